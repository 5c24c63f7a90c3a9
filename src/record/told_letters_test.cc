// Sentences that tell of a letter which the case has.
#include "record/told_letters.h"

#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

// A document with one letter: its head, and a line of it.
DocumentBuilder& letter(CaseBuilder& c, const std::string& id, const std::string& writer, const std::string& reader) {
  const std::string head = "From: " + writer + "\nTo: " + reader + "\nDate: 3 May 2019";
  DocumentBuilder& added = c.add(id, "en", head + "\nThe ferries stay in the yard (" + id + ").");
  const auto size = static_cast<uint32_t>(added.document.text.size());
  const auto end = static_cast<uint32_t>(head.size());
  added.document.blocks = {{BlockRole::kHeader, {0, end}, "en", 0}, {BlockRole::kBody, {end + 1, size}, "en", 0}};
  added.name(writer).name(reader).time("3 May 2019", "2019-05-03");
  added.claim("communication.write", "From", {{"speaker", writer}, {"addressee", reader}}).dated("2019-05-03");
  return added;
}

DocumentBuilder& told(CaseBuilder& c, const std::string& reader) {
  return c.add("news", "en", "On 3 May 2019 Ines Prado wrote to " + reader + ".")
      .name("Ines Prado")
      .name(reader)
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "wrote", {{"speaker", "Ines Prado"}, {"addressee", reader}});
}

TEST(ToldLetters, ASentenceAndTheLetter) {
  CaseBuilder c;
  letter(c, "letter", "Ines Prado", "Otto Lund");
  told(c, "Otto Lund");
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_EQ(record.copies[0].type, CopyType::kRetelling);
  EXPECT_EQ(record.copies[0].direction, 1);             // by id the letter comes first
  EXPECT_NE(record.origin_of[0], record.origin_of[1]);  // who tells of a letter is no copy of it
}

TEST(ToldLetters, NotOneToSomebodyElse) {
  CaseBuilder c;
  letter(c, "letter", "Ines Prado", "Otto Lund");
  told(c, "Vera Tarn");
  EXPECT_TRUE(c.build().copies.empty());
}

TEST(ToldLetters, NotWhereItMayBeEitherOfTwo) {
  CaseBuilder c;
  letter(c, "first", "Ines Prado", "Otto Lund");
  letter(c, "second", "Ines Prado", "Otto Lund").document.text += " Again.";
  told(c, "Otto Lund");
  for (const Copy& copy : c.build().copies) EXPECT_NE(copy.why, "one tells of the other's letter");
}

}  // namespace
}  // namespace annals
