#include "present/citation.h"

#include <fmt/format.h>

#include <algorithm>

#include "sources/bates.h"

namespace annals {

std::string pages_of(const Document& document, Span span) {
  const Page* first = nullptr;
  const Page* last = nullptr;
  const auto after = std::partition_point(document.pages.begin(), document.pages.end(),
                                          [&](const Page& page) { return page.span.end <= span.begin; });
  for (auto page = after; page != document.pages.end() && page->span.begin < std::max(span.end, span.begin + 1);
       ++page) {
    if (first == nullptr) first = &*page;
    last = &*page;
  }
  if (first == nullptr) return {};
  return first == last ? first->label : fmt::format("{}–{}", first->label, last->label);
}

std::string citation(const Document& document, Span span, const HeadlineWriter& headlines) {
  std::string pages = pages_of(document, span);
  const bool bare = !pages.empty() && std::all_of(pages.begin(), pages.end(), [](char c) {
    return (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80) != 0;
  });
  if (!bare || pages.find_first_of("0123456789") == std::string::npos) return pages;
  std::string text = headlines.word("page_number");
  if (const size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, pages);
  return text;
}

BatesIndex::BatesIndex(std::span<const Document> documents) {
  for (uint32_t i = 0; i < documents.size(); ++i) {
    const Document& document = documents[i];
    if (!is_produced(document)) continue;
    bool any = false;
    const auto add = [&](std::string_view label, Span span) {
      const auto range = parse_bates_range(label.substr(0, label.find(", ")));
      if (!range) return;
      pages_[{range->first.prefix, range->first.suffix}].push_back(
          {range->first.number, range->second.number, {i, span}});
      any = true;
    };
    for (const Page& page : document.pages) add(page.label, page.span);
    if (any) continue;
    add(fmt::format("{}–{}", document.header("bates-begin"), document.header("bates-end")),
        {0, static_cast<uint32_t>(document.text.size())});
  }
  for (auto& [series, pages] : pages_) {
    std::stable_sort(pages.begin(), pages.end(),
                     [](const Numbered& a, const Numbered& b) { return a.first < b.first; });
  }
}

std::vector<BatesIndex::Found> BatesIndex::find(std::string_view text) const {
  std::vector<Found> found;
  const auto range = parse_bates_range(text);
  if (!range) return found;
  const auto series = pages_.find({range->first.prefix, range->first.suffix});
  if (series == pages_.end()) return found;
  for (const Numbered& page : series->second) {
    if (page.first <= range->second.number && page.last >= range->first.number) found.push_back(page.page);
  }
  return found;
}

}  // namespace annals
