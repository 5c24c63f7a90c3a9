#include "record/look_alikes.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>

#include "text/deceptive.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kSureLetters = 5;  // 'Al' and 'AI' are two names; 'Medical' and 'MedicaI' hardly are

struct Spelling {
  uint32_t entity = 0, count = 0;
  const std::string* text = nullptr;
  std::vector<std::string> alphabets;
};

std::string in_one_case(const std::string& text) {
  icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  letters.foldCase();
  std::string out;
  letters.toUTF8String(out);
  return out;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) == 0; });
}

// Which of two that look the same is the one to warn of.
bool deceives(const Spelling& one, const Spelling& other) {
  if (one.alphabets.empty() != other.alphabets.empty()) return !one.alphabets.empty();
  return std::tuple(one.count, other.entity, *other.text) < std::tuple(other.count, one.entity, *one.text);
}

constexpr int kMostWords = 4;  // of a name that a mixed word is part of

// The ends of so many words before `begin` or after `end`, nearest first, and these themselves.
std::vector<uint32_t> borders(std::string_view text, uint32_t from, bool forwards) {
  std::vector<uint32_t> found{from};
  const auto size = static_cast<uint32_t>(text.size());
  while (static_cast<int>(found.size()) < kMostWords) {
    uint32_t at = found.back();
    if (forwards) {
      if (at >= size || text[at] != ' ') break;
      at = static_cast<uint32_t>(std::min<size_t>(text.find_first_of(" \n,.;:!?()\"", at + 1), size));
    } else {
      if (at == 0 || text[at - 1] != ' ') break;
      const size_t space = at < 2 ? std::string_view::npos : text.find_last_of(" \n,.;:!?()\"", at - 2);
      at = space == std::string_view::npos ? 0 : static_cast<uint32_t>(space) + 1;
    }
    if (at == found.back()) break;
    found.push_back(at);
  }
  return found;
}

// Words that mix alphabets are no names to the reader of names: they are looked for in the texts, and in what looks
// like them.
class TextLooks {
 public:
  TextLooks(const std::vector<Spelling>& spellings, const std::map<std::string, std::vector<uint32_t>>& by_look)
      : spellings_(spellings), by_look_(by_look) {}

  void look(const Document& document, uint32_t number, std::vector<LookAlike>& found) const {
    for (const Span word : mixed_words(document.text)) {
      const auto begins = borders(document.text, word.begin, false), ends = borders(document.text, word.end, true);
      LookAlike best;
      for (const uint32_t begin : begins) {
        for (const uint32_t end : ends) {
          const Span span{begin, end};
          if (span.size() <= best.span.size()) continue;
          const uint32_t like = spelling_like(span.of(document.text));
          if (like == kNone) continue;
          best.other = spellings_[like].entity;
          best.other_name = *spellings_[like].text;
          best.span = span;
        }
      }
      if (best.other == kNone) continue;
      best.name = best.span.of(document.text);
      best.alphabets = mixed_alphabets(best.name);
      best.document = number;
      found.push_back(std::move(best));
    }
  }

 private:
  uint32_t spelling_like(std::string_view words) const {
    for (const std::string& look : looks_of(words)) {
      const auto same = by_look_.find(look);
      if (same == by_look_.end()) continue;
      for (const uint32_t number : same->second) {
        if (spellings_[number].alphabets.empty()) return number;
      }
    }
    return kNone;
  }

  const std::vector<Spelling>& spellings_;
  const std::map<std::string, std::vector<uint32_t>>& by_look_;
};

}  // namespace

std::vector<LookAlike> find_look_alikes(std::span<const Entity> entities, std::span<const DocumentReading> documents) {
  std::vector<Spelling> spellings;
  std::map<std::string, std::vector<uint32_t>> by_look;
  for (uint32_t i = 0; i < entities.size(); ++i) {
    for (const EntityName& name : entities[i].names) {
      const auto number = static_cast<uint32_t>(spellings.size());
      spellings.push_back({i, name.count, &name.text, mixed_alphabets(name.text)});
      std::vector<std::string> looks = looks_of(name.text);
      std::sort(looks.begin(), looks.end());
      looks.erase(std::unique(looks.begin(), looks.end()), looks.end());
      for (std::string& look : looks) by_look[std::move(look)].push_back(number);
    }
  }
  std::vector<uint32_t> like(spellings.size(), kNone);
  for (const auto& [look, numbers] : by_look) {
    if (look.empty() || numbers.size() < 2) continue;
    // The plainest of those that look so; the others are compared with it.
    const uint32_t plain = *std::min_element(
        numbers.begin(), numbers.end(), [&](uint32_t a, uint32_t b) { return deceives(spellings[b], spellings[a]); });
    for (const uint32_t number : numbers) {
      const std::string& text = *spellings[number].text;
      const std::string& other = *spellings[plain].text;
      if (number == plain || like[number] != kNone || in_one_case(text) == in_one_case(other)) continue;
      if (is_ascii(text) && is_ascii(other) && text.size() < kSureLetters) continue;
      like[number] = plain;
    }
  }
  std::vector<LookAlike> found, in_texts;
  const TextLooks texts(spellings, by_look);
  for (uint32_t i = 0; i < documents.size(); ++i) texts.look(*documents[i].document, i, in_texts);
  for (uint32_t i = 0; i < spellings.size(); ++i) {
    if (like[i] == kNone && spellings[i].alphabets.empty()) continue;
    LookAlike one;
    one.entity = spellings[i].entity;
    one.name = *spellings[i].text;
    one.alphabets = spellings[i].alphabets;
    if (like[i] != kNone) {
      one.other = spellings[like[i]].entity;
      one.other_name = *spellings[like[i]].text;
    }
    found.push_back(std::move(one));
  }
  found.insert(found.end(), in_texts.begin(), in_texts.end());
  return found;
}

std::string describe(const LookAlike& look_alike) {
  std::string text = fmt::format("“{}”", look_alike.name);
  if (!look_alike.alphabets.empty()) text += fmt::format(" mixes {} letters", fmt::join(look_alike.alphabets, " and "));
  if (look_alike.other != kNone)
    text += fmt::format("{} looks like “{}”", look_alike.alphabets.empty() ? "" : " and", look_alike.other_name);
  return text;
}

}  // namespace annals
