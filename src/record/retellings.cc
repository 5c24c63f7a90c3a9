#include "record/retellings.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "record/anchors.h"
#include "record/direction.h"

namespace annals {
namespace {

constexpr uint32_t kOftenest =
    64;  // an anchor in more sentences than this proposes no pairs (it still counts in those proposed)
constexpr double kLeastPair = 3.5;    // weight of common anchors for two sentences to be a link
constexpr double kLeastShare = 0.25;  // and of their anchors' weight, the share that is common
constexpr double kMargin = 2.0;  // a chain weighs ln(sentences) + kMargin: chance makes less than one in e^2 of them,
constexpr double kLeastHard = 5.0;   // of which so much by amounts, days and rare names
constexpr double kRareName = 0.015;  // of all sentences, the share that names it at most
constexpr double kLeastCredited =
    5.0;  // what a chain weighs where one document names the other as its source: they are one origin
constexpr uint32_t kManyFacts = 3;  // amounts, counts and days in common that no two reports share by chance,
constexpr size_t kLongChain = 3;    // or so many sentences in the same order
constexpr uint32_t kManyNames = 4;  // with so many amounts, days and rare names
constexpr double kSkipCost = 1.5;   // for each sentence that a chain jumps over
constexpr uint32_t kReach = 2;      // sentences that a chain may jump over, on each side
constexpr double kTranslated =
    0.6;  // share of common anchors from which on a retelling in another language is a translation
constexpr double kAlike = 0.35;  // share of the shorter document told again that makes one origin of two

struct StretchPair {
  uint32_t a = 0, b = 0;  // documents
  uint32_t i = 0, j = 0;  // stretches
  friend auto operator<=>(const StretchPair&, const StretchPair&) = default;
};

struct Likeness {
  double common = 0;   // weight of the common anchors
  double hard = 0;     // of these, of the hard ones
  uint32_t facts = 0;  // amounts and days in common
  uint32_t names = 0;  // rare names in common
  double share = 0;

  // What a link adds to its chain: much in common counts less when the two sentences have more that is not.
  double value() const { return 2 * common * share; }
};

// A pair of stretches that are alike, as a link of a chain.
struct Link {
  uint32_t i = 0, j = 0;
  Likeness likeness;
  double score = 0;  // of the best chain that ends here
  uint32_t before = kNone;
};

class RetellingFinder {
 public:
  RetellingFinder(std::span<const DocumentReading> documents, Record& record, DisjointSets& origins)
      : documents_(documents),
        record_(record),
        origins_(origins),
        anchors_(collect(documents, record)),
        weights_(anchors_) {
    for (const Copy& copy : record.copies)
      copies_[{copy.a.document, copy.b.document}].push_back({copy.a.span, copy.b.span});
  }

  void run() {
    const std::vector<StretchPair> pairs = propose();
    for (size_t begin = 0; begin < pairs.size();) {
      size_t end = begin;
      while (end < pairs.size() && pairs[end].a == pairs[begin].a && pairs[end].b == pairs[begin].b) ++end;
      chain({pairs.data() + begin, end - begin});
      begin = end;
    }
  }

 private:
  static std::vector<Anchors> collect(std::span<const DocumentReading> documents, const Record& record) {
    std::vector<Anchors> all;
    all.reserve(documents.size());
    for (uint32_t d = 0; d < documents.size(); ++d) all.push_back(anchors_of(documents[d], record.entity_of[d]));
    return all;
  }

  // Pairs of stretches of two documents with a rare anchor in common, each once, in order.
  std::vector<StretchPair> propose() const {
    struct Place {
      uint64_t anchor = 0;
      uint32_t document = 0, stretch = 0;
      auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> places;
    for (uint32_t d = 0; d < anchors_.size(); ++d) {
      for (uint32_t s = 0; s < anchors_[d].stretches.size(); ++s) {
        const AnchorStretch& stretch = anchors_[d].stretches[s];
        for (uint32_t k = stretch.first; k < stretch.last; ++k) {
          const uint64_t anchor = anchors_[d].keys[k];
          const uint32_t frequency = weights_.frequency(anchor);
          if (frequency > 1 && frequency <= kOftenest) places.push_back({anchor, d, s});
        }
      }
    }
    std::sort(places.begin(), places.end());
    std::vector<StretchPair> pairs;
    for (size_t begin = 0; begin < places.size();) {
      size_t end = begin;
      while (end < places.size() && places[end].anchor == places[begin].anchor) ++end;
      for (size_t x = begin; x < end; ++x) {
        for (size_t y = x + 1; y < end; ++y) {
          if (places[x].document == places[y].document) continue;
          pairs.push_back({places[x].document, places[y].document, places[x].stretch, places[y].stretch});
        }
      }
      begin = end;
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
  }

  double weight(uint64_t anchor) const {
    return weights_.weight(anchor) * (kind_of(anchor) == AnchorKind::kSoft ? 0.5 : 1);
  }

  bool hard(uint64_t anchor) const {
    if (kind_of(anchor) == AnchorKind::kHard) return true;
    return kind_of(anchor) == AnchorKind::kName &&
           weights_.frequency(anchor) <= std::max(3.0, kRareName * weights_.stretches());
  }

  double total(uint32_t document, const AnchorStretch& stretch) const {
    double sum = 0;
    for (uint32_t k = stretch.first; k < stretch.last; ++k) sum += weight(anchors_[document].keys[k]);
    return sum;
  }

  Likeness compare(uint32_t a, const AnchorStretch& s, uint32_t b, const AnchorStretch& t) const {
    Likeness likeness;
    uint32_t x = s.first;
    uint32_t y = t.first;
    while (x < s.last && y < t.last) {
      const uint64_t p = anchors_[a].keys[x];
      const uint64_t q = anchors_[b].keys[y];
      if (p == q) {
        likeness.common += weight(p);
        if (hard(p)) {
          likeness.hard += weight(p);
          ++(kind_of(p) == AnchorKind::kName ? likeness.names : likeness.facts);
        }
      }
      x += p <= q;
      y += q <= p;
    }
    const double both = std::sqrt(total(a, s) * total(b, t));
    likeness.share = both > 0 ? likeness.common / both : 0;
    return likeness;
  }

  bool copied(const StretchPair& pair) const {
    const auto found = copies_.find({pair.a, pair.b});
    if (found == copies_.end()) return false;
    const Span s = anchors_[pair.a].stretches[pair.i].span;
    const Span t = anchors_[pair.b].stretches[pair.j].span;
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](const auto& copy) { return copy.first.overlaps(s) && copy.second.overlaps(t); });
  }

  // Sentences of two documents that are alike, and the best chain that ends with each pair.
  std::vector<Link> links(std::span<const StretchPair> pairs) const {
    std::vector<Link> out;
    for (const StretchPair& pair : pairs) {
      const Likeness likeness =
          compare(pair.a, anchors_[pair.a].stretches[pair.i], pair.b, anchors_[pair.b].stretches[pair.j]);
      if (likeness.value() < kLeastPair || likeness.share < kLeastShare || copied(pair)) continue;
      out.push_back({pair.i, pair.j, likeness, likeness.value()});
    }
    for (uint32_t n = 0; n < out.size(); ++n) {
      for (uint32_t m = n; m-- > 0 && out[n].i - out[m].i <= kReach + 1;) {
        const Link& before = out[m];
        if (before.j > out[n].j || out[n].j - before.j > kReach + 1) continue;
        // A sentence that is told in two counts in full only once.
        const bool again = before.i == out[n].i || before.j == out[n].j;
        const uint32_t skipped = out[n].i - before.i + out[n].j - before.j - (again ? 1 : 2);
        const double score = before.score + out[n].likeness.value() * (again ? 0.3 : 1.0) - kSkipCost * skipped;
        if (score > out[n].score) {
          out[n].score = score;
          out[n].before = m;
        }
      }
    }
    return out;
  }

  // The passages of one pair of documents.
  void chain(std::span<const StretchPair> pairs) {
    const uint32_t a = pairs.front().a;
    const uint32_t b = pairs.front().b;
    const std::vector<Link> all = links(pairs);
    std::vector<uint32_t> best_first(all.size());
    for (uint32_t n = 0; n < all.size(); ++n) best_first[n] = n;
    std::stable_sort(best_first.begin(), best_first.end(),
                     [&](uint32_t x, uint32_t y) { return all[x].score > all[y].score; });

    const bool credited = names_as_source(documents_, record_, a, b) || names_as_source(documents_, record_, b, a);
    const double needed = credited ? kLeastCredited : std::log(static_cast<double>(weights_.stretches())) + kMargin;
    std::vector<bool> used_a(anchors_[a].stretches.size());
    std::vector<bool> used_b(anchors_[b].stretches.size());
    uint32_t told_a = 0;  // bytes told again
    uint32_t told_b = 0;
    for (const uint32_t last : best_first) {
      std::vector<const Link*> chain;
      for (uint32_t n = last; n != kNone && !used_a[all[n].i] && !used_b[all[n].j]; n = all[n].before)
        chain.push_back(&all[n]);
      std::reverse(chain.begin(), chain.end());
      double score = 0;
      double hardness = 0;
      uint32_t facts = 0;
      uint32_t names = 0;
      for (const Link* link : chain) {
        score += link->likeness.value();
        hardness += link->likeness.hard;
        facts += link->likeness.facts;
        names += link->likeness.names;
      }
      if (score < needed || (hardness < kLeastHard && !credited) ||
          !(credited || told_again(chain.size(), facts, names)))
        continue;
      for (size_t begin = 0; begin < chain.size();) {  // links that share a sentence are one passage
        size_t end = begin + 1;
        double share = chain[begin]->likeness.share;
        while (end < chain.size() && (chain[end]->i == chain[end - 1]->i || chain[end]->j == chain[end - 1]->j))
          share += chain[end++]->likeness.share;
        add(a, b, *chain[begin], *chain[end - 1], share / static_cast<double>(end - begin));
        told_a += record_.copies.back().a.span.size();
        told_b += record_.copies.back().b.span.size();
        begin = end;
      }
      for (const Link* link : chain) used_a[link->i] = used_b[link->j] = true;
    }
    if ((credited && told_a > 0) || told_a >= kAlike * length(a) || told_b >= kAlike * length(b)) origins_.join(a, b);
  }

  void add(uint32_t a, uint32_t b, const Link& first, const Link& last, double share) {
    Copy copy;
    copy.a = {a, trimmed(a, join(anchors_[a].stretches[first.i].span, anchors_[a].stretches[last.i].span))};
    copy.b = {b, trimmed(b, join(anchors_[b].stretches[first.j].span, anchors_[b].stretches[last.j].span))};
    copy.similarity = std::min(1.0, share);
    const bool languages_differ = documents_[a].document->language != documents_[b].document->language;
    copy.type = languages_differ && copy.similarity >= kTranslated ? CopyType::kTranslation : CopyType::kRetelling;
    Direction direction = direction_of(documents_, record_, copy.a, copy.b);
    copy.direction = direction.sign;
    copy.why = std::move(direction.why);
    record_.copies.push_back(std::move(copy));
  }

  // Two reports of one thing share its date, its sum and its people; a retelling shares more, or goes on to the next
  // thing.
  static bool told_again(size_t links, uint32_t facts, uint32_t names) {
    return facts >= kManyFacts || (links >= kLongChain && facts + names >= kManyNames);
  }

  double length(uint32_t document) const {
    double sum = 0;
    for (const AnchorStretch& stretch : anchors_[document].stretches) sum += stretch.span.size();
    return sum;
  }

  Span trimmed(uint32_t document, Span span) const {
    const std::string& text = documents_[document].document->text;
    while (span.begin < span.end && static_cast<unsigned char>(text[span.begin]) <= ' ') ++span.begin;
    while (span.end > span.begin && static_cast<unsigned char>(text[span.end - 1]) <= ' ') --span.end;
    return span;
  }

  std::span<const DocumentReading> documents_;
  Record& record_;
  DisjointSets& origins_;
  std::vector<Anchors> anchors_;
  AnchorWeights weights_;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<std::pair<Span, Span>>> copies_;
};

}  // namespace

void find_retellings(std::span<const DocumentReading> documents, Record& record, DisjointSets& origins) {
  RetellingFinder(documents, record, origins).run();
}

}  // namespace annals
