// Who is meant by a pronoun or description: whom the text named how near, in which part, and of which gender.
#include <algorithm>
#include <cmath>

#include "reading/reference_resolver.h"

namespace annals {
namespace {

constexpr float kSubjectWeight = 1.5F;
constexpr float kPersonWeight = 1.3F;         // a word for persons and organisations rather means a person
constexpr float kHalfLife = 50.0F;            // tokens after which an entity counts half
constexpr float kDescribedHalfLife = 400.0F;  // the same for 'the company'
constexpr float kProminence = 0.35F;
constexpr float kDescribedProminence = 1.0F;
constexpr float kOwnerBeside = 1.5F;
constexpr float kBeside = 0.2F;
constexpr float kElsewhere = 0.5F;    // not named in this paragraph
constexpr float kWritesForIt = 6.0F;  // of the body that the message's author writes for, for 'the company'
constexpr float kCredited = 0.1F;     // of the agency that wrote the document, for 'the company'
constexpr float kOtherKind = 0.15F;   // of a bank, for 'the company'
constexpr float kReflexive = 4.0F;
constexpr float kLocal = 4.0F;              // for 其, whom the sentence has named
constexpr float kAnswers = 4.0F;            // for 'his answer', who was written or spoken to last
constexpr float kNobodyNamed = 0.5F;        // how likely a description means nobody with a name
constexpr uint32_t kPairRemembered = 300;   // tokens in which 'the pair' means the same two
constexpr uint32_t kGroupRemembered = 120;  // tokens in which 'they' means the names joined last
constexpr uint32_t kLongestJoint = 6;       // tokens between two names of a group
constexpr size_t kLargestGroup = 8;
constexpr uint32_t kForgotten = 400;                // tokens after which it is not meant any more
constexpr float kJoined = 0.6F, kNotJoined = 0.5F;  // how sure it is that names are meant together
constexpr float kSoCalled = 12.0F;                  // for 'the club', a body of which 'club' was said
constexpr float kOwnWords = 0.05F;                  // nobody calls himself 'he'
constexpr float kSayerHimself = 2.5F;               // what somebody says is mostly of himself
constexpr float kGoesOn = 1.25F;                    // 'Ana Prado accused Lena Moor. She said': the subject goes on

}  // namespace

// 'told this newspaper': the body that published the document.
void ReferenceResolver::resolve_here(Span span, const ReferenceWord& word) {
  for (const uint32_t source : reading_.credits) {
    if (source >= reading_.entities.size() || reading_.entities[source].type == EntityType::kPerson) continue;
    return add(span, source, kHeadConfidence, false);
  }
  resolve(span, word, kNone);
}

// `again`: only a pronoun, which says nothing new of the part that the entity plays.
void ReferenceResolver::see(uint32_t entity, EntityType type, bool marked, bool again) {
  const bool subject = !subject_seen_ && !marked && (type == EntityType::kPerson || type == EntityType::kOrganization);
  subject_seen_ = subject_seen_ || subject;
  if (subject && !in_quotation_) {
    sentence_subject_ = type == EntityType::kPerson ? entity : kNone;
    sentence_body_ = type == EntityType::kPerson ? kNone : entity;
  }
  if (!marked && clause_subject_ == kNone) clause_subject_ = entity;
  if (first_named_ == kNone) first_named_ = entity;
  if (marked && type == EntityType::kPerson) addressed_ = entity;
  auto known = std::find_if(salient_.begin(), salient_.end(), [&](const Salient& s) { return s.entity == entity; });
  if (known == salient_.end()) {
    if (salient_.size() == kMostSalient) {
      known = std::min_element(salient_.begin(), salient_.end(),
                               [](const Salient& a, const Salient& b) { return a.at < b.at; });
      *known = {entity, type, position_, position_, block_, 1};
    } else {
      known = salient_.insert(salient_.end(), {entity, type, position_, position_, block_, 1});
    }
  }
  known->at = position_;
  known->block = block_;
  if (!again) known->named_at = position_;
  known->weight = subject ? kSubjectWeight : again ? known->weight : std::max(1.0F, known->weight * 0.8F);
}

// 'Norvia and Ana Prado' are several people too; over a comma the second says who the first is: 'of Norvia, Ana Prado'.
bool ReferenceResolver::joins_type(EntityType type, bool comma) const {
  const auto acts = [](EntityType t) { return t == EntityType::kPerson || t == EntityType::kOrganization; };
  return type == group_type_ || (!comma && acts(type) && acts(group_type_));
}

// 'Ana Prado (Sport) and Rui Costa': the token behind the brackets at `from`, where they close before `to`.
uint32_t ReferenceResolver::behind_brackets(const AnalyzedBlock& block, uint32_t from, uint32_t to) const {
  constexpr uint32_t kLongestAside = 8;  // tokens
  const auto is = [&](uint32_t k, std::string_view sign, std::string_view wide) {
    const std::string_view text = block.text.tokens[k].span.of(analysis_.text());
    return text == sign || text == wide;
  };
  if (from >= to || !is(from, "(", "（")) return from;
  for (uint32_t k = from + 1; k < to && k <= from + kLongestAside; ++k) {
    if (is(k, ")", "）")) return k + 1;
  }
  return to;
}

// 'Ana Prado and Rui Costa': names of one kind that a word joins.
void ReferenceResolver::extend_group(const AnalyzedBlock& block, const Mention& mention, uint32_t at, uint32_t after) {
  const bool here = group_block_ == &block && group_end_ < at;
  const uint32_t from = here ? behind_brackets(block, group_end_, at) : at;
  if (here && from == at && at - group_end_ <= kLongestJoint) return;  // 'Ana Prado (of Norvia)'
  const bool near = from < at && at - from <= kLongestJoint && joined(block, from, at);
  const bool joins = near && joins_type(reading_.entities[mention.entity].type,
                                        block.text.tokens[from].kind == TokenKind::kPunctuation);
  if (!joins) {
    group_.clear();
    group_marked_ = marked_before(block, at);
  }
  group_block_ = &block;
  group_end_ = after;
  group_type_ = mention.type;
  if (group_.size() < kLargestGroup && std::find(group_.begin(), group_.end(), mention.entity) == group_.end())
    group_.push_back(mention.entity);
  // 'Ana and Rui wrote to Eva and Tom. They …': those who act go on
  const bool acted = group_marked_ && !last_group_marked_ && last_group_.size() >= 2 && last_group_at_ >= sentence_at_;
  if (group_.size() >= 2 && !acted) {
    last_group_marked_ = group_marked_;
    last_group_ = group_;
    last_group_type_ = mention.type;
    last_group_at_ = position_;
  }
}

// 'both women' are no men, as far as the text says.
bool ReferenceResolver::may_be(uint32_t entity, const ReferenceWord& word) const {
  constexpr float kSurelyNot = 0.3F;
  return word.gender == 0 || !word.two || learning_ || reading_.entities[entity].type != EntityType::kPerson ||
         genders_.fit(entity, word.gender) > kSurelyNot;
}

// 'they', 两人: the names joined last, else for two the two named last.
bool ReferenceResolver::resolve_group(Span span, const ReferenceWord& word) {
  if (!word.two && !word.many) return false;
  const auto fits = [&](EntityType type) { return (word.entity_types >> static_cast<unsigned>(type) & 1U) != 0; };
  std::vector<uint32_t> group;
  float confidence = kJoined;
  const bool of_persons = last_group_type_ == EntityType::kPerson;
  const bool pair = word.two && last_group_.size() == 2;
  const bool near = !last_group_.empty() && position_ - last_group_at_ <= (pair ? kPairRemembered : kGroupRemembered);
  const bool all = std::all_of(last_group_.begin(), last_group_.end(), [&](uint32_t e) { return may_be(e, word); });
  if (near && all && (fits(last_group_type_) || (word.many && of_persons)) && (word.many || last_group_.size() == 2)) {
    group = last_group_;
    if (pair) last_group_at_ = position_;
  } else if (word.two) {
    group = last_two(word, false);
    confidence = kNotJoined;
  }
  if (group.size() < 2) return false;
  if (word.two && !pair && reading_.entities[group[0]].type == EntityType::kPerson) {  // 'The sisters … They'
    last_group_ = group;
    last_group_type_ = EntityType::kPerson;
    last_group_at_ = position_;
    last_group_marked_ = false;
  }
  add(span, group[0], confidence, word.kind == ReferenceKind::kOwner);
  if (!learning_) {
    reading_.references.back().also.assign(group.begin() + 1, group.end());
    reading_.references.back().object = word.object && word.kind == ReferenceKind::kPronoun;
  }
  return true;
}

std::vector<uint32_t> ReferenceResolver::last_two(const ReferenceWord& word, bool named) const {
  std::vector<const Salient*> fitting;
  for (const Salient& s : salient_) {
    const bool acts = s.type == EntityType::kPerson || s.type == EntityType::kOrganization;
    if (acts && (word.entity_types >> static_cast<unsigned>(s.type) & 1U) != 0 && position_ - s.at <= kForgotten &&
        may_be(s.entity, word))
      fitting.push_back(&s);
  }
  if (fitting.size() < 2) return {};
  std::partial_sort(fitting.begin(), fitting.begin() + 2, fitting.end(), [&](const Salient* a, const Salient* b) {
    return named ? a->named_at > b->named_at : a->at > b->at;
  });
  return {fitting[1]->entity, fitting[0]->entity};
}

// 'the former', 'the latter': of the two named last.
void ReferenceResolver::resolve_order(Span span, const ReferenceWord& word) {
  const std::vector<uint32_t> two = last_two(word, true);
  if (two.empty()) {
    resolve(span, word);
  } else {
    add(span, word.kind == ReferenceKind::kFormer ? two[0] : two[1], 0.6F, false);
  }
}

// The clause's subject, or one of those who are it together.
bool ReferenceResolver::acts_in_clause(uint32_t entity) const {
  if (entity == clause_subject_) return true;
  const auto together = [&](uint32_t e) { return std::find(group_.begin(), group_.end(), e) != group_.end(); };
  return clause_subject_ != kNone && together(clause_subject_) && together(entity);
}

// 'The company sued Orla', 'he wrote to Costa': whom the verb behind the words at `first` is about is somebody else
// than they mean. kNone where they are no subject, or no name follows.
uint32_t ReferenceResolver::acted_on(const AnalyzedBlock& block, uint32_t first, uint32_t after, uint32_t end) const {
  constexpr uint32_t kFarthest = 8;  // tokens from the subject to the name
  const ClaimFrames& frames = *block.language->claims;
  if (marked_before(block, first)) return kNone;
  const auto lends = [&](uint32_t k) {  // رفعت الشركة دعوى على نورفيا
    const auto word = frames.grammar.longest(block.text, k);
    return word.count == 1 && (frames.words[word.payload].flags & kLightVerb) != 0;
  };
  bool acts =
      frames.verb_first && first > 0 && (frames.triggers.longest(block.text, first - 1).count == 1 || lends(first - 1));
  for (uint32_t k = after; k < end && k < after + kFarthest;) {
    const Token& token = block.text.tokens[k];
    if (next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin < token.span.end)
      return acts ? reading_.mentions[next_].entity : kNone;
    constexpr uint16_t kNewClause = kBeginsClause | kBeginsContent | kRelates | kJoins;
    const auto grammar = frames.grammar.longest(block.text, k);
    const bool opens_name = next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin == token.span.end;
    if (sign(token) && opens_name) {  // a quotation mark
      ++k;
      continue;
    }
    if (sign(token) || (grammar.count > 0 && (frames.words[grammar.payload].flags & kNewClause) != 0)) return kNone;
    const auto trigger = frames.triggers.longest(block.text, k);
    acts = acts || (trigger.count > 0 && frames.frames[frames.forms[trigger.payload].frame].kind == FrameKind::kVerb);
    k += std::max(1U, trigger.count);
  }
  return kNone;
}

// Of several things that are called so, the one that the text speaks of most and nearest.
uint32_t ReferenceResolver::likeliest(const std::vector<uint32_t>& called) const {
  uint32_t best = kNone;
  float most = 0;
  for (const Salient& s : salient_) {
    if (std::find(called.begin(), called.end(), s.entity) == called.end()) continue;
    const float nearness = std::exp2(-static_cast<float>(position_ - s.at) / kDescribedHalfLife);
    const float score = nearness * std::pow(prominence_[s.entity], kDescribedProminence);
    if (best != kNone && score <= most) continue;
    best = s.entity;
    most = score;
  }
  return best != kNone || called.empty() ? best : called.back();
}

// Whom the word may stand for, each with its score.
std::vector<Genders::Candidate> ReferenceResolver::weigh(const ReferenceWord& word, bool description, bool& persons,
                                                         const std::vector<uint32_t>& called) const {
  std::vector<Genders::Candidate> candidates;
  for (const Salient& s : salient_) {
    if ((word.entity_types >> static_cast<unsigned>(s.type) & 1U) == 0) continue;
    if ((word.many || word.two) && s.type == EntityType::kPerson) continue;
    const bool other = word.kind == ReferenceKind::kOther;
    const uint32_t distance = position_ - s.at;
    if (distance > kForgotten && !description) continue;
    const float liveliness = s.type == EntityType::kPerson ? kPersonWeight : 1.0F;
    const float nearness = std::exp2(-static_cast<float>(distance) / (description ? kDescribedHalfLife : kHalfLife));
    const float weight = description ? 1.0F : s.weight;
    // 'Costa sent him': somebody else; 'Costa sent his': Costa
    const bool beside = acts_in_clause(s.entity);
    const bool acts =
        clause_subject_ != kNone ? beside : s.entity == (first_named_ != kNone ? first_named_ : last_first_);
    if (other && acts) continue;
    const bool opens = clause_subject_ == kNone && s.entity == first_named_;
    if (s.entity == antecedent_) continue;
    if (s.entity == acted_on_ && word.kind != ReferenceKind::kOwner) continue;
    const float clause = word.kind == ReferenceKind::kReflexive ? (beside || opens ? kReflexive : 1.0F)
                         : !beside || s.entity == sayer_        ? 1.0F
                         : word.kind == ReferenceKind::kOwner   ? kOwnerBeside
                                                                : kBeside;
    const float place = description || s.block == block_ ? 1.0F : kElsewhere;
    const bool elsewise =
        word.kind == ReferenceKind::kDescription && std::find(called.begin(), called.end(), s.entity) == called.end();
    if (elsewise && word.role.empty() && nouns_.is_public(s.entity)) continue;
    const float kind = elsewise && nouns_.is_of_kind(s.entity) ? kOtherKind : 1.0F;
    const float answers = answering_ && s.entity == addressed_ ? kAnswers : 1.0F;
    const bool of_sayer = (begins_content_ && s.entity == sentence_subject_) || s.entity == sayer_;  // قال سامر إنه
    const float sayer = !of_sayer ? 1.0F : accused_ ? kBeside : kSayerHimself;
    const bool asks = word.asked && s.entity == (clause_subject_ != kNone ? clause_subject_ : first_named_);
    const float local = (word.local && s.at >= sentence_at_ ? kLocal : 1.0F) * (asks ? kBeside : 1.0F);
    const bool opens_sentence = first_named_ == kNone && word.kind == ReferenceKind::kPronoun && !word.object;
    const float goes_on = opens_sentence && !learning_ && s.entity == last_subject_ ? kGoesOn : 1.0F;
    const float told = std::pow(prominence_[s.entity], description ? kDescribedProminence : kProminence);
    const bool speaks =
        (in_quotation_ && s.entity == speaker_) || s.entity == voice_.author || s.entity == voice_.recipient;
    const bool own = speaks && !description;
    const bool so_called = std::find(called.begin(), called.end(), s.entity) != called.end();
    const auto among = [&](const std::vector<uint32_t>& bodies) {
      return std::find(bodies.begin(), bodies.end(), s.entity) != bodies.end();
    };
    const bool wrote = description && s.entity != voice_.body && (among(reading_.credits) || among(cited_));
    const float host = wrote ? kCredited : description && s.entity == voice_.body ? kWritesForIt : 1.0F;
    candidates.push_back({s.entity, liveliness * weight * nearness * told * clause * answers * place * kind * sayer *
                                        goes_on * local * (own ? kOwnWords : 1.0F) * (so_called ? kSoCalled : 1.0F) *
                                        host});
    persons = persons || s.type == EntityType::kPerson;
  }
  return candidates;
}

// عزا سامر استقالته: an event noun that ends in a pronoun and tells what its owner does, not what he suffers.
bool ReferenceResolver::own_act(const AnalyzedBlock& block, uint32_t i) {
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.verb_first) return false;
  frames.triggers.match(block.text, i, matches_);
  bool own = false;
  for (const PhraseTable::Match& match : matches_) {
    if (match.count != 1) continue;
    const TriggerForm& form = frames.forms[match.payload];
    const Frame& frame = frames.frames[form.frame];
    if (frame.kind != FrameKind::kNoun || (form.tags & kFormOwner) == 0) return false;
    own = frames.types[frame.type].is(kFate) && frame.role(kOf) == frame.role(kSubject);
  }
  return own;
}

// A pronoun written together with a word: what its word asks for decides among the candidates.
void ReferenceResolver::attach(Span span, char pronoun, bool own) {
  begins_content_ = false;
  ReferenceWord word;
  if (own) word.kind = ReferenceKind::kOwner;
  for (const EntityType type : {EntityType::kPlace, EntityType::kEvent})
    word.entity_types = static_cast<uint8_t>(word.entity_types & ~(1U << static_cast<unsigned>(type)));
  word.many = pronoun == 'p';
  word.gender = pronoun == 'm' || pronoun == 'f' ? pronoun : '\0';
  if (word.many && !last_group_.empty() && position_ - last_group_at_ <= kGroupRemembered) {
    if (!learning_) reading_.attached.push_back({span, last_group_, true});
    return;
  }
  bool persons = false;
  std::vector<Genders::Candidate> candidates = weigh(word, false, persons, {});
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

void ReferenceResolver::resolve(Span span, const ReferenceWord& word, uint32_t known,
                                const std::vector<uint32_t>& called) {
  const bool description = is_description(word.kind) || word.kind == ReferenceKind::kPart;
  if (known != kNone) {
    add(span, known, kHeadConfidence, false);
    see(known, reading_.entities[known].type, true, true);
    return;
  }
  if (word.kind == ReferenceKind::kNamed || word.kind == ReferenceKind::kHere) return;  // anybody's bank
  bool persons = false;
  std::vector<Genders::Candidate> candidates = weigh(word, description || is_partner(word), persons, called);
  if (candidates.empty()) return;
  if (learning_ && word.gender != 0 && persons) genders_.sample(word.gender, candidates);
  const Genders::Candidate* best = nullptr;
  float total = description ? kNobodyNamed : 0;
  for (Genders::Candidate& c : candidates) {
    if (word.gender != 0) c.score *= genders_.fit(c.entity, word.gender);
    total += c.score;
    if (best == nullptr || c.score > best->score) best = &c;
  }
  const bool so_called = std::find(called.begin(), called.end(), best->entity) != called.end();
  add(span, best->entity, so_called ? kHeadConfidence : best->score / total, word.kind == ReferenceKind::kOwner);
  if (!learning_) reading_.references.back().object = word.object && word.kind == ReferenceKind::kPronoun;
  if (!description)
    see(best->entity, reading_.entities[best->entity].type, word.kind == ReferenceKind::kOwner || word.object, true);
}

void ReferenceResolver::add(Span span, uint32_t entity, float confidence, bool owner) {
  if (learning_ && confidence == kHeadConfidence) prominence_[entity] += 1;  // named by what it is
  if (learning_) return;
  Reference reference;
  reference.span = span;
  reference.entity = entity;
  reference.confidence = confidence;
  reference.owner = owner;
  reading_.references.push_back(reference);
}

}  // namespace annals
