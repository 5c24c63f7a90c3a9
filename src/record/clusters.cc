#include "record/clusters.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <tuple>

#include "base/hash.h"
#include "record/amounts.h"
#include "record/claim_days.h"
#include "record/disjoint_sets.h"
#include "record/scored_pairs.h"

namespace annals {
namespace {

constexpr size_t kWholeBlock = 64;   // blocks up to this size are compared each with each,
constexpr size_t kWindow = 24;       // larger ones each with so many that follow in order of day
constexpr uint32_t kNextClaims = 3;  // claims after one that may tell what it offers, or offer it
constexpr size_t kSampled = 12;      // claims of a cluster that are asked whether it may join another
// What the claims of two clusters must reach on the average.
constexpr double kNeededToJoin = 0.5 * ClaimLikeness::kJoin;
// Above so many claims only those of days near to each other are compared of a block that says little about two claims.
constexpr size_t kCrowdedBlock = 16;
constexpr int32_t kNearOfParty = 400;  // days, of what one party did: a year that was misread is near
constexpr int32_t kNearOfMonth = 2;    // of what anybody did in one month
constexpr int kLongestMonths = 24;     // claims over a longer time have no month of their own

struct Member {
  uint64_t block = 0;
  int32_t day = 0;
  uint32_t claim = 0;
  friend auto operator<=>(const Member&, const Member&) = default;
};

constexpr int32_t kUndated = INT32_MAX;

int32_t day_number(const Interval& days) {
  const auto number = [](Day day) {
    return static_cast<int32_t>(std::clamp<int64_t>(day.time_since_epoch().count(), INT32_MIN, INT32_MAX));
  };
  if (days.earliest) return number(*days.earliest);
  if (days.latest) return number(*days.latest);
  return kUndated;
}

class Blocks {
 public:
  Blocks(std::span<const ClaimView> views, const Tellings& tellings) : tellings_(tellings) {
    days_.reserve(views.size());
    for (const ClaimView& view : views) days_.push_back(day_number(view.claim->days));
    std::array<size_t, kSlices> counts{};  // first counted, so that no list grows
    for (const ClaimView& view : views) each_block(view, [&](auto&& block) { ++counts[slice_of(block())]; });
    members_.reserve(std::accumulate(counts.begin(), counts.end(), size_t{0}));
    std::vector<Member> slice;
    slice.reserve(*std::max_element(counts.begin(), counts.end()));
    for (size_t s = 0; s < kSlices; ++s) {
      slice.clear();
      for (uint32_t v = 0; v < views.size(); ++v) {
        each_block(views[v], [&](auto&& block) {
          if (const uint64_t hash = block(); slice_of(hash) == s) slice.push_back({hash, days_[v], v});
        });
      }
      std::sort(slice.begin(), slice.end());
      keep_shared(slice);
    }
    begins_.push_back(static_cast<uint32_t>(members_.size()));
    place_claims();
  }

  /// The later claims that a claim is to be compared with, in order. Pairs are never all there at a time: there are
  /// many times more of them than claims.
  void partners(uint32_t claim, std::vector<uint32_t>& out) const {
    out.clear();
    for (uint32_t place = first_place_[claim]; place < first_place_[claim + 1]; ++place) {
      const size_t at = places_[place];
      const auto block =
          static_cast<size_t>(std::upper_bound(begins_.begin(), begins_.end(), at) - begins_.begin()) - 1;
      const size_t first = begins_[block], size = begins_[block + 1] - first;
      const size_t reach = size <= kWholeBlock ? size : kWindow;
      const size_t from = std::max(first, at > reach ? at - reach : 0), to = std::min(first + size, at + reach + 1);
      const int64_t days = size <= kCrowdedBlock ? int64_t{kUndated} : reach_in_days(common_[block]);
      for (size_t i = from; i < to; ++i) {
        if (members_[i] > claim && near(days_[members_[i]], days_[claim], days)) out.push_back(members_[i]);
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

 private:
  // What a block's claims have in common, in the last bits of its hash.
  enum class Common : uint8_t { kMuch, kParty, kMonth };

  static constexpr int kCommonBits = 2;
  static constexpr size_t kSlices = 4;  // of the hashes, so that those of all claims never stand side by side

  static size_t slice_of(uint64_t hash) { return hash >> 62U; }

  static uint64_t block_of(uint64_t hash, Common common) {
    return (hash >> kCommonBits << kCommonBits) | static_cast<uint64_t>(common);
  }
  static Common common_in(uint64_t block) { return static_cast<Common>(block & ((1U << kCommonBits) - 1)); }

  // How far apart two days may be, of which claims of a crowded block are compared.
  static int64_t reach_in_days(Common common) {
    switch (common) {
      case Common::kParty:
        return kNearOfParty;
      case Common::kMonth:
        return kNearOfMonth;
      case Common::kMuch:
        break;
    }
    return kUndated;
  }

  static bool near(int32_t a, int32_t b, int64_t days) {
    return a == kUndated || b == kUndated || std::abs(int64_t{a} - b) <= days;
  }

  // A block of which there is but one member proposes nothing; most are such.
  void keep_shared(std::span<const Member> slice) {
    for (size_t begin = 0; begin < slice.size();) {
      size_t end = begin + 1;
      while (end < slice.size() && slice[end].block == slice[begin].block) ++end;
      if (end - begin > 1) {
        begins_.push_back(static_cast<uint32_t>(members_.size()));
        common_.push_back(common_in(slice[begin].block));
        for (const Member& member : slice.subspan(begin, end - begin)) members_.push_back(member.claim);
      }
      begin = end;
    }
  }

  // Where each claim stands in members_.
  void place_claims() {
    first_place_.assign(days_.size() + 1, 0);
    for (const uint32_t claim : members_) ++first_place_[claim + 1];
    std::partial_sum(first_place_.begin(), first_place_.end(), first_place_.begin());
    std::vector<uint32_t> next(first_place_.begin(), std::prev(first_place_.end()));
    places_.resize(members_.size());
    for (uint32_t at = 0; at < members_.size(); ++at) places_[next[members_[at]]++] = at;
  }

  // Visits what makes the hash of each block that a claim is in.
  template <class Visit>
  void each_block(const ClaimView& view, Visit visit) const {
    const std::string& type = view.claim->type;
    each_block_of_kind(type, view, visit);
    // Of a type without roles, who has part in it may be unknown; so may who did what is done but seldom.
    const TypeKnowledge& known = tellings_.type(type);
    if (!known.known) visit([&] { return block_of(stable_hash(type), Common::kMuch); });
    const auto month = month_of(*view.claim);
    if (known.known && known.recurs != Recurs::kOften && month)
      visit([&] { return block_of(stable_hash(std::to_string(*month), stable_hash(type)), Common::kMonth); });
    if (of_period(*view.claim))
      visit([&] { return block_of(stable_hash(view.claim->edtf, stable_hash(type)), Common::kMuch); });
    for (const std::string& other : tellings_.type(type).told_as)
      each_block_of_kind(std::min(other, type) + '|' + std::max(other, type), view, visit);
  }

  template <class Visit>
  static void each_block_of_kind(std::string_view kind, const ClaimView& view, Visit visit) {
    const uint64_t base = stable_hash(kind);
    const auto put = [&](const auto& key, uint64_t seed) {
      visit([&] { return block_of(stable_hash(key(), seed), Common::kMuch); });
    };
    for (const uint32_t entity : view.entities) {
      const uint64_t with_entity = stable_hash(std::to_string(entity), base);
      visit([&] { return block_of(with_entity, Common::kParty); });
      if (!view.claim->days.bounded()) continue;
      auto month = civil(*view.claim->days.earliest).year() / civil(*view.claim->days.earliest).month();
      const auto last = civil(*view.claim->days.latest).year() / civil(*view.claim->days.latest).month();
      for (int n = 0; n < kLongestMonths && month <= last; ++n, month += std::chrono::months(1)) {
        put([&] { return std::to_string(int(month.year()) * 12 + int(unsigned(month.month()))); }, with_entity);
      }
    }
    for (size_t i = 0; i < view.entities.size(); ++i) {  // two parties
      for (size_t j = i + 1; j < view.entities.size() && j < 8; ++j) {
        put([&] { return std::to_string(view.entities[i]) + ' ' + std::to_string(view.entities[j]); }, base);
      }
    }
    for (const auto& given : view.quantities) put([&] { return write_amount(*given.second); }, base);
  }

  const Tellings& tellings_;
  std::vector<int32_t> days_;          // by claim
  std::vector<uint32_t> members_;      // claims, block by block, in order of day
  std::vector<uint32_t> begins_;       // of each block in members_, and the end of the last
  std::vector<Common> common_;         // by block
  std::vector<uint32_t> places_;       // in members_, claim by claim
  std::vector<uint32_t> first_place_;  // of each claim in places_, and the end of the last
};

// Clusters that grow by joining.
class Clusters {
 public:
  Clusters(std::span<const ClaimView> views, const ClaimLikeness& likeness)
      : views_(views), likeness_(likeness), sets_(views.size()), content_(views.size()) {
    members_.resize(views.size());
    for (uint32_t v = 0; v < views.size(); ++v) members_[v] = {v};
    voices_ = members_;
  }

  void join_if_agreed(uint32_t a, uint32_t b) {
    a = sets_.root(a);
    b = sets_.root(b);
    if (a != b && agree(voices_[a], voices_[b])) join(a, b);
  }

  /// Joins what is offered to its offer; from then on it speaks for other claims of its kind only.
  void join_content(uint32_t offer, uint32_t content) {
    content_[content] = true;
    join_if_agreed(offer, content);
  }

  void join(uint32_t a, uint32_t b) {
    a = sets_.root(a);
    b = sets_.root(b);
    if (a == b) return;
    sets_.join(a, b);
    const uint32_t root = sets_.root(a);
    const uint32_t other = root == a ? b : a;
    for (auto* lists : {&members_, &voices_}) {
      auto& into = (*lists)[root];
      auto& from = (*lists)[other];
      if (into.size() < from.size()) into.swap(from);
      into.insert(into.end(), from.begin(), from.end());
      from = {};
    }
  }

  /// Joins a copy, which from then on has no voice in what its cluster joins.
  void join_copy(uint32_t original, uint32_t copy) {
    voices_[sets_.root(copy)].clear();
    join(original, copy);
  }

  std::vector<std::vector<uint32_t>> take() {
    std::vector<std::vector<uint32_t>> out;
    for (auto& cluster : members_) {
      if (cluster.empty()) continue;
      std::sort(cluster.begin(), cluster.end());
      out.push_back(std::move(cluster));
    }
    return out;
  }

 private:
  bool agree(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) const {
    double sum = 0, of_one_kind = 0;
    size_t asked = 0, asked_of_one_kind = 0;
    for (size_t i = 0; i < a.size() && i < kSampled; ++i) {
      for (size_t j = 0; j < b.size() && j < kSampled; ++j) {
        const bool one_kind = views_[a[i]].claim->type == views_[b[j]].claim->type;
        if (!one_kind && content_[a[i]] != content_[b[j]] && a.size() + b.size() > 2) continue;
        const double score = likeness_.score(views_[a[i]], views_[b[j]]);
        if (score <= ClaimLikeness::kNever && score > -50) return false;
        sum += std::max(score, -3.0);
        ++asked;
        if (!one_kind) continue;
        of_one_kind += std::max(score, -3.0);
        ++asked_of_one_kind;
      }
    }
    // Offers with what they offer agree by their offers.
    if (asked_of_one_kind > 0) return of_one_kind >= static_cast<double>(asked_of_one_kind) * kNeededToJoin;
    return asked > 0 && sum >= static_cast<double>(asked) * kNeededToJoin;
  }

  std::span<const ClaimView> views_;
  const ClaimLikeness& likeness_;
  DisjointSets sets_;
  std::vector<bool> content_;                   // by view: it was joined to the offer of its sentence
  std::vector<std::vector<uint32_t>> members_;  // by root
  std::vector<std::vector<uint32_t>> voices_;   // by root: the members that are no copies
};

// All pairs of claims that are likely one event.
ScoredPairs likely_pairs(std::span<const ClaimView> views, const Tellings& tellings, const ClaimLikeness& likeness,
                         const std::vector<std::pair<uint32_t, uint32_t>>& placed) {
  const Blocks blocks(views, tellings);
  std::vector<std::pair<uint32_t, uint32_t>> also = placed;
  std::sort(also.begin(), also.end());

  ScoredPairs scored;
  std::vector<uint32_t> partners;
  auto given = also.begin();
  for (uint32_t a = 0; a < views.size(); ++a) {
    blocks.partners(a, partners);
    for (; given != also.end() && given->first == a; ++given) partners.push_back(given->second);
    for (uint32_t b = a + 1; b < views.size() && b <= a + kNextClaims; ++b) {
      if (ClaimLikeness::is_content(views[a], views[b]) || ClaimLikeness::is_content(views[b], views[a]))
        partners.push_back(b);
    }
    std::sort(partners.begin(), partners.end());
    partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
    for (const uint32_t b : partners) {
      const double score = likeness.score(views[a], views[b]);
      if (score >= ClaimLikeness::kJoin) scored.add({score, a, b});
    }
  }
  return scored;
}

}  // namespace

std::vector<std::vector<uint32_t>> cluster_claims(std::span<const ClaimView> views, const Tellings& tellings,
                                                  const ClaimLikeness& likeness,
                                                  const std::vector<std::pair<uint32_t, uint32_t>>& placed) {
  ScoredPairs scored = likely_pairs(views, tellings, likeness, placed);
  // Copies come first: the same words mean the same event, whatever the reader made of them. From then on the first
  // speaks for all.
  Clusters clusters(views, likeness);
  std::vector<bool> echo(views.size());
  scored.drain([&](const ScoredPair& pair) {
    if (pair.score >= ClaimLikeness::kCopied) {
      if (echo[pair.b]) {
        clusters.join(pair.a, pair.b);
      } else {
        clusters.join_copy(pair.a, pair.b);  // it stands alone till now: pairs come in order
      }
      echo[pair.b] = true;
    } else if (echo[pair.a] || echo[pair.b]) {
      return;
    } else if (ClaimLikeness::is_content(views[pair.b], views[pair.a])) {
      clusters.join_content(pair.a, pair.b);
    } else if (ClaimLikeness::is_content(views[pair.a], views[pair.b])) {
      clusters.join_content(pair.b, pair.a);
    } else {
      clusters.join_if_agreed(pair.a, pair.b);
    }
  });
  return clusters.take();
}

}  // namespace annals
