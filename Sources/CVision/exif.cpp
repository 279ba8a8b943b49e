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
constexpr size_t kEntrySize = 12;  // tag 2, type 2, count 4, value 4
constexpr size_t kValueOffset = 8;

}  // namespace

int vision::exif_orientation(const uint8_t *bytes, size_t count) {
  if (count < 8 || bytes[0] != bytes[1] || (bytes[0] != 'I' && bytes[0] != 'M')) return 1;
  const Tiff tiff{bytes, count, bytes[0] == 'I'};
  if (tiff.u16(2) != 42) return 1;
  const size_t directory = tiff.u32(4);
  if (directory + 2 > count) return 1;
  const size_t entries = tiff.u16(directory);
  for (size_t entry = 0; entry < entries; ++entry) {
    const size_t at = directory + 2 + entry * kEntrySize;
    if (at + kEntrySize > count) return 1;
    if (tiff.u16(at) != kOrientationTag) continue;
    // A short, whatever the entry's type says: that is how imread takes it.
    const uint32_t orientation = tiff.u16(at + kValueOffset);
    return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
  }
  return 1;
}
