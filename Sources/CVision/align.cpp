#include <opencv2/imgproc.hpp>

#include "fault.h"
#include "warp.h"

namespace {

// OpenCV prints its errors before it throws them; here they are only thrown.
int print_nothing(int, const char *, const char *, const char *, int, void *) { return 0; }

// The workers are the parallelism: OpenCV's own threads would only contend with them.
const bool configured = [] {
  cv::redirectError(print_nothing);
  cv::setNumThreads(1);
  return true;
}();

cv::Mat transform_of(const float source[6], const float target[6]) {
  cv::Point2f from[3], to[3];
  for (int i = 0; i < 3; ++i) {
    from[i] = {source[2 * i], source[2 * i + 1]};
    to[i] = {target[2 * i], target[2 * i + 1]};
  }
  return cv::getAffineTransform(from, to);
}

}  // namespace

bool vision_transform(const float source[6], const float target[6], double matrix[6],
                      vision_error *error) {
  return vision::guarded(error, false, [&] {
    const cv::Mat transform = transform_of(source, target);
    for (int i = 0; i < 6; ++i) matrix[i] = transform.at<double>(i / 3, i % 3);
    return true;
  });
}

bool vision_align(const uint8_t *rgb, int32_t width, int32_t height, const float source[6],
                  const float target[6], int32_t size, vision_warp warp, int64_t instructions,
                  uint8_t *out, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const cv::Mat image(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
    cv::Mat aligned(size, size, CV_8UC3, out);
    const cv::Mat transform = transform_of(source, target);
    switch (warp) {
      case VISION_WARP_OPENCV5:
        vision::warp_affine(image, transform, aligned, instructions);
        break;
      case VISION_WARP_OPENCV4:
        static_assert(CV_VERSION_MAJOR == 4, "this version's warpAffine is called as OpenCV 4's");
        cv::warpAffine(image, aligned, transform, aligned.size(), cv::INTER_LINEAR,
                       cv::BORDER_CONSTANT, cv::Scalar::all(0));
        break;
    }
    return true;
  });
}
