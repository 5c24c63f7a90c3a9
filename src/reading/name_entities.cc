#include "reading/name_entities.h"

#include <algorithm>
#include <map>
#include <set>

#include "reading/name_forms.h"
#include "reading/name_lexicon.h"
#include "reading/name_types.h"
#include "text/utf8.h"

namespace annals {
namespace {

bool is_latin_name(const Token& token) { return token.kind == TokenKind::kWord && token.script == Script::kLatin; }

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

// Ideographs of a word.
std::vector<std::string_view> ideographs(std::string_view word) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < word.size();) {
    const uint32_t bytes = decode(word, at).bytes;
    out.push_back(word.substr(at, bytes));
    at += bytes;
  }
  return out;
}

// 云岫 or 发改委 for a body's name without blanks that ends in `closing` ideographs of a word which closes such names:
// its beginning (远川 of 远川汽车公司, with the `trade` ideographs before the closing word), or ideographs picked out
// of it in their order, the last of them out of that word.
bool picked_form(std::string_view full, std::string_view part, size_t closing, size_t trade) {
  const std::vector<std::string_view> all = ideographs(full), kept = ideographs(part);
  if (kept.size() < 2 || kept.size() >= all.size()) return false;
  constexpr size_t kTelling = 3;
  if (full.starts_with(part))
    return kept.size() >= kTelling || kept.size() + closing == all.size() ||
           (trade != 0 && kept.size() + closing + trade == all.size());
  constexpr size_t kMostPicked = 4, kLongName = 6;
  if (kept.size() > kMostPicked || (kept.size() == 2 ? kept[0] != all[0] : all.size() < kLongName)) return false;
  size_t at = 0, first = all.size(), last = 0;
  for (const std::string_view c : kept) {
    while (at < all.size() && all[at] != c) ++at;
    if (at == all.size()) return false;
    first = std::min(first, at);
    last = at++;
  }
  return first < all.size() - closing && last >= all.size() - closing;
}

// Whether a word of `count` ideographs at `k` says which trade a body is of: 咖啡, 汽车.
bool is_trade(const AnalyzedBlock& block, uint32_t k, uint32_t count) {
  return block.language->names->composers.any(block.text, k, [&](const PhraseTable::Match& m) {
    return m.count == count && (m.is(NamePart::kTrade) || m.is(NamePart::kTradeOfSound));
  });
}

// Ideographs of the longest word that closes the body's name at `end`.
size_t closing_ideographs(const NameSpan& name, uint32_t end) {
  size_t closing = 0;
  const auto closes = [&](uint32_t k) {
    return name.block->language->names->phrases.any(name.block->text, k, [&](const PhraseTable::Match& m) {
      return m.is(NameKind::kOrgSuffix) && k + m.count == end;
    });
  };
  for (uint32_t k = name.first + 1; k < end; ++k) {
    if (closing == 0 && closes(k)) closing = end - k;
    if (closing == 0 && end - k > 1 && is_trade(*name.block, k, end - k)) closing = end - k;
  }
  return closing;
}

size_t closing_ideographs(const NameSpan& name) { return closing_ideographs(name, name.end()); }

// Whether the body closes with a word for institutions that are called by their place, of as many ideographs.
bool is_seat(const NameSpan& name, size_t closing) {
  return is_part(*name.block, name.end() - static_cast<uint32_t>(closing), NamePart::kBodySuffix);
}

// Bodies in ideographs and their short forms.
void join_picked_forms(const std::vector<NameSpan>& names, const std::vector<NameForm>& forms, Groups& groups) {
  struct Full {
    uint32_t form;
    size_t closing, trade;  // ideographs of its closing word and of the one before
  };
  std::vector<Full> full;
  std::map<std::string_view, std::vector<uint32_t>> by_ideograph;  // -> into `full`
  const auto is_body = [](const NameForm& form) {
    return form.script == Script::kHan && form.type == EntityType::kOrganization && form.words.words.size() == 1;
  };
  constexpr size_t kShortest = 4, kMost = 64;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const NameSpan& name = names[forms[f].mentions.front()];
    const size_t closing = is_body(forms[f]) && name.count >= kShortest ? closing_ideographs(name) : 0;
    if (closing == 0) continue;
    for (const std::string_view c : ideographs(forms[f].words.key)) {
      auto& bearers = by_ideograph[c];
      if (bearers.empty() || bearers.back() != full.size()) bearers.push_back(static_cast<uint32_t>(full.size()));
    }
    full.push_back({f, closing, closing_ideographs(name, name.end() - static_cast<uint32_t>(closing))});
  }
  // Those that a word closes come first: 远川 is short for what 远川汽车 and 远川汽车公司 are.
  std::vector<uint32_t> parts, bare;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    if (is_body(forms[f])) (closing_ideographs(names[forms[f].mentions.front()]) != 0 ? parts : bare).push_back(f);
  }
  const size_t closed_parts = parts.size();
  parts.insert(parts.end(), bare.begin(), bare.end());
  for (size_t p = 0; p < parts.size(); ++p) {
    const uint32_t f = parts[p];
    const bool closed = p < closed_parts;
    const std::string& part = forms[f].words.key;
    const auto bearers = by_ideograph.find(std::string_view(part).substr(0, decode(part, 0).bytes));
    if (bearers == by_ideograph.end() || bearers->second.size() > kMost) continue;
    std::set<uint32_t> meant, seats;
    for (const uint32_t k : bearers->second) {
      const auto& [form, closing, trade] = full[k];
      const NameSpan& name = names[forms[form].mentions.front()];
      const std::string& key = forms[form].words.key;
      if (form == f || !picked_form(key, part, closing, trade)) continue;
      // 远川汽车 of 远川汽车公司: only a common noun is left out.
      const bool noun = closed && key.starts_with(part) &&
                        ideographs(part).size() + closing == ideographs(key).size() &&
                        is_kind(*name.block, name.end() - static_cast<uint32_t>(closing), NameKind::kOrgGeneric);
      if (closed && !noun) continue;
      // A place and its port authority are two.
      const bool stem = closing > 2 && is_seat(name, closing) && key.starts_with(part);
      (stem ? seats : meant).insert(groups.find(forms[form].mentions.front()));
    }
    // 云岫 beside 云岫研究院 and 云岫航运公司 may be either.
    if (meant.size() == 1 && seats.empty()) groups.join(*meant.begin(), forms[f].mentions.front());
  }
}

std::string initials(const NameText& words) {
  std::string out;
  for (const std::string& word : words.words) out += word.substr(0, decode(word, 0).bytes);
  return out;
}

// MRAS for 'Museu Regional de Arte Sacra': the letters without those of small words, where three are left.
std::string capital_initials(const NameText& words, const NameSpan& name) {
  constexpr uint32_t kLeast = 3;
  std::string out;
  uint32_t letters = 0;
  for (uint32_t i = 0; i < name.count && words.words.size() == name.count; ++i) {
    if (!name.block->text.tokens[name.first + i].capitalized) continue;
    out += words.words[i].substr(0, decode(words.words[i], 0).bytes);
    ++letters;
  }
  return letters >= kLeast && letters < name.count ? out : std::string();
}

// 老林 is the one person here whose surname is 林.
void join_nicknames(std::string_view text, const std::vector<NameSpan>& names, const std::vector<NameForm>& forms,
                    Groups& groups) {
  std::map<uint64_t, std::set<uint32_t>> bearers;  // surname -> groups
  const auto is_nickname = [](const NameSpan& name) {
    return name.count == 2 && is_kind(*name.block, name.first, NameKind::kNickname);
  };
  const auto is_person = [&](const NameForm& form) {
    return form.type == EntityType::kPerson && form.script == Script::kHan && form.words.words.size() == 1;
  };
  for (const NameForm& form : forms) {
    const NameSpan& name = names[form.mentions.front()];
    if (is_person(form) && name.count <= 3 && !is_nickname(name) && is_kind(*name.block, name.first, NameKind::kFamily))
      bearers[name.block->text.forms[name.first]].insert(groups.find(form.mentions.front()));
  }
  // 静岚 is the one person here of that given name.
  std::map<std::string, std::set<uint32_t>> given;
  for (const NameForm& form : forms) {
    const NameSpan& name = names[form.mentions.front()];
    if (!is_person(form) || name.count != 3 || !is_kind(*name.block, name.first, NameKind::kFamily)) continue;
    NameSpan rest = name;
    ++rest.first;
    --rest.count;
    given[name_text(text, rest).key].insert(groups.find(form.mentions.front()));
  }
  for (const NameForm& form : forms) {
    const auto found = is_person(form) ? given.find(form.words.key) : given.end();
    if (found != given.end() && found->second.size() == 1) groups.join(*found->second.begin(), form.mentions.front());
  }
  for (const NameForm& form : forms) {
    const NameSpan& name = names[form.mentions.front()];
    if (!is_person(form) || !is_nickname(name)) continue;
    const auto found = bearers.find(name.block->text.forms[name.first + 1]);
    if (found != bearers.end() && found->second.size() == 1) groups.join(*found->second.begin(), form.mentions.front());
  }
}

// Tokens of the words at `k` that say that two names beside them are one thing's.
uint32_t other_name_words(const AnalyzedBlock& block, uint32_t k) {
  return block.language->names->composers.count_of(block.text, k, NamePart::kOtherName);
}

// 'Norvia, formerly Orla Foods', 'Norvia (Orla سابقا)', 'Ana Prado, known as “Nita”': two names of one thing.
void join_other_names(std::string_view text, const std::vector<NameSpan>& names, Groups& groups) {
  constexpr std::u32string_view kOpens = U",(،，（", kQuotes = U"\"'“‘«「『";
  const auto person = [](const NameSpan& name) { return name.type == EntityType::kPerson; };
  for (uint32_t i = 0; i + 1 < names.size(); ++i) {
    const NameSpan &a = names[i], &b = names[i + 1];
    if (a.block != b.block || person(a) != person(b) || b.first < a.end() + 1) continue;
    const std::vector<Token>& tokens = a.block->text.tokens;
    const auto is_one_of = [&](std::u32string_view signs, uint32_t k) {
      return k < b.first && signs.find(decode(text, tokens[k].span.begin).value) != std::u32string_view::npos;
    };
    uint32_t k = a.end();
    if (!is_one_of(kOpens, k)) continue;
    ++k;
    const uint32_t words = other_name_words(*a.block, k);
    k += words;
    const bool quoted = is_one_of(kQuotes, k);
    if (quoted) ++k;
    // 'Norvia, now Orla's branch' is another.
    if (b.end() < tokens.size() && !quoted) {
      const TokenKind kind = tokens[b.end()].kind;
      const char32_t sign = decode(text, tokens[b.end()].span.begin).value;
      const bool closed =
          kind == TokenKind::kPunctuation || kind == TokenKind::kSymbol || kind == TokenKind::kLineBreak;
      if (sign == '\'' || sign == 0x2019 || (!closed && other_name_words(*a.block, b.end()) == 0)) continue;
    }
    // 'Norvia (Orla سابقا)', but not 收购诺维亚,澜海资本原本…: nothing goes on behind the word.
    const uint32_t behind = other_name_words(*a.block, b.end()), next = b.end() + behind;
    const bool ends = next >= tokens.size() || tokens[next].kind == TokenKind::kLineBreak ||
                      tokens[next].kind == TokenKind::kPunctuation;
    if (k == b.first && (words > 0 || (behind > 0 && ends))) groups.join(i, i + 1);
  }
}

// Spellings that differ in weak letters only.
void join_weak_spellings(const std::vector<NameSpan>& names, const std::vector<NameForm>& forms, Groups& groups) {
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
}

// Entities in order of their first mention; the fullest form names them.
void write_entities(std::string_view text, const std::vector<NameSpan>& names, const std::vector<NameForm>& forms,
                    Groups& groups, Reading& reading) {
  std::map<uint32_t, uint32_t> number;  // group -> entity
  std::vector<TypeVotes> votes;
  for (uint32_t i = 0; i < names.size(); ++i) {
    const Span span = names[i].span();
    const auto [entry, is_new] = number.try_emplace(groups.find(i), static_cast<uint32_t>(reading.entities.size()));
    if (is_new) {
      reading.entities.emplace_back();
      votes.emplace_back();
    }
    LocalEntity& entity = reading.entities[entry->second];
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
  for (const NameForm& form : forms) {
    for (const uint32_t m : form.mentions) {
      // A form whose mentions went to several bearers votes for each of them.
      TypeVotes& of_entity = votes[reading.mentions[m].entity];
      for (size_t t = 0; t < of_entity.size(); ++t)
        of_entity[t] += form.votes[t] / static_cast<float>(form.mentions.size());
    }
  }
  for (size_t e = 0; e < votes.size(); ++e) reading.entities[e].type = most_voted(votes[e]);
  for (Mention& mention : reading.mentions) mention.type = reading.entities[mention.entity].type;
}

}  // namespace

void join_names(const Analysis& analysis, std::vector<NameSpan>& names, Reading& reading) {
  const std::string_view text = analysis.text();
  settle_bounds(analysis, names);

  const std::vector<NameForm> forms = collect_forms(text, names);
  Groups groups(names.size());
  for (const NameForm& form : forms) {
    for (const uint32_t m : form.mentions) groups.join(form.mentions.front(), m);
  }
  join_weak_spellings(names, forms, groups);
  // Bodies of two or more words, by the first of them and by their first letters.
  std::map<std::string, std::vector<uint32_t>> by_first, by_initials;
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const auto& words = forms[f].words.words;
    if (forms[f].type == EntityType::kPerson || forms[f].type == EntityType::kPlace || words.size() < 2) continue;
    by_first[words.front()].push_back(f);
    by_initials[initials(forms[f].words)].push_back(f);
    const std::string capitals = capital_initials(forms[f].words, names[forms[f].mentions.front()]);
    if (!capitals.empty()) by_initials[capitals].push_back(f);
  }
  // The body whose short form the form is; kNone for none.
  const auto body_of = [&](const NameForm& form) {
    const Language& language = *names[form.mentions.front()].block->language;
    const auto longer = by_first.find(form.words.words.front());
    if (longer == by_first.end()) return kNone;
    for (const uint32_t other : longer->second) {
      if (&forms[other] != &form && short_form(forms[other], form, *language.names, language.vocabulary)) return other;
    }
    // 'Harlow' behind 'Harlow Voting Systems', where no other name begins so.
    const NameForm& only = forms[longer->second.front()];
    const NameSpan& name = names[form.mentions.front()];
    const bool introduced =
        longer->second.size() == 1 && form.words.words.size() == 1 && form.type == EntityType::kOrganization &&
        only.type == EntityType::kOrganization && form.script == Script::kLatin && !form.surname && !form.house &&
        only.mentions.front() < form.mentions.front() && !is_kind(*name.block, name.first, NameKind::kOrganization);
    if (introduced) return longer->second.front();
    return kNone;
  };
  // Persons: the parts of a full name, by its last and first word.
  std::map<std::string, std::vector<uint32_t>> by_part;    // word -> forms of two or more words
  std::map<std::string, std::vector<uint32_t>> by_middle;  // 'Okamoto' of 'Ana Okamoto Prado'
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
    for (size_t w = 1; w + 1 < words.size(); ++w) by_middle[words[w]].push_back(f);
    if (words.size() > 2) by_part[words[words.size() - 2] + " " + words.back()].push_back(f);
  }
  // The full names that the form may be a part of; a given name in the middle is nobody's short name.
  const auto bearers_of = [&](const NameForm& form) -> const std::vector<uint32_t>* {
    if (const auto found = by_part.find(form.words.key); found != by_part.end()) return &found->second;
    const NameSpan& name = names[form.mentions.front()];
    const auto found = by_middle.find(form.words.key);
    const bool other = form.type != EntityType::kPerson || is_kind(*name.block, name.first, NameKind::kGiven);
    return found == by_middle.end() || other ? nullptr : &found->second;
  };
  for (const NameForm& form : forms) {
    const std::vector<uint32_t>* full = bearers_of(form);
    if (full == nullptr || form.house || form.type == EntityType::kPlace ||
        (form.words.words.size() > 1 && form.type != EntityType::kPerson))
      continue;
    // 'Halden' for Halden Holding, where Otto Halden is its chairman.
    if (form.type == EntityType::kOrganization && body_of(form) != kNone) continue;
    if (form.words.words.size() > 1 && by_ends.contains({form.words.words.front(), form.words.words.back()}) &&
        forms[by_ends[{form.words.words.front(), form.words.words.back()}]].words.key == form.words.key) {
      // A surname of two words, if not a full name itself.
      const NameSpan& name = names[form.mentions.front()];
      if (!is_kind(*name.block, name.first, NameKind::kParticle)) continue;
    }
    // One bearer of the name: he is meant, wherever it stands. Several: each mention goes to the one named last before
    // it.
    std::set<uint32_t> bearers;
    for (const uint32_t f : *full) bearers.insert(groups.find(forms[f].mentions.front()));
    std::map<uint32_t, size_t> weights;
    for (const uint32_t f : *full) weights[groups.find(forms[f].mentions.front())] += forms[f].mentions.size();
    const auto heaviest = std::max_element(weights.begin(), weights.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
    size_t second = 0;
    for (const auto& [group, weight] : weights) second = group == heaviest->first ? second : std::max(second, weight);
    if (bearers.size() == 1 || heaviest->second >= 4 * second) {
      groups.join(heaviest->first, form.mentions.front());
      continue;
    }
    std::map<uint32_t, uint32_t> introduced;  // mention -> form
    for (const uint32_t f : *full) {
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
  join_nicknames(text, names, forms, groups);
  // Bodies: short forms, acronyms.
  for (uint32_t f = 0; f < forms.size(); ++f) {
    const NameForm& form = forms[f];
    if (form.type == EntityType::kPlace ||
        (form.type == EntityType::kPerson && (form.words.words.size() > 1 || by_part.contains(form.words.key))))
      continue;
    if (const uint32_t body = body_of(form); body != kNone)
      groups.join(forms[body].mentions.front(), form.mentions.front());
    const Token& token = names[form.mentions.front()].block->text.tokens[names[form.mentions.front()].first];
    if (form.words.words.size() == 1 && token.all_capitals) {
      if (const auto spelled = by_initials.find(form.words.key); spelled != by_initials.end()) {
        groups.join(forms[spelled->second.front()].mentions.front(), form.mentions.front());
      }
    }
  }
  join_picked_forms(names, forms, groups);
  // The original spelling in brackets: 'Имя (Name)'.
  for (uint32_t i = 0; i + 1 < names.size(); ++i) {
    const NameSpan &a = names[i], &b = names[i + 1];
    if (a.block != b.block || a.first + a.count + 1 != b.first) continue;
    const auto& tokens = a.block->text.tokens;
    // 福维(FOVIE): one word of capitals is no person's.
    const bool letters = b.type == EntityType::kOrganization && b.count == 1 && tokens[b.first].all_capitals;
    if (a.type != b.type && !(letters && a.type == EntityType::kPerson)) continue;
    const char32_t mark = decode(text, tokens[b.first - 1].span.begin).value;
    const bool closed = b.first + b.count < tokens.size() && (tokens[b.first + b.count].span.of(text) == ")" ||
                                                              tokens[b.first + b.count].span.of(text) == "）");
    if ((mark == '(' || mark == 0xFF08) && closed && is_latin_name(tokens[a.first]) != is_latin_name(tokens[b.first]))
      groups.join(i, i + 1);
  }

  join_other_names(text, names, groups);

  write_entities(text, names, forms, groups, reading);
}

}  // namespace annals
