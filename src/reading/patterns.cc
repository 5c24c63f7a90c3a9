#include "reading/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace annals {
namespace {

constexpr size_t kMaxWays = 4096;
constexpr int kMaxDepth = 8;

using Way = std::vector<PatternStep>;
using Ways = std::vector<Way>;

// A recursive-descent reader of one pattern; depth is bounded because packs may come from anywhere.
struct PatternReader {
  std::string_view text;
  Vocabulary& vocabulary;
  size_t at = 0;
  std::string problem;

  bool fail(std::string why) {
    if (problem.empty()) problem = std::move(why);
    return false;
  }

  void skip_space() {
    while (at < text.size() && text[at] == ' ') ++at;
  }

  bool append(Ways& ways, const Ways& tails) {
    if (ways.size() * tails.size() > kMaxWays) return fail("too many ways to write it");
    Ways out;
    for (const Way& way : ways) {
      for (const Way& tail : tails) {
        out.push_back(way);
        out.back().insert(out.back().end(), tail.begin(), tail.end());
      }
    }
    ways = std::move(out);
    return true;
  }

  bool literal(bool outside, bool glued, Way& way) {
    std::string word;
    while (at < text.size() && std::string_view(" (){}|?").find(text[at]) == std::string_view::npos &&
           (word.empty() || (text[at] != '+' && text[at] != '~'))) {
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      word += text[at++];
    }
    std::string form;
    for (const Token& token : tokenize(word, Span{0, static_cast<uint32_t>(word.size())})) {
      folded_form(word, token, vocabulary.folding(), form);
      way.push_back({PatternStep::Kind::kWord, outside, glued, 1, {}, vocabulary.add(form)});
      glued = false;
    }
    return !word.empty() || fail("a sign where a word should be");
  }

  bool alternatives(Ways& ways, bool outside, int depth) {
    if (depth > kMaxDepth) return fail("too deep");
    ways.clear();
    Ways branch(1);
    while (true) {
      skip_space();
      if (at >= text.size() || text[at] == ')') break;
      if (text[at] == '|') {
        ++at;
        ways.insert(ways.end(), branch.begin(), branch.end());
        branch.assign(1, {});
        continue;
      }
      bool out = outside, glued = false;
      const auto is_sign = [&] {  // alone, the signs are words
        return at + 1 < text.size() && (text[at] == '~' || text[at] == '+') &&
               std::string_view(" |)").find(text[at + 1]) == std::string_view::npos;
      };
      while (is_sign()) {
        (text[at] == '~' ? out : glued) = true;
        ++at;
      }
      Ways tails(1);
      if (text[at] == '(') {
        ++at;
        if (!alternatives(tails, out, depth + 1)) return false;
        if (at >= text.size() || text[at] != ')') return fail("a bracket is not closed");
        ++at;
        if (glued) {
          for (Way& way : tails) {
            if (!way.empty()) way.front().glued = true;
          }
        }
      } else if (text[at] == '{') {
        const size_t close = text.find('}', at);
        if (close == std::string_view::npos) return fail("a slot is not closed");
        std::string_view slot = text.substr(at + 1, close - at - 1);
        uint8_t which = 1;
        if (slot.size() > 2 && slot[1] == ':') {
          which = static_cast<uint8_t>(slot[0] - '0');
          slot.remove_prefix(2);
        }
        at = close + 1;
        tails[0].push_back({PatternStep::Kind::kSlot, out, glued, which, slot, 0});
      } else if (!literal(out, glued, tails[0])) {
        return false;
      }
      if (at < text.size() && text[at] == '?') {
        ++at;
        tails.emplace_back();
      }
      if (!append(branch, tails)) return false;
    }
    ways.insert(ways.end(), branch.begin(), branch.end());
    return ways.size() <= kMaxWays || fail("too many ways to write it");
  }
};

}  // namespace

Result<std::vector<std::vector<PatternStep>>> expand_pattern(std::string_view pattern, Vocabulary& vocabulary) {
  PatternReader reader{pattern, vocabulary, 0, {}};
  Ways ways;
  bool good = reader.alternatives(ways, false, 0);
  if (good && reader.at < pattern.size()) good = reader.fail("a bracket is closed that was not opened");
  for (const Way& way : ways) {
    const bool inside = std::any_of(way.begin(), way.end(), [](const PatternStep& s) { return !s.outside; });
    if (good && !inside) good = reader.fail("it can be empty");
  }
  if (!good)
    return Error{ErrorKind::kInput, fmt::format("pattern '{}': {}", pattern, reader.problem),
                 "see docs/languages.md for the signs of patterns"};
  return ways;
}

void PatternTrie::add(const std::vector<PatternStep>& steps, const std::vector<uint16_t>& slots, uint32_t rule) {
  uint32_t here = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    const PatternStep& step = steps[i];
    uint32_t next = 0;
    if (step.kind == PatternStep::Kind::kWord) {
      const uint32_t key = step.word * 4 + (step.outside ? 2 : 0) + (step.glued ? 1 : 0);
      auto& words = nodes_[here].words;
      const auto at = std::lower_bound(words.begin(), words.end(), std::pair{key, 0U});
      if (at != words.end() && at->first == key) {
        next = at->second;
      } else {
        next = static_cast<uint32_t>(nodes_.size());
        words.insert(at, {key, next});
        nodes_.emplace_back();
      }
    } else {
      for (const SlotEdge& edge : nodes_[here].slots) {
        if (edge.slot == slots[i] && edge.which == step.which && edge.outside == step.outside &&
            edge.glued == step.glued)
          next = edge.to;
      }
      if (next == 0) {
        next = static_cast<uint32_t>(nodes_.size());
        auto& edges = nodes_[here].slots;
        const auto behind = std::upper_bound(edges.begin(), edges.end(), slots[i],
                                             [](uint16_t slot, const SlotEdge& e) { return slot < e.slot; });
        edges.insert(behind, {slots[i], step.which, step.outside, step.glued, next});
        nodes_.emplace_back();
      }
    }
    here = next;
  }
  auto& rules = nodes_[here].rules;
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
}

void PatternTrie::share_ends() {
  const auto hash_of = [](const Node& node) {
    uint64_t hash = 1469598103934665603ULL;
    const auto mix = [&](uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    for (const auto& [key, to] : node.words) mix(uint64_t{key} << 32 | to);
    mix(1);
    for (const SlotEdge& edge : node.slots)
      mix(uint64_t{edge.to} << 24 | uint64_t{edge.slot} << 8 | uint64_t{edge.which} << 2 | (edge.outside ? 2U : 0U) |
          (edge.glued ? 1U : 0U));
    mix(2);
    for (const uint32_t rule : node.rules) mix(rule);
    return hash;
  };
  // A node's number is greater than that of the node before it, so from the last to the first what follows is settled.
  std::vector<uint32_t> stands_for(nodes_.size());
  std::unordered_multimap<uint64_t, uint32_t> known;
  known.reserve(nodes_.size());
  for (auto number = static_cast<uint32_t>(nodes_.size()); number-- > 0;) {
    Node& node = nodes_[number];
    for (auto& edge : node.words) edge.second = stands_for[edge.second];
    for (SlotEdge& edge : node.slots) edge.to = stands_for[edge.to];
    const uint64_t hash = hash_of(node);
    const auto [from, to] = known.equal_range(hash);
    const auto same = std::find_if(from, to, [&](const auto& other) { return nodes_[other.second] == node; });
    stands_for[number] = same == to ? number : same->second;
    if (same == to) known.emplace(hash, number);
  }
  // Those that are left, the nearest to the root first.
  constexpr uint32_t kUnseen = UINT32_MAX;
  std::vector<uint32_t> place(nodes_.size(), kUnseen), order{0};
  place[0] = 0;
  const auto visit = [&](uint32_t number) {
    if (place[number] != kUnseen) return;
    place[number] = static_cast<uint32_t>(order.size());
    order.push_back(number);
  };
  for (size_t i = 0; i < order.size(); ++i) {
    const uint32_t number = order[i];
    for (const auto& edge : nodes_[number].words) visit(edge.second);
    for (const SlotEdge& edge : nodes_[number].slots) visit(edge.to);
  }
  std::vector<Node> left;
  left.reserve(order.size());
  for (const uint32_t number : order) {
    Node& node = left.emplace_back(nodes_[number]);  // copied: its parts lie together
    for (auto& edge : node.words) edge.second = place[edge.second];
    for (SlotEdge& edge : node.slots) edge.to = place[edge.to];
  }
  nodes_ = std::move(left);
}

}  // namespace annals
