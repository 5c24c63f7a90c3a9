#include "tests/support/case_builder.h"

#include <algorithm>
#include <stdexcept>

#include "base/hash.h"
#include "tests/support/languages.h"

namespace annals::testing {

DocumentBuilder::DocumentBuilder(const std::string& id, const std::string& language, const std::string& text) {
  document.id = document.path = id;
  document.language = language;
  document.text = text;
  document.sha256 = sha256_hex(text);
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) {
      Block block;
      block.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
      block.language = language;
      document.blocks.push_back(block);
    }
    begin = end + 1;
  }
}

Span DocumentBuilder::find(const std::string& words) const {
  const size_t at = document.text.find(words);
  if (at == std::string::npos) throw std::invalid_argument("not in the text: " + words);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

uint32_t DocumentBuilder::entity(const std::string& name) const {
  for (uint32_t e = 0; e < reading.entities.size(); ++e) {
    if (reading.entities[e].name == name) return e;
  }
  throw std::invalid_argument("no such name: " + name);
}

DocumentBuilder& DocumentBuilder::published(const std::string& edtf) {
  document.published = edtf;
  return *this;
}

DocumentBuilder& DocumentBuilder::header(const std::string& name, const std::string& value) {
  document.headers.emplace_back(name, value);
  return *this;
}

DocumentBuilder& DocumentBuilder::credit(const std::string& name) {
  reading.credits.push_back(entity(name));
  return *this;
}

DocumentBuilder& DocumentBuilder::name(const std::string& words, EntityType type) {
  const auto number = static_cast<uint32_t>(reading.entities.size());
  reading.entities.push_back({type, words, {}, document.language});
  for (size_t at = document.text.find(words); at != std::string::npos; at = document.text.find(words, at + 1)) {
    reading.mentions.push_back(
        {{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())}, type, number, 1});
  }
  std::sort(reading.mentions.begin(), reading.mentions.end(),
            [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
  return *this;
}

DocumentBuilder& DocumentBuilder::money(const std::string& words, double value, const std::string& unit) {
  Quantity quantity;
  quantity.span = find(words);
  quantity.type = QuantityType::kMoney;
  quantity.value = value;
  quantity.unit = unit;
  reading.quantities.push_back(quantity);
  return *this;
}

DocumentBuilder& DocumentBuilder::time(const std::string& words, const std::string& edtf) {
  Time time;
  time.span = find(words);
  time.edtf = edtf;
  time.days = parse_edtf(edtf).value();
  reading.times.push_back(time);
  return *this;
}

DocumentBuilder& DocumentBuilder::claim(const std::string& type, const std::string& trigger,
                                        const std::vector<std::pair<std::string, std::string>>& roles) {
  Claim claim;
  claim.type = type;
  claim.trigger = find(trigger);
  const auto ends = [&](uint32_t at) { return document.text[at] == '\n' || document.text.compare(at, 2, ". ") == 0; };
  claim.evidence = claim.trigger;
  while (claim.evidence.begin > 0 && !ends(claim.evidence.begin - 1)) --claim.evidence.begin;
  while (claim.evidence.end < document.text.size() && !ends(claim.evidence.end)) ++claim.evidence.end;
  for (const auto& [role, filler] : roles) {
    Participant participant;
    participant.role = role;
    participant.entity = entity(filler);
    participant.span = claim.evidence;
    participant.implied = true;
    for (const Mention& mention : reading.mentions) {
      if (mention.entity != participant.entity || !claim.evidence.contains(mention.span)) continue;
      participant.span = mention.span;
      participant.implied = false;
      break;
    }
    claim.participants.push_back(participant);
  }
  for (uint32_t q = 0; q < reading.quantities.size(); ++q) {
    if (claim.evidence.contains(reading.quantities[q].span)) claim.quantities.push_back({"amount", q});
  }
  for (uint32_t t = 0; t < reading.times.size(); ++t) {
    if (!claim.evidence.contains(reading.times[t].span)) continue;
    claim.time = t;
    claim.edtf = reading.times[t].edtf;
    claim.days = reading.times[t].days;
  }
  reading.claims.push_back(claim);
  return *this;
}

DocumentBuilder& DocumentBuilder::dated(const std::string& edtf) {
  Claim& claim = reading.claims.back();
  claim.edtf = edtf;
  claim.days = edtf.empty() ? Interval{} : parse_edtf(edtf).value();
  if (edtf.empty()) claim.time = kNone;
  return *this;
}

DocumentBuilder& DocumentBuilder::status(ClaimStatus status) {
  reading.claims.back().status = status;
  return *this;
}

DocumentBuilder& DocumentBuilder::said_by(const std::string& name) {
  reading.claims.back().attributed_to = entity(name);
  return *this;
}

DocumentBuilder& CaseBuilder::add(const std::string& id, const std::string& language, const std::string& text) {
  return documents_.emplace_back(id, language, text);
}

std::vector<DocumentReading> CaseBuilder::documents() const {
  std::vector<DocumentReading> out;
  for (const DocumentBuilder& builder : documents_) out.push_back({&builder.document, &builder.reading});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.document->id < b.document->id; });
  return out;
}

Record CaseBuilder::build(const std::vector<Correction>& corrections, std::vector<CorrectionOutcome>* outcomes) const {
  return build_record(documents(), languages(), corrections, outcomes);
}

std::string CaseBuilder::claim(const std::string& document, uint32_t number) const {
  for (const DocumentBuilder& builder : documents_) {
    if (builder.document.id == document) return claim_id(builder.document, builder.reading.claims.at(number));
  }
  throw std::invalid_argument("no such document: " + document);
}

}  // namespace annals::testing
