// What the text before a quotation says of who speaks.
#include <algorithm>

#include "reading/speakers.h"

namespace annals {
namespace {

constexpr size_t kCueReach = 256;    // elements from a quotation to what may say who speaks
constexpr size_t kScenesBefore = 4;  // sentences before the words that may name who 'he' is
constexpr uint32_t kToSource = 4;    // elements from 'according to' to the name
constexpr size_t kGesture = 9;       // elements of a sentence that only shows who goes on speaking

}  // namespace

// --- the text before -------------------------------------------------------------------------------------------------

// The last one who was quoted between the two places.
uint32_t Speakers::last_speaker(uint32_t after, uint32_t before) const {
  for (size_t q = reading_.quotes.size(); q-- > 0;) {
    const Quote& quote = reading_.quotes[q];
    if (quote.body || quote.span.end > before) continue;
    if (quote.span.begin < after) break;
    if (quote.speaker != kNone && quote.depth == 0) return quote.speaker;
  }
  return kNone;
}

// Whom a sentence is about: the subject of what it says or writes, else of its last clause.
uint32_t Speakers::subject_of_scene(const ReadScene& read, uint32_t before, char gender) const {
  const std::vector<Element>& elements = read.scene.elements;
  uint32_t acts = kNone, unsaid = kNone;
  // 'According to Prado, the yard was sold.'
  for (uint32_t i = 0; i + 1 < elements.size() && elements[i].span.begin < before; ++i) {
    if (!elements[i].has(kNamesSource)) continue;
    for (uint32_t k = i + 1; k < elements.size() && k <= i + kToSource; ++k) {
      if (elements[k].kind == ElementKind::kComma || ends_clause(elements[k])) break;
      if (is_party(elements[k]) && elements[k].type == EntityType::kPerson && fits(elements[k].entity, gender))
        return elements[k].entity;
    }
  }
  for (const StatedEvent& s : read.statements) {
    if (elements[s.at].span.begin >= before) break;
    if (s.subject.empty() || s.relative || !is_verbal(s) || s.subject[0].type != EntityType::kPerson) continue;
    if (!fits(s.subject[0].entity, gender)) continue;
    if (s.subject[0].omitted) {
      if (unsaid == kNone && s.governor == kNone && !read.scene.span.contains(s.subject[0].span))
        unsaid = s.subject[0].entity;
      continue;
    }
    if (s.frame->says || read.scene.frames->types[s.frame->type].is(kExchange)) return s.subject[0].entity;
    if (s.governor == kNone) acts = s.subject[0].entity;
  }
  if (acts != kNone) return acts;
  if (unsaid != kNone) return unsaid;  // 'Queria Rui Costa': it is not about its object
  for (const Element& e : elements) {
    if (e.span.begin >= before) break;
    if (plays_subject(e) && e.type == EntityType::kPerson && fits(e.entity, gender)) return e.entity;
  }
  return kNone;
}

uint32_t Speakers::speaker_before(size_t scene, uint32_t byte, char gender) const {
  const uint32_t block = scenes_[scene].scene.block;
  for (size_t k = scene + 1, steps = 0; k-- > 0 && steps <= kScenesBefore; ++steps) {
    const ReadScene& read = scenes_[k];
    if (read.scene.block + 1 < block) break;
    if (read.scene.span.begin >= byte) continue;
    if (const uint32_t quoted = last_speaker(read.scene.span.begin, byte); quoted != kNone && fits(quoted, gender))
      return quoted;
    if (const uint32_t about = subject_of_scene(read, byte, gender); about != kNone) return about;
  }
  return kNone;
}

// 'Prado shook her head: “…”', also behind another quotation: who acts in the clause before the colon.
uint32_t Speakers::introducer(Range range, Span quote) const {
  const size_t s = scene_at(range, quote.begin);
  if (s >= range.end) return kNone;
  const ReadScene& read = scenes_[s];
  const std::vector<Element>& elements = read.scene.elements;
  uint32_t end = element_at(elements, quote.begin);
  if (end > 0 && elements[end - 1].kind == ElementKind::kMark) --end;
  if (end < 2 || !is_colon(elements[end - 1], analysis_.blocks[read.scene.block])) return kNone;
  --end;
  uint32_t first = end;
  while (first > 0 && !ends_clause(elements[first - 1]) && elements[first - 1].kind != ElementKind::kComma &&
         end - first < kCueReach)
    --first;
  for (uint32_t i = first; i < end && !elements[i].has(kRelates); ++i) {
    if (plays_subject(elements[i]) && elements[i].type == EntityType::kPerson) return elements[i].entity;
  }
  return kNone;
}

uint32_t Speakers::gesture(Range range, uint32_t after, Span quote) const {
  const size_t own = scene_at(range, quote.begin);
  if (own >= range.end || own == range.first || scenes_[own].scene.span.begin + 4 < quote.begin) return kNone;
  const ReadScene& before = scenes_[own - 1];
  const std::vector<Element>& elements = before.scene.elements;
  if (before.scene.span.begin < after || elements.size() < 3 || elements.size() > kGesture) return kNone;
  const bool dated =
      std::any_of(elements.begin(), elements.end(), [](const Element& e) { return e.kind == ElementKind::kTime; });
  const Element& name = elements[0].kind == ElementKind::kMark ? elements[1] : elements[0];
  return !dated && plays_subject(name) && name.type == EntityType::kPerson ? name.entity : kNone;
}

// Who answers, where only 'he' or 'she' does: the one who was spoken to last, the other one of two who speak by turns,
// or whom the sentence of the last words names besides their speaker.
uint32_t Speakers::answerer(const ReadScene& read, const StatedEvent& statement, uint32_t before) const {
  const AnalyzedBlock& block = analysis_.blocks[read.scene.block];
  const Element& verb = read.scene.elements[statement.at];
  if (block.language->quotes->answers.longest(block.text, verb.token).count == 0) return kNone;
  const size_t scene = number_of(read);
  const uint32_t after = scenes_[scene - std::min(scene, kScenesBefore)].scene.span.begin;
  const Quote* last = nullptr;
  for (size_t q = reading_.quotes.size(); q-- > 0;) {
    const Quote& quote = reading_.quotes[q];
    if (quote.body || quote.depth > 0 || quote.span.end > before) continue;
    if (quote.span.begin < after) break;
    if (last == nullptr) {
      if (quote.addressee != kNone && reading_.entities[quote.addressee].type == EntityType::kPerson)
        return quote.addressee;
      last = &quote;
    } else if (quote.speaker != kNone && quote.speaker != last->speaker &&
               quote.span.begin >= block.block->span.begin) {
      return quote.speaker;
    }
  }
  if (last != nullptr) {
    uint32_t other = kNone;
    for (size_t k = scene + 1; k-- > 0 && scenes_[k].scene.span.end > after;) {
      if (scenes_[k].scene.span.begin > last->span.begin) continue;
      for (const Element& e : scenes_[k].scene.elements) {
        if (e.span.begin >= last->span.begin) break;
        if (is_party(e) && e.type == EntityType::kPerson && e.entity != last->speaker) other = e.entity;
      }
      break;
    }
    return other;
  }
  // Nobody was quoted: 'Prado told Costa that …'.
  for (size_t k = scene + 1, steps = 0; k-- > 0 && steps < 2; ++steps) {
    const ReadScene& told = scenes_[k];
    if (told.scene.block != read.scene.block) break;
    for (size_t n = told.statements.size(); n-- > 0;) {
      const StatedEvent& other = told.statements[n];
      if (told.scene.elements[other.at].span.begin >= before || !other.frame->says || other.subject.empty()) continue;
      return addressee(told, other, other.subject[0].entity);
    }
  }
  return kNone;
}

// The person named last before the sentence of the words who does not act in it: to whom 'A and B wrote a letter: …'.
uint32_t Speakers::person_besides(const Quote& quote) const {
  const size_t own = scene_at({0, scenes_.size()}, quote.span.begin);
  if (own >= scenes_.size()) return kNone;
  const std::vector<Element>& elements = scenes_[own].scene.elements;
  const auto acts = [&](uint32_t entity) {
    return entity == quote.speaker || std::any_of(elements.begin(), elements.end(), [&](const Element& e) {
             return e.kind == ElementKind::kName && e.entity == entity;
           });
  };
  for (size_t k = own, steps = 0; k-- > 0 && steps < kScenesBefore; ++steps) {
    const std::vector<Element>& before = scenes_[k].scene.elements;
    for (size_t i = before.size(); i-- > 0;) {
      if (is_party(before[i]) && before[i].type == EntityType::kPerson && !acts(before[i].entity))
        return before[i].entity;
    }
  }
  return kNone;
}

// Who was written or spoken to last before the byte, by the sentence at `scene` or those before it.
uint32_t Speakers::last_addressee(size_t scene, uint32_t before) const {
  const uint32_t after = scenes_[scene - std::min(scene, kScenesBefore)].scene.span.begin;
  for (size_t q = reading_.quotes.size(); q-- > 0;) {
    const Quote& quote = reading_.quotes[q];
    if (quote.body || quote.depth > 0 || quote.span.end > before) continue;
    if (quote.span.begin < after) break;
    return quote.addressee != kNone ? quote.addressee : person_besides(quote);
  }
  for (size_t k = scene + 1, steps = 0; k-- > 0 && steps <= kScenesBefore; ++steps) {
    const ReadScene& read = scenes_[k];
    for (size_t n = read.statements.size(); n-- > 0;) {
      const StatedEvent& s = read.statements[n];
      if (read.scene.elements[s.at].span.begin >= before || s.subject.empty()) continue;
      if (!read.scene.frames->types[s.frame->type].is(kExchange)) continue;
      if (const uint32_t to = addressee(read, s, s.subject[0].entity); to != kNone) return to;
    }
  }
  return kNone;
}

// 'The answer came that night: “…”': whoever was written to, unless the clause names somebody.
Cue Speakers::answer_cue(Range range, Span quote) const {
  size_t s = scene_at(range, quote.begin < 2 ? 0 : quote.begin - 2);
  if (s >= range.end) return {};
  uint32_t colon = element_at(scenes_[s].scene.elements, quote.begin);
  if (colon > 0 && scenes_[s].scene.elements[colon - 1].kind == ElementKind::kMark) --colon;
  const bool follows = s > 0 && scenes_[s - 1].scene.block + 1 >= scenes_[s].scene.block;
  if (colon == 0 && follows) {  // the words stand in a line of their own
    --s;
    colon = static_cast<uint32_t>(scenes_[s].scene.elements.size());
  }
  const std::vector<Element>& elements = scenes_[s].scene.elements;
  const AnalyzedBlock& told = analysis_.blocks[scenes_[s].scene.block];
  if (colon < 2 || !told.language->quotes || !is_colon(elements[colon - 1], told)) return {};
  --colon;
  std::optional<Span> noun;
  for (uint32_t i = colon; i-- > 0 && colon - i < kCueReach;) {
    const Element& e = elements[i];
    if (ends_clause(e) && !is_colon(e, told)) break;
    if (is_party(e) && !e.pronoun) return {};
    if (!noun && told.language->quotes->answer_nouns.longest(told.text, e.token).count > 0) noun = e.span;
  }
  if (!noun) return {};
  const uint32_t answers = last_addressee(s, elements[colon].span.begin);
  return answers == kNone ? Cue{} : Cue{answers, kNone, noun, true, 2};
}

uint32_t Speakers::without_cue(Range range, Span quote) const {
  const size_t s = scene_at(range, quote.begin);
  if (s >= range.end) return kNone;
  const ReadScene& own = scenes_[s];
  if (own.scene.span.begin < quote.begin) {
    const std::vector<Element>& elements = own.scene.elements;
    for (size_t n = own.statements.size(); n-- > 0;) {
      const StatedEvent& statement = own.statements[n];
      if (elements[statement.at].span.begin >= quote.begin || !is_verbal(statement)) continue;
      const uint32_t acting = statement.passive           ? agent(own, statement)
                              : statement.subject.empty() ? kNone
                                                          : statement.subject[0].entity;
      if (acting != kNone) return acting;
    }
    uint32_t acting = kNone;  // a person, or else the last body
    for (uint32_t i = element_at(elements, quote.begin); i-- > 0;) {
      if (!plays_subject(elements[i])) continue;
      if (elements[i].type == EntityType::kPerson) return elements[i].entity;
      if (acting == kNone) acting = elements[i].entity;
    }
    if (acting != kNone) return acting;
  }
  // Words that stand alone: of the one who was told to speak right before.
  if (s > range.first && own.scene.span.begin + 4 >= quote.begin) {
    const ReadScene& before = scenes_[s - 1];
    if (const uint32_t quoted = last_speaker(before.scene.span.begin, quote.begin); quoted != kNone) return quoted;
    for (size_t n = before.statements.size(); n-- > 0;) {
      const StatedEvent& statement = before.statements[n];
      if (!statement.frame->says || statement.subject.empty()) continue;
      return statement.subject[0].entity;
    }
    // 'That was his aim. “…”' right behind words that he was quoted with goes on with them.
    const auto pronoun = [](const StatedEvent& e) { return !e.subject.empty() && e.subject[0].pronoun; };
    const bool his =
        before.statements.empty() || std::all_of(before.statements.begin(), before.statements.end(), pronoun);
    if (his && s == range.first + 1 && s > 1) {
      const ReadScene& above = scenes_[s - 2];
      const uint32_t quoted = above.scene.block + 1 == before.scene.block
                                  ? last_speaker(above.scene.span.begin, before.scene.span.begin)
                                  : kNone;
      if (quoted != kNone) return quoted;
    }
    return subject_of_scene(before, quote.begin);
  }
  return kNone;
}

}  // namespace annals
