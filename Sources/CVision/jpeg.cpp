#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <jpeglib.h>
// After jpeglib.h, which declares what it uses.
#include <jerror.h>

#include "fault.h"
#include "reader.h"

namespace {

// libjpeg reports through this. An error jumps back to where `jump` was set; a warning is noted.
struct ErrorSink {
  jpeg_error_mgr base;  // first, so that libjpeg's pointer to it is one to this
  jmp_buf jump;
  vision_code code;
  char message[JMSG_LENGTH_MAX];
  char warning[JMSG_LENGTH_MAX];

  static ErrorSink *of(j_common_ptr state) { return reinterpret_cast<ErrorSink *>(state->err); }

  static vision_code classify(int number) {
    switch (number) {
      case JERR_OUT_OF_MEMORY: return VISION_OUT_OF_MEMORY;
      case JERR_BAD_PRECISION:
      case JERR_IMAGE_TOO_BIG:
      case JERR_CONVERSION_NOTIMPL:
      case JERR_CCIR601_NOTIMPL:
      case JERR_FRACT_SAMPLE_NOTIMPL:
      case JERR_NOT_COMPILED:
      case JERR_SOF_UNSUPPORTED:
      case JERR_ARITH_NOTIMPL: return VISION_UNSUPPORTED;
      default: return VISION_CORRUPT;
    }
  }

  static void on_error(j_common_ptr state) {
    ErrorSink *sink = of(state);
    sink->code = classify(sink->base.msg_code);
    sink->base.format_message(state, sink->message);
    std::longjmp(sink->jump, 1);
  }

  static void on_message(j_common_ptr state, int level) {
    if (level >= 0) return;  // a trace, not a warning
    ErrorSink *sink = of(state);
    if (sink->base.num_warnings++ == 0) sink->base.format_message(state, sink->warning);
  }

  static void print_nothing(j_common_ptr) {}

  jpeg_error_mgr *attach() {
    jpeg_std_error(&base);
    base.error_exit = on_error;
    base.emit_message = on_message;
    base.output_message = print_nothing;
    code = VISION_OK;
    message[0] = warning[0] = '\0';
    return &base;
  }
};

// Hands out the bytes in jpeg_stdio_src's portions, because imread reads through that. Near a
// portion's end libjpeg-turbo decodes in another way, which shows in the pixels of damaged files.
struct ByteSource {
  jpeg_source_mgr base;  // first, so that libjpeg's pointer to it is one to this
  const uint8_t *bytes;
  size_t count;

  static void do_nothing(j_decompress_ptr) {}

  static boolean on_fill(j_decompress_ptr state) {
    static const JOCTET end[] = {0xFF, JPEG_EOI};
    constexpr size_t kPortion = 4096;
    auto *source = reinterpret_cast<ByteSource *>(state->src);
    const size_t length = std::min(source->count, kPortion);
    if (length == 0) WARNMS(state, JWRN_JPEG_EOF);
    source->base.next_input_byte = length ? source->bytes : end;
    source->base.bytes_in_buffer = length ? length : sizeof(end);
    source->bytes += length;
    source->count -= length;
    return TRUE;
  }

  static void on_skip(j_decompress_ptr state, long length) {
    jpeg_source_mgr *source = state->src;
    if (length <= 0) return;
    size_t left = static_cast<size_t>(length);
    for (; left > source->bytes_in_buffer; on_fill(state)) left -= source->bytes_in_buffer;
    source->next_input_byte += left;
    source->bytes_in_buffer -= left;
  }

  jpeg_source_mgr *attach(const uint8_t *all, size_t length) {
    base = {nullptr, 0, do_nothing, on_fill, on_skip, jpeg_resync_to_restart, do_nothing};
    bytes = all;
    count = length;
    return &base;
  }
};

constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr char kExifPrefix[] = "Exif\0";  // with the terminator: six bytes
constexpr size_t kExifPrefixSize = sizeof(kExifPrefix);
// A scan is a pass over the whole image for a few bytes of file. Encoders make about ten.
constexpr int kMostScans = 500;

class JpegReader final : public vision_reader {
 public:
  JpegReader() {
    std::memset(&state_, 0, sizeof(state_));
    std::memset(&progress_, 0, sizeof(progress_));
    state_.err = errors_.attach();
    progress_.progress_monitor = on_progress;
  }
  ~JpegReader() override { jpeg_destroy_decompress(&state_); }

  bool open(const uint8_t *bytes, size_t count, vision_error *error) {
    if (setjmp(errors_.jump)) return fail(error);
    jpeg_create_decompress(&state_);
    state_.src = source_.attach(bytes, count);
    state_.progress = &progress_;
    jpeg_save_markers(&state_, kExifMarker, 0xFFFF);
    jpeg_read_header(&state_, TRUE);
    jpeg_calc_output_dimensions(&state_);
    stored_width = static_cast<int32_t>(state_.output_width);
    stored_height = static_cast<int32_t>(state_.output_height);
    take_orientation();
    return true;
  }

  bool reduce(int32_t denominator, vision_error *error) override {
    if (setjmp(errors_.jump)) return fail(error);
    state_.scale_num = 1;
    state_.scale_denom = static_cast<unsigned>(denominator);
    jpeg_calc_output_dimensions(&state_);
    stored_width = static_cast<int32_t>(state_.output_width);
    stored_height = static_cast<int32_t>(state_.output_height);
    return true;
  }

  bool read(uint8_t *rgb, vision_error *error) override {
    const bool cmyk = state_.num_components == 4;
    const size_t stride = size_t{3} * static_cast<size_t>(stored_width);
    if (cmyk) row_.resize(size_t{4} * static_cast<size_t>(stored_width));
    if (setjmp(errors_.jump)) {
      if (state_.output_scanline < state_.output_height) return fail(error);
      // imread puts up with anything behind the last row.
      warning = errors_.warning[0] ? errors_.warning : errors_.message;
      return true;
    }
    state_.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(&state_);
    while (state_.output_scanline < state_.output_height) {
      uint8_t *line = rgb + stride * state_.output_scanline;
      JSAMPROW target = cmyk ? row_.data() : line;
      jpeg_read_scanlines(&state_, &target, 1);
      if (cmyk) to_rgb(row_.data(), stored_width, line);
    }
    jpeg_finish_decompress(&state_);
    warning = errors_.warning;
    return true;
  }

 private:
  bool fail(vision_error *error) {
    vision::report(error, errors_.code, errors_.message);
    return false;
  }

  // From the first EXIF block that states one.
  void take_orientation() {
    for (jpeg_saved_marker_ptr marker = state_.marker_list; marker; marker = marker->next) {
      if (marker->data_length <= kExifPrefixSize ||
          std::memcmp(marker->data, kExifPrefix, kExifPrefixSize) != 0)
        continue;
      const std::optional<int> stated = vision::exif_orientation(
          marker->data + kExifPrefixSize, marker->data_length - kExifPrefixSize);
      if (stated) {
        orientation = *stated;
        return;
      }
    }
  }

  static void on_progress(j_common_ptr state) {
    if (reinterpret_cast<j_decompress_ptr>(state)->input_scan_number <= kMostScans) return;
    ErrorSink *sink = ErrorSink::of(state);
    sink->code = VISION_UNSUPPORTED;
    std::snprintf(sink->message, sizeof(sink->message), "more than %d scans", kMostScans);
    std::longjmp(sink->jump, 1);
  }

  // Adobe's inverted CMYK, which is what JPEG files hold, by the integer formula of OpenCV's
  // imread.
  static void to_rgb(const uint8_t *cmyk, int32_t width, uint8_t *rgb) {
    for (int32_t x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
      const int black = cmyk[3];
      for (int channel = 0; channel < 3; ++channel)
        rgb[channel] = static_cast<uint8_t>(black - ((255 - cmyk[channel]) * black >> 8));
    }
  }

  jpeg_decompress_struct state_;
  ErrorSink errors_;
  ByteSource source_;
  jpeg_progress_mgr progress_;
  std::vector<uint8_t> row_;
};

// Collects a file in memory. jpeg_mem_dest does so too, but when memory runs out it leaves its
// caller with a pointer to what it has freed.
struct ByteTarget {
  jpeg_destination_mgr base;  // first, so that libjpeg's pointer to it is one to this
  uint8_t *bytes;
  size_t capacity;

  static void do_nothing(j_compress_ptr) {}

  static boolean on_full(j_compress_ptr state) {
    auto *target = reinterpret_cast<ByteTarget *>(state->dest);
    const size_t full = target->capacity, more = full ? full : 1 << 16;
    void *larger = std::realloc(target->bytes, full + more);
    if (!larger) ERREXIT1(state, JERR_OUT_OF_MEMORY, 0);
    target->bytes = static_cast<uint8_t *>(larger);
    target->capacity = full + more;
    target->base.next_output_byte = target->bytes + full;
    target->base.free_in_buffer = more;
    return TRUE;
  }

  static void on_start(j_compress_ptr state) { on_full(state); }

  jpeg_destination_mgr *attach() {
    base = {nullptr, 0, on_start, on_full, do_nothing};
    bytes = nullptr;
    capacity = 0;
    return &base;
  }

  size_t count() const { return capacity - base.free_in_buffer; }
};

class JpegWriter {
 public:
  JpegWriter() {
    std::memset(&state_, 0, sizeof(state_));
    state_.err = errors_.attach();
    target_.attach();
  }
  ~JpegWriter() {
    jpeg_destroy_compress(&state_);
    std::free(target_.bytes);
  }

  uint8_t *write(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality, size_t *count,
                 vision_error *error) {
    if (setjmp(errors_.jump)) {
      vision::report(error, errors_.code, errors_.message);
      return nullptr;
    }
    jpeg_create_compress(&state_);
    state_.dest = &target_.base;
    state_.image_width = static_cast<JDIMENSION>(width);
    state_.image_height = static_cast<JDIMENSION>(height);
    state_.input_components = 3;
    state_.in_color_space = JCS_RGB;
    jpeg_set_defaults(&state_);
    jpeg_set_quality(&state_, quality, TRUE);
    jpeg_start_compress(&state_, TRUE);
    while (state_.next_scanline < state_.image_height) {
      JSAMPROW line =
          const_cast<JSAMPROW>(rgb + size_t{3} * state_.image_width * state_.next_scanline);
      jpeg_write_scanlines(&state_, &line, 1);
    }
    jpeg_finish_compress(&state_);
    *count = target_.count();
    return std::exchange(target_.bytes, nullptr);
  }

 private:
  jpeg_compress_struct state_;
  ErrorSink errors_;
  ByteTarget target_;
};

}  // namespace

vision_reader *vision_jpeg_open(const uint8_t *bytes, size_t count, vision_error *error) {
  return vision::guarded(error, static_cast<vision_reader *>(nullptr), [&]() -> vision_reader * {
    auto reader = std::make_unique<JpegReader>();
    return reader->open(bytes, count, error) ? reader.release() : nullptr;
  });
}

uint8_t *vision_jpeg_encode(const uint8_t *rgb, int32_t width, int32_t height, int32_t quality,
                            size_t *count, vision_error *error) {
  JpegWriter writer;
  return writer.write(rgb, width, height, quality, count, error);
}
