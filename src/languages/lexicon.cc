#include "languages/lexicon.h"

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace annals {

Vocabulary::Vocabulary(const Folding& folding) : folding_(&folding), slots_(1024) {}

uint32_t Vocabulary::add(std::string_view folded) {
  if (const uint32_t known = find(folded); known != 0) return known;
  words_.emplace_back(folded);
  const auto put = [this](uint32_t hash, uint32_t number) {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {hash, number};
  };
  if (words_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, {});
    for (uint32_t number = 1; number < words_.size(); ++number) put(hash(words_[number - 1]), number);
  }
  put(hash(folded), size());
  return size();
}

uint32_t Vocabulary::find(std::string_view folded, uint32_t hash) const {
  for (size_t at = hash & (slots_.size() - 1); slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].hash == hash && words_[slots_[at].number - 1] == folded) return slots_[at].number;
  }
  return 0;
}

void Vocabulary::fetch(uint32_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }

void Vocabulary::fetch_word(uint32_t hash) const {
  const Slot& slot = slots_[hash & (slots_.size() - 1)];
  if (slot.hash == hash && slot.number != 0) __builtin_prefetch(&words_[slot.number - 1]);
}

TokenizedText tokenize(std::string_view text, Span range, const Vocabulary& vocabulary,
                       const std::vector<Clitic>& clitics) {
  TokenizedText out;
  out.tokens = tokenize(text, range);
  out.forms.resize(out.tokens.size());
  if (!clitics.empty()) out.first_alternative.reserve(out.tokens.size() + 1);
  // Bytes of the original token that fold to the first `folded_bytes` bytes of its folded form.
  const auto original_bytes = [&](const Token& token, size_t folded_bytes) {
    Token head = token;
    std::string prefix;
    uint32_t end = token.span.begin;
    while (end < token.span.end && prefix.size() < folded_bytes) {
      do ++end;
      while (end < token.span.end && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
      head.span.end = end;
      folded_form(text, head, vocabulary.folding(), prefix);
    }
    return end - token.span.begin;
  };
  // Most of a look-up's time is waiting for memory, which is fetched while the words after it are folded.
  constexpr size_t kAhead = 7, kHalfway = 3;
  std::array<std::string, kAhead + 1> forms;
  std::array<uint32_t, kAhead + 1> hashes{};
  std::string whole;  // a word with what its proclitic swallowed
  for (size_t i = 0; i < out.tokens.size() + kAhead; ++i) {
    if (i < out.tokens.size() && out.tokens[i].kind != TokenKind::kLineBreak) {
      folded_form(text, out.tokens[i], vocabulary.folding(), forms[i & kAhead]);
      out.forms[i] = stable_hash(forms[i & kAhead]);
      hashes[i & kAhead] = static_cast<uint32_t>(out.forms[i]);
      vocabulary.fetch(hashes[i & kAhead]);
    }
    if (i >= kHalfway) vocabulary.fetch_word(hashes[(i - kHalfway) & kAhead]);
    if (i < kAhead) continue;
    Token& token = out.tokens[i - kAhead];
    const std::string& form = forms[(i - kAhead) & kAhead];
    if (!clitics.empty()) out.first_alternative.push_back(static_cast<uint32_t>(out.alternatives.size()));
    if (token.kind == TokenKind::kLineBreak) continue;
    token.word = vocabulary.find(form, hashes[(i - kAhead) & kAhead]);
    if (clitics.empty() || token.kind != TokenKind::kWord || token.script != Script::kArabic) continue;
    const auto add = [&](size_t cut, const Clitic& clitic) {
      const std::string_view bare = std::string_view(form).substr(cut);
      if (const uint32_t rest = vocabulary.find(bare); rest != 0)
        out.alternatives.push_back({original_bytes(token, cut), rest, clitic.row});
      if (clitic.swallows.empty()) return;
      whole.assign(clitic.swallows).append(bare);
      if (const uint32_t rest = vocabulary.find(whole); rest != 0)
        out.alternatives.push_back({original_bytes(token, cut), rest, clitic.row});
    };
    for (const Clitic& outer : clitics) {
      if (form.size() <= outer.folded.size() + 2 || !form.starts_with(outer.folded)) continue;
      add(outer.folded.size(), outer);
      for (const Clitic& inner : clitics) {
        const size_t cut = outer.folded.size() + inner.folded.size();
        if (form.size() <= cut + 2 ||
            std::string_view(form).substr(outer.folded.size(), inner.folded.size()) != inner.folded)
          continue;
        add(cut, inner);
      }
    }
  }
  if (!clitics.empty()) out.first_alternative.push_back(static_cast<uint32_t>(out.alternatives.size()));
  return out;
}

namespace {

size_t edge_hash(uint32_t node, uint32_t word) {
  const uint64_t h = (uint64_t{node} << 32 | word) * 0x9E3779B97F4A7C15ULL;
  return static_cast<size_t>(h ^ h >> 32);
}

}  // namespace

uint32_t PhraseTable::next(uint32_t node, uint32_t word) const {
  for (size_t at = edge_hash(node, word) & (edges_.size() - 1); edges_[at].next != 0;
       at = (at + 1) & (edges_.size() - 1)) {
    if (edges_[at].node == node && edges_[at].word == word) return edges_[at].next;
  }
  return 0;
}

uint32_t PhraseTable::add_node() {
  nodes_.emplace_back();
  return static_cast<uint32_t>(nodes_.size() - 1);
}

uint32_t PhraseTable::add_edge(uint32_t node, uint32_t word) {
  constexpr size_t kSmallest = 64;
  const auto put = [this](const Edge& edge) {
    size_t at = edge_hash(edge.node, edge.word) & (edges_.size() - 1);
    while (edges_[at].next != 0) at = (at + 1) & (edges_.size() - 1);
    edges_[at] = edge;
  };
  if (edges_.empty()) edges_.resize(kSmallest);
  if (const uint32_t known = next(node, word); known != 0) return known;
  if (++edge_count_ * 2 > edges_.size()) {
    std::vector<Edge> old(edges_.size() * 2);
    old.swap(edges_);
    for (const Edge& edge : old) {
      if (edge.next != 0) put(edge);
    }
  }
  const uint32_t added = add_node();
  put({node, word, added});
  nodes_[node].words |= uint64_t{1} << word % 64;
  return added;
}

void PhraseTable::add(std::string_view surface, uint32_t payload, Vocabulary& vocabulary) {
  uint32_t node = 0;
  std::string form;
  if (nodes_.empty()) add_node();
  for (const Token& token : tokenize(surface, Span{0, static_cast<uint32_t>(surface.size())})) {
    if (token.kind == TokenKind::kLineBreak) continue;
    folded_form(surface, token, vocabulary.folding(), form);
    const uint32_t word = vocabulary.add(form);
    if (node != 0) {
      node = add_edge(node, word);
      continue;
    }
    if (word >= roots_.size()) roots_.resize(word + 1);
    if (word / 64 >= begins_.size()) begins_.resize(word / 64 + 1);
    begins_[word / 64] |= uint64_t{1} << word % 64;
    if (roots_[word] == 0) roots_[word] = add_node();
    node = roots_[word];
  }
  if (node != 0) add_payload(nodes_[node], payload);
}

void PhraseTable::add_payload(Node& node, uint32_t payload) {
  if (node.payload_count == 0) {
    node.payload = payload;
    node.payload_count = 1;
    return;
  }
  // Several stand in a row at the end of `payloads_`, and move there when one more comes.
  std::vector<uint32_t> here{node.payload};
  if (node.payload_count > 1) {
    const auto first = payloads_.begin() + static_cast<std::ptrdiff_t>(node.payload);
    here.assign(first, first + static_cast<std::ptrdiff_t>(node.payload_count));
  }
  if (std::find(here.begin(), here.end(), payload) != here.end()) return;
  here.push_back(payload);
  if (node.payload_count > 1 && node.payload + node.payload_count == payloads_.size()) payloads_.resize(node.payload);
  node.payload = static_cast<uint32_t>(payloads_.size());
  node.payload_count = static_cast<uint32_t>(here.size());
  payloads_.insert(payloads_.end(), here.begin(), here.end());
}

// Most of a look-up's time is waiting for memory: what the tokens after this one will need is on its way meanwhile.
void PhraseTable::fetch_ahead(const TokenizedText& text, uint32_t at) const {
  constexpr uint32_t kRoots = 6, kNodes = 3;
  if (at + kRoots >= text.tokens.size()) return;
  if (const uint32_t word = text.tokens[at + kRoots].word; begins(word)) __builtin_prefetch(&roots_[word]);
  if (const uint32_t word = text.tokens[at + kNodes].word; begins(word)) __builtin_prefetch(&nodes_[roots_[word]]);
}

namespace {

bool stands_before(const PhraseTable::Match& a, const PhraseTable::Match& b) {
  return a.count != b.count ? a.count > b.count : a.skip_bytes < b.skip_bytes;
}

}  // namespace

void PhraseTable::match(const TokenizedText& text, uint32_t at, std::vector<Match>& out) const {
  out.clear();
  each(text, at, [&](const Match& match) { out.push_back(match); });
  // In the order found within equals; mostly there is one match, or none.
  for (size_t i = 1; i < out.size(); ++i) {
    for (size_t k = i; k > 0 && stands_before(out[k], out[k - 1]); --k) std::swap(out[k], out[k - 1]);
  }
}

PhraseTable::Match PhraseTable::longest(const TokenizedText& text, uint32_t at) const {
  Match best;
  each(text, at, [&](const Match& match) {
    if (best.count == 0 || stands_before(match, best)) best = match;
  });
  return best;
}

}  // namespace annals
