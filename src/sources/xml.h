// XML read forwards, an event at a time, by libxml2. Entities that a document declares are not expanded, nothing is
// fetched, and depth and sizes stay within the library's limits.
#pragma once

#include <libxml/xmlreader.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

class XmlReader {
 public:
  enum class Event : uint8_t { kBegin, kEnd, kText, kDone };

  /// The bytes must outlive the reader.
  explicit XmlReader(std::string_view bytes);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// The next event; kDone at the end and from the first damage on. An empty element begins and ends.
  Event next();
  /// Of the element that begins or ends: its name without prefix, lower case left as it is.
  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  /// An attribute of the element that begins, by name without prefix; empty when it has none.
  std::string attribute(std::string_view local_name) const;
  /// The same by its name as written, prefix and all.
  std::string attribute_as_written(const char* name) const;
  /// How many elements are open, the one that begins among them.
  size_t depth() const { return depth_; }
  /// Reads on behind the end of the element that has just begun.
  void skip();
  /// The text inside the element that has just begun, read to its end.
  std::string inner_text();

  /// Empty, or why not everything was read.
  const std::string& damage() const { return damage_; }

 private:
  xmlTextReaderPtr reader_ = nullptr;
  std::string_view name_, text_;
  std::string damage_;
  size_t depth_ = 0;
  bool end_waits_ = false;  // of an empty element
};

}  // namespace annals
