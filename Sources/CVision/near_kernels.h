// What the search for near-duplicates does most, compiled once for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

#include "neighbours.h"

namespace vision {

// 256 bits of a descriptor: near descriptors differ in few of them.
struct Signature {
  static constexpr int kWords = 4;
  static constexpr int kBits = 64 * kWords;
  uint64_t words[kWords];
};

struct NearKernels {
  // In how many of the first 64 and of all bits a candidate may differ. Of 88,674 pairs of copies
  // of real faces, which are near, none differs in more than 16 and 70. Of pairs of different faces
  // 2% are within the one, and under 0.1% within the other.
  static constexpr int kFirstLimit = 20, kLimit = 78;

  // The sum of the products of two descriptors.
  int32_t (*dot)(const int8_t *one, const int8_t *other);
  // The type-II DCT of each of a descriptor's maps, times 65,536, unnormalised.
  void (*transform)(const int8_t *vector, int32_t *coefficients);
  // Writes the indices of those signatures that differ from one in few bits, ascending, and returns
  // how many there are. Their first words are given apart, because most need no more.
  size_t (*candidates)(const Signature &signature, const uint64_t *first_words,
                       const Signature *signatures, size_t count, uint32_t *hits);

  // Those of an instruction set; 0 for the processor's best.
  explicit NearKernels(int64_t target);
};

}  // namespace vision
