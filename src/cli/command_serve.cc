#include <csignal>

#include "cli/commands.h"
#include "cli/output.h"
#include "server/http_server.h"

namespace annals {
namespace {

std::atomic<bool> stop_asked{false};

}  // namespace

Result<int> run(const ServeCommand& command, const CommonOptions& common) {
  const auto packs = Languages::load(common.packs);
  if (!packs) return packs.error();
  const LanguageSet languages(**packs);
  auto api = Api::open(command.case_path, languages);
  if (!api) return api.error();
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  ServerOptions options;
  options.address = command.address;
  options.port = command.port;
  options.stop = &stop_asked;
  options.ready = [](const std::string& url) {
    Output out({});
    out.write("Open " + url + "\n");
    static_cast<void>(out.finish());
    print_note("The page is for this machine only. Ctrl-C ends it.");
  };
  ANNALS_TRY(serve(**api, options));
  return kDone;
}

}  // namespace annals
