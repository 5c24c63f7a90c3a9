// The page and its API over HTTP, on this machine. http_server.cc is the only file that knows the HTTP library.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "server/accounts.h"
#include "server/api.h"

namespace annals {

struct ServerOptions {
  std::string address = "127.0.0.1";
  int port = 0;                        ///< 0: any free one
  std::string token;                   ///< opens the page; empty: a random one is made
  std::string owner = "page";          ///< who decides when the page was opened with the token
  const Accounts* accounts = nullptr;  ///< of a shared case: who may log in
  std::vector<std::string> hosts;      ///< names, without ports, by which a shared case is reached
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const std::string& url)> ready;  ///< the address to open, with the token
};

/// Serves until `stop` is set. A request needs the token in its address once, then a cookie (SameSite=Strict); its Host
/// and Origin must be ours. With accounts people log in instead. Errors (kOutput): the address or port cannot be used.
Status serve(Api& api, const ServerOptions& options);

}  // namespace annals
