#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "near_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "near_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Capped, so that a descriptor is a whole number of vectors.
int32_t Dot(const int8_t *one, const int8_t *other) {
  const hn::CappedTag<int16_t, 32> wide;
  const hn::Rebind<int8_t, decltype(wide)> narrow;
  const hn::RepartitionToWide<decltype(wide)> sums;
  auto even = hn::Zero(sums), odd = hn::Zero(sums);
  for (size_t i = 0; i < VISION_DESCRIPTOR; i += hn::Lanes(wide)) {
    const auto a = hn::PromoteTo(wide, hn::LoadU(narrow, one + i));
    const auto b = hn::PromoteTo(wide, hn::LoadU(narrow, other + i));
    even = hn::ReorderWidenMulAccumulate(sums, a, b, even, odd);
  }
  return hn::GetLane(hn::SumOfLanes(sums, hn::Add(even, odd)));
}

// Plain loops, which the compiler vectorises with the target's instructions.
void Transform(const int8_t *vector, int32_t *coefficients) {
  // cos(k pi / 24) * 256 for k from 0 to 12.
  static constexpr int32_t kQuarter[] = {256, 254, 247, 237, 222, 203, 181,
                                         156, 128, 98,  66,  33,  0};
  struct Basis {
    int32_t by_frequency[12][12], by_place[12][12];
    constexpr Basis() : by_frequency(), by_place() {
      for (int u = 0; u < 12; ++u) {
        for (int i = 0; i < 12; ++i) {
          const int turn = (2 * i + 1) * u % 48, half = turn <= 24 ? turn : 48 - turn;
          const int32_t value = half <= 12 ? kQuarter[half] : -kQuarter[24 - half];
          by_frequency[u][i] = by_place[i][u] = value;
        }
      }
    }
  };
  static constexpr Basis kBasis;
  for (int map = 0; map < 2; ++map) {
    const int8_t *in = vector + 144 * map;
    int32_t *out = coefficients + 144 * map;
    for (int u = 0; u < 12; ++u) {
      int32_t row[12] = {}, sum[12] = {};
      for (int i = 0; i < 12; ++i)
        for (int j = 0; j < 12; ++j) row[j] += kBasis.by_frequency[u][i] * in[12 * i + j];
      for (int j = 0; j < 12; ++j)
        for (int v = 0; v < 12; ++v) sum[v] += row[j] * kBasis.by_place[j][v];
      for (int v = 0; v < 12; ++v) out[12 * u + v] = sum[v];
    }
  }
}

bool DifferInFew(const Signature &one, const Signature &other) {
  const hn::CappedTag<uint64_t, Signature::kWords> words;
  auto sum = hn::Zero(words);
  for (size_t i = 0; i < Signature::kWords; i += hn::Lanes(words)) {
    const auto a = hn::LoadU(words, one.words + i), b = hn::LoadU(words, other.words + i);
    sum = hn::Add(sum, hn::PopulationCount(hn::Xor(a, b)));
  }
  return hn::GetLane(hn::SumOfLanes(words, sum)) <= NearKernels::kLimit;
}

size_t Candidates(const Signature &signature, const uint64_t *first_words,
                  const Signature *signatures, size_t count, uint32_t *hits) {
  // Capped, so that a vector's mask is one byte.
  const hn::CappedTag<uint64_t, 8> tag;
  const hn::RebindToSigned<decltype(tag)> counts;
  const size_t lanes = hn::Lanes(tag);
  const auto wanted = hn::Set(tag, signature.words[0]);
  const auto beyond = hn::Set(counts, NearKernels::kFirstLimit + 1);
  size_t found = 0, i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto differing = hn::PopulationCount(hn::Xor(wanted, hn::LoadU(tag, first_words + i)));
    uint8_t bytes[8] = {};
    hn::StoreMaskBits(counts, hn::Lt(hn::BitCast(counts, differing), beyond), bytes);
    for (unsigned mask = bytes[0]; mask != 0; mask &= mask - 1) {
      const size_t hit = i + hwy::Num0BitsBelowLS1Bit_Nonzero32(mask);
      if (DifferInFew(signature, signatures[hit])) hits[found++] = static_cast<uint32_t>(hit);
    }
  }
  for (; i < count; ++i) {
    const size_t differing = hwy::PopCount(signature.words[0] ^ first_words[i]);
    if (differing <= NearKernels::kFirstLimit && DifferInFew(signature, signatures[i]))
      hits[found++] = static_cast<uint32_t>(i);
  }
  return found;
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Dot);
HWY_EXPORT(Transform);
HWY_EXPORT(Candidates);

namespace {

// Where an instruction set's functions are in Highway's tables. A table of one has them first.
size_t table_index(int64_t target) {
  if ((HWY_TARGETS & (HWY_TARGETS - 1)) == 0) return 0;
  hwy::ChosenTarget chosen;
  chosen.Update(target != 0 ? target : hwy::SupportedTargets());
  return chosen.GetIndex();
}

}  // namespace

NearKernels::NearKernels(int64_t target) {
  const size_t index = table_index(target);
  dot = HWY_DISPATCH_TABLE(Dot)[index];
  transform = HWY_DISPATCH_TABLE(Transform)[index];
  candidates = HWY_DISPATCH_TABLE(Candidates)[index];
}

}  // namespace vision

int32_t vision_near_dot(const int8_t *one, const int8_t *other, int64_t target) {
  return vision::NearKernels(target).dot(one, other);
}

int64_t vision_near_target(int32_t index) {
  int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;
  for (int32_t i = 0; i < index; ++i) targets &= targets - 1;
  return targets & -targets;
}
#endif
