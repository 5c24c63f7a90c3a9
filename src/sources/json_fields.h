// Members of JSON objects, for the readers of chats.
#pragma once

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace annals {

using Json = rapidjson::Value;

inline std::string_view text_of(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

/// None where the object has no such member, or is no object.
inline const Json* member(const Json& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

/// A text or a whole number, as text; else empty.
inline std::string field(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr) return {};
  if (value->IsString()) return std::string(text_of(*value));
  if (value->IsInt64()) return fmt::format("{}", value->GetInt64());
  return {};
}

}  // namespace annals
