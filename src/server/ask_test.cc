// Questions in seven languages about a case of four: what each is understood as, and whether the record knows.
#include "server/ask.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "casefile/build.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

class AskTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("annals-ask-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "in");
    std::ofstream(folder_ / "in/a.txt")
        << "Trouble at Norvia\n\nAna Prado founded Norvia in March 2015. On 3 May 2019 Ana Prado fired Rui Costa. "
           "Halden "
           "Bank bought Norvia for 40 million dollars on 7 June 2020. Ana Prado sued Halden Bank in October 2021.\n";
    std::ofstream(folder_ / "in/b.txt") << "Norvia processa\n\nEm 3 de maio de 2019, Ana Prado demitiu Rui Costa da "
                                           "Norvia. Rui Costa processou Ana Prado em "
                                           "julho de 2019.\n";
    std::ofstream(folder_ / "in/c.txt")
        << "林晓安离职\n\n2018年4月2日，林晓安离开了诺维亚公司。林晓安于2018年9月加入哈尔登银行。\n";
    std::ofstream(folder_ / "in/d.txt")
        << "استقالة سامي حداد\n\nاستقال سامي حداد من شركة نورفيا في 5 مايو 2017. أسس سامي "
           "حداد شركة النور في يناير 2018.\n";
    const std::string path = (folder_ / "x.annals").string();
    ASSERT_TRUE(build_case(path, {(folder_ / "in").string()}, testing::languages(), {}));
    auto file = CaseFile::open(path, CaseFile::Mode::kRead);
    ASSERT_TRUE(file);
    auto contents = file->load();
    ASSERT_TRUE(contents);
    snapshot_ = std::make_unique<CaseSnapshot>(std::move(*contents), testing::languages(), "");
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    fs::remove_all(folder_);
  }
  /// Whether an entity of the question has that spelling.
  static bool names(const Question& question, std::string_view name) {
    for (const uint32_t entity : question.entities) {
      for (const EntityName& one : snapshot_->contents.record.entities[entity].names) {
        if (one.text == name) return true;
      }
    }
    return false;
  }
  static inline fs::path folder_;
  static inline std::unique_ptr<CaseSnapshot> snapshot_;
};

TEST_F(AskTest, QuestionsAreReadInTheirLanguageAndAnsweredByTheRecordOrNotAtAll) {
  struct Row {
    const char* question;
    const char* asks;
    const char* name;  // of somebody in it; null: nobody
    const char* type;  // a kind of event it asks for; null: none needed
    const char* year;  // of the days it asks for; null: none
    bool known;        // the record has an answer
  };
  const std::vector<Row> rows = {
      {"Who founded Norvia?", "who", "Norvia", "organization.found", nullptr, true},
      {"When did Ana Prado fire Rui Costa?", "when", "Ana Prado", "position.dismiss", nullptr, true},
      {"How much did Halden Bank pay for Norvia?", "amount", "Halden Bank", nullptr, nullptr, true},
      {"What did Ana Prado do in 2021?", "what", "Ana Prado", nullptr, "2021", true},
      {"Whom did Ana Prado sue?", "who", "Ana Prado", "law.sue", nullptr, true},
      {"When did Rui Costa sue Ana Prado?", "when", "Rui Costa", "law.sue", nullptr, true},
      {"What did Ana Prado do in 1987?", "what", "Ana Prado", nullptr, "1987", false},
      {"Who sued Norvia in 2015?", "who", "Norvia", "law.sue", "2015", false},
      {"When did the moon turn green?", "when", nullptr, nullptr, nullptr, false},
      {"Quem fundou a Norvia?", "who", "Norvia", "organization.found", nullptr, true},
      {"Quando foi que Ana Prado demitiu Rui Costa?", "when", "Rui Costa", "position.dismiss", nullptr, true},
      {"Quanto pagou o Halden Bank pela Norvia?", "amount", "Halden Bank", nullptr, nullptr, true},
      {"Quem processou Ana Prado em 2019?", "who", "Ana Prado", "law.sue", "2019", true},
      {"O que fez Ana Prado em 1990?", "what", "Ana Prado", nullptr, "1990", false},
      {"¿Quién fundó Norvia?", "who", "Norvia", "organization.found", nullptr, true},
      {"¿Cuándo despidió Ana Prado a Rui Costa?", "when", "Ana Prado", "position.dismiss", nullptr, true},
      {"¿Qué hizo Rui Costa en 1999?", "what", "Rui Costa", nullptr, "1999", false},
      {"Qui a fondé Norvia ?", "who", "Norvia", "organization.found", nullptr, true},
      {"Quand Ana Prado a-t-elle licencié Rui Costa ?", "when", "Ana Prado", "position.dismiss", nullptr, true},
      {"Combien Halden Bank a-t-elle payé pour Norvia ?", "amount", "Halden Bank", nullptr, nullptr, true},
      {"Wer hat Ana Prado im Juli 2019 verklagt?", "who", "Ana Prado", nullptr, "2019", true},
      {"谁在2018年离开了诺维亚公司？", "who", nullptr, "position.end", "2018", true},
      {"林晓安什么时候加入哈尔登银行？", "when", "林晓安", "position.start", nullptr, true},
      {"林晓安在1999年做了什么？", "what", "林晓安", nullptr, "1999", false},
      {"متى استقال سامي حداد؟", "when", "سامي حداد", "position.end", nullptr, true},
      {"من أسس شركة النور؟", "who", nullptr, "organization.found", nullptr, true},
      {"ماذا فعل سامي حداد في عام 1950؟", "what", "سامي حداد", nullptr, "1950", false},
      {"", "", nullptr, nullptr, nullptr, false},
      {"xyzzy plugh", "", nullptr, nullptr, nullptr, false},
  };
  for (const Row& row : rows) {
    Question question = understand(row.question, *snapshot_, "en");
    EXPECT_EQ(question.asks, row.asks) << row.question;
    if (row.name != nullptr) {
      EXPECT_TRUE(names(question, row.name)) << row.question;
    }
    const auto& types = question.types;
    if (row.type != nullptr) {
      EXPECT_NE(std::find(types.begin(), types.end(), row.type), types.end()) << row.question;
    }
    EXPECT_EQ(question.days.known(), row.year != nullptr) << row.question;
    if (row.year != nullptr && question.days.earliest) {
      EXPECT_EQ(to_string(*question.days.earliest).substr(0, 4), row.year) << row.question;
    }
    EXPECT_EQ(!answer_of(question, *snapshot_).empty(), row.known) << row.question << " (" << question.words << ")";
  }
}

TEST_F(AskTest, SomebodyUnknownIsNamedAndAnsweredByNothing) {
  Question question = understand("When did Zbigniew Kowalczuk sue Halden Bank?", *snapshot_, "en");
  ASSERT_EQ(question.unknown.size(), 1U);
  EXPECT_EQ(question.unknown.front(), "Zbigniew Kowalczuk");
  EXPECT_TRUE(answer_of(question, *snapshot_).empty());
}

TEST_F(AskTest, ANameSpeltInAnotherWayIsFoundByItsSound) {
  Question question = understand("When did Anna Pradoh fire Rui Costa?", *snapshot_, "en");
  EXPECT_TRUE(names(question, "Ana Prado")) << question.words;
  EXPECT_FALSE(answer_of(question, *snapshot_).empty());
}

TEST_F(AskTest, WordsThatNoEventHasAreDroppedFromAQuestionForAKindOfEvent) {
  Question question = understand("Who founded Norvia on the marvellous mountain?", *snapshot_, "en");
  EXPECT_EQ(question.words, "marvellous mountain");
  EXPECT_FALSE(answer_of(question, *snapshot_).empty());
  EXPECT_EQ(question.words, "");
}

TEST_F(AskTest, LongAndOddQuestionsAreAnsweredByNothing) {
  for (const std::string& text : {std::string(5000, 'a'), std::string("\xF0\x9F\x98\x80?"), std::string("? ? ?"),
                                  std::string("\n\n\n"), std::string(300, '(')}) {
    Question question = understand(text, *snapshot_, "xx");
    EXPECT_TRUE(answer_of(question, *snapshot_).empty());
  }
}

}  // namespace
}  // namespace annals
