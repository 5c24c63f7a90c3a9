#include "record/mail_subjects.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "sources/blocks.h"

namespace annals {
namespace {

constexpr size_t kMaxSubject = 1000;  // bytes looked at
constexpr size_t kMaxBlob = 60;       // bytes in square brackets that are a list's name

std::string lower_case(std::string_view text) {
  std::string lowered;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}).foldCase().toUTF8String(lowered);
  return lowered;
}

// White space of all kinds as one space each.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return std::string(trim(line));
}

// `[list] `, where something follows it.
bool take_blob(std::string_view& subject) {
  if (!subject.starts_with('[')) return false;
  const size_t end = subject.find(']');
  if (end == std::string_view::npos || end > kMaxBlob || subject.substr(1, end - 1).find('[') != std::string_view::npos)
    return false;
  const std::string_view rest = trim(subject.substr(end + 1));
  if (rest.empty()) return false;
  subject = rest;
  return true;
}

}  // namespace

MailSubjects::MailSubjects(const Languages& languages) {
  const auto add = [&](const Table& table) {
    for (const Table::Row& row : table.rows()) {
      std::string mark = lower_case(table.get(row, "surface"));
      longest_ = std::max(longest_, mark.size());
      marks_.emplace(std::move(mark), true);
    }
  };
  add(languages.world().table("subjects"));
  for (const auto& [code, pack] : languages.packs()) add(pack.table("subjects"));
}

// `Re:`, `AW: `, `Re[2]:`, `Re (3) :`, `回复：`.
bool MailSubjects::take_mark(std::string_view& subject) const {
  for (size_t size = std::min(longest_, subject.size()); size > 0; --size) {
    if (size < subject.size() && (static_cast<unsigned char>(subject[size]) & 0xC0) == 0x80) continue;
    if (marks_.find(subject.substr(0, size)) == marks_.end()) continue;
    std::string_view rest = trim(subject.substr(size));
    for (const auto& [open, close] : {std::pair('[', ']'), std::pair('(', ')'), std::pair('^', ':')}) {
      if (!rest.starts_with(open)) continue;
      const size_t end = rest.find_first_not_of("0123456789", 1);
      if (end == std::string_view::npos || end == 1 || rest[end] != close) continue;
      rest = trim(rest.substr(close == ':' ? end : end + 1));
    }
    const bool wide = rest.starts_with("：");
    if (!wide && !rest.starts_with(':')) continue;
    subject = trim(rest.substr(wide ? std::string_view("：").size() : 1));
    return true;
  }
  return false;
}

BaseSubject MailSubjects::base(std::string_view written) const {
  const std::string folded = lower_case(one_line(written.substr(0, kMaxSubject)));
  std::string_view subject = folded;
  BaseSubject base;
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view trailer : {"(fwd)", "(forward)"}) {
      if (!subject.ends_with(trailer)) continue;
      subject = trim(subject.substr(0, subject.size() - trailer.size()));
      base.answers = changed = true;
    }
    if (take_mark(subject)) base.answers = changed = true;
    if (subject.starts_with("[fwd:") && subject.ends_with(']')) {
      subject = trim(subject.substr(5, subject.size() - 6));
      base.answers = changed = true;
    }
    if (take_blob(subject)) changed = true;
  }
  base.words = subject;
  return base;
}

}  // namespace annals
