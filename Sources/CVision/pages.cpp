#include "pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <new>
#include <utility>

namespace vision {

namespace {

constexpr size_t kHugePage = 2 << 20;

size_t page() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

size_t rounded_up(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

}  // namespace

Pages::Pages(size_t bytes) {
  if (bytes == 0) return;
  if (bytes > std::numeric_limits<ptrdiff_t>::max() - 2 * kHugePage) throw std::bad_alloc();
  const size_t size = rounded_up(bytes, page()), margin = size < kHugePage ? 0 : kHugePage;
  void *mapped =
      mmap(nullptr, size + margin, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  start_ = mapped;
  size_ = size;
  if (margin == 0) return;
  // A huge page must start at a multiple of its size.
  const auto first = reinterpret_cast<uintptr_t>(mapped);
  const uintptr_t aligned = rounded_up(first, kHugePage);
  if (aligned != first) munmap(mapped, aligned - first);
  if (const size_t rest = first + margin - aligned; rest != 0)
    munmap(reinterpret_cast<void *>(aligned + size), rest);
  start_ = reinterpret_cast<void *>(aligned);
  fill_with_huge_pages();
}

void Pages::fill_with_huge_pages() {
  // Where memory is full of files, the kernel moves them out of a huge page's way first, which can
  // take milliseconds for each. What it gains is a tenth of the time for a face's landmarks.
  constexpr auto kPatience = std::chrono::milliseconds(15);
  const auto start = std::chrono::steady_clock::now();
  for (size_t at = 0; at + kHugePage <= size_; at += kHugePage) {
    if (std::chrono::steady_clock::now() - start > kPatience) return;
    auto *first = static_cast<volatile char *>(start_) + at;
    if (madvise(const_cast<char *>(first), kHugePage, MADV_HUGEPAGE) != 0) return;
    *first = 0;
  }
}

Pages::Pages(Pages &&other) noexcept
    : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Pages &Pages::operator=(Pages &&other) noexcept {
  std::swap(start_, other.start_);
  std::swap(size_, other.size_);
  return *this;
}

Pages::~Pages() {
  if (size_ != 0) munmap(start_, size_);
}

void Pages::shrink(size_t bytes) {
  const size_t size = rounded_up(bytes, page());
  if (size >= size_) return;
  munmap(static_cast<char *>(start_) + size, size_ - size);
  size_ = size;
}

}  // namespace vision
