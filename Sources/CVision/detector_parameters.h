// dlib's frontal face detector as numbers in plain arrays: what its search computes with.
//
// dlib holds them as text that takes half a second to unpack. So detector-constants has dlib unpack
// them when the package is built, and the bytes of a DetectorParameters become a constant of the
// program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace vision {

// A HOG filter: weights for every plane of the features of the cells in a window.
struct DetectorFilter {
  static constexpr int planes = 31;
  // Cells along a side of the window.
  static constexpr int side = 10;
  // No plane has more terms.
  static constexpr int most_terms = 3;

  // What dlib subtracts from the response: a face scores what is left.
  double threshold;
  // dlib's get_filters(): [plane][row][column].
  float weights[planes][side][side];
  // The same as dlib searches with, which has the smallest singular values left out: the weights of a
  // plane are the sum, over its terms, of a column times a row. dlib's row_filters, which run along x,
  // and col_filters, which run along y, in dlib's order; nought past a plane's last.
  float rows[planes][most_terms][side];
  float columns[planes][most_terms][side];
  int32_t terms[planes];
};

struct DetectorParameters {
  static constexpr int filter_count = 5;

  // dlib's test_box_overlap: of two boxes the worse goes if their intersection is more than the first
  // of their union, or more than the second of either.
  double overlap_threshold;
  double covered_threshold;
  // The window in pixels, a cell's side in pixels, and the padding of the window in cells.
  int32_t window_width, window_height, cell_size, padding;
  // Where the pyramid ends: its most levels, and the smallest of them in pixels.
  int32_t most_levels, least_width, least_height;
  // In dlib's order, which rect_detection's weight_index counts in.
  DetectorFilter filters[filter_count];
};

static_assert(std::is_trivially_copyable_v<DetectorParameters>);

// Reads the parameters from their bytes in memory, written as two hexadecimal digits each. Throws
// std::invalid_argument.
DetectorParameters detector_parameters(const char *digits, size_t count);

}  // namespace vision
