#include "creference.h"

#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

reference_face reference_align(const char *model, const uint8_t *rgb, int width, int height,
                               int upsample, const int anchors[3], const float targets[6],
                               int size, uint8_t *out) {
  static dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  static const dlib::shape_predictor predictor = [model] {
    dlib::shape_predictor loaded;
    dlib::deserialize(model) >> loaded;
    return loaded;
  }();

  dlib::array2d<dlib::rgb_pixel> image(height, width);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const uint8_t *pixel = rgb + 3 * (y * width + x);
      image[y][x] = dlib::rgb_pixel(pixel[0], pixel[1], pixel[2]);
    }

  dlib::array2d<dlib::rgb_pixel> searched;
  dlib::assign_image(searched, image);
  for (int i = 0; i < upsample; ++i) dlib::pyramid_up(searched);
  std::vector<std::pair<double, dlib::rectangle>> found;
  detector(searched, found);

  reference_face face{};
  face.faces = static_cast<int64_t>(found.size());
  if (found.empty()) return face;
  const dlib::pyramid_down<2> pyramid;
  for (auto &each : found)
    each.second = pyramid.rect_down(each.second, static_cast<unsigned>(upsample));
  const auto largest = *std::max_element(found.begin(), found.end(), [](auto &a, auto &b) {
    return std::pair(a.second.area(), a.first) < std::pair(b.second.area(), b.first);
  });
  face.score = largest.first;
  face.box[0] = largest.second.left();
  face.box[1] = largest.second.top();
  face.box[2] = largest.second.right();
  face.box[3] = largest.second.bottom();

  const dlib::full_object_detection shape = predictor(image, largest.second);
  for (unsigned long i = 0; i < shape.num_parts(); ++i) {
    face.points[2 * i] = shape.part(i).x();
    face.points[2 * i + 1] = shape.part(i).y();
  }

  std::vector<cv::Point2f> from, to;
  for (int i = 0; i < 3; ++i) {
    const dlib::point point = shape.part(static_cast<unsigned long>(anchors[i]));
    from.emplace_back(static_cast<float>(point.x()), static_cast<float>(point.y()));
    to.emplace_back(static_cast<float>(size) * targets[2 * i],
                    static_cast<float>(size) * targets[2 * i + 1]);
  }
  const cv::Mat source(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
  cv::Mat aligned;
  cv::warpAffine(source, aligned, cv::getAffineTransform(from, to), cv::Size(size, size));
  std::copy(aligned.datastart, aligned.dataend, out);
  return face;
}
