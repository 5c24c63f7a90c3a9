// How files are called in a case: paths to show, each once, that stay as they are.
#pragma once

#include <map>
#include <set>
#include <string>

namespace annals {

class PlaceNames {
 public:
  /// A path that the case knows, and the file it was read from (empty for a line).
  void add(const std::string& path, const std::string& file);
  void remove(const std::string& path);

  /// How a file is shown: as found, unless another file of the case is shown so already; then with as much of its
  /// folders as tells them apart. A file that is no longer where it was read from has been moved, and keeps its place
  /// in the case.
  std::string name_of(const std::string& file, const std::string& relative);
  /// A path that this build has not given out: the one wanted, or with a number.
  std::string free_name(const std::string& wanted);
  /// The file that is shown so, or empty.
  std::string file_of(const std::string& path) const;

 private:
  std::map<std::string, std::string> file_of_;  // of the case and of this build
  std::map<std::string, std::string> path_of_;  // file -> path
  std::set<std::string> used_;                  // given out in this build
};

}  // namespace annals
