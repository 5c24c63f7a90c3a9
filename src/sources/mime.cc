#include "sources/mime.h"

#include <algorithm>
#include <mutex>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "text/utf8.h"

namespace annals {

void start_gmime() {
  static std::once_flag started;
  std::call_once(started, [] { g_mime_init(); });
}

std::string decoded_header(const char* raw) {
  if (raw == nullptr) return {};
  std::string value = decode_text(raw).text;
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  const std::unique_ptr<char, FreeG> decoded(g_mime_utils_header_decode_text(nullptr, value.c_str()));
  size_t replaced = 0;
  return std::string(trim(repair_utf8(decoded ? decoded.get() : value, replaced)));
}

std::string lower(std::string_view name) {
  std::string lowered(name);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lowered;
}

std::string media_type(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const std::unique_ptr<char, FreeG> name(g_mime_content_type_get_mime_type(type));
  return lower(name.get());
}

std::string part_bytes(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string parameter(GMimeObject* object, const char* name) {
  const char* value = g_mime_object_get_content_type_parameter(object, name);
  return value == nullptr ? std::string() : value;
}

std::string rfc3339(GDateTime* date) {
  const std::unique_ptr<char, FreeG> text(g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z"));
  return text ? text.get() : std::string();
}

std::string rfc3339_of_mail_date(const std::string& written) {
  start_gmime();
  GDateTime* date = g_mime_utils_header_decode_date(written.c_str());
  if (date == nullptr) return {};
  const int year = g_date_time_get_year(date);
  std::string text = year < 1970 || year > 2100 ? std::string() : rfc3339(date);
  g_date_time_unref(date);
  return text;
}

}  // namespace annals
