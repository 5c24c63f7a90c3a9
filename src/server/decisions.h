// What people decided, by what it concerns: shown beside events, names, documents, conflicts and gaps.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "present/selection.h"

namespace annals {

/// A person's narrative.
struct Story {
  std::string name;
  std::string text;             ///< a line `[[EVENT]]` stands for an event
  uint32_t correction = kNone;  ///< index into CaseContents::corrections: who wrote it last and when
};

/// Made once per loaded case; the index must outlive it. Immutable; any thread.
class Decisions {
 public:
  explicit Decisions(const CaseIndex& index);

  /// Standing corrections that concern what has this id, in order, as indices into CaseContents::corrections.
  const std::vector<uint32_t>& about(std::string_view id) const;
  bool ticked(std::string_view id) const;
  const std::vector<Story>& stories() const { return stories_; }
  /// `applied`, `undone`, `undo`, or `no effect`.
  std::string_view state(uint32_t correction) const { return states_[correction]; }
  /// Why a correction has no effect; empty when it has.
  std::string_view why_not(uint32_t correction) const { return why_not_[correction]; }
  /// Whether there is something to take back, or to bring back.
  bool can_undo() const { return can_undo_; }
  bool can_redo() const { return can_redo_; }

 private:
  const CaseIndex& index_;
  std::map<std::string, std::vector<uint32_t>, std::less<>> about_;
  std::vector<Story> stories_;
  std::vector<std::string_view> states_;
  std::vector<std::string> why_not_;
  bool can_undo_ = false, can_redo_ = false;
};

}  // namespace annals
