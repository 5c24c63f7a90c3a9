// Values to bytes and back: for the case file's BLOB columns and for what processes hand each other. Numbers are
// varints (so that `kNone` and small numbers are one byte), texts and lists carry their length. A type takes part by a
// function `fields(visit, value)` in namespace annals that names its fields in order.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annals {

inline void put_varint(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

inline bool get_varint(std::string_view& in, uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (in.empty()) return false;
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    value |= uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

/// Encoder and Decoder visit the same `fields` of each type, so that they cannot differ.
struct Encoder {
  std::string out;
  static constexpr int kFormat = 7;  ///< counted up when the fields of a type change; a decoder knows older ones
  int format = kFormat;

  void number(uint64_t value) { put_varint(out, value); }
  void operator()(const std::string& value) {
    number(value.size());
    out += value;
  }
  // kNone becomes 0.
  void operator()(const uint32_t& value) { number(uint32_t{value + 1}); }
  void operator()(const int& value) {
    number((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 31));
  }
  void operator()(const bool& value) { out += value ? '\1' : '\0'; }
  void operator()(const float& value) { bits(std::bit_cast<uint32_t>(value), 4); }
  void operator()(const double& value) { bits(std::bit_cast<uint64_t>(value), 8); }
  void operator()(const Day& value) { number(static_cast<uint64_t>(value.time_since_epoch().count()) + kDayZero); }
  template <class T>
  void operator()(const std::optional<T>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <class T>
  void operator()(const std::vector<T>& value) {
    number(value.size());
    for (const auto& item : value) (*this)(item);
  }
  template <class A, class B>
  void operator()(const std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  template <class T>
  requires std::is_enum_v<T>
  void operator()(const T& value) { number(static_cast<uint64_t>(value)); }
  template <class T>
  requires std::is_class_v<T>
  void operator()(const T& value) { fields(*this, const_cast<T&>(value)); }
  template <class... T>
  requires(sizeof...(T) > 1) void operator()(const T&... values) { ((*this)(values), ...); }

  static constexpr uint64_t kDayZero = 1U << 23;  // so that days before 1970 are small positive numbers too

 private:
  void bits(uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  }
};

/// Never reads past the end, and never allocates more than the bytes can hold.
struct Decoder {
  static constexpr uint64_t kReserved = 64;  // items of a list for which room is made at once
  std::string_view in;
  int format = Encoder::kFormat;  ///< of what is decoded: `fields` leaves out what came later
  bool good = true;

  uint64_t number() {
    uint64_t value = 0;
    if (!get_varint(in, value)) good = false;
    return good ? value : 0;
  }
  void operator()(std::string& value) {
    const uint64_t size = number();
    if (size > in.size()) good = false;
    if (!good) return;
    value.assign(in.substr(0, size));
    in.remove_prefix(size);
  }
  void operator()(uint32_t& value) { value = static_cast<uint32_t>(number()) - 1; }
  void operator()(int& value) {
    const uint64_t folded = number();
    value = static_cast<int>(static_cast<int64_t>(folded >> 1) ^ -static_cast<int64_t>(folded & 1));
  }
  void operator()(bool& value) { value = bits(1) != 0; }
  void operator()(float& value) { value = std::bit_cast<float>(static_cast<uint32_t>(bits(4))); }
  void operator()(double& value) { value = std::bit_cast<double>(bits(8)); }
  void operator()(Day& value) {
    const auto days = static_cast<int64_t>(number()) - static_cast<int64_t>(Encoder::kDayZero);
    if (days < -5'000'000 || days > 5'000'000) good = false;
    value = Day{std::chrono::days{good ? days : 0}};
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    bool present = false;
    (*this)(present);
    value.reset();
    if (good && present) (*this)(value.emplace());
  }
  template <class T>
  void operator()(std::vector<T>& value) {
    const uint64_t size = number();
    value.clear();
    if (size > in.size()) good = false;  // every item takes a byte at least
    if (good) value.reserve(std::min<uint64_t>(size, kReserved));
    for (uint64_t i = 0; i < size && good; ++i) (*this)(value.emplace_back());
    if (size > kReserved) value.shrink_to_fit();
  }
  template <class A, class B>
  void operator()(std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  template <class T>
  requires std::is_enum_v<T>
  void operator()(T& value) { value = static_cast<T>(number()); }
  template <class T>
  requires std::is_class_v<T>
  void operator()(T& value) { fields(*this, value); }
  template <class... T>
  requires(sizeof...(T) > 1) void operator()(T&... values) { ((*this)(values), ...); }

 private:
  uint64_t bits(size_t bytes) {
    if (in.size() < bytes) {
      good = false;
      return 0;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; ++i) value |= uint64_t{static_cast<unsigned char>(in[i])} << (8 * i);
    in.remove_prefix(bytes);
    return value;
  }
};

inline void fields(auto& visit, Span& v) { visit(v.begin, v.end); }

}  // namespace annals
