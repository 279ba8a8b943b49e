// Encodes the JPEGs that nobody's camera writes but every collection holds, with libjpeg, for the
// tests to decode; and decodes damaged ones as plainly as libjpeg can be called.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How a file's samples are related to colours.
typedef enum fixture_colours {
  FIXTURE_GREY,   // one component
  FIXTURE_YCBCR,  // three, given as RGB
  FIXTURE_RGB,    // three, stored as they are
  FIXTURE_CMYK,   // four, stored as they are
  FIXTURE_YCCK,   // four, given as CMYK, with Adobe's marker
} fixture_colours;

// In which order a file's coefficients come.
typedef enum fixture_scans {
  FIXTURE_ONE_SCAN,
  FIXTURE_SCAN_PER_COMPONENT,
  FIXTURE_PROGRESSIVE,
} fixture_scans;

typedef struct fixture_jpeg {
  int32_t width, height;
  fixture_colours colours;
  fixture_scans scans;
  int32_t quality;
  int32_t arithmetic;        // 1 for arithmetic coding in place of Huffman's
  int32_t restart_interval;  // in MCUs, 0 for no restart markers
  int32_t sampling_x, sampling_y;  // of the first component and of black, against 1 of the others
} fixture_jpeg;

// Encodes interleaved samples: as many a pixel as there are components. NULL if libjpeg refuses;
// otherwise bytes for free().
uint8_t *fixture_jpeg_encode(const fixture_jpeg *fixture, const uint8_t *samples, size_t *count);

// What libjpeg reads from a file of these bytes, through stdio: RGB, for free(), or NULL if it
// refuses before the last row.
uint8_t *fixture_jpeg_read(const uint8_t *bytes, size_t count, size_t *length);

#ifdef __cplusplus
}
#endif
