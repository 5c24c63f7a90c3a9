// What the readers of mail and of saved pages share of GMime.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

namespace annals {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct FreeG {
  void operator()(char* text) const { g_free(text); }
};

/// Before anything else of GMime. Any thread.
void start_gmime();

/// A header's value: unfolded, 8-bit bytes in whatever charset made UTF-8, encoded words (RFC 2047) decoded.
std::string decoded_header(const char* raw);

/// `type/subtype`, lower case.
std::string media_type(GMimeObject* object);
/// The part's bytes, with base64 or quoted-printable undone.
std::string part_bytes(GMimePart* part);
/// A parameter of its content type, or empty.
std::string parameter(GMimeObject* object, const char* name);

std::string lower(std::string_view name);
/// With the zone as written; empty for no date.
std::string rfc3339(GDateTime* date);
/// The same of a date as mail and feeds write it (RFC 5322); empty when it is none, or in a year no mail was sent in.
std::string rfc3339_of_mail_date(const std::string& written);

}  // namespace annals
