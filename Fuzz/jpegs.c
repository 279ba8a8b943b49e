// Writes one small JPEG of each kind that libjpeg encodes into a folder: jpegs FOLDER
#include <stdio.h>
#include <stdlib.h>

#include "cfixtures.h"

static const char *const kColours[] = {"grey", "ycbcr", "rgb", "cmyk", "ycck"};
static const char *const kScans[] = {"sequential", "components", "progressive"};

static int write_file(const char *folder, const fixture_jpeg *fixture) {
  const size_t length = (size_t)fixture->width * (size_t)fixture->height * 4;
  uint8_t *samples = malloc(length);
  if (!samples) return 0;
  // Waves with an edge in them, so that blocks have coefficients of all frequencies.
  for (size_t i = 0; i < length; ++i) samples[i] = (uint8_t)(i % 61 < 30 ? i * 3 : i * i >> 5);
  size_t count = 0;
  uint8_t *bytes = fixture_jpeg_encode(fixture, samples, &count);
  free(samples);
  if (!bytes) return 0;
  char path[4096];
  snprintf(path, sizeof(path), "%s/%s-%s-%s-%d-%dx%d-%dx%d.jpg", folder,
           kColours[fixture->colours], kScans[fixture->scans],
           fixture->arithmetic ? "arithmetic" : "huffman", fixture->restart_interval,
           fixture->sampling_x, fixture->sampling_y, fixture->width, fixture->height);
  FILE *file = fopen(path, "wb");
  const int is_written = file && fwrite(bytes, 1, count, file) == count;
  free(bytes);
  return file && fclose(file) == 0 && is_written;
}

// All orders of coefficients for one kind of colours and its sampling.
static int write_orders(const char *folder, fixture_jpeg fixture) {
  for (int i = 0; i < 12; ++i) {
    fixture.scans = (fixture_scans)(i % 3);
    fixture.arithmetic = i / 3 % 2;
    fixture.restart_interval = i / 6 * 2;
    if (!write_file(folder, &fixture)) return 0;
  }
  return 1;
}

int main(int count, char **arguments) {
  static const int kSampling[][2] = {{1, 1}, {2, 2}, {2, 1}, {1, 2}, {4, 1}};
  if (count != 2) return 2;
  fixture_jpeg fixture = {.width = 21, .height = 19, .quality = 75};
  for (fixture.colours = FIXTURE_GREY; fixture.colours <= FIXTURE_YCCK; ++fixture.colours) {
    // What has no chroma to sample is sampled one way.
    const int ways = fixture.colours == FIXTURE_YCBCR ? 5 : fixture.colours == FIXTURE_YCCK ? 2 : 1;
    for (int way = 0; way < ways; ++way) {
      fixture.sampling_x = kSampling[way][0];
      fixture.sampling_y = kSampling[way][1];
      if (!write_orders(arguments[1], fixture)) return 1;
    }
  }
  // Longer than one portion of those in which jpeg.cpp hands out its bytes.
  fixture_jpeg large = {.width = 96, .height = 80, .colours = FIXTURE_YCBCR, .quality = 95,
                        .sampling_x = 2, .sampling_y = 2};
  return write_orders(arguments[1], large) ? 0 : 1;
}
