#include "reading/name_neighbours.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "reading/language.h"
#include "reading/name_lexicon.h"

namespace annals {
namespace {

bool is_arabic_person(const NameSpan& name) {
  return name.type == EntityType::kPerson && name.block->text.tokens[name.first].script == Script::kArabic;
}

NameSpan part_of(const NameSpan& name, uint32_t from, uint32_t count) {
  NameSpan part = name;
  part.first = name.first + from;
  part.count = count;
  if (from > 0) part.skip_bytes = 0;
  return part;
}

}  // namespace

void part_neighbours(std::string_view text, std::vector<NameSpan>& names) {
  constexpr uint32_t kFull = 2, kLongest = 6;
  std::unordered_set<std::string> full, surnames;  // of people whom the document names in two or three words
  for (const NameSpan& name : names) {
    if (!is_arabic_person(name) || name.count < kFull || name.count > kFull + 1) continue;
    const NameText words = name_text(text, name);
    full.insert(words.key);
    if (name.count == kFull && words.words.size() == kFull) surnames.insert(words.words.back());
  }
  if (full.empty()) return;
  std::vector<PhraseTable::Match> found;
  std::vector<NameSpan> parted;
  parted.reserve(names.size());
  for (const NameSpan& name : names) {
    parted.push_back(name);
    if (!is_arabic_person(name) || name.count < kFull || name.count > kLongest) continue;
    const auto knows = [&](const std::unordered_set<std::string>& known, uint32_t from, uint32_t count) {
      return known.contains(name_text(text, part_of(name, from, count)).key);
    };
    const auto is_given = [&](uint32_t k) {  // without a letter before it
      name.block->language->names->phrases.match(name.block->text, name.first + k, found);
      return std::any_of(found.begin(), found.end(), [](const PhraseTable::Match& m) {
        return m.skip_bytes == 0 && m.payload == static_cast<uint32_t>(NameKind::kGiven);
      });
    };
    for (uint32_t cut = 1; cut < name.count; ++cut) {
      const uint32_t rest = name.count - cut;
      const bool surname_first = cut == 1 && (rest >= kFull || is_given(1)) && !is_given(0) && knows(surnames, 0, 1);
      const bool surname_last =
          rest == 1 && cut >= kFull && !is_given(cut) && knows(surnames, cut, 1) && knows(full, 0, cut);
      const bool both_full = cut >= kFull && rest >= kFull && (knows(full, 0, cut) || knows(full, cut, rest));
      if (!surname_first && !surname_last && !both_full) continue;
      parted.back() = part_of(name, 0, cut);
      parted.push_back(part_of(name, cut, rest));
      break;
    }
  }
  names = std::move(parted);
}

}  // namespace annals
