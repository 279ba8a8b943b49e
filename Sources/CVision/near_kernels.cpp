#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "near_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
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

// Calls `found` with the places from `start` to `end` whose signatures differ in few bits from one.
// What follows the last place is read too, and left out.
template <typename Found>
HWY_INLINE void Compare(const SignaturePlanes &planes, uint32_t one, uint32_t start, uint32_t end,
                        const Found &found) {
  // Capped, so that a vector's mask is one byte.
  const hn::CappedTag<uint64_t, 8> tag;
  const hn::Repartition<uint8_t, decltype(tag)> bytes;
  const hn::RebindToSigned<decltype(tag)> counts;
  const auto lanes = static_cast<uint32_t>(hn::Lanes(tag));
  static_assert(SignaturePlanes::kPadding >= 8);
  const auto beyond = hn::Set(counts, NearKernels::kLimit + 1);
  const auto differing = [&](size_t word, uint32_t place) HWY_ATTR {
    const auto a = hn::Set(tag, planes.words[word][one]);
    const auto b = hn::LoadU(tag, planes.words[word] + place);
    return hn::PopulationCount(hn::BitCast(bytes, hn::Xor(a, b)));
  };
  for (uint32_t i = start; i < end; i += lanes) {
    const auto first = differing(0, i);
    const auto others = hn::Add(differing(1, i), hn::Add(differing(2, i), differing(3, i)));
    const auto sums = hn::SumsOf8(hn::Add(hn::Add(first, first), others));
    const auto few = hn::Lt(hn::BitCast(counts, sums), beyond);
    if (HWY_LIKELY(hn::AllFalse(counts, few))) continue;
    uint8_t bits[8] = {};
    hn::StoreMaskBits(counts, few, bits);
    uint32_t mask = bits[0];
    if (end - i < lanes) mask &= (1u << (end - i)) - 1;
    for (; mask != 0; mask &= mask - 1)
      found(i + static_cast<uint32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero32(mask)));
  }
}

size_t Candidates(const SignaturePlanes &planes, uint32_t one, uint32_t start, uint32_t end,
                  uint32_t *hits) {
  size_t count = 0;
  Compare(planes, one, start, end, [&](uint32_t other) HWY_ATTR { hits[count++] = other; });
  return count;
}

size_t Neighbours(const SignaturePlanes &planes, const uint32_t *starts, const uint32_t *keys,
                  size_t key_count, uint32_t bit, uint32_t most, NearPlaces *pairs) {
  size_t count = 0;
  const auto compare = [&](uint32_t one, uint32_t start, uint32_t end) HWY_ATTR {
    Compare(planes, one, start, end,
            [&](uint32_t other) HWY_ATTR { pairs[count++] = {one, other}; });
  };
  for (size_t i = 0; i < key_count; ++i) {
    const uint32_t key = keys[i], first = starts[key], last = starts[key + 1];
    if (bit == 0) {
      for (uint32_t one = first; one + 1 < last; ++one) compare(one, one + 1, last);
      continue;
    }
    const uint32_t other = key | bit;
    if (other == key) continue;
    const uint32_t start = starts[other], end = starts[other + 1];
    if (end - start > most) continue;
    for (uint32_t one = first; one < last; ++one) compare(one, start, end);
  }
  return count;
}

bool Agree(const Signature &one, const Signature &other, const Signature *masks, size_t count) {
  const uint64_t a = one.words[0] ^ other.words[0], b = one.words[1] ^ other.words[1],
                 c = one.words[2] ^ other.words[2];
  for (size_t i = 0; i < count; ++i) {
    const uint64_t x = a & masks[i].words[0], y = b & masks[i].words[1], z = c & masks[i].words[2];
    // The words are laid over each other, if they have no bit in common.
    const uint64_t all = x | y | z, common = (x & y) | ((x | y) & z);
    if (((all & (all - 1)) | common) == 0) return true;
  }
  return false;
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Dot);
HWY_EXPORT(Transform);
HWY_EXPORT(Candidates);
HWY_EXPORT(Neighbours);
HWY_EXPORT(Agree);

NearKernels::NearKernels(int64_t target) {
  const size_t index = dispatch_index(target);
  dot = HWY_DISPATCH_TABLE(Dot)[index];
  transform = HWY_DISPATCH_TABLE(Transform)[index];
  candidates = HWY_DISPATCH_TABLE(Candidates)[index];
  neighbours = HWY_DISPATCH_TABLE(Neighbours)[index];
  agree = HWY_DISPATCH_TABLE(Agree)[index];
}

}  // namespace vision

int32_t vision_near_dot(const int8_t *one, const int8_t *other, int64_t target) {
  return vision::NearKernels(target).dot(one, other);
}
#endif
