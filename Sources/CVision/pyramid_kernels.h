// The arithmetic of the image pyramid, compiled once for each instruction set. All give the bytes
// that dlib's resize_image gives on plain x86-64.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vision {

// Where the columns of a resized image come from. dlib counts the columns up in fours in single
// precision as long as all four have a right neighbour, and does the last few in double precision
// with another formula.
struct ResizeColumns {
  // Columns that share a window of 16 bytes of the input row.
  static constexpr int32_t kGroup = 8;
  // Columns that are made at once: there are groups for that many past the end.
  static constexpr int32_t kStep = 32;
  // Bytes of a window.
  static constexpr int32_t kWindow = 16;
  // Columns in double precision that are made at once.
  static constexpr int32_t kRest = 4;

  struct Group {
    // For each column, where in the window its left and right neighbours are: the index in the
    // lowest byte, and 0x80 in the others, so that a byte shuffle extends the byte to 32 bits.
    alignas(32) uint32_t left[kGroup], right[kGroup];
    // For each column, by how much the neighbours count.
    float left_weight[kGroup], right_weight[kGroup];
    // The input column at which the window starts.
    ptrdiff_t window;
  };

  int32_t count;   // columns of the output
  int32_t single;  // how many of them are in single precision, a multiple of 4
  bool windowed;   // whether every group fits in its window
  const Group *groups;

  // The same for the columns in double precision, four at a time.
  struct Rest {
    int32_t window;
    uint32_t left[kRest], right[kRest];
    // For three planes, which are computed side by side.
    double left_weight[3 * kRest], right_weight[3 * kRest];
  };
  const Rest *rest;
};

// The left and right neighbours of a group's columns in one input row, for each plane.
struct ResizeNeighbours {
  alignas(32) float left[3][ResizeColumns::kGroup], right[3][ResizeColumns::kGroup];
};

// A row to make of two rows of the input. Each is the first plane's byte at its rectangle's left
// edge.
struct ResizeRow {
  const uint8_t *top, *bottom;
  uint8_t *out;
  double bottom_weight;
  float single_top_weight, single_bottom_weight;  // in single precision
};

// Some columns of some rows to make.
struct ResizeJob {
  const ResizeColumns *columns;
  int32_t left, right;            // the columns
  int32_t in_left, out_left;      // the columns that the rows' pointers point to
  ptrdiff_t in_plane, out_plane;  // from one plane to the next, in bytes
  const ResizeRow *rows;
  size_t count;
  // Room for those of the columns' groups, and of kStep columns more.
  ResizeNeighbours *held;
};

struct PyramidKernels {
  // How many bytes before a row's first one and past its last one are read and written, without
  // being used.
  static constexpr int32_t kBefore = 32, kPast = 96;

  void (*resize)(const ResizeJob &job);
  // Takes the channels of `count` interleaved pixels apart.
  void (*separate)(const uint8_t *rgb, size_t count, uint8_t *out, ptrdiff_t plane);

  // Those of an instruction set, one of vision_target; 0 for the processor's best.
  explicit PyramidKernels(int64_t target);
};

}  // namespace vision
