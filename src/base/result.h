// Errors of operations: files, packs, the case, the command line. Reading a document's content never fails; it
// returns a value and remarks (sources/document.h).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace annals {

/// What went wrong, as the process's exit code and as a person would group it.
enum class ErrorKind {
  kUsage,     ///< the command was given wrongly: exit 2
  kInput,     ///< an input cannot be read: exit 3 when nothing could be read, else 1
  kCase,      ///< the case file cannot be used: exit 4
  kOutput,    ///< the result cannot be written (full disk, read-only folder): exit 5
  kInternal,  ///< a defect of ours: exit 70
};

/// An error: what happened and to what, in one sentence that begins with the thing concerned (a path, a pack's file
/// and line), and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;
  std::string advice;  ///< what to do; empty where the message says it all
};

/// A value or an Error. A struct of its own, because the compiler warns about an ignored struct and not about an
/// ignored alias.
template <class T>
struct [[nodiscard]] Result : tl::expected<T, Error> {
  using tl::expected<T, Error>::expected;
  Result(Error error)  // NOLINT(google-explicit-constructor)
      : tl::expected<T, Error>(tl::make_unexpected(std::move(error))) {}
};

using Status = Result<void>;

/// A defect of ours, thrown by ANNALS_CHECK in release builds and caught once per document.
struct Bug {
  const char* where;
  const char* why;
};

}  // namespace annals

#define ANNALS_STRING_(x) #x
#define ANNALS_STRING(x) ANNALS_STRING_(x)
/// States what must hold whatever the input is. Bad input never trips it.
#define ANNALS_CHECK(condition, why)                                                  \
  do {                                                                                \
    if (!(condition)) throw ::annals::Bug{__FILE__ ":" ANNALS_STRING(__LINE__), why}; \
  } while (false)
/// Returns the error of a Result-valued expression from the calling function.
#define ANNALS_TRY(expression)                                                             \
  do {                                                                                     \
    if (auto annals_try = (expression); !annals_try) return std::move(annals_try).error(); \
  } while (false)
