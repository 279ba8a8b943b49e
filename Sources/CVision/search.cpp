#include <algorithm>
#include <numeric>
#include <vector>

#include "detector.h"
#include "fault.h"

namespace {

vision_box box(const dlib::rectangle &rect, double score) {
  return {static_cast<int32_t>(rect.left()), static_cast<int32_t>(rect.top()),
          static_cast<int32_t>(rect.right()), static_cast<int32_t>(rect.bottom()), score};
}

}  // namespace

bool vision_search_begin(vision_detector *detector, const uint8_t *rgb, int32_t width,
                         int32_t height, int32_t upsample, int32_t reach, vision_error *error) {
  return vision::guarded(error, false, [&] {
    detector->search.reset(rgb, width, height, upsample, reach);
    return true;
  });
}

int32_t vision_search_levels(const vision_detector *detector) { return detector->search.levels(); }

int64_t vision_search_largest_area(const vision_detector *detector, int32_t level) {
  return detector->search.largest_area(level);
}

bool vision_search_level(vision_detector *detector, int32_t level, vision_error *error) {
  return vision::guarded(error, false, [&] {
    detector->search.search_level(level);
    return true;
  });
}

bool vision_search_overlapping(vision_detector *detector, vision_box box, double least,
                               vision_error *error) {
  return vision::guarded(error, false, [&] {
    const dlib::rectangle rect(box.left, box.top, box.right, box.bottom);
    detector->search.search_overlapping(rect, least);
    return true;
  });
}

bool vision_search_centres(vision_detector *detector, int64_t least_x, int64_t most_x,
                           int64_t least_y, int64_t most_y, vision_error *error) {
  return vision::guarded(error, false, [&] {
    detector->search.search_centres(least_x, most_x, least_y, most_y);
    return true;
  });
}

int64_t vision_search_count(const vision_detector *detector) {
  return static_cast<int64_t>(detector->search.windows().size());
}

vision_window vision_search_window(const vision_detector *detector, int64_t index) {
  const vision::FaceWindow &window = detector->search.windows()[static_cast<size_t>(index)];
  return {box(window.image_box, window.confidence), window.level};
}

vision_verdict vision_search_verdict(vision_detector *detector, int64_t index,
                                     vision_error *error) {
  return vision::guarded(error, VISION_VERDICT_FAILED, [&] {
    switch (detector->search.verdict(static_cast<size_t>(index))) {
      case vision::Verdict::kKept: return VISION_VERDICT_FACE;
      case vision::Verdict::kDropped: return VISION_VERDICT_NO_FACE;
      default: return VISION_VERDICT_UNSURE;
    }
  });
}

int64_t vision_search_best(const vision_detector *detector, int64_t *indices, int64_t capacity,
                           vision_error *error) {
  return vision::guarded(error, int64_t{-1}, [&] {
    const std::vector<vision::FaceWindow> &windows = detector->search.windows();
    std::vector<size_t> order(windows.size());
    std::iota(order.begin(), order.end(), size_t{0});
    // Of equal ones the first comes first.
    std::sort(order.begin(), order.end(), [&](size_t one, size_t other) {
      const double a = windows[one].confidence, b = windows[other].confidence;
      return a != b ? a > b : one < other;
    });
    int64_t count = 0;
    for (const size_t window : order) {
      if (count == capacity) break;
      const bool is_overlapped = std::any_of(indices, indices + count, [&](int64_t better) {
        return detector->model->overlap(windows[static_cast<size_t>(better)].box,
                                        windows[window].box);
      });
      if (!is_overlapped) indices[count++] = static_cast<int64_t>(window);
    }
    return count;
  });
}
