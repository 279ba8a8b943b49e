#include "settings.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static settings current;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const char *const names[] = {
    "FAULTS_PROGRAM",     "FAULTS_CRASH",       "FAULTS_ABORT",       "FAULTS_HANG",
    "FAULTS_SLEEP",       "FAULTS_ONCE",        "FAULTS_LOG",         "FAULTS_LOG_ONLY",
    "FAULTS_NOT_IN",      "FAULTS_READ_OF",     "FAULTS_READ_ERROR",  "FAULTS_UNDER",
    "FAULTS_COUNT",       "FAULTS_KILL_AFTER",  "FAULTS_WRITE_ERROR", "FAULTS_WRITE_AFTER",
    "FAULTS_WRITE_ALSO",  "FAULTS_HALF",        "FAULTS_FREE"};

__attribute__((noreturn, format(printf, 1, 2))) static void refuse(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  dprintf(STDERR_FILENO, "CFaults: ");
  vdprintf(STDERR_FILENO, format, arguments);
  dprintf(STDERR_FILENO, "\n");
  va_end(arguments);
  _exit(99);
}

static bool is_known(const char *variable) {
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    const size_t length = strlen(names[i]);
    if (strncmp(variable, names[i], length) == 0 && variable[length] == '=') return true;
  }
  return false;
}

// A copy, because the program may change its environment.
static const char *text(const char *name) {
  const char *value = getenv(name);
  return value && *value ? strdup(value) : NULL;
}

static int error_number(const char *name) {
  const char *value = getenv(name);
  if (!value || !*value) return 0;
  for (int number = 1; number < 200; ++number) {
    const char *known = strerrorname_np(number);
    if (known && strcmp(known, value) == 0) return number;
  }
  refuse("%s: there is no error %s", name, value);
}

static long number(const char *name) {
  const char *value = getenv(name);
  if (!value || !*value) return 0;
  char *end;
  const long number = strtol(value, &end, 10);
  if (*end || number < 1) refuse("%s: %s is no number from 1 on", name, value);
  return number;
}

static bool is_other_program(void) {
  const char *name = getenv("FAULTS_PROGRAM");
  if (!name || !*name) return false;
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
  if (length < 0) return true;
  path[length] = '\0';
  const char *slash = strrchr(path, '/');
  return strcmp(slash ? slash + 1 : path, name) != 0;
}

static void take_also(const char *list) {
  while (list && *list) {
    const int length = (int)strcspn(list, ",");
    if (strncmp(list, "sync", length) == 0 && length == 4) current.sync_fails = true;
    else if (strncmp(list, "removal", length) == 0 && length == 7) current.removal_fails = true;
    else refuse("FAULTS_WRITE_ALSO: %.*s is neither sync nor removal", length, list);
    list += length + (list[length] == ',');
  }
}

static void take(void) {
  if (is_other_program()) return;
  for (char **variable = environ; variable && *variable; ++variable)
    if (strncmp(*variable, "FAULTS_", 7) == 0 && !is_known(*variable))
      refuse("there is no variable %.*s", (int)strcspn(*variable, "="), *variable);
  current.crash = text("FAULTS_CRASH");
  current.abort = text("FAULTS_ABORT");
  current.hang = text("FAULTS_HANG");
  current.sleep = text("FAULTS_SLEEP");
  current.once = text("FAULTS_ONCE");
  current.log = text("FAULTS_LOG");
  current.log_only = text("FAULTS_LOG_ONLY");
  current.not_in = text("FAULTS_NOT_IN");
  current.read_of = text("FAULTS_READ_OF");
  current.read_error = error_number("FAULTS_READ_ERROR");
  current.under = text("FAULTS_UNDER");
  current.count = text("FAULTS_COUNT");
  current.kill_after = number("FAULTS_KILL_AFTER");
  current.write_error = error_number("FAULTS_WRITE_ERROR");
  current.write_after = number("FAULTS_WRITE_AFTER");
  take_also(text("FAULTS_WRITE_ALSO"));
  current.half = text("FAULTS_HALF") != NULL;
  current.free = number("FAULTS_FREE");
  const bool fails = current.crash || current.abort || current.hang || current.sleep;
  current.sees_openings = fails || current.log;
  current.sees_reading = current.read_error != 0;
  current.sees_changes = current.count || current.kill_after || current.write_error;
  if (current.once && !fails) refuse("FAULTS_ONCE: nothing is to happen once");
  if (current.not_in && !current.sees_openings)
    refuse("FAULTS_NOT_IN: needs what is to happen when a file is opened");
  if (current.log_only && !current.log) refuse("FAULTS_LOG_ONLY: needs FAULTS_LOG");
  if (current.sees_reading != (current.read_of != NULL))
    refuse("FAULTS_READ_ERROR and FAULTS_READ_OF need each other");
  if (current.sees_changes != (current.under != NULL))
    refuse("FAULTS_UNDER and what is to happen to the changes there need each other");
  if (current.write_after && !current.write_error)
    refuse("FAULTS_WRITE_AFTER: needs FAULTS_WRITE_ERROR");
  if ((current.sync_fails || current.removal_fails) && !current.write_error)
    refuse("FAULTS_WRITE_ALSO: needs FAULTS_WRITE_ERROR");
  if (current.half && !current.write_error && !current.kill_after)
    refuse("FAULTS_HALF: needs FAULTS_WRITE_ERROR or FAULTS_KILL_AFTER");
}

const settings *faults_settings(void) {
  pthread_once(&once, take);
  return &current;
}

// Before the program runs, so that a slip ends it even if it never comes to what is to fail.
__attribute__((constructor)) static void take_early(void) { faults_settings(); }
