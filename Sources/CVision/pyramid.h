// The pyramid of images that dlib's frontal face detector searches, byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "level_pixels.h"
#include "pyramid_kernels.h"

namespace vision {

// The positions that dlib's resize_image takes its pixels from when it makes an image of another
// size.
class ResizeTables {
 public:
  struct Row {
    int32_t top, bottom;
    double bottom_weight;
  };

  // Does nothing if they are those already.
  void reset(int32_t in_width, int32_t in_height, int32_t width, int32_t height);

  const ResizeColumns &columns() const { return columns_; }
  const Row &row(int32_t y) const { return rows_[static_cast<size_t>(y)]; }
  // The part of the input that some part of the output is made of.
  PixelRect source(const PixelRect &rect) const;

 private:
  void fill_columns(int32_t in_width, int32_t width);
  void fill_rest(int32_t in_width, int32_t width, int32_t single, double scale);
  void fill_rows(int32_t in_height, int32_t height);

  int32_t in_width_ = -1, in_height_ = -1, width_ = -1, height_ = -1;
  ResizeColumns columns_ = {};
  std::vector<ResizeColumns::Group> groups_;
  std::vector<ResizeColumns::Rest> rest_;
  std::vector<Row> rows_;
};

// Level 0 is the image itself, doubled as often as is asked for; each further level has 5/6 of the
// width and height of the one before. Memory is kept for the next image.
class Pyramid {
 public:
  // `rgb` is row-major without padding, 3 * width * height bytes, and is read by make(). `upsample`
  // is how often the image is doubled. `target` is one of vision_target, or 0 for the
  // processor's best. Throws std::bad_alloc.
  void reset(const uint8_t *rgb, int32_t width, int32_t height, int32_t upsample,
             int64_t target = 0);

  // As many as the frontal face detector searches: at least one.
  int32_t levels() const { return levels_; }
  int32_t width(int32_t level) const { return stage(level).width; }
  int32_t height(int32_t level) const { return stage(level).height; }

  // Makes a rectangle of each level; an empty one is not made. All levels are made in one pass over
  // the image, a few rows at a time; of those that are only needed for others a few rows are kept.
  // `want` and `out` have an element for each level. Throws std::bad_alloc.
  void make(const PixelRect *want, LevelPixels *out);

 private:
  // A step from the image's bytes to the coarsest level: taking the channels apart, doubling, or
  // going down a level.
  struct Stage {
    int32_t width = 0, height = 0;
    ResizeTables tables;  // of all but the first

    // What is made in a call of make(), and what of it is given out.
    PixelRect rect, want;
    LevelPixels *out = nullptr;
    bool direct = false;  // made where it is given out
    // Where the rows are: row y is in place (y - rect.top) % kept.
    PixelMemory memory;
    uint8_t *first = nullptr;  // of the first row's first pixel
    ptrdiff_t row_stride = 0, plane_stride = 0;
    int32_t kept = 0;    // rows
    int32_t batch = 0;   // rows that are made before the next stage takes them
    int32_t next = 0;    // the first row that is not made yet
    int32_t passed = 0;  // the first row that the next stage was not called for yet
  };

  const Stage &stage(int32_t level) const {
    return stages_[static_cast<size_t>(upsample_ + level)];
  }
  uint8_t *row(const Stage &stage, int32_t y) const;
  void plan(const PixelRect *want, LevelPixels *out);
  void place(Stage &stage);
  void drive(size_t index);
  int32_t produce(size_t index);
  void give_out(const Stage &stage, int32_t first, int32_t end) const;

  const uint8_t *rgb_ = nullptr;
  int32_t upsample_ = 0, levels_ = 0;
  size_t used_ = 0;  // stages that something is made of
  std::vector<Stage> stages_;
  std::vector<ResizeRow> rows_;
  std::vector<ResizeNeighbours> held_;
  PyramidKernels kernels_{0};
  int64_t target_ = 0;
};

}  // namespace vision
