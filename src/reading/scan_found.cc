#include "reading/scan_found.h"

#include <algorithm>

#include "reading/people_of_bodies.h"

namespace annals {
namespace {

constexpr float kSure = 0.85F;      // confidence of a reference as good as a name
constexpr float kLeastSure = 0.2F;  // of one that may fill a role

}  // namespace

std::vector<Found> collect_found(const Analysis& analysis, const Reading& reading) {
  std::vector<Found> all;
  all.reserve(reading.mentions.size() + reading.references.size() + reading.times.size() + reading.quantities.size());
  const auto add = [&](ElementKind kind, Span span) -> Element& {
    all.push_back({span, {}});
    all.back().element.kind = kind;
    all.back().element.span = span;
    return all.back().element;
  };
  for (const Mention& mention : reading.mentions) {
    if (mention.entity == kNone) continue;
    Element& element = add(ElementKind::kName, mention.span);
    element.entity = mention.entity;
    element.type = mention.type;
  }
  for (const PeopleOfBody& people : find_people_of_bodies(analysis, reading)) {
    Element& element = add(ElementKind::kName, people.span);
    element.entity = people.entity;
    element.type = EntityType::kOrganization;
    element.pronoun = people.pronoun;
    element.people = true;
    element.office = people.office;
    element.modifier = people.describes;
  }
  for (uint32_t r = 0; r < reading.references.size(); ++r) {
    const Reference& reference = reading.references[r];
    if (reference.entity == kNone) continue;
    Element& element = add(ElementKind::kName, reference.span);
    element.index = r;
    element.entity = reference.entity;
    element.type = reading.entities[reference.entity].type;
    element.pronoun = true;
    element.sure = reference.confidence >= kSure;
    element.doubtful = reference.confidence < kLeastSure;
    element.object = reference.object;
    if (reference.owner) element.grammatical = kOf;
  }
  for (uint32_t i = 0; i < reading.times.size(); ++i) add(ElementKind::kTime, reading.times[i].span).index = i;
  for (uint32_t i = 0; i < reading.quantities.size(); ++i)
    add(ElementKind::kQuantity, reading.quantities[i].span).index = i;
  // The one that begins first, then the longest; what lies inside another is dropped by the scanner.
  std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  // 苏合、林远舟夫妻二人: right behind its names it adds nobody
  for (size_t i = 1; i < all.size(); ++i) {
    Element& element = all[i].element;
    const Element& before = all[i - 1].element;
    const bool apposed = element.pronoun && element.index != kNone && before.kind == ElementKind::kName &&
                         !before.pronoun && before.span.end == element.span.begin;
    if (!apposed || element.grammatical == kOf) continue;
    const std::vector<uint32_t>& also = reading.references[element.index].also;
    element.modifier = std::find(also.begin(), also.end(), before.entity) != also.end();
  }
  return all;
}

}  // namespace annals
