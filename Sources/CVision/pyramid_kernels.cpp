#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pyramid_kernels.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
#include "pyramid_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Plain loops where there is no shuffle of bytes, or where the size of a vector is not known here.
#define VISION_PLAIN (HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128 || HWY_HAVE_SCALABLE)

constexpr int32_t kGroup = ResizeColumns::kGroup;

// The columns of a job in single precision, from the beginning of a group.
struct Stretch {
  const ResizeColumns::Group *groups;
  int32_t count;  // columns
  // From a row's pointer to the input column 0, and to the first column that is made.
  ptrdiff_t in_offset, out_offset;
  ptrdiff_t in_plane, out_plane;
  ResizeNeighbours *held;
};

// dlib's formula in single precision, in its order of rounding.
void BlendPlain(const Stretch &stretch, const ResizeRow &row) {
  const float top = row.single_top_weight, bottom = row.single_bottom_weight;
  for (int32_t i = 0; i < stretch.count; ++i) {
    const ResizeColumns::Group &group = stretch.groups[i / kGroup];
    const float left = group.left_weight[i % kGroup], right = group.right_weight[i % kGroup];
    const ptrdiff_t window = stretch.in_offset + group.window;
    const ptrdiff_t lefts = window + static_cast<int32_t>(group.left[i % kGroup] & 0xff);
    const ptrdiff_t rights = window + static_cast<int32_t>(group.right[i % kGroup] & 0xff);
    for (int c = 0; c < 3; ++c) {
      const uint8_t *above = row.top + c * stretch.in_plane;
      const uint8_t *below = row.bottom + c * stretch.in_plane;
      float sum = top * left * above[lefts] + top * right * above[rights];
      sum += bottom * left * below[lefts];
      sum += bottom * right * below[rights];
      row.out[stretch.out_offset + c * stretch.out_plane + i] =
          static_cast<uint8_t>(static_cast<int32_t>(sum));
    }
  }
}

#if !VISION_PLAIN
// Capped, so that a vector's neighbours are in one window.
using Floats = hn::CappedTag<float, kGroup>;
using Ints = hn::RebindToSigned<Floats>;
using Words = hn::RebindToUnsigned<Floats>;
using Bytes = hn::Repartition<uint8_t, Floats>;
using Values = hn::VFromD<Floats>;
using Integers = hn::VFromD<Ints>;
constexpr Floats kFloats;
constexpr Ints kInts;
constexpr Words kWords;
constexpr Bytes kBytes;
constexpr int32_t kLanes = hn::MaxLanes(kFloats), kStep = ResizeColumns::kStep;

// How far ahead of what is written the memory is fetched, in bytes: the processor does so by itself
// only when some of a row is written.
constexpr ptrdiff_t kAhead = 256;

// Some columns' left and right neighbours of one plane in one input row.
struct Pair {
  Values left, right;
};

// Where they are in a window.
struct Places {
  hn::VFromD<Bytes> left, right;
};

// By how much the neighbours of some columns count in a row.
struct Weights {
  Pair top, bottom;
};

HWY_INLINE Pair LookUp(const uint8_t *window, const Places &places) {
  const auto pixels = hn::LoadDup128(kBytes, window);
  const auto left = hn::TableLookupBytesOr0(pixels, places.left);
  const auto right = hn::TableLookupBytesOr0(pixels, places.right);
  return {hn::ConvertTo(kFloats, hn::BitCast(kInts, left)),
          hn::ConvertTo(kFloats, hn::BitCast(kInts, right))};
}

HWY_INLINE Weights WeightsOf(Values top, Values bottom, const Pair &columns) {
  return {{hn::Mul(top, columns.left), hn::Mul(top, columns.right)},
          {hn::Mul(bottom, columns.left), hn::Mul(bottom, columns.right)}};
}

// The same formula for vectors.
HWY_INLINE Values Weighted(const Weights &weights, const Pair &top, const Pair &bottom) {
  auto sum = hn::Add(hn::Mul(weights.top.left, top.left), hn::Mul(weights.top.right, top.right));
  sum = hn::Add(sum, hn::Mul(weights.bottom.left, bottom.left));
  return hn::Add(sum, hn::Mul(weights.bottom.right, bottom.right));
}

// Rounds floats that an integer has room for towards zero.
HWY_INLINE hn::VFromD<Ints> Truncated(hn::VFromD<Floats> values) {
  // Highway's conversion has three instructions more, for floats that are too large.
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  return hn::VFromD<Ints>{_mm256_cvttps_epi32(values.raw)};
#elif HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4
  return hn::VFromD<Ints>{_mm_cvttps_epi32(values.raw)};
#else
  return hn::ConvertTo(kInts, values);
#endif
}

// Writes integers from 0 to 255 as bytes.
template <typename V>
HWY_INLINE void StoreBytes(const V (&values)[kStep / kLanes], uint8_t *out) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  // One instruction packs two vectors in each half of 128 bits, where Highway has one for each.
  const hn::Repartition<int16_t, Floats> shorts;
  const auto first = hn::ReorderDemote2To(shorts, values[0], values[1]);
  const auto second = hn::ReorderDemote2To(shorts, values[2], values[3]);
  const hn::VFromD<Bytes> packed{_mm256_packus_epi16(first.raw, second.raw)};
  alignas(32) static constexpr int32_t kOrder[] = {0, 4, 1, 5, 2, 6, 3, 7};
  const auto order = hn::SetTableIndices(kInts, kOrder);
  const auto bytes = hn::TableLookupLanes(hn::BitCast(kInts, packed), order);
  hn::StoreU(hn::BitCast(kBytes, bytes), kBytes, out);
#elif HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_SSE4
  const hn::Repartition<int16_t, Floats> shorts;
  const hn::Rebind<uint8_t, decltype(shorts)> bytes;
  for (int32_t i = 0; i < kStep / kLanes; i += 2) {
    const auto packed = hn::ReorderDemote2To(shorts, values[i], values[i + 1]);
    hn::StoreU(hn::DemoteTo(bytes, packed), bytes, out + i * kLanes);
  }
#else
  const hn::Rebind<uint8_t, Floats> bytes;
  for (const V &value : values) {
    hn::StoreU(hn::DemoteTo(bytes, value), bytes, out);
    out += hn::Lanes(kFloats);
  }
#endif
}

// Makes one row, or two that are made of the same input rows. The top row's neighbours are held
// from the row before or looked up; the bottom row's are held for the next.
template <bool kHeld, int kRows>
HWY_NOINLINE void Blend(const Stretch stretch, const ResizeRow *rows) {
  const uint8_t *top = rows->top + stretch.in_offset, *bottom = rows->bottom + stretch.in_offset;
  Values tops[kRows], bottoms[kRows];
  uint8_t *out[kRows];
  for (int r = 0; r < kRows; ++r) {
    tops[r] = hn::Set(kFloats, rows[r].single_top_weight);
    bottoms[r] = hn::Set(kFloats, rows[r].single_bottom_weight);
    out[r] = rows[r].out + stretch.out_offset;
  }
  for (int32_t step = 0; step < stretch.count; step += kStep) {
    Integers values[kRows][3][kStep / kLanes];
    HWY_UNROLL(8)
    for (int32_t v = 0; v < kStep / kLanes; ++v) {
      const int32_t i = step + v * kLanes, lane = i % kGroup;
      const ResizeColumns::Group &group = stretch.groups[i / kGroup];
      ResizeNeighbours &held = stretch.held[i / kGroup];
      const ptrdiff_t window = group.window;
      const Places places = {hn::BitCast(kBytes, hn::Load(kWords, group.left + lane)),
                             hn::BitCast(kBytes, hn::Load(kWords, group.right + lane))};
      const Pair columns = {hn::Load(kFloats, group.left_weight + lane),
                            hn::Load(kFloats, group.right_weight + lane)};
      Weights weights[kRows];
      for (int r = 0; r < kRows; ++r) weights[r] = WeightsOf(tops[r], bottoms[r], columns);
      HWY_UNROLL(3)
      for (int c = 0; c < 3; ++c) {
        float *left = held.left[c] + lane, *right = held.right[c] + lane;
        const Pair above = kHeld ? Pair{hn::Load(kFloats, left), hn::Load(kFloats, right)}
                                 : LookUp(top + window + c * stretch.in_plane, places);
        const Pair below = LookUp(bottom + window + c * stretch.in_plane, places);
        hn::Store(below.left, kFloats, left);
        hn::Store(below.right, kFloats, right);
        for (int r = 0; r < kRows; ++r)
          values[r][c][v] = Truncated(Weighted(weights[r], above, below));
      }
    }
    for (int r = 0; r < kRows; ++r) {
      for (int c = 0; c < 3; ++c) {
        uint8_t *to = out[r] + c * stretch.out_plane + step;
        hwy::Prefetch(to + kAhead);
        StoreBytes(values[r][c], to);
      }
    }
  }
}

void BlendRows(const Stretch &stretch, const ResizeRow *rows, size_t count) {
  const uint8_t *held = nullptr;
  for (size_t r = 0; r < count;) {
    const ResizeRow *row = rows + r;
    const bool two = r + 1 < count && row[1].top == row->top && row[1].bottom == row->bottom;
    const bool has_top = row->top == held;
    if (two)
      has_top ? Blend<true, 2>(stretch, row) : Blend<false, 2>(stretch, row);
    else
      has_top ? Blend<true, 1>(stretch, row) : Blend<false, 1>(stretch, row);
    held = row->bottom;
    r += two ? 2 : 1;
  }
}
#endif

void ResizeSingle(const ResizeJob &job) {
  const ResizeColumns &columns = *job.columns;
  const int32_t start = job.left / kGroup * kGroup;
  const Stretch stretch = {columns.groups + start / kGroup,
                           HWY_MIN(job.right, columns.single) - start,
                           -job.in_left,
                           start - job.out_left,
                           job.in_plane,
                           job.out_plane,
                           job.held};
#if !VISION_PLAIN
  if (HWY_LIKELY(columns.windowed)) {
    BlendRows(stretch, job.rows, job.count);
    return;
  }
#endif
  for (size_t r = 0; r < job.count; ++r) BlendPlain(stretch, job.rows[r]);
}

// The last few columns in double precision. dlib's formula blends horizontally first, so that each
// input row is blended once.
void ResizeRest(const ResizeJob &job) {
  const ResizeColumns &columns = *job.columns;
  constexpr int32_t kRest = ResizeColumns::kRest;
  const int32_t first = HWY_MAX(job.left - columns.single, 0) / kRest;
  for (int32_t start = columns.single + first * kRest; start < job.right; start += kRest) {
    const ResizeColumns::Rest &rest = columns.rest[(start - columns.single) / kRest];
    const uint8_t *held[2] = {nullptr, nullptr};
    double blended[2][3 * kRest];
    const auto blend = [&](const uint8_t *row, int place) HWY_ATTR {
      if (held[place] == row) return;
      held[place] = row;
      const uint8_t *window = row + (rest.window - job.in_left);
      HWY_ALIGN int32_t left[3 * kRest], right[3 * kRest];
#if VISION_PLAIN
      for (int i = 0; i < 3 * kRest; ++i) {
        const uint8_t *pixels = window + i / kRest * job.in_plane;
        left[i] = pixels[rest.left[i % kRest] & 0xff];
        right[i] = pixels[rest.right[i % kRest] & 0xff];
      }
#else
      const hn::Full128<uint8_t> bytes;
      const hn::Full128<int32_t> ints;
      const hn::Full128<uint32_t> words;
      const auto lefts = hn::BitCast(bytes, hn::LoadU(words, rest.left));
      const auto rights = hn::BitCast(bytes, hn::LoadU(words, rest.right));
      for (int c = 0; c < 3; ++c) {
        const auto pixels = hn::LoadU(bytes, window + c * job.in_plane);
        hn::Store(hn::BitCast(ints, hn::TableLookupBytesOr0(pixels, lefts)), ints,
                  left + c * kRest);
        hn::Store(hn::BitCast(ints, hn::TableLookupBytesOr0(pixels, rights)), ints,
                  right + c * kRest);
      }
#endif
      for (int i = 0; i < 3 * kRest; ++i)
        blended[place][i] = rest.left_weight[i] * left[i] + rest.right_weight[i] * right[i];
    };
    for (size_t r = 0; r < job.count; ++r) {
      const ResizeRow &row = job.rows[r];
      const int top = held[1] == row.top ? 1 : 0, bottom = row.bottom == row.top ? top : 1 - top;
      blend(row.top, top);
      blend(row.bottom, bottom);
      const double weight = row.bottom_weight, other = 1 - weight;
      HWY_ALIGN int32_t values[3 * kRest];
      for (int i = 0; i < 3 * kRest; ++i)
        values[i] = static_cast<int32_t>(other * blended[top][i] + weight * blended[bottom][i]);
      uint8_t *out = row.out + (start - job.out_left);
#if VISION_PLAIN
      for (int i = 0; i < 3 * kRest; ++i)
        out[i / kRest * job.out_plane + i % kRest] = static_cast<uint8_t>(values[i]);
#else
      const hn::Full128<int32_t> ints;
      const hn::Rebind<uint8_t, decltype(ints)> bytes;
      for (int c = 0; c < 3; ++c) {
        const auto value = hn::Load(ints, values + c * kRest);
        hn::StoreU(hn::DemoteTo(bytes, value), bytes, out + c * job.out_plane);
      }
#endif
    }
  }
}

void Resize(const ResizeJob &job) {
  ResizeSingle(job);
  ResizeRest(job);
}

void Separate(const uint8_t *rgb, size_t count, uint8_t *out, ptrdiff_t plane) {
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<uint8_t> tag;
  const size_t lanes = hn::Lanes(tag);
  for (; i + lanes <= count; i += lanes) {
    hn::VFromD<decltype(tag)> red, green, blue;
    hn::LoadInterleaved3(tag, rgb + 3 * i, red, green, blue);
    hn::StoreU(red, tag, out + i);
    hn::StoreU(green, tag, out + plane + i);
    hn::StoreU(blue, tag, out + 2 * plane + i);
  }
#endif
  for (; i < count; ++i)
    for (int c = 0; c < 3; ++c) out[c * plane + static_cast<ptrdiff_t>(i)] = rgb[3 * i + c];
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Resize);
HWY_EXPORT(Separate);

PyramidKernels::PyramidKernels(int64_t target) {
  const size_t index = dispatch_index(target);
  resize = HWY_DISPATCH_TABLE(Resize)[index];
  separate = HWY_DISPATCH_TABLE(Separate)[index];
}

}  // namespace vision
#endif
