// Outlook messages, written here by libgsf.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>
#include <gsf/gsf.h>
#include <gtest/gtest.h>

#include <functional>

#include "sources/mime.h"
#include "sources/source.h"
#include "sources/workers.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string utf16(std::u16string_view text) {
  std::string bytes;
  for (const char16_t c : text) {
    bytes += static_cast<char>(c & 0xFF);
    bytes += static_cast<char>(c >> 8);
  }
  return bytes;
}

// A property of fixed length: type, id, flags, value.
std::string fixed(unsigned property, unsigned type, uint64_t value) {
  std::string entry;
  const auto put = [&](uint64_t number, int width) {
    for (int i = 0; i < width; ++i) entry += static_cast<char>(number >> (8 * i));
  };
  put(type, 2);
  put(property, 2);
  put(6, 4);
  put(value, 8);
  return entry;
}

// A folder of the compound file.
class Folder {
 public:
  explicit Folder(GsfOutfile* file) : file_(file) {}
  void stream(const std::string& name, const std::string& bytes) {
    const Owned<GsfOutput> child(gsf_outfile_new_child(file_, name.c_str(), FALSE));
    gsf_output_write(child.get(), bytes.size(), reinterpret_cast<const guint8*>(bytes.data()));
    gsf_output_close(child.get());
  }
  void text(unsigned property, std::u16string_view value) {
    stream(fmt::format("__substg1.0_{:04X}001F", property), utf16(value));
  }
  void properties(size_t header, const std::string& entries = {}) {
    stream("__properties_version1.0", std::string(header, '\0') + entries);
  }
  void folder(const std::string& name, const std::function<void(Folder)>& fill) {
    const Owned<GsfOutput> child(gsf_outfile_new_child(file_, name.c_str(), TRUE));
    fill(Folder(GSF_OUTFILE(child.get())));
    gsf_output_close(child.get());
  }

 private:
  GsfOutfile* file_;
};

std::string compound(const std::function<void(Folder)>& fill) {
  gsf_init();
  const Owned<GsfOutput> memory(gsf_output_memory_new());
  const Owned<GsfOutfile> file(gsf_outfile_msole_new(memory.get()));
  fill(Folder(file.get()));
  gsf_output_close(GSF_OUTPUT(file.get()));
  const guint8* bytes = gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory.get()));
  return {reinterpret_cast<const char*>(bytes), static_cast<size_t>(gsf_output_size(memory.get()))};
}

// 5 May 2020, 08:00 UTC, in 100 ns from 1601.
constexpr uint64_t kMay2020 = (1'588'665'600ULL + 11'644'473'600ULL) * 10'000'000ULL;

std::string message() {
  return compound([](Folder top) {
    top.properties(32, fixed(0x0039, 0x0040, kMay2020));
    top.text(0x0037, u"The pier — Cais");
    top.text(0x0C1A, u"Ana Prado");
    top.text(0x5D01, u"ana@x.test");
    top.text(0x0E04, u"Theo Marsh");
    top.text(0x1000, u"The pier is lost.\r\nNobody came.");
    top.text(0x1035, u"<1@x.test>");
    top.folder("__attach_version1.0_#00000000", [](Folder file) {
      file.properties(8);
      file.text(0x3707, u"../plan.txt");
      file.stream("__substg1.0_37010102", "The plan of the road.");
    });
    top.folder("__attach_version1.0_#00000001", [](Folder file) {
      file.properties(8);
      file.folder("__substg1.0_3701000D", [](Folder inner) {
        inner.properties(24);
        inner.text(0x0037, u"Older");
        inner.text(0x0C1A, u"Theo Marsh");
        inner.text(0x007D, u"From: Theo <theo@x.test>\r\nContent-Type: text/html\r\nMessage-ID: <0@x.test>\r\n\r\n");
        inner.text(0x1000, u"The road is closed.");
      });
    });
  });
}

TEST(OutlookMessage, IsReadAsTheMessageThatWasSent) {
  Workers workers;
  const ReadSource out = read_source({"in/letter.msg", message()}, &workers);
  ASSERT_THAT(out.documents, SizeIs(3)) << out.unread;
  const Document& letter = out.documents[0];
  EXPECT_EQ(letter.id, "in/letter.msg#1@x.test");
  EXPECT_EQ(letter.title, "The pier — Cais");
  EXPECT_EQ(letter.header("from"), "Ana Prado <ana@x.test>");
  EXPECT_EQ(letter.header("to"), "Theo Marsh");
  EXPECT_EQ(letter.published, "2020-05-05");
  EXPECT_THAT(letter.text, HasSubstr("The pier is lost.\r\nNobody came."));
  EXPECT_EQ(out.documents[1].text, "The plan of the road.");
  EXPECT_EQ(out.documents[1].id, "in/letter.msg#1@x.test/.._plan.txt");
  EXPECT_EQ(out.documents[2].header("from"), "Theo <theo@x.test>") << "as it came over the net";
  EXPECT_THAT(out.documents[2].text, HasSubstr("The road is closed."));
}

TEST(OutlookMessage, WithoutPlainTextItsHtmlIsRead) {
  const ReadSource out = read_source({"a.msg", compound([](Folder top) {
                                        top.properties(32, fixed(0x3FDE, 3, 1252));
                                        top.text(0x0C1A, u"Ana Prado");
                                        top.stream("__substg1.0_10130102", "<p>The caf\xE9 is closed.</p>");
                                      })});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr("The café is closed."));
}

TEST(OutlookMessage, WhatIsNotReadIsSaid) {
  EXPECT_THAT(read_source({"a.msg", compound([](Folder top) { top.stream("WordDocument", "x"); })}).unread,
              HasSubstr("old office file"));
  const ReadSource rtf = read_source({"a.msg", compound([](Folder top) {
                                        top.properties(32);
                                        top.text(0x0C1A, u"Ana Prado");
                                        top.stream("__substg1.0_10090102", "LZFu");
                                      })});
  EXPECT_THAT(rtf.remarks, Contains(Field(&Remark::message, HasSubstr("compressed RTF"))));
}

TEST(OutlookMessage, WithRtfAloneItsTextIsRead) {
  const std::string rtf = "{\\rtf1\\ansi The pier is lost.\\par Nobody came.}";
  std::string packed = std::string(4, '\0') + static_cast<char>(rtf.size()) + std::string(3, '\0') + "MELA";
  packed += std::string(4, '\0') + rtf;
  const ReadSource out = read_source({"a.msg", compound([&](Folder top) {
                                        top.properties(32);
                                        top.text(0x0C1A, u"Ana Prado");
                                        top.stream("__substg1.0_10090102", packed);
                                      })});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr("The pier is lost."));
  EXPECT_THAT(out.documents[0].text, HasSubstr("Nobody came."));
}

TEST(OutlookMessage, SurvivesAnyCutAndDamage) {
  Workers workers;
  const std::string whole = message();
  for (size_t size = 0; size < whole.size(); size += 509) read_source({"a.msg", whole.substr(0, size)}, &workers);
  for (size_t at = 0; at < whole.size(); at += 97) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    read_source({"a.msg", damaged}, &workers);
  }
}

}  // namespace
}  // namespace annals
