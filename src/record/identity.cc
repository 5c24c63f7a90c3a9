#include "record/identity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "record/identity_corrections.h"
#include "record/identity_names.h"
#include "record/identity_parts.h"

namespace annals {
namespace {

// What may be one thing: a person is never anything else, a place never a body.
int family_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return 0;
    case EntityType::kPlace:
      return 2;
    default:
      return 1;
  }
}

constexpr std::array<EntityType, 3> kFamilyTypes{EntityType::kPerson, EntityType::kOrganization, EntityType::kPlace};

class Resolver {
 public:
  Resolver(std::span<const DocumentReading> documents, const LanguageSet& languages)
      : documents_(documents),
        languages_(languages),
        sounds_(languages.languages()),
        known_(languages),
        meanings_(languages) {}

  void collect() {
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const Reading& reading = *documents_[d].reading;
      first_of_.push_back(static_cast<uint32_t>(clusters_.size()));
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
          cluster.names[intern(text)] += count + 1;
        }
        parent_.push_back(static_cast<uint32_t>(clusters_.size()));
        clusters_.push_back(std::move(cluster));
      }
    }
  }

  // The names of two words that end a longer name of a person: 'El Bahri', 'García Márquez'.
  void find_double_surnames() {
    std::set<std::string> ends;
    for (const CaseName& name : names_) {
      if (name.words.size() < 3 || name.words.size() > kLongestName) continue;
      ends.insert(name.words[name.words.size() - 2].text + ' ' + name.words.back().text);
    }
    for (CaseName& name : names_) name.surname_of_two = name.words.size() == 2 && ends.contains(name.key);
  }

  // A document may take a name for another kind of thing than all the others do: the case's majority decides.
  void settle_kinds() {
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

  void join_equal() {
    std::map<std::pair<int, uint32_t>, uint32_t> first;     // family, name -> cluster
    std::map<std::pair<int, uint32_t>, uint32_t> by_known;  // family, known thing -> cluster
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      const int family = clusters_[c].family;
      for (const auto& [n, count] : std::map<uint32_t, uint32_t>(clusters_[c].names)) {
        // A surname alone says nothing by itself.
        if (family == 0 && names_[n].single() && names_[n].script != Script::kHan && clusters_[c].names.size() >= 1)
          continue;
        if (const auto [same, is_new] = first.try_emplace({family, n}, c); !is_new)
          merge(same->second, c, n, n, "same name", 1.0F);
        if (family == 0) continue;
        const uint32_t thing = known_.find(names_[n].key);
        if (thing == kNone) continue;
        if (const auto [same, is_new] = by_known.try_emplace({family, thing}, c); !is_new) {
          merge(same->second, c, strongest(same->second), n, "known under both names", 0.97F);
        }
      }
    }
  }

  // Names of one word that persons of one full name share, and names alike by sound.
  void join_alike() {
    struct Pair {
      double score;
      uint32_t a, b;  // names
      const char* why;
    };
    const auto bearers = bearers_among([](uint32_t) { return true; });
    for (const int family : {1, 2, 0}) {
      std::vector<uint32_t> of_family;
      for (uint32_t n = 0; n < names_.size(); ++n) {
        const auto in_family = [&](uint32_t c) { return clusters_[find(c)].family == family; };
        if (std::any_of(bearers[n].begin(), bearers[n].end(), in_family)) of_family.push_back(n);
      }
      std::vector<Pair> pairs;
      for (const auto& [x, y] : candidate_pairs(names_, of_family, family == 0)) {
        const CaseName &a = names_[x], &b = names_[y];
        const Likeness likeness = family == 0 ? person_likeness(a, b, sounds_) : thing_likeness(a, b, sounds_);
        if (likeness.score >= threshold(family, a, b)) pairs.push_back({likeness.score, x, y, likeness.why});
      }
      std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& x, const Pair& y) {
        if (x.score != y.score) return x.score > y.score;
        return std::pair(names_[x.a].key, names_[x.b].key) < std::pair(names_[y.a].key, names_[y.b].key);
      });
      // Full names first: they say who there is. Then the short forms, each to the one who may bear it.
      for (const Pair& pair : pairs) {
        const bool full = family != 0 || (!names_[pair.a].single() && !names_[pair.b].single()) || han_whole(pair.a) ||
                          han_whole(pair.b);
        if (full) merge_all(pair.a, pair.b, pair.score, pair.why, bearers, family);
      }
      if (family == 0) {
        join_short_forms();
        for (const Pair& pair : pairs) {
          if (names_[pair.a].single() != names_[pair.b].single()) attach(pair.a, pair.b, pair.score, pair.why, bearers);
        }
        for (const Pair& pair : pairs) {
          if (names_[pair.a].single() && names_[pair.b].single())
            merge_all(pair.a, pair.b, pair.score, pair.why, bearers, family);
        }
      }
    }
    join_acronyms();
  }

  /// One thing that some documents take for a person and others for a body: what most say holds.
  void join_across_kinds() {
    const auto bearers = bearers_among([&](uint32_t c) { return clusters_[c].family != 2; });
    const std::vector<uint32_t> chosen = borne(bearers);
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    for (const uint32_t n : chosen) pairs.emplace_back(n, n);
    for (const auto& pair : candidate_pairs(names_, chosen, false)) pairs.push_back(pair);
    constexpr double kAlike = 0.6, kFewFull = 0.15;
    for (const auto& [x, y] : pairs) {
      if (x != y && names_[x].script == names_[y].script) continue;
      const double alike = x == y ? 1 : thing_likeness(names_[x], names_[y], sounds_).score;
      if (alike < kAlike || !of_two_kinds(bearers[x], bearers[y])) continue;
      for (const uint32_t bx : bearers[x]) {
        for (const uint32_t by : bearers[y]) {
          const uint32_t cx = find(bx), cy = find(by);
          if (clusters_[cx].family + clusters_[cy].family != 1) continue;
          uint32_t heavy = weight(cx) >= weight(cy) ? cx : cy, light = heavy == cx ? cy : cx;
          const uint32_t body = clusters_[cx].family == 1 ? cx : cy, person = body == cx ? cy : cx;
          // People have full names; where next to none is, it is the body, unless it is hardly ever called one.
          const bool rather_body =
              full_share(person) < kFewFull && full_share(body) > 0 && 3 * weight(body) >= weight(person);
          if (rather_body)
            std::tie(heavy, light) = std::pair(body, person);
          else if (weight(heavy) < 2 * weight(light))
            continue;
          clusters_[light].family = clusters_[heavy].family;
          clusters_[light].type_votes = {};
          merge(heavy, light, heavy == cx ? x : y, heavy == cx ? y : x, "same name, taken for another kind",
                static_cast<float>(0.8 * alike));
        }
      }
    }
  }

  /// Names that sound only a little alike, or not at all, but play one part in what several documents tell: proposals,
  /// with their reasons.
  void join_by_part() {
    const std::vector<std::pair<Clusters, double>> pairs = a_little_alike();
    // By the part alone every name is looked at, which a case of many thousands would make long.
    constexpr size_t kSmallCase = 20000;
    const bool small = parent_.size() <= kSmallCase;
    if (pairs.empty() && !small) return;
    std::vector<bool> asked_for(parent_.size());
    for (const auto& [clusters, alike] : pairs) asked_for[clusters.first] = asked_for[clusters.second] = true;
    for (uint32_t c = 0; small && c < parent_.size(); ++c)
      asked_for[c] = asked_for[c] || (find(c) == c && clusters_[c].family != 2);
    const Parts parts(
        documents_, [&](uint32_t d, uint32_t e) { return find(first_of_[d] + e); }, asked_for);
    std::vector<Proposal> proposals;
    propose_by_sound(pairs, parts, proposals);
    if (small) propose_by_part_alone(parts, proposals);
    std::stable_sort(proposals.begin(), proposals.end(),
                     [](const Proposal& x, const Proposal& y) { return x.confidence > y.confidence; });
    constexpr double kLeastSure = 0.3, kMostSure = 0.7;
    for (const Proposal& p : proposals) {
      const uint32_t a = find(p.a), b = find(p.b);
      if (p.confidence < kLeastSure || a == b || namesakes(clusters_[a], clusters_[b])) continue;
      const uint32_t name_a = strongest(a), name_b = strongest(b);
      if (clusters_[a].family != clusters_[b].family) {
        const bool body = weight(a) > weight(b) ? clusters_[a].family == 1 : clusters_[b].family == 1;
        clusters_[a].family = clusters_[b].family = body ? 1 : 0;
        clusters_[weight(a) > weight(b) ? b : a].type_votes = {};
      }
      if (!merge(a, b, name_a, name_b, p.why, static_cast<float>(std::min(p.confidence, kMostSure)), true)) continue;
      if (name_a == name_b) continue;  // needs no reason
      for (MergeReason& reason : clusters_[find(a)].reasons) {
        const bool names_both = (reason.a == names_[name_a].key && reason.b == names_[name_b].key) ||
                                (reason.a == names_[name_b].key && reason.b == names_[name_a].key);
        if (!names_both || reason.why != p.why) continue;
        reason.proposal = true;
        reason.evidence = parts.shared_anchors(p.a, p.b);
      }
    }
  }

  std::vector<Entity> entities();

 private:
  static constexpr size_t kLongestName = 5;  // words of a person's name

  using Clusters = std::pair<uint32_t, uint32_t>;
  struct Proposal {
    double confidence;
    uint32_t a, b;  // clusters
    const char* why;
  };

  // People and bodies whose names sound a little alike, each pair once with the best likeness: a translator also takes
  // one kind for the other.
  std::vector<std::pair<Clusters, double>> a_little_alike() {
    std::vector<std::pair<Clusters, double>> pairs;
    const auto bearers = bearers_among([&](uint32_t c) { return clusters_[c].family != 2; });
    constexpr double kLittleAlike = 0.58;
    constexpr size_t kManyBearers = 20;
    for (const auto& [x, y] : candidate_pairs(names_, borne(bearers), true)) {
      if (bearers[x].size() > kManyBearers || bearers[y].size() > kManyBearers) continue;
      const double alike = person_likeness(names_[x], names_[y], sounds_).score;
      if (alike < kLittleAlike) continue;
      for (const uint32_t cx : bearers[x]) {
        for (const uint32_t cy : bearers[y]) {
          if (cx == cy || (clusters_[cx].family == 1 && clusters_[cy].family == 1)) continue;
          if (clusters_[cx].family != clusters_[cy].family && !alike_in_full(x, y, alike)) continue;
          pairs.emplace_back(Clusters(std::min(cx, cy), std::max(cx, cy)), alike);
        }
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const auto& one, const auto& other) {
      return one.first != other.first ? one.first < other.first : one.second > other.second;
    });
    const auto same = [](const auto& one, const auto& other) { return one.first == other.first; };
    pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());
    return pairs;
  }

  // Alike enough for a person and a body to be taken for each other.
  bool alike_in_full(uint32_t x, uint32_t y, double alike) const {
    constexpr double kAlikeInFull = 0.7;
    return alike >= kAlikeInFull && !names_[x].single() && !names_[y].single();
  }

  void propose_by_sound(const std::vector<std::pair<Clusters, double>>& pairs, const Parts& parts,
                        std::vector<Proposal>& proposals) {
    constexpr const char* kSamePart = "like sound, same part in a retold passage";
    constexpr const char* kSameCompany = "like sound, never introduced, named among the same";
    constexpr double kQuiteAlike = 0.68, kMostCompany = 0.6;
    constexpr uint32_t kFarMore = 3;
    for (const auto& [clusters, alike] : pairs) {
      const auto [a, b] = clusters;
      const double support = weight(a) < weight(b) ? parts.same_part(a, b) : parts.same_part(b, a);
      if (support >= 1) proposals.push_back({0.5 * alike + 0.5 * (1 - std::exp(-support / 2)), a, b, kSamePart});
      const uint32_t lone = weight(a) < weight(b) ? a : b, other = lone == a ? b : a;
      if (support >= 1 || alike < kQuiteAlike || clusters_[a].family != 0 || clusters_[b].family != 0 ||
          !unintroduced(lone) || unintroduced(other) || weight(other) < kFarMore * weight(lone))
        continue;
      const double company = parts.same_company(lone, other);
      if (company >= kMostCompany) proposals.push_back({0.5 * alike * company + 0.1, a, b, kSameCompany});
    }
  }

  // A name that few documents have, where others tell the same and name one whom this document never names: a
  // translator may have read the name as a word.
  void propose_by_part_alone(const Parts& parts, std::vector<Proposal>& proposals) {
    constexpr const char* kPartAlone = "same part in retold passages, under a name of another sound";
    constexpr double kEnough = 1.5, kAhead = 1.25, kStart = 0.3, kMost = 0.3;
    constexpr size_t kFewDocuments = 2;
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      const Cluster& cluster = clusters_[c];
      if (find(c) != c || cluster.family == 2 || cluster.members.size() > kFewDocuments) continue;
      std::vector<std::pair<double, uint32_t>> players = parts.players(c);
      std::erase_if(players, [&](const auto& player) {
        return clusters_[player.second].family != cluster.family ||
               clusters_[player.second].members.size() <= cluster.members.size();
      });
      if (players.empty() || players[0].first < kEnough) continue;
      if (players.size() > 1 && players[0].first < kAhead * players[1].first) continue;
      const double confidence = kStart + kMost * (1 - std::exp(-(players[0].first - 1) / 2));
      proposals.push_back({confidence, c, players[0].second, kPartAlone});
    }
  }

  // The share of a thing's mentions that are names of several words.
  double full_share(uint32_t c) {
    double full = 0, all = 0;
    for (const auto& [n, count] : clusters_[find(c)].names) {
      all += count;
      if (!names_[n].single()) full += count;
    }
    return all == 0 ? 0 : full / all;
  }

  // A person of one document, named several times, but never with a full name: writers introduce people, so this may be
  // somebody whose name came out wrong.
  bool unintroduced(uint32_t c) {
    const Cluster& cluster = clusters_[find(c)];
    uint32_t mentions = 0;
    for (const auto& [n, count] : cluster.names) {
      if (!names_[n].single()) return false;
      mentions += count;
    }
    return mentions >= 3 && std::all_of(cluster.members.begin(), cluster.members.end(), [&](const EntityRef& m) {
             return m.document == cluster.members.front().document;
           });
  }

  struct Cluster {
    int family = 0;
    std::array<uint32_t, 6> type_votes{};
    std::map<uint32_t, uint32_t> names;  // name -> weight
    std::vector<EntityRef> members;
    std::vector<MergeReason> reasons;
  };

  uint32_t intern(std::string_view text) {
    const std::vector<std::string> words = name_words(text, languages_.folding());
    const std::string key = join_words(words);
    const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(names_.size()));
    if (is_new) {
      CaseName& name = names_.emplace_back();
      name.key = key;
      std::string whole;
      for (const std::string& word : words) {
        name.words.push_back(sounds_.word(word));
        whole += word;
      }
      if (name.words.empty()) name.words.push_back(sounds_.word(text));
      name.whole = name.words.size() == 1 ? name.words[0] : sounds_.word(whole);
      name.script = name.words[0].script;
      std::vector<std::string> rest = words;
      name.meanings = meanings_.take(rest);
      std::string stem;
      for (const std::string& word : rest) stem += word;
      if (!name.meanings.empty() && !stem.empty()) name.stem = sounds_.word(stem);
    }
    return entry->second;
  }

  // By name: the clusters that bear it and pass the test, rising.
  template <class Test>
  std::vector<std::vector<uint32_t>> bearers_among(Test&& test) {
    std::vector<std::vector<uint32_t>> bearers(names_.size());
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      if (find(c) != c || !test(c)) continue;
      for (const auto& [n, count] : clusters_[c].names) bearers[n].push_back(c);
    }
    return bearers;
  }

  // Whether there are a person and a body among them.
  bool of_two_kinds(const std::vector<uint32_t>& some, const std::vector<uint32_t>& others) {
    std::array<bool, 3> kinds{};
    for (const auto* clusters : {&some, &others}) {
      for (const uint32_t c : *clusters) kinds[static_cast<size_t>(clusters_[find(c)].family)] = true;
    }
    return kinds[0] && kinds[1];
  }

  static std::vector<uint32_t> borne(const std::vector<std::vector<uint32_t>>& bearers) {
    std::vector<uint32_t> names;
    for (uint32_t n = 0; n < bearers.size(); ++n) {
      if (!bearers[n].empty()) names.push_back(n);
    }
    return names;
  }

  uint32_t find(uint32_t c) {
    while (parent_[c] != c) c = parent_[c] = parent_[parent_[c]];
    return c;
  }

  uint32_t strongest(uint32_t c) {
    const auto& names = clusters_[find(c)].names;
    return std::max_element(names.begin(), names.end(),
                            [&](const auto& a, const auto& b) {
                              return a.second != b.second ? a.second < b.second
                                                          : names_[a.first].key > names_[b.first].key;
                            })
        ->first;
  }

  // Han names that spell given name and surname without a point between them.
  bool han_whole(uint32_t n) const {
    return names_[n].script == Script::kHan && names_[n].single() && names_[n].words[0].units.size() >= 3;
  }

  static double threshold(int family, const CaseName& a, const CaseName& b) {
    const bool one_script = a.script == b.script;
    if (family == 0) {
      if (!a.single() && !b.single()) return one_script ? 0.72 : 0.48;
      if (a.single() && b.single()) return one_script ? 0.86 : 0.52;
      return one_script ? 0.86 : 0.5;
    }
    return one_script ? 0.93 : 0.52;
  }

  // Two persons whose full names in one script differ are two.
  bool conflict(const Cluster& a, const Cluster& b) const {
    if (a.family != b.family) return true;
    if (a.family != 0) return false;
    return full_names_differ(a, b) || lone_name_differs(a, b) || lone_name_differs(b, a);
  }

  bool full_names_differ(const Cluster& a, const Cluster& b) const {
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

  // One surname, two given names: relatives, whatever else they share.
  bool namesakes(const Cluster& a, const Cluster& b) const {
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

  // A name of one word that is unlike every part of the other's full names in the same script.
  bool lone_name_differs(const Cluster& a, const Cluster& b) const {
    for (const auto& [n, nc] : a.names) {
      if (!names_[n].single() || han_whole(n)) continue;
      double best = -1;
      for (const auto& [m, mc] : b.names) {
        if (names_[m].single() || names_[m].surname_of_two || names_[m].script != names_[n].script) continue;
        for (const SoundWord& word : names_[m].words)
          best = std::max(best, sounds_.similarity(names_[n].words[0], word));
      }
      if (best >= 0 && best < 0.5) return true;
    }
    return false;
  }

  bool merge(uint32_t a, uint32_t b, uint32_t name_a, uint32_t name_b, const char* why, float confidence,
             bool in_spite_of_names = false) {
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

  void merge_all(uint32_t a, uint32_t b, double score, const char* why,
                 const std::vector<std::vector<uint32_t>>& bearers, int family) {
    std::set<uint32_t> left, right;
    for (const uint32_t c : bearers[a]) {
      if (clusters_[find(c)].family == family) left.insert(find(c));
    }
    for (const uint32_t c : bearers[b]) {
      if (clusters_[find(c)].family == family) right.insert(find(c));
    }
    // Where a name has several bearers it does not say which one is meant.
    if (family == 0 && (left.size() > 1 || right.size() > 1)) {
      const auto both = [&](uint32_t c) { return left.contains(c) && right.contains(c); };
      if (std::any_of(left.begin(), left.end(), both)) return;
      if (left.size() > 1 && right.size() > 1) return;
      const uint32_t l = heaviest(left), r = heaviest(right);
      merge(l, r, a, b, why, static_cast<float>(score * 0.8));
      return;
    }
    for (const uint32_t l : left) {
      for (const uint32_t r : right) merge(l, r, a, b, why, static_cast<float>(score));
    }
  }

  uint32_t weight(uint32_t c) {
    uint32_t sum = 0;
    for (const auto& [n, count] : clusters_[find(c)].names) sum += count;
    return sum;
  }

  uint32_t heaviest(const std::set<uint32_t>& clusters) {
    return *std::max_element(clusters.begin(), clusters.end(), [&](uint32_t x, uint32_t y) {
      return weight(x) != weight(y) ? weight(x) < weight(y) : x > y;
    });
  }

  // A name of one word goes to the person of whose full name it is a part: the one such person, or the one who is named
  // far more than all others.
  void join_short_forms() {
    std::map<std::string, std::set<uint32_t>> by_word;
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      if (find(c) != c || clusters_[c].family != 0) continue;
      for (const auto& [n, count] : clusters_[c].names) {
        if (names_[n].single()) continue;
        by_word[names_[n].words.back().text].insert(c);
        by_word[names_[n].words.front().text].insert(c);
      }
    }
    std::map<uint32_t, uint32_t> lone;  // one-word name without a full one -> cluster
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      if (find(c) != c || clusters_[c].family != 0) continue;
      const auto names = clusters_[c].names;
      if (std::any_of(names.begin(), names.end(), [&](const auto& n) { return !names_[n.first].single(); })) continue;
      for (const auto& [n, count] : names) {
        std::set<uint32_t> candidates;
        if (const auto found = by_word.find(names_[n].key); found != by_word.end()) {
          for (const uint32_t other : found->second) candidates.insert(find(other));
        }
        if (!candidates.empty()) {
          const uint32_t best = heaviest(candidates);
          uint32_t others = 0;
          for (const uint32_t other : candidates) others += other == best ? 0 : weight(other);
          if (candidates.size() == 1 || weight(best) > 3 * others) {
            merge(best, c, strongest(best), n, "short form", candidates.size() == 1 ? 0.9F : 0.6F);
            break;
          }
        }
        if (const auto [same, is_new] = lone.try_emplace(n, c); !is_new)
          merge(same->second, c, n, n, "same name", 0.9F);
      }
    }
  }

  // A short form in one script to a full name in another.
  void attach(uint32_t a, uint32_t b, double score, const char* why,
              const std::vector<std::vector<uint32_t>>& bearers) {
    const uint32_t part = names_[a].single() ? a : b, full = names_[a].single() ? b : a;
    std::set<uint32_t> owners, parts;
    for (const uint32_t c : bearers[full]) {
      if (clusters_[find(c)].family == 0) owners.insert(find(c));
    }
    for (const uint32_t c : bearers[part]) {
      if (clusters_[find(c)].family == 0) parts.insert(find(c));
    }
    if (owners.empty() || parts.empty()) return;
    const uint32_t owner = heaviest(owners);
    for (const uint32_t p : parts) {
      if (find(p) == find(owner)) continue;
      // One who has a full name in the same script as the owner's is somebody else, or was joined before.
      const auto& names = clusters_[find(p)].names;
      const bool introduced =
          std::any_of(names.begin(), names.end(), [&](const auto& n) { return !names_[n.first].single(); });
      if (introduced && score < 0.7) continue;
      merge(owner, p, full, part, why, static_cast<float>(score));
    }
  }

  // YC for Y Combinator: capitals that are the first letters of the words of one body in the case.
  void join_acronyms() {
    std::map<std::string, std::set<uint32_t>> by_initials;
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      if (find(c) != c || clusters_[c].family != 1) continue;
      for (const auto& [n, count] : clusters_[c].names) {
        if (names_[n].script != Script::kLatin || names_[n].words.size() < 2) continue;
        std::string initials;
        for (const SoundWord& word : names_[n].words) initials += word.text.substr(0, 1);
        by_initials[initials].insert(c);
      }
    }
    for (uint32_t c = 0; c < parent_.size(); ++c) {
      if (find(c) != c || clusters_[c].family != 1) continue;
      for (const auto& [n, count] : std::map<uint32_t, uint32_t>(clusters_[c].names)) {
        if (!names_[n].single() || names_[n].key.size() < 2 || names_[n].key.size() > 6) continue;
        const auto found = by_initials.find(names_[n].key);
        if (found == by_initials.end() || found->second.size() != 1) continue;
        merge(*found->second.begin(), c, strongest(*found->second.begin()), n, "acronym", 0.85F);
        break;
      }
    }
  }

  std::span<const DocumentReading> documents_;
  const LanguageSet& languages_;
  SoundTable sounds_;
  KnownNames known_;
  NameMeanings meanings_;
  std::map<std::string, uint32_t> numbers_;
  std::vector<CaseName> names_;
  std::vector<Cluster> clusters_;
  std::vector<uint32_t> parent_;
  std::vector<uint32_t> first_of_;  // by document: the cluster that its first local entity began as
};

std::vector<Entity> Resolver::entities() {
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

}  // namespace

void resolve_entities(std::span<const DocumentReading> documents, const LanguageSet& languages,
                      std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                      Record& record) {
  Resolver resolver(documents, languages);
  resolver.collect();
  resolver.find_double_surnames();
  resolver.settle_kinds();
  resolver.join_equal();
  resolver.join_alike();
  resolver.join_across_kinds();
  resolver.join_by_part();
  std::vector<Entity> entities = resolver.entities();
  apply_entity_corrections(documents, languages.folding(), corrections, outcomes, entities);
  record.entities = std::move(entities);
  index_members(documents, record);
}

}  // namespace annals
