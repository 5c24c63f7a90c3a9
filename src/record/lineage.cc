#include "record/lineage.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace annals {
namespace {

// What two documents share, over all their passages.
struct Tie {
  uint64_t bytes = 0;  // of the passages, in both documents
  double in_a = 0;     // bytes of the first document that are in the second too, as far as they are alike
  double in_b = 0;     // of the second
  int direction = 0;   // as Copy::direction, of the passage that tells it
  double most_alike = 0;
  CopyType type = CopyType::kDuplicate;
  std::string why;
};

uint32_t depth_of(const std::vector<Descent>& descent, uint32_t document) {
  uint32_t depth = 0;
  for (; descent[document].parent != kNone && depth < descent.size(); ++depth) document = descent[document].parent;
  return depth;
}

bool descends_from(const std::vector<Descent>& descent, uint32_t document, uint32_t ancestor) {
  for (size_t steps = 0; document != kNone && steps <= descent.size(); ++steps) {
    if (document == ancestor) return true;
    document = descent[document].parent;
  }
  return false;
}

}  // namespace

std::vector<Descent> find_descent(std::span<const DocumentReading> documents, const Record& record) {
  std::map<std::pair<uint32_t, uint32_t>, Tie> ties;
  std::vector<uint64_t> shares(documents.size());  // bytes that each shares with others of its origin
  for (const Copy& copy : record.copies) {
    const uint32_t a = copy.a.document;
    const uint32_t b = copy.b.document;
    if (a == b || record.origin_of[a] != record.origin_of[b]) continue;
    Tie& tie = ties[{a, b}];
    tie.bytes += copy.a.span.size() + copy.b.span.size();
    tie.in_a += copy.similarity * copy.a.span.size();
    tie.in_b += copy.similarity * copy.b.span.size();
    if (tie.direction == 0 && copy.direction != 0)
      std::tie(tie.direction, tie.why) = std::tie(copy.direction, copy.why);
    if (copy.similarity > tie.most_alike) std::tie(tie.most_alike, tie.type) = std::tie(copy.similarity, copy.type);
    shares[a] += copy.a.span.size();
    shares[b] += copy.b.span.size();
  }
  struct Edge {
    uint32_t parent = 0, child = 0;
    const Tie* tie = nullptr;
    double shared = 0;  // of the child
  };
  std::vector<Edge> edges;
  for (const auto& [pair, tie] : ties) {
    const auto [a, b] = pair;
    const bool forward = tie.direction != 0 ? tie.direction > 0 : shares[a] >= shares[b];
    edges.push_back({forward ? a : b, forward ? b : a, &tie, forward ? tie.in_b : tie.in_a});
  }
  // Known directions first, then what shares most.
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& x, const Edge& y) {
    const auto rank = [](const Edge& e) { return std::tuple(e.tie->direction == 0, -e.shared); };
    return rank(x) < rank(y);
  });
  std::vector<Descent> descent(documents.size());
  for (const Edge& edge : edges) {
    if (descent[edge.child].parent != kNone || descends_from(descent, edge.parent, edge.child)) continue;
    const Tie& tie = *edge.tie;
    const double similarity = (tie.in_a + tie.in_b) / std::max(1.0, static_cast<double>(tie.bytes));
    descent[edge.child] = {edge.parent, tie.type, similarity, tie.why};
  }
  return descent;
}

std::vector<Drift> find_drift(const std::vector<Descent>& descent, const Record& record) {
  std::vector<Drift> out;
  for (const Conflict& conflict : record.conflicts) {
    // The values of each tree.
    std::map<uint32_t, std::vector<DriftStep>> trees;  // by origin
    for (const ConflictValue& value : conflict.values) {
      std::map<uint32_t, DriftStep> steps;
      for (const ClaimRef& claim : value.claims) {
        DriftStep& step = steps[record.origin_of[claim.document]];
        step.value = value.value;
        if (step.documents.empty() || step.documents.back() != claim.document) step.documents.push_back(claim.document);
      }
      for (auto& [origin, step] : steps) trees[origin].push_back(std::move(step));
    }
    for (auto& [origin, steps] : trees) {
      if (steps.size() < 2) continue;
      const auto place = [&](uint32_t document) { return std::pair(depth_of(descent, document), document); };
      for (DriftStep& step : steps) {
        std::sort(step.documents.begin(), step.documents.end(),
                  [&](uint32_t a, uint32_t b) { return place(a) < place(b); });
      }
      std::stable_sort(steps.begin(), steps.end(), [&](const DriftStep& a, const DriftStep& b) {
        return place(a.documents.front()) < place(b.documents.front());
      });
      if (steps.front().documents.front() == steps.back().documents.front()) continue;  // one document says both
      out.push_back({conflict.event, conflict.slot, std::move(steps)});
    }
  }
  return out;
}

}  // namespace annals
