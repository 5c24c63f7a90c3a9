// Verbs of saying that stand behind what is said, with their subject behind them.
#include "reading/clause_reader.h"

namespace annals {

// 'Costa left for Lisbon, said Ana Prado', not 'Costa, chairman of Norvia, told Ana Prado': whether the name belongs to
// a clause with a verb of its own.
bool ClauseReader::ends_telling(uint32_t name) const {
  for (uint32_t i = name; i-- > 1 && name - i <= kFarthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kMark || e.has(kJoins | kRelates)) return false;
    if (e.kind == ElementKind::kTrigger && !only_nouns(e) && (may_be_finite(e) || elements_[i - 1].has(kGivesStatus)))
      return elements_[i - 1].kind != ElementKind::kComma;
  }
  return false;
}

// '“…”, said Ana Prado'.
bool ClauseReader::follows_quotation(uint32_t verb) const {
  uint32_t first = verb;  // '“…”, terá dito Rui Costa'
  while (frames_.omits_subjects && frames_.spaced && first > 1 && elements_[first - 1].has(kGivesStatus)) --first;
  if (first == 0) return false;
  const Element& before = elements_[first - 1];
  // ': “Tell Costa”': the mark opens the quotation
  if (before.kind == ElementKind::kMark && first >= 2 && elements_[first - 2].kind == ElementKind::kStop &&
      elements_[first - 2].sign)
    return false;
  // ', said Ana Prado, '
  if (before.kind == ElementKind::kComma && verb + 2 < elements_.size() &&
      elements_[verb + 1].kind == ElementKind::kName && elements_[verb + 1].grammatical == kUnmarked &&
      elements_[verb + 2].kind == ElementKind::kComma)
    return true;
  // '— I will not sell — said Ana Prado': a line of dialogue
  const auto dash = [](const Element& e) { return e.kind == ElementKind::kComma && e.sign; };
  if (dash(before) && dash(elements_[0]) && elements_[0].span.size() == before.span.size() && first > 2) return true;
  // 'Ana Prado, who had left in May, sued Norvia.': the comma closes an aside, and the subject stands before it
  for (uint32_t i = 1; before.kind == ElementKind::kComma && i + 1 < first; ++i) {
    if (elements_[i].kind == ElementKind::kComma && elements_[i - 1].kind == ElementKind::kName &&
        elements_[i - 1].grammatical == kUnmarked && (elements_[i + 1].has(kArticle | kRelates)))
      return false;
  }
  // '…, said Ana Prado.' at the sentence's end
  const bool closes = before.kind == ElementKind::kComma && verb + 1 < elements_.size() &&
                      elements_[verb + 1].kind == ElementKind::kName && verb + 3 >= elements_.size() &&
                      !(first >= 2 && elements_[first - 2].kind == ElementKind::kName && !ends_telling(first - 2));
  return closes || before.kind == ElementKind::kMark ||
         (before.kind == ElementKind::kComma && first >= 2 && elements_[first - 2].kind == ElementKind::kMark);
}

// 'A oferta foi recusada, informou à agência a Norvia.': in a language that drops subjects, a verb of saying behind the
// comma that closes a whole clause, with its subject behind it and nothing told there.
bool ClauseReader::closes_report(const StatedEvent& s, uint32_t verb) const {
  if (!frames_.omits_subjects || !frames_.spaced || frames_.verb_first || !s.frame->says || s.passive || verb < 3 ||
      elements_[verb - 1].kind != ElementKind::kComma || (s.tags & (kFormPast | kFormPresent)) == 0)
    return false;
  const auto is_verb = [&](const Element& e) {
    return e.kind == ElementKind::kTrigger && !only_nouns(e) && may_be_finite(e);
  };
  bool named = false;
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + kFarthest / 2; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kComma) break;
    if (e.kind == ElementKind::kMark || e.has(kBeginsContent | kRelates) || is_verb(e)) return false;
    named = named || (e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier);
  }
  if (!named) return false;
  bool finite = false;  // a verb that is in no relative clause stands between two commas
  for (uint32_t i = verb - 1; i-- > 0 && verb - i < 2 * kFarthest;) {
    const Element& e = elements_[i];
    if (ends_clause(e)) return false;
    finite = (finite && !e.has(kRelates)) || is_verb(e) || e.has(kMakesPassive | kGivesStatus);
    if (i > 0 && elements_[i - 1].kind != ElementKind::kComma) continue;
    const bool aside = e.has(kRelates | kBeginsClause) || (e.has(kMarksNext) && !e.has(kArticle));
    if (finite && !aside) return true;
    finite = false;
  }
  return false;
}

}  // namespace annals
