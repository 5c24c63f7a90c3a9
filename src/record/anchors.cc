#include "record/anchors.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kShortestStretch = 24;   // bytes: what is shorter belongs to the sentence after it
constexpr double kSmallCount = 10;          // counts below it are everywhere
constexpr uint32_t kLongestStretch = 4000;  // bytes
constexpr std::chrono::days kShortPeriod{31};

bool ends_sentence(char32_t c) {
  switch (c) {
    case U'.':
    case U'!':
    case U'?':
    case U'…':
    case U'。':
    case U'！':
    case U'？':
    case U'؟':
    case U'।':
    case U'۔':
    case U'\n':
      return true;
    default:
      return false;
  }
}

// Whether a sentence may end after the mark at `at`: a full stop between letters or digits is none.
bool free_after(std::string_view text, size_t at, uint32_t bytes) {
  return bytes > 1 || at + bytes >= text.size() || text[at] == '\n' ||
         static_cast<unsigned char>(text[at + bytes]) <= ' ' || text[at + bytes] == '"' ||
         static_cast<unsigned char>(text[at + bytes]) >= 0x80;
}

void cut(std::string_view text, Span block, std::vector<AnchorStretch>& out) {
  uint32_t begin = block.begin;
  for (uint32_t at = block.begin; at < block.end;) {
    const CodePoint c = decode(text, at);
    const uint32_t next = at + c.bytes;
    const bool ends = ends_sentence(c.value) && free_after(text, at, c.bytes) && next - begin >= kShortestStretch;
    if (ends || next - begin >= kLongestStretch) {
      out.push_back({{begin, next}});
      begin = next;
    }
    at = next;
  }
  if (begin < block.end) out.push_back({{begin, block.end}});
}

uint64_t key(AnchorKind kind, std::string_view sort, std::string_view value) {
  return (stable_hash(value, stable_hash(sort)) & ~uint64_t{3}) | static_cast<uint64_t>(kind);
}

// The number without its power of ten: 175 for 175,000 and for 1.75 million.
std::string digits_of(double value) {
  if (!(value > 0) || !std::isfinite(value)) return "0";
  const double scale = std::pow(10, std::floor(std::log10(value)) - 3);
  auto digits = static_cast<long long>(std::llround(value / scale));
  while (digits > 0 && digits % 10 == 0) digits /= 10;
  return std::to_string(digits);
}

std::string number(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.6g", value);
  return out;
}

class Collector {
 public:
  explicit Collector(Anchors& anchors) : anchors_(anchors) {}

  void add(uint32_t position, uint64_t anchor) { found_.push_back({position, anchor}); }

  // Sorts what was found into the stretches.
  void finish() {
    std::sort(found_.begin(), found_.end());
    size_t next = 0;
    for (AnchorStretch& stretch : anchors_.stretches) {
      while (next < found_.size() && found_[next].first < stretch.span.begin) ++next;
      stretch.first = static_cast<uint32_t>(anchors_.keys.size());
      while (next < found_.size() && found_[next].first < stretch.span.end)
        anchors_.keys.push_back(found_[next++].second);
      const auto begin = anchors_.keys.begin() + stretch.first;
      std::sort(begin, anchors_.keys.end());
      anchors_.keys.erase(std::unique(begin, anchors_.keys.end()), anchors_.keys.end());
      stretch.last = static_cast<uint32_t>(anchors_.keys.size());
    }
  }

 private:
  Anchors& anchors_;
  std::vector<std::pair<uint32_t, uint64_t>> found_;
};

void add_quantity(const Quantity& quantity, Collector& out) {
  const uint32_t at = quantity.span.begin;
  const bool money = quantity.type == QuantityType::kMoney;
  const std::string sort = money ? "money " + quantity.unit : std::string(to_string(quantity.type));
  for (const double value : {quantity.value, quantity.max.value_or(quantity.value)}) {
    if (money) out.add(at, key(AnchorKind::kHard, "digits", digits_of(value)));
    out.add(at, key(money || value < kSmallCount ? AnchorKind::kSoft : AnchorKind::kHard, sort, number(value)));
  }
}

void add_time(const Time& time, Collector& out) {
  if (!time.days.bounded()) return;
  const auto days = (*time.days.latest - *time.days.earliest).count();
  const uint32_t at = time.span.begin;
  if (days == 0) out.add(at, key(AnchorKind::kHard, "day", to_string(*time.days.earliest)));
  if (days < 31) out.add(at, key(AnchorKind::kSoft, "month", to_string(*time.days.earliest).substr(0, 7)));
  if (days < 366) out.add(at, key(AnchorKind::kSoft, "year", to_string(*time.days.earliest).substr(0, 4)));
}

}  // namespace

Anchors anchors_of(const DocumentReading& document, std::span<const uint32_t> entity_of) {
  Anchors anchors;
  for (const Block& block : document.document->blocks) {
    if (block.role == BlockRole::kBoilerplate || block.role == BlockRole::kHeader) continue;
    cut(document.document->text, block.span, anchors.stretches);
  }
  Collector out(anchors);
  const Reading& reading = *document.reading;
  const auto entity = [&](uint32_t local) { return local < entity_of.size() ? entity_of[local] : kNone; };
  for (const Mention& mention : reading.mentions) {
    const uint32_t who = entity(mention.entity);
    if (who != kNone) out.add(mention.span.begin, key(AnchorKind::kName, "entity", std::to_string(who)));
  }
  for (const Reference& reference : reading.references) {
    const uint32_t who = entity(reference.entity);
    if (who != kNone) out.add(reference.span.begin, key(AnchorKind::kName, "entity", std::to_string(who)));
  }
  for (const Quantity& quantity : reading.quantities) add_quantity(quantity, out);
  for (const Time& time : reading.times) add_time(time, out);
  for (const Quote& quote : reading.quotes) {
    if (!quote.direct) continue;
    out.add(quote.span.begin, key(AnchorKind::kSoft, "quote", ""));
    const uint32_t who = entity(quote.speaker);
    if (who != kNone) out.add(quote.span.begin, key(AnchorKind::kSoft, "quote of", std::to_string(who)));
  }
  for (const Claim& claim : reading.claims) {
    out.add(claim.trigger.begin, key(AnchorKind::kSoft, "claim", claim.type));
    // From one month to another: as rare as a day.
    if (claim.days.bounded() && claim.edtf.find('/') != std::string::npos &&
        *claim.days.latest - *claim.days.earliest > kShortPeriod)
      out.add(claim.trigger.begin, key(AnchorKind::kHard, "period", claim.edtf));
    const std::string family = claim.type.substr(0, claim.type.find('.'));
    for (const Participant& participant : claim.participants) {
      const uint32_t who = entity(participant.entity);
      if (who != kNone) out.add(claim.trigger.begin, key(AnchorKind::kSoft, family, std::to_string(who)));
    }
  }
  out.finish();
  return anchors;
}

AnchorWeights::AnchorWeights(std::span<const Anchors> documents) {
  for (const Anchors& anchors : documents) {
    stretches_ += static_cast<uint32_t>(anchors.stretches.size());
    for (const uint64_t anchor : anchors.keys) ++frequency_[anchor];
  }
}

uint32_t AnchorWeights::frequency(uint64_t anchor) const {
  const auto found = frequency_.find(anchor);
  return found == frequency_.end() ? 0 : found->second;
}

double AnchorWeights::weight(uint64_t anchor) const {
  const uint32_t frequency_of = frequency(anchor);
  return frequency_of == 0 ? 0 : std::log(static_cast<double>(stretches_) / frequency_of);
}

}  // namespace annals
