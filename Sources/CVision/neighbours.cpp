// Near-duplicates by multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in
// Hamming Space with Multi-Index Hashing", 2014).
//
// A signature of 256 bits is cut into bands of 16 bits, in two ways: 16 bands of bits that are
// next to each other, and 16 of every 16th bit. Two descriptors are compared if some band differs
// in at most one bit, and then only if all bits differ in few. Measured on 88,674 pairs of copies
// of real faces that are near: from a cosine of 0.94 to 0.96 a mean of 38 bits of 256 differ and 6
// of the first 64, at most 70 and 16. Every pair agrees so in some band; the first way alone lost
// 13. Of different faces 128 and 32 bits differ, and 2% of the pairs agree in some band.
#include "neighbours.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include "fault.h"
#include "near_kernels.h"
#include "signatures.h"

namespace {

using vision::DescriptorRows;
using vision::NearKernels;
using vision::Signature;

constexpr int kFields = 16;  // of 16 bits, in a signature
constexpr int kBands = 2 * kFields;
constexpr uint32_t kKeys = 1 << 16;

uint32_t field(const Signature &signature, int index) {
  return signature.words[index / 4] >> (16 * (index % 4)) & (kKeys - 1);
}

// Every 16th bit of a word, from a bit on, as a number of four bits.
uint32_t every_16th(uint64_t word, int bit) {
  // The product puts each of the four beside the one before it, and they don't overlap.
  constexpr uint64_t kEvery16th = 0x0001000100010001, kGather = 0x0001000200040008;
  return static_cast<uint32_t>((word >> bit & kEvery16th) * kGather >> 48);
}

uint32_t band_bits(const Signature &signature, int band) {
  if (band < kFields) return field(signature, band);
  uint32_t bits = 0;
  for (int i = 0; i < Signature::kWords; ++i)
    bits |= every_16th(signature.words[i], band - kFields) << (4 * i);
  return bits;
}

bool has_at_most_one(uint32_t bits) { return (bits & (bits - 1)) == 0; }

// Whether two signatures agree in an earlier band, where the pair was compared.
bool met_before(const Signature &one, const Signature &other, int band) {
  uint32_t once = 0, twice = 0;  // which bits differ in some field, and in more than one
  for (int i = 0; i < kFields; ++i) {
    const uint32_t differing = field(one, i) ^ field(other, i);
    if (i < band && has_at_most_one(differing)) return true;
    twice |= once & differing;
    once |= differing;
  }
  // A band of the second kind is one bit of all fields.
  return band > kFields && (~twice & ((1u << (band - kFields)) - 1)) != 0;
}

// The sets of what is joined. A set's root is its least member, whatever the order of the joins.
class Sets {
 public:
  explicit Sets(size_t count) : parents_(count), joined_(count) {
    std::iota(parents_.begin(), parents_.end(), uint32_t{0});
  }

  uint32_t root(uint32_t member) {
    while (parents_[member] != member) {
      parents_[member] = parents_[parents_[member]];
      member = parents_[member];
    }
    return member;
  }

  void join(uint32_t one, uint32_t other) {
    const auto [low, high] = std::minmax(root(one), root(other));
    parents_[high] = low;
    joined_[one] = joined_[other] = true;
  }

  // Whether it is not alone.
  bool is_joined(uint32_t member) const { return joined_[member]; }

 private:
  std::vector<uint32_t> parents_;
  std::vector<bool> joined_;
};

// Asks now and then whether to give up. Work is counted in units of about a nanosecond.
class Patience {
 public:
  explicit Patience(const vision_near_search &search) : search_(search) {}

  bool ended() const { return ended_; }

  bool ask() { return ended_ = ended_ || search_.cancelled(search_.context); }

  void work(size_t units) {
    done_ += units;
    if (done_ < kUnits) return;
    done_ = 0;
    ask();
  }

 private:
  static constexpr size_t kUnits = 20'000'000;
  const vision_near_search &search_;
  size_t done_ = 0;
  bool ended_ = false;
};

// Puts pairs of descriptors to the exact test, and joins them.
class Joiner {
 public:
  Joiner(const vision_near_search &search, const NearKernels &kernels, Patience &patience)
      : search_(search), kernels_(kernels), patience_(patience), sets_(0) {
    rows_.vectors.reserve(search.count);
    rows_.norms.reserve(search.count);
    for (size_t i = 0; i < search.count; ++i) {
      const int8_t *vector = search.vectors + VISION_DESCRIPTOR * search.rows[i];
      const int32_t norm = kernels.dot(vector, vector);
      if (norm == 0) continue;
      rows_.vectors.push_back(vector);
      rows_.norms.push_back(norm);
    }
    sets_ = Sets(rows_.count());
  }

  const DescriptorRows &rows() const { return rows_; }

  uint32_t root(uint32_t row) { return sets_.root(row); }
  bool is_joined(uint32_t row) const { return sets_.is_joined(row); }

  // Returns whether this pair has been joined now.
  bool consider(uint32_t one, uint32_t other) {
    patience_.work(kTestUnits);
    if (sets_.root(one) == sets_.root(other) || !near(one, other)) return false;
    patience_.work(kJoinUnits);
    const auto [low, high] = std::minmax(source(one), source(other));
    if (!search_.join(search_.context, low, high)) return false;
    sets_.join(one, other);
    return true;
  }

 private:
  static constexpr size_t kTestUnits = 50, kJoinUnits = 1000;

  const vision_near_search &search_;
  const NearKernels &kernels_;
  Patience &patience_;
  DescriptorRows rows_;
  Sets sets_;

  ptrdiff_t source(uint32_t row) const {
    return (rows_.vectors[row] - search_.vectors) / VISION_DESCRIPTOR;
  }

  // Exact: the squares stay below 2^56.
  bool near(uint32_t one, uint32_t other) const {
    constexpr int64_t kCosine = VISION_NEAR_COSINE, kWhole = VISION_NEAR_WHOLE;
    const int64_t dot = kernels_.dot(rows_.vectors[one], rows_.vectors[other]);
    const int64_t norms = static_cast<int64_t>(rows_.norms[one]) * rows_.norms[other];
    return dot > 0 && dot * dot * (kWhole * kWhole) >= norms * (kCosine * kCosine);
  }
};

// All with all, in blocks whose descriptors stay in the processor's nearest cache.
void compare_all(Joiner &joiner, const Patience &patience) {
  constexpr size_t kBlock = 64;
  const size_t count = joiner.rows().count();
  for (size_t block = 0; block < count; block += kBlock) {
    for (size_t one = block; one < count && !patience.ended(); ++one) {
      const size_t end = std::min(block + kBlock, one);
      for (size_t other = block; other < end; ++other)
        joiner.consider(static_cast<uint32_t>(other), static_cast<uint32_t>(one));
    }
  }
}

// The descriptors in the order of one band's bits, in buckets of those that have the same.
class Band {
 public:
  Band(int band, const std::vector<Signature> &signatures, const NearKernels &kernels,
       Joiner &joiner, Patience &patience)
      : band_(band),
        signatures_(signatures),
        kernels_(kernels),
        joiner_(joiner),
        patience_(patience),
        starts_(kKeys + 1),
        rows_(signatures.size()),
        first_words_(signatures.size()),
        sorted_(signatures.size()),
        roots_(signatures.size()),
        hits_(kChunk) {
    for (const Signature &signature : signatures) ++starts_[band_bits(signature, band) + 1];
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    std::vector<uint32_t> ends(starts_.begin(), starts_.end() - 1);
    for (uint32_t row = 0; row < signatures.size(); ++row)
      rows_[ends[band_bits(signatures[row], band)]++] = row;
    for (uint32_t key = 0; key < kKeys; ++key) group(starts_[key], starts_[key + 1]);
  }

  // Each bucket with itself and with those that are one bit away, each pair of buckets once.
  void search() {
    for (uint32_t key = 0; key < kKeys && !patience_.ended(); ++key) {
      if (starts_[key] == starts_[key + 1]) continue;
      within(key);
      for (uint32_t bit = 1; bit < kKeys; bit <<= 1)
        if ((key & bit) == 0) between(key, key | bit);
    }
  }

 private:
  static constexpr size_t kChunk = 4096;
  // From how many on it pays to look for what is joined already.
  static constexpr uint32_t kMany = 32;

  const int band_;
  const std::vector<Signature> &signatures_;
  const NearKernels &kernels_;
  Joiner &joiner_;
  Patience &patience_;
  std::vector<uint32_t> starts_;
  std::vector<uint32_t> rows_;
  // Each row's first word, signature, and its set's root when its bucket was last grouped. Copied,
  // because to fetch them from all over the memory took most of the time.
  std::vector<uint64_t> first_words_;
  std::vector<Signature> sorted_;
  std::vector<uint32_t> roots_;
  std::vector<uint32_t> hits_;

  // Sorts a bucket or its end by the sets that its members are in.
  void group(uint32_t start, uint32_t end) {
    const auto before = [this](uint32_t one, uint32_t other) {
      return std::make_pair(joiner_.root(one), one) < std::make_pair(joiner_.root(other), other);
    };
    const auto first = rows_.begin() + start, last = rows_.begin() + end;
    if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
    for (uint32_t i = start; i < end; ++i) {
      sorted_[i] = signatures_[rows_[i]];
      first_words_[i] = sorted_[i].words[0];
      roots_[i] = joiner_.root(rows_[i]);
    }
  }

  void within(uint32_t key) {
    const uint32_t end = starts_[key + 1];
    uint32_t joins = 0;
    for (uint32_t i = starts_[key]; i + 1 < end && !patience_.ended(); ++i)
      joins = compare_and_group(rows_[i], i + 1, end, joins);
  }

  void between(uint32_t key, uint32_t other) {
    const uint32_t start = starts_[other], end = starts_[other + 1];
    if (start == end) return;
    uint32_t joins = 0;
    for (uint32_t i = starts_[key]; i < starts_[key + 1] && !patience_.ended(); ++i)
      joins = compare_and_group(rows_[i], start, end, joins);
  }

  // Once many were joined, what is left of the bucket is grouped anew. A row can be joined only
  // once to what it is not joined to, so that this is done seldom; without it, comparing the
  // copies of one face would take the square of their number in every band.
  uint32_t compare_and_group(uint32_t row, uint32_t start, uint32_t end, uint32_t joins) {
    joins += compare(row, start, end);
    if (end - start < kMany || joins < (end - start) / 4) return joins;
    group(start, end);
    return 0;
  }

  // One with those from `start` to `end`, but for its own set. Returns how many were joined.
  uint32_t compare(uint32_t row, uint32_t start, uint32_t end) {
    if (end - start < kMany || !joiner_.is_joined(row)) return scan(row, start, end);
    const auto own = std::equal_range(roots_.begin() + start, roots_.begin() + end,
                                      joiner_.root(row));
    const auto first = static_cast<uint32_t>(own.first - roots_.begin());
    const auto last = static_cast<uint32_t>(own.second - roots_.begin());
    return scan(row, start, first) + scan(row, last, end);
  }

  uint32_t scan(uint32_t row, uint32_t start, uint32_t end) {
    uint32_t joins = 0;
    for (uint32_t chunk = start; chunk < end; chunk += kChunk) {
      const size_t count = std::min<size_t>(kChunk, end - chunk);
      const size_t found =
          kernels_.candidates(signatures_[row], first_words_.data() + chunk,
                              sorted_.data() + chunk, count, hits_.data());
      patience_.work(count);
      for (size_t i = 0; i < found; ++i) joins += test(row, rows_[chunk + hits_[i]]);
    }
    return joins;
  }

  bool test(uint32_t row, uint32_t other) {
    return !met_before(signatures_[row], signatures_[other], band_) &&
           joiner_.consider(row, other);
  }
};

}  // namespace

bool vision_near_pairs(const vision_near_search *search, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const NearKernels kernels(search->target);
    Patience patience(*search);
    Joiner joiner(*search, kernels, patience);
    if (search->exhaustive) {
      compare_all(joiner, patience);
      return true;
    }
    const auto signatures =
        vision::signatures(joiner.rows(), kernels, [&] { return patience.ask(); });
    for (int band = 0; band < kBands && !patience.ended(); ++band)
      Band(band, signatures, kernels, joiner, patience).search();
    return true;
  });
}
