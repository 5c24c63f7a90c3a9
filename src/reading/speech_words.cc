#include "reading/indirect_speech.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kReach = 10;            // steps looked at for what follows or governs a word
constexpr std::ptrdiff_t kNeighbours = 8;  // quotations looked at around a place

}  // namespace

IndirectSpeech::IndirectSpeech(const Analysis& analysis, const ReadScene& read, const Reading& reading, bool quotes)
    : text_(analysis.text()),
      analysis_(analysis),
      read_(read),
      reading_(reading),
      sayings_(analysis.blocks[read.scene.block].language->sayings.get()) {
  if (!quotes && !says_something()) return;
  make_words();
  find_sayings();
}

// Most sentences of a text that is no news say nothing of the kind.
bool IndirectSpeech::says_something() const {
  const AnalyzedBlock& block = analysis_.blocks[read_.scene.block];
  const std::vector<Element>& elements = read_.scene.elements;
  if (elements.empty()) return false;
  const std::vector<Token>& tokens = block.text.tokens;
  for (const Element& e : elements) {
    if (e.has(kNamesSource)) return true;
  }
  for (uint32_t t = elements.front().token; t < tokens.size() && tokens[t].span.begin < elements.back().span.end; ++t) {
    if (sayings_->words.longest(block.text, t).count > 0) return true;
  }
  return false;
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
    const bool one = element.kind != ElementKind::kTrigger &&
                     (element.kind != ElementKind::kWord || element.word.flags != 0 || element.sign);
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
      } else if (const GrammarWord* grammar = grammar_of(block, token)) {
        word.grammar = *grammar;
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

// What the word alone means to the grammar.
const GrammarWord* IndirectSpeech::grammar_of(const AnalyzedBlock& block, uint32_t token) {
  read_.scene.frames->grammar.match(block.text, token, matches_);
  for (const PhraseTable::Match& match : matches_) {
    if (match.count == 1 && match.clitic == 0) return &read_.scene.frames->words[match.payload];
  }
  return nullptr;
}

// A 'that' which the clauses took for the beginning of a relative clause may begin a content all the same.
bool IndirectSpeech::begins_content(const AnalyzedBlock& block, uint32_t token) {
  const GrammarWord* grammar = grammar_of(block, token);
  return grammar != nullptr && (grammar->flags & kBeginsContent) != 0;
}

// 问 in 问题: a part of what the frames know to say nothing.
bool IndirectSpeech::in_longer_word(const AnalyzedBlock& block, uint32_t token, uint32_t count) const {
  const ClaimFrames& frames = *read_.scene.frames;
  if (frames.spaced) return false;
  const PhraseTable::Match known = frames.triggers.longest(block.text, token);
  return known.count > count && frames.frames[frames.forms[known.payload].frame].kind == FrameKind::kBlocks;
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
    word.helper = sayings_->is(word.word, kHelps);
    word.subject = sayings_->is(word.word, kActs);
    word.question = sayings_->is(word.word, kAsks);
    word.verb = word.verb || (word.kind == ElementKind::kWord && sayings_->is(word.word, kFinite));
    sayings_->words.match(block.text, token, matches_);
    if (matches_.empty() || word.kind == ElementKind::kName || word.kind == ElementKind::kTime) {
      ++i;
      continue;
    }
    const PhraseTable::Match match = matches_.front();
    if (in_longer_word(block, token, match.count)) {
      ++i;
      continue;
    }
    word.saying = match.payload;
    word.joined = match.clitic != 0 && (read_.scene.frames->clitics[match.clitic - 1].flags & kJoins) != 0;
    for (const PhraseTable::Match& other : matches_) {
      const Saying& says = sayings_->sayings[sayings_->forms[other.payload].saying];
      if (other.count != match.count || says.content == 0) continue;
      if (says.kind == SayingKind::kNoun && word.as_noun == kNone) word.as_noun = other.payload;
      if (says.kind == SayingKind::kState && word.as_state == kNone) word.as_state = other.payload;
    }
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

}  // namespace annals
