#include "server/http_server.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "casefile/build.h"
#include "server/web_files.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

// A small case, served on a free port for all tests of this file.
class HttpServerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("annals-http-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "in");
    std::ofstream(folder_ / "in/a.txt")
        << "Norvia in trouble\n\nAna Prado founded Norvia in March 2015. On 3 May 2019 Ana Prado told Rui "
           "Costa that Norvia would sue Halden Bank.\n";
    std::ofstream(folder_ / "in/b.txt")
        << "Norvia processa\n\nEm 3 de maio de 2019, Ana Prado demitiu Rui Costa da Norvia.\n";
    const auto built =
        build_case((folder_ / "x.annals").string(), {(folder_ / "in").string()}, testing::languages(), {});
    ASSERT_TRUE(built) << built.error().message;
    auto api = Api::open((folder_ / "x.annals").string(), testing::languages());
    ASSERT_TRUE(api) << api.error().message;
    api_ = std::move(*api);
    std::promise<std::string> url;
    server_ = std::thread([&url] {
      ServerOptions options;
      options.token = kToken;
      options.stop = &stop_;
      options.ready = [&url](const std::string& address) { url.set_value(address); };
      EXPECT_TRUE(serve(*api_, options));
    });
    const std::string address = url.get_future().get();
    const size_t colon = address.rfind(':');
    port_ = std::stoi(address.substr(colon + 1));
    for (int i = 0; i < 100; ++i) {  // until it listens
      httplib::Client client("127.0.0.1", port_);
      if (client.Get("/")) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  static void TearDownTestSuite() {
    stop_ = true;
    if (server_.joinable()) server_.join();
    api_.reset();
    fs::remove_all(folder_);
  }

  static httplib::Headers admitted() { return {{"Cookie", std::string("annals=") + kToken}}; }
  static httplib::Result get(const std::string& target, httplib::Headers headers = admitted()) {
    httplib::Client client("127.0.0.1", port_);
    return client.Get(target.c_str(), headers);
  }
  static int status(const std::string& target, httplib::Headers headers = admitted()) {
    const auto result = get(target, std::move(headers));
    return result ? result->status : -1;
  }

  static constexpr char kToken[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  static inline fs::path folder_;
  static inline std::unique_ptr<Api> api_;
  static inline std::thread server_;
  static inline std::atomic<bool> stop_{false};
  static inline int port_ = 0;
};

TEST_F(HttpServerTest, TheTokenOpensThePageOnceAndTheCookieKeepsIt) {
  EXPECT_EQ(status("/", {}), 401);
  EXPECT_EQ(status("/?token=wrong", {}), 401);
  const auto opened = get(std::string("/?token=") + kToken, {});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->status, 303);
  const std::string cookie = opened->get_header_value("Set-Cookie");
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
  EXPECT_EQ(status("/api/v1/case"), 200);
}

TEST_F(HttpServerTest, EveryListIsAPageOfJson) {
  for (const char* list : {"events", "documents", "entities", "conflicts", "gaps", "copies", "sources", "corrections",
                           "stories", "search?q=Norvia", "ask?q=Ana%20Prado"}) {
    const auto result = get(std::string("/api/v1/") + list);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 200) << list << result->body;
    rapidjson::Document json;
    json.Parse(result->body.c_str());
    ASSERT_FALSE(json.HasParseError()) << list;
    EXPECT_TRUE(json.HasMember("total")) << list;
    EXPECT_TRUE(json["items"].IsArray()) << list;
  }
}

// docs/openapi.yaml describes paths that the server answers.
TEST_F(HttpServerTest, TheDescriptionNamesPathsThatExist) {
  std::ifstream file(ANNALS_SOURCE_DIR "/docs/openapi.yaml");
  std::string line;
  std::vector<std::pair<std::string, std::string>> paths;  // path, its description
  while (std::getline(file, line)) {
    if (line.starts_with("  /")) paths.emplace_back(line.substr(2, line.find(':') - 2), line.substr(line.find(':')));
    if (line.starts_with("    ") && !paths.empty()) paths.back().second += line;
  }
  EXPECT_GE(paths.size(), 26U);
  for (auto [path, description] : paths) {
    if (path == "/changes") continue;  // does not end; has its own test
    const bool gets = description.find("get:") != std::string::npos;
    const bool of_one = path.find("{id}") != std::string::npos;
    if (of_one) path.replace(path.find("{id}"), 4, "none");
    if (gets) {
      const auto result = get("/api/v1" + path);
      ASSERT_TRUE(result) << path;
      const bool missing = of_one || path == "/stories/export";  // it needs a name
      EXPECT_EQ(result->status, missing ? 404 : 200) << path;
      EXPECT_EQ(result->body.find("there is nothing at"), std::string::npos) << path;
    }
    if (description.find("post:") != std::string::npos) {
      httplib::Client client("127.0.0.1", port_);
      const auto result = client.Post(("/api/v1" + path).c_str(), admitted(), "[", "application/json");
      ASSERT_TRUE(result) << path;
      EXPECT_NE(result->status, 405) << path;
    }
  }
}

TEST_F(HttpServerTest, WhoFollowsLearnsOfDecisions) {
  std::string received;
  std::promise<void> first;
  std::thread follower([&] {
    httplib::Client client("127.0.0.1", port_);
    int messages = 0;
    client.Get("/api/v1/changes", admitted(), [&](const char* data, size_t size) {
      received.append(data, size);
      if (++messages == 1) first.set_value();
      return messages < 2;
    });
  });
  first.get_future().wait();
  httplib::Client client("127.0.0.1", port_);
  const char* note = R"({"action":"note","arguments":["case","seen"]})";
  EXPECT_EQ(client.Post("/api/v1/corrections", admitted(), note, "application/json")->status, 201);
  follower.join();
  const size_t second = received.find("data: ", 6);
  ASSERT_NE(second, std::string::npos) << received;
  EXPECT_NE(received.substr(0, second - 2), received.substr(second)) << "the build has another number";
  EXPECT_EQ(client.Post("/api/v1/undo", admitted(), "{}", "application/json")->status, 201);
}

TEST_F(HttpServerTest, AnUnchangedAnswerIsNotSentTwice) {
  const auto first = get("/api/v1/events");
  ASSERT_TRUE(first);
  httplib::Headers headers = admitted();
  headers.emplace("If-None-Match", first->get_header_value("ETag"));
  EXPECT_EQ(status("/api/v1/events", headers), 304);
}

TEST_F(HttpServerTest, BadRequestsGetTheirStatusAndAJsonError) {
  struct Case {
    const char* method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body, content_type;
    int status;
  };
  const std::string api = "/api/v1/";
  std::vector<Case> cases;
  for (const char* path :
       {"nothing", "event", "events/", "events/none", "events/%00", "events/..%2f..%2fetc", "documents/none",
        "documents/none/original", "documents//original", "entities/none", "entities/%F0%9F", "", "case/x", "graphs",
        "..", "%2e%2e/%2e%2e/etc/passwd", "search/x", "conflicts/1", "sources/a.txt"}) {
    cases.push_back({"GET", api + path, {}, "", "", 404});
  }
  for (const char* query : {"events?offset=x",
                            "events?limit=-1",
                            "events?limit=1e3",
                            "events?limit=99999999999999999999999",
                            "events?from=yesterday",
                            "events?to=2016-13",
                            "events?from=2016-02-30",
                            "events?from=%FF%FE",
                            "density?bins=many",
                            "density?from=x",
                            "graph?to=0",
                            "entities?limit=ten",
                            "conflicts?offset=%20",
                            "gaps?limit=0x10",
                            "search?q=a&from=x",
                            "stories?limit=z",
                            "copies?limit=1.5",
                            "sources?limit=a",
                            "search?q=a&limit=b",
                            "ask?q=a&offset=c",
                            "documents?limit=%00"}) {
    cases.push_back({"GET", api + query, {}, "", "", 400});
  }
  for (const char* file : {"/nothing.html", "/assets/", "/assets/none.js", "/../src/main.cc", "/%2e%2e/x",
                           "/index.html/x", "/.git/config"}) {
    cases.push_back({"GET", file, {}, "", "", 404});
  }
  cases.push_back({"GET", api + "case", {{"Host", "evil.example"}}, "", "", 421});
  cases.push_back({"GET", api + "case", {{"Host", ""}}, "", "", 421});
  cases.push_back({"GET", api + "case", {{"Host", "127.0.0.1:1"}}, "", "", 421});
  cases.push_back({"GET", api + "case", {{"Origin", "http://evil.example"}}, "", "", 403});
  cases.push_back({"GET", api + "case", {{"Origin", "null"}}, "", "", 403});
  cases.push_back({"GET", api + "case", {{"Sec-Fetch-Site", "cross-site"}}, "", "", 403});
  cases.push_back({"GET", api + "case", {{"Sec-Fetch-Site", "same-site"}}, "", "", 403});
  cases.push_back({"GET", api + "case?" + std::string(17 << 10, 'a'), {}, "", "", 414});
  cases.push_back({"PUT", api + "corrections", {}, "{}", "application/json", 405});
  cases.push_back({"DELETE", api + "events/1", {}, "", "", 405});
  cases.push_back({"PATCH", api + "case", {}, "{}", "application/json", 405});
  cases.push_back({"OPTIONS", api + "case", {}, "", "", 405});
  cases.push_back({"POST", api + "corrections", {}, "action=x", "application/x-www-form-urlencoded", 415});
  cases.push_back({"POST", api + "corrections", {}, "{}", "text/plain", 415});
  cases.push_back({"POST", api + "corrections", {}, "{", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "[]", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "{}", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "{\"action\":1}", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "{\"action\":\"x\",\"arguments\":\"y\"}", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "{\"action\":\"x\",\"arguments\":[1]}", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, std::string(100000, '['), "application/json", 400});
  cases.push_back({"POST", api + "events", {}, "{}", "application/json", 405});
  cases.push_back({"POST", "/", {}, "{}", "application/json", 404});
  ASSERT_GE(cases.size(), 60U);
  for (const Case& c : cases) {
    httplib::Client client("127.0.0.1", port_);
    httplib::Request request;
    request.method = c.method;
    request.path = c.target;
    request.headers = admitted();
    for (const auto& [name, value] : c.headers) request.headers.emplace(name, value);
    request.body = c.body;
    if (!c.content_type.empty()) request.set_header("Content-Type", c.content_type.c_str());
    const auto result = client.send(request);
    ASSERT_TRUE(result) << c.method << ' ' << c.target.substr(0, 80);
    EXPECT_EQ(result->status, c.status) << c.method << ' ' << c.target.substr(0, 80) << ' '
                                        << result->body.substr(0, 200);
    rapidjson::Document json;
    json.Parse(result->body.c_str());
    EXPECT_FALSE(json.HasParseError() || !json.IsObject() || !json.HasMember("error"))
        << c.target.substr(0, 80) << result->body.substr(0, 200);
  }
}

TEST_F(HttpServerTest, RangesAreIgnored) {
  httplib::Headers headers = admitted();
  headers.emplace("Range", "bytes=0-1,0-2,0-3,0-4");
  const auto result = get("/api/v1/case", headers);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 200);
  EXPECT_EQ(result->body.front(), '{');
}

TEST_F(HttpServerTest, ADecisionIsInEffectWhenAnsweredAndCanBeUndoneAndRedone) {
  httplib::Client client("127.0.0.1", port_);
  const auto post = [&](const char* path, const char* body) {
    return client.Post(path, admitted(), body, "application/json");
  };
  const auto made =
      post("/api/v1/corrections", R"({"action":"rename-entity","arguments":["Norvia","Norvia Holding"]})");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->status, 201) << made->body;
  EXPECT_NE(made->body.find("\"state\":\"applied\""), std::string::npos) << made->body;
  EXPECT_NE(get("/api/v1/entities?q=Norvia")->body.find("Norvia Holding"), std::string::npos);
  EXPECT_EQ(post("/api/v1/undo", "{}")->status, 201);
  EXPECT_EQ(get("/api/v1/entities?q=Norvia")->body.find("Norvia Holding"), std::string::npos);
  EXPECT_EQ(post("/api/v1/redo", "{}")->status, 201);
  EXPECT_NE(get("/api/v1/entities?q=Norvia")->body.find("Norvia Holding"), std::string::npos);
  EXPECT_EQ(post("/api/v1/redo", "{}")->status, 409) << "nothing is left to bring back";
  EXPECT_EQ(post("/api/v1/undo", "{}")->status, 201);
  EXPECT_EQ(post("/api/v1/undo", R"({"number":999})")->status, 404);
  EXPECT_EQ(post("/api/v1/undo", R"({"number":"x"})")->status, 400);
  const auto kept = post("/api/v1/corrections", R"({"action":"tick","arguments":["g0"]})");
  EXPECT_NE(kept->body.find("\"state\":\"no effect\""), std::string::npos) << "kept and listed, not dropped";
  const std::string lines = get("/api/v1/corrections/export")->body;
  EXPECT_EQ(post("/api/v1/corrections/import", lines.c_str())->body, "{\"added\":0}");
}

TEST_F(HttpServerTest, OriginalsComeAsDownloadsInASandbox) {
  const auto list = get("/api/v1/documents");
  rapidjson::Document json;
  json.Parse(list->body.c_str());
  const std::string id = json["items"][0]["id"].GetString();
  const auto file = get("/api/v1/documents/" + httplib::detail::encode_query_param(id) + "/original");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->status, 200) << id << file->body;
  EXPECT_TRUE(file->get_header_value("Content-Disposition").starts_with("attachment"));
  EXPECT_NE(file->body.find("Ana Prado"), std::string::npos);
}

TEST_F(HttpServerTest, ThePageAllowsNothingFromElsewhere) {
  if (web_files().empty()) GTEST_SKIP() << "built without the page: scripts/setup installs what it needs";
  const auto page = get("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_NE(page->get_header_value("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page->body.find("https://"), std::string::npos);
}

}  // namespace
}  // namespace annals
