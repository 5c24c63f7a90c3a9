// What a message's subject says without what mail programs put around it: 'AW: [board] Re: the pier (fwd)' is about the
// pier.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "languages/pack.h"

namespace annals {

struct BaseSubject {
  std::string words;     ///< lower case, white space runs as one space; empty when nothing else was there
  bool answers = false;  ///< something said that the message answers or passes on another
};

/// Base subjects as RFC 5256 (2.1) extracts them, with the reply and forward marks of all packs (table subjects:
/// surface, kind). Immutable; any thread.
class MailSubjects {
 public:
  explicit MailSubjects(const Languages& languages);
  BaseSubject base(std::string_view subject) const;

 private:
  bool take_mark(std::string_view& subject) const;
  std::map<std::string, bool, std::less<>> marks_;  // lower case
  size_t longest_ = 0;                              // bytes
};

}  // namespace annals
