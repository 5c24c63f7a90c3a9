// Requests of any kind to the API of a small case: each gets an answer with a status that HTTP knows, never an
// exception. The input is a line with method and target, then the body. Requests are a viewer's: decisions would make
// the case grow.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/api.h"

namespace annals {
namespace {

Api& api() {
  static const std::unique_ptr<Api> kApi = [] {
    static const auto kPacks = Languages::load(ANNALS_SOURCE_DIR);
    static const LanguageSet kLanguages(**kPacks);
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "annals-request-fuzz";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "a.txt") << "On 3 May 2019 Ana Prado told Rui Costa that Norvia would sue Halden Bank.\n";
    const std::string path = (folder / "x.annals").string();
    if (!build_case(path, {(folder / "a.txt").string()}, kLanguages, {})) std::abort();
    auto opened = Api::open(path, kLanguages);
    if (!opened) std::abort();
    return std::move(*opened);
  }();
  return *kApi;
}

}  // namespace
}  // namespace annals

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view line = input.substr(0, input.find('\n'));
  annals::ApiRequest request;
  request.role = annals::UserRole::kViewer;
  const size_t space = std::min(line.find(' '), line.size());
  request.method = line.substr(0, space);
  std::string_view target = line.substr(std::min(space + 1, line.size()));
  request.path = target.substr(0, target.find('?'));
  for (size_t at = target.find('?'); at != std::string_view::npos;) {
    const size_t next = target.find('&', at + 1);
    const std::string_view pair = target.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    const size_t sign = std::min(pair.find('='), pair.size());
    request.query.emplace(pair.substr(0, sign), pair.substr(std::min(sign + 1, pair.size())));
    at = next;
  }
  if (line.size() < input.size()) request.body = input.substr(line.size() + 1);
  const annals::ApiAnswer answer = annals::api().answer(request);
  if (answer.status < 200 || answer.status > 599 || answer.status == 500) std::abort();
  return 0;
}
