#include "place.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static place link_target(const char *link) {
  place target;
  const ssize_t length = readlink(link, target.path, PATH_MAX - 1);
  target.path[length < 0 ? 0 : length] = '\0';
  return target;
}

place place_of_file(int file) {
  char link[64];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
  return link_target(link);
}

place place_of_path(int folder, const char *path) {
  place place;
  if (path[0] == '/') {
    snprintf(place.path, sizeof(place.path), "%.*s", PATH_MAX, path);
  } else {
    place = folder == AT_FDCWD ? link_target("/proc/self/cwd") : place_of_file(folder);
    const size_t length = strlen(place.path);
    snprintf(place.path + length, sizeof(place.path) - length, "/%.*s", PATH_MAX, path);
  }
  return place;
}

bool place_contains(const place *place, const char *text) {
  return text && strstr(place->path, text);
}

void place_note(const char *log, const char *start, const place *place) {
  char line[4 * sizeof(place->path) + 128];
  int length = snprintf(line, 128, "%s", start);
  for (const char *at = place->path; *at; ++at) {
    const unsigned char byte = (unsigned char)*at;
    const bool is_plain = byte >= 0x20 && byte < 0x7F && byte != '\\';
    length += sprintf(line + length, is_plain ? "%c" : "\\x%02x", byte);
  }
  line[length++] = '\n';
  // System calls, because through their functions they would come back to us.
  const int file =
      (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}
