#include <opencv2/imgproc.hpp>

#include "fault.h"

bool vision_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out,
                   int32_t out_width, int32_t out_height, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const cv::Mat image(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
    cv::Mat resized(out_height, out_width, CV_8UC3, out);
    cv::resize(image, resized, resized.size(), 0, 0, cv::INTER_AREA);
    return true;
  });
}
