// A list that is read by many and never changed once it is there.
#pragma once

#include <memory>
#include <vector>

namespace annals {

/// Copies share the items.
template <class T>
class SharedList {
 public:
  SharedList() : items_(std::make_shared<const std::vector<T>>()) {}
  SharedList(std::vector<T> items)  // NOLINT(google-explicit-constructor): a list is a shared list
      : items_(std::make_shared<const std::vector<T>>(std::move(items))) {}

  size_t size() const { return items_->size(); }
  bool empty() const { return items_->empty(); }
  const T& operator[](size_t at) const { return (*items_)[at]; }
  const T& front() const { return items_->front(); }
  const T& back() const { return items_->back(); }
  auto begin() const { return items_->begin(); }
  auto end() const { return items_->end(); }
  /// Whether both are the same items, not only equal ones.
  bool shares(const SharedList& other) const { return items_ == other.items_; }

 private:
  std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace annals
