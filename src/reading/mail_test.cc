// Messages inside a text: who writes, to whom, when, and whose words the quoted replies are.
#include "reading/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "languages/finish.h"
#include "reading/read.h"
#include "sources/source.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct ReadMail {
  Document document;
  Reading reading;

  explicit ReadMail(std::string text, std::string path = "a.txt") {
    ReadSource source = read_source({std::move(path), std::move(text)});
    if (source.documents.empty()) return;
    document = std::move(source.documents[0]);
    static const DocumentFinisher kFinisher(testing::languages().languages());
    kFinisher.finish(document);
    reading = read_document(document, testing::languages());
  }
  std::string name(uint32_t entity) const { return entity == kNone ? "-" : reading.entities[entity].name; }
  std::vector<std::string> messages() const {
    std::vector<std::string> found;
    for (const Claim& claim : reading.claims) {
      if (claim.frame != "message head") continue;
      std::string line = claim.edtf;
      for (const Participant& p : claim.participants) line += " " + p.role + "=" + name(p.entity);
      found.push_back(line);
    }
    return found;
  }
  std::vector<std::string> quotes() const {
    std::vector<std::string> found;
    for (const Quote& quote : reading.quotes) {
      if (!quote.body) found.push_back(name(quote.speaker) + " | " + std::string(quote.span.of(document.text)));
    }
    return found;
  }
  std::string subject_of(std::string_view type) const {
    for (const Claim& claim : reading.claims) {
      if (claim.type == type && !claim.participants.empty())
        return claim.edtf + " " + name(claim.participants[0].entity) + " says " + name(claim.attributed_to);
    }
    return {};
  }
};

constexpr const char* kCourtFile =
    "Records released in a civil case\n\n"
    "From: Marta Quell <marta@norvia.test>\nTo: Aldous Ferrant <af@ferrant.test>\nDate: March 3, 2019\n"
    "Subject: The plant\n\nI resigned from the company yesterday. You should not wait for me.\n\nMarta\n\n"
    "> On March 2, 2019, Aldous Ferrant wrote:\n>\n> Please do not sign anything before we have met.\n\n"
    "From: Aldous Ferrant\nSent: Monday, March 4, 2019 9:12 AM\nTo: Marta Quell\nSubject: RE: The plant\n\n"
    "I am sorry to read this.\n\nOn March 3, 2019, Marta Quell wrote:\n> You should not wait for me.\n";

TEST(Mail, NeitherAuthorNorRecipientIsShe) {
  EXPECT_EQ(
      ReadMail("From: Julia Costa\nTo: Ana Prado\nDate: 3 March 2019\nSubject: Pier\n\nClara Nunes came by. Ana, she "
               "resigned from the port yesterday.\n")
          .subject_of("position.end"),
      "2019-03-02 Clara Nunes says Julia Costa");
}

TEST(Mail, EachHeadInATextIsAMessage) {
  EXPECT_THAT(ReadMail(kCourtFile).messages(), ElementsAre("2019-03-03 speaker=Marta Quell addressee=Aldous Ferrant",
                                                           "2019-03-02 speaker=Aldous Ferrant addressee=Marta Quell",
                                                           "2019-03-04 speaker=Aldous Ferrant addressee=Marta Quell",
                                                           "2019-03-03 speaker=Marta Quell addressee=Aldous Ferrant"));
}

TEST(Mail, QuotedRepliesAreTheirAuthors) {
  EXPECT_THAT(ReadMail(kCourtFile).quotes(),
              ElementsAre("Aldous Ferrant | Please do not sign anything before we have met.",
                          "Marta Quell | You should not wait for me."));
}

TEST(Mail, TheSenderIsTheFirstPersonAndTheDayOfTheMessageTheAnchor) {
  EXPECT_EQ(ReadMail(kCourtFile).subject_of("position.end"), "2019-03-02 Marta Quell says Marta Quell");
}

TEST(Mail, HeadsInOtherLanguages) {
  EXPECT_THAT(ReadMail("De: Ana Prado\nPara: Rui Costa\nEnviado: 12 de maio de 2018\nAssunto: Cais\n\n"
                       "Rui, ontem fechámos o cais.\n\nEm 11 de maio de 2018, Rui Costa escreveu:\n> Fechem o cais.\n")
                  .messages(),
              ElementsAre("2018-05-12 speaker=Ana Prado addressee=Rui Costa",
                          "2018-05-11 speaker=Rui Costa addressee=Ana Prado"));
  EXPECT_THAT(
      ReadMail("发件人:林远舟\n收件人:何静岚\n日期:2018年5月12日\n主题:码头\n\n我昨天关闭了码头。\n").messages(),
      ElementsAre("2018-05-12 speaker=林远舟 addressee=何静岚"));
  EXPECT_THAT(ReadMail("من: سامر درويش\nإلى: هالة البدري\nالتاريخ: 12 مايو 2018\nالموضوع: الميناء\n\n"
                       "أغلقت الميناء أمس.\n\nفي 11 مايو 2018، كتبت هالة البدري:\n> أغلقوا الميناء.\n")
                  .messages(),
              ElementsAre("2018-05-12 speaker=سامر درويش addressee=هالة البدري",
                          "2018-05-11 speaker=هالة البدري addressee=سامر درويش"));
}

TEST(Mail, ATextThatShowsAMessageStaysAText) {
  const ReadMail mail("From: Ana Prado\nTo: Rui Costa\nDate: 3 March 2019\nSubject: Pier\n\nThe pier is closed.\n");
  EXPECT_EQ(mail.document.media_type, "text/plain");
  EXPECT_EQ(mail.document.published, "2019-03-03");
}

TEST(Mail, LabelsOfAnArticleAreNoHead) {
  EXPECT_THAT(ReadMail("The pier\n\nFrom: Lisbon\n\nThe pier was closed in May. To: those who wait.\n").messages(),
              IsEmpty());
}

TEST(Mail, LinesOfATranscriptAreTheirSpeakers) {
  EXPECT_THAT(ReadMail("Hearing of the harbour committee\n\nAna Prado: Where were you on that day?\n\n"
                       "Rui Costa: At home, in Vela, and I saw nobody.\n\nAna Prado: And who kept the papers?\n")
                  .quotes(),
              ElementsAre("Ana Prado | Where were you on that day?", "Rui Costa | At home, in Vela, and I saw nobody.",
                          "Ana Prado | And who kept the papers?"));
}

TEST(Mail, AListOfPeopleIsNoTranscript) {
  EXPECT_THAT(ReadMail("The people in this affair\n\nAna Prado: former chief scientist of the port\n\n"
                       "Rui Costa: chairman until last year\n\nMarta Quell: an investor from Vela\n")
                  .quotes(),
              IsEmpty());
}

TEST(Mail, AnAddressSaysForWhichBodyItsOwnerWrites) {
  const ReadMail mail(
      "From: Rui Costa <rui@orla-port.test>\nTo: Ana Prado <ana@norvia.test>\nDate: 21 Aug 2019 15:31\n"
      "Subject: The quay\n\nWe bought the quay from Norvia Group. Orla Port will keep it, and Costa knows.\n");
  std::vector<std::string> buyers;
  for (const Claim& claim : mail.reading.claims) {
    for (const Participant& p : claim.participants) {
      if (p.role == "buyer") buyers.push_back(mail.name(p.entity));
    }
  }
  EXPECT_THAT(buyers, ElementsAre("Orla Port"));
}

TEST(Mail, AnAddressThatTwoBodiesMayHaveSaysNothing) {
  const auto body = [](const std::string& other) {
    const ReadMail mail(
        "From: Rui Costa <rui@orla.test>\nTo: Ana Prado <ana@norvia.test>\nDate: 21 Aug 2019 15:31\nSubject: The "
        "quay\n\n"
        "Orla Port will keep the quay. " +
        other + " was told of it.\n");
    const Analysis analysis = analyze(mail.document, testing::languages());
    return mail.name(Mail(analysis, mail.reading).of(static_cast<uint32_t>(analysis.blocks.size()) - 1).body);
  };
  EXPECT_EQ(body("Norvia Group"), "Orla Port");
  EXPECT_EQ(body("Orla Shipping Company"), "-");
}

TEST(Mail, AnAddressThatAnybodyMayHaveSaysNothing) {
  const auto body = [](const std::string& domain, const std::string& text) {
    const ReadMail mail("From: Rui Costa <rui@" + domain +
                        ">\nTo: Ana Prado <ana@norvia.test>\nDate: 21 Aug 2019 15:31\nSubject: The quay\n\n" + text +
                        " will keep the quay.\n");
    const Analysis analysis = analyze(mail.document, testing::languages());
    return mail.name(Mail(analysis, mail.reading).of(static_cast<uint32_t>(analysis.blocks.size()) - 1).body);
  };
  EXPECT_EQ(body("yahoo.co.uk", "Yahoo Inc."), "-");
  EXPECT_EQ(body("comcast.net", "Comcast Corporation"), "-");
  EXPECT_EQ(body("news.comcast.com", "Comcast Corporation"), "Comcast Corporation");
}

TEST(Mail, HeadsCutAnywhereAreRead) {
  const std::string text = kCourtFile;
  for (size_t from = 0; from < text.size(); from += 29) {
    for (const size_t length : {size_t{40}, size_t{160}, text.size()}) ReadMail(text.substr(from, length));
  }
}

TEST(Mail, KnowsWhoseSentenceAMessageQuotes) {
  const ReadMail mail(
      "[1]\nFrom: Rui Costa <rui@norvia.test>\nTo: Ana Prado <ana@norvia.test>\nDate: 21 Aug 2019 15:31\n"
      "Subject: The roof\n\nYou have sold the only roof we ever had.\n\n"
      "[2]\nFrom: Lee Marsh <lee@norvia.test>\nTo: Ana Prado <ana@norvia.test>\nDate: 22 Aug 2019 09:31\n"
      "Subject: Fwd: The roof\n\n> You have sold the only roof we ever had.\n\nLet me answer him.\n");
  EXPECT_THAT(mail.quotes(), ElementsAre("Rui Costa | You have sold the only roof we ever had."));
}

}  // namespace
}  // namespace annals
