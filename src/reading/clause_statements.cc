// Statements of the sentence that were read before: found by a name in them, or by where they stand.
#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

const StatedEvent* ClauseReader::statement_at(uint32_t element) const {
  for (size_t k = statements_.size(); k-- > 0;) {
    if (statements_[k].at == element) return &statements_[k];
    if (statements_[k].at < element) break;
  }
  return nullptr;
}

// The verb before that has this name as something else than its subject.
const StatedEvent* ClauseReader::verb_of(Span name, bool joined) const {
  // 辞退了起诉诺维亚的苏合,并…: not the verb of the words that describe who bears the name
  const auto describes = [&](const StatedEvent& s) {
    return !frames_.spaced && s.subject.size() == 1 && s.subject[0].span == name &&
           elements_[s.at].span.begin < name.begin && describes_head(s);
  };
  const auto verb = std::find_if(statements_.rbegin(), statements_.rend(),
                                 [&](const StatedEvent& s) { return is_verbal(s) && !describes(s); });
  // 'Os sócios destituíram Costa e elegeram Prado': somebody without a name acts, and goes on
  const bool unnamed = joined && frames_.omits_subjects && frames_.inflects && !frames_.verb_first;
  if (verb == statements_.rend() || (verb->subject.empty() && !verb->led_unnamed && !unnamed)) return nullptr;
  const StatedEvent& s = *verb;
  const bool subject = std::any_of(s.subject.begin(), s.subject.end(), [&](const Actor& a) { return a.span == name; });
  const bool filler =
      std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == name; });
  return filler && !subject ? &s : nullptr;
}

// 'accused Costa of stealing and said', 'urged Costa to leave and said': what is told of the past goes on from the verb
// that is finite itself.
const StatedEvent& ClauseReader::finite_before(const StatedEvent& open, const StatedEvent& next) const {
  const auto finite = [](const StatedEvent& s) {
    return (s.tags & kFormPast) != 0 || (s.tags & (kFormGerund | kFormBase)) == 0;
  };
  const bool past = (next.tags & kFormPast) != 0 && (next.tags & kFormBase) == 0;
  if (!frames_.inflects || !frames_.spaced || frames_.verb_first || !past || finite(open)) return open;
  for (const StatedEvent* s = &open; s != statements_.data();) {
    --s;
    if (is_verbal(*s) && finite(*s)) return s->subject.empty() ? open : *s;
  }
  return open;
}

// The verb before that has this name as its object, whoever its subject is.
const StatedEvent* ClauseReader::verb_suffered(Span name) const {
  const auto verb = std::find_if(statements_.rbegin(), statements_.rend(), is_verbal);
  if (verb == statements_.rend() || verb->passive || elements_[verb->at].span.end > name.begin) return nullptr;
  const bool object = std::any_of(verb->fillers.begin(), verb->fillers.end(), [&](const Filler& f) {
    return f.actor.span == name && f.role != verb->frame->role(kSubject);
  });
  return object ? &*verb : nullptr;
}

const StatedEvent* ClauseReader::verb_with_subject(Span name) const {
  const auto verb = std::find_if(statements_.rbegin(), statements_.rend(), [&](const StatedEvent& s) {
    return is_verbal(s) && s.subject.size() == 1 && s.subject[0].span == name && !s.subject[0].omitted;
  });
  return verb == statements_.rend() ? nullptr : &*verb;
}

// The verb with a subject of its own right behind which the name stands.
const StatedEvent* ClauseReader::verb_right_before(uint32_t name) const {
  while (name > 0 && elements_[name - 1].has(kArticle)) --name;
  const StatedEvent* verb = name == 0 ? nullptr : statement_at(name - 1);
  return verb != nullptr && is_verbal(*verb) && !verb->subject.empty() && !verb->frame->content ? verb : nullptr;
}

// The saying verb whose content the name at `name` opens: 'alegando que a Norvia'.
const StatedEvent* ClauseReader::sayer_around(uint32_t name) const {
  if (!frames_.spaced || frames_.verb_first || !frames_.omits_subjects) return nullptr;
  uint32_t i = name;
  while (i > 0 && elements_[i - 1].has(kArticle)) --i;
  if (i < 2 || !elements_[i - 1].has(kBeginsContent)) return nullptr;
  const StatedEvent* before = statement_at(i - 2);
  return before != nullptr && is_verbal(*before) && before->frame->content && !before->subject.empty() ? before
                                                                                                       : nullptr;
}

// 法院判诺维亚败诉,驳回了反诉: the name stands behind what a court decided, named or not, which decides again.
const StatedEvent* ClauseReader::court_going_on(const StatedEvent& s, const Element& name) const {
  if (frames_.verb_first || !type(s).is(kRuling)) return nullptr;
  if (frames_.spaced && (s.tags & kFormPast) == 0) return nullptr;
  const auto court = std::find_if(statements_.begin(), statements_.end(), [&](const StatedEvent& before) {
    return before.states && type(before).is(kRuling) && elements_[before.at].span.end <= name.span.begin;
  });
  return court == statements_.end() ? nullptr : &*court;
}

// قرر سامر أن أداء نورفيا ضعيف، واقترح: the name stands in what another is said to think or do.
bool ClauseReader::told_inside(const Element& name) const {
  const auto verb = std::find_if(statements_.rbegin(), statements_.rend(), [&](const StatedEvent& s) {
    return is_verbal(s) && !s.subject.empty() && elements_[s.at].span.end <= name.span.begin;
  });
  if (verb == statements_.rend() || !verb->frame->content) return false;
  if (std::any_of(verb->subject.begin(), verb->subject.end(), [&](const Actor& a) { return a.span == name.span; }))
    return false;
  for (uint32_t i = verb->at + 1; i < elements_.size() && elements_[i].span.end <= name.span.begin; ++i) {
    if (elements_[i].kind == ElementKind::kComma) return false;
    if (elements_[i].has(kBeginsContent)) return true;
  }
  return false;
}

// Whether the name plays a part in an event noun before.
bool ClauseReader::of_event_noun(Span name) const {
  return std::any_of(statements_.begin(), statements_.end(), [&](const StatedEvent& s) {
    return !is_verbal(s) && s.states &&
           std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == name; });
  });
}

}  // namespace annals
