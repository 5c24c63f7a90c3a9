// RTF: its text, paragraph by paragraph. Groups are kept in a list, so that nesting costs no stack; pictures, objects
// and everything that is marked as left out by older readers are passed over.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/office.h"
#include "sources/readers.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMaxGroups = 10000;  // open at a time; real files stay below 50

// Character sets of fonts (\fcharset) and of the file (\ansicpg).
std::string charset_of_font(int number) {
  static const std::map<int, const char*> kCharsets = {
      {77, "macintosh"},     {128, "shift_jis"},    {129, "windows-949"},  {134, "gb18030"},      {136, "big5"},
      {161, "windows-1253"}, {162, "windows-1254"}, {163, "windows-1258"}, {177, "windows-1255"}, {178, "windows-1256"},
      {186, "windows-1257"}, {204, "windows-1251"}, {222, "windows-874"},  {238, "windows-1250"}};
  const auto found = kCharsets.find(number);
  return found == kCharsets.end() ? std::string() : found->second;
}

enum class Place : uint8_t { kText, kFonts, kInfo, kTitle, kAuthor, kCreated, kRevised, kFootnote, kEdge, kSkipped };

struct Group {
  Place place = Place::kText;
  int skip_after_unicode = 1;  // \uc: characters behind \u that stand for it in old readers
  int font = 0;
};

class RtfReader {
 public:
  RtfReader(std::string_view bytes, Document& document) : rest_(bytes), document_(document), builder_(document) {}

  void run() {
    groups_.emplace_back();
    while (!rest_.empty() && !groups_.empty()) {
      const char c = rest_.front();
      if (c == '{') {
        rest_.remove_prefix(1);
        if (groups_.size() >= kMaxGroups) {
          document_.remarks.push_back(
              {"depth-limit", fmt::format("groups nested deeper than {}: the rest was left out", kMaxGroups), {}});
          break;
        }
        groups_.push_back(groups_.back());
      } else if (c == '}') {
        rest_.remove_prefix(1);
        close();
      } else if (c == '\\') {
        control();
      } else {
        rest_.remove_prefix(1);
        if (c != '\r' && c != '\n') byte(c);
      }
    }
    paragraph();
    for (const std::string& note : notes_) builder_.add(BlockRole::kBody, note);
    set_properties({title_, author_, date(created_), date(revised_)}, document_);
  }

 private:
  Group& top() { return groups_.back(); }

  void close() {
    flush();
    const Place ended = top().place;
    groups_.pop_back();
    if (groups_.empty()) return;
    if (ended == Place::kFootnote && top().place != Place::kFootnote && !note_.empty()) {
      notes_.push_back(fmt::format("[{}] {}", notes_.size() + 1, trim(note_)));
      words_ += fmt::format("[{}]", notes_.size());
      note_.clear();
    }
    if (ended == Place::kEdge && top().place != Place::kEdge) {
      builder_.add(BlockRole::kBoilerplate, edge_);
      edge_.clear();
    }
  }

  // One control word or symbol.
  void control() {
    rest_.remove_prefix(1);
    if (rest_.empty()) return;
    const char c = rest_.front();
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
      rest_.remove_prefix(1);
      symbol(c);
      return;
    }
    size_t end = 0;
    while (end < rest_.size() && ((rest_[end] >= 'a' && rest_[end] <= 'z') || (rest_[end] >= 'A' && rest_[end] <= 'Z')))
      ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    int number = 0;
    const auto parsed = std::from_chars(rest_.data(), rest_.data() + std::min<size_t>(rest_.size(), 12), number);
    const bool has_number = parsed.ptr != rest_.data();
    rest_.remove_prefix(static_cast<size_t>(parsed.ptr - rest_.data()));
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    apply(word, number, has_number);
  }

  void symbol(char c) {
    if (c == '\'') {
      int value = 0;
      const auto parsed = std::from_chars(rest_.data(), rest_.data() + std::min<size_t>(rest_.size(), 2), value, 16);
      rest_.remove_prefix(static_cast<size_t>(parsed.ptr - rest_.data()));
      byte(static_cast<char>(value));
    } else if (c == '*') {
      top().place = Place::kSkipped;
    } else if (c == '~') {
      unicode(0xA0);
    } else if (c == '_') {
      byte('-');
    } else if (c == '\\' || c == '{' || c == '}') {
      byte(c);
    } else if (c == '\n' || c == '\r') {
      paragraph();
    }
  }

  void apply(std::string_view word, int number, bool has_number) {
    if (word == "u") {
      flush();
      const int value = number < 0 ? number + 0x10000 : number;
      if (value > 0 && value <= 0xFFFF) unicode(static_cast<char32_t>(value));
      to_skip_ = top().skip_after_unicode;
    } else if (word == "uc") {
      top().skip_after_unicode = std::clamp(number, 0, 10);
    } else if (word == "bin") {
      rest_.remove_prefix(std::min(rest_.size(), static_cast<size_t>(std::max(number, 0))));
    } else if (word == "ansicpg") {
      charset_ = charset_of_codepage(static_cast<uint64_t>(std::max(number, 0)));
    } else if (word == "f" && has_number) {
      flush();
      top().font = number;
    } else if (word == "fcharset") {
      if (top().place == Place::kFonts) fonts_[top().font] = charset_of_font(number);
    } else if (word == "par" || word == "sect" || word == "page") {
      if (top().place == Place::kText && !in_table_) paragraph();
      if (top().place == Place::kText && in_table_) byte(' ');
      if (top().place == Place::kFootnote || top().place == Place::kEdge) byte(' ');
    } else if (word == "line") {
      byte('\n');
    } else if (word == "tab") {
      byte('\t');
    } else if (word == "cell" || word == "nestcell") {
      flush();
      if (top().place == Place::kText) row_.push_back(std::exchange(words_, {}));
    } else if (word == "row" || word == "nestrow") {
      flush();
      add_row(std::exchange(row_, {}), builder_);
    } else if (word == "outlinelevel") {
      role_ = BlockRole::kHeading;
    } else if (word == "pard") {
      role_ = BlockRole::kBody;
      in_table_ = false;
    } else if (word == "intbl") {
      in_table_ = true;
    } else if (word == "yr" || word == "mo" || word == "dy") {
      int* const day = top().place == Place::kCreated ? created_ : top().place == Place::kRevised ? revised_ : nullptr;
      if (day != nullptr) day[word == "yr" ? 0 : word == "mo" ? 1 : 2] = number;
    } else if (const auto symbol = symbols().find(word); symbol != symbols().end()) {
      flush();
      unicode(symbol->second);
    } else {
      destination(word);
    }
  }

  static const std::map<std::string_view, char32_t>& symbols() {
    static const std::map<std::string_view, char32_t> kSymbols = {
        {"emdash", 0x2014}, {"endash", 0x2013},    {"lquote", 0x2018},    {"rquote", 0x2019},
        {"bullet", 0x2022}, {"ldblquote", 0x201C}, {"rdblquote", 0x201D}, {"emspace", 0x2003}};
    return kSymbols;
  }

  void destination(std::string_view word) {
    static const std::map<std::string_view, Place> kPlaces = {
        {"fonttbl", Place::kFonts},      {"info", Place::kInfo},         {"footnote", Place::kFootnote},
        {"header", Place::kEdge},        {"footer", Place::kEdge},       {"headerl", Place::kEdge},
        {"headerr", Place::kEdge},       {"headerf", Place::kEdge},      {"footerl", Place::kEdge},
        {"footerr", Place::kEdge},       {"footerf", Place::kEdge},      {"colortbl", Place::kSkipped},
        {"stylesheet", Place::kSkipped}, {"pict", Place::kSkipped},      {"object", Place::kSkipped},
        {"fldinst", Place::kSkipped},    {"listtext", Place::kSkipped},  {"xe", Place::kSkipped},
        {"tc", Place::kSkipped},         {"listtable", Place::kSkipped}, {"revtbl", Place::kSkipped},
        {"generator", Place::kSkipped},  {"themedata", Place::kSkipped}, {"datastore", Place::kSkipped}};
    static const std::map<std::string_view, Place> kOfInfo = {{"title", Place::kTitle},
                                                              {"author", Place::kAuthor},
                                                              {"creatim", Place::kCreated},
                                                              {"revtim", Place::kRevised}};
    if (top().place == Place::kSkipped) return;
    const bool in_info = top().place == Place::kInfo;
    const auto& places = in_info ? kOfInfo : kPlaces;
    const auto found = places.find(word);
    if (found == places.end()) {
      if (in_info) top().place = Place::kSkipped;
      return;
    }
    flush();
    top().place = found->second;
  }

  // Bytes gather until something else comes, so that characters of two bytes stay whole.
  void byte(char c) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    bytes_ += c;
  }
  void unicode(char32_t c) {
    flush();
    // Pairs of surrogates are written as two.
    if (c >= 0xD800 && c < 0xDC00) {
      high_ = c;
      return;
    }
    if (c >= 0xDC00 && c < 0xE000) {
      if (high_ == 0) return;
      c = 0x10000 + ((high_ - 0xD800) << 10) + (c - 0xDC00);
    }
    high_ = 0;
    std::string text;
    append(text, c);
    put(text);
  }
  void flush() {
    to_skip_ = 0;
    if (bytes_.empty()) return;
    const auto font = fonts_.find(top().font);
    const std::string& charset = font == fonts_.end() || font->second.empty() ? charset_ : font->second;
    const bool ascii =
        std::all_of(bytes_.begin(), bytes_.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    put(ascii ? bytes_ : decode_text(bytes_, charset).text);
    bytes_.clear();
  }
  void put(const std::string& text) {
    switch (top().place) {
      case Place::kText:
        words_ += text;
        break;
      case Place::kTitle:
        title_ += text;
        break;
      case Place::kAuthor:
        author_ += text;
        break;
      case Place::kFootnote:
        note_ += text;
        break;
      case Place::kEdge:
        edge_ += text;
        break;
      default:
        break;
    }
  }

  void paragraph() {
    flush();
    builder_.add(role_, words_);
    words_.clear();
    if (row_.empty()) return;
    add_row(std::exchange(row_, {}), builder_);
  }

  static std::string date(const int (&day)[3]) {
    return day[0] == 0 ? std::string() : fmt::format("{:04}-{:02}-{:02}", day[0], day[1], day[2]);
  }

  std::string_view rest_;
  Document& document_;
  TextBuilder builder_;
  std::vector<Group> groups_;
  std::map<int, std::string> fonts_;
  std::string charset_ = "windows-1252";
  std::string bytes_, words_, title_, author_, note_, edge_;
  std::vector<std::string> row_, notes_;
  BlockRole role_ = BlockRole::kBody;
  int created_[3] = {}, revised_[3] = {};
  int to_skip_ = 0;
  bool in_table_ = false;
  char32_t high_ = 0;
};

int accepts(std::string_view, std::string_view head) { return head.starts_with("{\\rtf") ? 97 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/rtf";
  Document document = new_document(source, out, {});
  RtfReader(source.bytes, document).run();
  if (document.text.empty()) {
    out.unread = "RTF without text";
    return;
  }
  out.documents.push_back(std::move(document));
}

}  // namespace

void read_rtf_content(std::string_view content, Document& document) { RtfReader(content, document).run(); }

const SourceReader kRtfReader{"rtf", accepts, read, true, true};

}  // namespace annals
