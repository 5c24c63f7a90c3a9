#include "reading/references.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "reading/antecedents.h"
#include "reading/gender_words.h"
#include "reading/named_nouns.h"
#include "reading/quotes.h"

namespace annals {
namespace {

// An entity that a pronoun may stand for.
struct Salient {
  uint32_t entity = kNone;
  EntityType type = EntityType::kPerson;
  uint32_t at = 0;  // tokens since the document's beginning
  float weight = 1;
};

constexpr size_t kMostSalient = 24;
constexpr float kSubjectWeight = 1.5F;
constexpr float kPersonWeight = 1.3F;         // a word for persons and organisations rather means a person
constexpr float kHalfLife = 35.0F;            // tokens after which an entity counts half
constexpr float kDescribedHalfLife = 400.0F;  // the same for 'the company'
constexpr float kProminence = 0.25F;
constexpr float kDescribedProminence = 1.0F;
constexpr float kOwnerBeside = 1.5F;
constexpr float kBeside = 0.2F;
constexpr float kSaid = 4.0F;  // how sure a description is of a gender, against a pronoun
constexpr float kHeadConfidence = 0.8F;
constexpr float kNobodyNamed = 0.5F;          // how likely a description means nobody with a name
constexpr float kToldOf = 0.15F;              // weight of who is named in a quotation only, behind it
constexpr uint32_t kLongestOwned = 5;         // tokens of what is owned, before its name
constexpr uint32_t kPairRemembered = 300;     // tokens in which 'the pair' means the same two
constexpr uint32_t kLongestIntroduction = 8;  // tokens between a description and the name it introduces
constexpr uint32_t kGroupRemembered = 120;    // tokens in which 'they' means the names joined last
constexpr uint32_t kLongestJoint = 6;         // tokens between two names of a group
constexpr size_t kLargestGroup = 8;
constexpr uint32_t kForgotten = 400;  // tokens after which it is not meant any more
constexpr uint32_t kLeastQuoted = 4;  // tokens between marks that are somebody's words rather than a title
constexpr uint32_t kLongestCue = 4;   // tokens between a quotation and its speaker: '…,' recalled Ana Prado
constexpr float kOwnWords = 0.05F;    // nobody calls himself 'he'

// What stands at a token that is in no name.
struct Step {
  uint32_t token = 0;  // in its block
  PhraseTable::Match reference;
  uint16_t grammar = 0;  // flags of the grammar word there
  bool alone = false;    // that word is one token
  char attached = 0;     // the pronoun that the word ends in: m, f, or p for several
};

// Goes through the document, finds what stands for an entity, and hands it to `Reading::references`; or only learns
// the genders of persons.
class Resolver {
 public:
  Resolver(const Analysis& analysis, const Mail& mail, Reading& reading, Genders& genders,
           std::vector<float>& prominence, std::vector<Step>& steps, bool learning)
      : analysis_(analysis),
        mail_(mail),
        reading_(reading),
        genders_(genders),
        prominence_(prominence),
        steps_(steps),
        learning_(learning),
        nouns_(analysis) {}

  void run() {
    for (uint32_t b = 0; b < analysis_.blocks.size(); ++b) {
      const AnalyzedBlock& block = analysis_.blocks[b];
      voice_ = mail_.of(b);
      const BlockRole role = block.block->role;
      if (role == BlockRole::kBoilerplate || role == BlockRole::kHeader || role == BlockRole::kSignature ||
          role == BlockRole::kByline)
        continue;
      read_block(block);
    }
  }

 private:
  void read_block(const AnalyzedBlock& block) {
    const std::vector<Token>& tokens = block.text.tokens;
    stretches_ = pair_marks(analysis_.text(), block);
    next_stretch_ = 0;
    article_ = kNone;
    leave_quotation();
    speaker_ = kNone;
    for (const Sentence& sentence : block.sentences) {
      subject_seen_ = false;
      clause_subject_ = sentence_subject_ = first_named_ = kNone;
      for (uint32_t i = sentence.first; i < sentence.first + sentence.count;) {
        token_ = i;
        enter_or_leave(block);
        const uint32_t taken = read_at(block, i, sentence.first + sentence.count);
        position_ += taken;
        i += taken;
      }
    }
    skip_mentions(tokens.empty() ? 0 : tokens.back().span.end);
  }

  bool quoted() {
    while (next_stretch_ < stretches_.size() && stretches_[next_stretch_].end <= token_) ++next_stretch_;
    return next_stretch_ < stretches_.size() && stretches_[next_stretch_].first <= token_ &&
           stretches_[next_stretch_].end - stretches_[next_stretch_].first >= kLeastQuoted;
  }

  // What is told inside a quotation does not change whom the text around it is about.
  void enter_or_leave(const AnalyzedBlock& block) {
    const bool inside = quoted();
    if (inside == in_quotation_) return;
    if (!inside) return leave_quotation();
    in_quotation_ = true;
    outside_ = salient_;
    outside_subject_ = clause_subject_;
    outside_subject_seen_ = subject_seen_;
    // Who speaks is named right before or behind; else the one who spoke last goes on.
    const uint32_t behind = named_behind(block, stretches_[next_stretch_].end);
    const uint32_t before = sentence_subject_;
    if (behind != kNone || before != kNone) speaker_ = before != kNone ? before : behind;
  }

  void leave_quotation() {
    if (!in_quotation_) return;
    in_quotation_ = false;
    for (const Salient& told : salient_) {
      const bool known =
          std::any_of(outside_.begin(), outside_.end(), [&](const Salient& s) { return s.entity == told.entity; });
      if (known || told.entity == speaker_ || outside_.size() >= kMostSalient) continue;
      outside_.push_back(told);
      outside_.back().weight = kToldOf;
    }
    salient_ = outside_;
    clause_subject_ = outside_subject_;
    subject_seen_ = outside_subject_seen_;
  }

  // The person named in the few tokens behind a quotation.
  uint32_t named_behind(const AnalyzedBlock& block, uint32_t from) const {
    const std::vector<Token>& tokens = block.text.tokens;
    size_t m = next_;
    for (uint32_t k = from; k < tokens.size() && k <= from + kLongestCue; ++k) {
      while (m < reading_.mentions.size() && reading_.mentions[m].span.begin < tokens[k].span.begin) ++m;
      if (m == reading_.mentions.size()) return kNone;
      if (reading_.mentions[m].span.begin < tokens[k].span.end)
        return reading_.mentions[m].type == EntityType::kPerson ? reading_.mentions[m].entity : kNone;
    }
    return kNone;
  }

  void skip_mentions(uint32_t until) {
    while (next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin < until) ++next_;
  }

  uint32_t read_at(const AnalyzedBlock& block, uint32_t i, uint32_t end) {
    const std::vector<Token>& tokens = block.text.tokens;
    skip_mentions(tokens[i].span.begin);
    const uint32_t limit = next_ < reading_.mentions.size() ? reading_.mentions[next_].span.begin : UINT32_MAX;
    if (limit < tokens[i].span.end) {
      const Mention& mention = reading_.mentions[next_];
      uint32_t after = i + 1;
      while (after < end && tokens[after].span.begin < mention.span.end) ++after;
      if (mention.entity != kNone && block.language->references && block.language->claims) {
        remember_nouns(block, mention, i, after, end);
        if (learning_ && mention.type == EntityType::kPerson) learn_gender(block, mention, {i, after}, end);
        see(mention.entity, mention.type, marked_before(block, i) || owns_name(block, after, end));
        extend_group(block, mention, i);
      }
      last_mention_ = next_;
      last_mention_end_ = after;
      return after - i;
    }
    if (!block.language->references || !block.language->claims) return 1;
    while (next_time_ < reading_.times.size() && reading_.times[next_time_].span.end <= tokens[i].span.begin)
      ++next_time_;
    const bool in_time =
        next_time_ < reading_.times.size() && reading_.times[next_time_].span.begin < tokens[i].span.end;
    if (in_time) return 1;  // 'the first' may be a month's
    const Step step = step_at(block, i);
    const PhraseTable::Match& match = step.reference;
    constexpr uint16_t kParts = kBeginsClause | kBeginsContent | kRelates | kJoins;
    if (tokens[i].kind == TokenKind::kPunctuation || (step.grammar & kParts) != 0) clause_subject_ = kNone;  // إنه
    if (match.count == 0 || i + match.count > end || tokens[i + match.count - 1].span.end > limit) {
      if (step.attached != 0) attach(tokens[i].span, step.attached);
      const bool article = article_ == i;
      if (step.alone && (step.grammar & kArticle) != 0 && definite(block, i)) article_ = i + 1;
      return read_head(block, i, end, limit, article);
    }
    ReferenceWord word = block.language->references->words[match.payload];
    if (word.kind == ReferenceKind::kOwner && word.object && !owns(block, i + match.count, end))
      word.kind = ReferenceKind::kPronoun;
    const Span span{tokens[i].span.begin + match.skip_bytes, tokens[i + match.count - 1].span.end};
    if (word.kind == ReferenceKind::kOther && beside_name(block, i + match.count, end)) return match.count;
    if (is_description(word.kind)) {
      if (apposed(block, i, match.count, end, word)) {
        learn(word, reading_.mentions[last_mention_].entity, nouns_.key_of(block, span));
        return match.count;
      }
      if (const size_t named = described_name(block, i + match.count, end, word); named != SIZE_MAX) {
        learn(word, reading_.mentions[named].entity, nouns_.key_of(block, span));
        return match.count;
      }
    }
    if (word.kind == ReferenceKind::kPart) return read_part(block, i, match.count, span, word);
    if (word.kind == ReferenceKind::kArticle && definite(block, i)) article_ = i + match.count;
    if (word.kind == ReferenceKind::kSelf || word.kind == ReferenceKind::kAddressee ||
        word.kind == ReferenceKind::kBlocks || word.kind == ReferenceKind::kArticle ||
        word.kind == ReferenceKind::kTitle || word.kind == ReferenceKind::kKin)
      return match.count;
    const size_t before = reading_.references.size();
    if (word.kind == ReferenceKind::kHere) {
      resolve_here(span, word);
    } else if (word.kind == ReferenceKind::kFormer || word.kind == ReferenceKind::kLatter) {
      resolve_order(span, word);
    } else if (!resolve_group(span, word)) {
      uint32_t known = is_description(word.kind) ? nouns_.described(block, span) : kNone;
      if (known != kNone && !fits(word, reading_.entities[known].type)) known = kNone;  // a person is no 'company'
      resolve(span, word, known);
    }
    // Who was introduced as the defendant is meant, whoever else was sued since.
    if (reading_.references.size() > before && reading_.references.back().confidence != kHeadConfidence)
      reading_.references.back().role = word.role;
    return match.count;
  }

  static bool is_description(ReferenceKind kind) {
    return kind == ReferenceKind::kDescription || kind == ReferenceKind::kNamed;
  }

  // 'Costa's lawyer Ana Prado said', 科斯塔的律师林安说: the name only says whose the subject is.
  bool owns_name(const AnalyzedBlock& block, uint32_t after, uint32_t end) const {
    const std::vector<Token>& tokens = block.text.tokens;
    if (after >= end || next_ + 1 >= reading_.mentions.size()) return false;
    const auto match = block.language->claims->grammar.longest(block.text, after);
    if (match.count == 0) return false;
    const GrammarWord& word = block.language->claims->words[match.payload];
    if ((word.flags & kMarksPrevious) == 0 || word.previous != kOf) return false;
    const Mention& owned = reading_.mentions[next_ + 1];
    for (uint32_t k = after + match.count; k < end && k <= after + kLongestOwned; ++k) {
      if (owned.span.begin < tokens[k].span.end) return owned.type == EntityType::kPerson;
      if (sign(tokens[k]) || block.language->claims->grammar.longest(block.text, k).count > 0) return false;
    }
    return false;
  }

  // 'its rival Orla', 'its rival, Orla,': the name says who is meant.
  bool beside_name(const AnalyzedBlock& block, uint32_t at, uint32_t end) const {
    const std::vector<Token>& tokens = block.text.tokens;
    if (at < end && tokens[at].kind == TokenKind::kPunctuation && joined(block, at, at + 1)) ++at;
    return at < end && next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin < tokens[at].span.end;
  }

  // 'told this newspaper': the body that published the document.
  void resolve_here(Span span, const ReferenceWord& word) {
    for (const uint32_t source : reading_.credits) {
      if (source >= reading_.entities.size() || reading_.entities[source].type == EntityType::kPerson) continue;
      return add(span, source, kHeadConfidence, false);
    }
    resolve(span, word, kNone);
  }

  // 'her house', but 'fired her', 'told her that': whether what begins at the token can be owned.
  bool owns(const AnalyzedBlock& block, uint32_t at, uint32_t end) const {
    if (at >= end || sign(block.text.tokens[at])) return false;
    const bool time = std::any_of(
        reading_.times.begin() + static_cast<std::ptrdiff_t>(next_time_),
        reading_.times.begin() + static_cast<std::ptrdiff_t>(std::min(next_time_ + 2, reading_.times.size())),
        [&](const Time& t) { return t.span.begin == block.text.tokens[at].span.begin; });
    const auto match = block.language->claims->grammar.longest(block.text, at);
    if (time || match.count == 0) return !time;
    constexpr uint16_t kOther = kMarksNext | kJoins | kBeginsClause | kRelates | kBeginsContent | kArticle;
    return (block.language->claims->words[match.payload].flags & kOther) == 0;
  }

  // 'the', but not 'a'.
  bool definite(const AnalyzedBlock& block, uint32_t i) const {
    return block.language->references->definite.count(nouns_.key_of(block, block.text.tokens[i].span)) > 0;
  }

  // What the tables have at the token: looked up while learning, then known.
  Step step_at(const AnalyzedBlock& block, uint32_t i) {
    if (!learning_ && next_step_ < steps_.size() && steps_[next_step_].token == i) return steps_[next_step_++];
    Step step;
    step.token = i;
    step.reference = block.language->references->phrases.longest(block.text, i);
    if (const auto match = block.language->claims->grammar.longest(block.text, i); match.count > 0) {
      step.grammar = block.language->claims->words[match.payload].flags;
      step.alone = match.count == 1;
    }
    if (step.reference.count == 0 && block.language->claims->attaches) step.attached = attached_at(block, i);
    if (learning_) steps_.push_back(step);
    return step;
  }

  // The pronoun that a preposition, verb or noun ends in; 0 when there is none.
  char attached_at(const AnalyzedBlock& block, uint32_t i) {
    const ClaimFrames& frames = *block.language->claims;
    if (const auto match = frames.grammar.longest(block.text, i); match.count > 0) {
      const char pronoun = frames.words[match.payload].pronoun;
      if (pronoun != 0) return pronoun == 'i' ? '\0' : pronoun;
    }
    frames.triggers.match(block.text, i, matches_);
    for (const PhraseTable::Match& match : matches_) {
      if (match.count != matches_.front().count) break;
      const uint16_t tags = frames.forms[match.payload].tags;
      if ((tags & (kFormObject | kFormOwner)) == 0 || (tags & kFormMine) != 0) continue;
      return (tags & kFormTheir) != 0 ? 'p' : (tags & kFormHer) != 0 ? 'f' : 'm';
    }
    return 0;
  }

  // 'Ana Prado, the co-founder of Norvia, resigned': what is said of the name before is no reference.
  bool apposed(const AnalyzedBlock& block, uint32_t i, uint32_t count, uint32_t end, const ReferenceWord& word) const {
    if (last_mention_ >= reading_.mentions.size() || group_block_ != &block || last_mention_end_ + 1 != i) return false;
    const Mention& mention = reading_.mentions[last_mention_];
    const bool fits = (word.entity_types >> static_cast<unsigned>(mention.type) & 1U) != 0;
    const std::string_view sign = block.text.tokens[i - 1].span.of(analysis_.text());
    if (mention.type != EntityType::kPerson || !fits || (sign != "," && sign != "،" && sign != ",")) return false;
    if (i + count >= end) return true;
    const ClaimFrames& frames = *block.language->claims;
    if (frames.triggers.longest(block.text, i + count).count > 0) return false;
    const auto match = frames.grammar.longest(block.text, i + count);
    return match.count == 0 || (frames.words[match.payload].flags & (kMakesPassive | kGivesStatus | kTransparent)) == 0;
  }

  static bool fits(const ReferenceWord& word, EntityType type) {
    return (word.entity_types >> static_cast<unsigned>(type) & 1U) != 0;
  }

  // The person whom the description that ends before token `after` introduces: 'the Bulgarian scientist Boris
  // Dimitrov', 'the chairman of Norvia, Rui Costa'. Then it is no reference. SIZE_MAX when there is none.
  size_t described_name(const AnalyzedBlock& block, uint32_t after, uint32_t end, const ReferenceWord& word) const {
    const std::vector<Token>& tokens = block.text.tokens;
    size_t m = next_;
    uint32_t words = 0;
    bool owned = false, apart = false;
    for (uint32_t k = after; k < end && k <= after + kLongestIntroduction && m < reading_.mentions.size(); ++k) {
      const Mention& mention = reading_.mentions[m];
      if (mention.span.begin < tokens[k].span.end) {
        if (mention.type != EntityType::kPerson && k == after &&
            fits(word, mention.type))  // 'the newspaper Harbour News'
          return mention.entity != kNone ? m : SIZE_MAX;
        if (mention.type == EntityType::kPerson)
          return fits(word, mention.type) && mention.entity != kNone &&
                         (!apart || owned || closed(block, mention, k, end))
                     ? m
                     : SIZE_MAX;
        if (!owned) return SIZE_MAX;
        while (k + 1 < end && tokens[k + 1].span.begin < mention.span.end) ++k;
        ++m;
        continue;
      }
      if (tokens[k].kind == TokenKind::kPunctuation) {
        if (apart || !joined(block, k, k + 1)) return SIZE_MAX;
        apart = true;
        continue;
      }
      const auto match = block.language->claims->grammar.longest(block.text, k);
      if (match.count > 0) {
        const GrammarWord& grammar = block.language->claims->words[match.payload];
        if (apart || m != next_ || words > 1 || grammar.next != kOf) return SIZE_MAX;
        owned = true;
        continue;
      }
      if (apart || ++words > 2 || block.language->claims->triggers.longest(block.text, k).count > 0) return SIZE_MAX;
    }
    return SIZE_MAX;
  }

  // 'The chairman, Rui Costa, said': a sign closes the name off.
  static bool closed(const AnalyzedBlock& block, const Mention& mention, uint32_t at, uint32_t end) {
    while (at < end && block.text.tokens[at].span.begin < mention.span.end) ++at;
    return at < end && block.text.tokens[at].kind == TokenKind::kPunctuation;
  }

  void learn(const ReferenceWord& word, uint32_t entity, const std::string& key) {
    if (learning_ && word.gender != 0) genders_.say(entity, word.gender, kSaid);
    nouns_.introduce(key, entity);
  }

  void learn_gender(const AnalyzedBlock& block, const Mention& mention, Span tokens, uint32_t end) {
    const bool near = last_mention_ < reading_.mentions.size() && group_block_ == &block;
    const GenderWords words(analysis_, block, genders_);
    words.learn_beside(mention.entity, tokens, near ? last_mention_end_ : 0, end);
    const std::string_view name = mention.span.of(analysis_.text());
    if (given_seen_.insert(std::string(name)).second) words.learn_name(mention.entity, name);
  }

  static bool sign(const Token& token) {
    return token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol;
  }

  // What a name teaches of the nouns in it and beside it.
  void remember_nouns(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after,
                      uint32_t end) {
    const uint32_t limit = next_ + 1 < reading_.mentions.size() ? reading_.mentions[next_ + 1].span.begin : UINT32_MAX;
    nouns_.remember_head(block, mention, first, after);
    if (mention.type == EntityType::kPerson)
      nouns_.remember_noun(block, mention.entity, first, group_block_ == &block ? last_mention_end_ : 0);
    nouns_.remember_apposition(block, mention.entity, after, end, limit);
  }

  // 'the library', 'the engineer', المحاسبة: a definite noun that belongs to a name.
  uint32_t read_head(const AnalyzedBlock& block, uint32_t i, uint32_t end, uint32_t limit, bool article) {
    const NamedNouns::Found found = nouns_.find(block, i, end, limit, article);
    if (found.entity == kNone) return 1;
    add(found.span, found.entity, kHeadConfidence, false);
    see(found.entity, reading_.entities[found.entity].type, marked_before(block, i), true);
    return found.count;
  }

  // 'the board of Norvia', "Norvia's board", 诺维亚董事会; alone it is a description.
  uint32_t read_part(const AnalyzedBlock& block, uint32_t i, uint32_t count, Span span, const ReferenceWord& word) {
    const std::vector<Token>& tokens = block.text.tokens;
    const auto is_organization = [&](size_t m) {
      return m < reading_.mentions.size() && reading_.mentions[m].entity != kNone &&
             reading_.mentions[m].type == EntityType::kOrganization;
    };
    if (last_mention_ < reading_.mentions.size() && is_organization(last_mention_) && last_mention_end_ <= i &&
        last_mention_end_ + 2 >= i && genitive(block, last_mention_end_, i)) {
      add({reading_.mentions[last_mention_].span.begin, span.end}, reading_.mentions[last_mention_].entity, 0.8F,
          false);
      return count;
    }
    const uint32_t after = i + count;
    for (uint32_t k = after; k < tokens.size() && k <= after + 2; ++k) {
      if (next_ >= reading_.mentions.size() || reading_.mentions[next_].span.begin >= tokens[k].span.end) continue;
      if (!is_organization(next_) || !genitive(block, after, k)) break;
      const Mention& mention = reading_.mentions[next_];
      add({span.begin, mention.span.end}, mention.entity, 0.8F, false);
      see(mention.entity, mention.type, marked_before(block, i));
      uint32_t end = k;
      while (end < tokens.size() && tokens[end].span.begin < mention.span.end) ++end;
      return end - i;
    }
    resolve(span, word);
    return count;
  }

  // Nothing, or only a word of possession, stands between the tokens.
  static bool genitive(const AnalyzedBlock& block, uint32_t from, uint32_t to) {
    if (from == to) return true;
    const auto match = block.language->claims->grammar.longest(block.text, from);
    if (match.count == 0 || from + match.count > to) return false;
    const GrammarWord& word = block.language->claims->words[match.payload];
    return word.next == kOf || word.previous == kOf;
  }

  // A marker right before token `i`: then the name there is no subject.
  static bool marked_before(const AnalyzedBlock& block, uint32_t i) {
    if (i == 0) return false;
    const auto match = block.language->claims->grammar.longest(block.text, i - 1);
    if (match.count != 1) return false;
    const uint16_t flags = block.language->claims->words[match.payload].flags;
    return (flags & kMarksNext) != 0 && (flags & (kArticle | kJoins)) == 0;
  }

  // `again`: only a pronoun, which says nothing new of the part that the entity plays.
  void see(uint32_t entity, EntityType type, bool marked, bool again = false) {
    const bool subject =
        !subject_seen_ && !marked && (type == EntityType::kPerson || type == EntityType::kOrganization);
    subject_seen_ = subject_seen_ || subject;
    if (subject && !in_quotation_) sentence_subject_ = type == EntityType::kPerson ? entity : kNone;
    if (!marked && clause_subject_ == kNone) clause_subject_ = entity;
    if (first_named_ == kNone) first_named_ = entity;
    auto known = std::find_if(salient_.begin(), salient_.end(), [&](const Salient& s) { return s.entity == entity; });
    if (known == salient_.end()) {
      if (salient_.size() == kMostSalient) {
        known = std::min_element(salient_.begin(), salient_.end(),
                                 [](const Salient& a, const Salient& b) { return a.at < b.at; });
        *known = {entity, type, position_, 1};
      } else {
        known = salient_.insert(salient_.end(), {entity, type, position_, 1});
      }
    }
    known->at = position_;
    known->weight = subject ? kSubjectWeight : again ? known->weight : std::max(1.0F, known->weight * 0.8F);
  }

  // 'Ana Prado and Rui Costa': names of one kind that a word joins.
  void extend_group(const AnalyzedBlock& block, const Mention& mention, uint32_t at) {
    const bool joins = group_block_ == &block && last_mention_ < reading_.mentions.size() && last_mention_end_ <= at &&
                       at - last_mention_end_ <= kLongestJoint &&
                       reading_.entities[mention.entity].type == group_type_ && joined(block, last_mention_end_, at);
    if (!joins) group_.clear();
    group_block_ = &block;
    group_type_ = mention.type;
    if (group_.size() < kLargestGroup && std::find(group_.begin(), group_.end(), mention.entity) == group_.end())
      group_.push_back(mention.entity);
    if (group_.size() >= 2) {
      last_group_ = group_;
      last_group_type_ = mention.type;
      last_group_at_ = position_;
    }
  }

  // Whether a comma or a joining word comes first between two names.
  static bool joined(const AnalyzedBlock& block, uint32_t from, uint32_t to) {
    if (from >= to) return false;
    if (block.text.tokens[from].kind == TokenKind::kPunctuation) return to - from == 1;  // 'A, B and C'
    const auto match = block.language->claims->grammar.longest(block.text, from);
    return match.count > 0 && from + match.count <= to &&
           (block.language->claims->words[match.payload].flags & kJoins) != 0;
  }

  // 'they', 两人: the names joined last, else for two the two named last.
  bool resolve_group(Span span, const ReferenceWord& word) {
    if (!word.two && !word.many) return false;
    const auto fits = [&](EntityType type) { return (word.entity_types >> static_cast<unsigned>(type) & 1U) != 0; };
    std::vector<uint32_t> group;
    const bool of_persons = last_group_type_ == EntityType::kPerson;
    const bool pair = word.two && last_group_.size() == 2;
    const bool near = !last_group_.empty() && position_ - last_group_at_ <= (pair ? kPairRemembered : kGroupRemembered);
    if (near && (fits(last_group_type_) || (word.many && of_persons)) && (word.many || last_group_.size() == 2)) {
      group = last_group_;
      if (pair) last_group_at_ = position_;
    } else if (word.two) {
      group = last_two(word);
    }
    if (group.size() < 2) return false;
    add(span, group[0], 0.6F, word.kind == ReferenceKind::kOwner);
    if (!learning_) {
      reading_.references.back().also.assign(group.begin() + 1, group.end());
      reading_.references.back().object = word.object && word.kind == ReferenceKind::kPronoun;
    }
    return true;
  }

  std::vector<uint32_t> last_two(const ReferenceWord& word) const {
    std::vector<const Salient*> fitting;
    for (const Salient& s : salient_) {
      const bool acts = s.type == EntityType::kPerson || s.type == EntityType::kOrganization;
      if (acts && (word.entity_types >> static_cast<unsigned>(s.type) & 1U) != 0 && position_ - s.at <= kForgotten)
        fitting.push_back(&s);
    }
    if (fitting.size() < 2) return {};
    std::partial_sort(fitting.begin(), fitting.begin() + 2, fitting.end(),
                      [](const Salient* a, const Salient* b) { return a->at > b->at; });
    return {fitting[1]->entity, fitting[0]->entity};
  }

  // 'the former', 'the latter': of the two named last.
  void resolve_order(Span span, const ReferenceWord& word) {
    const std::vector<uint32_t> two = last_two(word);
    if (two.empty()) {
      resolve(span, word);
    } else {
      add(span, word.kind == ReferenceKind::kFormer ? two[0] : two[1], 0.6F, false);
    }
  }

  // Whom the word may stand for, each with its score.
  std::vector<Genders::Candidate> weigh(const ReferenceWord& word, bool description, bool& persons) const {
    std::vector<Genders::Candidate> candidates;
    for (const Salient& s : salient_) {
      if ((word.entity_types >> static_cast<unsigned>(s.type) & 1U) == 0) continue;
      if ((word.many || word.two) && s.type == EntityType::kPerson) continue;
      const uint32_t distance = position_ - s.at;
      if (distance > kForgotten && !description) continue;
      const float liveliness = s.type == EntityType::kPerson ? kPersonWeight : 1.0F;
      const float nearness = std::exp2(-static_cast<float>(distance) / (description ? kDescribedHalfLife : kHalfLife));
      const float weight = description ? 1.0F : s.weight;
      // 'Costa sent him': somebody else; 'Costa sent his': Costa
      const bool beside = s.entity == clause_subject_;
      if (word.kind == ReferenceKind::kOther && (beside || (clause_subject_ == kNone && s.entity == first_named_)))
        continue;
      const float clause = !beside ? 1.0F : word.kind == ReferenceKind::kOwner ? kOwnerBeside : kBeside;
      const float told = std::pow(prominence_[s.entity], description ? kDescribedProminence : kProminence);
      const bool speaks =
          (in_quotation_ && s.entity == speaker_) || s.entity == voice_.author || s.entity == voice_.recipient;
      const bool own = speaks && !description;
      candidates.push_back({s.entity, liveliness * weight * nearness * told * clause * (own ? kOwnWords : 1.0F)});
      persons = persons || s.type == EntityType::kPerson;
    }
    return candidates;
  }

  // A pronoun written together with a word: what its word asks for decides among the candidates.
  void attach(Span span, char pronoun) {
    ReferenceWord word;
    for (const EntityType type : {EntityType::kPlace, EntityType::kEvent})
      word.entity_types = static_cast<uint8_t>(word.entity_types & ~(1U << static_cast<unsigned>(type)));
    word.many = pronoun == 'p';
    word.gender = word.many ? '\0' : pronoun;
    if (word.many && !last_group_.empty() && position_ - last_group_at_ <= kGroupRemembered) {
      if (!learning_) reading_.attached.push_back({span, last_group_, true});
      return;
    }
    bool persons = false;
    std::vector<Genders::Candidate> candidates = weigh(word, false, persons);
    if (learning_) {
      if (word.gender != 0 && persons) genders_.sample(word.gender, std::move(candidates));
      return;
    }
    for (Genders::Candidate& c : candidates) {
      if (word.gender != 0) c.score *= genders_.fit(c.entity, word.gender);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Genders::Candidate& a, const Genders::Candidate& b) { return a.score > b.score; });
    AttachedPronoun& attached = reading_.attached.emplace_back();
    attached.span = span;
    for (const Genders::Candidate& c : candidates) attached.candidates.push_back(c.entity);
  }

  void resolve(Span span, const ReferenceWord& word, uint32_t known = kNone) {
    const bool description = is_description(word.kind) || word.kind == ReferenceKind::kPart;
    if (known != kNone) {
      add(span, known, kHeadConfidence, false);
      see(known, reading_.entities[known].type, true, true);
      return;
    }
    if (word.kind == ReferenceKind::kNamed || word.kind == ReferenceKind::kHere) return;  // anybody's bank
    bool persons = false;
    std::vector<Genders::Candidate> candidates = weigh(word, description, persons);
    if (candidates.empty()) return;
    if (learning_ && word.gender != 0 && persons) genders_.sample(word.gender, candidates);
    const Genders::Candidate* best = nullptr;
    float total = description ? kNobodyNamed : 0;
    for (Genders::Candidate& c : candidates) {
      if (word.gender != 0) c.score *= genders_.fit(c.entity, word.gender);
      total += c.score;
      if (best == nullptr || c.score > best->score) best = &c;
    }
    add(span, best->entity, best->score / total, word.kind == ReferenceKind::kOwner);
    if (!learning_) reading_.references.back().object = word.object && word.kind == ReferenceKind::kPronoun;
    if (!description)
      see(best->entity, reading_.entities[best->entity].type, word.kind == ReferenceKind::kOwner || word.object, true);
  }

  void add(Span span, uint32_t entity, float confidence, bool owner) {
    if (learning_ && confidence == kHeadConfidence) prominence_[entity] += 1;  // named by what it is
    if (learning_) return;
    Reference reference;
    reference.span = span;
    reference.entity = entity;
    reference.confidence = confidence;
    reference.owner = owner;
    reading_.references.push_back(reference);
  }

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
  bool subject_seen_ = false;
  uint32_t clause_subject_ = kNone;
  uint32_t first_named_ = kNone;  // in the sentence
  size_t next_time_ = 0;
  std::vector<Salient> salient_;
  NamedNouns nouns_;
  std::set<std::string> given_seen_;          // names whose given name was learnt from
  uint32_t article_ = kNone;                  // token behind an article
  std::vector<uint32_t> group_, last_group_;  // names being joined; the last that were
  const AnalyzedBlock* group_block_ = nullptr;
  EntityType group_type_ = EntityType::kPerson, last_group_type_ = EntityType::kPerson;
  uint32_t last_group_at_ = 0;
  std::vector<QuotedStretch> stretches_;  // of the block
  size_t next_stretch_ = 0;
  uint32_t token_ = 0;
  Mail::Voice voice_;  // of the block
  bool in_quotation_ = false;
  uint32_t speaker_ = kNone;           // most likely, of the quotation
  uint32_t sentence_subject_ = kNone;  // a person, outside quotations
  std::vector<Salient> outside_;       // as it was when the quotation began
  uint32_t outside_subject_ = kNone;
  bool outside_subject_seen_ = false;
};

void sort_references(Reading& reading) {
  std::stable_sort(reading.references.begin(), reading.references.end(),
                   [](const Reference& a, const Reference& b) { return a.span < b.span; });
}

}  // namespace

void read_references(const Analysis& analysis, const Mail& mail, std::vector<float>& prominence, Reading& reading,
                     std::vector<float>* feminine) {
  Genders genders(reading.entities.size());
  std::vector<Step> steps;
  Resolver(analysis, mail, reading, genders, prominence, steps, true).run();
  genders.settle();
  for (uint32_t e = 0; feminine != nullptr && e < reading.entities.size(); ++e)
    feminine->push_back(genders.fit(e, 'f'));
  Resolver(analysis, mail, reading, genders, prominence, steps, false).run();
  sort_references(reading);
}

void resolve_speakers(const Analysis& analysis, Reading& reading) {
  const size_t before = reading.references.size();
  const Enclosures enclosures(reading.quotes);
  size_t next = 0;  // quotation that ends behind the block's beginning
  for (const AnalyzedBlock& block : analysis.blocks) {
    if (!block.language->references) continue;
    while (next < reading.quotes.size() && reading.quotes[next].span.end <= block.block->span.begin) ++next;
    if (next == reading.quotes.size()) break;
    const std::vector<Token>& tokens = block.text.tokens;
    for (uint32_t at = 0; at < tokens.size(); ++at) {
      if (tokens[at].span.begin < reading.quotes[next].span.begin) continue;
      const auto match = block.language->references->phrases.longest(block.text, at);
      if (match.count == 0) continue;
      const ReferenceWord& word = block.language->references->words[match.payload];
      const bool self = word.kind == ReferenceKind::kSelf;
      if (!self && word.kind != ReferenceKind::kAddressee) continue;
      Reference reference;
      reference.span = {tokens[at].span.begin + match.skip_bytes, tokens[at + match.count - 1].span.end};
      const uint32_t quote = enclosures.around(reference.span);
      if (quote == kNone) continue;
      reference.entity = self ? reading.quotes[quote].speaker : reading.quotes[quote].addressee;
      reference.confidence = word.many ? 0.5F : 0.9F;
      reference.owner = word.gender == 'o';
      reference.object = word.object;
      if (reference.entity != kNone) reading.references.push_back(reference);
    }
  }
  if (reading.references.size() != before) sort_references(reading);
}

}  // namespace annals
