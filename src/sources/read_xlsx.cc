// SpreadsheetML (.xlsx): each sheet a page, each row a line. Days are stored as numbers and told by their format.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/date.h"
#include "sources/office.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

constexpr size_t kMaxColumns = 16384;          // of the format itself
constexpr size_t kMaxText = size_t{64} << 20;  // bytes of text: one shared string may stand in every cell

// Whether a number format shows a day: y, m with d, outside of quotes and brackets.
bool is_date_format(std::string_view code) {
  bool quoted = false;
  bool day = false;
  bool year = false;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\\') ++i;
    if (c == '[') i = std::min(code.find(']', i), code.size());
    day |= c == 'd' || c == 'D';
    year |= c == 'y' || c == 'Y';
  }
  return year || day;
}

// Which cell styles show days.
std::vector<bool> date_styles(const UnpackedArchive& package) {
  std::vector<bool> dates;
  const ArchiveFile* file = package.find("xl/styles.xml");
  if (file == nullptr) return dates;
  std::map<std::string, bool> formats;
  XmlReader xml(file->bytes);
  bool in_cells = false;
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (xml.name() == "cellXfs") in_cells = event == Event::kBegin;
    if (event != Event::kBegin) continue;
    if (xml.name() == "numFmt") formats[xml.attribute("numFmtId")] = is_date_format(xml.attribute("formatCode"));
    if (xml.name() != "xf" || !in_cells) continue;
    const std::string id = xml.attribute("numFmtId");
    int number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    const bool built_in = (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
                          (number >= 50 && number <= 58);
    const auto own = formats.find(id);
    dates.push_back(own == formats.end() ? built_in : own->second);
  }
  return dates;
}

std::vector<std::string> shared_strings(const UnpackedArchive& package) {
  std::vector<std::string> strings;
  const ArchiveFile* file = package.find("xl/sharedStrings.xml");
  if (file == nullptr) return strings;
  XmlReader xml(file->bytes);
  bool in_text = false;
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (event == Event::kBegin && xml.name() == "si") strings.emplace_back();
    // How a word is pronounced stands beside it.
    if (event == Event::kBegin && xml.name() == "rPh") {
      xml.skip();
      continue;
    }
    if (event != Event::kText && xml.name() == "t") in_text = event == Event::kBegin;
    if (event == Event::kText && in_text && !strings.empty()) strings.back() += xml.text();
  }
  return strings;
}

// Column of a cell's name: `C7` is 2.
size_t column_of(std::string_view name, size_t otherwise) {
  size_t column = 0;
  for (const char c : name) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<size_t>(c - 'A' + 1);
    if (column > kMaxColumns) return otherwise;
  }
  return column == 0 ? otherwise : column - 1;
}

class XlsxReader {
 public:
  XlsxReader(const UnpackedArchive& package, Document& document)
      : package_(package),
        document_(document),
        builder_(document),
        strings_(shared_strings(package)),
        dates_(date_styles(package)) {}

  void run() {
    std::map<std::string, std::string> targets;
    for (auto& [id, target] : relationships(package_, "xl/workbook.xml")) targets.emplace(id, std::move(target));
    XmlReader xml(package_.find("xl/workbook.xml")->bytes);
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      if (event != Event::kBegin) continue;
      if (xml.name() == "workbookPr") from_1904_ = xml.attribute("date1904") == "1";
      if (xml.name() == "sheet") sheet(xml.attribute("name"), targets[xml.attribute_as_written("r:id")]);
    }
    set_properties(core_properties(package_), document_);
  }

 private:
  void sheet(const std::string& name, const std::string& part) {
    const ArchiveFile* file = package_.find(part);
    if (file == nullptr) return;
    const size_t begin = document_.text.size();
    builder_.add(BlockRole::kHeading, name);
    const size_t before = document_.blocks.size();
    XmlReader xml(file->bytes);
    std::vector<std::string> row;
    size_t row_bytes = 0;
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      if (event == Event::kBegin && xml.name() == "c") {
        cell(xml, row);
        if (!row.empty()) row_bytes += row.back().size();
      }
      const bool full = document_.text.size() + row_bytes > kMaxText;
      if (!full && (event != Event::kEnd || xml.name() != "row")) continue;
      if (!full) add_row(row, builder_);
      row.clear();
      row_bytes = 0;
      if (full) {
        document_.remarks.push_back(
            {"truncated",
             fmt::format("more than {} bytes of text in the sheets: the rest was left out", kMaxText),
             {}});
        break;
      }
    }
    if (!xml.damage().empty()) document_.remarks.push_back({"truncated", xml.damage(), {}});
    if (document_.blocks.size() == before) {  // an empty sheet needs no heading
      document_.text.resize(begin);
      if (before > 0) document_.blocks.pop_back();
      return;
    }
    add_page(name, begin, document_);
  }

  void cell(XmlReader& xml, std::vector<std::string>& row) {
    const size_t column = column_of(xml.attribute("r"), row.size());
    const std::string type = xml.attribute("t");
    const std::string style = xml.attribute("s");
    std::string value;
    const size_t inside = xml.depth();
    while (xml.depth() >= inside) {
      const Event event = xml.next();
      if (event == Event::kDone) return;
      if (event != Event::kBegin) continue;
      if (xml.name() == "v" || xml.name() == "t") {
        value += xml.inner_text();
      } else if (xml.name() == "f" || xml.name() == "rPh") {
        xml.skip();  // formulas are not shown; their values are
      }
    }
    size_t number = 0;
    if (type == "s") {
      std::from_chars(value.data(), value.data() + value.size(), number);
      value = number < strings_.size() ? strings_[number] : std::string();
    } else if (type == "b") {
      value = value == "1" ? "TRUE" : "FALSE";
    } else if (type.empty() || type == "n") {
      std::from_chars(style.data(), style.data() + style.size(), number);
      if (!style.empty() && number < dates_.size() && dates_[number]) value = day_of(value);
    }
    if (column >= row.size()) row.resize(column + 1);
    row[column] = std::move(value);
  }

  // The day that a number counts to, from the last day of 1899 (with a 29 February 1900 that never was) or from 1904.
  std::string day_of(const std::string& value) const {
    double number = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), number).ec != std::errc()) return value;
    constexpr double kMostDays = 2958465;  // 9999-12-31
    if (!(number >= 1 && number <= kMostDays)) return value;
    const double whole = std::floor(number);
    const Day zero = from_1904_ ? *make_day(1904, 1, 1) : *make_day(1899, 12, number < 60 ? 31 : 30);
    std::string day = to_string(zero + std::chrono::days(static_cast<int>(whole)));
    const int minutes = static_cast<int>(std::lround((number - whole) * 24 * 60));
    if (minutes > 0 && minutes < 24 * 60) day += fmt::format(" {:02}:{:02}", minutes / 60, minutes % 60);
    return day;
  }

  const UnpackedArchive& package_;
  Document& document_;
  TextBuilder builder_;
  const std::vector<std::string> strings_;
  const std::vector<bool> dates_;
  bool from_1904_ = false;
};

}  // namespace

void read_xlsx(const UnpackedArchive& package, Document& document) { XlsxReader(package, document).run(); }

}  // namespace annals
