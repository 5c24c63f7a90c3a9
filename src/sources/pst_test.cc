// Outlook mailboxes, written by tests/support/mail_store.h.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/source.h"
#include "sources/workers.h"
#include "tests/support/mail_store.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using testing::PstItem;
using testing::PstWriter;
using ::testing::SizeIs;

// 5 May 2020, 08:00 UTC, in 100 ns from 1601.
constexpr uint64_t kMay2020 = (1'588'665'600ULL + 11'644'473'600ULL) * 10'000'000ULL;

std::string mailbox() {
  PstWriter writer;
  const uint64_t top = writer.folder(PstWriter::kRoot, u"Ana's mail");
  const uint64_t inbox = writer.folder(top, u"Inbox");
  writer.message(inbox,
                 PstItem()
                     .text(0x0037, u"The pier — Cais")
                     .text(0x0C1A, u"Ana Prado")
                     .text(0x5D01, u"ana@x.test")
                     .text(0x0E04, u"Theo Marsh")
                     .text(0x1000, u"The pier is lost.")
                     .text(0x1035, u"<1@x.test>")
                     .time(0x0039, kMay2020),
                 {PstItem().number(0x3705, 1).text(0x3707, u"../plan.txt").bytes(0x3701, "The plan of the road.")});
  writer.message(top,
                 PstItem()
                     .text(0x007D, u"From: Theo <theo@x.test>\r\nMessage-ID: <2@x.test>\r\nIn-Reply-To: <1@x.test>\r\n")
                     .bytes(0x1013, "<p>The caf\xE9 is closed.</p>")
                     .number(0x3FDE, 1252));
  return writer.file();
}

TEST(MailStore, EachMessageIsReadWithItsFolderAndWhatItCarries) {
  Workers workers;
  const ReadSource out = read_source({"in/ana.pst", mailbox()}, &workers);
  ASSERT_THAT(out.documents, SizeIs(3)) << out.unread;
  EXPECT_EQ(out.media_type, "application/vnd.ms-outlook-pst");
  const auto named = [&](std::string_view id) -> const Document& {
    for (const Document& document : out.documents) {
      if (document.id == id) return document;
    }
    ADD_FAILURE() << id;
    return out.documents.front();
  };
  const Document& letter = named("in/ana.pst#Ana's mail/Inbox/1.eml#1@x.test");
  EXPECT_EQ(letter.title, "The pier — Cais");
  EXPECT_EQ(letter.header("from"), "Ana Prado <ana@x.test>");
  EXPECT_EQ(letter.published, "2020-05-05");
  EXPECT_THAT(letter.text, HasSubstr("The pier is lost."));
  EXPECT_EQ(named("in/ana.pst#Ana's mail/Inbox/1.eml#1@x.test/.._plan.txt").text, "The plan of the road.");
  const Document& answer = named("in/ana.pst#Ana's mail/1.eml#2@x.test");
  EXPECT_EQ(answer.header("in-reply-to"), "<1@x.test>");
  EXPECT_THAT(answer.text, HasSubstr("The café is closed."));
}

TEST(MailStore, AnotherProgramIsNamedForWhatCannotBeOpened) {
  EXPECT_THAT(read_source({"archive.pst", "!BDN" + std::string(600, '\0')}).unread, HasSubstr("readpst"));
  EXPECT_THAT(read_source({"cut.pst", "!BDN" + std::string(13, '\0')}).unread, HasSubstr("cannot be opened"));
  EXPECT_THAT(read_source({"empty.pst", PstWriter().file()}).unread, HasSubstr("without a message"));
}

TEST(MailStore, SurvivesAnyCutAndDamage) {
  Workers workers;
  const std::string whole = mailbox();
  for (size_t size = 0; size < whole.size(); size += 2039) read_source({"a.pst", whole.substr(0, size)}, &workers);
  for (size_t at = 0; at < whole.size(); at += at < 0x4400 && at > 0x240 ? 1999 : 61) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    read_source({"a.pst", damaged}, &workers);
  }
}

}  // namespace
}  // namespace annals
