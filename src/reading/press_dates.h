// What people tell whoever writes the document happened at about its own time: 'Ana Prado says', 'a spokesman denied
// it'.
#pragma once

#include <optional>

#include "base/date.h"
#include "reading/claim_times.h"
#include "reading/quotes.h"

namespace annals {

/// Whether the statement is a verb by which somebody says or writes something.
inline bool is_report(const StatedEvent& s, const ClaimFrames& frames) {
  return is_verbal(s) && s.frame->says && frames.types[s.frame->type].is(kExchange);
}

/// The subject; of a passive ('was told by') the agent; kNone where nobody is named.
uint32_t who_says(const StatedEvent& s);

/// Dates claims by the document's publication. Goes through its sentences in order; looks at a clause once.
class PressDates {
 public:
  PressDates(const Analysis& analysis, const Reading& reading, const Enclosures& enclosures);

  void enter(const ReadScene& sentence);
  /// Dates the claim that statement `number` makes where its words are told to the writer; `governing` is the time that
  /// would date it else. `letter`: a message, which nobody tells to a writer.
  bool date(uint32_t number, const ClaimTimes::Governing& governing, bool letter, Claim& claim);

 private:
  bool tells_now(const StatedEvent& s) const;
  bool asked(const StatedEvent& s) const;
  bool told_this_year(Claim& claim) const;
  bool told_to_us(const Claim& claim) const;
  bool told_to_press(const StatedEvent& s, const Claim& claim) const;
  void find_words(uint32_t from, uint32_t to, bool sayers, bool& told, bool& then) const;
  bool goes_on(const StatedEvent& s) const;
  bool arrived(uint32_t time) const;
  void ask_for(Claim& claim) const;

  const Analysis& analysis_;
  const Reading& reading_;
  const Enclosures& enclosures_;
  const ReadScene* read_ = nullptr;
  std::optional<Interval> published_;
  uint32_t sentence_ = 0;
  // The last report told to the writer.
  uint32_t said_in_ = kNone, sayer_ = kNone;
};

}  // namespace annals
