// What a load file says of a document, put beside the text that was read of it.
#include <fmt/format.h>

#include <algorithm>

#include "sources/blocks.h"
#include "sources/load_file.h"

namespace annals {
namespace {

uint32_t size_of(const Document& document) { return static_cast<uint32_t>(document.text.size()); }

Span moved(Span span, uint32_t by) { return {span.begin + by, span.end + by}; }

// Appends the text of another file as a page of its own; its pages, where it has any, become part of that page.
void append(const Document& from, Document& to) {
  if (!to.text.empty()) to.text += "\n\n";
  const uint32_t begin = size_of(to);
  const auto page = static_cast<uint32_t>(to.pages.size());
  to.text += from.text;
  to.pages.push_back({{}, {begin, size_of(to)}, 0, 0});
  if (from.pages.size() == 1) {
    to.pages.back().width = from.pages.front().width;
    to.pages.back().height = from.pages.front().height;
    for (PageBox box : from.boxes) {
      box.span = moved(box.span, begin);
      box.page = page;
      to.boxes.push_back(box);
    }
  }
  for (Block block : from.blocks) {
    block.span = moved(block.span, begin);
    to.blocks.push_back(std::move(block));
  }
  for (Remark remark : from.remarks) {
    remark.span = moved(remark.span, begin);
    to.remarks.push_back(std::move(remark));
  }
}

// The stretches between form feeds; an empty one at the end is none.
std::vector<Span> between_form_feeds(const Document& document) {
  std::vector<Span> pages;
  uint32_t begin = 0;
  for (size_t at = document.text.find('\f'); at != std::string::npos; at = document.text.find('\f', at + 1)) {
    pages.push_back({begin, static_cast<uint32_t>(at)});
    begin = static_cast<uint32_t>(at) + 1;
  }
  const Span rest{begin, size_of(document)};
  if (pages.empty() || !trim(document.text, rest).empty()) pages.push_back(rest);
  return pages;
}

std::string range_of(const LoadRecord& record) {
  return record.begin == record.end ? record.begin : fmt::format("{}–{}", record.begin, record.end);
}

void number_pages(const LoadRecord& record, Document& document) {
  const std::vector<std::string> numbers = page_numbers(record);
  if (document.pages.empty()) {
    const std::vector<Span> pages = between_form_feeds(document);
    if (pages.size() == numbers.size()) {
      for (const Span span : pages) document.pages.push_back({{}, span, 0, 0});
    } else if (pages.size() > 1) {
      document.remarks.push_back({"pages-differ",
                                  fmt::format("the text has {} pages, the load file {}: places are cited as {}",
                                              pages.size(), numbers.size(), range_of(record)),
                                  {}});
    }
  }
  if (document.pages.empty()) {
    document.pages.push_back({range_of(record), {0, size_of(document)}, 0, 0});
  } else if (document.pages.size() == numbers.size()) {
    for (size_t i = 0; i < numbers.size(); ++i) document.pages[i].label = numbers[i];
  } else {
    for (Page& page : document.pages) page.label = fmt::format("{}, {}", range_of(record), page.label);
  }
}

std::string field(const LoadRecord& record, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (const auto& [key, value] : record.fields) {
      if (key == name) return value;
    }
  }
  return {};
}

}  // namespace

void describe(const LoadRecord& record, Document& document) {
  number_pages(record, document);
  document.headers.emplace_back("bates-begin", record.begin);
  document.headers.emplace_back("bates-end", record.end);
  document.headers.insert(document.headers.end(), record.fields.begin(), record.fields.end());
  if (document.title.empty()) document.title = field(record, {"subject", "title", "file-name"});
  if (document.byline.empty()) document.byline = field(record, {"author"});
  if (document.published.empty() && !record.date.empty()) {
    document.published = record.date;
    document.published_basis = DateBasis::kMetadata;
  }
}

ReadSource read_produced(std::vector<ReadSource> files, const LoadRecord& record) {
  ReadSource out = std::move(files.front());
  if (files.size() > 1) {
    Document whole;
    bool any = false;
    for (size_t i = 0; i < files.size(); ++i) {
      const ReadSource& file = i == 0 ? out : files[i];
      if (!file.documents.empty()) {
        if (!any) {
          whole = file.documents.front();
          whole.text.clear();
          whole.blocks.clear();
          whole.pages.clear();
          whole.boxes.clear();
          whole.remarks.clear();
          for (size_t before = 0; before < i; ++before) whole.pages.push_back({{}, {0, 0}, 0, 0});
        }
        any = true;
        append(file.documents.front(), whole);
      } else if (any) {
        whole.pages.push_back({{}, {size_of(whole), size_of(whole)}, 0, 0});
      }
      if (i > 0) out.remarks.insert(out.remarks.end(), file.remarks.begin(), file.remarks.end());
    }
    if (any) {
      out.unread.clear();
      out.documents.clear();
      out.documents.push_back(std::move(whole));
      out.documents.front().source_sha256 = out.sha256;
    }
  }
  if (!out.documents.empty()) describe(record, out.documents.front());
  return out;
}

}  // namespace annals
