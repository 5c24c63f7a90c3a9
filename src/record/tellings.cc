#include "record/tellings.h"

#include <algorithm>

namespace annals {
namespace {

template <class Visit>
void each_word(std::string_view text, Visit visit) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) visit(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

Tellings::Tellings(const Languages& languages) {
  const Table& types = languages.ontology("types");
  for (const Table::Row& row : types.rows()) {
    TypeKnowledge& type = types_[std::string(types.get(row, "type"))];
    each_word(types.get(row, "roles"), [&](std::string_view word) {
      const size_t colon = std::min(word.find(':'), word.size());
      type.roles.emplace_back(word.substr(0, colon));
      type.fillers.emplace_back(word.substr(std::min(colon + 1, word.size())));
      if (type.fillers.back() == "text") type.post = type.roles.back();
    });
    each_word(types.get(row, "traits"), [&](std::string_view word) {
      type.fate |= word == "fate";
      type.exchange |= word == "exchange";
      type.message |= word == "message";
      type.meeting |= word == "meeting";
    });
    each_word(types.get(row, "cases"), [&](std::string_view word) {
      const size_t colon = std::min(word.find(':'), word.size() - 1);
      const std::string role(word.substr(colon + 1));
      if (word.substr(0, colon) == "subj") type.actor = role;
      if (word.substr(0, colon) == "obj" && role != type.actor) type.object = role;
    });
  }
  const Table& telling = languages.ontology("telling");
  for (const Table::Row& row : telling.rows()) {
    const std::string name(telling.get(row, "type"));
    const std::string_view recurs = telling.get(row, "recurs");
    types_[name].recurs = recurs == "once" ? Recurs::kOnce : recurs == "seldom" ? Recurs::kSeldom : Recurs::kOften;
    each_word(telling.get(row, "by"), [&](std::string_view role) { types_[name].by.emplace_back(role); });
    each_word(telling.get(row, "apart"), [&](std::string_view role) { types_[name].apart.emplace_back(role); });
    each_word(telling.get(row, "told_as"), [&](std::string_view other) {
      types_[name].told_as.emplace_back(other);
      types_[std::string(other)].told_as.push_back(name);
    });
  }
  for (auto& [name, type] : types_) std::sort(type.told_as.begin(), type.told_as.end());
}

const TypeKnowledge& Tellings::type(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? unknown_ : found->second;
}

}  // namespace annals
