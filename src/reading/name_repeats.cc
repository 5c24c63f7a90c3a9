#include "reading/name_repeats.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_lexicon.h"

namespace annals {
namespace {

constexpr int kPerson = 0, kOrganization = 1;
constexpr uint32_t kLongestBody = 6;
constexpr uint32_t kTellingSuffix = 4;  // tokens: 律师事务所 closes nothing else
constexpr uint32_t kOtherwise = bit(NameKind::kNotName) | bit(NameKind::kWeak) | bit(NameKind::kTitle);

uint64_t key_of(const NameWork& work, uint32_t first, uint32_t end) {
  uint64_t key = end - first;
  for (uint32_t k = first; k < end; ++k) key = key * 0x100000001b3ULL ^ work.block->text.forms[k];
  return key;
}

// How much rather the tagger finds a person there than a body or nothing, a token.
float person_margin(const NameWork& work, uint32_t first, uint32_t end) {
  float person = 0, body = 0;
  for (uint32_t k = first; k < end; ++k) {
    person += work.scores[k][static_cast<size_t>(k == first ? begin_label(kPerson) : inside_label(kPerson))];
    body += work.scores[k][static_cast<size_t>(k == first ? begin_label(kOrganization) : inside_label(kOrganization))];
  }
  return (person - std::max(body, 0.0F)) / static_cast<float>(end - first);
}

// What follows a word that is said of bodies, up to the end of the clause.
uint32_t object_end(const NameWork& work, uint32_t first) {
  uint32_t end = first;
  while (is_ideograph(work, end) && is_free(work, end) && end - first <= kLongestBody &&
         !has(work, end, bit(NameKind::kWeak)))
    ++end;
  if (end - first < 2 || end - first > kLongestBody || is_word(work, first, end, end - first > 2 ? 2 : 0)) return first;
  for (uint32_t k = first; k < end; ++k) {
    if (has(work, k, kOtherwise | bit(NameKind::kOrgBefore) | bit(NameKind::kTitleAfter))) return first;
  }
  return end;
}

// What closes like the name of a body, behind a sign or a word that stands before names: its end.
uint32_t closed_end(const NameWork& work, uint32_t first) {
  constexpr uint32_t kShortest = 2, kLongest = 10, kLongestBare = 4;
  constexpr int kOften = 6;
  uint32_t end = first;
  while (is_ideograph(work, end) && is_free(work, end) && end - first < kLongest &&
         (end - first < kShortest || work.features.suffix[end] < 2) && !has(work, end, kOtherwise))
    ++end;
  if (end - first < kShortest || !is_ideograph(work, end) || work.features.suffix[end] < 2) return first;
  if (end - first > kLongestBare && work.features.suffix[end] < kTellingSuffix) return first;
  const uint32_t close = end + work.features.suffix[end];
  // 'an insurance company' is none
  return is_word(work, first, end, kOften) || is_word(work, first, close, 0) ? first : close;
}

}  // namespace

void add_repeated_bodies(std::vector<NameWork>& works) {
  struct Candidate {
    uint32_t length = 0, places = 0;
    float person = 0;  // what the tagger finds a person there by, over all places
  };
  std::unordered_map<uint64_t, Candidate> candidates;
  std::unordered_map<uint64_t, std::set<uint32_t>> lengths;  // by first form
  std::vector<PhraseTable::Match> found;
  const auto note = [&](const NameWork& work, uint32_t first, uint32_t end) {
    if (end <= first) return;
    candidates[key_of(work, first, end)].length = end - first;
    lengths[work.block->text.forms[first]].insert(end - first);
  };
  for (const NameWork& work : works) {
    const auto& tokens = work.block->text.tokens;
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (!is_ideograph(work, i)) continue;
      const bool opens =
          i == 0 || !is_ideograph(work, i - 1) || (work.features.starting[i - 1] & bit(NameKind::kNameVerbBefore)) != 0;
      if (opens) note(work, i, closed_end(work, i));
      if ((work.features.starting[i] & bit(NameKind::kBodyBefore)) == 0) continue;
      work.block->language->names->phrases.match(work.block->text, i, found);
      for (const PhraseTable::Match& match : found) {
        if (match.is(NameKind::kBodyBefore)) note(work, i + match.count, object_end(work, i + match.count));
      }
    }
  }
  if (candidates.empty()) return;
  const auto each_place = [&](const auto& visit) {
    for (NameWork& work : works) {
      const auto& forms = work.block->text.forms;
      for (uint32_t i = 0; i < forms.size(); ++i) {
        const auto known = lengths.find(forms[i]);
        if (known == lengths.end()) continue;
        for (auto length = known->second.rbegin(); length != known->second.rend(); ++length) {
          if (i + *length > forms.size()) continue;
          const auto candidate = candidates.find(key_of(work, i, i + *length));
          if (candidate == candidates.end() || candidate->second.length != *length) continue;
          if (visit(work, i, candidate->second)) {
            i += *length - 1;
            break;
          }
        }
      }
    }
  };
  each_place([](const NameWork& work, uint32_t i, Candidate& candidate) {
    ++candidate.places;
    candidate.person += person_margin(work, i, i + candidate.length);
    return false;
  });
  each_place([](NameWork& work, uint32_t i, const Candidate& candidate) {
    uint32_t suffix = 0;
    for (uint32_t k = 1; k < candidate.length; ++k) {
      if (k + work.features.suffix[i + k] == candidate.length) suffix = std::max(suffix, candidate.length - k);
    }
    const uint32_t least = suffix >= kTellingSuffix ? 1 : suffix > 1 ? 2 : 3;
    // People are sued and left, too.
    if (candidate.places < least || candidate.person > 0) return false;
    raise(work, i, i + candidate.length, kOrganization);
    return true;
  });
}

void add_bodies_of_common_words(std::string_view text, std::vector<NameWork>& works) {
  std::set<uint64_t> bodies;  // forms of words that a definite adjective shows to be names
  std::vector<PhraseTable::Match> found;
  for (const NameWork& work : works) {
    const auto& tokens = work.block->text.tokens;
    const NameLexicon& lexicon = *work.block->language->names;
    const ClaimFrames* const frames = work.block->language->claims.get();
    if (lexicon.article.empty() || frames == nullptr) continue;
    const auto is_part = [&](uint32_t k, NamePart part) {
      return lexicon.composers.any(work.block->text, k, [&](const auto& m) { return m.count == 1 && m.is(part); });
    };
    for (uint32_t i = 0; i + 2 < tokens.size(); ++i) {
      const auto arabic = [&](uint32_t k) { return tokens[k].script == Script::kArabic; };
      if (!arabic(i) || !arabic(i + 1) || !arabic(i + 2) || has(work, i + 1, kOtherwise)) continue;
      if (!is_part(i, NamePart::kBodyNoun) || !is_part(i + 2, NamePart::kClosing)) continue;
      const bool said = frames->grammar.longest(work.block->text, i + 1).count != 0 ||
                        frames->triggers.longest(work.block->text, i + 1).count != 0;
      const auto definite = [&](uint32_t k) { return tokens[k].span.of(text).starts_with(lexicon.article); };
      if (!said && !definite(i) && !definite(i + 1) && definite(i + 2)) bodies.insert(work.block->text.forms[i + 1]);
    }
  }
  for (NameWork& work : works) {
    const auto& forms = work.block->text.forms;
    for (uint32_t i = 0; i < forms.size() && !bodies.empty(); ++i) {
      if (bodies.contains(forms[i]) && is_free(work, i)) raise(work, i, i + 1, kOrganization);
    }
  }
}

void add_nicknames(std::vector<NameWork>& works) {
  std::map<uint64_t, std::set<uint64_t>> bearers;  // surname -> full names
  for (const NameWork& work : works) {
    for (uint32_t i = 0; i < work.labels.size(); ++i) {
      if (work.labels[i] != begin_label(kPerson) || !is_ideograph(work, i)) continue;
      uint32_t end = i + 1;
      while (end < work.labels.size() && work.labels[end] == inside_label(kPerson)) ++end;
      const bool surname = (work.features.starting[i] & bit(NameKind::kFamily)) != 0;
      const bool nickname = (work.features.starting[i] & bit(NameKind::kNickname)) != 0 ||
                            (i > 0 && (work.features.starting[i - 1] & bit(NameKind::kNickname)) != 0);
      if (surname && !nickname && end - i >= 2 && end - i <= 3)
        bearers[work.block->text.forms[i]].insert(key_of(work, i, end));
    }
  }
  if (bearers.empty()) return;
  for (NameWork& work : works) {
    const auto& forms = work.block->text.forms;
    for (uint32_t i = 0; i + 1 < forms.size(); ++i) {
      if ((work.features.starting[i] & bit(NameKind::kNickname)) == 0) continue;
      const auto surname = bearers.find(forms[i + 1]);
      if (surname != bearers.end() && surname->second.size() == 1) raise(work, i, i + 2, kPerson);
    }
  }
}

void add_short_bodies(std::vector<NameWork>& works) {
  struct Full {
    std::vector<uint64_t> forms;
    uint32_t place = 0;  // tokens of the place that it begins with
  };
  constexpr uint32_t kShortest = 4, kMostOfOneBeginning = 8;
  constexpr int kOften = 4;
  std::unordered_map<uint64_t, std::vector<Full>> by_beginning;  // first two ideographs -> names
  for (const NameWork& work : works) {
    const auto& forms = work.block->text.forms;
    for (uint32_t i = 0; i < work.labels.size(); ++i) {
      if (work.labels[i] != begin_label(kOrganization) || !is_ideograph(work, i)) continue;
      uint32_t end = i + 1;
      while (end < work.labels.size() && work.labels[end] == inside_label(kOrganization)) ++end;
      bool closed = false;
      for (uint32_t k = i + 2; k < end; ++k) closed = closed || k + work.features.suffix[k] == end;
      if (!closed || end - i < kShortest) continue;
      auto& names = by_beginning[key_of(work, i, i + 2)];
      const std::vector<uint64_t> own(forms.begin() + i, forms.begin() + end);
      const bool known = std::any_of(names.begin(), names.end(), [&](const Full& f) { return f.forms == own; });
      const bool place = (work.features.starting[i] & bit(NameKind::kPlace)) != 0;
      if (!known && names.size() < kMostOfOneBeginning)
        names.push_back({own, place ? uint32_t{work.features.length[i]} : 0U});
    }
  }
  if (by_beginning.empty()) return;
  for (NameWork& work : works) {
    const auto& forms = work.block->text.forms;
    for (uint32_t i = 0; i + 1 < forms.size(); ++i) {
      if (!is_ideograph(work, i) || !is_ideograph(work, i + 1)) continue;
      const auto names = by_beginning.find(key_of(work, i, i + 2));
      if (names == by_beginning.end()) continue;
      uint32_t longest = 0;
      bool whole = false;
      for (const Full& full : names->second) {
        uint32_t same = 0;
        while (same < full.forms.size() && i + same < forms.size() && forms[i + same] == full.forms[same]) ++same;
        whole = whole || same == full.forms.size();
        if (same > full.place + 1 || full.place == 0) longest = std::max(longest, same);
      }
      if (whole) {
        i += 1;
        continue;
      }
      if (longest < 2 || !is_free(work, i) || is_word(work, i, i + longest, kOften)) continue;
      // What a longer word goes on with is not the body.
      if (!work.features.words.empty() && work.features.words[i + longest - 1].after != i + longest && longest < 4)
        continue;
      raise(work, i, i + longest, kOrganization);
      i += longest - 1;
    }
  }
}

}  // namespace annals
