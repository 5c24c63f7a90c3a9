#include "reading/indirect_speech.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kLongestPhrase = 40;  // steps of a noun phrase with its asides
constexpr uint32_t kFarthestVerb = 100;  // steps back to the verb that a word hangs on
constexpr uint32_t kReach = 10;          // steps looked at for what follows or governs a word
constexpr uint32_t kNear = 3;            // steps between a word and what belongs to it

}  // namespace

// --- parts of a clause -----------------------------------------------------------------------------------------------

// The first of the words that make one verb: 'has also been' of 'has also been accused'.
uint32_t IndirectSpeech::group_before(uint32_t at) const {
  if (contracted(at)) --at;
  while (at > 0) {
    if (in_verb_group(words_[at - 1])) {
      --at;
      // 'continued to call for'
      if (at > 0 && is_infinitive_mark(at) && words_[at - 1].helper) --at;
    } else {
      break;
    }
  }
  return at;
}

// 'He's claiming': the sign of possession is a verb.
bool IndirectSpeech::contracted(uint32_t at) const {
  return at > 1 && at < end_ && words_[at].gerund && words_[at - 1].has(kMarksPrevious) &&
         words_[at - 1].grammar.previous == kOf;
}

// Whose content a joining word ends: 'Costa said that Prado had left and complained that …'.
IndirectSpeech::Part IndirectSpeech::joined_source(uint32_t join) const {
  if (join == 0) return {};
  for (const auto& [end, source] : told_) {
    if (end == words_[join - 1].span.end || (join > 1 && end == words_[join - 2].span.end)) return source;
  }
  return {};
}

// Whether a verb of saying begins here that shares the subject, or has one of its own.
bool IndirectSpeech::says_on(uint32_t at) const {
  uint32_t k = at;
  while (k < end_ && in_verb_group(words_[k])) ++k;
  if (finite_saying(k)) return true;
  for (k = at; k < end_ && k < at + kReach && !is_punctuation(words_[k]) && !words_[k].has(kRelates | kJoins); ++k) {
    if (finite_saying(k) && k > at) return source_before(group_before(k)).first <= at;
    if (words_[k].verb) return false;
  }
  return false;
}

// 'the plant, the pier and the yard': whether a list goes on behind the comma.
bool IndirectSpeech::lists_on(uint32_t comma) const {
  bool joins = false;
  uint32_t k = comma + 1;
  for (; k < end_ && k < comma + kReach && !is_punctuation(words_[k]); ++k) {
    if (words_[k].verb || words_[k].gerund || words_[k].has(kRelates | kBeginsContent)) return false;
    joins = joins || (words_[k].has(kJoins) && k > comma + 1);
  }
  return joins ||
         (k + 1 < end_ && is_comma(words_[k]) && words_[k + 1].has(kJoins) && !says_on(k + 2) && !new_clause(k + 2));
}

// A verb in its dictionary form that a clause without 'that' may follow.
bool IndirectSpeech::thinks(uint32_t at) const {
  return words_[at].saying != kNone && saying(at).kind == SayingKind::kVerb && !form(at).noun_too &&
         (form(at).tags & kFormBase) != 0 && (saying(at).content & kTakesClause) != 0;
}

// 'in Porto', 'on Thursday': nobody.
bool IndirectSpeech::lacks_noun(Part source) const {
  if (source.empty()) return false;
  if (source.first > 1 && is_infinitive_mark(source.first - 1) && words_[source.first - 2].verb) return true;
  uint32_t i = source.first;
  while (i < source.end && is_time(words_[i])) ++i;
  return i == source.end || (is_preposition(words_[i]) && words_[i].grammar.next != kOf);
}

// The noun phrase that ends at a place, with its asides: 'officials who spoke to the Gazette', 'Costa, on a visit to
// Porto,'.
IndirectSpeech::Part IndirectSpeech::source_before(uint32_t at) const {
  Part source = noun_phrase_before(at);
  for (int steps = 0; steps < 2 && lacks_noun(source) && source.first > 0; ++steps) {
    uint32_t behind = source.first - 1;  // a verb or a comma
    if (is_infinitive_mark(behind) && behind > 0) --behind;
    if (is_stop(words_[behind]) || is_mark(words_[behind]) || words_[behind].has(kBeginsClause | kBeginsContent)) break;
    while (behind > 0 && (words_[behind - 1].has(kRelates) || in_verb_group(words_[behind - 1]))) --behind;
    const Part before = noun_phrase_before(behind);
    if (before.empty()) break;
    source.first = before.first;
  }
  return source;
}

IndirectSpeech::Part IndirectSpeech::noun_phrase_before(uint32_t at) const {
  const uint32_t end = at;
  uint32_t first = end;
  bool aside = first > 0 && is_comma(words_[first - 1]);
  const uint32_t limit = at - std::min(at, kLongestPhrase);
  if (aside) --first;
  while (first > limit) {
    const SpokenWord& w = words_[first - 1];
    if (is_stop(w) || is_mark(w) || (w.has(kBeginsContent) && !w.has(kRelates))) break;
    if (is_comma(w)) {
      // 'If it rains, the yard will be lost, | said Prado': a clause, no aside
      if (aside && first < end) {
        const auto opens = std::find_if(words_.begin() + first, words_.begin() + end, [](const SpokenWord& word) {
          return word.has(kRelates | kBeginsClause) || word.gerund || (word.verb && word.grammar.flags != 0);
        });
        if (opens != words_.begin() + end && opens != words_.begin() + first && !opens->gerund &&
            !opens->has(kRelates | kBeginsClause))
          return {end, end};
      }
      const bool adverbial = !aside && first < end && end - first <= kNear + 1 &&
                             std::all_of(words_.begin() + first, words_.begin() + end, [](const SpokenWord& word) {
                               return is_time(word) || is_preposition(word) || word.has(kTransparent);
                             });
      if (!aside && !adverbial) break;
      aside = adverbial;
      --first;
      continue;
    }
    if (!aside && thinks(first - 1)) break;  // 'most say they'
    if (!aside &&
        ((w.verb && !w.subject) || (w.has(kBeginsClause) && !w.has(kTransparent)) || (w.gerund && w.saying != kNone)))
      break;
    --first;
  }
  if (aside) return {end, end};
  while (first < end && (is_comma(words_[first]) || words_[first].has(kJoins) || in_verb_group(words_[first]))) ++first;
  return {first, end};
}

// The noun phrase behind a verb: 'said Ana Prado, the chairwoman'.
IndirectSpeech::Part IndirectSpeech::source_after(uint32_t at) const {
  // وكتب إلى شقيقته أن: verb first, what stands behind a preposition is no subject
  if (read_.scene.frames->verb_first && at < end_ && words_[at].has(kMarksNext | kHoldsPronoun)) return {};
  uint32_t end = at;
  while (end < end_ && !is_punctuation(words_[end]) && !words_[end].has(kBeginsContent) &&
         !words_[end].has(kBeginsClause) && !words_[end].verb && !is_time(words_[end]) && end - at < kLongestPhrase)
    ++end;
  return {at, end};
}

// The subject of a verb, before it or, where that is inverted, behind it.
IndirectSpeech::Part IndirectSpeech::subject_of(uint32_t verb) const {
  const uint32_t group = group_before(verb);
  if (group > 0 && words_[group - 1].has(kJoins)) return {};  // 'rose and left': the verb before it has the subject
  const Part before = source_before(group);
  if (!before.empty() || group == 0 || !is_punctuation(words_[group - 1])) return before;
  return source_after(verb + 1);
}

// Of 'saying …': the subject of the sentence. Of '… to say', '… and said' (`nearest`): that of the verb before.
IndirectSpeech::Part IndirectSpeech::main_source(uint32_t at, bool nearest) const {
  bool inside = false;
  Part found;
  uint32_t first = at;
  while (first > 0 && !is_stop(words_[first - 1]) && at - first < kFarthestVerb) --first;
  for (uint32_t v = first; v < at; ++v) {
    if (is_mark(words_[v])) inside = !inside;
    if (inside || !words_[v].verb || (v > first && in_verb_group(words_[v]) && words_[v - 1].verb)) continue;
    const Part source = subject_of(v);
    if (source.empty() || (words_[source.first].has(kRelates) && !found.empty())) continue;
    found = source;
    if (!nearest) break;
  }
  if (!found.empty()) return found;
  if (!last_source_.empty()) return last_source_;
  // No verb is known: the name that the sentence begins with.
  for (uint32_t i = 0; i < at && i < kReach; ++i) {
    if (is_name(words_[i]) && !words_[i].owner) return {i, i + 1};
  }
  return {};
}

// 'Norvia's', 'the chairman of Norvia's', 'his' that end at a place.
IndirectSpeech::Part IndirectSpeech::owner_before(uint32_t at) const {
  uint32_t end = at;
  while (end > 0 && at - end < kNear && !owns(words_[end - 1])) {
    const SpokenWord& w = words_[end - 1];
    if (is_punctuation(w) || w.verb || is_name(w) || is_preposition(w) || w.has(kArticle | kJoins)) return {};
    --end;
  }
  if (end == 0 || !owns(words_[end - 1])) return {};
  if (words_[end - 1].owner) return {end - 1, end};
  uint32_t first = end - 1;
  while (first > 0 && end - first < kReach) {
    const SpokenWord& w = words_[first - 1];
    if (is_punctuation(w) || w.verb || w.has(kBeginsClause | kBeginsContent) || w.saying != kNone || is_preposition(w))
      break;
    --first;
  }
  return {first, end};
}

IndirectSpeech::Part IndirectSpeech::content_before(uint32_t source) const {
  if (source < 2 || !(is_comma(words_[source - 1]) || is_mark(words_[source - 1]))) return {};
  uint32_t end = source - 1;
  while (end > 0 && (is_comma(words_[end - 1]) || is_mark(words_[end - 1]))) --end;
  uint32_t first = end, dashes = 0, dash = 0;
  for (; first > 0 && !is_stop(words_[first - 1]); --first) {
    if (!words_[first - 1].dash) continue;
    if (dashes++ == 0) dash = first;
  }
  if (dashes == 1 && end > dash + 2) first = dash;
  return end < first + (read_.scene.frames->spaced ? 1U : 2U) ? Part{} : Part{first, end};
}

// Behind 'on Friday', 'in a statement', and those who are told.
uint32_t IndirectSpeech::skip_aside(uint32_t from, bool tells) const {
  const auto begins = [&](uint32_t i) { return words_[i].content || words_[i].question || is_infinitive_mark(i); };
  uint32_t i = from;
  if (i < end_ && is_comma(words_[i])) {
    // ', apparently for the first time, that'
    uint32_t k = i + 1;
    if (words_[i].dash) {
      while (k < end_ && k < i + kLongestPhrase && !words_[k].dash && !is_stop(words_[k])) ++k;
    } else {
      while (k < end_ && k < i + kReach && !is_punctuation(words_[k])) ++k;
    }
    return k + 1 < end_ && is_comma(words_[k]) && words_[k + 1].content ? k + 1 : i;
  }
  if (tells && i < end_ && !begins(i) && !is_punctuation(words_[i])) {
    uint32_t k = i;
    while (k < end_ && k < i + kReach && !begins(k) && !is_punctuation(words_[k]) && !words_[k].verb &&
           !is_preposition(words_[k]) && !is_time(words_[k]))
      ++k;
    if (k < end_ && words_[k].verb) {
      // 'told him he was'
      if (is_name(words_[i]) || k > i + 1) ++i;
    } else {
      i = k;
    }
  }
  while (i < end_ && !begins(i)) {
    if (is_time(words_[i]) || (words_[i].has(kTransparent) && !words_[i].has(kMarksNext))) {
      ++i;
      continue;
    }
    if (!is_preposition(words_[i])) break;
    uint32_t k = i + 1;
    while (k < end_ && k < i + kReach && !begins(k) && !is_punctuation(words_[k]) && !words_[k].verb &&
           !is_time(words_[k]) && !is_preposition(words_[k]))
      ++k;
    if (k < end_ && words_[k].verb) break;
    i = k;
  }
  return i;
}

std::optional<uint32_t> IndirectSpeech::content_start(uint32_t at) const {
  const Saying& says = saying(at);
  const auto takes = [&](uint16_t flags) { return (says.content & flags) != 0; };
  const uint32_t next = at + words_[at].length;
  if (next >= end_) return std::nullopt;
  if (takes(kTakesWords) && next + 1 < end_ &&
      std::find(says.prepositions.begin(), says.prepositions.end(), words_[next].word) != says.prepositions.end())
    return next + 1;
  if (takes(kTakesTo) && is_infinitive_mark(next)) return next;
  const auto begins = [&](uint32_t i) { return i < end_ && (words_[i].content || words_[i].question); };
  const bool clause = takes(kTakesClause | kTakesThat);
  if (clause && begins(next)) return next;
  const uint32_t behind = skip_aside(next, takes(kTellsSomebody));
  if (behind < end_) {
    if (clause && begins(behind)) return behind;
    const bool colon = is_stop(words_[behind]) && behind + 1 < end_;
    if (clause && colon) return behind + 1;
    if (takes(kTakesObjectTo) && is_infinitive_mark(behind) && behind > next) return next;
    if (takes(kTakesTo) && is_infinitive_mark(behind)) return behind;
    if (clause && is_mark(words_[behind])) return behind;
    if (clause && is_comma(words_[behind]) && behind + 1 < end_ && is_mark(words_[behind + 1])) return behind + 1;
    // 林安告诉何静,工厂将关闭。
    if (clause && is_name(words_[behind]) && !read_.scene.frames->spaced && behind + 2 < end_ &&
        is_comma(words_[behind + 1]))
      return behind + 2;
    // 林安说,工厂将关闭。
    if (clause && is_comma(words_[behind]) && !read_.scene.frames->spaced && behind + 1 < end_) return behind + 1;
    if (takes(kTakesClause) && !is_punctuation(words_[behind]) && !words_[behind].has(kJoins) &&
        (!words_[behind].has(kBeginsClause) || words_[behind].grammar.clause_status) && !is_infinitive_mark(behind))
      return behind;
  }
  if (takes(kTakesObjectTo)) {
    for (uint32_t i = next + 1; i < end_ && i < next + kReach && !is_punctuation(words_[i]); ++i) {
      if (is_infinitive_mark(i) && may_be_content(next)) return next;
    }
  }
  if (takes(kTakesAs) && may_be_content(next)) {
    for (uint32_t i = next + 1; i < end_ && i < next + kReach && !is_punctuation(words_[i]) && !words_[i].verb; ++i) {
      if (words_[i].has(kMarksNext) && words_[i].grammar.next == kAs) return next;
    }
  }
  if (takes(kTakesObject) && may_be_content(next)) return next;
  return std::nullopt;
}

// Whether the cue's clause stands within another one that comes after it: 'When Prado noted that …, Costa left.'
bool IndirectSpeech::subordinate(uint32_t cue) const {
  uint32_t first = cue;
  while (first > 0 && !is_stop(words_[first - 1]) && !(is_comma(words_[first - 1]) && cue - first > 0) &&
         cue - first < kLongestPhrase)
    --first;
  const SpokenWord& opening = words_[first];
  if (opening.has(kBeginsClause) && !opening.has(kJoins)) return true;
  if (first == cue && words_[cue].saying != kNone && !words_[cue].gerund) return true;  // 'Asked why …, Costa left.'
  if (words_[cue].gerund && cue - first <= 2) return first == 0 || is_stop(words_[first - 1]);
  return first > 0 && is_comma(words_[first - 1]) && opening.has(kRelates);
}

// Where what begins at `from` ends. `nominal`: a noun phrase or an infinitive, not a clause.
uint32_t IndirectSpeech::clause_end(uint32_t from, uint32_t cue, bool nominal) const {
  const bool inner = subordinate(cue);
  bool inside = false;  // quotation marks
  bool stated = false;  // a verb came
  for (uint32_t i = from; i < end_; ++i) {
    const SpokenWord& w = words_[i];
    if (is_mark(w)) inside = !inside;
    if (is_mark(w) && !inside && nominal && i > from + 1 && is_comma(words_[i - 1])) return i + 1;  // '“a hater,”'
    if (inside || is_mark(w)) continue;
    if (is_stop(w)) {
      if (nominal || inner || i < from + kNear || says_on(i + 1)) return i;
      continue;  // '…: the pier is lost; the yard is not'
    }
    if (w.opens_bracket) {
      uint32_t k = i + 1;
      while (k < end_ && k < i + kReach && !is_comma(words_[k])) ++k;
      i = k;
      continue;
    }
    if (is_comma(w)) {
      const uint32_t next = i + 1;
      if (next >= end_) return i;
      const SpokenWord& n = words_[next];
      if (i <= from + 1) {
        // 'that, while …, the plant'
        while (i + 1 < end_ && !is_punctuation(words_[i + 1])) ++i;
        ++i;
        continue;
      }
      if (w.dash && i > from + kNear) {
        uint32_t k = i + 1;
        while (k < end_ && k < i + kLongestPhrase && !words_[k].dash && !is_stop(words_[k])) ++k;
        if (k >= end_ || !words_[k].dash) return i;
        i = k;
        continue;
      }
      if (n.has(kMarksNext) && n.grammar.next == kAs && new_clause(next)) return i;
      if (n.has(kJoins) && next + 1 < end_ && words_[next + 1].content) continue;
      if (nominal && !n.has(kJoins)) {
        if (inner || !lists_on(i)) return i;
        continue;
      }
      if (inner) return i;
      // 'that the plant, while old, is safe'
      const bool waits =
          std::none_of(words_.begin() + from, words_.begin() + i, [](const SpokenWord& v) { return v.verb; });
      if (waits && (n.has(kBeginsClause | kRelates) || n.gerund)) {
        uint32_t k = next;
        while (k < end_ && k < i + kLongestPhrase && !is_punctuation(words_[k])) ++k;
        if (k + 1 < end_ && is_comma(words_[k])) {
          i = k;
          continue;
        }
      }
      if (n.has(kRelates) && !n.content && i > from + kReach) return i;
      if (n.gerund || (n.has(kBeginsClause) && !n.question)) return i;
      if (n.has(kJoins) && (says_on(next + 1) || new_clause(next + 1))) return i;
      continue;
    }
    stated = stated || w.verb || w.has(kTransparent);
    // Not 'that he and Prado said so'.
    const bool may_end = nominal || stated || (i + 1 < end_ && (words_[i + 1].subject || words_[i + 1].verb));
    if (w.has(kJoins) && i > from && may_end && says_on(i + 1)) return i;
    if (w.has(kBeginsClause) && i > from + 1 && i + 1 < end_ && words_[i + 1].gerund) return i;  // 'while trying to'
    if (i > from && w.has(kJoins) && i + 1 < end_) {
      // 'praised the plan and left', 'calling it a fraud and vowing to', 'praised the plan and he left'
      if (nominal && (words_[i + 1].verb || (words_[i + 1].subject && new_clause(i + 1)))) return i;
      if (words_[cue].gerund && words_[i + 1].gerund) return i;
    }
    if (nominal && i > from + 1 && is_time(w) && (i + 1 == end_ || is_punctuation(words_[i + 1])))
      return is_preposition(words_[i - 1]) ? i - 1 : i;
    if (nominal && i > from) {
      // 'the plan, which', 'the plan and who'; not 'those who left'
      const bool relates =
          w.has(kRelates) && !w.content && (is_punctuation(words_[i - 1]) || words_[i - 1].has(kJoins));
      if (relates || (w.has(kBeginsClause) && !w.question && !w.content && !w.has(kJoins))) return i;
    }
  }
  return end_;
}

}  // namespace annals
