// Containers: gzip, archives and WARC.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sources/source.h"
#include "tests/support/archive_writer.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string warc_record(std::string_view type, std::string_view url, const std::string& block,
                        std::string_view content_type) {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: {}\r\nWARC-Date: 2021-03-05T09:30:00Z\r\nContent-Type: {}\r\n"
      "Content-Length: {}\r\n\r\n{}\r\n\r\n",
      type, url, content_type, block.size(), block);
}

std::string response(std::string_view url, std::string_view headers, const std::string& body) {
  return warc_record("response", url, fmt::format("HTTP/1.1 200 OK\r\n{}\r\n\r\n{}", headers, body),
                     "application/http;msgtype=response");
}

TEST(Gzip, IsReadAsTheFileInside) {
  const ReadSource out = read_source({"notes.txt.gz", gzip("The pier is lost.\n") + gzip("So is the road.\n")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "The pier is lost.\nSo is the road.\n");
  EXPECT_EQ(out.documents[0].id, "notes.txt.gz");
  EXPECT_EQ(out.media_type, "text/plain");
}

TEST(Gzip, KeepsWhatCameBeforeTheDamage) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += fmt::format("Line number {} of the notes.\n", i);
  const std::string whole = gzip(text);
  const ReadSource out = read_source({"notes.txt.gz", whole.substr(0, whole.size() / 2)});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::code, "truncated")));
}

TEST(Gzip, NestedWithoutEndIsRefused) {
  std::string bytes = "The pier is lost.\n";
  for (int i = 0; i < 20; ++i) bytes = gzip(bytes);
  EXPECT_THAT(read_source({"a.gz", bytes}).unread, HasSubstr("nested deeper"));
}

std::vector<std::string> ids(const ReadSource& read) {
  std::vector<std::string> found;
  for (const Document& document : read.documents) found.push_back(document.id);
  return found;
}

TEST(Archive, ReadsWhatIsInsideUnderItsOwnName) {
  for (const char* format : {"zip", "7zip", "ustar"}) {
    const std::string inner = testing::make_archive("zip", {{"c.txt", "The bridge stands."}});
    const ReadSource out =
        read_source({"in/papers", testing::make_archive(format, {{"a.txt", "The pier is lost."},
                                                                 {"b/notes.md", "# Road\n\nIt is open."},
                                                                 {"b/inner.zip", inner},
                                                                 {".DS_Store", "x"},
                                                                 {"photo.bin", std::string(9, '\0')}})});
    EXPECT_THAT(ids(out), ElementsAre("in/papers#a.txt", "in/papers#b/notes.md", "in/papers#b/inner.zip#c.txt"))
        << format << out.unread;
    ASSERT_FALSE(out.documents.empty());
    EXPECT_EQ(out.documents[2].text, "The bridge stands.");
    EXPECT_EQ(out.documents[2].path, "in/papers");
    EXPECT_EQ(out.documents[2].source_sha256, out.sha256);
    ASSERT_THAT(out.remarks, SizeIs(1));
    EXPECT_EQ(out.remarks[0].message, "photo.bin: binary (binary data)");
  }
}

TEST(Archive, CompressedTarIsOneArchive) {
  const ReadSource out = read_source({"a.tgz", gzip(testing::make_archive("ustar", {{"x.txt", "The pier is lost."}}))});
  EXPECT_THAT(ids(out), ElementsAre("a.tgz#x.txt"));
}

TEST(Archive, NamesNeverLeadOut) {
  const ReadSource out =
      read_source({"a.tar", testing::make_archive("ustar", {{"../../etc/passwd", "The pier is lost."},
                                                            {"/abs/x.txt", "The road is open."},
                                                            {"ok/../../y.txt", "It rains."}})});
  EXPECT_THAT(ids(out), ElementsAre("a.tar#etc/passwd", "a.tar#abs/x.txt", "a.tar#ok/y.txt"));
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::code, "unsafe-name")).Times(3));
}

TEST(Archive, LinksAndDevicesAreLeftOut) {
  const ReadSource out = read_source({"a.tar", testing::make_archive("ustar", {{"x.txt", "The pier is lost."},
                                                                               {"l.txt", "", "/etc/passwd"},
                                                                               {"d", "", "", AE_IFCHR},
                                                                               {"f", "", "", AE_IFIFO}})});
  EXPECT_THAT(ids(out), ElementsAre("a.tar#x.txt"));
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("l.txt not read: links"))));
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("d, f not read: devices"))));
}

TEST(Archive, ABombIsStoppedByItsRatio) {
  const std::string zeros(300'000'000, '0');
  const ReadSource out =
      read_source({"a.zip", testing::make_archive("zip", {{"a.txt", "The pier is lost."}, {"b.txt", zeros}})});
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("times its size"))));
  EXPECT_EQ(ids(out).front(), "a.zip#a.txt");
}

TEST(Archive, BombsInsideBombsShareOneLimit) {
  // Each level holds ten of the level below, as in the well-known file of 42 kB.
  std::string bytes = testing::make_archive("zip", {{"x.txt", "The pier is lost."}});
  for (int level = 0; level < 7; ++level) {
    std::vector<testing::PackedFile> files;
    for (int i = 0; i < 10; ++i) files.push_back({fmt::format("{}.zip", i), bytes});
    bytes = testing::make_archive("zip", files);
  }
  const ReadSource out = read_source({"a.zip", bytes});
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::code, "part-limit")));
  EXPECT_LE(out.documents.size(), kMaxSourceParts);
}

TEST(Archive, ArchivesWithoutEndAreRefused) {
  std::string bytes = "The pier is lost.\n";
  for (int i = 0; i < 20; ++i) bytes = testing::make_archive("zip", {{"again.zip", bytes}});
  EXPECT_THAT(read_source({"a.zip", bytes}).unread, HasSubstr("nested deeper than 8"));
}

TEST(Archive, SurvivesAnyCut) {
  for (const char* format : {"zip", "7zip", "ustar"}) {
    const std::string archive = testing::make_archive(format, {{"a.txt", "The pier is lost."}, {"b.txt", "It rains."}});
    for (size_t size = 1; size < archive.size(); ++size) {
      for (const Document& document : read_source({"a", archive.substr(0, size)}).documents)
        EXPECT_TRUE(is_utf8(document.text));
    }
  }
}

TEST(Warc, ReadsPagesWithTheirAddress) {
  const std::string page = "<html><head><title>The pier</title></head><body><p>The pier is lost.</p></body></html>";
  const std::string archive =
      warc_record("warcinfo", "", "software: x", "application/warc-fields") +
      response("http://x.test/a", "Content-Type: text/html", page) +
      response("http://x.test/b", "Content-Type: text/html\r\nContent-Encoding: gzip", gzip(page)) +
      response("http://x.test/c", "Content-Type: text/html\r\nTransfer-Encoding: chunked",
               "3\r\n<p>\r\n9\r\nThe pier.\r\n0\r\n\r\n") +
      response("http://x.test/d.png", "Content-Type: image/png", "\x89PNG") +
      response("http://x.test/e", "Content-Type: text/plain; charset=iso-8859-1", "Jos\xE9 saiu.");
  for (const std::string& bytes : {archive, gzip(archive)}) {
    const ReadSource out = read_source({"crawl.warc", bytes});
    ASSERT_THAT(out.documents, SizeIs(4)) << out.unread;
    EXPECT_EQ(out.documents[0].id, "crawl.warc#http://x.test/a");
    EXPECT_EQ(out.documents[0].url, "http://x.test/a");
    EXPECT_EQ(out.documents[0].header("fetched"), "2021-03-05T09:30:00Z");
    EXPECT_THAT(out.documents[1].text, HasSubstr("The pier is lost."));
    EXPECT_THAT(out.documents[2].text, HasSubstr("The pier."));
    EXPECT_EQ(out.documents[3].text, "José saiu.");
    ASSERT_THAT(out.remarks, SizeIs(1));
    EXPECT_THAT(out.remarks[0].message, HasSubstr("1 records were not read: image/png"));
  }
}

TEST(Warc, SaysWhenAPageWasFetchedAgain) {
  const std::string page = "<html><head><title>The pier</title></head><body><p>The pier is lost.</p></body></html>";
  const std::string archive = response("http://x.test/a", "Content-Type: text/html", page) +
                              warc_record("revisit", "http://x.test/a", "HTTP/1.1 304 Not Modified\r\n\r\n",
                                          "application/http; msgtype=response") +
                              warc_record("revisit", "http://x.test/gone", "HTTP/1.1 304 Not Modified\r\n\r\n",
                                          "application/http; msgtype=response");
  const ReadSource out = read_source({"crawl.warc", archive});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_EQ(out.documents[0].header("fetched-again"), "2021-03-05T09:30:00Z");
  ASSERT_THAT(out.remarks, SizeIs(1));
  EXPECT_THAT(out.remarks[0].message, HasSubstr("its first copy is not here"));
}

TEST(Warc, SurvivesAnyCutAndWrongLengths) {
  const std::string archive = response("http://x.test/a", "Content-Type: text/html\r\nTransfer-Encoding: chunked",
                                       "9\r\nThe pier.\r\nffffffffffffffff\r\nx");
  for (size_t size = 0; size < archive.size(); ++size) {
    for (const Document& document : read_source({"c.warc", archive.substr(0, size)}).documents)
      EXPECT_TRUE(is_utf8(document.text));
  }
  const ReadSource out =
      read_source({"c.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nx"});
  EXPECT_FALSE(out.unread.empty());
}

}  // namespace
}  // namespace annals
