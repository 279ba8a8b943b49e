// dlib's and OpenCV's own calls, written as their documentation shows them and apart from CVision:
// what the tests compare with. Images are 8-bit RGB, row-major without padding.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct reference_face {
  int64_t box[4];  // left, top, right, bottom
  double score;
} reference_face;

// Finds the faces of an image in dlib's order; returns how many there are and writes the first
// `capacity` of them.
int64_t reference_detect(const uint8_t *rgb, int width, int height, int upsample,
                         reference_face *faces, int64_t capacity);

// Finds what is nearly a face, too: dlib's threshold is moved by `adjustment`, as the third argument of
// run() of its Python module does. Scores are from the threshold that is not moved.
int64_t reference_detect_adjusted(const uint8_t *rgb, int width, int height, int upsample,
                                  double adjustment, reference_face *faces, int64_t capacity);

// A place where one of dlib's five filters responds, of those that no other was compared with yet.
typedef struct reference_window {
  reference_face face;
  int64_t filter;
} reference_window;

// Finds the windows in which the filters respond in an image as it is; returns how many there are
// and writes the first `capacity` of them.
int64_t reference_windows(const uint8_t *rgb, int width, int height, reference_window *windows,
                          int64_t capacity);

// dlib's HOG features of an image, 31 planes of rows of columns: writes the number of columns and
// rows, and the features where there is room for them.
void reference_features(const uint8_t *rgb, int width, int height, int64_t *columns, int64_t *rows,
                        float *features, int64_t capacity);

// The detector as dlib serializes it. Valid while the program runs.
const uint8_t *reference_detector(size_t *count);

// What is wrong with the bytes of CVision's parameters of the detector, to the last bit; NULL if they
// are those of dlib's own object.
const char *reference_detector_difference(const uint8_t *parameters, size_t count);

// Finds x, y of the 68 landmarks of the face in a box.
void reference_landmarks(const char *model, const uint8_t *rgb, int width, int height,
                         const int64_t box[4], int64_t points[136]);

// A shape predictor of any number of landmarks; NULL if dlib does not read the file.
typedef struct reference_predictor reference_predictor;
reference_predictor *reference_predictor_load(const char *path);
void reference_predictor_destroy(reference_predictor *predictor);
// Finds x, y of each landmark of the face in a box.
void reference_predictor_find(const reference_predictor *predictor, const uint8_t *rgb, int width,
                              int height, const int64_t box[4], int64_t *points);

// Takes three points x, y to their targets with the installed OpenCV's getAffineTransform and
// warpAffine. `out` holds 3 * size * size bytes.
void reference_warp(const uint8_t *rgb, int width, int height, const float source[6],
                    const float target[6], int size, uint8_t *out);

// Calls `take` with each image that dlib's frontal face detector computes features of, from the
// largest on.
void reference_pyramid(const uint8_t *rgb, int width, int height, int upsample, void *context,
                       void (*take)(void *context, const uint8_t *rgb, int width, int height));

// Writes a shape predictor that was never trained: its landmarks are always at the places x, y of
// `shape`, as fractions of the box.
void reference_write_model(const char *path, const float *shape, int landmarks);

#ifdef __cplusplus
}
#endif
