#include "server/bodies.h"

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>

#include "server/answers.h"

namespace annals {
namespace {

rapidjson::Document parsed(const std::string& body) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  if (json.HasParseError() || !json.IsObject()) throw BadRequest{400, "the body is not a JSON object"};
  return json;
}

std::string text(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

}  // namespace

Correction parse_correction(const std::string& body) {
  const rapidjson::Document json = parsed(body);
  if (!json.HasMember("action") || !json["action"].IsString()) throw BadRequest{400, "'action' is missing"};
  Correction correction;
  correction.action = text(json["action"]);
  const auto actions = correction_actions();
  if (correction.action == "undo" || std::find(actions.begin(), actions.end(), correction.action) == actions.end())
    throw BadRequest{400, fmt::format("'{}': there is no such action", correction.action.substr(0, 60))};
  if (json.HasMember("arguments")) {
    if (!json["arguments"].IsArray()) throw BadRequest{400, "'arguments' is not a list"};
    for (const auto& argument : json["arguments"].GetArray()) {
      if (!argument.IsString()) throw BadRequest{400, "'arguments' holds something that is not text"};
      correction.arguments.push_back(text(argument));
    }
  }
  if (json.HasMember("note") && json["note"].IsString()) correction.note = text(json["note"]);
  return correction;
}

Correction parse_undo(const std::string& body, const std::vector<Correction>& all) {
  const rapidjson::Document json = parsed(body);
  if (json.HasMember("number")) {
    if (!json["number"].IsUint64()) throw BadRequest{400, "'number' is not the number of a decision"};
    const uint64_t number = json["number"].GetUint64();
    const bool known = std::any_of(all.begin(), all.end(), [&](const Correction& c) { return c.number == number; });
    if (!known) throw BadRequest{404, fmt::format("there is no decision {}", number)};
    return {0, "undo", {std::to_string(number)}, {}, {}, {}};
  }
  const auto undo = undo_last(all);
  if (!undo) throw BadRequest{409, "there is nothing to undo"};
  return *undo;
}

Login parse_login(const std::string& body) {
  const rapidjson::Document json = parsed(body);
  for (const char* name : {"name", "password"}) {
    if (!json.HasMember(name) || !json[name].IsString()) throw BadRequest{400, fmt::format("'{}' is missing", name)};
  }
  return {text(json["name"]), text(json["password"])};
}

}  // namespace annals
