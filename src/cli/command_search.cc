#include <fmt/format.h>

#include "casefile/search.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/citation.h"
#include "present/search_query.h"
#include "present/terminal.h"
#include "sources/blocks.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kAround = 100;  // bytes shown on either side of what was found

std::string place(const Document& document, Span span) {
  const CodePointIndex points(document.text);
  const std::string pages = pages_of(document, span);
  return fmt::format("{}:{}-{}{}{}", document.id, points.code_points(span.begin), points.code_points(span.end),
                     pages.empty() ? "" : " · ", pages);
}

uint32_t letter_border(std::string_view text, uint32_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::string around(const Document& document, Span span) {
  const std::string_view text = document.text;
  const uint32_t from = letter_border(text, span.begin > kAround ? span.begin - kAround : 0);
  const uint32_t to = letter_border(text, std::min(static_cast<uint32_t>(text.size()), span.end + kAround));
  return fmt::format("{}{}«{}»{}{}", from > 0 ? "…" : "", one_line(text.substr(from, span.begin - from)),
                     one_line(span.of(text)), one_line(text.substr(span.end, to - span.end)),
                     to < text.size() ? "…" : "");
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

}  // namespace

Result<int> run(const SearchCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  const auto& documents = opened->contents.documents;
  const std::string text = joined(command.words);
  Output output({});
  const auto pages = BatesIndex(documents).find(text);
  for (size_t i = 0; i < std::min(pages.size(), command.limit); ++i) {
    const Document& document = documents[pages[i].document];
    const Span span = trim(document.text, pages[i].span);
    output.write(fmt::format("{}{}\n", place(document, span), document.title.empty() ? "" : " · " + document.title));
    std::string_view rest = span.of(document.text);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      output.write(fmt::format("    {}\n", one_line(rest.substr(0, end))));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  size_t total = pages.size();
  if (pages.empty()) {
    const CaseIndex index(opened->contents, opened->set->folding());
    const auto search = SearchIndex::build(documents, opened->set->folding());
    if (!search) return search.error();
    const SearchQuery query = understand_search(text, command.exact, index);
    const auto hits = (*search)->find(query.groups, command.limit, total);
    if (!hits) return hits.error();
    for (const SearchHit& hit : *hits) {
      const Document& document = documents[hit.document];
      output.write(fmt::format("{}\n    {}\n", place(document, hit.span), around(document, hit.span)));
    }
  }
  ANNALS_TRY(output.finish());
  if (!common.quiet) print_note(fmt::format("{} places found", total));
  return kDone;
}

}  // namespace annals
