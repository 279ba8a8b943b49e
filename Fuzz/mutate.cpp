// How libFuzzer changes files: as it likes, and then, mostly, with a PNG's checksums put right.
// Without that nearly every change of a PNG would end at a checksum.
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t most);

namespace {

constexpr uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr size_t kLengthSize = 4, kTypeSize = 4, kSumSize = 4;

uint32_t number(const uint8_t *bytes) {
  return static_cast<uint32_t>(bytes[0]) << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

void put_right(uint8_t *bytes, size_t count) {
  if (count < sizeof(kSignature) || std::memcmp(bytes, kSignature, sizeof(kSignature)) != 0) return;
  size_t at = sizeof(kSignature);
  while (count - at >= kLengthSize + kTypeSize + kSumSize) {
    const size_t length = number(bytes + at), checked = kTypeSize + length;
    if (length > count - at - kLengthSize - kTypeSize - kSumSize) return;
    at += kLengthSize;
    const auto sum = static_cast<uint32_t>(crc32(0, bytes + at, static_cast<uInt>(checked)));
    at += checked;
    for (int shift = 24; shift >= 0; shift -= 8) bytes[at++] = static_cast<uint8_t>(sum >> shift);
  }
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most,
                                          unsigned seed) {
  count = LLVMFuzzerMutate(bytes, count, most);
  if (seed % 16 != 0) put_right(bytes, count);
  return count;
}
