// Reading apart, and what confines it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "sources/sandbox.h"
#include "sources/workers.h"
#include "tests/support/archive_writer.h"

namespace annals {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// The exit code of `act` in a confined process.
int confined(SandboxKind kind, int (*act)()) {
  prepare_sandbox();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(enter_sandbox(kind, {}) ? act() : 99);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

TEST(Sandbox, KeepsAReaderFromEverythingButReading) {
  EXPECT_EQ(confined(SandboxKind::kReader, [] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kReader, [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kReader, [] { return ::fork() < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kReader,
                     [] {
                       ::execl("/bin/true", "true", nullptr);
                       return 0;
                     }),
            0);
  EXPECT_EQ(confined(SandboxKind::kReader,
                     [] { return ::open("/tmp/annals_sandbox", O_CREAT | O_WRONLY, 0600) < 0 ? 0 : 1; }),
            0);
  EXPECT_EQ(confined(SandboxKind::kReader, [] { return ::open("/dev/null", O_WRONLY) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(
      confined(SandboxKind::kReader, [] { return ::unlink("/tmp/annals_sandbox") < 0 && errno == EPERM ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kReader, [] { return ::kill(::getppid(), 0) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kProgram, [] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0);
  EXPECT_EQ(confined(SandboxKind::kProgram, [] { return ::open("/dev/null", O_RDWR) < 0 ? 0 : 1; }), 0);
  EXPECT_FALSE(std::filesystem::exists("/tmp/annals_sandbox"));
}

TEST(Workers, ReadAsThisProcessDoes) {
  Workers workers;
  const std::string archive = testing::make_archive(
      "zip",
      {{"a.txt", "The pier is lost."}, {"in/b.eml", "From: a@x.test\nTo: b@x.test\nSubject: c\n\nThe road too.\n"}});
  const ReadSource here = read_source({"x.zip", archive});
  const ReadSource apart = read_source({"x.zip", archive}, &workers);
  ASSERT_THAT(apart.documents, SizeIs(2)) << apart.unread;
  ASSERT_THAT(here.documents, SizeIs(2)) << here.unread;
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(here.documents[i].id, apart.documents[i].id);
    EXPECT_EQ(here.documents[i].text, apart.documents[i].text);
    EXPECT_EQ(here.documents[i].headers, apart.documents[i].headers);
    EXPECT_EQ(here.documents[i].blocks.size(), apart.documents[i].blocks.size());
  }
  EXPECT_EQ(here.sha256, apart.sha256);
}

TEST(Workers, AreSharedByThreads) {
  Workers workers;
  const std::string archive = testing::make_archive("ustar", {{"a.txt", "The pier is lost."}});
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 25; ++j) good += read_source({"x.tar", archive}, &workers).documents.size() == 1 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 100);
}

TEST(Workers, DocumentsKnowTheHashOfTheirSource) {
  Workers workers;
  const ReadSource out = read_source({"b.eml", "From: a@x.test\nTo: b@x.test\nSubject: c\n\nThe road.\n"}, &workers);
  ASSERT_THAT(out.documents, SizeIs(1));
  EXPECT_EQ(out.documents[0].source_sha256, out.sha256);
  EXPECT_EQ(out.sha256.size(), 64U);
}

TEST(Workers, AnAnswerHoldsOnlyWhereAllOfItDoes) {
  const auto damaged = [](auto damage) {
    ReadSource read = read_source({"a.eml", "From: a@x.test\nSubject: pier\n\nThe pier is lost.\n"});
    EXPECT_TRUE(holds(read));
    damage(read);
    return !holds(read);
  };
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].text += '\xFF'; }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].blocks.back().span.end = 9999; }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].headers[0].second += '\xFF'; }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].messages.emplace_back(); }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].remarks.push_back({"x", "\xFF", {}}); }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].remarks.push_back({"x", "y", {9, 9999}}); }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.documents[0].published = "soon"; }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.parts.push_back({"\xFF", "", SourcePart::kWholeSource}); }));
  EXPECT_TRUE(damaged([](ReadSource& read) { read.parts.push_back({"x", "", 7}); }));
}

TEST(Workers, AFileThatTakesTooLongCostsItselfOnly) {
  const std::string slow = testing::make_archive("zip", {{"a.txt", std::string(400'000'000, 'x')}});
  Workers limited({.sandbox = {.cpu_seconds = 1, .memory = uint64_t{4} << 30}, .seconds = 1, .output = 1'000'000});
  const ReadSource out = read_source({"x.zip", slow}, &limited);
  EXPECT_FALSE(out.unread.empty());
  const ReadSource next =
      read_source({"y.zip", testing::make_archive("zip", {{"a.txt", "The pier is lost."}})}, &limited);
  EXPECT_THAT(next.documents, SizeIs(1)) << next.unread;
}

}  // namespace
}  // namespace annals
