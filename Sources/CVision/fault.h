// How a C++ exception or a library's complaint becomes a vision_error.
#pragma once

#include <cstring>
#include <exception>
#include <new>

#include "cvision.h"

namespace vision {

inline void report(vision_error *error, vision_code code, const char *message) {
  if (error == nullptr) return;
  error->code = code;
  std::strncpy(error->message, message, sizeof(error->message) - 1);
  error->message[sizeof(error->message) - 1] = '\0';
}

// Calls `work`; what it throws is reported, and `otherwise` returned in its place.
template <typename Work, typename Result>
Result guarded(vision_error *error, Result otherwise, Work work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc &) {
    report(error, VISION_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception &fault) {
    report(error, VISION_FAILED, fault.what());
  } catch (...) {
    report(error, VISION_FAILED, "an unknown exception");
  }
  return otherwise;
}

}  // namespace vision
