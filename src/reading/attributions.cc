#include "reading/attributions.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "reading/inflection.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kLongestSource = 40;    // elements of a noun phrase with its asides
constexpr std::ptrdiff_t kNeighbours = 8;  // quotations looked at around a place
constexpr uint32_t kLeastContent = 2;      // elements
constexpr uint32_t kStepsToContent = 8;    // elements from a saying word to the 'that' of its content
constexpr uint32_t kSplitDistance = 160;   // bytes between the parts of a quotation that its cue divides

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
  SceneReader(std::string_view text, const ReadScene& read, Reading& reading)
      : text_(text), read_(read), elements_(read.scene.elements), reading_(reading) {
    end_ = static_cast<uint32_t>(elements_.size());
    while (end_ > 0 && closes(elements_[end_ - 1])) --end_;
  }

  // Indirect speech, and words in marks that are a part of what is told. `direct`: the cues of whole quotations, in
  // order.
  void run(const std::vector<Span>& direct) {
    uint32_t last = kNone;
    for (const StatedEvent& statement : read_.statements) {
      if (!tells(statement) || statement.at == last) continue;
      const Span cue = elements_[statement.at].span;
      if (std::binary_search(direct.begin(), direct.end(), cue) || quoted(cue)) continue;
      last = statement.at;
      spoken(statement);
    }
    for (uint32_t i = 0; i + 1 < elements_.size(); ++i) {
      if (elements_[i].has(kNamesSource) && !std::binary_search(direct.begin(), direct.end(), elements_[i].span) &&
          !quoted(elements_[i].span))
        sourced(i);
    }
  }

  // The words that name whom the cue has speak: before it in its clause, else behind it; empty where it has none.
  Span source_of(Span cue) const {
    const auto at = std::partition_point(elements_.begin(), elements_.end(),
                                         [&](const Element& e) { return e.span.begin < cue.begin; });
    if (at == elements_.end() || at->span != cue)
      return at != elements_.end() && at->kind == ElementKind::kName ? cue : Span{};
    const auto verb = static_cast<uint32_t>(at - elements_.begin());
    if (at->kind == ElementKind::kName) return cue;  // 'Ana Prado: “…”'
    if (at->has(kNamesSource)) {
      const Stretch after = source_after(verb);
      return after.empty() ? Span{} : span(after);
    }
    const Stretch before = source_before(verb);
    if (!before.empty()) return span(before);
    const Stretch after = source_after(verb);
    return after.empty() ? Span{} : span(after);
  }

 private:
  bool tells(const StatedEvent& s) const {
    const std::string& type = read_.scene.frames->types[s.frame->type].name;
    static constexpr std::array<std::string_view, 4> kTelling{"communication.", "stance.", "offer.", "agreement."};
    const auto told = [&](std::string_view family) { return type.starts_with(family) && type != "communication.meet"; };
    const auto intends = [](const Frame& frame) {
      return frame.content == ClaimStatus::kPlanned || frame.content == ClaimStatus::kUncertain;
    };
    return s.frame->says || intends(*s.frame) || (s.governing != nullptr && s.governing->says) ||
           std::any_of(kTelling.begin(), kTelling.end(), told);
  }

  // Inside a quotation: its speaker's words about somebody else's.
  bool quoted(Span words) const {
    const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                            [&](const Quote& q) { return q.span.begin <= words.begin; });
    for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
      --q;
      if (!q->body && q->span.contains(words)) return true;
    }
    return false;
  }

  // The sentence's last marks.
  static bool closes(const Element& e) {
    return is_break(e) || (e.kind == ElementKind::kWord && e.word.flags == 0 && e.span.size() == 1);
  }

  void spoken(const StatedEvent& s) {
    const bool verbal = is_verbal(s);
    if (s.at > 0 && u_isupper(static_cast<UChar32>(decode(text_, elements_[s.at].span.begin).value)) != 0)
      return;  // 'the State Department', 'Clean Air Act'
    // 'the claim that …' tells; 'the claim' does not.
    if (!verbal && !content_follows(s.at)) return;
    const Stretch before = verbal ? source_before(s.at) : Stretch{};
    const Stretch left = content_before(before.empty() ? s.at : before.first);
    // ', said Ana Prado' and ', Ana Prado said.' stand behind what is said.
    const Stretch after = verbal && before.empty() && !left.empty() ? source_after(s.at) : Stretch{};
    const bool inverted = !after.empty();
    Attribution attribution;
    attribution.cue = elements_[s.at].span;
    if (!s.subject.empty() && !s.subject[0].omitted) attribution.entity = s.subject[0].entity;
    attribution.source = inverted ? span(after) : !before.empty() ? span(before) : main_subject(s);
    if (verbal && attribution.source.empty()) return;
    // 'state', 'reports', 'support' may be nouns.
    const bool unsure = (s.tags & (kFormPast | kFormGerund | kFormParticiple)) == 0;
    const bool saying =
        s.frame->says && (s.tags & kFormPresent) != 0 && s.at > 0 && !elements_[s.at - 1].has(kMarksNext);
    if (verbal && unsure && !saying && attribution.entity == kNone && !content_follows(s.at)) return;
    const Stretch right = content_after(inverted ? after.end : s.at + 1);
    const bool apart = !right.empty() && is_comma(elements_[right.first - 1]);
    if (!left.empty() && (right.empty() || apart) && (inverted || !before.empty())) {
      attribution.content = apart ? join(span(left), span(right)) : span(left);
    } else if (!right.empty()) {
      attribution.content = span(right);
    } else {
      return;
    }
    add(attribution);
  }

  bool content_follows(uint32_t at) const {
    for (uint32_t i = at + 1; i < end_ && i <= at + 2; ++i) {
      if (elements_[i].has(kBeginsContent)) return true;
    }
    return false;
  }

  // Of 'saying …' and '… and said that': the subject of the verb it hangs on.
  Span main_subject(const StatedEvent& s) const {
    if (!s.subject.empty() && !s.subject[0].omitted && read_.scene.span.contains(s.subject[0].span))
      return s.subject[0].span;
    if (is_verbal(s) && (s.tags & (kFormGerund | kFormPast)) == 0) return {};
    for (const StatedEvent& other : read_.statements) {
      if (other.at >= s.at) break;
      if (!is_verbal(other)) continue;
      const Stretch subject = source_before(other.at);
      if (!subject.empty()) return span(subject);
    }
    return {};
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
      const bool colon = elements_[i].kind == ElementKind::kStop;
      if (elements_[i].has(kBeginsContent) || colon) first = i;
      if (colon || elements_[i].kind == ElementKind::kMark || first != from) break;
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

  std::string_view text_;
  const ReadScene& read_;
  const std::vector<Element>& elements_;
  Reading& reading_;
  uint32_t end_ = 0;
};

// Whole quotations: what stands in marks and is no part of another sentence, with the parts that a cue divides put
// together.
class DirectReader {
 public:
  DirectReader(std::string_view text, const std::vector<ReadScene>& scenes, Reading& reading)
      : text_(text), scenes_(scenes), reading_(reading), named_(reading.entities.size()) {}

  // Returns the cues, in order.
  std::vector<Span> run() {
    std::vector<Span> cues;
    const std::vector<Quote>& quotes = reading_.quotes;
    for (size_t q = 0; q < quotes.size(); ++q) {
      const Quote& quote = quotes[q];
      name_until(quote.span.begin);
      if (quote.body || quote.depth > 0 || !stands_alone(quote.span.begin)) continue;
      Attribution attribution;
      attribution.content = quote.span;
      attribution.entity = quote.speaker;
      attribution.direct = true;
      std::optional<Span> cue = quote.cue;
      for (; q + 1 < quotes.size() && goes_on(quote, cue, quotes[q].span, quotes[q + 1]); ++q) {
        attribution.content = join(attribution.content, quotes[q + 1].span);
        if (!cue) cue = quotes[q + 1].cue;
      }
      if (cue) {
        attribution.cue = *cue;
        cues.push_back(*cue);
        attribution.source = source_of(*cue);
      } else if (quote.speaker != kNone) {
        attribution.source = named_[quote.speaker];
      }
      reading_.attributions.push_back(attribution);
    }
    std::sort(cues.begin(), cues.end());
    return cues;
  }

 private:
  // The last words before a place that name each entity.
  void name_until(uint32_t byte) {
    for (; mention_ < reading_.mentions.size() && reading_.mentions[mention_].span.begin < byte; ++mention_) {
      const Mention& m = reading_.mentions[mention_];
      if (m.entity != kNone) named_[m.entity] = m.span;
    }
    for (; reference_ < reading_.references.size() && reading_.references[reference_].span.begin < byte; ++reference_) {
      const Reference& r = reading_.references[reference_];
      if (r.entity != kNone && r.span.begin > named_[r.entity].begin) named_[r.entity] = r.span;
    }
  }

  // Not in the middle of a clause: nothing, a stop, a comma or a colon stands before the opening mark.
  bool stands_alone(uint32_t begin) const {
    while (begin > 0) {
      const CodePoint c = decode_before(text_, begin);
      begin -= c.bytes;
      if (c.value == '\n') return true;
      if (u_isUWhiteSpace(static_cast<UChar32>(c.value)) != 0 || opens_quotation(c.value)) continue;
      return u_ispunct(static_cast<UChar32>(c.value)) != 0;
    }
    return true;
  }

  static bool opens_quotation(char32_t c) {
    const int8_t type = u_charType(static_cast<UChar32>(c));
    return c == '"' || c == '\'' || type == U_INITIAL_PUNCTUATION || type == U_START_PUNCTUATION;
  }

  bool goes_on(const Quote& first, const std::optional<Span>& cue, Span last, const Quote& next) const {
    return !next.body && next.depth == 0 && next.speaker == first.speaker && next.span.begin > last.end &&
           next.span.begin - last.end < kSplitDistance && (!next.cue || !cue || *next.cue == *cue) &&
           Span{last.end, next.span.begin}.of(text_).find('\n') == std::string_view::npos;
  }

  Span source_of(Span cue) const {
    const auto scene = std::partition_point(scenes_.begin(), scenes_.end(),
                                            [&](const ReadScene& r) { return r.scene.span.end <= cue.begin; });
    return scene == scenes_.end() ? Span{} : SceneReader(text_, *scene, reading_).source_of(cue);
  }

  std::string_view text_;
  const std::vector<ReadScene>& scenes_;
  Reading& reading_;
  std::vector<Span> named_;  // by entity
  size_t mention_ = 0, reference_ = 0;
};

void sort_attributions(Reading& reading) {
  std::stable_sort(reading.attributions.begin(), reading.attributions.end(),
                   [](const Attribution& a, const Attribution& b) {
                     return a.content != b.content ? a.content < b.content : a.cue < b.cue;
                   });
}

}  // namespace

void read_attributions(std::string_view text, const std::vector<ReadScene>& scenes, Reading& reading) {
  const std::vector<Span> cues = DirectReader(text, scenes, reading).run();
  for (const ReadScene& read : scenes) SceneReader(text, read, reading).run(cues);
  sort_attributions(reading);
}

}  // namespace annals
