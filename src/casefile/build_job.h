// One source that a build reads, and what came of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "casefile/document_reader.h"
#include "sources/production.h"

namespace annals {

struct BuildJob {
  std::string path;   // as shown in the case
  std::string file;   // absolute; empty for a line and for bytes from the case
  std::string bytes;  // of a line, or from the case
  size_t line = 0;    // counts from 1; 0 for a file
  uint64_t size = 0;
  bool from_case = false;         // read again from the bytes kept
  ProducedFile produced;          // what it is to a production
  uint64_t more_size = 0;         // of the files that are read with it
  std::vector<std::string> more;  // bytes of those

  // What came of it.
  std::optional<Error> error;
  std::string sha256;
  bool unchanged = false;
  bool resumed = false;  // an unfinished build had read it
  ReadSource read;
};

}  // namespace annals
