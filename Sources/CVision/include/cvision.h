// Decoding (libjpeg-turbo, libpng), dlib's face detector and landmarks, and OpenCV's warp, of which
// the kernels are our own. No policy lives behind it: which face is taken, what is too large and
// what becomes of a fault is decided by its callers. The search for near-duplicates is in
// neighbours.h, and what draws in drawing.h.
//
// Images are 8-bit RGB, row-major without padding: 3 * width * height bytes. Coordinates are
// pixels of the upright image, x to the right, y down. Every function that can fail takes a
// vision_error and fills it; none throws, aborts or prints.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vision_code {
  VISION_OK = 0,
  VISION_CORRUPT,        // the bytes break the format's rules
  VISION_UNSUPPORTED,    // within the format's rules, but not something that the library reads
  VISION_OUT_OF_MEMORY,
  VISION_FAILED,         // anything else: a file that can't be read, a library's complaint
} vision_code;

typedef struct vision_error {
  vision_code code;
  char message[256];     // the library's own words, UTF-8, always terminated
} vision_error;

// ---- Decoding ----

// Reads one JPEG or PNG from memory, as OpenCV's imread(IMREAD_COLOR) does.
typedef struct vision_reader vision_reader;

// Parses the header alone. `bytes` must outlive the reader. NULL on failure.
vision_reader *vision_jpeg_open(const uint8_t *bytes, size_t count, vision_error *error);
vision_reader *vision_png_open(const uint8_t *bytes, size_t count, vision_error *error);
// The size of the upright image, EXIF orientation applied. Once it has been read width and height
// may have changed places, because a PNG may state its orientation behind its pixels.
int32_t vision_reader_width(const vision_reader *reader);
int32_t vision_reader_height(const vision_reader *reader);
// Makes the image an n-th as wide and as high, rounded up, for n = 2, 4 or 8: less work, of a JPEG. A
// PNG stays as it is. Call it before the image is read; its size is another then.
bool vision_reader_reduce(vision_reader *reader, int32_t denominator, vision_error *error);
// Decodes into `rgb`, which holds 3 * width * height bytes. Call it once.
bool vision_reader_read(vision_reader *reader, uint8_t *rgb, vision_error *error);
// EXIF's orientation, 1 to 8, that was applied to an image that has been read; 1 where none was.
int32_t vision_reader_orientation(const vision_reader *reader);
// What the library put up with while it decoded (data cut short, for one); "" if nothing.
const char *vision_reader_warning(const vision_reader *reader);
void vision_reader_close(vision_reader *reader);

// ---- Encoding ----

// Bytes that the caller frees with vision_free; NULL on failure.
uint8_t *vision_jpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
                            size_t *count, vision_error *error);
uint8_t *vision_png_encode(const uint8_t *rgb, int32_t width, int32_t height,
                           size_t *count, vision_error *error);
// The same image in a third of the time and some 2% larger: for faces, of which there are many.
uint8_t *vision_png_encode_fast(const uint8_t *rgb, int32_t width, int32_t height,
                                size_t *count, vision_error *error);
void vision_free(void *bytes);

// ---- Finding faces ----

// Inclusive pixels, as dlib::rectangle. A box may reach past the image.
typedef struct vision_box {
  int32_t left, top, right, bottom;
  double score;  // dlib's detection confidence: the filters' response less their threshold
} vision_box;

// dlib's frontal face detector with its scratch memory: one for each thread.
typedef struct vision_detector vision_detector;

// Of the parameters that detector-constants wrote: see detector_parameters.h.
vision_detector *vision_detector_create(const char *parameters, size_t count, vision_error *error);
// `target` is the instruction set to search with: one of vision_target, 0 for the processor's
// best.
vision_detector *vision_detector_copy(const vision_detector *detector, int64_t target,
                                      vision_error *error);
// One whose threshold is lower by `depth`, so that it finds what is nearly a face; its scores are
// higher by that.
vision_detector *vision_detector_lowered(const vision_detector *detector, double depth,
                                         vision_error *error);
void vision_detector_destroy(vision_detector *detector);
// The bytes of the parameters, for a comparison with dlib's. Valid while the detector is there.
const uint8_t *vision_detector_parameters(const vision_detector *detector, size_t *count);

// A search of an image, doubled `upsample` times, for the windows in which a detector responds. dlib
// searches everything and then keeps those windows that no kept one of a higher score overlaps.
// Here the caller says where to search, and asks of a window whether dlib would keep it; what else
// that depends on is searched then, up to `reach` levels (see below) finer than the window: the answer
// is dlib's if that is all of them. `rgb` must stay until the next search begins.
bool vision_search_begin(vision_detector *detector, const uint8_t *rgb, int32_t width,
                         int32_t height, int32_t upsample, int32_t reach, vision_error *error);
// The image is searched at several sizes: a level's windows are 1.2 times as wide and as high as
// those of the level before. Level 0 has the smallest.
int32_t vision_search_levels(const vision_detector *detector);
// The most pixels that a box of a level has.
int64_t vision_search_largest_area(const vision_detector *detector, int32_t level);
// Searches a level.
bool vision_search_level(vision_detector *detector, int32_t level, vision_error *error);
// Searches all levels for boxes whose intersection over union with one is at least `least`.
bool vision_search_overlapping(vision_detector *detector, vision_box box, double least,
                               vision_error *error);
// Searches all levels for boxes whose left and right, and top and bottom, have sums in these ranges.
bool vision_search_centres(vision_detector *detector, int64_t least_x, int64_t most_x,
                           int64_t least_y, int64_t most_y, vision_error *error);

typedef struct vision_window {
  vision_box box;  // of the image as given
  int32_t level;
} vision_window;

// How many windows were found so far, also where nobody asked for them. Searches and verdicts add to
// them.
int64_t vision_search_count(const vision_detector *detector);
vision_window vision_search_window(const vision_detector *detector, int64_t index);

typedef enum vision_verdict {
  VISION_VERDICT_FAILED = 0,
  VISION_VERDICT_FACE,     // dlib keeps the window
  VISION_VERDICT_NO_FACE,  // dlib does not
  VISION_VERDICT_UNSURE,   // it depends on scores that differ by no more than rounding
} vision_verdict;

vision_verdict vision_search_verdict(vision_detector *detector, int64_t index,
                                     vision_error *error);

// Writes the indices of the best of the windows that were found so far, highest score first, without
// those that a better one overlaps, which dlib drops. Returns how many they are, at most `capacity`;
// -1 on failure. Which of two comes first that differ by no more than rounding is not defined.
int64_t vision_search_best(const vision_detector *detector, int64_t *indices, int64_t capacity,
                           vision_error *error);

// Searches the image doubled `upsample` times with dlib itself. Returns the number of faces, -1 on
// failure. The boxes are those of the image as given, in dlib's order, highest score first.
int64_t vision_detect(vision_detector *detector, const uint8_t *rgb, int32_t width, int32_t height,
                      int32_t upsample, vision_error *error);
// Box `index` that vision_detect found last.
vision_box vision_detector_box(const vision_detector *detector, int64_t index);

// ---- Landmarks ----

// A shape predictor in dlib's format: immutable, one for all threads and forked processes.
typedef struct vision_landmarks vision_landmarks;

// Reads dlib's serialized shape_predictor, if its trees are full and compare at most 65,536 pixels a
// step. NULL if the file is something else, or damaged, or cannot be read. `target` is one of
// vision_target, or 0 for the processor's best: the model is the same.
vision_landmarks *vision_landmarks_load(const char *path, int64_t target, vision_error *error);
void vision_landmarks_destroy(vision_landmarks *model);
int64_t vision_landmarks_count(const vision_landmarks *model);
// Finds what dlib finds. Writes x, y of each landmark, in whole pixels: 2 * vision_landmarks_count
// numbers. `target` is one of vision_target, or 0 for the processor's best: the landmarks are
// the same.
bool vision_landmarks_find(const vision_landmarks *model, const uint8_t *rgb, int32_t width,
                           int32_t height, vision_box box, int64_t target, int32_t *points,
                           vision_error *error);

// ---- Alignment ----

// How warpAffine interpolates 8-bit images, which changed between OpenCV's versions.
typedef enum vision_warp {
  VISION_WARP_OPENCV5 = 0,  // between exact positions, in single precision with fused steps
  VISION_WARP_OPENCV4,      // positions rounded to 1/32 pixel, weights to 15 bits: OpenCV 2 to 4
} vision_warp;

// OpenCV's getAffineTransform of three points (x, y each) and its warpAffine, bilinear with a
// constant zero border, into `out`, which holds 3 * size * size bytes. `instructions` is one of
// vision_target, or 0 for the processor's best; with any of them OpenCV 5's pixels are the same.
bool vision_align(const uint8_t *rgb, int32_t width, int32_t height, const float source[6],
                  const float target[6], int32_t size, vision_warp warp, int64_t instructions,
                  uint8_t *out, vision_error *error);

// OpenCV's getAffineTransform of three points: the 2 x 3 matrix, row by row, that takes places x, y
// of the photograph to those of the aligned face.
bool vision_transform(const float source[6], const float target[6], double matrix[6],
                      vision_error *error);

// ---- What this was built with ----

// The instruction sets that this processor and the program both have, the best first; 0 past the
// last. For tests: they all give the same.
int64_t vision_target(int32_t index);
// What Highway calls one.
const char *vision_target_name(int64_t target);

// Names and versions as "dlib 19.24.0", in a fixed order; NULL past the last.
const char *vision_library(int32_t index);

#ifdef __cplusplus
}
#endif
