#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv/cv_image.h>

#include <memory>
#include <vector>

#include "detector.h"
#include "fault.h"

namespace {

using Image = dlib::cv_image<dlib::rgb_pixel>;

// A view of the caller's pixels that dlib reads; nothing is copied.
Image view(const uint8_t *rgb, int32_t width, int32_t height) {
  return Image(cv::Mat(height, width, CV_8UC3, const_cast<uint8_t *>(rgb)));
}

using Scanner = dlib::frontal_face_detector::image_scanner_type;
using Filterbank = Scanner::fhog_filterbank;

dlib::matrix<float, 0, 1> vector(const float (&numbers)[vision::DetectorFilter::side]) {
  return dlib::mat(numbers, vision::DetectorFilter::side);
}

// What dlib would make of the filter's weights by 31 singular value decompositions.
void fill(Filterbank &bank, const vision::DetectorFilter &filter) {
  constexpr int side = vision::DetectorFilter::side;
  for (int plane = 0; plane < vision::DetectorFilter::planes; ++plane) {
    bank.filters[plane] = dlib::mat(&filter.weights[plane][0][0], side, side);
    bank.row_filters[plane].clear();
    bank.col_filters[plane].clear();
    for (int term = 0; term < filter.terms[plane]; ++term) {
      bank.row_filters[plane].push_back(vector(filter.rows[plane][term]));
      bank.col_filters[plane].push_back(vector(filter.columns[plane][term]));
    }
  }
}

dlib::frontal_face_detector dlib_detector(const vision::DetectorParameters &parameters) {
  Scanner scanner;
  scanner.set_detection_window_size(parameters.window_width, parameters.window_height);
  scanner.set_cell_size(parameters.cell_size);
  scanner.set_padding(parameters.padding);
  scanner.set_max_pyramid_levels(parameters.most_levels);
  scanner.set_min_pyramid_layer_size(parameters.least_width, parameters.least_height);
  // Of all the weights dlib's search reads the last, which is the threshold.
  std::vector<Scanner::feature_vector_type> weights;
  for (const vision::DetectorFilter &filter : parameters.filters) {
    weights.emplace_back(dlib::zeros_matrix<double>(scanner.get_num_dimensions() + 1, 1));
    weights.back()(scanner.get_num_dimensions()) = filter.threshold;
  }
  dlib::frontal_face_detector detector(
      scanner, dlib::test_box_overlap(parameters.overlap_threshold, parameters.covered_threshold),
      weights);
  for (unsigned long index = 0; index < detector.num_detectors(); ++index)
    // dlib lets nobody else set them. The object is not constant.
    fill(const_cast<Filterbank &>(detector.get_processed_w(index).get_detect_argument()),
         parameters.filters[index]);
  return detector;
}

}  // namespace

vision_detector *vision_detector_create(const char *parameters, size_t count, vision_error *error) {
  return vision::guarded(error, static_cast<vision_detector *>(nullptr), [&] {
    const auto numbers = std::make_shared<const vision::DetectorParameters>(
        vision::detector_parameters(parameters, count));
    return new vision_detector(numbers, std::make_shared<const vision::FaceModel>(*numbers), 0);
  });
}

vision_detector *vision_detector_copy(const vision_detector *detector, int64_t target,
                                      vision_error *error) {
  return vision::guarded(error, static_cast<vision_detector *>(nullptr), [&] {
    return new vision_detector(detector->parameters, detector->model, target);
  });
}

vision_detector *vision_detector_lowered(const vision_detector *detector, double depth,
                                         vision_error *error) {
  return vision::guarded(error, static_cast<vision_detector *>(nullptr), [&] {
    const auto numbers = std::make_shared<vision::DetectorParameters>(*detector->parameters);
    for (vision::DetectorFilter &filter : numbers->filters) filter.threshold -= depth;
    return new vision_detector(numbers, std::make_shared<const vision::FaceModel>(*numbers), 0);
  });
}

void vision_detector_destroy(vision_detector *detector) { delete detector; }

const uint8_t *vision_detector_parameters(const vision_detector *detector, size_t *count) {
  *count = sizeof(*detector->parameters);
  return reinterpret_cast<const uint8_t *>(detector->parameters.get());
}

int64_t vision_detect(vision_detector *detector, const uint8_t *rgb, int32_t width, int32_t height,
                      int32_t upsample, vision_error *error) {
  return vision::guarded(error, int64_t{-1}, [&] {
    if (!detector->dlib_detector) detector->dlib_detector.emplace(dlib_detector(*detector->parameters));
    dlib::frontal_face_detector &detect = *detector->dlib_detector;
    // As dlib's own Python module: double, search, and bring the boxes back down.
    const dlib::pyramid_down<2> pyramid;
    const Image image = view(rgb, width, height);
    if (upsample == 0) {
      detect(image, detector->found);
    } else {
      dlib::array2d<dlib::rgb_pixel> larger;
      dlib::pyramid_up(image, larger, pyramid);
      for (int32_t level = 1; level < upsample; ++level) dlib::pyramid_up(larger);
      detect(larger, detector->found);
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
