#include "casefile/document_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "reading/bare_numbers.h"
#include "text/deceptive.h"

namespace annals {
namespace {

Remark defect(const std::string& name, const Bug& bug) {
  return {
      "defect", fmt::format("{}: not read because of a defect in the program: {} ({})", name, bug.why, bug.where), {}};
}

void note_mixed_alphabets(Document& document) {
  constexpr size_t kNamed = 5;
  const std::vector<Span> words = mixed_words(document.text);
  if (words.empty()) return;
  std::string message = "words mix letters of several alphabets:";
  for (size_t i = 0; i < std::min(words.size(), kNamed); ++i) {
    const std::string_view word = words[i].of(document.text);
    message += fmt::format("{} “{}” ({})", i == 0 ? "" : ",", word, fmt::join(mixed_alphabets(word), ", "));
  }
  if (words.size() > kNamed) message += fmt::format(" and {} more", words.size() - kNamed);
  document.remarks.push_back({"mixed-alphabets", std::move(message), words.front()});
}

}  // namespace

DocumentReader::DocumentReader(const LanguageSet& languages, uint32_t most_text)
    : languages_(languages),
      finisher_(languages.languages()),
      version_(fmt::format("{}+{}", reading_version(), languages.languages().version())),
      most_text_(most_text),
      workers_(std::make_unique<Workers>()) {}

void DocumentReader::finish(ReadSource& source) const {
  for (Document& document : source.documents) {
    limit(document);
    if (const size_t turned = count_direction_overrides(document.text) + count_direction_overrides(document.id);
        turned > 0) {
      document.remarks.push_back(
          {"direction-overrides",
           fmt::format("holds {} marks that turn the direction of text; they are shown, not obeyed", turned),
           {}});
    }
    note_mixed_alphabets(document);
    try {
      finisher_.finish(document);
    } catch (const Bug& bug) {
      source.remarks.push_back(defect(document.id, bug));
    }
  }
}

// Cuts the blocks at the limit, before anything is read from them: between words where there is a space near.
void DocumentReader::limit(Document& document) const {
  if (document.text.size() <= most_text_) return;
  uint32_t end = most_text_;
  while (end > 0 && (static_cast<unsigned char>(document.text[end]) & 0xC0) == 0x80) --end;  // between letters
  constexpr uint32_t kLongestWord = 256;
  const size_t space = document.text.find_last_of(" \t\n", end);
  if (space != std::string::npos && space > 0 && end - space < kLongestWord) end = static_cast<uint32_t>(space);
  const size_t before = document.blocks.size();
  bool cut = false;
  while (!document.blocks.empty() && document.blocks.back().span.begin >= end) document.blocks.pop_back();
  if (!document.blocks.empty() && document.blocks.back().span.end > end) {
    document.blocks.back().span.end = end;
    cut = true;
  }
  if (!cut && document.blocks.size() == before) return;
  document.remarks.push_back(
      {"text-limit",
       fmt::format("only the first {} of {} bytes of text were read for claims", end, document.text.size()),
       {end, static_cast<uint32_t>(document.text.size())}});
}

ReadSource DocumentReader::read(Source source) const {
  ReadSource read = read_source(std::move(source), workers_.get());
  finish(read);
  return read;
}

ReadSource DocumentReader::read(std::vector<Source> files, const ProducedFile& part) const {
  ReadSource read = read_as_produced(std::move(files), part,
                                     [&](Source source) { return read_source(std::move(source), workers_.get()); });
  finish(read);
  return read;
}

Result<ReadSource> DocumentReader::read_line(std::string_view line, size_t number) const {
  std::string problem;
  auto document = read_json_document(line, number, problem);
  if (!document) return Error{ErrorKind::kInput, fmt::format("line {}: {}", number, problem), {}};
  ReadSource read;
  read.sha256 = sha256_hex(line);
  read.media_type = document->media_type;
  document->source_sha256 = read.sha256;
  read.documents.push_back(std::move(*document));
  finish(read);
  return read;
}

Reading DocumentReader::read(const Document& document, std::vector<Remark>& remarks, bool numbers) const {
  try {
    Reading reading = read_document(document, languages_);
    if (numbers) {
      for (Quantity& number : read_bare_numbers(document, languages_)) reading.quantities.push_back(std::move(number));
    }
    return reading;
  } catch (const Bug& bug) {
    remarks.push_back(defect(document.id, bug));
    return {};
  }
}

}  // namespace annals
