#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "hog_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>

#include "dispatch.h"
#include "hog_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int32_t kCell = HogGrid::kCell;
constexpr int32_t kBins = 18;
// Floats of a block: for each bin the shares of the cells to the upper left, lower left, upper
// right and lower right.
constexpr size_t kBlock = 4 * kBins;

constexpr size_t kPlanes = HogGrid::kPlanes;
constexpr size_t kPlace = HogFeatures::kPlace;

// The gradients of pixels of a row: magnitudes, and four times their bins.
struct GradientRow {
  const uint8_t *row[3];
  // To the row below.
  ptrdiff_t stride;
  size_t count;
  // Where dlib's vectors end. Of two channels with equally long gradients these take the later, and
  // its scalar code for the pixels behind the earlier.
  size_t tail;
  float *magnitudes;
  uint8_t *bins;
};

// The sum of the squares of the two halves of each lane.
template <class D>
HWY_INLINE hn::Vec<D> SumSquares(D i32, hn::Vec<hn::Repartition<int16_t, D>> pairs) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR
  auto unused = hn::Zero(i32);
  return hn::ReorderWidenMulAccumulate(i32, pairs, pairs, hn::Zero(i32), unused);
#else
  // Elsewhere that would sum other lanes.
  const auto both = hn::BitCast(i32, pairs);
  const auto first = hn::ShiftRight<16>(hn::ShiftLeft<16>(both)), second = hn::ShiftRight<16>(both);
  return hn::Add(hn::Mul(first, first), hn::Mul(second, second));
#endif
}

// Stores in order what was interleaved to a lower and an upper vector, which Highway does within
// blocks of 128 bits.
template <class D>
HWY_INLINE void StoreInOrder(D d, hn::Vec<D> lower, hn::Vec<D> upper, float *to) {
  constexpr size_t kLanes = hn::MaxLanes(D());
  if constexpr (kLanes > 8) {
    const hn::Half<D> half;
    StoreInOrder(half, hn::LowerHalf(half, lower), hn::LowerHalf(half, upper), to);
    StoreInOrder(half, hn::UpperHalf(half, lower), hn::UpperHalf(half, upper), to + kLanes);
  } else if constexpr (kLanes == 8) {
    hn::StoreU(hn::ConcatLowerLower(d, upper, lower), d, to);
    hn::StoreU(hn::ConcatUpperUpper(d, upper, lower), d, to + kLanes);
  } else {
    hn::StoreU(lower, d, to);
    hn::StoreU(upper, d, to + kLanes);
  }
}

// The bins of gradients, times four.
template <class D>
HWY_INLINE hn::Vec<D> Bins(D i16, hn::Vec<D> gx, hn::Vec<D> gy) {
  const hn::RebindToUnsigned<D> u16;
  const auto ay = hn::Abs(gy);
  // Less one for each slope that a gradient is steeper than.
  auto steps = hn::Zero(i16);
  // floor(|gx| * slope), exactly, for whole numbers up to 255: the slopes are in 1/2^14.
  const auto scaled = hn::ShiftLeft<2>(hn::BitCast(u16, hn::Abs(gx)));
  for (const uint16_t slope : {uint16_t{2889}, uint16_t{9461}, uint16_t{19525}, uint16_t{45015}}) {
    const auto limit = hn::BitCast(i16, hn::MulHigh(scaled, hn::Set(u16, slope)));
    steps = hn::Add(steps, hn::VecFromMask(i16, hn::Gt(ay, limit)));
  }
  const auto up = hn::BroadcastSignBit(gy);
  // Left of the vertical, or on it and upwards.
  const auto left = hn::BroadcastSignBit(hn::Add(hn::Add(gx, gx), up));
  // right/down: -steps; left/down: 9 + steps; left/up: 9 - steps; right/up: 18 + steps, 0 for 18.
  const auto mirrored = hn::Xor(left, up);
  const auto turned = hn::Sub(mirrored, hn::Xor(steps, mirrored));
  const auto bin = hn::BitCast(u16, hn::Add(turned, hn::And(left, hn::Set(i16, 9))));
  // A number below nought is a large one without its sign.
  return hn::BitCast(i16, hn::ShiftLeft<2>(hn::Min(bin, hn::Add(bin, hn::Set(u16, 18)))));
}

// The gradients of a vector of pixels from `x` on; `kTail` if dlib's vectors may have ended there.
template <bool kTail>
HWY_INLINE void GradientVector(const GradientRow &in, size_t x) {
  const hn::ScalableTag<int16_t> i16;
  const hn::Repartition<int32_t, decltype(i16)> i32;
  const hn::Repartition<float, decltype(i16)> f32;
  const hn::Rebind<uint8_t, decltype(i16)> u8;
  auto gx = hn::Zero(i16), gy = gx;
  auto squares_lower = hn::Zero(i32), squares_upper = squares_lower;
  // Less one where of two channels the earlier counts.
  auto earlier_lower = hn::Zero(i32), earlier_upper = earlier_lower;
  if (kTail) {
    const auto rest = static_cast<int16_t>(std::max(in.tail, x) - x);
    const auto earlier = hn::VecFromMask(i16, hn::Gt(hn::Iota(i16, 1), hn::Set(i16, rest)));
    earlier_lower = hn::BitCast(i32, hn::InterleaveLower(i16, earlier, earlier));
    earlier_upper = hn::BitCast(i32, hn::InterleaveUpper(i16, earlier, earlier));
  }
  for (int c = 0; c < 3; ++c) {
    const auto at = [&](const uint8_t *p) HWY_ATTR { return hn::PromoteTo(i16, hn::LoadU(u8, p)); };
    const uint8_t *pixel = in.row[c] + x;
    const auto dx = hn::Sub(at(pixel + 1), at(pixel - 1));
    const auto dy = hn::Sub(at(pixel + in.stride), at(pixel - in.stride));
    const auto sl = SumSquares(i32, hn::InterleaveLower(i16, dx, dy)),
               su = SumSquares(i32, hn::InterleaveUpper(i16, dx, dy));
    if (c == 0) {
      gx = dx, gy = dy, squares_lower = sl, squares_upper = su;
      continue;
    }
    // All ones where the channel before stays.
    const auto stay_lower = hn::VecFromMask(i32, hn::Gt(hn::Sub(squares_lower, earlier_lower), sl));
    const auto stay_upper = hn::VecFromMask(i32, hn::Gt(hn::Sub(squares_upper, earlier_upper), su));
    const auto stay = hn::MaskFromVec(hn::ReorderDemote2To(i16, stay_lower, stay_upper));
    gx = hn::IfThenElse(stay, gx, dx);
    gy = hn::IfThenElse(stay, gy, dy);
    squares_lower = hn::Max(squares_lower, sl);
    squares_upper = hn::Max(squares_upper, su);
  }
  StoreInOrder(f32, hn::Sqrt(hn::ConvertTo(f32, squares_lower)),
               hn::Sqrt(hn::ConvertTo(f32, squares_upper)), in.magnitudes + x);
  hn::StoreU(hn::DemoteTo(u8, Bins(i16, gx, gy)), u8, in.bins + x);
}

// Whole vectors: what is right of the last pixel is of no use.
HWY_INLINE void Gradients(const GradientRow &in) {
  const size_t lanes = hn::Lanes(hn::ScalableTag<int16_t>());
  size_t x = 0;
  for (; x < in.count && x + lanes <= in.tail; x += lanes) GradientVector<false>(in, x);
  for (; x < in.count; x += lanes) GradientVector<true>(in, x);
}

// Adds gradients of a row to blocks, four at a time: where the last are less, to some behind them.
// Neighbouring pixels mostly have the same bin: taking one of each block in turn, no sum waits for
// the one before.
HWY_INLINE void Accumulate(const float *magnitudes, const uint8_t *bins, size_t blocks, int row,
                           float *out) {
  const hn::FixedTag<float, 4> f32;
  const float lower = (static_cast<float>(row) + 0.5f) / kCell, upper = 1 - lower;
  for (int column = 0; column < kCell; ++column) {
    const float right = (static_cast<float>(column) + 0.5f) / kCell, left = 1 - right;
    alignas(16) const float shares[4] = {upper * left, lower * left, upper * right, lower * right};
    const auto weights = hn::Load(f32, shares);
    float *block = out;
    for (size_t i = 0; i < blocks; i += 4) {
      for (size_t j = i; j < i + 4; ++j, block += kBlock) {
        const size_t x = kCell * j + static_cast<size_t>(column);
        float *bin = block + bins[x];
        hn::Store(hn::Add(hn::Load(f32, bin), hn::Mul(weights, hn::Set(f32, magnitudes[x]))), f32,
                  bin);
      }
    }
  }
}

// Puts each of a vector's blocks in a row of its own.
template <class D>
HWY_INLINE void StoreRows(D d, hn::Vec<D> blocks, float *to, size_t stride) {
  if constexpr (hn::MaxLanes(D()) == 4) {
    hn::StoreU(blocks, d, to);
  } else {
    const hn::Half<D> half;
    StoreRows(half, hn::LowerHalf(half, blocks), to, stride);
    StoreRows(half, hn::UpperHalf(half, blocks), to + hn::MaxLanes(half) / 4 * stride, stride);
  }
}

// Joins a row of blocks to cells: cell i has the right half of block i and the left half of the
// next. `histograms`, bins by columns, gets the upper halves and what `lower` held; `lower`, bins
// of four cells each, the lower ones. Up to three cells more are made.
HWY_INLINE void Fold(const float *blocks, size_t cells, float *lower, float *histograms,
                     size_t stride) {
  const hn::CappedTag<float, 8> d;
  const hn::Repartition<uint64_t, decltype(d)> pairs;
  constexpr size_t kLanes = hn::MaxLanes(d);
  for (size_t i = 0; i < cells; i += 4) {
    for (size_t bin = 0; bin < kBins; bin += kLanes / 4, lower += kLanes) {
      // Of each bin the upper half, the lower half, and two numbers of no use.
      const auto halves = [&](size_t cell) HWY_ATTR {
        const float *left = blocks + kBlock * cell + 4 * bin, *right = left + kBlock;
        return hn::Add(hn::LoadU(d, left + 2), hn::LoadU(d, right));
      };
      const auto first = hn::BitCast(pairs, hn::InterleaveLower(d, halves(i), halves(i + 1)));
      const auto second = hn::BitCast(pairs, hn::InterleaveLower(d, halves(i + 2), halves(i + 3)));
      const auto above = hn::BitCast(d, hn::InterleaveLower(pairs, first, second));
      StoreRows(d, hn::Add(hn::LoadU(d, lower), above), histograms + bin * stride + i, stride);
      hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, first, second)), d, lower);
    }
  }
}

// The energies of a row of cells: unsigned bins squared and summed, in dlib's order.
HWY_INLINE void Energies(const float *histograms, size_t stride, size_t cells, float *energies) {
  const hn::ScalableTag<float> f32;
  for (size_t x = 0; x < cells; x += hn::Lanes(f32)) {
    auto sum = hn::Zero(f32);
    for (size_t bin = 0; bin < 9; ++bin) {
      const auto both = hn::Add(hn::LoadU(f32, histograms + bin * stride + x),
                                hn::LoadU(f32, histograms + (bin + 9) * stride + x));
      sum = hn::Add(sum, hn::Mul(both, both));
    }
    hn::StoreU(sum, f32, energies + x);
  }
}

// The limits and factors of blocks of 2 x 2 cells, which normalise all that touch them.
HWY_INLINE void Norms(const float *upper, const float *lower, size_t count, float *limits,
                      float *factors) {
  const hn::ScalableTag<float> f32;
  const auto epsilon = hn::Set(f32, 0.0001f), fifth = hn::Set(f32, 0.2f),
             tenth = hn::Set(f32, 0.1f);
  for (size_t x = 0; x < count; x += hn::Lanes(f32)) {
    auto sum = hn::Add(hn::LoadU(f32, upper + x), hn::LoadU(f32, upper + x + 1));
    sum = hn::Add(hn::Add(sum, hn::LoadU(f32, lower + x)), hn::LoadU(f32, lower + x + 1));
    const auto limit = hn::Mul(fifth, hn::Sqrt(hn::Add(sum, epsilon)));
    hn::StoreU(limit, f32, limits + x);
    hn::StoreU(hn::Div(tenth, limit), f32, factors + x);
  }
}

struct NormRow {
  const float *limits, *factors;
  NormRow from(size_t x) const { return {limits + x, factors + x}; }
};

// The features of a vector of places, planes by columns: of the histograms of their cells, and the
// norms above and below of the blocks that begin left of them.
template <class D>
HWY_INLINE void FeaturePlanes(D f32, const float *histograms, size_t stride, const NormRow &above,
                              const NormRow &below, float *planes) {
  constexpr size_t kLanes = hn::MaxLanes(D());
  // In dlib's order: lower right, upper right, lower left, upper left.
  const auto l0 = hn::LoadU(f32, below.limits + 1), f0 = hn::LoadU(f32, below.factors + 1);
  const auto l1 = hn::LoadU(f32, above.limits + 1), f1 = hn::LoadU(f32, above.factors + 1);
  const auto l2 = hn::LoadU(f32, below.limits), f2 = hn::LoadU(f32, below.factors);
  const auto l3 = hn::LoadU(f32, above.limits), f3 = hn::LoadU(f32, above.factors);
  auto t0 = hn::Zero(f32), t1 = t0, t2 = t0, t3 = t0;
  for (size_t bin = 0; bin < kBins; bin += 3) {
    auto s0 = hn::Zero(f32), s1 = s0, s2 = s0, s3 = s0;
    for (size_t i = 0; i < 3; ++i) {
      const auto h = hn::LoadU(f32, histograms + (bin + i) * stride);
      const auto h0 = hn::Mul(hn::Min(h, l0), f0), h1 = hn::Mul(hn::Min(h, l1), f1);
      const auto h2 = hn::Mul(hn::Min(h, l2), f2), h3 = hn::Mul(hn::Min(h, l3), f3);
      hn::Store(hn::Add(hn::Add(h0, h2), hn::Add(h1, h3)), f32, planes + (bin + i) * kLanes);
      s0 = i == 0 ? h0 : hn::Add(s0, h0);
      s1 = i == 0 ? h1 : hn::Add(s1, h1);
      s2 = i == 0 ? h2 : hn::Add(s2, h2);
      s3 = i == 0 ? h3 : hn::Add(s3, h3);
    }
    t0 = hn::Add(t0, s0), t1 = hn::Add(t1, s1), t2 = hn::Add(t2, s2), t3 = hn::Add(t3, s3);
  }
  for (size_t bin = 0; bin < 9; ++bin) {
    const auto h = hn::Add(hn::LoadU(f32, histograms + bin * stride),
                           hn::LoadU(f32, histograms + (bin + 9) * stride));
    const auto h0 = hn::Mul(hn::Min(h, l0), f0), h1 = hn::Mul(hn::Min(h, l1), f1);
    const auto h2 = hn::Mul(hn::Min(h, l2), f2), h3 = hn::Mul(hn::Min(h, l3), f3);
    hn::Store(hn::Add(hn::Add(h0, h2), hn::Add(h1, h3)), f32, planes + (kBins + bin) * kLanes);
  }
  const auto texture = hn::Set(f32, static_cast<float>(2 * 0.2357));
  hn::Store(hn::Mul(t0, texture), f32, planes + 27 * kLanes);
  hn::Store(hn::Mul(t1, texture), f32, planes + 28 * kLanes);
  hn::Store(hn::Mul(t2, texture), f32, planes + 29 * kLanes);
  hn::Store(hn::Mul(t3, texture), f32, planes + 30 * kLanes);
}

// Four numbers for each of a vector's blocks: those of block i from row 4 * i.
template <class D>
HWY_INLINE hn::Vec<D> LoadRows(D d, const float *from, size_t stride) {
  if constexpr (hn::MaxLanes(D()) == 4) {
    return hn::Load(d, from);
  } else {
    const hn::Half<D> half;
    const float *upper = from + hn::MaxLanes(half) * stride;
    return hn::Combine(d, LoadRows(half, upper, stride), LoadRows(half, from, stride));
  }
}

template <class D>
HWY_INLINE void TransposeBlocks(D d, hn::Vec<D> &a, hn::Vec<D> &b, hn::Vec<D> &c, hn::Vec<D> &e) {
  const hn::RepartitionToWide<hn::RebindToUnsigned<D>> wide;
  const auto low = hn::BitCast(wide, hn::InterleaveLower(d, a, b)),
             high = hn::BitCast(wide, hn::InterleaveUpper(d, a, b));
  const auto low2 = hn::BitCast(wide, hn::InterleaveLower(d, c, e)),
             high2 = hn::BitCast(wide, hn::InterleaveUpper(d, c, e));
  a = hn::BitCast(d, hn::InterleaveLower(wide, low, low2));
  b = hn::BitCast(d, hn::InterleaveUpper(wide, low, low2));
  c = hn::BitCast(d, hn::InterleaveLower(wide, high, high2));
  e = hn::BitCast(d, hn::InterleaveUpper(wide, high, high2));
}

// Puts a vector's planes by columns where places are, four of these at a time.
template <class D>
HWY_INLINE void StorePlaces(D d, const float *planes, size_t columns, float *out) {
  constexpr size_t kLanes = hn::MaxLanes(D());
  for (size_t x = 0; x < columns; x += 4) {
    for (size_t plane = 0; plane < kPlace; plane += kLanes) {
      const float *from = planes + plane * kLanes + x;
      auto a = LoadRows(d, from, kLanes), b = LoadRows(d, from + kLanes, kLanes),
           c = LoadRows(d, from + 2 * kLanes, kLanes), e = LoadRows(d, from + 3 * kLanes, kLanes);
      TransposeBlocks(d, a, b, c, e);
      float *to = out + x * kPlace + plane;
      hn::StoreU(a, d, to);
      hn::StoreU(b, d, to + kPlace);
      hn::StoreU(c, d, to + 2 * kPlace);
      hn::StoreU(e, d, to + 3 * kPlace);
    }
  }
}

// The features of a row of places.
HWY_INLINE void FeatureRow(const float *histograms, size_t stride, const NormRow &above,
                           const NormRow &below, size_t count, float *out) {
  const hn::CappedTag<float, 16> f32;
  constexpr size_t kLanes = hn::MaxLanes(f32);
  HWY_ALIGN float planes[kPlace * kLanes];
  std::fill(planes + kPlanes * kLanes, planes + kPlace * kLanes, 0.0f);
  for (size_t x = 0; x < count; x += kLanes) {
    FeaturePlanes(f32, histograms + x, stride, above.from(x), below.from(x), planes);
    StorePlaces(f32, planes, std::min(kLanes, count - x), out + x * kPlace);
  }
}

// Sums a row of blocks, whose first pixel is (start, top).
void SumBlocks(const HogGrid &grid, const LevelPixels &pixels, int32_t start, int32_t top,
               size_t blocks, HogScratch &scratch, float *out) {
  // So many blocks stay in the cache while all columns of their pixels are added.
  constexpr size_t kStrip = 64;
  // Pixels that dlib leaves out: the image's border, and what lies behind the last cell.
  const int32_t right = std::min(grid.cell_columns * kCell, grid.width) - 1;
  const int32_t bottom = std::min(grid.cell_rows * kCell, grid.height) - 1;
  // Where dlib's vectors of 8 pixels end.
  const int32_t tail = right > 8 ? 1 + (right - 8 + 7) / 8 * 8 : 1;
  const int32_t first = std::max(start, 1),
                last = std::min(start + kCell * static_cast<int32_t>(blocks), right);
  float *magnitudes = scratch.magnitudes.data();
  uint8_t *bins = scratch.bins.data();
  GradientRow in;
  in.stride = pixels.stride;
  in.count = static_cast<size_t>(last - first);
  in.tail = static_cast<size_t>(std::max(tail - first, 0));
  in.magnitudes = magnitudes + (first - start);
  in.bins = bins + (first - start);
  std::fill(out, out + kBlock * blocks, 0.0f);
  for (int32_t i = 0; i < kCell; ++i) {
    const int32_t y = top + i;
    if (y < 1 || y >= bottom) continue;
    // So that index 0 is the row's first pixel that counts.
    for (int c = 0; c < 3; ++c)
      in.row[c] = pixels.plane[c] + ptrdiff_t{y - pixels.rect.top} * pixels.stride +
                  (first - pixels.rect.left);
    Gradients(in);
    // Whole vectors were written.
    std::fill(scratch.magnitudes.begin() + (last - start), scratch.magnitudes.end(), 0.0f);
    std::fill(scratch.bins.begin() + (last - start), scratch.bins.end(), uint8_t{0});
    for (size_t block = 0; block < blocks; block += kStrip)
      Accumulate(magnitudes + kCell * block, bins + kCell * block, std::min(kStrip, blocks - block),
                 i, out + kBlock * block);
  }
}

void Features(const HogGrid &grid, const LevelPixels &pixels, const CellRect &places,
              HogScratch &scratch, const HogFeatures &out) {
  // A place needs its cell and the eight around it.
  const CellRect cells = {places.left, places.top, places.right + 2, places.bottom + 2};
  const auto columns = static_cast<size_t>(cells.width());
  const size_t blocks = columns + 1;
  // Room for whole vectors behind a row's end. Of blocks and cells up to three more are made.
  const size_t slack = hn::Lanes(hn::ScalableTag<int16_t>());
  const size_t stride = (columns + slack + 7) / 8 * 8;
  scratch.magnitudes.assign(kCell * (blocks + 3) + slack, 0);
  scratch.bins.assign(kCell * (blocks + 3) + slack, 0);
  scratch.blocks.resize(kBlock * (blocks + 3) + 8);
  scratch.lower.assign(kBins * (columns + 3), 0);
  scratch.histograms.resize(3 * kBins * stride);
  scratch.energies.resize(2 * stride);
  scratch.norms.resize(2 * stride);
  scratch.factors.resize(2 * stride);
  float *block_row = scratch.blocks.data();
  while (reinterpret_cast<uintptr_t>(block_row) % 16 != 0) ++block_row;

  for (int32_t row = cells.top; row <= cells.bottom; ++row) {
    SumBlocks(grid, pixels, kCell * cells.left - kCell / 2, kCell * row - kCell / 2, blocks,
              scratch, block_row);
    // The blocks complete the cells above them.
    const int32_t cell = row - 1;
    const auto ring = [&](int32_t r) { return static_cast<size_t>((r - cells.top + 3) % 3); };
    const auto pair = [&](int32_t r) { return static_cast<size_t>((r - cells.top + 2) % 2); };
    float *histograms = scratch.histograms.data() + ring(cell) * kBins * stride;
    Fold(block_row, columns, scratch.lower.data(), histograms, stride);
    if (cell < cells.top) continue;
    float *energies = scratch.energies.data() + pair(cell) * stride;
    Energies(histograms, stride, columns, energies);
    if (cell == cells.top) continue;
    Norms(scratch.energies.data() + pair(cell - 1) * stride, energies, columns - 1,
          scratch.norms.data() + pair(cell) * stride, scratch.factors.data() + pair(cell) * stride);
    if (cell == cells.top + 1) continue;
    // The place is that of the cell before.
    const auto norms = [&](int32_t r) {
      return NormRow{scratch.norms.data() + pair(r) * stride,
                     scratch.factors.data() + pair(r) * stride};
    };
    const int32_t place = cell - 2;
    FeatureRow(scratch.histograms.data() + ring(cell - 1) * kBins * stride + 1, stride,
               norms(cell - 1), norms(cell), static_cast<size_t>(places.width()),
               out.data + static_cast<size_t>(place - places.top) * out.stride);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Features);

PixelRect HogGrid::pixels(const CellRect &features) const {
  const CellRect cells = {features.left, features.top, features.right + 2, features.bottom + 2};
  return {std::max(kCell * cells.left - kCell / 2 - 1, 0),
          std::max(kCell * cells.top - kCell / 2 - 1, 0),
          std::min(kCell * cells.right + kCell / 2 + 1, width),
          std::min(kCell * cells.bottom + kCell / 2 + 1, height)};
}

HogKernels::HogKernels(int64_t target) {
  const size_t index = dispatch_index(target);
  features = HWY_DISPATCH_TABLE(Features)[index];
}

}  // namespace vision
#endif
