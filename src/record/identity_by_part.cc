#include "record/identity_by_part.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "record/identity_parts.h"

namespace annals {
namespace {

class Proposer {
 public:
  explicit Proposer(CaseClusters& clusters) : all_(clusters) {}

  /// Names that sound only a little alike, or not at all, but play one part in what several documents tell: proposals,
  /// with their reasons.
  void join() {
    const std::vector<std::pair<Clusters, double>> pairs = a_little_alike();
    // By the part alone every name is looked at, which a case of many thousands would make long.
    constexpr size_t kSmallCase = 20000;
    const bool small = all_.size() <= kSmallCase;
    if (pairs.empty() && !small) return;
    std::vector<bool> asked_for(all_.size());
    for (const auto& [clusters, alike] : pairs) asked_for[clusters.first] = asked_for[clusters.second] = true;
    for (uint32_t c = 0; small && c < all_.size(); ++c)
      asked_for[c] = asked_for[c] || (all_.find(c) == c && all_[c].family != 2);
    const Parts parts(
        all_.documents(), [&](uint32_t d, uint32_t e) { return all_.of(d, e); }, asked_for);
    std::vector<Proposal> proposals;
    propose_by_sound(pairs, parts, proposals);
    if (small) propose_by_part_alone(parts, proposals);
    std::stable_sort(proposals.begin(), proposals.end(),
                     [](const Proposal& x, const Proposal& y) { return x.confidence > y.confidence; });
    constexpr double kLeastSure = 0.3, kMostSure = 0.7;
    for (const Proposal& p : proposals) {
      const uint32_t a = all_.find(p.a), b = all_.find(p.b);
      if (p.confidence < kLeastSure || a == b || all_.namesakes(all_[a], all_[b])) continue;
      const uint32_t name_a = all_.strongest(a), name_b = all_.strongest(b);
      if (all_[a].family != all_[b].family) {
        const bool body = all_.weight(a) > all_.weight(b) ? all_[a].family == 1 : all_[b].family == 1;
        all_[a].family = all_[b].family = body ? 1 : 0;
        all_[all_.weight(a) > all_.weight(b) ? b : a].type_votes = {};
      }
      if (!all_.merge(a, b, name_a, name_b, p.why, static_cast<float>(std::min(p.confidence, kMostSure)), true))
        continue;
      if (name_a == name_b) continue;  // needs no reason
      for (MergeReason& reason : all_[all_.find(a)].reasons) {
        const bool names_both = (reason.a == all_.name(name_a).key && reason.b == all_.name(name_b).key) ||
                                (reason.a == all_.name(name_b).key && reason.b == all_.name(name_a).key);
        if (!names_both || reason.why != p.why) continue;
        reason.proposal = true;
        reason.evidence = parts.shared_anchors(p.a, p.b);
      }
    }
  }

 private:
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
    const auto bearers = all_.bearers_among([&](uint32_t c) { return all_[c].family != 2; });
    constexpr double kLittleAlike = 0.58;
    constexpr size_t kManyBearers = 20;
    for (const auto& [x, y] : candidate_pairs(all_.names(), all_.borne(bearers), true)) {
      if (bearers[x].size() > kManyBearers || bearers[y].size() > kManyBearers) continue;
      const double alike = person_likeness(all_.name(x), all_.name(y), all_.sounds()).score;
      if (alike < kLittleAlike) continue;
      for (const uint32_t cx : bearers[x]) {
        for (const uint32_t cy : bearers[y]) {
          if (cx == cy || (all_[cx].family == 1 && all_[cy].family == 1)) continue;
          if (all_[cx].family != all_[cy].family && !alike_in_full(x, y, alike)) continue;
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
    return alike >= kAlikeInFull && !all_.name(x).single() && !all_.name(y).single();
  }

  void propose_by_sound(const std::vector<std::pair<Clusters, double>>& pairs, const Parts& parts,
                        std::vector<Proposal>& proposals) {
    constexpr const char* kSamePart = "like sound, same part in a retold passage";
    constexpr const char* kSameCompany = "like sound, never introduced, named among the same";
    constexpr double kQuiteAlike = 0.68, kMostCompany = 0.6;
    constexpr uint32_t kFarMore = 3;
    for (const auto& [clusters, alike] : pairs) {
      const auto [a, b] = clusters;
      const double support = all_.weight(a) < all_.weight(b) ? parts.same_part(a, b) : parts.same_part(b, a);
      if (support >= 1) proposals.push_back({0.5 * alike + 0.5 * (1 - std::exp(-support / 2)), a, b, kSamePart});
      const uint32_t lone = all_.weight(a) < all_.weight(b) ? a : b, other = lone == a ? b : a;
      if (support >= 1 || alike < kQuiteAlike || all_[a].family != 0 || all_[b].family != 0 || !unintroduced(lone) ||
          unintroduced(other) || all_.weight(other) < kFarMore * all_.weight(lone))
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
    for (uint32_t c = 0; c < all_.size(); ++c) {
      const CaseClusters::Cluster& cluster = all_[c];
      if (all_.find(c) != c || cluster.family == 2 || cluster.members.size() > kFewDocuments) continue;
      std::vector<std::pair<double, uint32_t>> players = parts.players(c);
      std::erase_if(players, [&](const auto& player) {
        return all_[player.second].family != cluster.family ||
               all_[player.second].members.size() <= cluster.members.size() ||
               !translated_alike(cluster, all_[player.second]);
      });
      if (players.empty() || players[0].first < kEnough) continue;
      if (players.size() > 1 && players[0].first < kAhead * players[1].first) continue;
      const double confidence = kStart + kMost * (1 - std::exp(-(players[0].first - 1) / 2));
      proposals.push_back({confidence, c, players[0].second, kPartAlone});
    }
  }

  // What is translated in a name is not lost: where one is a court or a fund, so is the other. A word of that kind
  // alone
  // ('the foundation') is no name to be mistaken for another.
  bool translated_alike(const CaseClusters::Cluster& a, const CaseClusters::Cluster& b) {
    const auto rows_of = [&](const CaseClusters::Cluster& cluster) {
      std::set<uint32_t> rows;
      bool named = false;
      for (const auto& [n, count] : cluster.names) {
        const CaseName& name = all_.name(n);
        named |= name.meanings.size() != 1 || !name.stem.text.empty();
        for (const Meaning& meaning : name.meanings) rows.insert(meaning.begin(), meaning.end());
      }
      return std::pair(rows, named);
    };
    const auto [left, left_named] = rows_of(a);
    const auto [right, right_named] = rows_of(b);
    if (!left_named || !right_named) return false;
    const auto shared = [&, &other = right](uint32_t row) { return other.contains(row); };
    return a.family != 1 || (left.empty() && right.empty()) || std::any_of(left.begin(), left.end(), shared);
  }

  // A person of one document, named several times, but never with a full name: writers introduce people, so this may be
  // somebody whose name came out wrong.
  bool unintroduced(uint32_t c) {
    const CaseClusters::Cluster& cluster = all_[all_.find(c)];
    uint32_t mentions = 0;
    for (const auto& [n, count] : cluster.names) {
      if (!all_.name(n).single()) return false;
      mentions += count;
    }
    return mentions >= 3 && std::all_of(cluster.members.begin(), cluster.members.end(), [&](const EntityRef& m) {
             return m.document == cluster.members.front().document;
           });
  }

  CaseClusters& all_;
};

}  // namespace

void join_by_part(CaseClusters& clusters) { Proposer(clusters).join(); }

}  // namespace annals
