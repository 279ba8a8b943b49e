// The bits by which near descriptors are found.
#pragma once

#include <functional>
#include <vector>

#include "near_kernels.h"

namespace vision {

// Descriptors, or some of them, with what the exact test takes of each.
struct DescriptorRows {
  std::vector<const int8_t *> vectors;
  std::vector<int32_t> norms;  // sums of squares

  size_t count() const { return vectors.size(); }
};

// Each descriptor's signature: the signs of its 256 lowest frequencies, less their medians among
// different faces. Depends on the set of the descriptors, but not on their order. Stops early, with
// fewer signatures, if `cancelled` says so.
std::vector<Signature> signatures(const DescriptorRows &rows, const NearKernels &kernels,
                                  const std::function<bool()> &cancelled);

}  // namespace vision
