// Chats, feeds, tables, JSON, subtitles and saved pages.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/production.h"
#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(WhatsApp, ReadsMessagesOfAllPhones) {
  for (
      const char* chat :
      {"03/05/2020, 21:15 - Ana Prado: The pier is lost.\nAll of it.\n13/05/2020, 09:00 - Theo: Since when?\n",
       "[03/05/2020, 21:15:33] Ana Prado: The pier is lost.\nAll of it.\n[13/05/2020, 09:00:00] Theo: Since when?\n",
       "5/3/20, 9:15\u202FPM - Ana Prado: The pier is lost.\nAll of it.\n5/13/20, 9:00 AM - Theo: Since when?\n",
       "03.05.20, 21:15 - Ana Prado: The pier is lost.\nAll of it.\n13.05.20, 09:00 - Theo: Since when?\n",
       "\u200E[2020-05-03, 21:15:33] Ana Prado: The pier is lost.\nAll of it.\n[2020-05-13, 9:00:00] Theo: Since "
       "when?\n",
       "\u200F\u0660\u0663/\u0660\u0665/\u0662\u0660\u0662\u0660\u060C \u0662\u0661:\u0661\u0665 - Ana Prado: The "
       "pier is "
       "lost.\nAll of it.\n\u0661\u0663/\u0660\u0665/\u0662\u0660\u0662\u0660\u060C \u0660\u0669:\u0660\u0660 - Theo: "
       "Since when?\n",
       "\u200F3\u200F/5\u200F/2020\u060C 9:15 \u0645 - Ana Prado: The pier is lost.\nAll of it.\n"
       "\u200F13\u200F/5\u200F/2020\u060C 9:00 \u0635 - Theo: Since when?\n",
       "2020/5/3 下午9:15 - Ana Prado: The pier is lost.\nAll of it.\n2020/5/13 上午9:00 - Theo: Since when?\n",
       "[2020/5/3 下午9:15:00] Ana Prado: The pier is lost.\nAll of it.\n[2020/5/13 上午9:00:00] Theo: Since when?\n",
       "2020年5月3日 晚上9:15 - Ana Prado: The pier is lost.\nAll of it.\n2020年5月13日 早上9:00 - Theo: Since when?\n",
       "2020. 5. 3. 오후 9:15 - Ana Prado: The pier is lost.\nAll of it.\n2020. 5. 13. 오전 9:00 - Theo: Since when?\n",
       "3/5/20 9:15 p. m. - Ana Prado: The pier is lost.\nAll of it.\n13/5/20 9:00 a. m. - Theo: Since when?\n"}) {
    const ReadSource out = read_source({"chats/WhatsApp Chat with Ana.txt", chat});
    ASSERT_THAT(out.documents, SizeIs(2)) << chat;
    const Document& first = out.documents[0];
    EXPECT_EQ(first.id, "chats/WhatsApp Chat with Ana.txt#message:1");
    EXPECT_EQ(first.published, "2020-05-03") << chat;
    EXPECT_THAT(first.published_time, HasSubstr("T21:15:"));
    EXPECT_EQ(first.header("from"), "Ana Prado");
    EXPECT_THAT(first.text, HasSubstr("The pier is lost.\nAll of it."));
    EXPECT_EQ(out.documents[1].published, "2020-05-13");
    EXPECT_THAT(out.remarks, IsEmpty()) << chat;
  }
}

TEST(WhatsApp, SaysWhenTheOrderOfDayAndMonthIsGuessed) {
  const ReadSource out =
      read_source({"c.txt", "03/05/2020, 21:15 - Ana: Hello there.\n03/05/2020, 21:16 - You joined\n"});
  ASSERT_THAT(out.documents, SizeIs(2));
  EXPECT_EQ(out.documents[0].published, "2020-05-03");
  EXPECT_EQ(out.documents[1].header("from"), "");
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::code, "date-order-guessed")));
}

TEST(WhatsApp, OrdinaryTextIsNoChat) {
  EXPECT_EQ(read_source({"a.txt", "On 3 May 2020, 21:15 - or so: the pier was lost.\n"}).media_type, "text/plain");
}

TEST(Telegram, ReadsMessagesWithRepliesAndMixedText) {
  const ReadSource out = read_source(
      {"result.json",
       R"({"name":"Pier","type":"private_group","id":77,"messages":[)"
       R"({"id":1,"type":"service","date":"2020-05-03T10:00:00","actor":"Ana","action":"create_group"},)"
       R"({"id":2,"type":"message","date":"2020-05-03T10:01:00","from":"Ana Prado","text":["See ",{"type":"link","text":"http://x.test"},"."]},)"
       R"({"id":3,"type":"message","date":"2020-05-03T10:02:00","from":"Theo","reply_to_message_id":2,"text":"Done."}]})"});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr("See http://x.test."));
  EXPECT_EQ(out.documents[0].header("chat"), "Pier");
  EXPECT_EQ(out.documents[1].header("in-reply-to"), out.documents[0].header("message-id"));
  EXPECT_EQ(out.documents[1].published_time, "2020-05-03T10:02:00");
  EXPECT_THAT(out.remarks, SizeIs(1));
}

TEST(Telegram, ReadsItsPages) {
  const auto message = [](int id, std::string_view kind, std::string_view inside) {
    return fmt::format(
        R"(<div class="message default clearfix{}" id="message{}"><div class="body">)"
        R"(<div class="pull_right date details" title="03.05.2020 10:0{}:00 UTC-03:00">10:0{}</div>{}</div></div>)",
        kind, id, id, id, inside);
  };
  const ReadSource out = read_source(
      {"ChatExport/messages.html",
       R"(<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">)"
       R"(<div class="page_header"><div class="content"><div class="text bold">Pier</div></div></div>)"
       R"(<div class="page_body chat_page"><div class="history">)"
       R"(<div class="message service" id="message-1"><div class="body details">3 May 2020</div></div>)" +
           message(1, "",
                   R"(<div class="from_name">Ana Prado</div><div class="text">The pier is lost.<br>All of it.</div>)") +
           message(2, " joined", R"(<div class="text">And the quay.</div>)") +
           message(
               3, "",
               R"(<div class="from_name">Theo</div><div class="reply_to details">In reply to <a href="#go_to_message1">this message</a></div>)"
               R"(<div class="forwarded body"><div class="from_name">Vera Holm</div><div class="text">Since May.</div></div>)") +
           "</div></div></div></body></html>"});
  ASSERT_THAT(out.documents, SizeIs(3)) << out.unread;
  EXPECT_EQ(out.documents[0].header("from"), "Ana Prado");
  EXPECT_EQ(out.documents[0].header("chat"), "Pier");
  EXPECT_EQ(out.documents[0].published_time, "2020-05-03T10:01:00-03:00");
  EXPECT_THAT(out.documents[0].text, HasSubstr("The pier is lost.\nAll of it."));
  EXPECT_EQ(out.documents[1].header("from"), "Ana Prado");
  EXPECT_EQ(out.documents[2].header("from"), "Theo");
  EXPECT_EQ(out.documents[2].header("in-reply-to"), out.documents[0].header("message-id"));
  EXPECT_THAT(out.documents[2].text, HasSubstr("Vera Holm:\nSince May."));
}

TEST(Telegram, APageOfEndlessNestingIsReadOnce) {
  constexpr int kDepth = 20000;
  const auto nested = [](std::string_view opening) {
    std::string out;
    for (int i = 0; i < kDepth; ++i) out += opening;
    return out;
  };
  const ReadSource out = read_source(
      {"messages.html", R"(<html><body><div class="page_wrap"><div class="page_body chat_page">)" +
                            nested(R"(<div class="page_header">)") + R"(<div class="message" id="message1">)" +
                            R"(<div class="from_name">Ana</div>)" + nested(R"(<div class="text">a )")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_LT(out.documents[0].text.size(), size_t{4} * kDepth);
}

TEST(Telegram, ATimeThatIsNoneIsLeftOut) {
  const ReadSource out =
      read_source({"messages.html",
                   R"(<html><body><div class="page_wrap"><div class="page_body chat_page">)"
                   R"(<div class="message" id="message1"><div class="date" title="03.05.2020 10:01:日本 UTC"></div>)"
                   R"(<div class="text">The pier is lost.</div></div></div></div></body></html>)"});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].published_time, "");
}

TEST(Slack, ReadsADayOfAChannel) {
  const ReadSource out = read_source(
      {"export/general/2020-05-03.json",
       R"([{"type":"message","user":"U1","text":"Ask <@U2> &amp; see <http://x.test|the plan> &lt;here&gt;","ts":"1588500000.000200","user_profile":{"real_name":"Ana Prado"}},)"
       R"({"type":"message","user":"U2","text":"I did.","ts":"1588500060.000100","thread_ts":"1588500000.000200","user_profile":{"real_name":"Theo Marsh"}}])"});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr("Ask @Theo Marsh & see the plan <here>"));
  EXPECT_EQ(out.documents[0].header("from"), "Ana Prado");
  EXPECT_EQ(out.documents[0].header("chat"), "general");
  EXPECT_EQ(out.documents[0].published_time, "2020-05-03T10:00:00Z");
  EXPECT_EQ(out.documents[1].header("in-reply-to"), out.documents[0].header("message-id"));
}

TEST(Slack, KeepsWhatWasEditedDeletedAndShared) {
  const ReadSource out = read_source(
      {"export/general/2020-05-03.json",
       R"([{"type":"message","subtype":"channel_join","user":"U1","text":"<@U1> has joined","ts":"1588500000.1"},)"
       R"({"type":"message","user":"U1","text":"See <#C2|quay>.","ts":"1588500000.2","edited":{"user":"U1","ts":"1588503600.0"},"files":[{"name":"quay-plan.pdf"}]},)"
       R"({"type":"message","subtype":"message_changed","ts":"1588507200.3","message":{"type":"message","user":"U1","text":"I paid four.","ts":"1588500000.3"},"previous_message":{"type":"message","user":"U1","text":"I paid five.","ts":"1588500000.3"}},)"
       R"({"type":"message","subtype":"message_deleted","ts":"1588507200.4","previous_message":{"type":"message","user":"U2","text":"Burn it.","ts":"1588500000.4"}},)"
       R"({"type":"message","subtype":"tombstone","user":"USLACKBOT","text":"This message was deleted.","ts":"1588500000.5"},)"
       R"({"type":"message","subtype":"bot_message","username":"Tide","text":"","ts":"1588500000.6","attachments":[{"title":"High water","text":"at noon","fallback":"x"}]}])"});
  ASSERT_THAT(out.documents, SizeIs(5)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr("See #quay.\n\n[quay-plan.pdf]"));
  EXPECT_EQ(out.documents[0].remarks.at(0).message, "this message was edited at 2020-05-03T11:00:00Z");
  EXPECT_THAT(out.documents[1].text, HasSubstr("five"));
  EXPECT_EQ(out.documents[1].remarks.at(0).code, "message-edited");
  EXPECT_THAT(out.documents[2].text, HasSubstr("four"));
  EXPECT_EQ(out.documents[3].header("from"), "U2");
  EXPECT_EQ(out.documents[3].remarks.at(0).message, "this message was deleted at 2020-05-03T12:00:00Z");
  EXPECT_EQ(out.documents[4].header("from"), "Tide");
  EXPECT_THAT(out.documents[4].text, HasSubstr("High water\n\nat noon"));
  ASSERT_THAT(out.remarks, SizeIs(2));
  EXPECT_EQ(out.remarks[0].message, "1 notes of the program (people joining, pins) were not read");
  EXPECT_EQ(out.remarks[1].code, "messages-deleted");
}

TEST(Slack, ListsBesideTheChannelsGiveTheNames) {
  const std::string people =
      R"([{"id":"U1","team_id":"T1","name":"ana","profile":{"real_name":"Ana Prado"}},{"id":"U2","team_id":"T1","name":"theo","real_name":"Theo Marsh"}])";
  const std::string talks = R"([{"id":"D7","created":1,"members":["U1","U2"]}])";
  const std::string day = R"([{"type":"message","user":"U1","text":"Ask <@U2>.","ts":"1588500000.2"}])";
  const std::vector<std::pair<std::string, const std::string*>> all{{"x/users.json", &people},
                                                                    {"x/dms.json", &talks},
                                                                    {"x/D7/2020-05-03.json", &day},
                                                                    {"y/D7/2020-05-03.json", &day}};
  std::vector<InputFile> files;
  for (const auto& [path, bytes] : all) files.push_back({path, "/" + path, bytes->size()});
  const auto found = find_productions(files, [&](const InputFile& file, uint64_t most) {
    return all[static_cast<size_t>(&file - files.data())].second->substr(0, most);
  });
  ASSERT_THAT(found, SizeIs(3)) << "a day beside no list is read alone";
  EXPECT_EQ(found.at("x/users.json").role, ProducedFile::Role::kCompanion);
  const ProducedFile& part = found.at("x/D7/2020-05-03.json");
  ASSERT_EQ(part.role, ProducedFile::Role::kChatDay);
  EXPECT_THAT(part.more, SizeIs(2));
  const auto alone = [](Source source) { return read_source(std::move(source)); };
  const ReadSource out =
      read_as_produced({{"x/D7/2020-05-03.json", day}, {"x/users.json", people}, {"x/dms.json", talks}}, part, alone);
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].header("from"), "Ana Prado");
  EXPECT_EQ(out.documents[0].header("chat"), "Ana Prado, Theo Marsh");
  EXPECT_THAT(out.documents[0].text, HasSubstr("Ask @Theo Marsh."));
  EXPECT_THAT(read_as_produced({{"x/D7/2020-05-03.json", "{\"a\":"}, {"x/users.json", people}}, part, alone).unread,
              HasSubstr("not JSON"));
}

TEST(Json, ReadsDocumentsAndWords) {
  const ReadSource documents = read_source(
      {"d.json", R"([{"id":"a","text":"The pier is lost.","published":"2020-05"},{"text":"So is the road."}])"});
  ASSERT_THAT(documents.documents, SizeIs(2)) << documents.unread;
  EXPECT_EQ(documents.documents[0].id, "d.json#a");
  EXPECT_EQ(documents.documents[0].published, "2020-05");
  const ReadSource words = read_source({"w.json", R"({"title":"Pier","notes":["one","two"],"sum":12.5,"gone":null})"});
  ASSERT_THAT(words.documents, SizeIs(1));
  EXPECT_EQ(words.documents[0].text, "title: Pier\n\nnotes: one\n\nnotes: two\n\nsum: 12.5");
  EXPECT_THAT(read_source({"b.json", "{\"a\":"}).unread, HasSubstr("not JSON"));
}

TEST(Json, SurvivesDeepNesting) {
  const std::string deep = std::string(1'000'000, '[') + "\"x\"" + std::string(1'000'000, ']');
  EXPECT_FALSE(read_source({"a.json", deep}).unread.empty());
  const ReadSource document = read_source({"b.json", "{\"text\":\"The pier is lost.\",\"more\":" + deep + "}"});
  EXPECT_THAT(document.documents, SizeIs(1)) << document.unread;
}

TEST(Csv, ReadsRowsWithAnySeparator) {
  for (const char* table : {"Day,Payee\n2020-05-03,\"Prado, Ana\"\n\n2020-05-04,\"a \"\"b\"\"\nc\"\n",
                            "Day;Payee\r\n2020-05-03;Prado, Ana\r\n2020-05-04;\"a \"\"b\"\"\nc\"\r\n",
                            "Day\tPayee\n2020-05-03\tPrado, Ana\n2020-05-04\t\"a \"\"b\"\"\nc\""}) {
    const ReadSource out = read_source({"a.csv", table});
    ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
    EXPECT_EQ(out.documents[0].text, "Day\tPayee\n\n2020-05-03\tPrado, Ana\n\n2020-05-04\ta \"b\" c") << table;
  }
}

TEST(Subtitles, BecomeParagraphsWithTimes) {
  for (const char* subtitles : {"1\n00:00:01,000 --> 00:00:02,500\n<i>The pier</i>\n\n2\n00:00:02,600 --> "
                                "00:00:04,000\n{\\an8}is lost.\n\n3\n00:01:00,000 --> "
                                "00:01:02,000\nSince when?\n",
                                "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.500 line:0\nThe pier\n\n00:02.600 --> "
                                "00:04.000\nis lost.\n\n00:01:00.000 --> "
                                "00:01:02.000\nSince when?\n"}) {
    const ReadSource out = read_source({"a.srt", subtitles});
    ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
    const Document& document = out.documents[0];
    EXPECT_EQ(document.text, "The pier is lost.\n\nSince when?");
    ASSERT_THAT(document.pages, SizeIs(3));
    EXPECT_EQ(document.pages[1].label, "00:00:02");
    EXPECT_EQ(document.pages[1].span.of(document.text), "is lost.");
    EXPECT_EQ(document.pages[2].label, "00:01:00");
  }
  EXPECT_EQ(
      read_source({"a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Prado>Hello <b>there</b>\n"}).documents[0].text,
      "Ana Prado: Hello there");
}

TEST(Feed, ItemsAreDocuments) {
  const ReadSource rss = read_source(
      {"feed.xml",
       R"(<?xml version="1.0"?><rss version="2.0" xmlns:dc="d" xmlns:c="c"><channel><title>News</title><language>en</language>)"
       R"(<item><title>The pier &amp;amp; the road</title><link>http://x.test/a</link><pubDate>Sun, 03 May 2020 10:00:00 +0200</pubDate>)"
       R"(<dc:creator>Ana Prado</dc:creator><description>&lt;p&gt;It is lost.&lt;/p&gt;</description></item></channel></rss>)"});
  ASSERT_THAT(rss.documents, SizeIs(1)) << rss.unread;
  EXPECT_EQ(rss.documents[0].title, "The pier & the road");
  EXPECT_EQ(rss.documents[0].published_time, "2020-05-03T10:00:00+02:00");
  EXPECT_EQ(rss.documents[0].byline, "Ana Prado");
  EXPECT_EQ(rss.documents[0].url, "http://x.test/a");
  EXPECT_THAT(rss.documents[0].text, HasSubstr("It is lost."));
  const ReadSource atom = read_source(
      {"feed.atom",
       R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id><title>The pier</title>)"
       R"(<link href="http://x.test/a"/><published>2020-05-03T10:00:00Z</published><author><name>Ana</name></author>)"
       R"(<content type="xhtml"><div><p>It is lost.</p><p>a &lt; b</p></div></content></entry></feed>)"});
  ASSERT_THAT(atom.documents, SizeIs(1)) << atom.unread;
  EXPECT_EQ(atom.documents[0].id, "feed.atom#urn:1");
  EXPECT_EQ(atom.documents[0].published, "2020-05-03");
  EXPECT_EQ(atom.documents[0].text, "The pier\n\nIt is lost.\n\na < b");
}

TEST(SavedPage, IsReadAsThePage) {
  const ReadSource out =
      read_source({"page.mhtml",
                   "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x.test/pier\r\nSubject: The "
                   "pier\r\nDate: Sun, 3 May 2020 "
                   "10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; "
                   "boundary=\"b\"\r\n\r\n--b\r\nContent-Type: "
                   "text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><title>The "
                   "pier</title></head><body><p>It is =\r\nlost, "
                   "says Jos=C3=A9.</p></body></html>\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
                   "base64\r\n\r\niVBO\r\n--b--\r\n"});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].url, "http://x.test/pier");
  EXPECT_EQ(out.documents[0].title, "The pier");
  EXPECT_THAT(out.documents[0].text, HasSubstr("It is lost, says José."));
}

TEST(TextFormats, SurviveAnyCut) {
  for (const auto& [name, bytes] :
       {std::pair<std::string, std::string>{"a.srt", "1\n00:00:01,000 --> 00:00:02,500\n<i>The pier {\\x\n"},
        {"a.csv", "a,\"b\"\"c\nd\",é\n"},
        {"a.json", R"({"messages":[{"id":1,"type":"message","date":"2020-05-03","text":[{"text":"é"}]}]})"},
        {"a.xml", "<rss><item><title>é</title><description>&lt;p&gt;x</description></item></rss>"},
        {"a.txt", "[03/05/2020, 21:15:33] Ana: é\n"}}) {
    for (size_t size = 1; size < bytes.size(); ++size) {
      for (const Document& document : read_source({name, bytes.substr(0, size)}).documents)
        EXPECT_TRUE(is_utf8(document.text));
    }
  }
}

}  // namespace
}  // namespace annals
