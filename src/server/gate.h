// Who may ask for what: hosts, origins, tokens, sessions and limits, on the head of a request. Knows no HTTP library.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/accounts.h"
#include "server/rate_limit.h"

namespace annals {

/// What the gate looks at; fields are empty where the request has none.
struct RequestHead {
  std::string method = "GET";
  std::string target;  ///< as sent
  std::string path;    ///< decoded
  std::string host, origin, fetch_site, content_type, cookies;
  std::optional<std::string> token;  ///< of the address
  std::string peer;                  ///< who asks, as an address
};

/// What to answer instead; status 0: nothing, the request goes on.
struct Refusal {
  int status = 0;
  std::string message;
  std::string location;    ///< of a redirect
  std::string set_cookie;  ///< the value of the header
  int retry_after = 0;     ///< seconds
};

struct Visitor {
  std::string name;
  UserRole role = UserRole::kViewer;
};

struct GateOptions {
  std::string token;               ///< opens the page for who runs the program
  std::string owner;               ///< their name: editor
  std::vector<std::string> hosts;  ///< with ports, as the header Host has them
  bool any_address = false;  ///< a Host that is an address, with the port, is ours too: no name can be rebound to it
  int port = 0;
  const Accounts* accounts = nullptr;  ///< of a shared case; it must outlive the gate
};

/// The value of a cookie, or empty.
std::string cookie_value(const std::string& cookies, const std::string& name);

/// Thread-safe.
class Gate {
 public:
  explicit Gate(GateOptions options);

  /// Looks at every request first.
  Refusal admit(const RequestHead& head);
  /// Who asks; nothing for one who is not let in.
  std::optional<Visitor> visitor(const std::string& cookies);
  bool shared() const { return options_.accounts != nullptr; }

  /// Lets in who gives name and password: status 0 and a cookie to set, or a refusal (401, 429).
  Refusal log_in(const RequestHead& head, const std::string& name, const std::string& password);
  /// Ends the session of the cookie.
  Refusal log_out(const std::string& cookies);

 private:
  struct Session {
    Visitor visitor;
    RateLimit::Clock::time_point seen;
  };
  bool is_ours(const std::string& host) const;

  GateOptions options_;
  std::string cookie_;  // with the port, which browsers do not keep cookies apart by: two cases may be open
  RateLimit requests_, failures_;
  std::mutex mutex_;  // sessions_
  std::map<std::string, Session> sessions_;
};

/// A random token of 256 bits, in hexadecimal.
std::string random_token();

}  // namespace annals
