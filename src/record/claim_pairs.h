// What two claims say of themselves about whether they mean one happening: their kinds, sums, statuses, words, and
// where they stand. Who takes part: claim_parties.h; when: claim_days.h.
#pragma once

#include "record/alignment.h"
#include "record/claim_view.h"
#include "record/tellings.h"

namespace annals {

constexpr double kImpossible = -100;  ///< kinds that never tell of one happening
constexpr double kTwo = -4;           ///< never one

// Evidence for (above 0) and against, in the measure of ClaimLikeness.
double kinds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const Relation& relation);
double recurrence(Recurs recurs);
/// Two posts named in one language, neither of which holds the other: in one document two happenings.
double posts(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const TypeKnowledge& type_b);
/// `same_deal`: the days and the parties are the same, so that it may be told with two amounts.
double amounts(const ClaimView& a, const ClaimView& b, bool tied, bool both_parties, bool same_deal);
double statuses(ClaimStatus a, ClaimStatus b, bool tied);
/// What happened to many at once is not what happened to one.
double crowds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a);
/// Two claims of one sentence are two by the reader's own judgement.
double same_sentence(const ClaimView& a, const ClaimView& b);

/// Planned or proposed.
bool open_matter(ClaimStatus status);
bool denied_and_not(const ClaimView& a, const ClaimView& b);
/// A document's headline tells what its body tells.
bool headline_and_body(const ClaimView& a, const ClaimView& b);
/// An offer, and in the same sentence what is offered, as a claim of its own: 'offered to pay', 'proposed that they
/// buy'.
bool offer_and_content(const ClaimView& a, const ClaimView& b);
/// A document that tells one thing twice calls it by one kind, or by another word for what happens but once:
/// 'dismissed', 'left'. That it was done and that it was refused are two, and so are a deed and another's denial.
bool told_as_two(const ClaimView& a, const ClaimView& b, double kind, Recurs recurs);
/// Told in a row, in one sentence or the next: then a document goes on to the next thing.
bool in_a_row(const ClaimView& a, const ClaimView& b);
/// 'He was arrested on Monday. His arrest ...': sentences that speak of one day, and of no other sum.
bool same_day_in_a_row(const ClaimView& a, const ClaimView& b);
/// 'She sent him a note that day. "Never," she wrote': words that have no date of their own.
bool message_and_words(const ClaimView& a, const ClaimView& b);
/// A document that tells of a plan and of a deed on other days tells of two things.
bool plan_and_deed(const ClaimView& a, const ClaimView& b);
/// What was meant on one day and given up on another is a course of two things.
bool plan_and_refusal(const ClaimView& a, const ClaimView& b);
/// Two statements that quote the same words of the same speaker.
bool same_quotation(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const TypeKnowledge& type_b);

}  // namespace annals
