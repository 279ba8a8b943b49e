// dlib's frontal face detector, searched a level or a part of one at a time.
//
// dlib searches every level of the pyramid with five detectors, sorts what it found by confidence,
// and keeps each window that no kept one of higher confidence overlaps. Whether a window is kept
// depends only on those that overlap it with more confidence, and on what these depend on in turn:
// so that can be told without a search of everything.
#pragma once

#include <dlib/geometry/rectangle.h>
#include <dlib/image_processing/box_overlap_testing.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "detector_parameters.h"
#include "filter_kernels.h"
#include "hog_kernels.h"
#include "pyramid.h"
#include "window_grid.h"

namespace vision {

// Where a detector responds above its threshold.
struct FaceWindow {
  int32_t level, column, row, detector;
  double confidence;
  // In pixels of level 0, where dlib compares them; and of the image as given.
  dlib::rectangle box, image_box;
};

// Whether dlib keeps a window.
enum class Verdict : uint8_t { kUnknown, kKept, kDropped, kUnsure };

// What the detector is made of; immutable, shared by all threads.
struct FaceModel {
  FilterBank filters;
  dlib::test_box_overlap overlap;

  explicit FaceModel(const DetectorParameters &parameters);
};

class FaceSearch {
 public:
  // How much the confidence of a window may differ from dlib's, which sums in single precision in
  // another order: some 2e-6 was seen at most. What depends on less is unsure.
  static constexpr double kRounding = 1e-5;

  explicit FaceSearch(const FaceModel &model, int64_t target = 0);

  // `rgb` must outlive the search. A verdict depends on windows that are up to `reach` levels
  // finer: of all levels it is dlib's. Throws std::bad_alloc, as all that follow.
  void reset(const uint8_t *rgb, int32_t width, int32_t height, int32_t upsample,
             int32_t reach = std::numeric_limits<int32_t>::max());

  // Level 0 has the smallest windows.
  int32_t levels() const { return pyramid_.levels(); }
  // The largest number of pixels that a box of a level has.
  int64_t largest_area(int32_t level) const;

  void search_level(int32_t level);
  // Every window on any level whose box overlaps another by an intersection over union of at least
  // `least`, and perhaps more.
  void search_overlapping(const dlib::rectangle &image_box, double least);
  // Every window on any level whose box's edges have sums in these ranges, and perhaps more: that
  // is twice its centre. In pixels of the image as given.
  void search_centres(int64_t least_x, int64_t most_x, int64_t least_y, int64_t most_y);

  // What was found so far; grows with each search, and when a verdict needs more.
  const std::vector<FaceWindow> &windows() const { return windows_; }
  Verdict verdict(size_t window);

 private:
  struct Level {
    WindowGrid grid;
    std::vector<WindowRegion> searched;
    bool is_whole = false;  // searched as a whole
    LevelPixels pixels;
    bool is_made = false;
  };
  // One for each level.
  using Regions = std::vector<WindowRegion>;

  Level &level(int32_t index) { return levels_[static_cast<size_t>(index)]; }
  const Level &level(int32_t index) const { return levels_[static_cast<size_t>(index)]; }
  bool is_searched(const Level &level, const WindowRegion &region) const;
  // Searches regions, what of them was not searched yet.
  void search(const Regions &regions);
  // The regions that a function of a level's grid gives.
  template <typename Region>
  void search_each(const Region &region);
  void make_coarse();
  void search_fine(const Regions &regions);
  void search_region(int32_t index, const WindowRegion &region, const LevelPixels &pixels);
  void search_band(int32_t index, const WindowRegion &band, const LevelPixels &pixels);
  void extract(const Level &level, const WindowRegion &band, const LevelPixels &pixels,
               size_t stride);
  void add(int32_t index, const WindowRegion &band, const FilterHit &hit, double confidence);
  // Searches for windows that could overlap one, up to `reach` levels finer; returns whether all
  // were known.
  bool search_around(size_t window, int32_t reach);
  Verdict judge(size_t window);

  const FaceModel &model_;
  int64_t target_;
  HogKernels hog_;
  FilterKernels filter_;
  Pyramid pyramid_;
  int32_t reach_ = 0;
  // The levels from here on are made at once and kept.
  int32_t coarse_ = 0;
  std::vector<Level> levels_;
  std::vector<FaceWindow> windows_;
  std::vector<Verdict> verdicts_;
  std::vector<PixelRect> wanted_;
  std::vector<LevelPixels> made_;
  HogScratch hog_scratch_;
  FilterScratch filter_scratch_;
  std::vector<float> features_;
  std::vector<FilterHit> hits_;
};

}  // namespace vision
