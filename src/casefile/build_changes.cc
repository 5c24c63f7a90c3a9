#include "casefile/build_changes.h"

#include <algorithm>

#include "casefile/corrections.h"

namespace annals {

const EventSnapshot* BuildChanges::was(const std::string& id) const {
  const auto found = std::find_if(before.begin(), before.end(), [&](const EventSnapshot& e) { return e.id == id; });
  return found == before.end() ? nullptr : &*found;
}

Result<BuildChanges> changes_since(const std::string& case_path, const CaseContents& contents,
                                   std::optional<uint64_t> since) {
  const auto file = CaseFile::open(case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  BuildChanges result;
  result.since = since.value_or(contents.build > 0 ? contents.build - 1 : 0);
  auto before = file->events_after(result.since);
  if (!before) return before.error();
  result.before = std::move(*before);
  result.changes =
      compare(result.before, snapshot(document_readings(contents.documents, contents.readings), contents.record));
  return result;
}

}  // namespace annals
