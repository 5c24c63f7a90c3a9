#include "present/locale.h"

#include <fmt/format.h>
#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/ucurr.h>

#include <memory>
#include <optional>

#include "base/yearless.h"

namespace annals {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;

icu::Locale locale_of(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status)) locale = icu::Locale::getRoot();
  locale.setKeywordValue("numbers", "latn", status);
  return locale;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string formatted(const LocalizedNumberFormatter& formatter, double value) {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = formatter.formatDouble(value, status).toString(status);
  return U_FAILURE(status) ? fmt::format("{}", value) : utf8(text);
}

// Short forms keep up to three significant digits below a scale word; small numbers stay as they are.
LocalizedNumberFormatter compact(const std::string& tag, double value) {
  auto formatter = NumberFormatter::withLocale(locale_of(tag));
  if (value > -10000 && value < 10000) return formatter.precision(icu::number::Precision::maxFraction(2));
  return formatter.notation(icu::number::Notation::compactLong())
      .precision(icu::number::Precision::maxSignificantDigits(4));
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string joined(const std::string& tag, const std::vector<std::string>& items, UListFormatterType type) {
  if (items.empty()) return {};
  if (items.size() == 1) return items[0];
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> formatter(
      icu::ListFormatter::createInstance(locale_of(tag), type, ULISTFMT_WIDTH_WIDE, status));
  std::vector<icu::UnicodeString> texts;
  texts.reserve(items.size());
  for (const std::string& item : items) texts.push_back(from_utf8(item));
  icu::UnicodeString out;
  if (U_SUCCESS(status)) formatter->format(texts.data(), static_cast<int32_t>(texts.size()), out, status);
  if (U_FAILURE(status)) return fmt::format("{}", fmt::join(items, ", "));
  return utf8(out);
}

}  // namespace

Locale::Locale(std::string_view tag, MoneyStyle money) : tag_(tag), money_(money) {}

std::string Locale::number(double value) const { return formatted(compact(tag_, value), value); }

std::string Locale::exact_number(double value) const {
  return formatted(NumberFormatter::withLocale(locale_of(tag_)).precision(icu::number::Precision::maxFraction(2)),
                   value);
}

std::string Locale::money(double value, std::string_view currency) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(icu::StringPiece(currency.data(), static_cast<int32_t>(currency.size())), status);
  if (U_FAILURE(status) || currency.size() != 3) return fmt::format("{} {}", number(value), currency);
  if (money_ == MoneyStyle::kName) {
    return formatted(compact(tag_, value).unit(unit).unitWidth(UNUM_UNIT_WIDTH_FULL_NAME), value);
  }
  // ICU shortens `million` to `M` beside a sign; a reader wants the word.
  int32_t length = 0;
  const icu::Locale locale = locale_of(tag_);
  const UChar* sign =
      ucurr_getName(unit.getISOCurrency(), locale.getName(), UCURR_SYMBOL_NAME, nullptr, &length, &status);
  if (U_FAILURE(status)) return fmt::format("{} {}", number(value), currency);
  return utf8(icu::UnicodeString(sign, length)) + (money_ == MoneyStyle::kSignSpace ? "\u00a0" : "") + number(value);
}

std::string Locale::percent(double value) const {
  return formatted(NumberFormatter::withLocale(locale_of(tag_))
                       .unit(icu::NoUnit::percent())
                       .precision(icu::number::Precision::maxFraction(2)),
                   value);
}

std::string Locale::quantity(double value, std::string_view unit) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto measure =
      icu::MeasureUnit::forIdentifier(icu::StringPiece(unit.data(), static_cast<int32_t>(unit.size())), status);
  if (U_FAILURE(status) || unit.empty())
    return unit.empty() ? number(value) : fmt::format("{} {}", number(value), unit);
  return formatted(compact(tag_, value).unit(measure).unitWidth(UNUM_UNIT_WIDTH_FULL_NAME), value);
}

std::string Locale::list(const std::vector<std::string>& items) const { return joined(tag_, items, ULISTFMT_TYPE_AND); }

std::string Locale::alternatives(const std::vector<std::string>& items) const {
  return joined(tag_, items, ULISTFMT_TYPE_OR);
}

std::string Locale::date(std::string_view edtf) const {
  if (day_without_year(edtf)) {
    return written(*parse_day("2000" + std::string(edtf.substr(4))), "MMMMd").value_or(std::string(edtf));
  }
  const bool plain = edtf.find_first_not_of("0123456789-") == std::string_view::npos;
  if (!plain || (edtf.size() != 4 && edtf.size() != 7 && edtf.size() != 10)) return std::string(edtf);
  const auto days = parse_edtf(edtf);
  if (!days || !days->earliest) return std::string(edtf);
  const unsigned month = static_cast<unsigned>(civil(*days->earliest).month());
  if (edtf.size() == 7 && edtf.substr(5) != fmt::format("{:02}", month)) return std::string(edtf);  // a season
  const char* skeleton = edtf.size() == 4 ? "y" : edtf.size() == 7 ? "yMMMM" : "yMMMMd";
  return written(*days->earliest, skeleton).value_or(std::string(edtf));
}

std::optional<std::string> Locale::written(Day day, const char* skeleton) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = locale_of(tag_);
  const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createInstanceForSkeleton(skeleton, locale, status));
  if (U_FAILURE(status)) return std::nullopt;
  format->setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString out;
  format->format(static_cast<UDate>(day.time_since_epoch().count()) * 86400000.0, out);
  return utf8(out);
}

}  // namespace annals
