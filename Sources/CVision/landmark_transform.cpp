#include "landmark_transform.h"

#include <dlib/image_processing/shape_predictor.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vision {

// dlib solves for the transform that takes three corners of the unit square to the box's by the
// corners' pseudoinverse. This is that matrix as LAPACK's singular values give it: nearly
//   -1  0  1
//    1 -1  0
//    0  1  0
BoxTransform::BoxTransform(float left, float top, float right, float bottom) {
  constexpr double a = -0x1.0000000000001p+0, b = -0x1.8p-51, c = 0x1.0000000000002p+0;
  constexpr double d = 0x1.ffffffffffffep-1, e = -0x1.ffffffffffffcp-1, f = 0x1p-53;
  constexpr double g = 0x1p-54, h = 0x1.ffffffffffffep-1, i = 0x1p-54;
  xx = left * a + right * d + right * g;
  xy = left * b + right * e + right * h;
  x = left * c + right * f + right * i;
  yx = top * a + top * d + bottom * g;
  yy = top * b + top * e + bottom * h;
  y = top * c + top * f + bottom * i;
}

ShapeFit::ShapeFit(const LandmarkModel &model)
    : mean_(model.mean_shape.begin(), model.mean_shape.begin() + 2 * model.landmarks) {
  // One landmark, or none, turns nothing.
  if (model.landmarks < 2) return;
  const auto count = static_cast<double>(model.landmarks);
  double x = 0, y = 0;
  for (size_t i = 0; i < mean_.size(); i += 2) {
    x += mean_[i] / count;
    y += mean_[i + 1] / count;
  }
  for (size_t i = 0; i < mean_.size(); i += 2) {
    const double to_right = mean_[i] - x, down = mean_[i + 1] - y;
    centred_.push_back(to_right);
    centred_.push_back(down);
    squares_ += to_right * to_right + down * down;
    reach_ = std::max(reach_, std::abs(to_right) + std::abs(down));
  }
  identity_ = turn(mean_.data());
}

Turn ShapeFit::decomposed(const float *shape) const {
  const auto length = static_cast<long>(mean_.size());
  const dlib::matrix<float, 0, 1> from = dlib::mat(mean_.data(), length),
                                  to = dlib::mat(shape, length);
  const auto found = dlib::impl::find_tform_between_shapes(from, to).get_m();
  const dlib::matrix<float, 2, 2> turn = dlib::matrix_cast<float>(found);
  return {turn(0, 0), turn(0, 1), turn(1, 0), turn(1, 1)};
}

// Unless the similarity would mirror, it has a closed form, which takes a fraction of the time of
// dlib's singular values. Both have errors of double precision, and what is asked for is rounded to
// single: that is the same, unless the true value is as close to the middle between two floats as
// those errors. Then, some one time in a thousand, dlib is asked.
Turn ShapeFit::turn(const float *shape) const {
  if (mean_.size() < 4) return identity_;
  double xx = 0, xy = 0, yx = 0, yy = 0, extent = 0;
  for (size_t i = 0; i < mean_.size(); i += 2) {
    const double x = shape[i], y = shape[i + 1];
    xx += x * centred_[i];
    xy += x * centred_[i + 1];
    yx += y * centred_[i];
    yy += y * centred_[i + 1];
    extent += std::abs(x) + std::abs(y);
  }
  // A bound of the sum of all products' sizes, and of the errors of sums of so many, in any order,
  // and of a decomposition.
  const double size = extent * reach_;
  if (!std::isfinite(size)) {
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    return {kNone, kNone, kNone, kNone};
  }
  const double error = size * 0x1p-50 * (static_cast<double>(mean_.size()) / 2 + 128);
  if (!(xx * yy - xy * yx > 0x1p-40 * size * size)) return decomposed(shape);
  const double along = xx + yy, across = yx - xy;
  const auto low_along = static_cast<float>((along - error) / squares_);
  const auto low_across = static_cast<float>((across - error) / squares_);
  if (low_along != static_cast<float>((along + error) / squares_) ||
      low_across != static_cast<float>((across + error) / squares_))
    return decomposed(shape);
  return {low_along, -low_across, low_across, low_along};
}

}  // namespace vision
