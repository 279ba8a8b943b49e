// The response of a detector is the correlation of the features with its taps in 31 planes: a
// product of transforms. The features are cut in tiles, each of which is transformed, multiplied
// with every detector's transform, summed over planes, and transformed back; in a tile of n rows
// the first n - 9 are right, those behind are mixed with what a circle brings round.
//
// Two planes make one complex number, plane i its real part and plane i + 16 its imaginary one: the
// real part of the correlation of two such sequences is the sum of the correlations of the planes.
// The lanes of a vector are planes, and detectors on the way back, so that nothing ever crosses
// lanes but at the beginning and in the sum over planes.
//
// What is found need not be the same on every instruction set, as long as nothing is missed, and so
// products and sums are fused where that is faster.
//
// How far a response may be off. In the following |x| is the norm of all features of a tile, |w|
// that of a detector's taps, and u = 2^-24 the unit roundoff.
//
// The detectors' transforms are rounded to some 8 bits. By the inequality of Cauchy and Schwarz and
// Parseval's theorem a response is off by at most |x| times the norm of what all the taps' rounding
// is after a transform back: this is known when the transforms are made.
//
// A pass of a transform computes sums of up to r = 8 complex numbers with coefficients of absolute
// value 1. No result goes through more than 8 roundings, those of constants counted, and no term
// reaches a result on two ways that cancel; so a part of a result is off by at most 8 u times the
// sum of the terms' absolute values, which makes sqrt(2) sqrt(r) 8 u <= 33 u of the norm. Twiddle
// factors add at most 5 u. A transform, of two passes in each direction, is off by 4 * 38 u = 152 u
// of its norm; so are those of a detector.
//
// A product summed over planes, for a frequency and its negative, is off by sqrt(2) * 72 u of the
// product of the two norms, at most.
//
// The response's transform back is off by 154 u of the norm of all of the tile's responses, right
// ones or not. As no frequency of a detector exceeds 10 |w|, by its 100 taps a plane, that norm is
// at most 10 |w| |x|.
//
// Together that is (152 + 152 + 102 + 1540) u |w| |x|, and less than 2^-13 |w| |x|; terms of second
// order disappear in what is left to kRounding.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filter_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "dispatch.h"
#include "filter_kernels.h"
#include "filter_transforms-inl.h"
#include "transform_order.h"

#ifndef VISION_FILTER_KERNELS_ONCE
#define VISION_FILTER_KERNELS_ONCE
namespace vision {
namespace filter {

// See above; and what single precision may have made of taps and responses.
constexpr double kRounding = 1.0 / 4096;
constexpr double kSmallError = 1e-4;

constexpr size_t kWindow = FilterBank::kWindow;
constexpr size_t kDetectors = FilterBank::kDetectors;
constexpr size_t kWords = kDetectors * kPairs;
// A place of features is a number as it is.
static_assert(FilterBank::kPlace == kNumber);

// What a scratch is divided in.
struct Memory {
  static constexpr size_t kRow =
      kLargest * kNumber + 16;  // 16 more, or rows would share cache sets
  static constexpr size_t kResponses = kLargest * kResponse + 16;
  static constexpr size_t kLine = kLargest * kNumber;
  static constexpr size_t kSize = kLargest * kRow + (kLargest / 2 + 1) * kResponses + 5 * kLine;
  float *tile, *responses, *line, *temporary, *first, *second, *sums;
  explicit Memory(float *memory) {
    tile = memory;
    responses = tile + kLargest * kRow;
    line = responses + (kLargest / 2 + 1) * kResponses;
    temporary = line + kLine;
    first = temporary + kLine;
    second = first + kLine;
    sums = second + kLine;
  }
};

// The tile of a direction: its size's index, and its first window.
struct Span {
  size_t size, first;
};

inline size_t windows(size_t size) {
  return static_cast<size_t>(FilterBank::kSizes[size]) - (kWindow - 1);
}

// Cuts a direction in tiles of the least sum of sizes, of which all are alike: so their transforms
// stay in the cache.
inline std::vector<Span> cut(size_t count) {
  size_t best = 0, least = std::numeric_limits<size_t>::max();
  for (size_t size = 0; size < FilterBank::kSizes.size(); ++size) {
    const size_t tiles = (count - 1) / windows(size) + 1;
    // Four more for each, because a tile's ends cost some too.
    const size_t sum = tiles * (static_cast<size_t>(FilterBank::kSizes[size]) + 4);
    if (sum < least) least = sum, best = size;
  }
  std::vector<Span> spans;
  for (size_t first = 0; first < count; first += windows(best)) spans.push_back({best, first});
  return spans;
}

}  // namespace filter
}  // namespace vision
#endif

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using namespace filter;
using namespace filter::HWY_NAMESPACE;

// Adds the squares of a row's numbers to sums, of which there are several so that none waits for
// the one before.
HWY_INLINE void AddSquares(const float *numbers, size_t places, hn::Vec<Planes> (&sums)[2]) {
  const Planes d;
  constexpr size_t kLanes = hn::MaxLanes(Planes());
  for (size_t i = 0; i < places * kNumber; i += 2 * kLanes) {
    const auto one = hn::LoadU(d, numbers + i), other = hn::LoadU(d, numbers + i + kLanes);
    sums[0] = hn::MulAdd(one, one, sums[0]);
    sums[1] = hn::MulAdd(other, other, sums[1]);
  }
}

// The sums of the lanes of four vectors, within blocks.
template <class D>
HWY_INLINE hn::Vec<D> SumBlocks(D d, hn::Vec<D> a, hn::Vec<D> b, hn::Vec<D> c, hn::Vec<D> e) {
  const hn::RepartitionToWide<hn::RebindToUnsigned<D>> wide;
  const auto ab =
      hn::BitCast(wide, hn::Add(hn::InterleaveLower(d, a, b), hn::InterleaveUpper(d, a, b)));
  const auto ce =
      hn::BitCast(wide, hn::Add(hn::InterleaveLower(d, c, e), hn::InterleaveUpper(d, c, e)));
  return hn::Add(hn::BitCast(d, hn::InterleaveLower(wide, ab, ce)),
                 hn::BitCast(d, hn::InterleaveUpper(wide, ab, ce)));
}

// The sums of vectors, one for each of five detectors, as a complex number of eight lanes. The
// lanes behind the fifth are of no use.
template <class D>
HWY_INLINE void SumLanes(D d, const hn::Vec<D> *re, const hn::Vec<D> *im, float *to) {
  if constexpr (hn::MaxLanes(D()) == 16) {
    const hn::Half<D> half;
    using V = hn::Vec<decltype(half)>;
    V half_re[kDetectors], half_im[kDetectors];
    for (size_t i = 0; i < kDetectors; ++i) {
      half_re[i] = hn::Add(hn::LowerHalf(half, re[i]), hn::UpperHalf(half, re[i]));
      half_im[i] = hn::Add(hn::LowerHalf(half, im[i]), hn::UpperHalf(half, im[i]));
    }
    SumLanes(half, half_re, half_im, to);
  } else {
    const auto re4 = SumBlocks(d, re[0], re[1], re[2], re[3]),
               im4 = SumBlocks(d, im[0], im[1], im[2], im[3]);
    const auto last = SumBlocks(d, re[4], re[4], im[4], im[4]), last_im = hn::Shuffle1032(last);
    if constexpr (hn::MaxLanes(D()) == 8) {
      hn::StoreU(hn::Add(hn::ConcatLowerLower(d, last, re4), hn::ConcatUpperUpper(d, last, re4)), d,
                 to);
      hn::StoreU(
          hn::Add(hn::ConcatLowerLower(d, last_im, im4), hn::ConcatUpperUpper(d, last_im, im4)), d,
          to + kLanes);
    } else {
      hn::StoreU(re4, d, to);
      hn::StoreU(last, d, to + 4);
      hn::StoreU(im4, d, to + kLanes);
      hn::StoreU(last_im, d, to + kLanes + 4);
    }
  }
}

// Adds the product of a frequency with each detector's conjugate to sums, or the conjugate of that.
template <bool conjugate, class V>
HWY_INLINE void AddProducts(const float *number, const uint32_t *words, V *re, V *im) {
  const Planes d;
  const hn::RebindToUnsigned<Planes> u32;
  for (size_t lane = 0; lane < kPairs; lane += hn::MaxLanes(Planes())) {
    const auto z_re = hn::LoadU(d, number + lane), z_im = hn::LoadU(d, number + kPairs + lane);
    for (size_t i = 0; i < kDetectors; ++i) {
      const auto word = hn::LoadU(u32, words + i * kPairs + lane);
      const auto w_re = hn::BitCast(d, word), w_im = hn::BitCast(d, hn::ShiftLeft<16>(word));
      re[i] = hn::MulAdd(z_im, w_im, hn::MulAdd(z_re, w_re, re[i]));
      if (conjugate)
        im[i] = hn::MulAdd(z_re, w_im, hn::NegMulAdd(z_im, w_re, im[i]));
      else
        im[i] = hn::NegMulAdd(z_re, w_im, hn::MulAdd(z_im, w_re, im[i]));
    }
  }
}

// The product of a frequency with each detector's conjugate, summed over planes, plus the conjugate
// of that of the negative frequency: so only the real part of the responses is left.
HWY_INLINE void Multiply(const float *one, const uint32_t *one_words, const float *other,
                         const uint32_t *other_words, float *to) {
  const Planes d;
  hn::Vec<Planes> re[kDetectors], im[kDetectors];
  for (size_t i = 0; i < kDetectors; ++i) re[i] = im[i] = hn::Zero(d);
  AddProducts<false>(one, one_words, re, im);
  AddProducts<true>(other, other_words, re, im);
  SumLanes(d, re, im, to);
}

// Complex numbers as words: the imaginary part's first 16 bits in the lower half, and in the upper
// half the 16 bits by which the word, read as a number, is closest to the real part. Adds up the
// squares of what is lost.
HWY_INLINE hn::Vec<Planes> Round(const float *number, hn::Vec<Planes> scale, uint32_t *words,
                                 hn::Vec<Planes> lost) {
  const Planes d;
  const hn::RebindToUnsigned<Planes> u32;
  for (size_t lane = 0; lane < kPairs; lane += hn::MaxLanes(Planes())) {
    const auto re = hn::Mul(hn::LoadU(d, number + lane), scale),
               im = hn::Mul(hn::LoadU(d, number + kPairs + lane), scale);
    const auto half = hn::Set(u32, 0x8000), upper = hn::Set(u32, 0xffff0000);
    const auto low = hn::ShiftRight<16>(hn::Add(hn::BitCast(u32, im), half));
    // Not where the number is next to none: it would wrap around.
    const auto bits = hn::BitCast(
        u32, hn::IfThenElse(hn::Lt(hn::Abs(re), hn::Set(d, 1e-30f)), hn::Set(d, 1e-30f), re));
    const auto word = hn::Or(hn::And(hn::Add(hn::Sub(bits, low), half), upper), low);
    hn::StoreU(word, u32, words + lane);
    const auto lost_re = hn::Sub(hn::BitCast(d, word), re),
               lost_im = hn::Sub(hn::BitCast(d, hn::ShiftLeft<16>(word)), im);
    lost = hn::MulAdd(lost_im, lost_im, hn::MulAdd(lost_re, lost_re, lost));
  }
  return lost;
}

void MakeSpectra(const FilterBank &bank, size_t row_size, size_t column_size,
                 FilterBank::Spectra &spectra) {
  const auto rows = static_cast<size_t>(FilterBank::kSizes[row_size]),
             columns = static_cast<size_t>(FilterBank::kSizes[column_size]);
  const Planes d;
  spectra.words = hwy::AllocateAligned<uint32_t>(rows * columns * kWords);
  auto scratch = hwy::AllocateAligned<float>(Memory::kSize);
  if (!spectra.words || !scratch) throw std::bad_alloc();
  std::fill(spectra.words.get(), spectra.words.get() + rows * columns * kWords, 0);
  const Memory memory(scratch.get());
  const TransformFunction across = Forward(column_size, Indices()),
                          down = Forward(row_size, Indices());
  const Steps across_steps = steps(column_size, kNumber, kNumber),
              down_steps = steps(row_size, Memory::kRow, kNumber);
  const auto places = static_cast<double>(rows * columns);
  std::fill(memory.tile + kWindow * Memory::kRow, memory.tile + rows * Memory::kRow, 0.0f);
  std::fill(memory.line, memory.line + columns * kNumber, 0.0f);
  for (int32_t detector = 0; detector < bank.detectors(); ++detector) {
    const float *taps = bank.taps(detector);
    for (size_t y = 0; y < kWindow; ++y, taps += kWindow * kNumber) {
      std::copy(taps, taps + kWindow * kNumber, memory.line);
      across(memory.line, memory.tile + y * Memory::kRow, across_steps, memory.temporary);
    }
    double squares = 0;
    for (size_t x = 0; x < columns; ++x) {
      down(memory.tile + x * kNumber, memory.first, down_steps, memory.temporary);
      auto lost = hn::Zero(d);
      // Twice the response of a complex transform back and forth is what Multiply makes.
      const auto scale = hn::Set(d, static_cast<float>(0.5 / places));
      for (size_t y = 0; y < rows; ++y)
        lost = Round(
            memory.first + y * kNumber, scale,
            spectra.words.get() + (x * rows + y) * kWords + static_cast<size_t>(detector) * kPairs,
            lost);
      squares += hn::GetLane(hn::SumOfLanes(d, lost));
    }
    // The sum is exact to less than 1e-4.
    spectra.errors[static_cast<size_t>(detector)] = 2 * std::sqrt(places * squares) * (1 + 1e-4);
  }
}

// A tile of a region: its sizes, by their indices and as they are, and how many windows it has.
struct Tile {
  Span down, across;
  size_t height, width, window_rows, window_columns;

  Tile(Span rows_span, Span columns_span, size_t rows, size_t columns)
      : down(rows_span),
        across(columns_span),
        height(static_cast<size_t>(FilterBank::kSizes[down.size])),
        width(static_cast<size_t>(FilterBank::kSizes[across.size])),
        window_rows(std::min(rows - down.first, windows(down.size))),
        window_columns(std::min(columns - across.first, windows(across.size))) {}
};

// Transforms the features of a tile along its rows. Returns their norm, or a little more.
double TransformRows(const Tile &tile, const float *features, size_t stride, const Memory &memory) {
  const Planes planes;
  const TransformFunction transform = Forward(tile.across.size, Indices());
  const Steps order = steps(tile.across.size, kNumber, kNumber);
  const size_t rows = tile.window_rows + kWindow - 1, columns = tile.window_columns + kWindow - 1;
  features += tile.down.first * stride + tile.across.first * kNumber;
  std::fill(memory.line + columns * kNumber, memory.line + tile.width * kNumber, 0.0f);
  hn::Vec<Planes> squares[2] = {hn::Zero(planes), hn::Zero(planes)};
  for (size_t y = 0; y < rows; ++y, features += stride) {
    AddSquares(features, columns, squares);
    // Where the features end before the tile it goes on with zeros.
    const float *line = features;
    if (columns < tile.width) {
      std::copy(features, features + columns * kNumber, memory.line);
      line = memory.line;
    }
    transform(line, memory.tile + y * Memory::kRow, order, memory.temporary);
  }
  for (size_t y = rows; y < tile.height; ++y) {
    float *row = memory.tile + y * Memory::kRow;
    std::fill(row, row + tile.width * kNumber, 0.0f);
  }
  const auto sum =
      static_cast<double>(hn::GetLane(hn::SumOfLanes(planes, hn::Add(squares[0], squares[1]))));
  return std::sqrt(sum * (1 + 1e-3));
}

// Transforms the columns of a tile, multiplies with the detectors, and transforms the responses'
// columns back: half of them, as the others mirror them.
void RespondColumns(const Tile &tile, const FilterBank::Spectra &spectra, const Memory &memory) {
  const TransformFunction transform = Forward(tile.down.size, Indices()),
                          back = Back(tile.down.size, Indices());
  const Steps order = steps(tile.down.size, Memory::kRow, kNumber),
              back_order = steps(tile.down.size, kResponse, kResponse);
  for (size_t x = 0; x <= tile.width / 2; ++x) {
    const bool self = x == 0 || 2 * x == tile.width;
    const size_t negative = self ? x : tile.width - x;
    transform(memory.tile + x * kNumber, memory.first, order, memory.temporary);
    if (!self) transform(memory.tile + negative * kNumber, memory.second, order, memory.temporary);
    const float *second = self ? memory.first : memory.second;
    const uint32_t *words = spectra.words.get() + x * tile.height * kWords,
                   *second_words = spectra.words.get() + negative * tile.height * kWords;
    for (size_t y = 0; y < (self ? tile.height / 2 + 1 : tile.height); ++y) {
      const size_t opposite = y == 0 ? 0 : tile.height - y;
      float *sums = memory.sums + y * kResponse;
      Multiply(memory.first + y * kNumber, words + y * kWords, second + opposite * kNumber,
               second_words + opposite * kWords, sums);
      if (!self || opposite == y) continue;
      float *mirrored = memory.sums + opposite * kResponse;
      for (size_t i = 0; i < kLanes; ++i) {
        mirrored[i] = sums[i];
        mirrored[kLanes + i] = -sums[kLanes + i];
      }
    }
    back(memory.sums, memory.responses + x * Memory::kResponses, back_order, memory.temporary);
  }
}

// Joins two rows of responses, which are real, to one of complex numbers.
void JoinRows(const float *from, size_t width, float *to) {
  const Detectors d;
  for (size_t x = 0; x <= width / 2; ++x, from += Memory::kResponses) {
    float *one = to + x * kResponse, *opposite = to + (x == 0 ? 0 : width - x) * kResponse;
    for (size_t lane = 0; lane < kLanes; lane += hn::MaxLanes(d)) {
      const auto re = hn::LoadU(d, from + lane), im = hn::LoadU(d, from + kLanes + lane);
      const auto next_re = hn::LoadU(d, from + kResponse + lane),
                 next_im = hn::LoadU(d, from + kResponse + kLanes + lane);
      hn::StoreU(hn::Add(re, next_im), d, opposite + lane);
      hn::StoreU(hn::Sub(next_re, im), d, opposite + kLanes + lane);
      hn::StoreU(hn::Sub(re, next_im), d, one + lane);
      hn::StoreU(hn::Add(next_re, im), d, one + kLanes + lane);
    }
  }
}

// Whether any of two rows' responses in a column reaches its limit.
HWY_INLINE bool IsAnyOver(const float *responses, const float *limits) {
  const Detectors d;
  auto over = hn::Zero(d);
  for (size_t lane = 0; lane < kLanes; lane += hn::MaxLanes(d)) {
    const auto most =
        hn::Max(hn::LoadU(d, responses + lane), hn::LoadU(d, responses + kLanes + lane));
    over = hn::Or(over, hn::VecFromMask(d, hn::Ge(most, hn::LoadU(d, limits + lane))));
  }
  return !hn::AllFalse(d, hn::MaskFromVec(over));
}

// Transforms the responses' rows back, two at a time, and reports those that reach their limits.
void ReportRows(const Tile &tile, const float *limits, const Memory &memory,
                std::vector<FilterHit> &hits) {
  const TransformFunction back = Back(tile.across.size, Indices());
  const Steps order = steps(tile.across.size, kResponse, kResponse);
  for (size_t y = 0; y < tile.window_rows; y += 2) {
    JoinRows(memory.responses + y * kResponse, tile.width, memory.sums);
    back(memory.sums, memory.first, order, memory.temporary);
    const size_t both = std::min<size_t>(tile.window_rows - y, 2);
    for (size_t x = 0; x < tile.window_columns; ++x) {
      const float *responses = memory.first + x * kResponse;
      if (HWY_LIKELY(!IsAnyOver(responses, limits))) continue;
      for (size_t row = 0; row < both; ++row)
        for (size_t i = 0; i < kDetectors; ++i)
          if (responses[row * kLanes + i] >= limits[i])
            hits.push_back({static_cast<int32_t>(tile.across.first + x),
                            static_cast<int32_t>(tile.down.first + y + row),
                            static_cast<int32_t>(i)});
    }
  }
}

void SearchTile(const FilterBank &bank, const Tile &tile, const float *features, size_t stride,
                const Memory &memory, std::vector<FilterHit> &hits) {
  const FilterBank::Spectra &spectra = bank.spectra(tile.down.size, tile.across.size, &MakeSpectra);
  const double norm = TransformRows(tile, features, stride, memory);
  RespondColumns(tile, spectra, memory);
  HWY_ALIGN float limits[kLanes];
  std::fill(limits, limits + kLanes, std::numeric_limits<float>::infinity());
  for (size_t i = 0; i < kDetectors; ++i) {
    const auto detector = static_cast<int32_t>(i);
    const double error = norm * (spectra.errors[i] + bank.norm(detector) * kRounding);
    limits[i] = static_cast<float>(bank.threshold(detector) - kSmallError - error);
  }
  ReportRows(tile, limits, memory, hits);
}

void Search(const FilterBank &bank, const float *features, size_t stride, int32_t columns,
            int32_t rows, FilterScratch &scratch, std::vector<FilterHit> &hits) {
  if (columns <= 0 || rows <= 0) return;
  if (!scratch.memory) scratch.memory = hwy::AllocateAligned<float>(Memory::kSize);
  if (!scratch.memory) throw std::bad_alloc();
  const Memory memory(scratch.memory.get());
  const auto width = static_cast<size_t>(columns), height = static_cast<size_t>(rows);
  const std::vector<Span> across = cut(width);
  for (const Span down : cut(height))
    for (const Span span : across)
      SearchTile(bank, Tile(down, span, height, width), features, stride, memory, hits);
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
