// Bytes to finished documents and readings: the stages before the record in one place, for `build` and for `read`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "languages/finish.h"
#include "reading/read.h"
#include "sources/production.h"
#include "sources/workers.h"

namespace annals {

/// Of a longer document, so many bytes of text are read for claims: enough for any book, and about two minutes of one
/// processor. The text itself is kept whole, and a remark tells where reading ended.
constexpr uint32_t kMostTextRead = uint32_t{16} << 20;

/// Immutable; any thread. A defect of ours costs one document: it becomes a remark and the run goes on.
class DocumentReader {
 public:
  /// Hostile formats are read by processes that start this program again: its main() must begin with serve_if_worker().
  explicit DocumentReader(const LanguageSet& languages, uint32_t most_text = kMostTextRead);

  /// One source into finished documents.
  ReadSource read(Source source) const;
  /// The same of a file of a production: first the source itself, then the files in which its text goes on.
  ReadSource read(std::vector<Source> files, const ProducedFile& part) const;
  /// One line of JSON Lines into a source of one document. Errors (kInput): not such a line.
  Result<ReadSource> read_line(std::string_view line, size_t number) const;
  /// A document's reading; `remarks` receives what went wrong. With `numbers`, its bare numbers follow its quantities.
  Reading read(const Document& document, std::vector<Remark>& remarks, bool numbers = false) const;

  /// Changes whenever documents or readings may come out differently: program and packs.
  const std::string& version() const { return version_; }
  const LanguageSet& languages() const { return languages_; }

 private:
  void finish(ReadSource& source) const;
  void limit(Document& document) const;
  const LanguageSet& languages_;
  DocumentFinisher finisher_;
  std::string version_;
  uint32_t most_text_;
  std::unique_ptr<Workers> workers_;
};

}  // namespace annals
