#include "record/scored_pairs.h"

#include <algorithm>
#include <queue>
#include <tuple>

#include "base/result.h"

namespace annals {
namespace {

constexpr size_t kReadAtOnce = 2048;  // pairs of a run

bool comes_before(const ScoredPair& x, const ScoredPair& y) {
  return x.score != y.score ? x.score > y.score : std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

}  // namespace

// A sorted run that is read from its file, a part at a time.
class ScoredPairs::Run {
 public:
  Run(std::FILE* file, size_t begin, size_t end) : file_(file), next_(begin), end_(end) { fill(); }

  bool empty() const { return at_ == part_.size(); }
  const ScoredPair& front() const { return part_[at_]; }
  void pop() {
    if (++at_ == part_.size()) fill();
  }

 private:
  void fill() {
    part_.resize(std::min(kReadAtOnce, end_ - next_));
    at_ = 0;
    if (part_.empty()) return;
    const bool read = std::fseek(file_, static_cast<long>(next_ * sizeof(ScoredPair)), SEEK_SET) == 0 &&
                      std::fread(part_.data(), sizeof(ScoredPair), part_.size(), file_) == part_.size();
    ANNALS_CHECK(read, "pairs that were put by cannot be read again");
    next_ += part_.size();
  }

  std::FILE* file_;
  size_t next_, end_;
  std::vector<ScoredPair> part_;
  size_t at_ = 0;
};

void ScoredPairs::add(const ScoredPair& pair) {
  if (pairs_.size() >= held_ && can_write_) can_write_ = write_run();
  pairs_.push_back(pair);
}

bool ScoredPairs::write_run() {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_) return false;
  std::sort(pairs_.begin(), pairs_.end(), comes_before);
  const size_t begin = ends_.empty() ? 0 : ends_.back();
  const bool written = std::fseek(file_.get(), static_cast<long>(begin * sizeof(ScoredPair)), SEEK_SET) == 0 &&
                       std::fwrite(pairs_.data(), sizeof(ScoredPair), pairs_.size(), file_.get()) == pairs_.size() &&
                       std::fflush(file_.get()) == 0;
  if (!written) return false;
  ends_.push_back(begin + pairs_.size());
  pairs_.clear();
  return true;
}

void ScoredPairs::drain(const std::function<void(const ScoredPair&)>& visit) {
  std::sort(pairs_.begin(), pairs_.end(), comes_before);
  std::vector<Run> runs;
  runs.reserve(ends_.size());
  for (size_t i = 0; i < ends_.size(); ++i) runs.emplace_back(file_.get(), i == 0 ? 0 : ends_[i - 1], ends_[i]);
  const auto later = [&](size_t x, size_t y) { return comes_before(runs[y].front(), runs[x].front()); };
  std::priority_queue<size_t, std::vector<size_t>, decltype(later)> waiting(later);
  for (size_t i = 0; i < runs.size(); ++i) waiting.push(i);
  size_t held = 0;
  while (!waiting.empty() || held < pairs_.size()) {
    if (waiting.empty() || (held < pairs_.size() && comes_before(pairs_[held], runs[waiting.top()].front()))) {
      visit(pairs_[held++]);
      continue;
    }
    const size_t first = waiting.top();
    waiting.pop();
    visit(runs[first].front());
    runs[first].pop();
    if (!runs[first].empty()) waiting.push(first);
  }
  pairs_ = {};
  ends_.clear();
  file_.reset();
}

}  // namespace annals
