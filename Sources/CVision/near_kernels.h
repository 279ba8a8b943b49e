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

// Signatures in the order of a band, each word apart.
struct SignaturePlanes {
  // How many words past the last are there to be read.
  static constexpr size_t kPadding = 8;
  const uint64_t *words[Signature::kWords];
};

// Two places in the order of a band.
struct NearPlaces {
  uint32_t one, other;
};

struct NearKernels {
  // In how many bits a candidate may differ, where the first 64 count twice. Of 88,674 pairs of
  // copies of real faces, which are near, none differs in more than 78, and one of 25,652 of drawn
  // ones does. Of different faces that agree in a band, fewer than 1% are within the limit.
  static constexpr int kLimit = 80;

  // The sum of the products of two descriptors.
  int32_t (*dot)(const int8_t *one, const int8_t *other);
  // The type-II DCT of each of a descriptor's maps, times 65,536, unnormalised.
  void (*transform)(const int8_t *vector, int32_t *coefficients);
  // Writes which signatures from `start` to `end` differ from one in few bits, ascending, and
  // returns how many there are.
  size_t (*candidates)(const SignaturePlanes &planes, uint32_t one, uint32_t start, uint32_t end,
                       uint32_t *hits);
  // The same for each signature of some buckets, with those of the bucket whose key has one bit
  // more, unless there are more than `most`; or, if that bit is 0, with those that follow it in its
  // own.
  // Writes the pairs. Bucket `key` is from `starts[key]` to `starts[key + 1]`.
  size_t (*neighbours)(const SignaturePlanes &planes, const uint32_t *starts, const uint32_t *keys,
                       size_t key_count, uint32_t bit, uint32_t most, NearPlaces *pairs);
  // Whether two signatures differ in at most one bit of some mask. The masks have no bits in the
  // last word.
  bool (*agree)(const Signature &one, const Signature &other, const Signature *masks,
                size_t count);

  // Those of an instruction set; 0 for the processor's best.
  explicit NearKernels(int64_t target);
};

}  // namespace vision
