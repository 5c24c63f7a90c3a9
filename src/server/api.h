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
#include "server/messages.h"

namespace annals {

struct CaseSnapshot;

struct ApiRequest {
  std::string method = "GET";
  std::string path;                               ///< below `/api/v1/`, decoded, without a leading slash
  std::multimap<std::string, std::string> query;  ///< decoded
  std::string body;
  std::string if_none_match;
  std::string accept_language;  ///< of the header; `language` in the query goes before it
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
  /// Editors may add files from now on; they are kept in that folder, which each build reads.
  void take_uploads(std::string folder) { uploads_ = std::move(folder); }
  bool takes_uploads() const { return !uploads_.empty(); }
  /// Stops a build that runs here; the case keeps its last state.
  ~Api();

  /// Never throws for what a request holds: bad requests get 4xx with a JSON error.
  ApiAnswer answer(const ApiRequest& request);

  /// A message as it is said to somebody who asks with that `Accept-Language`.
  std::string said(std::string_view message, std::string_view accept_language) const;

  /// What goes on, as one line of JSON: the number of the last build, and how far a build that runs here has come.
  /// Cheap: it is asked several times a second for each reader who follows.
  std::string state();

 private:
  Api(std::string case_path, const LanguageSet& languages)
      : case_path_(std::move(case_path)), languages_(&languages), messages_(languages.languages()) {}
  /// The case as last built; loaded again when another program has built it since.
  Result<std::shared_ptr<const CaseSnapshot>> snapshot();
  ApiAnswer read(const ApiRequest& request);
  ApiAnswer write(const ApiRequest& request);
  ApiAnswer decide(std::vector<Correction> corrections, const CaseSnapshot& before, const std::string& language);
  std::string language_of(const ApiRequest& request) const;  // what is said about a request is said in it
  void begin_build(bool or_again);                           ///< where one runs: another after it, or BadRequest
  ApiAnswer take_upload(const ApiRequest& request);
  std::vector<std::string> inputs_of_build();
  void run_build();

  std::string case_path_, uploads_;
  const LanguageSet* languages_;
  Messages messages_;
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
  bool build_again_ = false;  // when this build has ended: files came meanwhile
  std::atomic<bool> stop_build_{false};
};

}  // namespace annals
