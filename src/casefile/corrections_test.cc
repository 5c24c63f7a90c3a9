#include "casefile/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/build.h"
#include "casefile/database.h"
#include "tests/support/languages.h"
#include "tests/support/temporary_folder.h"

namespace annals {
namespace {

using ::testing::HasSubstr;
using testing::languages;
using testing::TemporaryFolder;

constexpr std::string_view kLetter = "On 3 May 2020 Ana Prado founded Lumen Works with 2 million dollars.\n";
constexpr std::string_view kArticle =
    "Ana Prado left Lumen Works in June 2021. Lumen Works sued Ana Prado in July 2021.\n";

class CorrectionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.write("in/article.txt", kArticle);
    folder_.write("in/letter.txt", kLetter);
    build();
  }
  void build() { ASSERT_TRUE(build_case(case_, {folder_.path("in")}, languages(), {}).has_value()); }
  CaseContents load() {
    auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
    EXPECT_TRUE(file.has_value());
    auto contents = file->load();
    EXPECT_TRUE(contents.has_value()) << (contents ? "" : contents.error().message);
    return std::move(*contents);
  }
  CaseContents make(std::string action, std::vector<std::string> arguments, const CaseContents* before = nullptr) {
    auto decided = decide(case_, {{0, std::move(action), std::move(arguments), "", "tester", ""}}, languages(), before);
    EXPECT_TRUE(decided.has_value()) << (decided ? "" : decided.error().message);
    return std::move(*decided);
  }
  static Correction correction(uint64_t number, std::string action, std::string argument) {
    return {number, std::move(action), {std::move(argument)}, "", "", ""};
  }

  TemporaryFolder folder_;
  std::string case_ = folder_.path("test.annals");
};

TEST_F(CorrectionsTest, TakeEffectAtOnceOutliveRebuildsAndCanBeUndone) {
  const CaseContents before = load();
  const size_t events = before.record.events.size();
  ASSERT_GT(events, 1U);
  const CaseContents after = make("reject-event", {before.record.events[0].id}, &before);
  EXPECT_EQ(after.record.events.size(), events - 1);
  EXPECT_EQ(after.build, before.build + 1);
  EXPECT_EQ(load().record.events.size(), events - 1);
  folder_.write("in/third.txt", "Rui Costa joined Halden Bank in 2019.\n");
  build();
  ASSERT_EQ(load().outcomes.size(), 1U);
  EXPECT_TRUE(load().outcomes[0].applied);
  EXPECT_GE(make("undo", {"1"}).record.events.size(), events);
}

TEST_F(CorrectionsTest, AreKeptForEver) {
  make("rename-entity", {"Ana Prado", "A. Prado"});
  auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
  EXPECT_NE(sqlite3_exec(file->database().handle(), "DELETE FROM correction", nullptr, nullptr, nullptr), SQLITE_OK);
}

TEST_F(CorrectionsTest, GiveTheSameRecordAsABuildDoes) {
  const CaseContents decided = make("rename-entity", {"Ana Prado", "A. Prado"});
  folder_.write("in/empty.txt", "\n");
  build();
  const CaseContents built = load();
  ASSERT_EQ(built.record.events.size(), decided.record.events.size());
  for (size_t i = 0; i < built.record.events.size(); ++i)
    EXPECT_EQ(built.record.events[i].id, decided.record.events[i].id);
}

// What is taken over from the record before is what would have been made anew.
TEST_F(CorrectionsTest, OneByOneGiveTheSameAsAllAtOnce) {
  const CaseContents before = load();
  const std::vector<Correction> all = {
      {0, "rename-entity", {"Ana Prado", "A. Prado"}, "", "tester", ""},
      {0, "redate-event", {before.record.events[0].id, "2020-05-04"}, "", "tester", ""},
      {0, "note", {before.record.events[0].id, "seen"}, "", "tester", ""},
      {0, "mark-significance", {before.record.events[1].id, "background"}, "", "tester", ""},
      {0, "add-event", {"in/article.txt", "0", "26", "money.purchase", "2021", "buyer=0-9"}, "", "tester", ""},
      {0, "reject-event", {before.record.events[1].id}, "", "tester", ""},
      {0, "undo", {"1"}, "", "tester", ""},
      {0, "undo", {"6"}, "", "tester", ""},
  };
  CaseContents one_by_one = before;
  for (const Correction& correction : all) {
    auto decided = decide(case_, {correction}, languages(), &one_by_one);
    ASSERT_TRUE(decided.has_value());
    one_by_one = std::move(*decided);
  }
  const std::string other = folder_.path("other.annals");
  ASSERT_TRUE(build_case(other, {folder_.path("in")}, languages(), {}).has_value());
  const auto at_once = decide(other, all, languages());
  ASSERT_TRUE(at_once.has_value());
  ASSERT_EQ(one_by_one.record.events.size(), at_once->record.events.size());
  for (size_t i = 0; i < at_once->record.events.size(); ++i) {
    EXPECT_EQ(one_by_one.record.events[i].id, at_once->record.events[i].id);
    EXPECT_EQ(one_by_one.record.events[i].edtf, at_once->record.events[i].edtf);
    EXPECT_EQ(one_by_one.record.events[i].significance, at_once->record.events[i].significance);
    EXPECT_EQ(one_by_one.record.events[i].participants, at_once->record.events[i].participants);
  }
  for (size_t i = 0; i < at_once->record.entities.size(); ++i)
    EXPECT_EQ(one_by_one.record.entities[i].name, at_once->record.entities[i].name);
  ASSERT_EQ(one_by_one.outcomes.size(), at_once->outcomes.size());
  for (size_t i = 0; i < at_once->outcomes.size(); ++i) {
    EXPECT_EQ(one_by_one.outcomes[i].number, at_once->outcomes[i].number);
    EXPECT_EQ(one_by_one.outcomes[i].applied, at_once->outcomes[i].applied);
  }
}

TEST_F(CorrectionsTest, AStaleViewOfTheCaseIsReadAgain) {
  const CaseContents before = load();
  make("rename-entity", {"Ana Prado", "A. Prado"});
  const CaseContents after = make("rename-entity", {"Lumen Works", "Lumen"}, &before);
  EXPECT_EQ(after.corrections.size(), 2U);
  EXPECT_EQ(after.outcomes.size(), 2U);
}

TEST_F(CorrectionsTest, AnEventIsAddedFromADocumentsWords) {
  const CaseContents before = load();
  // `Ana Prado left` stands at 0-14 of the article, `Lumen Works` at 15-26.
  const CaseContents after =
      make("add-event", {"in/article.txt", "0", "26", "money.purchase", "2021-06-02", "buyer=0-9", "seller=15-26"});
  ASSERT_EQ(after.record.events.size(), before.record.events.size() + 1);
  EXPECT_TRUE(after.outcomes[0].applied) << after.outcomes[0].why_not;
  const auto added = std::find_if(after.record.events.begin(), after.record.events.end(),
                                  [](const Event& e) { return e.type == "money.purchase"; });
  ASSERT_NE(added, after.record.events.end());
  EXPECT_EQ(added->edtf, "2021-06-02");
  ASSERT_EQ(added->participants.size(), 2U);
  EXPECT_NE(added->participants[0].entity, kNone) << "the name that stands there";
  const CaseContents again = load();
  EXPECT_EQ(again.record.events.size(), after.record.events.size());
  EXPECT_EQ(again.readings[0].claims.size(), again.as_read[0].claims.size() + 1);
  const CaseContents undone = make("undo", {"1"});
  EXPECT_EQ(undone.record.events.size(), before.record.events.size());
}

TEST_F(CorrectionsTest, AClaimMovesAndKeepsItsId) {
  const CaseContents before = load();
  const std::string id = claim_id(before.documents[0], before.readings[0].claims[0]);
  const CaseContents after = make("move-claim", {id, "0", "14"});
  EXPECT_TRUE(after.outcomes[0].applied) << after.outcomes[0].why_not;
  EXPECT_EQ(claim_id(after.documents[0], after.readings[0].claims[0]), id);
  EXPECT_EQ(after.readings[0].claims[0].evidence.of(after.documents[0].text), "Ana Prado left");
  const CaseContents moved = make("redate-event", {"e" + id.substr(1), "2021-06-07"});
  EXPECT_TRUE(moved.outcomes[1].applied) << moved.outcomes[1].why_not;
}

TEST_F(CorrectionsTest, ANameMoves) {
  const CaseContents after = make("move-name", {"in/article.txt", "0", "9", "4", "9"});
  EXPECT_TRUE(after.outcomes[0].applied) << after.outcomes[0].why_not;
  EXPECT_EQ(after.readings[0].mentions[0].span.of(after.documents[0].text), "Prado");
}

TEST_F(CorrectionsTest, ATimeMovesAndMeansAnotherDay) {
  const CaseContents before = load();
  ASSERT_FALSE(before.readings[0].times.empty());
  const Time& time = before.readings[0].times[0];
  const std::string start = std::to_string(time.span.begin), end = std::to_string(time.span.end);
  const CaseContents after =
      make("move-time", {"in/article.txt", start, end, start, std::to_string(time.span.end - 1), "2019-02-03"});
  EXPECT_TRUE(after.outcomes[0].applied) << after.outcomes[0].why_not;
  EXPECT_EQ(after.readings[0].times[0].edtf, "2019-02-03");
  EXPECT_EQ(after.readings[0].times[0].span.end, time.span.end - 1);
  const auto dated = std::find_if(before.readings[0].claims.begin(), before.readings[0].claims.end(),
                                  [](const Claim& claim) { return claim.time == 0; });
  ASSERT_NE(dated, before.readings[0].claims.end());
  EXPECT_EQ(after.readings[0].claims[static_cast<size_t>(dated - before.readings[0].claims.begin())].edtf,
            "2019-02-03");
  EXPECT_EQ(make("undo", {"1"}).readings[0].times[0].edtf, time.edtf);
}

TEST_F(CorrectionsTest, WhatCannotBeDoneIsKeptAndSaid) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"add-event", {"in/article.txt", "0", "9999", "law.sue", ""}},
      {"add-event", {"in/none.txt", "0", "9", "law.sue", ""}},
      {"add-event", {"in/article.txt", "9", "0", "law.sue", ""}},
      {"add-event", {"in/article.txt", "0", "9", "law.sue", "soon"}},
      {"add-event", {"in/article.txt", "0", "9", "law.sue", "", "plaintiff"}},
      {"add-event", {}},
      {"move-claim", {"c0000000000000000", "0", "9"}},
      {"move-name", {"in/article.txt", "1", "2", "0", "9"}},
      {"move-time", {"in/article.txt", "1", "2", "0", "9"}},
      {"move-time", {"in/article.txt", "1"}},
      {"move-quantity", {"in/article.txt", "1", "2", "0", "9"}},
      {"move-quantity", {"in/none.txt", "1", "2", "0", "9"}},
      {"move-quote", {"in/article.txt", "1", "2", "0", "9"}},
      {"tick", {"g0000000000000000"}},
      {"note", {"nothing", "x"}},
      {"note", {}},
      {"write-story", {"alone"}},
      {"merge-events", {"", "-1"}},
  };
  for (const auto& [action, arguments] : cases) {
    const CaseContents after = make(action, arguments);
    ASSERT_EQ(after.outcomes.size(), after.corrections.size());
    EXPECT_FALSE(after.outcomes.back().applied) << action;
    EXPECT_FALSE(after.outcomes.back().why_not.empty()) << action;
  }
  const auto refused = decide(case_, {correction(0, "dance", "")}, languages());
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, HasSubstr("dance"));
}

TEST_F(CorrectionsTest, MoveToAnotherCaseAsJsonLines) {
  const CaseContents here = load();
  make("redate-event", {here.record.events[0].id, "2020-05-04"});
  make("reject-event", {here.record.events[1].id});
  make("undo", {"2"});
  make("note", {"case", "two lines\nof \"text\""});
  const std::string lines = corrections_to_json_lines(load().corrections);

  const std::string other = folder_.path("other.annals");
  ASSERT_TRUE(build_case(other, {folder_.path("in")}, languages(), {}).has_value());
  ASSERT_TRUE(decide(other, {correction(0, "note", "case")}, languages()).has_value());
  const auto present = CaseFile::open(other, CaseFile::Mode::kRead)->corrections();
  const auto fresh = corrections_from_json_lines(lines, *present);
  ASSERT_TRUE(fresh.has_value()) << fresh.error().message;
  ASSERT_EQ(fresh->size(), 4U);
  EXPECT_EQ((*fresh)[2].arguments[0], "3") << "the undo follows its target";
  const auto decided = decide(other, *fresh, languages());
  ASSERT_TRUE(decided.has_value()) << decided.error().message;
  EXPECT_EQ(decided->record.events[0].edtf, "2020-05-04");
  EXPECT_EQ(decided->record.events.size(), here.record.events.size());
  const auto again = corrections_from_json_lines(lines, decided->corrections);
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->empty()) << "the same lines again add nothing";
  EXPECT_FALSE(corrections_from_json_lines("{\"action\":3}\n", {}).has_value());
  EXPECT_FALSE(corrections_from_json_lines("no\n", {}).has_value());
  EXPECT_FALSE(corrections_from_json_lines(R"({"action":"undo","arguments":["7"]})", {}).has_value());
}

TEST_F(CorrectionsTest, StandUnlessTakenBackAndAnUndoCanBeUndone) {
  std::vector<Correction> all = {correction(1, "rename-entity", "x"), correction(2, "undo", "1")};
  EXPECT_TRUE(standing_corrections(all).empty());
  all.push_back(correction(3, "undo", "2"));
  ASSERT_EQ(standing_corrections(all).size(), 1U);
  EXPECT_EQ(standing_corrections(all)[0].number, 1U);
}

TEST_F(CorrectionsTest, UndoAndRedoWalkThroughAllDecisions) {
  std::vector<Correction> all;
  const auto add = [&](std::optional<Correction> one) {
    ASSERT_TRUE(one.has_value());
    one->number = all.size() + 1;
    all.push_back(*one);
  };
  const auto standing = [&] {
    std::string numbers;
    for (const Correction& one : standing_corrections(all)) numbers += std::to_string(one.number);
    return numbers;
  };
  EXPECT_FALSE(undo_last(all).has_value());
  EXPECT_FALSE(redo_last(all).has_value());
  add(correction(0, "rename-entity", "a"));
  add(correction(0, "rename-entity", "b"));
  EXPECT_FALSE(redo_last(all).has_value());
  add(undo_last(all));
  add(undo_last(all));
  EXPECT_EQ(standing(), "");
  add(redo_last(all));
  EXPECT_EQ(standing(), "1");
  add(redo_last(all));
  EXPECT_EQ(standing(), "12");
  EXPECT_FALSE(redo_last(all).has_value());
  add(undo_last(all));
  EXPECT_EQ(standing(), "1");
  add(redo_last(all));
  EXPECT_EQ(standing(), "12");
  add(undo_last(all));
  add(correction(0, "rename-entity", "c"));
  EXPECT_FALSE(redo_last(all).has_value()) << "a new decision ends what could be brought back";
}

TEST_F(CorrectionsTest, ASourceIsTickedOffByItsHash) {
  const CaseContents ticked = make("tick", {source_id(load().sources.front())});
  EXPECT_TRUE(ticked.outcomes.back().applied) << ticked.outcomes.back().why_not;
  const CaseContents other = make("tick", {std::string(64, '0')});
  EXPECT_FALSE(other.outcomes.back().applied);
  EXPECT_TRUE(other.outcomes.front().applied) << "what came before stays";
  folder_.write("in/third.txt", "Rui Costa joined Halden Bank in 2019.\n");
  build();
  EXPECT_TRUE(load().outcomes.front().applied) << "after a build too";
}

}  // namespace
}  // namespace annals
