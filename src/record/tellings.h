// How happenings of each type are told: the ontology's tables `types` and `telling`, compiled.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "languages/pack.h"

namespace annals {

enum class Recurs : uint8_t { kOnce, kSeldom, kOften };

/// What is known of one type.
struct TypeKnowledge {
  bool known = true;  ///< false: the ontology has no such type
  Recurs recurs = Recurs::kOften;
  bool fate = false;                 ///< it happens to somebody
  bool exchange = false;             ///< words pass between people
  bool message = false;              ///< somebody writes to somebody
  bool meeting = false;              ///< people meet
  std::vector<std::string> by;       ///< roles that tell one happening from another
  std::vector<std::string> told_as;  ///< both ways; sorted
  std::vector<std::string> apart;    ///< roles of which nobody plays two
  std::vector<std::string> roles;    ///< in the ontology's order
  std::vector<std::string> fillers;  ///< beside roles: the types of entity that may fill each, with commas
  std::string actor;                 ///< the role of a sentence's subject
  std::string object;                ///< the role of its object; empty when it has none
  std::string post;                  ///< the role that words alone may fill: as what somebody serves; empty: none
};

class Tellings {
 public:
  explicit Tellings(const Languages& languages);
  /// What is known of the type; of an unknown one, that it recurs seldom and has no roles.
  const TypeKnowledge& type(std::string_view name) const;

 private:
  std::map<std::string, TypeKnowledge, std::less<>> types_;
  TypeKnowledge unknown_{.known = false,
                         .recurs = Recurs::kSeldom,
                         .fate = false,
                         .exchange = false,
                         .message = false,
                         .meeting = false,
                         .by = {},
                         .told_as = {},
                         .apart = {},
                         .roles = {},
                         .fillers = {},
                         .actor = {},
                         .object = {},
                         .post = {}};
};

/// `family` of `family.kind`.
inline std::string_view family_of(std::string_view type) { return type.substr(0, type.find('.')); }

}  // namespace annals
