// What a build has read so far, in a file beside the case: a build that is killed, stopped or out of disk loses nothing
// of it, and the next one reads on where it ended. The case itself changes only when a build is done.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace annals {

/// Entries are only ever appended, each with a hash of its own: what was cut off or damaged is as if it had not been
/// written. Adding and finding: any thread. Nothing here fails: what cannot be kept is read again one day.
class Unfinished {
 public:
  /// Opens what an earlier build left, if it was read by the same `reader`; makes no file before there is something to
  /// keep.
  Unfinished(const std::string& case_path, std::string_view reader);
  ~Unfinished();
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  /// The value last added under this key by the builds before: what this one adds it does not look for.
  std::optional<std::string> find(std::string_view key) const;
  void add(std::string_view key, std::string_view value);
  /// The build is done: removes the file.
  void discard();

 private:
  struct Place {
    uint64_t offset = 0, size = 0;
  };
  void load();
  bool create();

  std::string path_, reader_;
  int file_ = -1;
  bool failed_ = false;  // of writing: the rest of this build is not kept
  uint64_t end_ = 0;     // of the last whole entry
  std::map<std::string, Place, std::less<>> places_;
  mutable std::mutex mutex_;
};

}  // namespace annals
