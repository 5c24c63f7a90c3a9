// Texts cut into blocks by what they look like, with no knowledge of any language.
#pragma once

#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

/// Appends the blocks of plain text to `blocks`: paragraphs (blank lines between them, or a line each), joined lines of
/// hard-wrapped paragraphs, headings, list items, quoted replies (`> `, with depth), signatures (after a line `-- `).
/// Spans are in `text`, inside `range`. Linear.
void split_plain(std::string_view text, Span range, std::vector<Block>& blocks);

/// Builds a document's text block by block: for formats whose text is made by the reader.
class TextBuilder {
 public:
  explicit TextBuilder(Document& document) : document_(document) {}
  /// Appends a block (trimmed; nothing when only white space is left), an empty line before it (a line break between
  /// list items), and returns its index or -1.
  int add(BlockRole role, std::string_view text, uint32_t depth = 0);
  /// Appends plain text as the blocks that split_plain finds.
  void add_plain(std::string_view text);
  /// Takes the last block back.
  void remove_last();

 private:
  void separate(BlockRole role);
  Document& document_;
};

/// Without the white space at both ends: ASCII's, no-break and ideographic spaces, byte order marks and zero-width
/// marks.
Span trim(std::string_view text, Span span);
std::string_view trim(std::string_view text);

/// The beginning of well-formed text: whole characters of at most so many bytes.
std::string_view beginning(std::string_view text, size_t most);

}  // namespace annals
