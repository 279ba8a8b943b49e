#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "warp_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstring>

#include "dispatch.h"
#include "warp_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Capped, so that OpenCV's portions are a whole number of vectors.
using Floats = hn::CappedTag<float, WarpLine::kVector>;
using Ints = hn::RebindToSigned<Floats>;
using Words = hn::RebindToUnsigned<Floats>;
using Float = hn::Vec<Floats>;
using Int = hn::Vec<Ints>;
using Word = hn::Vec<Words>;

#if HWY_NATIVE_FMA
HWY_INLINE Float Fused(Float a, Float b, Float c) { return hn::MulAdd(a, b, c); }
#else
// Doubles hold the product exactly. Their sum is rounded to odd, so that to round it once more, to a
// float, gives what rounding once would have given (Boldo and Melquiond, "Emulation of FMA and
// correctly rounded sums: proved algorithms using rounding to odd", IEEE TC 57, 2008).
template <class D>
HWY_INLINE hn::Vec<D> SumToOdd(D d, hn::Vec<D> a, hn::Vec<D> b) {
  const hn::RebindToSigned<D> bits;
  const auto sum = hn::Add(a, b);
  const auto rest = hn::Sub(sum, a);
  const auto error = hn::Add(hn::Sub(a, hn::Sub(sum, rest)), hn::Sub(b, rest));
  const auto pattern = hn::BitCast(bits, sum), one = hn::Set(bits, 1);
  const auto even = hn::Eq(hn::And(pattern, one), hn::Zero(bits));
  // Not of an infinite sum, whose error is not a number.
  const auto inexact = hn::RebindMask(bits, hn::Gt(hn::Abs(error), hn::Zero(d)));
  const auto opposite = hn::Xor(pattern, hn::BitCast(bits, error));
  const auto step = hn::Or(hn::BroadcastSignBit(opposite), one);
  return hn::BitCast(d, hn::Add(pattern, hn::IfThenElseZero(hn::And(even, inexact), step)));
}

HWY_INLINE Float Fused(Float a, Float b, Float c) {
  const Floats floats;
  const hn::CappedTag<double, WarpLine::kVector / 2> wide;
  const hn::Rebind<float, decltype(wide)> part;
  alignas(64) float as[WarpLine::kVector], bs[WarpLine::kVector], cs[WarpLine::kVector];
  hn::Store(a, floats, as);
  hn::Store(b, floats, bs);
  hn::Store(c, floats, cs);
  for (size_t i = 0; i < hn::Lanes(floats); i += hn::Lanes(wide)) {
    const auto product = hn::Mul(hn::PromoteTo(wide, hn::Load(part, as + i)),
                                 hn::PromoteTo(wide, hn::Load(part, bs + i)));
    const auto sum = SumToOdd(wide, product, hn::PromoteTo(wide, hn::Load(part, cs + i)));
    hn::Store(hn::DemoteTo(part, sum), part, as + i);
  }
  return hn::Load(floats, as);
}
#endif

// The six bytes of two neighbouring pixels: the first four, and the last four.
struct Pairs {
  Word first, last;
};

// The same of single pixels, any of which may lie outside of the image, where it is black.
struct PairsOfPixels {
  alignas(64) uint32_t first[WarpLine::kVector], last[WarpLine::kVector];

  void set(size_t lane, const WarpImage &image, int32_t x, int32_t y) {
    uint8_t six[6] = {};
    if (y >= 0 && y < image.height) {
      const uint8_t *row = image.rgb + y * image.stride;
      if (x >= 0 && x < image.width) std::memcpy(six, row + ptrdiff_t{3} * x, 3);
      if (x + 1 >= 0 && x + 1 < image.width) std::memcpy(six + 3, row + ptrdiff_t{3} * (x + 1), 3);
    }
    std::memcpy(&first[lane], six, 4);
    std::memcpy(&last[lane], six + 2, 4);
  }

  HWY_INLINE Pairs load() const {
    const Words words;
    return {hn::Load(words, first), hn::Load(words, last)};
  }
};

// A byte of each word as a float.
template <int kByte>
HWY_INLINE Float Level(Word word) {
  const Words words;
  const auto byte = hn::And(hn::ShiftRight<8 * kByte>(word), hn::Set(words, 0xFF));
  return hn::ConvertTo(Floats(), hn::BitCast(Ints(), byte));
}

HWY_INLINE Int Blend(Float a, Float b, Float c, Float d, Float right_share, Float bottom_share) {
  const auto upper = Fused(right_share, hn::Sub(b, a), a);
  const auto lower = Fused(right_share, hn::Sub(d, c), c);
  return hn::NearestInt(Fused(bottom_share, hn::Sub(lower, upper), upper));  // ties to even
}

HWY_INLINE Float Map(const WarpLine &line, Float x, bool is_tail) {
  const Floats floats;
  const auto step = hn::Set(floats, line.step);
  if (!is_tail) return Fused(step, x, hn::Set(floats, line.start));
  return hn::Add(Fused(step, x, hn::Set(floats, line.row)), hn::Set(floats, line.offset));
}

void Row(const WarpImage &image, const WarpLine &to_x, const WarpLine &to_y, int32_t columns,
         uint8_t *line) {
  const Floats floats;
  const Ints ints;
  const hn::Rebind<uint8_t, Floats> bytes;
  const auto lanes = static_cast<int32_t>(hn::Lanes(floats));
  const int32_t vectors = columns / WarpLine::kVector * WarpLine::kVector;
  const auto beyond_x = hn::Set(floats, static_cast<float>(image.width));
  const auto beyond_y = hn::Set(floats, static_cast<float>(image.height));
  const auto before = hn::Set(floats, -1.0f);
  const auto last_x = hn::Set(ints, image.width - 1), last_y = hn::Set(ints, image.height - 1);
  const auto outside = hn::Set(ints, -1);
  // Offsets are of 32 bits.
  const bool is_small = image.stride * image.height < (ptrdiff_t{1} << 31);
  for (int32_t column = 0; column < columns; column += lanes) {
    const auto at = hn::Iota(floats, static_cast<float>(column));
    const auto x = Map(to_x, at, column >= vectors), y = Map(to_y, at, column >= vectors);
    const auto left = hn::Floor(x), top = hn::Floor(y);
    // Also leaves out what is not a number or does not fit an int.
    const auto is_near = hn::And(hn::And(hn::Ge(left, before), hn::Lt(left, beyond_x)),
                                 hn::And(hn::Ge(top, before), hn::Lt(top, beyond_y)));
    const auto ix = hn::ConvertTo(ints, hn::IfThenElse(is_near, left, before));
    const auto iy = hn::ConvertTo(ints, hn::IfThenElse(is_near, top, before));
    const auto is_inside = hn::And(hn::And(hn::Gt(ix, outside), hn::Lt(ix, last_x)),
                                   hn::And(hn::Gt(iy, outside), hn::Lt(iy, last_y)));
    Pairs upper, lower;
    if (is_small && hn::AllTrue(ints, is_inside)) {
      const auto stride = hn::Set(ints, static_cast<int32_t>(image.stride));
      const auto offset = hn::Add(hn::Mul(iy, stride), hn::Add(ix, hn::Add(ix, ix)));
      const auto gather = [&](const uint8_t *base, Int offset) HWY_ATTR {
        return hn::BitCast(
            Words(), hn::GatherOffset(ints, reinterpret_cast<const int32_t *>(base), offset));
      };
      upper = {gather(image.rgb, offset), gather(image.rgb + 2, offset)};
      const uint8_t *next = image.rgb + image.stride;
      lower = {gather(next, offset), gather(next + 2, offset)};
    } else {
      alignas(64) int32_t xs[WarpLine::kVector], ys[WarpLine::kVector];
      hn::Store(ix, ints, xs);
      hn::Store(iy, ints, ys);
      PairsOfPixels above, below;
      for (int32_t lane = 0; lane < lanes; ++lane) {
        above.set(lane, image, xs[lane], ys[lane]);
        below.set(lane, image, xs[lane], ys[lane] + 1);
      }
      upper = above.load();
      lower = below.load();
    }
    const auto right_share = hn::Sub(x, left), bottom_share = hn::Sub(y, top);
    const auto channel = [&](Float a, Float b, Float c, Float d) HWY_ATTR {
      const auto value = Blend(a, b, c, d, right_share, bottom_share);
      return hn::DemoteTo(bytes, hn::IfThenElseZero(hn::RebindMask(ints, is_near), value));
    };
    const auto red = channel(Level<0>(upper.first), Level<3>(upper.first), Level<0>(lower.first),
                             Level<3>(lower.first));
    const auto green = channel(Level<1>(upper.first), Level<2>(upper.last), Level<1>(lower.first),
                               Level<2>(lower.last));
    const auto blue = channel(Level<2>(upper.first), Level<3>(upper.last), Level<2>(lower.first),
                              Level<3>(lower.last));
    hn::StoreInterleaved3(red, green, blue, bytes, line + ptrdiff_t{3} * column);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Row);

WarpKernels::WarpKernels(int64_t target) {
  row = HWY_DISPATCH_TABLE(Row)[dispatch_index(target)];
}

}  // namespace vision
#endif
