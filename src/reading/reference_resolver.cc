#include "reading/reference_resolver.h"

#include <algorithm>

#include "reading/gender_words.h"
#include "reading/proclitics.h"

namespace annals {
namespace {

constexpr float kToldOf = 0.15F;      // weight of who is named in a quotation only, behind it
constexpr uint32_t kLeastQuoted = 4;  // tokens between marks that are somebody's words rather than a title
constexpr uint32_t kLongestCue = 4;   // tokens between a quotation and its speaker: '…,' recalled Ana Prado

}  // namespace

void ReferenceResolver::run() {
  for (uint32_t b = 0; b < analysis_.blocks.size(); ++b) {
    const AnalyzedBlock& block = analysis_.blocks[b];
    voice_ = mail_.of(b);
    block_ = b;
    const BlockRole role = block.block->role;
    if (role == BlockRole::kBoilerplate || role == BlockRole::kHeader || role == BlockRole::kSignature ||
        role == BlockRole::kByline)
      continue;
    read_block(block);
  }
}

void ReferenceResolver::read_block(const AnalyzedBlock& block) {
  const std::vector<Token>& tokens = block.text.tokens;
  stretches_ = pair_marks(analysis_.text(), block);
  next_stretch_ = 0;
  article_ = pronoun_at_ = kNone;
  leave_quotation();
  speaker_ = kNone;
  for (const Sentence& sentence : block.sentences) {
    subject_seen_ = false;
    if (first_named_ != kNone) last_first_ = first_named_;
    if (first_named_ != kNone) last_subject_ = sentence_subject_ != kNone ? sentence_subject_ : sentence_body_;
    clause_subject_ = sentence_subject_ = sentence_body_ = first_named_ = kNone;
    sentence_at_ = position_;
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

bool ReferenceResolver::quoted() {
  while (next_stretch_ < stretches_.size() && stretches_[next_stretch_].end <= token_) ++next_stretch_;
  return next_stretch_ < stretches_.size() && stretches_[next_stretch_].first <= token_ &&
         stretches_[next_stretch_].end - stretches_[next_stretch_].first >= kLeastQuoted;
}

// What is told inside a quotation does not change whom the text around it is about.
void ReferenceResolver::enter_or_leave(const AnalyzedBlock& block) {
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

void ReferenceResolver::leave_quotation() {
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
uint32_t ReferenceResolver::named_behind(const AnalyzedBlock& block, uint32_t from) const {
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

void ReferenceResolver::skip_mentions(uint32_t until) {
  while (next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin < until) ++next_;
}

uint32_t ReferenceResolver::read_at(const AnalyzedBlock& block, uint32_t i, uint32_t end) {
  const std::vector<Token>& tokens = block.text.tokens;
  skip_mentions(tokens[i].span.begin);
  const uint32_t limit = next_ < reading_.mentions.size() ? reading_.mentions[next_].span.begin : UINT32_MAX;
  if (limit < tokens[i].span.end) {
    const Mention& mention = reading_.mentions[next_];
    uint32_t after = i + 1;
    while (after < end && tokens[after].span.begin < mention.span.end) ++after;
    if (mention.entity != kNone && block.language->references && block.language->claims) {
      remember_nouns(block, mention, i, after, end);
      if (mention.type == EntityType::kOrganization) note_press(block, mention, i, after, end);
      if (learning_ && mention.type == EntityType::kPerson) learn_gender(block, mention, {i, after}, end);
      if (learning_ && mention.type == EntityType::kOrganization)
        GenderWords(analysis_, block, genders_).learn_article(mention.entity, i);
      const bool object = first_named_ == kNone && suffers_opening(block, i);
      see(mention.entity, mention.type, object || marked_before(block, i) || owns_name(block, after, end));
      if (object) first_named_ = kNone;
      extend_group(block, mention, i, after);
    }
    last_mention_ = next_;
    last_mention_end_ = after;
    return after - i;
  }
  if (!block.language->references || !block.language->claims) return 1;
  while (next_time_ < reading_.times.size() && reading_.times[next_time_].span.end <= tokens[i].span.begin)
    ++next_time_;
  const bool in_time = next_time_ < reading_.times.size() && reading_.times[next_time_].span.begin < tokens[i].span.end;
  if (in_time) return 1;  // 'the first' may be a month's
  const Step step = step_at(block, i);
  const PhraseTable::Match& match = step.reference;
  constexpr uint16_t kParts = kBeginsClause | kBeginsContent | kRelates | kJoins;
  const bool parts = tokens[i].kind == TokenKind::kPunctuation || (step.grammar & kParts) != 0;  // إنه
  if (parts && !joins_verb(block, i, step, end)) {
    before_that_ = (step.grammar & kBeginsContent) != 0 ? clause_subject_ : kNone;
    clause_subject_ = kNone;
  }
  const bool bound = step.attached != 0 && match.count == 1;  // 'a' is an article too
  if (bound || match.count == 0 || i + match.count > end || tokens[i + match.count - 1].span.end > limit) {
    if (bound) antecedent_ = antecedent_before(block, i);
    if (step.attached != 0) attach(tokens[i].span, step.attached, own_act(block, i));
    antecedent_ = kNone;
    if (bound) return 1;
    const bool article = article_ == i;
    if (step.alone && (step.grammar & kArticle) != 0 && definite(block, i)) article_ = i + 1;
    return read_head(block, i, end, limit, article);
  }
  ReferenceWord word = block.language->references->words[match.payload];
  const bool may_be_asked = word.kind == ReferenceKind::kOwner || (word.kind == ReferenceKind::kPronoun && !word.many);
  const bool asked = may_be_asked && !block.language->claims->spaced && asked_before(block, i);
  word.asked = asked && word.kind == ReferenceKind::kPronoun;  // 要求他辞职
  if (word.kind == ReferenceKind::kOwner && word.object && (asked || !owns(block, i + match.count, end))) {
    word.kind = ReferenceKind::kPronoun;
    word.local = !block.language->claims->spaced;
    word.asked = asked;
    word.object = !word.local;
  }
  begins_content_ = word.kind == ReferenceKind::kPronoun && (step.grammar & kBeginsContent) != 0;
  sayer_ = word.kind == ReferenceKind::kPronoun && !word.object ? sayer_before(block, i) : kNone;
  accused_ = begins_content_ && block.language->claims->verb_first && accuses_before(block, i);
  const Span span{tokens[i].span.begin + match.skip_bytes, tokens[i + match.count - 1].span.end};
  if (word.kind == ReferenceKind::kOther && beside_name(block, i + match.count, end)) return match.count;
  // خبيرا هو سامر: verb first, before a name the pronoun only says that what comes is the name
  if (word.kind == ReferenceKind::kPronoun && !begins_content_ && block.language->claims->verb_first &&
      i + match.count < end && tokens[i + match.count].span.begin == limit)
    return match.count;
  if (word.kind == ReferenceKind::kPronoun && !begins_content_) pronoun_at_ = i + match.count;
  if (is_description(word.kind) && block.language->claims->verb_first && pronoun_at_ == i && i > 0)
    return match.count;  // وهي الشركة التي: what is said of whom the pronoun stands for
  const bool owner = word.kind == ReferenceKind::kOwner || !block.language->claims->spaced;  // 他的
  answering_ = owner && owns_answer(block, i + match.count);
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
  if (word.kind == ReferenceKind::kKin && !block.language->claims->spaced)
    return read_kin(block, i, match.count, end, word);
  if (word.kind == ReferenceKind::kPart) return read_part(block, i, match.count, span, word);
  if (word.kind == ReferenceKind::kArticle && definite(block, i)) article_ = i + match.count;
  if (word.kind == ReferenceKind::kSelf || word.kind == ReferenceKind::kAddressee ||
      word.kind == ReferenceKind::kBlocks || word.kind == ReferenceKind::kArticle ||
      word.kind == ReferenceKind::kTitle || word.kind == ReferenceKind::kKin)
    return match.count;
  const size_t before = reading_.references.size();
  if (word.kind == ReferenceKind::kHere) {
    resolve_here(span, word);
  } else if (word.kind == ReferenceKind::kFormer && qualifies(block, i + match.count, end)) {
    return match.count;  // 'the former treasurer'
  } else if ((word.kind == ReferenceKind::kFormer || word.kind == ReferenceKind::kLatter) && i > 0 &&
             block.language->claims->verb_first && match.skip_bytes == 0 && definite_word(block, i - 1)) {
    return match.count;  // المرة الأولى
  } else if (word.kind == ReferenceKind::kFormer || word.kind == ReferenceKind::kLatter) {
    resolve_order(span, word);
  } else if (word.two && counts_things(block, i + match.count, end)) {
    return match.count;  // 'as duas propostas'
  } else if (!resolve_group(span, word)) {
    uint32_t known = kNone;
    std::vector<uint32_t> called;
    if (is_description(word.kind)) {
      known = nouns_.described(block, span);
      called = nouns_.bodies(block, span);
    }
    if (known != kNone && !fits(word, reading_.entities[known].type)) known = kNone;  // a person is no 'company'
    if (word.kind == ReferenceKind::kNamed && known == kNone) known = likeliest(called);
    acted_on_ = acted_on(block, i, i + match.count, end);
    resolve(span, word, known, called);
    acted_on_ = kNone;
  }
  // Who was introduced as the defendant is meant, whoever else was sued since.
  if (reading_.references.size() > before && reading_.references.back().confidence != kHeadConfidence)
    reading_.references.back().role = word.role;
  return match.count;
}

// 离开诺维亚两年后: the name at `i` is the object of a verb that opens the sentence.
bool ReferenceResolver::suffers_opening(const AnalyzedBlock& block, uint32_t i) {
  constexpr uint32_t kLongestVerb = 4;  // tokens
  const ClaimFrames& frames = *block.language->claims;
  if (frames.spaced) return false;
  for (uint32_t k = i; k-- > 0 && i - k <= kLongestVerb && !sign(block.text.tokens[k]);) {
    frames.triggers.match(block.text, k, matches_);
    const bool object = std::any_of(matches_.begin(), matches_.end(), [&](const PhraseTable::Match& verb) {
      const Frame& frame = frames.frames[frames.forms[verb.payload].frame];
      return k + verb.count == i && frame.kind == FrameKind::kVerb && frame.type != 0 && !frame.says &&
             frame.role(kObject) != kNoRole;
    });
    if (object) return true;
  }
  return false;
}

// اتهمت هالة سامر بأنه: what somebody is accused of is told of whom the verb is about.
bool ReferenceResolver::accuses_before(const AnalyzedBlock& block, uint32_t i) {
  constexpr uint32_t kFarthestVerb = 8;  // tokens
  const ClaimFrames& frames = *block.language->claims;
  for (uint32_t k = i; k-- > 0 && i - k <= kFarthestVerb;) {
    if (block.text.tokens[k].kind == TokenKind::kPunctuation) return false;
    const auto verb = frames.triggers.longest(block.text, k);
    if (verb.count == 0 || k + verb.count > i) continue;
    const Frame& frame = frames.frames[frames.forms[verb.payload].frame];
    if (frame.kind == FrameKind::kVerb) return frames.types[frame.type].is(kAccusation);
  }
  return false;
}

bool ReferenceResolver::reports_at(const AnalyzedBlock& block, uint32_t i, uint32_t end) {
  const ClaimFrames& frames = *block.language->claims;
  frames.triggers.match(block.text, i, matches_);
  return std::any_of(matches_.begin(), matches_.end(), [&](const PhraseTable::Match& verb) {
    const Frame& frame = frames.frames[frames.forms[verb.payload].frame];
    return i + verb.count == end && frame.kind == FrameKind::kVerb && frame.says &&
           frames.types[frame.type].is(kPublication);
  });
}

// '…, reports the Gazette', '…, the Gazette reported.': 'the company' is none that is cited so.
void ReferenceResolver::note_press(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after,
                                   uint32_t end) {
  constexpr size_t kMostCited = 16;
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || frames.verb_first || cited_.size() >= kMostCited) return;
  const std::vector<Token>& tokens = block.text.tokens;
  uint32_t opens = first;
  if (opens > 0 && frames.grammar.longest(block.text, opens - 1).count == 1 && !sign(tokens[opens - 1])) --opens;
  const bool before = opens > 1 && sign(tokens[opens - 2]) && reports_at(block, opens - 1, opens);
  const bool behind = opens > 0 && sign(tokens[opens - 1]) && after + 1 < end && sign(tokens[after + 1]) &&
                      reports_at(block, after, after + 1);
  if ((before || behind) && std::find(cited_.begin(), cited_.end(), mention.entity) == cited_.end())
    cited_.push_back(mention.entity);
}

// 'Rui Costa said he would leave', 'said on Monday that he': who says what the pronoun at `i` begins.
uint32_t ReferenceResolver::sayer_before(const AnalyzedBlock& block, uint32_t i) {
  constexpr uint32_t kFarthestVerb = 8;  // tokens
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || frames.verb_first || i == 0) return kNone;
  const auto before = frames.grammar.longest(block.text, i - 1);
  const bool that = before.count == 1 && (frames.words[before.payload].flags & kBeginsContent) != 0;
  const uint32_t end = that ? i - 1 : i;
  const uint32_t named = group_block_ == &block ? last_mention_end_ : 0;
  for (uint32_t k = end; k-- > named && end - k <= kFarthestVerb;) {
    if (sign(block.text.tokens[k])) return kNone;
    frames.triggers.match(block.text, k, matches_);
    for (const PhraseTable::Match& verb : matches_) {
      if (k + verb.count > end || (!that && k + verb.count < end)) continue;
      const Frame& frame = frames.frames[frames.forms[verb.payload].frame];
      if (frame.kind != FrameKind::kVerb || !frame.content) continue;
      if (!frame.says || *frame.content == ClaimStatus::kProposed) return kNone;
      return that ? before_that_ : clause_subject_;
    }
  }
  return kNone;
}

// 'Norvia bought Orla and sold it': whoever did the one did the other.
bool ReferenceResolver::joins_verb(const AnalyzedBlock& block, uint32_t i, const Step& step, uint32_t end) {
  if ((step.grammar & kJoins) == 0 || !step.alone || i + 1 >= end) return false;
  const ClaimFrames& frames = *block.language->claims;
  const auto verb = frames.triggers.longest(block.text, i + 1);
  return verb.count > 0 && frames.frames[frames.forms[verb.payload].frame].kind == FrameKind::kVerb;
}

// 'the library', 'the engineer', المحاسبة: a definite noun that belongs to a name.
uint32_t ReferenceResolver::read_head(const AnalyzedBlock& block, uint32_t i, uint32_t end, uint32_t limit,
                                      bool article) {
  const NamedNouns::Found found = nouns_.find(block, i, end, limit, article);
  if (found.entities.empty()) return 1;
  const uint32_t entity = likeliest(found.entities);
  add(found.span, entity, kHeadConfidence, false);
  see(entity, reading_.entities[entity].type, marked_before(block, i), true);
  return found.count;
}

// Whether the next name but one is a person's and stands right behind the comma at the token.
bool ReferenceResolver::person_behind(const AnalyzedBlock& block, uint32_t comma) const {
  const std::vector<Token>& tokens = block.text.tokens;
  if (comma + 1 >= tokens.size() || tokens[comma].span.of(analysis_.text()) != ",") return false;
  const size_t m = next_ + 1;
  return m < reading_.mentions.size() && reading_.mentions[m].type == EntityType::kPerson &&
         reading_.mentions[m].span.begin == tokens[comma + 1].span.begin;
}

// المتحدث باسم: the words that end before `end` are somebody's post, since they close with a preposition.
bool ReferenceResolver::speaks_for(const AnalyzedBlock& block, uint32_t end) {
  const auto match = block.language->claims->grammar.longest(block.text, end - 1);
  return match.count == 1 && (block.language->claims->words[match.payload].flags & kMarksNext) != 0;
}

bool ReferenceResolver::person_at(const AnalyzedBlock& block, size_t mention, uint32_t token) const {
  return mention < reading_.mentions.size() && token < block.text.tokens.size() &&
         reading_.mentions[mention].type == EntityType::kPerson &&
         reading_.mentions[mention].span.begin == block.text.tokens[token].span.begin;
}

// 'the board of Norvia', "Norvia's board", 诺维亚董事会; alone it is a description.
uint32_t ReferenceResolver::read_part(const AnalyzedBlock& block, uint32_t i, uint32_t count, Span span,
                                      const ReferenceWord& word) {
  const std::vector<Token>& tokens = block.text.tokens;
  const auto is_organization = [&](size_t m) {
    return m < reading_.mentions.size() && reading_.mentions[m].entity != kNone &&
           reading_.mentions[m].type == EntityType::kOrganization;
  };
  if (last_mention_ < reading_.mentions.size() && is_organization(last_mention_) && last_mention_end_ <= i &&
      last_mention_end_ + 2 >= i && genitive(block, last_mention_end_, i)) {
    add({reading_.mentions[last_mention_].span.begin, span.end}, reading_.mentions[last_mention_].entity, 0.8F, false);
    return count;
  }
  const uint32_t after = i + count;
  if (speaks_for(block, after) && person_at(block, next_, after + 1)) return count;  // المتحدث باسم النادي سامر
  for (uint32_t k = after; k < tokens.size() && k <= after + 2; ++k) {
    if (next_ >= reading_.mentions.size() || reading_.mentions[next_].span.begin >= tokens[k].span.end) continue;
    if (!is_organization(next_) || !genitive(block, after, k)) break;
    const Mention& mention = reading_.mentions[next_];
    uint32_t end = k;
    while (end < tokens.size() && tokens[end].span.begin < mention.span.end) ++end;
    if (person_behind(block, end)) return count;  // 'a porta-voz da Norvia, Ana Prado'
    if (speaks_for(block, after) && person_at(block, next_ + 1, end)) return count;
    add({span.begin, mention.span.end}, mention.entity, 0.8F, false);
    see(mention.entity, mention.type, marked_before(block, i));
    return end - i;
  }
  if (of_another_noun(block, i, after)) return count;
  ReferenceWord part = word;
  part.local = !block.language->claims->spaced;  // 诺维亚创始人苏合被免去董事会主席一职
  resolve(span, part);
  return count;
}

// محامي رئيس الشركة, فريق جديد: verb first, a noun without an article before another one is part of what that one is.
bool ReferenceResolver::of_another_noun(const AnalyzedBlock& block, uint32_t part, uint32_t next) const {
  const std::vector<Token>& tokens = block.text.tokens;
  if (!block.language->claims->verb_first || next >= tokens.size() || tokens[next].kind != TokenKind::kWord)
    return false;
  for (uint32_t k = part; k <= next; ++k) {
    if (definite_word(block, k)) return false;
  }
  return block.language->claims->grammar.longest(block.text, next).count == 0;
}

// Whether an article is written together with the word: الشركة, بالشركة.
bool ReferenceResolver::definite_word(const AnalyzedBlock& block, uint32_t i) const {
  const Token& token = block.text.tokens[i];
  if (token.kind != TokenKind::kWord) return false;
  return definite_proclitic(*block.language,
                            block.language->vocabulary.folding().fold(token.span.of(analysis_.text()))) != nullptr;
}

// What the tables have at the token: looked up while learning, then known.
ReferenceResolver::Step ReferenceResolver::step_at(const AnalyzedBlock& block, uint32_t i) {
  if (!learning_ && next_step_ < steps_.size() && steps_[next_step_].token == i) return steps_[next_step_++];
  Step step;
  step.token = i;
  step.reference = block.language->references->phrases.longest(block.text, i);
  if (step.reference.count == 0 && contracted_before(block, i))
    step.reference = block.language->references->behind_article.longest(block.text, i);
  if (const auto match = block.language->claims->grammar.longest(block.text, i); match.count > 0) {
    const GrammarWord& word = block.language->claims->words[match.payload];
    step.grammar = word.flags;
    // 同意在展会闭幕后解雇她: such a word stands behind its phrase, and the subject before it goes on
    if (!block.language->claims->spaced && !word.clause_status)
      step.grammar = static_cast<uint16_t>(step.grammar & ~kBeginsClause);
    step.alone = match.count == 1;
    if ((word.flags & (kIsObject | kHoldsPronoun)) != 0 && step.alone) step.attached = bound_at(block, i, word);
  }
  if (step.reference.count == 0 && block.language->claims->attaches) step.attached = attached_at(block, i);
  if (learning_) steps_.push_back(step);
  return step;
}

// 'a recusou', 'ofereceu-lhe': the pronoun that is a word of its own beside its verb; 0 when it is none.
char ReferenceResolver::bound_at(const AnalyzedBlock& block, uint32_t i, const GrammarWord& word) const {
  constexpr uint16_t kFinite = kFormPast | kFormPresent | kFormFuture | kFormConditional;
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || frames.verb_first || word.gender == 'i') return 0;
  const char pronoun = word.gender != 0 ? word.gender : word.pronoun != 0 ? word.pronoun : 'e';
  const std::vector<Token>& tokens = block.text.tokens;
  if (i > 1 && tokens[i - 1].span.of(analysis_.text()) == "-" && !tokens[i - 1].space_before) return pronoun;
  if (i + 1 >= tokens.size()) return 0;
  const PhraseTable::Match verb = frames.triggers.longest(block.text, i + 1);
  if (verb.count == 0) return 0;
  const TriggerForm& form = frames.forms[verb.payload];
  const bool finite = (form.tags & kFinite) != 0 && (form.tags & (kFormBase | kFormParticiple)) == 0;
  return finite && frames.frames[form.frame].kind == FrameKind::kVerb ? pronoun : '\0';
}

// 'Ana Prado, que o apoiara': the name before the relative word acts, and is not whom the pronoun at `i` means.
uint32_t ReferenceResolver::antecedent_before(const AnalyzedBlock& block, uint32_t i) const {
  if (i == 0 || group_block_ != &block || last_mention_ >= reading_.mentions.size()) return kNone;
  const auto relative = block.language->claims->grammar.longest(block.text, i - 1);
  if (relative.count != 1 || (block.language->claims->words[relative.payload].flags & kRelates) == 0) return kNone;
  const bool comma = last_mention_end_ + 2 == i && sign(block.text.tokens[last_mention_end_]);
  return comma || last_mention_end_ + 1 == i ? reading_.mentions[last_mention_].entity : kNone;
}

// The pronoun that a preposition, verb or noun ends in; 0 when there is none.
char ReferenceResolver::attached_at(const AnalyzedBlock& block, uint32_t i) {
  const ClaimFrames& frames = *block.language->claims;
  if (const auto match = frames.grammar.longest(block.text, i); match.count > 0) {
    const char pronoun = frames.words[match.payload].pronoun;
    if (pronoun != 0) return pronoun == 'i' || pronoun == 'y' ? '\0' : pronoun;
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

}  // namespace annals
