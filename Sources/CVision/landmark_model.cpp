#include "landmark_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "landmark_file.h"

namespace vision {

namespace {

[[noreturn]] void fail(const char *problem) { throw std::runtime_error(problem); }

// Two levels differ by 255 at most. dlib compares with the limit as it is, and nothing exceeds what
// is no number.
int32_t whole_limit(float limit) {
  constexpr float kNever = 255, kAlways = -256;
  return static_cast<int32_t>(limit < kNever ? std::max(std::floor(limit), kAlways) : kNever);
}

// Reads one model. Nothing is allocated for what a count announces before it has been read, except
// for leaves, and for those not more than the file can hold.
class Reader {
 public:
  Reader(const char *path, int64_t target) : file_(path, target) {}

  LandmarkModel read() {
    if (file_.integer<int32_t>() != 1) fail("it has a version that is not known");
    read_mean_shape();
    const auto steps = file_.integer<uint64_t>();
    for (uint64_t i = 0; i < steps; ++i) read_forest(steps);
    read_anchors();
    read_places();
    model_.leaves.shrink(model_.leaf_count * model_.stride * sizeof(float));
    return std::move(model_);
  }

 private:
  void read_mean_shape() {
    const uint64_t length = vector_length();
    if (length % 2 != 0) fail("a landmark has no y");
    // Every number takes at least four bytes.
    if (length > INT32_MAX || length > file_.remaining() / 4 + LandmarkModel::kMultiple)
      fail("it ends too early");
    model_.landmarks = length / 2;
    model_.stride = (length + LandmarkModel::kMultiple - 1) / LandmarkModel::kMultiple *
                    LandmarkModel::kMultiple;
    model_.mean_shape.resize(model_.stride);
    file_.numbers(model_.mean_shape.data(), length);
  }

  // Matrices are written with their sizes negated. All here have one column.
  uint64_t vector_length() {
    auto rows = file_.integer<int64_t>(), columns = file_.integer<int64_t>();
    if (rows == INT64_MIN || columns == INT64_MIN) fail("a vector has no length");
    if (rows < 0 || columns < 0) {
      rows = -rows;
      columns = -columns;
    }
    if (columns != 1 || rows < 0) fail("a matrix is no vector");
    return static_cast<uint64_t>(rows);
  }

  void read_forest(uint64_t steps) {
    Step step;
    uint64_t most = 0;
    const auto trees = file_.integer<uint64_t>();
    for (uint64_t i = 0; i < trees; ++i) {
      const auto inner = file_.integer<uint64_t>();
      splits_.clear();
      splits_.push_back({0, 0, 0});
      for (uint64_t node = 0; node < inner; ++node) {
        const auto first = file_.integer<uint64_t>(), second = file_.integer<uint64_t>();
        float limit;
        file_.numbers(&limit, 1);
        if (first >= Split::kMostPixels || second >= Split::kMostPixels)
          fail("a tree looks at a pixel that is not there");
        most = std::max({most, first + 1, second + 1});
        splits_.push_back({static_cast<uint16_t>(first), static_cast<uint16_t>(second),
                           whole_limit(limit)});
      }
      const auto leaves = file_.integer<uint64_t>();
      if (leaves != inner + 1 || (leaves & inner) != 0) fail("a tree is not full");
      add_tree(step, leaves);
      if (model_.leaves.size() == 0) reserve_leaves(steps, trees, leaves);
      for (uint64_t leaf = 0; leaf < leaves; ++leaf) read_leaf();
    }
    model_.steps.push_back(std::move(step));
    pixels_needed_.push_back(most);
  }

  void add_tree(Step &step, uint64_t leaves) {
    size_t depth = 0;
    while (uint64_t{1} << depth < leaves) ++depth;
    if (step.groves.empty() || step.groves.back().depth != depth)
      step.groves.push_back({depth, 0, {}, model_.leaf_count});
    Grove &grove = step.groves.back();
    grove.splits.insert(grove.splits.end(), splits_.begin(), splits_.end());
    ++grove.trees;
    ++step.trees;
  }

  // As many leaves as there are if all trees are like the first, but not more than there can be: a
  // leaf has two numbers of two bytes for its length, and two of two for each coordinate.
  void reserve_leaves(uint64_t steps, uint64_t trees, uint64_t leaves) {
    const size_t most = file_.remaining() / (4 + 8 * model_.landmarks) + leaves;
    size_t count = most;
    if (steps <= most && trees <= most / std::max<uint64_t>(steps, 1))
      count = std::min(most, steps * trees <= most / leaves ? steps * trees * leaves : most);
    model_.leaves = Pages(count * std::max<size_t>(model_.stride, 1) * sizeof(float));
  }

  void read_leaf() {
    const uint64_t length = vector_length();
    if (length != 2 * model_.landmarks) fail("a leaf has another number of landmarks");
    const size_t row = model_.stride * sizeof(float), used = model_.leaf_count * row;
    if (model_.leaves.size() - used < row) {
      Pages larger(2 * used + row);
      std::memcpy(larger.data(), model_.leaves.data(), used);
      model_.leaves = std::move(larger);
    }
    auto *leaf = static_cast<float *>(model_.leaves.data()) + model_.leaf_count * model_.stride;
    file_.numbers(leaf, length);
    ++model_.leaf_count;
  }

  void read_anchors() {
    if (file_.integer<uint64_t>() != model_.steps.size()) fail("steps and their pixels differ");
    for (Step &step : model_.steps) {
      step.pixels.count = file_.integer<uint64_t>();
      for (size_t i = 0; i < step.pixels.count; ++i) {
        const auto landmark = file_.integer<uint64_t>();
        if (landmark >= model_.landmarks) fail("a pixel is relative to a landmark that is not there");
        step.pixels.anchors.push_back(static_cast<int32_t>(2 * landmark));
      }
      step.pixels.anchors.resize(step.pixels.count + PixelPlaces::kPadding);
    }
  }

  void read_places() {
    if (file_.integer<uint64_t>() != model_.steps.size()) fail("steps and their pixels differ");
    for (size_t i = 0; i < model_.steps.size(); ++i) {
      PixelPlaces &pixels = model_.steps[i].pixels;
      if (file_.integer<uint64_t>() != pixels.count) fail("a pixel has no place");
      if (pixels.count < pixels_needed_[i]) fail("a tree looks at a pixel that is not there");
      pixels.x.resize(pixels.anchors.size());
      pixels.y.resize(pixels.anchors.size());
      for (size_t pixel = 0; pixel < pixels.count; ++pixel) {
        file_.numbers(&pixels.x[pixel], 1);
        file_.numbers(&pixels.y[pixel], 1);
      }
    }
  }

  LandmarkFile file_;
  LandmarkModel model_;
  std::vector<Split> splits_;             // of the tree that is being read
  std::vector<uint64_t> pixels_needed_;  // of each step, by its trees
};

}  // namespace

LandmarkModel read_landmark_model(const char *path, int64_t target) {
  return Reader(path, target).read();
}

}  // namespace vision
