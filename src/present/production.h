// A production: the documents that selected events cite, numbered, as other people's review programs take them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "present/export.h"
#include "present/headline.h"
#include "present/selection.h"

namespace annals {

/// A document of a production. Paths are relative to its volume, with `/`.
struct ProductionDocument {
  uint32_t document = 0;
  std::vector<std::string> numbers;  ///< of its pages; one for a document without pages
  std::string native;                ///< the source as received; several documents may be in one
  std::string text;                  ///< its text, a form feed between pages
  uint32_t parent = kNone;           ///< position in the production of the document that carries it
  std::vector<uint32_t> events;      ///< that cite it, in order
};

/// The documents cited by the events, in order of their ids. Those that a production numbered before keep their
/// numbers; the others are counted on from `PREFIX000001`.
std::vector<ProductionDocument> plan_production(const CaseContents& contents, const std::vector<uint32_t>& events,
                                                std::string_view prefix);

/// Its text as written out.
std::string production_text(const Document& document);

/// The number under which a place in the document is cited: that of its page.
std::string number_of(const ProductionDocument& produced, const Document& document, Span span);

/// The load files: Concordance (UTF-8), and Opticon for sources that show their own pages (PDF, pictures).
std::string production_dat(const std::vector<ProductionDocument>& production, const CaseContents& contents);
std::string production_opt(const std::vector<ProductionDocument>& production, const CaseContents& contents);

/// The index as a table and as a page: every document with its hash and the events that cite it. Paths in it begin with
/// `volume`.
std::string production_csv(const std::vector<ProductionDocument>& production, const CaseContents& contents,
                           std::string_view volume);
std::string production_html(const std::vector<ProductionDocument>& production, const CaseIndex& index,
                            const HeadlineWriter& headlines, std::string_view volume, std::string_view title);

}  // namespace annals
