// Productions among the inputs: which files the load files of a document review speak of, and what each is to them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sources/load_file.h"

namespace annals {

/// What a file is to a production.
struct ProducedFile {
  enum class Role : uint8_t {
    kAlone,      ///< no load file names it
    kText,       ///< the text of a document is read from it
    kCompanion,  ///< a native or image of a document whose text is read elsewhere: kept, not read
    kLoadFile,
  };
  Role role = Role::kAlone;
  std::string load_file;            ///< path as shown of the load file that names it
  std::vector<LoadRecord> records;  ///< kText: its one document; kLoadFile: those whose text it holds
  std::vector<std::string> more;    ///< kText: files (paths as shown) in which the text goes on, a page each
  std::vector<std::string> hashes;  ///< of those, when the text was read
  std::vector<Remark> remarks;      ///< kLoadFile: what is missing; kCompanion: what it belongs to
};

/// A file among the inputs.
struct InputFile {
  std::string path;  ///< as shown
  std::string file;  ///< absolute
  uint64_t size = 0;
};

/// By path as shown; files that no load file names are left out. Load files name files by paths of the machine that
/// made them: what they mean is looked for below and above the load file, among the inputs only, in capitals or small
/// letters. A text file called as a document's or page's number is its text also where no path says so.
std::map<std::string, ProducedFile> find_productions(const std::vector<InputFile>& files);

std::string encode(const ProducedFile& value);
bool decode(std::string_view bytes, ProducedFile& value);

}  // namespace annals
