// Any bytes as EDTF: an interval that is found has its ends in order and prints as days that parse back.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/date.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view edtf(reinterpret_cast<const char*>(data), size);
  const auto found = annals::parse_edtf(edtf);
  if (!found) return 0;
  const bool has_year = edtf.find("XXXX") == std::string_view::npos;  // without one there are no days
  if ((has_year && !found->known()) || (found->bounded() && *found->latest < *found->earliest)) std::abort();
  for (const auto& day : {found->earliest, found->latest}) {
    if (day && static_cast<int>(annals::civil(*day).year()) < 10000 &&
        annals::parse_day(annals::to_string(*day)) != day)
      std::abort();
  }
  return 0;
}
