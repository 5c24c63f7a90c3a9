// Cases made by hand, for tests of the record: documents with the readings that a perfect reader would give.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/record.h"

namespace annals::testing {

/// One document and its reading. Places are given by the words that stand there: their first occurrence after `from`.
class DocumentBuilder {
 public:
  DocumentBuilder(const std::string& id, const std::string& language, const std::string& text);

  DocumentBuilder& published(const std::string& edtf);
  DocumentBuilder& header(const std::string& name, const std::string& value);
  DocumentBuilder& credit(const std::string& name);
  /// A name: every occurrence of it is a mention.
  DocumentBuilder& name(const std::string& words, EntityType type = EntityType::kPerson);
  DocumentBuilder& money(const std::string& words, double value, const std::string& unit = "USD");
  DocumentBuilder& time(const std::string& words, const std::string& edtf);
  /// A claim at the word `trigger`; its evidence is the line's sentence around it, its amounts those that stand there,
  /// its date the one of the time that stands there unless later set with `dated`. Who is not named there is implied.
  DocumentBuilder& claim(const std::string& type, const std::string& trigger,
                         const std::vector<std::pair<std::string, std::string>>& roles);
  // Of the last claim:
  DocumentBuilder& dated(const std::string& edtf);  ///< empty: undated
  DocumentBuilder& status(ClaimStatus status);
  DocumentBuilder& said_by(const std::string& name);

  Document document;
  Reading reading;

 private:
  Span find(const std::string& words) const;
  uint32_t entity(const std::string& name) const;
};

class CaseBuilder {
 public:
  DocumentBuilder& add(const std::string& id, const std::string& language, const std::string& text);
  /// The record of all documents, in order of id whatever order they were added in.
  Record build(const std::vector<Correction>& corrections = {},
               std::vector<CorrectionOutcome>* outcomes = nullptr) const;
  /// The id of a document's claim.
  std::string claim(const std::string& document, uint32_t number) const;
  /// The documents in the order in which the record numbers them.
  std::vector<DocumentReading> documents() const;

 private:
  std::deque<DocumentBuilder> documents_;
};

}  // namespace annals::testing
