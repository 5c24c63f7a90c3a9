// From files to documents: the way in of this library. One reader per format, one file per reader (sources/read_*.cc);
// CONTRIBUTING.md, 'add a format', is the step list.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sources/document.h"

namespace annals {

/// Bytes that one source may unpack to, with all that is packed inside what it carries: a larger one is a bomb more
/// often than a collection of documents. At once, half of it.
constexpr uint64_t kMaxUnpacked = uint64_t{2} << 30;
constexpr uint64_t kMaxUnpackedAtOnce = kMaxUnpacked / 2;
/// Files that one source may carry, with those inside them.
constexpr size_t kMaxSourceParts = 100'000;
/// Containers around a file: people nest two or three deep.
constexpr uint32_t kMaxContainers = 8;

/// The bytes as received, and where from.
struct Source {
  std::string path;  ///< as given on the command line, relative to the input it was found under
  std::string bytes;
  uint32_t depth = 0;                     ///< containers around it: 1 for a file carried by a message
  uint64_t most_unpacked = kMaxUnpacked;  ///< bytes that may come out of it
};

/// A file that a source carries: read as a source of its own.
struct SourcePart {
  static constexpr uint32_t kWholeSource = 0xFFFFFFFF;
  std::string name;  ///< as the container calls it: to be shown, never to be opened
  std::string bytes;
  uint32_t parent = kWholeSource;  ///< position of the document that carries it
  bool whole = false;              ///< it is the source itself, unpacked: its documents are the source's own
};

/// What a reader made of one source. Never fails on content: what could not be read is a remark or `unread`.
struct ReadSource {
  std::string sha256;
  std::string media_type;
  std::vector<Document> documents;
  std::string unread;  ///< empty, or why nothing could be read ('binary', 'empty', 'unknown format', …)
  std::vector<Remark> remarks;
  std::vector<SourcePart> parts;  ///< still to be read; none are left by read_source()
};

/// One format. `accepts` looks at the path's ending and the first bytes and returns how sure it is (0 none, 100
/// certain).
struct SourceReader {
  std::string_view name;
  int (*accepts)(std::string_view path, std::string_view head);
  void (*read)(const Source& source, ReadSource& out);
  bool binary = false;  ///< reads bytes that are not text
  bool apart = false;   ///< a hostile file might do harm: read in a process of its own
};

/// All readers; the first of the surest reads.
const std::vector<SourceReader>& source_readers();

class Workers;

/// Reads one source: hash, format, charset, documents cut into blocks, and so on with the files that it carries. What
/// is to be read apart is, by `workers`; without them, in this process. What needs language packs (boilerplate,
/// credits, bylines, the document's date and languages) is settled afterwards by DocumentFinisher (languages/finish.h).
/// Deterministic; any thread; never throws.
ReadSource read_source(Source source, Workers* workers = nullptr);

/// One line of the JSON Lines documents of docs/export.md ('Documents in'). `number` counts from 1 and names the
/// document when the line does not. Nothing, with a sentence in `problem`, when the line is not such an object.
std::optional<Document> read_json_document(std::string_view line, size_t number, std::string& problem);

/// Finds the files below the inputs, in byte order of their shown paths, each once (links to a file or folder already
/// found add nothing, so loops end). Inside folders, names that begin with a dot are left out, and so is everything
/// that is neither file nor folder. Links in folders are followed to what lies within an input, an input that is a link
/// wherever it leads. Links that lead out, and what is missing or not readable, are reported through `problem` and left
/// out.
struct FoundFile {
  std::string path;  ///< to open
  std::string
      relative;  ///< to show, in UTF-8: relative to the input's parent folder; as given where two would look the same
};
std::vector<FoundFile> find_files(const std::vector<std::string>& inputs,
                                  const std::function<void(const Error&)>& problem);

}  // namespace annals
