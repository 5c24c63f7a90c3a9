// What people corrected in the readings themselves. A reading as made from its document alone stays as it is (law 2);
// the record is made from these.
//
//   add-event DOCUMENT START END TYPE EDTF [ROLE=START-END | ROLE=WORDS]...
//       the document says in these words that this happened; EDTF may be empty; a role is filled by the name that
//       stands at its place, else by the words there
//   move-claim CLAIM START END                   its evidence is these words; it keeps its id
//   move-name DOCUMENT START END START END       the name that stands at the first place stands at the second
//   move-quote DOCUMENT START END START END      likewise a quotation
//   move-time DOCUMENT START END START END [EDTF]
//       likewise a time; EDTF is what it means, also for the claims that it dates
//   move-quantity DOCUMENT START END START END [NUMBER]
//       likewise a sum; NUMBER is its value
//
// Places are code points of the document's text, as in exports.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "record/record.h"

namespace annals {

class CorrectedReadings {
 public:
  /// Carries out the corrections, in order, and says what became of each. `documents` must outlive it.
  CorrectedReadings(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                    std::vector<CorrectionOutcome>* outcomes);

  /// As given, with corrected readings in place of those that were.
  std::span<const DocumentReading> documents() const { return documents_; }
  /// The corrected ones, by document.
  std::map<uint32_t, Reading>& changed() { return changed_; }

 private:
  std::string carry_out(const Correction& correction);
  std::string add_event(const Correction& correction);
  std::string move_claim(const Correction& correction);
  std::string move_name(const Correction& correction);
  std::string move_time(const Correction& correction);
  std::string move_quantity(const Correction& correction);
  std::string move_quote(const Correction& correction);
  /// Where something was moved from and to.
  struct Move {
    uint32_t document = kNone;
    Span from, to;
  };
  /// The first five arguments. Gives why they are none.
  std::string parse_move(const Correction& correction, size_t most_arguments, Move& move) const;
  uint32_t document(const std::string& id) const;
  Reading& change(uint32_t document);

  std::vector<DocumentReading> documents_;
  std::map<uint32_t, Reading> changed_;
};

/// All actions that corrections may have, those of every layer; `undo` is one.
std::span<const std::string_view> correction_actions();

}  // namespace annals
