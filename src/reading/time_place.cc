// Where a time stands: the words around it that open one side of it, or say that it lies behind or ahead.
#include <string_view>
#include <utility>

#include "reading/story.h"

namespace annals {
namespace {

Side parse_side(std::string_view name) {
  static constexpr std::pair<std::string_view, Side> kNames[] = {{"since", Side::kSince},
                                                                 {"from", Side::kFrom},
                                                                 {"until", Side::kUntil},
                                                                 {"before", Side::kBefore},
                                                                 {"after", Side::kAfter}};
  for (const auto& [text, side] : kNames) {
    if (text == name) return side;
  }
  return Side::kNoSide;
}

}  // namespace

TimePlace place_of(Scanner& scanner, const RuleMatch& match, uint32_t expression, uint32_t block) {
  TimePlace place;
  place.expression = expression;
  place.block = block;
  if (match.rule->builder == Builder::kRange) {
    const auto ends = scanner.ends_of_dash(match);
    place.from = ends.first;
    place.to = ends.second;
    return place;
  }
  const ClassEntry* word = scanner.word_before(match, "open");
  if (word == nullptr) word = scanner.word_after(match, "open_post");
  if (word != nullptr) place.side = parse_side(word->value);
  constexpr uint32_t kNear = 3, kClause = 8;  // words
  place.aside = match.rule->builder == Builder::kDate && scanner.closes_relative_clause(match);
  if (match.rule->builder == Builder::kDate || match.rule->type == "near")
    place.before_story = scanner.word_near(match, "had", kNear);
  if (match.rule->builder == Builder::kDate || match.rule->builder == Builder::kJoin || match.rule->type == "near") {
    place.set_for = scanner.word_near(match, "set_for", kNear) ||
                    (scanner.word_near(match, "set_link", 2) && scanner.word_near(match, "set_verb", kClause));
    // Not 'will appeal after … on Monday'.
    place.to_come = scanner.word_near(match, "will", kClause, "after") || scanner.future_ahead(match);
  }
  return place;
}

}  // namespace annals
