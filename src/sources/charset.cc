#include "sources/charset.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "text/utf8.h"

namespace annals {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};

// UTF-32 before UTF-16: its little-endian mark begins with the other's.
constexpr auto kMarks = std::to_array<Mark>({
    {"\xEF\xBB\xBF"sv, "UTF-8"},
    {"\xFF\xFE\0\0"sv, "UTF-32LE"},
    {"\0\0\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"},
    {"\xFE\xFF"sv, "UTF-16BE"},
    {"\x84\x31\x95\x33"sv, "GB18030"},
});

struct Superset {
  std::string_view label;
  std::string_view charset;
};

// What pages and mail call an encoding, and the larger one that they are in fact written in (WHATWG Encoding,
// section 4.2).
constexpr auto kSupersets = std::to_array<Superset>({
    {"iso-8859-1", "windows-1252"}, {"latin1", "windows-1252"},     {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},      {"iso-8859-9", "windows-1254"}, {"tis-620", "windows-874"},
    {"iso-8859-11", "windows-874"}, {"gb2312", "GB18030"},          {"gbk", "GB18030"},
    {"gb_2312-80", "GB18030"},      {"x-gbk", "GB18030"},           {"hz-gb-2312", "HZ-GB-2312"},
    {"shift_jis", "windows-31j"},   {"x-sjis", "windows-31j"},      {"ks_c_5601-1987", "windows-949"},
    {"euc-kr", "windows-949"},      {"uhc", "windows-949"},         {"big5", "Big5-HKSCS"},
    {"x-big5", "Big5-HKSCS"},       {"unicode", "UTF-16LE"},
});

constexpr size_t kSample = 1 << 20;  // bytes that statistics look at: more does not make them surer

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

std::string lower(std::string_view name) {
  std::string lowered;
  for (const char c : name) {
    if (c == '"' || c == '\'' || c == ' ') continue;
    lowered += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return lowered;
}

std::string real_charset(std::string_view label) {
  const std::string name = lower(label);
  const auto found =
      std::find_if(kSupersets.begin(), kSupersets.end(), [&](const Superset& s) { return s.label == name; });
  return found == kSupersets.end() ? name : std::string(found->charset);
}

// ICU reads past what is no letter or digit in a name; names of charsets are plain ASCII.
Converter open_converter(const std::string& charset) {
  const bool plain = std::all_of(charset.begin(), charset.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (!plain) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

struct Converted {
  std::string text;
  size_t replaced = 0;  // U+FFFD in the text
};

Converted convert(UConverter* converter, std::string_view bytes) {
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> buffer;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char16_t high = 0;
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    UChar* target = buffer.data();
    ucnv_toUnicode(converter, &target, buffer.data() + buffer.size(), &source, end, nullptr, 1, &status);
    for (const UChar* unit = buffer.data(); unit != target; ++unit) {
      if (U16_IS_LEAD(*unit)) {
        high = *unit;
      } else if (U16_IS_TRAIL(*unit) && high != 0) {
        append(out.text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(high, *unit)));
        high = 0;
      } else {
        high = 0;
        const bool bad = *unit == 0xFFFD || U16_IS_TRAIL(*unit);
        out.replaced += bad;
        append(out.text, bad ? 0xFFFD : *unit);
      }
    }
  }
  return out;
}

// Multi-byte sequences and malformed bytes in what may be UTF-8.
struct Utf8Count {
  size_t sequences = 0;
  size_t malformed = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode(bytes, at);
    ++(c.bytes == 1 ? count.malformed : count.sequences);
    at += c.bytes;
  }
  return count;
}

std::string guess_charset(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  const std::string_view sample = bytes.substr(0, kSample);
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

void add_invalid_remark(DecodedText& out, size_t replaced) {
  if (replaced == 0) return;
  out.remarks.push_back({"invalid-bytes",
                         fmt::format("{} invalid bytes were replaced by U+FFFD (read as {})", replaced, out.charset),
                         {}});
}

bool decode_as(const std::string& charset, std::string_view bytes, DecodedText& out, size_t allowed_errors) {
  const Converter converter = open_converter(charset);
  if (!converter) return false;
  Converted converted = convert(converter.get(), bytes);
  if (converted.replaced > allowed_errors) return false;
  out.text = std::move(converted.text);
  out.charset = charset;
  add_invalid_remark(out, converted.replaced);
  return true;
}

DecodedText repaired_utf8(std::string_view bytes) {
  DecodedText out;
  out.charset = "UTF-8";
  size_t replaced = 0;
  out.text = repair_utf8(bytes, replaced);
  add_invalid_remark(out, replaced);
  return out;
}

// Whether a few accented letters stand alone among ASCII ones: too little for statistics, and nearly always Western
// European.
bool is_sparse_latin(std::string_view bytes) {
  constexpr size_t kFew = 20;
  size_t high = 0;
  size_t alone = 0;
  const auto ascii = [&](size_t i) { return i >= bytes.size() || static_cast<unsigned char>(bytes[i]) < 0x80; };
  for (size_t i = 0; i < bytes.size() && high <= kFew; ++i) {
    if (ascii(i)) continue;
    ++high;
    alone += (i == 0 || ascii(i - 1)) && ascii(i + 1);
  }
  return high <= kFew && alone * 10 >= high * 7;
}

// Seven-bit encodings that switch with escape sequences are valid UTF-8 too.
bool has_iso2022_escape(std::string_view bytes) {
  for (size_t at = bytes.find('\x1B'); at != std::string_view::npos; at = bytes.find('\x1B', at + 1)) {
    const std::string_view after = bytes.substr(at + 1, 2);
    if (after == "$B" || after == "$@" || after == "(J") return true;
  }
  return false;
}

}  // namespace

std::string_view wide_charset(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes))
      return mark.charset.starts_with("UTF-16") || mark.charset.starts_with("UTF-32") ? mark.charset
                                                                                      : std::string_view{};
  }
  // Without a mark: any text has spaces, line ends or ASCII digits and punctuation, and they have a zero byte on one
  // side.
  const size_t units = std::min(bytes.size(), kSample) / 2;
  if (units < 4 || bytes.find('\0') == std::string_view::npos) return {};
  size_t little = 0;
  size_t big = 0;
  size_t odd = 0;  // units that no text has in either order
  const auto common = [](unsigned char high, unsigned char low) {
    return high == 0 && (low == '\n' || low == '\r' || low == '\t' || (low >= 0x20 && low < 0x7F));
  };
  for (size_t i = 0; i < units; ++i) {
    const auto first = static_cast<unsigned char>(bytes[2 * i]);
    const auto second = static_cast<unsigned char>(bytes[2 * i + 1]);
    little += common(second, first);
    big += common(first, second);
    odd += (first < 0x20 && second < 0x02 && !common(second, first) && !common(first, second));
  }
  if (odd * 100 > units) return {};
  if (little > 8 * big && little * 20 >= units) return "UTF-16LE";
  if (big > 8 * little && big * 20 >= units) return "UTF-16BE";
  return {};
}

DecodedText decode_text(std::string_view bytes, std::string_view declared) {
  DecodedText out;
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const std::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.charset == "UTF-8") return repaired_utf8(rest);
    if (decode_as(std::string(mark.charset), rest, out, rest.size())) return out;
  }
  const std::string charset = real_charset(declared);
  if (has_iso2022_escape(bytes) &&
      decode_as(charset.starts_with("iso-2022") ? charset : "ISO-2022-JP", bytes, out, bytes.size() / 50)) {
    return out;
  }
  if ((charset == "HZ-GB-2312" || charset == "utf-7") && decode_as(charset, bytes, out, bytes.size() / 50)) return out;
  if (const std::string_view wide = wide_charset(bytes);
      !wide.empty() && decode_as(std::string(wide), bytes, out, bytes.size() / 50)) {
    out.remarks.push_back({"charset-guessed", fmt::format("no charset is given; read as {}", wide), {}});
    return out;
  }
  const Utf8Count utf8 = count_utf8(bytes);
  if (utf8.malformed == 0) {
    out.text = bytes;
    out.charset = "UTF-8";
    return out;
  }
  // Text in another encoding hardly ever forms UTF-8 sequences: where most are well-formed it is damaged UTF-8.
  if (utf8.sequences >= 4 * utf8.malformed) return repaired_utf8(bytes);
  if (!charset.empty() && charset != "utf-8" && charset != "utf8" && !charset.starts_with("UTF-16") &&
      decode_as(charset, bytes, out, bytes.size() / 100)) {
    return out;
  }
  const std::string guessed = is_sparse_latin(bytes) ? "windows-1252" : guess_charset(bytes);
  if (guessed.empty() || guessed == "ASCII" || guessed == "UTF-8" ||
      !decode_as(real_charset(guessed), bytes, out, bytes.size() / 100)) {
    decode_as("windows-1252", bytes, out, bytes.size());
  }
  out.remarks.push_back({"charset-guessed", fmt::format("no valid charset is given; read as {}", out.charset), {}});
  return out;
}

std::string charset_of_codepage(uint64_t number) {
  switch (number) {
    case 0:
      return "windows-1252";
    case 932:
      return "shift_jis";
    case 936:
      return "gb18030";
    case 950:
      return "big5";
    case 10000:
      return "macintosh";
    case 20127:
      return "us-ascii";
    case 20866:
      return "koi8-r";
    case 50220:
    case 50221:
    case 50222:
      return "iso-2022-jp";
    case 51932:
      return "euc-jp";
    case 51949:
      return "euc-kr";
    case 65001:
      return "utf-8";
    default:
      break;
  }
  constexpr uint64_t kFirstIso = 28591, kLastIso = 28605;
  if (number >= kFirstIso && number <= kLastIso) return fmt::format("iso-8859-{}", number - kFirstIso + 1);
  return fmt::format("windows-{}", number);
}

}  // namespace annals
