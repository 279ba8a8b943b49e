// Changes of the disk: counted, failed, and ended by SIGKILL.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "place.h"

// What a call is about to do.
typedef enum change {
  CHANGE_BYTES,    // to write bytes, of which half can be written
  CHANGE_GROWTH,   // to write bytes otherwise, or to make or rename something: what needs room
  CHANGE_REMOVAL,  // to take something away
  CHANGE_SYNC,     // to bring to the disk what is there
} change;

// What is to become of it.
typedef struct verdict {
  int error;   // with which it is to fail, or 0
  bool kills;  // whether the process is to end
  bool half;   // whether half of the bytes are to be written before
} verdict;

verdict change_verdict(change change, const char *function, const place *place);

// Ends the process if it is to end; the error otherwise.
int change_carry_out(verdict verdict);

// Both, for calls that write no bytes.
int change_begins(change change, const char *function, const place *place);
