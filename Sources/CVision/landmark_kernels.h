// What finding landmarks does most, compiled once for each instruction set. All give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "landmark_model.h"
#include "landmark_transform.h"

namespace vision {

// An RGB image, row-major without padding.
struct PixelView {
  const uint8_t *rgb;
  int32_t width, height;
};

struct LandmarkKernels {
  // Writes the grey levels of a step's pixels, and at most PixelPlaces::kPadding more; 0 for what
  // lies outside of the image. The image has pixels.
  void (*levels)(const PixelView &image, const PixelPlaces &pixels, const float *shape,
                 const Turn &turn, const BoxTransform &box, uint8_t *levels);
  // Writes which leaf each tree leads to.
  void (*leaves)(const LandmarkModel &model, const Grove &grove, const uint8_t *levels,
                 const float **leaves);
  // Adds leaves to a shape, one after the other.
  void (*add)(const LandmarkModel &model, const float *const *leaves, size_t count, float *shape);

  // Those of an instruction set; 0 for the processor's best.
  explicit LandmarkKernels(int64_t target);
};

}  // namespace vision
