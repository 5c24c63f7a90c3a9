// Reading in processes of their own: whatever a hostile file does to its reader costs that one source.
//
// The program starts itself again as a server, before any document is open in it; the server forks for each source, the
// fork is confined (sources/sandbox.h), reads that one source, hands the result back through a pipe and ends.
#pragma once

#include <memory>
#include <optional>

#include "sources/sandbox.h"
#include "sources/source.h"

namespace annals {

/// What one source may cost its worker beyond the sandbox.
struct WorkerLimits {
  SandboxLimits sandbox{};
  unsigned seconds = 120;                     ///< by the clock on the wall
  uint64_t output = (uint64_t{3} << 30) / 2;  ///< bytes handed back
};

/// A pool of servers, started as they are needed: one for each thread that reads. Any thread.
class Workers {
 public:
  explicit Workers(const WorkerLimits& limits = {});
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Reads as `reader` does, apart. A crash, a passed limit or damage becomes `unread`.
  void read(const SourceReader& reader, const Source& source, ReadSource& out);

 private:
  struct Server;
  std::unique_ptr<Server> take();
  void give_back(std::unique_ptr<Server> server);

  WorkerLimits limits_;
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

/// Whether all that the rest of the program relies on holds: well-formed text, spans and blocks inside it and in order,
/// days that are days. What a worker hands back is as hostile as what it read: nothing is taken on trust. Linear.
bool holds(const ReadSource& read);

/// The first thing in main() of every program that reads sources apart: in a process that Workers started it serves,
/// and returns the exit code; in any other it returns nothing at once.
std::optional<int> serve_if_worker(int argc, const char* const* argv);

}  // namespace annals
