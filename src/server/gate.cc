#include "server/gate.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>

namespace annals {
namespace {

constexpr size_t kMaxTargetBytes = 16 << 10, kMostSessions = 1000;
constexpr auto kSessionLasts = std::chrono::hours(12);  // since it was last used
constexpr double kRequestsPerSecond = 40, kRequestsAtOnce = 400;
constexpr double kFailuresPerSecond = 1.0 / 15, kFailuresAtOnce = 5;

Refusal refuse(int status, std::string why) { return {status, std::move(why), {}, {}, 0}; }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Paths that need nobody to be known: the page itself, which holds nothing of the case, and the way in.
bool is_open(const RequestHead& head) {
  return !head.path.starts_with("/api/") || head.path == "/api/v1/session" || head.path == "/api/v1/login";
}

std::string setting(const std::string& name, const std::string& value) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", name, value);
}

// `192.0.2.1` or `[2001:db8::1]`: digits, dots and colons only, so no name.
bool is_address(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    return host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
  return std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string random_token() {
  ANNALS_CHECK(sodium_init() >= 0, "no random bytes");
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  char text[2 * sizeof bytes + 1];
  return sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
}

std::string cookie_value(const std::string& cookies, const std::string& name) {
  for (size_t at = 0; at < cookies.size();) {
    const size_t end = std::min(cookies.find(';', at), cookies.size());
    std::string_view one = std::string_view(cookies).substr(at, end - at);
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return std::string(one.substr(name.size() + 1));
    at = end + 1;
  }
  return {};
}

Gate::Gate(GateOptions options)
    : options_(std::move(options)),
      cookie_(fmt::format("annals-{}", options_.port)),
      requests_(kRequestsPerSecond, kRequestsAtOnce),
      failures_(kFailuresPerSecond, kFailuresAtOnce) {}

bool Gate::is_ours(const std::string& host) const {
  if (std::find(options_.hosts.begin(), options_.hosts.end(), host) != options_.hosts.end()) return true;
  const std::string port = fmt::format(":{}", options_.port);
  return options_.any_address && host.ends_with(port) &&
         is_address(std::string_view(host).substr(0, host.size() - port.size()));
}

Refusal Gate::admit(const RequestHead& head) {
  if (head.target.size() > kMaxTargetBytes) return refuse(414, "the address is too long");
  // A page of another site must not reach us under its own name (DNS rebinding) or from its own origin.
  if (!is_ours(head.host)) return refuse(421, "this is not a host served here");
  if (!head.origin.empty() && head.origin != "http://" + head.host && head.origin != "https://" + head.host)
    return refuse(403, "requests from other sites are refused");
  if (!head.token && !head.fetch_site.empty() && head.fetch_site != "same-origin" && head.fetch_site != "none" &&
      !(is_open(head) && head.method == "GET" && shared())) {
    return refuse(403, "requests from other sites are refused");
  }
  if (head.method != "GET" && head.method != "HEAD" && head.method != "POST")
    return refuse(405, "only GET and POST are answered here");
  // Neither kind can be sent from a form of another site.
  const std::string_view wanted = head.path == "/api/v1/uploads" ? "application/octet-stream" : "application/json";
  if (head.method == "POST" && !head.content_type.starts_with(wanted))
    return refuse(415, fmt::format("send {}", wanted));
  if (shared() && !requests_.take(head.peer)) {
    Refusal wait = refuse(429, "too many requests; wait a moment");
    wait.retry_after = 1;
    return wait;
  }
  if (head.token && same(*head.token, options_.token)) {
    Refusal opened = refuse(303, "");
    opened.location = "/";
    opened.set_cookie = setting(cookie_, options_.token);
    return opened;
  }
  if ((shared() && is_open(head)) || visitor(head.cookies)) return {};
  return refuse(401, shared() ? "log in first" : "open the address that annals serve printed");
}

std::optional<Visitor> Gate::visitor(const std::string& cookies) {
  const std::string value = cookie_value(cookies, cookie_);
  if (same(value, options_.token)) return Visitor{options_.owner, UserRole::kEditor};
  const auto now = RateLimit::Clock::now();
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(value);
  if (found == sessions_.end()) return std::nullopt;
  if (now - found->second.seen > kSessionLasts) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.seen = now;
  return found->second.visitor;
}

Refusal Gate::log_in(const RequestHead& head, const std::string& name, const std::string& password) {
  if (!shared()) return refuse(404, "this case is not shared");
  if (!failures_.has(head.peer)) {
    Refusal wait = refuse(429, "too many wrong passwords; wait a while");
    wait.retry_after = failures_.wait();
    return wait;
  }
  const auto role = options_.accounts->check(name, password);
  if (!role) {
    static_cast<void>(failures_.take(head.peer));
    return refuse(401, "the name or the password is wrong");
  }
  const std::string session = random_token();
  const std::lock_guard lock(mutex_);
  if (sessions_.size() >= kMostSessions) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(),
                                     [](const auto& a, const auto& b) { return a.second.seen < b.second.seen; }));
  }
  sessions_[session] = {{name, *role}, RateLimit::Clock::now()};
  Refusal admitted;
  admitted.set_cookie = setting(cookie_, session);
  return admitted;
}

Refusal Gate::log_out(const std::string& cookies) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(cookie_value(cookies, cookie_));
  Refusal done;
  done.set_cookie = setting(cookie_, "") + "; Max-Age=0";
  return done;
}

}  // namespace annals
