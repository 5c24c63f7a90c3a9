// From bytes in any encoding to UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

/// Text decoded, and how.
struct DecodedText {
  std::string text;             ///< well-formed UTF-8, without a byte order mark
  std::string charset;          ///< the encoding it was read as, by its usual name
  std::vector<Remark> remarks;  ///< `charset-guessed`, `invalid-bytes`
};

/// Decodes bytes. In order of trust: byte order mark, valid UTF-8, UTF-16 without a mark, `declared` (a MIME or HTML
/// charset name; may be empty or wrong), and a guess from the bytes' statistics. Invalid bytes become U+FFFD. Linear.
DecodedText decode_text(std::string_view bytes, std::string_view declared = {});

/// The charset that makes two or four bytes a character and that the bytes are written in: 'UTF-16LE' …; empty for the
/// rest.
std::string_view wide_charset(std::string_view bytes);

/// The charset that Windows calls by that number (RTF and Outlook do): 'windows-1252' for 0 and 1252, 'gb18030' for
/// 936.
std::string charset_of_codepage(uint64_t number);

}  // namespace annals
