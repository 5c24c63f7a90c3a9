#include "reading/name_bounds.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_joints.h"
#include "reading/name_lexicon.h"
#include "reading/name_trimming.h"
#include "text/utf8.h"

namespace annals {
namespace {

// The document's words: how often each stands there, by hash of the folded form.
using WordCounts = std::unordered_map<uint64_t, uint32_t>;

uint32_t tail_of(const NameSpan& name, uint32_t count) { return name.end() - count; }

// Cuts what does not belong to a name off its ends, where the rest is a name that the document uses far more often and
// what is cut is a common word: 'Ada Byron then' beside many an 'Ada Byron'. Only where letters have no capitals to
// tell.
void trim_by_repetition(std::string_view text, std::vector<NameSpan>& names) {
  NameCounts counts;
  NameCounts surnames;  // last word -> uses of the most used full name that it closes
  for (const NameSpan& name : names) {
    const NameKey key = name_key(text, name);
    const uint32_t count = ++counts[key.all];
    if (key.words < 2) continue;
    uint32_t& most = surnames[key.last];
    most = std::max(most, count);
  }
  constexpr uint32_t kFarMore = 3, kFarFarMore = 5, kLongestTail = 4;
  for (NameSpan& name : names) {
    const auto& tokens = name.block->text.tokens;
    const Script script = tokens[name.first].script;
    if (script == Script::kLatin || name.count < 2) continue;
    const uint32_t own = counts[name_key(text, name).all];
    const auto shorter = [&](NameSpan part) {
      const auto found = counts.find(name_key(text, part).all);
      return found != counts.end() && found->second >= kFarMore * own;
    };
    const auto common = [&](uint32_t k) {
      std::vector<PhraseTable::Match> found;
      name.block->language->names->phrases.match(name.block->text, k, found);
      return tokens[k].word != 0 && std::none_of(found.begin(), found.end(), [](const auto& m) {
               return m.payload <= static_cast<uint32_t>(NameKind::kFamily);
             });
    };
    // What stands around a surname that belongs to another, far better known full name.
    const auto known_surname = [&](const NameSpan& part, uint32_t more) {
      const auto found = part.count == 1 ? surnames.find(name_key(text, part).all) : surnames.end();
      return found != surnames.end() && found->second >= more * own;
    };
    const auto given = [&](uint32_t k) { return is_kind(*name.block, k, NameKind::kGiven); };
    for (uint32_t cut = 1; cut < name.count && cut <= kLongestTail; ++cut) {
      NameSpan head = name, tail = name;
      head.count -= cut;
      tail.first += cut;
      tail.count -= cut;
      tail.skip_bytes = 0;
      const bool letters = script == Script::kHan;
      if (letters && cut > 1 && is_kind(*name.block, tail_of(name, cut), NameKind::kOrgSuffix)) continue;
      if (((letters ? head.count >= 2 : common(name.first + name.count - 1)) && shorter(head)) ||
          (!letters && known_surname(head, is_common(text, name, name.end() - 1) ? 1 : kFarMore))) {
        name = head;
        break;
      }
      // شركة نورفيا beside «نورفيا»: the company is outside.
      const bool noun = !letters && cut == 1 && is_kind(*name.block, name.first, NameKind::kOrgBefore) &&
                        counts.contains(name_key(text, tail).all);
      if (noun) {
        name = tail;
        break;
      }
      if (!letters &&
          ((common(name.first) && shorter(tail)) || (!given(name.first) && known_surname(tail, kFarFarMore)))) {
        name = tail;
        break;
      }
    }
  }
}

// Whether people write the word far more often without the proclitic.
bool is_rather(const NameSpan& name, std::string_view form, std::string_view proclitic) {
  const auto& words = name.block->language->names->words;
  constexpr int kFarMore = 2;
  return words && how_often(*words, stable_hash(form.substr(proclitic.size()))) >=
                      how_often(*words, stable_hash(form)) + kFarMore;
}

// Whether what stands behind a conjunction written together with it begins with a letter that only begins words. The
// plain long vowel says nothing ('Wayne', 'Watson').
bool begins_word(std::string_view rest, const NameLexicon& lexicon) {
  return !rest.empty() && lexicon.initial_letters.contains(decode(rest, 0).value);
}

// Two names that only 'and' joins are two.
void split_at_conjunctions(std::string_view text, std::vector<NameSpan>& names, const WordCounts& seen) {
  std::string form;
  for (size_t i = 0; i < names.size(); ++i) {
    const NameSpan name = names[i];
    const NameLexicon& lexicon = *name.block->language->names;
    if (lexicon.clitics.empty()) continue;
    for (uint32_t k = name.first + 1; k < name.first + name.count; ++k) {
      folded_form(text, name.block->text.tokens[k], name.block->language->vocabulary.folding(), form);
      const std::string& conjunction = lexicon.clitics.front();
      if (form.size() <= conjunction.size() + 4 || !form.starts_with(conjunction)) continue;
      const auto is_name = [](const PhraseTable::Match& m) {
        return m.is(NameKind::kGiven) || m.is(NameKind::kFamily) || m.is(NameKind::kOrganization);
      };
      const bool whole =
          lexicon.phrases.any(name.block->text, k, [&](const auto& m) { return m.skip_bytes == 0 && is_name(m); });
      const bool rest =
          lexicon.phrases.any(name.block->text, k, [&](const auto& m) { return m.skip_bytes != 0 && is_name(m); });
      const std::string_view second_word = std::string_view(form).substr(conjunction.size());
      const bool vowel = begins_word(name.block->text.tokens[k].span.of(text).substr(conjunction.size()), lexicon);
      if (whole || (!rest && !vowel && !is_rather(name, form, conjunction) && !seen.contains(stable_hash(second_word))))
        continue;
      NameSpan second = name;
      second.first = k;
      second.count = name.first + name.count - k;
      names[i].count = k - name.first;
      names.insert(names.begin() + static_cast<std::ptrdiff_t>(i) + 1, second);
      break;
    }
  }
}

// The proclitic that a name's first word carries, in bytes. The bare word must be a name of the tables, or stand in the
// document by itself.
uint32_t proclitic(std::string_view text, const NameSpan& name, const WordCounts& seen, bool after_name) {
  const Token& token = name.block->text.tokens[name.first];
  if (token.script != Script::kArabic || name.skip_bytes != 0) return name.skip_bytes;
  const NameLexicon& lexicon = *name.block->language->names;
  std::vector<PhraseTable::Match> found;
  lexicon.phrases.match(name.block->text, name.first, found);
  uint32_t skip = 0xFFFF;
  for (const PhraseTable::Match& match : found) {
    // The article is a part of the name.
    const std::string_view skipped = text.substr(token.span.begin, match.skip_bytes);
    if (!lexicon.article.empty() && skipped.ends_with(lexicon.article)) continue;
    // A letter that stands before verbs only belongs to the name as well.
    if (match.skip_bytes != 0 && std::none_of(lexicon.clitics.begin(), lexicon.clitics.end(),
                                              [&](const std::string& c) { return skipped.ends_with(c); }))
      continue;
    if ((1U << match.payload & kNames) != 0) skip = std::min(skip, match.skip_bytes);
  }
  if (skip != 0xFFFF) return skip;
  std::string form;
  const Folding& folding = name.block->language->vocabulary.folding();
  folded_form(text, token, folding, form);
  for (const std::string& clitic : lexicon.clitics) {
    if (form.size() <= clitic.size() + 4 || !form.starts_with(clitic)) continue;
    const std::string_view rest = std::string_view(form).substr(clitic.size());
    if (seen.contains(stable_hash(rest))) return static_cast<uint32_t>(clitic.size());
    // 'and' after another name, or before a letter that no word has inside it.
    const bool conjunction = clitic == lexicon.clitics.front();
    if (conjunction && (after_name || begins_word(token.span.of(text).substr(clitic.size()), lexicon)))
      return static_cast<uint32_t>(clitic.size());
  }
  return 0;
}

bool is_grammar(const NameSpan& name, uint32_t k) {
  const ClaimFrames* const frames = name.block->language->claims.get();
  return frames != nullptr && frames->grammar.longest(name.block->text, k).count > 0;
}

}  // namespace

bool is_kind(const AnalyzedBlock& block, uint32_t k, NameKind kind) {
  return block.language->names->phrases.count_of(block.text, k, kind) > 0;
}

bool is_part(const AnalyzedBlock& block, uint32_t k, NamePart part) {
  return block.language->names->composers.count_of(block.text, k, part) > 0;
}

// للبحر names البحر: what the proclitic swallowed.
static void restore_swallowed(std::string_view text, const NameSpan& name, std::string& form) {
  const std::string_view skipped = text.substr(name.block->text.tokens[name.first].span.begin, name.skip_bytes);
  for (const Clitic& clitic : name.block->language->clitics) {
    if (!clitic.swallows.empty() && skipped.ends_with(clitic.folded)) form.insert(0, clitic.swallows);
  }
}

NameText name_text(std::string_view text, const NameSpan& name) {
  NameText out;
  std::string form;
  bool glue = false;  // the next ideograph goes on with the last word
  for (uint32_t k = name.first; k < name.first + name.count; ++k) {
    Token token = name.block->text.tokens[k];
    if (k == name.first) token.span.begin += name.skip_bytes;
    if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol ||
        token.kind == TokenKind::kLineBreak) {
      glue = false;
      continue;
    }
    folded_form(text, token, name.block->language->vocabulary.folding(), form);
    if (k == name.first && name.skip_bytes != 0) restore_swallowed(text, name, form);
    if (glue && token.kind == TokenKind::kIdeograph) {
      out.words.back() += form;
    } else {
      out.words.push_back(form);
    }
    glue = token.kind == TokenKind::kIdeograph;
  }
  // 'X's' is X.
  if (out.words.size() > 1 && out.words.back() == "s" &&
      name.block->text.tokens[name.first + name.count - 1].span.size() == 1) {
    const Token& mark = name.block->text.tokens[name.first + name.count - 2];
    if (mark.kind == TokenKind::kPunctuation) out.words.pop_back();
  }
  for (const std::string& word : out.words) out.key += (out.key.empty() ? "" : " ") + word;
  return out;
}

NameKey name_key(std::string_view text, const NameSpan& name) {
  constexpr uint64_t kSpread = 0x9E3779B97F4A7C15ULL, kPossessive = stable_hash("s");
  const auto mix = [](uint64_t a, uint64_t b) {
    const uint64_t h = (a + kSpread) * kSpread ^ b;
    return (h ^ h >> 29) * kSpread;
  };
  struct Words {
    uint64_t before = 0, word = 0;  // all words before the last one, the last one
    uint32_t count = 0;
  };
  Words now, shorter;  // and less the last word
  const auto& tokens = name.block->text.tokens;
  bool glue = false;
  for (uint32_t k = name.first; k < name.end(); ++k) {
    const TokenKind kind = tokens[k].kind;
    if (kind == TokenKind::kPunctuation || kind == TokenKind::kSymbol || kind == TokenKind::kLineBreak) {
      glue = false;
      continue;
    }
    uint64_t form = name.block->text.forms[k];
    if (k == name.first && name.skip_bytes != 0) {
      Token rest = tokens[k];
      rest.span.begin += name.skip_bytes;
      std::string folded;
      folded_form(text, rest, name.block->language->vocabulary.folding(), folded);
      restore_swallowed(text, name, folded);
      form = stable_hash(folded);
    }
    if (glue && kind == TokenKind::kIdeograph) {
      now.word = mix(now.word, form);
    } else {
      shorter = now;
      now = {now.count == 0 ? 0 : mix(now.before, now.word), form, now.count + 1};
    }
    glue = kind == TokenKind::kIdeograph;
  }
  const bool possessive = now.count > 1 && now.word == kPossessive && tokens[name.end() - 1].span.size() == 1 &&
                          tokens[name.end() - 2].kind == TokenKind::kPunctuation;
  if (possessive) now = shorter;
  if (now.count == 0) return {};
  return {mix(now.before, now.word), mix(0, now.word), now.count};
}

// 'KEY DATES': everyday words in a short line of capitals alone.
static bool is_heading(const NameFeatures& features, const NameSpan& name) {
  constexpr int kOften = 5;
  constexpr uint32_t kLongest = 4;  // words
  const auto& tokens = name.block->text.tokens;
  if (features.words.empty() || name.count > kLongest || name.count < 2) return false;
  for (uint32_t k = name.first; k < name.end(); ++k) {
    const auto kind = static_cast<WordClass>(features.words[k].code >> 4U);
    if (tokens[k].kind != TokenKind::kWord || !tokens[k].all_capitals || kind != WordClass::kOther ||
        (features.words[k].code & 15) < kOften || (features.covering[k] & kNames) != 0)
      return false;
  }
  const auto breaks = [&](uint32_t k) { return tokens[k].kind == TokenKind::kLineBreak; };
  return (name.first == 0 || breaks(name.first - 1)) && (name.end() == tokens.size() || breaks(name.end()));
}

// "O'Hara", where the letter before the mark looks like a word of its own.
static void take_in_elision(std::string_view text, NameSpan& name) {
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kPerson || name.first < 2 || name.skip_bytes != 0) return;
  const Token &letter = tokens[name.first - 2], &mark = tokens[name.first - 1], &word = tokens[name.first];
  const char32_t c = decode(text, mark.span.begin).value;
  if ((c != '\'' && c != U'’') || letter.kind != TokenKind::kWord || letter.span.size() != 1 || !letter.capitalized ||
      letter.span.end != mark.span.begin || mark.span.end != word.span.begin || word.script != Script::kLatin ||
      !word.capitalized)
    return;
  name.first -= 2;
  name.count += 2;
}

bool trim_name(std::string_view text, const NameFeatures& features, NameSpan& name) {
  if (is_heading(features, name)) return false;
  trim_words(text, features, name);
  if (!trim_definite_head(text, features, name)) return false;
  const auto& tokens = name.block->text.tokens;
  const auto drop_front = [&] {
    ++name.first;
    --name.count;
  };
  const auto has = [&](uint32_t k, NameKind kind) { return (features.covering[k] & bit(kind)) != 0; };
  const auto solid = [&](uint32_t k) {
    return tokens[k].kind == TokenKind::kWord || tokens[k].kind == TokenKind::kIdeograph ||
           tokens[k].kind == TokenKind::kNumber;
  };
  // 'Captain Park', where a surname also closes names of places.
  if (name.type == EntityType::kPlace && name.count > 1 && tokens[name.first].kind == TokenKind::kWord &&
      has(name.first, NameKind::kTitle) && has(name.end() - 1, NameKind::kFamily) &&
      has(name.end() - 1, NameKind::kPlaceWord))
    name.type = EntityType::kPerson;
  cut_overlap(name);
  drop_verb_begun(name);
  drop_words_before(features, name);
  while (name.count > 1 && name.type == EntityType::kPerson) {
    // 'President Ada Lovelace'; but a given name that is also a title stays.
    const uint32_t k = name.first;
    if ((has(k, NameKind::kTitle) || has(k, NameKind::kNotName)) && !has(k, NameKind::kGiven) &&
        !has(k, NameKind::kFamily) && tokens[k].kind == TokenKind::kWord)
      drop_front();
    else if (!solid(k))
      drop_front();
    else
      break;
  }
  // شركته دلتا القابضة: the noun with its owner's pronoun stands outside.
  if (name.type == EntityType::kOrganization && name.count > 1 && tokens[name.first].script == Script::kArabic &&
      has(name.first, NameKind::kNotName) && has(name.first, NameKind::kOrgBefore))
    drop_front();
  while (name.count > 1 && !solid(name.first)) drop_front();
  // 'the Kenyan chapter of X'
  if (name.type == EntityType::kOrganization && name.count > 3 && has(name.first, NameKind::kNotName) &&
      tokens[name.first].script == Script::kLatin) {
    uint32_t next = name.first + 1;
    while (next < name.end() && tokens[next].kind == TokenKind::kWord && !tokens[next].capitalized) ++next;
    const bool several = next > name.first + 2 && next < name.end();
    while (several && name.first < next) drop_front();
  }
  // 以帕拉州: a small word before a place that closes like one.
  if (name.type == EntityType::kPlace && name.count > 2 && tokens[name.first].kind == TokenKind::kIdeograph &&
      features.length[name.first] == 0 && has(name.first, NameKind::kWeak) && has(name.end() - 1, NameKind::kPlaceWord))
    drop_front();
  // 基金会, alone or with what follows it: no name begins with a common noun that closes names.
  constexpr uint32_t kLongWord = 3;
  if (name.type == EntityType::kOrganization && tokens[name.first].kind == TokenKind::kIdeograph &&
      features.suffix[name.first] >= kLongWord && features.length[name.first] == 0 &&
      name.block->language->names->composers.any(name.block->text, name.first, [&](const PhraseTable::Match& m) {
        return m.is(NamePart::kBodyNoun) && m.count == features.suffix[name.first];
      }))
    return false;
  // A letter too much after the word that closes the name.
  if (name.type == EntityType::kOrganization && name.count > 4 &&
      tokens[name.end() - 1].kind == TokenKind::kIdeograph && !has(name.end() - 1, NameKind::kOrgSuffix)) {
    for (uint32_t k = name.first + 2; k + 3 <= name.end(); ++k) {
      if (k + features.suffix[k] + 1 == name.end() && features.suffix[k] > 1) {
        --name.count;
        break;
      }
    }
  }
  // A letter too much after a known name.
  constexpr uint32_t kLongName = 3;
  if (name.type == EntityType::kOrganization && tokens[name.first].kind == TokenKind::kIdeograph &&
      features.length[name.first] > 1 && features.length[name.first] + 1U == name.count &&
      (features.length[name.first] >= kLongName || is_grammar(name, name.end() - 1)) &&
      !has(name.end() - 1, NameKind::kOrgSuffix))
    --name.count;
  // 沃尔森季前赛: what is never a name, behind a known one.
  const uint32_t known = tokens[name.first].kind == TokenKind::kIdeograph ? features.length[name.first] : 0;
  if (known >= 2 && known < name.count) {
    uint32_t k = name.first + known;
    while (k < name.end() && has(k, NameKind::kNotName) && !has(k, NameKind::kOrgSuffix)) ++k;
    if (k == name.end()) name.count = known;
  }
  // A common noun that stays outside: 'Acme公司'.
  if (name.type == EntityType::kOrganization) {
    uint32_t k = name.first + name.count - 1;
    if (has(k, NameKind::kOrgGeneric) && tokens[k].kind == TokenKind::kIdeograph) {
      uint32_t first = k;
      while (first > name.first && tokens[first - 1].kind == TokenKind::kIdeograph &&
             has(first - 1, NameKind::kOrgGeneric))
        --first;
      if (first > name.first && tokens[first - 1].kind != TokenKind::kIdeograph) name.count = first - name.first;
    }
  }
  while (name.count > 1 && !solid(name.first + name.count - 1) &&
         tokens[name.first + name.count - 1].span.of(text) != ".")
    --name.count;
  // The point after initials ('U.S.') belongs to them; another may end the sentence.
  const auto is_initial = [&](uint32_t k) { return tokens[k].kind == TokenKind::kWord && tokens[k].span.size() == 1; };
  const bool initials = name.count == 4 && is_initial(name.first) && is_initial(name.first + 2);
  if (name.count > 1 && !initials && tokens[name.end() - 1].span.of(text) == ".") --name.count;
  while (name.count > 1 && tokens[name.end() - 1].script == Script::kArabic &&
         (features.covering[name.end() - 1] & (bit(NameKind::kNotName) | kNames)) == bit(NameKind::kNotName))
    --name.count;
  const uint32_t k = name.first;
  if (name.count == 1 && (!solid(k) || (features.covering[k] & bit(NameKind::kNotName)) != 0)) return false;
  if (name.count == 1 && tokens[k].kind == TokenKind::kNumber) return false;
  if (name.count == 1 && tokens[k].kind == TokenKind::kIdeograph && features.length[k] == 0)
    return name.type == EntityType::kPlace && has(k, NameKind::kPlaceShort);
  take_in_elision(text, name);
  return true;
}

void settle_bounds(const Analysis& analysis, std::vector<NameSpan>& names) {
  const std::string_view text = analysis.text();
  // The document's words, for proclitics.
  WordCounts seen;
  for (const AnalyzedBlock& block : analysis.blocks) {
    for (size_t i = 0; i < block.text.tokens.size(); ++i) {
      if (block.text.tokens[i].script == Script::kArabic) ++seen[block.text.forms[i]];
    }
  }
  split_at_conjunctions(text, names, seen);
  for (size_t i = 0; i < names.size(); ++i) {
    const auto& tokens = names[i].block->text.tokens;
    const bool after_name =
        i > 0 && names[i - 1].block == names[i].block &&
        (names[i - 1].end() == names[i].first ||
         (names[i - 1].end() + 1 == names[i].first && tokens[names[i].first - 1].kind == TokenKind::kPunctuation));
    names[i].skip_bytes = proclitic(text, names[i], seen, after_name);
    constexpr std::string_view kStretch = "ـ";
    while (names[i].skip_bytes != 0 &&
           text.substr(tokens[names[i].first].span.begin + names[i].skip_bytes).starts_with(kStretch))
      names[i].skip_bytes += static_cast<uint32_t>(kStretch.size());
  }
  join_parts(text, names);
  trim_by_repetition(text, names);
  std::sort(names.begin(), names.end(), [](const NameSpan& a, const NameSpan& b) { return a.span() < b.span(); });
}

}  // namespace annals
