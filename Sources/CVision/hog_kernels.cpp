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

// The gradients of a row: magnitudes, and four times their bins.
struct GradientRow {
  const uint8_t *row[3];
  // To the row below.
  ptrdiff_t stride;
  float *magnitudes;
  uint8_t *bins;
};

// Which of two equally long gradients counts: dlib's vector code takes the later channel of the
// three, and the scalar code that it has for the last columns the earlier one.
enum class Ties { kLater, kEarlier };

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

// Whole vectors from column 0 on; what is right of `count` is overwritten later.
template <Ties kTies>
HWY_INLINE void Gradients(const GradientRow &in, size_t first, size_t count) {
  const hn::ScalableTag<int16_t> i16;
  const hn::Repartition<int32_t, decltype(i16)> i32;
  const hn::Repartition<float, decltype(i16)> f32;
  const hn::Rebind<uint8_t, decltype(i16)> u8;
  const hn::RebindToUnsigned<decltype(i16)> u16;
  const size_t lanes = hn::Lanes(i16), half = hn::Lanes(i32);
  for (size_t x = first; x < first + count; x += lanes) {
    auto gx = hn::Zero(i16), gy = gx;
    auto squares_lower = hn::Zero(i32), squares_upper = squares_lower;
    for (int c = 0; c < 3; ++c) {
      const auto at = [&](const uint8_t *p)
                          HWY_ATTR { return hn::PromoteTo(i16, hn::LoadU(u8, p)); };
      const uint8_t *pixel = in.row[c] + x;
      const auto dx = hn::Sub(at(pixel + 1), at(pixel - 1));
      const auto dy = hn::Sub(at(pixel + in.stride), at(pixel - in.stride));
      const auto lower = hn::InterleaveLower(i16, dx, dy), upper = hn::InterleaveUpper(i16, dx, dy);
      const auto sl = SumSquares(i32, lower), su = SumSquares(i32, upper);
      if (c == 0) {
        gx = dx, gy = dy, squares_lower = sl, squares_upper = su;
        continue;
      }
      // All ones where the channel before stays.
      const auto bias = hn::Set(i32, kTies == Ties::kLater ? 0 : 1);
      const auto stay_lower = hn::VecFromMask(i32, hn::Gt(hn::Add(squares_lower, bias), sl));
      const auto stay_upper = hn::VecFromMask(i32, hn::Gt(hn::Add(squares_upper, bias), su));
      const auto stay = hn::MaskFromVec(hn::ReorderDemote2To(i16, stay_lower, stay_upper));
      gx = hn::IfThenElse(stay, gx, dx);
      gy = hn::IfThenElse(stay, gy, dy);
      squares_lower = hn::Max(squares_lower, sl);
      squares_upper = hn::Max(squares_upper, su);
    }
    const auto ml = hn::Sqrt(hn::ConvertTo(f32, squares_lower));
    const auto mu = hn::Sqrt(hn::ConvertTo(f32, squares_upper));
    // Undo the interleaving, which is by blocks of 128 bits.
    if (hn::Lanes(f32) <= 4) {
      hn::StoreU(ml, f32, in.magnitudes + x);
      hn::StoreU(mu, f32, in.magnitudes + x + half);
    } else {
      hn::StoreU(hn::ConcatLowerLower(f32, mu, ml), f32, in.magnitudes + x);
      hn::StoreU(hn::ConcatUpperUpper(f32, mu, ml), f32, in.magnitudes + x + half);
    }
    const auto ay = hn::Abs(gy);
    auto steps = hn::Zero(i16);
    // floor(|gx| * slope), exactly, for whole numbers up to 255: the slopes are in 1/2^14.
    const auto scaled = hn::ShiftLeft<2>(hn::BitCast(u16, hn::Abs(gx)));
    for (const uint16_t slope :
         {uint16_t{2889}, uint16_t{9461}, uint16_t{19525}, uint16_t{45015}}) {
      const auto limit = hn::BitCast(i16, hn::MulHigh(scaled, hn::Set(u16, slope)));
      steps = hn::Sub(steps, hn::VecFromMask(i16, hn::Gt(ay, limit)));
    }
    const auto zero = hn::Zero(i16);
    const auto up = hn::Lt(gy, zero);
    // Left of the vertical, or on it and upwards.
    const auto left = hn::Or(hn::Lt(gx, zero), hn::And(hn::Eq(gx, zero), up));
    // right/down: steps; left/down: 9 - steps; left/up: 9 + steps; right/up: 18 - steps, 0 for 18.
    const auto mirrored = hn::Xor(left, up);
    auto bin = hn::IfThenElse(mirrored, hn::Neg(steps), steps);
    const auto base =
        hn::IfThenElse(left, hn::Set(i16, 9), hn::IfThenElseZero(up, hn::Set(i16, 18)));
    bin = hn::Add(bin, base);
    bin = hn::IfThenZeroElse(hn::Eq(bin, hn::Set(i16, 18)), bin);
    hn::StoreU(hn::DemoteTo(u8, hn::ShiftLeft<2>(bin)), u8, in.bins + x);
  }
}

// Adds a row's gradients to the blocks. Neighbouring pixels mostly have the same bin: taking one of
// each block in turn, no sum waits for the one before.
HWY_INLINE void Accumulate(const float *magnitudes, const uint8_t *bins, size_t blocks, int row,
                           float *out) {
  const hn::FixedTag<float, 4> f32;
  const float lower = (static_cast<float>(row) + 0.5f) / kCell, upper = 1 - lower;
  for (int column = 0; column < kCell; ++column) {
    const float right = (static_cast<float>(column) + 0.5f) / kCell, left = 1 - right;
    alignas(16) const float shares[4] = {upper * left, lower * left, upper * right, lower * right};
    const auto weights = hn::Load(f32, shares);
    float *block = out;
#pragma clang loop unroll_count(4)
    for (size_t i = 0; i < blocks; ++i, block += kBlock) {
      const size_t x = kCell * i + static_cast<size_t>(column);
      float *bin = block + bins[x];
      hn::Store(hn::Add(hn::Load(f32, bin), hn::Mul(weights, hn::Set(f32, magnitudes[x]))), f32,
                bin);
    }
  }
}

// Joins a row of blocks to cells: cell i has the right half of block i and the left half of the
// next. `histograms`, bins by columns, gets the upper halves and what `lower` held; `lower` the
// lower ones.
HWY_INLINE void Fold(const float *blocks, size_t cells, float *lower, float *histograms,
                     size_t stride) {
  for (size_t i = 0; i < cells; ++i) {
    const float *left = blocks + kBlock * i, *right = left + kBlock;
    float *kept = lower + kBins * i;
    for (size_t bin = 0; bin < kBins; ++bin) {
      histograms[bin * stride + i] = kept[bin] + (left[4 * bin + 2] + right[4 * bin]);
      kept[bin] = left[4 * bin + 3] + right[4 * bin + 1];
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
};

// The features of a row of places; the histograms are those of their cells, the norms those above
// and below of the blocks that begin left of them.
HWY_INLINE void FeatureRow(const float *histograms, size_t stride, const NormRow &above,
                           const NormRow &below, size_t count, float *out, size_t out_stride) {
  const hn::ScalableTag<float> f32;
  for (size_t x = 0; x < count; x += hn::Lanes(f32)) {
    // In dlib's order: lower right, upper right, lower left, upper left.
    const auto l0 = hn::LoadU(f32, below.limits + x + 1),
               f0 = hn::LoadU(f32, below.factors + x + 1);
    const auto l1 = hn::LoadU(f32, above.limits + x + 1),
               f1 = hn::LoadU(f32, above.factors + x + 1);
    const auto l2 = hn::LoadU(f32, below.limits + x), f2 = hn::LoadU(f32, below.factors + x);
    const auto l3 = hn::LoadU(f32, above.limits + x), f3 = hn::LoadU(f32, above.factors + x);
    auto t0 = hn::Zero(f32), t1 = t0, t2 = t0, t3 = t0;
    for (size_t bin = 0; bin < kBins; bin += 3) {
      auto s0 = hn::Zero(f32), s1 = s0, s2 = s0, s3 = s0;
      for (size_t i = 0; i < 3; ++i) {
        const auto h = hn::LoadU(f32, histograms + (bin + i) * stride + x);
        const auto h0 = hn::Mul(hn::Min(h, l0), f0), h1 = hn::Mul(hn::Min(h, l1), f1);
        const auto h2 = hn::Mul(hn::Min(h, l2), f2), h3 = hn::Mul(hn::Min(h, l3), f3);
        hn::StoreU(hn::Add(hn::Add(h0, h2), hn::Add(h1, h3)), f32,
                   out + (bin + i) * out_stride + x);
        s0 = i == 0 ? h0 : hn::Add(s0, h0);
        s1 = i == 0 ? h1 : hn::Add(s1, h1);
        s2 = i == 0 ? h2 : hn::Add(s2, h2);
        s3 = i == 0 ? h3 : hn::Add(s3, h3);
      }
      t0 = hn::Add(t0, s0), t1 = hn::Add(t1, s1), t2 = hn::Add(t2, s2), t3 = hn::Add(t3, s3);
    }
    for (size_t bin = 0; bin < 9; ++bin) {
      const auto h = hn::Add(hn::LoadU(f32, histograms + bin * stride + x),
                             hn::LoadU(f32, histograms + (bin + 9) * stride + x));
      const auto h0 = hn::Mul(hn::Min(h, l0), f0), h1 = hn::Mul(hn::Min(h, l1), f1);
      const auto h2 = hn::Mul(hn::Min(h, l2), f2), h3 = hn::Mul(hn::Min(h, l3), f3);
      hn::StoreU(hn::Add(hn::Add(h0, h2), hn::Add(h1, h3)), f32,
                 out + (kBins + bin) * out_stride + x);
    }
    const auto texture = hn::Set(f32, static_cast<float>(2 * 0.2357));
    hn::StoreU(hn::Mul(t0, texture), f32, out + 27 * out_stride + x);
    hn::StoreU(hn::Mul(t1, texture), f32, out + 28 * out_stride + x);
    hn::StoreU(hn::Mul(t2, texture), f32, out + 29 * out_stride + x);
    hn::StoreU(hn::Mul(t3, texture), f32, out + 30 * out_stride + x);
  }
}

void Features(const HogGrid &grid, const LevelPixels &pixels, const CellRect &places,
              HogScratch &scratch, const HogFeatures &out) {
  const hn::ScalableTag<int16_t> i16;
  // Room for whole vectors behind a row's end.
  const size_t slack = 2 * hn::Lanes(i16);
  // A place needs its cell and the eight around it.
  const CellRect cells = {places.left, places.top, places.right + 2, places.bottom + 2};
  const auto columns = static_cast<size_t>(cells.width());
  const size_t blocks = columns + 1;
  const size_t stride = (columns + slack + 7) / 8 * 8;
  // Pixels that dlib leaves out: the image's border, and what lies behind the last cell.
  const int32_t right = std::min(grid.cell_columns * kCell, grid.width) - 1;
  const int32_t bottom = std::min(grid.cell_rows * kCell, grid.height) - 1;
  // Where dlib's vectors of 8 pixels end.
  const int32_t tail = right > 8 ? 1 + (right - 8 + 7) / 8 * 8 : 1;

  const int32_t start = kCell * cells.left - kCell / 2;
  const int32_t first = std::max(start, 1),
                last = std::min(start + kCell * static_cast<int32_t>(blocks), right);
  scratch.magnitudes.assign(kCell * blocks + slack, 0);
  scratch.bins.assign(kCell * blocks + slack, 0);
  scratch.blocks.resize(kBlock * blocks + 8);
  scratch.lower.assign(kBins * columns, 0);
  scratch.histograms.resize(3 * kBins * stride);
  scratch.energies.resize(2 * stride);
  scratch.norms.resize(2 * stride);
  scratch.factors.resize(2 * stride);
  float *block_row = scratch.blocks.data();
  while (reinterpret_cast<uintptr_t>(block_row) % 16 != 0) ++block_row;

  for (int32_t row = cells.top; row <= cells.bottom; ++row) {
    std::fill(block_row, block_row + kBlock * blocks, 0.0f);
    for (int32_t i = 0; i < kCell; ++i) {
      const int32_t y = kCell * row - kCell / 2 + i;
      if (y < 1 || y >= bottom) continue;
      GradientRow in;
      // So that index 0 is the row's first pixel that counts.
      for (int c = 0; c < 3; ++c)
        in.row[c] = pixels.plane[c] + ptrdiff_t{y - pixels.rect.top} * pixels.stride +
                    (first - pixels.rect.left);
      in.stride = pixels.stride;
      in.magnitudes = scratch.magnitudes.data() + (first - start);
      in.bins = scratch.bins.data() + (first - start);
      const int32_t middle = std::clamp(tail, first, last);
      if (middle > first) Gradients<Ties::kLater>(in, 0, static_cast<size_t>(middle - first));
      if (last > middle)
        Gradients<Ties::kEarlier>(in, static_cast<size_t>(middle - first),
                                  static_cast<size_t>(last - middle));
      // Whole vectors were written.
      std::fill(scratch.magnitudes.begin() + (last - start), scratch.magnitudes.end(), 0.0f);
      std::fill(scratch.bins.begin() + (last - start), scratch.bins.end(), uint8_t{0});
      Accumulate(scratch.magnitudes.data(), scratch.bins.data(), blocks, i, block_row);
    }
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
               out.data + static_cast<size_t>(place - places.top) * HogGrid::kPlanes * out.stride,
               out.stride);
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
