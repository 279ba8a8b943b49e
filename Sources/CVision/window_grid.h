// The windows of a level of dlib's pyramid: where their boxes are, and which of them can matter.
#pragma once

#include <dlib/geometry/rectangle.h>
#include <dlib/image_processing/box_overlap_testing.h>

#include <cstdint>
#include <vector>

#include "hog_kernels.h"

namespace vision {

// A half-open range of columns or rows.
struct WindowRange {
  int32_t first, end;
  bool empty() const { return first >= end; }
};

// Windows by the columns and rows of their first places.
struct WindowRegion {
  WindowRange columns = {0, 0}, rows = {0, 0};
  bool empty() const { return columns.empty() || rows.empty(); }
  bool contains(const WindowRegion &other) const;
  bool contains(int32_t column, int32_t row) const;
};

class WindowGrid {
 public:
  // dlib lets windows reach past the features, by so many places to the left and top.
  static constexpr int32_t kBorder = 4;

  // A level's size in pixels, its number, and how often the image was doubled.
  void reset(int32_t width, int32_t height, int32_t level, int32_t upsample);

  const HogGrid &places() const { return places_; }
  // A window's box: in pixels of level 0, where dlib compares boxes, and of the image as given.
  dlib::rectangle box(int32_t column, int32_t row) const;
  dlib::rectangle image_box(int32_t column, int32_t row) const;
  // The largest number of pixels that a box has in the image.
  int64_t largest_area() const;

  WindowRegion whole() const { return {{0, places_.columns}, {0, places_.rows}}; }
  // The windows whose boxes could overlap another, as dlib's test has it. Both in pixels of level
  // 0.
  WindowRegion around(const dlib::rectangle &box, const dlib::test_box_overlap &overlap) const;
  // Those whose boxes could overlap another by an intersection over union of at least `least`. Both
  // in pixels of the image.
  WindowRegion overlapping(const dlib::rectangle &image_box, double least) const;
  // Those of whose boxes the edges' sums, which are twice the centre, are in these ranges.
  WindowRegion centred(int64_t least_x, int64_t most_x, int64_t least_y, int64_t most_y) const;
  // A region with some more windows on each side.
  WindowRegion grown(const WindowRegion &region) const;
  // The places that a region's windows span and that have features.
  CellRect spanned(const WindowRegion &region) const;

 private:
  // The first and the last pixels of boxes, by column or row.
  struct Edges {
    std::vector<int64_t> first, last;
    size_t size() const { return first.size(); }
    int64_t length(size_t i) const { return last[i] - first[i] + 1; }
    int64_t shortest() const;
    int64_t longest() const;
    // How much of a box is in common with others that reach from one pixel to another.
    int64_t common(size_t i, int64_t other_first, int64_t other_last) const;
  };
  // Across and down are independent of each other.
  struct Boxes {
    Edges columns, rows;
    dlib::rectangle at(int32_t column, int32_t row) const;
  };

  HogGrid places_;
  Boxes boxes_, image_boxes_;
};

}  // namespace vision
