#include <algorithm>
#include <cmath>

#include "filter_kernels.h"

namespace vision {

FilterBank::FilterBank(const DetectorParameters &parameters) : cache_(std::make_unique<Cache>()) {
  for (auto &spectra : *cache_) spectra.store(nullptr, std::memory_order_relaxed);
  for (const DetectorFilter &filter : parameters.filters) {
    thresholds_.push_back(filter.threshold);
    double squares = 0;
    for (size_t y = 0; y < kWindow; ++y) {
      for (size_t x = 0; x < kWindow; ++x) {
        for (size_t plane = 0; plane < DetectorFilter::planes; ++plane) {
          double tap = 0;
          for (int32_t term = 0; term < filter.terms[plane]; ++term)
            tap +=
                static_cast<double>(filter.columns[plane][term][y]) * filter.rows[plane][term][x];
          taps_.push_back(static_cast<float>(tap));
          squares += tap * tap;
        }
        taps_.push_back(0);
      }
    }
    norms_.push_back(std::sqrt(squares));
  }
}

FilterBank::~FilterBank() {
  for (auto &spectra : *cache_) delete spectra.load(std::memory_order_relaxed);
}

const FilterBank::Spectra &FilterBank::spectra(size_t rows, size_t columns,
                                               MakeSpectra make) const {
  std::atomic<const Spectra *> &kept = (*cache_)[rows * kSizes.size() + columns];
  if (const Spectra *known = kept.load(std::memory_order_acquire)) return *known;
  auto made = std::make_unique<Spectra>();
  make(*this, rows, columns, *made);
  const Spectra *other = nullptr;
  if (!kept.compare_exchange_strong(other, made.get(), std::memory_order_acq_rel,
                                    std::memory_order_acquire))
    return *other;
  return *made.release();
}

double FilterBank::confidence(int32_t detector, const float *features, size_t stride) const {
  const float *taps = this->taps(detector);
  constexpr size_t kRow = kWindow * kPlace;
  double sums[4] = {};
  for (size_t row = 0; row < kWindow; ++row, taps += kRow, features += stride)
    for (size_t i = 0; i < kRow; i += 4)
      for (size_t lane = 0; lane < 4; ++lane)
        sums[lane] += static_cast<double>(taps[i + lane]) * features[i + lane];
  const auto response = static_cast<float>((sums[0] + sums[2]) + (sums[1] + sums[3]));
  return response - thresholds_[static_cast<size_t>(detector)];
}

}  // namespace vision
