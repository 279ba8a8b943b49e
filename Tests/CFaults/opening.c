// Opening files: for reading, where it can end the process or keep it for ever; and for writing,
// where it makes or cuts a file.
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "change.h"
#include "functions.h"
#include "place.h"
#include "settings.h"

// Whether it is the first time that `fault` meets this path, in whatever process.
static bool is_first(const char *prefix, char fault, const place *place) {
  if (!prefix) return true;
  // FNV-1a.
  uint64_t digest = 0xCBF29CE484222325u;
  for (const char *at = place->path; *at; ++at)
    digest = (digest ^ (unsigned char)*at) * 0x100000001B3u;
  char marker[PATH_MAX];
  snprintf(marker, sizeof(marker), "%s-%c-%016llx", prefix, fault, (unsigned long long)digest);
  const long file =
      syscall(SYS_openat, AT_FDCWD, marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file >= 0) syscall(SYS_close, file);
  return file >= 0;
}

static bool meets(const char *text, char fault, const place *place) {
  return place_contains(place, text) && is_first(faults_settings()->once, fault, place);
}

static void crash(void) {
  int *volatile nowhere = NULL;
  *nowhere = 1;
}

static void hang(void) {
  for (volatile unsigned turns = 0;; ++turns) continue;
}

static bool is_in_thread(const char *name) {
  char own[16];
  return name && prctl(PR_GET_NAME, own, 0, 0, 0) == 0 && strcmp(own, name) == 0;
}

static void begin_reading(const place *place) {
  const settings *settings = faults_settings();
  if (is_in_thread(settings->not_in)) return;
  if (settings->log && (!settings->log_only || place_contains(place, settings->log_only)))
    place_note(settings->log, "", place);
  if (meets(settings->crash, 'c', place)) crash();
  if (meets(settings->abort, 'a', place)) abort();
  if (meets(settings->hang, 'h', place)) hang();
  if (meets(settings->sleep, 's', place))
    for (;;) pause();
}

// Whether there is a file of that name, or one that a link of that name leads to.
static bool leads_to_file(const place *place) {
  struct stat status;
  return stat(place->path, &status) == 0;
}

// The error with which an opening is to fail, or 0.
static int begin(const char *function, int folder, const char *path, int flags) {
  const settings *settings = faults_settings();
  if (!settings->sees_openings && !settings->sees_changes) return 0;
  const int before = errno;
  const place place = place_of_path(folder, path);
  const bool is_unnamed = (flags & O_TMPFILE) == O_TMPFILE;
  const int access = flags & O_ACCMODE;
  if (access != O_WRONLY && !(flags & (O_DIRECTORY | O_PATH))) begin_reading(&place);
  int error = 0;
  if (is_unnamed || ((flags & O_CREAT) && !leads_to_file(&place)))
    error = change_begins(CHANGE_GROWTH, function, &place);
  else if (access != O_RDONLY && (flags & O_TRUNC))
    error = change_begins(CHANGE_REMOVAL, function, &place);
  errno = before;
  return error;
}

static int failure(int error) {
  errno = error;
  return -1;
}

static bool has_mode(int flags) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; }

// `mode` is there if the flags say so.
#define TAKE_MODE(flags)                \
  mode_t mode = 0;                      \
  if (has_mode(flags)) {                \
    va_list rest;                       \
    va_start(rest, flags);              \
    mode = va_arg(rest, mode_t);        \
    va_end(rest);                       \
  }

INSTEAD int open(const char *path, int flags, ...) {
  TAKE_MODE(flags)
  const int error = begin("open", AT_FDCWD, path, flags);
  return error ? failure(error) : libc_functions()->open(path, flags, mode);
}

INSTEAD int open64(const char *path, int flags, ...) {
  TAKE_MODE(flags)
  const int error = begin("open", AT_FDCWD, path, flags);
  return error ? failure(error) : libc_functions()->open64(path, flags, mode);
}

INSTEAD int openat(int folder, const char *path, int flags, ...) {
  TAKE_MODE(flags)
  const int error = begin("openat", folder, path, flags);
  return error ? failure(error) : libc_functions()->openat(folder, path, flags, mode);
}

INSTEAD int openat64(int folder, const char *path, int flags, ...) {
  TAKE_MODE(flags)
  const int error = begin("openat", folder, path, flags);
  return error ? failure(error) : libc_functions()->openat64(folder, path, flags, mode);
}

INSTEAD int __open_2(const char *path, int flags) { return open(path, flags); }
INSTEAD int __open64_2(const char *path, int flags) { return open64(path, flags); }
INSTEAD int __openat_2(int folder, const char *path, int flags) {
  return openat(folder, path, flags);
}
INSTEAD int __openat64_2(int folder, const char *path, int flags) {
  return openat64(folder, path, flags);
}

INSTEAD int creat(const char *path, mode_t mode) {
  return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
INSTEAD int creat64(const char *path, mode_t mode) {
  return open64(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

// The flags with which a FILE is opened.
static int flags_of(const char *mode) {
  const int access = strchr(mode, '+') ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;
  switch (mode[0]) {
    case 'w': return access | O_CREAT | O_TRUNC;
    case 'a': return access | O_CREAT;
    default: return access;
  }
}

INSTEAD FILE *fopen(const char *path, const char *mode) {
  const int error = begin("fopen", AT_FDCWD, path, flags_of(mode));
  if (!error) return libc_functions()->fopen(path, mode);
  errno = error;
  return NULL;
}

INSTEAD FILE *fopen64(const char *path, const char *mode) {
  const int error = begin("fopen", AT_FDCWD, path, flags_of(mode));
  if (!error) return libc_functions()->fopen64(path, mode);
  errno = error;
  return NULL;
}

// The templates of names are not there: something new is always made.
INSTEAD int mkstemp(char *path) {
  const int error = begin("mkstemp", AT_FDCWD, path, O_WRONLY | O_CREAT);
  return error ? failure(error) : libc_functions()->mkstemp(path);
}
INSTEAD int mkstemp64(char *path) {
  const int error = begin("mkstemp", AT_FDCWD, path, O_WRONLY | O_CREAT);
  return error ? failure(error) : libc_functions()->mkstemp64(path);
}
INSTEAD int mkostemp(char *path, int flags) {
  const int error = begin("mkostemp", AT_FDCWD, path, O_WRONLY | O_CREAT);
  return error ? failure(error) : libc_functions()->mkostemp(path, flags);
}
INSTEAD int mkostemp64(char *path, int flags) {
  const int error = begin("mkostemp", AT_FDCWD, path, O_WRONLY | O_CREAT);
  return error ? failure(error) : libc_functions()->mkostemp64(path, flags);
}
