#include "record/shingles.h"

#include "text/normalize.h"
#include "text/token.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint64_t kBase = 0x9E3779B97F4A7C15ULL | 1;

// Scripts that write no spaces: a cut between any two letters splits no word.
bool unspaced(char32_t c) {
  const Script script = script_of(c);
  return script == Script::kHan || script == Script::kKana || script == Script::kThai;
}

void add_block(const Document& document, const Block& block, const Folding& folding, Letters& out) {
  const NormalizedText normalized = normalize(block.span.of(document.text), folding);
  if (normalized.text.empty()) return;
  out.blocks.push_back(static_cast<uint32_t>(out.text.size()));
  bool word_begins = true;
  for (size_t at = 0; at < normalized.text.size();) {
    const CodePoint c = decode(normalized.text, at);
    if (c.value == U' ') {
      word_begins = true;
    } else {
      const bool alone = unspaced(c.value);
      out.word_begin.push_back(word_begins || alone);
      out.word_begin.resize(out.text.size() + c.bytes, false);
      out.text.append(normalized.text, at, c.bytes);
      for (uint32_t i = 0; i < c.bytes; ++i) out.origin.push_back(block.span.begin + normalized.origin[at]);
      word_begins = alone;
    }
    at += c.bytes;
  }
}

uint32_t mixed(uint64_t hash) {
  hash ^= hash >> 31;
  hash *= 0xd6e8feb86659fd93ULL;
  return static_cast<uint32_t>(hash >> 32);
}

}  // namespace

Letters letters_of(const Document& document, const Folding& folding) {
  Letters out;
  for (const Block& block : document.blocks) {
    if (block.role != BlockRole::kBoilerplate && block.role != BlockRole::kHeader)
      add_block(document, block, folding, out);
  }
  out.blocks.push_back(static_cast<uint32_t>(out.text.size()));
  out.word_begin.push_back(true);
  out.origin.push_back(static_cast<uint32_t>(document.text.size()));
  return out;
}

std::vector<Fingerprint> winnow(std::string_view letters) {
  std::vector<Fingerprint> out;
  if (letters.size() < kShingleBytes) return out;
  uint64_t highest = 1;  // kBase to the power of kShingleBytes - 1
  for (uint32_t i = 1; i < kShingleBytes; ++i) highest *= kBase;
  uint64_t rolling = 0;
  for (uint32_t i = 0; i < kShingleBytes; ++i) rolling = rolling * kBase + static_cast<unsigned char>(letters[i]);

  // The smallest hash of each window, the rightmost of equals, each once. A ring of the last window's hashes.
  uint32_t ring[kWinnowWindow];
  uint32_t smallest = 0;  // index of the shingle
  const auto count = static_cast<uint32_t>(letters.size() - kShingleBytes + 1);
  uint32_t last_taken = count;
  for (uint32_t i = 0; i < count; ++i) {
    if (i > 0) {
      rolling -= highest * static_cast<unsigned char>(letters[i - 1]);
      rolling = rolling * kBase + static_cast<unsigned char>(letters[i + kShingleBytes - 1]);
    }
    ring[i % kWinnowWindow] = mixed(rolling);
    if (i == 0) {
      smallest = 0;
    } else if (smallest + kWinnowWindow <= i) {  // it left the window: look through the window anew
      smallest = i + 1 - kWinnowWindow;
      for (uint32_t j = smallest + 1; j <= i; ++j) {
        if (ring[j % kWinnowWindow] <= ring[smallest % kWinnowWindow]) smallest = j;
      }
    } else if (ring[i % kWinnowWindow] <= ring[smallest % kWinnowWindow]) {
      smallest = i;
    }
    if ((i + 1 >= kWinnowWindow || i + 1 == count) && smallest != last_taken) {
      out.push_back({ring[smallest % kWinnowWindow], smallest});
      last_taken = smallest;
    }
  }
  return out;
}

}  // namespace annals
