#include "reading/speakers.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "reading/references.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kCueReach = 256;  // elements from a quotation to what may say who speaks
constexpr uint32_t kShortQuote = 2;
constexpr uint32_t kWordsToOwnQuote = 2;  // between a saying word and the words it says itself
constexpr size_t kWordsToSource = 6;      // elements from 'according to' to the name
constexpr uint32_t kLetterReach = 5;      // elements from a name to the word for its letter
constexpr uint32_t kAfterDistance = 80;   // bytes after the words where the speaker may still be named
constexpr uint32_t kWordsBesideVerb = 3;  // elements right before a verb
constexpr uint32_t kWordsBeside = 5;      // tokens beside a name where words that describe it stand
constexpr uint32_t kMarksBehind = 3;      // closing marks and stops behind the words
constexpr float kSurePronoun = 0.6F;      // confidence of a pronoun that decides who speaks

uint32_t words_in(const AnalyzedBlock& block, const QuotedStretch& quote) {
  uint32_t words = 0, ideographs = 0;
  for (uint32_t i = quote.first; i < quote.end; ++i) {
    const TokenKind kind = block.text.tokens[i].kind;
    words += kind == TokenKind::kWord || kind == TokenKind::kNumber;
    ideographs += kind == TokenKind::kIdeograph;
  }
  return words + ideographs / 2;
}

}  // namespace

Speakers::Speakers(const Analysis& analysis, const std::vector<ReadScene>& scenes, const std::vector<float>& feminine,
                   const Reading& reading)
    : analysis_(analysis), scenes_(scenes), feminine_(feminine), reading_(reading) {
  places_.reserve(reading.mentions.size());
  uint32_t block = 0, token = 0;
  for (const Mention& mention : reading.mentions) {
    while (block < analysis.blocks.size() && analysis.blocks[block].block->span.end <= mention.span.begin) {
      ++block;
      token = 0;
    }
    Place place{block, 0, 0};
    if (block < analysis.blocks.size()) {
      const std::vector<Token>& tokens = analysis.blocks[block].text.tokens;
      while (token < tokens.size() && tokens[token].span.end <= mention.span.begin) ++token;
      place.first = token;
      place.end = token;
      while (place.end < tokens.size() && tokens[place.end].span.begin < mention.span.end) ++place.end;
    }
    places_.push_back(place);
  }
}

size_t Speakers::scene_at(Range range, uint32_t byte) const {
  const auto first = scenes_.begin() + static_cast<std::ptrdiff_t>(range.first),
             end = scenes_.begin() + static_cast<std::ptrdiff_t>(range.end);
  return static_cast<size_t>(
      std::partition_point(first, end, [&](const ReadScene& r) { return r.scene.span.end < byte; }) - scenes_.begin());
}

bool Speakers::is_colon(const Element& element, const AnalyzedBlock& block) const {
  if (element.kind != ElementKind::kStop && element.kind != ElementKind::kComma) return false;  // a comma after a label
  const char32_t c = decode(analysis_.text(), element.span.begin).value;
  const auto& colons = block.language->quotes->colons;
  return std::find(colons.begin(), colons.end(), c) != colons.end();
}

// --- cues ------------------------------------------------------------------------------------------------------------

// The statement that says the words: before them in their sentence, or right after them.
Cue Speakers::cue(const AnalyzedBlock& block, Range range, const QuotedStretch& quote) const {
  if (const Cue answer = answer_cue(range, quote.span); answer.strength > 0) return answer;
  Cue best;
  for (size_t s = scene_at(range, quote.span.begin < 2 ? 0 : quote.span.begin - 2); s < range.end; ++s) {
    const ReadScene& read = scenes_[s];
    if (read.scene.span.begin > quote.span.end + kAfterDistance) break;
    if (read.scene.span.end + 2 < quote.span.begin) continue;
    const std::vector<Element>& elements = read.scene.elements;
    // A sentence that is over before the words begin says them only with a colon.
    const bool over = read.scene.span.end <= quote.span.begin;
    if (over && (elements.empty() || !is_colon(elements.back(), block))) continue;
    // '“…”, she said. Costa denies it.': the next sentence says other words.
    const bool told = best.strength == 2 && best.span && best.span->begin >= quote.span.end;
    if (told && read.scene.span.begin > best.span->begin) break;
    const Part inside{element_at(elements, quote.span.begin), element_at(elements, quote.span.end)};
    // Statements stand in the order of their triggers where a sentence has so many that it matters.
    const size_t crowd = read.statements.size() > kCueReach ? kCueReach : 0;
    size_t from = 0;
    if (crowd != 0) {
      from = static_cast<size_t>(
          std::partition_point(read.statements.begin(), read.statements.end(),
                               [&](const StatedEvent& e) { return e.at + kCueReach < inside.first; }) -
          read.statements.begin());
    }
    for (size_t n = from; n < read.statements.size(); ++n) {
      const StatedEvent& statement = read.statements[n];
      if (crowd != 0 && (statement.at + kCueReach < inside.first || statement.at > inside.end + kCueReach)) break;
      if (!statement.frame->says && !takes_words(read, statement)) continue;
      const Span trigger = elements[statement.at].span;
      if (quote.span.contains(trigger)) continue;
      const Cue cue = cue_of(block, read, statement, quote, inside);
      const bool nearer =
          cue.strength == best.strength && cue.strength > 0 &&
          ((best.speaker == kNone && !best.unnamed) || (cue.named && !best.named && !best.unnamed) ||
           (trigger.begin < quote.span.begin && (cue.unnamed || (cue.speaker != kNone && cue.named == best.named))));
      if (cue.strength > best.strength || nearer) best = cue;
    }
  }
  if (best.strength == 0) best = label_cue(block, range, quote.span);
  if (best.strength == 0) best = signature_cue(block, quote);
  if (best.strength == 0) best = stance_cue(range, quote.span);
  // A source before the words is nearer than whoever 'said' behind them may be.
  const bool behind = best.span && best.span->begin >= quote.span.end && !best.named && !best.unnamed;
  if (best.strength == 0 || behind) {
    const Cue source = source_cue(range, quote.span);
    if (best.strength == 0 || source.speaker != kNone) best = source;
  }
  return best;
}

// 'Ana Prado: “The plant stays.”'
Cue Speakers::label_cue(const AnalyzedBlock& block, Range range, Span quote) const {
  const size_t s = scene_at(range, quote.begin < 2 ? 0 : quote.begin - 2);
  if (s >= range.end) return {};
  const std::vector<Element>& elements = scenes_[s].scene.elements;
  uint32_t i = element_at(elements, quote.begin);
  if (i > 0 && elements[i - 1].kind == ElementKind::kMark) --i;
  if (i < 2 || !is_colon(elements[i - 1], block)) return {};
  if (const uint32_t writer = letter_writer(scenes_[s], i - 1); writer != kNone)
    return {writer, kNone, elements[i - 2].span, true, 2};
  if (!is_party(elements[i - 2]) || elements[i - 2].pronoun) return {};
  const bool alone = i == 2 || ends_clause(elements[i - 3]) || elements[i - 3].kind == ElementKind::kComma;
  return alone ? Cue{elements[i - 2].entity, kNone, elements[i - 2].span, true, 2} : Cue{};
}

// 'Costa received a letter from Ana Prado: …', 林远舟收到了何静岚的邮件:…: whose letter ends before the colon, or
// kNone.
uint32_t Speakers::letter_writer(const ReadScene& read, uint32_t colon) const {
  const std::vector<Element>& elements = read.scene.elements;
  const auto is_letter = [&](uint32_t i) {
    const Element& e = elements[i];
    for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
      const Frame& frame = read.scene.frames->frames[read.scene.frames->forms[read.scene.forms[f]].frame];
      if (frame.kind == FrameKind::kNoun && read.scene.frames->types[frame.type].is(kExchange)) return true;
    }
    return false;
  };
  uint32_t name = kNone;
  bool letter = false;
  for (uint32_t i = colon; i-- > 0 && colon - i <= kLetterReach;) {
    const Element& e = elements[i];
    if (e.kind == ElementKind::kComma || ends_clause(e)) break;
    letter = letter || (e.kind == ElementKind::kTrigger && is_letter(i));
    const bool writes = e.grammatical == kOf || e.grammatical == read.scene.frames->from_case;
    if (is_party(e) && !e.pronoun && writes && name == kNone) name = e.entity;
    if (letter && name != kNone) return name;
  }
  return kNone;
}

// '“…” Ana Prado praised Rui Costa, too.': no word says who speaks, and the sentence behind takes up what was said.
Cue Speakers::stance_cue(Range range, Span quote) const {
  for (size_t s = scene_at(range, quote.end); s < range.end; ++s) {
    const ReadScene& read = scenes_[s];
    const std::vector<Element>& elements = read.scene.elements;
    if (read.scene.span.begin > quote.end + kAfterDistance) break;
    const uint32_t from = element_at(elements, quote.end);
    for (const StatedEvent& statement : read.statements) {
      if (elements[statement.at].span.begin < quote.end) continue;
      if (!read.scene.frames->types[statement.frame->type].is(kSide) || !is_verbal(statement) || statement.passive ||
          statement.subject.empty())
        return {};
      const Actor& actor = statement.subject[0];
      const bool quotes = std::any_of(elements.begin() + statement.at, elements.end(),
                                      [](const Element& e) { return e.kind == ElementKind::kMark; });
      const bool named = actor.type == EntityType::kPerson && !actor.omitted && !actor.pronoun &&
                         actor.span.begin >= quote.end && from < elements.size();
      // 'Costa praised the plan' answers what somebody else said.
      uint32_t next = statement.at + 1;
      while (next < elements.size() && elements[next].has(kTransparent) && !elements[next].has(kArticle)) ++next;
      const bool of_thing = next < elements.size() && elements[next].kind == ElementKind::kWord &&
                            !elements[next].sign && (elements[next].word.flags == 0 || elements[next].has(kArticle));
      if (!named || quotes || of_thing) return {};
      return {actor.entity, kNone, elements[statement.at].span, true, 1};
    }
  }
  return {};
}

// '“The plant stays.” — Ana Prado'
Cue Speakers::signature_cue(const AnalyzedBlock& block, const QuotedStretch& quote) const {
  const std::vector<Token>& tokens = block.text.tokens;
  uint32_t at = quote.end;
  while (at < tokens.size() && tokens[at].kind == TokenKind::kPunctuation && at < quote.end + kMarksBehind &&
         !is_dash(tokens[at]))
    ++at;
  if (at >= tokens.size() || !is_dash(tokens[at])) return {};
  while (at < tokens.size() && is_dash(tokens[at])) ++at;
  if (at >= tokens.size()) return {};
  const auto name = std::partition_point(reading_.mentions.begin(), reading_.mentions.end(),
                                         [&](const Mention& m) { return m.span.begin < tokens[at].span.begin; });
  if (name == reading_.mentions.end() || name->span.begin != tokens[at].span.begin || name->entity == kNone) return {};
  while (at < tokens.size() && tokens[at].span.begin < name->span.end) ++at;
  const bool last =
      at >= tokens.size() || tokens[at].kind == TokenKind::kLineBreak || tokens[at].kind == TokenKind::kPunctuation;
  return last ? Cue{name->entity, kNone, name->span, true, 2} : Cue{};
}

bool Speakers::is_dash(const Token& token) const {
  return u_charType(static_cast<UChar32>(decode(analysis_.text(), token.span.begin).value)) == U_DASH_PUNCTUATION;
}

// 'According to Ana Prado, the plant is “late from the start”.'
Cue Speakers::source_cue(Range range, Span quote) const {
  for (size_t s = scene_at(range, quote.begin); s < range.end; ++s) {
    const std::vector<Element>& elements = scenes_[s].scene.elements;
    if (scenes_[s].scene.span.begin > quote.begin) break;
    const size_t end = element_at(elements, quote.begin);
    // 'For Ana Prado, nobody has “won this case”.'
    const bool stands_for =
        end > 2 && elements[0].has(kMarksNext) &&
        (elements[0].word.next == kTo || elements[0].word.next == scenes_[s].scene.frames->for_case);
    if (stands_for) {
      size_t k = 1;
      while (k < end && elements[k].has(kArticle)) ++k;
      if (k + 1 < end && is_party(elements[k]) && !elements[k].pronoun && elements[k + 1].kind == ElementKind::kComma)
        return {elements[k].entity, kNone, elements[k].span, true, 1, false, true};
    }
    for (size_t i = end - std::min(end, kCueReach); i + 1 < elements.size() && i < end; ++i) {
      if (!elements[i].has(kNamesSource)) continue;
      for (size_t k = i + 1; k < elements.size() && k <= i + kWordsToSource; ++k) {
        if (elements[k].has(kMarksNext) && !elements[k].has(kArticle)) break;  // 'according to minutes of the board'
        // 'according to its spokeswoman, Ana Prado, …'
        const bool aside = elements[k].kind == ElementKind::kComma && k + 1 < elements.size() &&
                           is_party(elements[k + 1]) && !elements[k + 1].pronoun &&
                           elements[k + 1].type == EntityType::kPerson && k + 2 < elements.size() &&
                           elements[k + 2].kind == ElementKind::kComma;
        if ((elements[k].kind == ElementKind::kComma && !aside) || ends_clause(elements[k])) break;
        if (is_party(elements[k]) && !(elements[k].pronoun && elements[k].grammatical == kOf))
          return {elements[k].entity, kNone, elements[i].span, true, 1, false, true};
      }
    }
  }
  return {};
}

Cue Speakers::cue_of(const AnalyzedBlock& block, const ReadScene& read, const StatedEvent& statement,
                     const QuotedStretch& quote, Part inside) const {
  const std::vector<Element>& elements = read.scene.elements;
  Cue cue;
  cue.span = elements[statement.at].span;
  if (!statement.frame->says) {
    const auto words = elements.begin() + std::max(inside.first, statement.at);
    const bool own = elements[statement.at].span.begin < quote.span.begin &&
                     std::none_of(elements.begin() + statement.at, words, [](const Element& e) {
                       return e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.has(kBeginsClause);
                     });
    if (!own) return {};
  }
  if (elements[statement.at].span.begin < quote.span.begin) {
    bool stopped = false, beside = false;
    uint32_t words = 0;
    for (uint32_t i = statement.at + 1; i < inside.first; ++i) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kStop && !is_colon(e, block)) stopped = true;
      if (e.kind == ElementKind::kWord && e.word.flags == 0) ++words;
      beside = is_colon(e, block) || (beside && e.kind == ElementKind::kMark);
    }
    // Part of what is reported: 'confirmed that the contract was “not signed”'.
    const auto from = elements.begin() + statement.at, to = elements.begin() + std::max(inside.first, statement.at);
    const bool opens = std::any_of(from, to, [](const Element& e) { return e.has(kBeginsContent); });
    const bool close = words <= (read.scene.frames->spaced ? 2U : 4U) && words_in(block, quote) > kShortQuote;
    cue.strength = stopped ? 0 : beside || opens || close ? 2 : 1;
    cue.content = !read.scene.frames->spaced && !stopped;
  } else {
    // After the words: ', said Ana Prado', 'Ana Prado said.', 林安回应道。
    uint32_t words = 0;
    const bool here = inside.end < elements.size() && elements[inside.end].span.begin >= quote.span.end;
    const uint32_t from = here ? inside.end : 0;
    for (uint32_t i = from; i < statement.at; ++i) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kStop) return {};
      if (e.kind == ElementKind::kMark && i > from + 1) return {};
      if (e.kind == ElementKind::kWord && e.word.flags == 0) ++words;
    }
    // '“…”, while Costa called it “…”': its own words follow.
    uint32_t next = statement.at + 1;
    while (next < elements.size() && next <= statement.at + kWordsToOwnQuote &&
           elements[next].kind == ElementKind::kWord)
      ++next;
    uint32_t behind = from;
    while (behind < statement.at && elements[behind].kind == ElementKind::kMark) ++behind;
    const bool apart = elements[behind].kind == ElementKind::kComma;
    if (apart && next < elements.size() && elements[next].kind == ElementKind::kMark) return {};
    // A sentence of its own says other words when more than a name follows its verb, or it begins with others: '“…” The
    // soup, says Costa, was cold.'
    if (read.scene.span.begin >= quote.span.end) {
      bool word = false;
      for (uint32_t i = from; i < statement.at && read.scene.frames->spaced; ++i) {
        if (elements[i].kind == ElementKind::kName) break;
        if (elements[i].kind == ElementKind::kComma && word) return {};
        word = word || (elements[i].kind == ElementKind::kWord && elements[i].word.flags == 0 && !elements[i].sign);
      }
      for (uint32_t i = statement.at + 1; i < elements.size(); ++i) {
        // '“This is home.” Prado told reporters, “We stay.”': the words go on.
        const bool goes_on = elements[i].kind == ElementKind::kMark && elements[i - 1].kind == ElementKind::kComma &&
                             !is_colon(elements[i - 1], block) && i <= statement.at + kWordsBeside;
        if (goes_on) break;
        if (elements[i].has(kBeginsContent) || elements[i].kind == ElementKind::kMark || is_colon(elements[i], block))
          return {};
      }
    }
    if (words <= (read.scene.frames->spaced ? 4U : 10U)) cue.strength = 2;
  }
  if (cue.strength == 0) return {};
  const Found found = find_subject(read, statement, quote.span);
  cue.speaker = found.entity;
  cue.named = found.named;
  cue.unnamed = found.unnamed;
  cue.addressee = addressee(read, statement, cue.speaker);
  return cue;
}

uint32_t Speakers::addressee(const ReadScene& read, const StatedEvent& statement, uint32_t speaker) {
  for (const Filler& filler : statement.fillers) {
    const std::string& role = read.scene.frames->types[statement.frame->type].roles[filler.role].name;
    if ((role == "addressee" || role == "recipient") && filler.actor.entity != speaker) return filler.actor.entity;
  }
  return kNone;
}

// --- subjects --------------------------------------------------------------------------------------------------------

// Of a passive or of an event noun.
uint32_t Speakers::agent(const ReadScene& read, const StatedEvent& statement) {
  for (const Filler& filler : statement.fillers) {
    const std::string& role = read.scene.frames->types[statement.frame->type].roles[filler.role].name;
    if (filler.role == statement.frame->role(kSubject) || role == "speaker" || role == "agent")
      return filler.actor.entity;
  }
  return kNone;
}

// 'the founder', unlike 'he'.
bool Speakers::is_description(const ReadScene& read, const Element& element) const {
  const AnalyzedBlock& block = analysis_.blocks[read.scene.block];
  if (!block.language->references || element.token >= block.text.tokens.size()) return false;
  const auto match = block.language->references->phrases.longest(block.text, element.token);
  if (match.count == 0) return true;
  const ReferenceKind kind = block.language->references->words[match.payload].kind;
  return kind != ReferenceKind::kPronoun && kind != ReferenceKind::kOwner;
}

Speakers::Found Speakers::find_subject(const ReadScene& read, const StatedEvent& statement, Span quote) const {
  const std::vector<Element>& elements = read.scene.elements;
  uint32_t weak = kNone;  // whom the clause names in another part: 'its spokeswoman', 'a letter to Ana Prado'
  bool pronoun = false;
  const char gender = gender_of(read, statement);
  uint32_t before = std::min(quote.begin, elements[statement.at].span.begin);
  if (statement.passive || !is_verbal(statement)) {
    if (const uint32_t entity = agent(read, statement); entity != kNone) return {entity, true};
    if (statement.passive) return {};
  } else if (!statement.subject.empty()) {
    const Actor& actor = statement.subject[0];
    const uint32_t at = element_at(elements, actor.span.begin);
    const bool here = at < elements.size() && elements[at].span == actor.span && !actor.omitted;
    // 'Costa said that the mayor told him': Costa is not the subject of 'told'.
    const auto parts = [](const Element& e) { return e.has(kBeginsContent); };
    const bool own =
        here && (at > statement.at || std::none_of(elements.begin() + at + 1, elements.begin() + statement.at, parts));
    if (own && plays_subject(elements[at])) {
      if (elements[at].pronoun) {  // 'the spokeswoman of Norvia, Ana Prado, said'
        uint32_t aside = at + 1;
        while (aside < elements.size() &&
               (elements[aside].kind == ElementKind::kComma ||
                (elements[aside].kind == ElementKind::kName && elements[aside].entity == actor.entity)))
          ++aside;
        const bool names = aside < elements.size() && aside > at + 1 && plays_subject(elements[aside]) &&
                           elements[aside].type == EntityType::kPerson && !elements[aside].pronoun;
        if (names) return {elements[aside].entity, true};
      }
      // قالت محامية سامر، ريم: the name behind the comma.
      uint32_t left = at, right = at + 1;
      while (left > statement.at && elements[left - 1].kind == ElementKind::kMark) --left;
      while (right < elements.size() && elements[right].kind == ElementKind::kMark) ++right;
      const bool owns = read.scene.frames->verb_first && left > statement.at + 1 && right + 2 < elements.size() &&
                        elements[left - 1].kind == ElementKind::kWord && elements[left - 1].word.flags == 0 &&
                        elements[right].kind == ElementKind::kComma && plays_subject(elements[right + 1]) &&
                        elements[right + 1].type == EntityType::kPerson && !elements[right + 1].pronoun &&
                        (ends_clause(elements[right + 2]) || elements[right + 2].kind == ElementKind::kComma);
      if (owns) return {elements[right + 1].entity, true};
      if (!elements[at].pronoun || elements[at].type != EntityType::kPerson) return {actor.entity, true};
      pronoun = !is_description(read, elements[at]);
      if (pronoun && elements[at].index < reading_.references.size() &&
          reading_.references[elements[at].index].confidence >= kSurePronoun)
        return {actor.entity, true};
      before = std::min(before, elements[at].span.begin);
    }
    weak = actor.entity;
    // 'declined to delay the auction, but called it “…”': the subject of the same sentence
    const bool goes_on = actor.omitted && at < statement.at && at < elements.size() &&
                         elements[at].span == actor.span && actor.type == EntityType::kPerson &&
                         !elements[at].pronoun && actor.span.end <= quote.begin;
    const Part beside{statement.at - std::min(statement.at, kWordsBesideVerb), statement.at};
    if (goes_on && is_unnamed(read, statement, beside)) return {kNone, false, true};
    if (goes_on && statement.governor == kNone) return {weak, true};
  }
  // The clause: on the verb's side of the quotation, to the next stop.
  Part part{statement.at, statement.at + 1};
  const auto inside_quote = [&](const Element& e) { return quote.contains(e.span); };
  while (part.first > 0 && !ends_clause(elements[part.first - 1]) && !inside_quote(elements[part.first - 1]) &&
         !elements[part.first - 1].has(kBeginsContent) && statement.at - part.first < kCueReach)
    --part.first;
  while (part.end < elements.size() && !ends_clause(elements[part.end]) && !inside_quote(elements[part.end]) &&
         part.end - statement.at < kCueReach)
    ++part.end;
  if (!pronoun) {
    const Part beside{std::max(part.first, statement.at - std::min(statement.at, kWordsBesideVerb)), statement.at};
    if (is_unnamed(read, statement, beside)) return {kNone, false, true};
    if (const uint32_t writer = paper_behind(read, statement); writer != kNone) return {writer, true};
    if (const uint32_t named = named_beside(read.scene, statement.at, part); named != kNone) return {named, true};
    if (const uint32_t writer = letter_writer(read, statement.at); writer != kNone) return {writer, true};
    if (const uint32_t named = described(read, statement, part); named != kNone) return {named, true};
    if (is_unnamed(read, statement, part, true)) return {kNone, false, true};
    if (weak != kNone && !statement.subject[0].omitted) return {weak, true};
    if (const uint32_t other = answerer(read, statement, before); other != kNone) return {other, false};
    if (has_description(read, statement, part)) {
      if (const uint32_t named = last_person(elements[part.first].span.begin); named != kNone) return {named, false};
    }
    before = std::min(before, elements[part.first].span.begin);
  }
  if (const uint32_t other = answerer(read, statement, before); other != kNone) return {other, pronoun};
  // قالت: the verb itself says of which gender the one is whom its clause leaves out.
  if (gender != 0 && !pronoun && weak != kNone && statement.subject[0].type == EntityType::kPerson)
    return {weak, false};
  const uint32_t told = speaker_before(number_of(read), before, gender);
  if (told != kNone || weak != kNone) return {told != kNone ? told : weak, pronoun};
  return {pronoun || !statement.subject.empty() ? kNone : last_person(before), false};
}

// The name in subject's place that is nearest to the verb: before it, with nothing but words and asides between, or
// right behind it.
uint32_t Speakers::named_beside(const Scene& scene, uint32_t verb, Part part) const {
  const std::vector<Element>& elements = scene.elements;
  const auto before = [&]() -> uint32_t {
    uint32_t own = verb;  // where the words right before the verb begin: adverbs and times left out
    while (own > part.first && (elements[own - 1].kind == ElementKind::kTime || elements[own - 1].has(kTransparent)))
      --own;
    bool subject = false;  // 'where Norvia works, the engineer said'
    for (uint32_t i = verb; i-- > part.first;) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kTrigger) break;
      if (e.kind == ElementKind::kComma && subject) break;
      subject = subject || (i + 1 == own && scene.frames->spaced && e.kind == ElementKind::kWord && e.word.flags == 0);
      if (plays_subject(e) && !e.pronoun) return e.entity;
    }
    return kNone;
  };
  const auto after = [&]() -> uint32_t {
    uint32_t words = 0;
    for (uint32_t i = verb + 1; i < part.end && words <= 3; ++i) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kTrigger || e.has(kBeginsContent)) break;
      if (plays_subject(e) && !e.pronoun) return e.entity;
      words += e.kind == ElementKind::kWord;
    }
    return kNone;
  };
  const bool verb_last = part.first + 1 < verb;
  const uint32_t first = scene.frames->verb_first || !verb_last ? after() : before();
  return first != kNone ? first : scene.frames->verb_first ? before() : kNone;
}

// 'Two sources said', 'a former employee said', or an `official` ('the judge said'): nobody whom the text names.
bool Speakers::is_unnamed(const ReadScene& read, const StatedEvent& statement, Part part, bool official) const {
  const std::vector<Element>& elements = read.scene.elements;
  const AnalyzedBlock& block = analysis_.blocks[read.scene.block];
  const PhraseTable& words = block.language->quotes->unnamed;
  if (words.empty()) return false;
  const std::vector<Token>& tokens = block.text.tokens;
  const auto kind = [&](uint32_t i) -> uint32_t {
    for (uint32_t t = elements[i].token; t < tokens.size() && tokens[t].span.begin < elements[i].span.end; ++t) {
      if (const auto match = words.longest(block.text, t); match.count > 0) return match.payload;
    }
    return kNone;
  };
  const auto tells = [&](uint32_t i) {
    const uint32_t found = kind(i);
    if (found == QuoteRules::kOfficial && official) return true;
    if (found != QuoteRules::kOne && found != QuoteRules::kOfficial) return found == QuoteRules::kMany;
    for (uint32_t k = i; k-- > part.first && i - k <= kWordsBeside;) {
      if (kind(k) == QuoteRules::kIndefinite) return true;
    }
    return false;
  };
  const auto stops = [&](uint32_t i) {
    const auto other = std::partition_point(read.statements.begin(), read.statements.end(),
                                            [&](const StatedEvent& s) { return s.at < i; });
    const bool verb = other != read.statements.end() && other->at == i && is_verbal(*other);
    return verb || elements[i].kind == ElementKind::kStop || elements[i].has(kBeginsContent);
  };
  for (uint32_t i = statement.at; i-- > part.first && !stops(i);) {
    if (tells(i)) return true;
  }
  for (uint32_t i = statement.at + 1; i < part.end && i <= statement.at + kWordsBeside && !stops(i); ++i) {
    if (elements[i].kind == ElementKind::kComma) break;
    if (tells(i)) return true;
  }
  return false;
}

// 'criticised Prado for “wanting it back”': a verb that takes a side may quote.
bool Speakers::takes_words(const ReadScene& read, const StatedEvent& statement) {
  return is_verbal(statement) && !statement.passive && !statement.subject.empty() && !statement.subject[0].omitted &&
         read.scene.frames->types[statement.frame->type].is(kSide);
}

// What the form says of its subject where the clause has none: 'f', or 'm'; 0 where it says nothing.
char Speakers::gender_of(const ReadScene& read, const StatedEvent& statement) {
  if (!read.scene.frames->verb_first || (statement.tags & (kFormObject | kFormOwner | kFormPlural)) != 0) return 0;
  return (statement.tags & kFormHer) != 0 ? 'f' : 'm';
}

bool Speakers::fits(uint32_t entity, char gender) const {
  constexpr float kHardly = 0.3F;
  if (gender == 0 || entity >= feminine_.size()) return true;
  return (gender == 'f' ? feminine_[entity] : 1 - feminine_[entity]) > kHardly;
}

}  // namespace annals
