#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "landmark_kernels.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
#include "landmark_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr size_t kCacheLine = 64;

// dlib rounds after each of these steps, and in the same precision.
void Levels(const PixelView &image, const PixelPlaces &pixels, const float *shape,
            const Turn &turn, const BoxTransform &box, uint8_t *levels) {
  const hn::CappedTag<double, PixelPlaces::kPadding> wide;
  const hn::Rebind<float, decltype(wide)> narrow;
  const hn::Rebind<int32_t, decltype(wide)> whole;
  const size_t lanes = hn::Lanes(wide);
  const auto half = hn::Set(wide, 0.5), zero = hn::Zero(wide), outside = hn::Set(wide, -1.0);
  const auto width = hn::Set(wide, image.width), height = hn::Set(wide, image.height);
  const auto one = hn::Set(whole, 1);
  HWY_ALIGN int32_t columns[PixelPlaces::kPadding], rows[PixelPlaces::kPadding];
  for (size_t i = 0; i < pixels.count; i += lanes) {
    const auto anchor = hn::LoadU(whole, pixels.anchors.data() + i);
    const auto dx = hn::LoadU(narrow, pixels.x.data() + i);
    const auto dy = hn::LoadU(narrow, pixels.y.data() + i);
    const auto turned_x = hn::Add(hn::Mul(hn::Set(narrow, turn.xx), dx),
                                  hn::Mul(hn::Set(narrow, turn.xy), dy));
    const auto turned_y = hn::Add(hn::Mul(hn::Set(narrow, turn.yx), dx),
                                  hn::Mul(hn::Set(narrow, turn.yy), dy));
    const auto x = hn::PromoteTo(
        wide, hn::Add(turned_x, hn::GatherIndex(narrow, shape, anchor)));
    const auto y = hn::PromoteTo(
        wide, hn::Add(turned_y, hn::GatherIndex(narrow, shape, hn::Add(anchor, one))));
    const auto column = hn::Add(
        hn::Add(hn::Add(hn::Mul(hn::Set(wide, box.xx), x), hn::Mul(hn::Set(wide, box.xy), y)),
                hn::Set(wide, box.x)),
        half);
    const auto row = hn::Add(
        hn::Add(hn::Add(hn::Mul(hn::Set(wide, box.yx), x), hn::Mul(hn::Set(wide, box.yy), y)),
                hn::Set(wide, box.y)),
        half);
    // Rounded down only where that is truncation; what is no number is outside too.
    const auto inside = hn::And(hn::And(hn::Ge(column, zero), hn::Lt(column, width)),
                                hn::And(hn::Ge(row, zero), hn::Lt(row, height)));
    hn::Store(hn::DemoteTo(whole, hn::IfThenElse(inside, column, outside)), whole, columns);
    hn::Store(hn::DemoteTo(whole, hn::IfThenElse(inside, row, outside)), whole, rows);
    for (size_t lane = 0; lane < lanes; ++lane) {
      const bool is_inside = columns[lane] >= 0;
      const size_t place = static_cast<size_t>(rows[lane]) * static_cast<size_t>(image.width) +
                           static_cast<size_t>(columns[lane]);
      const uint8_t *pixel = image.rgb + (is_inside ? 3 * place : 0);
      const uint32_t level = (uint32_t{pixel[0]} + pixel[1] + pixel[2]) / 3;
      levels[i + lane] = static_cast<uint8_t>(is_inside ? level : 0);
    }
  }
}

// Goes down some trees at a time, because each waits for its pixels at every node.
template <size_t kTrees>
HWY_INLINE void Descend(const Split *splits, size_t depth, const uint8_t *levels,
                        const float *first_leaf, size_t stride, const float **leaves) {
  const size_t nodes = size_t{1} << depth;
  size_t node[kTrees];
  for (size_t i = 0; i < kTrees; ++i) node[i] = 1;
  for (size_t level = 0; level < depth; ++level) {
    for (size_t i = 0; i < kTrees; ++i) {
      const Split &split = splits[i * nodes + node[i]];
      node[i] = 2 * node[i] + (levels[split.first] - levels[split.second] <= split.limit);
    }
  }
  // The leaves' numbers are as the nodes' below them would be.
  for (size_t i = 0; i < kTrees; ++i)
    leaves[i] = first_leaf + (i * nodes + node[i] - nodes) * stride;
}

void Leaves(const LandmarkModel &model, const Grove &grove, const uint8_t *levels,
            const float **leaves) {
  constexpr size_t kTrees = 4;
  const size_t nodes = size_t{1} << grove.depth, stride = model.stride;
  const Split *splits = grove.splits.data();
  const float *first_leaf = model.leaf(grove.first_leaf);
  size_t tree = 0;
  for (; tree + kTrees <= grove.trees; tree += kTrees)
    Descend<kTrees>(splits + tree * nodes, grove.depth, levels, first_leaf + tree * nodes * stride,
                    stride, leaves + tree);
  for (; tree < grove.trees; ++tree)
    Descend<1>(splits + tree * nodes, grove.depth, levels, first_leaf + tree * nodes * stride,
               stride, leaves + tree);
}

// Adds some vectors of leaves to a shape's, which stay in registers meanwhile.
template <size_t kVectors, class Tag>
HWY_INLINE void AddVectors(Tag tag, const float *const *leaves, size_t count, size_t at,
                           float *shape) {
  const size_t lanes = hn::Lanes(tag);
  hn::Vec<Tag> sums[kVectors];
  for (size_t v = 0; v < kVectors; ++v) sums[v] = hn::LoadU(tag, shape + at + v * lanes);
  for (size_t i = 0; i < count; ++i) {
    const float *leaf = leaves[i] + at;
    for (size_t v = 0; v < kVectors; ++v)
      sums[v] = hn::Add(sums[v], hn::LoadU(tag, leaf + v * lanes));
  }
  for (size_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], tag, shape + at + v * lanes);
}

// The same for as many vectors as are left, which are not more than kMost.
template <size_t kMost, class Tag>
HWY_INLINE void AddRest(Tag tag, const float *const *leaves, size_t count, size_t at, size_t left,
                        float *shape) {
  if (left == kMost) return AddVectors<kMost>(tag, leaves, count, at, shape);
  if constexpr (kMost > 1) AddRest<kMost - 1>(tag, leaves, count, at, left, shape);
}

void Add(const LandmarkModel &model, const float *const *leaves, size_t count, float *shape) {
  const hn::CappedTag<float, LandmarkModel::kMultiple> tag;
  const size_t lanes = hn::Lanes(tag), stride = model.stride;
  // Leaves lie all over the memory, and waiting for them is most of the time: all are asked for
  // before the first is needed.
  for (size_t i = 0; i < count; ++i)
    for (size_t at = 0; at < stride; at += kCacheLine / sizeof(float))
      hwy::Prefetch(leaves[i] + at);
  // So many leaves that they are near while one part of them after the other is summed, and so many
  // vectors that 68 landmarks are two parts with eight lanes, and all fit into 16 registers.
  constexpr size_t kLeaves = 32, kVectors = 9;
  for (size_t start = 0; start < count; start += kLeaves) {
    const size_t some = HWY_MIN(kLeaves, count - start);
    size_t at = 0;
    for (; at + kVectors * lanes <= stride; at += kVectors * lanes)
      AddVectors<kVectors>(tag, leaves + start, some, at, shape);
    AddRest<kVectors - 1>(tag, leaves + start, some, at, (stride - at) / lanes, shape);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(Levels);
HWY_EXPORT(Leaves);
HWY_EXPORT(Add);

LandmarkKernels::LandmarkKernels(int64_t target) {
  const size_t index = dispatch_index(target);
  levels = HWY_DISPATCH_TABLE(Levels)[index];
  leaves = HWY_DISPATCH_TABLE(Leaves)[index];
  add = HWY_DISPATCH_TABLE(Add)[index];
}

}  // namespace vision
#endif
