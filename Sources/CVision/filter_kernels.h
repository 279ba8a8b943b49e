// The filters of a detector over HOG features, compiled once for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "detector_parameters.h"

namespace vision {

// The filters of all detectors in whole numbers, for a search that misses nothing: what it finds
// too much is told apart by `score`.
class FilterBank {
 public:
  static constexpr int32_t kWindow = 10;  // places that a filter spans, to each side
  static constexpr int32_t kPlanes = 31;
  static constexpr int32_t kPairs = kWindow / 2;

  explicit FilterBank(const DetectorParameters &parameters);

  int32_t detectors() const { return static_cast<int32_t>(thresholds_.size()); }

  // A detector's confidence in a window: the filters' response, rounded to single precision as
  // dlib's, less the threshold. The window's first row, plane and column are at `features`; the
  // sums are exact to some 1e-7.
  double confidence(int32_t detector, const float *features, size_t stride) const;

  // How far below its threshold a detector's response may be where the whole numbers reach their
  // limit; at most this far above where they do not.
  double tolerance(int32_t detector) const { return tolerances_[static_cast<size_t>(detector)]; }

  // What the kernels read.
  struct Integers {
    // Features are multiplied by this, and rounded.
    static constexpr float kFeatureScale = 45000;
    // Two taps each, the first in the lower half: first the row's, then the column's.
    struct Filter {
      int32_t row[kPairs], column[kPairs];
    };
    // In order of planes, and where each plane's begin.
    std::vector<Filter> filters;
    int32_t planes[kPlanes + 1];
    // The filters of each detector, and where each detector's begin.
    std::vector<int32_t> by_detector;
    std::vector<int32_t> starts;
    // The response that a detector must reach.
    std::vector<int32_t> limits;
  };
  const Integers &integers() const { return integers_; }

 private:
  std::vector<float> dense_;  // [detector][plane][row][column], padded to 12 columns
  std::vector<double> thresholds_, tolerances_;
  Integers integers_;
};

// A window that may be a face: its place in the region, and which detector says so.
struct FilterHit {
  int32_t column, row, detector;
};

struct FilterScratch {
  std::vector<int32_t> pairs, sums;
};

struct FilterKernels {
  // Searches the windows whose first places are in `rows` x `columns`. The features, as HogFeatures
  // has them, are of 9 rows and columns more; behind a row's end another 32 numbers can be read.
  void (*search)(const FilterBank::Integers &bank, const float *features, size_t stride,
                 int32_t columns, int32_t rows, FilterScratch &scratch,
                 std::vector<FilterHit> &hits);

  explicit FilterKernels(int64_t target);
};

}  // namespace vision
