#include "face_search.h"

#include <algorithm>

namespace vision {

namespace {

constexpr int32_t kWindow = FilterBank::kWindow;
constexpr int32_t kBorder = WindowGrid::kBorder;
constexpr size_t kPlace = HogFeatures::kPlace;
static_assert(kPlace == FilterBank::kPlace);

// Levels that together have no more pixels than this are made at once and kept.
constexpr int64_t kCoarsePixels = 6'000'000;
// So many rows of windows are searched at a time, so that memory stays small.
constexpr int32_t kBandRows = 64;
// Boxes that overlap by an intersection over union of a third are at most so many levels apart.
constexpr int32_t kNear = 3;
// So many pixels of finer levels are made at once, and what windows at the edges of a part span.
constexpr int64_t kFinePixels = 8'000'000;

// A region a band at a time.
template <typename Call>
void for_bands(const WindowRegion &region, const Call &call) {
  for (int32_t row = region.rows.first; row < region.rows.end; row += kBandRows)
    call(WindowRegion{region.columns, {row, std::min(row + kBandRows, region.rows.end)}});
}

}  // namespace

FaceModel::FaceModel(const DetectorParameters &parameters)
    : filters(parameters), overlap(parameters.overlap_threshold, parameters.covered_threshold) {}

FaceSearch::FaceSearch(const FaceModel &model, int64_t target)
    : model_(model), target_(target), hog_(target), filter_(target) {}

void FaceSearch::reset(const uint8_t *rgb, int32_t width, int32_t height, int32_t upsample,
                       int32_t reach) {
  pyramid_.reset(rgb, width, height, upsample, target_);
  reach_ = reach;
  windows_.clear();
  verdicts_.clear();
  const auto count = static_cast<size_t>(levels());
  if (levels_.size() < count) levels_.resize(count);
  if (made_.size() < count) made_.resize(count);
  wanted_.resize(count);
  for (int32_t l = 0; l < levels(); ++l) {
    level(l).grid.reset(pyramid_.width(l), pyramid_.height(l), l, upsample);
    level(l).searched.clear();
    level(l).is_whole = level(l).is_made = false;
  }
  int64_t pixels = 0;
  coarse_ = levels();
  while (coarse_ > 0) {
    pixels += int64_t{pyramid_.width(coarse_ - 1)} * pyramid_.height(coarse_ - 1);
    if (pixels > kCoarsePixels) break;
    --coarse_;
  }
}

int64_t FaceSearch::largest_area(int32_t index) const { return level(index).grid.largest_area(); }

bool FaceSearch::is_searched(const Level &level, const WindowRegion &region) const {
  if (region.empty() || level.is_whole) return true;
  return std::any_of(level.searched.begin(), level.searched.end(),
                     [&](const WindowRegion &other) { return other.contains(region); });
}

void FaceSearch::search_level(int32_t index) {
  Regions regions(static_cast<size_t>(levels()));
  regions[static_cast<size_t>(index)] = level(index).grid.whole();
  search(regions);
}

template <typename Region>
void FaceSearch::search_each(const Region &region) {
  Regions regions;
  for (int32_t l = 0; l < levels(); ++l) regions.push_back(region(level(l).grid));
  search(regions);
}

void FaceSearch::search_overlapping(const dlib::rectangle &image_box, double least) {
  search_each([&](const WindowGrid &grid) { return grid.overlapping(image_box, least); });
}

void FaceSearch::search_centres(int64_t least_x, int64_t most_x, int64_t least_y, int64_t most_y) {
  search_each(
      [&](const WindowGrid &grid) { return grid.centred(least_x, most_x, least_y, most_y); });
}

void FaceSearch::search(const Regions &regions) {
  Regions fine(regions.size());
  for (int32_t l = 0; l < levels(); ++l) {
    const WindowRegion &region = regions[static_cast<size_t>(l)];
    if (is_searched(level(l), region)) continue;
    if (l < coarse_) {
      fine[static_cast<size_t>(l)] = region;
    } else {
      if (!level(l).is_made) make_coarse();
      search_region(l, region, level(l).pixels);
    }
  }
  search_fine(fine);
  for (int32_t l = 0; l < levels(); ++l) {
    const WindowRegion &region = regions[static_cast<size_t>(l)];
    if (is_searched(level(l), region)) continue;
    level(l).searched.push_back(region);
    level(l).is_whole = level(l).is_whole || region.contains(level(l).grid.whole());
  }
}

// Makes the coarse levels as a whole, and keeps them.
void FaceSearch::make_coarse() {
  const auto exchange = [&] {
    for (int32_t l = 0; l < levels(); ++l)
      std::swap(made_[static_cast<size_t>(l)], level(l).pixels);
  };
  for (int32_t l = 0; l < levels(); ++l) {
    level(l).is_made = l >= coarse_;
    wanted_[static_cast<size_t>(l)] =
        l < coarse_ ? PixelRect{} : PixelRect{0, 0, pyramid_.width(l), pyramid_.height(l)};
  }
  exchange();
  pyramid_.make(wanted_.data(), made_.data());
  exchange();
}

// Searches regions of levels that are not kept, of all levels in one pass over the image: in parts,
// from the top down, where that would take much memory.
void FaceSearch::search_fine(const Regions &regions) {
  const auto pixels = [&](int32_t l, const WindowRegion &region) {
    const WindowGrid &grid = level(l).grid;
    return region.empty() ? PixelRect{} : grid.places().pixels(grid.spanned(region));
  };
  int64_t sum = 0;
  for (int32_t l = 0; l < levels(); ++l) {
    const PixelRect rect = pixels(l, regions[static_cast<size_t>(l)]);
    sum += int64_t{rect.width()} * rect.height();
  }
  const auto parts = static_cast<int32_t>((sum + kFinePixels - 1) / kFinePixels);
  Regions part(regions.size());
  for (int32_t i = 0; i < parts; ++i) {
    for (int32_t l = 0; l < levels(); ++l) {
      const auto &[columns, rows] = regions[static_cast<size_t>(l)];
      const int32_t count = rows.end - rows.first;
      part[static_cast<size_t>(l)] = {
          columns, {rows.first + count * i / parts, rows.first + count * (i + 1) / parts}};
      wanted_[static_cast<size_t>(l)] = pixels(l, part[static_cast<size_t>(l)]);
    }
    pyramid_.make(wanted_.data(), made_.data());
    for (int32_t l = 0; l < levels(); ++l)
      search_region(l, part[static_cast<size_t>(l)], made_[static_cast<size_t>(l)]);
  }
}

void FaceSearch::search_region(int32_t index, const WindowRegion &region,
                               const LevelPixels &pixels) {
  for_bands(region, [&](const WindowRegion &band) { search_band(index, band, pixels); });
}

void FaceSearch::search_band(int32_t index, const WindowRegion &band, const LevelPixels &pixels) {
  if (level(index).grid.spanned(band).is_empty()) return;
  const int32_t columns = band.columns.end - band.columns.first,
                rows = band.rows.end - band.rows.first;
  const size_t stride = static_cast<size_t>(columns + kWindow - 1) * kPlace;
  extract(level(index), band, pixels, stride);
  hits_.clear();
  filter_.search(model_.filters, features_.data(), stride, columns, rows, filter_scratch_, hits_);
  for (const FilterHit &hit : hits_) {
    const float *window = features_.data() + static_cast<size_t>(hit.row) * stride +
                          static_cast<size_t>(hit.column) * kPlace;
    const double confidence = model_.filters.confidence(hit.detector, window, stride);
    if (confidence >= -kRounding) add(index, band, hit, confidence);
  }
}

// Puts the features that a band's windows span in `features_`, and zeros where there are none.
void FaceSearch::extract(const Level &level, const WindowRegion &band, const LevelPixels &pixels,
                         size_t stride) {
  const CellRect spanned = level.grid.spanned(band);
  const auto rows = static_cast<size_t>(band.rows.end - band.rows.first + kWindow - 1);
  const size_t size = rows * stride + HogFeatures::kOverrun * kPlace;
  if (features_.size() < size) features_.resize(size);
  float *features = features_.data();
  const auto first_row = static_cast<size_t>(spanned.top - (band.rows.first - kBorder)),
             end_row = first_row + static_cast<size_t>(spanned.height());
  const auto across = static_cast<size_t>(spanned.left - (band.columns.first - kBorder));
  const size_t first = across * kPlace, end = first + static_cast<size_t>(spanned.width()) * kPlace;
  hog_.features(level.grid.places(), pixels, spanned, hog_scratch_,
                {features + first_row * stride + first, stride});
  // Behind the places some more were written.
  std::fill(features, features + first_row * stride, 0.0f);
  for (size_t row = first_row; row < end_row; ++row) {
    std::fill(features + row * stride, features + row * stride + first, 0.0f);
    std::fill(features + row * stride + end, features + (row + 1) * stride, 0.0f);
  }
  std::fill(features + end_row * stride, features + size, 0.0f);
}

void FaceSearch::add(int32_t index, const WindowRegion &band, const FilterHit &hit,
                     double confidence) {
  const int32_t column = band.columns.first + hit.column, row = band.rows.first + hit.row;
  for (const WindowRegion &searched : level(index).searched)
    if (searched.contains(column, row)) return;
  const WindowGrid &grid = level(index).grid;
  windows_.push_back({index, column, row, hit.detector, confidence, grid.box(column, row),
                      grid.image_box(column, row)});
  verdicts_.push_back(Verdict::kUnknown);
}

bool FaceSearch::search_around(size_t window, int32_t reach) {
  const dlib::rectangle box = windows_[window].box;
  const int32_t window_level = windows_[window].level;
  Regions regions(static_cast<size_t>(levels()));
  bool known = true;
  for (int32_t l = 0; l < levels(); ++l) {
    if (window_level - l > reach) continue;
    const WindowGrid &grid = level(l).grid;
    const WindowRegion around = grid.around(box, model_.overlap);
    if (is_searched(level(l), around)) continue;
    known = false;
    // The windows that are found near by ask for what is around them.
    regions[static_cast<size_t>(l)] = window_level - l <= kNear ? grid.grown(around) : around;
  }
  if (!known) search(regions);
  return known;
}

// What is to be said of a window, of those that are known.
Verdict FaceSearch::judge(size_t window) {
  Verdict verdict = windows_[window].confidence > kRounding ? Verdict::kKept : Verdict::kUnsure;
  for (size_t other = 0; other < windows_.size(); ++other) {
    const double lead = windows_[other].confidence - windows_[window].confidence;
    if (other == window || lead < -2 * kRounding ||
        !model_.overlap(windows_[other].box, windows_[window].box))
      continue;
    if (lead <= 2 * kRounding) {
      verdict = Verdict::kUnsure;
      continue;
    }
    switch (this->verdict(other)) {
      case Verdict::kKept: return Verdict::kDropped;
      case Verdict::kUnsure: verdict = Verdict::kUnsure; break;
      default: break;
    }
  }
  return verdict;
}

Verdict FaceSearch::verdict(size_t window) {
  if (verdicts_[window] != Verdict::kUnknown) return verdicts_[window];
  // A window that is dropped mostly is so for one of nearly its size, and then the many levels
  // below need not be searched for it.
  Verdict verdict = Verdict::kUnknown;
  for (const int32_t reach : {std::min(kNear, reach_), reach_}) {
    do {
      verdict = judge(window);
    } while (verdict != Verdict::kDropped && !search_around(window, reach));
    if (verdict == Verdict::kDropped) break;
  }
  verdicts_[window] = verdict;
  return verdict;
}

}  // namespace vision
