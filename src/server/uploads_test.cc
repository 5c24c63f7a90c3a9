#include "server/uploads.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "tests/support/temporary_folder.h"

namespace annals {
namespace {

TEST(Uploads, NamesThatLeadElsewhereAreRefused) {
  for (const char* bad : {"", ".", "..", ".bashrc", "../a.txt", "a/b.txt", "a\\b.txt", "a\nb", "\xFF.txt"})
    EXPECT_FALSE(is_file_name(bad)) << bad;
  EXPECT_FALSE(is_file_name(std::string("a\0b", 3)));
  EXPECT_FALSE(is_file_name(std::string(300, 'a')));
  for (const char* good : {"a.txt", "رسالة.pdf", "信 2.docx", "a..b"}) EXPECT_TRUE(is_file_name(good)) << good;
}

TEST(Uploads, NothingIsOverwrittenAndTheSameIsKeptOnce) {
  testing::TemporaryFolder folder;
  const std::string in = folder.path("");
  const auto first = keep_upload(in, "note.txt", "one"), again = keep_upload(in, "note.txt", "one"),
             other = keep_upload(in, "note.txt", "two");
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(std::filesystem::path(*other).filename(), "note (2).txt");
  EXPECT_EQ(*read_file(*first), "one");
  EXPECT_EQ(*read_file(*other), "two");
}

TEST(Uploads, AFolderThatCannotBeWrittenIsAnError) { EXPECT_FALSE(keep_upload("/nowhere/at/all", "note.txt", "one")); }

}  // namespace
}  // namespace annals
