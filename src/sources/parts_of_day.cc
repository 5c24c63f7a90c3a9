#include "sources/parts_of_day.h"

#include <unicode/gregocal.h>
#include <unicode/smpdtfmt.h>

#include <bit>
#include <map>
#include <string>

namespace annals {
namespace {

constexpr int kHours = 24;
using Words = std::map<std::string, uint32_t, std::less<>>;  // word -> a bit for each hour that it may be said of

void add_words(const icu::Locale& locale, const char16_t* pattern, Words& words) {
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(icu::UnicodeString(pattern), locale, status);
  if (U_FAILURE(status) != 0) return;
  format.setTimeZone(*icu::TimeZone::getGMT());
  for (int hour = 0; hour < kHours; ++hour) {
    icu::UnicodeString written;
    format.format(hour * U_MILLIS_PER_HOUR, written);
    std::string word;
    written.toUTF8String(word);
    words[word] |= 1U << static_cast<unsigned>(hour);
  }
}

const Words& known_words() {
  static const Words kWords = [] {
    Words words;
    int32_t count = 0;
    const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
    for (int32_t i = 0; i < count; ++i) {
      if (*locales[i].getCountry() != '\0') continue;
      add_words(locales[i], u"a", words);
      add_words(locales[i], u"B", words);
    }
    return words;
  }();
  return kWords;
}

}  // namespace

std::optional<int> hour_in_part_of_day(std::string_view word, int hour) {
  constexpr int kHalf = 12;
  const auto known = known_words().find(word);
  if (known == known_words().end() || hour < 0 || hour > kHalf) return std::nullopt;
  for (const int meant : {hour % kHalf, hour % kHalf + kHalf}) {
    if ((known->second >> static_cast<unsigned>(meant) & 1U) != 0) return meant;
  }
  // Where people say it of other hours than the locale does: the half of the day in which it mostly is said.
  const int morning = std::popcount(known->second & ((1U << kHalf) - 1));
  return hour % kHalf + (morning * 2 >= std::popcount(known->second) ? 0 : kHalf);
}

}  // namespace annals
