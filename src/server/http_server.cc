#include "server/http_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <thread>

#include "present/json.h"
#include "server/answers.h"
#include "server/bodies.h"
#include "server/gate.h"
#include "server/web_files.h"

namespace annals {
namespace {

constexpr size_t kMaxBodyBytes = 1 << 20, kMaxUploadBytes = 256 << 20;
// A connection holds a thread while it is kept alive: enough for every reader's browser, and for those who follow.
constexpr size_t kThreads = 64, kMostFollowers = 32;
constexpr int kMostWaiting = 511;
constexpr char kJson[] = "application/json; charset=utf-8";
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void json_error(httplib::Response& response, int status, const std::string& message) {
  response.status = status;
  response.set_content(error_json(message), kJson);
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

RequestHead head_of(const httplib::Request& request) {
  RequestHead head;
  head.method = request.method;
  head.target = request.target;
  head.path = request.path;
  head.host = request.get_header_value("Host");
  head.origin = request.get_header_value("Origin");
  head.fetch_site = request.get_header_value("Sec-Fetch-Site");
  head.content_type = request.get_header_value("Content-Type");
  head.cookies = request.get_header_value("Cookie");
  if (request.has_param("token")) head.token = request.get_param_value("token");
  head.peer = request.remote_addr;
  return head;
}

// Answers with an error in the language of whoever asks.
void refuse(const Api& api, const httplib::Request& request, httplib::Response& response, int status,
            std::string_view message) {
  json_error(response, status, api.said(message, request.get_header_value("Accept-Language")));
}

// Whether there was nothing to refuse; otherwise the response says so.
bool passes(const Refusal& refusal, const Api& api, const httplib::Request& request, httplib::Response& response) {
  if (!refusal.set_cookie.empty()) response.set_header("Set-Cookie", refusal.set_cookie);
  if (refusal.retry_after > 0) response.set_header("Retry-After", std::to_string(refusal.retry_after));
  if (!refusal.location.empty()) {
    response.set_redirect(refusal.location, refusal.status);
  } else if (refusal.status != 0) {
    refuse(api, request, response, refusal.status, refusal.message);
  }
  return refusal.status == 0;
}

void answer_session(const Api& api, Gate& gate, const httplib::Request& request, httplib::Response& response) {
  const auto visitor = gate.visitor(request.get_header_value("Cookie"));
  Json json;
  json.open();
  json.flag("shared", gate.shared());
  json.text_or_null("name", visitor ? visitor->name : std::string());
  json.text_or_null("role", visitor ? std::string(to_string(visitor->role)) : std::string());
  json.flag("uploads", visitor && visitor->role == UserRole::kEditor && api.takes_uploads());
  json.close();
  response.set_content(json.take(), kJson);
}

void log_in(const Api& api, Gate& gate, const httplib::Request& request, httplib::Response& response) {
  try {
    const Login given = parse_login(request.body);
    if (passes(gate.log_in(head_of(request), given.name, given.password), api, request, response))
      response.set_content("{}", kJson);
  } catch (const BadRequest& bad) {
    refuse(api, request, response, bad.status, bad.message);
  }
}

void answer_api(Api& api, Gate& gate, const httplib::Request& request, httplib::Response& response) {
  const auto visitor = gate.visitor(request.get_header_value("Cookie"));
  if (!visitor) return refuse(api, request, response, 401, "log in first");
  if (request.body.size() > kMaxBodyBytes && request.path != "/api/v1/uploads")
    return refuse(api, request, response, 413, "the body is too large");
  ApiRequest asked;
  asked.method = request.method;
  asked.path = request.path.substr(std::string_view("/api/v1/").size());
  for (const auto& [name, value] : request.params) asked.query.emplace(name, value);
  asked.body = request.body;
  asked.if_none_match = request.get_header_value("If-None-Match");
  asked.accept_language = request.get_header_value("Accept-Language");
  asked.user = visitor->name;
  asked.role = visitor->role;
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

  void follow(const httplib::Request& request, httplib::Response& response) {
    if (++count_ > kMostFollowers) {
      --count_;
      return refuse(api_, request, response, 503, "too many pages follow this case");
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

Status serve(Api& api, const ServerOptions& options) {
  httplib::Server server;
  server.set_payload_max_length(api.takes_uploads() ? kMaxUploadBytes : kMaxBodyBytes);
  server.set_read_timeout(10);
  server.set_write_timeout(30);
  server.set_keep_alive_max_count(1000);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads + kMostFollowers); };
  int listening = -1;
  server.set_socket_options([&](int socket) {
    // Not shared with another program: two cases on one port would answer by turns.
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    listening = socket;
  });
  const int port = options.port == 0 ? server.bind_to_any_port(options.address)
                                     : (server.bind_to_port(options.address, options.port) ? options.port : -1);
  if (port < 0) {
    return Error{ErrorKind::kOutput, fmt::format("{}:{}: the address cannot be used", options.address, options.port),
                 "another program may use it; choose another with --port"};
  }
  // The library lets five wait to be accepted: a sixth at the same moment would be put off for seconds.
  ::listen(listening, kMostWaiting);
  const std::string token = options.token.empty() ? random_token() : options.token;
  GateOptions gate_options{token, options.owner, {}, options.accounts != nullptr, port, options.accounts};
  for (const std::string& host :
       {options.address, std::string("127.0.0.1"), std::string("localhost"), std::string("[::1]")})
    gate_options.hosts.push_back(fmt::format("{}:{}", host, port));
  for (const std::string& host : options.hosts) {
    gate_options.hosts.push_back(host);  // behind a proxy, on the port of its scheme
    gate_options.hosts.push_back(fmt::format("{}:{}", host, port));
  }
  Gate gate(std::move(gate_options));
  server.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    // Parts of a file are not served: overlapping ranges make the library multiply a body (RFC 9110 lets us ignore
    // them).
    const_cast<httplib::Request&>(request).ranges.clear();
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("Referrer-Policy", "no-referrer");
    response.set_header("Cross-Origin-Resource-Policy", "same-origin");
    response.set_header("Cache-Control", "no-cache");
    return passes(gate.admit(head_of(request)), api, request, response) ? httplib::Server::HandlerResponse::Unhandled
                                                                        : httplib::Server::HandlerResponse::Handled;
  });
  const auto to_api = [&](const httplib::Request& request, httplib::Response& response) {
    answer_api(api, gate, request, response);
  };
  Followers followers(api);
  server.Get("/api/v1/changes", [&](const httplib::Request& request, httplib::Response& response) {
    followers.follow(request, response);
  });
  server.Get("/api/v1/session", [&](const httplib::Request& request, httplib::Response& response) {
    answer_session(api, gate, request, response);
  });
  server.Post("/api/v1/login", [&](const httplib::Request& request, httplib::Response& response) {
    log_in(api, gate, request, response);
  });
  server.Post("/api/v1/logout", [&](const httplib::Request& request, httplib::Response& response) {
    if (passes(gate.log_out(request.get_header_value("Cookie")), api, request, response))
      response.set_content("{}", kJson);
  });
  server.Get("/api/v1/.*", to_api);
  server.Post("/api/v1/.*", to_api);
  server.Get("/.*", [&](const httplib::Request& request, httplib::Response& response) {
    const std::string name = request.path == "/" ? "index.html" : request.path.substr(1);
    const auto file = web_files().find(name);
    if (file == web_files().end()) return refuse(api, request, response, 404, "there is nothing here");
    response.set_header("Content-Security-Policy", kPolicy);
    if (name.starts_with("assets/")) response.set_header("Cache-Control", "max-age=31536000, immutable");
    response.set_content(file->second.data(), file->second.size(), std::string(media_type_of(name)));
  });
  server.set_error_handler([&](const httplib::Request& request, httplib::Response& response) {
    if (response.body.empty())
      refuse(api, request, response, response.status,
             response.status == 413 ? "the body is too large" : "the request was not understood");
  });
  server.set_exception_handler(
      [&](const httplib::Request& request, httplib::Response& response, const std::exception_ptr&) {
        refuse(api, request, response, 500, "a defect of Annals");
      });
  if (options.ready) options.ready(fmt::format("http://{}:{}/?token={}", options.address, port, token));
  std::jthread watcher([&](const std::stop_token& ended) {
    while (!ended.stop_requested() && !(options.stop != nullptr && options.stop->load()))
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    followers.end();
    // Asked to end before it has begun, it would not hear it.
    while (!ended.stop_requested() && !server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (server.is_running()) server.stop();
  });
  const bool ended_well = server.listen_after_bind();
  const bool stopped = options.stop != nullptr && options.stop->load();
  if (!ended_well && !stopped) return Error{ErrorKind::kOutput, "the server ended unexpectedly", {}};
  return {};
}

}  // namespace annals
