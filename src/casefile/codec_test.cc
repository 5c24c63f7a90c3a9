#include "casefile/codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/encoding.h"

namespace annals {
namespace {

std::string any_text() { return *rc::gen::arbitrary<std::string>(); }
uint32_t any_number() { return *rc::gen::element<uint32_t>(0, 1, 127, 128, 70000, kNone - 1, kNone); }
Span any_span() { return {any_number(), any_number()}; }
std::optional<Day> any_day() {
  if (*rc::gen::inRange(0, 4) == 0) return std::nullopt;
  return Day{std::chrono::days{*rc::gen::inRange(-700000, 2900000)}};
}
template <class Make>
auto list_of(Make make) {
  std::vector<decltype(make())> list;
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) list.push_back(make());
  return list;
}

Reading any_reading() {
  Reading reading;
  reading.entities = list_of([] {
    return LocalEntity{EntityType::kProduct, any_text(), list_of(any_text), any_text()};
  });
  reading.mentions = list_of([] { return Mention{any_span(), EntityType::kPlace, any_number(), 0.25F}; });
  reading.references =
      list_of([] { return Reference{any_span(), any_number(), 0.5F, true, false, {any_number()}, {}}; });
  reading.times = list_of([] {
    Time time;
    time.span = any_span();
    time.edtf = any_text();
    time.days = {any_day(), any_day()};
    time.open = any_text();
    time.ends = list_of([] { return TimeEnd{any_span(), any_text(), {any_day(), any_day()}}; });
    time.basis = TimeBasis::kRelative;
    time.from_document_date = true;
    time.rule = any_text();
    time.clock = any_text();
    if (*rc::gen::arbitrary<bool>()) time.anchor = any_span();
    return time;
  });
  reading.quantities = list_of([] {
    Quantity quantity;
    quantity.span = any_span();
    quantity.value = *rc::gen::arbitrary<double>();
    if (*rc::gen::arbitrary<bool>()) quantity.max = -1.5e300;
    quantity.unit = any_text();
    quantity.bound = Bound::kLessThan;
    quantity.suspect = *rc::gen::arbitrary<bool>();
    quantity.plain = *rc::gen::arbitrary<bool>();
    quantity.unsaid = *rc::gen::arbitrary<bool>();
    return quantity;
  });
  reading.quotes = list_of([] {
    return Quote{any_span(), any_number(), kNone, any_span(), false, *rc::gen::arbitrary<bool>(), any_number()};
  });
  reading.attributions = list_of([] {
    return Attribution{any_span(), any_span(), any_number(), any_span(), *rc::gen::arbitrary<bool>()};
  });
  reading.claims = list_of([] {
    Claim claim;
    claim.type = any_text();
    claim.evidence = any_span();
    claim.participants =
        list_of([] { return Participant{any_text(), any_number(), any_span(), any_text(), false, {}}; });
    claim.quantities = list_of([] { return ClaimQuantity{any_text(), any_number()}; });
    claim.days = {any_day(), any_day()};
    claim.status = ClaimStatus::kUncertain;
    claim.chain = list_of(any_number);
    return claim;
  });
  return reading;
}

TEST(Codec, ReadingsComeBackAsTheyWere) {
  EXPECT_TRUE(rc::check([] {
    const Reading before = any_reading();
    const std::string bytes = encode(before);
    Reading after;
    RC_ASSERT(decode(bytes, after));
    RC_ASSERT(encode(after) == bytes);
    RC_ASSERT(after.claims.size() == before.claims.size());
    for (size_t i = 0; i < before.claims.size(); ++i) {
      RC_ASSERT(after.claims[i].days == before.claims[i].days);
      RC_ASSERT(after.claims[i].chain == before.claims[i].chain);
    }
    for (size_t i = 0; i < before.times.size(); ++i) RC_ASSERT(after.times[i].anchor == before.times[i].anchor);
    for (size_t i = 0; i < before.mentions.size(); ++i)
      RC_ASSERT(after.mentions[i].entity == before.mentions[i].entity);
  }));
}

TEST(Codec, ReadingsOfTheFormatBeforeAreRead) {
  constexpr size_t kNewFields = 2, kEmptyLists = 4;  // bytes: of the quantity, and behind it
  Reading before;
  Quantity& quantity = before.quantities.emplace_back();
  quantity.unit = "EUR";
  quantity.rule = "sum";
  quantity.plain = quantity.unsaid = true;
  std::string plain = inflate_bytes(encode(before)).value();
  plain.erase(plain.size() - kEmptyLists - kNewFields, kNewFields);
  std::string bytes = deflate_bytes(plain);
  bytes[0] = 6;
  Reading after;
  ASSERT_TRUE(decode(bytes, after));
  ASSERT_EQ(after.quantities.size(), 1U);
  EXPECT_EQ(after.quantities[0].unit, "EUR");
  EXPECT_EQ(after.quantities[0].rule, "sum");
  EXPECT_FALSE(after.quantities[0].plain || after.quantities[0].unsaid);
  bytes[0] = Encoder::kFormat;
  EXPECT_FALSE(decode(bytes, after));
}

TEST(Codec, DocumentsComeBackAsTheyWere) {
  Document document;
  document.id = "a";
  document.text = std::string("x\0y", 3) + "نص";
  document.blocks = {{BlockRole::kComment, {0, 3}, "ar", 2}};
  document.headers = {{"from", "a@example"}};
  document.published_basis = DateBasis::kUrl;
  Document after;
  ASSERT_TRUE(decode(encode(document), after));
  EXPECT_EQ(after.text, document.text);
  EXPECT_EQ(after.blocks[0].role, BlockRole::kComment);
  EXPECT_EQ(after.headers, document.headers);
  EXPECT_EQ(after.published_basis, DateBasis::kUrl);
}

TEST(Codec, DamagedBytesAreRefused) {
  EXPECT_TRUE(rc::check([] {
    std::string bytes = encode(any_reading());
    Reading out;
    RC_ASSERT(!decode(
        std::string_view(bytes).substr(0, static_cast<size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())))),
        out));
    bytes[static_cast<size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())))] ^=
        static_cast<char>(*rc::gen::inRange(1, 256));
    decode(bytes, out);  // whatever it says, it must not crash
  }));
  // A size that no bytes could hold is not believed.
  std::string bomb = "\x01\xff\xff\xff\xff\xff\xff\xff\x7f";
  Reading out;
  EXPECT_FALSE(decode(bomb, out));
  EXPECT_FALSE(decode("", out));
}

TEST(Codec, AReadingDependsOnTheDocumentButNotOnItsName) {
  Document a, b;
  a.text = b.text = "same";
  a.id = "one";
  b.id = "two";
  EXPECT_EQ(document_key(a), document_key(b));
  b.published = "2020";
  EXPECT_NE(document_key(a), document_key(b));
}

}  // namespace
}  // namespace annals
