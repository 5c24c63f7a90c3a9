#include "record/claim_likeness.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/yearless.h"
#include "record/amounts.h"

namespace annals {
namespace {

constexpr double kImpossible = -100;
constexpr double kDoubtfulParty = 1.2;  // another party in a main role, which one of the two does not name
constexpr double kImplied = 0.5;        // of the weight of a party, where one of the two does not name it
constexpr double kBothParties = 0.5;
constexpr double kOneStory = 0.06;    // likeness of two documents' words from which on they are about one story:
constexpr double kLeastStory = 0.05;  // at the least this,
constexpr double kStorySlope = 40;
constexpr double kSameStory = 1.5;
constexpr double kOtherStory = 2;
constexpr double kPlanAndDeed = -1;      // a plan or an offer, and what was done
constexpr double kDoneAndRefused = -2.5;
constexpr double kWhatIf = -2;  // what would be, and what was
constexpr double kOneSentence = 8;
constexpr double kDenied = 1;         // who denies something speaks of what was told
constexpr double kUnseenClaims = 10;  // as if the case had so many more: in a small one everybody is in every claim
constexpr double kOnlyOne = 0.5;      // neither document tells of another such thing
constexpr double kSameDay = 2, kSameDayOfSomeYear = 1.2;
constexpr int64_t kShortMonths = 100;  // days: a season at the most
constexpr double kSameMonthOfSomeYear = 0.3;
constexpr double kAlone = 2;          // nothing else of the kind stands in a passage and in what retells it,
constexpr double kAlonePlace = 0.3;   // at one place of it
constexpr int64_t kLongestSlip = 62;  // days by which two dates of one happening may be apart where it is told again

bool told_as(const TypeKnowledge& type, std::string_view other) {
  return std::binary_search(type.told_as.begin(), type.told_as.end(), other);
}

bool disjoint(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return std::none_of(a.begin(), a.end(), [&](uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

double kinds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, Place place) {
  const std::string_view kind_a = a.claim->type;
  const std::string_view kind_b = b.claim->type;
  if (kind_a == kind_b) return 1;
  if (told_as(type_a, kind_b)) return 0;
  if ((place == Place::kRetold || place == Place::kParallel) && family_of(kind_a) == family_of(kind_b)) return -1;
  return kImpossible;
}

double recurrence(Recurs recurs) {
  switch (recurs) {
    case Recurs::kOnce:
      return 1.5;
    case Recurs::kSeldom:
      return 0.6;
    case Recurs::kOften:
      return -0.8;
  }
  return 0;
}

// The day in its year; also of a date of which only the year is not known.
std::optional<std::chrono::month_day> day_in_year(const Claim& claim) {
  if (!claim.days.bounded()) return day_without_year(claim.edtf);
  if (*claim.days.earliest != *claim.days.latest) return std::nullopt;
  return civil(*claim.days.earliest).month() / civil(*claim.days.earliest).day();
}

// The same day, or month, of two years, of which one at the least is not stated: the reader may have got it wrong.
bool other_year(const ClaimView& x, const ClaimView& y) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  if (x.ref.document == y.ref.document || (x.states_year && y.states_year) || !a.bounded() || !b.bounded())
    return false;
  const auto day = [](Day at) {
    const auto date = civil(at);
    return std::pair(unsigned(date.month()), unsigned(date.day()));
  };
  const auto length = (*a.latest - *a.earliest).count();
  return length < kShortMonths && std::abs(length - (*b.latest - *b.earliest).count()) <= 1 &&
         day(*a.earliest) == day(*b.earliest) && !intersects(a, b);
}

int64_t days_apart(std::chrono::month_day a, std::chrono::month_day b) {
  constexpr std::chrono::year kSomeYear{2000};  // with a 29 February
  return std::abs((std::chrono::sys_days(kSomeYear / a) - std::chrono::sys_days(kSomeYear / b)).count());
}

bool without_year(const Claim& claim) { return !claim.days.known() && day_without_year(claim.edtf).has_value(); }

// Both within a few days of their own or of the sentences before them.
bool same_days(const ClaimView& x, const ClaimView& y) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  if (without_year(*x.claim) && without_year(*y.claim)) {
    return x.ref.document == y.ref.document && x.own_date && y.own_date && x.claim->edtf == y.claim->edtf;
  }
  return a.bounded() && b.bounded() && intersects(a, b) && (*a.latest - *a.earliest).count() < 7 &&
         (*b.latest - *b.earliest).count() < 7;
}

// One claim's week lies in the other's month or week.
bool same_month(const Interval& a, const Interval& b) {
  if (!a.bounded() || !b.bounded() || !intersects(a, b)) return false;
  const auto [narrow, wide] = std::minmax({(*a.latest - *a.earliest).count(), (*b.latest - *b.earliest).count()});
  return narrow < 7 && wide < 31;
}

// And one of the dates at the least stands in its claim's words.
bool same_month(const ClaimView& x, const ClaimView& y) {
  return (x.own_date || y.own_date) && same_month(x.claim->days, y.claim->days);
}

double days(const ClaimView& x, const ClaimView& y, bool once, bool tied) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  const bool weak = !x.own_date || !y.own_date;
  if (without_year(*x.claim) || without_year(*y.claim)) {
    const auto p = day_in_year(*x.claim);
    const auto q = day_in_year(*y.claim);
    if (p && q && days_apart(*p, *q) == 1) return tied ? 0 : -1.5;
    if (p && q && *p != *q) return tied || weak ? -1 : -4;
    const double same = x.ref.document == y.ref.document ? kSameDay : kSameDayOfSomeYear;
    if (p && q) return weak ? 0 : same;
  }
  if (!a.bounded() || !b.bounded()) {
    if (a.known() && b.known() && !intersects(a, b)) return tied || weak ? -1 : -4;
    return once ? 0 : -0.4;
  }
  if (other_year(x, y)) {
    const double same = *a.earliest == *a.latest ? kSameDayOfSomeYear : kSameMonthOfSomeYear;
    return weak ? 0.6 * same : same;
  }
  if (!intersects(a, b)) {
    const auto gap = std::max(*a.earliest - *b.latest, *b.earliest - *a.latest).count();
    if (gap <= 1) return tied ? 0 : -1.5;  // a time zone, or the day of the news for the day itself
    if (tied && !weak && !once && gap > kLongestSlip) return -4;
    if (tied || weak) return tied && weak ? -0.5 : -1.2;
    return gap <= 31 ? -4 : -6;
  }
  const auto common = (std::min(*a.latest, *b.latest) - std::max(*a.earliest, *b.earliest)).count() + 1;
  const auto wider = std::max(*a.latest - *a.earliest, *b.latest - *b.earliest).count() + 1;
  const double bonus = wider == 1     ? kSameDay
                       : wider <= 7   ? 1.6
                       : wider <= 31  ? 1.2
                       : common <= 31 ? 0.5
                       : wider <= 366 ? 0.4
                                      : 0;
  return weak ? 0.6 * bonus : bonus;
}

bool one_document_two_dates(const ClaimView& a, const ClaimView& b) {
  const Interval& x = a.claim->days;
  const Interval& y = b.claim->days;
  if (a.ref.document != b.ref.document || !a.own_date || !b.own_date) return false;
  if (without_year(*a.claim) && without_year(*b.claim)) return a.claim->edtf != b.claim->edtf;
  if (!x.bounded() || !y.bounded() || intersects(x, y)) return false;
  return std::max(*x.earliest - *y.latest, *y.earliest - *x.latest).count() > 1;
}

std::string_view post_of(const Claim& claim) {
  for (const Participant& participant : claim.participants) {
    if (participant.role == "position" && !participant.text.empty()) return participant.text;
  }
  return {};
}

// Two posts named in one language, neither of which holds the other: in one document two happenings.
double posts(const ClaimView& a, const ClaimView& b) {
  const std::string_view x = post_of(*a.claim);
  const std::string_view y = post_of(*b.claim);
  if (x.empty() || y.empty() || a.document->language != b.document->language) return 0;
  if (x.find(y) != std::string_view::npos || y.find(x) != std::string_view::npos) return 0.5;
  return a.ref.document == b.ref.document ? ClaimLikeness::kNever : -1;
}

bool round_number(double value) {
  const double power = std::log10(std::max(1e-9, value));
  return std::abs(power - std::round(power)) < 1e-6;
}

// `same_deal`: the days and the parties are the same, so that it may be told with two amounts.
double amounts(const ClaimView& a, const ClaimView& b, bool tied, bool both_parties, bool same_deal) {
  double best = 0;
  double worst = 0;
  for (const auto& [role_a, x] : a.quantities) {
    for (const auto& [role_b, y] : b.quantities) {
      switch (compare_amounts(*x, *y)) {
        case AmountRelation::kOther:
          break;
        case AmountRelation::kSame:
          best = std::max(best, x->type == QuantityType::kCount && x->value < 10 ? 0.8 : 2.2);
          break;
        case AmountRelation::kRounded:
          best = std::max(best, 1.4);
          break;
        case AmountRelation::kScale:
          best = std::max(best, tied || (both_parties && !round_number(x->value)) ? 1.2 : 0.4);
          break;
        case AmountRelation::kDigits:
          best = std::max(best, both_parties || tied ? 1.2 : 0.4);
          break;
        case AmountRelation::kDifferent:
          if (role_a == role_b) worst = std::min(worst, tied || same_deal ? -0.7 : -2.0);
          break;
      }
    }
  }
  return best > 0 ? best : worst;
}

bool open_matter(ClaimStatus s) { return s == ClaimStatus::kPlanned || s == ClaimStatus::kProposed; }

// That something was done, and that it was given up or refused, are told of two things; a denial speaks of one.
bool done_and_refused(ClaimStatus a, ClaimStatus b) {
  return (a == ClaimStatus::kAsserted && b == ClaimStatus::kRejected) ||
         (a == ClaimStatus::kRejected && b == ClaimStatus::kAsserted);
}

double statuses(ClaimStatus a, ClaimStatus b, bool tied) {
  if (a == b) return 0;
  if (a == ClaimStatus::kHypothetical || b == ClaimStatus::kHypothetical)
    return open_matter(a) || open_matter(b) ? kPlanAndDeed : kWhatIf;
  if (done_and_refused(a, b)) return kDoneAndRefused;
  if (open_matter(a) == open_matter(b)) return open_matter(a) ? 0 : -0.3;
  return tied ? -0.3 : kPlanAndDeed;
}

// An offer, and in the same sentence what is offered, as a claim of its own: 'offered to pay', 'proposed that they
// buy'.
bool offer_and_content(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->type != b.claim->type &&
         a.claim->evidence.overlaps(b.claim->evidence) &&
         ((a.claim->status == ClaimStatus::kProposed && b.claim->status == ClaimStatus::kAsserted) ||
          (b.claim->status == ClaimStatus::kProposed && a.claim->status == ClaimStatus::kAsserted));
}

// A document that tells one thing twice calls it by one kind, or by another word for what happens but once: 'dismissed',
// 'left'. That it was done and that it was refused are two.
bool told_as_two(const ClaimView& a, const ClaimView& b, double kind, Recurs recurs) {
  return (kind < 1 && recurs != Recurs::kOnce) || done_and_refused(a.claim->status, b.claim->status);
}

// A document that tells of a plan and of a deed on other days tells of two things.
bool plan_and_deed(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && open_matter(a.claim->status) != open_matter(b.claim->status) &&
         !same_days(a, b);
}

// Two statements that quote the same words of the same speaker.
bool same_quotation(const ClaimView& a, const ClaimView& b) {
  if (a.quotation == 0 || a.quotation != b.quotation || a.claim->status != b.claim->status) return false;
  const std::vector<uint32_t> x = a.in_role("speaker");
  const std::vector<uint32_t> y = b.in_role("speaker");
  return x.empty() || y.empty() || !disjoint(x, y);
}

// What was meant on one day and given up on another is a course of two things.
bool plan_and_refusal(const ClaimView& a, const ClaimView& b) {
  const auto refused = [](const ClaimView& view) { return view.claim->status == ClaimStatus::kRejected; };
  if (!(open_matter(a.claim->status) && refused(b)) && !(open_matter(b.claim->status) && refused(a))) return false;
  return a.claim->days.bounded() && b.claim->days.bounded() && !intersects(a.claim->days, b.claim->days);
}

// What happened to many at once is not what happened to one.
double crowds(const ClaimView& a, const ClaimView& b) {
  const auto crowd = [](const ClaimView& view) {
    return std::any_of(view.quantities.begin(), view.quantities.end(), [](const auto& given) {
      return given.second->type == QuantityType::kCount && given.first == "count" && given.second->value > 2;
    });
  };
  return crowd(a) != crowd(b) && a.claim->type.starts_with("position.") ? -1.5 : 0;
}

// Two claims of one sentence are two by the reader's own judgement.
double same_sentence(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->evidence.overlaps(b.claim->evidence) ? -1.5 : 0;
}

}  // namespace

ClaimLikeness::ClaimLikeness(std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment,
                             const Folding& folding)
    : tellings_(tellings),
      alignment_(alignment),
      stories_(views, tellings, folding),
      claims_(std::max<double>(1, double(views.size()))) {
  for (const ClaimView& view : views) {
    for (const uint32_t entity : view.entities) ++claims_with_entity_[entity];
    for (const auto& [role, entity] : view.fillers) ++told_in_document_[place_key(view, role, entity)];
    for (const uint32_t word : view.words) ++claims_with_word_[word];
  }
}

double ClaimLikeness::entity_weight(uint32_t entity) const {
  const auto found = claims_with_entity_.find(entity);
  if (found == claims_with_entity_.end()) return 0;
  return std::clamp(0.45 * std::log((claims_ + kUnseenClaims) / found->second), 0.4, 1.8);
}

ClaimLikeness::Parties ClaimLikeness::parties(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a,
                                              const TypeKnowledge& type_b, bool tied) const {
  Parties out;
  const bool disputable = a.claim->type == b.claim->type && type_a.recurs == Recurs::kOnce;
  double others = 0;  // what speaks against, of who did it
  std::vector<uint32_t> counted;
  int alike = 0;  // parties that both have in the role compared last
  bool alike_by_name = false;
  enum class Filled { kNeither, kOne, kAlike, kDoubtful, kDifferently };
  const auto compare = [&](std::string_view role_a, std::string_view role_b) {
    const std::vector<uint32_t> x = a.in_role(role_a);
    const std::vector<uint32_t> y = b.in_role(role_b);
    if (x.empty() && y.empty()) return Filled::kNeither;
    if (x.empty() || y.empty()) return Filled::kOne;
    if (disjoint(x, y)) {
      return a.all_named(role_a) && b.all_named(role_b) ? Filled::kDifferently : Filled::kDoubtful;
    }
    alike = 0;
    alike_by_name = false;
    for (const uint32_t entity : x) {
      const bool both = std::find(y.begin(), y.end(), entity) != y.end();
      alike += both;
      alike_by_name |= both && a.names(entity) && b.names(entity);
      if (both && std::find(counted.begin(), counted.end(), entity) == counted.end()) {
        out.score += (a.names(entity) && b.names(entity) ? 1 : kImplied) * entity_weight(entity);
        counted.push_back(entity);
      }
    }
    return Filled::kAlike;
  };
  const auto is_main = [](const TypeKnowledge& type, std::string_view role) {
    return role == type.actor || role == type.object;
  };
  const auto among = [](const std::vector<std::string>& roles, std::string_view role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  for (const std::string& role : type_a.roles) {
    if (!among(type_b.roles, role)) continue;
    const bool identifies = among(type_a.by, role) || among(type_b.by, role);
    const bool main = is_main(type_a, role) || is_main(type_b, role);
    switch (compare(role, role)) {
      case Filled::kNeither:
        break;
      case Filled::kOne:
        if (identifies && !tied) out.score -= 1.5;
        break;
      case Filled::kAlike:
        out.shared += main ? (type_a.object.empty() && type_b.object.empty() ? alike : 1) : 0;
        out.identified |= identifies;
        out.by_name |= identifies && alike_by_name;
        break;
      case Filled::kDoubtful:  // one of the two is not named there: the reader may have got it wrong
        out.doubtful |= identifies;
        (disputable && !identifies && role == type_a.actor ? others : out.score) -=
            main ? kDoubtfulParty : 0.5 * kDoubtfulParty;
        break;
      case Filled::kDifferently:
        out.differs |= !(disputable && !identifies && role == type_a.actor);
        out.excluded |= identifies;
        (disputable && !identifies && role == type_a.actor ? others : out.score) -=
            (main ? 2.5 : 1.0) * (tied ? 0.5 : 1.0);
        break;
    }
  }
  // Those who go through it once are known to be the same: who did it is then in dispute.
  out.score += (out.identified && !out.excluded ? 0.2 : 1.0) * others;
  if (type_a.actor != type_b.actor && !type_a.actor.empty() && !type_b.actor.empty()) {
    out.shared += compare(type_a.actor, type_b.actor) == Filled::kAlike;
  }
  for (const uint32_t entity : a.entities) {
    const bool both = std::binary_search(b.entities.begin(), b.entities.end(), entity);
    if (both && std::find(counted.begin(), counted.end(), entity) == counted.end())
      out.score += 0.4 * entity_weight(entity);
  }
  return out;
}

uint64_t ClaimLikeness::place_key(const ClaimView& view, std::string_view role, uint32_t entity) {
  const uint64_t who = uint64_t{view.ref.document} << 32 | entity;
  return stable_hash(role, stable_hash(view.claim->type, who));
}

bool ClaimLikeness::only_one(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const {
  if (a.claim->type != b.claim->type) return false;
  const auto once = [&](const ClaimView& view, std::string_view role, uint32_t entity) {
    const auto found = told_in_document_.find(place_key(view, role, entity));
    return found != told_in_document_.end() && found->second == 1;
  };
  for (const std::string& role : type.by) {
    const std::vector<uint32_t> in_b = b.in_role(role);
    for (const uint32_t entity : a.in_role(role)) {
      if (std::find(in_b.begin(), in_b.end(), entity) != in_b.end() && once(a, role, entity) && once(b, role, entity))
        return true;
    }
  }
  return false;
}

double ClaimLikeness::word_likeness(const ClaimView& a, const ClaimView& b) const {
  double common = 0;
  double total_a = 0;
  double total_b = 0;
  const auto weight = [&](uint32_t word) { return std::log(claims_ / claims_with_word_.at(word)) + 0.1; };
  for (const uint32_t word : a.words) {
    const double w = weight(word);
    total_a += w;
    if (std::binary_search(b.words.begin(), b.words.end(), word)) common += w;
  }
  for (const uint32_t word : b.words) total_b += weight(word);
  return total_a > 0 && total_b > 0 ? common / std::sqrt(total_a * total_b) : 0;
}

double ClaimLikeness::score(const ClaimView& a, const ClaimView& b) const {
  const Relation relation = alignment_.relate(a, b);
  const Place place = relation.place;
  const TypeKnowledge& type_a = tellings_.type(a.claim->type);
  const TypeKnowledge& type_b = tellings_.type(b.claim->type);
  const double kind = kinds(a, b, type_a, place);
  if (kind == kImpossible) return kImpossible;
  if (place == Place::kCopied && a.claim->type == b.claim->type) return kCopied;
  if (kind == 0 && offer_and_content(a, b)) return kOneSentence;
  if (same_quotation(a, b)) return kOneSentence;
  const bool tied = place != Place::kApart;
  const Recurs recurs = std::max(type_a.recurs, type_b.recurs);
  const Parties who = parties(a, b, type_a, type_b, tied);
  const bool both_parties = who.shared >= 2;
  const bool same_deal =
      (both_parties || (who.identified && recurs != Recurs::kOften)) && same_month(a.claim->days, b.claim->days);
  const double amount = amounts(a, b, tied, both_parties, same_deal);
  // A document that gives two dates of its own, or two posts, tells of two happenings.
  const double post = posts(a, b);
  if (one_document_two_dates(a, b) || post == kNever) return kNever;
  const bool other_days =
      a.claim->days.known() && b.claim->days.known() && !intersects(a.claim->days, b.claim->days) && !other_year(a, b);
  const bool only = relation.alone && kind == 1 && relation.distance < kAlonePlace;
  if (who.excluded && !(only && !other_days) && !(tied && amount >= 1.2)) return kNever;
  if (plan_and_deed(a, b) || plan_and_refusal(a, b)) return kNever;
  const bool one_document = a.ref.document == b.ref.document;
  if (one_document && (who.doubtful || who.differs || told_as_two(a, b, kind, recurs))) return kNever;
  const double words = word_likeness(a, b);
  const double here =
      place == Place::kRetold || place == Place::kParallel ? std::max(0.0, 1 - 0.8 * relation.distance) : 0;
  double sum = kind + recurrence(recurs) + who.score + post;
  const bool messages = family_of(a.claim->type) == "communication";
  const bool denied = both_parties && !messages && (denies(a, b) || denies(b, a));
  const double when = days(a, b, recurs == Recurs::kOnce, tied);
  sum += denied ? std::max(0.0, when) : when;
  sum += amount;
  sum += statuses(a.claim->status, b.claim->status, tied);
  sum += crowds(a, b);
  sum += same_sentence(a, b);
  sum += 4 * words;
  sum += 3.5 * here;
  // What happens again and again is told apart by more than who and about when; two messages on one day are two.
  // Where each document tells of one such thing only, it is likely the same.
  const bool same_story = amount >= 1.2 || words >= (one_document ? 0.6 : 0.35) || here > 0.3;
  const bool one_time =
      !one_document && both_parties &&
      (messages ? same_days(a, b) && (a.own_date || b.own_date) : same_month(a, b) || same_days(a, b));
  const bool alone = !one_document && !messages && who.identified && only_one(a, b, type_a);
  const bool seldom =
      recurs == Recurs::kSeldom && (both_parties || (who.identified && same_month(a.claim->days, b.claim->days)));
  if (only) sum += kAlone;
  if (both_parties) sum += kBothParties;
  if (alone) sum += kOnlyOne;
  if (denied) sum += kDenied;
  // Of a type of which nothing is known, the story tells: in one document, or in two about the same, one word means one
  // thing.
  const bool unknown = !type_a.known && !type_b.known;
  const double story = unknown ? stories_.likeness(a.ref.document, b.ref.document) : 0;
  if (unknown) sum += std::clamp(kStorySlope * (story - kOneStory), -kOtherStory, kSameStory);
  const bool same_tale = unknown && story >= kLeastStory;
  // What a document tells of somebody whom it does not name there may be another's.
  const bool once = recurs == Recurs::kOnce && (!one_document || who.by_name || same_days(a, b));
  const bool enough = same_tale || once || same_story || one_time || alone || seldom || denied;
  // Two kinds of thing at one place of a retold passage are one only with something in common.
  if (kind < 1 && who.shared == 0 && !who.identified && amount < 1.2 && words < 0.35) return std::min(sum, kJoin - 0.5);
  // A document that tells of two such things tells them apart.
  const bool told_apart = recurs == Recurs::kOften && one_document;
  return enough ? sum : std::min(sum, told_apart ? -3 : kJoin - 0.5);
}

}  // namespace annals
