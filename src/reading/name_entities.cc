#include "reading/name_entities.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t bit(NameKind kind) { return 1U << static_cast<uint32_t>(kind); }

bool is_latin_name(const Token& token) { return token.kind == TokenKind::kWord && token.script == Script::kLatin; }

// A name's words, folded, without punctuation. Letters that are written without spaces are one word up to a point.
struct Words {
  std::vector<std::string> words;
  std::string key;  // words joined by blanks
};

Words words_of(std::string_view text, const NameSpan& name) {
  Words out;
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

// Groups of mentions: union-find over groups of equal form.
class Groups {
 public:
  explicit Groups(size_t n) : parent_(n) {
    for (size_t i = 0; i < n; ++i) parent_[i] = static_cast<uint32_t>(i);
  }
  uint32_t find(uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  /// The group of `into` goes on.
  void join(uint32_t into, uint32_t from) { parent_[find(from)] = find(into); }
  /// Each of these stands alone again. Only for members that head no group but their own.
  void split(const std::vector<uint32_t>& members) {
    for (const uint32_t m : members) parent_[m] = m;
  }

 private:
  std::vector<uint32_t> parent_;
};

// All mentions of one form, of one type.
struct Form {
  Words words;
  EntityType type = EntityType::kPerson;
  std::array<float, 6> votes{};
  std::vector<uint32_t> mentions;  // rising
  Script script = Script::kOther;
};

bool short_form(const Form& full, const Form& part, const NameLexicon& lexicon, const Vocabulary& vocabulary) {
  // 'Ardent' for 'Ardent Capital Inc': what is left out must be words that close names of bodies.
  if (part.words.words.size() >= full.words.words.size()) return false;
  for (size_t k = 0; k < full.words.words.size(); ++k) {
    if (k < part.words.words.size()) {
      if (full.words.words[k] != part.words.words[k]) return false;
      continue;
    }
    TokenizedText one;
    one.tokens.emplace_back();
    one.tokens[0].word = vocabulary.find(full.words.words[k]);
    std::vector<PhraseTable::Match> found;
    if (one.tokens[0].word != 0) lexicon.phrases.match(one, 0, found);
    const auto closes = [](const PhraseTable::Match& m) {
      return m.payload == static_cast<uint32_t>(NameKind::kOrgSuffix) ||
             m.payload == static_cast<uint32_t>(NameKind::kOrgGeneric);
    };
    if (std::none_of(found.begin(), found.end(), closes)) return false;
  }
  return true;
}

std::string initials(const Words& words) {
  std::string out;
  for (const std::string& word : words.words) out += word.substr(0, decode(word, 0).bytes);
  return out;
}

// The document's words: how often each stands there, by hash of the folded form.
using WordCounts = std::unordered_map<uint64_t, uint32_t>;

// Cuts what does not belong to a name off its ends, where the rest is a name that the document uses far more often and
// what is cut is a common word: 'Ada Byron then' beside many an 'Ada Byron'. Only where letters have no capitals to
// tell.
void trim_by_repetition(std::string_view text, std::vector<NameSpan>& names) {
  std::unordered_map<std::string, uint32_t> counts;
  std::unordered_map<std::string, uint32_t> surnames;  // last word -> uses of the most used full name that it closes
  for (const NameSpan& name : names) {
    const Words words = words_of(text, name);
    const uint32_t count = ++counts[words.key];
    if (words.words.size() > 1) surnames[words.words.back()] = std::max(surnames[words.words.back()], count);
  }
  constexpr uint32_t kFarMore = 3, kFarFarMore = 5, kLongestTail = 4;
  for (NameSpan& name : names) {
    const auto& tokens = name.block->text.tokens;
    const Script script = tokens[name.first].script;
    if (script == Script::kLatin || name.count < 2) continue;
    const uint32_t own = counts[words_of(text, name).key];
    const auto shorter = [&](NameSpan part) {
      const auto found = counts.find(words_of(text, part).key);
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
      const auto found = part.count == 1 ? surnames.find(words_of(text, part).key) : surnames.end();
      return found != surnames.end() && found->second >= more * own;
    };
    const auto given = [&](uint32_t k) {
      std::vector<PhraseTable::Match> found;
      name.block->language->names->phrases.match(name.block->text, k, found);
      return std::any_of(found.begin(), found.end(),
                         [](const auto& m) { return m.payload == static_cast<uint32_t>(NameKind::kGiven); });
    };
    for (uint32_t cut = 1; cut < name.count && cut <= kLongestTail; ++cut) {
      NameSpan head = name, tail = name;
      head.count -= cut;
      tail.first += cut;
      tail.count -= cut;
      tail.skip_bytes = 0;
      const bool letters = script == Script::kHan;
      if (((letters ? head.count >= 2 : common(name.first + name.count - 1)) && shorter(head)) ||
          (!letters && known_surname(head, kFarMore))) {
        name = head;
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
      std::vector<PhraseTable::Match> found;
      lexicon.phrases.match(name.block->text, k, found);
      const auto is_name = [](const PhraseTable::Match& m) {
        return m.payload <= static_cast<uint32_t>(NameKind::kFamily) ||
               m.payload == static_cast<uint32_t>(NameKind::kOrganization);
      };
      const bool whole =
          std::any_of(found.begin(), found.end(), [&](const auto& m) { return m.skip_bytes == 0 && is_name(m); });
      const bool rest =
          std::any_of(found.begin(), found.end(), [&](const auto& m) { return m.skip_bytes != 0 && is_name(m); });
      if (whole || (!rest && !seen.contains(stable_hash(std::string_view(form).substr(conjunction.size()))))) continue;
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
  constexpr uint32_t kNames = bit(NameKind::kGiven) | bit(NameKind::kFamily) | bit(NameKind::kOrganization) |
                              bit(NameKind::kPlace) | bit(NameKind::kProduct) | bit(NameKind::kOrgHead) |
                              bit(NameKind::kPlaceHead);
  uint32_t skip = 0xFFFF;
  for (const PhraseTable::Match& match : found) {
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
    // 'and' after another name, or before a letter that no name has after it.
    const bool conjunction = clitic == lexicon.clitics.front();
    if (conjunction && (after_name || (rest.starts_with("ا") && !rest.starts_with("ال"))))
      return static_cast<uint32_t>(clitic.size());
  }
  return 0;
}

}  // namespace

bool trim_name(std::string_view text, const NameFeatures& features, NameSpan& name) {
  (void)text;
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
  while (name.count > 1 && name.type == EntityType::kPerson) {
    // 'President Ada Lovelace'; but a given name that is also a title stays.
    const uint32_t k = name.first;
    if (has(k, NameKind::kTitle) && !has(k, NameKind::kGiven) && !has(k, NameKind::kFamily) &&
        tokens[k].kind == TokenKind::kWord)
      drop_front();
    else if (!solid(k))
      drop_front();
    else
      break;
  }
  while (name.count > 1 && !solid(name.first)) drop_front();
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
  // A point that closes an abbreviation of the name ('Inc.') belongs to it; one that ends the sentence does not.
  if (name.count > 1 && tokens[name.first + name.count - 1].span.of(text) == ".") --name.count;
  const uint32_t k = name.first;
  if (name.count == 1 && (!solid(k) || (features.covering[k] & bit(NameKind::kNotName)) != 0)) return false;
  if (name.count == 1 && tokens[k].kind == TokenKind::kNumber) return false;
  if (name.count == 1 && tokens[k].kind == TokenKind::kIdeograph && features.length[k] == 0)
    return name.type == EntityType::kPlace && has(k, NameKind::kPlaceShort);
  return true;
}

void join_names(const Analysis& analysis, std::vector<NameSpan>& names, Reading& reading) {
  const std::string_view text = analysis.text();
  // The document's words, for proclitics.
  WordCounts seen;
  std::string word;
  for (const AnalyzedBlock& block : analysis.blocks) {
    for (const Token& token : block.text.tokens) {
      if (token.script != Script::kArabic) continue;
      folded_form(text, token, block.language->vocabulary.folding(), word);
      ++seen[stable_hash(word)];
    }
  }
  split_at_conjunctions(text, names, seen);
  for (size_t i = 0; i < names.size(); ++i) {
    const auto& tokens = names[i].block->text.tokens;
    const bool after_name = i > 0 && names[i - 1].block == names[i].block &&
                            (names[i - 1].first + names[i - 1].count == names[i].first ||
                             (names[i - 1].first + names[i - 1].count + 1 == names[i].first &&
                              tokens[names[i].first - 1].kind == TokenKind::kPunctuation));
    names[i].skip_bytes = proclitic(text, names[i], seen, after_name);
  }
  trim_by_repetition(text, names);
  std::sort(names.begin(), names.end(), [](const NameSpan& a, const NameSpan& b) { return a.span() < b.span(); });

  // Equal forms.
  std::vector<Form> forms;
  std::map<std::string, uint32_t> by_key;
  for (uint32_t i = 0; i < names.size(); ++i) {
    Words words = words_of(text, names[i]);
    const auto [entry, is_new] = by_key.try_emplace(words.key, static_cast<uint32_t>(forms.size()));
    if (is_new) {
      Form& form = forms.emplace_back();
      form.script = names[i].block->text.tokens[names[i].first].script;
      form.words = std::move(words);
    }
    Form& form = forms[entry->second];
    form.mentions.push_back(i);
    form.votes[static_cast<size_t>(names[i].type)] += names[i].confidence;
  }
  for (Form& form : forms) {
    // A word that closes names of bodies, or a given name before another word, says what the name is.
    const NameSpan& first = names[form.mentions.front()];
    const auto kind = [&](uint32_t k, NameKind wanted) {
      std::vector<PhraseTable::Match> found;
      first.block->language->names->phrases.match(first.block->text, k, found);
      return std::any_of(found.begin(), found.end(),
                         [&](const auto& m) { return m.payload == static_cast<uint32_t>(wanted); });
    };
    const auto weight = static_cast<float>(form.mentions.size());
    if (form.words.words.size() > 1 && first.count > 1) {
      const uint32_t last = first.first + first.count - 1;
      if (kind(last, NameKind::kOrgSuffix) && !kind(last, NameKind::kFamily))
        form.votes[static_cast<size_t>(EntityType::kOrganization)] += weight;
      else if (kind(first.first, NameKind::kGiven) && first.count <= 4)
        form.votes[static_cast<size_t>(EntityType::kPerson)] += 0.5F * weight;
    }
    form.type = static_cast<EntityType>(std::max_element(form.votes.begin(), form.votes.end()) - form.votes.begin());
  }

  Groups groups(names.size());
  for (const Form& form : forms) {
    for (const uint32_t m : form.mentions) groups.join(form.mentions.front(), m);
  }
  // Spellings that differ in weak letters only.
  std::map<std::string, uint32_t> by_skeleton;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const CharacterSet& weak = names[forms[f].mentions.front()].block->language->names->weak_letters;
    std::string skeleton;
    uint32_t letters = 0;
    for (size_t at = 0; at < forms[f].words.key.size();) {
      const CodePoint c = decode(forms[f].words.key, at);
      if (!weak.contains(c.value)) {
        append(skeleton, c.value);
        ++letters;
      }
      at += c.bytes;
    }
    if (forms[f].type != EntityType::kPerson || skeleton.size() == forms[f].words.key.size() || letters < 3) continue;
    const auto [same, is_new] = by_skeleton.try_emplace(skeleton, f);
    if (!is_new) groups.join(forms[same->second].mentions.front(), forms[f].mentions.front());
  }
  // Persons: the parts of a full name, by its last and first word.
  std::map<std::string, std::vector<uint32_t>> by_part;  // word -> forms of two or more words
  std::map<std::pair<std::string, std::string>, uint32_t> by_ends;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const auto& words = forms[f].words.words;
    if (forms[f].type != EntityType::kPerson || words.size() < 2) continue;
    const auto [same, is_new] = by_ends.try_emplace({words.front(), words.back()}, f);
    if (!is_new) {
      groups.join(forms[same->second].mentions.front(), forms[f].mentions.front());
      continue;
    }
    for (const std::string& w : {words.front(), words.back()}) by_part[w].push_back(f);
    if (words.size() > 2) by_part[words[words.size() - 2] + " " + words.back()].push_back(f);
  }
  for (const Form& form : forms) {
    const auto full = by_part.find(form.words.key);
    if (full == by_part.end() || form.type == EntityType::kPlace ||
        (form.words.words.size() > 1 && form.type != EntityType::kPerson))
      continue;
    if (form.words.words.size() > 1 && by_ends.contains({form.words.words.front(), form.words.words.back()}) &&
        forms[by_ends[{form.words.words.front(), form.words.words.back()}]].words.key == form.words.key)
      continue;
    // One bearer of the name: he is meant, wherever it stands. Several: each mention goes to the one named last before
    // it.
    std::set<uint32_t> bearers;
    for (const uint32_t f : full->second) bearers.insert(groups.find(forms[f].mentions.front()));
    std::map<uint32_t, size_t> weights;
    for (const uint32_t f : full->second) weights[groups.find(forms[f].mentions.front())] += forms[f].mentions.size();
    const auto heaviest = std::max_element(weights.begin(), weights.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
    size_t second = 0;
    for (const auto& [group, weight] : weights) second = group == heaviest->first ? second : std::max(second, weight);
    if (bearers.size() == 1 || heaviest->second >= 4 * second) {
      groups.join(heaviest->first, form.mentions.front());
      continue;
    }
    std::map<uint32_t, uint32_t> introduced;  // mention -> form
    for (const uint32_t f : full->second) {
      for (const uint32_t m : forms[f].mentions) introduced[m] = f;
    }
    // The mentions of this form stand apart from each other first.
    std::vector<uint32_t> targets;
    for (const uint32_t m : form.mentions) {
      auto after = introduced.upper_bound(m);
      const auto chosen = after == introduced.begin() ? after : std::prev(after);
      targets.push_back(groups.find(forms[chosen->second].mentions.front()));
    }
    groups.split(form.mentions);
    for (size_t k = 0; k < targets.size(); ++k) groups.join(targets[k], form.mentions[k]);
  }
  // Bodies: short forms, acronyms.
  std::map<std::string, std::vector<uint32_t>> by_first, by_initials;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const auto& words = forms[f].words.words;
    if (forms[f].type == EntityType::kPerson || forms[f].type == EntityType::kPlace || words.size() < 2) continue;
    by_first[words.front()].push_back(f);
    by_initials[initials(forms[f].words)].push_back(f);
  }
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const Form& form = forms[f];
    if (form.type == EntityType::kPlace ||
        (form.type == EntityType::kPerson && (form.words.words.size() > 1 || by_part.contains(form.words.key))))
      continue;
    const Language& language = *names[form.mentions.front()].block->language;
    if (const auto longer = by_first.find(form.words.words.front()); longer != by_first.end()) {
      for (const uint32_t other : longer->second) {
        if (other != f && short_form(forms[other], form, *language.names, language.vocabulary)) {
          groups.join(forms[other].mentions.front(), form.mentions.front());
          break;
        }
      }
    }
    const Token& token = names[form.mentions.front()].block->text.tokens[names[form.mentions.front()].first];
    if (form.words.words.size() == 1 && token.all_capitals) {
      if (const auto spelled = by_initials.find(form.words.key); spelled != by_initials.end()) {
        groups.join(forms[spelled->second.front()].mentions.front(), form.mentions.front());
      }
    }
  }
  // The original spelling in brackets: 'Имя (Name)'.
  for (uint32_t i = 0; i + 1 < names.size(); ++i) {
    const NameSpan &a = names[i], &b = names[i + 1];
    if (a.block != b.block || a.first + a.count + 1 != b.first || a.type != b.type) continue;
    const auto& tokens = a.block->text.tokens;
    const char32_t mark = decode(text, tokens[b.first - 1].span.begin).value;
    const bool closed = b.first + b.count < tokens.size() && (tokens[b.first + b.count].span.of(text) == ")" ||
                                                              tokens[b.first + b.count].span.of(text) == "）");
    if ((mark == '(' || mark == 0xFF08) && closed && is_latin_name(tokens[a.first]) != is_latin_name(tokens[b.first]))
      groups.join(i, i + 1);
  }

  // Entities in order of their first mention; the fullest form names them.
  std::map<uint32_t, uint32_t> number;  // group -> entity
  std::vector<std::array<float, 6>> votes;
  for (uint32_t i = 0; i < names.size(); ++i) {
    const Span span = names[i].span();
    const auto [entry, is_new] = number.try_emplace(groups.find(i), static_cast<uint32_t>(reading.entities.size()));
    if (is_new) {
      reading.entities.emplace_back();
      votes.emplace_back();
    }
    LocalEntity& entity = reading.entities[entry->second];
    votes[entry->second][static_cast<size_t>(names[i].type)] += names[i].confidence;
    const std::string written(span.of(text));
    if (written != entity.name &&
        std::find(entity.aliases.begin(), entity.aliases.end(), written) == entity.aliases.end()) {
      const auto words = [&](const std::string& s) {
        return std::count(s.begin(), s.end(), ' ') + static_cast<long>(s.find("·") != std::string::npos);
      };
      if (entity.name.empty() || words(written) > words(entity.name)) {
        if (!entity.name.empty()) entity.aliases.push_back(entity.name);
        entity.name = written;
        entity.language = names[i].block->language->pack->code;
      } else {
        entity.aliases.push_back(written);
      }
    }
    Mention mention;
    mention.span = span;
    mention.entity = entry->second;
    mention.confidence = names[i].confidence;
    reading.mentions.push_back(mention);
  }
  for (size_t e = 0; e < votes.size(); ++e) {
    reading.entities[e].type =
        static_cast<EntityType>(std::max_element(votes[e].begin(), votes[e].end()) - votes[e].begin());
  }
  for (Mention& mention : reading.mentions) mention.type = reading.entities[mention.entity].type;
}

}  // namespace annals
