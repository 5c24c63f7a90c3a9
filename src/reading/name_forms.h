// The names of one document by their form: what each form names, and which short forms are no person's.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "reading/name_types.h"

namespace annals {

/// All mentions of one form, of one type.
struct NameForm {
  NameText words;
  EntityType type = EntityType::kPerson;
  TypeVotes votes{};
  std::vector<uint32_t> mentions;  // rising
  Script script = Script::kOther;
  bool surname = false;  // of persons whom the document names in full
  bool house = false;    // a body that bears such a surname
};

/// The forms of all names, each with its type; first those that differ in their words, in order of their first
/// mention, then the families' firms parted from them. Any thread.
std::vector<NameForm> collect_forms(std::string_view text, const std::vector<NameSpan>& names);

/// Whether `part` is `full` without words that close names of bodies: 'Ardent' for 'Ardent Capital Inc'.
bool short_form(const NameForm& full, const NameForm& part, const NameLexicon& lexicon, const Vocabulary& vocabulary);

}  // namespace annals
