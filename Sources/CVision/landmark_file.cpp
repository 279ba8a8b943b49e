#include "landmark_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace vision {

namespace {

// Small enough that a portion is still in the processor's cache when its numbers are read.
constexpr size_t kPortion = 256 << 10;
// A number's longest form: eight bytes of mantissa, two of exponent, and the byte before each.
constexpr size_t kLongestNumber = 12;
// What is behind a number is looked at together with it.
static_assert(NumberKernels::kBytes + NumberKernels::kSlack <= kLongestNumber);
// How many numbers are read one by one where they may have another form.
constexpr size_t kFew = 4;

constexpr uint8_t kNegative = 0x80;

[[noreturn]] void fail(const char *problem) { throw std::runtime_error(problem); }
[[noreturn]] void fail_with_errno() { fail(std::strerror(errno)); }

uint64_t little_endian(const uint8_t *bytes, size_t count) {
  uint64_t value = 0;
  std::memcpy(&value, bytes, count);
  return value;
}

}  // namespace

LandmarkFile::LandmarkFile(const char *path, int64_t target)
    : kernels_(target),
      descriptor_(open(path, O_RDONLY | O_CLOEXEC)),
      buffer_(new uint8_t[kPortion]) {
  if (descriptor_ < 0) fail_with_errno();
  next_ = end_ = buffer_.get();
  struct stat status;
  if (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode))
    unread_ = static_cast<size_t>(status.st_size);
}

LandmarkFile::~LandmarkFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

size_t LandmarkFile::remaining() const { return static_cast<size_t>(end_ - next_) + unread_; }

size_t LandmarkFile::fill(size_t bytes) {
  auto ahead = static_cast<size_t>(end_ - next_);
  if (ahead >= bytes) return ahead;
  std::memmove(buffer_.get(), next_, ahead);
  next_ = buffer_.get();
  while (ahead < bytes) {
    const ssize_t count = read(descriptor_, buffer_.get() + ahead, kPortion - ahead);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_with_errno();
    if (count == 0) break;
    ahead += static_cast<size_t>(count);
    unread_ -= std::min(unread_, static_cast<size_t>(count));
  }
  end_ = next_ + ahead;
  return ahead;
}

const uint8_t *LandmarkFile::take(size_t bytes) {
  if (fill(bytes) < bytes) fail("it ends too early");
  const uint8_t *taken = next_;
  next_ += bytes;
  return taken;
}

template <typename Integer>
Integer LandmarkFile::integer() {
  using Magnitude = std::make_unsigned_t<Integer>;
  constexpr bool is_signed = std::is_signed_v<Integer>;
  // Of the bits between sign and length dlib's reader ignores three.
  const uint8_t form = *take(1) & 0x8F;
  const size_t length = is_signed ? form & 0x0F : form;
  if (length == 0 || length > sizeof(Integer)) fail("it holds something else than a number");
  const auto magnitude = static_cast<Magnitude>(little_endian(take(length), length));
  const bool is_negative = is_signed && (form & kNegative) != 0;
  return static_cast<Integer>(is_negative ? Magnitude{0} - magnitude : magnitude);
}

template int32_t LandmarkFile::integer<int32_t>();
template int64_t LandmarkFile::integer<int64_t>();
template uint64_t LandmarkFile::integer<uint64_t>();

float LandmarkFile::number() {
  // Numbers as text, which dlib wrote before it had shape predictors, begin otherwise.
  if ((*take(1) & 0x70) != 0) fail("it holds something else than a number");
  --next_;
  const auto mantissa = integer<int64_t>();
  const auto exponent = integer<int16_t>();
  // Exponents that stand for infinity, its opposite, and no number.
  constexpr int16_t kInfinite = 32000, kMinusInfinite = 32001;
  if (exponent < kInfinite) return std::ldexp(static_cast<float>(mantissa), exponent);
  if (exponent == kInfinite) return std::numeric_limits<float>::infinity();
  if (exponent == kMinusInfinite) return -std::numeric_limits<float>::infinity();
  return std::numeric_limits<float>::quiet_NaN();
}

void LandmarkFile::numbers(float *out, size_t count) {
  while (count != 0) {
    const size_t ahead = fill(std::min(kPortion, count * kLongestNumber));
    const size_t usual = kernels_.read(next_, std::min(count, ahead / kLongestNumber), out);
    next_ += usual * NumberKernels::kBytes;
    out += usual;
    count -= usual;
    // One of the next few has another form, or they are the last.
    for (size_t few = std::min(count, kFew); few != 0; --few, --count) *out++ = number();
  }
}

}  // namespace vision
