#include "record/claim_likeness.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "record/claim_days.h"
#include "record/claim_pairs.h"

namespace annals {
namespace {

constexpr double kBothParties = 0.5;
constexpr double kOneStory = 0.06;    // likeness of two documents' words from which on they are about one story:
constexpr double kLeastStory = 0.05;  // at the least this,
constexpr double kStorySlope = 40;
constexpr double kSameStory = 1.5;
constexpr double kOtherStory = 2;
constexpr double kPlanBesideDeed = -2;  // a plan that stands beside the deed in its document, and the deed in another
constexpr double kSameWords = 0.6;      // so alike, one document says one thing twice
constexpr size_t kFormula = 4;          // words: fewer than so many only say that somebody speaks
constexpr double kOneTime = 0.8;        // the same parties in one month
constexpr double kOnePeriod = 3;        // from one month to another
constexpr double kOneSentence = 8;
constexpr double kDenied = 1;        // who denies something speaks of what was told
constexpr double kDeniedHere = 2.5;  // the more in the next words
constexpr double kHeadline = 1.5;    // a document's headline, and its body
constexpr double kToldAgain = 0.5;   // one document on the same parties, which dates such a thing on one day only
constexpr double kOnlyOne = 1;       // neither document tells of another such thing,
constexpr double kOnlyThen = 1;      // or of another in that month
constexpr double kAlone = 2;         // nothing else of the kind stands in a passage and in what retells it,
constexpr double kAlonePlace = 0.3;  // at one place of it

// Whether somebody plays one of the roles in both claims, and each of their documents tells that of him once (`once` of
// a claim, a role and an entity).
template <class Once>
bool shares_party_once(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type, Once&& once) {
  return std::any_of(type.by.begin(), type.by.end(), [&](const std::string& role) {
    const std::vector<uint32_t> in_a = a.in_role(role), in_b = b.in_role(role);
    return std::any_of(in_a.begin(), in_a.end(), [&](uint32_t entity) {
      return std::find(in_b.begin(), in_b.end(), entity) != in_b.end() && once(a, role, entity) &&
             once(b, role, entity);
    });
  });
}

}  // namespace

ClaimLikeness::ClaimLikeness(std::span<const ClaimView> views, const Record& record, const Tellings& tellings,
                             const Alignment& alignment, const Folding& folding)
    : views_(views), alignment_(alignment), stories_(views, tellings, folding), parties_(views, record) {
  types_.reserve(views.size());
  for (const ClaimView& view : views) {
    types_.push_back(&tellings.type(view.claim->type));
    const auto month = month_of(*view.claim);
    for (const auto& [role, entity] : view.fillers) {
      const uint64_t place = place_key(view, role, entity);
      Told& told = told_in_document_[place];
      ++told.count;
      if (view.claim->status == ClaimStatus::kAsserted) told.done = 1;
      if (view.own_date && view.claim->days.bounded()) tell_day(place, view.claim->days);
      if (month) ++told_in_document_[month_key(*month, place)].count;
    }
    if (month) ++told_in_document_[month_key(*month, place_key(view, {}, kNone))].count;
  }
  weigh_words();
}

void ClaimLikeness::tell_day(uint64_t place, const Interval& days) {
  std::optional<Interval>& told = days_told_[place];
  if (!told) {
    told = days;
  } else if (told->bounded()) {
    told = intersects(*told, days)
               ? Interval{std::max(*told->earliest, *days.earliest), std::min(*told->latest, *days.latest)}
               : Interval{};
  }
}

bool ClaimLikeness::one_day_told(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const {
  return std::all_of(type.by.begin(), type.by.end(), [&](const std::string& role) {
    const std::vector<uint32_t> in_a = a.in_role(role);
    return std::all_of(in_a.begin(), in_a.end(), [&](uint32_t entity) {
      const std::optional<Interval>* found = days_told_.find(place_key(b, role, entity));
      return found == nullptr || !*found || (*found)->bounded();
    });
  });
}

bool ClaimLikeness::told_as_done(const ClaimView& view, const TypeKnowledge& type) const {
  return std::any_of(type.by.begin(), type.by.end(), [&](const std::string& role) {
    const std::vector<uint32_t> parties = view.in_role(role);
    return std::any_of(parties.begin(), parties.end(), [&](uint32_t entity) {
      const Told* found = told_in_document_.find(place_key(view, role, entity));
      return found != nullptr && found->done != 0;
    });
  });
}

uint64_t ClaimLikeness::place_key(const ClaimView& view, std::string_view role, uint32_t entity) {
  const uint64_t who = uint64_t{view.ref.document} << 32 | entity;
  return stable_hash(role, stable_hash(view.claim->type, who));
}

uint64_t ClaimLikeness::month_key(int32_t month, uint64_t place) {
  return place ^ (static_cast<uint64_t>(month) * 0x9e3779b97f4a7c15ULL);
}

bool ClaimLikeness::only_then(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type,
                              const Parties& who) const {
  const auto month = month_of(*a.claim);
  if (!type.known || a.ref.document == b.ref.document || a.claim->type != b.claim->type ||
      a.claim->status != b.claim->status || !month || month != month_of(*b.claim) ||
      !intersects(a.claim->days, b.claim->days))
    return false;
  const auto once = [&](const ClaimView& view, std::string_view role, uint32_t entity) {
    const Told* found = told_in_document_.find(month_key(*month, place_key(view, role, entity)));
    return found != nullptr && found->count == 1;
  };
  if (shares_party_once(a, b, type, once)) return true;
  return type.recurs != Recurs::kOften && !type.exchange && family_of(a.claim->type) != "stance" && !who.excluded &&
         !who.doubtful && once(a, {}, kNone) && once(b, {}, kNone) && alignment_.tied(a, b);
}

bool ClaimLikeness::only_one(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const {
  if (a.claim->type != b.claim->type) return false;
  const auto once = [&](const ClaimView& view, std::string_view role, uint32_t entity) {
    const Told* found = told_in_document_.find(place_key(view, role, entity));
    return found != nullptr && found->count == 1;
  };
  return shares_party_once(a, b, type, once);
}

// What the words of the claims weigh, a rare one more.
void ClaimLikeness::weigh_words() {
  std::unordered_map<uint32_t, uint32_t> claims_with_word;
  for (const ClaimView& view : views_) {
    for (const uint32_t word : view.words) ++claims_with_word[word];
  }
  words_.reserve(views_.size() + 1);
  words_.push_back({});
  for (const ClaimView& view : views_) {
    WordsEnd end = words_.back();
    end.weight = 0;
    for (const uint32_t word : view.words) {
      word_weights_.push_back(
          static_cast<float>(std::log(std::max<double>(1, double(views_.size())) / claims_with_word.at(word)) + 0.1));
      end.weight += word_weights_.back();
    }
    end.at += view.words.size();
    words_.push_back(end);
  }
}

double ClaimLikeness::word_likeness(const ClaimView& a, const ClaimView& b) const {
  const double total = words_[number(a) + 1].weight * words_[number(b) + 1].weight;
  if (total <= 0) return 0;
  double common = 0;
  for (size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
    if (a.words[i] == b.words[j]) common += word_weights_[words_[number(a)].at + i];
    const bool first = a.words[i] <= b.words[j];
    j += b.words[j] <= a.words[i];
    i += first;
  }
  return common / std::sqrt(total);
}

bool ClaimLikeness::is_content(const ClaimView& claim, const ClaimView& offer) {
  return claim.claim->status == ClaimStatus::kProposed && offer_and_content(offer, claim);
}

double ClaimLikeness::score(const ClaimView& a, const ClaimView& b) const {
  const Relation relation = alignment_.relate(a, b);
  const Place place = relation.place;
  const TypeKnowledge& type_a = *types_[number(a)];
  const TypeKnowledge& type_b = *types_[number(b)];
  const double kind = kinds(a, b, type_a, relation);
  if (kind == kImpossible) return kImpossible;
  if (place == Place::kCopied && a.claim->type == b.claim->type) return kCopied;
  if (kind == 0 && offer_and_content(a, b)) return kOneSentence;
  if (same_quotation(a, b, type_a, type_b)) return kOneSentence;
  const Recurs recurs = std::max(type_a.recurs, type_b.recurs);
  const bool one_document = a.ref.document == b.ref.document;
  // What two documents on one story tell of a time so exact is one thing, whatever sum they give and however doubtful
  // it is who had part in it.
  const bool series = kind == 1 && recurs == Recurs::kOften && !type_a.exchange && !one_document && same_period(a, b) &&
                      alignment_.tied(a, b);
  const bool tied = place != Place::kApart || series;
  const Parties who = parties_.compare(a, b, type_a, type_b, tied);
  const bool both_parties = who.shared >= 2;
  const bool same_deal =
      (both_parties || (who.identified && recurs != Recurs::kOften)) && same_month(a.claim->days, b.claim->days);
  const double amount = amounts(a, b, tied, both_parties, same_deal);
  // A document that gives two dates of its own, or two posts, tells of two happenings; of what happens again and again,
  // unless the same sum says otherwise, also where the date is that of the sentences before.
  const double post = posts(a, b, type_a, type_b);
  const bool again = recurs == Recurs::kOften && type_a.known && type_b.known && a.headline == b.headline &&
                     !denied_and_not(a, b) && !(both_parties && amount >= 1.2);
  if (one_document_two_dates(a, b, again) || post == kNever) return kNever;
  const bool other_days =
      a.claim->days.known() && b.claim->days.known() && !intersects(a.claim->days, b.claim->days) && !other_year(a, b);
  const bool only = relation.alone && kind == 1 && relation.distance < kAlonePlace;
  if (who.excluded && (who.apart || !only || other_days) && !(tied && amount >= 1.2)) return kNever;
  if (plan_and_deed(a, b) || plan_and_refusal(a, b)) return kNever;
  // Of a type of which nothing is known, who plays which role is not known either.
  const bool known = type_a.known && type_b.known;
  if (one_document && known && (who.differs || told_as_two(a, b, kind, recurs))) return kNever;
  if (one_document && who.doubtful) return kNever;
  const bool messages = type_a.exchange && !type_a.meeting;
  // 'They say' twice is two.
  const bool formula = one_document && messages && std::min(a.words.size(), b.words.size()) < kFormula;
  const double words = formula ? 0 : word_likeness(a, b);
  const double here =
      place == Place::kRetold || place == Place::kParallel ? std::max(0.0, 1 - 0.8 * relation.distance) : 0;
  double sum = kind + recurrence(recurs) + (series && !who.differs ? std::max(0.0, who.score) : who.score) + post;
  const bool row = in_a_row(a, b);
  const bool denied_here = one_document && row && kind == 1 && !messages && who.identified && !who.differs &&
                           post >= 0 && denied_and_not(a, b);
  const bool denied = denied_here || (both_parties && !messages && (denies(a, b) || denies(b, a)));
  const bool headline = kind == 1 && who.identified && headline_and_body(a, b);
  const double when = date_likeness(a, b, recurs == Recurs::kOnce, tied);
  sum += denied ? std::max(0.0, when) : when;
  sum += amount;
  sum += statuses(a.claim->status, b.claim->status, tied);
  if (kind == 1 && !one_document &&
      ((open_matter(a.claim->status) && b.claim->status == ClaimStatus::kAsserted && told_as_done(a, type_a)) ||
       (open_matter(b.claim->status) && a.claim->status == ClaimStatus::kAsserted && told_as_done(b, type_b))))
    sum += kPlanBesideDeed;
  sum += crowds(a, b, type_a);
  if (!denied_here) sum += same_sentence(a, b);
  sum += 4 * words;
  sum += 3.5 * here;
  // Two things told in a row are two, unless one is the other's denial, or words of a message, or what befell somebody
  // on one day.
  const bool one_message = row && type_a.exchange && message_and_words(a, b);
  if (row && known && recurs != Recurs::kOnce && kind == 1 && amount < 1.2 && words < kSameWords &&
      !denied_and_not(a, b) && !one_message && !headline &&
      !(type_a.fate && who.identified && amount >= 0 && same_day_in_a_row(a, b)))
    return kNever;
  // What happens again and again is told apart by more than who and about when; two messages on one day are two.
  // Where each document tells of one such thing only, it is likely the same.
  const bool same_story = amount >= 1.2 || words >= (one_document ? kSameWords : 0.35) || here > 0.3;
  const bool one_month = same_month(a, b) || (same_days(a, b) && (!messages || a.own_date || b.own_date));
  const bool one_time = one_month && (one_document && messages ? who.identified && one_message : both_parties);
  const bool alone = !one_document && !messages && who.identified && only_one(a, b, type_a);
  const bool alone_then = only_then(a, b, type_a, who);
  const bool told_again = one_document && known && kind == 1 && recurs == Recurs::kSeldom && both_parties &&
                          a.claim->status == b.claim->status && one_day_told(a, b, type_a);
  const bool seldom = recurs == Recurs::kSeldom && ((both_parties && (!(one_document && known) || told_again)) ||
                                                    (who.identified && same_month(a.claim->days, b.claim->days)));
  if (only) sum += kAlone;
  if (series) sum += kOnePeriod;
  if (both_parties) sum += kBothParties;
  if (one_time && known) sum += kOneTime;
  if (alone_then) {
    sum += kOnlyThen;
  } else if (alone) {
    sum += kOnlyOne;
  }
  if (denied) sum += denied_here ? kDeniedHere : kDenied;
  if (headline) sum += kHeadline;
  if (told_again) sum += kToldAgain;
  // Of a type of which nothing is known, the story tells: in one document, or in two about the same, one word means one
  // thing.
  const bool unknown = !type_a.known && !type_b.known;
  const double story = unknown ? stories_.likeness(a.ref.document, b.ref.document) : 0;
  if (unknown) sum += std::clamp(kStorySlope * (story - kOneStory), -kOtherStory, kSameStory);
  const bool same_tale = unknown && story >= kLeastStory;
  // What a document tells of somebody whom it does not name there may be another's.
  const bool once = recurs == Recurs::kOnce && (!one_document || who.by_name || same_days(a, b));
  const bool enough =
      same_tale || once || same_story || series || one_time || alone || alone_then || seldom || denied || headline;
  // Two kinds of thing at one place of a retold passage are one only with something in common.
  if (kind < 1 && who.shared == 0 && !who.identified && amount < 1.2 && words < 0.35) return std::min(sum, kJoin - 0.5);
  // A document that tells of two such things tells them apart.
  const bool told_apart = recurs == Recurs::kOften && one_document;
  return enough ? sum : std::min(sum, told_apart ? -3 : kJoin - 0.5);
}

}  // namespace annals
