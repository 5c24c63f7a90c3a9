#include "server/accounts.h"

#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <vector>

#include "base/file.h"

namespace annals {
namespace {

constexpr size_t kShortestPassword = 10, kLongestPassword = 1000, kLongestName = 80;
constexpr uint64_t kMaxFileBytes = 1 << 20;
constexpr char kHead[] =
    "# Who may open a shared case: name, role, hash of the password. `annals password` writes it.\n";

// Stands for the hash of a name that there is not, so that it takes as long. No password has it.
std::string unlikely_hash() {
  char hash[crypto_pwhash_STRBYTES];
  unsigned char random[32];
  randombytes_buf(random, sizeof random);
  ANNALS_CHECK(crypto_pwhash_str(hash, reinterpret_cast<const char*>(random), sizeof random,
                                 crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0,
               "no memory for a password");
  return hash;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

bool can_be_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name[0] != '#' && name[0] != ' ' && name.back() != ' ' &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// The lines of the file that are not about that name.
Result<std::string> lines_without(const std::string& path, std::string_view name, bool& was_there) {
  const auto text = read_file(path, kMaxFileBytes);
  if (!text) return text.error();
  std::string kept;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (fields_of(line).front() == name) {
      was_there = true;
    } else {
      kept.append(line).append("\n");
    }
  }
  return kept;
}

Status write_private(const std::string& path, std::string_view text) {
  ANNALS_TRY(write_file(path, text));
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
    return Error{ErrorKind::kOutput, path + ": cannot be made its owner's alone", {}};
  return {};
}

}  // namespace

std::string_view to_string(UserRole role) { return role == UserRole::kEditor ? "editor" : "viewer"; }

std::optional<UserRole> parse_role(std::string_view text) {
  if (text == "editor") return UserRole::kEditor;
  if (text == "viewer") return UserRole::kViewer;
  return std::nullopt;
}

Result<Accounts> Accounts::load(const std::string& path) {
  ANNALS_CHECK(sodium_init() >= 0, "no random bytes");
  const auto text = read_file(path, kMaxFileBytes);
  if (!text) return text.error();
  Accounts accounts;
  size_t number = 0;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fields = fields_of(line);
    const auto role = fields.size() == 3 ? parse_role(fields[1]) : std::nullopt;
    if (!role || !can_be_name(fields[0]) || !fields[2].starts_with("$argon2id$")) {
      return Error{ErrorKind::kInput, fmt::format("{}:{}: is not a name, a role and a hash", path, number),
                   "`annals password FILE NAME` writes such lines"};
    }
    if (!accounts.accounts_.try_emplace(std::string(fields[0]), Account{*role, std::string(fields[2])}).second)
      return Error{ErrorKind::kInput, fmt::format("{}:{}: names somebody a second time", path, number), {}};
  }
  if (accounts.accounts_.empty())
    return Error{ErrorKind::kUsage, path + ": names nobody", "`annals password FILE NAME` adds somebody"};
  return accounts;
}

std::optional<UserRole> Accounts::check(const std::string& name, const std::string& password) const {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  static const std::string kNobody = unlikely_hash();
  const auto found = accounts_.find(name);
  const std::string& hash = found == accounts_.end() ? kNobody : found->second.hash;
  const bool right = password.size() <= kLongestPassword &&
                     crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  if (!right || found == accounts_.end()) return std::nullopt;
  return found->second.role;
}

Status set_password(const std::string& path, const std::string& name, UserRole role, const std::string& password) {
  ANNALS_CHECK(sodium_init() >= 0, "no random bytes");
  if (!can_be_name(name)) return Error{ErrorKind::kUsage, fmt::format("'{}': cannot be a name", name), {}};
  if (password.size() < kShortestPassword || password.size() > kLongestPassword) {
    return Error{ErrorKind::kUsage, fmt::format("the password has {} bytes", password.size()),
                 fmt::format("it needs {} to {}", kShortestPassword, kLongestPassword)};
  }
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return Error{ErrorKind::kOutput, "there is not enough memory to hash a password", {}};
  }
  std::string text = kHead;
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) {
    bool was_there = false;
    auto kept = lines_without(path, name, was_there);
    if (!kept) return kept.error();
    text = std::move(*kept);
  }
  text += fmt::format("{}\t{}\t{}\n", name, to_string(role), hash);
  return write_private(path, text);
}

Status remove_account(const std::string& path, const std::string& name) {
  bool was_there = false;
  const auto kept = lines_without(path, name, was_there);
  if (!kept) return kept.error();
  if (!was_there) return Error{ErrorKind::kUsage, fmt::format("{}: does not name '{}'", path, name), {}};
  return write_private(path, *kept);
}

}  // namespace annals
