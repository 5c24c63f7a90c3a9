#include "server/messages.h"

#include <algorithm>
#include <charconv>

namespace annals {
namespace {

constexpr std::string_view kHole = "{}";

std::vector<std::string_view> pieces_of(std::string_view message) {
  std::vector<std::string_view> pieces;
  for (size_t at = 0;;) {
    const size_t hole = message.find(kHole, at);
    pieces.push_back(message.substr(at, hole - at));
    if (hole == std::string_view::npos) return pieces;
    at = hole + kHole.size();
  }
}

// Whether the message is the pieces with something between them; what that is goes to `between`.
bool fits(std::string_view message, const std::vector<std::string_view>& pieces,
          std::vector<std::string_view>& between) {
  between.clear();
  if (pieces.size() == 1) return message == pieces.front();
  if (!message.starts_with(pieces.front())) return false;
  message.remove_prefix(pieces.front().size());
  for (size_t i = 1; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (last && message.size() < pieces[i].size()) return false;
    const size_t at = last ? message.size() - pieces[i].size() : message.find(pieces[i]);
    if (at == std::string_view::npos || (last && !message.ends_with(pieces[i]))) return false;
    between.push_back(message.substr(0, at));
    message.remove_prefix(at + pieces[i].size());
  }
  return true;
}

// The text with its holes, `{}` or `{2}`, filled.
std::string filled(std::string_view text, const std::vector<std::string_view>& values) {
  std::string out;
  size_t next = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t close = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += text[at++];
      continue;
    }
    size_t number = 0;
    std::from_chars(text.data() + at + 1, text.data() + close, number);
    const size_t wanted = number == 0 ? next++ : number - 1;
    if (wanted < values.size()) out += values[wanted];
    at = close + 1;
  }
  return out;
}

}  // namespace

Messages::Messages(const Languages& languages) {
  for (const auto& [code, pack] : languages.packs()) {
    const Table& table = pack.table("messages");
    std::vector<Wording>& wordings = wordings_[code];
    for (const Table::Row& row : table.rows()) {
      Wording wording{pieces_of(table.get(row, "message")), table.get(row, "text"), 0};
      for (const std::string_view piece : wording.pieces) wording.letters += piece.size();
      if (!wording.text.empty()) wordings.push_back(std::move(wording));
    }
    std::stable_sort(wordings.begin(), wordings.end(),
                     [](const Wording& a, const Wording& b) { return a.letters > b.letters; });
  }
}

std::string Messages::in(std::string_view language, std::string_view message) const {
  const auto found = wordings_.find(language);
  if (found == wordings_.end()) return std::string(message);
  std::vector<std::string_view> between;
  for (const Wording& wording : found->second) {
    if (fits(message, wording.pieces, between)) return filled(wording.text, between);
  }
  return std::string(message);
}

std::string Messages::accepted(std::string_view header) const {
  std::string best;
  double most = 0;
  while (!header.empty()) {
    std::string_view one = header.substr(0, header.find(','));
    header.remove_prefix(std::min(one.size() + 1, header.size()));
    one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
    double quality = 1;
    if (const size_t q = one.find("q="); q != std::string_view::npos)
      std::from_chars(one.data() + q + 2, one.data() + one.size(), quality);
    const std::string_view code = one.substr(0, one.find_first_of("-; "));
    const auto found = wordings_.find(code);
    const bool spoken = code == "en" || (found != wordings_.end() && !found->second.empty());
    if (spoken && quality > most) {
      best = code;
      most = quality;
    }
  }
  return best;
}

}  // namespace annals
