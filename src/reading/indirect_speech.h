// Who says or thinks what without quotation marks: 'officials said that …', 'her claim that …', 'according to …'.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"
#include "reading/sayings.h"
#include "reading/speakers.h"

namespace annals {

/// A step of a sentence as indirect speech sees it: a name, a time, a mark or a single word.
struct SpokenWord {
  ElementKind kind = ElementKind::kWord;
  Span span;
  uint32_t word = 0;        ///< in the vocabulary
  uint32_t entity = kNone;  ///< kName
  bool owner = false;       ///< 'his'
  bool verb = false;        ///< finite, as far as the tables know
  bool gerund = false;
  bool subject = false;   ///< 'they', 'critics'
  bool helper = false;    ///< 'continued' to say
  bool content = false;   ///< 'that', if only by its form
  bool question = false;  ///< 'whether', 'how'
  bool capital = false;
  bool sign = false;
  bool joined = false;  ///< a word for 'and' is written together with it
  bool dash = false;    ///< kComma
  bool adverb = false;  ///< by its ending
  bool opens_bracket = false;
  GrammarWord grammar;
  uint32_t saying = kNone;                     ///< index into SayingWords::forms
  uint32_t as_noun = kNone, as_state = kNone;  ///< what else the form may be
  uint32_t length = 1;                         ///< steps of the saying
  bool has(uint16_t flag) const { return (grammar.flags & flag) != 0; }
};

inline bool is_comma(const SpokenWord& w) { return w.kind == ElementKind::kComma; }
inline bool is_stop(const SpokenWord& w) { return w.kind == ElementKind::kStop; }
inline bool is_mark(const SpokenWord& w) { return w.kind == ElementKind::kMark; }
inline bool is_punctuation(const SpokenWord& w) { return is_comma(w) || is_stop(w) || is_mark(w); }
inline bool is_name(const SpokenWord& w) { return w.kind == ElementKind::kName; }
inline bool is_time(const SpokenWord& w) { return w.kind == ElementKind::kTime; }
// 'is', 'was', 'has', 'will', 'not', and adverbs.
inline bool in_verb_group(const SpokenWord& w) {
  return w.adverb || w.has(kTransparent | kMakesPassive) || (w.has(kGivesStatus) && w.grammar.scope == Scope::kAfter);
}
inline bool is_preposition(const SpokenWord& w) { return w.has(kMarksNext) && !w.has(kArticle | kTransparent); }
inline bool owns(const SpokenWord& w) { return w.owner || (w.has(kMarksPrevious) && w.grammar.previous == kOf); }

/// Reads one sentence. Everything outlives it. Its work grows with the sentence's length times its saying words.
class IndirectSpeech {
 public:
  /// `quotes`: to be asked for sources of quotations, whatever words say them.
  IndirectSpeech(const Analysis& analysis, const ReadScene& read, const Reading& reading, bool quotes = false);

  /// Appends what the sentence attributes; the cues in `direct` (in order) belong to whole quotations.
  void run(const std::vector<Span>& direct, std::vector<Attribution>& out);
  /// The words that name whom the cue has speak: before it in its clause, else behind it; empty where it has none.
  Span source_of(Span cue) const;

 private:
  // Steps, half-open.
  struct Part {
    uint32_t first = 0, end = 0;
    bool empty() const { return first >= end; }
  };

  bool says_something() const;
  void make_words();
  const GrammarWord* grammar_of(const AnalyzedBlock& block, uint32_t token);
  bool begins_content(const AnalyzedBlock& block, uint32_t token);
  bool in_longer_word(const AnalyzedBlock& block, uint32_t token, uint32_t count) const;
  void find_sayings();
  bool quoted(Span words) const;
  bool is_adverb(Span word) const;
  const Saying& saying(uint32_t at) const { return sayings_->sayings[form(at).saying]; }
  const SayingForm& form(uint32_t at) const { return sayings_->forms[words_[at].saying]; }
  bool finite_saying(uint32_t at) const;
  bool is_infinitive_mark(uint32_t at) const;
  bool may_be_content(uint32_t at) const;
  bool new_clause(uint32_t at) const;
  bool next_is_owner(uint32_t at) const;
  bool states_clause(uint32_t cue) const;
  bool says_on(uint32_t at) const;
  bool lists_on(uint32_t comma) const;
  bool contracted(uint32_t at) const;
  Part joined_source(uint32_t join) const;
  bool in_headline() const;
  bool labelled() const;
  bool gerund_in(Span content, uint32_t cue) const;
  bool lacks_noun(Part source) const;
  bool thinks(uint32_t at) const;
  Part noun_phrase_before(uint32_t at) const;

  void verb(uint32_t at);
  bool subject_left_out(uint32_t at);
  void noun(uint32_t at);
  void state(uint32_t at);
  void seeming(uint32_t at);
  void passive(uint32_t at, uint32_t group);
  void hedge(uint32_t at);
  uint32_t according(uint32_t at);
  uint32_t second_verb(uint32_t from, uint32_t end) const;
  uint32_t main_verb(uint32_t from, uint32_t end) const;

  uint32_t group_before(uint32_t at) const;
  Part source_before(uint32_t at) const;
  Part source_after(uint32_t at) const;
  Part subject_of(uint32_t verb) const;
  Part main_source(uint32_t at, bool nearest) const;
  Part owner_before(uint32_t at) const;
  Part content_before(uint32_t source) const;
  std::optional<uint32_t> content_start(uint32_t at) const;
  uint32_t skip_aside(uint32_t from, bool tells) const;
  uint32_t clause_end(uint32_t from, uint32_t cue, bool nominal) const;
  bool subordinate(uint32_t cue) const;
  Span span(Part part) const;
  uint32_t entity_of(Part source) const;
  void add(Part source, uint32_t cue, Span content);

  std::string_view text_;
  const Analysis& analysis_;
  const ReadScene& read_;
  const Reading& reading_;
  const SayingWords* sayings_;
  std::vector<SpokenWord> words_;
  std::vector<PhraseTable::Match> matches_;
  uint32_t end_ = 0;                             // without the closing marks
  Part last_source_;                             // of the attribution before
  std::vector<std::pair<uint32_t, Part>> told_;  // where the contents so far end, with their sources
  std::vector<Attribution>* out_ = nullptr;
  size_t first_ = 0;  // of the sentence's, in *out_
};

}  // namespace annals
