#include "signatures.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>
#include <utility>

namespace {

using vision::DescriptorRows;
using vision::NearKernels;
using vision::Signature;

using Coefficients = std::array<int32_t, VISION_DESCRIPTOR>;
using Medians = std::array<int32_t, Signature::kBits>;

// How many descriptors the medians are taken of at most, of how many candidates, and how many are
// too few. The error of a median of 1,024 is 4% of the deviation.
constexpr size_t kSample = 1024, kCandidates = 2048, kFewest = 64;
constexpr size_t kPoll = 4096;

// Which coefficient each bit is the sign of: low frequencies first, because copies agree in them
// best. A bit of the first 16 differs in 3% of 7,724 pairs of real copies, one of the last in 9%.
std::array<int, Signature::kBits> coefficient_order() {
  std::vector<std::tuple<int, int, int, int>> all;
  for (int u = 0; u < 12; ++u)
    for (int v = 0; v < 12; ++v)
      for (int map = 0; map < 2; ++map)
        all.emplace_back(u * u + v * v, u + v, map, 144 * map + 12 * u + v);
  std::sort(all.begin(), all.end());
  std::array<int, Signature::kBits> order;
  for (size_t i = 0; i < order.size(); ++i) order[i] = std::get<3>(all[i]);
  return order;
}

uint64_t digest(const int8_t *vector) {
  uint64_t hash = 0xCBF29CE484222325;
  for (size_t i = 0; i < VISION_DESCRIPTOR; i += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, vector + i, sizeof(word));
    hash = (hash ^ word) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32;
  }
  return hash;
}

// Those with the lowest digests, because that is a choice which no order of the rows changes.
std::vector<size_t> candidates(const DescriptorRows &rows) {
  std::vector<std::pair<uint64_t, size_t>> digests;
  digests.reserve(rows.count());
  for (size_t i = 0; i < rows.count(); ++i) digests.emplace_back(digest(rows.vectors[i]), i);
  std::sort(digests.begin(), digests.end());
  std::vector<size_t> chosen;
  for (size_t i = 0; i < digests.size() && chosen.size() < kCandidates; ++i)
    if (i == 0 || digests[i].first != digests[i - 1].first) chosen.push_back(digests[i].second);
  return chosen;
}

// Without those that are alike: if most descriptors were of one face, the medians would be that
// face's own coefficients, and each of its copies would fall on either side of them by chance.
std::vector<size_t> sample(const DescriptorRows &rows, const NearKernels &kernels) {
  const auto alike = [&](size_t one, size_t other) {
    const int64_t dot = kernels.dot(rows.vectors[one], rows.vectors[other]);
    const int64_t norms = static_cast<int64_t>(rows.norms[one]) * rows.norms[other];
    return dot > 0 && dot * dot * 25 >= norms * 16;  // a cosine of 0.8
  };
  std::vector<size_t> kept;
  for (const size_t candidate : candidates(rows)) {
    if (kept.size() == kSample) break;
    if (std::none_of(kept.begin(), kept.end(), [&](size_t i) { return alike(i, candidate); }))
      kept.push_back(candidate);
  }
  return kept;
}

// Zeros where there are too few different faces: bits that most faces share cost time, and a
// handful of faces takes none.
Medians medians(const DescriptorRows &rows, const NearKernels &kernels,
                const std::array<int, Signature::kBits> &order) {
  Medians result = {};
  const std::vector<size_t> faces = sample(rows, kernels);
  if (faces.size() < kFewest) return result;
  std::vector<Coefficients> coefficients(faces.size());
  for (size_t i = 0; i < faces.size(); ++i)
    kernels.transform(rows.vectors[faces[i]], coefficients[i].data());
  std::vector<int32_t> values(faces.size());
  const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  for (size_t bit = 0; bit < order.size(); ++bit) {
    for (size_t i = 0; i < values.size(); ++i) values[i] = coefficients[i][order[bit]];
    std::nth_element(values.begin(), middle, values.end());
    result[bit] = *middle;
  }
  return result;
}

}  // namespace

std::vector<Signature> vision::signatures(const DescriptorRows &rows, const NearKernels &kernels,
                                          const std::function<bool()> &cancelled) {
  const auto order = coefficient_order();
  const Medians limits = medians(rows, kernels, order);
  std::vector<Signature> result;
  result.reserve(rows.count());
  Coefficients coefficients;
  for (size_t row = 0; row < rows.count(); ++row) {
    if (row % kPoll == 0 && cancelled()) break;
    kernels.transform(rows.vectors[row], coefficients.data());
    Signature signature = {};
    for (size_t bit = 0; bit < order.size(); ++bit)
      signature.words[bit / 64] |= uint64_t{coefficients[order[bit]] > limits[bit]} << (bit % 64);
    result.push_back(signature);
  }
  return result;
}
