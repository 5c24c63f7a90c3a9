// Descriptions that say which part somebody played in what was told before: 'the plaintiff', 'the buyer'.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reading/clauses.h"

namespace annals {

/// Goes through a document's sentences in order: bind() one before its clauses are read, tell() what they state.
class ToldParts {
 public:
  explicit ToldParts(Reading& reading);

  /// References with a role stand for whoever had it last; their elements too.
  void bind(Scene& scene);
  void tell(const Scene& scene, const std::vector<StatedEvent>& statements);

 private:
  struct Part {
    std::vector<Actor> players;
    uint32_t scene = 0;
  };

  std::vector<Actor> players_of(const Reference& reference) const;

  Reading& reading_;
  bool asked_ = false;                             // whether any reference has a role
  uint32_t scene_ = 0;                             // sentences so far
  std::map<std::string, Part, std::less<>> last_;  // by role
};

}  // namespace annals
