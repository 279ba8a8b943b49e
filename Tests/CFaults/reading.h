// Reading from open files.
#pragma once

#include <stdbool.h>

// Whether reading from a file is to fail; errno says so then.
bool reading_fails(int file);
