#include "pyramid.h"

#include <dlib/image_transforms/image_pyramid.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>

namespace vision {

namespace {

// As the frontal face detector's scanner is set.
constexpr unsigned long kSmallest = 64;

// So much of a stage is made before the next one takes it, in bytes: what is passed on should be in
// the second cache still.
constexpr ptrdiff_t kBatch = 64 << 10;

int32_t level_count(int32_t width, int32_t height) {
  const dlib::pyramid_down<6> pyramid;
  dlib::rectangle rect(width, height);
  int32_t levels = 0;
  do {
    rect = pyramid.rect_down(rect);
    ++levels;
  } while (rect.width() >= kSmallest && rect.height() >= kSmallest);
  return levels;
}

PixelRect joined(const PixelRect &one, const PixelRect &other) {
  if (one.empty()) return other;
  if (other.empty()) return one;
  return {std::min(one.left, other.left), std::min(one.top, other.top),
          std::max(one.right, other.right), std::max(one.bottom, other.bottom)};
}

int64_t area(const PixelRect &rect) { return int64_t{rect.width()} * rect.height(); }

// From one plane or row to the next: an odd multiple of 64, so that what lies above one another
// does not compete for the same places of the cache.
ptrdiff_t padded(ptrdiff_t bytes) { return (bytes + 63) / 64 * 64 | 64; }

}  // namespace

uint8_t *PixelMemory::reserve(size_t bytes) {
  if (bytes > size_) {
    bytes_.reset();
    size_ = 0;
    const size_t size = (bytes + 63) / 64 * 64;
    bytes_.reset(static_cast<uint8_t *>(std::aligned_alloc(64, size)));
    if (bytes_ == nullptr) throw std::bad_alloc();
    size_ = size;
  }
  return bytes_.get();
}

void ResizeTables::reset(int32_t in_width, int32_t in_height, int32_t width, int32_t height) {
  if (in_width != in_width_ || width != width_) {
    in_width_ = -1;
    fill_columns(in_width, width);
  }
  if (in_height != in_height_ || height != height_) {
    in_height_ = -1;
    fill_rows(in_height, height);
  }
  in_width_ = in_width;
  in_height_ = in_height;
  width_ = width;
  height_ = height;
}

void ResizeTables::fill_columns(int32_t in_width, int32_t width) {
  constexpr int32_t kGroup = ResizeColumns::kGroup;
  const double scale = (in_width - 1) / static_cast<double>(std::max(width - 1, 1));
  groups_.assign(static_cast<size_t>((width + ResizeColumns::kStep) / kGroup + 2), {});

  // Each of four columns in turn counts up for itself, and is rounded at every step.
  const double before = -4 * scale;
  float x[4] = {static_cast<float>(before), static_cast<float>(before + scale),
                static_cast<float>(before + 2 * scale), static_cast<float>(before + 3 * scale)};
  const auto advance = static_cast<float>(4 * scale);
  int32_t column = 0;
  bool windowed = true;
  for (;; column += 4) {
    int32_t left[4];
    for (int i = 0; i < 4; ++i) {
      x[i] += advance;
      left[i] = static_cast<int32_t>(x[i]);
    }
    if (left[3] + 1 >= in_width) break;
    ResizeColumns::Group &group = groups_[static_cast<size_t>(column / kGroup)];
    if (column % kGroup == 0) group.window = left[0];
    for (int32_t i = 0; i < 4; ++i) {
      const auto offset = static_cast<int32_t>(left[i] - group.window);
      windowed = windowed && offset >= 0 && offset + 1 < ResizeColumns::kWindow;
      const float weight = x[i] - static_cast<float>(left[i]);
      const int32_t place = column % kGroup + i;
      group.left[place] = static_cast<uint32_t>(offset) | 0x80808000u;
      group.right[place] = static_cast<uint32_t>(offset + 1) | 0x80808000u;
      group.left_weight[place] = 1 - weight;
      group.right_weight[place] = weight;
    }
  }
  // What is made past the end is not used, but it is made of pixels that can be read.
  for (auto i = static_cast<size_t>((column - 1) / kGroup + 1); i < groups_.size(); ++i)
    groups_[i].window = groups_[i - 1].window;
  fill_rest(in_width, width, column, scale);
  columns_ = {width, column, windowed, groups_.data(), rest_.data()};
}

void ResizeTables::fill_rest(int32_t in_width, int32_t width, int32_t single, double scale) {
  constexpr int32_t kRest = ResizeColumns::kRest;
  rest_.clear();
  double x = -scale + single * scale;
  for (int32_t start = single; start < width; start += kRest) {
    ResizeColumns::Rest rest = {};
    for (int32_t i = 0; i < kRest; ++i) {
      // Columns past the end repeat the last one.
      if (start + i < width) x += scale;
      const auto left = static_cast<int32_t>(std::floor(x));
      const int32_t right = std::min(left + 1, in_width - 1);
      if (i == 0) rest.window = left;
      rest.left[i] = static_cast<uint32_t>(left - rest.window) | 0x80808000u;
      rest.right[i] = static_cast<uint32_t>(right - rest.window) | 0x80808000u;
      for (int c = 0; c < 3; ++c) {
        rest.left_weight[c * kRest + i] = 1 - (x - left);
        rest.right_weight[c * kRest + i] = x - left;
      }
    }
    rest_.push_back(rest);
  }
}

void ResizeTables::fill_rows(int32_t in_height, int32_t height) {
  const double scale = (in_height - 1) / static_cast<double>(std::max(height - 1, 1));
  rows_.resize(static_cast<size_t>(height));
  double y = -scale;
  for (Row &row : rows_) {
    y += scale;
    row.top = static_cast<int32_t>(std::floor(y));
    row.bottom = std::min(row.top + 1, in_height - 1);
    row.bottom_weight = y - row.top;
  }
}

PixelRect ResizeTables::source(const PixelRect &rect) const {
  if (rect.empty()) return {};
  int32_t left = INT32_MAX, right = 0;
  const auto cover = [&](int32_t column) {
    if (column < columns_.single) {
      constexpr int32_t kGroup = ResizeColumns::kGroup;
      const ResizeColumns::Group &group = groups_[static_cast<size_t>(column / kGroup)];
      const int32_t window = static_cast<int32_t>(group.window), place = column % kGroup;
      left = std::min(left, window + static_cast<int32_t>(group.left[place] & 0xff));
      right = std::max(right, window + static_cast<int32_t>(group.right[place] & 0xff) + 1);
    } else {
      constexpr int32_t kRest = ResizeColumns::kRest;
      const auto place = static_cast<size_t>(column - columns_.single);
      const ResizeColumns::Rest &rest = rest_[place / kRest];
      left = std::min(left, rest.window + static_cast<int32_t>(rest.left[place % kRest] & 0xff));
      right =
          std::max(right, rest.window + static_cast<int32_t>(rest.right[place % kRest] & 0xff) + 1);
    }
  };
  // Positions ascend within each of the two parts, but not from one to the other.
  cover(rect.left);
  cover(rect.right - 1);
  if (rect.left < columns_.single && columns_.single < rect.right) {
    cover(columns_.single - 1);
    cover(columns_.single);
  }
  return {left, row(rect.top).top, right, row(rect.bottom - 1).bottom + 1};
}

void Pyramid::reset(const uint8_t *rgb, int32_t width, int32_t height, int32_t upsample,
                    int64_t target) {
  if (target != target_) {
    kernels_ = PyramidKernels(target);
    target_ = target;
  }
  rgb_ = rgb;
  upsample_ = upsample;
  const auto doublings = static_cast<size_t>(upsample);
  if (stages_.size() <= doublings) stages_.resize(doublings + 1);
  stages_[0].width = width;
  stages_[0].height = height;
  const auto derive = [&](size_t index, int32_t to_width, int32_t to_height) {
    const Stage &from = stages_[index - 1];
    Stage &to = stages_[index];
    to.width = to_width;
    to.height = to_height;
    to.tables.reset(from.width, from.height, to_width, to_height);
  };
  for (size_t i = 1; i <= doublings; ++i) {
    const Stage &from = stages_[i - 1];
    const dlib::rectangle up =
        dlib::pyramid_down<2>().rect_up(dlib::rectangle(from.width, from.height));
    derive(i, static_cast<int32_t>(up.right() + 1), static_cast<int32_t>(up.bottom() + 1));
  }
  levels_ = level_count(stages_[doublings].width, stages_[doublings].height);
  const size_t count = doublings + static_cast<size_t>(levels_);
  if (stages_.size() < count) stages_.resize(count);
  for (size_t i = doublings + 1; i < count; ++i)
    derive(i, 5 * stages_[i - 1].width / 6, 5 * stages_[i - 1].height / 6);
}

uint8_t *Pyramid::row(const Stage &stage, int32_t y) const {
  return stage.first + (y - stage.rect.top) % stage.kept * stage.row_stride;
}

void Pyramid::make(const PixelRect *want, LevelPixels *out) {
  plan(want, out);
  if (used_ > 0) drive(0);
}

void Pyramid::plan(const PixelRect *want, LevelPixels *out) {
  const auto count = static_cast<size_t>(upsample_ + levels_);
  used_ = 0;
  PixelRect needed;
  for (size_t i = count; i-- > 0;) {
    Stage &stage = stages_[i];
    const auto level = static_cast<int32_t>(i) - upsample_;
    stage.want = level < 0 ? PixelRect{} : want[level];
    stage.out = level < 0 || want[level].empty() ? nullptr : out + level;
    if (level >= 0 && stage.out == nullptr) {
      out[level].rect = {};
    }
    stage.rect = joined(stage.want, needed);
    if (used_ == 0 && !stage.rect.empty()) used_ = i + 1;
    if (i > 0) needed = stage.tables.source(stage.rect);
  }
  for (size_t i = 0; i < used_; ++i) {
    place(stages_[i]);
    const auto groups = static_cast<size_t>(
        (stages_[i].rect.width() + ResizeColumns::kStep) / ResizeColumns::kGroup + 2);
    if (held_.size() < groups) held_.resize(groups);
  }
}

void Pyramid::place(Stage &stage) {
  const PixelRect &rect = stage.rect;
  const ptrdiff_t padding = PyramidKernels::kBefore + PyramidKernels::kPast;
  const ptrdiff_t stride = padded(rect.width() + padding);
  const int32_t height = rect.height();
  stage.next = stage.passed = rect.top;
  stage.batch = static_cast<int32_t>(std::clamp<ptrdiff_t>(kBatch / (3 * stride), 8, height));
  // What is given out is made in its place, unless much more than that is needed for others.
  stage.direct = stage.out != nullptr && area(rect) <= 2 * area(stage.want);
  if (stage.direct) {
    stage.kept = height;
    stage.row_stride = stride;
    stage.plane_stride = padded(stride * height);
  } else {
    stage.kept = std::min(height, stage.batch + 3);
    stage.row_stride = 3 * stride;
    stage.plane_stride = stride;
  }
  PixelMemory &memory = stage.direct ? stage.out->memory : stage.memory;
  const ptrdiff_t bytes = stage.direct ? 3 * stage.plane_stride : stage.kept * stage.row_stride;
  stage.first = memory.reserve(static_cast<size_t>(bytes)) + PyramidKernels::kBefore;
  if (stage.out == nullptr) return;

  LevelPixels &out = *stage.out;
  out.rect = stage.want;
  ptrdiff_t plane = stage.plane_stride;
  const uint8_t *first = stage.first;
  if (stage.direct) {
    out.stride = static_cast<int32_t>(stride);
    first += (stage.want.top - rect.top) * stride + (stage.want.left - rect.left);
  } else {
    out.stride = static_cast<int32_t>(padded(stage.want.width() + 64));
    plane = padded(ptrdiff_t{out.stride} * stage.want.height());
    first = out.memory.reserve(static_cast<size_t>(3 * plane));
  }
  for (int c = 0; c < 3; ++c) out.plane[c] = first + c * plane;
}

// Makes rows of a stage as long as there are rows to make them of, and has the next stages make
// theirs.
void Pyramid::drive(size_t index) {
  Stage &stage = stages_[index];
  while (produce(index) > 0) {
    const bool full = stage.next - stage.passed >= stage.batch;
    if (index + 1 < used_ && (full || stage.next == stage.rect.bottom)) {
      drive(index + 1);
      stage.passed = stage.next;
    }
  }
}

// Makes up to a batch of rows; returns how many.
int32_t Pyramid::produce(size_t index) {
  Stage &stage = stages_[index];
  const int32_t first = stage.next;
  int32_t end = std::min(stage.rect.bottom, first + stage.batch);
  // Rows that the next stage has yet to read are not written over.
  if (index + 1 < used_) {
    const Stage &reader = stages_[index + 1];
    if (reader.next < reader.rect.bottom)
      end = std::min(end, reader.tables.row(reader.next).top + stage.kept);
  }
  if (index == 0) {
    for (int32_t y = first; y < end; ++y) {
      const ptrdiff_t pixel = ptrdiff_t{y} * stage.width + stage.rect.left;
      kernels_.separate(rgb_ + 3 * pixel, static_cast<size_t>(stage.rect.width()), row(stage, y),
                        stage.plane_stride);
    }
  } else {
    const Stage &from = stages_[index - 1];
    rows_.clear();
    for (int32_t y = first; y < end; ++y) {
      const ResizeTables::Row &place = stage.tables.row(y);
      if (place.bottom >= from.next) {
        end = y;
        break;
      }
      rows_.push_back({row(from, place.top), row(from, place.bottom), row(stage, y),
                       place.bottom_weight, static_cast<float>(1 - place.bottom_weight),
                       static_cast<float>(place.bottom_weight)});
    }
    const ResizeJob job = {&stage.tables.columns(),
                           stage.rect.left,
                           stage.rect.right,
                           from.rect.left,
                           stage.rect.left,
                           from.plane_stride,
                           stage.plane_stride,
                           rows_.data(),
                           rows_.size(),
                           held_.data()};
    if (end > first) kernels_.resize(job);
  }
  stage.next = std::max(first, end);
  if (stage.out != nullptr && !stage.direct) give_out(stage, first, stage.next);
  return stage.next - first;
}

// Copies rows to where they are given out, if they were not made there.
void Pyramid::give_out(const Stage &stage, int32_t first, int32_t end) const {
  const LevelPixels &out = *stage.out;
  const PixelRect &want = stage.want;
  for (int32_t y = std::max(first, want.top); y < std::min(end, want.bottom); ++y) {
    const uint8_t *from = row(stage, y) + (want.left - stage.rect.left);
    const ptrdiff_t offset = ptrdiff_t{y - want.top} * out.stride;
    for (int c = 0; c < 3; ++c)
      std::memcpy(const_cast<uint8_t *>(out.plane[c]) + offset, from + c * stage.plane_stride,
                  static_cast<size_t>(want.width()));
  }
}

}  // namespace vision
