#include "casefile/codec.h"

#include <zlib.h>

#include <bit>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/hash.h"

namespace annals {
namespace {

constexpr char kFormat = 2;
// Fast: the case is written often and read often.
constexpr int kLevel = 1;
// zlib cannot do better than about 1 : 1032; a size beyond that is a lie.
constexpr uint64_t kMostRatio = 1100;

void put_varint(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

bool get_varint(std::string_view& in, uint64_t& value) {
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

// Encoder and Decoder visit the same `fields` of each type, so that they cannot differ.
struct Encoder {
  std::string out;

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

struct Decoder {
  std::string_view in;
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
    for (uint64_t i = 0; i < size && good; ++i) (*this)(value.emplace_back());
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

// The fields of each type, in the order they are written. A change here is a new kFormat.
void fields(auto& visit, Span& v) { visit(v.begin, v.end); }
void fields(auto& visit, Interval& v) { visit(v.earliest, v.latest); }
void fields(auto& visit, Block& v) { visit(v.role, v.span, v.language, v.depth); }
void fields(auto& visit, Remark& v) { visit(v.code, v.message, v.span); }
void fields(auto& visit, Document& v) {
  visit(v.id, v.path, v.media_type, v.sha256, v.source_sha256, v.language, v.title, v.byline, v.url, v.published,
        v.published_time, v.published_basis, v.text, v.blocks, v.credits, v.headers, v.remarks);
}
void fields(auto& visit, Mention& v) { visit(v.span, v.type, v.entity, v.confidence); }
void fields(auto& visit, LocalEntity& v) { visit(v.type, v.name, v.aliases, v.language); }
void fields(auto& visit, Reference& v) { visit(v.span, v.entity, v.confidence); }
void fields(auto& visit, TimeEnd& v) { visit(v.span, v.edtf, v.days); }
void fields(auto& visit, Time& v) {
  visit(v.span, v.edtf, v.days, v.open, v.ends, v.basis, v.anchor, v.from_document_date, v.rule, v.clock);
}
void fields(auto& visit, Quantity& v) {
  visit(v.span, v.type, v.value, v.max, v.unit, v.per, v.bound, v.vague, v.suspect, v.rule);
}
void fields(auto& visit, Quote& v) { visit(v.span, v.speaker, v.addressee, v.cue, v.direct, v.depth); }
void fields(auto& visit, Participant& v) { visit(v.role, v.entity, v.span, v.text, v.implied); }
void fields(auto& visit, ClaimQuantity& v) { visit(v.role, v.quantity); }
void fields(auto& visit, Claim& v) {
  visit(v.type, v.evidence, v.trigger, v.participants, v.quantities, v.time, v.edtf, v.days, v.time_basis, v.status,
        v.attributed_to, v.chain, v.confidence, v.frame);
}
void fields(auto& visit, Reading& v) {
  visit(v.entities, v.mentions, v.references, v.times, v.quantities, v.quotes, v.claims, v.credits);
}
void fields(auto& visit, ClaimRef& v) { visit(v.document, v.claim); }
void fields(auto& visit, EntityRef& v) { visit(v.document, v.entity); }
void fields(auto& visit, MergeReason& v) { visit(v.a, v.b, v.why, v.confidence); }
void fields(auto& visit, EntityName& v) { visit(v.text, v.language, v.count); }
void fields(auto& visit, Entity& v) { visit(v.id, v.type, v.name, v.names, v.members, v.reasons); }
void fields(auto& visit, EventParticipant& v) { visit(v.role, v.entity, v.text); }
void fields(auto& visit, EventQuantity& v) { visit(v.role, v.type, v.value, v.max, v.unit); }
void fields(auto& visit, Event& v) {
  visit(v.id, v.type, v.edtf, v.days, v.participants, v.quantities, v.status, v.claims, v.documents,
        v.independent_sources, v.significance, v.confidence);
}
void fields(auto& visit, ConflictValue& v) { visit(v.value, v.claims); }
void fields(auto& visit, Conflict& v) { visit(v.id, v.event, v.related, v.slot, v.values, v.cause); }
void fields(auto& visit, CopySide& v) { visit(v.document, v.span); }
void fields(auto& visit, Copy& v) { visit(v.a, v.b, v.type, v.similarity, v.direction, v.why); }
void fields(auto& visit, Gap& v) { visit(v.days, v.kind, v.why, v.claims, v.document, v.span); }

template <class T>
std::string encoded(const T& value) {
  Encoder encoder;
  encoder(value);
  return deflate_bytes(encoder.out);
}

template <class T>
bool decoded(std::string_view bytes, T& value) {
  const auto plain = inflate_bytes(bytes);
  if (!plain) return false;
  Decoder decoder{*plain};
  decoder(value);
  return decoder.good && decoder.in.empty();
}

}  // namespace

std::string deflate_bytes(std::string_view plain) {
  std::string packed(1, kFormat);
  put_varint(packed, plain.size());
  const size_t head = packed.size();
  uLongf size = compressBound(plain.size());
  packed.resize(head + size);
  ANNALS_CHECK(compress2(reinterpret_cast<Bytef*>(packed.data() + head), &size,
                         reinterpret_cast<const Bytef*>(plain.data()), plain.size(), kLevel) == Z_OK,
               "deflate failed");
  packed.resize(head + size);
  return packed;
}

std::optional<std::string> inflate_bytes(std::string_view packed) {
  if (packed.empty() || packed.front() != kFormat) return std::nullopt;
  packed.remove_prefix(1);
  uint64_t size = 0;
  if (!get_varint(packed, size) || size > packed.size() * kMostRatio) return std::nullopt;
  std::string plain(size, '\0');
  uLongf filled = size;
  const int code = uncompress(reinterpret_cast<Bytef*>(plain.data()), &filled,
                              reinterpret_cast<const Bytef*>(packed.data()), packed.size());
  if (code != Z_OK || filled != size) return std::nullopt;
  return plain;
}

std::string document_key(const Document& document) {
  Document nameless = document;
  nameless.id.clear();
  nameless.path.clear();
  Encoder encoder;
  encoder(nameless);
  return sha256_hex(encoder.out);
}

std::string encode(const Document& value) { return encoded(value); }
std::string encode(const Reading& value) { return encoded(value); }
std::string encode(const Entity& value) { return encoded(value); }
std::string encode(const Event& value) { return encoded(value); }
std::string encode(const Conflict& value) { return encoded(value); }
std::string encode(const Copy& value) { return encoded(value); }
std::string encode(const Gap& value) { return encoded(value); }
std::string encode(const std::vector<Remark>& value) { return encoded(value); }
std::string encode(const std::vector<uint32_t>& value) { return encoded(value); }
std::string encode(const std::vector<std::string>& value) { return encoded(value); }

bool decode(std::string_view bytes, Document& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Reading& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Entity& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Event& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Conflict& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Copy& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Gap& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<Remark>& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<uint32_t>& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<std::string>& value) { return decoded(bytes, value); }

}  // namespace annals
