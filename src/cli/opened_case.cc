#include "cli/opened_case.h"

#include <fmt/format.h>

namespace annals {

Result<OpenedCase> open_case(const std::string& path, const CommonOptions& common) {
  auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  auto file = CaseFile::open(path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  auto contents = file->load();
  if (!contents) return contents.error();
  OpenedCase opened;
  opened.languages = std::move(*languages);
  opened.set = std::make_unique<LanguageSet>(*opened.languages);
  opened.contents = std::move(*contents);
  return opened;
}

Status check_reader_language(const Languages& languages, const std::string& code) {
  const Pack* pack = languages.find(code);
  if (pack != nullptr && !pack->table("headlines").rows().empty()) return {};
  std::vector<std::string> known;
  for (const auto& [tag, other] : languages.packs()) {
    if (!other.table("headlines").rows().empty()) known.push_back(tag);
  }
  return Error{ErrorKind::kUsage, fmt::format("--language {}: no headlines in that language", code),
               fmt::format("there are: {}", fmt::join(known, ", "))};
}

}  // namespace annals
