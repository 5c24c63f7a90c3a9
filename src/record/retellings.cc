#include "record/retellings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include "record/anchors.h"
#include "record/direction.h"

namespace annals {
namespace {

constexpr uint32_t kOftenest =
    64;  // an anchor in more sentences than this proposes no pairs (it still counts in those proposed)
constexpr double kLeastPair = 3.5;     // weight of common anchors for two sentences to be a link
constexpr double kLeastShare = 0.25;   // and of their anchors' weight, the share that is common
constexpr double kLeastTold = 8.0;     // weight of a chain, between documents of which one tells what the other told
constexpr uint32_t kFewSentences = 3;  // Two reports of one thing share its date, its sum and its people: a retelling
constexpr uint32_t kFewFacts = 3;      // shares more amounts, counts and days, or goes on to the next thing.
constexpr double kSkipCost = 1.5;      // for each sentence that a chain jumps over
constexpr uint32_t kReach = 2;         // sentences that a chain may jump over, on each side
constexpr double kTranslated =
    0.6;  // share of common anchors from which on a retelling in another language is a translation
constexpr double kAlike = 0.35;             // share of the shorter document told again that makes one origin of two
constexpr double kNamed = 0.09;             // what it adds to two documents' likeness that one names the other's house
constexpr double kLater = 0.11;             // and takes that one is a message, or that they are published further apart
constexpr std::chrono::days kSameWave{30};  // than this: later reports sum up what was, and are no retellings
constexpr std::array<double, 3> kByFacts{0.6, 0.85, 1};  // what a chain counts for with no fact, one, and more
constexpr double kPassing = 0.3;                         // likeness that two documents must have to a third's passage,
constexpr double kPassed = 0.15;        // and that is left between the two, which pair them with nothing else
constexpr size_t kSharedPassages = 16;  // of one document, that are compared for what they pass on
// A sentence that tells what one of another document tells, in no order: each is the other's best, with at the least
// one fact and much in common, in documents of which so much is alike.
constexpr double kOneFact = 10;
constexpr double kNoFact = 20;
constexpr double kNoFactRetold = 12;  // where one document retells the other anyway
constexpr double kFactShare = 0.45;
constexpr double kOneAffair = 0.1;
constexpr double kOneTelling = 4;          // so many of them are no chance; one with more than enough
constexpr double kMostOfOne = 1.5;         // counts for up to so many
constexpr double kBestOfOne = 0.7;         // what the best of one must have, of the best that the other has
constexpr double kFactSimilarity = 0.5;    // such a pair is no translation
constexpr uint32_t kShortestBetween = 24;  // bytes of what stands between two passages, and is one for its place alone,
constexpr uint32_t kLongerBetween = 6;     // and how many times longer one of the two may be

// What a chain must weigh in a case of kUsualCase sentences, by the share of two documents' anchors in common; between
// the steps on a straight line.
struct Needed {
  double alike = 0, weight = 0;
};
constexpr std::array<Needed, 4> kNeeded{{{0.15, 100}, {0.18, 42}, {0.27, 20}, {0.40, kLeastTold}}};
constexpr double kUsualCase = 700;
constexpr double kNoChain = 1e9;

struct StretchPair {
  uint32_t a = 0, b = 0;  // documents
  uint32_t i = 0, j = 0;  // stretches
  friend auto operator<=>(const StretchPair&, const StretchPair&) = default;
};

struct Likeness {
  double common = 0;   // weight of the common anchors
  uint32_t facts = 0;  // of these, amounts, counts and days
  double share = 0;

  // What a link adds to its chain: much in common counts less when the two sentences have more that is not.
  double value() const { return 2 * common * share; }
};

// A pair of stretches that are alike, as a link of a chain.
struct Link {
  uint32_t i = 0, j = 0;
  Likeness likeness;
  double value = 0;  // what it adds to a chain
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
    weigh_anchors();
    usual_ = std::log(std::max<double>(2, weights_.stretches())) / std::log(kUsualCase);
    weigh();
  }

  void run() {
    const std::vector<StretchPair> pairs = propose();
    for (size_t begin = 0; begin < pairs.size();) {
      size_t end = begin;
      while (end < pairs.size() && pairs[end].a == pairs[begin].a && pairs[end].b == pairs[begin].b) ++end;
      chain({pairs.data() + begin, end - begin});
      begin = end;
    }
    pass_on();
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

  // Weighs each document's anchors and stretches once: they are compared many times.
  void weigh_anchors() {
    weighed_.resize(anchors_.size());
    for (uint32_t d = 0; d < anchors_.size(); ++d) {
      for (const uint64_t anchor : anchors_[d].keys) {
        const double weight = weights_.weight(anchor) * (kind_of(anchor) == AnchorKind::kSoft ? 0.5 : 1);
        weighed_[d].anchors.push_back(static_cast<float>(weight));
      }
      for (const AnchorStretch& stretch : anchors_[d].stretches) {
        float sum = 0;
        for (uint32_t k = stretch.first; k < stretch.last; ++k) sum += weighed_[d].anchors[k];
        weighed_[d].stretches.push_back(sum);
      }
    }
  }

  // Stretches `i` and `j` of two documents.
  Likeness compare(uint32_t a, uint32_t i, uint32_t b, uint32_t j) const {
    const AnchorStretch &s = anchors_[a].stretches[i], &t = anchors_[b].stretches[j];
    Likeness likeness;
    uint32_t x = s.first;
    uint32_t y = t.first;
    while (x < s.last && y < t.last) {
      const uint64_t p = anchors_[a].keys[x];
      const uint64_t q = anchors_[b].keys[y];
      if (p == q) {
        likeness.common += weighed_[a].anchors[x];
        likeness.facts += kind_of(p) == AnchorKind::kHard;
      }
      x += p <= q;
      y += q <= p;
    }
    const double both = std::sqrt(double{weighed_[a].stretches[i]} * weighed_[b].stretches[j]);
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
      const Likeness likeness = compare(pair.a, pair.i, pair.b, pair.j);
      if (likeness.value() < kLeastPair || likeness.share < kLeastShare || copied(pair)) continue;
      out.push_back({pair.i, pair.j, likeness, likeness.value(), 0});
    }
    discount(out);
    for (uint32_t n = 0; n < out.size(); ++n) {
      out[n].score = out[n].value;
      for (uint32_t m = n; m-- > 0 && out[n].i - out[m].i <= kReach + 1;) {
        const Link& before = out[m];
        if (before.j > out[n].j || out[n].j - before.j > kReach + 1) continue;
        // A sentence that is told in two counts in full only once.
        const bool again = before.i == out[n].i || before.j == out[n].j;
        const double score = before.score + out[n].value * (again ? 0.3 : 1.0) - kSkipCost * skipped(before, out[n]);
        if (score > out[n].score) {
          out[n].score = score;
          out[n].before = m;
        }
      }
    }
    return out;
  }

  // Sentences between two links of a chain.
  static uint32_t skipped(const Link& before, const Link& after) {
    const bool again = before.i == after.i || before.j == after.j;
    return after.i - before.i + after.j - before.j - (again ? 1 : 2);
  }

  // A pair of sentences of which one is told better elsewhere adds less to a chain.
  static void discount(std::vector<Link>& links) {
    std::unordered_map<uint32_t, double> best_of_a;
    std::unordered_map<uint32_t, double> best_of_b;
    for (const Link& link : links) {
      double& x = best_of_a[link.i];
      double& y = best_of_b[link.j];
      x = std::max(x, link.value);
      y = std::max(y, link.value);
    }
    for (Link& link : links) link.value *= link.value / std::max(best_of_a[link.i], best_of_b[link.j]);
  }

  // Weighs each document's anchors; what stands in a document a second time, once.
  void weigh() {
    for (uint32_t d = 0; d < anchors_.size(); ++d) {
      const auto& stretches = anchors_[d].stretches;
      std::vector<bool>& again = again_.emplace_back(stretches.size());
      double& sum = totals_.emplace_back(0);
      const auto copies = copies_.find({d, d});
      for (size_t s = 0; s < stretches.size(); ++s) {
        again[s] = copies != copies_.end() &&
                   std::any_of(copies->second.begin(), copies->second.end(),
                               [&](const auto& c) { return c.second.contains(stretches[s].span.begin); });
        if (!again[s]) sum += weighed_[d].stretches[s];
      }
    }
  }

  // The share of two documents' anchors that alike sentences have in common, each sentence counted with its best match;
  // 0 when they are too few to tell.
  double coverage(uint32_t a, uint32_t b, const std::vector<Link>& all) const {
    if (all.size() < kFewSentences) {
      uint32_t most = 0;
      for (const Link& link : all) most += link.likeness.facts;
      if (most < kFewFacts) return 0;
    }
    std::vector<uint32_t> best_first(all.size());
    for (uint32_t n = 0; n < all.size(); ++n) best_first[n] = n;
    std::stable_sort(best_first.begin(), best_first.end(),
                     [&](uint32_t x, uint32_t y) { return all[x].likeness.value() > all[y].likeness.value(); });
    std::vector<bool> used_a = again_[a];
    std::vector<bool> used_b = again_[b];
    double common = 0;
    uint32_t sentences = 0;
    uint32_t facts = 0;
    for (const uint32_t n : best_first) {
      if (used_a[all[n].i] || used_b[all[n].j]) continue;
      used_a[all[n].i] = used_b[all[n].j] = true;
      common += all[n].likeness.common;
      facts += all[n].likeness.facts;
      ++sentences;
    }
    if (sentences < kFewSentences && facts < kFewFacts) return 0;
    const double both = std::sqrt(totals_[a] * totals_[b]);
    return both > 0 ? common / both : 0;
  }

  // How much a chain of alike sentences must weigh to be a passage told again: the less, the more of the two documents
  // is alike. Two reports of their own on one thing share a fifth of their anchors at most, and what they share is
  // scattered. Messages talk to each other and come back to the same things; only what they copy is a copy.
  double needed(uint32_t a, uint32_t b, double alike) const {
    if (alike + kNamed < kNeeded.front().alike || (is_message(a) && is_message(b))) return kNoChain;
    if (published_apart(a, b) || is_message(a) || is_message(b)) {
      alike -= kLater;
    } else if (names_house_of(documents_, record_, a, b) || names_house_of(documents_, record_, b, a)) {
      alike += kNamed;
    }
    const auto after =
        std::find_if(kNeeded.begin(), kNeeded.end(), [&](const Needed& step) { return alike < step.alike; });
    if (after == kNeeded.begin()) return kNoChain;
    if (after == kNeeded.end()) return kLeastTold;
    const auto before = std::prev(after);
    const double along = (alike - before->alike) / (after->alike - before->alike);
    return (before->weight + along * (after->weight - before->weight)) * usual_;
  }

  bool published_apart(uint32_t a, uint32_t b) const {
    const auto x = parse_edtf(documents_[a].document->published);
    const auto y = parse_edtf(documents_[b].document->published);
    return x && y && x->bounded() && y->bounded() &&
           (*x->latest + kSameWave < *y->earliest || *y->latest + kSameWave < *x->earliest);
  }

  bool is_message(uint32_t document) const { return !documents_[document].document->header("message-id").empty(); }

  // Stretches of one document that tell what stretches of the other tell.
  struct Passage {
    uint32_t first_a = 0, last_a = 0, first_b = 0, last_b = 0;
    double share = 0;
    bool linked = true;
  };

  // The passages that a chain passes. Links that share a sentence are one; what stands between two of them is most
  // likely told by both documents, and where only one has something there, it belongs to the likelier of the two.
  std::vector<Passage> passages_of(uint32_t a, uint32_t b, const std::vector<const Link*>& chain) const {
    std::vector<Passage> out;
    for (size_t begin = 0; begin < chain.size();) {
      size_t end = begin + 1;
      double share = chain[begin]->likeness.share;
      while (end < chain.size() && (chain[end]->i == chain[end - 1]->i || chain[end]->j == chain[end - 1]->j))
        share += chain[end++]->likeness.share;
      Passage next{chain[begin]->i, chain[end - 1]->i, chain[begin]->j, chain[end - 1]->j,
                   share / static_cast<double>(end - begin)};
      if (!out.empty()) fill(a, b, out, next);
      out.push_back(next);
      begin = end;
    }
    return out;
  }

  void fill(uint32_t a, uint32_t b, std::vector<Passage>& before, Passage& next) const {
    Passage& last = before.back();
    if (next.first_a - last.last_a > 1 && next.first_b - last.last_b > 1) {
      const Passage between{last.last_a + 1, next.first_a - 1, last.last_b + 1, next.first_b - 1, kLeastShare, false};
      if (may_be_one(side(a, between.first_a, between.last_a), side(b, between.first_b, between.last_b)))
        before.push_back(between);
      return;
    }
    while (next.first_a - last.last_a > 1) {
      const bool earlier = in_common(a, last.last_a + 1, b, last.first_b, last.last_b) >
                           in_common(a, next.first_a - 1, b, next.first_b, next.last_b);
      earlier ? ++last.last_a : --next.first_a;
    }
    while (next.first_b - last.last_b > 1) {
      const bool earlier = in_common(b, last.last_b + 1, a, last.first_a, last.last_a) >
                           in_common(b, next.first_b - 1, a, next.first_a, next.last_a);
      earlier ? ++last.last_b : --next.first_b;
    }
  }

  // Whether either of two stretches of whose facts nothing is in common may tell the other: not a heading or a year.
  static bool may_be_one(const CopySide& a, const CopySide& b) {
    const auto [shorter, longer] = std::minmax({a.span.size(), b.span.size()});
    return shorter >= kShortestBetween && longer <= kLongerBetween * shorter;
  }

  // What a stretch has in common with stretches of another document.
  double in_common(uint32_t document, uint32_t stretch, uint32_t other, uint32_t first, uint32_t last) const {
    double sum = 0;
    for (uint32_t s = first; s <= last; ++s) sum += compare(document, stretch, other, s).common;
    return sum;
  }

  // The passages of one pair of documents.
  void chain(std::span<const StretchPair> pairs) {
    const uint32_t a = pairs.front().a;
    const uint32_t b = pairs.front().b;
    const std::vector<Link> all = links(pairs);
    if (all.empty()) return;
    const double alike = coverage(a, b, all);
    const bool credited = names_as_source(documents_, record_, a, b) || names_as_source(documents_, record_, b, a);
    const double least = credited ? kLeastTold : needed(a, b, alike);
    if (least >= kNoChain) {
      same_facts(a, b, all, alike, false);
      return;
    }
    std::vector<uint32_t> best_first(all.size());
    for (uint32_t n = 0; n < all.size(); ++n) best_first[n] = n;
    std::stable_sort(best_first.begin(), best_first.end(),
                     [&](uint32_t x, uint32_t y) { return all[x].score > all[y].score; });
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
      size_t facts = 0;
      for (size_t n = 0; n < chain.size(); ++n) {
        score += chain[n]->value;
        facts += chain[n]->likeness.facts;
        if (n > 0) score -= kSkipCost * skipped(*chain[n - 1], *chain[n]);
      }
      if (score * kByFacts[std::min(facts, kByFacts.size() - 1)] < least) continue;
      for (const Passage& passage : passages_of(a, b, chain)) {
        add(side(a, passage.first_a, passage.last_a), side(b, passage.first_b, passage.last_b), passage.share);
        if (!passage.linked) continue;
        told_a += record_.copies.back().a.span.size();
        told_b += record_.copies.back().b.span.size();
      }
      for (const Link* link : chain) used_a[link->i] = used_b[link->j] = true;
    }
    same_facts(a, b, all, alike, told_a > 0);
    if ((credited && told_a > 0) || told_a >= kAlike * length(a) || told_b >= kAlike * length(b)) origins_.join(a, b);
  }

  // What both documents tell, each in an order of its own: retold where one has passages of the other, or where it is
  // much; else each knows it by itself.
  void same_facts(uint32_t a, uint32_t b, const std::vector<Link>& all, double alike, bool retold) {
    if (alike < kOneAffair || is_message(a) || is_message(b)) return;
    std::map<uint32_t, double> best_of_a;
    std::map<uint32_t, double> best_of_b;
    for (const Link& link : all) {
      double& x = best_of_a[link.i];
      double& y = best_of_b[link.j];
      x = std::max(x, link.likeness.value());
      y = std::max(y, link.likeness.value());
    }
    std::vector<const Link*> same;
    double told_alike = 0;
    for (const Link& link : all) {
      const double value = link.likeness.value();
      const double least = (link.likeness.facts > 0 ? kOneFact : retold ? kNoFactRetold : kNoFact) * usual_;
      if (value < least || link.likeness.share < kFactShare) continue;
      // A document may tell a thing twice, in its text and in a list of dates: then of one side it is not quite the
      // best.
      const auto [better, best] = std::minmax({best_of_a[link.i], best_of_b[link.j]});
      const double of_both = link.likeness.facts > 0 ? kBestOfOne * best : best;
      if (value < better || value < of_both) continue;
      if (told(side(a, link.i, link.i), side(b, link.j, link.j))) continue;
      same.push_back(&link);
      if (!again_[a][link.i] && !again_[b][link.j]) told_alike += std::min(kMostOfOne, value / least);
    }
    const bool one_telling = retold || (told_alike >= kOneTelling && !published_apart(a, b));
    for (const Link* link : same) {
      const double similarity = std::min(link->likeness.share, kFactSimilarity);
      if (one_telling) {
        add(side(a, link->i, link->i), side(b, link->j, link->j), similarity);
      } else {
        record_.parallels.push_back({.a = side(a, link->i, link->i),
                                     .b = side(b, link->j, link->j),
                                     .type = CopyType::kRetelling,
                                     .similarity = similarity,
                                     .direction = 0,
                                     .why = {}});
      }
    }
  }

  CopySide side(uint32_t document, uint32_t first, uint32_t last) const {
    const auto& stretches = anchors_[document].stretches;
    return {document, trimmed(document, join(stretches[first].span, stretches[last].span))};
  }

  void add(const CopySide& a, const CopySide& b, double similarity) {
    Copy copy;
    copy.a = a;
    copy.b = b;
    copy.similarity = std::min(1.0, similarity);
    const bool languages_differ =
        documents_[a.document].document->language != documents_[b.document].document->language;
    copy.type = languages_differ && copy.similarity >= kTranslated ? CopyType::kTranslation : CopyType::kRetelling;
    Direction direction = direction_of(documents_, record_, copy.a, copy.b);
    copy.direction = direction.sign;
    copy.why = std::move(direction.why);
    copies_[{a.document, b.document}].push_back({a.span, b.span});
    record_.copies.push_back(std::move(copy));
  }

  // What two documents both have from a third's passage is told by each as the other tells it.
  void pass_on() {
    struct Side {
      Span here;
      CopySide there;
      double similarity = 0;
    };
    std::map<uint32_t, std::vector<Side>> by_document;
    for (const Copy& copy : record_.copies) {
      if (copy.type != CopyType::kRetelling && copy.type != CopyType::kTranslation) continue;
      by_document[copy.a.document].push_back({copy.a.span, copy.b, copy.similarity});
      by_document[copy.b.document].push_back({copy.b.span, copy.a, copy.similarity});
    }
    for (auto& [document, sides] : by_document) {
      std::stable_sort(sides.begin(), sides.end(), [](const Side& x, const Side& y) { return x.here < y.here; });
      for (size_t x = 0; x < sides.size(); ++x) {
        for (size_t y = x + 1; y < sides.size() && y <= x + kSharedPassages && sides[y].here.begin < sides[x].here.end;
             ++y) {
          const uint32_t shared = std::min(sides[x].here.end, sides[y].here.end) - sides[y].here.begin;
          if (2 * shared < std::min(sides[x].here.size(), sides[y].here.size())) continue;
          const bool in_order = sides[x].there.document < sides[y].there.document;
          const CopySide& a = in_order ? sides[x].there : sides[y].there;
          const CopySide& b = in_order ? sides[y].there : sides[x].there;
          const double similarity = sides[x].similarity * sides[y].similarity;
          if (a.document == b.document || told(a, b)) continue;
          const bool weak = std::min(sides[x].similarity, sides[y].similarity) < kPassing || similarity < kPassed;
          if (similarity < kLeastShare && (weak || told_otherwise(a, b))) continue;
          add(a, b, similarity);
        }
      }
    }
  }

  // Whether a copy joins the two places already.
  bool told(const CopySide& a, const CopySide& b) const {
    const auto found = copies_.find({a.document, b.document});
    return found != copies_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const auto& copy) {
             return copy.first.overlaps(a.span) && copy.second.overlaps(b.span);
           });
  }

  // Whether a copy joins one of the two places to another place of the other document.
  bool told_otherwise(const CopySide& a, const CopySide& b) const {
    const auto found = copies_.find({a.document, b.document});
    return found != copies_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const auto& copy) {
             return copy.first.overlaps(a.span) || copy.second.overlaps(b.span);
           });
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
  struct Weighed {
    std::vector<float> anchors, stretches;  // beside those of Anchors
  };
  std::vector<Weighed> weighed_;          // by document
  std::vector<std::vector<bool>> again_;  // by document and stretch: it stands in the document a second time
  std::vector<double> totals_;            // weight of each document's anchors
  double usual_ = 1;                      // what anchors weigh in this case, as a share of what they do in a usual one
  std::map<std::pair<uint32_t, uint32_t>, std::vector<std::pair<Span, Span>>> copies_;
};

}  // namespace

void find_retellings(std::span<const DocumentReading> documents, Record& record, DisjointSets& origins) {
  RetellingFinder(documents, record, origins).run();
}

}  // namespace annals
