#include <fmt/format.h>

#include <atomic>
#include <csignal>

#include "casefile/build.h"
#include "cli/building.h"
#include "cli/commands.h"
#include "cli/deciding.h"
#include "cli/output.h"
#include "cli/progress.h"

namespace annals {
namespace {

std::atomic<bool> stop{false};

void on_signal(int) { stop = true; }

// While it lives, Ctrl-C and a request to end stop the build cleanly.
class StopOnSignal {
 public:
  StopOnSignal() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &interrupt_);
    sigaction(SIGTERM, &action, &terminate_);
  }
  ~StopOnSignal() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
  }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  struct sigaction interrupt_ {
  }, terminate_{};
};

std::string summary_line(const std::string& case_path, const BuildSummary& summary) {
  if (!summary.changed) {
    return fmt::format("{}: nothing changed; {} events from {} documents (build {})", case_path, summary.events,
                       summary.documents, summary.build);
  }
  std::string line = fmt::format("{}: build {}: ", case_path, summary.build);
  if (summary.sources_removed > 0) line += fmt::format("{} sources removed, ", summary.sources_removed);
  line += fmt::format("{} of {} sources read anew; ", summary.sources_read, summary.sources);
  line += fmt::format("{} documents, {} names, {} events, {} conflicts, {} copies, {} gaps", summary.documents,
                      summary.entities, summary.events, summary.conflicts, summary.copies, summary.gaps);
  if (summary.sources_unread > 0)
    line += fmt::format("; {} sources could not be read (see `annals sources`)", summary.sources_unread);
  if (summary.look_alikes > 0)
    line += fmt::format("; {} names look like others or mix alphabets (! in `annals people`)", summary.look_alikes);
  if (summary.sources_resumed + summary.documents_resumed > 0)
    line += fmt::format("; taken over from a build that did not end: {} sources, {} readings", summary.sources_resumed,
                        summary.documents_resumed);
  return line;
}

}  // namespace

Result<int> build_and_report(const std::string& case_path, const std::vector<std::string>& inputs,
                             const std::vector<std::string>& remove, const CommonOptions& common) {
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  const LanguageSet set(**languages);
  ProgressBar bar(common.quiet);
  const StopOnSignal signals;
  size_t problems = 0;
  BuildOptions options;
  options.who = user_name();
  options.program = "annals " ANNALS_VERSION;
  options.jobs = common.jobs;
  options.stop = &stop;
  options.remove = remove;
  options.progress = [&](uint64_t done, uint64_t total, const std::string& path) { bar.show(done, total, path); };
  options.problem = [&](const Error& error) {
    bar.clear();
    print_error(error);
    ++problems;
  };
  const auto summary = build_case(case_path, inputs, set, options);
  bar.clear();
  if (!summary) return summary.error();
  if (summary->stopped) {
    print_note(
        fmt::format("annals: stopped; {} keeps its last state, and the next build goes on from here", case_path));
    return kInterrupted;
  }
  if (summary->documents == 0 && problems > 0) return Error{ErrorKind::kInput, "none of the inputs could be read", {}};
  if (summary->build == 0) {
    return Error{ErrorKind::kInput, fmt::format("{}: nothing to build from", case_path),
                 "name files or folders: annals build CASE INPUT..."};
  }
  if (!common.quiet) print_note(summary_line(case_path, *summary));
  return problems > 0 || summary->sources_unread > 0 ? kDoneWithProblems : kDone;
}

Result<int> run(const BuildCommand& command, const CommonOptions& common) {
  return build_and_report(command.case_path, command.inputs, {}, common);
}

Result<int> run(const RemoveCommand& command, const CommonOptions& common) {
  // Opened for reading first: a case that is not there is not made.
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  return build_and_report(command.case_path, {}, command.sources, common);
}

}  // namespace annals
