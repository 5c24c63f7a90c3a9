#include "record/identity_clusters.h"

#include <algorithm>
#include <cmath>

namespace annals {
namespace {

constexpr uint32_t kKnownThing = 0x100000;  // meanings from here on are names that the packs know
constexpr size_t kLongestName = 5;          // words of a person's name

int family_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return kPersons;
    case EntityType::kPlace:
      return kPlaces;
    default:
      return kBodies;
  }
}

constexpr std::array<EntityType, 3> kFamilyTypes{EntityType::kPerson, EntityType::kOrganization, EntityType::kPlace};

}  // namespace

CaseClusters::CaseClusters(std::span<const DocumentReading> documents, const LanguageSet& languages)
    : documents_(documents), sounds_(languages.languages()), known_(languages) {
  const NameMeanings meanings(languages, "name_meanings"), generations(languages, "generations");
  std::map<std::string, size_t> numbers;  // of languages
  for (uint32_t d = 0; d < documents_.size(); ++d) {
    const Reading& reading = *documents_[d].reading;
    first_of_.push_back(static_cast<uint32_t>(clusters_.size()));
    const auto number = numbers.try_emplace(documents_[d].document->language, numbers.size()).first->second;
    const uint64_t language = uint64_t{1} << number % 64;
    std::vector<std::map<std::string, uint32_t>> counts(reading.entities.size());
    for (const Mention& mention : reading.mentions) {
      if (mention.entity >= reading.entities.size()) continue;
      ++counts[mention.entity][std::string(mention.span.of(documents_[d].document->text))];
    }
    for (uint32_t e = 0; e < reading.entities.size(); ++e) {
      Cluster cluster;
      cluster.type_votes[static_cast<size_t>(reading.entities[e].type)] = 1;
      cluster.family = family_of(reading.entities[e].type);
      cluster.members.push_back({d, e});
      if (counts[e].empty()) counts[e][reading.entities[e].name] = 0;
      for (const auto& [text, count] : counts[e]) {
        cluster.type_votes[static_cast<size_t>(reading.entities[e].type)] += count;
        const uint32_t n = intern(text, languages, meanings, generations);
        names_[n].languages |= language;
        cluster.names[n] += count + 1;
      }
      std::vector<uint32_t>& full = full_names_.emplace_back();
      for (const auto& [n, count] : cluster.names) {
        if (cluster.family == kPersons && !names_[n].single()) full.push_back(n);
      }
      parent_.push_back(static_cast<uint32_t>(clusters_.size()));
      clusters_.push_back(std::move(cluster));
    }
  }
  find_double_surnames();
  find_family_firms();
  settle_kinds();
}

uint32_t CaseClusters::intern(std::string_view text, const LanguageSet& languages, const NameMeanings& meanings,
                              const NameMeanings& generations) {
  const std::vector<std::string> words = name_words(text, languages.folding());
  const std::string key = join_words(words);
  const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(names_.size()));
  if (is_new) {
    CaseName& name = names_.emplace_back();
    name.key = key;
    name.numbers = figures_of(key);
    std::vector<std::string> spoken = words;
    if (words.size() > 1) {
      std::vector<std::string> last{words.back()};
      const std::vector<Meaning> found = generations.take(last);
      if (!found.empty()) name.generation = found.front().front();
      if (!found.empty() && words.size() > 2) spoken.pop_back();
    }
    std::string whole;
    for (const std::string& word : spoken) {
      name.words.push_back(sounds_.word(word));
      whole += word;
    }
    if (name.words.empty()) name.words.push_back(sounds_.word(text));
    name.whole = name.words.size() == 1 ? name.words[0] : sounds_.word(whole);
    name.script = name.words[0].script;
    read_as_native(name);
    std::vector<std::string> rest = words;
    name.meanings = meanings.take(rest);
    // What is left may be a country or a city, which has other names elsewhere.
    if (const uint32_t thing = known_.find(join_words(rest)); thing != kNone && !name.meanings.empty()) {
      name.meanings.push_back({kKnownThing + thing});
      rest.clear();
    }
    std::string stem;
    for (const std::string& word : rest) stem += word;
    if (!name.meanings.empty() && !stem.empty()) name.stem = sounds_.word(stem);
  }
  // Whichever document comes first may write it without the marks.
  if (words.size() == 3 && (text.find('"') != std::string_view::npos || text.find("“") != std::string_view::npos))
    names_[entry->second].nickname_second = true;
  return entry->second;
}

// Where a Chinese name that is written together would be cut, and what of a foreign name it would be compared with.
void CaseClusters::read_as_native(CaseName& name) {
  constexpr size_t kCharacter = 3, kLongest = 4;
  if (name.script == Script::kHan) {
    const std::string& text = name.words[0].text;
    const size_t characters = text.size() / kCharacter;
    if (!name.single() || text.size() % kCharacter != 0 || characters < 2 || characters > kLongest) return;
    const size_t cut = kCharacter * (characters == kLongest ? 2 : 1);  // 欧阳静文
    name.family = sounds_.word(text.substr(0, cut));
    name.given = sounds_.word(text.substr(cut));
  } else if (name.words.size() == 3) {
    name.before_last = sounds_.word(name.words[0].text + name.words[1].text);
    name.after_first = sounds_.word(name.words[1].text + name.words[2].text);
  }
}

// The names of two words that end a longer name of a person: 'El Bahri', 'García Márquez'.
void CaseClusters::find_double_surnames() {
  std::set<std::string> ends;
  for (const CaseName& name : names_) {
    if (name.words.size() < 3 || name.words.size() > kLongestName) continue;
    ends.insert(name.words[name.words.size() - 2].text + ' ' + name.words.back().text);
  }
  for (CaseName& name : names_) name.surname_of_two = name.words.size() == 2 && ends.contains(name.key);
}

void CaseClusters::find_family_firms() {
  for (uint32_t d = 0; d < documents_.size(); ++d) {
    std::set<std::string_view> surnames;
    const auto end = d + 1 < documents_.size() ? first_of_[d + 1] : static_cast<uint32_t>(clusters_.size());
    for (uint32_t c = first_of_[d]; c < end; ++c) {
      for (const uint32_t n : full_names_[c]) surnames.insert(names_[n].words.back().text);
    }
    for (uint32_t c = first_of_[d]; c < end; ++c) {
      if (clusters_[c].family != kBodies) continue;
      for (const auto& [n, count] : clusters_[c].names) {
        if (names_[n].single() && surnames.contains(names_[n].words.back().text)) firms_.insert(n);
      }
    }
  }
}

// A document may take a name for another kind of thing than all the others do: the case's majority decides.
void CaseClusters::settle_kinds() {
  // A document's weight grows slowly with its mentions: one long document is still one witness.
  const auto weight = [](uint32_t count) { return std::log2(1.0 + count); };
  std::map<uint32_t, std::array<double, 3>> weights;  // name -> by family
  std::map<std::string, double> surnames;             // first and last words of full names of persons
  for (const Cluster& cluster : clusters_) {
    for (const auto& [n, count] : cluster.names) {
      weights[n][static_cast<size_t>(cluster.family)] += weight(count);
      if (cluster.family != 0 || names_[n].single()) continue;
      surnames[names_[n].words.back().text] += weight(count);
      surnames[names_[n].words.front().text] += weight(count);
    }
  }
  constexpr double kMore = 2;
  for (Cluster& cluster : clusters_) {
    const auto firm = [&](const auto& name) { return family_firm(name.first); };
    if (cluster.family == kBodies && std::any_of(cluster.names.begin(), cluster.names.end(), firm)) continue;
    std::array<double, 3> all{};
    for (const auto& [n, count] : cluster.names) {
      for (size_t f = 0; f < 3; ++f) all[f] += weights[n][f];
      if (const auto surname = surnames.find(names_[n].key); surname != surnames.end()) all[0] += surname->second;
    }
    const auto top = static_cast<int>(std::max_element(all.begin(), all.end()) - all.begin());
    if (top == cluster.family || all[static_cast<size_t>(top)] < kMore * all[static_cast<size_t>(cluster.family)])
      continue;
    cluster.family = top;
    cluster.type_votes = {};
  }
}

uint32_t CaseClusters::find(uint32_t c) {
  while (parent_[c] != c) c = parent_[c] = parent_[parent_[c]];
  return c;
}

uint32_t CaseClusters::strongest(uint32_t c) {
  const auto& names = clusters_[find(c)].names;
  return std::max_element(names.begin(), names.end(),
                          [&](const auto& a, const auto& b) {
                            return a.second != b.second ? a.second < b.second
                                                        : names_[a.first].key > names_[b.first].key;
                          })
      ->first;
}

uint32_t CaseClusters::weight(uint32_t c) {
  uint32_t sum = 0;
  for (const auto& [n, count] : clusters_[find(c)].names) sum += count;
  return sum;
}

uint32_t CaseClusters::heaviest(const std::set<uint32_t>& clusters) {
  return *std::max_element(clusters.begin(), clusters.end(), [&](uint32_t x, uint32_t y) {
    return weight(x) != weight(y) ? weight(x) < weight(y) : x > y;
  });
}

// The share of a thing's mentions that are names of several words.
double CaseClusters::full_share(uint32_t c) {
  double full = 0, all = 0;
  for (const auto& [n, count] : clusters_[find(c)].names) {
    all += count;
    if (!names_[n].single()) full += count;
  }
  return all == 0 ? 0 : full / all;
}

// Han names that spell given name and surname without a point between them.
bool CaseClusters::han_whole(uint32_t n) const {
  return names_[n].script == Script::kHan && names_[n].single() && names_[n].words[0].units.size() >= 3;
}

// Whether there are a person and a body among them.
bool CaseClusters::of_two_kinds(const std::vector<uint32_t>& some, const std::vector<uint32_t>& others) {
  std::array<bool, 3> kinds{};
  for (const auto* clusters : {&some, &others}) {
    for (const uint32_t c : *clusters) kinds[static_cast<size_t>(clusters_[find(c)].family)] = true;
  }
  return kinds[0] && kinds[1];
}

// One surname, two given names: relatives, whatever else they share.
bool CaseClusters::namesakes(const Cluster& a, const Cluster& b) const {
  for (const auto& [n, nc] : a.names) {
    for (const auto& [m, mc] : b.names) {
      if (names_[n].single() || names_[m].single() || names_[n].script != names_[m].script) continue;
      if (sounds_.similarity(names_[n].words.back(), names_[m].words.back()) >= 0.8 &&
          sounds_.similarity(names_[n].words.front(), names_[m].words.front()) < 0.6) {
        return true;
      }
    }
  }
  return false;
}

bool CaseClusters::told_apart(uint32_t a, uint32_t b) {
  constexpr double kOneSpelling = 0.97;
  const auto by_document = [&](uint32_t c) {
    std::multimap<uint32_t, uint32_t> out;  // document -> full name
    for (const EntityRef& member : clusters_[find(c)].members) {
      for (const uint32_t n : full_names_[first_of_[member.document] + member.entity]) out.emplace(member.document, n);
    }
    return out;
  };
  const auto left = by_document(a), right = by_document(b);
  for (const auto& [document, n] : left) {
    const auto [first, last] = right.equal_range(document);
    for (auto other = first; other != last; ++other) {
      const CaseName &x = names_[n], &y = names_[other->second];
      if (x.generation != y.generation) return true;  // 'Robert Hale Jr' and 'Robert Hale'
      // Chinese writers spell a foreign name in several ways.
      if (x.script != y.script || x.script == Script::kHan) continue;
      if (person_likeness(x, y, sounds_).weakest < kOneSpelling) return true;
    }
  }
  return false;
}

// Two persons whose full names in one script differ are two.
bool CaseClusters::conflict(const Cluster& a, const Cluster& b) const {
  if (a.family != b.family) return true;
  if (a.family != 0) return false;
  return full_names_differ(a, b) || lone_name_differs(a, b) || lone_name_differs(b, a);
}

bool CaseClusters::full_names_differ(const Cluster& a, const Cluster& b) const {
  for (const auto& [n, nc] : a.names) {
    if (names_[n].single()) continue;
    for (const auto& [m, mc] : b.names) {
      if (n == m || names_[m].single()) continue;
      if (person_likeness(names_[n], names_[m], sounds_).score < (names_[n].script == names_[m].script ? 0.6 : 0.34))
        return true;
    }
  }
  return false;
}

// A name of one word that is unlike every part of the other's full names in the same script.
bool CaseClusters::lone_name_differs(const Cluster& a, const Cluster& b) const {
  for (const auto& [n, nc] : a.names) {
    if (!names_[n].single() || han_whole(n)) continue;
    double best = -1;
    for (const auto& [m, mc] : b.names) {
      if (names_[m].single() || names_[m].surname_of_two || names_[m].script != names_[n].script) continue;
      for (const SoundWord& word : names_[m].words) best = std::max(best, sounds_.similarity(names_[n].words[0], word));
    }
    if (best >= 0 && best < 0.5) return true;
  }
  return false;
}

bool CaseClusters::merge(uint32_t a, uint32_t b, uint32_t name_a, uint32_t name_b, const char* why, float confidence,
                         bool in_spite_of_names) {
  a = find(a);
  b = find(b);
  if (a == b) return true;
  if (a > b) {
    std::swap(a, b);
    std::swap(name_a, name_b);
  }
  Cluster &into = clusters_[a], &from = clusters_[b];
  if (into.family != from.family || (!in_spite_of_names && conflict(into, from))) return false;
  if (name_a != name_b) into.reasons.push_back({names_[name_a].key, names_[name_b].key, why, confidence});
  for (const auto& [n, count] : from.names) into.names[n] += count;
  for (size_t t = 0; t < 6; ++t) into.type_votes[t] += from.type_votes[t];
  into.members.insert(into.members.end(), from.members.begin(), from.members.end());
  into.reasons.insert(into.reasons.end(), from.reasons.begin(), from.reasons.end());
  from = Cluster{};
  parent_[b] = a;
  return true;
}

std::vector<uint32_t> CaseClusters::borne(const std::vector<std::vector<uint32_t>>& bearers) {
  std::vector<uint32_t> names;
  for (uint32_t n = 0; n < bearers.size(); ++n) {
    if (!bearers[n].empty()) names.push_back(n);
  }
  return names;
}

std::vector<Entity> CaseClusters::entities() {
  std::vector<Entity> entities;
  for (uint32_t c = 0; c < parent_.size(); ++c) {
    if (find(c) != c) continue;
    Entity& entity = entities.emplace_back();
    const auto& votes = clusters_[c].type_votes;
    entity.type = static_cast<EntityType>(std::max_element(votes.begin(), votes.end()) - votes.begin());
    if (family_of(entity.type) != clusters_[c].family)
      entity.type = kFamilyTypes[static_cast<size_t>(clusters_[c].family)];
    entity.members = clusters_[c].members;
    entity.reasons = clusters_[c].reasons;
  }
  return entities;
}

}  // namespace annals
