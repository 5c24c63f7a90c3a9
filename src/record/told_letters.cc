#include "record/told_letters.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace annals {
namespace {

constexpr double kSimilarity = 0.5;  // it is no translation
constexpr size_t kOneDay = 16;       // letters of one writer and day that a sentence is compared with

// Somebody's writing on one day: the head of the letter itself, or a sentence that tells of it.
struct Writing {
  CopySide side;
  std::vector<uint32_t> addressees;  // sorted; empty when not said
};

struct Writings {
  std::vector<Writing> letters, told;
};

// The header's blocks around a place; empty when it is in none.
Span header_at(const Document& document, uint32_t at) {
  const std::vector<Block>& blocks = document.blocks;
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), at,
                                      [](uint32_t place, const Block& block) { return place < block.span.begin; });
  if (after == blocks.begin() || std::prev(after)->role != BlockRole::kHeader) return {};
  auto first = std::prev(after);
  auto last = first;
  while (first != blocks.begin() && std::prev(first)->role == BlockRole::kHeader) --first;
  while (std::next(last) != blocks.end() && std::next(last)->role == BlockRole::kHeader) ++last;
  return {first->span.begin, last->span.end};
}

bool is_message(const Document& document) { return !document.header("message-id").empty(); }

// Both may be to the same: one names nobody, or somebody whom the other names.
bool may_agree(const Writing& letter, const Writing& told) {
  return told.addressees.empty() || letter.addressees.empty() ||
         std::any_of(told.addressees.begin(), told.addressees.end(), [&](uint32_t entity) {
           return std::binary_search(letter.addressees.begin(), letter.addressees.end(), entity);
         });
}

// By writer and day.
std::map<std::pair<uint32_t, Day>, Writings> collect(std::span<const DocumentReading> documents,
                                                     const Tellings& tellings, const Record& record) {
  std::map<std::pair<uint32_t, Day>, Writings> found;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Document& document = *documents[d].document;
    for (const Claim& claim : documents[d].reading->claims) {
      const TypeKnowledge& type = tellings.type(claim.type);
      if (!type.message || claim.status != ClaimStatus::kAsserted) continue;
      if (!claim.days.bounded() || claim.days.earliest != claim.days.latest) continue;
      Writing writing{{d, claim.evidence}, {}};
      std::vector<uint32_t> writers;
      for (const Participant& participant : claim.participants) {
        const uint32_t entity = participant.entity == kNone ? kNone : record.entity_of[d][participant.entity];
        if (entity == kNone) continue;
        if (participant.role == type.actor) writers.push_back(entity);
        if (participant.role == type.object) writing.addressees.push_back(entity);
      }
      if (writers.size() != 1) continue;
      std::sort(writing.addressees.begin(), writing.addressees.end());
      const Span header = header_at(document, claim.trigger.begin);
      Writings& writings = found[{writers[0], *claim.days.earliest}];
      if (!header.empty()) {
        writing.side.span = header;
        writings.letters.push_back(std::move(writing));
      } else if (!is_message(document)) {
        writings.told.push_back(std::move(writing));
      }
    }
  }
  return found;
}

}  // namespace

void find_told_letters(std::span<const DocumentReading> documents, const Tellings& tellings, Record& record) {
  std::set<std::tuple<uint32_t, Span, uint32_t>> joined;  // letter and the other document
  for (const auto& [day, writings] : collect(documents, tellings, record)) {
    if (writings.letters.size() > kOneDay) continue;
    for (const Writing& told : writings.told) {
      const Writing* meant = nullptr;
      bool several = false;
      for (const Writing& letter : writings.letters) {
        if (letter.side.document == told.side.document) {
          several = true;  // a document that has letters tells of its own
        } else if (may_agree(letter, told)) {
          several |= meant != nullptr;
          meant = &letter;
        }
      }
      if (meant == nullptr || several) continue;
      if (!joined.emplace(meant->side.document, meant->side.span, told.side.document).second) continue;
      const bool in_order = meant->side.document < told.side.document;
      record.copies.push_back({.a = in_order ? meant->side : told.side,
                               .b = in_order ? told.side : meant->side,
                               .type = CopyType::kRetelling,
                               .similarity = kSimilarity,
                               .direction = in_order ? 1 : -1,
                               .why = "one tells of the other's letter"});
    }
  }
}

}  // namespace annals
