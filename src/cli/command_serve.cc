#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <optional>

#include "cli/commands.h"
#include "cli/deciding.h"
#include "cli/output.h"
#include "server/http_server.h"

namespace annals {
namespace {

std::atomic<bool> stop_asked{false};

bool is_own(const std::string& address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

}  // namespace

Result<int> run(const ServeCommand& command, const CommonOptions& common) {
  if (command.share.empty() && !is_own(command.address)) {
    return Error{ErrorKind::kUsage, fmt::format("--address {}: others could open the case", command.address),
                 "say who may with --share FILE; `annals password FILE NAME` writes the file"};
  }
  std::optional<Accounts> accounts;
  if (!command.share.empty()) {
    auto loaded = Accounts::load(command.share);
    if (!loaded) return loaded.error();
    accounts = std::move(*loaded);
  }
  const auto packs = Languages::load(common.packs);
  if (!packs) return packs.error();
  const LanguageSet languages(**packs);
  auto api = Api::open(command.case_path, languages);
  if (!api) return api.error();
  if (!command.uploads.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(command.uploads, failed);
    const auto folder = std::filesystem::canonical(command.uploads, failed);
    if (failed || !std::filesystem::is_directory(folder)) {
      return Error{ErrorKind::kOutput,
                   fmt::format("{}: cannot be a folder for uploads: {}", command.uploads, failed.message()),
                   {}};
    }
    (*api)->take_uploads(folder.string());
  }
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  ServerOptions options;
  options.address = command.address;
  options.port = command.port;
  options.stop = &stop_asked;
  options.owner = user_name();
  options.accounts = accounts ? &*accounts : nullptr;
  options.hosts = command.hosts;
  options.ready = [&](const std::string& url) {
    Output out({});
    out.write("Open " + url + "\n");
    static_cast<void>(out.finish());
    if (!accounts) {
      print_note("The page is for this machine only. Ctrl-C ends it.");
    } else {
      print_note(fmt::format("{} people may log in at {}; the address above is yours alone. Ctrl-C ends it.",
                             accounts->size(), url.substr(0, url.find('?'))));
      if (!is_own(command.address))
        print_note(
            "Passwords and texts travel as they are: put a proxy with TLS before it, or use a network you trust.");
    }
  };
  ANNALS_TRY(serve(**api, options));
  return kDone;
}

}  // namespace annals
