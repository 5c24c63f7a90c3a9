// Any bytes as EDTF: an interval that is found has its ends in order and prints as days that parse back.
#include <cstdint>
#include <cstdlib>

#include "base/date.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto found = annals::parse_edtf({reinterpret_cast<const char*>(data), size});
  if (!found) return 0;
  if (!found->known() || (found->bounded() && *found->latest < *found->earliest)) std::abort();
  for (const auto& day : {found->earliest, found->latest}) {
    if (day && static_cast<int>(annals::civil(*day).year()) < 10000 &&
        annals::parse_day(annals::to_string(*day)) != day)
      std::abort();
  }
  return 0;
}
