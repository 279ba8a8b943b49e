#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace vision {

// cv::warpAffine of OpenCV 5 for 8-bit RGB, bilinear with a constant zero border: `transform` is
// its 2x3 matrix of doubles from the image to `out`, whose size is that of the result. `target` is an
// instruction set, or 0 for the processor's best.
void warp_affine(const cv::Mat &image, const cv::Mat &transform, cv::Mat &out, int64_t target);

}  // namespace vision
