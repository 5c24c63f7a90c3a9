#include "server/api.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/hash.h"
#include "present/story.h"
#include "server/answers.h"

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

rapidjson::Document parsed(const std::string& body) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  if (json.HasParseError() || !json.IsObject()) throw BadRequest{400, "the body is not a JSON object"};
  return json;
}

Correction parse_correction(const std::string& body) {
  const rapidjson::Document json = parsed(body);
  const auto text = [](const rapidjson::Value& value) {
    return std::string(value.GetString(), value.GetStringLength());
  };
  if (!json.HasMember("action") || !json["action"].IsString()) throw BadRequest{400, "'action' is missing"};
  Correction correction;
  correction.action = text(json["action"]);
  const auto actions = correction_actions();
  if (correction.action == "undo" || std::find(actions.begin(), actions.end(), correction.action) == actions.end())
    throw BadRequest{400, fmt::format("'{}': there is no such action", correction.action.substr(0, 60))};
  if (json.HasMember("arguments")) {
    if (!json["arguments"].IsArray()) throw BadRequest{400, "'arguments' is not a list"};
    for (const auto& argument : json["arguments"].GetArray()) {
      if (!argument.IsString()) throw BadRequest{400, "'arguments' holds something that is not text"};
      correction.arguments.push_back(text(argument));
    }
  }
  if (json.HasMember("note") && json["note"].IsString()) correction.note = text(json["note"]);
  return correction;
}

// What takes back a decision: the one numbered in the body, else the last.
Correction parse_undo(const std::string& body, const std::vector<Correction>& all) {
  const rapidjson::Document json = parsed(body);
  if (json.HasMember("number")) {
    if (!json["number"].IsUint64()) throw BadRequest{400, "'number' is not the number of a decision"};
    const uint64_t number = json["number"].GetUint64();
    const bool known = std::any_of(all.begin(), all.end(), [&](const Correction& c) { return c.number == number; });
    if (!known) throw BadRequest{404, fmt::format("there is no decision {}", number)};
    return {0, "undo", {std::to_string(number)}, {}, {}, {}};
  }
  const auto undo = undo_last(all);
  if (!undo) throw BadRequest{409, "there is nothing to undo"};
  return *undo;
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

ApiAnswer Api::answer(const ApiRequest& request) {
  try {
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (!reading && request.method != "POST") throw BadRequest{405, "only GET and POST are answered here"};
    return reading ? read(request) : write(request);
  } catch (const BadRequest& bad) {
    return answer_error(bad.status, bad.message);
  } catch (const Bug& bug) {
    return answer_error(500, fmt::format("a defect of Annals: {} ({})", bug.why, bug.where));
  }
}

ApiAnswer Api::read(const ApiRequest& request) {
  const auto loaded = snapshot();
  if (!loaded) throw BadRequest{503, loaded.error().message};
  const CaseSnapshot& snapshot = **loaded;
  ApiAnswer answer;
  answer.etag = snapshot.etag;
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
  answer.body = answer_json(snapshot, request.path, request.query, file_name(case_path_), request.role);
  return answer;
}

ApiAnswer Api::write(const ApiRequest& request) {
  if (request.role != UserRole::kEditor) throw BadRequest{403, "viewers may not decide"};
  if (request.path == "build") return start_build();
  if (request.path != "corrections" && request.path != "corrections/import" && request.path != "undo" &&
      request.path != "redo") {
    throw BadRequest{405, "nothing can be posted here"};
  }
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
  } else {
    const auto redo = redo_last(all);
    if (!redo) throw BadRequest{409, "there is nothing to redo"};
    corrections.push_back(*redo);
  }
  for (Correction& correction : corrections) {
    if (correction.who.empty()) correction.who = request.user;
  }
  return decide(std::move(corrections), **loaded);
}

ApiAnswer Api::decide(std::vector<Correction> corrections, const CaseSnapshot& before) {
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
    json.text("why_not", now->decisions.why_not(last));
    json.number("build", static_cast<double>(now->contents.build));
  }
  json.close();
  answer.body = json.take();
  return answer;
}

ApiAnswer Api::start_build() {
  const auto loaded = snapshot();
  if (!loaded) throw BadRequest{503, loaded.error().message};
  std::vector<std::string> inputs;
  for (const CaseSource& source : (*loaded)->contents.sources) {
    std::error_code failed;
    if (!source.file.empty() && std::filesystem::exists(source.file, failed)) inputs.push_back(source.file);
  }
  const std::lock_guard lock(build_mutex_);
  if (progress_.running) throw BadRequest{409, "a build is running already"};
  if (builder_.joinable()) builder_.join();
  progress_ = {true, 0, 0, {}, {}, 0, progress_.finished};
  builder_ = std::thread([this, inputs = std::move(inputs)] { run_build(inputs); });
  ApiAnswer answer;
  answer.status = 202;
  answer.body = "{\"running\":true}";
  return answer;
}

void Api::run_build(const std::vector<std::string>& inputs) {
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
  std::string failure;
  try {
    const auto built = build_case(case_path_, inputs, *languages_, options);
    if (!built) failure = built.error().message;
  } catch (const Bug& bug) {
    failure = fmt::format("a defect of Annals: {} ({})", bug.why, bug.where);
  }
  const std::lock_guard lock(build_mutex_);
  progress_.running = false;
  progress_.failure = failure;
  ++progress_.finished;
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
