// The two transforms between a model's coordinates and an image's, to dlib's last bit.
#pragma once

#include <vector>

#include "landmark_model.h"

namespace vision {

// Takes model coordinates, where a box is from 0 to 1, to pixels.
struct BoxTransform {
  double xx, xy, yx, yy, x, y;

  // A box's edges are inclusive pixels. dlib takes them in single precision.
  BoxTransform(float left, float top, float right, float bottom);
};

// The linear part of a similarity, in single precision: how a shape is turned and scaled.
struct Turn {
  float xx = 1, xy = 0, yx = 0, yy = 1;
};

// Fits the mean shape to others.
class ShapeFit {
 public:
  explicit ShapeFit(const LandmarkModel &model);

  // Of the similarity that takes the mean shape closest to another, in the sum of the squares.
  Turn turn(const float *shape) const;
  // Of the mean shape to itself.
  const Turn &identity() const { return identity_; }

 private:
  // As dlib finds it, from singular values.
  Turn decomposed(const float *shape) const;

  std::vector<float> mean_;
  std::vector<double> centred_;  // the mean shape about its centre
  double reach_ = 0;             // the greatest |x| + |y| of those
  double squares_ = 0;           // their sum
  Turn identity_;
};

}  // namespace vision
