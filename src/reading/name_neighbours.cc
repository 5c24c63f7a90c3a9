#include "reading/name_neighbours.h"

#include <algorithm>
#include <unordered_set>

#include "reading/frames.h"
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

// Tokens of the known body that the name begins with, where a given name stands behind it.
uint32_t body_before_person(const NameSpan& name) {
  const auto& tokens = name.block->text.tokens;
  if (name.count < 3 || name.type == EntityType::kPlace || tokens[name.first].script != Script::kLatin) return 0;
  uint32_t body = 0;
  name.block->language->names->phrases.any(name.block->text, name.first, [&](const PhraseTable::Match& m) {
    if (m.is(NameKind::kOrganization) && m.count + 2 <= name.count) body = m.count;
    return false;
  });
  // 'the coach of Velden Rui Costa', where only an article parts the name from what somebody is.
  constexpr size_t kLongestArticle = 3;
  const auto is = [&](uint32_t k, NameKind kind) { return is_kind(*name.block, k, kind); };
  if (body == 0 && name.first > 1 && tokens[name.first - 1].span.size() <= kLongestArticle &&
      !tokens[name.first - 1].capitalized && tokens[name.first - 1].kind == TokenKind::kWord &&
      (is(name.first - 2, NameKind::kRole) || is(name.first - 2, NameKind::kTitle)) &&
      !is(name.first, NameKind::kGiven) && !is(name.first, NameKind::kTitle) && !is(name.first, NameKind::kParticle) &&
      !is(name.first, NameKind::kOrgHead))
    body = 1;
  const uint32_t given = name.first + body;
  const bool person = body > 0 && is(given, NameKind::kGiven) && tokens[given + 1].kind == TokenKind::kWord &&
                      tokens[given + 1].capitalized && !is(name.end() - 1, NameKind::kOrgSuffix);
  return person ? body : 0;
}

// Tokens before the last blank inside a person's name in ideographs, where two names may stand.
uint32_t blank_between(const NameSpan& name) {
  constexpr uint32_t kShortest = 2, kLongest = 8;
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kPerson || name.count > kLongest) return 0;
  uint32_t blank = 0;
  for (uint32_t k = name.first; k < name.end(); ++k) {
    if (tokens[k].kind != TokenKind::kIdeograph) return 0;
    if (k > name.first && tokens[k].space_before) blank = k - name.first;
  }
  return blank >= kShortest && name.count - blank >= kShortest ? blank : 0;
}

// 红杉领投松原科技: a known body (its tokens), what it does, and another body (where it begins); zeros for none.
struct BodyAndObject {
  uint32_t body = 0, object = 0;
};
BodyAndObject body_and_object(const NameSpan& name) {
  constexpr uint32_t kShortest = 2;
  const ClaimFrames* const frames = name.block->language->claims.get();
  if (name.type != EntityType::kOrganization || frames == nullptr || name.count < 3 * kShortest ||
      name.block->text.tokens[name.first].kind != TokenKind::kIdeograph)
    return {};
  BodyAndObject best;
  name.block->language->names->phrases.any(name.block->text, name.first, [&](const PhraseTable::Match& m) {
    if (!m.is(NameKind::kOrganization) || m.count >= name.count || m.count < best.body) return false;
    const uint32_t verb = frames->triggers.longest(name.block->text, name.first + m.count).count;
    if (verb >= kShortest && m.count + verb + kShortest <= name.count) best = {m.count, m.count + verb};
    return false;
  });
  return best;
}

}  // namespace

void part_neighbours(std::string_view text, std::vector<NameSpan>& names) {
  constexpr uint32_t kFull = 2, kLongest = 6;
  std::unordered_set<uint64_t> full, surnames;  // of people whom the document names in two or three words
  for (const NameSpan& name : names) {
    if (!is_arabic_person(name) || name.count < kFull || name.count > kFull + 1) continue;
    const NameKey key = name_key(text, name);
    full.insert(key.all);
    if (name.count == kFull && key.words == kFull) surnames.insert(key.last);
  }
  if (full.empty()) return;
  std::vector<NameSpan> parted;
  parted.reserve(names.size());
  for (const NameSpan& name : names) {
    parted.push_back(name);
    if (!is_arabic_person(name) || name.count < kFull || name.count > kLongest) continue;
    const auto knows = [&](const std::unordered_set<uint64_t>& known, uint32_t from, uint32_t count) {
      return known.contains(name_key(text, part_of(name, from, count)).all);
    };
    const auto is_given = [&](uint32_t k) {  // without a letter before it
      return name.block->language->names->phrases.any(
          name.block->text, name.first + k, [](const auto& m) { return m.skip_bytes == 0 && m.is(NameKind::kGiven); });
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

void part_known_bodies(std::vector<NameSpan>& names) {
  std::vector<NameSpan> parted;
  parted.reserve(names.size());
  for (const NameSpan& name : names) {
    parted.push_back(name);
    if (const auto [subject, object] = body_and_object(name); object > 0) {
      parted.back() = part_of(name, 0, subject);
      parted.push_back(part_of(name, object, name.count - object));
      continue;
    }
    const uint32_t body = body_before_person(name);
    const uint32_t cut = body > 0 ? body : blank_between(name);
    if (cut == 0) continue;
    parted.back() = part_of(name, 0, cut);
    parted.push_back(part_of(name, cut, name.count - cut));
    if (body == 0) continue;
    const auto become = [](NameSpan& part, EntityType type, size_t score) {
      part.type = type;
      part.scores[score] = *std::max_element(part.scores.begin(), part.scores.end()) + 1;
    };
    const bool place = is_kind(*name.block, name.first, NameKind::kPlace);
    become(parted[parted.size() - 2], place ? EntityType::kPlace : EntityType::kOrganization, place ? 2 : 1);
    become(parted.back(), EntityType::kPerson, 0);
  }
  names = std::move(parted);
}

}  // namespace annals
