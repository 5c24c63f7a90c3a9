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
  Reading& reading_;
  bool asked_ = false;                                           // whether any reference has a role
  std::map<std::string, std::vector<Actor>, std::less<>> last_;  // by role
};

}  // namespace annals
