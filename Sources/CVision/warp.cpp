#include "warp.h"

#include <cstring>
#include <vector>

#include "warp_kernels.h"

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

// One coordinate of the pixels of row `y`.
vision::WarpLine line(double along_x, double along_y, double origin, int y) {
  const float row = static_cast<float>(y) * static_cast<float>(along_y);
  const auto offset = static_cast<float>(origin);
  return {static_cast<float>(along_x), row, offset, row + offset};
}

}  // namespace

// OpenCV 5.0 as its wheels compute it on a processor with AVX2. Every instruction set gives the same
// bits: where a fused multiply-add is missing it is emulated.
void vision::warp_affine(const cv::Mat &image, const cv::Mat &transform, cv::Mat &out,
                         int64_t target) {
  const Inverse inverse(transform);
  const WarpKernels kernels(target);
  const WarpImage view{image.ptr<uint8_t>(), static_cast<ptrdiff_t>(image.step[0]), image.cols,
                       image.rows};
  const size_t row_bytes = size_t{3} * static_cast<size_t>(out.cols);
  std::vector<uint8_t> row(row_bytes + 3 * WarpKernels::kPadding);
  for (int y = 0; y < out.rows; ++y) {
    kernels.row(view, line(inverse.xx, inverse.xy, inverse.x0, y),
                line(inverse.yx, inverse.yy, inverse.y0, y), out.cols, row.data());
    std::memcpy(out.ptr<uint8_t>(y), row.data(), row_bytes);
  }
}
