#include "record/claim_likeness.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "record/amounts.h"
#include "record/claim_days.h"

namespace annals {
namespace {

constexpr double kImpossible = -100;
constexpr double kDoubtfulParty = 1.2;  // another party in a main role, which one of the two does not name
constexpr double kImplied = 0.5;        // of the weight of a party, where one of the two does not name it
constexpr double kBothParties = 0.5;
constexpr double kWhoOnce = 0.8;      // weight of who goes through a thing once, however often he is told of
constexpr double kOneStory = 0.06;    // likeness of two documents' words from which on they are about one story:
constexpr double kLeastStory = 0.05;  // at the least this,
constexpr double kStorySlope = 40;
constexpr double kSameStory = 1.5;
constexpr double kOtherStory = 2;
constexpr double kPlanAndDeed = -1;     // a plan or an offer, and what was done
constexpr double kPlanBesideDeed = -2;  // a plan that stands beside the deed in its document, and the deed in another
constexpr double kDoneAndRefused = -2.5;
constexpr double kWhatIf = -2;           // what would be, and what was
constexpr uint32_t kColon = 4;           // bytes: a colon and a space
constexpr uint32_t kNextSentence = 160;  // bytes
constexpr double kSameWords = 0.6;       // so alike, one document says one thing twice
constexpr size_t kFormula = 4;           // words: fewer than so many only say that somebody speaks
constexpr double kOneTime = 0.8;         // the same parties in one month
constexpr double kOneSentence = 8;
constexpr double kDenied = 1;         // who denies something speaks of what was told
constexpr double kDeniedHere = 2.5;   // the more in the next words
constexpr double kHeadline = 1.5;     // a document's headline, and its body
constexpr double kToldAgain = 0.5;    // one document on the same parties, which dates such a thing on one day only
constexpr double kUnseenClaims = 10;  // as if the case had so many more: in a small one everybody is in every claim
constexpr double kOnlyOne = 1;        // neither document tells of another such thing,
constexpr double kOnlyThen = 1;       // or of another in that month
constexpr double kAlone = 2;          // nothing else of the kind stands in a passage and in what retells it,
constexpr double kAlonePlace = 0.3;   // at one place of it

bool told_as(const TypeKnowledge& type, std::string_view other) {
  return std::binary_search(type.told_as.begin(), type.told_as.end(), other);
}

bool disjoint(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return std::none_of(a.begin(), a.end(), [&](uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

double kinds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const Relation& relation) {
  const std::string_view kind_a = a.claim->type;
  const std::string_view kind_b = b.claim->type;
  if (kind_a == kind_b) return 1;
  if (told_as(type_a, kind_b)) return 0;
  const bool one_place = relation.place == Place::kRetold || relation.place == Place::kParallel;
  if (one_place && !relation.both_kinds && family_of(kind_a) == family_of(kind_b)) return -1;
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
          best = std::max(best, tied || (both_parties && !round_number(*x)) ? 1.2 : 0.4);
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

bool denied_and_not(const ClaimView& a, const ClaimView& b) {
  return (a.claim->status == ClaimStatus::kDenied) != (b.claim->status == ClaimStatus::kDenied);
}

// A document's headline tells what its body tells.
bool headline_and_body(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.headline != b.headline && a.claim->status == b.claim->status;
}

// Words that overlap or that hardly more than a colon divides.
bool in_one_breath(Span a, Span b) {
  return a.overlaps(b) || std::max(a.begin, b.begin) - std::min(a.end, b.end) <= kColon;
}

// An offer, and in the same sentence what is offered, as a claim of its own: 'offered to pay', 'proposed that they
// buy'.
bool offer_and_content(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->type != b.claim->type &&
         in_one_breath(a.claim->evidence, b.claim->evidence) &&
         ((a.claim->status == ClaimStatus::kProposed && b.claim->status == ClaimStatus::kAsserted) ||
          (b.claim->status == ClaimStatus::kProposed && a.claim->status == ClaimStatus::kAsserted));
}

// A document that tells one thing twice calls it by one kind, or by another word for what happens but once:
// 'dismissed', 'left'. That it was done and that it was refused are two, and so are a deed and another's denial.
bool told_as_two(const ClaimView& a, const ClaimView& b, double kind, Recurs recurs) {
  return (kind < 1 && (recurs != Recurs::kOnce || denied_and_not(a, b))) ||
         done_and_refused(a.claim->status, b.claim->status);
}

// Told in a row, in one sentence or the next: then a document goes on to the next thing.
bool in_a_row(const ClaimView& a, const ClaimView& b) {
  if (a.ref.document != b.ref.document) return false;
  const Span x = a.claim->evidence;
  const Span y = b.claim->evidence;
  return x.overlaps(y) || std::max(x.begin, y.begin) - std::min(x.end, y.end) <= kNextSentence;
}

// 'He was arrested on Monday. His arrest ...': sentences that speak of one day, and of no other sum.
bool same_day_in_a_row(const ClaimView& a, const ClaimView& b) {
  return a.claim->status == b.claim->status && (a.own_date || b.own_date) && same_days(a, b) &&
         a.quantities.empty() == b.quantities.empty() && !a.claim->evidence.overlaps(b.claim->evidence);
}

// 'She sent him a note that day. "Never," she wrote': words that have no date of their own.
bool message_and_words(const ClaimView& a, const ClaimView& b) {
  return a.own_date != b.own_date && (a.own_date ? b : a).quotation != 0;
}

// A document that tells of a plan and of a deed on other days tells of two things.
bool plan_and_deed(const ClaimView& a, const ClaimView& b) {
  const auto deed = [](const ClaimView& view) { return view.claim->status == ClaimStatus::kAsserted; };
  return a.ref.document == b.ref.document && open_matter(a.claim->status) != open_matter(b.claim->status) &&
         (deed(a) || deed(b)) && !same_days(a, b);
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
    : views_(views),
      record_(record),
      alignment_(alignment),
      stories_(views, tellings, folding),
      claims_(std::max<double>(1, double(views.size()))) {
  types_.reserve(views.size());
  for (const ClaimView& view : views) {
    types_.push_back(&tellings.type(view.claim->type));
    for (const uint32_t entity : view.entities) {
      ++claims_with_entity_[entity];
      known_in_.insert(uint64_t{view.ref.document} << 32 | entity);
    }
    const auto month = month_of(*view.claim);
    for (const auto& [role, entity] : view.fillers) {
      const uint64_t place = place_key(view, role, entity);
      ++told_in_document_[place];
      if (view.claim->status == ClaimStatus::kAsserted) done_.insert(place);
      if (view.own_date && view.claim->days.bounded()) tell_day(place, view.claim->days);
      if (month) ++told_in_document_[month_key(*month, place)];
    }
    if (month) ++told_in_document_[month_key(*month, place_key(view, {}, kNone))];
  }
  weigh_words();
}

void ClaimLikeness::tell_day(uint64_t place, const Interval& days) {
  const auto [told, first] = days_told_.emplace(place, days);
  if (first || !told->second.bounded()) return;
  if (intersects(told->second, days)) {
    told->second = {std::max(*told->second.earliest, *days.earliest), std::min(*told->second.latest, *days.latest)};
  } else {
    told->second = {};
  }
}

bool ClaimLikeness::one_day_told(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const {
  return std::all_of(type.by.begin(), type.by.end(), [&](const std::string& role) {
    const std::vector<uint32_t> in_a = a.in_role(role);
    return std::all_of(in_a.begin(), in_a.end(), [&](uint32_t entity) {
      const auto found = days_told_.find(place_key(b, role, entity));
      return found == days_told_.end() || found->second.bounded();
    });
  });
}

bool ClaimLikeness::told_as_done(const ClaimView& view, const TypeKnowledge& type) const {
  return std::any_of(type.by.begin(), type.by.end(), [&](const std::string& role) {
    const std::vector<uint32_t> parties = view.in_role(role);
    return std::any_of(parties.begin(), parties.end(),
                       [&](uint32_t entity) { return done_.count(place_key(view, role, entity)) != 0; });
  });
}

double ClaimLikeness::entity_weight(uint32_t entity) const {
  const auto found = claims_with_entity_.find(entity);
  if (found == claims_with_entity_.end()) return 0;
  return std::clamp(0.45 * std::log((claims_ + kUnseenClaims) / found->second), 0.4, 1.8);
}

// Whether a name of the one holds one of the other: a short form that was not recognised, or a part.
bool ClaimLikeness::kin(const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) const {
  constexpr size_t kAsked = 8;  // names of each: enough for any that matter
  const auto holds = [](std::string_view longer, std::string_view shorter) {
    const size_t at = shorter.empty() ? std::string_view::npos : longer.find(shorter);
    return at != std::string_view::npos && (at == 0 || longer[at - 1] == ' ') &&
           (at + shorter.size() == longer.size() || longer[at + shorter.size()] == ' ');
  };
  const auto names = [&](uint32_t entity) {
    const std::vector<EntityName>& all = record_.entities[entity].names;
    return std::span(all).first(std::min(all.size(), kAsked));
  };
  for (const uint32_t a : x) {
    for (const uint32_t b : y) {
      for (const EntityName& p : names(a)) {
        for (const EntityName& q : names(b)) {
          if (holds(p.text, q.text) || holds(q.text, p.text)) return true;
        }
      }
    }
  }
  return false;
}

ClaimLikeness::Parties ClaimLikeness::parties(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a,
                                              const TypeKnowledge& type_b, bool tied) const {
  Parties out;
  const bool disputable = a.claim->type == b.claim->type && type_a.recurs == Recurs::kOnce;
  double others = 0;  // what speaks against, of who did it
  bool other_actor = false, other_rest = false;
  std::vector<uint32_t> counted;
  bool once = false;  // the role compared is played but once
  int alike = 0;      // parties that both have in the role compared last
  bool alike_by_name = false;
  enum class Filled { kNeither, kOne, kAlike, kDoubtful, kDifferently };
  const auto compare = [&](std::string_view role_a, std::string_view role_b) {
    const std::vector<uint32_t> x = a.in_role(role_a);
    const std::vector<uint32_t> y = b.in_role(role_b);
    if (x.empty() && y.empty()) return Filled::kNeither;
    if (x.empty() || y.empty()) return Filled::kOne;
    if (disjoint(x, y)) {
      return a.all_named(role_a) && b.all_named(role_b) && !kin(x, y) ? Filled::kDifferently : Filled::kDoubtful;
    }
    alike = 0;
    alike_by_name = false;
    for (const uint32_t entity : x) {
      const bool both = std::find(y.begin(), y.end(), entity) != y.end();
      alike += both;
      alike_by_name |= both && a.names(entity) && b.names(entity);
      if (both && std::find(counted.begin(), counted.end(), entity) == counted.end()) {
        out.score += (a.names(entity) && b.names(entity) ? 1 : kImplied) * (once ? kWhoOnce : entity_weight(entity));
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
    const bool main = is_main(type_a, role) && is_main(type_b, role);
    once = identifies && disputable;
    const Filled filled = compare(role, role);
    const bool unlike = filled == Filled::kDoubtful || filled == Filled::kDifferently;
    if (disputable && role == type_a.actor) {
      other_actor = filled == Filled::kDifferently;
    } else if (!identifies && role != "position") {
      other_rest |= unlike;
    }
    switch (filled) {
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
        out.apart |= identifies && told_apart(a, b, role);
        (disputable && !identifies && role == type_a.actor ? others : out.score) -=
            (main ? 2.5 : 1.0) * (tied ? 0.5 : 1.0);
        break;
    }
  }
  // Those who go through it once are known to be the same: who did it is then in dispute; but two did it twice where
  // the rest is unlike too: one firm dismissed him, and another.
  const bool twice = other_actor && other_rest;
  out.differs |= twice;
  out.score += (out.identified && !out.excluded && !twice ? 0.2 : 1.0) * others;
  once = false;
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

uint64_t ClaimLikeness::month_key(int32_t month, uint64_t place) {
  return place ^ (static_cast<uint64_t>(month) * 0x9e3779b97f4a7c15ULL);
}

// Whether one of the two documents tells of both parties: then they are not two names of one.
bool ClaimLikeness::told_apart(const ClaimView& a, const ClaimView& b, std::string_view role) const {
  const auto knows = [&](const ClaimView& view, const std::vector<uint32_t>& parties) {
    return std::any_of(parties.begin(), parties.end(), [&](uint32_t entity) {
      return known_in_.count(uint64_t{view.ref.document} << 32 | entity) != 0;
    });
  };
  return knows(a, b.in_role(role)) || knows(b, a.in_role(role));
}

bool ClaimLikeness::only_then(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type,
                              const Parties& who) const {
  const auto month = month_of(*a.claim);
  if (!type.known || a.ref.document == b.ref.document || a.claim->type != b.claim->type ||
      a.claim->status != b.claim->status || !month || month != month_of(*b.claim) ||
      !intersects(a.claim->days, b.claim->days))
    return false;
  const auto once = [&](const ClaimView& view, std::string_view role, uint32_t entity) {
    const auto found = told_in_document_.find(month_key(*month, place_key(view, role, entity)));
    return found != told_in_document_.end() && found->second == 1;
  };
  if (shares_party_once(a, b, type, once)) return true;
  const std::string_view family = family_of(a.claim->type);
  return type.recurs != Recurs::kOften && family != "communication" && family != "stance" && !who.excluded &&
         !who.doubtful && once(a, {}, kNone) && once(b, {}, kNone) && alignment_.tied(a, b);
}

bool ClaimLikeness::only_one(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type) const {
  if (a.claim->type != b.claim->type) return false;
  const auto once = [&](const ClaimView& view, std::string_view role, uint32_t entity) {
    const auto found = told_in_document_.find(place_key(view, role, entity));
    return found != told_in_document_.end() && found->second == 1;
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
      word_weights_.push_back(static_cast<float>(std::log(claims_ / claims_with_word.at(word)) + 0.1));
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
  if (same_quotation(a, b)) return kOneSentence;
  const bool tied = place != Place::kApart;
  const Recurs recurs = std::max(type_a.recurs, type_b.recurs);
  const Parties who = parties(a, b, type_a, type_b, tied);
  const bool both_parties = who.shared >= 2;
  const bool same_deal =
      (both_parties || (who.identified && recurs != Recurs::kOften)) && same_month(a.claim->days, b.claim->days);
  const double amount = amounts(a, b, tied, both_parties, same_deal);
  // A document that gives two dates of its own, or two posts, tells of two happenings; of what happens again and again,
  // unless the same sum says otherwise, also where the date is that of the sentences before.
  const double post = posts(a, b);
  const bool again = recurs == Recurs::kOften && type_a.known && type_b.known && a.headline == b.headline &&
                     !denied_and_not(a, b) && !(both_parties && amount >= 1.2);
  if (one_document_two_dates(a, b, again) || post == kNever) return kNever;
  const bool other_days =
      a.claim->days.known() && b.claim->days.known() && !intersects(a.claim->days, b.claim->days) && !other_year(a, b);
  const bool only = relation.alone && kind == 1 && relation.distance < kAlonePlace;
  if (who.excluded && (who.apart || !only || other_days) && !(tied && amount >= 1.2)) return kNever;
  if (plan_and_deed(a, b) || plan_and_refusal(a, b)) return kNever;
  const bool one_document = a.ref.document == b.ref.document;
  // Of a type of which nothing is known, who plays which role is not known either.
  const bool known = type_a.known && type_b.known;
  if (one_document && known && (who.differs || told_as_two(a, b, kind, recurs))) return kNever;
  if (one_document && who.doubtful) return kNever;
  const bool messages = family_of(a.claim->type) == "communication" && a.claim->type != "communication.meet";
  // 'They say' twice is two.
  const bool formula = one_document && messages && std::min(a.words.size(), b.words.size()) < kFormula;
  const double words = formula ? 0 : word_likeness(a, b);
  const double here =
      place == Place::kRetold || place == Place::kParallel ? std::max(0.0, 1 - 0.8 * relation.distance) : 0;
  double sum = kind + recurrence(recurs) + who.score + post;
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
  sum += crowds(a, b);
  if (!denied_here) sum += same_sentence(a, b);
  sum += 4 * words;
  sum += 3.5 * here;
  // Two things told in a row are two, unless one is the other's denial, or words of a message, or what befell somebody
  // on one day.
  const bool one_message = row && family_of(a.claim->type) == "communication" && message_and_words(a, b);
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
      same_tale || once || same_story || one_time || alone || alone_then || seldom || denied || headline;
  // Two kinds of thing at one place of a retold passage are one only with something in common.
  if (kind < 1 && who.shared == 0 && !who.identified && amount < 1.2 && words < 0.35) return std::min(sum, kJoin - 0.5);
  // A document that tells of two such things tells them apart.
  const bool told_apart = recurs == Recurs::kOften && one_document;
  return enough ? sum : std::min(sum, told_apart ? -3 : kJoin - 0.5);
}

}  // namespace annals
