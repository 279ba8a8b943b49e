// What the variables say. cfaults.h tells what they mean.
#pragma once

#include <stdbool.h>

typedef struct settings {
  const char *crash, *abort, *hang, *sleep, *once;
  const char *log, *log_only, *not_in;
  const char *read_of;
  int read_error;
  const char *under, *count;
  long kill_after;  // 0 for never
  int write_error;
  long write_after;
  bool sync_fails, removal_fails;
  bool half;
  long free;  // 0 for what it is

  bool sees_openings, sees_reading, sees_changes;
} settings;

// Read once; changes that the program makes to its environment do not matter.
const settings *faults_settings(void);
