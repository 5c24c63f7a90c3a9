// The values of the API as JSON; names as in the export format. Private to the server library.
#pragma once

#include <string>

#include "present/json.h"
#include "server/snapshot.h"

namespace annals {

/// One answer's writer: a case in a reader's language. Offsets are code points.
class ApiWriter {
 public:
  ApiWriter(const CaseSnapshot& snapshot, const std::string& language);

  void event(uint32_t event);  ///< the members of an EventRow, inside an open object
  void event_detail(uint32_t event);
  void document(uint32_t document);
  void document_detail(uint32_t document);
  void entity(uint32_t entity);
  void entity_name(uint32_t entity);         ///< id, type, name
  void place(uint32_t document, Span span);  ///< start, end
  void quantities_of(uint32_t event);
  void entity_detail(uint32_t entity);
  void conflict(uint32_t conflict);
  void copy(const Copy& copy);
  void gap(uint32_t gap);
  void correction(uint32_t correction);                    ///< index into CaseContents::corrections
  void hit(uint32_t document, Span span, uint32_t reach);  ///< document, start, end, words
  void speaker(uint32_t document, uint32_t local);         ///< speaker: the name, or null
  void write_terms();
  /// A message of the program in the reader's language.
  std::string said(std::string_view message) const;
  std::string id_of_gap(uint32_t gap) const;
  void source(const CaseSource& source);
  /// The words around a span: `before`, `text`, `after`, at most `reach` bytes to each side, on code point borders.
  void words(const Document& document, Span span, uint32_t reach);

  Json json;

 private:
  void telling(const ClaimRef& ref);
  void quantity(const Quantity& quantity);
  std::string words_of(uint32_t event) const;  ///< of one whose headline does not say what was said; empty for others
  void decisions_about(std::string_view id);
  void remarks(const std::vector<Remark>& remarks, uint32_t document);  ///< kNone: they have no places
  void layout(uint32_t document);                                       ///< pages and the boxes of lines on them
  uint32_t points(uint32_t document, uint32_t byte) const;
  std::string entity_id(uint32_t document, uint32_t local) const;

  const CaseSnapshot* snapshot_;
  const Headlines* headlines_;
};

}  // namespace annals
