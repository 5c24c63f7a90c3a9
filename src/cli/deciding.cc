#include "cli/deciding.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "casefile/corrections.h"
#include "cli/output.h"

namespace annals {

std::string user_name() {
  const passwd* user = ::getpwuid(::getuid());  // NOLINT(concurrency-mt-unsafe)
  return user != nullptr ? user->pw_name : "unknown";
}

Result<int> decide_and_report(const std::string& case_path, Correction correction, const Decider& decider,
                              const CommonOptions& common) {
  correction.who = decider.who.empty() ? user_name() : decider.who;
  correction.note = decider.note;
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  const LanguageSet set(**languages);
  const auto decided = decide(case_path, {std::move(correction)}, set);
  if (!decided) return decided.error();
  const uint64_t number = decided->corrections.back().number;
  for (const CorrectionOutcome& outcome : decided->outcomes) {
    if (outcome.number != number || outcome.applied) continue;
    print_note(fmt::format("annals: correction {} is kept but has no effect: {}", number, outcome.why_not));
    return kDoneWithProblems;
  }
  if (!common.quiet) {
    print_note(fmt::format("{}: build {}: {} names, {} events, {} conflicts", case_path, decided->build,
                           decided->record.entities.size(), decided->record.events.size(),
                           decided->record.conflicts.size()));
    print_note(fmt::format("correction {} done; take it back with: annals undo {} {}", number, case_path, number));
  }
  return kDone;
}

}  // namespace annals
