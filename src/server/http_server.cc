#include "server/http_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <thread>

#include "server/web_files.h"

namespace annals {
namespace {

constexpr size_t kMaxBodyBytes = 1 << 20;
constexpr size_t kMaxTargetBytes = 16 << 10;
// A connection holds a thread while it is kept alive: enough for every reader's browser, and for those who follow.
constexpr size_t kThreads = 64, kMostFollowers = 32;
constexpr char kCookie[] = "annals";
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void json_error(httplib::Response& response, int status, const std::string& message) {
  response.status = status;
  response.set_content(fmt::format("{{\"error\":{{\"message\":\"{}\"}}}}", message), "application/json; charset=utf-8");
}

// The value of our cookie, or empty.
std::string cookie(const httplib::Request& request) {
  const std::string all = request.get_header_value("Cookie");
  const std::string name = std::string(kCookie) + "=";
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find(';', at), all.size());
    std::string one = all.substr(at, end - at);
    one.erase(0, one.find_first_not_of(' '));
    if (one.starts_with(name)) return one.substr(name.size());
    at = end + 1;
  }
  return {};
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_') {
      out += c;
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

class Gate {
 public:
  Gate(std::string token, const std::string& address, int port) : token_(std::move(token)) {
    for (const std::string& host :
         {address, std::string("127.0.0.1"), std::string("localhost"), std::string("[::1]")}) {
      hosts_.push_back(fmt::format("{}:{}", host, port));
    }
  }

  // Whether the request may go on; otherwise the response is the refusal or a redirect.
  bool admit(const httplib::Request& request, httplib::Response& response) const {
    if (request.target.size() > kMaxTargetBytes) return refuse(response, 414, "the address is too long");
    // A page of another site must not reach us under its own name (DNS rebinding) or from its own origin.
    const std::string host = request.get_header_value("Host"), origin = request.get_header_value("Origin");
    if (std::find(hosts_.begin(), hosts_.end(), host) == hosts_.end())
      return refuse(response, 421, "this is not a host served here");
    if (!origin.empty() && origin != "http://" + host)
      return refuse(response, 403, "requests from other sites are refused");
    const std::string site = request.get_header_value("Sec-Fetch-Site");
    const bool opens = request.has_param("token");
    if (!opens && !site.empty() && site != "same-origin" && site != "none")
      return refuse(response, 403, "requests from other sites are refused");
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST")
      return refuse(response, 405, "only GET and POST are answered here");
    if (request.method == "POST" && !request.get_header_value("Content-Type").starts_with("application/json")) {
      return refuse(response, 415, "send JSON");
    }
    if (opens && same(request.get_param_value("token"), token_)) {
      response.set_header("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", kCookie, token_));
      response.set_redirect("/", 303);
      return false;
    }
    if (!same(cookie(request), token_)) return refuse(response, 401, "open the address that annals serve printed");
    return true;
  }

 private:
  static bool refuse(httplib::Response& response, int status, const char* why) {
    json_error(response, status, why);
    return false;
  }
  std::string token_;
  std::vector<std::string> hosts_;
};

void answer_api(Api& api, const httplib::Request& request, httplib::Response& response) {
  ApiRequest asked;
  asked.method = request.method;
  asked.path = request.path.substr(std::string_view("/api/v1/").size());
  for (const auto& [name, value] : request.params) asked.query.emplace(name, value);
  asked.body = request.body;
  asked.if_none_match = request.get_header_value("If-None-Match");
  asked.user = "page";
  ApiAnswer answer = api.answer(asked);
  response.status = answer.status;
  if (!answer.etag.empty()) response.set_header("ETag", answer.etag);
  if (!answer.download.empty()) {
    std::string name;
    for (const char c : answer.download)
      name += static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || static_cast<unsigned char>(c) >= 0x7F
                  ? '_'
                  : c;
    response.set_header("Content-Disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", name,
                                                           percent_encoded(answer.download)));
    response.set_header("Content-Security-Policy", "sandbox; default-src 'none'");
  }
  if (answer.status != 304) response.set_content(answer.body, answer.media_type);
}

// Sends the state of the case whenever it changes (text/event-stream), until the reader leaves or the server ends.
class Followers {
 public:
  explicit Followers(Api& api) : api_(api) {}
  void end() { ended_ = true; }

  void follow(httplib::Response& response) {
    if (++count_ > kMostFollowers) {
      --count_;
      return json_error(response, 503, "too many pages follow this case");
    }
    struct Sent {
      std::string state;
      std::chrono::steady_clock::time_point when;
    };
    auto sent = std::make_shared<Sent>();
    response.set_chunked_content_provider(
        "text/event-stream",
        [this, sent](size_t, httplib::DataSink& sink) {
          using std::chrono::steady_clock;
          for (;;) {
            if (ended_ || !sink.is_writable()) return false;
            std::string state = api_.state();
            std::string message;
            if (state != sent->state) {
              message = "data: " + state + "\n\n";
            } else if (steady_clock::now() - sent->when > std::chrono::seconds(10)) {
              message = ":\n\n";  // so that a reader who left is noticed
            }
            if (!message.empty()) {
              *sent = {std::move(state), steady_clock::now()};
              return sink.write(message.data(), message.size());
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
          }
        },
        [this](bool) { --count_; });
  }

 private:
  Api& api_;
  std::atomic<bool> ended_{false};
  std::atomic<size_t> count_{0};
};

}  // namespace

std::string random_token() {
  unsigned char bytes[32];
  ANNALS_CHECK(RAND_bytes(bytes, sizeof bytes) == 1, "no random bytes");
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Status serve(Api& api, const ServerOptions& options) {
  httplib::Server server;
  server.set_payload_max_length(kMaxBodyBytes);
  server.set_read_timeout(10);
  server.set_write_timeout(30);
  server.set_keep_alive_max_count(1000);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads + kMostFollowers); };
  const int port = options.port == 0 ? server.bind_to_any_port(options.address)
                                     : (server.bind_to_port(options.address, options.port) ? options.port : -1);
  if (port < 0) {
    return Error{ErrorKind::kOutput, fmt::format("{}:{}: the address cannot be used", options.address, options.port),
                 "another program may use it; choose another with --port"};
  }
  const std::string token = options.token.empty() ? random_token() : options.token;
  const Gate gate(token, options.address, port);
  server.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    // Parts of a file are not served: overlapping ranges make the library multiply a body (RFC 9110 lets us ignore
    // them).
    const_cast<httplib::Request&>(request).ranges.clear();
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("Referrer-Policy", "no-referrer");
    response.set_header("Cross-Origin-Resource-Policy", "same-origin");
    response.set_header("Cache-Control", "no-cache");
    return gate.admit(request, response) ? httplib::Server::HandlerResponse::Unhandled
                                         : httplib::Server::HandlerResponse::Handled;
  });
  const auto to_api = [&](const httplib::Request& request, httplib::Response& response) {
    answer_api(api, request, response);
  };
  Followers followers(api);
  server.Get("/api/v1/changes",
             [&](const httplib::Request&, httplib::Response& response) { followers.follow(response); });
  server.Get("/api/v1/.*", to_api);
  server.Post("/api/v1/.*", to_api);
  server.Get("/.*", [](const httplib::Request& request, httplib::Response& response) {
    const std::string name = request.path == "/" ? "index.html" : request.path.substr(1);
    const auto file = web_files().find(name);
    if (file == web_files().end()) return json_error(response, 404, "there is nothing here");
    response.set_header("Content-Security-Policy", kPolicy);
    if (name.starts_with("assets/")) response.set_header("Cache-Control", "max-age=31536000, immutable");
    response.set_content(file->second.data(), file->second.size(), std::string(media_type_of(name)));
  });
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty())
      json_error(response, response.status,
                 response.status == 413 ? "the body is too large" : "the request was not understood");
  });
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
    json_error(response, 500, "a defect of Annals");
  });
  if (options.ready) options.ready(fmt::format("http://{}:{}/?token={}", options.address, port, token));
  std::jthread watcher([&](const std::stop_token& ended) {
    while (!ended.stop_requested() && !(options.stop != nullptr && options.stop->load()))
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    followers.end();
    server.stop();
  });
  const bool ended_well = server.listen_after_bind();
  const bool stopped = options.stop != nullptr && options.stop->load();
  if (!ended_well && !stopped) return Error{ErrorKind::kOutput, "the server ended unexpectedly", {}};
  return {};
}

}  // namespace annals
