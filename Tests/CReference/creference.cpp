#include "creference.h"

#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "detector_parameters.h"

namespace {

dlib::array2d<dlib::rgb_pixel> dlib_image(const uint8_t *rgb, int width, int height) {
  dlib::array2d<dlib::rgb_pixel> image(height, width);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const uint8_t *pixel = rgb + 3 * (std::ptrdiff_t{y} * width + x);
      image[y][x] = dlib::rgb_pixel(pixel[0], pixel[1], pixel[2]);
    }
  return image;
}

// Takes the place of the features that dlib computes of each level of its pyramid.
struct LevelTaker {
  void *context;
  void (*take)(void *context, const uint8_t *rgb, int width, int height);

  void operator()(const dlib::array2d<dlib::rgb_pixel> &level,
                  const dlib::array<dlib::array2d<float>> &, int, int, int) const {
    take(context, static_cast<const uint8_t *>(dlib::image_data(level)),
         static_cast<int>(level.nc()), static_cast<int>(level.nr()));
  }
};

template <typename Number>
bool is_same(const Number &a, const Number &b) {
  return std::memcmp(&a, &b, sizeof(Number)) == 0;
}

// Whether the terms of a plane are dlib's, and there is nothing behind them.
bool are_same(const std::vector<dlib::matrix<float, 0, 1>> &terms,
              const float (&given)[vision::DetectorFilter::most_terms][10]) {
  for (size_t term = 0; term < vision::DetectorFilter::most_terms; ++term)
    for (long i = 0; i < 10; ++i) {
      const float expected = term < terms.size() ? terms[term](i) : 0;
      if (!is_same(given[term][i], expected)) return false;
    }
  return true;
}

const char *difference(const dlib::frontal_face_detector &detector, unsigned long index,
                       const vision::DetectorFilter &given) {
  const auto &weights = detector.get_w(index);
  const auto &bank = detector.get_processed_w(index).get_detect_argument();
  if (!is_same(given.threshold, weights(weights.size() - 1))) return "a threshold";
  if (bank.filters.size() != 31) return "how many planes there are";
  for (size_t plane = 0; plane < bank.filters.size(); ++plane) {
    for (long y = 0; y < 10; ++y)
      for (long x = 0; x < 10; ++x)
        if (!is_same(given.weights[plane][y][x], bank.filters[plane](y, x))) return "a weight";
    if (given.terms[plane] != static_cast<int32_t>(bank.row_filters[plane].size()))
      return "how many terms a plane has";
    if (!are_same(bank.row_filters[plane], given.rows[plane])) return "a row filter";
    if (!are_same(bank.col_filters[plane], given.columns[plane])) return "a column filter";
  }
  return nullptr;
}

}  // namespace

const uint8_t *reference_detector(size_t *count) {
  static const std::string serialized = dlib::get_serialized_frontal_faces();
  *count = serialized.size();
  return reinterpret_cast<const uint8_t *>(serialized.data());
}

const char *reference_detector_difference(const uint8_t *parameters, size_t count) {
  vision::DetectorParameters given;
  if (count != sizeof(given)) return "the size";
  std::memcpy(&given, parameters, count);
  const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  const auto &scanner = detector.get_scanner();
  if (!is_same(given.overlap_threshold, detector.get_overlap_tester().get_iou_thresh()) ||
      !is_same(given.covered_threshold, detector.get_overlap_tester().get_percent_covered_thresh()))
    return "a threshold of overlapping boxes";
  const std::pair<int32_t, unsigned long> sizes[] = {
      {given.window_width, scanner.get_detection_window_width()},
      {given.window_height, scanner.get_detection_window_height()},
      {given.cell_size, scanner.get_cell_size()},
      {given.padding, scanner.get_padding()},
      {given.most_levels, scanner.get_max_pyramid_levels()},
      {given.least_width, scanner.get_min_pyramid_layer_width()},
      {given.least_height, scanner.get_min_pyramid_layer_height()},
  };
  for (const auto &[size, expected] : sizes)
    if (static_cast<unsigned long>(size) != expected) return "a size";
  if (detector.num_detectors() != vision::DetectorParameters::filter_count)
    return "how many filters there are";
  for (unsigned long index = 0; index < detector.num_detectors(); ++index)
    if (const char *what = difference(detector, index, given.filters[index])) return what;
  return nullptr;
}

int64_t reference_detect(const uint8_t *rgb, int width, int height, int upsample,
                         reference_face *faces, int64_t capacity) {
  return reference_detect_adjusted(rgb, width, height, upsample, 0, faces, capacity);
}

int64_t reference_detect_adjusted(const uint8_t *rgb, int width, int height, int upsample,
                                  double adjustment, reference_face *faces, int64_t capacity) {
  // A copy for each call, because tests run on several threads and a search uses scratch memory.
  static const dlib::frontal_face_detector shared = dlib::get_frontal_face_detector();
  dlib::frontal_face_detector detector = shared;
  dlib::array2d<dlib::rgb_pixel> image = dlib_image(rgb, width, height);
  for (int i = 0; i < upsample; ++i) dlib::pyramid_up(image);
  std::vector<std::pair<double, dlib::rectangle>> found;
  detector(image, found, adjustment);
  const dlib::pyramid_down<2> pyramid;
  const auto count = static_cast<int64_t>(found.size());
  for (int64_t i = 0; i < std::min(count, capacity); ++i) {
    const auto &[score, searched] = found[static_cast<size_t>(i)];
    const dlib::rectangle box = pyramid.rect_down(searched, static_cast<unsigned>(upsample));
    faces[i] = {{box.left(), box.top(), box.right(), box.bottom()}, score};
  }
  return count;
}

void reference_pyramid(const uint8_t *rgb, int width, int height, int upsample, void *context,
                       void (*take)(void *context, const uint8_t *rgb, int width, int height)) {
  static const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  const auto &scanner = detector.get_scanner();
  dlib::array2d<dlib::rgb_pixel> image = dlib_image(rgb, width, height);
  for (int i = 0; i < upsample; ++i) dlib::pyramid_up(image);
  dlib::array<dlib::array<dlib::array2d<float>>> unused;
  dlib::impl::create_fhog_pyramid<dlib::pyramid_down<6>>(
      image, LevelTaker{context, take}, unused, static_cast<int>(scanner.get_cell_size()),
      static_cast<int>(scanner.get_fhog_window_height()),
      static_cast<int>(scanner.get_fhog_window_width()), scanner.get_min_pyramid_layer_width(),
      scanner.get_min_pyramid_layer_height(), scanner.get_max_pyramid_levels());
}

int64_t reference_windows(const uint8_t *rgb, int width, int height, reference_window *windows,
                          int64_t capacity) {
  static const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  dlib::frontal_face_detector::image_scanner_type scanner;
  scanner.copy_configuration(detector.get_scanner());
  scanner.load(dlib_image(rgb, width, height));
  int64_t count = 0;
  for (unsigned long filter = 0; filter < detector.num_detectors(); ++filter) {
    const auto &weights = detector.get_w(filter);
    const double threshold = weights(weights.size() - 1);
    std::vector<std::pair<double, dlib::rectangle>> found;
    scanner.detect(detector.get_processed_w(filter).get_detect_argument(), found, threshold);
    for (const auto &[response, box] : found) {
      if (count < capacity)
        windows[count] = {
            {{box.left(), box.top(), box.right(), box.bottom()}, response - threshold},
            static_cast<int64_t>(filter)};
      ++count;
    }
  }
  return count;
}

void reference_features(const uint8_t *rgb, int width, int height, int64_t *columns, int64_t *rows,
                        float *features, int64_t capacity) {
  dlib::array<dlib::array2d<float>> planes;
  dlib::extract_fhog_features(dlib_image(rgb, width, height), planes);
  *columns = planes[0].nc();
  *rows = planes[0].nr();
  if (31 * *columns * *rows > capacity) return;
  for (const dlib::array2d<float> &plane : planes)
    for (long row = 0; row < plane.nr(); ++row)
      for (long column = 0; column < plane.nc(); ++column) *features++ = plane[row][column];
}

struct reference_predictor {
  dlib::shape_predictor predict;
};

reference_predictor *reference_predictor_load(const char *path) try {
  auto loaded = std::make_unique<reference_predictor>();
  dlib::deserialize(path) >> loaded->predict;
  return loaded.release();
} catch (const std::exception &) {
  return nullptr;
}

void reference_predictor_destroy(reference_predictor *predictor) { delete predictor; }

void reference_predictor_find(const reference_predictor *predictor, const uint8_t *rgb, int width,
                              int height, const int64_t box[4], int64_t *points) {
  const dlib::rectangle face(box[0], box[1], box[2], box[3]);
  const dlib::full_object_detection shape =
      predictor->predict(dlib_image(rgb, width, height), face);
  for (unsigned long i = 0; i < shape.num_parts(); ++i) {
    points[2 * i] = shape.part(i).x();
    points[2 * i + 1] = shape.part(i).y();
  }
}

void reference_landmarks(const char *model, const uint8_t *rgb, int width, int height,
                         const int64_t box[4], int64_t points[136]) {
  static const dlib::shape_predictor predictor = [model] {
    dlib::shape_predictor loaded;
    dlib::deserialize(model) >> loaded;
    return loaded;
  }();
  const dlib::rectangle face(box[0], box[1], box[2], box[3]);
  const dlib::full_object_detection shape = predictor(dlib_image(rgb, width, height), face);
  for (unsigned long i = 0; i < shape.num_parts(); ++i) {
    points[2 * i] = shape.part(i).x();
    points[2 * i + 1] = shape.part(i).y();
  }
}

void reference_warp(const uint8_t *rgb, int width, int height, const float source[6],
                    const float target[6], int size, uint8_t *out) {
  std::vector<cv::Point2f> from, to;
  for (int i = 0; i < 3; ++i) {
    from.emplace_back(source[2 * i], source[2 * i + 1]);
    to.emplace_back(target[2 * i], target[2 * i + 1]);
  }
  const cv::Mat image(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
  cv::Mat aligned;
  cv::warpAffine(image, aligned, cv::getAffineTransform(from, to), cv::Size(size, size));
  std::copy(aligned.datastart, aligned.dataend, out);
}

void reference_write_model(const char *path, const float *shape, int landmarks) {
  const dlib::matrix<float, 0, 1> places = dlib::mat(shape, 2 * landmarks);
  dlib::serialize(path) << dlib::shape_predictor(places, {}, {});
}
