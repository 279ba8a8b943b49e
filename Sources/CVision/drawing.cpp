#include "drawing.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "fault.h"

namespace {

// Places are given to OpenCV in so many bits of a pixel's fraction.
constexpr int kFraction = 4;
// Far outside of any canvas, and within what OpenCV's integers hold.
constexpr double kFarthest = 1 << 20;
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

cv::Mat view(drawing_canvas canvas) {
  return cv::Mat(canvas.height, canvas.width, CV_8UC3, canvas.rgb);
}

// The canvas is RGB, and OpenCV draws channels in their order.
cv::Scalar scalar(drawing_colour colour) {
  return cv::Scalar(colour.red, colour.green, colour.blue);
}

int fixed(double place) {
  return static_cast<int>(
      std::lround(std::clamp(place, -kFarthest, kFarthest) * (1 << kFraction)));
}

}  // namespace

bool drawing_lines(drawing_canvas canvas, const double *places, int32_t count, bool is_closed,
                   drawing_colour colour, int32_t thickness, vision_error *error) {
  return vision::guarded(error, false, [&] {
    std::vector<cv::Point> points;
    for (int32_t i = 0; i < count; ++i)
      points.emplace_back(fixed(places[2 * i]), fixed(places[2 * i + 1]));
    cv::Mat image = view(canvas);
    cv::polylines(image, points, is_closed, scalar(colour), thickness, cv::LINE_AA, kFraction);
    return true;
  });
}

bool drawing_dot(drawing_canvas canvas, double x, double y, double radius, drawing_colour colour,
                 vision_error *error) {
  return vision::guarded(error, false, [&] {
    cv::Mat image = view(canvas);
    cv::circle(image, {fixed(x), fixed(y)}, fixed(radius), scalar(colour), cv::FILLED, cv::LINE_AA,
               kFraction);
    return true;
  });
}

bool drawing_text(drawing_canvas canvas, const char *text, int32_t x, int32_t y, double height,
                  drawing_colour colour, int32_t thickness, vision_error *error) {
  return vision::guarded(error, false, [&] {
    cv::Mat image = view(canvas);
    cv::putText(image, text, {x, y}, kFont, height, scalar(colour), thickness, cv::LINE_AA);
    return true;
  });
}

bool drawing_text_size(const char *text, double height, int32_t thickness, int32_t *width,
                       int32_t *above, int32_t *below, vision_error *error) {
  return vision::guarded(error, false, [&] {
    int base = 0;
    const cv::Size size = cv::getTextSize(text, kFont, height, thickness, &base);
    *width = size.width;
    *above = size.height;
    *below = base;
    return true;
  });
}

bool drawing_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out,
                    int32_t out_width, int32_t out_height, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const cv::Mat image(height, width, CV_8UC3, const_cast<uint8_t *>(rgb));
    cv::Mat resized(out_height, out_width, CV_8UC3, out);
    const bool is_larger = out_width > width || out_height > height;
    cv::resize(image, resized, resized.size(), 0, 0,
               is_larger ? cv::INTER_NEAREST : cv::INTER_AREA);
    return true;
  });
}
