// The pyramid of images that dlib's frontal face detector searches. Part of CVision's interface,
// with the conventions of cvision.h, for tests: the search itself reads the levels where they are.
//
// Level 0 is the image, doubled as often as is asked for with dlib's pyramid_up; each further level
// is made of the one before with dlib's pyramid_down<6>, byte for byte.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "cvision.h"

#ifdef __cplusplus
extern "C" {
#endif

// Half-open. Empty if it has no pixels.
typedef struct vision_rect {
  int32_t left, top, right, bottom;
} vision_rect;

typedef struct vision_pyramid vision_pyramid;

// NULL on failure.
vision_pyramid *vision_pyramid_create(vision_error *error);
void vision_pyramid_destroy(vision_pyramid *pyramid);

// Takes another image, with the memory of the one before. `rgb` must stay where it is as long as
// levels are made of it. `target` is one of vision_target, or 0 for the processor's best.
bool vision_pyramid_reset(vision_pyramid *pyramid, const uint8_t *rgb, int32_t width,
                          int32_t height, int32_t upsample, int64_t target, vision_error *error);
// How many levels the detector searches, at least one.
int32_t vision_pyramid_levels(const vision_pyramid *pyramid);
int32_t vision_pyramid_width(const vision_pyramid *pyramid, int32_t level);
int32_t vision_pyramid_height(const vision_pyramid *pyramid, int32_t level);

// Makes a rectangle of each level, in one pass. `want` has one for each, which may be empty.
bool vision_pyramid_make(vision_pyramid *pyramid, const vision_rect *want, vision_error *error);
// Copies what was made of a level: 3 bytes for each pixel of its rectangle.
void vision_pyramid_read(const vision_pyramid *pyramid, int32_t level, uint8_t *rgb);

#ifdef __cplusplus
}
#endif
