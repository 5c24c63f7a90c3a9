#include "present/coverage.h"

#include <algorithm>

#include "sources/blocks.h"

namespace annals {
namespace {

// A stretch between blocks: white space, or words that no block took.
void add_between(const Document& document, Span span, Coverage& coverage) {
  if (trim(document.text, span).empty()) {
    coverage.empty += span.size();
  } else {
    coverage.unreadable += span.size();
  }
}

Coverage coverage_of_blocks(const Document& document) {
  Coverage coverage;
  uint32_t at = 0;
  for (const Block& block : document.blocks) {
    add_between(document, {at, block.span.begin}, coverage);
    (block.role == BlockRole::kBoilerplate ? coverage.boilerplate : coverage.read) += block.span.size();
    at = block.span.end;
  }
  add_between(document, {at, static_cast<uint32_t>(document.text.size())}, coverage);
  for (const Page& page : document.pages) {
    ++coverage.pages;
    coverage.pages_empty += page.span.empty() ? 1 : 0;
  }
  return coverage;
}

}  // namespace

Coverage& Coverage::operator+=(const Coverage& other) {
  read += other.read;
  boilerplate += other.boilerplate;
  duplicate += other.duplicate;
  empty += other.empty;
  unreadable += other.unreadable;
  pages += other.pages;
  pages_empty += other.pages_empty;
  return *this;
}

std::vector<Coverage> coverage_of(const CaseContents& contents) {
  std::vector<Coverage> found;
  std::vector<std::vector<Span>> copied(contents.documents.size());
  for (const Document& document : contents.documents) found.push_back(coverage_of_blocks(document));
  // Of two that say the same, the one that was made from the other is the copy.
  for (const Copy& copy : contents.record.copies) {
    if (copy.type != CopyType::kDuplicate && copy.type != CopyType::kNearDuplicate) continue;
    const CopySide& side = copy.direction < 0 ? copy.a : copy.b;
    copied[side.document].push_back(side.span);
  }
  for (size_t i = 0; i < copied.size(); ++i) {
    std::sort(copied[i].begin(), copied[i].end());
    uint32_t end = 0;
    for (const Span span : copied[i]) {
      const uint32_t begin = std::max(span.begin, end);
      if (begin < span.end) found[i].duplicate += span.end - begin;
      end = std::max(end, span.end);
    }
    found[i].duplicate = std::min(found[i].duplicate, found[i].read);
  }
  return found;
}

}  // namespace annals
