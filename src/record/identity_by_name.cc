#include "record/identity_by_name.h"

#include <algorithm>
#include <tuple>

namespace annals {
namespace {

class Joiner {
 public:
  Joiner(const LanguageSet& languages, CaseClusters& clusters) : known_(clusters.known()), all_(clusters) {
    for (const auto& [code, pack] : languages.languages().packs()) {
      const Table& table = pack.table("names");
      for (const Table::Row& row : table.rows()) {
        const std::string_view kind = table.get(row, "kind");
        const bool closes = kind == "org_suffix", personal = kind == "given" || kind == "family" || kind == "surname";
        if (!closes && !personal) continue;
        std::string_view words = table.get(row, "words");
        while (!words.empty()) {
          const size_t bar = words.find('|');
          const std::string key = join_words(name_words(words.substr(0, bar), languages.folding()));
          (closes ? closing_ : personal_).insert(key);
          words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
        }
      }
    }
  }

  void join_equal() {
    std::map<std::pair<int, uint32_t>, uint32_t> first;     // family, name -> cluster
    std::map<std::pair<int, uint32_t>, uint32_t> by_known;  // family, known thing -> cluster
    for (uint32_t c = 0; c < all_.size(); ++c) {
      const int family = all_[c].family;
      for (const auto& [n, count] : std::map<uint32_t, uint32_t>(all_[c].names)) {
        // A surname alone says nothing by itself.
        if (family == 0 && all_.name(n).single() && all_.name(n).script != Script::kHan && all_[c].names.size() >= 1)
          continue;
        if (const auto [same, is_new] = first.try_emplace({family, n}, c); !is_new)
          all_.merge(same->second, c, n, n, "same name", 1.0F);
        if (family == 0) continue;
        const uint32_t thing = known_.find(all_.name(n).key);
        if (thing == kNone) continue;
        if (const auto [same, is_new] = by_known.try_emplace({family, thing}, c); !is_new) {
          all_.merge(same->second, c, all_.strongest(same->second), n, "known under both names", 0.97F);
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
    const auto bearers = all_.bearers_among([](uint32_t) { return true; });
    for (const int family : {1, 2, 0}) {
      std::vector<uint32_t> of_family;
      for (uint32_t n = 0; n < all_.names().size(); ++n) {
        const auto in_family = [&](uint32_t c) { return all_[all_.find(c)].family == family; };
        if (std::any_of(bearers[n].begin(), bearers[n].end(), in_family)) of_family.push_back(n);
      }
      std::vector<Pair> pairs;
      for (const auto& [x, y] : candidate_pairs(all_.names(), of_family, family == 0)) {
        const CaseName &a = all_.name(x), &b = all_.name(y);
        const Likeness likeness =
            family == 0 ? person_likeness(a, b, all_.sounds()) : thing_likeness(a, b, all_.sounds());
        if (likeness.score < threshold(family, a, b)) continue;
        if (family == 0 && spelt_as_two(a, b, likeness)) continue;
        pairs.push_back({likeness.score, x, y, likeness.why});
      }
      std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& x, const Pair& y) {
        if (x.score != y.score) return x.score > y.score;
        return std::pair(all_.name(x.a).key, all_.name(x.b).key) < std::pair(all_.name(y.a).key, all_.name(y.b).key);
      });
      // Full names first: they say who there is. Then the short forms, each to the one who may bear it.
      for (const Pair& pair : pairs) {
        const bool full = family != 0 || (!all_.name(pair.a).single() && !all_.name(pair.b).single()) ||
                          all_.han_whole(pair.a) || all_.han_whole(pair.b);
        if (full) merge_all(pair.a, pair.b, pair.score, pair.why, bearers, family);
      }
      if (family == 0) {
        join_short_forms();
        for (const Pair& pair : pairs) {
          if (all_.name(pair.a).single() != all_.name(pair.b).single())
            attach(pair.a, pair.b, pair.score, pair.why, bearers);
        }
        for (const Pair& pair : pairs) {
          if (all_.name(pair.a).single() && all_.name(pair.b).single())
            merge_all(pair.a, pair.b, pair.score, pair.why, bearers, family);
        }
      }
    }
    join_acronyms();
  }

  /// 'Ardent' in one document and 'Ardent Capital' in another: what is left out must be words that close names of
  /// bodies, what is left no person's name and nothing widely known, and only one body may be meant.
  void join_short_bodies() {
    std::map<std::string, std::set<uint32_t>> by_stem;
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family != 1) continue;
      for (const auto& [n, count] : all_[c].names) {
        const std::string stem = stem_of(all_.name(n));
        if (!stem.empty() && !personal_.contains(stem) && known_.find(stem) == kNone) by_stem[stem].insert(c);
      }
    }
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family == 2) continue;
      const auto single = [&](const auto& name) { return all_.name(name.first).single(); };
      if (all_[c].family == 0 && !std::all_of(all_[c].names.begin(), all_[c].names.end(), single)) continue;
      for (const auto& [n, count] : std::map<uint32_t, uint32_t>(all_[c].names)) {
        const auto meant = by_stem.find(all_.name(n).key);
        if (meant == by_stem.end()) continue;
        std::set<uint32_t> bodies;
        for (const uint32_t body : meant->second) bodies.insert(all_.find(body));
        if (bodies.size() != 1 || *bodies.begin() == c) continue;
        if (all_[c].family == 0) {
          all_[c].family = 1;
          all_[c].type_votes = {};
        }
        all_.merge(*bodies.begin(), c, all_.strongest(*bodies.begin()), n, "short form", 0.85F);
        break;
      }
    }
  }

  /// One thing that some documents take for a person and others for a body: what most say holds.
  void join_across_kinds() {
    const auto bearers = all_.bearers_among([&](uint32_t c) { return all_[c].family != 2; });
    const std::vector<uint32_t> chosen = all_.borne(bearers);
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    for (const uint32_t n : chosen) pairs.emplace_back(n, n);
    for (const auto& pair : candidate_pairs(all_.names(), chosen, false)) pairs.push_back(pair);
    constexpr double kAlike = 0.6, kFewFull = 0.15;
    for (const auto& [x, y] : pairs) {
      if (x != y && all_.name(x).script == all_.name(y).script) continue;
      const double alike = x == y ? 1 : thing_likeness(all_.name(x), all_.name(y), all_.sounds()).score;
      if (alike < kAlike || !all_.of_two_kinds(bearers[x], bearers[y])) continue;
      for (const uint32_t bx : bearers[x]) {
        for (const uint32_t by : bearers[y]) {
          const uint32_t cx = all_.find(bx), cy = all_.find(by);
          if (all_[cx].family + all_[cy].family != 1) continue;
          uint32_t heavy = all_.weight(cx) >= all_.weight(cy) ? cx : cy, light = heavy == cx ? cy : cx;
          const uint32_t body = all_[cx].family == 1 ? cx : cy, person = body == cx ? cy : cx;
          if ((all_.family_firm(x) || all_.family_firm(y)) && all_.full_share(person) > 0) continue;
          // People have full names; where next to none is, it is the body, unless it is hardly ever called one.
          bool rather_body = all_.full_share(person) < kFewFull && all_.full_share(body) > 0 &&
                             3 * all_.weight(body) >= all_.weight(person);
          // A full name is one thing's. Two words with capitals look like a person unless something says otherwise.
          const bool same_full = x == y && !all_.name(x).single();
          if (same_full && !personal_.contains(all_.name(x).words.front().text))
            rather_body = rather_body || 2 * all_.weight(body) >= all_.weight(person);
          // 'Fundo Orla' and 奥拉基金: words that are translated are bodies'.
          rather_body = rather_body || (x != y && !all_.name(x).meanings.empty() && !all_.name(y).meanings.empty());
          if (rather_body)
            std::tie(heavy, light) = std::pair(body, person);
          else if (!same_full && all_.weight(heavy) < 2 * all_.weight(light))
            continue;
          all_[light].family = all_[heavy].family;
          all_[light].type_votes = {};
          all_.merge(heavy, light, heavy == cx ? x : y, heavy == cx ? y : x, "same name, taken for another kind",
                     static_cast<float>(0.8 * alike));
        }
      }
    }
  }

 private:
  // The name without the words that close names of bodies; empty when it has none, or too little is left.
  std::string stem_of(const CaseName& name) const {
    constexpr size_t kShortest = 4;
    size_t left = name.words.size();
    while (left > 1 && closing_.contains(name.words[left - 1].text)) --left;
    if (left == name.words.size()) return "";
    std::vector<std::string> words;
    for (size_t k = 0; k < left; ++k) words.push_back(name.words[k].text);
    std::string stem = join_words(words);
    return stem.size() < kShortest || closing_.contains(stem) ? "" : stem;
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

  // Two full names in one script: each word must sound alike, since many share a given name ('Anna Berger', 'Anna
  // Becker'). Chinese writers spell a foreign name in several ways.
  static bool spelt_as_two(const CaseName& a, const CaseName& b, const Likeness& likeness) {
    constexpr double kWordAlike = 0.8;
    return a.script == b.script && a.script != Script::kHan && !a.single() && !b.single() &&
           likeness.weakest < kWordAlike;
  }

  void merge_all(uint32_t a, uint32_t b, double score, const char* why, const CaseClusters::Bearers& bearers,
                 int family) {
    std::set<uint32_t> left, right;
    for (const uint32_t c : bearers[a]) {
      if (all_[all_.find(c)].family == family) left.insert(all_.find(c));
    }
    for (const uint32_t c : bearers[b]) {
      if (all_[all_.find(c)].family == family) right.insert(all_.find(c));
    }
    // Where a name has several bearers it does not say which one is meant.
    if (family == 0 && (left.size() > 1 || right.size() > 1)) {
      const auto both = [&](uint32_t c) { return left.contains(c) && right.contains(c); };
      if (std::any_of(left.begin(), left.end(), both)) return;
      if (left.size() > 1 && right.size() > 1) return;
      const uint32_t l = all_.heaviest(left), r = all_.heaviest(right);
      if (all_.told_apart(l, r)) return;
      all_.merge(l, r, a, b, why, static_cast<float>(score * 0.8));
      return;
    }
    for (const uint32_t l : left) {
      for (const uint32_t r : right) {
        if (family == 0 && all_.told_apart(l, r)) continue;
        all_.merge(l, r, a, b, why, static_cast<float>(score));
      }
    }
  }

  // A name of one word goes to the person of whose full name it is a part: the one such person, or the one who is named
  // far more than all others.
  void join_short_forms() {
    std::map<std::string, std::set<uint32_t>> by_word;
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family != 0) continue;
      for (const auto& [n, count] : all_[c].names) {
        if (all_.name(n).single()) continue;
        by_word[all_.name(n).words.back().text].insert(c);
        by_word[all_.name(n).words.front().text].insert(c);
        if (all_.name(n).nickname_second) by_word[all_.name(n).words[1].text].insert(c);
      }
    }
    std::map<uint32_t, uint32_t> lone;  // one-word name without a full one -> cluster
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family != 0) continue;
      const auto names = all_[c].names;
      if (std::any_of(names.begin(), names.end(), [&](const auto& n) { return !all_.name(n.first).single(); }))
        continue;
      for (const auto& [n, count] : names) {
        std::set<uint32_t> candidates;
        if (const auto found = by_word.find(all_.name(n).key); found != by_word.end()) {
          for (const uint32_t other : found->second) candidates.insert(all_.find(other));
        }
        const bool listed = !candidates.empty();
        if (!listed) candidates = called_short(all_.name(n), c, by_word);
        if (!candidates.empty()) {
          const uint32_t best = all_.heaviest(candidates);
          uint32_t others = 0;
          for (const uint32_t other : candidates) others += other == best ? 0 : all_.weight(other);
          if (candidates.size() == 1 || all_.weight(best) > 3 * others) {
            const float sure = listed && candidates.size() == 1 ? 0.9F : 0.6F;
            all_.merge(best, c, all_.strongest(best), n, "short form", sure, !listed);
            break;
          }
        }
        if (const auto [same, is_new] = lone.try_emplace(n, c); !is_new)
          all_.merge(same->second, c, n, n, "same name", 0.9F);
      }
    }
  }

  // 'Gwen' in a document with one 'Gwendolyn Prado': the beginning of a given name, up to a consonant.
  std::set<uint32_t> called_short(const CaseName& name, uint32_t c,
                                  const std::map<std::string, std::set<uint32_t>>& by_word) {
    constexpr size_t kShortest = 3, kLess = 2;
    constexpr std::string_view kVowels = "aeiouy";
    std::set<uint32_t> candidates;
    if (name.script != Script::kLatin || name.key.size() < kShortest ||
        kVowels.find(name.key.back()) != std::string_view::npos)
      return candidates;
    std::set<uint32_t> documents;
    for (const EntityRef& member : all_[c].members) documents.insert(member.document);
    for (auto longer = by_word.lower_bound(name.key); longer != by_word.end(); ++longer) {
      if (!longer->first.starts_with(name.key)) break;
      if (longer->first.size() < name.key.size() + kLess) continue;
      for (const uint32_t entry : longer->second) {
        const uint32_t other = all_.find(entry);
        const auto& members = all_[other].members;
        const bool given = std::any_of(all_[other].names.begin(), all_[other].names.end(), [&](const auto& n) {
          return !all_.name(n.first).single() && all_.name(n.first).words.front().text == longer->first;
        });
        const bool beside = std::any_of(members.begin(), members.end(),
                                        [&](const EntityRef& member) { return documents.contains(member.document); });
        if (given && beside) candidates.insert(other);
        if (candidates.size() > 1) return {};
      }
    }
    return candidates;
  }

  // A short form in one script to a full name in another.
  void attach(uint32_t a, uint32_t b, double score, const char* why, const CaseClusters::Bearers& bearers) {
    const uint32_t part = all_.name(a).single() ? a : b, full = all_.name(a).single() ? b : a;
    std::set<uint32_t> owners, parts;
    for (const uint32_t c : bearers[full]) {
      if (all_[all_.find(c)].family == 0) owners.insert(all_.find(c));
    }
    for (const uint32_t c : bearers[part]) {
      if (all_[all_.find(c)].family == 0) parts.insert(all_.find(c));
    }
    if (owners.empty() || parts.empty()) return;
    const uint32_t owner = all_.heaviest(owners);
    for (const uint32_t p : parts) {
      if (all_.find(p) == all_.find(owner)) continue;
      // One who has a full name in the same script as the owner's is somebody else, or was joined before.
      const auto& names = all_[all_.find(p)].names;
      const bool introduced =
          std::any_of(names.begin(), names.end(), [&](const auto& n) { return !all_.name(n.first).single(); });
      if (introduced && (score < 0.7 || all_.told_apart(owner, p))) continue;
      all_.merge(owner, p, full, part, why, static_cast<float>(score));
    }
  }

  // YC for Y Combinator: capitals that are the first letters of the words of one body in the case.
  void join_acronyms() {
    std::map<std::string, std::set<uint32_t>> by_initials;
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family != 1) continue;
      for (const auto& [n, count] : all_[c].names) {
        if (all_.name(n).script != Script::kLatin || all_.name(n).words.size() < 2) continue;
        std::string initials;
        for (const SoundWord& word : all_.name(n).words) initials += word.text.substr(0, 1);
        by_initials[initials].insert(c);
      }
    }
    for (uint32_t c = 0; c < all_.size(); ++c) {
      if (all_.find(c) != c || all_[c].family != 1) continue;
      for (const auto& [n, count] : std::map<uint32_t, uint32_t>(all_[c].names)) {
        if (!all_.name(n).single() || all_.name(n).key.size() < 2 || all_.name(n).key.size() > 6) continue;
        const auto found = by_initials.find(all_.name(n).key);
        if (found == by_initials.end() || found->second.size() != 1) continue;
        all_.merge(*found->second.begin(), c, all_.strongest(*found->second.begin()), n, "acronym", 0.85F);
        break;
      }
    }
  }

  const KnownNames& known_;
  std::set<std::string> closing_, personal_;  // words of the packs, folded
  CaseClusters& all_;
};

}  // namespace

void join_by_name(const LanguageSet& languages, CaseClusters& clusters) {
  Joiner joiner(languages, clusters);
  joiner.join_equal();
  joiner.join_alike();
  joiner.join_short_bodies();
  joiner.join_across_kinds();
}

}  // namespace annals
