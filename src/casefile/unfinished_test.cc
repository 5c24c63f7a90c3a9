#include "casefile/unfinished.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace annals {
namespace {

using testing::TemporaryFolder;

class UnfinishedTest : public ::testing::Test {
 protected:
  std::string log() const { return folder_.path("x.annals-unfinished"); }
  TemporaryFolder folder_;
  std::string case_ = folder_.path("x.annals");
};

TEST_F(UnfinishedTest, WhatWasAddedIsThereForTheNextBuild) {
  {
    Unfinished first(case_, "reader 1");
    EXPECT_FALSE(std::filesystem::exists(log())) << "nothing to keep yet";
    first.add("a", "one");
    first.add("b", std::string(100'000, 'x'));
    first.add("a", "two");
  }
  Unfinished second(case_, "reader 1");
  EXPECT_EQ(second.find("a"), "two");
  EXPECT_EQ(second.find("b")->size(), 100'000U);
  EXPECT_FALSE(second.find("c").has_value());
  second.discard();
  EXPECT_FALSE(std::filesystem::exists(log()));
}

TEST_F(UnfinishedTest, AnotherVersionBeginsAnew) {
  Unfinished(case_, "reader 1").add("a", "one");
  Unfinished second(case_, "reader 2");
  EXPECT_FALSE(second.find("a").has_value());
  second.add("a", "two");
  EXPECT_EQ(Unfinished(case_, "reader 2").find("a"), "two");
}

TEST_F(UnfinishedTest, CutOffOrDamagedAnywhereItHoldsWhatIsWhole) {
  {
    Unfinished first(case_, "r");
    first.add("a", "one");
    first.add("b", "two");
  }
  const std::string whole = TemporaryFolder::read(log());
  for (size_t size = 0; size <= whole.size(); ++size) {
    folder_.write("x.annals-unfinished", whole.substr(0, size));
    Unfinished cut(case_, "r");
    EXPECT_EQ(cut.find("b").has_value(), size == whole.size());
    cut.add("c", "three");
    EXPECT_EQ(Unfinished(case_, "r").find("c"), "three") << size;
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    folder_.write("x.annals-unfinished", damaged);
    const Unfinished read(case_, "r");
    for (const char* key : {"a", "b"}) {
      const auto value = read.find(key);
      EXPECT_TRUE(!value || *value == (key[0] == 'a' ? "one" : "two")) << at;
    }
  }
}

TEST_F(UnfinishedTest, ALinkInItsPlaceIsNotFollowed) {
  folder_.write("mine", "mine");
  std::filesystem::create_symlink(folder_.path("mine"), log());
  Unfinished(case_, "r").add("a", "one");
  EXPECT_EQ(TemporaryFolder::read(folder_.path("mine")), "mine");
}

}  // namespace
}  // namespace annals
