// winmail.dat, written here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/source.h"
#include "sources/tnef.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string number(uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

std::string attribute(int level, uint32_t id, const std::string& data) {
  unsigned sum = 0;
  for (const char c : data) sum += static_cast<unsigned char>(c);
  return number(static_cast<uint64_t>(level), 1) + number(id, 4) + number(data.size(), 4) + data + number(sum, 2);
}

std::string property(unsigned id, unsigned type, std::string value) {
  std::string bytes = number(type, 2) + number(id, 2) + number(1, 4) + number(value.size(), 4) + value;
  while (bytes.size() % 4 != 0) bytes += '\0';
  return bytes;
}

std::string tnef(const std::string& attributes) { return number(0x223E9F78, 4) + number(1, 2) + attributes; }

std::string plan() {
  return attribute(2, 0x00069002, std::string(14, '\0')) + attribute(2, 0x00018010, std::string("PLAN~1.TXT\0", 11)) +
         attribute(2, 0x0006800F, "The plan of the road.") +
         attribute(2, 0x00069005, number(1, 4) + property(0x3707, 0x1E, std::string("plan of the road.txt\0", 21)));
}

std::string letter() {
  return tnef(attribute(1, 0x00069007, number(1252, 8)) + attribute(1, 0x00018004, std::string("The caf\xE9\0", 9)) +
              attribute(1, 0x00069003,
                        number(3, 4) + property(0x0C1A, 0x1E, std::string("Ana Prado\0", 10)) +
                            property(0x5D01, 0x1E, std::string("ana@x.test\0", 11)) +
                            property(0x1000, 0x1E, std::string("The pier is lost.\0", 18))) +
              plan());
}

std::string base64(const std::string& bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t three = 0;
    for (size_t i = 0; i < 3; ++i)
      three = three << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (size_t i = 0; i < 4; ++i) out += i > bytes.size() - at ? '=' : kLetters[three >> (18 - 6 * i) & 63U];
  }
  return out;
}

TEST(Winmail, IsReadAsTheMessageThatItWasCutFrom) {
  const ReadSource out = read_source({"in/winmail.dat", letter()});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  EXPECT_EQ(out.documents[0].title, "The café");
  EXPECT_EQ(out.documents[0].header("from"), "Ana Prado <ana@x.test>");
  EXPECT_THAT(out.documents[0].text, HasSubstr("The pier is lost."));
  EXPECT_THAT(out.documents[1].id, HasSubstr("plan of the road.txt"));
  EXPECT_EQ(out.documents[1].text, "The plan of the road.");
}

TEST(Winmail, InMailItsFilesAreTheMessagesOwnAndItsTextIsReadOnce) {
  const auto mail = [](const std::string& body) {
    return "From: Ana Prado <ana@x.test>\nMessage-ID: <1@x.test>\nMIME-Version: 1.0\n"
           "Content-Type: multipart/mixed; boundary=b\n\n" +
           body + "--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" +
           base64(letter()) + "\n--b--\n";
  };
  const ReadSource with = read_source({"a.eml", mail("--b\nContent-Type: text/plain\n\nThe pier is lost, I fear.\n")});
  ASSERT_THAT(with.documents, SizeIs(2)) << with.unread;
  EXPECT_THAT(with.documents[0].text, HasSubstr("The pier is lost, I fear."));
  EXPECT_THAT(with.documents[0].text, ::testing::Not(HasSubstr("The pier is lost.")));
  EXPECT_EQ(with.documents[1].id, "a.eml#1@x.test/plan of the road.txt");
  const ReadSource without = read_source({"a.eml", mail("")});
  ASSERT_THAT(without.documents, SizeIs(2)) << without.unread;
  EXPECT_THAT(without.documents[0].text, HasSubstr("The pier is lost."));
}

TEST(Winmail, AMessageInItIsAMessage) {
  const std::string iid(16, '\x07');
  const ReadSource out = read_source(
      {"winmail.dat",
       tnef(attribute(1, 0x00018004, std::string("Fwd\0", 4)) + attribute(2, 0x00069002, std::string(14, '\0')) +
            attribute(2, 0x00069005, number(1, 4) + property(0x3701, 0x0D, iid + letter())))});
  ASSERT_THAT(out.documents, SizeIs(3)) << out.unread;
  EXPECT_EQ(out.documents[1].title, "The café");
}

TEST(Winmail, MessagesInMessagesEnd) {
  std::string inner = letter();
  for (int i = 0; i < 30; ++i)
    inner = tnef(attribute(2, 0x00069005, number(1, 4) + property(0x3701, 0x0D, std::string(16, '\x07') + inner)));
  std::vector<Remark> remarks;
  ASSERT_TRUE(parse_tnef(inner, remarks));
  EXPECT_THAT(remarks, Contains(Field(&Remark::code, "depth-limit")));
}

TEST(Winmail, SurvivesAnyCutAndDamage) {
  const std::string whole = letter();
  for (size_t size = 0; size < whole.size(); ++size) {
    std::vector<Remark> remarks;
    const auto cut = parse_tnef(whole.substr(0, size), remarks);
    EXPECT_EQ(cut.has_value(), size > 6);
  }
  for (size_t at = 6; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    std::vector<Remark> remarks;
    parse_tnef(damaged, remarks);
  }
}

// The examples of [MS-OXRTFCP].
TEST(CompressedRtf, IsUnpacked) {
  const std::string hello = std::string("\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7", 16) +
                            std::string(
                                "\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3\x20hel\x09\0\x20"
                                "bw\x05\xb0ld}\x0a\x80\x0f\xa0",
                                33);
  EXPECT_EQ(unpack_rtf(hello), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  const std::string again = std::string("\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51", 16) +
                            std::string("\x41\0\x04\x20WXYZ\x0d\x6e}\x01\x0e\xb0", 14);
  EXPECT_EQ(unpack_rtf(again), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
  EXPECT_THAT(unpack_rtf("short"), IsEmpty());
  EXPECT_THAT(unpack_rtf(std::string(40, 'x')), IsEmpty());
  for (size_t size = 0; size < hello.size(); ++size) unpack_rtf(hello.substr(0, size));
}

TEST(CompressedRtf, NoMoreComesOutThanCanBePacked) {
  std::string bomb = std::string("\xff\xff\xff\x7f\xff\xff\xff\x7f", 8) + "LZFu" + std::string(4, '\0');
  for (int i = 0; i < 1000; ++i) bomb += '\xFF' + std::string(16, '\x1F');
  EXPECT_LE(unpack_rtf(bomb).size(), bomb.size() * 17);
}

}  // namespace
}  // namespace annals
