#include "sources/delimited.h"

#include <algorithm>
#include <map>

namespace annals {
namespace {

constexpr size_t kLinesLookedAt = 50;

}  // namespace

std::vector<DelimitedRow> parse_delimited(std::string_view text, const DelimitedFormat& format) {
  std::vector<DelimitedRow> rows;
  DelimitedRow row;
  std::string cell;
  bool quoted = false;
  bool anything = false;
  const auto end_cell = [&] {
    row.push_back(std::move(cell));
    cell.clear();
  };
  const auto end_row = [&] {
    if (!anything) return;
    end_cell();
    rows.push_back(std::move(row));
    row.clear();
    anything = false;
  };
  const auto ends_cell = [&](std::string_view rest) {
    return rest.empty() || rest.front() == '\n' || rest.front() == '\r' || rest.starts_with(format.separator);
  };
  while (!text.empty()) {
    if (quoted && format.quote_inside && text.starts_with(format.quote) &&
        !ends_cell(text.substr(format.quote.size()))) {
      cell += format.quote;
      text.remove_prefix(format.quote.size());
    } else if (text.starts_with(format.quote)) {
      text.remove_prefix(format.quote.size());
      anything = true;
      if (quoted && text.starts_with(format.quote)) {
        cell += format.quote;
        text.remove_prefix(format.quote.size());
      } else if (quoted || cell.empty()) {
        quoted = !quoted;
      } else {
        cell += format.quote;  // in the middle of an unquoted cell
      }
    } else if (!quoted && text.starts_with(format.separator)) {
      text.remove_prefix(format.separator.size());
      anything = true;
      end_cell();
    } else if (!quoted && (text.front() == '\n' || text.front() == '\r')) {
      text.remove_prefix(1);
      end_row();
    } else if (!format.line_end_inside.empty() && text.starts_with(format.line_end_inside)) {
      text.remove_prefix(format.line_end_inside.size());
      cell += '\n';
    } else {
      anything = true;
      cell += text.front();
      text.remove_prefix(1);
    }
  }
  end_row();
  return rows;
}

std::string guess_separator(std::string_view text) {
  std::string best = ",";
  size_t best_score = 0;
  for (const char* separator : {",", ";", "\t", "|"}) {
    std::map<size_t, size_t> widths;  // cells a row -> rows
    std::string_view head = text.substr(0, size_t{1} << 16);
    const auto rows = parse_delimited(head, {separator, "\"", {}, false});
    for (size_t i = 0; i < std::min(rows.size(), kLinesLookedAt); ++i) ++widths[rows[i].size()];
    for (const auto& [width, count] : widths) {
      if (width < 2 || count * width <= best_score) continue;
      best_score = count * width;
      best = separator;
    }
  }
  return best;
}

}  // namespace annals
