#include "reading/indirect_speech.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kLongestPhrase = 40;    // steps of a noun phrase with its asides
constexpr uint32_t kReach = 10;            // steps looked at for what follows or governs a word
constexpr uint32_t kNear = 3;              // steps between a word and what belongs to it
constexpr std::ptrdiff_t kNeighbours = 8;  // quotations looked at around a place

}  // namespace

// --- saying words ----------------------------------------------------------------------------------------------------

void IndirectSpeech::run(const std::vector<Span>& direct, std::vector<Attribution>& out) {
  out_ = &out;
  first_ = out.size();
  const auto free = [&](Span cue) {
    const auto next = std::partition_point(direct.begin(), direct.end(), [&](Span d) { return d.end <= cue.begin; });
    return (next == direct.end() || !next->overlaps(cue)) && !quoted(cue);
  };
  const bool headline = in_headline();
  if (labelled() && free(words_[1].span)) add({0, 1}, 1, span({2, end_}));
  for (uint32_t i = 0; i < end_; ++i) {
    const SpokenWord& w = words_[i];
    if (w.has(kNamesSource) && w.saying == kNone) {
      if (free(w.span)) i = std::max(i, according(i));
      continue;
    }
    if (w.saying == kNone || !free(w.span)) continue;
    if (i > 0 && words_[i - 1].span.end == w.span.begin && words_[i - 1].span.of(text_) == "-")
      continue;                                     // 'well-known'
    if (w.capital && i > 0 && !headline) continue;  // 'the State Department'
    // 'declined to comment on': the second verb, or the first where that takes nothing.
    if (w.helper && i + 2 < end_ && is_infinitive_mark(i + 1) && words_[i + 2].saying != kNone &&
        saying(i + 2).kind == SayingKind::kVerb && content_start(i + 2))
      continue;
    // 'was convinced', 'his claim': the form alone does not say what the word is.
    const auto reads = [&](uint32_t as) {
      const size_t before = out.size();
      words_[i].saying = as;
      switch (saying(i).kind) {
        case SayingKind::kVerb:
          verb(i);
          break;
        case SayingKind::kNoun:
          noun(i);
          break;
        case SayingKind::kState:
          state(i);
          break;
        case SayingKind::kSeeming:
          seeming(i);
          break;
        case SayingKind::kHedge:
          hedge(i);
          break;
      }
      return out.size() > before;
    };
    const uint32_t first = w.saying;
    if (w.as_state != kNone && reads(w.as_state)) continue;
    if (reads(first)) continue;
    if (w.as_noun != kNone && w.as_noun != first) reads(w.as_noun);
    words_[i].saying = first;
  }
}

// 'issued | a statement saying': the words behind 'saying' are what is said.
bool IndirectSpeech::gerund_in(Span content, uint32_t cue) const {
  if (!words_[cue].gerund) return false;
  uint32_t first = cue;
  while (first > 0 && cue - first <= kNear && words_[first - 1].span.begin >= content.begin) --first;
  return words_[first].span.begin == content.begin && cue > first && !is_punctuation(words_[cue - 1]);
}

// 'Costa: The Yard Is Safe'
bool IndirectSpeech::labelled() const {
  if (end_ < 2 + kNear || !is_name(words_[0]) || words_[0].entity == kNone || !is_stop(words_[1])) return false;
  const EntityType type = reading_.entities[words_[0].entity].type;
  return words_[1].span.of(text_) == ":" && (type == EntityType::kPerson || type == EntityType::kOrganization) &&
         !is_mark(words_[2]);
}

void IndirectSpeech::verb(uint32_t at) {
  const SayingForm& f = form(at);
  const uint32_t group = group_before(at);
  const auto in_group = [&](uint16_t flag) {
    return std::any_of(words_.begin() + group, words_.begin() + at, [&](const SpokenWord& w) { return w.has(flag); });
  };
  if (next_is_owner(at)) return;  // 'the state's'
  if (group == at && at > 0 &&
      (is_preposition(words_[at - 1]) || words_[at - 1].has(kArticle) || owns(words_[at - 1])) && !contracted(at) &&
      (f.tags & kFormGerund) == 0)
    return;  // 'her lead in pledged delegates'
  const bool past = (f.tags & (kFormPast | kFormParticiple)) != 0, gerund = (f.tags & kFormGerund) != 0;
  const bool infinitive = at > group && is_infinitive_mark(at - 1);
  if (past && (f.tags & kFormParticiple) != 0 && in_group(kMakesPassive)) return passive(at, group);
  const uint32_t next = at + words_[at].length;
  if (past && !gerund && next < end_ && words_[next].has(kMarksNext) && words_[next].grammar.next == kBy)
    return passive(at, at);
  if (read_.scene.frames->verb_first) {
    // قالت الشركة إن …
    const Part after = source_after(next);
    const uint32_t behind = skip_aside(after.end, false);
    if (!after.empty() && behind < end_ && words_[behind].content)
      return add(after, at, span({behind, clause_end(behind, at, false)}));
    if (after.empty() && subject_left_out(at)) return;
  }
  const auto start = content_start(at);
  // What shows that a clause is the content, whatever the word's form may be.
  const bool told = start && (words_[*start].content || words_[*start].question || is_mark(words_[*start]));
  // كتب سامر إلى ليلى: verb first, what stands behind it is its subject.
  const bool subject_behind = read_.scene.frames->verb_first && group == at && at + 1 < end_ && start == next;
  if (subject_behind && !told && is_name(words_[next])) return;
  if (!past && !gerund) {
    if (at == 0) return;
    const SpokenWord& before = words_[group > 0 ? group - 1 : 0];
    const bool present = (f.tags & kFormPresent) != 0 && !f.noun_too;
    const bool subject = (is_name(before) && !before.owner) || before.has(kRelates) || before.subject;
    const bool helped = at > group && !words_[group].helper;
    const bool plain = !f.noun_too && before.grammar.flags == 0 && !is_punctuation(before) && !before.sign &&
                       (saying(at).content & kTakesClause) != 0;
    // 'claims', 'report' may be nouns.
    const bool denied = std::any_of(words_.begin() + group, words_.begin() + at, [](const SpokenWord& w) {
      return w.has(kGivesStatus) && w.grammar.status == ClaimStatus::kRejected;
    });
    const bool leads = at > group && words_[group].helper;  // 'refused to discuss'
    // 'two thirds, 67 percent, say they will'
    const bool aside =
        is_comma(before) && read_.scene.frames->spaced && thinks(at) && next < end_ && !is_punctuation(words_[next]);
    if (denied || leads || aside) {
      // A verb by what stands before it.
    } else if (helped ? !told && infinitive : !present && !subject && !plain)
      return;
  }
  // 'issued a statement saying the yard was safe'
  const bool letter = gerund && group > 0 && words_[group - 1].kind == ElementKind::kWord &&
                      words_[group - 1].grammar.flags == 0 && (saying(at).content & kTakesClause) != 0;
  // 'calling it a fraud and vowing to sue'
  const bool parallel = group > 0 && words_[group - 1].has(kJoins) && !joined_source(group - 1).empty();
  if (gerund && !told && !letter && !parallel && !in_group(kMakesPassive) &&
      (group == 0 || !is_comma(words_[group - 1])))
    return;
  Part before;
  if (infinitive) {
    before = main_source(at - 1, true);
  } else {
    // 'X issued a statement saying …', 'X left, saying …'
    const bool hangs =
        gerund && !contracted(at) && !in_group(kMakesPassive) && !(group > 0 && is_name(words_[group - 1]));
    // '… defended the route and said'
    const bool joined = group > 0 && words_[group - 1].has(kJoins);
    if (joined) before = joined_source(group - 1);
    if (joined && before.empty()) before = main_source(group - 1, true);
    if (!hangs && before.empty()) before = source_before(group);
  }
  // 'As the Gazette reported, the yard is closed'; 'the yard is closed, as the Gazette reported'
  const auto as = [&](uint32_t i) { return words_[i].has(kMarksNext) && words_[i].grammar.next == kAs; };
  if (!before.empty() && !gerund && (as(before.first) || (before.first > 0 && as(before.first - 1)))) {
    const uint32_t opening = as(before.first) ? before.first : before.first - 1;
    const Part source{opening + 1, before.end};
    const bool first = opening == 0 || is_stop(words_[opening - 1]);
    const uint32_t behind = skip_aside(next, (saying(at).content & kTellsSomebody) != 0);
    if (!source.empty() && first && behind + 1 < end_ && is_comma(words_[behind]))
      return add(source, at, span({behind + 1, std::max(clause_end(behind + 1, at, false), behind + 2)}));
    const Part reported = first ? Part{} : content_before(opening);
    if (!source.empty() && !reported.empty() && (behind >= end_ || is_stop(words_[behind]) || is_comma(words_[behind])))
      return add(source, at, span(reported));
  }
  const Part left = infinitive || gerund ? Part{} : content_before(before.empty() ? group : before.first);
  // ', said Ana Prado' and ', Ana Prado said.' stand behind what is said.
  const bool clause = (saying(at).content & kTakesClause) != 0;
  if (!left.empty() && clause) {
    const bool inverted = before.empty();
    const Part after = inverted ? source_after(next) : Part{};
    const uint32_t behind = skip_aside(inverted ? after.end : next, (saying(at).content & kTellsSomebody) != 0);
    const bool over =
        behind >= end_ || is_comma(words_[behind]) || (is_stop(words_[behind])) || words_[behind].has(kBeginsClause);
    // 'sued Norvia, and accused Costa', verb first: an act of its own
    const bool goes_on_with = inverted && words_[at].joined;
    if (over && !goes_on_with && (!inverted || !after.empty())) {
      Span content = span(left);
      // 'The yard was safe, Ana Prado said, until the flood came.'
      const auto resumes = [&](uint32_t i) {
        const SpokenWord& w = words_[i];
        if (w.gerund || (w.has(kMarksNext) && w.grammar.next == kAs) || (w.has(kRelates) && !w.content)) return false;
        return !w.has(kBeginsClause | kJoins) || !(words_[i + 1].gerund || says_on(i + 1));
      };
      const bool goes_on = behind + 2 < end_ && is_comma(words_[behind]) && !inverted && resumes(behind + 1);
      // 'Any such plan, said Prado, an expert, would fail.'
      if (inverted && behind + 2 < end_ && is_comma(words_[behind])) {
        uint32_t close = behind + 1;
        if (!words_[close].verb && !in_verb_group(words_[close]))
          while (close < end_ && close < behind + kLongestPhrase && !is_punctuation(words_[close])) ++close;
        else
          close = behind;
        if (close + 2 < end_ && is_comma(words_[close]) && (words_[close + 1].verb || in_verb_group(words_[close + 1])))
          content = join(content, span({close + 1, std::max(clause_end(close + 1, at, false), close + 2)}));
      }
      if (goes_on) content = join(content, span({behind + 1, std::max(clause_end(behind + 1, at, false), behind + 2)}));
      return add(inverted ? after : before, at, content);
    }
  }
  // 'Asked whether …, Costa laughed.', 'when asked about'
  const bool asked =
      past && !gerund && (group == 0 || (words_[group - 1].has(kBeginsClause) && !words_[group - 1].has(kJoins)));
  if (before.empty() && !infinitive && !asked) before = main_source(group, !gerund);
  if (before.empty() && gerund) {
    // 'Claiming that …, Trump told': the subject comes behind.
    const uint32_t end = clause_end(next, at, false);
    if (end < end_ && is_comma(words_[end])) before = source_after(end + 1);
  }
  if (!start) return;
  const bool nominal = !words_[*start].content && !words_[*start].question && (saying(at).content & kTakesClause) == 0;
  const uint32_t end = clause_end(*start, at, nominal);
  if (end <= *start) return;
  add(before, at, span({*start, end}));
}

// وكتب إلى شقيقته أن: verb first, a preposition stands where the subject would; it is whoever the clauses found.
bool IndirectSpeech::subject_left_out(uint32_t at) {
  uint32_t behind = at + words_[at].length;
  while (behind < end_ && behind < at + kReach && !is_punctuation(words_[behind]) && !words_[behind].verb &&
         !words_[behind].content)
    ++behind;
  if (behind >= end_ || !words_[behind].content) return false;
  const std::vector<StatedEvent>& statements = read_.statements;
  const auto told = std::find_if(statements.begin(), statements.end(), [&](const StatedEvent& s) {
    return is_verbal(s) && read_.scene.elements[s.at].span.overlaps(words_[at].span);
  });
  if (told == statements.end() || told->subject.empty() || told->passive) return false;
  const size_t before = out_->size();
  add({}, at, span({behind, clause_end(behind, at, false)}));
  if (out_->size() <= before) return true;
  out_->back().entity = told->subject[0].entity;
  out_->back().source = told->subject[0].span;
  return true;
}

// 'The plan was praised by Costa'; 'Costa is believed to have left'.
void IndirectSpeech::passive(uint32_t at, uint32_t group) {
  Part subject = source_before(group);
  if (subject.empty()) return;
  const uint32_t next = at + words_[at].length;
  const auto start = content_start(at);
  if (start && (words_[*start].content || words_[*start].question))
    return add({}, at, span({*start, clause_end(*start, at, false)}));
  const uint32_t end = clause_end(next, at, true);
  for (uint32_t k = next; k < end && k < next + kReach; ++k) {
    if (!words_[k].has(kMarksNext) || words_[k].grammar.next != kBy) continue;
    const Part by = source_after(k + 1);
    if (by.empty()) break;
    return add(by, at, k == next ? span(subject) : span({subject.first, k}));
  }
  if (group == at) return;
  add({}, at, span({subject.first, std::max(clause_end(next, at, false), next)}));
}

void IndirectSpeech::noun(uint32_t at) {
  const Saying& says = saying(at);
  uint32_t next = at + words_[at].length;
  Part source = owner_before(at);
  if (next < end_ && words_[next].has(kMarksNext) && source.empty() &&
      (words_[next].grammar.next == kBy || words_[next].grammar.next == read_.scene.frames->from_case)) {
    source = source_after(next + 1);
    for (uint32_t i = source.first; i < source.end; ++i) {
      if (is_infinitive_mark(i) ||
          (is_preposition(words_[i]) &&
           std::find(says.prepositions.begin(), says.prepositions.end(), words_[i].word) != says.prepositions.end()))
        source.end = i;
    }
    next = source.end;
  }
  if (next >= end_) return;
  std::optional<uint32_t> start;
  if (next == at + words_[at].length) {
    start = content_start(at);
  } else if (words_[next].content || is_infinitive_mark(next)) {
    start = next;
  } else if (std::find(says.prepositions.begin(), says.prepositions.end(), words_[next].word) !=
             says.prepositions.end()) {
    start = next + 1;
  }
  if (!start || *start >= end_) return;
  // 'Prado offered her view of the plan': the words that own are hers, whoever 'her' is.
  if (!source.empty() && words_[source.first].owner && source.first > 0 && words_[source.first - 1].verb) {
    const Part subject = source_before(group_before(source.first - 1));
    if (!subject.empty()) source = subject;
  }
  if (source.empty()) {
    // 'made a promise to', 'expressed support for'
    uint32_t v = at;
    while (v > 0 && at - v < kNear + 1 && !words_[v - 1].verb && !is_punctuation(words_[v - 1]) &&
           !is_preposition(words_[v - 1]) && !is_name(words_[v - 1]))
      --v;
    if (v > 0 && words_[v - 1].verb && !(finite_saying(v - 1))) source = source_before(group_before(v - 1));
  }
  const bool nominal = !words_[*start].content && !words_[*start].question;
  // 'reports that …' are somebody's; 'a statement that …' belongs to the verb around it.
  if (source.empty() && (nominal || (form(at).tags & kFormPlural) == 0)) return;
  uint32_t end = clause_end(*start, at, nominal);
  if (std::none_of(words_.begin(), words_.begin() + at, [](const SpokenWord& w) { return w.verb; }))
    end = std::min(end, nominal ? main_verb(*start, end) : second_verb(*start, end));
  if (end <= *start) return;
  add(source, at, span({*start, end}));
}

// 'Her belief that the plant would be sold | was shared': where the verb begins whose subject the whole is.
uint32_t IndirectSpeech::second_verb(uint32_t from, uint32_t end) const {
  uint32_t i = from;
  while (i < end && !words_[i].verb) ++i;
  while (i < end && (words_[i].verb || in_verb_group(words_[i]))) ++i;
  while (i < end && !(words_[i].verb && !words_[i].has(kGivesStatus))) {
    if (is_punctuation(words_[i]) || words_[i].has(kJoins | kRelates | kBeginsClause) || words_[i].content) return end;
    ++i;
  }
  return i;
}

// 'Her plan to close the yard | was praised': where 'is', 'has' or 'will' stands whose subject the whole is.
uint32_t IndirectSpeech::main_verb(uint32_t from, uint32_t end) const {
  for (uint32_t i = from + 1; i < end; ++i) {
    const SpokenWord& w = words_[i];
    if (w.has(kRelates | kBeginsClause | kBeginsContent) || w.question || w.saying != kNone || is_punctuation(w)) break;
    if (w.verb && w.grammar.flags != 0 && !is_preposition(words_[i - 1]) && !is_infinitive_mark(i - 1)) return i;
  }
  return end;
}

// 'is convinced that', 'felt sure of'
void IndirectSpeech::state(uint32_t at) {
  const uint32_t group = group_before(at);
  const bool linked = std::any_of(words_.begin() + group, words_.begin() + at,
                                  [](const SpokenWord& w) { return w.has(kMakesPassive | kLightVerb); });
  if (!linked) return;
  const Part source = source_before(group);
  const auto start = content_start(at);
  if (!start || source.empty()) return;
  const bool nominal = !words_[*start].content && !words_[*start].question && (saying(at).content & kTakesClause) == 0;
  const uint32_t end = clause_end(*start, at, nominal);
  if (end > *start) add(source, at, span({*start, end}));
}

// 'The plant appears to be closed': nobody says it.
void IndirectSpeech::seeming(uint32_t at) {
  const auto start = content_start(at);
  if (!start) return;
  const Part subject = source_before(group_before(at));
  if (words_[*start].content) return add({}, at, span({*start, clause_end(*start, at, false)}));
  if (subject.empty()) return;
  add({}, at, span({subject.first, clause_end(*start, at, false)}));
}

// 'The plant was reportedly closed.'
void IndirectSpeech::hedge(uint32_t at) {
  uint32_t first = at;
  while (first > 0 && !is_stop(words_[first - 1])) --first;
  const uint32_t end = clause_end(at + 1, at, false);
  if (end > at + 1) add({}, at, span({first, end}));
}

// 'According to the ministry, the plant is closed.'
uint32_t IndirectSpeech::according(uint32_t at) {
  uint32_t end = at + 1;
  while (end < end_ && !is_comma(words_[end]) && !is_stop(words_[end]) && !is_mark(words_[end]) &&
         end - at < kLongestPhrase)
    ++end;
  if (end == at + 1) return at;
  Part source{at + 1, end};
  // 据新华社报道: the verb behind the source belongs to the cue.
  for (uint32_t i = source.first + 1; i < source.end && !read_.scene.frames->spaced; ++i) {
    if (words_[i].saying != kNone && saying(i).kind == SayingKind::kVerb && i + words_[i].length == end) source.end = i;
  }
  Part content{end, end_};
  while (!content.empty() && is_punctuation(words_[content.first])) ++content.first;
  uint32_t before = at;
  while (before > 0 && is_comma(words_[before - 1])) --before;
  // Not 'Prado said that, according to the ministry, the plant is closed'.
  const bool opens = before > 0 && (words_[before - 1].content || words_[before - 1].has(kBeginsClause | kJoins));
  if (at > 2 && !opens) {
    uint32_t first = at;
    while (first > 0 && !is_stop(words_[first - 1])) --first;
    content = {first, at};
    while (!content.empty() && is_comma(words_[content.end - 1])) --content.end;
    // 'At the heart of the quarrel, according to Prado, was the pier.'
    const bool waits =
        std::none_of(words_.begin() + first, words_.begin() + at, [](const SpokenWord& w) { return w.verb; });
    if (waits && end + 1 < end_ && is_comma(words_[end])) content.end = clause_end(end + 1, at, false);
  }
  if (content.end < content.first + 2) return at;
  add(source, at, span(content));
  return end;
}

Span IndirectSpeech::source_of(Span cue) const {
  // وكتب: the word begins before its saying word
  const auto word =
      std::partition_point(words_.begin(), words_.end(), [&](const SpokenWord& w) { return w.span.end <= cue.begin; });
  if (word == words_.end()) return {};
  if (is_name(*word)) return cue;  // 'Ana Prado: “…”'
  if (word->span.begin > cue.begin) return {};
  const auto at = static_cast<uint32_t>(word - words_.begin());
  uint32_t next = at + 1;
  while (next < words_.size() && words_[next].span.begin < cue.end) ++next;
  if (word->has(kNamesSource)) {
    const Part after = source_after(next);
    return after.empty() ? Span{} : span(after);
  }
  const Part after = source_after(next);
  if (read_.scene.frames->verb_first && !after.empty() && is_name(words_[after.first])) return span(after);
  const Part before = source_before(group_before(at));
  if (!before.empty()) return span(before);
  if (!after.empty()) return span(after);
  const Part main = main_source(at, false);
  return main.empty() ? Span{} : span(main);
}

Span IndirectSpeech::span(Part part) const { return join(words_[part.first].span, words_[part.end - 1].span); }

// The last name of the phrase before its asides that owns nothing.
uint32_t IndirectSpeech::entity_of(Part source) const {
  uint32_t entity = kNone;
  for (uint32_t i = source.first; i < source.end; ++i) {
    if (is_comma(words_[i]) && entity != kNone) break;
    const bool owner = i + 1 < source.end && owns(words_[i + 1]) && i + 2 < source.end;
    if (is_name(words_[i]) && !owner) entity = words_[i].entity;
  }
  return entity;
}

void IndirectSpeech::add(Part source, uint32_t cue, Span content) {
  // What somebody is told to want or to like, within what somebody else says, is no statement of theirs; that he said
  // something is.
  const bool behind = content.end <= words_[cue].span.begin;  // 'They want to win, Costa said.'
  for (size_t i = out_->size(); i > first_; --i) {
    Span& around = (*out_)[i - 1].content;
    if (!around.contains(words_[cue].span)) continue;
    if (behind && around.begin < content.end) {
      around.end = content.end;
    } else if (gerund_in(around, cue)) {
      out_->erase(out_->begin() + static_cast<std::ptrdiff_t>(i - 1));
    } else if (!states_clause(cue)) {
      return;
    }
  }
  Attribution attribution;
  attribution.cue = join(words_[cue].span, words_[cue + words_[cue].length - 1].span);
  attribution.content = content;
  if (!source.empty()) {
    attribution.source = span(source);
    attribution.entity = entity_of(source);
    last_source_ = source;
    told_.emplace_back(content.end, source);
  }
  const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin < content.end; });
  for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
    --q;
    attribution.direct = attribution.direct || (!q->body && q->span.overlaps(content));
  }
  out_->push_back(attribution);
}

}  // namespace annals
