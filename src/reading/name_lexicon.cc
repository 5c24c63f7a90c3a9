#include "reading/name_lexicon.h"

#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <algorithm>
#include <cstdlib>

#include "reading/inflection.h"
#include "reading/names.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr std::array<std::pair<std::string_view, NameKind>, 31> kKinds{{
    {"given", NameKind::kGiven},
    {"family", NameKind::kFamily},
    {"surname", NameKind::kFamily},
    {"particle", NameKind::kParticle},
    {"initial_suffix", NameKind::kInitialSuffix},
    {"title", NameKind::kTitle},
    {"title_after", NameKind::kTitleAfter},
    {"role", NameKind::kRole},
    {"person_verb", NameKind::kPersonVerb},
    {"name_verb_before", NameKind::kNameVerbBefore},
    {"org_head", NameKind::kOrgHead},
    {"org_suffix", NameKind::kOrgSuffix},
    {"org_generic", NameKind::kOrgGeneric},
    {"org_before", NameKind::kOrgBefore},
    {"place_head", NameKind::kPlaceHead},
    {"place_word", NameKind::kPlaceWord},
    {"place_suffix", NameKind::kPlaceWord},
    {"place_short", NameKind::kPlaceShort},
    {"place_before", NameKind::kPlaceBefore},
    {"product_before", NameKind::kProductBefore},
    {"product_word", NameKind::kProductWord},
    {"org", NameKind::kOrganization},
    {"place", NameKind::kPlace},
    {"product", NameKind::kProduct},
    {"not_name", NameKind::kNotName},
    {"body_before", NameKind::kBodyBefore},
    {"body_after", NameKind::kBodyAfter},
    {"person_before", NameKind::kPersonBefore},
    {"person_after", NameKind::kPersonAfter},
    {"weak", NameKind::kWeak},
    {"nickname", NameKind::kNickname},
}};

constexpr std::array<std::pair<std::string_view, NamePart>, 24> kParts{{
    {"work_before", NamePart::kWorkBefore},
    {"called", NamePart::kCalled},
    {"work_head", NamePart::kWorkHead},
    {"work_suffix", NamePart::kWorkSuffix},
    {"event_head", NamePart::kEventHead},
    {"event_suffix", NamePart::kEventSuffix},
    {"event_word", NamePart::kEventWord},
    {"body_head", NamePart::kBodyHead},
    {"body_suffix", NamePart::kBodySuffix},
    {"paper", NamePart::kPaper},
    {"link", NamePart::kLink},
    {"closing", NamePart::kClosing},
    {"other_name", NamePart::kOtherName},
    {"stop", NamePart::kStop},
    {"of_body", NamePart::kOfBody},
    {"trade", NamePart::kTrade},
    {"trade_of_sound", NamePart::kTradeOfSound},
    {"body_noun", NamePart::kBodyNoun},
    {"place_noun", NamePart::kPlaceNoun},
    {"product_noun", NamePart::kProductNoun},
    {"person_noun", NamePart::kPersonNoun},
    {"demonym", NamePart::kDemonym},
    {"body_article", NamePart::kBodyArticle},
    {"clause_article", NamePart::kClauseArticle},
}};

// Names of countries and of the cities that time zones are called after, in the pack's language, from CLDR through ICU.
void add_places_of_icu(const Pack& pack, PhraseTable& phrases, Vocabulary& vocabulary) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(pack.code, error);
  if (U_FAILURE(error) || pack.code == "und") return;
  const auto add = [&](const icu::UnicodeString& name) {
    std::string utf8;
    name.toUTF8String(utf8);
    // Some names carry a note: 'Myanmar (Burma)'. One letter or a code is no name.
    const size_t note = utf8.find(" (");
    if (note != std::string::npos) utf8.resize(note);
    if (name.countChar32() > 1 && !(utf8.size() == 2 && utf8[0] < 'a')) {
      phrases.add(utf8, static_cast<uint32_t>(NameKind::kPlace), vocabulary);
    }
  };
  for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
    icu::UnicodeString name;
    add(icu::Locale("und", *country).getDisplayCountry(locale, name));
  }
  const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale, error));
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, error));
  if (U_FAILURE(error)) return;
  while (const icu::UnicodeString* zone = zones->snext(error)) {
    icu::UnicodeString city;
    add(names->getExemplarLocationName(*zone, city));
  }
}

}  // namespace

std::optional<NameKind> parse_name_kind(std::string_view name) {
  for (const auto& [text, kind] : kKinds) {
    if (text == name) return kind;
  }
  return std::nullopt;
}

std::optional<NamePart> parse_name_part(std::string_view name) {
  for (const auto& [text, part] : kParts) {
    if (text == name) return part;
  }
  return std::nullopt;
}

void CharacterSet::add(std::string_view characters) {
  for (size_t at = 0; at < characters.size();) {
    const CodePoint c = decode(characters, at);
    if (c.value / 64 >= bits_.size()) bits_.resize(c.value / 64 + 1);
    bits_[c.value / 64] |= uint64_t{1} << c.value % 64;
    at += c.bytes;
  }
}

std::shared_ptr<const NameLexicon> compile_names(const Pack& pack, Language& language) {
  auto lexicon = std::make_shared<NameLexicon>();
  const auto add_rows = [&](const Table& table) {
    for (const Table::Row& row : table.rows()) {
      const std::string_view kind = table.get(row, "kind");
      std::string_view words = table.get(row, "words");
      if (kind == "given_character") lexicon->given_characters.add(words);
      if (kind == "transliteration") lexicon->transliteration.add(words);
      const auto parsed = parse_name_kind(kind);
      const auto part = parse_name_part(kind);
      while ((parsed || part) && !words.empty()) {
        const size_t bar = words.find('|');
        if (parsed) lexicon->phrases.add(words.substr(0, bar), static_cast<uint32_t>(*parsed), language.vocabulary);
        if (part) lexicon->composers.add(words.substr(0, bar), static_cast<uint32_t>(*part), language.vocabulary);
        words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
      }
    }
  };
  add_rows(pack.table("names"));
  add_rows(pack.table("known"));
  const Table& clitics = pack.table("clitics");
  for (const Table::Row& row : clitics.rows()) {
    const std::string_view meaning = clitics.get(row, "meaning");
    for (const std::string_view wanted : {"and", "then", "in", "to", "as"}) {
      if (meaning == wanted)
        lexicon->clitics.push_back(language.vocabulary.folding().fold(clitics.get(row, "surface")));
    }
    if (meaning == "the") lexicon->article = language.vocabulary.folding().fold(clitics.get(row, "surface"));
    if (meaning == "in the" || meaning == "to the" || meaning == "as the")
      lexicon->definite_clitics.push_back(language.vocabulary.folding().fold(clitics.get(row, "surface")));
  }
  add_places_of_icu(pack, lexicon->phrases, language.vocabulary);
  lexicon->initial_letters.add(pack.setting("initial_letters"));
  lexicon->quoted_names = parse_entity_type(pack.setting("quoted_names"));
  for (const std::string_view ending : split_cell(pack.setting("unnamed_endings"), '|'))
    lexicon->unnamed_endings.emplace_back(ending);
  for (const std::string_view ending : split_cell(pack.setting("accusative_endings"), '|'))
    lexicon->accusative_endings.push_back(language.vocabulary.folding().fold(ending));
  for (const std::string_view word : split_cell(pack.setting("unnamed_words"), '|'))
    lexicon->unnamed_words.emplace_back(word);
  for (const std::string_view beginning : split_cell(pack.setting("verb_beginnings"), '|'))
    lexicon->verb_beginnings.push_back(language.vocabulary.folding().fold(beginning));
  lexicon->weak_letters.add(language.vocabulary.folding().fold(pack.setting("weak_letters")));
  const auto number = [&](const char* setting) {
    return std::strtof(std::string(pack.setting(setting)).c_str(), nullptr);
  };
  lexicon->readiness = number("name_readiness");
  lexicon->capitals = number("name_capitals");
  lexicon->words = NameWords::parse(pack.file("names.words"));
  lexicon->clusters = NameClusters::parse(pack.file("names.clusters"));
  lexicon->model = NameModel::parse(pack.file("names.model"));
  if (lexicon->model) lexicon->remembered = std::make_unique<ScoreMemory>();
  return lexicon;
}

}  // namespace annals
