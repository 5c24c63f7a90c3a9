#include "reading/attributions.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kLongestSource = 40;    // elements of a noun phrase with its asides
constexpr std::ptrdiff_t kNeighbours = 8;  // quotations looked at around a place
constexpr uint32_t kLeastContent = 2;      // elements
constexpr uint32_t kStepsToContent = 8;    // elements from a saying word to the 'that' of its content

bool transparent(const Element& e) {
  return e.kind == ElementKind::kWord && (e.word.flags & (kTransparent | kMakesPassive)) != 0;
}
bool is_comma(const Element& e) { return e.kind == ElementKind::kComma; }
bool is_break(const Element& e) { return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark; }

// Elements of a scene, half-open.
struct Stretch {
  uint32_t first = 0, end = 0;
  bool empty() const { return first >= end; }
};

class SceneReader {
 public:
  SceneReader(const ReadScene& read, Reading& reading)
      : read_(read), elements_(read.scene.elements), reading_(reading) {}

  void run() {
    end_ = static_cast<uint32_t>(elements_.size());
    while (end_ > 0 && closes(elements_[end_ - 1])) --end_;
    uint32_t last = kNone;
    for (const StatedEvent& statement : read_.statements) {
      if (!tells(statement) || statement.at == last) continue;
      last = statement.at;
      spoken(statement);
    }
    for (uint32_t i = 0; i + 1 < elements_.size(); ++i) {
      if (elements_[i].has(kNamesSource)) sourced(i);
    }
  }

 private:
  bool tells(const StatedEvent& s) const {
    const std::string& type = read_.scene.frames->types[s.frame->type].name;
    return s.frame->says || type.starts_with("stance.") || (s.governing != nullptr && s.governing->says);
  }

  // The sentence's last marks.
  static bool closes(const Element& e) {
    return is_break(e) || (e.kind == ElementKind::kWord && e.word.flags == 0 && e.span.size() == 1);
  }

  void spoken(const StatedEvent& s) {
    Stretch before, after;
    uint32_t entity = kNone;
    if (!s.subject.empty() && !s.subject[0].omitted) entity = s.subject[0].entity;
    if (is_verbal(s)) {
      before = source_before(s.at);
      after = source_after(s.at);
    }
    const Stretch left = content_before(before.empty() ? s.at : before.first);
    // ', said Ana Prado' and ', Ana Prado said.' stand behind what is said.
    const bool inverted = !after.empty() && before.empty() && !left.empty();
    Stretch source = inverted ? after : before;
    Stretch right = content_after(inverted ? after.end : s.at + 1);
    Attribution attribution;
    attribution.cue = elements_[s.at].span;
    attribution.entity = entity;
    if (!source.empty()) attribution.source = span(source);
    const bool parenthetic = !left.empty() && (right.empty() || is_comma(elements_[right.first - 1]));
    if (parenthetic && (inverted || !before.empty())) {
      attribution.content = span(left);
      if (!right.empty() && is_comma(elements_[right.first - 1])) attribution.content = join(span(left), span(right));
    } else if (!right.empty()) {
      attribution.content = span(right);
    } else {
      return;
    }
    add(attribution);
  }

  // 'According to the ministry, the plant is closed.'
  void sourced(uint32_t at) {
    uint32_t end = at + 1;
    while (end < end_ && !is_comma(elements_[end]) && !is_break(elements_[end]) && end - at < kLongestSource) ++end;
    if (end == at + 1) return;
    Attribution attribution;
    attribution.cue = elements_[at].span;
    attribution.source = span({at + 1, end});
    for (uint32_t i = at + 1; i < end && attribution.entity == kNone; ++i) {
      if (elements_[i].kind == ElementKind::kName && !elements_[i].modifier) attribution.entity = elements_[i].entity;
    }
    Stretch content{end, end_};
    while (!content.empty() && (is_comma(elements_[content.first]) || is_break(elements_[content.first])))
      ++content.first;
    if (at > 2) {
      content = {0, at};
      while (!content.empty() && is_comma(elements_[content.end - 1])) --content.end;
    }
    if (content.end < content.first + kLeastContent) return;
    attribution.content = span(content);
    add(attribution);
  }

  // The noun phrase before a verb, with its asides.
  Stretch source_before(uint32_t verb) const {
    uint32_t end = verb;
    while (end > 0 && transparent(elements_[end - 1])) --end;
    uint32_t first = end;
    bool aside = first > 0 && is_comma(elements_[first - 1]);
    const uint32_t limit = verb - std::min(verb, kLongestSource);
    if (aside) --first;
    while (first > limit) {
      const Element& e = elements_[first - 1];
      if (is_break(e) || e.has(kBeginsContent)) break;
      if (is_comma(e)) {
        if (!aside) break;
        aside = false;
        --first;
        continue;
      }
      const bool verbal = e.kind == ElementKind::kTrigger && verbal_at(first - 1);
      if (!aside && (verbal || e.has(kBeginsClause))) break;
      --first;
    }
    if (aside) return {end, end};
    while (first < end && (is_comma(elements_[first]) || elements_[first].has(kJoins) || transparent(elements_[first])))
      ++first;
    return {first, end};
  }

  bool verbal_at(uint32_t at) const {
    const auto s = std::partition_point(read_.statements.begin(), read_.statements.end(),
                                        [&](const StatedEvent& e) { return e.at < at; });
    return s != read_.statements.end() && s->at == at && is_verbal(*s);
  }

  // The noun phrase behind a verb: 'said Ana Prado, the chairwoman'.
  Stretch source_after(uint32_t verb) const {
    uint32_t end = verb + 1;
    while (end < end_ && !is_comma(elements_[end]) && !is_break(elements_[end]) &&
           !elements_[end].has(kBeginsContent) && !elements_[end].has(kBeginsClause) && end - verb < kLongestSource)
      ++end;
    return {verb + 1, end};
  }

  Stretch content_before(uint32_t source) const {
    if (source < 2) return {};
    const bool apart = is_comma(elements_[source - 1]) || elements_[source - 1].kind == ElementKind::kMark;
    if (!apart) return {};
    uint32_t end = source - 1;
    while (end > 0 && (is_comma(elements_[end - 1]) || elements_[end - 1].kind == ElementKind::kMark)) --end;
    return end < kLeastContent ? Stretch{} : Stretch{0, end};
  }

  Stretch content_after(uint32_t from) const {
    uint32_t first = from;
    for (uint32_t i = from; i < end_ && i < from + kStepsToContent; ++i) {
      if (elements_[i].has(kBeginsContent)) {
        first = i;
        break;
      }
      if (is_break(elements_[i])) {
        first = i;
        break;
      }
    }
    while (first < end_ && (is_comma(elements_[first]) || is_break(elements_[first]))) ++first;
    return end_ < first + kLeastContent ? Stretch{} : Stretch{first, end_};
  }

  Span span(Stretch s) const { return join(elements_[s.first].span, elements_[s.end - 1].span); }

  void add(Attribution attribution) const {
    const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                            [&](const Quote& q) { return q.span.begin < attribution.content.end; });
    for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
      --q;
      attribution.direct = attribution.direct || (!q->body && q->span.overlaps(attribution.content));
    }
    reading_.attributions.push_back(attribution);
  }

  const ReadScene& read_;
  const std::vector<Element>& elements_;
  Reading& reading_;
  uint32_t end_ = 0;
};

// Quotations that no saying word goes with: the last words before them that name their speaker are the source.
void add_bare_quotes(Reading& reading) {
  std::vector<Span> named(reading.entities.size());  // the last words before the quotation, by entity
  size_t mention = 0, reference = 0, told = 0;
  uint32_t covered = 0;  // the text up to here is attributed
  const size_t found = reading.attributions.size();
  for (const Quote& quote : reading.quotes) {
    for (; mention < reading.mentions.size() && reading.mentions[mention].span.begin < quote.span.begin; ++mention) {
      const Mention& m = reading.mentions[mention];
      if (m.entity != kNone) named[m.entity] = m.span;
    }
    for (; reference < reading.references.size() && reading.references[reference].span.begin < quote.span.begin;
         ++reference) {
      const Reference& r = reading.references[reference];
      if (r.entity != kNone && r.span.begin > named[r.entity].begin) named[r.entity] = r.span;
    }
    for (; told < found && reading.attributions[told].content.begin < quote.span.end; ++told)
      covered = std::max(covered, reading.attributions[told].content.end);
    if (quote.body || quote.depth > 0 || quote.speaker == kNone || covered > quote.span.begin) continue;
    Attribution attribution;
    attribution.content = quote.span;
    attribution.entity = quote.speaker;
    attribution.direct = true;
    if (quote.cue) attribution.cue = *quote.cue;
    attribution.source = named[quote.speaker];
    reading.attributions.push_back(attribution);
  }
}

void sort_attributions(Reading& reading) {
  std::stable_sort(reading.attributions.begin(), reading.attributions.end(),
                   [](const Attribution& a, const Attribution& b) {
                     return a.content != b.content ? a.content < b.content : a.cue < b.cue;
                   });
}

}  // namespace

void read_attributions(const std::vector<ReadScene>& scenes, Reading& reading) {
  for (const ReadScene& read : scenes) SceneReader(read, reading).run();
  sort_attributions(reading);
  add_bare_quotes(reading);
  sort_attributions(reading);
}

}  // namespace annals
