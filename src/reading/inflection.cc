#include "reading/inflection.h"

#include <array>
#include <utility>

namespace annals {
namespace {

uint16_t parse_tags(std::string_view cell) {
  static constexpr std::array<std::pair<std::string_view, uint16_t>, 18> kTags{{{"base", kFormBase},
                                                                                {"pres", kFormPresent},
                                                                                {"past", kFormPast},
                                                                                {"fut", kFormFuture},
                                                                                {"cond", kFormConditional},
                                                                                {"part", kFormParticiple},
                                                                                {"ger", kFormGerund},
                                                                                {"object", kFormObject},
                                                                                {"owner", kFormOwner},
                                                                                {"passive", kFormPassive},
                                                                                {"plural", kFormPlural},
                                                                                {"either", kFormEither},
                                                                                {"self", kFormSelf},
                                                                                {"f", kFormHer},
                                                                                {"p", kFormTheir},
                                                                                {"i", kFormMine},
                                                                                {"y", kFormMine | kFormTheir},
                                                                                {"you", kFormSelf | kFormTheir}}};
  uint16_t tags = 0;
  for (const std::string_view tag : split_cell(cell, ',')) {
    for (const auto& [name, value] : kTags) {
      if (tag == name) tags = static_cast<uint16_t>(tags | value);
    }
  }
  return tags;
}

}  // namespace

std::vector<std::string_view> split_cell(std::string_view cell, char separator) {
  std::vector<std::string_view> pieces;
  while (!cell.empty()) {
    const size_t cut = cell.find(separator);
    std::string_view piece = cell.substr(0, cut);
    while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
    while (!piece.empty() && piece.back() == ' ') piece.remove_suffix(1);
    if (!piece.empty()) pieces.push_back(piece);
    if (cut == std::string_view::npos) break;
    cell.remove_prefix(cut + 1);
  }
  return pieces;
}

Inflection::Inflection(const Pack& pack) {
  const Table& table = pack.table("paradigms");
  for (const Table::Row& row : table.rows()) {
    Line line;
    const std::string_view part = table.get(row, "part");
    if (!part.empty() && part[0] >= '1' && part[0] <= '9') line.part = static_cast<uint32_t>(part[0] - '0');
    line.tags = parse_tags(table.get(row, "tag"));
    for (const std::string_view form : split_cell(table.get(row, "forms"), ' ')) line.patterns.emplace_back(form);
    paradigms_[std::string(table.get(row, "class"))].by_ending[std::string(table.get(row, "ending"))].push_back(
        std::move(line));
  }
}

std::vector<InflectedForm> Inflection::forms(std::string_view phrase, std::string_view paradigm) const {
  // The head: from the space (or beginning) before the '*' to the '*', else the first word.
  size_t begin = 0, end = phrase.find(' ');
  size_t tail = end = std::min(end, phrase.size());
  if (const size_t star = phrase.find('*'); star != std::string_view::npos) {
    const size_t space = phrase.substr(0, star).rfind(' ');
    begin = space == std::string_view::npos ? 0 : space + 1;
    end = star;
    tail = star + 1;
  }
  const std::vector<std::string_view> parts = split_cell(phrase.substr(begin, end - begin), ':');
  if (parts.empty()) return {};
  const auto whole = [&](std::string_view head) {
    return std::string(phrase.substr(0, begin)).append(head).append(phrase.substr(tail));
  };
  std::vector<InflectedForm> out{{whole(parts[0]), kFormBase}};
  const auto found = paradigms_.find(paradigm);
  if (found == paradigms_.end()) return out;
  const auto& by_ending = found->second.by_ending;
  const std::string_view word = parts[0];
  auto lines = by_ending.find(std::string("=").append(word));
  size_t cut = word.size();
  for (size_t i = 0; lines == by_ending.end() && i <= word.size(); ++i) {
    lines = by_ending.find(word.substr(i));
    cut = i;
  }
  if (lines == by_ending.end()) return out;
  bool written_told = false;  // a row that makes the form as written tells what it is, instead of `base`
  for (const Line& line : lines->second) {
    if (line.part > parts.size()) continue;
    const std::string_view stem = line.part == 1 ? word.substr(0, cut) : parts[line.part - 1];
    for (const std::string& pattern : line.patterns) {
      const size_t hole = pattern.find('~');
      std::string form = pattern;
      if (hole != std::string::npos) form.replace(hole, 1, stem);
      if (hole != std::string::npos && line.part == 1 && form == word && !written_told) {
        out.front().tags = line.tags;
        written_told = true;
        continue;
      }
      out.push_back({whole(form), line.tags});
    }
  }
  return out;
}

}  // namespace annals
