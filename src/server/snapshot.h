// A loaded case with what answering needs. Private to the server library.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "casefile/search.h"
#include "present/headline.h"
#include "present/selection.h"
#include "server/api.h"
#include "text/utf8.h"

namespace annals {

/// Headlines of all events in one language.
struct Headlines {
  std::vector<std::string> of_event;
  std::vector<std::string> of_entity;
};

struct CaseSnapshot {
  CaseContents contents;
  CaseIndex index;
  std::string etag;
  const LanguageSet& languages;
  std::vector<std::vector<uint32_t>> documents_of_entity;

  CaseSnapshot(CaseContents loaded, const LanguageSet& set, std::string tag);

  /// Made when a language is first asked for. Thread-safe.
  const Headlines& headlines(const std::string& language) const;
  /// The full-text index, made when first asked for. Thread-safe.
  Result<const SearchIndex*> search() const;

 private:
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<Headlines>> headlines_;
  mutable std::unique_ptr<SearchIndex> search_;
};

}  // namespace annals
