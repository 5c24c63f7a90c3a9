#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "casefile/document_reader.h"
#include "casefile/lines.h"
#include "casefile/parallel.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "present/export.h"

namespace annals {
namespace {

// Enough for all threads; small enough that output keeps up with input.
constexpr uint64_t kBatchBytes = uint64_t{4} << 20;
constexpr size_t kBatchItems = 512;
constexpr uint64_t kMostBytes = uint64_t{300} << 20;

// One file or line, and what is printed for it.
struct Item {
  std::string path, shown, bytes;
  size_t line = 0;
  uint64_t size = 0;
  std::string output;
  std::vector<Error> problems;
};

// Reads items in batches, in parallel, and prints them in their order.
class ReadRun {
 public:
  ReadRun(const ReadCommand& command, const LanguageSet& languages, unsigned jobs)
      : command_(command), jobs_(jobs), reader_(languages), output_({}) {}

  void add(Item item) {
    bytes_ += item.size;
    batch_.push_back(std::move(item));
    if (bytes_ >= kBatchBytes || batch_.size() >= kBatchItems) flush();
  }

  void flush() {
    parallel_for(batch_.size(), jobs_, nullptr, [&](size_t i) { read(batch_[i]); });
    for (const Item& item : batch_) {
      for (const Error& error : item.problems) problem(error);
      output_.write(item.output);
      items_with_output_ += item.output.empty() ? 0 : 1;
    }
    batch_.clear();
    bytes_ = 0;
  }

  void problem(const Error& error) {
    print_error(error);
    ++problems_;
  }

  Status show_now() { return output_.finish(); }

  Result<int> finish() {
    flush();
    ANNALS_TRY(output_.finish());
    if (problems_ == 0) return kDone;
    if (items_with_output_ == 0) return Error{ErrorKind::kInput, "none of the inputs could be read", {}};
    return kDoneWithProblems;
  }

 private:
  // Any thread; touches its item alone.
  void read(Item& item) const {
    ReadSource source;
    if (item.line != 0) {
      auto read = reader_.read_line(item.bytes, item.line);
      if (!read) {
        item.problems.push_back(read.error());
        return;
      }
      source = std::move(*read);
    } else {
      auto bytes = read_file(item.path, kMostBytes);
      if (!bytes) {
        item.problems.push_back(bytes.error());
        return;
      }
      source = reader_.read(Source{item.shown, std::move(*bytes)});
    }
    if (!source.unread.empty())
      item.problems.push_back({ErrorKind::kInput, fmt::format("{}: {}", item.shown, source.unread), {}});
    const Sink sink = [&](std::string_view piece) { item.output += piece; };
    for (const Document& document : source.documents) {
      if (command_.text) {
        write_text(document, sink);
        continue;
      }
      std::vector<Remark> remarks;
      write_reading(document, reader_.read(document, remarks, command_.numbers), command_.explain, sink);
      for (const Remark& remark : remarks)
        item.problems.push_back({ErrorKind::kInternal, remark.message, "please report it"});
    }
    item.bytes.clear();
  }

  // `body` is all of the text proper: its headings, items and block quotations too.
  bool is_wanted(BlockRole role) const {
    const bool proper = role == BlockRole::kBody || role == BlockRole::kHeading || role == BlockRole::kListItem ||
                        role == BlockRole::kQuote;
    return command_.blocks == "body" ? proper : to_string(role) == command_.blocks;
  }

  void write_text(const Document& document, const Sink& sink) const {
    if (command_.blocks.empty()) {
      sink(document.text);
      if (!document.text.ends_with('\n')) sink("\n");
      return;
    }
    for (const Block& block : document.blocks) {
      if (!is_wanted(block.role)) continue;
      sink(block.span.of(document.text));
      sink("\n");
    }
  }

  const ReadCommand& command_;
  const unsigned jobs_;
  const DocumentReader reader_;
  Output output_;
  std::vector<Item> batch_;
  uint64_t bytes_ = 0;
  size_t problems_ = 0, items_with_output_ = 0;
};

// What comes is printed as soon as no more can be had without waiting, so that a program can feed lines and read
// answers.
Status read_lines(int descriptor, const std::string& name, ReadRun& reading) {
  LineReader lines(descriptor, kMostBytes);
  std::string line;
  while (lines.next(line)) {
    if (lines.too_long()) {
      reading.problem(
          {ErrorKind::kInput, fmt::format("{}: line {}: more than {} bytes", name, lines.number(), kMostBytes), {}});
    } else if (line.find_first_not_of(" \t\r") != std::string::npos) {
      Item item;
      item.line = lines.number();
      item.size = line.size();
      item.bytes = std::move(line);
      reading.add(std::move(item));
    }
    if (lines.ready()) continue;
    reading.flush();
    ANNALS_TRY(reading.show_now());
  }
  return {};
}

}  // namespace

Result<int> run(const ReadCommand& command, const CommonOptions& common) {
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  const LanguageSet set(**languages);
  ReadRun reading(command, set, common.jobs);
  if (command.from == "jsonl") {
    for (const std::string& input : command.inputs) {
      const int descriptor = input == "-" ? STDIN_FILENO : ::open(input.c_str(), O_RDONLY | O_CLOEXEC);
      if (descriptor < 0) {
        reading.problem({ErrorKind::kInput,
                         fmt::format("{}: cannot be opened: {}", input, std::strerror(errno)),
                         {}});  // NOLINT(concurrency-mt-unsafe)
        continue;
      }
      const Status status = read_lines(descriptor, input, reading);
      if (descriptor != STDIN_FILENO) ::close(descriptor);
      if (!status) return status.error();
    }
    return reading.finish();
  }
  for (const FoundFile& file : find_files(command.inputs, [&](const Error& error) { reading.problem(error); })) {
    Item item;
    item.path = file.path;
    item.shown = file.relative;
    item.size = kBatchBytes / 64;
    reading.add(std::move(item));
  }
  return reading.finish();
}

}  // namespace annals
