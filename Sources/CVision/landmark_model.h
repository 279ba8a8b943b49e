// A shape predictor in memory, as its landmarks are found.
//
// It is a cascade of steps (Kazemi and Sullivan, "One millisecond face alignment with an ensemble of
// regression trees", 2014). Each step looks at the same few hundred pixels, at places relative to
// the landmarks where they are by now; each of its trees compares pairs of these pixels, which leads
// to one of its leaves, which says how far to move all landmarks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pages.h"

namespace vision {

// A tree's inner node: which two of the step's pixels are compared, and by how much the level of
// the first must exceed that of the second to go left. Levels are whole numbers, so the limit is.
struct Split {
  static constexpr uint64_t kMostPixels = 65536;

  uint16_t first, second;
  int32_t limit;
};

// Trees that follow each other and have the same depth.
struct Grove {
  size_t depth;
  size_t trees;
  // Of each tree 2^depth: node i's children are 2 i and 2 i + 1, and the root is 1.
  std::vector<Split> splits;
  // The first tree's first leaf. Of each tree there are 2^depth.
  size_t first_leaf;
};

// Pixels by their places, which are relative to landmarks in the coordinates of the mean shape.
struct PixelPlaces {
  // How many pixels past the last are there to be computed.
  static constexpr size_t kPadding = 16;
  size_t count = 0;
  std::vector<int32_t> anchors;  // where the landmark's x is in a shape
  std::vector<float> x, y;
};

struct Step {
  PixelPlaces pixels;
  std::vector<Grove> groves;
  size_t trees = 0;
};

struct LandmarkModel {
  // A shape, and a leaf, is x and y of each landmark, where the box is from 0 to 1, and zeros up to
  // a whole number of vectors.
  static constexpr size_t kMultiple = 8;

  size_t landmarks = 0;
  size_t stride = 0;
  std::vector<float> mean_shape;
  std::vector<Step> steps;
  size_t leaf_count = 0;
  // Most of the model, read at random places: together, so that few pages hold it.
  Pages leaves;

  const float *leaf(size_t index) const {
    return static_cast<const float *>(leaves.data()) + index * stride;
  }
};

// Reads what dlib's serialize() writes of a shape_predictor, and what follows it not. `target` is one
// of vision_target, or 0 for the processor's best. Throws std::runtime_error, with what is wrong, or
// std::bad_alloc.
LandmarkModel read_landmark_model(const char *path, int64_t target);

}  // namespace vision
