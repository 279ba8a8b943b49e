// The pixels of a rectangle of one level of the image pyramid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace vision {

// Half-open.
struct PixelRect {
  int32_t left = 0, top = 0, right = 0, bottom = 0;

  int32_t width() const { return right - left; }
  int32_t height() const { return bottom - top; }
  bool empty() const { return left >= right || top >= bottom; }
};

// Memory that is reused, and not initialised.
class PixelMemory {
 public:
  // At least so many bytes, at a multiple of 64. What was there before is lost if it was smaller.
  // Throws std::bad_alloc.
  uint8_t *reserve(size_t bytes);

 private:
  struct Free {
    void operator()(uint8_t *bytes) const { std::free(bytes); }
  };
  std::unique_ptr<uint8_t, Free> bytes_;
  size_t size_ = 0;
};

// Three planes, of red, green and blue. 64 bytes past the end of a row may be read.
struct LevelPixels {
  PixelRect rect;
  // From one row to the next, in bytes.
  int32_t stride = 0;
  // Pixel (x, y) is at plane[c][(y - rect.top) * stride + (x - rect.left)].
  const uint8_t *plane[3] = {nullptr, nullptr, nullptr};

  PixelMemory memory;
};

}  // namespace vision
