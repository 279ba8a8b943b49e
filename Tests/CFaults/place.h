// Paths, and files that paths are noted in.
#pragma once

#include <limits.h>
#include <stdbool.h>

// An absolute path; links in it are not resolved.
typedef struct place {
  char path[2 * PATH_MAX];
} place;

// Where `path` lies from an open folder, which may be AT_FDCWD.
place place_of_path(int folder, const char *path);

// Where an open file lies.
place place_of_file(int file);

// Whether `text` is set and part of the path.
bool place_contains(const place *place, const char *text);

// Appends a line in one write: `start`, and the path.
void place_note(const char *log, const char *start, const place *place);
