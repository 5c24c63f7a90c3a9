// Whom a word for kin stands for where words are not separated: 弟弟林安 … 弟弟, 他的妹妹韩露 … 哥哥.
#include <algorithm>

#include "reading/reference_resolver.h"

namespace annals {
namespace {

constexpr size_t kLargestFamily = 12;
constexpr float kSameFamily = 0.6F;   // where only the family says who is meant
constexpr float kFitsKin = 0.3F;      // how likely a person must be of the word's gender, at least
constexpr uint32_t kLongestLink = 1;  // tokens between whose kin it is and the word

// What somebody is to those who are that to him.
std::string_view turned(std::string_view relation) {
  if (relation == "child") return "parent";
  return relation == "parent" ? "child" : relation;
}

bool same_generation(std::string_view a, std::string_view b) {
  const auto young = [](std::string_view relation) { return relation == "child" || relation == "sibling"; };
  return a == b || (young(a) && young(b));
}

}  // namespace

uint32_t ReferenceResolver::read_kin(const AnalyzedBlock& block, uint32_t i, uint32_t count, uint32_t end,
                                     const ReferenceWord& word) {
  const uint32_t owner = owner_before(block, i);
  if (beside_name(block, i + count, end)) {
    if (reading_.mentions[next_].type != EntityType::kPerson || reading_.mentions[next_].entity == kNone) return count;
    remember_kin(reading_.mentions[next_].entity, word.role, owner);
    if (owner != kNone) remember_kin(owner, turned(word.role), reading_.mentions[next_].entity);
    return count;
  }
  const std::vector<Token>& tokens = block.text.tokens;
  const Span span{tokens[i].span.begin, tokens[i + count - 1].span.end};
  uint32_t known = nouns_.described(block, span);
  float confidence = kHeadConfidence;
  if (known != kNone && other_family(known, owner)) known = kNone;
  if (known == kNone && !learning_) {
    known = kin_called(word, owner);
    confidence = kSameFamily;
  }
  if (known == kNone || reading_.entities[known].type != EntityType::kPerson) return count;
  add(span, known, confidence, false);
  see(known, EntityType::kPerson, marked_before(block, i), true);
  return count;
}

// 林安的妹妹, 他的妹妹, 他妹妹: whose kin the word at the token means; kNone where the words do not say.
uint32_t ReferenceResolver::owner_before(const AnalyzedBlock& block, uint32_t i) const {
  if (last_mention_ < reading_.mentions.size() && group_block_ == &block && last_mention_end_ <= i &&
      i - last_mention_end_ <= kLongestLink && genitive(block, last_mention_end_, i))
    return reading_.mentions[last_mention_].type == EntityType::kPerson ? reading_.mentions[last_mention_].entity
                                                                        : kNone;
  if (reading_.references.empty() || i == 0) return kNone;
  const Reference& last = reading_.references.back();
  const uint32_t begin = block.text.tokens[i].span.begin;
  const bool beside =
      last.span.end == begin || (last.span.end == block.text.tokens[i - 1].span.begin && genitive(block, i - 1, i));
  return beside ? last.entity : kNone;
}

void ReferenceResolver::remember_kin(uint32_t entity, std::string_view relation, uint32_t of) {
  if (relation.empty() || kin_.size() == kLargestFamily) return;
  const bool known = std::any_of(kin_.begin(), kin_.end(), [&](const Kin& member) {
    return member.entity == entity && member.relation == relation && member.of == of;
  });
  if (!known) kin_.push_back({entity, std::string(relation), of});
}

// 林远的妻子, where the wife that the text has introduced is another's.
bool ReferenceResolver::other_family(uint32_t entity, uint32_t owner) const {
  bool another = false;
  for (const Kin& member : kin_) {
    if (owner == kNone || member.entity != entity || member.of == kNone) continue;
    if (member.of == owner) return false;
    another = true;
  }
  return another;
}

// The one of the family's generation whose gender fits and who does not act in the clause, named last.
uint32_t ReferenceResolver::kin_called(const ReferenceWord& word, uint32_t owner) const {
  const Salient* best = nullptr;
  for (const Kin& member : kin_) {
    if (word.role.empty() || !same_generation(member.relation, word.role) || acts_in_clause(member.entity)) continue;
    if (owner != kNone && member.of != owner) continue;
    if (word.gender != 0 && genders_.fit(member.entity, word.gender) < kFitsKin) continue;
    const auto salient =
        std::find_if(salient_.begin(), salient_.end(), [&](const Salient& s) { return s.entity == member.entity; });
    if (salient != salient_.end() && (best == nullptr || salient->at > best->at)) best = &*salient;
  }
  return best == nullptr ? kNone : best->entity;
}

}  // namespace annals
