// Conversations: answers, what is missing, what only the subject says, messages seen twice.
#include "record/mail_threads.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "languages/pack.h"
#include "sources/source.h"

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

const MailSubjects& subjects() {
  static const auto kPacks = std::move(*Languages::load());
  static const MailSubjects kSubjects(*kPacks);
  return kSubjects;
}

std::vector<Document> read_messages(const std::vector<std::string>& messages) {
  std::vector<Document> documents;
  for (size_t i = 0; i < messages.size(); ++i) {
    for (Document& document : read_source({fmt::format("{:03}.eml", i), messages[i]}).documents)
      documents.push_back(std::move(document));
  }
  return documents;
}

// `id`, sent on that day of May, with the ids that it answers.
std::string message(std::string_view id, int day, std::string_view answers, std::string_view subject = "The pier") {
  return fmt::format(
      "From: ana@x.test\nDate: {} May 2021 10:00:00 +0000\nSubject: {}\nMessage-ID: <{}>\nReferences: {}\n\nWords of "
      "{}.\n",
      day, subject, id, answers, id);
}

// The conversations, as `a(b(c)?(d))` where `?` is missing.
std::vector<std::string> drawn(const std::vector<Document>& documents) {
  std::vector<std::string> found;
  const MailThreads threads(documents, subjects());
  for (const auto& thread : threads.all()) {
    std::string line;
    uint32_t depth = 0;
    for (const auto& one : thread) {
      if (!line.empty()) line += one.depth > depth ? "" : std::string(depth + 1 - one.depth, ')');
      if (!line.empty()) line += '(';
      line += one.document == MailThreads::kMissing ? "?" : message_id(documents[one.document]);
      depth = one.depth;
    }
    found.push_back(line + std::string(depth, ')'));
  }
  return found;
}

TEST(MailThreads, FollowReferencesWhateverTheOrder) {
  const std::vector<std::string> all = {message("c", 3, "<a> <b>"), message("a", 1, ""), message("d", 4, "<a>"),
                                        message("b", 2, "<a>"), message("x", 1, "", "Soup")};
  EXPECT_THAT(drawn(read_messages(all)), ElementsAre("a(b(c))(d)", "x"));
}

TEST(MailThreads, ShowWhatIsMissingAboveItsAnswers) {
  EXPECT_THAT(drawn(read_messages({message("b", 2, "<gone>", "One"), message("c", 3, "<gone>", "Two")})),
              ElementsAre("?(b)(c)"));
  // The nearest one, which is answered; those further up say nothing here.
  EXPECT_THAT(drawn(read_messages({message("b", 2, "<gone> <lost>", "One")})), ElementsAre("?(b)"));
  EXPECT_THAT(drawn(read_messages({message("a", 1, ""), message("c", 3, "<a> <gone>")})), ElementsAre("a(?(c))"));
  // The subject tells where an answer belongs whose references lead nowhere.
  EXPECT_THAT(drawn(read_messages({message("a", 1, ""), message("c", 3, "<gone>", "Re: The pier")})),
              ElementsAre("a(?(c))"));
}

TEST(MailThreads, SurviveRingsAndLongChains) {
  EXPECT_THAT(drawn(read_messages({message("a", 1, "<b>"), message("b", 2, "<a>")})), SizeIs(1));
  EXPECT_THAT(drawn(read_messages({message("a", 1, "<a>")})), ElementsAre("a"));
  std::vector<Document> documents;
  for (int i = 0; i < 20'000; ++i) {
    Document document;
    document.id = fmt::format("{:06}", i);
    document.headers = {{"message-id", fmt::format("<{}>", i)},
                        {"references", fmt::format("<{}>", i == 0 ? 0 : i - 1)}};
    documents.push_back(std::move(document));
  }
  size_t messages = 0;
  const MailThreads threads(documents, subjects());
  for (const auto& thread : threads.all()) messages += thread.size();
  EXPECT_EQ(messages, 20'000U);
}

TEST(MailThreads, GatherAnswersWhoseReferencesWereLost) {
  EXPECT_THAT(drawn(read_messages({message("a", 1, ""), message("b", 2, "", "AW: The pier"),
                                   message("c", 3, "", "回复：Re: [board] the  PIER")})),
              ElementsAre("a(b)(c)"));
  // Two that begin something only happen to be called the same.
  EXPECT_THAT(drawn(read_messages({message("a", 1, ""), message("b", 2, "")})), ElementsAre("a", "b"));
}

TEST(MailThreads, SortByTheMomentNotByTheClock) {
  const std::string east =
      "From: a@x.test\nMessage-ID: <e>\nReferences: <r>\nSubject: s\nDate: 2 May 2021 01:00:00 +0900\n\nx\n";
  const std::string west =
      "From: a@x.test\nMessage-ID: <w>\nReferences: <r>\nSubject: s\nDate: 1 May 2021 20:00:00 -0500\n\nx\n";
  EXPECT_THAT(drawn(read_messages({west, east, message("r", 1, "", "s")})), ElementsAre("r(e)(w)"));
}

TEST(MailSubjects, LeaveOutWhatProgramsPutAround) {
  for (const char* written :
       {"Re: The pier", "RE: AW: the pier", "Re[2]: The pier", "Re (3): The  pier", "[board] SV: The pier",
        "رد: The pier", "RES: ENC: The pier", "回复：The pier", "TR: The pier (fwd)", "[Fwd: The pier]",
        "Отв: The pier", "返信: The pier", "YNT: The pier"}) {
    EXPECT_EQ(subjects().base(written).words, "the pier") << written;
  }
  EXPECT_FALSE(subjects().base("[board] The pier").answers);
  EXPECT_TRUE(subjects().base("WG: The pier").answers);
  EXPECT_EQ(subjects().base("Results: all").words, "results: all");
  EXPECT_EQ(subjects().base("Re:").words, "");
}

std::string copy(std::string_view received, std::string_view subject, std::string_view body) {
  return fmt::format(
      "Received: by {}\nFrom: ana@x.test\nDate: 5 May 2021 10:00:00 +0000\nSubject: {}\nMessage-ID: <one@x>\n\n{}\n",
      received, subject, body);
}

TEST(SeenTwice, HasFourVerdicts) {
  const std::string first = copy("a", "The pier", "We stop on Monday.");
  const auto verdict = [&](const std::string& second) {
    const std::vector<Document> documents = read_messages({first, second});
    const std::vector<SameId> twice = find_seen_twice(documents, subjects());
    EXPECT_THAT(twice, SizeIs(1));
    return twice.empty() ? std::string_view() : to_string(twice[0].verdict);
  };
  EXPECT_EQ(verdict(first), "identical");
  EXPECT_EQ(verdict(copy("b", "The pier", "We stop on Monday.")), "redelivered");
  EXPECT_EQ(verdict(copy("b", "[board] The pier", "We stop on Monday.\n____\nboard mailing list\nboard@x.test")),
            "footer added");
  EXPECT_EQ(verdict(copy("b", "The pier", "We stop on Friday.")), "different");
  EXPECT_EQ(verdict(copy("b", "The boat", "We stop on Monday.")), "different");
}

TEST(SeenTwice, IsBesideTheMessageThatItIsMostLike) {
  const std::vector<Document> documents =
      read_messages({copy("a", "The pier", "We stop on Friday."), copy("b", "The pier", "We stop on Monday."),
                     copy("c", "The pier", "We stop on Monday.\n____\nboard mailing list"),
                     copy("d", "The pier", "We stop on Monday."), copy("a", "The pier", "We stop on Friday.")});
  const std::vector<SameId> twice = find_seen_twice(documents, subjects());
  ASSERT_THAT(twice, SizeIs(4));
  const auto is = [&](const SameId& pair, uint32_t first, SeenTwice verdict) {
    return pair.first == first && pair.verdict == verdict;
  };
  EXPECT_TRUE(is(twice[0], 0, SeenTwice::kDifferent));
  EXPECT_TRUE(is(twice[1], 1, SeenTwice::kFooterAdded));
  EXPECT_TRUE(is(twice[2], 1, SeenTwice::kRedelivered));
  EXPECT_TRUE(is(twice[3], 0, SeenTwice::kIdentical));
}

TEST(SeenTwice, GivesTheHashThatToolsExchange) {
  const auto documents =
      read_messages({copy("a", "The pier", "x"), "From: a@x.test\nDate: 5 May 2021 10:00:00 +0000\n\nx\n"});
  // printf '<one@x>' | md5sum
  EXPECT_EQ(edrm_mih(documents[0]), "1344236E48AC7AB44190B0BF2CD86EEF");
  EXPECT_EQ(edrm_mih(documents[1]), "");
}

}  // namespace
}  // namespace annals
