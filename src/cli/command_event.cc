// The commands by which a person decides on events, and writes notes.
#include <fmt/format.h>

#include <map>

#include "cli/commands.h"
#include "cli/deciding.h"

namespace annals {
namespace {

// `120-180` as two arguments.
Status add_place(const std::string& place, std::vector<std::string>& arguments) {
  const size_t dash = place.find('-');
  const bool digits = place.find_first_not_of("0123456789-") == std::string::npos;
  if (!digits || dash == 0 || dash == std::string::npos || dash + 1 == place.size() ||
      place.find('-', dash + 1) != std::string::npos) {
    return Error{ErrorKind::kUsage, fmt::format("{}: is not a place in a text", place),
                 "write START-END in code points, as exports give them: 120-180"};
  }
  arguments.push_back(place.substr(0, dash));
  arguments.push_back(place.substr(dash + 1));
  return {};
}

}  // namespace

Result<int> run(const EventCommand& command, const CommonOptions& common) {
  static const std::map<std::string_view, std::string_view> kActions = {{"date", "redate-event"},
                                                                        {"merge", "merge-events"},
                                                                        {"split", "split-event"},
                                                                        {"reject", "reject-event"},
                                                                        {"confirm", "confirm-event"},
                                                                        {"significance", "mark-significance"},
                                                                        {"add", "add-event"},
                                                                        {"words", "move-claim"},
                                                                        {"name", "move-name"},
                                                                        {"time", "move-time"},
                                                                        {"sum", "move-quantity"},
                                                                        {"quote", "move-quote"},
                                                                        {"note", "note"},
                                                                        {"tick", "tick"}};
  Correction correction;
  correction.action = kActions.at(command.verb);
  correction.arguments = {command.event};
  const bool moves =
      command.verb == "name" || command.verb == "time" || command.verb == "sum" || command.verb == "quote";
  for (size_t i = 0; i < command.arguments.size(); ++i) {
    if (command.verb == "words" || (moves && i < 2) || (command.verb == "add" && i == 0)) {
      ANNALS_TRY(add_place(command.arguments[i], correction.arguments));
      continue;
    }
    correction.arguments.push_back(command.arguments[i]);
    if (command.verb == "add" && i == 1) correction.arguments.push_back(command.date);
  }
  return decide_and_report(command.case_path, std::move(correction), {command.who, command.note}, common);
}

}  // namespace annals
