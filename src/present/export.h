// Exports: the record and the readings for other programs and for paper. docs/export.md describes the JSON Lines
// format. Byte-identical for the same case, whatever the order or number of threads it was built with.
#pragma once

#include <functional>
#include <string_view>

#include "casefile/casefile.h"

namespace annals {

/// Receives the output piece by piece.
using Sink = std::function<void(std::string_view)>;

/// The whole case, one JSON object a line. Headlines in `language`; `with_text` adds to each document its text.
void export_json_lines(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                       bool with_text, const Sink& sink);

/// One document's lines of kind document, mention, time, quantity, quote and claim; ids of entities are local to it.
/// `explain` adds to each what it rests on: the rule's file and line, confidences, pronouns.
void write_reading(const Document& document, const Reading& reading, bool explain, const Sink& sink);

/// The events as a table (RFC 4180), one row each, with a first row of column names. Cells that a spreadsheet would
/// take for a formula begin with an apostrophe.
void export_csv(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                const Sink& sink);

/// The chronology as Markdown, with the sources' own words in footnotes.
void export_markdown(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                     const Sink& sink);

}  // namespace annals
