// Containers: gzip, archives and WARC.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sources/inflate.h"
#include "sources/source.h"
#include "sources/workers.h"
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

// One file packed by itself, as `zstd` and `xz` do.
std::string packed(const std::string& bytes, int (*filter)(archive*)) {
  std::string out(bytes.size() + (1 << 16), '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_raw(writer);
  filter(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(writer, entry);
  archive_write_data(writer, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

TEST(Archive, EachKindCountsAsAContainer) {
  const auto filters = {archive_write_add_filter_zstd, archive_write_add_filter_xz, archive_write_add_filter_bzip2};
  for (const auto filter : filters) {
    const std::string inner = packed(testing::make_archive("7zip", {{"a.txt", "The pier is lost."}}), filter);
    const ReadSource out = read_source({"a.zip", testing::make_archive("zip", {{"b.7z.zst", inner}})});
    ASSERT_EQ(out.documents.size(), 1U) << out.unread;
    EXPECT_THAT(out.documents[0].id, ::testing::EndsWith("#a.txt"));
    std::string endless = "The pier is lost.\n";
    for (int i = 0; i < 40; ++i) endless = packed(endless, filter);
    EXPECT_NE(read_source({"a.zst", endless}).unread, "") << "libarchive takes 25 off at once and no more";
  }
  std::string sevens = "The pier is lost.\n";
  for (int i = 0; i < 20; ++i) sevens = testing::make_archive("7zip", {{"again.7z", sevens}});
  EXPECT_THAT(read_source({"a.7z", sevens}).unread, HasSubstr("nested deeper than 8"));
}

TEST(Archive, ACompressedBombIsStoppedByItsRatio) {
  const std::string zeros(300'000'000, '0');
  for (const auto filter : {archive_write_add_filter_zstd, archive_write_add_filter_xz}) {
    const ReadSource out = read_source({"a.zst", packed(zeros, filter)});
    EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("times its size"))));
  }
}

TEST(Archive, AProductionPackedWholeIsReadAsItsLoadFileSays) {
  const std::string dat =
      "\xC3\xBE"
      "BEGDOC\xC3\xBE\x14\xC3\xBE"
      "ENDDOC\xC3\xBE\x14\xC3\xBE"
      "SUBJECT\xC3\xBE\x14\xC3\xBE"
      "TEXTLINK\xC3\xBE\r\n"
      "\xC3\xBEQRY0000001\xC3\xBE\x14\xC3\xBEQRY0000002\xC3\xBE\x14\xC3\xBEThe "
      "pier\xC3\xBE\x14\xC3\xBE\\VOL01\\TEXT\\QRY0000001.TXT\xC3\xBE\r\n"
      "\xC3\xBEQRY0000003\xC3\xBE\x14\xC3\xBEQRY0000003\xC3\xBE\x14\xC3\xBE\xC3\xBE\x14\xC3\xBETEXT\\gone."
      "txt\xC3\xBE\r\n";
  const std::string opt = "QRY0000001,VOL01,.\\IMAGES\\1.tif,Y,,,2\r\nQRY0000002,VOL01,.\\IMAGES\\2.tif,,,,\r\n";
  Workers workers;
  for (const char* format : {"zip", "7zip", "ustar"}) {
    const ReadSource out =
        read_source({"in/production.zip",
                     testing::make_archive(format, {{"VOL01/DATA/load.dat", dat},
                                                    {"VOL01/DATA/load.opt", opt},
                                                    {"VOL01/TEXT/QRY0000001.txt", "The pier is lost.\fNobody came."},
                                                    {"VOL01/IMAGES/1.tif", "II*"},
                                                    {"VOL01/IMAGES/2.tif", "II*"}})},
                    &workers);
    ASSERT_EQ(out.documents.size(), 1U) << format << out.unread;
    const Document& letter = out.documents[0];
    EXPECT_EQ(letter.header("bates-begin"), "QRY0000001");
    EXPECT_EQ(letter.title, "The pier");
    ASSERT_EQ(letter.pages.size(), 2U);
    EXPECT_EQ(letter.pages[1].label, "QRY0000002");
    EXPECT_EQ(letter.pages[1].span.of(letter.text), "Nobody came.");
    EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("2 files belong to documents"))));
    EXPECT_THAT(out.remarks, Contains(Field(&Remark::code, "file-missing")));
  }
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
      response("http://x.test/c2", "Content-Type: text/html\r\nContent-Encoding: br",
               std::string("\x8B\x05\x80", 3) + "<p>The quay.\x03") +
      response("http://x.test/d.png", "Content-Type: image/png", "\x89PNG") +
      response("http://x.test/e", "Content-Type: text/plain; charset=iso-8859-1", "Jos\xE9 saiu.");
  for (const std::string& bytes : {archive, gzip(archive)}) {
    const ReadSource out = read_source({"crawl.warc", bytes});
    ASSERT_THAT(out.documents, SizeIs(5)) << out.unread;
    EXPECT_EQ(out.documents[0].id, "crawl.warc#http://x.test/a");
    EXPECT_EQ(out.documents[0].url, "http://x.test/a");
    EXPECT_EQ(out.documents[0].header("fetched"), "2021-03-05T09:30:00Z");
    EXPECT_THAT(out.documents[1].text, HasSubstr("The pier is lost."));
    EXPECT_THAT(out.documents[2].text, HasSubstr("The pier."));
    EXPECT_THAT(out.documents[3].text, HasSubstr("The quay."));
    EXPECT_EQ(out.documents[4].text, "José saiu.");
    ASSERT_THAT(out.remarks, SizeIs(1));
    EXPECT_THAT(out.remarks[0].message, HasSubstr("1 records were not read: image/png"));
  }
}

TEST(Warc, PagesPackedWithZstdAreRead) {
  // printf '<p>The quay is lost.</p>' | zstd | xxd -p
  constexpr std::string_view kPacked{
      "\x28\xB5\x2F\xFD\x04\x58\xC1\x00\x00\x3C\x70\x3E\x54\x68\x65\x20\x71\x75\x61\x79"
      "\x20\x69\x73\x20\x6C\x6F\x73\x74\x2E\x3C\x2F\x70\x3E\x1B\x08\x87\xD6",
      37};
  const std::string http =
      fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd\r\n\r\n{}", kPacked);
  const ReadSource out = read_source(
      {"a.warc", fmt::format("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nContent-Type: "
                             "application/http\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
                             http.size(), http)});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_EQ(out.documents[0].text, "The quay is lost.");
}

TEST(Inflate, BrotliEndsAtItsLimitAndSaysWhatIsMissing) {
  const std::string whole = std::string("\x8B\x05\x80", 3) + "<p>The quay.\x03";
  EXPECT_EQ(inflate_brotli(whole, 100).bytes, "<p>The quay.");
  EXPECT_FALSE(inflate_brotli(whole, 100).damaged);
  EXPECT_EQ(inflate_brotli(whole, 5).bytes, "<p>Th");
  EXPECT_TRUE(inflate_brotli(whole, 5).too_large);
  for (size_t size = 0; size < whole.size(); ++size) EXPECT_TRUE(inflate_brotli(whole.substr(0, size), 100).damaged);
}

TEST(Warc, AnAnswerIsKnownByItsFirstLine) {
  const ReadSource out = read_source(
      {"crawl.warc", warc_record("response", "http://x.test/a",
                                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe pier is lost.", "") +
                         warc_record("response", "dns:x.test", "x.test. 60 IN A 10.0.0.1\n", "text/dns")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "The pier is lost.");
  ASSERT_THAT(out.remarks, SizeIs(1));
  EXPECT_THAT(out.remarks[0].message, HasSubstr("1 records were not read"));
}

TEST(Warc, FieldsThatAreNotWellFormedAreRepaired) {
  const ReadSource out =
      read_source({"crawl.warc", response("http://x.test/\xFF", "Content-Type: text/\xE9", "x") +
                                     response("http://x.test/\xE9", "Content-Type: text/plain", "The pier is lost.")});
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_TRUE(is_utf8(out.documents[0].url));
  ASSERT_THAT(out.remarks, SizeIs(1));
  EXPECT_TRUE(is_utf8(out.remarks[0].message));
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

TEST(Warc, FilesAreReadAsWhatTheyAre) {
  const ReadSource out = read_source(
      {"a.warc", response("http://x.test/a", "Content-Type: text/html", "<p>The pier is lost.</p>") +
                     response("http://x.test/b.rtf", "Content-Type: application/rtf", "{\\rtf1 The road is closed.}") +
                     response("http://x.test/c.css", "Content-Type: text/css", "p {}")});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  EXPECT_EQ(out.documents[1].id, "a.warc#http://x.test/b.rtf");
  EXPECT_EQ(out.documents[1].text, "The road is closed.");
  EXPECT_THAT(out.remarks, Contains(Field(&Remark::message, HasSubstr("text/css"))));
}

TEST(Arc, ReadsPagesWithTheirAddress) {
  const std::string page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The pier is lost.</p>";
  const std::string head = "1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n";
  std::string arc = fmt::format("filedesc://x.arc 0.0.0.0 20210305093000 text/plain {}\n{}\n", head.size(), head);
  arc += "dns:x.test 10.0.0.1 20210305093001 text/dns 9\n127.0.0.1\n";
  arc += fmt::format("http://x.test/a b 10.0.0.1 20210305093002 text/html {}\n{}\n", page.size(), page);
  arc += fmt::format("http://x.test/c 10.0.0.1 20210305093003 text/html 200 - - 0 x.arc {}\n{}\n", page.size(), page);
  const ReadSource out = read_source({"a.arc.gz", gzip(arc)});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  EXPECT_EQ(out.documents[0].url, "http://x.test/a b");
  EXPECT_EQ(out.documents[0].header("fetched"), "2021-03-05T09:30:02Z");
  EXPECT_EQ(out.documents[1].url, "http://x.test/c");
  EXPECT_THAT(out.documents[1].text, HasSubstr("The pier is lost."));
  for (size_t size = 0; size < arc.size(); ++size) read_source({"a.arc", arc.substr(0, size)});
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
