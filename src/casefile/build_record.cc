#include "casefile/build_record.h"

#include <set>
#include <utility>

#include "casefile/corrections.h"
#include "casefile/history.h"
#include "record/look_alikes.h"

namespace annals {
namespace {

struct ReadItem {
  Document document;
  Reading reading;
};

// What no part of the record asks for: where lines stand on pages, and which rows of packs found what.
void forget_unused(ReadItem& item) {
  item.document.pages = {};
  item.document.boxes = {};
  item.document.remarks = {};
  for (Claim& claim : item.reading.claims) claim.frame = {};
  for (Time& time : item.reading.times) time.rule = {};
  for (Quantity& quantity : item.reading.quantities) quantity.rule = {};
}

}  // namespace

uint64_t last_number(std::span<const Correction> corrections) {
  return corrections.empty() ? 0 : corrections.back().number;
}

std::optional<Record> renew_record(const BuildParts& parts, const std::vector<Correction>& corrections,
                                   const std::function<bool()>& stopped, BuildSummary& summary) {
  std::vector<ReadItem> items;  // in order of the documents' ids
  for (auto& stored : parts.store.documents()) {
    auto reading = parts.store.reading(stored.key, parts.reader.version());
    if (!reading) {  // lost or damaged: a reading follows from its document
      std::vector<Remark> remarks;
      reading = parts.reader.read(stored.document, remarks);
      parts.store.put_reading(stored.key, parts.reader.version(), *reading);
      ++summary.documents_read;
    }
    items.push_back({std::move(stored.document), std::move(*reading)});
    forget_unused(items.back());
  }
  std::vector<DocumentReading> documents;
  documents.reserve(items.size());
  for (const ReadItem& item : items) documents.push_back({&item.document, &item.reading});
  std::vector<CorrectionOutcome> outcomes;
  const std::vector<Correction> standing = standing_corrections(corrections);
  const CorrectedReadings corrected(documents, standing, &outcomes);
  Record record = build_record(corrected.documents(), parts.reader.languages(), standing, &outcomes);
  std::set<std::string> source_ids;
  for (const auto& [path, source] : parts.sources) source_ids.insert(source_id(source));
  settle_source_marks(standing, source_ids, outcomes);
  if (stopped()) return std::nullopt;
  write_record(parts.database, record, outcomes);
  summary.look_alikes = static_cast<uint32_t>(find_look_alikes(record.entities, documents).size());
  write_meta(parts.database, "reader", parts.reader.version());
  parts.store.drop_unused(parts.reader.version());
  summary.build = parts.build;
  write_build(parts.database, {summary.build, last_number(corrections)}, record, parts.sources.size(), items.size());
  write_history(parts.database, summary.build, snapshot(corrected.documents(), record));
  return record;
}

}  // namespace annals
