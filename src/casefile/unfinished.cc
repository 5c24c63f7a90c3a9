#include "casefile/unfinished.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/hash.h"

namespace annals {
namespace {

constexpr std::string_view kMagic = "annals unfinished build 1\n";
constexpr uint64_t kMostEntry = uint64_t{4} << 30;

bool read_at(int file, uint64_t offset, std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t got = ::pread(file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(offset + at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<size_t>(got);
  }
  return true;
}

bool write_at(int file, uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(put));
    offset += static_cast<uint64_t>(put);
  }
  return true;
}

// Numbers of a fixed width, so that an entry's end is known before it is read.
void put_fixed(std::string& out, uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift);
}
uint64_t get_fixed(std::string_view in) {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value |= uint64_t{static_cast<unsigned char>(in[static_cast<size_t>(i)])} << (8 * i);
  return value;
}
constexpr size_t kFixed = 8;
constexpr size_t kEntryHead = 3 * kFixed;  // sizes of key and value, hash of both

}  // namespace

Unfinished::Unfinished(const std::string& case_path, std::string_view reader)
    : path_(case_path + "-unfinished"), reader_(reader) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (file_ >= 0) load();
}

Unfinished::~Unfinished() {
  if (file_ >= 0) ::close(file_);
}

void Unfinished::load() {
  struct stat status {};
  if (::fstat(file_, &status) != 0) return;
  const auto size = static_cast<uint64_t>(status.st_size);
  const std::string expected = std::string(kMagic) + reader_ + "\n";
  std::string head(expected.size(), '\0');
  if (size < head.size() || !read_at(file_, 0, head) || head != expected) {
    ::close(file_);
    file_ = -1;  // of another version: made anew by the first entry
    return;
  }
  end_ = head.size();
  std::string sizes(kEntryHead, '\0');
  while (end_ + kEntryHead <= size && read_at(file_, end_, sizes)) {
    const uint64_t key_size = get_fixed(sizes);
    const uint64_t value_size = get_fixed(std::string_view(sizes).substr(kFixed));
    const uint64_t left = size - end_ - kEntryHead;
    if (key_size > left || value_size > left - key_size || value_size > kMostEntry) break;
    std::string entry(key_size + value_size, '\0');
    if (!read_at(file_, end_ + kEntryHead, entry)) break;
    if (stable_hash(entry) != get_fixed(std::string_view(sizes).substr(2 * kFixed))) break;
    places_[entry.substr(0, key_size)] = {end_ + kEntryHead + key_size, value_size};
    end_ += kEntryHead + entry.size();
  }
}

bool Unfinished::create() {
  ::unlink(path_.c_str());
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  const std::string head = std::string(kMagic) + reader_ + "\n";
  if (file_ < 0 || !write_at(file_, 0, head)) return false;
  end_ = head.size();
  return true;
}

std::optional<std::string> Unfinished::find(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  std::string value(found->second.size, '\0');
  if (!read_at(file_, found->second.offset, value)) return std::nullopt;
  return value;
}

void Unfinished::add(std::string_view key, std::string_view value) {
  std::string entry;
  entry.reserve(kEntryHead + key.size() + value.size());
  put_fixed(entry, key.size());
  put_fixed(entry, value.size());
  std::string both(key);
  both += value;
  put_fixed(entry, stable_hash(both));
  entry += both;
  const std::lock_guard lock(mutex_);
  if (failed_) return;
  // An entry that is cut off here is found damaged by load().
  if ((file_ < 0 && !create()) || !write_at(file_, end_, entry)) {
    failed_ = true;
    return;
  }
  end_ += entry.size();
}

void Unfinished::discard() {
  const std::lock_guard lock(mutex_);
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  failed_ = true;
  places_.clear();
  ::unlink(path_.c_str());
}

}  // namespace annals
