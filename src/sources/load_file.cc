#include "sources/load_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/date.h"
#include "sources/bates.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/delimited.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr size_t kHead = 4096;
constexpr size_t kMostBadRows = 20;  // named one by one
constexpr uint64_t kMostPages = 1'000'000;

constexpr std::string_view kThorn = "\xC3\xBE";  // þ
constexpr std::string_view kDatSeparator = "\x14";
constexpr std::string_view kDatLineEnd = "\xC2\xAE";  // ®

// What a column is called by the programs that write load files, in capitals and small letters, with spaces and marks
// left out; of several columns with one meaning, the one named first here. Empty names end the list.
struct Column {
  std::string_view meaning;
  std::array<std::string_view, 16> names;
};
constexpr auto kColumns = std::to_array<Column>({
    {"begin",
     {"begbates", "begdoc", "begindoc", "beginbates", "beginningbates", "batesbeg", "batesbegin", "batesstart",
      "prodbeg", "prodbegin", "productionbegin", "begno", "bates", "batesnumber", "controlnumber", "docid"}},
    {"end",
     {"endbates", "enddoc", "endingbates", "batesend", "prodend", "productionend", "endno", "endbatesnumber",
      "lastbates", "controlnumberend"}},
    {"attachment-begin",
     {"begattach", "begatt", "beginattach", "attachbeg", "attachbegin", "beginattachment", "begattachment",
      "prodbegattach", "begfamily", "familybegin", "begingroup", "batesbegattach", "beginfamily", "attachrangebegin"}},
    {"attachment-end",
     {"endattach", "endatt", "attachend", "endattachment", "prodendattach", "endfamily", "familyend", "endgroup",
      "batesendattach", "attachrangeend"}},
    {"parent", {"parentbates", "parentid", "parentdocid", "parentdoc", "parent", "parentbegbates", "parentbegdoc"}},
    {"custodian", {"custodian", "custodianname", "primarycustodian", "allcustodians", "custodians"}},
    {"text-path",
     {"textpath", "textlink", "textfile", "ocrpath", "extractedtextpath", "textfilepath", "txtpath", "ocrlink",
      "extractedtextlink", "linktotext", "fulltextpath", "ocrfile"}},
    {"native-path",
     {"nativepath", "nativelink", "nativefile", "nativefilepath", "filelink", "linktonative", "nativefilelink",
      "doclink", "native", "docpath"}},
    {"text", {"extractedtext", "fulltext", "ocrtext", "text", "bodytext", "ocr", "body"}},
    {"from", {"from", "emailfrom", "sender"}},
    {"to", {"to", "emailto", "recipients", "recipient"}},
    {"cc", {"cc", "emailcc", "copyee"}},
    {"bcc", {"bcc", "emailbcc", "blindcopyee"}},
    {"subject", {"emailsubject", "subject", "subjectline"}},
    {"author", {"author", "docauthor", "createdby"}},
    {"title", {"doctitle", "title", "documenttitle"}},
    {"file-name", {"filename", "originalfilename", "docname", "nativefilename"}},
    {"message-id", {"messageid", "internetmessageid", "emailmessageid"}},
    {"in-reply-to", {"inreplyto", "inreplytoid"}},
    {"date",
     {"datesent", "sentdate", "emailsentdate", "emaildatesent", "docdate", "documentdate", "date", "masterdate",
      "sortdate", "familydate", "datereceived", "receiveddate"}},
    {"modified", {"datelastmod", "datemodified", "lastmodifieddate", "datelastmodified", "moddate", "filedatemod"}},
    {"created", {"datecreated", "createddate", "creationdate", "filedatecreated"}},
});

std::string plain_name(std::string_view column) {
  std::string name;
  for (const char c : column) {
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80) != 0) {
      name += c;
    }
  }
  return name;
}

// A field's name as it is kept where it has no meaning of ours: 'File Size' as 'file-size'.
std::string field_name(std::string_view column) {
  std::string name;
  for (const char c : trim(column)) {
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c + 32);
    } else {
      name += c == ' ' || c == '\n' ? '-' : c;
    }
  }
  return name;
}

// Columns by meaning; the second says how well the name fits, least first.
std::pair<std::string_view, size_t> meaning_of(std::string_view column) {
  const std::string name = plain_name(column);
  for (const Column& known : kColumns) {
    const auto found = std::find(known.names.begin(), known.names.end(), name);
    if (!name.empty() && found != known.names.end())
      return {known.meaning, static_cast<size_t>(found - known.names.begin())};
  }
  return {};
}

DelimitedFormat format_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  if (first.find(kDatSeparator) != std::string_view::npos)
    return {std::string(kDatSeparator), std::string(kThorn), std::string(kDatLineEnd), true};
  if (first.starts_with("^") && first.find("^|^") != std::string_view::npos)
    return {"|", "^", std::string(kDatLineEnd), true};
  if (first.find(kThorn) != std::string_view::npos && first.find(',') != std::string_view::npos)
    return {",", std::string(kThorn), std::string(kDatLineEnd), true};
  return {guess_separator(text), "\"", {}, false};
}

bool is_opticon(std::string_view path, std::string_view text) {
  if (!has_ending(path, {".opt"})) return false;
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  return std::count(first.begin(), first.end(), ',') >= 3 && first.find(kDatSeparator) == std::string_view::npos;
}

// --- dates -----------------------------------------------------------------------------------------------------------

// Figures at the beginning, with the marks between them.
struct Figures {
  std::array<unsigned, 3> value{};
  size_t first_width = 0;
  bool whole = false;  // three numbers
};

Figures figures_of(std::string_view text) {
  Figures found;
  size_t at = 0;
  for (size_t i = 0; i < 3; ++i) {
    const char* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), found.value[i]);
    if (error != std::errc{}) return {};
    if (i == 0) found.first_width = static_cast<size_t>(end - begin);
    at = static_cast<size_t>(end - text.data());
    if (i == 0 && found.first_width == 8) {  // 20190531
      const unsigned digits = found.value[0];
      found.value = {digits / 10000, digits / 100 % 100, digits % 100};
      found.first_width = 4;
      found.whole = true;
      return found;
    }
    if (i < 2 && (at >= text.size() || std::string_view("/-.").find(text[at]) == std::string_view::npos)) return {};
    ++at;
  }
  found.whole = true;
  return found;
}

// A date of a column in which days stand first, or months.
std::string day_of(std::string_view text, bool day_first) {
  const Figures figures = figures_of(trim(text));
  if (!figures.whole) return {};
  const auto& [a, b, c] = figures.value;
  if (a > 9999 || b > 9999 || c > 9999) return {};
  std::optional<Day> day;
  if (figures.first_width == 4) {
    day = make_day(static_cast<int>(a), b, c);
  } else {
    const int year = c < 70 ? static_cast<int>(c) + 2000 : c < 100 ? static_cast<int>(c) + 1900 : static_cast<int>(c);
    day = day_first ? make_day(year, b, a) : make_day(year, a, b);
  }
  return day ? to_string(*day) : std::string();
}

// --- DAT and CSV -----------------------------------------------------------------------------------------------------

class DatReader {
 public:
  explicit DatReader(std::vector<DelimitedRow> rows) : rows_(std::move(rows)) {}

  LoadFile run() {
    if (rows_.empty()) return std::move(out_);
    choose_columns();
    choose_date_order();
    for (size_t i = 1; i < rows_.size(); ++i) add_record(i);
    if (bad_ > kMostBadRows)
      remark("row-unread", fmt::format("{} more rows without a Bates number were left out", bad_ - kMostBadRows));
    return std::move(out_);
  }

 private:
  void remark(const char* code, std::string message) { out_.remarks.push_back({code, std::move(message), {}}); }

  void choose_columns() {
    const DelimitedRow& head = rows_.front();
    std::map<std::string_view, std::pair<size_t, size_t>> best;  // meaning -> how well, column
    for (size_t c = 0; c < head.size(); ++c) {
      const auto [meaning, rank] = meaning_of(head[c]);
      if (meaning.empty()) continue;
      const auto [known, first] = best.emplace(meaning, std::pair(rank, c));
      if (!first) known->second = std::min(known->second, std::pair(rank, c));
    }
    meanings_.resize(head.size());
    for (const auto& [meaning, column] : best) meanings_[column.second] = meaning;
  }

  // The one order in which every date of the file is one.
  void choose_date_order() {
    bool days = true, months = true, any = false;
    for (size_t i = 1; i < rows_.size(); ++i) {
      for (size_t c = 0; c < std::min(rows_[i].size(), meanings_.size()); ++c) {
        if (!is_date(meanings_[c])) continue;
        const Figures figures = figures_of(trim(rows_[i][c]));
        if (!figures.whole || figures.first_width == 4) continue;
        any = true;
        days = days && figures.value[1] <= 12;
        months = months && figures.value[0] <= 12;
      }
    }
    day_first_ = days && !months;
    if (any && days && months)
      remark("date-order-assumed", "its dates may be read in two ways; the month was taken to stand first");
    if (any && !days && !months)
      remark("date-order-mixed", "some of its dates have the day first, some the month: those that fit were read");
  }

  static bool is_date(std::string_view meaning) {
    return meaning == "date" || meaning == "modified" || meaning == "created";
  }

  void add_record(size_t row) {
    LoadRecord record;
    std::string modified, created;
    for (size_t c = 0; c < std::min(rows_[row].size(), meanings_.size()); ++c) {
      const std::string_view value = trim(rows_[row][c]);
      const std::string_view meaning = meanings_[c];
      if (value.empty()) continue;
      if (meaning == "begin") {
        record.begin = value;
      } else if (meaning == "end") {
        record.end = value;
      } else if (meaning == "text-path") {
        record.text_path = value;
      } else if (meaning == "native-path") {
        record.native_path = value;
      } else if (meaning == "text") {
        record.text = value;
      } else {
        if (meaning == "date") record.date = day_of(value, day_first_);
        if (meaning == "modified") modified = day_of(value, day_first_);
        if (meaning == "created") created = day_of(value, day_first_);
        record.fields.emplace_back(meaning.empty() ? field_name(rows_[0][c]) : std::string(meaning), value);
      }
    }
    if (record.date.empty()) record.date = modified.empty() ? created : modified;
    if (record.end.empty()) record.end = record.begin;
    if (!record.begin.empty()) {
      out_.records.push_back(std::move(record));
    } else if (++bad_ <= kMostBadRows) {
      remark("row-unread", fmt::format("row {} has no Bates number and was left out", row + 1));
    }
  }

  std::vector<DelimitedRow> rows_;
  std::vector<std::string_view> meanings_;  // by column; empty where there is none
  LoadFile out_;
  size_t bad_ = 0;
  bool day_first_ = false;
};

// --- OPT -------------------------------------------------------------------------------------------------------------

LoadFile read_opticon(std::string_view text) {
  LoadFile out;
  out.images = true;
  size_t bad = 0;
  const auto rows = parse_delimited(text, {",", "\"", {}, false});
  for (size_t i = 0; i < rows.size(); ++i) {
    const DelimitedRow& row = rows[i];
    const std::string_view key = row.empty() ? std::string_view() : trim(row[0]);
    if (row.size() < 3 || key.empty()) {
      if (++bad <= kMostBadRows) out.remarks.push_back({"row-unread", fmt::format("row {} names no image", i + 1), {}});
      continue;
    }
    const bool begins = row.size() > 3 && (trim(row[3]) == "Y" || trim(row[3]) == "y");
    if (begins || out.records.empty()) {
      out.records.emplace_back();
      out.records.back().begin = key;
    }
    LoadRecord& record = out.records.back();
    record.pages.push_back({std::string(key), std::string(trim(row[2]))});
    record.end = key;
  }
  return out;
}

std::string decoded_head(std::string_view head) { return decode_text(head.substr(0, kHead), "windows-1252").text; }

// A load file by its columns alone needs a first page, and something that only load files say.
bool has_load_columns(std::string_view head) {
  const auto rows = parse_delimited(head.substr(0, head.find_first_of("\r\n")), format_of(head));
  if (rows.empty()) return false;
  std::set<std::string_view> meanings;
  for (const std::string& column : rows.front()) meanings.insert(meaning_of(column).first);
  return meanings.contains("begin") && (meanings.contains("end") || meanings.contains("attachment-begin") ||
                                        meanings.contains("text-path") || meanings.contains("native-path"));
}

}  // namespace

bool is_load_file(std::string_view path, std::string_view head) {
  if (!has_ending(path, {".dat", ".opt", ".csv", ".txt", ".tsv"})) return false;
  // A text is looked at closely only where it begins as a load file does: with a mark, þ or ^.
  if (has_ending(path, {".txt"}) && !head.empty() &&
      std::string_view("\xFE\xFF\xEF\xC3^").find(head[0]) == std::string_view::npos)
    return false;
  const std::string text = decoded_head(head);
  if (is_opticon(path, text)) return true;
  if (has_ending(path, {".txt"}) && !text.starts_with(kThorn) && !text.starts_with("^")) return false;
  return has_load_columns(text);
}

LoadFile parse_load_file(std::string_view path, std::string_view bytes) {
  DecodedText decoded = decode_text(bytes, "windows-1252");
  LoadFile out = is_opticon(path, decoded.text)
                     ? read_opticon(decoded.text)
                     : DatReader(parse_delimited(decoded.text, format_of(decoded.text))).run();
  std::erase_if(decoded.remarks, [](const Remark& one) { return one.code == "charset-guessed"; });
  out.remarks.insert(out.remarks.begin(), decoded.remarks.begin(), decoded.remarks.end());
  return out;
}

std::vector<std::string> page_numbers(const LoadRecord& record) {
  std::vector<std::string> numbers;
  for (const LoadPage& page : record.pages) numbers.push_back(page.bates);
  if (numbers.empty()) numbers = bates_between(record.begin, record.end, kMostPages);
  return numbers;
}

}  // namespace annals
