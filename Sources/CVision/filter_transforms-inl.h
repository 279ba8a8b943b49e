// The discrete Fourier transforms of the filters' tiles, compiled once for each instruction set: in
// the way of Highway's files of this name, the guard is not passed twice for one of them.
#if defined(VISION_FILTER_TRANSFORMS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef VISION_FILTER_TRANSFORMS_INL_H
#undef VISION_FILTER_TRANSFORMS_INL_H
#else
#define VISION_FILTER_TRANSFORMS_INL_H
#endif

#include <hwy/highway.h>

#include <utility>

#include "transform_order.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace filter {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

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

}  // namespace HWY_NAMESPACE
}  // namespace filter
}  // namespace vision
HWY_AFTER_NAMESPACE();

#endif
