#include "reading/indirect_speech.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kLongestPhrase = 40;    // steps of a noun phrase with its asides
constexpr uint32_t kReach = 10;            // steps looked at for what follows or governs a word
constexpr uint32_t kNear = 3;              // steps between a word and what belongs to it
constexpr std::ptrdiff_t kNeighbours = 8;  // quotations looked at around a place

bool is_comma(const SpokenWord& w) { return w.kind == ElementKind::kComma; }
bool is_stop(const SpokenWord& w) { return w.kind == ElementKind::kStop; }
bool is_mark(const SpokenWord& w) { return w.kind == ElementKind::kMark; }
bool is_punctuation(const SpokenWord& w) { return is_comma(w) || is_stop(w) || is_mark(w); }
bool is_name(const SpokenWord& w) { return w.kind == ElementKind::kName; }
bool is_time(const SpokenWord& w) { return w.kind == ElementKind::kTime; }
// 'is', 'was', 'has', 'will', 'not', and adverbs.
bool in_verb_group(const SpokenWord& w) {
  return w.adverb || w.has(kTransparent | kMakesPassive) || (w.has(kGivesStatus) && w.grammar.scope == Scope::kAfter);
}
bool is_preposition(const SpokenWord& w) { return w.has(kMarksNext) && !w.has(kArticle | kTransparent); }
bool owns(const SpokenWord& w) { return w.owner || (w.has(kMarksPrevious) && w.grammar.previous == kOf); }

}  // namespace

IndirectSpeech::IndirectSpeech(const Analysis& analysis, const ReadScene& read, const Reading& reading)
    : text_(analysis.text()),
      analysis_(analysis),
      read_(read),
      reading_(reading),
      sayings_(analysis.blocks[read.scene.block].language->sayings.get()) {
  make_words();
  find_sayings();
}

// --- the sentence ----------------------------------------------------------------------------------------------------

// Triggers of several words are taken apart: 'agreed to' of the frames is 'agreed' and 'to' here.
void IndirectSpeech::make_words() {
  const AnalyzedBlock& block = analysis_.blocks[read_.scene.block];
  const std::vector<Token>& tokens = block.text.tokens;
  size_t statement = 0;
  for (uint32_t e = 0; e < read_.scene.elements.size(); ++e) {
    const Element& element = read_.scene.elements[e];
    while (statement < read_.statements.size() && read_.statements[statement].at < e) ++statement;
    const bool states = statement < read_.statements.size() && read_.statements[statement].at == e &&
                        is_verbal(read_.statements[statement]);
    const uint16_t tags = states ? read_.statements[statement].tags : uint16_t{0};
    const bool one = element.kind != ElementKind::kTrigger;
    for (uint32_t token = element.token; token < tokens.size() && tokens[token].span.begin < element.span.end;
         ++token) {
      SpokenWord word;
      word.kind = one ? element.kind : ElementKind::kWord;
      word.span = one ? element.span : tokens[token].span;
      word.word = tokens[token].word;
      word.capital = tokens[token].capitalized;
      word.sign = element.sign;
      if (one) {
        word.grammar = element.word;
        word.content = element.has(kBeginsContent) || (element.has(kRelates) && begins_content(block, token));
        word.entity = is_name(word) ? element.entity : kNone;
        word.owner = element.grammatical == kOf && element.pronoun;
        word.opens_bracket = element.opens_bracket;
        const bool dash = element.sign && tokens[token].space_before &&
                          u_charType(static_cast<UChar32>(decode(text_, word.span.begin).value)) == U_DASH_PUNCTUATION;
        if (dash) word.kind = ElementKind::kComma;
        word.dash = dash || (is_comma(word) && u_charType(static_cast<UChar32>(decode(text_, word.span.begin).value)) ==
                                                   U_DASH_PUNCTUATION);
      } else if (const auto match = read_.scene.frames->grammar.longest(block.text, token); match.count == 1) {
        word.grammar = read_.scene.frames->words[match.payload];
        word.content = word.has(kBeginsContent);
      }
      const bool first = states && token == element.token;
      // 'has' and 'did', but not 'close' of 'close a deal'.
      word.verb = word.has(kMakesPassive) || (word.has(kLightVerb) && word.has(kTransparent)) ||
                  (word.has(kGivesStatus) && word.grammar.scope == Scope::kAfter) ||
                  (first && (tags & (kFormPast | kFormPresent)) != 0);
      word.gerund = first && (tags & kFormGerund) != 0;
      words_.push_back(word);
      if (one) break;
    }
  }
  end_ = static_cast<uint32_t>(words_.size());
  while (end_ > 0 && (is_stop(words_[end_ - 1]) || is_mark(words_[end_ - 1]) ||
                      (words_[end_ - 1].sign && words_[end_ - 1].span.size() == 1)))
    --end_;
}

// A 'that' which the clauses took for the beginning of a relative clause may begin a content all the same.
bool IndirectSpeech::begins_content(const AnalyzedBlock& block, uint32_t token) const {
  const auto match = read_.scene.frames->grammar.longest(block.text, token);
  return match.count == 1 && (read_.scene.frames->words[match.payload].flags & kBeginsContent) != 0;
}

void IndirectSpeech::find_sayings() {
  const AnalyzedBlock& block = analysis_.blocks[read_.scene.block];
  const std::vector<Token>& tokens = block.text.tokens;
  uint32_t token = read_.scene.elements.empty() ? 0 : read_.scene.elements.front().token;
  for (uint32_t i = 0; i < words_.size();) {
    SpokenWord& word = words_[i];
    while (token < tokens.size() && tokens[token].span.end <= word.span.begin) ++token;
    if (token >= tokens.size()) break;
    word.adverb = word.kind == ElementKind::kWord && word.grammar.flags == 0 && is_adverb(word.span);
    word.helper = sayings_->helpers.longest(block.text, token).count > 0;
    word.subject = sayings_->subjects.longest(block.text, token).count > 0;
    word.question = sayings_->questions.longest(block.text, token).count > 0;
    const auto match = sayings_->words.longest(block.text, token);
    if (match.count == 0 || word.kind == ElementKind::kName || word.kind == ElementKind::kTime) {
      ++i;
      continue;
    }
    word.saying = match.payload;
    const SayingForm& form = sayings_->forms[match.payload];
    if (sayings_->sayings[form.saying].kind == SayingKind::kVerb) {
      word.gerund = word.gerund || (form.tags & kFormGerund) != 0;
      word.verb = word.verb || (!form.noun_too && (form.tags & (kFormPast | kFormPresent)) != 0);
    }
    const uint32_t until = tokens[match.first + match.count - 1].span.end;
    uint32_t next = i + 1;
    while (next < words_.size() && words_[next].span.begin < until) ++next;
    word.length = next - i;
    i = next;
  }
}

bool IndirectSpeech::is_adverb(Span word) const {
  const std::string_view letters = word.of(text_);
  return std::any_of(sayings_->adverb_endings.begin(), sayings_->adverb_endings.end(), [&](const std::string& ending) {
    return letters.size() > ending.size() + 2 && letters.ends_with(ending);
  });
}

// Inside a quotation: its speaker's words about somebody else's.
bool IndirectSpeech::quoted(Span words) const {
  const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin <= words.begin; });
  for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
    --q;
    if (!q->body && q->span.contains(words)) return true;
  }
  return false;
}

bool IndirectSpeech::finite_saying(uint32_t at) const {
  if (at >= end_ || words_[at].saying == kNone) return false;
  const SayingForm& f = form(at);
  return saying(at).kind == SayingKind::kVerb && !f.noun_too && (f.tags & (kFormPast | kFormPresent)) != 0;
}

bool IndirectSpeech::is_infinitive_mark(uint32_t at) const {
  return at < end_ && words_[at].has(kTransparent) && words_[at].has(kMarksNext) && words_[at].grammar.next == kTo;
}

// Whether a noun phrase may begin here.
bool IndirectSpeech::may_be_content(uint32_t at) const {
  if (at >= end_) return false;
  const SpokenWord& w = words_[at];
  return !is_comma(w) && !is_stop(w) && !w.has(kJoins | kBeginsClause) && !w.verb && !is_preposition(w) &&
         !is_infinitive_mark(at) && !is_time(w) && !w.sign;
}

// Whether a subject and its verb stand here: '…, Costa boasted'.
bool IndirectSpeech::new_clause(uint32_t at) const {
  if (at < end_ && words_[at].has(kRelates) && !words_[at].content) return false;
  for (uint32_t i = at; i < end_ && i < at + kReach; ++i) {
    if (is_punctuation(words_[i])) return false;
    if (words_[i].verb) return i > at;
  }
  return false;
}

bool IndirectSpeech::states_clause(uint32_t cue) const {
  if (words_[cue].saying == kNone) return true;
  const auto start = content_start(cue);
  return start && (words_[*start].content || words_[*start].question || (saying(cue).content & kTakesClause) != 0);
}

bool IndirectSpeech::next_is_owner(uint32_t at) const {
  const uint32_t next = at + words_[at].length;
  return next < end_ && words_[next].has(kMarksPrevious) && words_[next].grammar.previous == kOf;
}

bool IndirectSpeech::in_headline() const {
  size_t capitals = 0, all = 0;
  for (uint32_t i = 0; i < end_; ++i) {
    if (is_punctuation(words_[i]) || words_[i].sign) continue;
    ++all;
    capitals += words_[i].capital;
  }
  return capitals * 3 > all * 2;
}

// --- parts of a clause -----------------------------------------------------------------------------------------------

// The first of the words that make one verb: 'has also been' of 'has also been accused'.
uint32_t IndirectSpeech::group_before(uint32_t at) const {
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

// The noun phrase that ends at a place, with its asides.
IndirectSpeech::Part IndirectSpeech::source_before(uint32_t at) const {
  const uint32_t end = at;
  uint32_t first = end;
  bool aside = first > 0 && is_comma(words_[first - 1]);
  const uint32_t limit = at - std::min(at, kLongestPhrase);
  if (aside) --first;
  while (first > limit) {
    const SpokenWord& w = words_[first - 1];
    if (is_stop(w) || is_mark(w) || (w.has(kBeginsContent) && !w.has(kRelates))) break;
    if (is_comma(w)) {
      const bool adverbial = !aside && first < end && end - first <= kNear + 1 &&
                             std::all_of(words_.begin() + first, words_.begin() + end, [](const SpokenWord& word) {
                               return is_time(word) || is_preposition(word) || word.has(kTransparent);
                             });
      if (!aside && !adverbial) break;
      aside = adverbial;
      --first;
      continue;
    }
    if (!aside && (w.verb || (w.has(kBeginsClause) && !w.has(kTransparent)) || (w.gerund && w.saying != kNone))) break;
    --first;
  }
  if (aside) return {end, end};
  while (first < end && (is_comma(words_[first]) || words_[first].has(kJoins) || in_verb_group(words_[first]))) ++first;
  return {first, end};
}

// The noun phrase behind a verb: 'said Ana Prado, the chairwoman'.
IndirectSpeech::Part IndirectSpeech::source_after(uint32_t at) const {
  uint32_t end = at;
  while (end < end_ && !is_punctuation(words_[end]) && !words_[end].has(kBeginsContent) &&
         !words_[end].has(kBeginsClause) && !words_[end].verb && !is_time(words_[end]) && end - at < kLongestPhrase)
    ++end;
  return {at, end};
}

// The subject of a verb, before it or, where that is inverted, behind it.
IndirectSpeech::Part IndirectSpeech::subject_of(uint32_t verb) const {
  const uint32_t group = group_before(verb);
  const Part before = source_before(group);
  if (!before.empty() || group == 0 || !is_punctuation(words_[group - 1])) return before;
  return source_after(verb + 1);
}

// Of 'saying …': the subject of the sentence. Of '… to say', '… and said' (`nearest`): that of the verb before.
IndirectSpeech::Part IndirectSpeech::main_source(uint32_t at, bool nearest) const {
  bool inside = false;
  Part found;
  uint32_t first = at;
  while (first > 0 && !is_stop(words_[first - 1])) --first;
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
  return end < first + 2 ? Part{} : Part{first, end};
}

// Behind 'on Friday', 'in a statement', and those who are told.
uint32_t IndirectSpeech::skip_aside(uint32_t from, bool tells) const {
  const auto begins = [&](uint32_t i) { return words_[i].content || words_[i].question || is_infinitive_mark(i); };
  uint32_t i = from;
  if (i < end_ && is_comma(words_[i])) {
    // ', apparently for the first time, that'
    uint32_t k = i + 1;
    while (k < end_ && k < i + kReach && !is_punctuation(words_[k])) ++k;
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
    if (takes(kTakesClause) && !is_punctuation(words_[behind]) && !words_[behind].has(kJoins) &&
        !words_[behind].has(kBeginsClause) && !is_infinitive_mark(behind))
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
  // A verb of saying that shares the subject, or has one of its own right behind the joining word.
  const auto says_on = [&](uint32_t i) {
    uint32_t k = i;
    while (k < end_ && in_verb_group(words_[k])) ++k;
    if (finite_saying(k)) return true;
    for (k = i; k < end_ && k < i + kReach && !is_punctuation(words_[k]) && !words_[k].has(kRelates); ++k) {
      if (finite_saying(k) && k > i) return source_before(group_before(k)).first <= i;
      if (words_[k].verb) return false;
    }
    return false;
  };
  for (uint32_t i = from; i < end_; ++i) {
    const SpokenWord& w = words_[i];
    if (is_mark(w)) inside = !inside;
    if (inside || is_mark(w)) continue;
    if (is_stop(w)) return i;
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
      if (w.dash && i > from + kNear) return i;
      if (n.has(kMarksNext) && n.grammar.next == kAs && new_clause(next)) return i;
      if (n.has(kJoins) && next + 1 < end_ && words_[next + 1].content) continue;
      if (nominal && !n.has(kJoins)) return i;
      if (inner && (new_clause(next) || is_comma(words_[next]))) return i;
      if (n.gerund || (n.has(kBeginsClause) && !n.question)) return i;
      if (n.has(kJoins) && (says_on(next + 1) || new_clause(next + 1))) return i;
      continue;
    }
    if (w.has(kJoins) && i > from && says_on(i + 1)) return i;
    if (nominal && i > from &&
        ((w.has(kBeginsClause) && !w.question && !w.content && !w.has(kJoins)) || (w.has(kRelates) && !w.content)))
      return i;
  }
  return end_;
}

// --- saying words ----------------------------------------------------------------------------------------------------

void IndirectSpeech::run(const std::vector<Span>& direct, std::vector<Attribution>& out) {
  out_ = &out;
  first_ = out.size();
  const auto free = [&](Span cue) { return !std::binary_search(direct.begin(), direct.end(), cue) && !quoted(cue); };
  const bool headline = in_headline();
  for (uint32_t i = 0; i < end_; ++i) {
    const SpokenWord& w = words_[i];
    if (w.has(kNamesSource)) {
      if (free(w.span)) according(i);
      continue;
    }
    if (w.saying == kNone || !free(w.span)) continue;
    if (w.capital && i > 0 && !headline) continue;  // 'the State Department'
    switch (saying(i).kind) {
      case SayingKind::kVerb:
        verb(i);
        break;
      case SayingKind::kNoun:
        noun(i);
        break;
      case SayingKind::kState:
        state(i);
        break;
      case SayingKind::kSeeming:
        seeming(i);
        break;
    }
  }
}

void IndirectSpeech::verb(uint32_t at) {
  const SayingForm& f = form(at);
  const uint32_t group = group_before(at);
  const auto in_group = [&](uint16_t flag) {
    return std::any_of(words_.begin() + group, words_.begin() + at, [&](const SpokenWord& w) { return w.has(flag); });
  };
  if (next_is_owner(at)) return;  // 'the state's'
  if (group == at && at > 0 &&
      (is_preposition(words_[at - 1]) || words_[at - 1].has(kArticle) || owns(words_[at - 1])) &&
      (f.tags & kFormGerund) == 0)
    return;  // 'her lead in pledged delegates'
  const bool past = (f.tags & (kFormPast | kFormParticiple)) != 0, gerund = (f.tags & kFormGerund) != 0;
  const bool infinitive = at > group && is_infinitive_mark(at - 1);
  if (past && (f.tags & kFormParticiple) != 0 && in_group(kMakesPassive)) return passive(at, group);
  const uint32_t next = at + words_[at].length;
  if (past && !gerund && next < end_ && words_[next].has(kMarksNext) && words_[next].grammar.next == kBy)
    return passive(at, at);
  const auto start = content_start(at);
  // What shows that a clause is the content, whatever the word's form may be.
  const bool told = start && (words_[*start].content || words_[*start].question || is_mark(words_[*start]));
  if (!past && !gerund) {
    if (at == 0) return;
    const SpokenWord& before = words_[group > 0 ? group - 1 : 0];
    const bool present = (f.tags & kFormPresent) != 0 && !f.noun_too;
    const bool subject = (is_name(before) && !before.owner) || before.has(kRelates) || before.subject;
    const bool helped = at > group && !words_[group].helper;
    const bool plain = !f.noun_too && before.grammar.flags == 0 && !is_punctuation(before) && !before.sign &&
                       (saying(at).content & kTakesClause) != 0;
    // 'claims', 'report' may be nouns.
    if (helped ? !told && (infinitive || (saying(at).content & (kTakesClause | kTakesTo)) == 0)
               : !present && !subject && !plain)
      return;
  }
  if (gerund && !told && !in_group(kMakesPassive) && (group == 0 || !is_comma(words_[group - 1]))) return;
  if (read_.scene.frames->verb_first) {
    // قالت الشركة إن …
    const Part after = source_after(next);
    const uint32_t behind = skip_aside(after.end, false);
    if (!after.empty() && behind < end_ && words_[behind].content)
      return add(after, at, span({behind, clause_end(behind, at, false)}));
  }
  Part before;
  if (infinitive) {
    before = main_source(at - 1, true);
  } else {
    // 'X issued a statement saying …', 'X left, saying …'
    const bool hangs = gerund && !in_group(kMakesPassive) && !(group > 0 && is_name(words_[group - 1]));
    // '… defended the route and said'
    const bool joined = group > 0 && words_[group - 1].has(kJoins);
    if (joined) before = main_source(group - 1, true);
    if (!hangs && before.empty()) before = source_before(group);
  }
  const Part left = infinitive || gerund ? Part{} : content_before(before.empty() ? group : before.first);
  // ', said Ana Prado' and ', Ana Prado said.' stand behind what is said.
  const bool clause = (saying(at).content & kTakesClause) != 0;
  if (!left.empty() && clause) {
    const bool inverted = before.empty();
    const Part after = inverted ? source_after(next) : Part{};
    const uint32_t behind = skip_aside(inverted ? after.end : next, (saying(at).content & kTellsSomebody) != 0);
    const bool over =
        behind >= end_ || is_comma(words_[behind]) || (is_stop(words_[behind])) || words_[behind].has(kBeginsClause);
    if (over && (!inverted || !after.empty())) {
      Span content = span(left);
      const bool goes_on = behind + 2 < end_ && is_comma(words_[behind]) && !words_[behind + 1].gerund &&
                           !words_[behind + 1].has(kBeginsClause | kJoins) &&
                           (!words_[behind + 1].has(kRelates) || words_[behind + 1].content) && !inverted;
      if (goes_on) content = join(content, span({behind + 1, end_}));
      return add(inverted ? after : before, at, content);
    }
  }
  const bool asked = past && !gerund && group == 0;  // 'Asked whether …, Costa laughed.'
  if (before.empty() && !infinitive && !asked) before = main_source(group, !gerund);
  if (before.empty() && gerund) {
    // 'Claiming that …, Trump told': the subject comes behind.
    const uint32_t end = clause_end(next, at, false);
    if (end < end_ && is_comma(words_[end])) before = source_after(end + 1);
  }
  if (!start) return;
  const bool nominal = !words_[*start].content && !words_[*start].question && (saying(at).content & kTakesClause) == 0;
  const uint32_t end = clause_end(*start, at, nominal);
  if (end <= *start) return;
  add(before, at, span({*start, end}));
}

// 'The plan was praised by Costa'; 'Costa is believed to have left'.
void IndirectSpeech::passive(uint32_t at, uint32_t group) {
  Part subject = source_before(group);
  if (subject.empty()) return;
  const uint32_t next = at + words_[at].length;
  const auto start = content_start(at);
  if (start && (words_[*start].content || words_[*start].question))
    return add({}, at, span({*start, clause_end(*start, at, false)}));
  const uint32_t end = clause_end(next, at, true);
  for (uint32_t k = next; k < end && k < next + kReach; ++k) {
    if (!words_[k].has(kMarksNext) || words_[k].grammar.next != kBy) continue;
    const Part by = source_after(k + 1);
    if (by.empty()) break;
    return add(by, at, k == next ? span(subject) : span({subject.first, k}));
  }
  if (group == at) return;
  add({}, at, span({subject.first, std::max(clause_end(next, at, false), next)}));
}

void IndirectSpeech::noun(uint32_t at) {
  const Saying& says = saying(at);
  uint32_t next = at + words_[at].length;
  Part source = owner_before(at);
  if (next < end_ && words_[next].has(kMarksNext) && source.empty() &&
      (words_[next].grammar.next == kBy || words_[next].grammar.next == read_.scene.frames->from_case)) {
    source = source_after(next + 1);
    for (uint32_t i = source.first; i < source.end; ++i) {
      if (is_infinitive_mark(i) ||
          (is_preposition(words_[i]) &&
           std::find(says.prepositions.begin(), says.prepositions.end(), words_[i].word) != says.prepositions.end()))
        source.end = i;
    }
    next = source.end;
  }
  if (next >= end_) return;
  std::optional<uint32_t> start;
  if (next == at + words_[at].length) {
    start = content_start(at);
  } else if (words_[next].content || is_infinitive_mark(next)) {
    start = next;
  } else if (std::find(says.prepositions.begin(), says.prepositions.end(), words_[next].word) !=
             says.prepositions.end()) {
    start = next + 1;
  }
  if (!start || *start >= end_) return;
  if (source.empty()) {
    // 'made a promise to', 'expressed support for'
    uint32_t v = at;
    while (v > 0 && at - v < kNear + 1 && !words_[v - 1].verb && !is_punctuation(words_[v - 1]) &&
           !is_preposition(words_[v - 1]) && !is_name(words_[v - 1]))
      --v;
    if (v > 0 && words_[v - 1].verb && !(finite_saying(v - 1))) source = source_before(group_before(v - 1));
  }
  const bool nominal = !words_[*start].content && !words_[*start].question;
  if (nominal && source.empty()) return;
  const uint32_t end = clause_end(*start, at, nominal);
  if (end <= *start) return;
  add(source, at, span({*start, end}));
}

// 'is convinced that', 'felt sure of'
void IndirectSpeech::state(uint32_t at) {
  const uint32_t group = group_before(at);
  const bool linked = std::any_of(words_.begin() + group, words_.begin() + at,
                                  [](const SpokenWord& w) { return w.has(kMakesPassive | kLightVerb); });
  if (!linked) return;
  const Part source = source_before(group);
  const auto start = content_start(at);
  if (!start || source.empty()) return;
  const bool nominal = !words_[*start].content && !words_[*start].question && (saying(at).content & kTakesClause) == 0;
  const uint32_t end = clause_end(*start, at, nominal);
  if (end > *start) add(source, at, span({*start, end}));
}

// 'The plant appears to be closed': nobody says it.
void IndirectSpeech::seeming(uint32_t at) {
  const auto start = content_start(at);
  if (!start) return;
  const Part subject = source_before(group_before(at));
  if (words_[*start].content) return add({}, at, span({*start, clause_end(*start, at, false)}));
  if (subject.empty()) return;
  add({}, at, span({subject.first, clause_end(*start, at, false)}));
}

// 'According to the ministry, the plant is closed.'
void IndirectSpeech::according(uint32_t at) {
  uint32_t end = at + 1;
  while (end < end_ && !is_comma(words_[end]) && !is_stop(words_[end]) && !is_mark(words_[end]) &&
         end - at < kLongestPhrase)
    ++end;
  if (end == at + 1) return;
  const Part source{at + 1, end};
  Part content{end, end_};
  while (!content.empty() && is_punctuation(words_[content.first])) ++content.first;
  if (at > 2) {
    uint32_t first = at;
    while (first > 0 && !is_stop(words_[first - 1])) --first;
    content = {first, at};
    while (!content.empty() && is_comma(words_[content.end - 1])) --content.end;
  }
  if (content.end < content.first + 2) return;
  add(source, at, span(content));
}

Span IndirectSpeech::source_of(Span cue) const {
  const auto word =
      std::partition_point(words_.begin(), words_.end(), [&](const SpokenWord& w) { return w.span.begin < cue.begin; });
  if (word == words_.end()) return {};
  if (is_name(*word)) return cue;  // 'Ana Prado: “…”'
  if (word->span.begin != cue.begin) return {};
  const auto at = static_cast<uint32_t>(word - words_.begin());
  uint32_t next = at + 1;
  while (next < words_.size() && words_[next].span.begin < cue.end) ++next;
  if (word->has(kNamesSource)) {
    const Part after = source_after(next);
    return after.empty() ? Span{} : span(after);
  }
  const Part before = source_before(group_before(at));
  if (!before.empty()) return span(before);
  const Part after = source_after(next);
  if (!after.empty()) return span(after);
  const Part main = main_source(at, false);
  return main.empty() ? Span{} : span(main);
}

Span IndirectSpeech::span(Part part) const { return join(words_[part.first].span, words_[part.end - 1].span); }

// The last name of the phrase before its asides that owns nothing.
uint32_t IndirectSpeech::entity_of(Part source) const {
  uint32_t entity = kNone;
  for (uint32_t i = source.first; i < source.end; ++i) {
    if (is_comma(words_[i]) && entity != kNone) break;
    const bool owner = i + 1 < source.end && owns(words_[i + 1]) && i + 2 < source.end;
    if (is_name(words_[i]) && !owner) entity = words_[i].entity;
  }
  return entity;
}

void IndirectSpeech::add(Part source, uint32_t cue, Span content) {
  // What somebody is told to want or to like, within what somebody else says, is no statement of theirs; that he said
  // something is.
  if (!states_clause(cue)) {
    for (size_t i = out_->size(); i > first_; --i) {
      if ((*out_)[i - 1].content.contains(words_[cue].span)) return;
    }
  }
  Attribution attribution;
  attribution.cue = join(words_[cue].span, words_[cue + words_[cue].length - 1].span);
  attribution.content = content;
  if (!source.empty()) {
    attribution.source = span(source);
    attribution.entity = entity_of(source);
    last_source_ = source;
  }
  const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin < content.end; });
  for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
    --q;
    attribution.direct = attribution.direct || (!q->body && q->span.overlaps(content));
  }
  out_->push_back(attribution);
}

}  // namespace annals
