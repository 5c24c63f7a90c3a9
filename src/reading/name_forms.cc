#include "reading/name_forms.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace annals {
namespace {

// Words of a row that closes names of bodies and begins at word `k`; 0 for none.
uint32_t closing_words(const TokenizedText& words, uint32_t k, const NameLexicon& lexicon) {
  if (words.tokens[k].word == 0) return 0;
  const uint32_t closing = std::max(lexicon.phrases.count_of(words, k, NameKind::kOrgSuffix),
                                    lexicon.phrases.count_of(words, k, NameKind::kOrgGeneric));
  return closing > 0 ? closing : lexicon.composers.count_of(words, k, NamePart::kBodySuffix);
}

// The form that is the name of a body written without spaces, less the word that closes it: 北澜 of 北澜科技; null when
// there is none, or it is a place's.
NameForm* stem_of(const std::vector<NameSpan>& names, const std::map<std::string, uint32_t>& by_key,
                  const NameForm& full, std::string_view text, std::vector<NameForm>& forms) {
  const NameSpan& name = names[full.mentions.front()];
  if (full.script != Script::kHan || full.words.words.size() != 1 || full.type == EntityType::kPlace) return nullptr;
  for (uint32_t length = 2; length < name.count; ++length) {
    const bool closes = name.block->language->names->phrases.any(
        name.block->text, name.first + length,
        [&](const auto& m) { return m.is(NameKind::kOrgSuffix) && m.count > 1 && length + m.count == name.count; });
    if (!closes) continue;
    NameSpan stem = name;
    stem.count = length;
    const auto known = by_key.find(name_text(text, stem).key);
    if (known == by_key.end()) return nullptr;
    const NameSpan& alone = names[forms[known->second].mentions.front()];
    const bool place =
        is_kind(*alone.block, alone.first, NameKind::kPlace) || is_kind(*alone.block, alone.first, NameKind::kFamily);
    return place ? nullptr : &forms[known->second];
  }
  return nullptr;
}

// The first word of a body's name, alone, is rather the body than something else, unless it is known as such.
void lead(const NameForm& full, NameForm& part, const std::vector<NameSpan>& names) {
  constexpr float kLead = 1.5F, kEnough = 3;
  const NameSpan& alone = names[part.mentions.front()];
  for (const NameKind kind : {NameKind::kPlace, NameKind::kGiven, NameKind::kFamily, NameKind::kProduct}) {
    if (is_kind(*alone.block, alone.first, kind)) return;
  }
  part.votes[static_cast<size_t>(EntityType::kOrganization)] +=
      kLead * std::min(static_cast<float>(full.mentions.size()), kEnough);
  part.type = most_voted(part.votes);
}

// 'in Velden', beside the 'Velden Courier': somewhere it stands behind a word for where things are.
bool is_where(const NameForm& form, const std::vector<NameSpan>& names) {
  return std::any_of(form.mentions.begin(), form.mentions.end(), [&](uint32_t m) {
    return names[m].first > 0 && is_kind(*names[m].block, names[m].first - 1, NameKind::kPlaceBefore);
  });
}

// Whether what stands around a mention says that it is a body (above 0) or a person.
int body_or_person(std::string_view text, const NameSpan& name) {
  constexpr float kClear = 0.9F, kArticle = 0.5F;
  TypeVotes votes{};
  vote_by_context(text, name, votes);
  if (has_body_article(name)) votes[static_cast<size_t>(EntityType::kOrganization)] += kArticle;
  const float body = votes[static_cast<size_t>(EntityType::kOrganization)];
  const float person = votes[static_cast<size_t>(EntityType::kPerson)];
  return body - person > kClear ? 1 : person - body > kClear ? -1 : 0;
}

// What is said around the mentions of a form, by what the tagger thought, and by the form's words.
void vote(std::string_view text, const std::vector<NameSpan>& names, NameForm& form) {
  form.votes = {};
  for (const uint32_t m : form.mentions) vote_by_context(text, names[m], form.votes);
  const auto mentions = static_cast<float>(form.mentions.size());
  for (const uint32_t m : form.mentions) vote_by_tagger(names[m], 1 / std::sqrt(mentions), form.votes);
  vote_by_words(names[form.mentions.front()], form.words.words.size(), form.mentions.size(), form.votes);
  form.type = most_voted(form.votes);
}

// A family's firm: 'Vale, the spice merchant' or 'Vale Ltd' beside Anna Vale and Otto Vale is neither of them. Mentions
// that say nothing are the firm's where several persons bear the name, or where it is told of before its only bearer
// is.
void part_houses(std::string_view text, const std::vector<NameSpan>& names,
                 const std::map<std::string, uint32_t>& by_key, std::vector<NameForm>& forms) {
  struct Bearers {
    uint32_t count = 0, first = UINT32_MAX;  // full names, the first mention of one
    size_t bodies = 0;                       // mentions of a body's full name
  };
  std::map<uint32_t, Bearers> surnames;  // form ->
  for (const NameForm& full : forms) {
    const auto& words = full.words.words;
    if (words.size() < 2 || full.type != EntityType::kPerson) continue;
    const auto surname = by_key.find(words.back());
    if (surname == by_key.end()) continue;
    forms[surname->second].surname = true;
    Bearers& bearers = surnames[surname->second];
    ++bearers.count;
    bearers.first = std::min(bearers.first, full.mentions.front());
  }
  if (surnames.empty()) return;
  for (const NameForm& full : forms) {
    if (full.type == EntityType::kPlace) continue;
    const auto part = by_key.find(full.words.words.front());
    const Language& language = *names[full.mentions.front()].block->language;
    const NameForm* const stem = stem_of(names, by_key, full, text, forms);
    const bool shortened = part != by_key.end() && full.type == EntityType::kOrganization &&
                           short_form(full, forms[part->second], *language.names, language.vocabulary);
    const auto known = surnames.find(stem != nullptr ? static_cast<uint32_t>(stem - forms.data())
                                     : shortened     ? part->second
                                                     : UINT32_MAX);
    if (known != surnames.end()) known->second.bodies += full.mentions.size();
  }
  for (const auto& [f, bearers] : surnames) {
    std::vector<int> said;
    size_t bodies = bearers.count > 1 ? bearers.bodies : 0, persons = 0;
    uint32_t first = UINT32_MAX;
    for (const uint32_t m : forms[f].mentions) {
      said.push_back(body_or_person(text, names[m]));
      bodies += said.back() > 0 ? 1 : 0;
      persons += said.back() < 0 ? 1 : 0;
      if (said.back() > 0) first = std::min(first, m);
    }
    constexpr size_t kFewest = 5;  // mentions of which one must say so
    const bool told_first = first < bearers.first && persons == 0;
    const bool enough = bodies * kFewest >= said.size() && bodies + bearers.count > 2;
    if (!told_first && !enough) continue;
    const bool silent = bearers.count > 1 || told_first;
    NameForm house;
    house.words = forms[f].words;
    house.script = forms[f].script;
    house.house = true;
    house.type = EntityType::kOrganization;
    std::vector<uint32_t> rest;
    for (size_t k = 0; k < said.size(); ++k)
      (said[k] > 0 || (said[k] == 0 && silent) ? house.mentions : rest).push_back(forms[f].mentions[k]);
    if (house.mentions.empty()) continue;  // 'Mr Vale' each time
    constexpr float kSaid = 8;
    house.votes[static_cast<size_t>(EntityType::kOrganization)] = kSaid * static_cast<float>(house.mentions.size());
    if (rest.empty()) {
      forms[f] = std::move(house);
      continue;
    }
    forms[f].mentions = std::move(rest);
    vote(text, names, forms[f]);
    forms.push_back(std::move(house));
  }
}

// A full name and its short form are of one type: a body's without the word that closes it, a person's surname.
void share_types(const std::vector<NameSpan>& names, const std::map<std::string, uint32_t>& by_key,
                 std::string_view text, std::vector<NameForm>& forms) {
  constexpr float kSurname = 1.5F, kEnough = 3, kStem = 4;
  constexpr size_t kLongest = 12;  // words of a short form
  for (NameForm& full : forms) {
    const auto& words = full.words.words;
    if (NameForm* stem = stem_of(names, by_key, full, text, forms); stem != nullptr) {
      for (size_t t = 0; t < full.votes.size(); ++t) stem->votes[t] = full.votes[t] += stem->votes[t];
      full.votes[static_cast<size_t>(EntityType::kOrganization)] += kStem;
      stem->votes = full.votes;
      stem->type = full.type = most_voted(full.votes);
    }
    if (words.size() < 2) continue;
    const NameSpan& name = names[full.mentions.front()];
    std::string key = words.front();
    for (size_t k = 1; k < words.size() && k <= kLongest; ++k) {
      const auto found = by_key.find(key);
      if (found != by_key.end()) {
        NameForm& part = forms[found->second];
        const bool bearer = part.surname && !part.house && part.type == EntityType::kPerson;  // 'Mr Vale' of Vale Ltd
        if (bearer && full.type == EntityType::kOrganization) {
          key += " " + words[k];
          continue;
        }
        if (short_form(full, part, *name.block->language->names, name.block->language->vocabulary)) {
          if (part.type == EntityType::kPlace && is_where(part, names)) break;
          for (size_t t = 0; t < full.votes.size(); ++t) part.votes[t] = full.votes[t] += part.votes[t];
          part.type = full.type = most_voted(full.votes);
        } else if (k == 1 && full.type == EntityType::kOrganization) {
          lead(full, part, names);
        }
      }
      key += " " + words[k];
    }
    const auto surname = by_key.find(words.back());
    if (full.type != EntityType::kPerson || surname == by_key.end()) continue;
    NameForm& part = forms[surname->second];
    const NameSpan& alone = names[part.mentions.front()];
    if (part.house || is_kind(*alone.block, alone.first, NameKind::kPlace)) continue;
    part.votes[static_cast<size_t>(EntityType::kPerson)] +=
        kSurname * std::min(static_cast<float>(part.mentions.size()), kEnough);
    part.type = most_voted(part.votes);
  }
}

}  // namespace

bool short_form(const NameForm& full, const NameForm& part, const NameLexicon& lexicon, const Vocabulary& vocabulary) {
  const auto &all = full.words.words, &kept = part.words.words;
  if (kept.size() >= all.size() || !std::equal(kept.begin(), kept.end(), all.begin())) return false;
  TokenizedText words;
  words.tokens.resize(all.size());
  for (size_t k = 0; k < all.size(); ++k) words.tokens[k].word = vocabulary.find(all[k]);
  for (auto k = static_cast<uint32_t>(kept.size()); k < all.size();) {
    const uint32_t closing = closing_words(words, k, lexicon);
    if (closing == 0) return false;
    k += closing;
  }
  return true;
}

std::vector<NameForm> collect_forms(std::string_view text, const std::vector<NameSpan>& names) {
  std::vector<NameForm> forms;
  std::map<std::string, uint32_t> by_key;
  for (uint32_t i = 0; i < names.size(); ++i) {
    NameText words = name_text(text, names[i]);
    const auto [entry, is_new] = by_key.try_emplace(words.key, static_cast<uint32_t>(forms.size()));
    if (is_new) {
      NameForm& form = forms.emplace_back();
      form.script = names[i].block->text.tokens[names[i].first].script;
      form.words = std::move(words);
    }
    NameForm& form = forms[entry->second];
    form.mentions.push_back(i);
  }
  for (NameForm& form : forms) vote(text, names, form);
  part_houses(text, names, by_key, forms);
  share_types(names, by_key, text, forms);
  return forms;
}

}  // namespace annals
