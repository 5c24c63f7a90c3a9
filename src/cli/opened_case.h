// A case opened and loaded with its languages: what every command that shows something begins with.
#pragma once

#include <memory>
#include <string>

#include "casefile/casefile.h"
#include "cli/commands.h"
#include "present/selection.h"

namespace annals {

struct OpenedCase {
  std::unique_ptr<Languages> languages;
  std::unique_ptr<LanguageSet> set;
  CaseContents contents;
};

/// Opens a case for reading and loads all of it.
Result<OpenedCase> open_case(const std::string& path, const CommonOptions& common);

/// The entities that a person means by a name: those called so in any script; else the one that sounds most like it,
/// with a note on standard error; empty, with a note, when nobody does.
std::vector<uint32_t> who_is(const OpenedCase& opened, const CaseIndex& index, const std::string& name);

/// Checks that there is a pack with headlines for a reader's language. Errors (kUsage): there is none; names those
/// there are.
Status check_reader_language(const Languages& languages, const std::string& code);

}  // namespace annals
