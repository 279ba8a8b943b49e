#include <cmath>
#include <vector>

#include "fault.h"
#include "landmark_kernels.h"
#include "landmark_model.h"
#include "landmark_transform.h"

struct vision_landmarks {
  vision::LandmarkModel model;
  vision::ShapeFit fit;
};

namespace {

// Rounded as dlib's points are: to the nearest, and up between two.
int32_t rounded(double coordinate) {
  const double whole = std::floor(coordinate + 0.5);
  // What the conversion to 64 bits gives of what does not fit, or is no number, ends in zeros.
  constexpr double kLimit = 0x1p63;
  return whole >= -kLimit && whole < kLimit ? static_cast<int32_t>(static_cast<int64_t>(whole)) : 0;
}

}  // namespace

vision_landmarks *vision_landmarks_load(const char *path, int64_t target, vision_error *error) {
  return vision::guarded(error, static_cast<vision_landmarks *>(nullptr), [&] {
    vision::LandmarkModel model = vision::read_landmark_model(path, target);
    vision::ShapeFit fit(model);
    return new vision_landmarks{std::move(model), std::move(fit)};
  });
}

void vision_landmarks_destroy(vision_landmarks *model) { delete model; }

int64_t vision_landmarks_count(const vision_landmarks *model) {
  return static_cast<int64_t>(model->model.landmarks);
}

bool vision_landmarks_find(const vision_landmarks *landmarks, const uint8_t *rgb, int32_t width,
                           int32_t height, vision_box box, int64_t target, int32_t *points,
                           vision_error *error) {
  return vision::guarded(error, false, [&] {
    static const vision::LandmarkKernels best(0);
    const vision::LandmarkKernels kernels = target == 0 ? best : vision::LandmarkKernels(target);
    const vision::LandmarkModel &model = landmarks->model;
    const vision::PixelView image{rgb, width, height};
    const vision::BoxTransform place(
        static_cast<float>(box.left), static_cast<float>(box.top), static_cast<float>(box.right),
        static_cast<float>(box.bottom));
    std::vector<float> shape = model.mean_shape;
    std::vector<uint8_t> levels;
    std::vector<const float *> leaves;
    for (const vision::Step &step : model.steps) {
      levels.assign(step.pixels.count + vision::PixelPlaces::kPadding, 0);
      if (width > 0 && height > 0) {
        const vision::Turn turn = &step == &model.steps.front() ? landmarks->fit.identity()
                                                                : landmarks->fit.turn(shape.data());
        kernels.levels(image, step.pixels, shape.data(), turn, place, levels.data());
      }
      leaves.resize(step.trees);
      size_t tree = 0;
      for (const vision::Grove &grove : step.groves) {
        kernels.leaves(model, grove, levels.data(), leaves.data() + tree);
        tree += grove.trees;
      }
      kernels.add(model, leaves.data(), leaves.size(), shape.data());
    }
    for (size_t i = 0; i < model.landmarks; ++i) {
      const double x = shape[2 * i], y = shape[2 * i + 1];
      points[2 * i] = rounded(place.xx * x + place.xy * y + place.x);
      points[2 * i + 1] = rounded(place.yx * x + place.yy * y + place.y);
    }
    return true;
  });
}
