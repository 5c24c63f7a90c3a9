#include "languages/folding.h"

#include "text/utf8.h"

namespace annals {

Folding make_folding(const Pack& world) {
  std::vector<std::pair<char32_t, char32_t>> pairs;
  const Table& table = world.table("folding");
  for (const Table::Row& row : table.rows()) {
    const std::string_view from = table.get(row, "from");
    const std::string_view to = table.get(row, "to");
    if (!from.empty()) pairs.emplace_back(decode(from, 0).value, to.empty() ? 0 : decode(to, 0).value);
  }
  return Folding(pairs);
}

}  // namespace annals
