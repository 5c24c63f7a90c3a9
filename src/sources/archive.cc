#include "sources/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "sources/charset.h"
#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kStep = size_t{1} << 16;
// Text packs 1 : 20 at the very most; an archive that goes on beyond this, once it has given so much, is a bomb.
constexpr uint64_t kMostRatio = 200;
constexpr uint64_t kRatioCounts = uint64_t{100} << 20;

struct CloseArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Opened = std::unique_ptr<archive, CloseArchive>;

void support_filters(archive* opened) {
  archive_read_support_filter_gzip(opened);
  archive_read_support_filter_bzip2(opened);
  archive_read_support_filter_xz(opened);
  archive_read_support_filter_lzma(opened);
  archive_read_support_filter_zstd(opened);
  archive_read_support_filter_lz4(opened);
}

// The name without what would lead out of a folder, and whether there was such a thing.
std::string harmless(std::string_view name, bool& changed) {
  std::string out;
  changed = name.starts_with('/');
  while (!name.empty()) {
    const size_t end = std::min(name.find_first_of("/\\"), name.size());
    const std::string_view part = name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      changed = true;
      continue;
    }
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

std::string entry_name(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name != nullptr && is_utf8(name)) return name;
  name = archive_entry_pathname(entry);
  return name == nullptr ? std::string() : decode_text(name).text;
}

// What a system leaves in archives beside what people put there.
bool is_housekeeping(std::string_view name) {
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store" || file == "Thumbs.db" ||
         file == "desktop.ini";
}

class Unpacker {
 public:
  Unpacker(archive* opened, uint64_t packed, uint64_t most_bytes, UnpackedArchive& out)
      : opened_(opened), packed_(packed), most_bytes_(most_bytes), out_(out) {}

  void run(const std::function<bool(std::string_view)>& wanted) {
    archive_entry* entry = nullptr;
    size_t entries = 0;
    while (true) {
      const int status = archive_read_next_header(opened_, &entry);
      if (status == ARCHIVE_EOF) break;
      if (status < ARCHIVE_WARN) {
        damaged();
        break;
      }
      if (++entries > kMaxSourceParts) {
        stop("part-limit", fmt::format("more than {} files inside: the rest was left out", kMaxSourceParts));
        break;
      }
      if (!take(entry, wanted)) break;
    }
    for (const auto& [what, count] : left_out_) {
      out_.remarks.push_back({"part-left-out", fmt::format("{} not read: {}", count.names, what), {}});
      if (count.more > 0) out_.remarks.back().message += fmt::format(" (and {} more)", count.more);
    }
  }

  // Data of the entry at hand. False when a limit was reached.
  bool data(std::string& bytes) {
    std::array<char, kStep> step;
    while (true) {
      const la_ssize_t got = archive_read_data(opened_, step.data(), step.size());
      if (got == ARCHIVE_RETRY) continue;
      if (got < 0) {
        damaged();
        return true;
      }
      if (got == 0) return true;
      unpacked_ += static_cast<uint64_t>(got);
      if (unpacked_ > most_bytes_) {
        stop("too-large", fmt::format("more than {} bytes when unpacked: the rest was left out", most_bytes_));
        return false;
      }
      if (unpacked_ > kRatioCounts && unpacked_ / kMostRatio > packed_) {
        stop("too-large", fmt::format("unpacks to more than {} times its size: the rest was left out", kMostRatio));
        return false;
      }
      bytes.append(step.data(), static_cast<size_t>(got));
    }
  }

 private:
  struct LeftOut {
    std::string names;
    size_t more = 0;
  };

  bool take(archive_entry* entry, const std::function<bool(std::string_view)>& wanted) {
    bool unsafe = false;
    const std::string written = entry_name(entry);
    std::string name = harmless(written, unsafe);
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR || name.empty()) return true;
    if (archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr) {
      leave_out("links to other places", name);
    } else if (type != AE_IFREG) {
      leave_out("devices and other things that are not files", name);
    } else if (archive_entry_is_encrypted(entry) != 0) {
      leave_out("encrypted", name);
    } else if (!is_housekeeping(name) && wanted(name)) {
      if (unsafe) {
        out_.remarks.push_back(
            {"unsafe-name", fmt::format("{} tries to leave its folder; it is shown as {}", written, name), {}});
      }
      out_.files.push_back({std::move(name), {}});
      return data(out_.files.back().bytes);
    }
    return true;
  }

  void leave_out(const char* why, const std::string& name) {
    constexpr size_t kNamesShown = 200;
    LeftOut& left = left_out_[why];
    if (left.names.size() > kNamesShown) {
      ++left.more;
    } else {
      left.names += (left.names.empty() ? "" : ", ") + name;
    }
  }

  void damaged() {
    const char* why = archive_error_string(opened_);
    const std::string_view reason = why == nullptr ? "no reason given" : why;
    stop("truncated", fmt::format("cut off, damaged or locked after {} files: {}", out_.files.size(),
                                  is_utf8(reason) ? reason : "no reason given"));
  }
  void stop(const char* code, std::string why) {
    out_.whole = false;
    out_.remarks.push_back({code, std::move(why), {}});
  }

  archive* opened_;
  uint64_t packed_;
  uint64_t most_bytes_;
  uint64_t unpacked_ = 0;
  UnpackedArchive& out_;
  std::map<std::string, LeftOut> left_out_;  // why -> names
};

}  // namespace

const ArchiveFile* UnpackedArchive::find(std::string_view name) const {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const ArchiveFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

UnpackedArchive unpack_archive(std::string_view bytes, uint64_t most_bytes,
                               const std::function<bool(std::string_view name)>& wanted) {
  UnpackedArchive out;
  const Opened opened(archive_read_new());
  archive_read_support_format_zip_seekable(opened.get());
  archive_read_support_format_zip_streamable(opened.get());
  archive_read_support_format_7zip(opened.get());
  archive_read_support_format_tar(opened.get());
  archive_read_support_format_rar(opened.get());
  archive_read_support_format_rar5(opened.get());
  support_filters(opened.get());
  Unpacker unpacker(opened.get(), bytes.size(), most_bytes, out);
  if (archive_read_open_memory(opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    out.whole = false;
    out.remarks.push_back({"truncated", "not an archive, or a damaged one", {}});
    return out;
  }
  unpacker.run(wanted);
  return out;
}

UnpackedArchive unpack_compressed(std::string_view bytes, uint64_t most_bytes) {
  UnpackedArchive out;
  const Opened opened(archive_read_new());
  archive_read_support_format_raw(opened.get());
  support_filters(opened.get());
  Unpacker unpacker(opened.get(), bytes.size(), most_bytes, out);
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(opened.get(), &entry) != ARCHIVE_OK) {
    out.whole = false;
    out.remarks.push_back({"truncated", "damaged from its first bytes on", {}});
    return out;
  }
  unpacker.data(out.files.emplace_back().bytes);
  return out;
}

}  // namespace annals
