#include "record/claim_view.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "record/quoted.h"
#include "text/normalize.h"
#include "text/token.h"
#include "text/utf8.h"

namespace annals {

bool holds_comma(std::string_view text) {
  static constexpr std::array<std::string_view, 3> kCommas{",", "，", "،"};
  return std::any_of(kCommas.begin(), kCommas.end(),
                     [&](std::string_view comma) { return text.find(comma) != std::string_view::npos; });
}

namespace {

constexpr size_t kFewestWords = 4;  // of a quotation that two statements can be known by
constexpr uint32_t kClause = 160;   // bytes that the opening of a clause has at the most
constexpr uint32_t kBeside = 8;     // bytes between a claim's words and the time that opens or ends its clause

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

uint32_t word_hash(std::string_view word) { return static_cast<uint32_t>(stable_hash(word)); }

// A subject that the clause leaves out stands by the name that an earlier clause has: that names nobody here.
bool is_named(const Reading& reading, const Claim& claim, const Participant& participant) {
  if (participant.implied || !claim.evidence.contains(participant.span.begin)) return false;
  const auto at = std::lower_bound(reading.mentions.begin(), reading.mentions.end(), participant.span.begin,
                                   [](const Mention& m, uint32_t begin) { return m.span.begin < begin; });
  return at != reading.mentions.end() && at->span.begin == participant.span.begin;
}

// Whether a time stands in a claim's words or right before or after them: 'On 3 July, she resigned'.
bool beside(Span evidence, Span time, std::string_view text) {
  if (evidence.overlaps(time)) return true;
  const Span gap{std::min(evidence.end, time.end), std::max(evidence.begin, time.begin)};
  if (gap.size() > kBeside) return false;
  return gap.of(text).find_first_of(".;\n") == std::string_view::npos &&
         gap.of(text).find("。") == std::string_view::npos;
}

// The words that a statement quotes, as one number.
uint64_t quotation_of(const Document& document, const Reading& reading, const Claim& claim, const Folding& folding) {
  if (!claim.type.starts_with("communication.")) return 0;
  const Span quoted = quoted_in(reading, claim);
  if (quoted.empty()) return 0;
  const std::vector<uint32_t> words = words_in(quoted.of(document.text), folding);
  if (words.size() < kFewestWords) return 0;
  uint64_t hash = words.size();
  for (const uint32_t word : words) hash = stable_hash(std::to_string(word), hash);
  return hash;
}

// Whether the claim is dated by the day of the message in which it stands: 'I resign'.
bool of_the_message(const Document& document, const Claim& claim) {
  return !document.header("message-id").empty() && !claim.edtf.empty() && claim.days.bounded() &&
         parse_edtf(document.published) == claim.days;
}

// Where the first claim with each time that stands behind it has its trigger; 0 where none does.
std::vector<uint32_t> first_behind(const Reading& reading) {
  std::vector<uint32_t> first(reading.times.size());
  for (const Claim& claim : reading.claims) {
    if (claim.time == kNone || claim.trigger.begin < reading.times[claim.time].span.end) continue;
    uint32_t& at = first[claim.time];
    at = at == 0 ? claim.trigger.begin : std::min(at, claim.trigger.begin);
  }
  return first;
}

// Whether a time that stands behind a comma opens the clause of another claim, and is not that of this one before it:
// 'She refused, and in March joined the rival'. `behind`: the other's trigger.
bool opens_another(const Claim& claim, Span time, uint32_t behind, std::string_view text) {
  return behind != 0 && behind <= time.end + kClause && !claim.trigger.empty() && claim.trigger.end <= time.begin &&
         holds_comma(Span{claim.trigger.end, time.begin}.of(text)) &&
         (behind <= time.end + kBeside || !holds_comma(Span{time.end, behind}.of(text)));
}

bool in_headline(const Document& document, const Claim& claim) {
  const auto after = std::upper_bound(document.blocks.begin(), document.blocks.end(), claim.evidence.begin,
                                      [](uint32_t at, const Block& block) { return at < block.span.begin; });
  if (after == document.blocks.begin()) return false;
  const BlockRole role = std::prev(after)->role;
  return role == BlockRole::kTitle || role == BlockRole::kHeading;
}

}  // namespace

std::vector<uint32_t> words_in(std::string_view text, const Folding& folding) {
  const std::string normalized = normalize(text, folding).text;
  std::vector<uint32_t> words;
  size_t word = 0;      // where the running word begins
  size_t previous = 0;  // where the ideograph before begins; at when there is none
  for (size_t at = 0; at <= normalized.size();) {
    const bool ends = at == normalized.size();
    const CodePoint c = ends ? CodePoint{U' ', 1} : decode(normalized, at);
    const Script script = ends ? Script::kOther : script_of(c.value);
    const bool ideograph = script == Script::kHan || script == Script::kKana;
    if (c.value == U' ' || ideograph) {
      if (at > word) words.push_back(word_hash(std::string_view(normalized).substr(word, at - word)));
      word = at + c.bytes;
    }
    if (ideograph) {
      if (previous < at)
        words.push_back(word_hash(std::string_view(normalized).substr(previous, at + c.bytes - previous)));
      previous = at;
    } else {
      previous = at + c.bytes;
    }
    at += c.bytes;
  }
  sort_unique(words);
  return words;
}

std::vector<uint32_t> ClaimView::in_role(std::string_view role) const {
  std::vector<uint32_t> found;
  for (const auto& [name, entity] : fillers) {
    if (name == role) found.push_back(entity);
  }
  return found;
}

bool ClaimView::names(uint32_t entity) const {
  return std::any_of(named.begin(), named.end(), [&](const auto& filler) { return filler.second == entity; });
}

bool ClaimView::all_named(std::string_view role) const {
  return std::all_of(fillers.begin(), fillers.end(), [&](const auto& filler) {
    return filler.first != role || std::binary_search(named.begin(), named.end(), filler);
  });
}

bool denies(const ClaimView& denial, const ClaimView& told) {
  const auto negative = [](ClaimStatus s) { return s == ClaimStatus::kDenied || s == ClaimStatus::kRejected; };
  if (denial.ref.document == told.ref.document || denial.claim->type != told.claim->type) return false;
  if (!negative(denial.claim->status) || negative(told.claim->status)) return false;
  const Interval& said = denial.claim->days;
  const Interval& happened = told.claim->days;
  return !said.bounded() || !happened.bounded() || intersects(said, happened) ||
         (!denial.own_date && *said.earliest >= *happened.latest);
}

std::vector<ClaimView> view_claims(std::span<const DocumentReading> documents, const Record& record,
                                   const Folding& folding) {
  std::vector<ClaimView> views;
  size_t claims = 0;
  for (const DocumentReading& document : documents) claims += document.reading->claims.size();
  views.reserve(claims);
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Reading& reading = *documents[d].reading;
    const std::vector<uint32_t> behind = first_behind(reading);
    for (uint32_t c = 0; c < reading.claims.size(); ++c) {
      const Claim& claim = reading.claims[c];
      ClaimView& view = views.emplace_back();
      view.ref = {d, c};
      view.document = documents[d].document;
      view.reading = &reading;
      view.claim = &claim;
      for (const Participant& participant : claim.participants) {
        if (participant.entity == kNone) continue;
        const uint32_t entity = record.entity_of[d][participant.entity];
        if (entity == kNone) continue;
        view.fillers.emplace_back(participant.role, entity);
        view.entities.push_back(entity);
        if (is_named(reading, claim, participant)) view.named.emplace_back(participant.role, entity);
      }
      sort_unique(view.fillers);
      sort_unique(view.named);
      sort_unique(view.entities);
      for (const ClaimQuantity& quantity : claim.quantities) {
        if (quantity.quantity != kNone)
          view.quantities.emplace_back(quantity.role, &reading.quantities[quantity.quantity]);
      }
      const Time* time = claim.time != kNone ? &reading.times[claim.time] : nullptr;
      view.own_date = time ? beside(claim.evidence, time->span, view.document->text) &&
                                 !opens_another(claim, time->span, behind[claim.time], view.document->text)
                           : claim.time_basis != TimeBasis::kInherited;
      // A date that opens the sentence was carried on to the claim's words.
      const bool opens = time && !claim.evidence.overlaps(time->span) && time->basis == TimeBasis::kExplicit;
      view.states_year = view.own_date && (claim.time_basis == TimeBasis::kExplicit || opens);
      if (of_the_message(*view.document, claim)) view.own_date = view.states_year = true;
      view.headline = in_headline(*view.document, claim);
      view.quotation = quotation_of(*view.document, reading, claim, folding);
      view.words = words_in(claim.evidence.of(view.document->text), folding);
    }
  }
  return views;
}

}  // namespace annals
