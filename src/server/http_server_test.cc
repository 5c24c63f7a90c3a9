#include "server/http_server.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <rapidjson/document.h>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "casefile/build.h"
#include "server/accounts.h"
#include "server/web_files.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

// A small case, served on a free port for all tests of this file.
class HttpServerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    stop_ = false;
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
      options.ready = [&url](const std::string& address) {
        waited_ = connect_at_once(std::stoi(address.substr(address.rfind(':', address.find("/?")) + 1)), 100);
        url.set_value(address);
      };
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

  // How many of so many connections are made at once, before any is accepted.
  static int connect_at_once(int port, int wanted) {
    std::vector<int> sockets;
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<uint16_t>(port));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int made = 0;
    for (int i = 0; i < wanted; ++i) {
      sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
      const int failed = ::connect(sockets.back(), reinterpret_cast<const sockaddr*>(&where), sizeof where);
      pollfd ready{sockets.back(), POLLOUT, 0};
      if (failed == 0 || ::poll(&ready, 1, 200) == 1)
        ++made;
      else
        break;
    }
    for (const int one : sockets) ::close(one);
    return made;
  }

  static httplib::Headers admitted() { return {{"Cookie", "annals-" + std::to_string(port_) + "=" + kToken}}; }
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
  static inline int port_ = 0, waited_ = 0;
};

TEST_F(HttpServerTest, ManyWhoComeAtTheSameMomentAreLetWaitAndNotSentAway) { EXPECT_EQ(waited_, 100); }

TEST_F(HttpServerTest, ErrorsAreSaidInTheReadersLanguage) {
  const auto said = [](const std::string& target, const char* language, httplib::Headers headers = admitted()) {
    headers.emplace("Accept-Language", language);
    return get(target, headers)->body;
  };
  EXPECT_NE(said("/api/v1/events?from=soon", "pt-BR,pt;q=0.9,en;q=0.8").find("soon: não é uma data"),
            std::string::npos);
  EXPECT_NE(said("/api/v1/events/none", "ar").find("لا يوجد حدث «none»"), std::string::npos);
  EXPECT_NE(said("/api/v1/events/none?language=zh", "ar").find("没有事件“none”"), std::string::npos);
  EXPECT_NE(said("/nothing.html", "zh-CN").find("这里没有内容"), std::string::npos);
  EXPECT_NE(said("/api/v1/case", "pt", {}).find("abra o endereço"), std::string::npos);
  EXPECT_NE(said("/api/v1/events/none", "sv, en;q=0.1").find("there is no event 'none'"), std::string::npos);
}

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
  for (const char* list :
       {"events", "documents", "entities", "conflicts", "gaps", "copies", "sources", "corrections", "stories",
        "search?q=Norvia", "ask?q=Ana%20Prado", "states", "states?on=2016", "builds", "diff", "diff?since=0"}) {
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
  for (const char* path : {"nothing",
                           "event",
                           "events/",
                           "events/none",
                           "events/%00",
                           "events/..%2f..%2fetc",
                           "documents/none",
                           "documents/none/original",
                           "documents//original",
                           "entities/none",
                           "entities/%F0%9F",
                           "",
                           "case/x",
                           "graphs",
                           "..",
                           "%2e%2e/%2e%2e/etc/passwd",
                           "search/x",
                           "conflicts/1",
                           "sources/a.txt",
                           "diff?since=99",
                           "builds/1",
                           "states/2016",
                           "stories/export",
                           "stories/export?name=none",
                           "session/x"}) {
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
                            "documents?limit=%00",
                            "states?on=soon",
                            "states?on=2016-13",
                            "states?on=2016/..",
                            "states?limit=-",
                            "builds?limit=all",
                            "diff?since=first",
                            "diff?since=-1"}) {
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
  cases.push_back({"POST", api + "corrections/export", {}, "{}", "application/json", 405});
  cases.push_back({"POST", api + "nothing", {}, "{}", "application/json", 404});
  cases.push_back({"POST", api + "documents/none/original", {}, "{}", "application/json", 405});
  cases.push_back({"GET", api + "undo", {}, "", "", 405});
  cases.push_back({"GET", api + "login", {}, "", "", 405});
  cases.push_back({"POST", api + "session", {}, "{}", "application/json", 405});
  cases.push_back({"POST", api + "undo", {}, "{\"number\":-1}", "application/json", 400});
  cases.push_back({"POST", api + "undo", {}, "{\"number\":1e99}", "application/json", 400});
  cases.push_back({"POST", api + "undo", {}, "\xFF\xFE", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, "{\"action\":\"undo\"}", "application/json", 400});
  cases.push_back({"POST", api + "corrections/import", {}, "not a line", "application/json", 400});
  cases.push_back(
      {"POST", api + "corrections/import", {}, "{\"action\":\"undo\",\"arguments\":[\"7\"]}", "application/json", 400});
  cases.push_back({"POST", api + "corrections", {}, std::string(2 << 20, ' '), "application/json", 413});
  cases.push_back({"POST", api + "login", {}, "{}", "application/json", 400});
  cases.push_back({"POST", api + "login", {}, "{\"name\":\"a\"}", "application/json", 400});
  cases.push_back({"POST", api + "login", {}, "{\"name\":\"a\",\"password\":\"b\"}", "application/json", 404});
  cases.push_back({"POST", api + "uploads?name=a.txt", {}, "a", "application/octet-stream", 403});
  cases.push_back({"POST", api + "uploads?name=a.txt", {}, "{}", "application/json", 415});
  cases.push_back({"POST", api + "uploads?name=a.txt", {}, std::string(2 << 20, 'a'), "application/octet-stream", 413});
  cases.push_back({"POST", api + "corrections", {}, "{}", "application/octet-stream", 415});
  cases.push_back({"POST", "/", {}, "{}", "application/json", 404});
  for (const char* cookie : {"", "annals", "annals-1=x", "annals-%=; ;;=;", "annals-0=0123"})
    cases.push_back({"GET", api + "case", {{"Cookie", cookie}}, "", "", 401});
  ASSERT_GE(cases.size(), 60U);
  for (const Case& c : cases) {
    httplib::Client client("127.0.0.1", port_);
    httplib::Request request;
    request.method = c.method;
    request.path = c.target;
    request.headers = admitted();
    for (const auto& [name, value] : c.headers) {
      if (name == "Cookie") request.headers.erase(name);
      request.headers.emplace(name, value);
    }
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
    for (const char* language : {"ar", "pt", "zh"}) {
      request.headers.erase("Accept-Language");
      request.headers.emplace("Accept-Language", language);
      if (result->body.find("was not understood") != std::string::npos) continue;  // its headers were not read
      const auto again = httplib::Client("127.0.0.1", port_).send(request);
      ASSERT_TRUE(again) << c.target.substr(0, 80);
      EXPECT_NE(again->body, result->body) << language << " has no words for " << result->body.substr(0, 200);
    }
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

// A shared case: its own server, because who may ask differs.
class SharedCaseTest : public HttpServerTest {
 protected:
  void SetUp() override {
    const std::string path = (folder_ / "people.txt").string();
    ASSERT_TRUE(set_password(path, "ana", UserRole::kEditor, "correct horse battery"));
    ASSERT_TRUE(set_password(path, "rui", UserRole::kViewer, "another long secret"));
    auto accounts = Accounts::load(path);
    ASSERT_TRUE(accounts) << accounts.error().message;
    accounts_ = std::make_unique<Accounts>(std::move(*accounts));
    std::promise<std::string> url;
    shared_ = std::thread([&] {
      ServerOptions options;
      options.stop = &stop_shared_;
      options.accounts = accounts_.get();
      options.hosts = {"annals.example"};
      options.ready = [&url](const std::string& address) { url.set_value(address); };
      EXPECT_TRUE(serve(*api_, options));
    });
    const std::string address = url.get_future().get();
    shared_port_ = std::stoi(address.substr(address.rfind(':') + 1));
    for (int i = 0; i < 100 && !ask("GET", "session"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  void TearDown() override {
    stop_shared_ = true;
    if (shared_.joinable()) shared_.join();
  }
  httplib::Result ask(const std::string& method, const std::string& path, const std::string& body = {},
                      const std::string& cookie = {}, const std::string& host = {}) {
    httplib::Client client("127.0.0.1", shared_port_);
    httplib::Request request;
    request.method = method;
    request.path = "/api/v1/" + path;
    if (!cookie.empty()) request.headers.emplace("Cookie", cookie);
    if (!host.empty()) request.headers.emplace("Host", host);
    if (method == "POST") request.headers.emplace("Content-Type", "application/json");
    request.body = body;
    return client.send(request);
  }
  std::string log_in(const std::string& name, const std::string& password, int expected = 200) {
    const auto answer = ask("POST", "login", R"({"name":")" + name + R"(","password":")" + password + "\"}");
    EXPECT_TRUE(answer);
    if (!answer) return {};
    EXPECT_EQ(answer->status, expected) << answer->body;
    const std::string cookie = answer->get_header_value("Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
  }

  std::unique_ptr<Accounts> accounts_;
  std::thread shared_;
  std::atomic<bool> stop_shared_{false};
  int shared_port_ = 0;
};

TEST_F(SharedCaseTest, PeopleLogInAndDoWhatTheirRoleAllows) {
  EXPECT_EQ(ask("GET", "case")->status, 401);
  EXPECT_NE(ask("GET", "session")->body.find("\"shared\":true,\"name\":null"), std::string::npos);
  const std::string viewer = log_in("rui", "another long secret"), editor = log_in("ana", "correct horse battery");
  EXPECT_NE(ask("GET", "session", {}, viewer)->body.find(R"("name":"rui","role":"viewer")"), std::string::npos);
  EXPECT_NE(ask("GET", "case", {}, viewer)->body.find("\"role\":\"viewer\""), std::string::npos);
  EXPECT_NE(ask("GET", "case", {}, viewer)->get_header_value("ETag"),
            ask("GET", "case", {}, editor)->get_header_value("ETag"));
  const char* note = R"({"action":"note","arguments":["case","seen by both"]})";
  EXPECT_EQ(ask("POST", "corrections", note, viewer)->status, 403);
  EXPECT_EQ(ask("POST", "build", "{}", viewer)->status, 403);
  EXPECT_EQ(ask("POST", "corrections", note, editor)->status, 201);
  EXPECT_NE(ask("GET", "corrections", {}, viewer)->body.find("\"who\":\"ana\""), std::string::npos);
  EXPECT_EQ(ask("POST", "undo", "{}", editor)->status, 201);
  EXPECT_EQ(ask("GET", "case", {}, viewer, "annals.example")->status, 200);
  EXPECT_EQ(ask("GET", "case", {}, viewer, "evil.example")->status, 421);
  EXPECT_EQ(ask("GET", "case", {}, viewer, "192.0.2.7:" + std::to_string(shared_port_))->status, 200);
  EXPECT_EQ(ask("POST", "logout", "{}", viewer)->status, 200);
  EXPECT_EQ(ask("GET", "case", {}, viewer)->status, 401);
}

TEST_F(SharedCaseTest, WrongPasswordsAreFewAndSayNothingOfNames) {
  const auto wrong = ask("POST", "login", R"({"name":"ana","password":"guess guess guess"})");
  const auto nobody = ask("POST", "login", R"({"name":"nobody","password":"guess guess guess"})");
  EXPECT_EQ(wrong->status, 401);
  EXPECT_EQ(wrong->body, nobody->body);
  for (int i = 0; i < 3; ++i) log_in("ana", "x", 401);
  const auto limited = ask("POST", "login", R"({"name":"ana","password":"correct horse battery"})");
  EXPECT_EQ(limited->status, 429);
  EXPECT_FALSE(limited->get_header_value("Retry-After").empty());
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
