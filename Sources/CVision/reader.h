// What the two decoders share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cvision.h"

struct vision_reader {
  virtual ~vision_reader() = default;
  // Decodes the stored image, before its orientation is applied. Sets that where it stands behind
  // the pixels.
  virtual bool read(uint8_t *rgb, vision_error *error) = 0;
  // Makes read() give the image at an n-th of its size, where the format can do that for less.
  virtual bool reduce(int32_t, vision_error *) { return true; }

  int32_t stored_width = 0;
  int32_t stored_height = 0;
  int orientation = 0;  // EXIF's tag 0x0112: 2 to 8 are not upright, and 5 to 8 swap the edges
  std::string warning;  // the first of the library's warnings
};

namespace vision {

// The orientation that an EXIF block (from its TIFF header on) states in IFD 0, sensible or not.
std::optional<int> exif_orientation(const uint8_t *tiff, size_t count);

}  // namespace vision
