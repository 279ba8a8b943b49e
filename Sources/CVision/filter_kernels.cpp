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
// - The detectors' transforms are rounded to some 8 bits. By the inequality of Cauchy and Schwarz
// and
//   Parseval's theorem a response is off by at most |x| times the norm of what all the taps'
//   rounding is after a transform back: this is known when the transforms are made.
// - A pass of a transform computes sums of up to r = 8 complex numbers with coefficients of
// absolute
//   value 1. No result goes through more than 8 roundings, those of constants counted, and no term
//   reaches a result on two ways that cancel; so a part of a result is off by at most 8 u times the
//   sum of the terms' absolute values, which makes sqrt(2) sqrt(r) 8 u <= 33 u of the norm. Twiddle
//   factors add at most 5 u. A transform, of two passes in each direction, is off by 4 * 38 u = 152
//   u of its norm; so are those of a detector.
// - A product summed over planes, for a frequency and its negative, is off by sqrt(2) * 72 u of the
//   product of the two norms, at most.
// - The response's transform back is off by 154 u of the norm of all of the tile's responses, right
//   ones or not. As no frequency of a detector exceeds 10 |w|, by its 100 taps a plane, that norm
//   is at most 10 |w| |x|.
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

#ifndef VISION_FILTER_KERNELS_ONCE
#define VISION_FILTER_KERNELS_ONCE
namespace vision {
namespace filter {

// See above; and what single precision may have made of taps and responses.
constexpr double kRounding = 1.0 / 4096;
constexpr double kSmallError = 1e-4;

constexpr size_t kWindow = FilterBank::kWindow;
constexpr size_t kPlanes = FilterBank::kPlanes;
constexpr size_t kDetectors = FilterBank::kDetectors;
constexpr size_t kLargest = FilterBank::kSizes.back();
// A complex number of 16 lanes, and of 8.
constexpr size_t kPairs = 16, kNumber = 2 * kPairs;
constexpr size_t kLanes = 8, kResponse = 2 * kLanes;
constexpr size_t kWords = kDetectors * kPairs;

constexpr double kPi = 3.14159265358979323846;

// The cosine of 2 pi i / n.
constexpr double cosine(int i, int n) {
  i %= n;
  if (i < 0) i += n;
  if (2 * i > n) i = n - i;
  if (4 * i > n) return -cosine(n - 2 * i, 2 * n);
  const double angle = 2 * kPi * i / n;
  double term = 1, sum = 1;
  for (int k = 1; k <= 12; ++k) {
    term *= -angle * angle / ((2 * k - 1) * (2 * k));
    sum += term;
  }
  return sum;
}
constexpr double sine(int i, int n) { return cosine(4 * i - n, 4 * n); }

// A transform of n = first * second numbers is made of transforms of each. Where they have no
// common divisor, an order of the numbers makes twiddle factors superfluous (Good and Thomas).
template <int n>
struct Factors;
template <>
struct Factors<12> {
  static constexpr int first = 3, second = 4;
};
template <>
struct Factors<16> {
  static constexpr int first = 4, second = 4;
};
template <>
struct Factors<20> {
  static constexpr int first = 4, second = 5;
};
template <>
struct Factors<24> {
  static constexpr int first = 3, second = 8;
};
template <>
struct Factors<30> {
  static constexpr int first = 5, second = 6;
};
template <>
struct Factors<32> {
  static constexpr int first = 4, second = 8;
};
template <>
struct Factors<36> {
  static constexpr int first = 6, second = 6;
};
template <>
struct Factors<40> {
  static constexpr int first = 5, second = 8;
};
template <>
struct Factors<48> {
  static constexpr int first = 6, second = 8;
};

constexpr int divisor(int a, int b) { return b == 0 ? a : divisor(b, a % b); }

template <int n>
struct Order {
  static constexpr int kFirst = Factors<n>::first, kSecond = Factors<n>::second;
  static constexpr bool kTwiddles = divisor(kFirst, kSecond) != 1;
  // Where the first pass finds its numbers, for each of its `second` transforms; and where the
  // second puts them, for each of its `first`.
  int from[n], to[n];
  // Of the first pass' results.
  float cosines[n], sines[n];
  constexpr Order() : from(), to(), cosines(), sines() {
    for (int j = 0; j < kSecond; ++j) {
      for (int i = 0; i < kFirst; ++i) {
        from[j * kFirst + i] = kTwiddles ? kSecond * i + j : (kSecond * i + kFirst * j) % n;
        cosines[j * kFirst + i] = static_cast<float>(cosine(i * j, n));
        sines[j * kFirst + i] = static_cast<float>(sine(i * j, n));
      }
    }
    for (int i = 0; i < kFirst; ++i) {
      for (int j = 0; j < kSecond; ++j) {
        int index = i + kFirst * j;
        if (!kTwiddles)
          for (index = 0; index % kFirst != i || index % kSecond != j; ++index) {
          }
        to[i * kSecond + j] = index;
      }
    }
  }
};
template <int n>
inline constexpr Order<n> kOrder{};

// How a tile's numbers lie for a transform: its offsets for the two passes, in floats.
struct Steps {
  size_t from[kLargest], to[kLargest];
};

template <int n>
inline void set_steps(size_t from, size_t to, Steps &steps) {
  for (int i = 0; i < n; ++i) {
    steps.from[i] = static_cast<size_t>(kOrder<n>.from[i]) * from;
    steps.to[i] = static_cast<size_t>(kOrder<n>.to[i]) * to;
  }
}

template <size_t... index>
inline void set_steps(size_t size, size_t from, size_t to, Steps &steps,
                      std::index_sequence<index...>) {
  (void)((size == index && (set_steps<FilterBank::kSizes[index]>(from, to, steps), true)) || ...);
}
using Indices = std::make_index_sequence<FilterBank::kSizes.size()>;

// Steps for numbers that lie `from` and `to` floats apart. `size` is an index of kSizes.
inline Steps steps(size_t size, size_t from, size_t to) {
  Steps steps;
  set_steps(size, from, to, steps, Indices());
  return steps;
}

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

using Planes = hn::CappedTag<float, 16>;
using Detectors = hn::CappedTag<float, 8>;

template <class D>
struct Complex {
  hn::Vec<D> re, im;
};

template <class D>
HWY_INLINE Complex<D> Add(Complex<D> a, Complex<D> b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
template <class D>
HWY_INLINE Complex<D> Sub(Complex<D> a, Complex<D> b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
// a - i b, and a + i b.
template <class D>
HWY_INLINE Complex<D> SubTurned(Complex<D> a, Complex<D> b) {
  return {hn::Add(a.re, b.im), hn::Sub(a.im, b.re)};
}
template <class D>
HWY_INLINE Complex<D> AddTurned(Complex<D> a, Complex<D> b) {
  return {hn::Sub(a.re, b.im), hn::Add(a.im, b.re)};
}
template <class D>
HWY_INLINE Complex<D> Mul(D, Complex<D> a, hn::Vec<D> factor) {
  return {hn::Mul(a.re, factor), hn::Mul(a.im, factor)};
}
// sum + a factor.
template <class D>
HWY_INLINE Complex<D> MulAdd(D, Complex<D> a, hn::Vec<D> factor, Complex<D> sum) {
  return {hn::MulAdd(a.re, factor, sum.re), hn::MulAdd(a.im, factor, sum.im)};
}

// Transforms of few numbers, in place.
template <class D>
HWY_INLINE void Transform2(D, Complex<D> &a, Complex<D> &b) {
  const Complex<D> sum = Add<D>(a, b);
  b = Sub<D>(a, b);
  a = sum;
}

template <class D>
HWY_INLINE void Transform3(D d, Complex<D> &a, Complex<D> &b, Complex<D> &c) {
  constexpr auto kCosine = -0.5f, kSine = static_cast<float>(sine(1, 3));
  const Complex<D> sum = Add<D>(b, c), turned = Mul(d, Sub<D>(b, c), hn::Set(d, kSine));
  const Complex<D> middle = MulAdd(d, sum, hn::Set(d, kCosine), a);
  a = Add<D>(a, sum);
  b = SubTurned<D>(middle, turned);
  c = AddTurned<D>(middle, turned);
}

template <class D>
HWY_INLINE void Transform4(D, Complex<D> &a, Complex<D> &b, Complex<D> &c, Complex<D> &e) {
  const Complex<D> even = Add<D>(a, c), odd = Sub<D>(a, c), sum = Add<D>(b, e),
                   turned = Sub<D>(b, e);
  a = Add<D>(even, sum);
  b = SubTurned<D>(odd, turned);
  c = Sub<D>(even, sum);
  e = AddTurned<D>(odd, turned);
}

template <class D, int n>
struct Small;

template <class D>
struct Small<D, 3> {
  static HWY_INLINE void Do(D d, Complex<D> *x) { Transform3(d, x[0], x[1], x[2]); }
};
template <class D>
struct Small<D, 4> {
  static HWY_INLINE void Do(D d, Complex<D> *x) { Transform4(d, x[0], x[1], x[2], x[3]); }
};
template <class D>
struct Small<D, 5> {
  static HWY_INLINE void Do(D d, Complex<D> *x) {
    constexpr auto kCosine1 = static_cast<float>(cosine(1, 5)),
                   kCosine2 = static_cast<float>(cosine(2, 5));
    constexpr auto kSine1 = static_cast<float>(sine(1, 5)), kSine2 = static_cast<float>(sine(2, 5));
    const auto c1 = hn::Set(d, kCosine1), c2 = hn::Set(d, kCosine2), s1 = hn::Set(d, kSine1),
               s2 = hn::Set(d, kSine2);
    const Complex<D> outer = Add<D>(x[1], x[4]), inner = Add<D>(x[2], x[3]);
    const Complex<D> outer_turned = Sub<D>(x[1], x[4]), inner_turned = Sub<D>(x[2], x[3]);
    const Complex<D> m1 = MulAdd(d, inner, c2, MulAdd(d, outer, c1, x[0]));
    const Complex<D> m2 = MulAdd(d, inner, c1, MulAdd(d, outer, c2, x[0]));
    const Complex<D> t1 = MulAdd(d, inner_turned, s2, Mul(d, outer_turned, s1));
    const Complex<D> t2 = MulAdd(d, inner_turned, hn::Set(d, -kSine1), Mul(d, outer_turned, s2));
    x[0] = Add<D>(x[0], Add<D>(outer, inner));
    x[1] = SubTurned<D>(m1, t1);
    x[4] = AddTurned<D>(m1, t1);
    x[2] = SubTurned<D>(m2, t2);
    x[3] = AddTurned<D>(m2, t2);
  }
};
template <class D>
struct Small<D, 6> {
  static HWY_INLINE void Do(D d, Complex<D> *x) {
    Transform2(d, x[0], x[3]);
    Transform2(d, x[2], x[5]);
    Transform2(d, x[4], x[1]);
    Transform3(d, x[0], x[2], x[4]);
    Transform3(d, x[3], x[5], x[1]);
    // The results 0, 4, 2 and 3, 1, 5.
    std::swap(x[2], x[4]);
    std::swap(x[1], x[5]);
  }
};
template <class D>
struct Small<D, 8> {
  static HWY_INLINE void Do(D d, Complex<D> *x) {
    constexpr auto kCosine = static_cast<float>(cosine(1, 8));
    const auto half = hn::Set(d, kCosine);
    Transform4(d, x[0], x[2], x[4], x[6]);
    Transform4(d, x[1], x[3], x[5], x[7]);
    const Complex<D> a0 = x[0], a1 = x[2], a2 = x[4], a3 = x[6], b0 = x[1], b2 = x[5];
    const Complex<D> b1 = Mul(d, SubTurned<D>(x[3], x[3]), half),
                     b3 = Mul(d, AddTurned<D>(x[7], x[7]), half);
    x[0] = Add<D>(a0, b0);
    x[4] = Sub<D>(a0, b0);
    x[1] = Add<D>(a1, b1);
    x[5] = Sub<D>(a1, b1);
    x[2] = SubTurned<D>(a2, b2);
    x[6] = AddTurned<D>(a2, b2);
    x[3] = Sub<D>(a3, b3);
    x[7] = Add<D>(a3, b3);
  }
};

// Transforms n numbers of `width` lanes each, first the real parts and then the imaginary ones; or
// back, without a division by n.
template <class D, int n, size_t width, bool back>
void Transform(const float *HWY_RESTRICT from, float *HWY_RESTRICT to, const Steps &steps,
               float *HWY_RESTRICT temporary) {
  using Numbers = Order<n>;
  constexpr int kFirst = Numbers::kFirst, kSecond = Numbers::kSecond;
  constexpr size_t kReal = back ? width : 0, kImaginary = back ? 0 : width;
  const D d;
  constexpr size_t kStep = hn::MaxLanes(D());
  for (int j = 0; j < kSecond; ++j) {
    for (size_t lane = 0; lane < width; lane += kStep) {
      Complex<D> x[kFirst];
      for (int i = 0; i < kFirst; ++i) {
        const float *at = from + steps.from[j * kFirst + i] + lane;
        x[i] = {hn::LoadU(d, at + kReal), hn::LoadU(d, at + kImaginary)};
      }
      Small<D, kFirst>::Do(d, x);
      if (Numbers::kTwiddles && j != 0) {
        for (int i = 1; i < kFirst; ++i) {
          const auto c = hn::Set(d, kOrder<n>.cosines[j * kFirst + i]),
                     s = hn::Set(d, kOrder<n>.sines[j * kFirst + i]);
          x[i] = {hn::MulAdd(x[i].im, s, hn::Mul(x[i].re, c)),
                  hn::NegMulAdd(x[i].re, s, hn::Mul(x[i].im, c))};
        }
      }
      for (int i = 0; i < kFirst; ++i) {
        float *at = temporary + static_cast<size_t>(i * kSecond + j) * 2 * width + lane;
        hn::StoreU(x[i].re, d, at);
        hn::StoreU(x[i].im, d, at + width);
      }
    }
  }
  for (int i = 0; i < kFirst; ++i) {
    for (size_t lane = 0; lane < width; lane += kStep) {
      Complex<D> x[kSecond];
      for (int j = 0; j < kSecond; ++j) {
        const float *at = temporary + static_cast<size_t>(i * kSecond + j) * 2 * width + lane;
        x[j] = {hn::LoadU(d, at), hn::LoadU(d, at + width)};
      }
      Small<D, kSecond>::Do(d, x);
      for (int j = 0; j < kSecond; ++j) {
        float *at = to + steps.to[i * kSecond + j] + lane;
        hn::StoreU(x[j].re, d, at + kReal);
        hn::StoreU(x[j].im, d, at + kImaginary);
      }
    }
  }
}

using TransformFunction = void (*)(const float *, float *, const Steps &, float *);

template <size_t... index>
HWY_INLINE TransformFunction Forward(size_t size, std::index_sequence<index...>) {
  static constexpr TransformFunction kFunctions[] = {
      &Transform<Planes, FilterBank::kSizes[index], kPairs, false>...};
  return kFunctions[size];
}
template <size_t... index>
HWY_INLINE TransformFunction Back(size_t size, std::index_sequence<index...>) {
  static constexpr TransformFunction kFunctions[] = {
      &Transform<Detectors, FilterBank::kSizes[index], kLanes, true>...};
  return kFunctions[size];
}

// Four numbers of each of a vector's blocks: those of block i from pointer 4 * i + `row`.
template <class D>
HWY_INLINE hn::Vec<D> LoadBlocks(D d, const float *const *from, size_t x) {
  if constexpr (hn::MaxLanes(D()) == 4) {
    return hn::LoadU(d, from[0] + x);
  } else {
    const hn::Half<D> half;
    return hn::Combine(d, LoadBlocks(half, from + hn::MaxLanes(half), x),
                       LoadBlocks(half, from, x));
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

// The planes of a row of features as complex numbers, `count` of them and zeros up to `size`.
// Returns the sum of their squares.
HWY_INLINE hn::Vec<Planes> GatherRow(const float *features, size_t stride, size_t count,
                                     size_t size, float *line, hn::Vec<Planes> squares) {
  const Planes d;
  constexpr size_t kStep = hn::MaxLanes(Planes());
  HWY_ALIGN static constexpr float kNone[kLargest + 4] = {};
  for (size_t plane = 0; plane < kNumber; plane += kStep) {
    const float *from[kStep];
    for (size_t i = 0; i < kStep; ++i)
      from[i] = plane + i < kPlanes ? features + (plane + i) * stride : kNone;
    for (size_t x = 0; x < count; x += 4) {
      auto a = LoadBlocks(d, from, x), b = LoadBlocks(d, from + 1, x),
           c = LoadBlocks(d, from + 2, x), e = LoadBlocks(d, from + 3, x);
      TransposeBlocks(d, a, b, c, e);
      float *at = line + x * kNumber + plane;
      hn::StoreU(a, d, at);
      hn::StoreU(b, d, at + kNumber);
      hn::StoreU(c, d, at + 2 * kNumber);
      hn::StoreU(e, d, at + 3 * kNumber);
    }
  }
  std::fill(line + count * kNumber, line + size * kNumber, 0.0f);
  for (size_t i = 0; i < count * kNumber; i += kStep) {
    const auto one = hn::LoadU(d, line + i);
    squares = hn::MulAdd(one, one, squares);
  }
  return squares;
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

// The product of a frequency with each detector's conjugate, summed over planes, plus the conjugate
// of that of the negative frequency: so only the real part of the responses is left.
HWY_INLINE void Multiply(const float *one, const uint32_t *one_words, const float *other,
                         const uint32_t *other_words, float *to) {
  const Planes d;
  const hn::RebindToUnsigned<Planes> u32;
  using V = hn::Vec<Planes>;
  V re[kDetectors], im[kDetectors];
  for (size_t i = 0; i < kDetectors; ++i) re[i] = im[i] = hn::Zero(d);
  for (size_t lane = 0; lane < kPairs; lane += hn::MaxLanes(Planes())) {
    const auto z_re = hn::LoadU(d, one + lane), z_im = hn::LoadU(d, one + kPairs + lane);
    for (size_t i = 0; i < kDetectors; ++i) {
      const auto words = hn::LoadU(u32, one_words + i * kPairs + lane);
      const auto w_re = hn::BitCast(d, words), w_im = hn::BitCast(d, hn::ShiftLeft<16>(words));
      re[i] = hn::MulAdd(z_re, w_re, re[i]);
      im[i] = hn::MulAdd(z_im, w_re, im[i]);
      re[i] = hn::MulAdd(z_im, w_im, re[i]);
      im[i] = hn::NegMulAdd(z_re, w_im, im[i]);
    }
  }
  for (size_t lane = 0; lane < kPairs; lane += hn::MaxLanes(Planes())) {
    const auto z_re = hn::LoadU(d, other + lane), z_im = hn::LoadU(d, other + kPairs + lane);
    for (size_t i = 0; i < kDetectors; ++i) {
      const auto words = hn::LoadU(u32, other_words + i * kPairs + lane);
      const auto w_re = hn::BitCast(d, words), w_im = hn::BitCast(d, hn::ShiftLeft<16>(words));
      re[i] = hn::MulAdd(z_re, w_re, re[i]);
      im[i] = hn::NegMulAdd(z_im, w_re, im[i]);
      re[i] = hn::MulAdd(z_im, w_im, re[i]);
      im[i] = hn::MulAdd(z_re, w_im, im[i]);
    }
  }
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
    for (size_t y = 0; y < kWindow; ++y) {
      for (size_t plane = 0; plane < kPlanes; ++plane)
        for (size_t x = 0; x < kWindow; ++x)
          memory.line[x * kNumber + plane] =
              taps[(plane * kWindow + y) * FilterBank::kTapStride + x];
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

void SearchTile(const FilterBank &bank, const float *features, size_t stride, Span down,
                Span across, size_t columns, size_t rows, const Memory &memory,
                std::vector<FilterHit> &hits) {
  const auto height = static_cast<size_t>(FilterBank::kSizes[down.size]),
             width = static_cast<size_t>(FilterBank::kSizes[across.size]);
  const FilterBank::Spectra &spectra = bank.spectra(down.size, across.size, &MakeSpectra);
  const Planes planes;
  const Detectors d;
  // How many windows, and features, there are.
  const size_t window_rows = std::min(rows - down.first, windows(down.size));
  const size_t window_columns = std::min(columns - across.first, windows(across.size));
  const size_t feature_rows = window_rows + kWindow - 1,
               feature_columns = window_columns + kWindow - 1;
  features += down.first * kPlanes * stride + across.first;

  auto squares = hn::Zero(planes);
  {
    const TransformFunction transform = Forward(across.size, Indices());
    const Steps order = steps(across.size, kNumber, kNumber);
    for (size_t y = 0; y < feature_rows; ++y) {
      squares = GatherRow(features + y * kPlanes * stride, stride, feature_columns, width,
                          memory.line, squares);
      transform(memory.line, memory.tile + y * Memory::kRow, order, memory.temporary);
    }
    for (size_t y = feature_rows; y < height; ++y)
      std::fill(memory.tile + y * Memory::kRow, memory.tile + y * Memory::kRow + width * kNumber,
                0.0f);
  }
  {
    const TransformFunction transform = Forward(down.size, Indices()),
                            back = Back(down.size, Indices());
    const Steps order = steps(down.size, Memory::kRow, kNumber),
                back_order = steps(down.size, kResponse, kResponse);
    for (size_t x = 0; x <= width / 2; ++x) {
      const bool self = x == 0 || 2 * x == width;
      const size_t negative = self ? x : width - x;
      transform(memory.tile + x * kNumber, memory.first, order, memory.temporary);
      if (!self)
        transform(memory.tile + negative * kNumber, memory.second, order, memory.temporary);
      const float *second = self ? memory.first : memory.second;
      const uint32_t *words = spectra.words.get() + x * height * kWords,
                     *second_words = spectra.words.get() + negative * height * kWords;
      for (size_t y = 0; y < (self ? height / 2 + 1 : height); ++y) {
        const size_t opposite = y == 0 ? 0 : height - y;
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
  const double norm =
      std::sqrt(static_cast<double>(hn::GetLane(hn::SumOfLanes(planes, squares))) * (1 + 1e-3));
  HWY_ALIGN float limits[kLanes];
  for (size_t i = 0; i < kLanes; ++i) {
    limits[i] = std::numeric_limits<float>::infinity();
    if (i < static_cast<size_t>(bank.detectors())) {
      const auto detector = static_cast<int32_t>(i);
      limits[i] = static_cast<float>(bank.threshold(detector) - kSmallError -
                                     norm * (spectra.errors[i] + bank.norm(detector) * kRounding));
    }
  }
  const TransformFunction back = Back(across.size, Indices());
  const Steps order = steps(across.size, kResponse, kResponse);
  for (size_t y = 0; y < window_rows; y += 2) {
    // Two rows of responses, which are real, as one of complex numbers.
    const float *from = memory.responses + y * kResponse;
    for (size_t x = 0; x <= width / 2; ++x, from += Memory::kResponses) {
      float *to = memory.sums + x * kResponse,
            *opposite = memory.sums + (x == 0 ? 0 : width - x) * kResponse;
      for (size_t lane = 0; lane < kLanes; lane += hn::MaxLanes(d)) {
        const auto re = hn::LoadU(d, from + lane), im = hn::LoadU(d, from + kLanes + lane);
        const auto next_re = hn::LoadU(d, from + kResponse + lane),
                   next_im = hn::LoadU(d, from + kResponse + kLanes + lane);
        hn::StoreU(hn::Add(re, next_im), d, opposite + lane);
        hn::StoreU(hn::Sub(next_re, im), d, opposite + kLanes + lane);
        hn::StoreU(hn::Sub(re, next_im), d, to + lane);
        hn::StoreU(hn::Add(next_re, im), d, to + kLanes + lane);
      }
    }
    back(memory.sums, memory.first, order, memory.temporary);
    const size_t both = std::min<size_t>(window_rows - y, 2);
    for (size_t x = 0; x < window_columns; ++x) {
      const float *responses = memory.first + x * kResponse;
      auto most = hn::Zero(d);
      for (size_t lane = 0; lane < kLanes; lane += hn::MaxLanes(d)) {
        const auto limit = hn::LoadU(d, limits + lane);
        const auto over =
            hn::Max(hn::LoadU(d, responses + lane), hn::LoadU(d, responses + kLanes + lane));
        most = hn::Or(most, hn::VecFromMask(d, hn::Ge(over, limit)));
      }
      if (HWY_LIKELY(hn::AllFalse(d, hn::MaskFromVec(most)))) continue;
      for (size_t row = 0; row < both; ++row)
        for (size_t i = 0; i < kDetectors; ++i)
          if (responses[row * kLanes + i] >= limits[i])
            hits.push_back({static_cast<int32_t>(across.first + x),
                            static_cast<int32_t>(down.first + y + row), static_cast<int32_t>(i)});
    }
  }
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
      SearchTile(bank, features, stride, down, span, width, height, memory, hits);
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
