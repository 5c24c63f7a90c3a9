#include "present/said.h"

#include <algorithm>
#include <map>
#include <set>

#include "record/amounts.h"
#include "record/quoted.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMostLetters = 90;   // of quoted words
constexpr size_t kFewestLetters = 8;  // what is shorter says nothing
constexpr uint32_t kBesideWord = 60;  // bytes between a saying word and what it is followed by
constexpr size_t kAskedClaims = 64;   // of one event

// The claims that are asked; their documents are at hand (a headline may be asked for without any).
std::vector<ClaimRef> asked(const CaseContents& contents, const Event& event) {
  std::vector<ClaimRef> out;
  for (const ClaimRef& ref : event.claims) {
    if (out.size() == kAskedClaims) break;
    if (ref.document < contents.readings.size() && ref.claim < contents.readings[ref.document].claims.size())
      out.push_back(ref);
  }
  return out;
}

// The text on one line, cut after a word near the limit.
std::string shortened(std::string_view text) {
  std::string line;
  size_t letters = 0;
  size_t last_space = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const bool space = c.value == U' ' || c.value == U'\n' || c.value == U'\t' || c.value == U'\r';
    if (space && !line.empty() && line.back() != ' ') {
      last_space = line.size();
      line += ' ';
    } else if (!space) {
      line += text.substr(at, c.bytes);
    }
    if (++letters > kMostLetters) {
      if (last_space > line.size() / 2) line.resize(last_space);
      return line + "…";
    }
    at += c.bytes;
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == ',')) line.pop_back();
  return letters < kFewestLetters ? std::string() : line;
}

// The words from the saying word on ('denied that …'); empty where it stands behind what is said.
Span reported_in(const Reading& reading, const Claim& claim) {
  const Attribution* told = told_in(reading, claim);
  const bool before =
      told != nullptr && told->cue.end <= told->content.begin && told->content.begin - told->cue.end <= kBesideWord;
  return before ? join(told->cue, told->content) : Span{};
}

// Sources of the claims that give a quantity, and the claims.
struct Givers {
  std::set<uint32_t> origins;
  std::set<ClaimRef> claims;
  const Quantity* quantity = nullptr;  // of the first of them
  bool exact = false;                  // one of them says exactly so much
};

Givers givers_of(const CaseContents& contents, const Event& event, const EventQuantity& wanted) {
  Givers out;
  for (const ClaimRef& ref : asked(contents, event)) {
    const Reading& reading = contents.readings[ref.document];
    for (const ClaimQuantity& given : reading.claims[ref.claim].quantities) {
      if (given.role != wanted.role || given.quantity >= reading.quantities.size()) continue;
      const Quantity& quantity = reading.quantities[given.quantity];
      if (quantity.type != wanted.type || quantity.value != wanted.value || quantity.max != wanted.max ||
          quantity.unit != wanted.unit)
        continue;
      if (out.quantity == nullptr) out.quantity = &quantity;
      out.exact = out.exact || shown_bound(quantity) == Bound::kExact;
      out.claims.insert(ref);
      const auto& origins = contents.record.origin_of;
      out.origins.insert(ref.document < origins.size() ? origins[ref.document] : ref.document);
    }
  }
  return out;
}

}  // namespace

std::string said_words(const CaseContents& contents, const Event& event, std::string_view language, Said said) {
  for (const ClaimRef& ref : asked(contents, event)) {
    const Document& document = contents.documents[ref.document];
    const Reading& reading = contents.readings[ref.document];
    const Span content = said == Said::kQuoted ? quoted_in(reading, reading.claims[ref.claim])
                                               : reported_in(reading, reading.claims[ref.claim]);
    if (content.empty()) continue;
    const auto block = std::find_if(document.blocks.begin(), document.blocks.end(),
                                    [&](const Block& b) { return b.span.contains(content.begin); });
    const std::string& written =
        block != document.blocks.end() && !block->language.empty() ? block->language : document.language;
    if (written.substr(0, written.find('-')) != language.substr(0, language.find('-'))) continue;
    std::string words = shortened(content.of(document.text));
    if (!words.empty()) return words;
  }
  return {};
}

std::vector<uint32_t> spoken_of(const CaseContents& contents, const Event& event) {
  std::map<uint32_t, uint32_t> counts;
  for (const ClaimRef& ref : asked(contents, event)) {
    const Reading& reading = contents.readings[ref.document];
    const Span evidence = reading.claims[ref.claim].evidence;
    const auto first = std::lower_bound(reading.mentions.begin(), reading.mentions.end(), evidence.begin,
                                        [](const Mention& m, uint32_t begin) { return m.span.begin < begin; });
    for (auto at = first; at != reading.mentions.end() && at->span.begin < evidence.end; ++at) {
      const uint32_t entity = at->entity == kNone ? kNone : contents.record.entity_of[ref.document][at->entity];
      if (entity != kNone) ++counts[entity];
    }
  }
  for (const EventParticipant& participant : event.participants) counts.erase(participant.entity);
  std::vector<uint32_t> out;
  out.reserve(counts.size());
  for (const auto& [entity, count] : counts) out.push_back(entity);
  std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) { return counts.at(a) > counts.at(b); });
  return out;
}

std::map<uint32_t, size_t> documents_by_filler(const CaseContents& contents, const Event& event,
                                               std::string_view role) {
  std::map<uint32_t, std::set<uint32_t>> documents;
  for (const ClaimRef& ref : asked(contents, event)) {
    for (const Participant& participant : contents.readings[ref.document].claims[ref.claim].participants) {
      if (participant.role != role || participant.entity == kNone) continue;
      documents[contents.record.entity_of[ref.document][participant.entity]].insert(ref.document);
    }
  }
  std::map<uint32_t, size_t> out;
  for (const auto& [entity, in] : documents) out.emplace(entity, in.size());
  return out;
}

Bound shown_bound(const Quantity& quantity) {
  return quantity.vague && quantity.bound == Bound::kExact ? Bound::kAtLeast : quantity.bound;
}

Bound told_bound(const CaseContents& contents, const Event& event, const EventQuantity& quantity) {
  const Givers givers = givers_of(contents, event, quantity);
  return givers.quantity == nullptr || givers.exact ? Bound::kExact : shown_bound(*givers.quantity);
}

std::vector<const EventQuantity*> told_as_often(const CaseContents& contents, const Event& event,
                                                const EventQuantity& best) {
  const Givers first = givers_of(contents, event, best);
  std::vector<const EventQuantity*> out;
  if (first.quantity == nullptr) return out;
  for (const EventQuantity& other : event.quantities) {
    if (&other == &best || other.role != best.role || other.type != best.type) continue;
    const Givers second = givers_of(contents, event, other);
    if (second.quantity == nullptr || second.origins.size() != first.origins.size()) continue;
    const AmountRelation relation = compare_amounts(*first.quantity, *second.quantity);
    const bool apart = std::none_of(second.claims.begin(), second.claims.end(),
                                    [&](const ClaimRef& ref) { return first.claims.count(ref) != 0; });
    if (apart && exclude_each_other(relation)) out.push_back(&other);
  }
  return out;
}

}  // namespace annals
