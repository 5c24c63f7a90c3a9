// One event made ready for a reader: what the terminal, the table, the Markdown and the page all show.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "present/headline.h"
#include "present/selection.h"
#include "text/utf8.h"

namespace annals {

/// One telling: the exact words of one source. Offsets are code points of the document's text.
struct EvidenceView {
  const Document* document = nullptr;
  Span span;             ///< bytes
  std::string claim;     ///< id
  std::string words;     ///< one line
  std::string trigger;   ///< the word in it that says what happened
  std::string language;  ///< BCP 47, of the block where they stand
  bool right_to_left = false;
  uint32_t start = 0, end = 0;
  std::string page;      ///< as it is cited: `p. 12`, `ABC0001–ABC0002`; empty where the source has no pages
  std::string sayer;     ///< who says so, when not the document itself
  std::string status;    ///< in the reader's language; empty for asserted
  bool typical = false;  ///< it tells the kind and the status that the event has
  bool copied = false;   ///< in a passage that another document of the event has too
};

/// The whole sentence in which the words stand (UAX #29, inside their block), one line.
std::string sentence_around(const EvidenceView& evidence);

struct ConflictView {
  std::string slot, cause;  ///< in the reader's language
  struct Value {
    std::string value;
    std::vector<std::string> documents;  ///< ids
  };
  std::vector<Value> values;
};

struct EventView {
  const Event* event = nullptr;
  std::string date;  ///< `2018-02-20`, `2016`, …; empty when not known
  std::string headline;
  std::vector<std::string> people;  ///< names of all participants, each once
  std::vector<std::string> amounts;
  std::string status;     ///< in the reader's language; empty for asserted
  bool doubtful = false;  ///< hypothetical, uncertain, or read with little confidence
  std::vector<EvidenceView> evidence;
  std::vector<ConflictView> conflicts;

  /// People and amounts that the headline does not name.
  std::vector<std::string> beyond_headline() const;
  /// The one telling to show where there is room for one: in the reader's language when there is one, of the kind and
  /// status that the event has when there is one, and the fullest. Null when there is none.
  const EvidenceView* plainest(std::string_view language) const;
};

/// The reader's words for a conflict's slot: `amount`, `participant.buyer`.
std::string slot_name(std::string_view slot, const HeadlineWriter& headlines);

/// Makes views of one case for one reader. The arguments must outlive it.
class EventViews {
 public:
  EventViews(const CaseIndex& index, const Languages& languages, const HeadlineWriter& headlines);
  EventView view(uint32_t event) const;

 private:
  EvidenceView evidence(const Event& event, ClaimRef ref) const;
  std::string words_for(const Conflict& conflict, const ConflictValue& value) const;

  const CaseContents& contents_;
  const CaseIndex& index_;
  const Languages& languages_;
  const HeadlineWriter& headlines_;
  std::vector<CodePointIndex> points_;
  std::vector<std::vector<const Copy*>> copies_of_;  // by document, as the later side
};

}  // namespace annals
