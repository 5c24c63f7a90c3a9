// The HTTP interface of a case, without the HTTP: a request in, an answer out. docs/openapi.json describes each path.
// The page uses nothing else.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "casefile/build.h"
#include "casefile/corrections.h"
#include "reading/language.h"
#include "server/accounts.h"

namespace annals {

struct CaseSnapshot;

struct ApiRequest {
  std::string method = "GET";
  std::string path;                               ///< below `/api/v1/`, decoded, without a leading slash
  std::multimap<std::string, std::string> query;  ///< decoded
  std::string body;
  std::string if_none_match;
  UserRole role = UserRole::kEditor;
  std::string user;
};

struct ApiAnswer {
  int status = 200;
  std::string media_type = "application/json; charset=utf-8";
  std::string body;
  std::string etag;
  std::string download;  ///< not empty: sent as an attachment of that name
};

/// A path below `/api/v1/` that is served; `{id}` stands for an id, which may hold slashes.
struct ApiPath {
  std::string_view method, path;
};
/// All paths that are served, docs/openapi.json describes each. What is not among them is not found.
std::span<const ApiPath> api_paths();

/// Answers requests about one case. Thread-safe: many readers at a time; corrections one by one.
class Api {
 public:
  /// Opens and loads the case. Errors as CaseFile::open.
  static Result<std::unique_ptr<Api>> open(const std::string& case_path, const LanguageSet& languages);
  /// Stops a build that runs here; the case keeps its last state.
  ~Api();

  /// Never throws for what a request holds: bad requests get 4xx with a JSON error.
  ApiAnswer answer(const ApiRequest& request);

  /// What goes on, as one line of JSON: the number of the last build, and how far a build that runs here has come.
  /// Cheap: it is asked several times a second for each reader who follows.
  std::string state();

 private:
  Api(std::string case_path, const LanguageSet& languages) : case_path_(std::move(case_path)), languages_(&languages) {}
  /// The case as last built; loaded again when another program has built it since.
  Result<std::shared_ptr<const CaseSnapshot>> snapshot();
  ApiAnswer read(const ApiRequest& request);
  ApiAnswer write(const ApiRequest& request);
  ApiAnswer decide(std::vector<Correction> corrections, const CaseSnapshot& before);
  ApiAnswer start_build();
  void run_build(const std::vector<std::string>& inputs);

  std::string case_path_;
  const LanguageSet* languages_;
  std::mutex mutex_;  // snapshot_ and stamp_
  std::shared_ptr<const CaseSnapshot> snapshot_;
  std::string stamp_;
  std::mutex deciding_;  // one decision at a time

  struct Progress {
    bool running = false;
    uint64_t done = 0, total = 0;
    std::string path, failure;
    size_t problems = 0;
    uint64_t finished = 0;  ///< builds that ended here
  };
  std::mutex build_mutex_;  // progress_ and builder_
  Progress progress_;
  std::thread builder_;
  std::atomic<bool> stop_build_{false};
};

}  // namespace annals
