#include "face_search.h"

#include <dlib/image_transforms/image_pyramid.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vision {

namespace {

constexpr int32_t kWindow = FilterBank::kWindow;
constexpr size_t kPlace = HogFeatures::kPlace;
static_assert(kPlace == FilterBank::kPlace);
// dlib lets windows reach past the features, by so many places to the left and top.
constexpr int32_t kBorder = (kWindow - 1) / 2;

// Levels that together have no more pixels than this are made at once and kept.
constexpr int64_t kCoarsePixels = 6'000'000;
// So many rows of windows are searched at a time, so that memory stays small.
constexpr int32_t kBandRows = 64;
// Boxes that overlap by an intersection over union of a third are at most so many levels apart.
constexpr int32_t kNear = 3;
// How many pixels of finer levels are made at once.
constexpr int64_t kFinePixels = 8'000'000;

// dlib's fhog_to_image: from the first or last place of a window to a pixel of its level. Places
// before the image's first pixel lie further out than others: so does dlib.
int64_t first_pixel(int32_t place) {
  const int64_t pixel = (int64_t{place} + 1 - kBorder) * HogGrid::kCell + 1;
  return pixel >= 0 ? pixel + HogGrid::kCell / 2 : pixel - HogGrid::kCell / 2;
}
int64_t last_pixel(int32_t place) { return first_pixel(place + kWindow - 1); }

int64_t length(int64_t first, int64_t last) { return last - first + 1; }

}  // namespace

FaceModel::FaceModel(const DetectorParameters &parameters)
    : filters(parameters), overlap(parameters.overlap_threshold, parameters.covered_threshold) {}

bool FaceSearch::Region::contains(const Region &other) const {
  return columns.first <= other.columns.first && other.columns.end <= columns.end &&
         rows.first <= other.rows.first && other.rows.end <= rows.end;
}

bool FaceSearch::Region::contains(int32_t column, int32_t row) const {
  return columns.first <= column && column < columns.end && rows.first <= row && row < rows.end;
}

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

  const dlib::pyramid_down<6> pyramid;
  const dlib::pyramid_down<2> doubling;
  for (int32_t l = 0; l < levels(); ++l) {
    Level &level = levels_[static_cast<size_t>(l)];
    level.grid = HogGrid(pyramid_.width(l), pyramid_.height(l));
    level.searched.clear();
    level.is_whole = level.is_made = false;
    const auto columns = static_cast<size_t>(level.grid.columns),
               rows = static_cast<size_t>(level.grid.rows);
    for (auto *edges : {&level.left, &level.right, &level.image_left, &level.image_right})
      edges->resize(columns);
    for (auto *edges : {&level.top, &level.bottom, &level.image_top, &level.image_bottom})
      edges->resize(rows);
    const auto box = [&](int32_t column, int32_t row) {
      return dlib::rectangle(pyramid.rect_up(dlib::rectangle(first_pixel(column), first_pixel(row),
                                                             last_pixel(column), last_pixel(row)),
                                             static_cast<unsigned>(l)));
    };
    const auto image_box = [&](const dlib::rectangle &rect) {
      return dlib::rectangle(doubling.rect_down(rect, static_cast<unsigned>(upsample)));
    };
    // Across and down are independent of each other.
    for (size_t i = 0; i < columns; ++i) {
      const dlib::rectangle rect = box(static_cast<int32_t>(i), 0), image = image_box(rect);
      level.left[i] = rect.left(), level.right[i] = rect.right();
      level.image_left[i] = image.left(), level.image_right[i] = image.right();
    }
    for (size_t i = 0; i < rows; ++i) {
      const dlib::rectangle rect = box(0, static_cast<int32_t>(i)), image = image_box(rect);
      level.top[i] = rect.top(), level.bottom[i] = rect.bottom();
      level.image_top[i] = image.top(), level.image_bottom[i] = image.bottom();
    }
  }
  int64_t pixels = 0;
  coarse_ = levels();
  while (coarse_ > 0) {
    pixels += int64_t{pyramid_.width(coarse_ - 1)} * pyramid_.height(coarse_ - 1);
    if (pixels > kCoarsePixels) break;
    --coarse_;
  }
}

int64_t FaceSearch::largest_area(int32_t index) const {
  const Level &level = levels_[static_cast<size_t>(index)];
  int64_t width = 0, height = 0;
  for (size_t i = 0; i < level.image_left.size(); ++i)
    width = std::max(width, length(level.image_left[i], level.image_right[i]));
  for (size_t i = 0; i < level.image_top.size(); ++i)
    height = std::max(height, length(level.image_top[i], level.image_bottom[i]));
  return width * height;
}

FaceSearch::Region FaceSearch::whole(const Level &level) const {
  return {{0, level.grid.columns}, {0, level.grid.rows}};
}

bool FaceSearch::is_searched(const Level &level, const Region &region) const {
  if (region.empty() || level.is_whole) return true;
  return std::any_of(level.searched.begin(), level.searched.end(),
                     [&](const Region &other) { return other.contains(region); });
}

void FaceSearch::search_level(int32_t level) {
  std::vector<Region> regions(static_cast<size_t>(levels()), Region{{0, 0}, {0, 0}});
  regions[static_cast<size_t>(level)] = whole(levels_[static_cast<size_t>(level)]);
  search(regions);
}

namespace {

// The first and the last index for which something holds, as a half-open range.
template <typename Holds>
std::pair<int32_t, int32_t> extent(size_t count, const Holds &holds) {
  int32_t first = static_cast<int32_t>(count), end = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!holds(i)) continue;
    first = std::min(first, static_cast<int32_t>(i));
    end = static_cast<int32_t>(i) + 1;
  }
  return {first, end};
}

// How long the common part of two spans is.
int64_t common(int64_t first, int64_t last, int64_t other_first, int64_t other_last) {
  return std::max<int64_t>(length(std::max(first, other_first), std::min(last, other_last)), 0);
}

}  // namespace

void FaceSearch::search_overlapping(const dlib::rectangle &box, double least) {
  std::vector<Region> regions;
  for (int32_t l = 0; l < levels(); ++l) {
    const Level &level = levels_[static_cast<size_t>(l)];
    const int64_t width = box.width(), height = box.height();
    // With all of the shorter side in common in the other direction.
    const auto may_overlap = [&](int64_t span, int64_t other, int64_t both, int64_t across,
                                 int64_t other_across) {
      const int64_t inner = both * std::min(across, other_across);
      return static_cast<double>(inner) >=
             least * static_cast<double>(span * across + other * other_across - inner);
    };
    int64_t tallest = 0, lowest = std::numeric_limits<int64_t>::max(), widest = 0,
            narrowest = lowest;
    for (size_t i = 0; i < level.image_top.size(); ++i) {
      tallest = std::max(tallest, length(level.image_top[i], level.image_bottom[i]));
      lowest = std::min(lowest, length(level.image_top[i], level.image_bottom[i]));
    }
    for (size_t i = 0; i < level.image_left.size(); ++i) {
      widest = std::max(widest, length(level.image_left[i], level.image_right[i]));
      narrowest = std::min(narrowest, length(level.image_left[i], level.image_right[i]));
    }
    // The overlap is greatest where the other side is as near to the box's as it can be.
    const int64_t best_height = std::clamp(height, std::min(lowest, tallest), tallest);
    const int64_t best_width = std::clamp(width, std::min(narrowest, widest), widest);
    const auto [left, right] = extent(level.image_left.size(), [&](size_t i) {
      return may_overlap(length(level.image_left[i], level.image_right[i]), width,
                         common(level.image_left[i], level.image_right[i], box.left(), box.right()),
                         best_height, height);
    });
    const auto [top, bottom] = extent(level.image_top.size(), [&](size_t i) {
      return may_overlap(length(level.image_top[i], level.image_bottom[i]), height,
                         common(level.image_top[i], level.image_bottom[i], box.top(), box.bottom()),
                         best_width, width);
    });
    regions.push_back({{left, right}, {top, bottom}});
  }
  search(regions);
}

void FaceSearch::search_centres(int64_t least_x, int64_t most_x, int64_t least_y, int64_t most_y) {
  std::vector<Region> regions;
  for (int32_t l = 0; l < levels(); ++l) {
    const Level &level = levels_[static_cast<size_t>(l)];
    const auto [left, right] = extent(level.image_left.size(), [&](size_t i) {
      const int64_t sum = level.image_left[i] + level.image_right[i];
      return sum >= least_x && sum <= most_x;
    });
    const auto [top, bottom] = extent(level.image_top.size(), [&](size_t i) {
      const int64_t sum = level.image_top[i] + level.image_bottom[i];
      return sum >= least_y && sum <= most_y;
    });
    regions.push_back({{left, right}, {top, bottom}});
  }
  search(regions);
}

// The windows that could overlap a box, as dlib's test has it. A window that does, also does when
// it has as much of the other direction in common as it can have.
FaceSearch::Region FaceSearch::around(const Level &level, const dlib::rectangle &box) const {
  const double iou = model_.overlap.get_iou_thresh(),
               covered = model_.overlap.get_percent_covered_thresh();
  const int64_t width = box.width(), height = box.height();
  const auto may_overlap = [&](int64_t span, int64_t other, int64_t both, int64_t shortest,
                               int64_t longest, int64_t other_across) {
    // Of a window whose other side may be from the shortest to the longest: as much as possible in
    // common, as little as possible beside.
    const auto inner = static_cast<double>(both * std::min(longest, other_across));
    if (inner == 0) return false;
    const auto area = static_cast<double>(span * shortest),
               other_area = static_cast<double>(other * other_across);
    const double outer = std::max({area + other_area - inner, area, other_area});
    return inner > iou * outer || inner > covered * area || inner > covered * other_area;
  };
  const auto spans = [](const std::vector<int64_t> &first, const std::vector<int64_t> &last) {
    int64_t shortest = std::numeric_limits<int64_t>::max(), longest = 0;
    for (size_t i = 0; i < first.size(); ++i) {
      shortest = std::min(shortest, length(first[i], last[i]));
      longest = std::max(longest, length(first[i], last[i]));
    }
    return std::pair(shortest, longest);
  };
  const auto widths = spans(level.left, level.right), heights = spans(level.top, level.bottom);
  const auto [left, right] = extent(level.left.size(), [&](size_t i) {
    return may_overlap(length(level.left[i], level.right[i]), width,
                       common(level.left[i], level.right[i], box.left(), box.right()),
                       heights.first, heights.second, height);
  });
  const auto [top, bottom] = extent(level.top.size(), [&](size_t i) {
    return may_overlap(length(level.top[i], level.bottom[i]), height,
                       common(level.top[i], level.bottom[i], box.top(), box.bottom()), widths.first,
                       widths.second, width);
  });
  return {{left, right}, {top, bottom}};
}

// A region with some more windows on each side.
FaceSearch::Region FaceSearch::grown(const Level &level, const Region &region) {
  constexpr int32_t kMargin = 2;
  return {{std::max(region.columns.first - kMargin, 0),
           std::min(region.columns.end + kMargin, level.grid.columns)},
          {std::max(region.rows.first - kMargin, 0),
           std::min(region.rows.end + kMargin, level.grid.rows)}};
}

// The features that a region's windows span.
CellRect FaceSearch::places(const Level &level, const Region &region) const {
  return {std::max(region.columns.first - kBorder, 0), std::max(region.rows.first - kBorder, 0),
          std::min(region.columns.end - kBorder + kWindow - 1, level.grid.columns),
          std::min(region.rows.end - kBorder + kWindow - 1, level.grid.rows)};
}

void FaceSearch::search(const std::vector<Region> &regions) {
  std::vector<int32_t> fine;
  int64_t pixels = 0;
  for (int32_t l = 0; l < levels(); ++l) {
    Level &level = levels_[static_cast<size_t>(l)];
    const Region &region = regions[static_cast<size_t>(l)];
    if (is_searched(level, region)) continue;
    if (l < coarse_) {
      const PixelRect rect = level.grid.pixels(places(level, region));
      pixels += int64_t{rect.width()} * rect.height();
      fine.push_back(l);
      continue;
    }
    if (!level.is_made) {
      for (int32_t i = 0; i < levels(); ++i) {
        Level &coarse = levels_[static_cast<size_t>(i)];
        wanted_[static_cast<size_t>(i)] =
            i < coarse_ ? PixelRect{} : PixelRect{0, 0, pyramid_.width(i), pyramid_.height(i)};
        std::swap(made_[static_cast<size_t>(i)], coarse.pixels);
        coarse.is_made = i >= coarse_;
      }
      pyramid_.make(wanted_.data(), made_.data());
      for (int32_t i = 0; i < levels(); ++i)
        std::swap(made_[static_cast<size_t>(i)], levels_[static_cast<size_t>(i)].pixels);
    }
    for (int32_t row = region.rows.first; row < region.rows.end; row += kBandRows)
      search_band(l, {region.columns, {row, std::min(row + kBandRows, region.rows.end)}},
                  level.pixels);
  }
  const auto make = [&](const std::vector<Region> &bands) {
    for (int32_t l = 0; l < levels(); ++l) {
      const Level &level = levels_[static_cast<size_t>(l)];
      const Region &band = bands[static_cast<size_t>(l)];
      wanted_[static_cast<size_t>(l)] =
          band.empty() ? PixelRect{} : level.grid.pixels(places(level, band));
    }
    pyramid_.make(wanted_.data(), made_.data());
    for (int32_t l = 0; l < levels(); ++l) {
      const Region &band = bands[static_cast<size_t>(l)];
      if (band.empty()) continue;
      for (int32_t row = band.rows.first; row < band.rows.end; row += kBandRows)
        search_band(l, {band.columns, {row, std::min(row + kBandRows, band.rows.end)}},
                    made_[static_cast<size_t>(l)]);
    }
  };
  std::vector<Region> bands(regions.size(), Region{{0, 0}, {0, 0}});
  if (pixels <= kFinePixels) {
    for (const int32_t l : fine) bands[static_cast<size_t>(l)] = regions[static_cast<size_t>(l)];
    if (!fine.empty()) make(bands);
  } else {
    for (const int32_t l : fine) {
      const Region &region = regions[static_cast<size_t>(l)];
      for (int32_t row = region.rows.first; row < region.rows.end; row += kBandRows) {
        bands.assign(bands.size(), Region{{0, 0}, {0, 0}});
        bands[static_cast<size_t>(l)] = {region.columns,
                                         {row, std::min(row + kBandRows, region.rows.end)}};
        make(bands);
      }
    }
  }
  for (int32_t l = 0; l < levels(); ++l) {
    Level &level = levels_[static_cast<size_t>(l)];
    const Region &region = regions[static_cast<size_t>(l)];
    if (is_searched(level, region)) continue;
    level.searched.push_back(region);
    level.is_whole = level.is_whole || region.contains(whole(level));
  }
}

void FaceSearch::search_band(int32_t index, const Region &region, const LevelPixels &pixels) {
  const Level &level = levels_[static_cast<size_t>(index)];
  const CellRect covered = places(level, region);
  if (covered.is_empty()) return;
  const int32_t columns = region.columns.end - region.columns.first,
                rows = region.rows.end - region.rows.first;
  const size_t stride = static_cast<size_t>(columns + kWindow - 1) * kPlace;
  const size_t size =
      static_cast<size_t>(rows + kWindow - 1) * stride + HogFeatures::kOverrun * kPlace;
  if (features_.size() < size) features_.resize(size);
  const auto down = static_cast<size_t>(covered.top - (region.rows.first - kBorder));
  const auto across = static_cast<size_t>(covered.left - (region.columns.first - kBorder));
  hog_.features(level.grid, pixels, covered, hog_scratch_,
                {features_.data() + down * stride + across * kPlace, stride});
  // Around the places there are no features. Behind them some more were written.
  const size_t first = across * kPlace,
               end = (across + static_cast<size_t>(covered.width())) * kPlace;
  const size_t first_row = down;
  const size_t end_row = down + static_cast<size_t>(covered.height());
  float *features = features_.data();
  std::fill(features, features + first_row * stride, 0.0f);
  for (size_t row = first_row; row < end_row; ++row) {
    std::fill(features + row * stride, features + row * stride + first, 0.0f);
    std::fill(features + row * stride + end, features + (row + 1) * stride, 0.0f);
  }
  std::fill(features + end_row * stride, features + size, 0.0f);
  hits_.clear();
  filter_.search(model_.filters, features_.data(), stride, columns, rows, filter_scratch_, hits_);
  for (const FilterHit &hit : hits_) {
    const float *window = features_.data() + static_cast<size_t>(hit.row) * stride +
                          static_cast<size_t>(hit.column) * kPlace;
    const double confidence = model_.filters.confidence(hit.detector, window, stride);
    if (confidence >= -kRounding) add(index, region, hit, confidence);
  }
}

void FaceSearch::add(int32_t index, const Region &region, const FilterHit &hit, double confidence) {
  const Level &level = levels_[static_cast<size_t>(index)];
  const int32_t column = region.columns.first + hit.column, row = region.rows.first + hit.row;
  for (const Region &searched : level.searched)
    if (searched.contains(column, row)) return;
  const auto x = static_cast<size_t>(column), y = static_cast<size_t>(row);
  windows_.push_back({index, column, row, hit.detector, confidence,
                      dlib::rectangle(level.left[x], level.top[y], level.right[x], level.bottom[y]),
                      dlib::rectangle(level.image_left[x], level.image_top[y], level.image_right[x],
                                      level.image_bottom[y])});
  verdicts_.push_back(Verdict::kUnknown);
}

bool FaceSearch::search_around(size_t window, int32_t reach) {
  const dlib::rectangle box = windows_[window].box;
  std::vector<Region> regions;
  bool known = true;
  for (int32_t l = 0; l < levels(); ++l) {
    const Level &level = levels_[static_cast<size_t>(l)];
    const bool is_near = windows_[window].level - l <= reach;
    regions.push_back(is_near ? around(level, box) : Region{{0, 0}, {0, 0}});
    if (is_searched(level, regions.back())) {
      regions.back() = {{0, 0}, {0, 0}};
    } else {
      known = false;
      // The windows that are found there ask for what is around them.
      if (windows_[window].level - l <= kNear) regions.back() = grown(level, regions.back());
    }
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
