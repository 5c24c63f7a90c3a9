#include "server/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"
#include "server/gate.h"
#include "server/rate_limit.h"
#include "tests/support/temporary_folder.h"

namespace annals {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AccountsTest : public ::testing::Test {
 protected:
  testing::TemporaryFolder folder_;
  std::string path_ = folder_.path("people.txt");
};

TEST_F(AccountsTest, APasswordIsKeptAsAHashThatOnlyItsOwnerReads) {
  ASSERT_TRUE(set_password(path_, "ana", UserRole::kEditor, "correct horse battery"));
  ASSERT_TRUE(set_password(path_, "rui", UserRole::kViewer, "another long secret"));
  const std::string text = *read_file(path_);
  EXPECT_THAT(text, HasSubstr("ana\teditor\t$argon2id$"));
  EXPECT_THAT(text, Not(HasSubstr("horse")));
  struct stat status {};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);

  const auto accounts = Accounts::load(path_);
  ASSERT_TRUE(accounts) << accounts.error().message;
  EXPECT_EQ(accounts->check("ana", "correct horse battery"), UserRole::kEditor);
  EXPECT_EQ(accounts->check("rui", "another long secret"), UserRole::kViewer);
  EXPECT_FALSE(accounts->check("ana", "another long secret"));
  EXPECT_FALSE(accounts->check("ana", ""));
  EXPECT_FALSE(accounts->check("nobody", "correct horse battery"));
  EXPECT_FALSE(accounts->check("ana", std::string(5000, 'x')));
}

TEST_F(AccountsTest, ANewPasswordReplacesTheOldAndNamesCanBeTakenOut) {
  ASSERT_TRUE(set_password(path_, "ana", UserRole::kViewer, "correct horse battery"));
  ASSERT_TRUE(set_password(path_, "ana", UserRole::kEditor, "a different secret"));
  const auto accounts = Accounts::load(path_);
  EXPECT_EQ(accounts->size(), 1U);
  EXPECT_FALSE(accounts->check("ana", "correct horse battery"));
  EXPECT_EQ(accounts->check("ana", "a different secret"), UserRole::kEditor);
  EXPECT_FALSE(remove_account(path_, "rui"));
  ASSERT_TRUE(remove_account(path_, "ana"));
  EXPECT_THAT(Accounts::load(path_).error().message, HasSubstr("names nobody"));
}

TEST_F(AccountsTest, WhatIsNoFileOfPasswordsSaysWhere) {
  const auto load = [&](std::string_view text) {
    EXPECT_TRUE(write_file(path_, text));
    const auto loaded = Accounts::load(path_);
    return loaded ? std::string() : loaded.error().message;
  };
  EXPECT_THAT(Accounts::load(folder_.path("none")).error().message, HasSubstr("none"));
  EXPECT_THAT(load("# nobody\n\nana:secret\n"), HasSubstr(":3:"));
  EXPECT_THAT(load("ana\teditor\tsecret\n"), HasSubstr(":1:"));
  EXPECT_THAT(load("ana\towner\t$argon2id$x\n"), HasSubstr(":1:"));
  EXPECT_THAT(load("ana\teditor\t$argon2id$x\nana\tviewer\t$argon2id$y\n"), HasSubstr("second time"));
  EXPECT_FALSE(set_password(path_, "ana", UserRole::kEditor, "short"));
  for (const char* name : {"", " ana", "#ana", "a\tb", "a\nb"})
    EXPECT_FALSE(set_password(path_, name, UserRole::kEditor, "correct horse battery")) << name;
}

TEST(RateLimitTest, ABucketEmptiesAndFillsAgain) {
  RateLimit limit(2, 3);
  const RateLimit::Clock::time_point start{};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", start));
  EXPECT_FALSE(limit.take("a", start));
  EXPECT_FALSE(limit.has("a", start));
  EXPECT_TRUE(limit.take("b", start)) << "each has its own";
  EXPECT_TRUE(limit.take("a", start + std::chrono::milliseconds(600)));
  EXPECT_FALSE(limit.take("a", start + std::chrono::milliseconds(700)));
  for (int i = 0; i < 30000; ++i) limit.take(std::to_string(i), start);  // remembers only so many
}

TEST(GateTest, CookiesAreReadAsTheyComeOrNotAtAll) {
  EXPECT_EQ(cookie_value("annals-1=x", "annals-1"), "x");
  EXPECT_EQ(cookie_value("a=b; annals-1=x; c=d", "annals-1"), "x");
  EXPECT_EQ(cookie_value("annals-12=x", "annals-1"), "");
  EXPECT_EQ(cookie_value("xannals-1=x", "annals-1"), "");
  EXPECT_EQ(cookie_value(";;  ;=;annals-1", "annals-1"), "");
  EXPECT_EQ(cookie_value("", "annals-1"), "");
  EXPECT_EQ(cookie_value("annals-1==", "annals-1"), "=");
}

TEST(GateTest, OnlyTheTokenOpensAndOnlyItsCookieGoesOn) {
  Gate gate({"secret", "ana", {"127.0.0.1:80"}, false, 80, nullptr});
  RequestHead head;
  head.host = "127.0.0.1:80";
  head.path = "/api/v1/case";
  EXPECT_EQ(gate.admit(head).status, 401);
  head.token = "secre";
  EXPECT_EQ(gate.admit(head).status, 401);
  head.token = "secret";
  const Refusal opened = gate.admit(head);
  EXPECT_EQ(opened.status, 303);
  head.token.reset();
  head.cookies = opened.set_cookie.substr(0, opened.set_cookie.find(';'));
  EXPECT_EQ(gate.admit(head).status, 0);
  EXPECT_EQ(gate.visitor(head.cookies)->name, "ana");
  EXPECT_EQ(gate.log_in(head, "ana", "x").status, 404) << "nothing is shared";
  head.host = "10.0.0.1:80";
  EXPECT_EQ(gate.admit(head).status, 421);
}

}  // namespace
}  // namespace annals
