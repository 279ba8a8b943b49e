// Reading the numbers that dlib serialized, compiled once for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

struct NumberKernels {
  // How many bytes a number has that is read here, and how many behind the last are looked at.
  static constexpr size_t kBytes = 6, kSlack = 4;

  // Reads numbers of three bytes of mantissa and one of an exponent below 64, as nearly all are.
  // Returns how many: it ends before the first few of which one has another form, and may leave a
  // few at the end.
  size_t (*read)(const uint8_t *bytes, size_t count, float *out);

  // Those of an instruction set; 0 for the processor's best.
  explicit NumberKernels(int64_t target);
};

}  // namespace vision
