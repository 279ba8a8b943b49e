// In what order the numbers of a discrete Fourier transform are taken and put, for the sizes of the
// filters' tiles.
#pragma once

#include <cstddef>
#include <utility>

#include "filter_kernels.h"

namespace vision {
namespace filter {

constexpr size_t kLargest = FilterBank::kSizes.back();
// A complex number for each of 16 pairs of planes, and of 8 detectors.
constexpr size_t kPairs = 16, kNumber = 2 * kPairs;
constexpr size_t kLanes = 8, kResponse = 2 * kLanes;

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

// A transform of n = first * second numbers is made of transforms of each: 3 to 8. Where they have
// no common divisor, an order of the numbers makes twiddle factors superfluous (Good and Thomas).
constexpr int first_factor(int n) {
  return n == 30 || n == 40 ? 5 : n == 36 || n == 48 ? 6 : n % 3 == 0 ? 3 : 4;
}

constexpr int divisor(int a, int b) { return b == 0 ? a : divisor(b, a % b); }

template <int n>
struct Order {
  static constexpr int kFirst = first_factor(n), kSecond = n / kFirst;
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

}  // namespace filter
}  // namespace vision
