#include <algorithm>
#include <cmath>

#include "filter_kernels.h"

namespace vision {

namespace {

// A separable filter of one plane of features: dlib's row and column filter.
struct SeparableFilter {
  int32_t detector, plane;
  float row[FilterBank::kWindow], column[FilterBank::kWindow];
};

// What no feature exceeds. The orientations are sums of four times at most 0.1; a texture feature
// is 0.2 * 0.2357 / 0.2 times the sum of 18 numbers over the root of the sum of the squares of
// their nine pairs, which is at most 3, and rounding.
double largest_feature(int32_t plane) { return plane < 27 ? 0.40001 : 0.70721; }

int32_t pair(int32_t first, int32_t second) {
  return static_cast<int32_t>(static_cast<uint32_t>(first & 0xffff) | static_cast<uint32_t>(second)
                                                                          << 16);
}

// A filter in whole numbers, and what is lost by it.
struct Rounded {
  int32_t row[FilterBank::kWindow], column[FilterBank::kWindow];
  double largest;  // what the row's response may be at most, in its whole numbers
  double most;     // what the filter's may be
  double error;    // how far it may be off, in units of the response

  Rounded(const SeparableFilter &filter, double unit) {
    constexpr double scale = FilterBank::Integers::kFeatureScale;
    double row_sum = 0, row_peak = 0;
    for (const float tap : filter.row) {
      row_sum += std::fabs(tap);
      row_peak = std::max<double>(row_peak, std::fabs(tap));
    }
    // As large as fits: taps in 16 bits, and their sum of products with features in 31.
    const double row_scale = std::min(65000 / row_sum, 32767 / row_peak);
    const double feature = largest_feature(filter.plane) * scale;
    double taps = 0, lost = 0;
    for (int i = 0; i < FilterBank::kWindow; ++i) {
      row[i] = static_cast<int32_t>(std::lround(filter.row[i] * row_scale));
      taps += std::abs(row[i]);
      lost += std::fabs(row[i] - filter.row[i] * row_scale);
    }
    largest = feature * taps / 65536 + 1;
    // Of a row's response: by rounding it, the taps, and the features.
    const double row_error = 0.5 + lost * feature / 65536 + taps * 0.5 / 65536;
    const double column_scale = unit * 65536 / (scale * row_scale);
    most = error = 0;
    for (int i = 0; i < FilterBank::kWindow; ++i) {
      const double tap = filter.column[i] * column_scale;
      column[i] = static_cast<int32_t>(std::lround(tap));
      most += std::abs(column[i]) * largest;
      error += (std::fabs(column[i] - tap) * largest + std::abs(column[i]) * row_error) / unit;
    }
  }

  bool fits() const {
    return std::all_of(column, column + FilterBank::kWindow,
                       [](int32_t tap) { return std::abs(tap) <= 32767; });
  }
};

}  // namespace

FilterBank::FilterBank(const DetectorParameters &parameters) {
  for (const DetectorFilter &detector : parameters.filters)
    thresholds_.push_back(detector.threshold);
  tolerances_.resize(thresholds_.size());
  // In order of planes.
  std::vector<SeparableFilter> filters;
  for (int32_t p = 0; p < kPlanes; ++p) {
    integers_.planes[p] = static_cast<int32_t>(filters.size());
    for (int32_t d = 0; d < detectors(); ++d) {
      const DetectorFilter &detector = parameters.filters[d];
      for (int32_t term = 0; term < detector.terms[p]; ++term) {
        SeparableFilter filter = {d, p, {}, {}};
        std::copy_n(detector.rows[p][term], kWindow, filter.row);
        std::copy_n(detector.columns[p][term], kWindow, filter.column);
        filters.push_back(filter);
      }
    }
  }
  integers_.planes[kPlanes] = static_cast<int32_t>(filters.size());
  constexpr size_t row = 12, plane = kWindow * row, detector = kPlanes * plane;
  std::vector<double> dense(thresholds_.size() * detector);
  for (const SeparableFilter &filter : filters) {
    double *taps = dense.data() + filter.detector * detector + filter.plane * plane;
    for (int y = 0; y < kWindow; ++y)
      for (int x = 0; x < kWindow; ++x)
        taps[static_cast<size_t>(y) * row + static_cast<size_t>(x)] +=
            static_cast<double>(filter.column[y]) * filter.row[x];
  }
  dense_.assign(dense.begin(), dense.end());

  integers_.filters.resize(filters.size());
  integers_.starts.push_back(0);
  for (int32_t d = 0; d < detectors(); ++d) {
    // The finest unit in which no sum overflows, but for rounding.
    double unit = 1 << 24, most, error;
    for (bool fits = false; !fits;) {
      most = error = 0;
      fits = true;
      for (const SeparableFilter &filter : filters) {
        if (filter.detector != d) continue;
        const Rounded rounded(filter, unit);
        most += rounded.most;
        error += rounded.error;
        fits = fits && rounded.fits();
      }
      constexpr double kLimit = 2147483000;
      fits = fits && most <= kLimit && most > 0.99 * kLimit;
      if (!fits) unit *= 0.995 * kLimit / most;
    }
    for (size_t i = 0; i < filters.size(); ++i) {
      if (filters[i].detector != d) continue;
      const Rounded rounded(filters[i], unit);
      for (int k = 0; k < kPairs; ++k) {
        integers_.filters[i].row[k] = pair(rounded.row[2 * k], rounded.row[2 * k + 1]);
        integers_.filters[i].column[k] = pair(rounded.column[2 * k], rounded.column[2 * k + 1]);
      }
      integers_.by_detector.push_back(static_cast<int32_t>(i));
    }
    integers_.starts.push_back(static_cast<int32_t>(integers_.by_detector.size()));
    tolerances_[static_cast<size_t>(d)] = error + 1e-4;
    integers_.limits.push_back(static_cast<int32_t>(std::floor(
        (thresholds_[static_cast<size_t>(d)] - tolerances_[static_cast<size_t>(d)]) * unit)));
  }
}

double FilterBank::confidence(int32_t detector, const float *features, size_t stride) const {
  const float *taps = dense_.data() + static_cast<size_t>(detector) * kPlanes * kWindow * 12;
  double sums[4] = {};
  for (size_t plane = 0; plane < kPlanes; ++plane) {
    for (size_t row = 0; row < kWindow; ++row, taps += 12) {
      const float *at = features + (row * kPlanes + plane) * stride;
      for (size_t i = 0; i < 12; i += 4)
        for (size_t lane = 0; lane < 4; ++lane)
          sums[lane] += static_cast<double>(taps[i + lane]) * at[i + lane];
    }
  }
  const auto response = static_cast<float>((sums[0] + sums[2]) + (sums[1] + sums[3]));
  return response - thresholds_[static_cast<size_t>(detector)];
}

}  // namespace vision
