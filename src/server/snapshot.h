// A loaded case with what answering needs. Private to the server library.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "casefile/search.h"
#include "present/citation.h"
#include "present/headline.h"
#include "present/name_by_sound.h"
#include "present/selection.h"
#include "record/look_alikes.h"
#include "record/mail_threads.h"
#include "record/tellings.h"
#include "server/api.h"
#include "server/decisions.h"
#include "server/messages.h"
#include "text/utf8.h"

namespace annals {

/// Headlines of all events in one language.
struct Headlines {
  std::vector<std::string> of_event;
  std::vector<std::vector<std::string>> amounts_of_event;  ///< beside its quantities
  std::vector<std::string> of_entity;
  std::vector<std::string> of_gap;
  std::string language;                                    ///< of a pack that has headlines
  std::vector<std::pair<std::string, std::string>> terms;  ///< the words around the record, by key
};

/// What follows from the documents alone: decisions do not change it, so snapshots share it. Thread-safe.
class DocumentIndexes {
 public:
  DocumentIndexes(SharedList<Document> documents, const LanguageSet& languages)
      : documents_(std::move(documents)), languages_(&languages), points_(documents_.size()) {}

  /// The full-text index, made when first asked for.
  Result<const SearchIndex*> search();
  /// Pages by their Bates numbers, made when first asked for.
  const BatesIndex& bates();
  /// Conversations, made when first asked for.
  const MailThreads& threads();
  /// How words sound, made when first asked for; for one at a time, under `sounding`.
  SoundTable& sounds();
  std::mutex sounding;
  /// From bytes of a document's text to code points, made when first asked for.
  const CodePointIndex& points(uint32_t document);

 private:
  SharedList<Document> documents_;
  const LanguageSet* languages_;
  std::mutex mutex_;
  std::unique_ptr<SearchIndex> search_;
  std::unique_ptr<MailThreads> threads_;
  std::unique_ptr<BatesIndex> bates_;
  std::unique_ptr<SoundTable> sounds_;
  std::shared_mutex reading_points_;  // points_
  std::vector<std::unique_ptr<CodePointIndex>> points_;
};

struct CaseSnapshot {
  CaseContents contents;
  CaseIndex index;
  std::string etag;
  const LanguageSet& languages;
  Tellings tellings;
  Decisions decisions;
  std::vector<std::vector<uint32_t>> documents_of_entity;
  std::unordered_map<std::string, uint32_t> event_of_claim;  ///< by the digits of a claim's id
  std::vector<std::string> clock_of_event;                   ///< `14:30` where a telling of a single day says it
  std::vector<std::vector<uint32_t>> copies_of_document;     ///< indices into the record's copies
  std::vector<std::vector<uint32_t>> gaps_of_event;          ///< indices into the record's gaps
  std::vector<std::vector<uint32_t>> events_of_gap;
  Messages messages;
  std::vector<LookAlike> look_alikes;  ///< in order of entities
  std::shared_ptr<DocumentIndexes> indexes;

  /// `before`, when given, is a snapshot of the same documents.
  CaseSnapshot(CaseContents loaded, const LanguageSet& set, std::string tag, const CaseSnapshot* before = nullptr);

  /// The event with that id, or the one that holds the claim which the id was made from: links outlive merges.
  uint32_t event(const std::string& id) const;
  /// Who may be meant by a name that no document spells so, the most alike first.
  std::vector<uint32_t> named_by_sound(std::string_view name) const;
  /// Made when a language is first asked for. Thread-safe.
  const Headlines& headlines(const std::string& language) const;

 private:
  std::set<uint32_t> events_beside(const Gap& gap) const;

  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<Headlines>> headlines_;
};

}  // namespace annals
