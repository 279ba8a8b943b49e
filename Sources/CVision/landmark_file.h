// The numbers of a file that dlib serialized.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "number_kernels.h"

namespace vision {

// Reads a file from its start to its end, in portions: it may be a pipe, or grow shorter meanwhile.
// Every function throws std::runtime_error where the file ends, cannot be read or holds something
// else than is asked for.
class LandmarkFile {
 public:
  // `target` is one of vision_target, or 0 for the processor's best.
  LandmarkFile(const char *path, int64_t target);
  LandmarkFile(const LandmarkFile &) = delete;
  LandmarkFile &operator=(const LandmarkFile &) = delete;
  ~LandmarkFile();

  // How many bytes are still to come. Of a pipe, which does not tell, a gigabyte.
  size_t remaining() const;

  // A whole number is a byte with its length and sign, and its bytes, the lowest first. Integer is
  // the type that dlib wrote, which limits the length.
  template <typename Integer>
  Integer integer();
  // A number is a mantissa and the power of two that it is multiplied by.
  void numbers(float *out, size_t count);

 private:
  float number();
  // Reads until that many bytes lie ahead, or the file ends, and returns how many do.
  size_t fill(size_t bytes);
  // The next bytes, as many as are asked for.
  const uint8_t *take(size_t bytes);

  NumberKernels kernels_;
  int descriptor_;
  size_t unread_ = size_t{1} << 30;
  std::unique_ptr<uint8_t[]> buffer_;
  const uint8_t *next_, *end_;
};

}  // namespace vision
