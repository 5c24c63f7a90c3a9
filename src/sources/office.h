// Office files are zip archives of XML: which kind one is, and what its readers share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/archive.h"
#include "sources/blocks.h"
#include "sources/source.h"

namespace annals {

/// Reads the archive as the office file that it is into one document; false when it is none.
bool read_office(const UnpackedArchive& package, const Source& source, ReadSource& out);

/// Sets title, author and date from the parts of a package that say so, where the document has none yet.
struct OfficeProperties {
  std::string title, author, created, modified;  ///< dates as written, RFC 3339 or a part of it
};
void set_properties(const OfficeProperties& properties, Document& document);

// One for each family (sources/read_*.cc): fills text, blocks, pages and envelope.
void read_docx(const UnpackedArchive& package, Document& document);
void read_xlsx(const UnpackedArchive& package, Document& document);
void read_pptx(const UnpackedArchive& package, Document& document);
void read_odf(const UnpackedArchive& package, Document& document);
void read_epub(const UnpackedArchive& package, Document& document);

/// Properties of an OOXML package (docProps/core.xml).
OfficeProperties core_properties(const UnpackedArchive& package);
/// The relationships of one of its parts: id to the target's name in the package.
std::vector<std::pair<std::string, std::string>> relationships(const UnpackedArchive& package, std::string_view part);

/// Adds what was gathered as one line a row: cells with tabs between, empty rows and trailing empty cells left out.
void add_row(const std::vector<std::string>& cells, TextBuilder& builder);

/// Marks the text added since `begin` as a page of that name.
void add_page(std::string label, size_t begin, Document& document);

}  // namespace annals
