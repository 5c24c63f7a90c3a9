#include "casefile/codec.h"

#include <zlib.h>

#include "base/hash.h"
#include "sources/document_fields.h"

namespace annals {
namespace {

constexpr char kFormat = Encoder::kFormat;
// Fast: the case is written often and read often.
constexpr int kLevel = 1;
// zlib cannot do better than about 1 : 1032; a size beyond that is a lie.
constexpr uint64_t kMostRatio = 1100;

}  // namespace

// The fields of each type, in the order they are written. A change here is a new Encoder::kFormat.
static void fields(auto& visit, Interval& v) { visit(v.earliest, v.latest); }
static void fields(auto& visit, Mention& v) { visit(v.span, v.type, v.entity, v.confidence); }
static void fields(auto& visit, LocalEntity& v) { visit(v.type, v.name, v.aliases, v.language); }
static void fields(auto& visit, Reference& v) {
  visit(v.span, v.entity, v.confidence);
  if (visit.format >= 4) visit(v.owner, v.also);
}
static void fields(auto& visit, TimeEnd& v) { visit(v.span, v.edtf, v.days); }
static void fields(auto& visit, Time& v) {
  visit(v.span, v.edtf, v.days);
  if (visit.format >= 2) visit(v.open, v.ends);
  visit(v.basis, v.anchor, v.from_document_date, v.rule, v.clock);
}
static void fields(auto& visit, Quantity& v) {
  visit(v.span, v.type, v.value, v.max, v.unit, v.per, v.bound, v.vague, v.suspect, v.rule);
  if (visit.format >= 7) visit(v.plain, v.unsaid);
}
static void fields(auto& visit, Quote& v) {
  visit(v.span, v.speaker, v.addressee, v.cue, v.direct, v.depth);
  if (visit.format >= 5) visit(v.body);
}
static void fields(auto& visit, Attribution& v) { visit(v.content, v.source, v.entity, v.cue, v.direct); }
static void fields(auto& visit, Participant& v) { visit(v.role, v.entity, v.span, v.text, v.implied); }
static void fields(auto& visit, ClaimQuantity& v) { visit(v.role, v.quantity); }
static void fields(auto& visit, Claim& v) {
  visit(v.type, v.evidence, v.trigger, v.participants, v.quantities, v.time, v.edtf, v.days, v.time_basis, v.status,
        v.attributed_to, v.chain, v.confidence, v.frame);
}
static void fields(auto& visit, Reading& v) {
  visit(v.entities, v.mentions, v.references, v.times, v.quantities, v.quotes, v.claims, v.credits);
  if (visit.format >= 5) visit(v.attributions);
}
static void fields(auto& visit, ClaimRef& v) { visit(v.document, v.claim); }
static void fields(auto& visit, EntityRef& v) { visit(v.document, v.entity); }
static void fields(auto& visit, MergeReason& v) { visit(v.a, v.b, v.why, v.confidence, v.proposal, v.evidence); }
static void fields(auto& visit, EntityName& v) { visit(v.text, v.language, v.count); }
static void fields(auto& visit, Entity& v) { visit(v.id, v.type, v.name, v.names, v.members, v.reasons); }
static void fields(auto& visit, EventParticipant& v) { visit(v.role, v.entity, v.text); }
static void fields(auto& visit, EventQuantity& v) { visit(v.role, v.type, v.value, v.max, v.unit); }
static void fields(auto& visit, Event& v) {
  visit(v.id, v.type, v.edtf, v.days, v.participants, v.quantities, v.status, v.claims, v.documents,
        v.independent_sources, v.significance, v.confidence);
}
static void fields(auto& visit, ConflictValue& v) { visit(v.value, v.claims); }
static void fields(auto& visit, Conflict& v) { visit(v.id, v.event, v.related, v.slot, v.values, v.cause); }
static void fields(auto& visit, CopySide& v) { visit(v.document, v.span); }
static void fields(auto& visit, Copy& v) { visit(v.a, v.b, v.type, v.similarity, v.direction, v.why); }
static void fields(auto& visit, Gap& v) {
  visit(v.days, v.kind, v.words, v.claims, v.document, v.span);  // words: a whole sentence in English before format 6
  if (visit.format >= 6) visit(v.says, v.entity, v.count, v.others);
}
static void fields(auto& visit, LoadPage& v) { visit(v.bates, v.image); }
static void fields(auto& visit, LoadRecord& v) {
  visit(v.begin, v.end, v.text_path, v.native_path, v.text, v.pages, v.fields, v.date);
}
static void fields(auto& visit, ProducedFile& v) { visit(v.role, v.load_file, v.records, v.more, v.hashes, v.remarks); }
static void fields(auto& visit, EventSnapshot& v) {
  visit(v.id, v.type, v.edtf, v.status, v.claims, v.documents, v.independent_sources, v.conflicts);
}

namespace {

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
  Decoder decoder{*plain, bytes.front()};
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
  if (packed.empty() || packed.front() < 1 || packed.front() > kFormat) return std::nullopt;
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
std::string encode(const ReadSource& value) { return encoded(value); }
std::string encode(const ProducedFile& value) { return encoded(value); }
std::string encode(const Entity& value) { return encoded(value); }
std::string encode(const Event& value) { return encoded(value); }
std::string encode(const Conflict& value) { return encoded(value); }
std::string encode(const Copy& value) { return encoded(value); }
std::string encode(const Gap& value) { return encoded(value); }
std::string encode(const EventSnapshot& value) { return encoded(value); }
std::string encode(const std::vector<Remark>& value) { return encoded(value); }
std::string encode(const std::vector<uint32_t>& value) { return encoded(value); }
std::string encode(const std::vector<std::string>& value) { return encoded(value); }

bool decode(std::string_view bytes, Document& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Reading& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, ReadSource& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, ProducedFile& value) {
  return decoded(bytes, value) && value.role <= ProducedFile::Role::kChatDay;
}
bool decode(std::string_view bytes, Entity& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Event& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Conflict& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Copy& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, Gap& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, EventSnapshot& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<Remark>& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<uint32_t>& value) { return decoded(bytes, value); }
bool decode(std::string_view bytes, std::vector<std::string>& value) { return decoded(bytes, value); }

}  // namespace annals
