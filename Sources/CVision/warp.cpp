#include "warp.h"

#include <cmath>

namespace {

// An affine map from the result back to the image.
struct Inverse {
  double xx, xy, x0;
  double yx, yy, y0;

  // In doubles, in the order of operations of cv::warpAffine. A matrix that has no inverse takes
  // everything to the image's first pixel, as there.
  explicit Inverse(const cv::Mat &transform) {
    const double *m = transform.ptr<double>();
    const double determinant = m[0] * m[4] - m[1] * m[3];
    const double scale = determinant != 0 ? 1.0 / determinant : 0.0;
    xx = m[4] * scale;
    yy = m[0] * scale;
    xy = m[1] * -scale;
    yx = m[3] * -scale;
    x0 = -xx * m[2] - xy * m[5];
    y0 = -yx * m[2] - yy * m[5];
  }
};

// The pixel at a column and row; black outside of the image.
const uint8_t *pixel(const cv::Mat &image, int x, int y) {
  static constexpr uint8_t kBlack[3] = {0, 0, 0};
  const bool inside = x >= 0 && x < image.cols && y >= 0 && y < image.rows;
  return inside ? image.ptr<uint8_t>(y) + 3 * x : kBlack;
}

void interpolate(const cv::Mat &image, float x, float y, uint8_t *out) {
  const float left = std::floor(x), top = std::floor(y);
  // Also catches what is not a number or does not fit an int.
  if (!(left >= -1 && left < static_cast<float>(image.cols) && top >= -1 &&
        top < static_cast<float>(image.rows))) {
    out[0] = out[1] = out[2] = 0;
    return;
  }
  const float right_share = x - left, bottom_share = y - top;
  const int column = static_cast<int>(left), row = static_cast<int>(top);
  const uint8_t *p00 = pixel(image, column, row), *p01 = pixel(image, column + 1, row);
  const uint8_t *p10 = pixel(image, column, row + 1), *p11 = pixel(image, column + 1, row + 1);
  for (int channel = 0; channel < 3; ++channel) {
    const float a = p00[channel], b = p01[channel], c = p10[channel], d = p11[channel];
    const float upper = std::fma(right_share, b - a, a);
    const float lower = std::fma(right_share, d - c, c);
    const float value = std::fma(bottom_share, lower - upper, upper);
    out[channel] = static_cast<uint8_t>(std::nearbyint(value));  // ties to even
  }
}

// How many pixels of a row OpenCV 5 maps at a time where the processor has AVX2. Those that are
// left at the row's end are mapped by scalar code, whose compiler fused other steps.
constexpr int kVector = 16;

// One coordinate of a row's pixels in the image, in OpenCV 5's order of rounding.
struct RowMap {
  float step, row, offset, start;

  RowMap(double along_x, double along_y, double origin, int y)
      : step(static_cast<float>(along_x)),
        row(static_cast<float>(y) * static_cast<float>(along_y)),
        offset(static_cast<float>(origin)),
        start(row + offset) {}

  float in_vector(float x) const { return std::fma(step, x, start); }
  float in_tail(float x) const { return std::fma(step, x, row) + offset; }
};

}  // namespace

// OpenCV 5.0 as its wheels compute it on a processor with AVX2. std::fma gives the same bits on
// every processor, by hardware where it has the instruction.
void vision::warp_affine(const cv::Mat &image, const cv::Mat &transform, cv::Mat &out) {
  const Inverse inverse(transform);
  const int vectors = out.cols / kVector * kVector;
  for (int y = 0; y < out.rows; ++y) {
    const RowMap to_x(inverse.xx, inverse.xy, inverse.x0, y);
    const RowMap to_y(inverse.yx, inverse.yy, inverse.y0, y);
    uint8_t *line = out.ptr<uint8_t>(y);
    for (int column = 0; column < out.cols; ++column) {
      const auto x = static_cast<float>(column);
      if (column < vectors)
        interpolate(image, to_x.in_vector(x), to_y.in_vector(x), line + 3 * column);
      else
        interpolate(image, to_x.in_tail(x), to_y.in_tail(x), line + 3 * column);
    }
  }
}
