#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// Roles that words may fill ('as chief executive', 'into a public company', 'bought computing time').
void ClauseReader::fill_words(StatedEvent& s) const {
  for (size_t i = 0; i < type(s).roles.size(); ++i) {
    const auto role = static_cast<uint8_t>(i);
    if (!type(s).roles[i].words || filled(s, role)) continue;
    const Span words = words_for(s, role);
    if (!words.empty()) s.words.push_back({role, words});
  }
}

Span ClauseReader::words_for(const StatedEvent& s, uint8_t role) const {
  const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
  for (uint32_t i = s.at + 1; i < end; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.has(kMarksNext) && !e.has(kArticle) && s.frame->role(e.word.next) == role) {
      const Span words = words_at(i + 1, true);
      if (!words.empty()) return words;
    }
  }
  if (is_verbal(s) && s.frame->role(frames_.complement_case) == role) {
    uint32_t i = s.at + 1;  // 'was named chairman', 'named Costa chairman'
    while (!s.passive && i < end &&
           (elements_[i].kind == ElementKind::kName || elements_[i].has(kArticle | kMarksNext)))
      ++i;
    if (s.passive || (i > s.at + 1 && elements_[i - 1].kind == ElementKind::kName)) return words_at(i, true);
  }
  const bool takes_object = is_verbal(s) && !s.passive && s.frame->role(kObject) == role;
  return takes_object ? words_at(s.at + 1, false) : Span{};
}

// The noun phrase without a name that begins at element `i`.
Span ClauseReader::words_at(uint32_t i, bool marked) const {
  const uint32_t longest = frames_.spaced ? 6 : 10;
  const auto owner = [&](const Element& e) {
    return e.kind == ElementKind::kName && e.pronoun && e.grammatical == kOf;  // 'sold his company'
  };
  while (i < elements_.size() && (elements_[i].has(kArticle) || owner(elements_[i]))) ++i;
  Span words;
  for (uint32_t taken = 0; i < elements_.size() && taken < longest; ++i, ++taken) {
    const Element& e = elements_[i];
    const bool next_plain = i + 1 < elements_.size() && plain(elements_[i + 1]);
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    const bool links = taken > 0 && next_plain && e.has(kMarksNext) && e.word.next == kOf;
    const bool counts = taken == 0 && next_plain && e.kind == ElementKind::kQuantity &&
                        reading_.quantities[e.index].type == QuantityType::kCount;
    if (marked && taken > 0 && e.has(kArticle) && !elements_[i - 1].has(kMarksNext)) break;
    if (e.kind == ElementKind::kName && marked && taken > 0) break;  // 'nomeou como interventor o advogado Costa'
    if (e.kind == ElementKind::kName) return {};                     // the name's phrase, not one of its own
    // Where words are not separated, titles are among the words that may stand between.
    if (words.empty() && e.has(kTransparent) && next_plain) continue;  // 'his first boat'
    const bool word = plain(e) && !e.sign && !e.has(frames_.spaced ? kTransparent | kLightVerb : kLightVerb);
    if (!word && !noun && !links && !counts) break;
    words = words.empty() ? e.span : join(words, e.span);
  }
  return words;
}

}  // namespace annals
