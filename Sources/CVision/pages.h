// Zeroed memory that is read all over: on huge pages as far as the system has some at hand.
#pragma once

#include <cstddef>

namespace vision {

class Pages {
 public:
  Pages() = default;
  // Throws std::bad_alloc.
  explicit Pages(size_t bytes);
  Pages(Pages &&other) noexcept;
  Pages &operator=(Pages &&other) noexcept;
  ~Pages();

  // Aligned to 64 bytes and more.
  void *data() const { return start_; }
  size_t size() const { return size_; }
  // Gives back what lies past the first `bytes`.
  void shrink(size_t bytes);

 private:
  void fill_with_huge_pages();

  void *start_ = nullptr;
  size_t size_ = 0;
};

}  // namespace vision
