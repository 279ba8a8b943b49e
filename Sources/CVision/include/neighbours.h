// The search for near-duplicates among descriptors of faces. Part of CVision's interface, with the
// conventions of cvision.h.
//
// A descriptor is VISION_DESCRIPTOR numbers of 8 bits: a map of 12x12 horizontal gradients, row by
// row, then one of vertical gradients. Two are near if the cosine of the angle between them is at
// least VISION_NEAR_COSINE / VISION_NEAR_WHOLE, which is decided in integers. One that is all
// zeros is near to nothing.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cvision.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VISION_DESCRIPTOR 288
#define VISION_NEAR_COSINE 47
#define VISION_NEAR_WHOLE 50

typedef struct vision_near_search {
  const int8_t *vectors;  // row-major, VISION_DESCRIPTOR a row
  const ptrdiff_t *rows;  // which rows are searched, each once
  size_t count;           // how many those are, less than 2^32
  bool exhaustive;        // compare all with all: slow, and what the search is measured against
  int32_t width;          // the bits of a band, from 16 to 20, or 0 for as many as `count` asks for
  int64_t target;         // one of vision_target, or 0 for the processor's best
  void *context;
  // Whether a near pair is joined. Pairs that are joined already, through others, are not asked
  // about; no pair is asked about twice. `one` < `other`. The order of the calls is not defined.
  bool (*join)(void *context, ptrdiff_t one, ptrdiff_t other);
  // Asked many times a second: whether to give up.
  bool (*cancelled)(void *context);
} vision_near_search;

// Calls `join` until every near pair that was found is joined or refused. If `join` depends on
// nothing but the pair, what ends up joined is the same on every processor and in every order of
// the rows. Takes 100 bytes a row, besides the vectors. False if memory runs out.
bool vision_near_pairs(const vision_near_search *search, vision_error *error);

// The sum of the products of two descriptors.
int32_t vision_near_dot(const int8_t *one, const int8_t *other, int64_t target);

#ifdef __cplusplus
}
#endif
