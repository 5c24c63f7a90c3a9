// Which events of a case are asked for: the filters that `annals show` and the page share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "casefile/casefile.h"
#include "text/fold.h"

namespace annals {

/// All parts must hold; an empty part asks for nothing.
struct EventFilter {
  std::string from, to;               ///< EDTF or a prefix of a day: `2016`, `2016-09`, `2016-09-03`
  std::vector<std::string> who;       ///< names in any spelling and script, or entity ids; every one takes part
  std::vector<std::string> types;     ///< `law.sue` or a family, `law`; any of them
  std::vector<std::string> statuses;  ///< any of them
  std::string source;                 ///< part of a document's id, path or title
  std::string document_language;      ///< some telling is in this language
  std::string significance;           ///< `key`: key events only; `supporting`: those too
  std::string words;                  ///< all of these stand in the words of one telling
  bool conflicts = false;             ///< only events with a conflict
  bool undated = false;               ///< only events without a date
};

/// A case with what makes looking things up fast. The contents must outlive it. Immutable; any thread.
class CaseIndex {
 public:
  CaseIndex(const CaseContents& contents, const Folding& folding);

  /// Events that pass the filter, in the order of the chronology. Errors (kUsage): a date that is none.
  Result<std::vector<uint32_t>> select(const EventFilter& filter) const;
  /// Entities with a name that has all words of `name` (folded), or with that id; best first: whole name, then count.
  std::vector<uint32_t> find_entities(std::string_view name) const;
  /// Entities of which `name` (folded) is a whole spelling, most mentioned first.
  std::vector<uint32_t> named(std::string_view name) const;
  /// The entity or event with that id; kNone when there is none.
  uint32_t entity(std::string_view id) const;
  uint32_t event(std::string_view id) const;
  uint32_t document(std::string_view id) const;

  const std::vector<uint32_t>& events_of_entity(uint32_t entity) const { return events_of_entity_[entity]; }
  const std::vector<uint32_t>& conflicts_of_event(uint32_t event) const { return conflicts_of_event_[event]; }
  const CaseContents& contents() const { return *contents_; }
  const Folding& folding() const { return *folding_; }

 private:
  bool tells(uint32_t event, const EventFilter& filter, const std::vector<std::string>& words) const;

  const CaseContents* contents_;
  const Folding* folding_;
  std::vector<std::vector<uint32_t>> events_of_entity_;             // in order
  std::vector<std::vector<uint32_t>> conflicts_of_event_;           // in order
  std::vector<std::vector<std::string>> names_;                     // folded, by entity
  std::unordered_map<std::string, std::vector<uint32_t>> by_name_;  // folded spelling -> entities, most mentioned first
  std::unordered_map<std::string_view, uint32_t> entities_, events_, documents_;
};

}  // namespace annals
