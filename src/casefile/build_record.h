// The last step of a build: the record, made anew of all documents.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "casefile/build.h"
#include "casefile/document_reader.h"
#include "casefile/store.h"

namespace annals {

/// What a build works with.
struct BuildParts {
  const Database& database;
  SourceStore& store;
  const DocumentReader& reader;
  const std::map<std::string, CaseSource>& sources;  ///< by path
  uint64_t build = 0;                                ///< the number that this build gets
};

/// The number of the last correction; 0 when there is none.
uint64_t last_number(std::span<const Correction> corrections);

/// Makes the record and writes it with the build's number and history. Nothing, and nothing written but readings that
/// were lost, when `stopped` says so.
std::optional<Record> renew_record(const BuildParts& parts, const std::vector<Correction>& corrections,
                                   const std::function<bool()>& stopped, BuildSummary& summary);

}  // namespace annals
