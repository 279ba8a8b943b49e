#include "hog_features.h"

#include <vector>

#include "fault.h"
#include "hog_kernels.h"
#include "pyramid.h"

void vision_features_size(int32_t width, int32_t height, int32_t *columns, int32_t *rows) {
  const vision::HogGrid grid(width, height);
  *columns = grid.columns;
  *rows = grid.rows;
}

bool vision_features(const uint8_t *rgb, int32_t width, int32_t height, vision_rect part,
                     int64_t target, float *out, vision_error *error) {
  return vision::guarded(error, false, [&] {
    const vision::HogGrid grid(width, height);
    const vision::CellRect places = {part.left, part.top, part.right, part.bottom};
    vision::Pyramid pyramid;
    pyramid.reset(rgb, width, height, 0, target);
    std::vector<vision::PixelRect> want(static_cast<size_t>(pyramid.levels()));
    std::vector<vision::LevelPixels> made(want.size());
    want[0] = grid.pixels(places);
    pyramid.make(want.data(), made.data());
    const auto columns = static_cast<size_t>(places.width());
    const auto rows = static_cast<size_t>(places.height());
    using vision::HogFeatures;
    const size_t stride = columns * HogFeatures::kPlace;
    std::vector<float> features(rows * stride + HogFeatures::kOverrun * HogFeatures::kPlace);
    vision::HogScratch scratch;
    vision::HogKernels(target).features(grid, made[0], places, scratch, {features.data(), stride});
    for (size_t plane = 0; plane < vision::HogGrid::kPlanes; ++plane)
      for (size_t row = 0; row < rows; ++row)
        for (size_t column = 0; column < columns; ++column)
          *out++ = features[row * stride + column * HogFeatures::kPlace + plane];
    return true;
  });
}
