// Building a case: inputs in, readings cached by hash, the record made anew from all readings.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "casefile/casefile.h"

namespace annals {

struct BuildOptions {
  std::vector<std::string> remove;          ///< sources to take out of the case, by path as shown
  std::string who, program;                 ///< for the chain of custody: the user, this program with its version
  unsigned jobs = 0;                        ///< 0: as many as there are processors
  const std::atomic<bool>* stop = nullptr;  ///< set by Ctrl-C: the build ends cleanly, the case keeps its last state
  std::function<void(uint64_t done, uint64_t total, const std::string& path)>
      progress;                               ///< bytes; called from one thread
  std::function<void(const Error&)> problem;  ///< an input that could not be read; the build goes on
};

struct BuildSummary {
  uint64_t build = 0;
  uint32_t sources = 0, sources_read = 0, sources_removed = 0;  ///< read: anew in this build
  uint32_t sources_resumed = 0;  ///< of those read, taken over from a build that did not end
  uint32_t documents_resumed = 0;
  uint32_t sources_unread = 0;  ///< of all that the case holds
  uint32_t documents = 0, documents_read = 0;
  uint32_t events = 0, entities = 0, conflicts = 0, copies = 0, gaps = 0;
  uint32_t look_alikes = 0;  ///< names written to look like others
  bool changed = false;
  bool stopped = false;
};

/// Creates or updates the case at `case_path` from files, folders and `-` (JSON Lines on standard input). Only what
/// changed (by hash) is read again, and when nothing did the file stays as it is, byte for byte. What was once added
/// stays, also when the file is gone, until it is removed. Files with the same bytes are one source in several places.
/// All writes are one transaction, so a kill at any moment leaves the last state; what was read until then is kept
/// beside the case (casefile/unfinished.h) and not read again. Files of a production are read as its load files say
/// (sources/production.h). Errors: as of CaseFile::open; kInput for a source to remove that is not in the case.
Result<BuildSummary> build_case(const std::string& case_path, const std::vector<std::string>& inputs,
                                const LanguageSet& languages, const BuildOptions& options);

}  // namespace annals
