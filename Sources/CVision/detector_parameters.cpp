#include "detector_parameters.h"

#include <cstring>
#include <stdexcept>

namespace {

unsigned value(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
  throw std::invalid_argument("the detector's parameters are no hexadecimal digits");
}

}  // namespace

vision::DetectorParameters vision::detector_parameters(const char *digits, size_t count) {
  DetectorParameters parameters;
  if (count != 2 * sizeof(parameters))
    throw std::invalid_argument("the detector's parameters are of another size");
  unsigned char bytes[sizeof(parameters)];
  for (size_t i = 0; i < sizeof(parameters); ++i)
    bytes[i] = static_cast<unsigned char>(16 * value(digits[2 * i]) + value(digits[2 * i + 1]));
  std::memcpy(&parameters, bytes, sizeof(parameters));
  return parameters;
}
