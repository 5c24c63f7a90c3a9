// Whom a description before or behind a saying word stands for: 'the engineer said'.
#include <algorithm>

#include "reading/references.h"
#include "reading/speakers.h"

namespace annals {
namespace {

constexpr size_t kMentionsBefore = 200;  // names before a description that it may stand for
constexpr uint32_t kWordsBeside = 5;     // tokens beside a name where words that describe it stand
constexpr uint32_t kLeastWord = 4;       // bytes of a word that describes

}  // namespace

// Whether a noun with a definite article stands in subject's place: 'the Norwegian wrote', whom nothing calls so.
bool Speakers::has_description(const ReadScene& read, const StatedEvent& statement, Part part) {
  const std::vector<Element>& elements = read.scene.elements;
  const auto noun = [&](uint32_t i) {
    return i < part.end && elements[i].kind == ElementKind::kWord && elements[i].word.flags == 0 &&
           elements[i].span.size() >= kLeastWord;
  };
  for (uint32_t i = statement.at + 1; i < part.end && i <= statement.at + 4; ++i) {
    if (elements[i].kind == ElementKind::kTrigger || elements[i].kind == ElementKind::kName ||
        elements[i].has(kBeginsContent))
      break;
    if ((elements[i].has(kArticle) && noun(i + 1)) || elements[i].definite) return true;
  }
  return statement.at >= part.first + 2 && elements[statement.at - 2].has(kArticle) && noun(statement.at - 1);
}

// 'diz o comunicado da Norvia': whose paper it is that speaks, right behind the verb; or kNone.
uint32_t Speakers::paper_behind(const ReadScene& read, const StatedEvent& statement) {
  constexpr uint32_t kFarthest = 3;
  const std::vector<Element>& elements = read.scene.elements;
  for (uint32_t i = statement.at + 1; i < elements.size() && i <= statement.at + kFarthest; ++i) {
    if (elements[i].kind == ElementKind::kTrigger) {
      const auto paper = std::partition_point(read.statements.begin(), read.statements.end(),
                                              [&](const StatedEvent& s) { return s.at < i; });
      if (paper == read.statements.end() || paper->at != i || is_verbal(*paper)) return kNone;
      const std::string_view name = read.scene.frames->types[paper->frame->type].name;
      return name.starts_with("communication.") ? agent(read, *paper) : kNone;
    }
    if (elements[i].kind != ElementKind::kWord || !elements[i].has(kArticle | kTransparent)) return kNone;
  }
  return kNone;
}

// The person named last before a place.
uint32_t Speakers::last_person(uint32_t byte) const {
  auto m = std::partition_point(reading_.mentions.begin(), reading_.mentions.end(),
                                [&](const Mention& mention) { return mention.span.begin < byte; });
  for (size_t steps = 0; m != reading_.mentions.begin() && steps < 8; ++steps) {
    --m;
    if (m->entity != kNone && m->type == EntityType::kPerson && m->span.end <= byte) return m->entity;
  }
  return kNone;
}

// 'the engineer said': the one who was called so when named.
uint32_t Speakers::described(const ReadScene& read, const StatedEvent& statement, Part part) const {
  const std::vector<Element>& elements = read.scene.elements;
  const AnalyzedBlock& block = analysis_.blocks[read.scene.block];
  const auto words_of = [&](uint32_t first, uint32_t end) {
    std::vector<std::string_view> words;
    std::optional<Span> ideographs;
    for (uint32_t i = first; i < end; ++i) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kName && e.pronoun) {
        for (uint32_t t = e.token; t < block.text.tokens.size() && block.text.tokens[t].span.begin < e.span.end; ++t) {
          const Span word = block.text.tokens[t].span;
          if (word.size() >= kLeastWord) words.push_back(word.of(analysis_.text()));
        }
        continue;
      }
      if (e.kind != ElementKind::kWord || e.has(kMarksNext) || e.has(kArticle)) continue;
      const Token& token = block.text.tokens[e.token];
      if (token.kind == TokenKind::kIdeograph) {
        if (ideographs && ideographs->end == e.span.begin)
          words.push_back(join(*ideographs, e.span).of(analysis_.text()));
        ideographs = e.span;
      } else if (token.kind == TokenKind::kWord && e.span.size() >= kLeastWord && e.word.flags == 0) {
        words.push_back(e.span.of(analysis_.text()));
      }
    }
    return words;
  };
  const auto find = [&](const std::vector<std::string_view>& words) -> uint32_t {
    if (words.empty()) return kNone;
    const auto after = std::partition_point(reading_.mentions.begin(), reading_.mentions.end(), [&](const Mention& m) {
      return m.span.begin < elements[part.first].span.begin;
    });
    uint32_t best = kNone, most = 0;
    size_t steps = 0;
    for (auto m = after; m != reading_.mentions.begin() && steps < kMentionsBefore; ++steps) {
      --m;
      if (m->entity == kNone || m->type != EntityType::kPerson) continue;
      Place place = places_[static_cast<size_t>(m - reading_.mentions.begin())];
      place.after = person_before(m);
      const uint32_t same = matching_words(words, place, elements[part.first].span.begin);
      if (same > most) {
        most = same;
        best = m->entity;
      }
    }
    return best;
  };
  uint32_t first = statement.at;
  const auto describes = [](const Element& e) {
    return (e.kind == ElementKind::kWord && !e.has(kBeginsContent)) ||
           (e.kind == ElementKind::kName && e.pronoun && e.grammatical != kOf);
  };
  while (first > part.first && describes(elements[first - 1]) && statement.at - first < 8) --first;
  const uint32_t before = find(words_of(first, statement.at));
  if (before != kNone) return before;
  uint32_t end = statement.at + 1;
  while (end < part.end && describes(elements[end]) && end - statement.at < 6) ++end;
  return find(words_of(statement.at + 1, end));
}

// 'The judge Ana Prado heard Rui Costa': where the name of another person before this one ends, whom the words before
// it describe; 0 where none is near.
uint32_t Speakers::person_before(std::vector<Mention>::const_iterator mention) const {
  constexpr size_t kFarthest = 3;
  const Place& place = places_[static_cast<size_t>(mention - reading_.mentions.begin())];
  auto m = mention;
  for (size_t steps = 0; m != reading_.mentions.begin() && steps < kFarthest; ++steps) {
    --m;
    const Place& other = places_[static_cast<size_t>(m - reading_.mentions.begin())];
    if (other.block != place.block) return 0;
    if (m->type == EntityType::kPerson && m->entity != mention->entity && other.end <= place.first) return other.end;
  }
  return 0;
}

// How many of the words stand beside the name, in its noun phrase or as an aside that ends before a place.
uint32_t Speakers::matching_words(const std::vector<std::string_view>& words, const Place& place,
                                  uint32_t before_byte) const {
  if (place.block >= analysis_.blocks.size()) return 0;
  const std::vector<Token>& tokens = analysis_.blocks[place.block].text.tokens;
  const uint32_t reach = tokens.empty() || tokens[0].kind != TokenKind::kIdeograph ? kWordsBeside : 2 * kWordsBeside;
  const uint32_t first = std::max(place.after, place.first - std::min(place.first, reach));
  const auto size = static_cast<uint32_t>(tokens.size());
  uint32_t end = place.end;
  const bool aside = end < size && tokens[end].kind == TokenKind::kPunctuation;
  if (aside) end = std::min(size, end + reach + 1);
  while (aside && end > place.end + 1 && tokens[end - 1].span.end > before_byte) --end;
  if (first >= end || first >= size) return 0;
  const Span before{tokens[first].span.begin,
                    place.first < size ? tokens[place.first].span.begin : tokens[first].span.end};
  const Span behind = aside ? Span{tokens[place.end].span.begin, tokens[end - 1].span.end} : Span{};
  uint32_t found = 0;
  for (const std::string_view word : words) {
    found += before.of(analysis_.text()).find(word) != std::string_view::npos ||
             (aside && behind.of(analysis_.text()).find(word) != std::string_view::npos);
  }
  return found;
}

}  // namespace annals
