// What the C interface calls a detector.
#pragma once

#include <dlib/image_processing/frontal_face_detector.h>

#include <memory>
#include <optional>
#include <vector>

#include "detector_parameters.h"
#include "face_search.h"

// One for each thread: what is shared is immutable.
struct vision_detector {
  std::shared_ptr<const vision::DetectorParameters> parameters;
  std::shared_ptr<const vision::FaceModel> model;
  vision::FaceSearch search;
  // dlib's own, for what the search cannot be sure of: made when it is first needed.
  std::optional<dlib::frontal_face_detector> dlib_detector;
  std::vector<dlib::rect_detection> found;

  vision_detector(std::shared_ptr<const vision::DetectorParameters> numbers,
                  std::shared_ptr<const vision::FaceModel> faces, int64_t target)
      : parameters(std::move(numbers)), model(std::move(faces)), search(*model, target) {}
};
