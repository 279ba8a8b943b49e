#include "reader.h"

namespace {

// TIFF's numbers, in the byte order that its header states. Out of range reads are the caller's
// to exclude.
struct Tiff {
  const uint8_t *bytes;
  size_t count;
  bool little;

  uint32_t u16(size_t at) const {
    return little ? bytes[at] | bytes[at + 1] << 8 : bytes[at] << 8 | bytes[at + 1];
  }
  uint32_t u32(size_t at) const {
    return little ? u16(at) | u16(at + 2) << 16 : u16(at) << 16 | u16(at + 2);
  }
};

constexpr uint32_t kOrientationTag = 0x0112;
constexpr size_t kEntrySize = 12;  // tag 2, type 2, count 4, value or where it lies 4
constexpr size_t kCountOffset = 4;
constexpr size_t kValueOffset = 8;

// Whether imread, which reads the values of these tags too, would look for this entry's outside of
// the block. There it gives up on the rest, and so takes no orientation from it.
bool leads_outside(const Tiff &tiff, size_t entry) {
  const size_t length = tiff.u32(entry + kCountOffset), place = tiff.u32(entry + kValueOffset);
  switch (tiff.u16(entry)) {
    case 0x010E: case 0x010F: case 0x0110: case 0x0131: case 0x0132: case 0x8298:  // texts
      return (length > 4 ? place : kValueOffset) + length > tiff.count;
    case 0x011A: case 0x011B: return place + 8 > tiff.count;   // resolution: one rational number
    case 0x013E: return place + 16 > tiff.count;               // white point
    case 0x0211: return place + 24 > tiff.count;               // YCbCr coefficients
    case 0x013F: case 0x0214: return place + 48 > tiff.count;  // primaries, black and white
    default: return false;
  }
}

}  // namespace

std::optional<int> vision::exif_orientation(const uint8_t *bytes, size_t count) {
  if (count < 8) return std::nullopt;
  // Big-endian, whatever else stands there: imread goes by the number 42.
  const Tiff tiff{bytes, count, bytes[0] == 'I' && bytes[1] == 'I'};
  if (tiff.u16(2) != 42) return std::nullopt;
  const size_t directory = tiff.u32(4);
  if (directory + 2 > count) return std::nullopt;
  const size_t entries = tiff.u16(directory);
  for (size_t entry = 0; entry < entries; ++entry) {
    const size_t at = directory + 2 + entry * kEntrySize;
    if (at + kValueOffset + 2 > count) return std::nullopt;
    // A short, whatever the entry's type says: that is how imread takes it.
    if (tiff.u16(at) == kOrientationTag) return static_cast<int>(tiff.u16(at + kValueOffset));
    if (at + kEntrySize > count || leads_outside(tiff, at)) return std::nullopt;
  }
  return std::nullopt;
}
