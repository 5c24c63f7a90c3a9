// Messages and mailboxes.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "sources/mbox.h"
#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Document read_one(const std::string& bytes) {
  const ReadSource out = read_source({"m.eml", bytes});
  EXPECT_THAT(out.documents, SizeIs(1)) << out.unread;
  return out.documents.empty() ? Document() : out.documents[0];
}

std::vector<BlockRole> roles(const Document& document) {
  std::vector<BlockRole> found;
  for (const Block& block : document.blocks) found.push_back(block.role);
  return found;
}

TEST(Mail, BeginsWithItsHeadersAndKeepsTheDateAsWritten) {
  const Document document = read_one(
      "From: Ana Prado <ana@harbour.test>\r\nTo: Board <board@harbour.test>\r\nSubject: The new pier\r\n"
      "Date: Tue, 05 Mar 2019 23:30:00 -0800\r\nMessage-ID: <one@harbour.test>\r\n\r\nWe stop here.\r\n");
  EXPECT_EQ(document.id, "m.eml#one@harbour.test");
  EXPECT_EQ(
      document.text,
      "From: Ana Prado <ana@harbour.test>\nTo: Board <board@harbour.test>\nDate: Tue, 05 Mar 2019 23:30:00 -0800\n"
      "Subject: The new pier\n\nWe stop here.");
  EXPECT_EQ(document.published, "2019-03-05");
  EXPECT_EQ(document.published_time, "2019-03-05T23:30:00-08:00");
  EXPECT_EQ(document.published_basis, DateBasis::kHeader);
  EXPECT_EQ(document.title, "The new pier");
  EXPECT_THAT(roles(document), ElementsAre(BlockRole::kHeader, BlockRole::kBody));
  EXPECT_EQ(document.header("message-id"), "<one@harbour.test>");
}

TEST(Mail, DecodesEncodedWordsAndRawBytesInHeaders) {
  const Document document = read_one(
      "From: =?utf-8?Q?Jos=C3=A9_Ara=C3=BAjo?= <j@x.test>\nTo: Jo\xE3o <o@x.test>\n"
      "Subject: =?GB2312?B?1tDOxA==?= =?utf-8?B?w6k=?=\n\nx\n");
  EXPECT_EQ(document.header("from"), "José Araújo <j@x.test>");
  EXPECT_EQ(document.header("to"), "João <o@x.test>");
  EXPECT_EQ(document.title, "中文é");
}

TEST(Mail, DecodesTransferEncodingsAndCharsets) {
  EXPECT_THAT(
      read_one(
          "Subject: a\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
          "A reuni=E3o fica para amanh=E3, =\nsem falta.\n")
          .text,
      HasSubstr("A reunião fica para amanhã, sem falta."));
  EXPECT_THAT(read_one("Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                       "2YXYsdit2KjYpyDYqNmD2YU=\n")
                  .text,
              HasSubstr("مرحبا بكم"));
}

std::string alternative(std::string_view plain) {
  return fmt::format(
      "Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b\"\n\n"
      "--b\nContent-Type: text/plain\n\n{}\n--b\nContent-Type: text/html\n\n<p>The <b>rich</b> form.</p>\n--b--\n",
      plain);
}

TEST(Mail, PrefersPlainTextWhereItSaysSomething) {
  const Document document = read_one(alternative("The plain form."));
  EXPECT_THAT(document.text, HasSubstr("The plain form."));
  EXPECT_THAT(document.text, Not(HasSubstr("rich")));
}

TEST(Mail, ReadsHtmlWhereThereIsNoPlainText) {
  EXPECT_THAT(read_one(alternative(" ")).text, HasSubstr("The rich form."));
}

TEST(Mail, FindsQuotedRepliesAndSignature) {
  const Document document = read_one(
      "Subject: Re: a\n\nNo, we will not.\n\n> Shall we sign?\n> Today?\n>> I asked first.\n\nRegards\n-- \nAna "
      "Prado\nHarbour Board\n");
  EXPECT_THAT(roles(document), ElementsAre(BlockRole::kHeader, BlockRole::kBody, BlockRole::kQuote, BlockRole::kQuote,
                                           BlockRole::kBody, BlockRole::kSignature));
  EXPECT_EQ(document.blocks[2].depth, 1U);
  EXPECT_EQ(document.blocks[3].depth, 2U);
}

TEST(Mail, JoinsFlowedLines) {
  EXPECT_THAT(read_one("Subject: a\nContent-Type: text/plain; format=flowed\n\nOne line that \ngoes on.\nAnother.\n> "
                       "quoted \n> too\n")
                  .text,
              HasSubstr("One line that goes on.\nAnother.\n> quoted too"));
}

TEST(Mail, ReadsAttachedTextsAsDocumentsAndNamesTheRest) {
  const ReadSource out = read_source({"m.eml",
                                      "Subject: a\nMessage-ID: <p@x>\nDate: Mon, 4 Jan 2021 10:00:00 "
                                      "+0000\nContent-Type: multipart/mixed; boundary=b\n\n"
                                      "--b\n\nSee the files.\n"
                                      "--b\nContent-Type: text/plain; name=\"../notes.txt\"\nContent-Disposition: "
                                      "attachment; filename=\"../notes.txt\"\n\nSome notes.\n"
                                      "--b\nContent-Type: image/png\nContent-Disposition: attachment; "
                                      "filename=\"plan.png\"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
                                      "--b--\n"});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_EQ(out.documents[1].id, "m.eml#p@x/.._notes.txt");
  EXPECT_EQ(out.documents[1].text, "Some notes.");
  EXPECT_EQ(out.documents[1].published, "2021-01-04");
  ASSERT_THAT(out.documents[0].remarks, SizeIs(1));
  EXPECT_THAT(out.documents[0].remarks[0].message, HasSubstr("plan.png: "));
}

TEST(Mail, ReadsForwardedMessages) {
  const ReadSource out =
      read_source({"m.eml",
                   "Subject: Fwd\nMessage-ID: <o@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nLook.\n"
                   "--b\nContent-Type: message/rfc822\n\nSubject: Inner\nMessage-ID: <i@x>\n\nInside.\n--b--\n"});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_EQ(out.documents[1].id, "m.eml#i@x");
  EXPECT_EQ(out.documents[1].title, "Inner");
}

TEST(Mail, JoinsFlowedLinesWithoutTheSpaceWhereItSaysSo) {
  EXPECT_THAT(
      read_one("Subject: a\nContent-Type: text/plain; format=flowed; delsp=yes\n\n\xE6\xB1\x9F \n\xE4\xB8\x8A\n").text,
      HasSubstr("江上"));
}

TEST(Mail, ReadsTheRootOfRelatedPartsAndCarriesThePictures) {
  const ReadSource out = read_source({"m.eml",
                                      "Subject: a\nMessage-ID: <r@x>\nContent-Type: multipart/related; boundary=b; "
                                      "type=\"text/html\"\n\n--b\nContent-Type: "
                                      "text/html\n\n<p>Look at <img src=\"cid:p\"> this.</p>\n--b\nContent-Type: "
                                      "text/csv; name=\"fares.csv\"\nContent-ID: "
                                      "<p>\n\nyear,fare\n2020,3\n--b--\n"});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_THAT(out.documents[0].text, HasSubstr("Look at this."));
  EXPECT_EQ(out.documents[1].id, "m.eml#r@x/fares.csv");
}

// A value of DER with its length.
std::string der(char tag, const std::string& value) {
  const auto byte = [](size_t number) { return static_cast<char>(number & 0xFF); };
  std::string head(1, tag);
  if (value.size() >= 128) head += {'\x82', byte(value.size() >> 8)};
  return head + byte(value.size()) + value;
}

// Content of RFC 5652: of a kind of PKCS #7, given by its last number.
std::string sealed(char kind, const std::string& inside) {
  const std::string object = der('\x06', std::string("\x2A\x86\x48\x86\xF7\x0D\x01\x07") + kind);
  return "From: a@x.test\nContent-Type: application/pkcs7-mime; name=\"smime.p7m\"\n"
         "Content-Transfer-Encoding: binary\n\n" +
         der('\x30', object + der('\xA0', der('\x30', inside)));
}

// A message whose part was signed in one piece.
std::string signed_message(const std::string& part) {
  const std::string data = der('\x06', "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01");
  return sealed('\x02', der('\x02', "\x01") + der('\x31', "") + der('\x30', data + der('\xA0', der('\x04', part))) +
                            der('\x31', ""));
}

TEST(Mail, SignedPartsInSignedPartsEnd) {
  const auto read = [](int times) {
    std::string message = "Content-Type: text/plain\n\nThe pier is lost.\n";
    for (int i = 0; i < times; ++i) message = signed_message(message);
    return read_source({"m.eml", message});
  };
  EXPECT_THAT(read(8).documents.at(0).text, EndsWith("The pier is lost."));
  const ReadSource endless = read(20);
  ASSERT_THAT(endless.documents, SizeIs(1)) << endless.unread;
  EXPECT_THAT(endless.documents[0].text, Not(HasSubstr("lost")));
  EXPECT_THAT(endless.documents[0].remarks, SizeIs(1));
}

TEST(Mail, ReadsWhatIsSignedInOnePieceAndSaysWhatIsEncrypted) {
  const std::string data = der('\x06', "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01");
  const std::string part = "Content-Type: text/plain\n\nThe pier is lost.\n";
  const ReadSource open = read_source({"m.eml", signed_message(part)});
  ASSERT_THAT(open.documents, SizeIs(1)) << open.unread;
  EXPECT_THAT(open.documents[0].text, EndsWith("The pier is lost."));
  EXPECT_THAT(open.documents[0].remarks, SizeIs(0));

  const std::string cipher = der('\x30', der('\x06', "\x60\x86\x48\x01\x65\x03\x04\x01\x02"));
  const ReadSource closed = read_source(
      {"m.eml", sealed('\x03', der('\x02', std::string(1, '\0')) + der('\x31', "") + der('\x30', data + cipher))});
  ASSERT_THAT(closed.documents, SizeIs(1)) << closed.unread;
  ASSERT_THAT(closed.documents[0].remarks, SizeIs(1));
  EXPECT_EQ(closed.documents[0].remarks[0].message, "smime.p7m: encrypted, and not read");

  const ReadSource pgp = read_source(
      {"m.eml",
       "From: a@x.test\nContent-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\n\n"
       "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; "
       "name=\"e.asc\"\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n--b--\n"});
  ASSERT_THAT(pgp.documents, SizeIs(1));
  ASSERT_THAT(pgp.documents[0].remarks, SizeIs(1));
  EXPECT_EQ(pgp.documents[0].remarks[0].message, "e.asc: encrypted, and not read");
}

TEST(Mail, ReadsAppleMailsFiles) {
  const std::string message = "From: a@x.test\nSubject: pier\n\nThe pier is lost.\n";
  const ReadSource out =
      read_source({"1.emlx", fmt::format("{}      \n{}<?xml version=\"1.0\"?><plist/>\n", message.size(), message)});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].text, EndsWith("The pier is lost."));
}

TEST(Mail, ReadsWhatIsSignedAndNotTheSignature) {
  const ReadSource out = read_source({"m.eml",
                                      "Subject: a\nContent-Type: multipart/signed; boundary=b; "
                                      "protocol=\"application/pgp-signature\"; micalg=pgp-sha1\n\n"
                                      "--b\nContent-Type: text/plain\n\nWe stop here.\n--b\nContent-Type: "
                                      "application/pgp-signature; name=\"signature.asc\"\n\n"
                                      "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n--b--\n"});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_THAT(out.documents[0].text, HasSubstr("We stop here."));
  EXPECT_THAT(out.documents[0].text, Not(HasSubstr("PGP")));
}

TEST(Mail, LosesNothingWhereBoundariesAreBroken) {
  // Never closed; one that never comes; one declared empty.
  for (const char* message : {"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWe stop here.\n",
                              "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--c\n\nWe stop here.\n--c--\n",
                              "Subject: a\nContent-Type: multipart/mixed; boundary=\"\"\n\nWe stop here.\n",
                              "Subject: a\nContent-Type: multipart/mixed\n\n--b\n\nWe stop here.\n--b--\n"}) {
    EXPECT_THAT(read_one(message).text, HasSubstr("We stop here.")) << message;
  }
}

TEST(Mail, KeepsTheSameFileInTwoMessagesTwice) {
  const auto message = [](std::string_view id) {
    return fmt::format(
        "Subject: a\nMessage-ID: <{}>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n--b\nContent-Type: "
        "text/plain\nContent-Disposition: attachment; filename=\"notes.txt\"\n\nSome notes.\n--b--\n",
        id);
  };
  const std::string box = "From a@x.test Tue Mar  5 23:30:00 2019\n" + message("one") +
                          "\nFrom a@x.test Tue Mar  5 23:31:00 2019\n" + message("two");
  const ReadSource out = read_source({"list.mbox", box});
  ASSERT_THAT(out.documents, SizeIs(4));
  std::vector<std::string> ids;
  std::vector<std::string> hashes;
  for (const Document& document : out.documents) {
    if (document.text != "Some notes.") continue;
    ids.push_back(document.id);
    hashes.push_back(document.sha256);
  }
  EXPECT_THAT(ids, ElementsAre("list.mbox#one/notes.txt", "list.mbox#two/notes.txt"));
  ASSERT_THAT(hashes, SizeIs(2));
  EXPECT_EQ(hashes[0], hashes[1]);
}

TEST(Mail, IsKnownByItsHeaderWhateverItIsCalled) {
  const std::string message =
      "Return-Path: <a@x.test>\nReceived: by x\nFrom: a@x.test\nTo: b@x.test\nSubject: Fares\n\nWe stop here.\n";
  EXPECT_EQ(read_source({"saved.txt", message}).media_type, "message/rfc822");
  EXPECT_EQ(read_source({"saved", "   \n\n" + message}).documents.at(0).title, "Fares");
  // A message that somebody wrote down has no trace of its way.
  EXPECT_EQ(read_source({"note.txt", "From: Ana\nTo: Rui\nDate: 5 May\nSubject: Fares\n\nWe stop here.\n"}).media_type,
            "text/plain");
}

TEST(Mail, ReadsMessagesThatCarryBytesAsTheyAre) {
  std::string message =
      "From: a@x.test\nSubject: Fares\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWe stop here.\n--b\n"
      "Content-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n";
  message += std::string("\0\1\2\3", 4) + "\n--b--\n";
  EXPECT_THAT(read_one(message).text, HasSubstr("We stop here."));
}

TEST(Mail, KnowsAMaildirsMessagesByTheirPlace) {
  const ReadSource out = read_source({"box/cur/1700000000.M1P2.host:2,RS", "Subject: a\n\nWe stop here.\n"});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_EQ(out.media_type, "message/rfc822");
  EXPECT_EQ(out.documents[0].header("flags"), "replied seen");
}

TEST(Mail, SurvivesPartsNestedWithoutEnd) {
  std::string message = "Subject: deep\n";
  for (int i = 0; i < 20000; ++i) {
    const std::string boundary = fmt::format("b{}", i);
    message += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  message += "\nInside.\n";
  const ReadSource out = read_source({"m.eml", message});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_EQ(out.documents[0].remarks.at(0).code, "depth-limit");
}

TEST(Mail, SurvivesForwardingWithoutEnd) {
  std::string message;
  for (int i = 0; i < 20000; ++i) message += "Subject: s\nContent-Type: message/rfc822\n\n";
  const ReadSource out = read_source({"m.eml", message + "Inside.\n"});
  EXPECT_LE(out.documents.size(), 10U);
  EXPECT_EQ(out.documents.at(0).remarks.size() + out.documents.back().remarks.size() > 0, true);
}

TEST(Mail, SurvivesVeryManyParts) {
  std::string message = "Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 30000; ++i) message += "--b\n\nx\n";
  const auto begin = std::chrono::steady_clock::now();
  const Document document = read_one(message);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_EQ(document.remarks.at(0).code, "part-limit");
}

TEST(Mail, CutsEndlessHeaders) {
  std::string message = "Subject: big\n";
  while (message.size() < 3'000'000) message += fmt::format("X-Filler: {:x>70}\n", "");
  const Document document = read_one(message + "\nBody.\n");
  EXPECT_THAT(document.text, HasSubstr("Body."));
  EXPECT_EQ(document.remarks.at(0).code, "header-limit");
}

TEST(Mail, IsWellFormedWhereverItIsCut) {
  const std::string message = alternative("Sim, não há dúvida.");
  for (size_t size = 0; size < message.size(); ++size) {
    for (const Document& document : read_source({"m.eml", message.substr(0, size)}).documents)
      EXPECT_TRUE(is_utf8(document.text));
  }
}

TEST(Mbox, TellsAnEnvelopeFromASentence) {
  EXPECT_TRUE(is_from_line("From ana@x.test Tue Mar  5 23:30:00 2019"));
  EXPECT_TRUE(is_from_line("From ana at x.test  Tue Mar  5 23:30:00 2019"));
  EXPECT_TRUE(is_from_line("From - Tue, 5 Mar 2019 23:30:00 +0100"));
  EXPECT_TRUE(is_from_line("From - "));
  EXPECT_FALSE(is_from_line("From now on we pay in 2019."));
  EXPECT_FALSE(is_from_line("From: ana@x.test"));
}

constexpr std::string_view kEnvelope = "From a@x.test Tue Mar  5 23:30:00 2019\n";

TEST(Mbox, UndoesQuotedFromLines) {
  const std::string box = std::string(kEnvelope) + "Subject: one\n\nHe said:\n>From here on\n>>From there\n\n" +
                          std::string(kEnvelope) + "Subject: two\n\nx\n";
  EXPECT_THAT(split_mbox(box),
              ElementsAre("Subject: one\n\nHe said:\nFrom here on\n>From there\n\n", "Subject: two\n\nx\n"));
}

TEST(Mbox, ReadsEveryVariant) {
  const std::string envelope(kEnvelope);
  // mboxo and mboxrd quote, mboxcl quotes and counts, mboxcl2 only counts.
  for (const std::string& box :
       {envelope + "Subject: one\n\n>From here on\n\n" + envelope + "Subject: two\n\ny\n",
        envelope + "Subject: one\nContent-Length: 15\n\n>From here on\n\n\n" + envelope + "Subject: two\n\ny\n",
        envelope + "Subject: one\nContent-Length: 13\n\nFrom here on\n\n" + envelope + "Subject: two\n\ny\n"}) {
    const auto messages = split_mbox(box);
    ASSERT_THAT(messages, SizeIs(2)) << box;
    EXPECT_THAT(messages[0], HasSubstr("\nFrom here on\n"));
  }
}

TEST(Mbox, BelievesAContentLengthThatFits) {
  const std::string body = "Line\n\n" + std::string(kEnvelope) + "Not: a message\n>From x\n";
  const std::string box = std::string(kEnvelope) + "Subject: one\nContent-Length: " + std::to_string(body.size()) +
                          "\n\n" + body + "\n" + std::string(kEnvelope) + "Subject: two\n\ny\n";
  const auto messages = split_mbox(box);
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_THAT(messages[0], HasSubstr("Not: a message\n>From x"));
}

TEST(Mbox, DistrustsAContentLengthThatDoesNot) {
  const std::string box = std::string(kEnvelope) + "Subject: one\nContent-Length: 3\n\nA longer body\n\n" +
                          std::string(kEnvelope) + "Subject: two\n\ny\n";
  EXPECT_THAT(split_mbox(box), SizeIs(2));
}

TEST(Mbox, KeepsAMessageThatIsCutOff) {
  const ReadSource out = read_source({"list.mbox", std::string(kEnvelope) + "Subject: one\nMessage-ID: <1@x>\n\nx\n\n" +
                                                       std::string(kEnvelope) + "Subject: tw"});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_EQ(out.documents[0].id, "list.mbox#1@x");
  EXPECT_EQ(out.documents[1].id, "list.mbox#message:2");
  EXPECT_EQ(out.documents[1].title, "tw");
}

TEST(Mbox, TellsRepeatedIdsApart) {
  const std::string message = std::string(kEnvelope) + "Subject: one\nMessage-ID: <1@x>\n\nx\n\n";
  const ReadSource out = read_source({"list.mbox", message + message});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_EQ(out.documents[1].id, "list.mbox#1@x~2");
}

TEST(Mbox, ReadsLineEndsOfTheNet) {
  const ReadSource out = read_source({"list.mbox",
                                      "From a@x.test Tue Mar  5 23:30:00 2019\r\nSubject: one\r\n\r\nx\r\n\r\nFrom "
                                      "a@x.test Tue Mar  5 23:31:00 2019\r\nSubject: two\r\n\r\ny\r\n"});
  ASSERT_THAT(out.documents, SizeIs(2));
}

}  // namespace
}  // namespace annals
