// Load files of document reviews: Concordance DAT (and its CSV variants), which has a row of fields for each document,
// and Opticon OPT, which has a row for each page image. Both name files beside them; which of these there are is known
// where the files are (sources/production.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources/source.h"

namespace annals {

struct LoadPage {
  std::string bates;
  std::string image;  ///< path as written; several pages may be in one file
};

/// A document as a load file describes it. Paths are as written there: never to be opened as they are.
struct LoadRecord {
  std::string begin, end;  ///< Bates numbers of its first and last page
  std::string text_path, native_path;
  std::string text;                                         ///< the text itself, where the load file holds it
  std::vector<LoadPage> pages;                              ///< of an OPT; empty where only the numbers are known
  std::vector<std::pair<std::string, std::string>> fields;  ///< lower-case name, value: all else that is said of it
  std::string date;                                         ///< the document's own, YYYY-MM-DD, or empty
};

struct LoadFile {
  std::vector<LoadRecord> records;  ///< in the file's order
  bool images = false;              ///< an OPT
  std::vector<Remark> remarks;
};

/// Whether a file that begins so is a load file.
bool is_load_file(std::string_view path, std::string_view head);

/// Reads it, in UTF-8, UTF-16 or Latin-1. Never fails: rows that are no documents become remarks. Linear.
LoadFile parse_load_file(std::string_view path, std::string_view bytes);

/// The numbers of a document's pages: those of its images, else all from first to last.
std::vector<std::string> page_numbers(const LoadRecord& record);

/// The documents whose text a load file holds.
ReadSource read_load_file(const Source& source, const std::vector<LoadRecord>& records);

/// Makes one source of the files that a record's text stands in, in order, and says of its documents what the record
/// says: numbers of pages, title, date, custodian, family. `files` is not empty.
ReadSource read_produced(std::vector<ReadSource> files, const LoadRecord& record);

/// Says of a document what the record says. A page of its own for each number, where form feeds or pages of the source
/// tell them apart; else one for all.
void describe(const LoadRecord& record, Document& document);

}  // namespace annals
