// Pronouns and descriptions, and whom they stand for: 'he', 'the company', 'Norvia's board'.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reading/analysis.h"
#include "reading/frames.h"
#include "reading/mail.h"
#include "reading/reading.h"

namespace annals {

enum class ReferenceKind : uint8_t {
  kPronoun,
  kReflexive,  ///< who acts in its own clause: 'himself', 自己
  kOwner,
  kDescription,
  kNamed,  ///< a description of bodies that were named so only: 'the bank'
  kHere,   ///< the document's own publication: 'this newspaper'
  kOther,  ///< the other one of two: 'the other side', 'its rival'
  kFormer,
  kLatter,
  kSelf,
  kAddressee,
  kPart,
  kArticle,  ///< an article that says a gender
  kTitle,    ///< a title that says a gender
  kKin,      ///< the same, before a name only: 'daughter'
  kBlocks
};

struct ReferenceWord {
  ReferenceKind kind = ReferenceKind::kPronoun;
  uint8_t entity_types = 0xFF;  ///< bit per EntityType
  bool many = false;
  bool two = false;
  bool object = false;  ///< cannot be a subject: 'him'; of an owner, that it may be an object too: 'her'
  bool local = false;   ///< of the same sentence, where it can be
  bool asked = false;   ///< right behind a verb that asks or accuses: not whoever does so
  char gender = 0;      ///< 'm', 'f' or 0
  std::string role;     ///< what it plays in what was told before: 'the plaintiff'
};

/// Table `references` (columns: kind, forms, type, number, gender, role). Immutable; any thread.
struct ReferenceRules {
  std::vector<ReferenceWord> words;
  PhraseTable phrases;                                  ///< payload: index into `words`
  PhraseTable behind_article;                           ///< descriptions without their article: 'da empresa'
  std::vector<std::pair<std::string, char>> agreement;  ///< endings of a verb or definite noun beside a name: gender
  PhraseTable people;                                   ///< nouns for people who belong to a body; payload 1: an office
  std::set<std::string> definite;                       ///< first words of descriptions: definite articles
  std::set<std::string> body_nouns;                     ///< last words of descriptions of named bodies: 'bank'
  /// What bodies are called for what they are, by their names or a word in them: 'the regulator' for the SEC.
  std::map<std::string, std::vector<std::string>> called;
  std::set<std::string> public_nouns;                   ///< nouns in names of bodies that are no companies: 'office'
  std::unordered_map<std::string, char> given;          ///< given names that say a gender
  std::unordered_map<std::string, char> given_endings;  ///< last characters of short names that do
};

std::shared_ptr<const ReferenceRules> compile_references(const Pack& pack, Language& language);

/// Fills reading.references with what stands for an entity named before it: by kind of entity, nearness and
/// subjecthood; in a message neither its author nor its recipient is 'she'. First and second persons are left to
/// resolve_speakers(). `feminine` receives, by entity, how likely a feminine word stands for it. Linear.
void read_references(const Analysis& analysis, const Mail& mail, std::vector<float>& prominence, Reading& reading,
                     std::vector<float>* feminine = nullptr);

/// Adds the first and second persons inside quotes. Needs quotes.
void resolve_speakers(const Analysis& analysis, const Mail& mail, Reading& reading);

}  // namespace annals
