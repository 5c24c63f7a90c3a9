// Composes the names of one block; the inside of reading/name_composition.h. Its parts: name_composition.cc (which word
// composes what, and what becomes of the names found before), name_works.cc (works and events), name_bodies.cc
// (bodies).
#pragma once

#include <string_view>
#include <vector>

#include "reading/language.h"
#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {

/// One block. Used once: construct, run(), which puts the composed names into `names`.
class NameComposer {
 public:
  NameComposer(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
               const std::vector<bool>& closed, std::vector<NameSpan>& names)
      : text_(text),
        block_(block),
        tokens_(block.text.tokens),
        lexicon_(*block.language->names),
        features_(features),
        closed_(closed),
        names_(names),
        size_(static_cast<uint32_t>(tokens_.size())) {}

  void run();

 private:
  static constexpr uint32_t kNone = 0xFFFFFFFF, kLongest = 14;

  // Tokens.
  char32_t mark_at(uint32_t i) const { return decode(text_, tokens_[i].span.begin).value; }
  void definite_name(uint32_t noun, uint32_t k, EntityType type);
  bool spelled_by_sound(uint32_t k, EntityType type);
  static bool is_pair(char32_t opening, char32_t closing);
  bool letters(uint32_t i) const {
    return i < size_ && (tokens_[i].kind == TokenKind::kWord || tokens_[i].kind == TokenKind::kIdeograph);
  }
  bool open(uint32_t i) const { return i < size_ && !closed_[i]; }
  bool known(uint32_t i, NameKind kind) const { return i < size_ && (features_.covering[i] & bit(kind)) != 0; }
  bool is_capital(uint32_t i) const {
    return open(i) && tokens_[i].kind == TokenKind::kWord && tokens_[i].script == Script::kLatin &&
           tokens_[i].capitalized;
  }
  bool is_ideograph(uint32_t i) const { return open(i) && tokens_[i].kind == TokenKind::kIdeograph; }
  bool is_arabic(uint32_t i) const {
    return open(i) && tokens_[i].kind == TokenKind::kWord && tokens_[i].script == Script::kArabic;
  }
  std::string_view word(uint32_t i) const { return tokens_[i].span.of(text_); }
  // Tokens of the longest phrase of the part that begins there.
  uint32_t part(uint32_t i, NamePart wanted) const { return lexicon_.composers.count_of(block_.text, i, wanted); }
  uint32_t capital_run(uint32_t i);
  bool may_stand_inside(uint32_t k) const;
  bool tells_nothing(uint32_t k) const;
  bool has_proclitic(uint32_t k);

  // What covers them, and which word composes what (name_composition.cc).
  void mark_owners();
  void mark_titles();
  bool is_unnamed(uint32_t first, uint32_t end) const;
  void add(uint32_t first, uint32_t end, EntityType type);
  void compose(uint32_t i, const PhraseTable::Match& match);
  void named(uint32_t noun, uint32_t k, EntityType type);
  void dotted(uint32_t i);
  void chain(uint32_t i, uint32_t after, uint32_t skip, EntityType type);
  void cut_to_rest(NameSpan& name, const std::vector<bool>& taken);
  void take_over();

  // Works and events (name_works.cc).
  void titled(uint32_t i, uint32_t after);
  bool is_free(uint32_t first, uint32_t end) const;
  void quoted(uint32_t i);
  void bracketed(uint32_t i);
  void headed(uint32_t i, uint32_t after, EntityType type);
  void closing(uint32_t i, uint32_t after, EntityType type);
  void ideographs_before(uint32_t i, uint32_t after, EntityType type);

  // Bodies (name_bodies.cc).
  void paper(uint32_t i, uint32_t after);
  void common_words_of_body(uint32_t i, uint32_t closing);
  bool said_of_bodies(uint32_t first, uint32_t length);
  void of_branch(uint32_t i, uint32_t after);
  void goes_on(uint32_t i);
  void seat(uint32_t i);
  bool names_a_field(uint32_t k) const;
  bool ends_in_suffix(uint32_t first, uint32_t end);

  std::string_view text_;
  const AnalyzedBlock& block_;
  const std::vector<Token>& tokens_;
  const NameLexicon& lexicon_;
  const NameFeatures& features_;
  const std::vector<bool>& closed_;
  std::vector<NameSpan>& names_;
  uint32_t size_;
  std::vector<uint32_t> owner_;
  std::vector<bool> in_title_;
  std::vector<NameSpan> composed_;
  std::vector<PhraseTable::Match> found_;
};

}  // namespace annals
