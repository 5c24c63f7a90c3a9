// What changed in a case since an earlier build: what `annals diff` and the page show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casefile/casefile.h"

namespace annals {

struct BuildChanges {
  uint64_t since = 0;                 ///< the earlier build
  std::vector<EventSnapshot> before;  ///< its events, in order of id
  std::vector<EventChange> changes;

  /// The event as the earlier build had it; null when it did not.
  const EventSnapshot* was(const std::string& id) const;
};

/// Compares the case as loaded with the build `since`, or with the one before its last. Errors as of
/// CaseFile::events_after.
Result<BuildChanges> changes_since(const std::string& case_path, const CaseContents& contents,
                                   std::optional<uint64_t> since);

}  // namespace annals
