// Work in parallel.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace annals {

/// Calls work(i) once for each i in [0, count), on up to `jobs` threads (0: as many as there are processors), in rising
/// order of their beginnings, until `stop` is set. `tick`, when given, is called on the calling thread about ten times
/// a second and at the end. Returns when all threads are done; rethrows the first exception of `work`.
inline void parallel_for(size_t count, unsigned jobs, const std::atomic<bool>* stop,
                         const std::function<void(size_t)>& work, const std::function<void()>& tick = {}) {
  if (jobs == 0) jobs = std::max(1U, std::thread::hardware_concurrency());
  jobs = static_cast<unsigned>(std::min<size_t>(jobs, count));
  std::atomic<size_t> next{0};
  std::mutex mutex;
  std::condition_variable finished;
  unsigned running = jobs;
  std::exception_ptr failure;
  auto run = [&] {
    try {
      for (size_t i = next++; i < count && !(stop != nullptr && *stop); i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
    const std::lock_guard lock(mutex);
    if (--running == 0) finished.notify_all();
  };
  std::vector<std::thread> threads;
  threads.reserve(jobs);
  for (unsigned i = 0; i < jobs; ++i) threads.emplace_back(run);
  {
    std::unique_lock lock(mutex);
    while (!finished.wait_for(lock, std::chrono::milliseconds(100), [&] { return running == 0; })) {
      if (!tick) continue;
      lock.unlock();
      tick();
      lock.lock();
    }
  }
  for (auto& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  if (tick) tick();
}

}  // namespace annals
