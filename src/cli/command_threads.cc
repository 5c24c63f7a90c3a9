#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "record/mail_threads.h"

namespace annals {
namespace {

std::string line_of(const Document& document) {
  const std::string& when = document.published_time.empty() ? document.published : document.published_time;
  return fmt::format("{}  {}  {}  [{}]", when.empty() ? "no date" : when, document.header("from"), document.title,
                     document.id);
}

}  // namespace

Result<int> run(const ThreadsCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  const auto& documents = opened->contents.documents;
  const MailSubjects subjects(*opened->languages);
  const MailThreads threads(documents, subjects);
  const std::vector<SameId> twice = find_seen_twice(documents, subjects);

  size_t messages = 0;
  size_t missing = 0;
  for (const MailThreads::Thread& thread : threads.all()) {
    for (const MailThreads::Message& message : thread)
      ++(message.document == MailThreads::kMissing ? missing : messages);
  }
  Output output({});
  if (!command.twice) {
    output.write(fmt::format("{} messages in {} conversations, {} missing, {} seen again\n", messages,
                             threads.all().size(), missing, twice.size()));
    for (const MailThreads::Thread& thread : threads.all()) {
      output.write("\n");
      for (const MailThreads::Message& message : thread) {
        const std::string indent(size_t{2} * message.depth, ' ');
        if (message.document == MailThreads::kMissing) {
          output.write(fmt::format("{}(missing{}{}){}\n", indent, message.id.empty() ? "" : ": ", message.id,
                                   message.by_subject ? "  (by its subject)" : ""));
          continue;
        }
        const std::string mih = edrm_mih(documents[message.document]);
        output.write(fmt::format("{}{}{}{}{}\n", indent, line_of(documents[message.document]),
                                 mih.empty() ? "" : "  MIH ", mih, message.by_subject ? "  (by its subject)" : ""));
      }
    }
    if (!twice.empty()) output.write("\n");
  }
  for (const SameId& pair : twice) {
    output.write(
        fmt::format("{}: {} and {}\n", to_string(pair.verdict), documents[pair.first].id, documents[pair.second].id));
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
