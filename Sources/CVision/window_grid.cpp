#include "window_grid.h"

#include <dlib/image_transforms/image_pyramid.h>

#include <algorithm>

#include "filter_kernels.h"

namespace vision {

namespace {

constexpr int32_t kWindow = FilterBank::kWindow;
static_assert(WindowGrid::kBorder == (kWindow - 1) / 2);

// dlib's fhog_to_image: from the first or last place of a window to a pixel of its level. Places
// before the image's first pixel lie further out than others: so does dlib.
int64_t first_pixel(int32_t place) {
  const int64_t pixel = (int64_t{place} + 1 - WindowGrid::kBorder) * HogGrid::kCell + 1;
  return pixel >= 0 ? pixel + HogGrid::kCell / 2 : pixel - HogGrid::kCell / 2;
}
int64_t last_pixel(int32_t place) { return first_pixel(place + kWindow - 1); }

// The first and the last index for which something holds, as a half-open range.
template <typename Holds>
WindowRange extent(size_t count, const Holds &holds) {
  WindowRange range = {static_cast<int32_t>(count), 0};
  for (size_t i = 0; i < count; ++i) {
    if (!holds(i)) continue;
    range.first = std::min(range.first, static_cast<int32_t>(i));
    range.end = static_cast<int32_t>(i) + 1;
  }
  return range;
}

}  // namespace

bool WindowRegion::contains(const WindowRegion &other) const {
  return columns.first <= other.columns.first && other.columns.end <= columns.end &&
         rows.first <= other.rows.first && other.rows.end <= rows.end;
}

bool WindowRegion::contains(int32_t column, int32_t row) const {
  return columns.first <= column && column < columns.end && rows.first <= row && row < rows.end;
}

int64_t WindowGrid::Edges::shortest() const {
  int64_t shortest = INT64_MAX;
  for (size_t i = 0; i < size(); ++i) shortest = std::min(shortest, length(i));
  return shortest;
}

int64_t WindowGrid::Edges::longest() const {
  int64_t longest = 0;
  for (size_t i = 0; i < size(); ++i) longest = std::max(longest, length(i));
  return longest;
}

int64_t WindowGrid::Edges::common(size_t i, int64_t other_first, int64_t other_last) const {
  const int64_t length = std::min(last[i], other_last) - std::max(first[i], other_first) + 1;
  return std::max<int64_t>(length, 0);
}

dlib::rectangle WindowGrid::Boxes::at(int32_t column, int32_t row) const {
  const auto x = static_cast<size_t>(column), y = static_cast<size_t>(row);
  return dlib::rectangle(columns.first[x], rows.first[y], columns.last[x], rows.last[y]);
}

void WindowGrid::reset(int32_t width, int32_t height, int32_t level, int32_t upsample) {
  places_ = HogGrid(width, height);
  const auto columns = static_cast<size_t>(places_.columns),
             rows = static_cast<size_t>(places_.rows);
  for (Boxes *boxes : {&boxes_, &image_boxes_}) {
    for (auto *edges : {&boxes->columns.first, &boxes->columns.last}) edges->resize(columns);
    for (auto *edges : {&boxes->rows.first, &boxes->rows.last}) edges->resize(rows);
  }
  // Both of a window in the diagonal.
  const dlib::pyramid_down<6> pyramid;
  const dlib::pyramid_down<2> doubling;
  for (size_t i = 0; i < std::max(columns, rows); ++i) {
    const int64_t first = first_pixel(static_cast<int32_t>(i)),
                  last = last_pixel(static_cast<int32_t>(i));
    const dlib::rectangle box(
        pyramid.rect_up(dlib::rectangle(first, first, last, last), static_cast<unsigned>(level)));
    const dlib::rectangle image_box(doubling.rect_down(box, static_cast<unsigned>(upsample)));
    if (i < columns) {
      boxes_.columns.first[i] = box.left(), boxes_.columns.last[i] = box.right();
      image_boxes_.columns.first[i] = image_box.left();
      image_boxes_.columns.last[i] = image_box.right();
    }
    if (i < rows) {
      boxes_.rows.first[i] = box.top(), boxes_.rows.last[i] = box.bottom();
      image_boxes_.rows.first[i] = image_box.top();
      image_boxes_.rows.last[i] = image_box.bottom();
    }
  }
}

dlib::rectangle WindowGrid::box(int32_t column, int32_t row) const {
  return boxes_.at(column, row);
}

dlib::rectangle WindowGrid::image_box(int32_t column, int32_t row) const {
  return image_boxes_.at(column, row);
}

int64_t WindowGrid::largest_area() const {
  return image_boxes_.columns.longest() * image_boxes_.rows.longest();
}

// A window that overlaps, also does when it has as much of the other direction in common as it can
// have, and as little beside.
WindowRegion WindowGrid::around(const dlib::rectangle &box,
                                const dlib::test_box_overlap &overlap) const {
  const double iou = overlap.get_iou_thresh(), covered = overlap.get_percent_covered_thresh();
  const auto range = [&](const Edges &edges, const Edges &across, int64_t first, int64_t last,
                         int64_t other_across) {
    const int64_t shortest = across.shortest(), longest = across.longest(),
                  other = last - first + 1;
    return extent(edges.size(), [&](size_t i) {
      const auto inner =
          static_cast<double>(edges.common(i, first, last) * std::min(longest, other_across));
      if (inner == 0) return false;
      const auto area = static_cast<double>(edges.length(i) * shortest),
                 other_area = static_cast<double>(other * other_across);
      const double outer = std::max({area + other_area - inner, area, other_area});
      return inner > iou * outer || inner > covered * area || inner > covered * other_area;
    });
  };
  const auto width = static_cast<int64_t>(box.width()), height = static_cast<int64_t>(box.height());
  return {range(boxes_.columns, boxes_.rows, box.left(), box.right(), height),
          range(boxes_.rows, boxes_.columns, box.top(), box.bottom(), width)};
}

WindowRegion WindowGrid::overlapping(const dlib::rectangle &image_box, double least) const {
  const auto range = [&](const Edges &edges, const Edges &across, int64_t first, int64_t last,
                         int64_t other_across) {
    // The overlap is greatest where the other side is as near to the box's as it can be, and all of
    // the shorter one is in common.
    const int64_t longest = across.longest();
    const int64_t best = std::clamp(other_across, std::min(across.shortest(), longest), longest);
    const int64_t other = last - first + 1;
    return extent(edges.size(), [&](size_t i) {
      const int64_t inner = edges.common(i, first, last) * std::min(best, other_across);
      return static_cast<double>(inner) >=
             least * static_cast<double>(edges.length(i) * best + other * other_across - inner);
    });
  };
  const auto width = static_cast<int64_t>(image_box.width()),
             height = static_cast<int64_t>(image_box.height());
  const Boxes &boxes = image_boxes_;
  return {range(boxes.columns, boxes.rows, image_box.left(), image_box.right(), height),
          range(boxes.rows, boxes.columns, image_box.top(), image_box.bottom(), width)};
}

WindowRegion WindowGrid::centred(int64_t least_x, int64_t most_x, int64_t least_y,
                                 int64_t most_y) const {
  const auto range = [](const Edges &edges, int64_t least, int64_t most) {
    return extent(edges.size(), [&](size_t i) {
      const int64_t sum = edges.first[i] + edges.last[i];
      return sum >= least && sum <= most;
    });
  };
  return {range(image_boxes_.columns, least_x, most_x), range(image_boxes_.rows, least_y, most_y)};
}

WindowRegion WindowGrid::grown(const WindowRegion &region) const {
  constexpr int32_t kMargin = 2;
  const auto range = [](const WindowRange &range, int32_t count) {
    return WindowRange{std::max(range.first - kMargin, 0), std::min(range.end + kMargin, count)};
  };
  return {range(region.columns, places_.columns), range(region.rows, places_.rows)};
}

CellRect WindowGrid::spanned(const WindowRegion &region) const {
  return {std::max(region.columns.first - kBorder, 0), std::max(region.rows.first - kBorder, 0),
          std::min(region.columns.end - kBorder + kWindow - 1, places_.columns),
          std::min(region.rows.end - kBorder + kWindow - 1, places_.rows)};
}

}  // namespace vision
