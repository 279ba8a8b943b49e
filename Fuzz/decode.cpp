// A libFuzzer target: decodes what it is given as ImageDecoder does, and checks what cvision.h
// promises of it. See "Fuzzing" in CONTRIBUTING.md.
#include <sanitizer/allocator_interface.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "cvision.h"

namespace {

// Small, for speed, and yet more than the longest row of a JPEG.
constexpr int64_t kMostPixels = 1 << 18;

void check(bool holds, const char *promise) {
  if (holds) return;
  std::fprintf(stderr, "decode.cpp: broken promise: %s\n", promise);
  std::abort();
}

// What fresh memory is filled with; -1 leaves it alone.
int filling = -1;

void fill(const volatile void *memory, size_t count) {
  if (filling >= 0) std::memset(const_cast<void *>(memory), filling, count);
}

void ignore(const volatile void *) {}

const int installed = __sanitizer_install_malloc_and_free_hooks(fill, ignore);

// Both libraries' messages are ASCII, and so is all that they quote of a file.
bool is_printable(const std::string &text) {
  for (const char c : text)
    if (c < 0x20 || c > 0x7E) return false;
  return true;
}

std::string message_of(const vision_error &error) {
  const void *end = std::memchr(error.message, '\0', sizeof(error.message));
  check(end != nullptr, "a message is terminated");
  return error.message;
}

// libFuzzer keeps what sets a new one of these, as it keeps what reaches new code. The libraries
// are not instrumented, but their messages tell where in them a file led.
__attribute__((section("__libfuzzer_extra_counters"))) uint8_t messages[1 << 12];

void note(const std::string &message) {
  size_t hash = 0;
  for (const char c : message)
    if (c < '0' || c > '9') hash = hash * 31 + static_cast<unsigned char>(c);
  messages[hash % sizeof(messages)] = 1;
}

struct Outcome {
  vision_code code = VISION_OK;
  std::string text;  // the error's message, or the warning
  int32_t width = 0, height = 0;
  std::vector<uint8_t> rgb;

  bool operator==(const Outcome &other) const {
    return code == other.code && text == other.text && width == other.width &&
           height == other.height && rgb == other.rgb;
  }
};

// ImageFormat's signatures.
vision_reader *open(const uint8_t *bytes, size_t count, vision_error *error) {
  static constexpr uint8_t kPng[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  static constexpr uint8_t kJpeg[] = {0xFF, 0xD8, 0xFF};
  if (count >= sizeof(kJpeg) && std::memcmp(bytes, kJpeg, sizeof(kJpeg)) == 0)
    return vision_jpeg_open(bytes, count, error);
  if (count >= sizeof(kPng) && std::memcmp(bytes, kPng, sizeof(kPng)) == 0)
    return vision_png_open(bytes, count, error);
  error->code = VISION_UNSUPPORTED;
  std::strcpy(error->message, "no image");
  return nullptr;
}

Outcome failure(const vision_error &error) {
  check(error.code > VISION_OK && error.code <= VISION_FAILED, "a failure has a code");
  const std::string message = message_of(error);
  check(!message.empty() && is_printable(message), "a failure has a message");
  Outcome outcome;
  outcome.code = error.code;
  outcome.text = message;
  return outcome;
}

Outcome decode(const uint8_t *bytes, size_t count) {
  vision_error error = {};
  std::unique_ptr<vision_reader, decltype(&vision_reader_close)> reader(open(bytes, count, &error),
                                                                        vision_reader_close);
  if (!reader) return failure(error);
  Outcome outcome;
  outcome.width = vision_reader_width(reader.get());
  outcome.height = vision_reader_height(reader.get());
  check(outcome.width > 0 && outcome.height > 0, "an image has pixels");
  const int64_t pixels = int64_t{outcome.width} * outcome.height;
  if (pixels > kMostPixels) return outcome;
  // Exactly as long as promised, so that AddressSanitizer sees what is written behind it.
  const auto length = static_cast<size_t>(3 * pixels);
  const std::unique_ptr<uint8_t[]> rgb(new uint8_t[length]);
  if (!vision_reader_read(reader.get(), rgb.get(), &error)) return failure(error);
  check(error.code == VISION_OK, "a success has no code");
  outcome.width = vision_reader_width(reader.get());
  outcome.height = vision_reader_height(reader.get());
  check(int64_t{outcome.width} * outcome.height == pixels, "the size is that of the header");
  outcome.text = vision_reader_warning(reader.get());
  check(is_printable(outcome.text), "a warning is text");
  outcome.rgb.assign(rgb.get(), rgb.get() + length);
  return outcome;
}

Outcome decode(const uint8_t *bytes, size_t count, int memory) {
  filling = memory;
  Outcome outcome = decode(bytes, count);
  filling = -1;
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  const Outcome outcome = decode(bytes, count, 0x55);
  note(outcome.text);
  // Whatever stood in memory before: a dataset must not depend on it.
  check(decode(bytes, count, 0xAA) == outcome, "the same bytes give the same");
  return 0;
}
