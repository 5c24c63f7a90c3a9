// How likely two claims are about one happening.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "record/alignment.h"
#include "record/claim_pairs.h"
#include "record/claim_parties.h"
#include "record/claim_view.h"
#include "record/keyed_table.h"
#include "record/stories.h"
#include "record/tellings.h"

namespace annals {

/// Sums evidence for and against, roughly in nats: kinds that may tell of one happening and amounts (claim_pairs.h),
/// parties by role (claim_parties.h), days in common (claim_days.h), words, places in retold passages. Weights are by
/// hand, tuned so that what is joined is right three times in four at the least (over-merging is worse than leaving
/// two).
class ClaimLikeness {
 public:
  /// All arguments must outlive it; it compares only claims of `views`.
  ClaimLikeness(std::span<const ClaimView> views, const Record& record, const Tellings& tellings,
                const Alignment& alignment, const Folding& folding);

  /// Above kJoin: one event. At kNever or below: never in one event. Symmetric.
  double score(const ClaimView& a, const ClaimView& b) const;

  /// Whether a claim is what an offer of its sentence offers.
  static bool is_content(const ClaimView& claim, const ClaimView& offer);

  static constexpr double kJoin = 2.5;
  static constexpr double kNever = kTwo;
  static constexpr double kCopied = 100;  ///< one is the other's copy, word for word

 private:
  // Whether each document tells but once of the type with one party in a role that tells one happening from another.
  bool only_one(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const;
  // Or of the type in the month of both claims; with the party, or with any where neither names one.
  bool only_then(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type, const Parties& who) const;
  // Whether a document dates what it tells of the parties in such roles on days that have one in common.
  bool one_day_told(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const;
  void tell_day(uint64_t place, const Interval& days);
  // Whether the claim's document tells of the type as done, by or of one of the same parties.
  bool told_as_done(const ClaimView& view, const TypeKnowledge& type) const;
  static uint64_t month_key(int32_t month, uint64_t place);
  static uint64_t place_key(const ClaimView& view, std::string_view role, uint32_t entity);
  size_t number(const ClaimView& view) const { return static_cast<size_t>(&view - views_.data()); }
  void weigh_words();
  double word_likeness(const ClaimView& a, const ClaimView& b) const;

  std::span<const ClaimView> views_;
  const Alignment& alignment_;
  Stories stories_;
  PartyLikeness parties_;
  // Where a claim's words end in word_weights_, and what they weigh together; the first entry stands before the first
  // claim.
  struct WordsEnd {
    size_t at = 0;
    double weight = 0;
  };
  std::vector<const TypeKnowledge*> types_;  // of each claim
  std::vector<WordsEnd> words_;
  std::vector<float> word_weights_;  // claim by claim, beside ClaimView::words
  // How often a document tells of one thing; whether it says that it was done; what the days that it gives have in
  // common: unbounded where that is nothing.
  struct Told {
    uint32_t count : 31 = 0;
    uint32_t done : 1 = 0;
  };
  KeyedTable<Told> told_in_document_;              // by place_key(), and that with month_key()
  KeyedTable<std::optional<Interval>> days_told_;  // by place_key()
};

}  // namespace annals
