#include <dlib/revision.h>
#include <hwy/targets.h>
#include <png.h>

#include <cstddef>
#include <cstdio>
#include <opencv2/core/utility.hpp>
#include <string>
#include <vector>

#include <jpeglib.h>

#include "cvision.h"

namespace {

#define VISION_TEXT_(x) #x
#define VISION_TEXT(x) VISION_TEXT_(x)

const std::vector<std::string> &libraries() {
  static const std::vector<std::string> all = {
      "dlib " VISION_TEXT(DLIB_MAJOR_VERSION) "." VISION_TEXT(DLIB_MINOR_VERSION) "." VISION_TEXT(
          DLIB_PATCH_VERSION),
      "opencv " + cv::getVersionString(),
      "libjpeg-turbo " VISION_TEXT(LIBJPEG_TURBO_VERSION),
      std::string("libpng ") + png_get_libpng_ver(nullptr),
  };
  return all;
}

}  // namespace

const char *vision_library(int32_t index) {
  const auto at = static_cast<size_t>(index);
  return index >= 0 && at < libraries().size() ? libraries()[at].c_str() : nullptr;
}

int64_t vision_target(int32_t index) {
  int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;
  for (int32_t i = 0; i < index; ++i) targets &= targets - 1;
  return targets & -targets;
}

const char *vision_target_name(int64_t target) { return hwy::TargetName(target); }
