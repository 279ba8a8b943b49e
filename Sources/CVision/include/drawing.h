// Lines, dots and short texts on an image, drawn by OpenCV. Part of CVision's interface, with the
// conventions of cvision.h.
//
// Places are pixels of the canvas, from the middle of its first. They need not be whole, nor lie
// inside: what is outside is left out.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "cvision.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct drawing_canvas {
  uint8_t *rgb;  // 3 * width * height bytes, which are drawn on
  int32_t width, height;
} drawing_canvas;

typedef struct drawing_colour {
  uint8_t red, green, blue;
} drawing_colour;

// Joins `count` places x, y by lines, with smooth edges. Thickness is in pixels, from 1.
bool drawing_lines(drawing_canvas canvas, const double *places, int32_t count, bool is_closed,
                   drawing_colour colour, int32_t thickness, vision_error *error);
// Fills a circle.
bool drawing_dot(drawing_canvas canvas, double x, double y, double radius, drawing_colour colour,
                 vision_error *error);
// Writes ASCII text; `y` is that of its base line. A height of 1 is that of OpenCV's font, of which
// capitals are 21 pixels high.
bool drawing_text(drawing_canvas canvas, const char *text, int32_t x, int32_t y, double height,
                  drawing_colour colour, int32_t thickness, vision_error *error);
// How many pixels a text takes: to the right, above its base line, and below it.
bool drawing_text_size(const char *text, double height, int32_t thickness, int32_t *width,
                       int32_t *above, int32_t *below, vision_error *error);
// Makes an image of another size: smaller by the mean of the pixels that fall into one, or larger by
// repeating them. `out` holds 3 * out_width * out_height bytes.
bool drawing_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *out,
                    int32_t out_width, int32_t out_height, vision_error *error);

#ifdef __cplusplus
}
#endif
