#include "server/mail_threads.h"

#include <algorithm>
#include <string_view>

namespace annals {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// The `<ids>` in the value of a header, in order.
std::vector<std::string_view> ids_of(const Document& document, std::string_view header) {
  std::vector<std::string_view> ids;
  for (const auto& [name, value] : document.headers) {
    if (!same_name(name, header)) continue;
    const std::string_view text = value;
    for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
      const size_t end = text.find('>', at);
      if (end == std::string_view::npos) break;
      ids.push_back(text.substr(at, end + 1 - at));
    }
  }
  return ids;
}

}  // namespace

MailThreads::MailThreads(std::span<const Document> documents)
    : parent_(documents.size(), kAlone), answers_(documents.size()) {
  std::map<std::string_view, uint32_t> by_id;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    for (const std::string_view id : ids_of(documents[i], "Message-ID")) by_id.emplace(id, i);
  }
  for (uint32_t i = 0; i < documents.size(); ++i) {
    // The nearest message named that the case has.
    std::vector<std::string_view> named = ids_of(documents[i], "References");
    const auto direct = ids_of(documents[i], "In-Reply-To");
    named.insert(named.end(), direct.rbegin(), direct.rend());
    for (auto id = named.rbegin(); id != named.rend() && parent_[i] == kAlone; ++id) {
      const auto found = by_id.find(*id);
      if (found == by_id.end() || found->second == i) continue;
      // Headers can say that two messages answer each other: what would close a ring is left out.
      uint32_t above = found->second;
      for (size_t steps = 0; above != kAlone && above != i && steps < documents.size(); ++steps) above = parent_[above];
      if (above == kAlone) parent_[i] = found->second;
    }
    if (parent_[i] != kAlone) answers_[parent_[i]].push_back(i);
  }
}

std::vector<MailThreads::Message> MailThreads::of(uint32_t document) const {
  while (parent_[document] != kAlone) document = parent_[document];
  std::vector<Message> thread;
  std::vector<Message> open{{document, 0}};
  while (!open.empty()) {
    const Message next = open.back();
    open.pop_back();
    thread.push_back(next);
    const auto& answers = answers_[next.document];
    for (auto answer = answers.rbegin(); answer != answers.rend(); ++answer) open.push_back({*answer, next.depth + 1});
  }
  if (thread.size() < 2) thread.clear();
  return thread;
}

}  // namespace annals
