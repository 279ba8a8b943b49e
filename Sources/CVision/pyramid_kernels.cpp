#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pyramid_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
#include "pyramid_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Plain loops where there are no vectors, or none of a size that is known here; neighbours are
// looked up one by one where there is no shuffle of bytes either.
#define VISION_PLAIN (HWY_TARGET == HWY_SCALAR || HWY_HAVE_SCALABLE)
#define VISION_SHUFFLES (!VISION_PLAIN && HWY_TARGET != HWY_EMU128)

[[maybe_unused]] constexpr int32_t kGroup = ResizeColumns::kGroup, kStep = ResizeColumns::kStep;

// Columns that are made of all rows before the next ones are, so that their tables and neighbours
// stay in the first cache. Half as many take longer because they jump from row to row more often.
constexpr int32_t kTile = 256;

// Capped, so that a vector's neighbours are in one window.
using Floats = hn::CappedTag<float, kGroup>;
using Ints = hn::RebindToSigned<Floats>;
using Bytes = hn::Repartition<uint8_t, Floats>;
[[maybe_unused]] constexpr Floats kFloats;
[[maybe_unused]] constexpr Ints kInts;
[[maybe_unused]] constexpr Bytes kBytes;
#if !VISION_PLAIN
constexpr int32_t kLanes = hn::MaxLanes(kFloats);
#endif

// The left and right neighbours in one input row of the columns of a tile, for each plane.
struct Neighbours {
  HWY_ALIGN float left[3][kTile], right[3][kTile];
};

HWY_NOINLINE void Gather(const ResizeColumns &columns, int32_t start, int32_t count,
                       const uint8_t *row, ptrdiff_t plane, Neighbours &out) {
#if VISION_SHUFFLES
  if (HWY_LIKELY(columns.windowed)) {
    const hn::RebindToUnsigned<Ints> words;
    const ptrdiff_t *window = columns.window + start / kGroup;
    const uint32_t *lefts = columns.left + start, *rights = columns.right + start;
    const uint8_t *greens = row + plane, *blues = row + 2 * plane;
    HWY_UNROLL(2)
    for (int32_t group = 0; group < count; group += kGroup, ++window) {
      const auto red = hn::LoadDup128(kBytes, row + *window);
      const auto green = hn::LoadDup128(kBytes, greens + *window);
      const auto blue = hn::LoadDup128(kBytes, blues + *window);
      for (int32_t i = group; i < group + kGroup; i += kLanes) {
        const auto look_up = [&](auto pixels, auto places, float *to) HWY_ATTR {
          const auto values = hn::BitCast(kInts, hn::TableLookupBytesOr0(pixels, places));
          hn::Store(hn::ConvertTo(kFloats, values), kFloats, to);
        };
        const auto left = hn::BitCast(kBytes, hn::LoadU(words, lefts + i));
        look_up(red, left, out.left[0] + i);
        look_up(green, left, out.left[1] + i);
        look_up(blue, left, out.left[2] + i);
        const auto right = hn::BitCast(kBytes, hn::LoadU(words, rights + i));
        look_up(red, right, out.right[0] + i);
        look_up(green, right, out.right[1] + i);
        look_up(blue, right, out.right[2] + i);
      }
    }
    return;
  }
#endif
  for (int32_t i = 0; i < count; ++i) {
    const uint8_t *window = row + columns.window[(start + i) / kGroup];
    const uint32_t left = columns.left[start + i] & 0xff, right = columns.right[start + i] & 0xff;
    for (int c = 0; c < 3; ++c) {
      out.left[c][i] = window[c * plane + left];
      out.right[c][i] = window[c * plane + right];
    }
  }
}

#if !VISION_PLAIN
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
#endif

// dlib's formula in single precision, in its order of rounding.
HWY_NOINLINE void Blend(const ResizeColumns &columns, int32_t start, int32_t count,
                      const Neighbours &top, const Neighbours &bottom, double weight, uint8_t *out,
                      ptrdiff_t plane) {
  const auto top_weight = static_cast<float>(1 - weight);
  const auto bottom_weight = static_cast<float>(weight);
#if VISION_PLAIN
  for (int32_t i = 0; i < count; ++i) {
    const float left = columns.left_weight[start + i], right = columns.right_weight[start + i];
    for (int c = 0; c < 3; ++c) {
      float sum = top_weight * left * top.left[c][i] + top_weight * right * top.right[c][i];
      sum += bottom_weight * left * bottom.left[c][i];
      sum += bottom_weight * right * bottom.right[c][i];
      out[c * plane + i] = static_cast<uint8_t>(static_cast<int32_t>(sum));
    }
  }
#else
  const auto tops = hn::Set(kFloats, top_weight), bottoms = hn::Set(kFloats, bottom_weight);
  const float *left_weight = columns.left_weight + start;
  const float *right_weight = columns.right_weight + start;
  using Integers = hn::VFromD<Ints>;
  const auto blend = [&](int32_t i, Integers &red, Integers &green, Integers &blue) HWY_ATTR {
    const auto left = hn::LoadU(kFloats, left_weight + i);
    const auto right = hn::LoadU(kFloats, right_weight + i);
    const auto top_left = hn::Mul(tops, left), top_right = hn::Mul(tops, right);
    const auto bottom_left = hn::Mul(bottoms, left), bottom_right = hn::Mul(bottoms, right);
    const auto plane_of = [&](int c) HWY_ATTR {
      auto sum = hn::Add(hn::Mul(top_left, hn::Load(kFloats, top.left[c] + i)),
                         hn::Mul(top_right, hn::Load(kFloats, top.right[c] + i)));
      sum = hn::Add(sum, hn::Mul(bottom_left, hn::Load(kFloats, bottom.left[c] + i)));
      sum = hn::Add(sum, hn::Mul(bottom_right, hn::Load(kFloats, bottom.right[c] + i)));
      return Truncated(sum);
    };
    red = plane_of(0);
    green = plane_of(1);
    blue = plane_of(2);
  };
  int32_t step = 0;
  for (; step + kStep <= count; step += kStep) {
    Integers values[3][kStep / kLanes];
    for (int32_t v = 0; v < kStep / kLanes; ++v)
      blend(step + v * kLanes, values[0][v], values[1][v], values[2][v]);
    for (int c = 0; c < 3; ++c) StoreBytes(values[c], out + c * plane + step);
  }
  if (step < count) {
    Integers values[3][kStep / kLanes];
    for (int c = 0; c < 3; ++c)
      for (Integers &value : values[c]) value = hn::Zero(kInts);
    for (int32_t v = 0; step + v * kLanes < count; ++v)
      blend(step + v * kLanes, values[0][v], values[1][v], values[2][v]);
    for (int c = 0; c < 3; ++c) StoreBytes(values[c], out + c * plane + step);
  }
#endif
}

void ResizeSingle(const ResizeJob &job) {
  const ResizeColumns &columns = *job.columns;
  const int32_t end = HWY_MIN(job.right, columns.single);
  Neighbours neighbours[2];
  for (int32_t start = job.left / kGroup * kGroup; start < end; start += kTile) {
    const int32_t left = HWY_MIN(kTile, (end - start + kGroup - 1) / kGroup * kGroup);
    const uint8_t *held[2] = {nullptr, nullptr};
    const auto gathered = [&](const uint8_t *row, int place) HWY_ATTR {
      if (held[place] != row) {
        Gather(columns, start, left, row - job.in_left, job.in_plane, neighbours[place]);
        held[place] = row;
      }
    };
    for (size_t r = 0; r < job.count; ++r) {
      const ResizeRow &row = job.rows[r];
      const int top = held[1] == row.top ? 1 : 0, bottom = row.bottom == row.top ? top : 1 - top;
      gathered(row.top, top);
      gathered(row.bottom, bottom);
      Blend(columns, start, left, neighbours[top], neighbours[bottom], row.bottom_weight,
            row.out + (start - job.out_left), job.out_plane);
    }
  }
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
#if !VISION_SHUFFLES
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
