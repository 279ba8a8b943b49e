#include "cfixtures.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

typedef struct failure {
  struct jpeg_error_mgr base;
  jmp_buf jump;
} failure;

static void on_error(j_common_ptr state) { longjmp(((failure *)state->err)->jump, 1); }

static void print_nothing(j_common_ptr state) { (void)state; }

static struct jpeg_error_mgr *attach(failure *errors) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = on_error;
  errors->base.output_message = print_nothing;
  return &errors->base;
}

static int components(fixture_colours colours) {
  return colours == FIXTURE_GREY ? 1 : colours < FIXTURE_CMYK ? 3 : 4;
}

static void set_colours(struct jpeg_compress_struct *state, fixture_colours colours) {
  static const J_COLOR_SPACE given[] = {JCS_GRAYSCALE, JCS_RGB, JCS_RGB, JCS_CMYK, JCS_CMYK};
  static const J_COLOR_SPACE stored[] = {JCS_GRAYSCALE, JCS_YCbCr, JCS_RGB, JCS_CMYK, JCS_YCCK};
  state->input_components = components(colours);
  state->in_color_space = given[colours];
  jpeg_set_defaults(state);
  jpeg_set_colorspace(state, stored[colours]);
}

static void set_scans(struct jpeg_compress_struct *state, fixture_scans scans,
                      jpeg_scan_info script[MAX_COMPONENTS]) {
  if (scans == FIXTURE_PROGRESSIVE) jpeg_simple_progression(state);
  if (scans != FIXTURE_SCAN_PER_COMPONENT) return;
  for (int i = 0; i < state->num_components; ++i)
    script[i] = (jpeg_scan_info){.comps_in_scan = 1, .component_index = {i}, .Se = DCTSIZE2 - 1};
  state->scan_info = script;
  state->num_scans = state->num_components;
}

uint8_t *fixture_jpeg_encode(const fixture_jpeg *fixture, const uint8_t *samples, size_t *count) {
  struct jpeg_compress_struct state;
  failure errors;
  jpeg_scan_info script[MAX_COMPONENTS];
  // libjpeg allocates these with malloc. Volatile, because they change after setjmp.
  unsigned char *volatile bytes = NULL;
  volatile unsigned long length = 0;
  memset(&state, 0, sizeof(state));
  state.err = attach(&errors);
  if (setjmp(errors.jump)) {
    jpeg_destroy_compress(&state);
    free(bytes);
    return NULL;
  }
  jpeg_create_compress(&state);
  jpeg_mem_dest(&state, (unsigned char **)&bytes, (unsigned long *)&length);
  state.image_width = (JDIMENSION)fixture->width;
  state.image_height = (JDIMENSION)fixture->height;
  set_colours(&state, fixture->colours);
  jpeg_set_quality(&state, fixture->quality, TRUE);
  // Black is sampled as finely as the first component, chroma as coarsely as it goes.
  for (int i = 0; i < state.num_components; i += 3) {
    state.comp_info[i].h_samp_factor = fixture->sampling_x;
    state.comp_info[i].v_samp_factor = fixture->sampling_y;
  }
  state.arith_code = fixture->arithmetic;
  state.restart_interval = (unsigned)fixture->restart_interval;
  set_scans(&state, fixture->scans, script);
  jpeg_start_compress(&state, TRUE);
  const size_t stride = (size_t)fixture->width * (size_t)state.input_components;
  while (state.next_scanline < state.image_height) {
    JSAMPROW line = (JSAMPROW)samples + stride * state.next_scanline;
    jpeg_write_scanlines(&state, &line, 1);
  }
  jpeg_finish_compress(&state);
  jpeg_destroy_compress(&state);
  *count = length;
  return bytes;
}

uint8_t *fixture_jpeg_read(const uint8_t *bytes, size_t count, size_t *length) {
  struct jpeg_decompress_struct state;
  failure errors;
  uint8_t *volatile rgb = NULL;
  volatile int is_whole = 0;
  FILE *file = fmemopen((void *)bytes, count, "rb");
  memset(&state, 0, sizeof(state));
  state.err = attach(&errors);
  if (setjmp(errors.jump)) goto end;
  jpeg_create_decompress(&state);
  jpeg_stdio_src(&state, file);
  jpeg_read_header(&state, TRUE);
  state.out_color_space = JCS_RGB;
  jpeg_start_decompress(&state);
  const size_t stride = (size_t)3 * state.output_width;
  *length = stride * state.output_height;
  rgb = malloc(*length);
  while (state.output_scanline < state.output_height) {
    JSAMPROW line = rgb + stride * state.output_scanline;
    jpeg_read_scanlines(&state, &line, 1);
  }
  is_whole = 1;
  jpeg_finish_decompress(&state);
end:
  jpeg_destroy_decompress(&state);
  fclose(file);
  if (is_whole) return rgb;
  free(rgb);
  return NULL;
}
