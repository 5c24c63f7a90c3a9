#include "reading/attributions.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "reading/indirect_speech.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kSplitDistance = 300;  // bytes between the parts of a quotation that its cue divides
constexpr size_t kEarlier = 8;            // attributions looked at before one

// Whole quotations: what stands in marks and is no part of another sentence, with the parts that a cue divides put
// together.
class DirectReader {
 public:
  DirectReader(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading)
      : analysis_(analysis),
        text_(analysis.text()),
        scenes_(scenes),
        reading_(reading),
        named_(reading.entities.size()) {}

  // Returns the cues, in order.
  std::vector<Span> run() {
    std::vector<Span> cues;
    const std::vector<Quote>& quotes = reading_.quotes;
    for (size_t q = 0; q < quotes.size(); ++q) {
      const Quote& quote = quotes[q];
      name_until(quote.span.begin);
      if (quote.body || quote.depth > 0 || !stands_alone(quote)) continue;
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

  // Not in the middle of a clause: nothing, a stop, a comma or a colon stands before the opening mark; a comma only
  // behind what introduces the words ('With so many gates, “nothing can fail,” she said').
  bool stands_alone(const Quote& quote) const {
    uint32_t begin = quote.span.begin;
    const bool introduced = !quote.cue || quote.cue->begin < begin || follows_quote(begin);
    while (begin > 0) {
      const CodePoint c = decode_before(text_, begin);
      begin -= c.bytes;
      if (c.value == '\n') return true;
      if (u_isUWhiteSpace(static_cast<UChar32>(c.value)) != 0 || opens_quotation(c.value)) continue;
      if (!introduced && c.value == ',') return false;
      return u_ispunct(static_cast<UChar32>(c.value)) != 0;
    }
    return true;
  }

  // Another quotation ends a few words before.
  bool follows_quote(uint32_t begin) const {
    const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                            [&](const Quote& q) { return q.span.begin < begin; });
    return after != reading_.quotes.begin() && std::prev(after)->span.end + kSplitDistance > begin;
  }

  // 'he said, adding that': another saying word stands between two quotations.
  bool says_again(const Span& gap, const std::optional<Span>& cue) const {
    const auto scene = std::partition_point(scenes_.begin(), scenes_.end(),
                                            [&](const ReadScene& r) { return r.scene.span.end <= gap.begin; });
    if (scene == scenes_.end()) return false;
    const ClaimFrames& frames = *scene->scene.frames;
    return std::any_of(scene->scene.elements.begin(), scene->scene.elements.end(), [&](const Element& e) {
      if (e.kind != ElementKind::kTrigger || !gap.contains(e.span) || (cue && cue->overlaps(e.span))) return false;
      for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
        if (frames.frames[frames.forms[scene->scene.forms[f]].frame].says) return true;
      }
      return false;
    });
  }

  static bool opens_quotation(char32_t c) {
    const int8_t type = u_charType(static_cast<UChar32>(c));
    return c == '"' || c == '\'' || type == U_INITIAL_PUNCTUATION || type == U_START_PUNCTUATION;
  }

  bool goes_on(const Quote& first, const std::optional<Span>& cue, Span last, const Quote& next) const {
    const bool same = next.speaker == first.speaker || (first.speaker == kNone && !next.cue);
    return !next.body && next.depth == 0 && same && next.span.begin > last.end &&
           next.span.begin - last.end < kSplitDistance && (!next.cue || !cue || *next.cue == *cue) &&
           Span{last.end, next.span.begin}.of(text_).find('\n') == std::string_view::npos &&
           !says_again({last.end, next.span.begin}, cue);
  }

  Span source_of(Span cue) const {
    const auto scene = std::partition_point(scenes_.begin(), scenes_.end(),
                                            [&](const ReadScene& r) { return r.scene.span.end <= cue.begin; });
    return scene == scenes_.end() ? Span{} : IndirectSpeech(analysis_, *scene, reading_, true).source_of(cue);
  }

  const Analysis& analysis_;
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

// '“The yard is safe,” Prado said. She paused. “So is the pier.”', 'Prado said that the yard was safe. “So is the
// pier.”': words in marks with no cue of their own go on with what was said last, a little before them. In another
// paragraph only those of whoever spoke.
void join_continuations(std::string_view text, Reading& reading) {
  std::vector<Attribution>& all = reading.attributions;
  std::vector<Attribution> joined;
  for (const Attribution& a : all) {
    size_t last = joined.size();
    uint32_t end = 0;
    const size_t first = joined.size() > kEarlier ? joined.size() - kEarlier : 0;
    for (size_t k = first; a.direct && a.cue.empty() && k < joined.size(); ++k) {
      const uint32_t told = std::max(joined[k].content.end, joined[k].cue.end);
      if (told > a.content.begin || told + kSplitDistance < a.content.begin) continue;
      const bool better = last == joined.size() || joined[k].direct != joined[last].direct
                              ? last == joined.size() || joined[k].direct
                              : told > end;
      if (!better) continue;
      end = told;
      last = k;
    }
    const bool same =
        last < joined.size() && (text.substr(end, a.content.begin - end).find('\n') == std::string_view::npos ||
                                 (joined[last].entity != kNone && joined[last].entity == a.entity));
    if (same) {
      joined[last].content = join(joined[last].content, a.content);
    } else {
      joined.push_back(a);
    }
  }
  all = std::move(joined);
}

}  // namespace

void read_attributions(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading) {
  const std::vector<Span> cues = DirectReader(analysis, scenes, reading).run();
  for (const ReadScene& read : scenes) {
    IndirectSpeech sentence(analysis, read, reading);
    sentence.run(cues, reading.attributions);
  }
  sort_attributions(reading);
  join_continuations(analysis.text(), reading);
}

}  // namespace annals
