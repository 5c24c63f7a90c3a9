// Who may open a shared case: a file of names, roles and hashes of passwords (Argon2id, by libsodium), one a line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace annals {

enum class UserRole { kViewer, kEditor };
std::string_view to_string(UserRole role);
std::optional<UserRole> parse_role(std::string_view text);

/// Immutable once loaded; any thread.
class Accounts {
 public:
  /// Errors: kInput for a file that cannot be read or a line that is none, with its number; kUsage when it names
  /// nobody.
  static Result<Accounts> load(const std::string& path);

  /// The role of the one with that name and password; nothing when there is none. Takes as long for a name that there
  /// is not, and works out one password at a time: each takes 64 MB.
  std::optional<UserRole> check(const std::string& name, const std::string& password) const;
  size_t size() const { return accounts_.size(); }

 private:
  struct Account {
    UserRole role = UserRole::kViewer;
    std::string hash;
  };
  std::map<std::string, Account> accounts_;
};

/// Writes the name with that role and password into the file, which is made when it is missing and is its owner's
/// alone; a name that is there gets the new ones. Errors: kUsage for a name or password that cannot be one; kInput,
/// kOutput for the file.
Status set_password(const std::string& path, const std::string& name, UserRole role, const std::string& password);
/// Takes the name out. Errors (kUsage): it is not there.
Status remove_account(const std::string& path, const std::string& name);

}  // namespace annals
