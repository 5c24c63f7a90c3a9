// JSON out: a thin layer over RapidJSON's streaming writer that knows our values.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "text/utf8.h"

namespace annals {

/// Writes one JSON value. Members appear in the order of the calls; a name first, then its value.
class Json {
 public:
  Json() : writer_(buffer_) {}

  void name(std::string_view key) { writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }
  /// What is no UTF-8 (the name of a file on its disk) has its malformed bytes escaped.
  void text(std::string_view value) {
    if (!is_utf8(value)) return text(escape_malformed(value));
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void text(std::string_view key, std::string_view value) {
    name(key);
    text(value);
  }
  /// Empty text is null: absent.
  void text_or_null(std::string_view key, std::string_view value) { value.empty() ? null(key) : text(key, value); }
  void null(std::string_view key) {
    name(key);
    writer_.Null();
  }
  void flag(std::string_view key, bool value) {
    name(key);
    writer_.Bool(value);
  }
  /// Whole numbers without a fraction; what is no finite number is null.
  void number(double value) {
    constexpr double kExact = 9007199254740992.0;  // 2^53
    if (!std::isfinite(value)) {
      writer_.Null();
    } else if (std::abs(value) < kExact && std::floor(value) == value) {
      writer_.Int64(static_cast<int64_t>(value));
    } else {
      writer_.Double(value);
    }
  }
  void number(std::string_view key, double value) {
    name(key);
    number(value);
  }
  void number(std::string_view key, std::optional<double> value) { value ? number(key, *value) : null(key); }
  void day(std::string_view key, const std::optional<Day>& day) {
    text_or_null(key, day ? to_string(*day) : std::string());
  }
  void open() { writer_.StartObject(); }
  void open(std::string_view key) {
    name(key);
    open();
  }
  void close() { writer_.EndObject(); }
  void open_list() { writer_.StartArray(); }
  void open_list(std::string_view key) {
    name(key);
    open_list();
  }
  void close_list() { writer_.EndArray(); }

  std::string_view view() const { return {buffer_.GetString(), buffer_.GetSize()}; }
  /// What was written. Marks that turn the direction of text stand there as escapes (`\u202e`), which are the same text
  /// and turn nothing where the JSON itself is shown.
  std::string take() const {
    std::string text(view());
    for (const auto& [mark, escape] : {std::pair{"\xE2\x80\xAD", "\\u202d"}, std::pair{"\xE2\x80\xAE", "\\u202e"}}) {
      for (size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) text.replace(at, 3, escape);
    }
    return text;
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace annals
