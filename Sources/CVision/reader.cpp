#include "reader.h"

#include <cstdlib>
#include <opencv2/core.hpp>
#include <vector>

#include "fault.h"

namespace {

bool is_turned(int orientation) { return orientation >= 2 && orientation <= 8; }
bool swaps_edges(int orientation) { return orientation >= 5 && orientation <= 8; }

// Turns the stored image upright, as EXIF 2.3, section 4.6.4 A defines its orientations.
void turn_upright(const cv::Mat &stored, int orientation, cv::Mat &upright) {
  constexpr int kVertically = 0, kHorizontally = 1, kBoth = -1;
  switch (orientation) {
    case 2: cv::flip(stored, upright, kHorizontally); break;
    case 3: cv::flip(stored, upright, kBoth); break;
    case 4: cv::flip(stored, upright, kVertically); break;
    case 5: cv::transpose(stored, upright); break;
    case 6: cv::transpose(stored, upright); cv::flip(upright, upright, kHorizontally); break;
    case 7: cv::transpose(stored, upright); cv::flip(upright, upright, kBoth); break;
    case 8: cv::transpose(stored, upright); cv::flip(upright, upright, kVertically); break;
  }
}

}  // namespace

int32_t vision_reader_width(const vision_reader *reader) {
  return swaps_edges(reader->orientation) ? reader->stored_height : reader->stored_width;
}

int32_t vision_reader_height(const vision_reader *reader) {
  return swaps_edges(reader->orientation) ? reader->stored_width : reader->stored_height;
}

bool vision_reader_reduce(vision_reader *reader, int32_t denominator, vision_error *error) {
  return vision::guarded(error, false, [&] { return reader->reduce(denominator, error); });
}

bool vision_reader_read(vision_reader *reader, uint8_t *rgb, vision_error *error) {
  return vision::guarded(error, false, [&] {
    if (!reader->read(rgb, error)) return false;
    if (!is_turned(reader->orientation)) return true;
    const cv::Mat stored(reader->stored_height, reader->stored_width, CV_8UC3, rgb);
    cv::Mat upright(vision_reader_height(reader), vision_reader_width(reader), CV_8UC3, rgb);
    turn_upright(stored.clone(), reader->orientation, upright);
    return true;
  });
}

int32_t vision_reader_orientation(const vision_reader *reader) {
  return is_turned(reader->orientation) ? reader->orientation : 1;
}

const char *vision_reader_warning(const vision_reader *reader) { return reader->warning.c_str(); }

void vision_reader_close(vision_reader *reader) { delete reader; }

void vision_free(void *bytes) { std::free(bytes); }
