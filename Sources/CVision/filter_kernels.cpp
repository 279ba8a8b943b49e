#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filter_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
#include "filter_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int32_t kPairs = FilterBank::kPairs;

// sum + the products of the two halves of each lane.
template <class D, class V>
HWY_INLINE V AddProducts(D i32, V sum, V pairs, V taps) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR
  const hn::Repartition<int16_t, D> i16;
  V unused = hn::Zero(i32);
  return hn::ReorderWidenMulAccumulate(i32, hn::BitCast(i16, pairs), hn::BitCast(i16, taps), sum,
                                       unused);
#else
  // Elsewhere the order of the lanes would be another.
  (void)i32;
  const V lower = hn::Mul(hn::ShiftRight<16>(hn::ShiftLeft<16>(pairs)),
                          hn::ShiftRight<16>(hn::ShiftLeft<16>(taps)));
  const V upper = hn::Mul(hn::ShiftRight<16>(pairs), hn::ShiftRight<16>(taps));
  return hn::Add(sum, hn::Add(lower, upper));
#endif
}

// Features as whole numbers, each with its right neighbour in the upper half.
HWY_INLINE void Pair(const float *features, size_t count, int32_t *pairs) {
  const hn::ScalableTag<float> f32;
  const hn::RebindToSigned<decltype(f32)> i32;
  const auto scale = hn::Set(f32, FilterBank::Integers::kFeatureScale);
  for (size_t x = 0; x < count; x += hn::Lanes(f32)) {
    const auto one = hn::NearestInt(hn::Mul(hn::LoadU(f32, features + x), scale));
    const auto next = hn::NearestInt(hn::Mul(hn::LoadU(f32, features + x + 1), scale));
    hn::StoreU(hn::Or(one, hn::ShiftLeft<16>(next)), i32, pairs + x);
  }
}

void Search(const FilterBank::Integers &bank, const float *features, size_t stride, int32_t columns,
            int32_t rows, FilterScratch &scratch, std::vector<FilterHit> &hits) {
  const hn::CappedTag<int32_t, 16> i32;
  const hn::RebindToUnsigned<decltype(i32)> u32;
  using V = decltype(hn::Zero(i32));
  const size_t lanes = hn::Lanes(i32);
  const auto width = static_cast<size_t>(columns);
  const auto height = static_cast<size_t>(rows) + FilterBank::kWindow - 1;
  // All places that a whole vector of windows reads.
  const size_t span = (width + lanes - 1) / lanes * lanes + FilterBank::kWindow;
  const size_t pair_stride = (span + 15) / 16 * 16 + 16;
  scratch.pairs.resize(height * FilterBank::kPlanes * pair_stride);
  for (size_t i = 0; i < height * FilterBank::kPlanes; ++i)
    Pair(features + i * stride, width + FilterBank::kWindow,
         scratch.pairs.data() + i * pair_stride);

  const size_t filters = bank.filters.size(), detectors = bank.limits.size();
  // For each filter the row's response, and with it the one of the row before; and for each
  // detector four unfinished windows, of even and of odd rows.
  scratch.sums.resize((filters + 2 * detectors * (kPairs - 1)) * lanes + 16);
  int32_t *joined = scratch.sums.data();
  int32_t *unfinished = joined + filters * lanes;
  const auto half = hn::Set(i32, 1 << 15), lower = hn::Set(i32, 0xffff);
  for (size_t x = 0; x < width; x += lanes) {
    std::fill(unfinished, unfinished + 2 * detectors * (kPairs - 1) * lanes, 0);
    for (size_t y = 0; y < height; ++y) {
      const int32_t *row = scratch.pairs.data() + y * FilterBank::kPlanes * pair_stride + x;
      for (size_t plane = 0; plane < FilterBank::kPlanes; ++plane, row += pair_stride) {
        const auto p0 = hn::LoadU(i32, row), p1 = hn::LoadU(i32, row + 2),
                   p2 = hn::LoadU(i32, row + 4);
        const auto p3 = hn::LoadU(i32, row + 6), p4 = hn::LoadU(i32, row + 8);
        for (auto i = static_cast<size_t>(bank.planes[plane]);
             i < static_cast<size_t>(bank.planes[plane + 1]); ++i) {
          const int32_t *taps = bank.filters[i].row;
          V sum = AddProducts(i32, half, p0, hn::Set(i32, taps[0]));
          sum = AddProducts(i32, sum, p1, hn::Set(i32, taps[1]));
          sum = AddProducts(i32, sum, p2, hn::Set(i32, taps[2]));
          sum = AddProducts(i32, sum, p3, hn::Set(i32, taps[3]));
          sum = AddProducts(i32, sum, p4, hn::Set(i32, taps[4]));
          // The response is the upper half.
          const auto before =
              hn::ShiftRight<16>(hn::BitCast(u32, hn::LoadU(i32, joined + i * lanes)));
          hn::StoreU(hn::Or(hn::BitCast(i32, before), hn::AndNot(lower, sum)), i32,
                     joined + i * lanes);
        }
      }
      if (y == 0) continue;
      // The rows y - 1 and y are the first two of the window that begins there, the next two of the
      // one that began two rows before, and so on.
      for (size_t detector = 0; detector < detectors; ++detector) {
        int32_t *open = unfinished + ((y % 2) * detectors + detector) * (kPairs - 1) * lanes;
        V s0 = hn::Zero(i32);
        V s1 = hn::LoadU(i32, open), s2 = hn::LoadU(i32, open + lanes);
        V s3 = hn::LoadU(i32, open + 2 * lanes), s4 = hn::LoadU(i32, open + 3 * lanes);
        for (auto i = static_cast<size_t>(bank.starts[detector]);
             i < static_cast<size_t>(bank.starts[detector + 1]); ++i) {
          const auto filter = static_cast<size_t>(bank.by_detector[i]);
          const int32_t *taps = bank.filters[filter].column;
          const V both = hn::LoadU(i32, joined + filter * lanes);
          s0 = AddProducts(i32, s0, both, hn::Set(i32, taps[0]));
          s1 = AddProducts(i32, s1, both, hn::Set(i32, taps[1]));
          s2 = AddProducts(i32, s2, both, hn::Set(i32, taps[2]));
          s3 = AddProducts(i32, s3, both, hn::Set(i32, taps[3]));
          s4 = AddProducts(i32, s4, both, hn::Set(i32, taps[4]));
        }
        hn::StoreU(s0, i32, open);
        hn::StoreU(s1, i32, open + lanes);
        hn::StoreU(s2, i32, open + 2 * lanes);
        hn::StoreU(s3, i32, open + 3 * lanes);
        if (y < FilterBank::kWindow - 1) continue;
        const auto hit = hn::Gt(s4, hn::Set(i32, bank.limits[detector]));
        if (HWY_LIKELY(hn::AllFalse(i32, hit))) continue;
        HWY_ALIGN int32_t responses[16];
        hn::StoreU(s4, i32, responses);
        for (size_t lane = 0; lane < lanes && x + lane < width; ++lane) {
          if (responses[lane] > bank.limits[detector])
            hits.push_back({static_cast<int32_t>(x + lane),
                            static_cast<int32_t>(y) - FilterBank::kWindow + 1,
                            static_cast<int32_t>(detector)});
        }
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Search);

FilterKernels::FilterKernels(int64_t target) {
  const size_t index = dispatch_index(target);
  search = HWY_DISPATCH_TABLE(Search)[index];
}

}  // namespace vision
#endif
