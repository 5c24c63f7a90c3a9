#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/hash.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  FileTest() : folder_(fs::temp_directory_path() / ("annals-file-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~FileTest() override { fs::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }
  fs::path folder_;
};

TEST_F(FileTest, WritesWholeAndReadsBack) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(write_file(path("x"), bytes));
  ASSERT_TRUE(write_file(path("x"), bytes + "more"));
  EXPECT_EQ(*read_file(path("x")), bytes + "more");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no temporary file is left";
}

TEST_F(FileTest, SaysWhatItCouldNotRead) {
  EXPECT_NE(read_file(path("missing")).error().message.find("missing: cannot be opened"), std::string::npos);
  EXPECT_NE(read_file(folder_.string()).error().message.find("not a regular file"), std::string::npos);
  ASSERT_TRUE(write_file(path("big"), "12345"));
  EXPECT_EQ(read_file(path("big"), 4).error().kind, ErrorKind::kInput);
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_FALSE(read_file(path("pipe"))) << "a named pipe would wait for ever";
}

TEST_F(FileTest, LeavesTheOldFileWhenTheNewOneCannotBeWritten) {
  EXPECT_EQ(write_file(path("no/such/folder"), "x").error().kind, ErrorKind::kOutput);
  ASSERT_TRUE(write_file(path("kept"), "old"));
  EXPECT_FALSE(write_file("/dev/full/x", "new"));
  EXPECT_EQ(*read_file(path("kept")), "old");
}

TEST(Hash, IsTheOneOfTheStandard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace annals
