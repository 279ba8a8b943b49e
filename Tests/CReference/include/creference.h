// dlib's and OpenCV's own calls, written as their documentation shows them and apart from CVision:
// what the tests compare with.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct reference_face {
  int64_t faces;       // how many were found; the rest is undefined where it is 0
  int64_t box[4];      // left, top, right, bottom of the largest
  double score;
  int64_t points[136]; // x, y of its 68 landmarks
} reference_face;

// Finds the largest face of an RGB image and aligns it: `anchors` are three landmarks' indices and
// `targets` their x, y as fractions of the edge. `out` holds 3 * size * size bytes.
reference_face reference_align(const char *model, const uint8_t *rgb, int width, int height,
                               int upsample, const int anchors[3], const float targets[6],
                               int size, uint8_t *out);

#ifdef __cplusplus
}
#endif
