// Productions among the inputs, or in one archive: which files the load files of a document review speak of, and what
// each is to them. So with the exports of Slack, whose days need the lists beside them.
#pragma once

#include <cstdint>
#include <functional>
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
    kChatDay,  ///< a day of a chat, in which people have the names that other files give them
  };
  Role role = Role::kAlone;
  std::string load_file;            ///< path as shown of the load file that names it
  std::vector<LoadRecord> records;  ///< kText: its one document; kLoadFile: those whose text it holds
  std::vector<std::string>
      more;  ///< kText: files (paths as shown) in which the text goes on, a page each; kChatDay: lists of names
  std::vector<std::string> hashes;  ///< of those, when the text was read
  std::vector<Remark> remarks;      ///< kLoadFile: what is missing; kCompanion: what it belongs to
};

/// A file among the inputs.
struct InputFile {
  std::string path;  ///< as shown
  std::string file;  ///< absolute; in an archive, as if that lay in the file system's root
  uint64_t size = 0;
};

/// By path as shown; files that no load file names are left out. Load files name files by paths of the machine that
/// made them: what they mean is looked for below and above the load file, among the inputs only, in capitals or small
/// letters. A text file called as a document's or page's number is its text also where no path says so.
/// `first_bytes` gives as many of a file's first bytes as there are up to `most`.
using FirstBytes = std::function<std::string(const InputFile& file, uint64_t most)>;
std::map<std::string, ProducedFile> find_productions(const std::vector<InputFile>& files,
                                                     const FirstBytes& first_bytes);

/// Reads a file as what it is to its production: `files` are itself and those in which its text goes on; `read` reads
/// one as if it were alone.
ReadSource read_as_produced(std::vector<Source> files, const ProducedFile& part,
                            const std::function<ReadSource(Source)>& read);

}  // namespace annals
