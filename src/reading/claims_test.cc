#include "reading/claims.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "reading/frames.h"
#include "tests/support/languages.h"
#include "tests/support/marked_text.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

using testing::golden_parts;
using testing::languages;
using testing::MarkedText;
using testing::parse_marked;
using testing::roles_of;

MarkedText read_marked(std::string_view marked, const std::string& language) {
  MarkedText text = parse_marked(marked, language);
  const Analysis analysis = analyze(text.document, languages());
  read_statements(analysis, text.reading);
  return text;
}

std::string joined(const std::set<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

class EveryPack : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> pack_codes() {
  std::vector<std::string> codes;
  for (const auto& [code, pack] : languages().languages().packs()) codes.push_back(code);
  return codes;
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryPack, ::testing::ValuesIn(pack_codes()));

TEST_P(EveryPack, NamesOnlyKnownTypesRolesAndStatuses) {
  Language language(languages().folding());
  std::vector<std::string> problems;
  compile_claims(*languages().languages().find(GetParam()), languages().languages().ontology("types"), language,
                 &problems);
  for (const std::string& problem : problems) ADD_FAILURE() << problem;
}

TEST_P(EveryPack, FramesDoWhatTheirExamplesSay) {
  const Table& frames = languages().languages().find(GetParam())->table("frames");
  for (const Table::Row& row : frames.rows()) {
    const std::string_view example = frames.get(row, "example");
    if (example.empty() || frames.get(row, "type") == "-") continue;
    const MarkedText text = read_marked(example, GetParam());
    bool found = false;
    std::string others;
    for (const Claim& claim : text.reading.claims) {
      const std::set<std::string> roles = roles_of(claim, text);
      const bool all = std::includes(roles.begin(), roles.end(), text.roles.begin(), text.roles.end());
      found = found || (claim.type == frames.get(row, "type") && all &&
                        roles.size() <= text.roles.size() + claim.quantities.size());
      others += "\n    " + claim.type + ": " + joined(roles);
    }
    EXPECT_TRUE(found) << *row.file << ":" << row.line << ": " << example << "\n  expected " << frames.get(row, "type")
                       << ": " << joined(text.roles) << "\n  found" << others;
  }
}

// Sections of a golden file: `> text`, then the lines that belong to it. Comments begin with '#'. `>? text` is known to
// be read wrongly still; when it is read rightly, the mark must go.
struct GoldenCase {
  std::string text;
  bool known_failure = false;
  int line = 0;
  std::vector<std::string> expected;
};

std::vector<GoldenCase> golden_cases(const std::filesystem::path& path) {
  std::vector<GoldenCase> cases;
  std::ifstream file(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const bool known_failure = line.starts_with(">? ");
    if (known_failure || line.starts_with("> ")) {
      cases.push_back({line.substr(known_failure ? 3 : 2), known_failure, number, {}});
    } else if (!line.empty() && line[0] != '#' && !cases.empty()) {
      cases.back().expected.push_back(line);
    }
  }
  return cases;
}

std::filesystem::path golden_file(const std::string& language, const char* name) {
  return std::filesystem::path(ANNALS_SOURCE_DIR) / "languages" / language / "tests" / name;
}

// `type trigger role=Name …` as a set, so that the order of roles does not matter.
std::set<std::string> parts_of(const std::string& line) {
  std::set<std::string> parts;
  const size_t head = line.find(' ', line.find(' ') + 1);
  parts.insert(line.substr(0, head));
  if (head == std::string::npos) return parts;
  for (const std::string_view part : split_cell(std::string_view(line).substr(head), ' ')) parts.emplace(part);
  return parts;
}

TEST_P(EveryPack, ReadsTheClaimsOfItsGoldenSentences) {
  const std::vector<GoldenCase> cases = golden_cases(golden_file(GetParam(), "claims.golden"));
  if (cases.empty()) GTEST_SKIP() << "no golden sentences";
  for (const GoldenCase& one : cases) {
    const MarkedText text = read_marked(one.text, GetParam());
    const bool amounts = std::any_of(one.expected.begin(), one.expected.end(), [&](const std::string& line) {
      return std::any_of(text.reading.quantities.begin(), text.reading.quantities.end(), [&](const Quantity& q) {
        std::string words(q.span.of(text.document.text));
        std::replace(words.begin(), words.end(), ' ', '_');
        return line.find("=" + words) != std::string::npos;
      });
    });
    const bool words = std::any_of(one.expected.begin(), one.expected.end(), [](const std::string& line) {
      return line.find("position=") != std::string::npos || line.find("result=") != std::string::npos;
    });
    std::multiset<std::set<std::string>> expected, found;
    for (const std::string& line : one.expected) expected.insert(parts_of(line));
    for (const Claim& claim : text.reading.claims) found.insert(golden_parts(claim, text, amounts, words));
    std::string difference;
    for (const auto& parts : expected) {
      if (found.count(parts) < expected.count(parts)) difference += "\n  - " + joined(parts);
    }
    for (const auto& parts : found) {
      if (expected.count(parts) < found.count(parts)) difference += "\n  + " + joined(parts);
    }
    EXPECT_EQ(difference.empty(), !one.known_failure)
        << GetParam() << "/tests/claims.golden:" << one.line << ": " << one.text << difference;
  }
}

// A golden file that begins with `# At least N sentences of each event type.` keeps that promise.
TEST_P(EveryPack, HasGoldenSentencesOfEachType) {
  const std::filesystem::path path = golden_file(GetParam(), "claims.golden");
  std::ifstream file(path);
  std::string line;
  int least = 0;
  while (least == 0 && std::getline(file, line)) std::sscanf(line.c_str(), "# At least %d sentences of each", &least);
  if (least == 0) GTEST_SKIP() << "no promise";
  std::map<std::string, int> sentences;
  for (const GoldenCase& one : golden_cases(path)) {
    if (one.known_failure) continue;
    std::set<std::string> types;
    for (const std::string& claim : one.expected) types.insert(claim.substr(0, claim.find(' ')));
    for (const std::string& type : types) ++sentences[type];
  }
  const Table& types = languages().languages().ontology("types");
  for (const Table::Row& row : types.rows()) {
    EXPECT_GE(sentences[std::string(types.get(row, "type"))], least) << GetParam() << ": " << types.get(row, "type");
  }
}

// Golden texts whose lines are `who | words`; `read` gives those lines of a text.
template <class Read>
void expect_lines(const std::string& language, const char* file, Read read) {
  const std::vector<GoldenCase> cases = golden_cases(golden_file(language, file));
  if (cases.empty()) GTEST_SKIP() << "no golden texts";
  for (const GoldenCase& one : cases) {
    const std::multiset<std::string> found = read(read_marked(one.text, language));
    const std::multiset<std::string> expected(one.expected.begin(), one.expected.end());
    std::string difference;
    for (const std::string& line : expected) {
      if (found.count(line) < expected.count(line)) difference += "\n  - " + line;
    }
    for (const std::string& line : found) {
      if (expected.count(line) < found.count(line)) difference += "\n  + " + line;
    }
    EXPECT_EQ(difference.empty(), !one.known_failure)
        << language << "/tests/" << file << ":" << one.line << ": " << one.text << difference;
  }
}

// `speaker | words`, with '-' where nobody is said to speak.
TEST_P(EveryPack, ReadsTheQuotesOfItsGoldenTexts) {
  expect_lines(GetParam(), "quotes.golden", [](const MarkedText& text) {
    std::multiset<std::string> found;
    for (const Quote& quote : text.reading.quotes) {
      std::string speaker = quote.speaker == kNone ? "-" : text.reading.entities[quote.speaker].name;
      std::replace(speaker.begin(), speaker.end(), ' ', '_');
      found.insert(speaker + " | " + std::string(quote.span.of(text.document.text)));
    }
    return found;
  });
}

// `source | content`, with '-' where nobody is named.
TEST_P(EveryPack, ReadsTheAttributionsOfItsGoldenTexts) {
  expect_lines(GetParam(), "attributions.golden", [](const MarkedText& text) {
    std::multiset<std::string> found;
    for (const Attribution& attribution : text.reading.attributions) {
      const std::string source(attribution.source.of(text.document.text));
      found.insert((source.empty() ? "-" : source) + " | " + std::string(attribution.content.of(text.document.text)));
    }
    return found;
  });
}

TEST(WhoActs, WhoWroteTheTextIsNobodyItTellsOf) {
  MarkedText text = parse_marked("Por [p:Eva Lind]. Disse que a ponte fechou.", "pt");
  std::vector<Block>& blocks = text.document.blocks;
  blocks.push_back(blocks[0]);
  blocks[0].role = BlockRole::kByline;
  blocks[0].span.end = blocks[1].span.begin = static_cast<uint32_t>(text.document.text.find("Disse"));
  const Analysis analysis = analyze(text.document, languages());
  read_statements(analysis, text.reading);
  for (const Claim& claim : text.reading.claims) EXPECT_TRUE(claim.participants.empty());
}

// The dates of a text's claims, by trigger: 'resigned=2021-05'.
std::string dates_of(std::string_view marked, const std::string& language, const std::string& published = {}) {
  MarkedText text = parse_marked(marked, language);
  text.document.published = published;
  const Analysis analysis = analyze(text.document, languages());
  read_statements(analysis, text.reading);
  std::string all;
  for (const Claim& claim : text.reading.claims)
    all += (all.empty() ? "" : " ") + std::string(claim.trigger.of(text.document.text)) + '=' + claim.edtf;
  return all;
}

TEST(DatesOfClaims, ATimeBehindACommaBelongsToWhatFollows) {
  EXPECT_EQ(dates_of("{t1998-10-23:1998年10月23日}[p:林远舟]被控盗窃,{t2000:两年后}他去了里斯本。", "zh"),
            "被控=1998-10-23");
}

TEST(DatesOfClaims, ALaterClausesTimeDatesNoEarlierOne) {
  EXPECT_EQ(
      dates_of("{t2021-05:In May 2021} [p:Ana Prado] joined [o:Norvia]. [p:Rui Costa] sued [o:Norvia], and [p:Ana "
               "Prado] left [o:Norvia] {t2021-12:in December 2021}.",
               "en"),
      "joined=2021-05 sued=2021-05 left=2021-12");
}

TEST(DatesOfClaims, WhatIsPlannedMovesNoStory) {
  EXPECT_EQ(dates_of("{t2021-05:In May 2021} [p:Ana Prado] joined [o:Norvia]. [o:Norvia] plans to hire [p:Rui Costa] "
                     "{t2022:in 2022}. [p:Eva Lind] sued [o:Norvia].",
                     "en"),
            "joined=2021-05 hire=2022 sued=2021-05");
}

TEST(DatesOfClaims, WhatIsDueByADayMovesNoStory) {
  EXPECT_EQ(dates_of("{t2017-05:In May 2017} [p:Ana Prado] joined [o:Norvia]. She is due back in court "
                     "on {t2017-09-04:4 September 2017}. [p:Rui Costa] left [o:Orla].",
                     "en"),
            "joined=2017-05 left=2017-05");
}

TEST(DatesOfClaims, AStateInThePresentIsOfNoDayToldBefore) {
  EXPECT_EQ(dates_of("{t2017-05:In May 2017} [p:Ana Prado] joined [o:Norvia]. [p:Rui Costa] owns [o:Orla].", "en"),
            "joined=2017-05 owns=");
}

// 'Norvia Chairman Arrested': what a title says happened to somebody.
TEST(WhoActs, AHeadlineLeavesOutThePassivesHelper) {
  const auto reading = testing::read_text("en", "Former Mayor Rui Costa Arrested on Fraud Charges");
  ASSERT_EQ(reading.claims.size(), 1U);
  ASSERT_EQ(reading.claims[0].participants.size(), 1U);
  EXPECT_EQ(reading.claims[0].participants[0].role, "defendant");
}

TEST(DatesOfClaims, WhoDeclinesToCommentDoesSoToTheWriter) {
  EXPECT_EQ(dates_of("{t2021-05:In May 2021} [p:Ana Prado] joined [o:Norvia]. [o:Norvia] declined to comment.", "en",
                     "2023-03-05"),
            "joined=2021-05 comment=2023");
}

TEST(DatesOfClaims, WhatThePressIsToldIsOfTheDocumentsYear) {
  const std::string story = "{t2017-05:In May 2017} [p:Ana Prado] joined [o:Norvia]. ";
  EXPECT_EQ(dates_of(story + "Her lawyer, [p:Tom Ash], denied that.", "en", "2023-03-05"),
            "joined=2017-05 denied=2023");
  EXPECT_EQ(
      dates_of(story + "[p:Eva Lind] told [o:The Tidewater Post] by telephone that it rained.", "en", "2023-03-05"),
      "joined=2017-05 told=2023");
  EXPECT_EQ(dates_of(story + "A spokeswoman, [p:Eva Lind], told [o:The Tidewater Post] at the time that it rained.",
                     "en", "2023-03-05"),
            "joined=2017-05 told=2017-05");
  EXPECT_EQ(dates_of("{t2017-05:2017年5月},[p:林远舟]加入[o:北澜科技]。其律师[p:苏合]否认此事。", "zh", "2023-03-05"),
            "加入=2017-05 否认=2023");
  EXPECT_EQ(
      dates_of("{t2017-05:Em maio de 2017} [p:Ana Prado] entrou na [o:Norvia]. Por telefone, [p:Rui Costa] disse que "
               "chovia.",
               "pt", "2023-03-05"),
      "entrou=2017-05 disse=2023");
}

TEST(DatesOfClaims, WhoAnswersTheWriterIsOfTheDocumentsYear) {
  const std::string story = "{t2017-05:In May 2017} [p:Ana Prado] joined [o:Norvia]. ";
  EXPECT_EQ(dates_of(story + "Had it rained, {c2:two advisers} say, [o:Norvia] might have moved.", "en", "2023-03-05"),
            "joined=2017-05 say=2023");
  EXPECT_EQ(dates_of(story + "[p:Eva Lind], asked about the rain, shrugged.", "en", "2023-03-05"),
            "joined=2017-05 asked about=2023");
  EXPECT_EQ(dates_of(story + "[p:Eva Lind] told the magazine that it rained.", "en", "2023-03-05"),
            "joined=2017-05 told=2023");
  EXPECT_EQ(dates_of(story + "Should it rain {t2023-05:in May}, [o:Norvia] could lose, said [p:Eva Lind], who teaches "
                             "law.",
                     "en", "2023-03-05"),
            "joined=2017-05 said=2023");
  EXPECT_EQ(dates_of("{t2017-05:Em maio de 2017} [p:Ana Prado] entrou na [o:Norvia]. Do Porto, onde desde "
                     "{t2019-08:agosto de 2019} rema, [p:Rui Costa] respondeu pelo WhatsApp que chovia.",
                     "pt", "2023-03-05"),
            "entrou=2017-05 respondeu=2023");
  EXPECT_EQ(
      dates_of("{t2017-05:Em maio de 2017} [p:Ana Prado] entrou na [o:Norvia]. Segundo a revista [o:Maré], chovia.",
               "pt", "2023-03-05"),
      "entrou=2017-05 Segundo a revista=2023");
}

TEST(DatesOfClaims, ADayInAConditionIsNoDayOfTheWarning) {
  EXPECT_EQ(
      dates_of("{t2017-05:In May 2017} [p:Ana Prado] joined [o:Norvia]. [p:Eva Lind] warned [o:Norvia] that if it "
               "rained on {t2017-09-04:4 September 2017}, roofs would leak.",
               "en"),
      "joined=2017-05 warned=2017-05 leak=2017-09-04");
}

// Of a text without marks, the dates of the claims of one type.
std::string told_dates(const std::string& language, const std::string& text, std::string_view type) {
  std::string all;
  for (const Claim& claim : testing::read_text(language, text).claims) {
    if (claim.type == type) all += (all.empty() ? "" : " ") + claim.edtf;
  }
  return all;
}

TEST(DatesOfClaims, WhatDaysAreCountedToHasItsOwnDay) {
  EXPECT_EQ(told_dates("en", "On 5 May 2019, two days before the dismissal of Ana Prado, Rui Costa wept.",
                       "position.dismiss"),
            "2019-05-07");
  EXPECT_EQ(
      told_dates("pt", "A 5 de maio de 2019, faltando apenas dois dias para a fundação da empresa Norvia, choveu.",
                 "organization.found"),
      "2019-05-07");
  EXPECT_EQ(told_dates("ar", "في 5 مايو 2019، قبل يومين من تأسيس شركة نورفيا، بكى سامر درويش.", "organization.found"),
            "2019-05-07");
  EXPECT_EQ(
      told_dates("en", "On 5 May 2019, two weeks after the resignation of Ana Prado, Rui Costa wept.", "position.end"),
      "2019-04-15/2019-04-21");
}

TEST(DatesOfClaims, AYearAgreesWithADayOfIt) {
  EXPECT_EQ(told_dates("en",
                       "Rui Costa founded the company Norvia in 2019. The company Norvia was founded on 7 May 2019. In "
                       "June 2021 Eva Lind met the man who had founded the company Norvia.",
                       "organization.found"),
            "2019 2019-05-07 2019-05-07");
}

TEST(DatesOfClaims, WhatIsToldLaterHappenedAboutThen) {
  EXPECT_EQ(dates_of("{t2021-05-03:On May 3, 2021} [p:Ana Prado] joined [o:Norvia]. [p:Rui Costa] left [o:Norvia]. "
                     "[p:Eva Lind] sued [o:Norvia].",
                     "en"),
            "joined=2021-05-03 left=2021-05-03 sued=2021-05");
}

TEST(DatesOfClaims, WhatIsPastDidNotHappenOnADayStillToCome) {
  EXPECT_EQ(
      dates_of("{t2021-05-03:On May 3, 2021} [p:Ana Prado] told [p:Eva Lind] about a hearing on {t2022-02-07:February "
               "7, 2022}.",
               "en", "2021-06-01"),
      "told=2021-05-03");
}

TEST(DatesOfClaims, TheQuotedPresentIsTheDayItIsSaid) {
  EXPECT_EQ(
      dates_of("{t2019-03:In March 2019} [p:Ana Prado] joined [o:Norvia]. \"[p:Rui Costa] owns [o:Norvia],\" [p:Eva "
               "Lind] wrote {t2020-01:in January 2020}.",
               "en"),
      "joined=2019-03 owns=2020-01 wrote=2020-01");
}

// Who says so, from the nearest to the farthest, by the claim's trigger: 'sued: Ana Prado, the Gazette'.
std::string chains_of(std::string_view marked, const std::string& language) {
  const MarkedText text = read_marked(marked, language);
  std::string all;
  for (const Claim& claim : text.reading.claims) {
    all += (all.empty() ? "" : "; ") + std::string(claim.trigger.of(text.document.text)) + ':';
    for (const uint32_t entity : claim.chain) all += ' ' + text.reading.entities[entity].name;
  }
  return all;
}

TEST(ChainsOfClaims, TheSourceOfASentenceIsFartherThanItsSayer) {
  EXPECT_EQ(chains_of("According to [o:the Gazette], [p:Ana Prado] said that [o:Norvia] had sued [p:Rui Costa].", "en"),
            "said: the Gazette; sued: Ana Prado the Gazette");
}

TEST(ChainsOfClaims, TheSourceThatTheSayerCreditsIsNearer) {
  EXPECT_EQ(
      chains_of("[p:Ana Prado] said that, according to [o:the Gazette], [o:Norvia] had sued [p:Rui Costa].", "en"),
      "said:; sued: the Gazette Ana Prado");
}

TEST(ChainsOfClaims, PapersSeenByANewspaperAreItsWords) {
  EXPECT_EQ(chains_of("According to court papers seen by [o:the Gazette], [o:Norvia] sued [p:Rui Costa].", "en"),
            "sued: the Gazette");
}

TEST(ChainsOfClaims, WhoIsNamedBehindTheWordsSaysThem) {
  EXPECT_EQ(chains_of("[o:Norvia] sued [p:Rui Costa], [p:Ana Prado] said.", "en"), "sued: Ana Prado; said:");
  EXPECT_EQ(chains_of("A [o:Norvia] processou [p:Rui Costa], disse [p:Ana Prado].", "pt"),
            "processou: Ana Prado; disse:");
}

TEST(ChainsOfClaims, EverySayerIsKept) {
  EXPECT_EQ(chains_of("[o:The Gazette] reported that [p:Ana Prado] said that [o:Norvia] had sued [p:Rui Costa].", "en"),
            "reported:; said: The Gazette; sued: Ana Prado The Gazette");
}

// The claims of a text with who plays which part, implied ones too: 'sued plaintiff=Ana Prado'.
std::string parts_of(std::string_view marked, const std::string& language) {
  MarkedText text = parse_marked(marked, language);
  const Analysis analysis = analyze(text.document, languages());
  read_statements(analysis, text.reading);
  std::string all;
  for (const Claim& claim : text.reading.claims) {
    all += (all.empty() ? "" : "; ") + std::string(claim.trigger.of(text.document.text));
    for (const Participant& p : claim.participants) {
      if (p.entity != kNone) all += ' ' + p.role + '=' + text.reading.entities[p.entity].name;
    }
  }
  return all;
}

TEST(PartsOfClaims, WhoDropsASuitDropsItAgainstThoseWhoWereSued) {
  EXPECT_EQ(parts_of("[p:Ana Prado] sued [o:Norvia] and [p:Rui Costa]. [o:Orla Bank] invested {m:$3 million} in "
                     "[o:Sendal]. Then [p:Ana Prado] dropped the suit.",
                     "en"),
            "sued plaintiff=Ana Prado defendant=Norvia defendant=Rui Costa; invested giver=Orla Bank recipient=Sendal; "
            "dropped the suit plaintiff=Ana Prado defendant=Norvia defendant=Rui Costa");
}

TEST(PartsOfClaims, AnOfferLeftOpenIsMadeToWhomTheTextIsAbout) {
  EXPECT_EQ(parts_of("[o:Norvia] grew. [o:Norvia] hired [p:Ana Prado]. [o:Norvia] moved. Then [o:Orla Bank] came. "
                     "[o:Sendal] offered {m:$240 million}.",
                     "en"),
            "hired by=Norvia person=Ana Prado organization=Norvia; offered agent=Sendal recipient=Norvia");
}

TEST(PartsOfClaims, WhoLeavesLeavesTheBodyOfTheOfficeNamedBefore) {
  EXPECT_EQ(parts_of("O presidente da [o:Orla] (OL), [p:Rui Brito], demitiu-se.", "pt"),
            "demitiu-se person=Rui Brito organization=Orla");
}

TEST(PartsOfClaims, WhoAnswersAnOfferIsWhoItWasMadeTo) {
  EXPECT_EQ(parts_of("[p:苏合]创立了[o:北澜科技]。[p:林远舟]开价{m:八十万元},[p:何静岚]没有答应。", "zh"),
            "创立 founder=苏合 organization=北澜科技; 开价 agent=林远舟 recipient=何静岚; "
            "没有答应 agent=何静岚 recipient=林远舟");
}

TEST(PartsOfClaims, WhoIsWrittenToIsWhoIsUrged) {
  EXPECT_EQ(parts_of("[p:苏合]写信劝[p:何静岚]让步。", "zh"),
            "写信 speaker=苏合 addressee=何静岚; 劝 agent=苏合 recipient=何静岚; 让步 agent=何静岚 recipient=苏合");
}

TEST(PartsOfClaims, WhatFollowsAFoundingIsOfTheBodyFounded) {
  EXPECT_EQ(
      parts_of("[p:Ana Prado] left [o:Norvia]. [p:Ana Prado] founded [o:Orla]. [p:Rui Costa] became chairman.", "en"),
      "left person=Ana Prado organization=Norvia; founded founder=Ana Prado organization=Orla; became chairman "
      "person=Rui Costa organization=Orla");
}

TEST(PartsOfClaims, WhoLeavesDoesSoFromTheBodyOfTheOfficeThatTheTextTold) {
  EXPECT_EQ(parts_of("[o:Orla] grew. [o:Orla] moved. [p:Ana Prado], treasurer of [o:Norvia], sang. [p:Ana Prado] "
                     "resigned.",
                     "en"),
            "resigned person=Ana Prado organization=Norvia");
}

TEST(PartsOfClaims, AnOfferIsMadeToWhomWhatIsOfferedGoesTo) {
  EXPECT_EQ(parts_of("[o:Sendal] grew. [o:Sendal] moved. [p:Rui Costa] offered to lend [o:Norvia] {m:$90,000}.", "en"),
            "offered to agent=Rui Costa recipient=Norvia; lend giver=Rui Costa recipient=Norvia");
}

TEST(PartsOfClaims, APronounsEventNounIsNoEvent) {
  EXPECT_EQ(parts_of("[p:Ana Prado] sued [o:Norvia] because the patents were moved without her consent.", "en"),
            "sued plaintiff=Ana Prado defendant=Norvia");
}

TEST(PartsOfClaims, ThePeopleOfACountNeedNoNames) {
  const Reading reading =
      testing::read_text("en", "Police arrested 49 people in the harbour. They pleaded guilty to 3 counts.");
  ASSERT_EQ(reading.claims.size(), 1U);
  EXPECT_EQ(reading.claims[0].type, "law.charge");
  ASSERT_EQ(reading.claims[0].quantities.size(), 1U);
}

TEST(PartsOfClaims, AnAppositionsParticipleSpeaksOfTheNameBeforeIt) {
  EXPECT_EQ(parts_of("[o:Orla], a small fund founded by [p:Tom Brandt], sued [o:Norvia].", "en"),
            "founded organization=Orla founder=Tom Brandt; sued plaintiff=Orla defendant=Norvia");
}

TEST(StatusOfClaims, WhatIsSaidGovernsNothingOutsideItsMarksOrBeyondASemicolon) {
  for (const char* text : {"“Ask me when it snows,” [p:Ana Prado] told [p:Rui Costa].",
                           "[p:Ana Prado] demanded that he stay; [p:Rui Costa] left [o:Norvia]."}) {
    MarkedText marked = parse_marked(text, "en");
    const Analysis analysis = analyze(marked.document, languages());
    read_statements(analysis, marked.reading);
    ASSERT_FALSE(marked.reading.claims.empty());
    EXPECT_EQ(marked.reading.claims.back().status, ClaimStatus::kAsserted) << text;
  }
}

}  // namespace
}  // namespace annals
