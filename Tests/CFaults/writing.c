// Writing to open files, changing their sizes, and the room that there is for them.
#include <errno.h>
#include <stdint.h>

#include "change.h"
#include "functions.h"
#include "reading.h"
#include "settings.h"

// What becomes of a change of an open file. Says "none" at once where nobody asks.
static verdict verdict_on(change change, const char *function, int file) {
  if (!faults_settings()->sees_changes) return (verdict){0};
  const int before = errno;
  const place place = place_of_file(file);
  const verdict verdict = change_verdict(change, function, &place);
  errno = before;
  return verdict;
}

// Whether a change of an open file fails; errno says so then.
static bool fails(change change, const char *function, int file) {
  const int error = change_carry_out(verdict_on(change, function, file));
  if (error) errno = error;
  return error != 0;
}

// A write of `count` bytes: `call` makes it, of `count` bytes or of half as many.
#define WRITE(function, file, count, call)                                 \
  const verdict verdict = verdict_on(CHANGE_BYTES, function, file);        \
  if (verdict.half && count > 1) {                                         \
    count /= 2;                                                            \
    const ssize_t written = call;                                          \
    if (verdict.kills) change_carry_out(verdict);                          \
    return written;                                                        \
  }                                                                        \
  const int error = change_carry_out(verdict);                             \
  if (!error) return call;                                                 \
  errno = error;                                                           \
  return -1;

INSTEAD ssize_t write(int file, const void *bytes, size_t count) {
  WRITE("write", file, count, libc_functions()->write(file, bytes, count))
}
INSTEAD ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  WRITE("pwrite", file, count, libc_functions()->pwrite(file, bytes, count, at))
}
INSTEAD ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  WRITE("pwrite", file, count, libc_functions()->pwrite64(file, bytes, count, at))
}

INSTEAD ssize_t writev(int file, const struct iovec *parts, int count) {
  return fails(CHANGE_GROWTH, "writev", file) ? -1 : libc_functions()->writev(file, parts, count);
}
INSTEAD ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
  return fails(CHANGE_GROWTH, "pwritev", file)
             ? -1 : libc_functions()->pwritev(file, parts, count, at);
}
INSTEAD ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) {
  return fails(CHANGE_GROWTH, "pwritev", file)
             ? -1 : libc_functions()->pwritev64(file, parts, count, at);
}

INSTEAD ssize_t pwritev2(int file, const struct iovec *parts, int count, off_t at, int flags) {
  return fails(CHANGE_GROWTH, "pwritev2", file)
             ? -1 : libc_functions()->pwritev2(file, parts, count, at, flags);
}
INSTEAD ssize_t pwritev64v2(int file, const struct iovec *parts, int count, off64_t at, int flags) {
  return fails(CHANGE_GROWTH, "pwritev2", file)
             ? -1 : libc_functions()->pwritev64v2(file, parts, count, at, flags);
}

static bool copying_fails(const char *function, int source, int target) {
  return reading_fails(source) || fails(CHANGE_GROWTH, function, target);
}

INSTEAD ssize_t sendfile(int target, int source, off_t *at, size_t count) {
  return copying_fails("sendfile", source, target)
             ? -1 : libc_functions()->sendfile(target, source, at, count);
}
INSTEAD ssize_t sendfile64(int target, int source, off64_t *at, size_t count) {
  return copying_fails("sendfile", source, target)
             ? -1 : libc_functions()->sendfile64(target, source, at, count);
}
INSTEAD ssize_t copy_file_range(
    int source, off64_t *from, int target, off64_t *to, size_t count, unsigned flags) {
  return copying_fails("copy_file_range", source, target)
             ? -1 : libc_functions()->copy_file_range(source, from, target, to, count, flags);
}

// What a new size means: only one that is larger needs room.
static change resizing(off64_t size, off64_t former) {
  return size > former ? CHANGE_GROWTH : CHANGE_REMOVAL;
}

static bool resizing_fails(int file, off64_t size) {
  if (!faults_settings()->sees_changes) return false;
  struct stat status = {0};
  fstat(file, &status);
  return fails(resizing(size, status.st_size), "ftruncate", file);
}

INSTEAD int ftruncate(int file, off_t size) {
  return resizing_fails(file, size) ? -1 : libc_functions()->ftruncate(file, size);
}
INSTEAD int ftruncate64(int file, off64_t size) {
  return resizing_fails(file, size) ? -1 : libc_functions()->ftruncate64(file, size);
}

static bool path_resizing_fails(const char *path, off64_t size) {
  if (!faults_settings()->sees_changes) return false;
  struct stat status = {0};
  stat(path, &status);
  const place place = place_of_path(AT_FDCWD, path);
  const int error =
      change_begins(resizing(size, status.st_size), "truncate", &place);
  if (error) errno = error;
  return error != 0;
}

INSTEAD int truncate(const char *path, off_t size) {
  return path_resizing_fails(path, size) ? -1 : libc_functions()->truncate(path, size);
}
INSTEAD int truncate64(const char *path, off64_t size) {
  return path_resizing_fails(path, size) ? -1 : libc_functions()->truncate64(path, size);
}

INSTEAD int fallocate(int file, int mode, off_t from, off_t count) {
  return fails(CHANGE_GROWTH, "fallocate", file)
             ? -1 : libc_functions()->fallocate(file, mode, from, count);
}
INSTEAD int fallocate64(int file, int mode, off64_t from, off64_t count) {
  return fails(CHANGE_GROWTH, "fallocate", file)
             ? -1 : libc_functions()->fallocate64(file, mode, from, count);
}

// These two give their error, and leave errno alone.
INSTEAD int posix_fallocate(int file, off_t from, off_t count) {
  const int error = change_carry_out(verdict_on(CHANGE_GROWTH, "posix_fallocate", file));
  return error ? error : libc_functions()->posix_fallocate(file, from, count);
}
INSTEAD int posix_fallocate64(int file, off64_t from, off64_t count) {
  const int error = change_carry_out(verdict_on(CHANGE_GROWTH, "posix_fallocate", file));
  return error ? error : libc_functions()->posix_fallocate64(file, from, count);
}

INSTEAD int fsync(int file) {
  return fails(CHANGE_SYNC, "fsync", file) ? -1 : libc_functions()->fsync(file);
}
INSTEAD int fdatasync(int file) {
  return fails(CHANGE_SYNC, "fdatasync", file) ? -1 : libc_functions()->fdatasync(file);
}
INSTEAD int syncfs(int file) {
  return fails(CHANGE_SYNC, "syncfs", file) ? -1 : libc_functions()->syncfs(file);
}

INSTEAD int statvfs(const char *path, struct statvfs *status) {
  const int result = libc_functions()->statvfs(path, status);
  const long free = faults_settings()->free;
  if (result == 0 && free && status->f_frsize) status->f_bavail = free / status->f_frsize;
  return result;
}
INSTEAD int statvfs64(const char *path, struct statvfs64 *status) {
  const int result = libc_functions()->statvfs64(path, status);
  const long free = faults_settings()->free;
  if (result == 0 && free && status->f_frsize) status->f_bavail = free / status->f_frsize;
  return result;
}
