#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv/cv_image.h>

#include <string>
#include <vector>

#include "fault.h"

namespace {

using Image = dlib::cv_image<dlib::rgb_pixel>;

// A view of the caller's pixels that dlib reads; nothing is copied.
Image view(const uint8_t *rgb, int32_t width, int32_t height) {
  return Image(cv::Mat(height, width, CV_8UC3, const_cast<uint8_t *>(rgb)));
}

}  // namespace

struct vision_detector {
  dlib::frontal_face_detector detect;
  std::vector<dlib::rect_detection> found;
};

struct vision_landmarks {
  dlib::shape_predictor predict;
};

vision_detector *vision_detector_create(vision_error *error) {
  return vision::guarded(error, static_cast<vision_detector *>(nullptr), [] {
    return new vision_detector{dlib::get_frontal_face_detector(), {}};
  });
}

vision_detector *vision_detector_copy(const vision_detector *detector, vision_error *error) {
  return vision::guarded(error, static_cast<vision_detector *>(nullptr),
                         [&] { return new vision_detector{detector->detect, {}}; });
}

void vision_detector_destroy(vision_detector *detector) { delete detector; }

const uint8_t *vision_detector_parameters(size_t *count) {
  static const std::string parameters = dlib::get_serialized_frontal_faces();
  *count = parameters.size();
  return reinterpret_cast<const uint8_t *>(parameters.data());
}

int64_t vision_detect(vision_detector *detector, const uint8_t *rgb, int32_t width, int32_t height,
                      int32_t upsample, vision_error *error) {
  return vision::guarded(error, int64_t{-1}, [&] {
    // As dlib's own Python module: double, search, and bring the boxes back down.
    const dlib::pyramid_down<2> pyramid;
    const Image image = view(rgb, width, height);
    if (upsample == 0) {
      detector->detect(image, detector->found);
    } else {
      dlib::array2d<dlib::rgb_pixel> larger;
      dlib::pyramid_up(image, larger, pyramid);
      for (int32_t level = 1; level < upsample; ++level) dlib::pyramid_up(larger);
      detector->detect(larger, detector->found);
    }
    for (dlib::rect_detection &face : detector->found)
      face.rect = pyramid.rect_down(face.rect, static_cast<unsigned>(upsample));
    return static_cast<int64_t>(detector->found.size());
  });
}

vision_box vision_detector_box(const vision_detector *detector, int64_t index) {
  const dlib::rect_detection &face = detector->found[static_cast<size_t>(index)];
  return {static_cast<int32_t>(face.rect.left()), static_cast<int32_t>(face.rect.top()),
          static_cast<int32_t>(face.rect.right()), static_cast<int32_t>(face.rect.bottom()),
          face.detection_confidence};
}

vision_landmarks *vision_landmarks_load(const char *path, vision_error *error) {
  return vision::guarded(error, static_cast<vision_landmarks *>(nullptr), [&] {
    auto model = std::make_unique<vision_landmarks>();
    dlib::deserialize(path) >> model->predict;
    return model.release();
  });
}

void vision_landmarks_destroy(vision_landmarks *model) { delete model; }

int64_t vision_landmarks_count(const vision_landmarks *model) {
  return static_cast<int64_t>(model->predict.num_parts());
}

bool vision_landmarks_find(const vision_landmarks *model, const uint8_t *rgb, int32_t width,
                           int32_t height, vision_box box, int32_t *points, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const dlib::rectangle face(box.left, box.top, box.right, box.bottom);
    const dlib::full_object_detection shape = model->predict(view(rgb, width, height), face);
    for (unsigned long part = 0; part < shape.num_parts(); ++part) {
      points[2 * part] = static_cast<int32_t>(shape.part(part).x());
      points[2 * part + 1] = static_cast<int32_t>(shape.part(part).y());
    }
    return true;
  });
}
