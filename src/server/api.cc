#include "server/api.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

#include "base/hash.h"
#include "present/story.h"
#include "server/answer_history.h"
#include "server/answers.h"
#include "server/bodies.h"
#include "server/uploads.h"

namespace annals {
namespace {

// Changes whenever the file does.
std::string stamp_of(const std::string& path) {
  struct stat status {};
  const int found = ::stat(path.c_str(), &status);
  return fmt::format("{}.{}.{}.{}.{}", found, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

std::string tag_of(const std::string& stamp) { return fmt::format("\"{:016x}\"", stable_hash(stamp)); }

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

constexpr ApiPath kPaths[] = {
    {"GET", "case"},
    {"GET", "events"},
    {"GET", "events/{id}"},
    {"GET", "density"},
    {"GET", "documents"},
    {"GET", "documents/{id}/original"},
    {"GET", "documents/{id}"},
    {"GET", "entities"},
    {"GET", "entities/{id}/mentions"},
    {"GET", "entities/{id}/quotes"},
    {"GET", "entities/{id}"},
    {"GET", "graph"},
    {"GET", "conflicts"},
    {"GET", "gaps"},
    {"GET", "copies"},
    {"GET", "sources"},
    {"GET", "search"},
    {"GET", "ask"},
    {"GET", "states"},
    {"GET", "builds"},
    {"GET", "diff"},
    {"GET", "stories"},
    {"GET", "stories/export"},
    {"GET", "corrections"},
    {"POST", "corrections"},
    {"GET", "corrections/export"},
    {"POST", "corrections/import"},
    {"POST", "undo"},
    {"POST", "redo"},
    {"POST", "build"},
    {"POST", "uploads"},
    // Answered by the HTTP server, which alone knows sessions and streams.
    {"GET", "changes"},
    {"GET", "session"},
    {"POST", "login"},
    {"POST", "logout"},
};

bool is_path(std::string_view pattern, std::string_view path) {
  const size_t id = pattern.find("{id}");
  if (id == std::string_view::npos) return pattern == path;
  const std::string_view head = pattern.substr(0, id), tail = pattern.substr(id + 4);
  return path.size() > head.size() + tail.size() && path.starts_with(head) && path.ends_with(tail);
}

// Refuses what is not served: 404 for a path that there is not, 405 for one that answers another method.
void check_path(std::string_view method, const std::string& path) {
  bool there = false;
  for (const ApiPath& served : kPaths) {
    if (!is_path(served.path, path)) continue;
    if (served.method == method) return;
    there = true;
  }
  if (there) throw BadRequest{405, fmt::format("{} is not answered here", method)};
  throw BadRequest{404, fmt::format("there is nothing at '{}'", path.substr(0, 120))};
}

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kInput:
      return 400;
    default:
      return 503;  // in use, full, read-only: later it may work
  }
}

ApiAnswer answer_error(int status, std::string_view message) {
  return {status, "application/json; charset=utf-8", error_json(message), {}, {}};
}

}  // namespace

std::span<const ApiPath> api_paths() { return kPaths; }

Api::~Api() {
  stop_build_ = true;
  if (builder_.joinable()) builder_.join();
}

Result<std::unique_ptr<Api>> Api::open(const std::string& case_path, const LanguageSet& languages) {
  std::unique_ptr<Api> api(new Api(case_path, languages));
  auto loaded = api->snapshot();
  if (!loaded) return loaded.error();
  return api;
}

Result<std::shared_ptr<const CaseSnapshot>> Api::snapshot() {
  const std::string stamp = stamp_of(case_path_);
  const std::lock_guard lock(mutex_);
  if (snapshot_ && stamp == stamp_) return snapshot_;
  Result<CaseContents> contents = [&]() -> Result<CaseContents> {
    auto file = CaseFile::open(case_path_, CaseFile::Mode::kRead);
    if (!file) return file.error();
    return file->load();
  }();
  // While another program writes, what was last read is still right.
  if (!contents && snapshot_) return snapshot_;
  if (!contents) return contents.error();
  snapshot_ = std::make_shared<const CaseSnapshot>(std::move(*contents), *languages_, tag_of(stamp));
  stamp_ = stamp;
  return snapshot_;
}

std::string Api::said(std::string_view message, std::string_view accept_language) const {
  return messages_.in(messages_.accepted(accept_language), message);
}

std::string Api::language_of(const ApiRequest& request) const {
  const std::string asked = first_value(request.query, "language");
  return asked.empty() ? messages_.accepted(request.accept_language) : asked;
}

ApiAnswer Api::answer(const ApiRequest& request) {
  try {
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (!reading && request.method != "POST") throw BadRequest{405, "only GET and POST are answered here"};
    check_path(reading ? "GET" : "POST", request.path);
    return reading ? read(request) : write(request);
  } catch (const BadRequest& bad) {
    return answer_error(bad.status, messages_.in(language_of(request), bad.message));
  } catch (const Bug& bug) {
    return answer_error(
        500, messages_.in(language_of(request), fmt::format("a defect of Annals: {} ({})", bug.why, bug.where)));
  }
}

ApiAnswer Api::read(const ApiRequest& request) {
  const auto loaded = snapshot();
  if (!loaded) throw BadRequest{503, loaded.error().message};
  const CaseSnapshot& snapshot = **loaded;
  ApiAnswer answer;
  // A viewer's answers differ: what a browser kept of them must not serve the editor who logs in after.
  answer.etag = request.role == UserRole::kViewer ? "\"v" + snapshot.etag.substr(1) : snapshot.etag;
  if (!request.if_none_match.empty() && request.if_none_match == answer.etag) {
    answer.status = 304;
    return answer;
  }
  if (request.path == "corrections/export") {
    answer.media_type = "application/jsonl; charset=utf-8";
    answer.download = std::filesystem::path(case_path_).stem().string() + ".corrections.jsonl";
    answer.body = corrections_to_json_lines(snapshot.contents.corrections);
    return answer;
  }
  if (request.path == "stories/export") {
    const std::string name = first_value(request.query, "name"), language = first_value(request.query, "language");
    const auto& stories = snapshot.decisions.stories();
    const auto story = std::find_if(stories.begin(), stories.end(), [&](const Story& s) { return s.name == name; });
    if (story == stories.end()) throw BadRequest{404, fmt::format("there is no story '{}'", name.substr(0, 120))};
    const bool html = first_value(request.query, "format") == "html";
    answer.media_type = html ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8";
    answer.download = name + (html ? ".html" : ".md");
    (html ? story_as_html : story_as_markdown)(snapshot.contents, *languages_, snapshot.headlines(language).language,
                                               story->name, story->text,
                                               [&](std::string_view bytes) { answer.body += bytes; });
    return answer;
  }
  if (request.path.starts_with("documents/") && request.path.ends_with("/original")) {
    constexpr size_t kHead = std::string_view("documents/").size(), kTail = std::string_view("/original").size();
    const std::string id =
        request.path.size() < kHead + kTail ? "" : request.path.substr(kHead, request.path.size() - kHead - kTail);
    const uint32_t number = snapshot.index.document(id);
    if (number == kNone) throw BadRequest{404, fmt::format("there is no document '{}'", id.substr(0, 120))};
    const Document& document = snapshot.contents.documents[number];
    auto file = CaseFile::open(case_path_, CaseFile::Mode::kRead);
    if (!file) throw BadRequest{503, file.error().message};
    auto bytes = file->source_bytes(document.source_sha256);
    if (!bytes) throw BadRequest{404, bytes.error().message};
    answer.media_type = "application/octet-stream";
    answer.download = file_name(document.path);
    answer.body = std::move(*bytes);
    return answer;
  }
  if (request.path == "builds" || request.path == "diff") {
    answer.body = answer_history_json(snapshot, case_path_, request.path, request.query);
    return answer;
  }
  answer.body = answer_json(snapshot, request.path, request.query, file_name(case_path_), request.role);
  return answer;
}

ApiAnswer Api::write(const ApiRequest& request) {
  if (request.role != UserRole::kEditor) throw BadRequest{403, "viewers may not decide"};
  if (request.path == "build") {
    begin_build(false);
    ApiAnswer answer;
    answer.status = 202;
    answer.body = "{\"running\":true}";
    return answer;
  }
  if (request.path == "uploads") return take_upload(request);
  const std::lock_guard lock(deciding_);
  const auto loaded = snapshot();
  if (!loaded) throw BadRequest{503, loaded.error().message};
  const std::vector<Correction>& all = (*loaded)->contents.corrections;
  std::vector<Correction> corrections;
  if (request.path == "corrections/import") {
    auto fresh = corrections_from_json_lines(request.body, all);
    if (!fresh) throw BadRequest{400, fresh.error().message};
    corrections = std::move(*fresh);
  } else if (request.path == "corrections") {
    corrections.push_back(parse_correction(request.body));
  } else if (request.path == "undo") {
    corrections.push_back(parse_undo(request.body, all));
  } else if (request.path != "redo") {
    throw BadRequest{404, fmt::format("there is nothing at '{}'", request.path.substr(0, 120))};
  } else {
    const auto redo = redo_last(all);
    if (!redo) throw BadRequest{409, "there is nothing to redo"};
    corrections.push_back(*redo);
  }
  for (Correction& correction : corrections) {
    if (correction.who.empty()) correction.who = request.user;
  }
  return decide(std::move(corrections), **loaded, language_of(request));
}

ApiAnswer Api::decide(std::vector<Correction> corrections, const CaseSnapshot& before, const std::string& language) {
  const size_t added = corrections.size();
  std::shared_ptr<const CaseSnapshot> now;
  if (added > 0) {
    auto contents = annals::decide(case_path_, std::move(corrections), *languages_, &before.contents);
    if (!contents) throw BadRequest{status_of(contents.error()), contents.error().message};
    const std::lock_guard lock(mutex_);
    stamp_ = stamp_of(case_path_);
    snapshot_ = std::make_shared<const CaseSnapshot>(std::move(*contents), *languages_, tag_of(stamp_), &before);
    now = snapshot_;
  }
  ApiAnswer answer;
  answer.status = 201;
  Json json;
  json.open();
  json.number("added", static_cast<double>(added));
  if (now) {
    const auto last = static_cast<uint32_t>(now->contents.corrections.size() - 1);
    json.number("number", static_cast<double>(now->contents.corrections[last].number));
    json.text("action", now->contents.corrections[last].action);
    json.text("state", now->decisions.state(last));
    json.text("why_not", messages_.in(language, now->decisions.why_not(last)));
    json.number("build", static_cast<double>(now->contents.build));
  }
  json.close();
  answer.body = json.take();
  return answer;
}

std::vector<std::string> Api::inputs_of_build() {
  const auto loaded = snapshot();
  if (!loaded) throw BadRequest{503, loaded.error().message};
  std::vector<std::string> inputs;
  std::error_code failed;
  for (const CaseSource& source : (*loaded)->contents.sources) {
    if (!source.file.empty() && std::filesystem::exists(source.file, failed)) inputs.push_back(source.file);
  }
  if (takes_uploads() && std::filesystem::exists(uploads_, failed)) inputs.push_back(uploads_);
  return inputs;
}

void Api::begin_build(bool or_again) {
  const std::lock_guard lock(build_mutex_);
  if (progress_.running) {
    if (!or_again) throw BadRequest{409, "a build is running already"};
    build_again_ = true;
    return;
  }
  if (builder_.joinable()) builder_.join();
  progress_ = {true, 0, 0, {}, {}, 0, progress_.finished};
  builder_ = std::thread([this] { run_build(); });
}

ApiAnswer Api::take_upload(const ApiRequest& request) {
  if (!takes_uploads()) throw BadRequest{403, "uploads are not enabled"};
  const std::string name = first_value(request.query, "name");
  if (!is_file_name(name)) throw BadRequest{400, fmt::format("'{}': is not a name for a file", name.substr(0, 120))};
  if (request.body.empty()) throw BadRequest{400, "an empty file"};
  const std::lock_guard deciding(deciding_);
  const auto kept = keep_upload(uploads_, name, request.body);
  if (!kept) throw BadRequest{status_of(kept.error()), kept.error().message};
  begin_build(true);
  ApiAnswer answer;
  answer.status = 201;
  Json json;
  json.open();
  json.text("name", file_name(*kept));
  json.number("bytes", static_cast<double>(request.body.size()));
  json.close();
  answer.body = json.take();
  return answer;
}

void Api::run_build() {
  BuildOptions options;
  options.stop = &stop_build_;
  options.progress = [this](uint64_t done, uint64_t total, const std::string& path) {
    const std::lock_guard lock(build_mutex_);
    progress_.done = done;
    progress_.total = total;
    progress_.path = path;
  };
  options.problem = [this](const Error&) {
    const std::lock_guard lock(build_mutex_);
    ++progress_.problems;
  };
  for (bool again = true; again;) {
    std::string failure;
    try {
      const auto built = build_case(case_path_, inputs_of_build(), *languages_, options);
      if (!built) failure = built.error().message;
    } catch (const BadRequest& bad) {
      failure = bad.message;
    } catch (const Bug& bug) {
      failure = fmt::format("a defect of Annals: {} ({})", bug.why, bug.where);
    }
    const std::lock_guard lock(build_mutex_);
    again = std::exchange(build_again_, false) && failure.empty();
    progress_.running = again;
    progress_.failure = failure;
    if (!again) ++progress_.finished;
  }
}

std::string Api::state() {
  const auto loaded = snapshot();
  Json json;
  json.open();
  if (loaded) {
    json.number("build", static_cast<double>((*loaded)->contents.build));
    json.text("etag", (*loaded)->etag);
  }
  const std::lock_guard lock(build_mutex_);
  json.flag("running", progress_.running);
  json.number("done", static_cast<double>(progress_.done));
  json.number("total", static_cast<double>(progress_.total));
  json.text("path", progress_.path);
  json.number("problems", static_cast<double>(progress_.problems));
  json.number("finished", static_cast<double>(progress_.finished));
  json.text_or_null("failure", progress_.failure);
  json.close();
  return json.take();
}

}  // namespace annals
