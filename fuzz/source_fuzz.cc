// Any bytes as any format: the first byte chooses the path's ending, the rest is the file. Reading must end with
// what holds (sources/workers.h): the answer of a worker that does not is no answer.
//
// Under the name source_fuzz, the bytes say which reader is theirs, and what is packed inside them is read too. Under
// the name read_READER_fuzz (fuzz/CMakeLists.txt), that reader alone gets them.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sources/readers.h"
#include "sources/source.h"
#include "sources/workers.h"

namespace {

const annals::SourceReader* chosen = nullptr;

// Programs and libraries of others are not what is looked for here.
bool is_for_others(std::string_view bytes) {
  return bytes.starts_with("%PDF-") || bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") ||
         bytes.starts_with("II*") || bytes.starts_with("MM\0*") || bytes.starts_with("GIF8") ||
         bytes.starts_with("BM") || bytes.find("!BDN") != std::string_view::npos ||
         bytes.find("WEBP") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(const int* /*argc*/, char*** argv) {
  std::string name = (*argv)[0];
  name = name.substr(name.rfind('/') + 1);
  if (!name.starts_with("read_")) return 0;
  name = name.substr(5, name.rfind("_fuzz") - 5);
  for (const annals::SourceReader& reader : annals::source_readers()) {
    std::string called(reader.name);
    std::replace_if(
        called.begin(), called.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    if (called == name) chosen = &reader;
  }
  if (chosen == nullptr) std::abort();  // the list of names in CMakeLists.txt is not that of the readers
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kEndings[] = {".txt", ".html", ".md",   ".eml", ".mbox", ".jsonl", "",
                                      ".htm", ".zip",  ".docx", ".rtf", ".csv",  ".json",  ".srt",
                                      ".mht", ".xml",  ".dat",  ".opt", ".msg"};
  if (size == 0) return 0;
  annals::Source source{std::string("input") + kEndings[data[0] % std::size(kEndings)],
                        std::string(reinterpret_cast<const char*>(data + 1), size - 1)};
  if (chosen == nullptr && is_for_others(source.bytes)) return 0;
  annals::ReadSource read;
  if (chosen == nullptr) {
    read = annals::read_source(source);
  } else {
    annals::read_in_process(*chosen, source, read);
  }
  if (!annals::holds(read)) std::abort();
  return 0;
}
