// What the warp does for each row of its result, compiled once for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

// A view of 8-bit RGB pixels.
struct WarpImage {
  const uint8_t *rgb;
  ptrdiff_t stride;  // bytes from a row to the next
  int32_t width, height;
};

// One coordinate of a row's pixels in the image, in OpenCV 5's order of rounding: fused(step * x +
// start), and fused(step * x + row) + offset in the columns that are left at the row's end.
struct WarpLine {
  // How many pixels of a row OpenCV 5 maps at a time where the processor has AVX2. Those that are
  // left at the row's end are mapped by scalar code, whose compiler fused other steps.
  static constexpr int32_t kVector = 16;
  float step, row, offset, start;
};

struct WarpKernels {
  // How many pixels past the row's end are written.
  static constexpr int32_t kPadding = 16;

  // Writes a row of `columns` pixels, each interpolated where `to_x` and `to_y` lead it.
  void (*row)(const WarpImage &image, const WarpLine &to_x, const WarpLine &to_y, int32_t columns,
              uint8_t *line);

  // Those of an instruction set; 0 for the processor's best.
  explicit WarpKernels(int64_t target);
};

}  // namespace vision
