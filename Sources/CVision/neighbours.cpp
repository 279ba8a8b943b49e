// Near-duplicates by multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in
// Hamming Space with Multi-Index Hashing", 2014).
//
// Two descriptors are compared if their signatures differ in at most one bit of some band, and then
// only if they differ in few bits of all. A band is 16 to 20 of the first 127 bits, which differ
// least in copies: the more faces, the more bits, because the pairs that agree in a band by chance
// grow in number with the square of the faces. 32 bands are cut from several orders of those bits.
//
// Measured on 88,674 pairs of copies of real faces that are near: from a cosine of 0.94 to 0.96 a
// mean of 38 bits of 256 differ. All pairs agree in some band of 16 bits, all but 10 in one of 20,
// and those 10 are joined through others. Of 25,652 such pairs of drawn faces, 4 agree in no band
// of 20. Of pairs of different faces 2% agree in some band of 16 bits, and 0.3% in one of 20.
#include "neighbours.h"

#include <algorithm>
#include <array>
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

constexpr int kNarrowest = 16, kWidest = 20;
constexpr size_t kBands = 32;

// The bits of a band: those at some distance from each other, around the first 127.
class Band {
 public:
  Band(uint32_t width, uint32_t stride, uint32_t first) : bits_(width), parts_() {
    for (uint32_t i = 0; i < width; ++i) {
      const uint32_t bit = bits_[i] = (first + i) * stride % kCircle;
      for (uint32_t value = 0; value < 256; ++value)
        parts_[bit / 8][value] |= (value >> bit % 8 & 1) << i;
    }
  }

  // Those bits of a signature, as a number.
  uint32_t key(const Signature &signature) const {
    uint32_t key = 0;
    for (size_t i = 0; i < kBytes; ++i)
      key |= parts_[i][signature.words[i / 8] >> (8 * (i % 8)) & 255];
    return key;
  }

  Signature mask() const {
    Signature mask = {};
    for (const uint32_t bit : bits_) mask.words[bit / 64] |= uint64_t{1} << bit % 64;
    return mask;
  }

  static std::vector<Band> all(int bits) {
    const auto width = static_cast<uint32_t>(bits);
    std::vector<Band> bands;
    for (const uint32_t stride : kStrides)
      for (uint32_t first = 0; first + width <= kCircle && bands.size() < kBands; first += width)
        bands.emplace_back(width, stride, first);
    return bands;
  }

 private:
  static constexpr uint32_t kCircle = 127;  // a prime, so that every stride comes around to all
  static constexpr uint32_t kStrides[] = {1, 15, 3, 19, 41, 39, 17};

  static constexpr size_t kBytes = 16;

  std::vector<uint32_t> bits_;
  // What each byte of a signature adds to the key.
  std::array<std::array<uint32_t, 256>, kBytes> parts_;
};

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

  void prefetch(uint32_t member) const { __builtin_prefetch(&parents_[member]); }

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

  void prefetch(uint32_t row) const {
    for (size_t i = 0; i < VISION_DESCRIPTOR; i += 64) __builtin_prefetch(rows_.vectors[row] + i);
    sets_.prefetch(row);
  }

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
class Buckets {
 public:
  Buckets(int width, const std::vector<Signature> &signatures, const std::vector<Band> &bands,
          const NearKernels &kernels, Joiner &joiner, Patience &patience)
      : signatures_(signatures),
        kernels_(kernels),
        joiner_(joiner),
        patience_(patience),
        width_(width),
        keyed_(signatures.size()),
        other_(signatures.size()),
        starts_((size_t{1} << width) + 1),
        rows_(signatures.size()),
        roots_(signatures.size()),
        hits_(kChunk),
        pairs_(kBatch + kRun * kMany * kMany) {
    for (size_t i = 0; i < words_.size(); ++i) {
      words_[i].resize(signatures.size() + vision::SignaturePlanes::kPadding);
      planes_.words[i] = words_[i].data();
    }
    for (const Band &band : bands) masks_.push_back(band.mask());
  }

  // Takes up a band, and which of all it is.
  void sort(const Band &band, size_t number) {
    number_ = number;
    for (uint32_t row = 0; row < signatures_.size(); ++row)
      keyed_[row] = {band.key(signatures_[row]), row};
    sort_by_digit(keyed_, other_, 0);
    sort_by_digit(other_, keyed_, kDigit);
    uint32_t next = 0;
    for (uint32_t place = 0; place < keyed_.size(); ++place) {
      prefetch(place + kAhead);
      while (next <= keyed_[place].key) starts_[next++] = place;
      rows_[place] = keyed_[place].row;
      copy(place);
    }
    while (next < starts_.size()) starts_[next++] = static_cast<uint32_t>(keyed_.size());
    for (uint32_t key = 0; key >> width_ == 0; ++key)
      if (size(key) > kMany) group(starts_[key], starts_[key + 1]);
  }

  // Each bucket with itself and with those that are one bit away, each pair of buckets once.
  void search() {
    std::vector<uint32_t> keys;
    keys.reserve(kRun);
    for (uint32_t key = 0; key >> width_ == 0 && !patience_.ended(); ++key) {
      const uint32_t count = size(key);
      if (count > kMany) {
        search_large(key);
      } else if (count != 0) {
        keys.push_back(key);
        if (keys.size() < kRun) continue;
        search_small(keys);
        keys.clear();
      }
    }
    search_small(keys);
  }

 private:
  static constexpr uint32_t kChunk = 4096;
  // From how many on it pays to look for what is joined already.
  static constexpr uint32_t kMany = 32;
  // How many small buckets are searched at once: about as many as stay in the nearest cache.
  static constexpr size_t kRun = 256;
  // How many pairs are put off until they are tested.
  static constexpr size_t kBatch = 256;

  // Half of the widest key, so that two passes sort.
  static constexpr int kDigit = (kWidest + 1) / 2;
  // How many signatures ahead are fetched.
  static constexpr size_t kAhead = 16;

  struct Keyed {
    uint32_t key, row;
  };

  const std::vector<Signature> &signatures_;
  const NearKernels &kernels_;
  Joiner &joiner_;
  Patience &patience_;
  const int width_;
  std::vector<Signature> masks_;  // of all bands
  size_t number_ = 0;             // of the band that is searched
  std::vector<Keyed> keyed_, other_;
  std::vector<uint32_t> starts_;
  std::vector<uint32_t> rows_;
  // Each row's signature, and in large buckets its set's root when they were last grouped. Copied,
  // because to fetch them from all over the memory took most of the time.
  std::array<std::vector<uint64_t>, Signature::kWords> words_;
  vision::SignaturePlanes planes_;
  std::vector<uint32_t> roots_;
  std::vector<uint32_t> hits_;
  std::vector<vision::NearPlaces> pairs_;

  uint32_t size(uint32_t key) const { return starts_[key + 1] - starts_[key]; }

  static void sort_by_digit(const std::vector<Keyed> &from, std::vector<Keyed> &to, int shift) {
    constexpr uint32_t kDigits = 1 << kDigit;
    std::array<uint32_t, kDigits + 1> ends = {};
    for (const Keyed &keyed : from) ++ends[(keyed.key >> shift) % kDigits + 1];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    for (const Keyed &keyed : from) to[ends[(keyed.key >> shift) % kDigits]++] = keyed;
  }

  void prefetch(size_t place) const {
    if (place < keyed_.size()) __builtin_prefetch(&signatures_[keyed_[place].row]);
  }

  void copy(uint32_t place) {
    const Signature &signature = signatures_[rows_[place]];
    for (size_t i = 0; i < words_.size(); ++i) words_[i][place] = signature.words[i];
  }

  // Sorts a bucket or its end by the sets that its members are in.
  void group(uint32_t start, uint32_t end) {
    const auto before = [this](uint32_t one, uint32_t other) {
      return std::make_pair(joiner_.root(one), one) < std::make_pair(joiner_.root(other), other);
    };
    const auto first = rows_.begin() + start, last = rows_.begin() + end;
    if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
    for (uint32_t i = start; i < end; ++i) {
      copy(i);
      roots_[i] = joiner_.root(rows_[i]);
    }
  }

  // One bit after the other, which reads the memory in order.
  void search_small(const std::vector<uint32_t> &keys) {
    size_t found = 0;
    for (int bit = -1; bit < width_ && !patience_.ended(); ++bit) {
      found += kernels_.neighbours(planes_, starts_.data(), keys.data(), keys.size(),
                                   bit < 0 ? 0 : 1u << bit, kMany, pairs_.data() + found);
      patience_.work(10 * keys.size());
      if (found < kBatch) continue;
      test_found(found);
      found = 0;
    }
    test_found(found);
  }

  // Those that are small aren't looked for from there.
  void search_large(uint32_t key) {
    within(key);
    for (int bit = 0; bit < width_; ++bit) {
      const uint32_t other = key ^ 1u << bit;
      if (size(other) <= kMany || other > key) between(other, key);
    }
  }

  void within(uint32_t key) {
    const uint32_t end = starts_[key + 1];
    uint32_t joins = 0;
    for (uint32_t i = starts_[key]; i + 1 < end && !patience_.ended(); ++i)
      joins = compare_and_group(i, i + 1, end, joins);
  }

  void between(uint32_t key, uint32_t other) {
    const uint32_t start = starts_[other], end = starts_[other + 1];
    if (start == end) return;
    uint32_t joins = 0;
    for (uint32_t i = starts_[key]; i < starts_[key + 1] && !patience_.ended(); ++i)
      joins = compare_and_group(i, start, end, joins);
  }

  // Once many were joined, what is left of the bucket is grouped anew. A row can be joined only
  // once to what it is not joined to, so that this is done seldom; without it, comparing the
  // copies of one face would take the square of their number in every band.
  uint32_t compare_and_group(uint32_t place, uint32_t start, uint32_t end, uint32_t joins) {
    joins += compare(place, start, end);
    if (end - start <= kMany || joins < (end - start) / 4) return joins;
    group(start, end);
    return 0;
  }

  // One with those from `start` to `end`, but for its own set. Returns how many were joined.
  uint32_t compare(uint32_t place, uint32_t start, uint32_t end) {
    if (end - start <= kMany || !joiner_.is_joined(rows_[place])) return scan(place, start, end);
    const auto own = std::equal_range(roots_.begin() + start, roots_.begin() + end,
                                      joiner_.root(rows_[place]));
    const auto first = static_cast<uint32_t>(own.first - roots_.begin());
    const auto last = static_cast<uint32_t>(own.second - roots_.begin());
    return scan(place, start, first) + scan(place, last, end);
  }

  uint32_t scan(uint32_t place, uint32_t start, uint32_t end) {
    uint32_t joins = 0;
    for (uint32_t chunk = start; chunk < end; chunk += kChunk) {
      const uint32_t count = std::min(kChunk, end - chunk);
      const size_t found =
          kernels_.candidates(planes_, place, chunk, chunk + count, hits_.data());
      patience_.work(count);
      for (size_t i = 0; i < found; ++i) joins += test(place, hits_[i]);
    }
    return joins;
  }

  // Fetches what the tests will need while others are made.
  void test_found(size_t found) {
    constexpr size_t kFetched = 12;
    for (size_t i = 0; i < found; ++i) {
      if (i + kFetched < found) {
        joiner_.prefetch(rows_[pairs_[i + kFetched].one]);
        joiner_.prefetch(rows_[pairs_[i + kFetched].other]);
      }
      test(pairs_[i].one, pairs_[i].other);
    }
  }

  bool test(uint32_t place, uint32_t other_place) {
    const uint32_t row = rows_[place], other = rows_[other_place];
    if (joiner_.root(row) == joiner_.root(other)) return false;
    // In an earlier band that they agree in, they were compared.
    return !kernels_.agree(signatures_[row], signatures_[other], masks_.data(), number_) &&
           joiner_.consider(row, other);
  }
};

// How many bits a band has: one more for twice as many faces, so that a face has about as many
// chance neighbours in a band. No more than 20, because with each bit a band finds less.
int width_for(size_t count) {
  int width = kNarrowest;
  if (count >> (kNarrowest + 1) == 0) return width;
  while (width < kWidest && count >> (width - 1) != 0) ++width;
  return width;
}

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
    if (patience.ended()) return true;
    const int width = search->width != 0 ? std::clamp(search->width, kNarrowest, kWidest)
                                         : width_for(signatures.size());
    const std::vector<Band> bands = Band::all(width);
    Buckets buckets(width, signatures, bands, kernels, joiner, patience);
    for (size_t i = 0; i < bands.size() && !patience.ended(); ++i) {
      buckets.sort(bands[i], i);
      buckets.search();
    }
    return true;
  });
}
