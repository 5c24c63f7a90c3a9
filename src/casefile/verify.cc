#include "casefile/verify.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "casefile/store.h"

namespace annals {
namespace {

bool on_border(std::string_view text, uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

class Verifier {
 public:
  Verifier(const CaseFile& file, const DocumentReader& reader, const CaseContents& contents)
      : file_(file), reader_(reader), contents_(contents) {}

  VerifyReport run() {
    check_database();
    produced_ = load_produced(file_.database());
    for (uint32_t i = 0; i < contents_.documents.size(); ++i)
      by_source_[contents_.documents[i].source_sha256].push_back(i);
    for (const CaseSource& source : contents_.sources) check_source(source);
    for (uint32_t i = 0; i < contents_.documents.size(); ++i) check_spans(i);
    return std::move(report_);
  }

 private:
  void broken(std::string where, std::string what) { report_.broken.push_back({std::move(where), std::move(what)}); }

  void check_database() {
    Statement rows(file_.database(), "PRAGMA integrity_check(10)");
    while (rows.step()) {
      if (rows.text(0) != "ok")
        broken(file_.database().path(), fmt::format("the database is damaged: {}", rows.text(0)));
    }
  }

  void check_source(const CaseSource& source) {
    ++report_.sources;
    check_disk(source);
    if (!source.unread.empty()) return;
    const auto bytes = file_.source_bytes(source.sha256);
    if (!bytes) return broken(source.path, bytes.error().message);
    if (sha256_hex(*bytes) != source.sha256) {
      return broken(source.path, fmt::format("the bytes kept have SHA-256 {}, not {} as when they were received",
                                             sha256_hex(*bytes), source.sha256));
    }
    if (source.reader != reader_.version()) {
      report_.notes.push_back(
          {source.path, "was read by another version of the program; `annals build CASE` reads it again"});
      return;
    }
    check_texts(source, *bytes);
  }

  void check_disk(const CaseSource& source) {
    if (source.file.empty()) return;
    std::error_code failed;
    if (!std::filesystem::exists(source.file, failed)) {
      report_.notes.push_back({source.path, fmt::format("is no longer at {}; the case holds its bytes", source.file)});
      return;
    }
    const auto bytes = read_file(source.file);
    if (bytes && sha256_hex(*bytes) != source.sha256) {
      report_.notes.push_back(
          {source.path,
           fmt::format("has changed on disk since it was read ({}); `annals build` reads it again", source.file)});
    }
  }

  // Reads the source again and holds the texts kept against what it says.
  void check_texts(const CaseSource& source, const std::string& bytes) {
    std::map<std::string, Document> again;
    if (source.file.empty()) {
      auto read = reader_.read_line(bytes, 1);
      if (!read) return broken(source.path, read.error().message);
      again.emplace(source.path, std::move(read->documents.front()));
    } else {
      for (Document& document : read_again(source, bytes).documents) {
        std::string id = document.id;
        again.emplace(std::move(id), std::move(document));
      }
    }
    const auto found = by_source_.find(source.sha256);
    if (found == by_source_.end()) return;
    for (const uint32_t i : found->second) {
      const Document& kept = contents_.documents[i];
      if (kept.path != source.path) continue;
      const auto said = again.find(kept.id);
      if (said == again.end() || said->second.text == kept.text) continue;
      broken(kept.id, "the text kept is not what its source says");
      name_changed_words(i, said->second.text);
    }
  }

  ReadSource read_again(const CaseSource& source, const std::string& bytes) const {
    const auto part = produced_.find(source.path);
    if (part == produced_.end()) return reader_.read(Source{source.path, bytes});
    std::vector<Source> files{{source.path, bytes}};
    for (size_t i = 0; i < part->second.more.size(); ++i) {
      const std::string hash = i < part->second.hashes.size() ? part->second.hashes[i] : std::string();
      files.push_back({part->second.more[i], file_.source_bytes(hash).value_or(std::string())});
    }
    return reader_.read(std::move(files), part->second);
  }

  void name_changed_words(uint32_t index, const std::string& said) {
    const Document& kept = contents_.documents[index];
    each_span(index, [&](std::string_view kind, Span span) {
      if (span.end > kept.text.size()) return;
      const std::string_view now = span.of(kept.text);
      if (span.end <= said.size() && span.of(said) == now) return;
      broken(kept.id,
             fmt::format("{} at bytes {}-{}: “{}” is not in the source there", kind, span.begin, span.end, now));
    });
  }

  void check_spans(uint32_t index) {
    ++report_.documents;
    const Document& document = contents_.documents[index];
    each_span(index, [&](std::string_view kind, Span span) {
      ++report_.spans;
      if (span.begin > span.end || span.end > document.text.size()) {
        broken(document.id, fmt::format("{} at bytes {}-{} lies outside the text of {} bytes", kind, span.begin,
                                        span.end, document.text.size()));
      } else if (!on_border(document.text, span.begin) || !on_border(document.text, span.end)) {
        broken(document.id, fmt::format("{} at bytes {}-{} cuts a letter", kind, span.begin, span.end));
      }
    });
  }

  template <class Use>
  void each_span(uint32_t index, Use use) {
    const Document& document = contents_.documents[index];
    const Reading& reading = contents_.readings[index];
    for (const Block& block : document.blocks) use("block", block.span);
    for (const Mention& mention : reading.mentions) use("mention", mention.span);
    for (const Time& time : reading.times) use("time", time.span);
    for (const Quantity& quantity : reading.quantities) use("quantity", quantity.span);
    for (const Quote& quote : reading.quotes) use("quote", quote.span);
    for (const Claim& claim : reading.claims) {
      use("claim", claim.evidence);
      use("claim's word", claim.trigger);
      for (const Participant& participant : claim.participants) use("participant", participant.span);
    }
  }

  const CaseFile& file_;
  const DocumentReader& reader_;
  const CaseContents& contents_;
  std::map<std::string, std::vector<uint32_t>> by_source_;
  std::map<std::string, ProducedFile> produced_;  // by path
  VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify_case(const CaseFile& file, const DocumentReader& reader) {
  const auto contents = file.load();
  if (!contents) return contents.error();
  try {
    return Verifier(file, reader, *contents).run();
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
}

}  // namespace annals
