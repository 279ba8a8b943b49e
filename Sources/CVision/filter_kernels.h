// A search with the filters of a detector over HOG features, compiled once for each instruction
// set.
#pragma once

#include <hwy/aligned_allocator.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "detector_parameters.h"

namespace vision {

// The filters of all detectors, and their transforms for a search that misses nothing: what it
// finds too much is told apart by `confidence`. Immutable to those who use it, shared by all
// threads.
class FilterBank {
 public:
  static constexpr int32_t kWindow = 10;  // places that a filter spans, to each side
  // Numbers of a place, as HogFeatures has them: 31 features and a zero.
  static constexpr size_t kPlace = 32;
  static constexpr int32_t kDetectors = DetectorParameters::filter_count;

  explicit FilterBank(const DetectorParameters &parameters);
  ~FilterBank();

  int32_t detectors() const { return kDetectors; }
  double threshold(int32_t detector) const { return thresholds_[static_cast<size_t>(detector)]; }

  // A detector's confidence in a window: the filters' response, rounded to single precision as
  // dlib's, less the threshold. The window's first place is at `features`; the sums are exact to
  // some 1e-7.
  double confidence(int32_t detector, const float *features, size_t stride) const;

  // A detector's taps, as the features of a window: [row][column][plane]. And their norm.
  const float *taps(int32_t detector) const {
    return taps_.data() + static_cast<size_t>(detector) * kWindow * kWindow * kPlace;
  }
  double norm(int32_t detector) const { return norms_[static_cast<size_t>(detector)]; }

  // The discrete Fourier transforms of all detectors in a tile of some size.
  struct Spectra {
    // [column][row][detector][16]: two planes a number, see `Round`.
    hwy::AlignedFreeUniquePtr<uint32_t[]> words;
    // How far a response may be off because of the words' rounding, for features of norm 1.
    std::array<double, kDetectors> errors{};
  };
  // The tiles' sizes, in rows as in columns. All are even.
  static constexpr std::array<int32_t, 9> kSizes = {12, 16, 20, 24, 30, 32, 36, 40, 48};
  using MakeSpectra = void (*)(const FilterBank &bank, size_t rows, size_t columns,
                               Spectra &spectra);
  // The transforms for tiles of sizes by their indices: made when first asked for, and kept. Any
  // thread may ask: should two be first, one's work is thrown away. There is no lock, which a
  // process that forks meanwhile could inherit locked. Throws std::bad_alloc.
  const Spectra &spectra(size_t rows, size_t columns, MakeSpectra make) const;

 private:
  std::vector<float> taps_;
  std::vector<double> thresholds_, norms_;
  using Cache = std::array<std::atomic<const Spectra *>, kSizes.size() * kSizes.size()>;
  std::unique_ptr<Cache> cache_;
};

// A window that may be a face: its place in the region, and which detector says so.
struct FilterHit {
  int32_t column, row, detector;
};

struct FilterScratch {
  hwy::AlignedFreeUniquePtr<float[]> memory;
};

struct FilterKernels {
  // Searches the windows whose first places are in `rows` x `columns`: every one is found where a
  // detector's response reaches its threshold, and some where it stays a little below. The
  // features, as HogFeatures has them, are of 9 rows and columns more. Throws std::bad_alloc.
  void (*search)(const FilterBank &bank, const float *features, size_t stride, int32_t columns,
                 int32_t rows, FilterScratch &scratch, std::vector<FilterHit> &hits);

  explicit FilterKernels(int64_t target);
};

}  // namespace vision
