// Values to bytes and back, for the case file's BLOB columns: documents, readings and the parts of the record.
//
// A BLOB is one byte of format version, the size of the plain bytes as a varint, and the plain bytes deflated (zlib).
// Numbers are varints (so that `kNone` and small numbers are one byte), texts and lists carry their length.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "casefile/casefile.h"
#include "record/changes.h"
#include "record/record.h"
#include "sources/production.h"

namespace annals {

std::string encode(const Document& value);
std::string encode(const Reading& value);
std::string encode(const ReadSource& value);
std::string encode(const ProducedFile& value);
std::string encode(const Entity& value);
std::string encode(const Event& value);
std::string encode(const Conflict& value);
std::string encode(const Copy& value);
std::string encode(const Gap& value);
std::string encode(const EventSnapshot& value);
std::string encode(const std::vector<Remark>& value);
std::string encode(const std::vector<uint32_t>& value);
std::string encode(const std::vector<std::string>& value);

/// Fills `value` from encoded bytes; false when they are damaged or of a newer format version. Never reads past the end
/// and never allocates more than the bytes can hold.
bool decode(std::string_view bytes, Document& value);
bool decode(std::string_view bytes, Reading& value);
bool decode(std::string_view bytes, ReadSource& value);
bool decode(std::string_view bytes, ProducedFile& value);
bool decode(std::string_view bytes, Entity& value);
bool decode(std::string_view bytes, Event& value);
bool decode(std::string_view bytes, Conflict& value);
bool decode(std::string_view bytes, Copy& value);
bool decode(std::string_view bytes, Gap& value);
bool decode(std::string_view bytes, EventSnapshot& value);
bool decode(std::string_view bytes, std::vector<Remark>& value);
bool decode(std::string_view bytes, std::vector<uint32_t>& value);
bool decode(std::string_view bytes, std::vector<std::string>& value);

/// Bytes deflated and back, as inside the BLOBs above. inflate_bytes returns nothing when they are damaged.
std::string deflate_bytes(std::string_view plain);
std::optional<std::string> inflate_bytes(std::string_view packed);

/// What a reading depends on: the document as encoded, without its name in the case.
std::string document_key(const Document& document);

}  // namespace annals
