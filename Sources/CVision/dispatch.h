// Which of the functions that Highway compiled for several instruction sets is called.
#pragma once

#include <hwy/targets.h>

#include <cstddef>
#include <cstdint>

namespace vision {

// Where an instruction set's function is in Highway's tables; 0 stands for the processor's best. A
// table of a single function has it first.
inline size_t dispatch_index(int64_t target) {
  if ((HWY_TARGETS & (HWY_TARGETS - 1)) == 0) return 0;
  hwy::ChosenTarget chosen;
  chosen.Update(target != 0 ? target : hwy::SupportedTargets());
  return chosen.GetIndex();
}

}  // namespace vision
