#include "image_pyramid.h"

#include <memory>
#include <vector>

#include "fault.h"
#include "pyramid.h"

struct vision_pyramid {
  vision::Pyramid pyramid;
  std::vector<vision::LevelPixels> made;
};

vision_pyramid *vision_pyramid_create(vision_error *error) {
  return vision::guarded(error, static_cast<vision_pyramid *>(nullptr),
                         [] { return std::make_unique<vision_pyramid>().release(); });
}

void vision_pyramid_destroy(vision_pyramid *pyramid) { delete pyramid; }

bool vision_pyramid_reset(vision_pyramid *pyramid, const uint8_t *rgb, int32_t width,
                          int32_t height, int32_t upsample, int64_t target, vision_error *error) {
  return vision::guarded(error, false, [&] {
    pyramid->pyramid.reset(rgb, width, height, upsample, target);
    return true;
  });
}

int32_t vision_pyramid_levels(const vision_pyramid *pyramid) { return pyramid->pyramid.levels(); }

int32_t vision_pyramid_width(const vision_pyramid *pyramid, int32_t level) {
  return pyramid->pyramid.width(level);
}

int32_t vision_pyramid_height(const vision_pyramid *pyramid, int32_t level) {
  return pyramid->pyramid.height(level);
}

bool vision_pyramid_make(vision_pyramid *pyramid, const vision_rect *want, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const auto count = static_cast<size_t>(pyramid->pyramid.levels());
    std::vector<vision::PixelRect> rects;
    for (size_t i = 0; i < count; ++i)
      rects.push_back({want[i].left, want[i].top, want[i].right, want[i].bottom});
    if (pyramid->made.size() < count) pyramid->made.resize(count);
    pyramid->pyramid.make(rects.data(), pyramid->made.data());
    return true;
  });
}

void vision_pyramid_read(const vision_pyramid *pyramid, int32_t level, uint8_t *rgb) {
  const vision::LevelPixels &made = pyramid->made[static_cast<size_t>(level)];
  for (int32_t y = 0; y < made.rect.height(); ++y)
    for (int32_t x = 0; x < made.rect.width(); ++x)
      for (const uint8_t *plane : made.plane) *rgb++ = plane[ptrdiff_t{y} * made.stride + x];
}
