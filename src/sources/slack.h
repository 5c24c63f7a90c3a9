// Exports of Slack: a folder for each channel with a file for each day, and beside the folders lists of the people and
// of the conversations, by whose ids the messages call them.
#pragma once

#include <rapidjson/document.h>

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "sources/source.h"

namespace annals {

/// What ids stand for.
struct SlackNames {
  std::map<std::string, std::string> people;
  std::map<std::string, std::string> conversations;  ///< of those whose folder is called by an id: who takes part
};

/// Whether it is a day of a channel.
bool is_slack(const rapidjson::Value& json);

/// Reads the messages of a day. Of a changed or deleted one, what it said before where the export has it.
void read_slack(const rapidjson::Value& json, const SlackNames& names, const Source& source, ReadSource& out);

/// Reads a day of a channel with the lists that lie beside its folder. False when it is no such day.
bool read_slack_day(const Source& day, std::span<const Source> lists, ReadSource& out);

/// Whether a file that begins so is the list of an export's people.
bool is_slack_people(std::string_view path, std::string_view head);
/// Whether a file of this name (without folders) is another of an export's lists.
bool is_slack_list(std::string_view name);
/// Whether it is called as a day is: `2020-05-03.json`.
bool is_slack_day(std::string_view name);

}  // namespace annals
