// Any bytes as text: repaired, folded, tokenised, normalised. Tokens must be in order, on code point borders, and every
// normalised byte must know its source.
#include <cstdint>
#include <cstdlib>

#include "text/normalize.h"
#include "text/token.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const annals::Folding kFolding;
  size_t replaced = 0;
  const std::string text = annals::repair_utf8({reinterpret_cast<const char*>(data), size}, replaced);
  if (!annals::is_utf8(text)) std::abort();
  uint32_t end = 0;
  for (const annals::Token& token : annals::tokenize(text, {0, static_cast<uint32_t>(text.size())})) {
    if (token.span.begin < end || token.span.empty() || !annals::is_utf8(token.span.of(text))) std::abort();
    end = token.span.end;
  }
  const annals::NormalizedText normalized = annals::normalize(text, kFolding);
  if (normalized.origin.size() != normalized.text.size() + 1 || !annals::is_utf8(normalized.text)) std::abort();
  const std::string folded = kFolding.fold(text);
  if (kFolding.fold(folded) != folded) std::abort();
  return 0;
}
