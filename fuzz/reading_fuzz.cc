// Any text in any pack's language through every layer: spans must lie inside the text on code point borders, indices
// must exist.
#include <cstdint>
#include <cstdlib>

#include "reading/read.h"
#include "text/utf8.h"

namespace {

const annals::LanguageSet& languages() {
  static const std::unique_ptr<annals::Languages> kPacks = std::move(*annals::Languages::load());
  static const annals::LanguageSet kSet(*kPacks);
  return kSet;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const auto& packs = languages().languages().packs();
  auto pack = packs.begin();
  std::advance(pack, data[0] % packs.size());
  size_t replaced = 0;
  annals::Document document;
  document.id = document.path = "input";
  document.language = pack->first;
  document.text = annals::repair_utf8({reinterpret_cast<const char*>(data + 1), size - 1}, replaced);
  if (data[0] & 0x80) document.published = "2020-06-15";
  document.blocks.push_back(
      {annals::BlockRole::kBody, {0, static_cast<uint32_t>(document.text.size())}, document.language, 0});
  const annals::Reading reading = annals::read_document(document, languages());

  const auto check = [&](annals::Span span) {
    if (span.end < span.begin || span.end > document.text.size()) std::abort();
    if (!annals::is_utf8(span.of(document.text))) std::abort();
  };
  const auto check_entity = [&](uint32_t entity) {
    if (entity != annals::kNone && entity >= reading.entities.size()) std::abort();
  };
  for (const auto& mention : reading.mentions) check(mention.span), check_entity(mention.entity);
  for (const auto& reference : reading.references) check(reference.span), check_entity(reference.entity);
  for (const auto& time : reading.times) {
    check(time.span);
    if (!time.edtf.empty() && !annals::parse_edtf(time.edtf)) std::abort();
  }
  for (const auto& quantity : reading.quantities) check(quantity.span);
  for (const auto& quote : reading.quotes) check(quote.span), check_entity(quote.speaker);
  for (const auto& claim : reading.claims) {
    check(claim.evidence), check(claim.trigger);
    for (const auto& participant : claim.participants) check_entity(participant.entity);
    for (const auto& quantity : claim.quantities) {
      if (quantity.quantity >= reading.quantities.size()) std::abort();
    }
    if (claim.time != annals::kNone && claim.time >= reading.times.size()) std::abort();
  }
  return 0;
}
