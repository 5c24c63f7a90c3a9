// Goes through a document and finds whom its pronouns and descriptions stand for; the inside of reading/references.h.
// Its parts: reference_resolver.cc (the way through the text), reference_descriptions.cc (what is a description, and
// what it teaches), reference_kin.cc (families), reference_choice.cc (who is meant).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "reading/antecedents.h"
#include "reading/named_nouns.h"
#include "reading/quote_marks.h"
#include "reading/references.h"

namespace annals {

/// Hands what stands for an entity to `Reading::references`; or only learns the genders of persons. Used once:
/// construct, run().
class ReferenceResolver {
 public:
  /// What stands at a token that is in no name: looked up while learning, then known.
  struct Step {
    uint32_t token = 0;  ///< in its block
    PhraseTable::Match reference;
    uint16_t grammar = 0;  ///< flags of the grammar word there
    bool alone = false;    ///< that word is one token
    char attached = 0;     ///< the pronoun that the word is or ends in: m, f, e for either, or p for several
  };

  ReferenceResolver(const Analysis& analysis, const Mail& mail, Reading& reading, Genders& genders,
                    std::vector<float>& prominence, std::vector<Step>& steps, bool learning)
      : analysis_(analysis),
        mail_(mail),
        reading_(reading),
        genders_(genders),
        prominence_(prominence),
        steps_(steps),
        learning_(learning),
        nouns_(analysis) {}

  void run();

 private:
  static constexpr size_t kMostSalient = 24;
  static constexpr float kHeadConfidence = 0.8F;  // where the words themselves say who is meant

  // A person of a family: what he is in it, and whose, where the text says so.
  struct Kin {
    uint32_t entity = kNone;
    std::string relation;
    uint32_t of = kNone;
  };

  // An entity that a pronoun may stand for.
  struct Salient {
    uint32_t entity = kNone;
    EntityType type = EntityType::kPerson;
    uint32_t at = 0;        // tokens since the document's beginning
    uint32_t named_at = 0;  // the same, where a name says so
    uint32_t block = 0;
    float weight = 1;
  };

  static bool is_description(ReferenceKind kind) {
    return kind == ReferenceKind::kDescription || kind == ReferenceKind::kNamed;
  }
  // 'her old partner': somebody the text is about, however far.
  static bool is_partner(const ReferenceWord& word) {
    return word.kind == ReferenceKind::kOther && word.entity_types == 1U << static_cast<unsigned>(EntityType::kPerson);
  }
  static bool fits(const ReferenceWord& word, EntityType type) {
    return (word.entity_types >> static_cast<unsigned>(type) & 1U) != 0;
  }
  static bool sign(const Token& token) {
    return token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol;
  }

  // The way through the text (reference_resolver.cc).
  void read_block(const AnalyzedBlock& block);
  bool quoted();
  void enter_or_leave(const AnalyzedBlock& block);
  void leave_quotation();
  uint32_t named_behind(const AnalyzedBlock& block, uint32_t from) const;
  void skip_mentions(uint32_t until);
  uint32_t read_at(const AnalyzedBlock& block, uint32_t i, uint32_t end);
  static bool accuses_before(const AnalyzedBlock& block, uint32_t i);
  bool suffers_opening(const AnalyzedBlock& block, uint32_t i);
  uint32_t sayer_before(const AnalyzedBlock& block, uint32_t i);
  bool reports_at(const AnalyzedBlock& block, uint32_t i, uint32_t end);
  void note_press(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after, uint32_t end);
  static bool joins_verb(const AnalyzedBlock& block, uint32_t i, const Step& step, uint32_t end);
  uint32_t read_head(const AnalyzedBlock& block, uint32_t i, uint32_t end, uint32_t limit, bool article);
  static bool speaks_for(const AnalyzedBlock& block, uint32_t end);
  bool person_at(const AnalyzedBlock& block, size_t mention, uint32_t token) const;
  uint32_t read_part(const AnalyzedBlock& block, uint32_t i, uint32_t count, Span span, const ReferenceWord& word);
  Step step_at(const AnalyzedBlock& block, uint32_t i);
  char attached_at(const AnalyzedBlock& block, uint32_t i);
  uint32_t antecedent_before(const AnalyzedBlock& block, uint32_t i) const;
  char bound_at(const AnalyzedBlock& block, uint32_t i, const GrammarWord& word) const;

  // Descriptions, and what stands beside them (reference_descriptions.cc; kin: reference_kin.cc).
  static bool qualifies(const AnalyzedBlock& block, uint32_t next, uint32_t end);
  uint32_t read_kin(const AnalyzedBlock& block, uint32_t i, uint32_t count, uint32_t end, const ReferenceWord& word);
  uint32_t owner_before(const AnalyzedBlock& block, uint32_t i) const;
  void remember_kin(uint32_t entity, std::string_view relation, uint32_t of);
  uint32_t kin_called(const ReferenceWord& word, uint32_t owner) const;
  bool other_family(uint32_t entity, uint32_t owner) const;
  bool owns_name(const AnalyzedBlock& block, uint32_t after, uint32_t end) const;
  bool beside_name(const AnalyzedBlock& block, uint32_t at, uint32_t end) const;
  bool owns(const AnalyzedBlock& block, uint32_t at, uint32_t end) const;
  static bool asked_before(const AnalyzedBlock& block, uint32_t at);
  bool contracted_before(const AnalyzedBlock& block, uint32_t i) const;
  static bool owns_answer(const AnalyzedBlock& block, uint32_t at);
  bool definite(const AnalyzedBlock& block, uint32_t i) const;
  bool definite_word(const AnalyzedBlock& block, uint32_t i) const;
  bool of_another_noun(const AnalyzedBlock& block, uint32_t part, uint32_t next) const;
  bool apposed(const AnalyzedBlock& block, uint32_t i, uint32_t count, uint32_t end, const ReferenceWord& word) const;
  size_t described_name(const AnalyzedBlock& block, uint32_t after, uint32_t end, const ReferenceWord& word) const;
  static bool closed(const AnalyzedBlock& block, const Mention& mention, uint32_t at, uint32_t end);
  void learn(const ReferenceWord& word, uint32_t entity, const std::string& key);
  void learn_gender(const AnalyzedBlock& block, const Mention& mention, Span tokens, uint32_t end);
  void remember_nouns(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after, uint32_t end);
  static bool counts_things(const AnalyzedBlock& block, uint32_t next, uint32_t end);
  bool person_behind(const AnalyzedBlock& block, uint32_t comma) const;
  static bool genitive(const AnalyzedBlock& block, uint32_t from, uint32_t to);
  static bool marked_before(const AnalyzedBlock& block, uint32_t i);
  static bool joined(const AnalyzedBlock& block, uint32_t from, uint32_t to);

  // Who is meant (reference_choice.cc).
  void resolve_here(Span span, const ReferenceWord& word);
  void see(uint32_t entity, EntityType type, bool marked, bool again = false);
  bool joins_type(EntityType type, bool comma) const;
  uint32_t behind_brackets(const AnalyzedBlock& block, uint32_t from, uint32_t to) const;
  void extend_group(const AnalyzedBlock& block, const Mention& mention, uint32_t at, uint32_t after);
  bool resolve_group(Span span, const ReferenceWord& word);
  std::vector<uint32_t> last_two(const ReferenceWord& word, bool named) const;
  bool may_be(uint32_t entity, const ReferenceWord& word) const;
  bool acts_in_clause(uint32_t entity) const;
  uint32_t acted_on(const AnalyzedBlock& block, uint32_t first, uint32_t after, uint32_t end) const;
  uint32_t likeliest(const std::vector<uint32_t>& called) const;
  void resolve_order(Span span, const ReferenceWord& word);
  std::vector<Genders::Candidate> weigh(const ReferenceWord& word, bool description, bool& persons,
                                        const std::vector<uint32_t>& called) const;
  bool own_act(const AnalyzedBlock& block, uint32_t i);
  void attach(Span span, char pronoun, bool own);
  void resolve(Span span, const ReferenceWord& word, uint32_t known = kNone, const std::vector<uint32_t>& called = {});
  void add(Span span, uint32_t entity, float confidence, bool owner);

  const Analysis& analysis_;
  const Mail& mail_;
  Reading& reading_;
  Genders& genders_;
  std::vector<float>& prominence_;
  std::vector<Step>& steps_;
  size_t next_step_ = 0;
  std::vector<PhraseTable::Match> matches_;
  bool learning_;
  size_t next_ = 0;  // mention
  size_t last_mention_ = SIZE_MAX;
  uint32_t last_mention_end_ = 0;  // token after it
  uint32_t position_ = 0;
  uint32_t sentence_at_ = 0;  // position where the sentence begins
  bool subject_seen_ = false;
  uint32_t clause_subject_ = kNone;
  uint32_t first_named_ = kNone;   // in the sentence
  uint32_t last_first_ = kNone;    // in the sentence before
  uint32_t last_subject_ = kNone;  // of the sentence before
  size_t next_time_ = 0;
  std::vector<Salient> salient_;
  std::vector<uint32_t> cited_;  // bodies named as the source of what the text tells
  NamedNouns nouns_;
  std::vector<Kin> kin_;
  std::set<std::string> given_seen_;          // names whose given name was learnt from
  uint32_t article_ = kNone;                  // token behind an article
  uint32_t pronoun_at_ = kNone;               // token behind a pronoun: هي الشركة
  std::vector<uint32_t> group_, last_group_;  // names being joined; the last that were
  const AnalyzedBlock* group_block_ = nullptr;
  uint32_t group_end_ = 0;  // token behind the last of the names being joined
  EntityType group_type_ = EntityType::kPerson, last_group_type_ = EntityType::kPerson;
  uint32_t last_group_at_ = 0;
  bool group_marked_ = false,
       last_group_marked_ = false;        // a word for another part than the subject's stands before it
  std::vector<QuotedStretch> stretches_;  // of the block
  size_t next_stretch_ = 0;
  uint32_t token_ = 0;
  Mail::Voice voice_;             // of the block
  bool begins_content_ = false;   // the pronoun being resolved is one with a word for 'that'
  uint32_t before_that_ = kNone;  // the clause's subject before a word for 'that'
  uint32_t sayer_ = kNone;        // of the clause that the pronoun being resolved begins
  bool accused_ = false;          // and behind it stands what somebody is accused of
  uint32_t antecedent_ = kNone;   // of the relative clause whose bound pronoun is being resolved
  uint32_t acted_on_ = kNone;     // to whom the one being resolved does something in the clause
  bool in_quotation_ = false;
  uint32_t speaker_ = kNone;  // most likely, of the quotation
  uint32_t block_ = 0;
  uint32_t addressed_ = kNone;         // the person in another part than the subject's, last
  bool answering_ = false;             // an answer is owned
  uint32_t sentence_subject_ = kNone;  // a person, outside quotations
  uint32_t sentence_body_ = kNone;     // the same, a body
  std::vector<Salient> outside_;       // as it was when the quotation began
  uint32_t outside_subject_ = kNone;
  bool outside_subject_seen_ = false;
};

}  // namespace annals
