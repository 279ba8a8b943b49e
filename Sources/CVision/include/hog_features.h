// The HOG features of dlib's frontal face detector. Part of CVision's interface, with the conventions
// of cvision.h, for tests: the search itself reads the features where they are.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "cvision.h"
#include "image_pyramid.h"

#ifdef __cplusplus
extern "C" {
#endif

// How many columns and rows of features an image has.
void vision_features_size(int32_t width, int32_t height, int32_t *columns, int32_t *rows);

// Computes the features of a part of an image: 31 planes of the part's rows of columns.
bool vision_features(const uint8_t *rgb, int32_t width, int32_t height, vision_rect part,
                     int64_t target, float *out, vision_error *error);

#ifdef __cplusplus
}
#endif
