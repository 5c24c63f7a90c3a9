// Narratives: a person's own words with the record's events between them.
#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/deciding.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/story.h"
#include "server/decisions.h"

namespace annals {
namespace {

constexpr uint64_t kLongestStory = 1 << 20;

Result<int> list(const CaseContents& contents, const Decisions& decisions) {
  Output output({});
  for (const Story& story : decisions.stories()) {
    const Correction& written = contents.corrections[story.correction];
    output.write(fmt::format("{}  {}  {}\n", story.name, written.when, written.who));
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

Result<int> export_one(const StoryCommand& command, const OpenedCase& opened, const Decisions& decisions) {
  const auto& stories = decisions.stories();
  const auto story =
      std::find_if(stories.begin(), stories.end(), [&](const Story& one) { return one.name == command.name; });
  if (story == stories.end()) {
    return Error{ErrorKind::kUsage, fmt::format("there is no story “{}”", command.name),
                 "`annals story list CASE` lists them"};
  }
  Output output(command.file);
  (command.format == "html" ? story_as_html : story_as_markdown)(opened.contents, *opened.set, command.language,
                                                                 story->name, story->text,
                                                                 [&](std::string_view bytes) { output.write(bytes); });
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace

Result<int> run(const StoryCommand& command, const CommonOptions& common) {
  if (command.verb == "write") {
    const auto text = read_file(command.file, kLongestStory);
    if (!text) return text.error();
    Correction correction;
    correction.action = "write-story";
    correction.arguments = {command.name, *text};
    return decide_and_report(command.case_path, std::move(correction), {command.who, command.note}, common);
  }
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseIndex index(opened->contents, opened->set->folding());
  const Decisions decisions(index);
  return command.verb == "list" ? list(opened->contents, decisions) : export_one(command, *opened, decisions);
}

}  // namespace annals
