// Requests of any kind to a small case that is shared: what an HTTP library hands on (method, target, headers with
// cookies, body) goes through the gate and the interface as the server does it. Each gets an answer with a status that
// HTTP knows, never an exception. The input is a line with method and target, lines of headers, an empty line, the
// body. Who is let in may read only: decisions would make the case grow.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/answers.h"
#include "server/api.h"
#include "server/bodies.h"
#include "server/gate.h"
#include "server/uploads.h"

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

// A case that is shared with nobody, so that no password is worked out.
Gate& gate() {
  static const Accounts kNobody;
  static Gate the_gate({"token", "owner", {"localhost:1"}, true, 1, &kNobody});
  return the_gate;
}

std::string_view next_line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void read_header(std::string_view line, RequestHead& head, ApiRequest& request) {
  const size_t colon = std::min(line.find(':'), line.size());
  const std::string_view name = line.substr(0, colon);
  std::string value(line.substr(std::min(colon + 1, line.size())));
  value.erase(0, std::min(value.find_first_not_of(' '), value.size()));
  if (name == "Host") head.host = value;
  if (name == "Origin") head.origin = value;
  if (name == "Sec-Fetch-Site") head.fetch_site = value;
  if (name == "Content-Type") head.content_type = value;
  if (name == "Cookie") head.cookies = value;
  if (name == "Accept-Language") request.accept_language = value;
}

// Throws BadRequest, as the server's own handlers may.
int ask(RequestHead head, ApiRequest request) {
  const Refusal refusal = gate().admit(head);
  if (refusal.status != 0) return refusal.status;
  if (head.path == "/api/v1/login") {
    const Login login = parse_login(request.body);
    static_cast<void>(login);
    return 200;
  }
  if (!gate().visitor(head.cookies)) return 401;
  static_cast<void>(is_file_name(head.target));
  if (head.method == "POST") {  // read as a decision would be, and then refused to a viewer
    if (request.path == "corrections") static_cast<void>(parse_correction(request.body));
    if (request.path == "undo") static_cast<void>(parse_undo(request.body, {}));
    if (request.path == "corrections/import") static_cast<void>(corrections_from_json_lines(request.body, {}));
  }
  request.role = UserRole::kViewer;
  return api().answer(request).status;
}

}  // namespace
}  // namespace annals

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  using namespace annals;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view line = next_line(rest);
  const size_t space = std::min(line.find(' '), line.size());
  RequestHead head;
  head.method = line.substr(0, space);
  head.target = line.substr(std::min(space + 1, line.size()));
  head.host = "localhost:1";
  head.cookies = "annals-1=token";
  static uint64_t asked = 0;
  head.peer = std::to_string(asked++);  // so that few are told to wait
  const std::string_view target = head.target;
  ApiRequest request;
  request.method = head.method;
  request.path = target.substr(0, target.find('?'));
  for (size_t at = target.find('?'); at != std::string_view::npos;) {
    const size_t next = target.find('&', at + 1);
    const std::string_view pair = target.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    const size_t sign = std::min(pair.find('='), pair.size());
    const std::string name(pair.substr(0, sign)), value(pair.substr(std::min(sign + 1, pair.size())));
    if (name == "token") head.token = value;
    request.query.emplace(name, value);
    at = next;
  }
  head.path = "/api/v1/" + request.path;
  for (std::string_view header = next_line(rest); !header.empty(); header = next_line(rest))
    read_header(header, head, request);
  request.body = rest;
  int status = 0;
  try {
    status = ask(head, request);
  } catch (const BadRequest& bad) {
    status = bad.status;
  }
  if (status < 200 || status > 599 || status == 500) std::abort();
  return 0;
}
