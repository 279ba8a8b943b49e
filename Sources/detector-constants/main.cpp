// Writes dlib's frontal face detector as constants in Swift, because the search in CVision is to
// begin at once and dlib takes half a second to unpack it: detector-constants OUT.swift. The package's
// build calls it.
#include <dlib/image_processing/frontal_face_detector.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "detector_parameters.h"

namespace {

using Detector = dlib::frontal_face_detector;
using vision::DetectorFilter;
using vision::DetectorParameters;

void require(bool is_so, const char *what) {
  if (!is_so) throw std::runtime_error(what);
}

// Room for all of them in static memory, which is nought between the members too, so that each
// build writes the same bytes.
DetectorParameters parameters;

void copy(const dlib::matrix<float, 0, 1> &from, float (&to)[DetectorFilter::side]) {
  require(from.size() == DetectorFilter::side, "a separable filter has another length");
  std::copy(from.begin(), from.end(), to);
}

void copy(const Detector &detector, unsigned long index, DetectorFilter &to) {
  const auto &bank = detector.get_processed_w(index).get_detect_argument();
  const auto &weights = detector.get_w(index);
  require(bank.filters.size() == DetectorFilter::planes, "there are not 31 planes");
  require(weights.size() == bank.get_num_dimensions() + 1, "there is no threshold");
  to.threshold = weights(weights.size() - 1);
  for (int plane = 0; plane < DetectorFilter::planes; ++plane) {
    const auto &filter = bank.filters[plane];
    require(filter.nr() == DetectorFilter::side && filter.nc() == DetectorFilter::side,
            "a filter is not of 10x10 cells");
    std::copy(filter.begin(), filter.end(), &to.weights[plane][0][0]);
    const auto &rows = bank.row_filters[plane];
    const auto &columns = bank.col_filters[plane];
    require(rows.size() == columns.size() && rows.size() <= DetectorFilter::most_terms,
            "a plane has too many terms");
    to.terms[plane] = static_cast<int32_t>(rows.size());
    for (size_t term = 0; term < rows.size(); ++term) {
      copy(rows[term], to.rows[plane][term]);
      copy(columns[term], to.columns[plane][term]);
    }
  }
}

void copy(const Detector &detector, DetectorParameters &to) {
  to.overlap_threshold = detector.get_overlap_tester().get_iou_thresh();
  to.covered_threshold = detector.get_overlap_tester().get_percent_covered_thresh();
  const auto &scanner = detector.get_scanner();
  to.window_width = static_cast<int32_t>(scanner.get_detection_window_width());
  to.window_height = static_cast<int32_t>(scanner.get_detection_window_height());
  to.cell_size = static_cast<int32_t>(scanner.get_cell_size());
  to.padding = static_cast<int32_t>(scanner.get_padding());
  to.most_levels = static_cast<int32_t>(scanner.get_max_pyramid_levels());
  to.least_width = static_cast<int32_t>(scanner.get_min_pyramid_layer_width());
  to.least_height = static_cast<int32_t>(scanner.get_min_pyramid_layer_height());
  require(detector.num_detectors() == DetectorParameters::filter_count, "there are not 5 filters");
  for (unsigned long index = 0; index < detector.num_detectors(); ++index)
    copy(detector, index, to.filters[index]);
}

std::string hexadecimal(const void *bytes, size_t count) {
  const auto *byte = static_cast<const unsigned char *>(bytes);
  std::string digits;
  for (size_t i = 0; i < count; ++i) {
    digits += "0123456789abcdef"[byte[i] >> 4];
    digits += "0123456789abcdef"[byte[i] & 15];
  }
  return digits;
}

void write(const char *path) {
  const std::string serialized = dlib::get_serialized_frontal_faces();
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char *>(serialized.data()), serialized.size(), digest);
  std::istringstream stream(serialized);
  Detector detector;
  deserialize(detector, stream);
  copy(detector, parameters);
  std::ofstream file(path);
  file << "enum DetectorConstants {\n"
       << "  static let digest = \"" << hexadecimal(digest, sizeof(digest)) << "\"\n"
       << "  static let parameters: StaticString =\n    \""
       << hexadecimal(&parameters, sizeof(parameters)) << "\"\n}\n";
  file.close();
  require(file.good(), "the file cannot be written");
}

}  // namespace

int main(int count, char **arguments) {
  if (count != 2) {
    std::fputs("usage: detector-constants OUT.swift\n", stderr);
    return 2;
  }
  try {
    write(arguments[1]);
    return 0;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "detector-constants: %s: %s\n", arguments[1], error.what());
    return 1;
  }
}
