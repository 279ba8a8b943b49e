// Folders, links and names: made, changed and taken away.
#include <errno.h>

#include "change.h"
#include "functions.h"
#include "settings.h"

// Whether there is anything of that name, be it a link that leads nowhere.
static bool exists(const place *place) {
  struct stat status;
  return lstat(place->path, &status) == 0;
}

// Whether a change at a path fails; errno says so then. What cannot be done anyhow, because the new
// is there already or the old is not, is no change: the system says so before it looks for room.
static bool fails(change change, const char *function, int folder, const char *path) {
  if (!faults_settings()->sees_changes) return false;
  const int before = errno;
  const place place = place_of_path(folder, path);
  const bool is_possible = exists(&place) == (change == CHANGE_REMOVAL);
  const int error = is_possible ? change_begins(change, function, &place) : 0;
  errno = error ? error : before;
  return error != 0;
}

INSTEAD int mkdir(const char *path, mode_t mode) {
  return fails(CHANGE_GROWTH, "mkdir", AT_FDCWD, path) ? -1 : libc_functions()->mkdir(path, mode);
}
INSTEAD int mkdirat(int folder, const char *path, mode_t mode) {
  return fails(CHANGE_GROWTH, "mkdirat", folder, path)
             ? -1 : libc_functions()->mkdirat(folder, path, mode);
}
INSTEAD char *mkdtemp(char *path) {
  return fails(CHANGE_GROWTH, "mkdtemp", AT_FDCWD, path) ? NULL : libc_functions()->mkdtemp(path);
}

INSTEAD int link(const char *from, const char *to) {
  return fails(CHANGE_GROWTH, "link", AT_FDCWD, to) ? -1 : libc_functions()->link(from, to);
}
INSTEAD int linkat(int source, const char *from, int target, const char *to, int flags) {
  return fails(CHANGE_GROWTH, "linkat", target, to)
             ? -1 : libc_functions()->linkat(source, from, target, to, flags);
}
INSTEAD int symlink(const char *text, const char *to) {
  return fails(CHANGE_GROWTH, "symlink", AT_FDCWD, to) ? -1 : libc_functions()->symlink(text, to);
}
INSTEAD int symlinkat(const char *text, int target, const char *to) {
  return fails(CHANGE_GROWTH, "symlinkat", target, to)
             ? -1 : libc_functions()->symlinkat(text, target, to);
}

// One change, whether it leads into the folder that is watched or out of it.
static bool renaming_fails(
    const char *function, int source, const char *from, int target, const char *to) {
  const settings *settings = faults_settings();
  if (!settings->sees_changes) return false;
  const int before = errno;
  const place old = place_of_path(source, from), new = place_of_path(target, to);
  const bool leads_there = place_contains(&new, settings->under);
  const int error =
      exists(&old) ? change_begins(CHANGE_GROWTH, function, leads_there ? &new : &old) : 0;
  errno = error ? error : before;
  return error != 0;
}

INSTEAD int rename(const char *from, const char *to) {
  return renaming_fails("rename", AT_FDCWD, from, AT_FDCWD, to)
             ? -1 : libc_functions()->rename(from, to);
}
INSTEAD int renameat(int source, const char *from, int target, const char *to) {
  return renaming_fails("renameat", source, from, target, to)
             ? -1 : libc_functions()->renameat(source, from, target, to);
}
INSTEAD int renameat2(int source, const char *from, int target, const char *to, unsigned flags) {
  return renaming_fails("renameat2", source, from, target, to)
             ? -1 : libc_functions()->renameat2(source, from, target, to, flags);
}

INSTEAD int unlink(const char *path) {
  return fails(CHANGE_REMOVAL, "unlink", AT_FDCWD, path) ? -1 : libc_functions()->unlink(path);
}
INSTEAD int unlinkat(int folder, const char *path, int flags) {
  return fails(CHANGE_REMOVAL, "unlinkat", folder, path)
             ? -1 : libc_functions()->unlinkat(folder, path, flags);
}
INSTEAD int rmdir(const char *path) {
  return fails(CHANGE_REMOVAL, "rmdir", AT_FDCWD, path) ? -1 : libc_functions()->rmdir(path);
}
INSTEAD int remove(const char *path) {
  return fails(CHANGE_REMOVAL, "remove", AT_FDCWD, path) ? -1 : libc_functions()->remove(path);
}
