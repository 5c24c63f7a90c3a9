#include "reading/references.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "reading/quotes.h"

namespace annals {
namespace {

// An entity that a pronoun may stand for.
struct Salient {
  uint32_t entity = kNone;
  EntityType type = EntityType::kPerson;
  uint32_t at = 0;  // tokens since the document's beginning
  float weight = 1;
  char gender = 0;
};

constexpr size_t kMostSalient = 24;
constexpr float kSubjectWeight = 2.0F;
constexpr float kPersonWeight = 1.3F;       // a word for persons and organisations rather means a person
constexpr float kHalfLife = 45;             // tokens after which an entity counts half
constexpr uint32_t kGroupRemembered = 120;  // tokens in which 'they' means the names joined last
constexpr uint32_t kLongestJoint = 6;       // tokens between two names of a group
constexpr size_t kLargestGroup = 8;
constexpr uint32_t kForgotten = 400;  // tokens after which it is not meant any more
constexpr uint32_t kLeastQuoted = 4;  // tokens between marks that are somebody's words rather than a title

class Resolver {
 public:
  Resolver(const Analysis& analysis, Reading& reading) : analysis_(analysis), reading_(reading) {}

  void run() {
    for (const AnalyzedBlock& block : analysis_.blocks) {
      const BlockRole role = block.block->role;
      if (role == BlockRole::kBoilerplate || role == BlockRole::kHeader || role == BlockRole::kSignature) continue;
      read_block(block);
    }
  }

 private:
  void read_block(const AnalyzedBlock& block) {
    const std::vector<Token>& tokens = block.text.tokens;
    stretches_ = pair_marks(analysis_.text(), block);
    next_stretch_ = 0;
    for (const Sentence& sentence : block.sentences) {
      subject_seen_ = false;
      for (uint32_t i = sentence.first; i < sentence.first + sentence.count;) {
        token_ = i;
        const uint32_t taken = read_at(block, i, sentence.first + sentence.count);
        position_ += taken;
        i += taken;
      }
    }
    skip_mentions(tokens.empty() ? 0 : tokens.back().span.end);
  }

  // What is told inside a quotation does not change whom the text around it is about.
  bool quoted() {
    while (next_stretch_ < stretches_.size() && stretches_[next_stretch_].end <= token_) ++next_stretch_;
    return next_stretch_ < stretches_.size() && stretches_[next_stretch_].first <= token_ &&
           stretches_[next_stretch_].end - stretches_[next_stretch_].first >= kLeastQuoted;
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
      if (mention.entity != kNone) {
        see(mention.entity, mention.type, 0, marked_before(block, i));
        extend_group(block, mention, i);
      }
      last_mention_ = next_;
      last_mention_end_ = after;
      return after - i;
    }
    if (!block.language->references) return 1;
    const auto match = block.language->references->phrases.longest(block.text, i);
    if (match.count == 0 || i + match.count > end || tokens[i + match.count - 1].span.end > limit) return 1;
    const ReferenceWord& word = block.language->references->words[match.payload];
    const Span span{tokens[i].span.begin + match.skip_bytes, tokens[i + match.count - 1].span.end};
    if (word.kind == ReferenceKind::kDescription && describes_name(block, i + match.count, end)) return match.count;
    if (word.kind == ReferenceKind::kPart) return read_part(block, i, match.count, span, word);
    if (word.kind == ReferenceKind::kSelf || word.kind == ReferenceKind::kAddressee ||
        word.kind == ReferenceKind::kBlocks)
      return match.count;
    if (word.kind == ReferenceKind::kFormer || word.kind == ReferenceKind::kLatter) {
      resolve_order(span, word);
    } else if (!resolve_group(span, word)) {
      resolve(span, word);
    }
    return match.count;
  }

  // 'the Bulgarian scientist Boris Dimitrov': the description of a name is no reference.
  bool describes_name(const AnalyzedBlock& block, uint32_t after, uint32_t end) const {
    const std::vector<Token>& tokens = block.text.tokens;
    if (next_ >= reading_.mentions.size() || reading_.mentions[next_].type != EntityType::kPerson) return false;
    for (uint32_t k = after; k < end && k <= after + 2; ++k) {
      if (reading_.mentions[next_].span.begin < tokens[k].span.end) return true;
      if (tokens[k].kind != TokenKind::kWord || block.language->claims->grammar.longest(block.text, k).count > 0 ||
          block.language->claims->triggers.longest(block.text, k).count > 0)
        return false;
    }
    return false;
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
      see(mention.entity, mention.type, 0, marked_before(block, i));
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
  void see(uint32_t entity, EntityType type, char gender, bool marked, bool again = false) {
    if (quoted()) return;
    const bool subject =
        !subject_seen_ && !marked && (type == EntityType::kPerson || type == EntityType::kOrganization);
    subject_seen_ = subject_seen_ || subject;
    auto known = std::find_if(salient_.begin(), salient_.end(), [&](const Salient& s) { return s.entity == entity; });
    if (known == salient_.end()) {
      if (salient_.size() == kMostSalient) {
        known = std::min_element(salient_.begin(), salient_.end(),
                                 [](const Salient& a, const Salient& b) { return a.at < b.at; });
        *known = {entity, type, position_, 1, gender};
      } else {
        known = salient_.insert(salient_.end(), {entity, type, position_, 1, gender});
      }
    }
    known->at = position_;
    known->weight = subject ? kSubjectWeight : again ? known->weight : std::max(1.0F, known->weight * 0.6F);
    if (gender != 0) known->gender = gender;
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
    const bool near = !last_group_.empty() && position_ - last_group_at_ <= kGroupRemembered;
    if (near && (fits(last_group_type_) || (word.many && of_persons)) && (word.many || last_group_.size() == 2)) {
      group = last_group_;
    } else if (word.two) {
      group = last_two(word);
    }
    if (group.size() < 2) return false;
    add(span, group[0], 0.6F, word.kind == ReferenceKind::kOwner);
    reading_.references.back().also.assign(group.begin() + 1, group.end());
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

  void resolve(Span span, const ReferenceWord& word) {
    const Salient* best = nullptr;
    float best_score = 0, total = 0;
    for (const Salient& s : salient_) {
      if ((word.entity_types >> static_cast<unsigned>(s.type) & 1U) == 0) continue;
      if ((word.many || word.two) && s.type == EntityType::kPerson) continue;
      if (word.gender != 0 && s.gender != 0 && s.gender != word.gender && s.type == EntityType::kPerson) continue;
      const uint32_t distance = position_ - s.at;
      if (distance > kForgotten) continue;
      const float liveliness = s.type == EntityType::kPerson ? kPersonWeight : 1.0F;
      const float score = liveliness * s.weight * std::exp2(-static_cast<float>(distance) / kHalfLife);
      total += score;
      if (score > best_score) {
        best_score = score;
        best = &s;
      }
    }
    if (best == nullptr) return;
    const uint32_t entity = best->entity;
    const EntityType type = best->type;
    add(span, entity, best_score / total, word.kind == ReferenceKind::kOwner);
    if (word.kind != ReferenceKind::kDescription)
      see(entity, type, word.gender, word.kind == ReferenceKind::kOwner, true);
  }

  void add(Span span, uint32_t entity, float confidence, bool owner) {
    Reference reference;
    reference.span = span;
    reference.entity = entity;
    reference.confidence = confidence;
    reference.owner = owner;
    reading_.references.push_back(reference);
  }

  const Analysis& analysis_;
  Reading& reading_;
  size_t next_ = 0;  // mention
  size_t last_mention_ = SIZE_MAX;
  uint32_t last_mention_end_ = 0;  // token after it
  uint32_t position_ = 0;
  bool subject_seen_ = false;
  std::vector<Salient> salient_;
  std::vector<uint32_t> group_, last_group_;  // names being joined; the last that were
  const AnalyzedBlock* group_block_ = nullptr;
  EntityType group_type_ = EntityType::kPerson, last_group_type_ = EntityType::kPerson;
  uint32_t last_group_at_ = 0;
  std::vector<QuotedStretch> stretches_;  // of the block
  size_t next_stretch_ = 0;
  uint32_t token_ = 0;
};

void sort_references(Reading& reading) {
  std::stable_sort(reading.references.begin(), reading.references.end(),
                   [](const Reference& a, const Reference& b) { return a.span < b.span; });
}

}  // namespace

std::shared_ptr<const ReferenceRules> compile_references(const Pack& pack, Language& language) {
  static const std::map<std::string_view, ReferenceKind> kKinds{{"pronoun", ReferenceKind::kPronoun},
                                                                {"owner", ReferenceKind::kOwner},
                                                                {"description", ReferenceKind::kDescription},
                                                                {"former", ReferenceKind::kFormer},
                                                                {"latter", ReferenceKind::kLatter},
                                                                {"self", ReferenceKind::kSelf},
                                                                {"addressee", ReferenceKind::kAddressee},
                                                                {"part", ReferenceKind::kPart},
                                                                {"none", ReferenceKind::kBlocks}};
  auto rules = std::make_shared<ReferenceRules>();
  const Table& table = pack.table("references");
  for (const Table::Row& row : table.rows()) {
    const auto kind = kKinds.find(table.get(row, "kind"));
    if (kind == kKinds.end()) continue;
    ReferenceWord word;
    word.kind = kind->second;
    if (const std::string_view types = table.get(row, "type"); !types.empty()) {
      word.entity_types = 0;
      for (const std::string_view name : split_cell(types, ',')) {
        if (const auto type = parse_entity_type(name))
          word.entity_types = static_cast<uint8_t>(word.entity_types | 1U << static_cast<unsigned>(*type));
      }
    }
    const std::string_view gender = table.get(row, "gender");
    word.gender = gender.empty() ? '\0' : gender[0];
    word.many = table.get(row, "number") == "many";
    word.two = table.get(row, "number") == "two";
    for (const std::string_view form : split_cell(table.get(row, "forms"), '|')) {
      rules->phrases.add(form, static_cast<uint32_t>(rules->words.size()), language.vocabulary);
    }
    rules->words.push_back(word);
  }
  return rules;
}

void read_references(const Analysis& analysis, Reading& reading) {
  Resolver(analysis, reading).run();
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
      if (reference.entity != kNone) reading.references.push_back(reference);
    }
  }
  if (reading.references.size() != before) sort_references(reading);
}

}  // namespace annals
