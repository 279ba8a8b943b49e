// HOG features of a part of an image, as dlib's extract_fhog_features, compiled once for each
// instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "level_pixels.h"

namespace vision {

// Half-open ranges of cells, or of features, columns and rows.
struct CellRect {
  int32_t left, top, right, bottom;
  int32_t width() const { return right - left; }
  int32_t height() const { return bottom - top; }
  bool is_empty() const { return left >= right || top >= bottom; }
};

// The sizes that follow from an image's size.
struct HogGrid {
  static constexpr int32_t kCell = 8;
  // How many features a place has: 18 signed orientations, 9 unsigned ones, 4 of texture.
  static constexpr int32_t kPlanes = 31;

  int32_t width, height;            // of the image, in pixels
  int32_t cell_columns, cell_rows;  // dlib rounds to the nearest number of cells
  // A place has features where its cell has neighbours on all sides: feature (x, y) is that of cell
  // (x + 1, y + 1).
  int32_t columns, rows;

  HogGrid() : HogGrid(0, 0) {}
  HogGrid(int32_t width, int32_t height)
      : width(width),
        height(height),
        cell_columns(static_cast<int32_t>(static_cast<float>(width) / kCell + 0.5)),
        cell_rows(static_cast<int32_t>(static_cast<float>(height) / kCell + 0.5)),
        columns(cell_columns > 2 ? cell_columns - 2 : 0),
        rows(cell_rows > 2 ? cell_rows - 2 : 0) {
    if (columns == 0 || rows == 0) columns = rows = 0;
  }

  // The pixels that features depend on.
  PixelRect pixels(const CellRect &features) const;
};

// Scratch memory of HOG extraction, reused from image to image.
struct HogScratch {
  std::vector<float> magnitudes, blocks, lower, histograms, energies, norms, factors;
  std::vector<uint8_t> bins;
};

// Where features go: row y, column x and plane p of the wanted ones at
// `data[y * stride + x * kPlace + p]`, with a zero behind the planes. Behind each row up to
// kOverrun places more are written.
struct HogFeatures {
  static constexpr size_t kPlace = 32;
  static constexpr size_t kOverrun = 3;

  float *data;
  size_t stride;
};

struct HogKernels {
  // Computes the features of places, which lie within the grid. The pixels hold
  // grid.pixels(places).
  void (*features)(const HogGrid &grid, const LevelPixels &pixels, const CellRect &places,
                   HogScratch &scratch, const HogFeatures &out);

  // Those of an instruction set; 0 for the processor's best.
  explicit HogKernels(int64_t target);
};

}  // namespace vision
