// Reading from open files.
#include <errno.h>
#include <stdbool.h>

#include "functions.h"
#include "place.h"
#include "reading.h"
#include "settings.h"

bool reading_fails(int file) {
  const settings *settings = faults_settings();
  if (!settings->sees_reading) return false;
  const int before = errno;
  const place place = place_of_file(file);
  const bool fails = place_contains(&place, settings->read_of);
  errno = fails ? settings->read_error : before;
  return fails;
}

INSTEAD ssize_t read(int file, void *bytes, size_t count) {
  return reading_fails(file) ? -1 : libc_functions()->read(file, bytes, count);
}
INSTEAD ssize_t pread(int file, void *bytes, size_t count, off_t at) {
  return reading_fails(file) ? -1 : libc_functions()->pread(file, bytes, count, at);
}
INSTEAD ssize_t pread64(int file, void *bytes, size_t count, off64_t at) {
  return reading_fails(file) ? -1 : libc_functions()->pread64(file, bytes, count, at);
}
INSTEAD ssize_t readv(int file, const struct iovec *parts, int count) {
  return reading_fails(file) ? -1 : libc_functions()->readv(file, parts, count);
}
INSTEAD ssize_t preadv(int file, const struct iovec *parts, int count, off_t at) {
  return reading_fails(file) ? -1 : libc_functions()->preadv(file, parts, count, at);
}
INSTEAD ssize_t preadv64(int file, const struct iovec *parts, int count, off64_t at) {
  return reading_fails(file) ? -1 : libc_functions()->preadv64(file, parts, count, at);
}
INSTEAD ssize_t preadv2(int file, const struct iovec *parts, int count, off_t at, int flags) {
  return reading_fails(file) ? -1 : libc_functions()->preadv2(file, parts, count, at, flags);
}
INSTEAD ssize_t preadv64v2(int file, const struct iovec *parts, int count, off64_t at, int flags) {
  return reading_fails(file) ? -1 : libc_functions()->preadv64v2(file, parts, count, at, flags);
}
INSTEAD ssize_t __read_chk(int file, void *bytes, size_t count, size_t capacity) {
  return reading_fails(file) ? -1 : libc_functions()->__read_chk(file, bytes, count, capacity);
}
INSTEAD ssize_t __pread_chk(int file, void *bytes, size_t count, off_t at, size_t capacity) {
  return reading_fails(file) ? -1 : libc_functions()->__pread_chk(file, bytes, count, at, capacity);
}
INSTEAD ssize_t __pread64_chk(int file, void *bytes, size_t count, off64_t at, size_t capacity) {
  return reading_fails(file)
             ? -1 : libc_functions()->__pread64_chk(file, bytes, count, at, capacity);
}
