// docs/openapi.json and the server, both ways: each path that is served is described and each that is described is
// served; answers have the fields that are described, and no others.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/file.h"
#include "server/api.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

namespace fs = std::filesystem;
using rapidjson::Value;

std::string text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

class OpenApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("annals-openapi-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "in");
    fs::copy(ANNALS_SOURCE_DIR "/examples/salvane/documents", folder_ / "in", fs::copy_options::recursive);
    std::ofstream(folder_ / "in/talk.srt") << "1\n00:00:01,000 --> 00:00:04,000\nAna Prado founded Norvia in 2015.\n";
    const std::string path = (folder_ / "x.annals").string();
    ASSERT_TRUE(build_case(path, {(folder_ / "in").string()}, testing::languages(), {}));
    auto api = Api::open(path, testing::languages());
    ASSERT_TRUE(api) << api.error().message;
    api_ = std::move(*api);
    const std::string text = *read_file(ANNALS_SOURCE_DIR "/docs/openapi.json");
    description_.Parse(text.data(), text.size());
    ASSERT_FALSE(description_.HasParseError());
  }
  static void TearDownTestSuite() {
    api_.reset();
    fs::remove_all(folder_);
  }

  static ApiAnswer ask(const std::string& method, const std::string& path,
                       std::multimap<std::string, std::string> query = {}, const std::string& body = {}) {
    ApiRequest request;
    request.method = method;
    request.path = path;
    request.query = std::move(query);
    request.body = body;
    request.user = "ana";
    return api_->answer(request);
  }
  static rapidjson::Document json(const ApiAnswer& answer) {
    rapidjson::Document parsed;
    parsed.Parse(answer.body.data(), answer.body.size());
    EXPECT_FALSE(parsed.HasParseError()) << answer.body.substr(0, 200);
    return parsed;
  }
  /// The ids of a list's items.
  static std::vector<std::string> ids(const std::string& list) {
    std::vector<std::string> found;
    const auto answer = json(ask("GET", list, {{"limit", "5000"}}));
    for (const Value& item : answer["items"].GetArray()) found.push_back(text_of(item["id"]));
    return found;
  }

  static const Value& resolved(const Value& schema) {
    if (!schema.HasMember("$ref")) return schema;
    const std::string name = text_of(schema["$ref"]).substr(std::string("#/components/schemas/").size());
    seen_.insert(name);
    return description_["components"]["schemas"][name.c_str()];
  }
  static bool is_of(const Value& value, const std::string& type) {
    return (type == "string" && value.IsString()) || (type == "boolean" && value.IsBool()) ||
           (type == "number" && value.IsNumber()) || (type == "null" && value.IsNull()) ||
           (type == "integer" && value.IsNumber() &&
            value.GetDouble() == static_cast<double>(static_cast<int64_t>(value.GetDouble()))) ||
           (type == "object" && value.IsObject()) || (type == "array" && value.IsArray());
  }
  static void check(const Value& reference, const Value& value, const std::string& where) {
    if (reference.HasMember("oneOf")) {  // something, or nothing
      if (!value.IsNull()) check(reference["oneOf"][0], value, where);
      return;
    }
    const Value& schema = resolved(reference);
    bool fits = false;
    if (schema["type"].IsArray()) {
      for (const Value& type : schema["type"].GetArray()) fits |= is_of(value, text_of(type));
    } else {
      fits = is_of(value, text_of(schema["type"]));
    }
    EXPECT_TRUE(fits) << where;
    if (schema.HasMember("enum") && value.IsString()) {
      bool listed = false;
      for (const Value& one : schema["enum"].GetArray()) listed |= one == value;
      EXPECT_TRUE(listed) << where << ": " << text_of(value);
    }
    if (value.IsArray() && schema.HasMember("items")) {
      for (const Value& item : value.GetArray()) {
        check(schema["items"], item, where + "[]");
        if (HasFailure()) return;
      }
    }
    if (!value.IsObject() || !schema.HasMember("properties")) return;
    for (const Value& name : schema["required"].GetArray())
      EXPECT_TRUE(value.HasMember(name)) << where << '.' << text_of(name) << " is described and not served";
    for (const auto& member : value.GetObject()) {
      const std::string inner = where + '.' + text_of(member.name);
      const auto described = schema["properties"].FindMember(member.name);
      if (described == schema["properties"].MemberEnd()) {
        ADD_FAILURE() << inner << " is served and not described";
      } else {
        check(described->value, member.value, inner);
      }
    }
  }
  static void check_answer(const std::string& method, const std::string& described, const ApiAnswer& answer) {
    const std::string name = "/" + described;
    const std::string verb = method == "GET" ? "get" : "post";
    const Value& responses = description_["paths"][name.c_str()][verb.c_str()]["responses"];
    const std::string status = std::to_string(answer.status);
    ASSERT_TRUE(responses.HasMember(status.c_str()))
        << method << ' ' << described << ' ' << status << ' ' << answer.body.substr(0, 200);
    const Value& content = responses[status.c_str()]["content"];
    const std::string media = answer.media_type.substr(0, answer.media_type.find(';'));
    ASSERT_TRUE(content.HasMember(media.c_str())) << method << ' ' << described << ' ' << media;
    if (media == "application/json") check(content[media.c_str()]["schema"], json(answer), described);
  }

  static inline fs::path folder_;
  static inline std::unique_ptr<Api> api_;
  static inline rapidjson::Document description_;
  static inline std::set<std::string> seen_;
};

TEST_F(OpenApiTest, WhatIsServedIsDescribedAndWhatIsDescribedIsServed) {
  std::set<std::string> served, described;
  for (const ApiPath& path : api_paths()) served.insert(std::string(path.method) + " /" + std::string(path.path));
  for (const auto& path : description_["paths"].GetObject()) {
    for (const auto& method : path.value.GetObject())
      described.insert((text_of(method.name) == "get" ? "GET " : "POST ") + text_of(path.name));
  }
  EXPECT_EQ(served, described);
}

TEST_F(OpenApiTest, AnswersHaveTheFieldsThatAreDescribedAndNoOthers) {
  const std::string event = ids("events").front();
  ASSERT_EQ(ask("POST", "corrections", {}, R"({"action":"note","arguments":[")" + event + R"(","seen"]})").status, 201);
  check_answer("POST", "corrections",
               ask("POST", "corrections", {}, R"({"action":"write-story","arguments":["One","[[)" + event + "]]\"]}"));
  check_answer("POST", "corrections",
               ask("POST", "corrections", {}, R"({"action":"reject-event","arguments":["e0"]})"));
  check_answer("POST", "undo", ask("POST", "undo", {}, "{}"));
  check_answer("POST", "redo", ask("POST", "redo", {}, "{}"));
  const auto upload = [](const char* name) {
    return ask("POST", "uploads", {{"name", name}}, "Ana Prado left Norvia.");
  };
  check_answer("POST", "uploads", upload("a.txt"));  // refused
  api_->take_uploads((folder_ / "uploads").string());
  fs::create_directories(folder_ / "uploads");
  check_answer("POST", "uploads", upload("../a.txt"));
  check_answer("POST", "uploads", upload("a.txt"));
  while (api_->state().find("\"running\":true") != std::string::npos)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_NE(ask("GET", "sources", {{"limit", "5000"}}).body.find("a.txt"), std::string::npos);
  check_answer("POST", "corrections/import", ask("POST", "corrections/import", {}, ""));
  const std::multimap<std::string, std::string> all{{"limit", "5000"}};
  for (const char* list : {"case", "events", "density", "documents", "entities", "graph", "conflicts", "gaps", "copies",
                           "sources", "stories", "corrections", "states", "builds", "corrections/export"}) {
    check_answer("GET", list, ask("GET", list, all));
  }
  check_answer("GET", "search", ask("GET", "search", {{"q", "Quintela"}, {"limit", "500"}}));
  check_answer("GET", "ask", ask("GET", "ask", {{"q", "When did Quintela leave Salvane?"}}));
  check_answer("GET", "diff", ask("GET", "diff", {{"since", "0"}}));
  const std::string redate = R"({"action":"redate-event","arguments":[")" + event + R"(","1999"]})";
  ASSERT_EQ(ask("POST", "corrections", {}, redate).status, 201);
  check_answer("GET", "diff", ask("GET", "diff"));
  for (const std::string& id : ids("events")) check_answer("GET", "events/{id}", ask("GET", "events/" + id));
  for (const std::string& id : ids("documents")) check_answer("GET", "documents/{id}", ask("GET", "documents/" + id));
  check_answer("GET", "documents/{id}/original", ask("GET", "documents/" + ids("documents").front() + "/original"));
  for (const std::string& id : ids("entities")) {
    check_answer("GET", "entities/{id}", ask("GET", "entities/" + id));
    check_answer("GET", "entities/{id}/mentions", ask("GET", "entities/" + id + "/mentions"));
    check_answer("GET", "entities/{id}/quotes", ask("GET", "entities/" + id + "/quotes"));
  }
  check_answer("GET", "stories/export", ask("GET", "stories/export", {{"name", "One"}}));
  for (const char* path : {"events/none", "documents/none", "entities/none"})
    check_answer("GET", std::string(path).replace(std::string(path).find("none"), 4, "{id}"), ask("GET", path));
  check_answer("GET", "events", ask("GET", "events", {{"limit", "x"}}));
  // Every shape that is described was met; boxes need a PDF, remarks something odd, sessions the HTTP server.
  std::set<std::string> unmet;
  for (const auto& schema : description_["components"]["schemas"].GetObject()) {
    if (seen_.count(text_of(schema.name)) == 0) unmet.insert(text_of(schema.name));
  }
  for (const char* name : {"Box", "Remark", "SourceRemark", "Session", "EventWas", "LookAlike"}) unmet.erase(name);
  EXPECT_EQ(unmet, std::set<std::string>{});
}

}  // namespace
}  // namespace annals
