// Pages of placed words (a PDF's text layer, recognised pictures) made into text: reading order through columns,
// running headers and footers told from the text, lines joined to paragraphs, the place of every line kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

struct LayoutBox {
  float left = 0, top = 0, right = 0, bottom = 0;
};

/// Words side by side, or one below the other.
struct LayoutLine {
  LayoutBox box;
  std::string text;
  float confidence = 0;  ///< mean of its words, 0 to 100; 0 for a text layer
  bool vertical = false;
};

struct LayoutPage {
  float width = 0, height = 0;
  std::vector<LayoutLine> lines;
};

/// How the words of a line follow each other in the table.
enum class WordOrder : uint8_t {
  kVisual,   ///< from left to right as they stand, letters too (poppler)
  kLogical,  ///< as they are read (tesseract)
};

/// The tables that `pdftotext -tsv` and `tesseract … tsv` write. Lengths are multiplied by `scale`. Words that are
/// not well-formed are repaired. Never fails.
std::vector<LayoutPage> parse_layout(std::string_view table, WordOrder order, float scale);

/// Adds the pages to the document: text, blocks, pages, boxes. Linear but for sorting.
void write_pages(const std::vector<LayoutPage>& pages, Document& document);

/// A line as it is read, of the characters as they stand from left to right.
std::string logical_order(std::string_view visual);

}  // namespace annals
