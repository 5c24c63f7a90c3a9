#include "cli/opened_case.h"

#include <fmt/format.h>

#include "cli/output.h"
#include "present/name_by_sound.h"

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

std::vector<uint32_t> who_is(const OpenedCase& opened, const CaseIndex& index, const std::string& name) {
  std::vector<uint32_t> called = index.find_entities(name);
  if (!called.empty()) return called;
  SoundTable sounds(*opened.languages);
  const std::vector<uint32_t> alike = find_by_sound(opened.contents, opened.set->folding(), sounds, name);
  if (alike.empty()) {
    print_note(fmt::format("annals: nobody in this case is called “{}”", name));
    return {};
  }
  print_note(fmt::format("annals: nobody in this case is called “{}”; “{}” sounds like it", name,
                         opened.contents.record.entities[alike.front()].name));
  return {alike.front()};
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
