#include "reading/references.h"

#include <algorithm>

#include "reading/quotes.h"
#include "reading/reference_resolver.h"

namespace annals {
namespace {

void sort_references(Reading& reading) {
  std::stable_sort(reading.references.begin(), reading.references.end(),
                   [](const Reference& a, const Reference& b) { return a.span < b.span; });
}

// Whoever signs the document: a line near its end that is hardly more than a person's name. Null when nobody does.
const Mention* signature(const Analysis& analysis, const Reading& reading) {
  constexpr size_t kLastBlocks = 6;
  constexpr uint32_t kLongestSignature = 5;  // tokens
  const size_t count = analysis.blocks.size();
  for (size_t b = count; b-- > 0 && count - b <= kLastBlocks && b > count / 2;) {
    const AnalyzedBlock& block = analysis.blocks[b];
    const BlockRole role = block.block->role;
    if (role == BlockRole::kHeader || role == BlockRole::kByline || role == BlockRole::kComment) continue;
    if (block.text.tokens.empty() || block.text.tokens.size() > kLongestSignature) continue;
    const Span span = block.block->span;
    const auto first = std::partition_point(reading.mentions.begin(), reading.mentions.end(),
                                            [&](const Mention& m) { return m.span.begin < span.begin; });
    if (first == reading.mentions.end() || !span.contains(first->span)) continue;
    if (first->type == EntityType::kPerson && first->entity != kNone && first->span.size() * 2 >= span.size())
      return &*first;
  }
  return nullptr;
}

// 'I' outside quotations is whoever signs the document below.
void resolve_signer(const Analysis& analysis, const Mention& signer, Reading& reading) {
  constexpr float kSigned = 0.86F;
  const Enclosures enclosures(reading.quotes);
  std::vector<Reference> found;
  for (const AnalyzedBlock& block : analysis.blocks) {
    if (!block.language->references || block.block->span.begin >= signer.span.begin) continue;
    const BlockRole role = block.block->role;
    if (role == BlockRole::kHeader || role == BlockRole::kComment || role == BlockRole::kBoilerplate) continue;
    for (uint32_t at = 0; at < block.text.tokens.size(); ++at) {
      const auto match = block.language->references->phrases.longest(block.text, at);
      if (match.count == 0) continue;
      const ReferenceWord& word = block.language->references->words[match.payload];
      if (word.kind != ReferenceKind::kSelf || word.many) continue;
      Reference reference;
      reference.span = {block.text.tokens[at].span.begin + match.skip_bytes,
                        block.text.tokens[at + match.count - 1].span.end};
      if (enclosures.around(reference.span) != kNone) continue;
      reference.entity = signer.entity;
      reference.confidence = kSigned;
      reference.owner = word.gender == 'o';
      reference.object = word.object;
      found.push_back(reference);
    }
  }
  constexpr size_t kLeastOften = 3;
  if (found.size() < kLeastOften) return;
  reading.references.insert(reading.references.end(), found.begin(), found.end());
  sort_references(reading);
}

}  // namespace

void read_references(const Analysis& analysis, const Mail& mail, std::vector<float>& prominence, Reading& reading,
                     std::vector<float>* feminine) {
  Genders genders(reading.entities.size());
  std::vector<ReferenceResolver::Step> steps;
  ReferenceResolver(analysis, mail, reading, genders, prominence, steps, true).run();
  genders.settle();
  for (uint32_t e = 0; feminine != nullptr && e < reading.entities.size(); ++e)
    feminine->push_back(genders.fit(e, 'f'));
  ReferenceResolver(analysis, mail, reading, genders, prominence, steps, false).run();
  sort_references(reading);
}

void resolve_speakers(const Analysis& analysis, const Mail& mail, Reading& reading) {
  const size_t before = reading.references.size();
  const Enclosures enclosures(reading.quotes);
  size_t next = 0;  // quotation that ends behind the block's beginning
  for (const AnalyzedBlock& block : analysis.blocks) {
    if (!block.language->references) continue;
    while (next < reading.quotes.size() && reading.quotes[next].span.end <= block.block->span.begin) ++next;
    if (next == reading.quotes.size()) break;
    const std::vector<Token>& tokens = block.text.tokens;
    for (uint32_t at = 0; at < tokens.size(); ++at) {
      if (tokens[at].span.begin < reading.quotes[next].span.begin) continue;
      const auto match = block.language->references->phrases.longest(block.text, at);
      if (match.count == 0) continue;
      const ReferenceWord& word = block.language->references->words[match.payload];
      const bool self = word.kind == ReferenceKind::kSelf;
      if (!self && word.kind != ReferenceKind::kAddressee) continue;
      Reference reference;
      reference.span = {tokens[at].span.begin + match.skip_bytes, tokens[at + match.count - 1].span.end};
      const uint32_t quote = enclosures.around(reference.span);
      if (quote == kNone) continue;
      reference.entity = self ? reading.quotes[quote].speaker : reading.quotes[quote].addressee;
      reference.confidence = word.many ? 0.5F : 0.9F;
      reference.owner = word.gender == 'o';
      reference.object = word.object;
      const Mail::Voice& voice = mail.of(static_cast<uint32_t>(&block - analysis.blocks.data()));
      if (self && word.many && voice.body != kNone && voice.author == reference.entity) reference.entity = voice.body;
      if (reference.entity != kNone) reading.references.push_back(reference);
    }
  }
  if (reading.references.size() != before) sort_references(reading);
  if (const Mention* signer = signature(analysis, reading); signer != nullptr)
    resolve_signer(analysis, *signer, reading);
}

}  // namespace annals
