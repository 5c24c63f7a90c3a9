// The `names` tables of a pack, compiled.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "languages/lexicon.h"
#include "reading/name_clusters.h"
#include "reading/name_tagger.h"
#include "reading/name_words.h"
#include "reading/score_memory.h"

namespace annals {

/// What the words of a row are; the names in the tables' `kind` column are those of parse_name_kind.
enum class NameKind : uint8_t {
  kGiven,           ///< `given`: personal names
  kFamily,          ///< `family`, `surname`
  kParticle,        ///< `particle`: inside a personal name (de, bin, van)
  kInitialSuffix,   ///< `initial_suffix`: closes a personal name (Jr)
  kTitle,           ///< `title`: before a person, outside the name
  kTitleAfter,      ///< `title_after`: after a person, outside the name
  kRole,            ///< `role`: beside a person
  kPersonVerb,      ///< `person_verb`: its subject is mostly a person
  kNameVerbBefore,  ///< `name_verb_before`: before a name of any type
  kOrgHead,         ///< `org_head`: opens the name of a body, inside it
  kOrgSuffix,       ///< `org_suffix`: closes the name of a body, inside it
  kOrgGeneric,      ///< `org_generic`: an org_suffix that stays outside a name of letters or sound characters
  kOrgBefore,       ///< `org_before`: a common noun before the name of a body, outside it
  kPlaceHead,       ///< `place_head`: opens the name of a place, inside it
  kPlaceWord,       ///< `place_word`, `place_suffix`: closes the name of a place, inside it
  kPlaceShort,      ///< `place_short`: a single ideograph that may stand for a place (中 in 中日)
  kPlaceBefore,     ///< `place_before`: before a place, outside it
  kProductBefore,   ///< `product_before`: before the name of a product, outside it
  kProductWord,     ///< `product_word`: inside the name of a product
  kOrganization,    ///< `org`: widely known bodies
  kPlace,           ///< `place`: widely known places
  kProduct,         ///< `product`: widely known products
  kNotName,         ///< `not_name`: looks like a name and never is one
  kBodyBefore,      ///< `body_before`: what stands before it ('joined', 'shares in') is said of bodies
  kBodyAfter,       ///< `body_after`: after a body ('shares', 'spokesman')
  kPersonBefore,    ///< `person_before`: before a person ('wife of')
  kPersonAfter,     ///< `person_after`: after a person ('was born')
  kWeak,            ///< `weak`: no name when it opens a sentence; in Han script, no part of a name spelled by sound
  kNickname,        ///< `nickname`: before a surname, together what people call somebody (老林)
  kCount,
};
std::optional<NameKind> parse_name_kind(std::string_view name);
/// The kind in a set of kinds.
constexpr uint32_t bit(NameKind kind) { return 1U << static_cast<uint32_t>(kind); }

/// What the words of names are that say themselves what they name (name_composition.h); kept apart from NameKind, for
/// the tagger does not see them.
enum class NamePart : uint8_t {
  kWorkBefore,   ///< `work_before`: before the title of a work, outside it ('the film')
  kCalled,       ///< `called`: may stand between such a word and the title ('a film called')
  kWorkHead,     ///< `work_head`: opens the name of a text ('Treaty')
  kWorkSuffix,   ///< `work_suffix`: closes it ('Act')
  kEventHead,    ///< `event_head`: opens the name of an event ('Battle')
  kEventSuffix,  ///< `event_suffix`: closes it ('Festival', 峰会)
  kEventWord,    ///< `event_word`: an event's name may begin with it where words are not separated (国际)
  kBodyHead,     ///< `body_head`: opens the name of a body that goes on over small words
  kBodySuffix,   ///< `body_suffix`: closes the name of a body that begins with its place (港务局)
  kPaper,        ///< `paper`: what stands in 《》 and ends so is a newspaper
  kLink,         ///< `link`: small words inside such names
  kClosing,      ///< `closing`: definite words that close such a name (العامة)
  kOtherName,    ///< `other_name`: between two names of one thing, or behind both ('formerly', سابقا)
  kStop,         ///< `stop`: never in such a name
  kOfBody,       ///< `of_body`: verbs whose object is a body
  kTrade,  ///< `trade`: may close the name of a body made of common words, behind such a verb (创立石榴数据)
  kTradeOfSound,  ///< `trade_of_sound`: closes the name of a body that is spelled by sound (维格光学)
  // Common nouns beside a name, outside it, that say what it names: 'the bakery chain X', 'X, a town in Norvia'.
  kBodyNoun,     ///< `body_noun`
  kPlaceNoun,    ///< `place_noun`
  kProductNoun,  ///< `product_noun`
  kPersonNoun,   ///< `person_noun`
  kDemonym,      ///< `demonym`: says of which country somebody or a place is, outside the name (الفرنسية)
  // Articles that bodies have before their names and people have not before a surname alone.
  kBodyArticle,    ///< `body_article`: wherever it stands (na, 'que a')
  kClauseArticle,  ///< `clause_article`: where a clause begins with it, for elsewhere it is another word (a)
};
std::optional<NamePart> parse_name_part(std::string_view name);

/// A set of letters, for the rows `given_character` and `transliteration` (one run of characters, no '|').
class CharacterSet {
 public:
  void add(std::string_view characters);
  bool contains(char32_t c) const { return c / 64 < bits_.size() && (bits_[c / 64] >> c % 64 & 1) != 0; }

 private:
  std::vector<uint64_t> bits_;
};

struct NameLexicon {
  PhraseTable phrases;                        ///< payload: NameKind
  PhraseTable composers;                      ///< payload: NamePart
  std::vector<std::string> clitics;           ///< folded proclitics that may stand before a name (not the article)
  std::vector<std::string> definite_clitics;  ///< a preposition with the article behind it, folded
  std::string article;                        ///< that is written together with its noun, folded
  CharacterSet given_characters;
  CharacterSet transliteration;
  CharacterSet
      initial_letters;  ///< setting `initial_letters`: letters, as written, that stand at the beginning of words only
  CharacterSet weak_letters;  ///< setting `weak_letters`: vowels that foreign names are spelled with or without
  /// Setting `unnamed_endings`, separated by '|': as written, of words that no name goes on with (سريعاً).
  std::vector<std::string> unnamed_endings;
  /// Setting `accusative_endings`, separated by '|', folded: what a common noun ends in as an object (بلاغا).
  std::vector<std::string> accusative_endings;
  /// Setting `unnamed_words`, separated by '|': as written, words whose folded form is a name (أنا, beside آنا).
  std::vector<std::string> unnamed_words;
  /// Setting `verb_beginnings`, separated by '|', folded: what stands before the stem of a verb (ي, سي). A word that
  /// nobody lists or writes is a verb where people write it without.
  std::vector<std::string> verb_beginnings;
  /// Setting `quoted_names`: what a name that quotation marks hold rather is (bodies, where people's names have none).
  std::optional<EntityType> quoted_names;
  /// Setting `name_readiness`: a model misses more names of new affairs than it invents; this score for every name
  /// evens it out (set by measuring on texts that the model never saw).
  float readiness = 0;
  float capitals = 0;  ///< setting `name_capitals`: the same for words with a capital where most are written small
  std::unique_ptr<const NameWords> words;        ///< none when the pack has no names.words
  std::unique_ptr<const NameClusters> clusters;  ///< none when no pack has names.clusters
  std::unique_ptr<const NameModel> model;        ///< none when the pack has no names.model
  std::unique_ptr<ScoreMemory> remembered;       ///< beside the model
};

}  // namespace annals
