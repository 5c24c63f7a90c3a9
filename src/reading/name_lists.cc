#include "reading/name_lists.h"

#include <algorithm>
#include <array>

#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr int kPerson = 0, kOrganization = 1, kPlace = 2;
constexpr uint32_t kShortest = 2, kLongest = 8, kLongestUnnamed = 6, kLongestSurnamed = 3;

// What stands between two marks of a list, or right before its first or behind its last one.
struct Item {
  uint32_t first = 0, end = 0;
  int type = -1;  // of the name that it is
};

// The type of the name that lies there and nowhere else.
int type_of(const NameWork& work, uint32_t first, uint32_t end) {
  if (end <= first || work.labels[first] == 0 || !label_begins(work.labels[first])) return -1;
  for (uint32_t k = first + 1; k < end; ++k)
    if (work.labels[k] == 0 || label_begins(work.labels[k])) return -1;
  const bool goes_on = end < work.labels.size() && work.labels[end] != 0 && !label_begins(work.labels[end]);
  return goes_on ? -1 : label_type(work.labels[first]);
}

class Lists {
 public:
  Lists(std::string_view text, NameWork& work) : text_(text), work_(work), tokens_(work.block->text.tokens) {}

  void run() {
    const auto size = static_cast<uint32_t>(tokens_.size());
    for (uint32_t i = 0; i < size;) {
      if (!is_mark(i)) {
        ++i;
        continue;
      }
      items_.clear();
      before(i);
      uint32_t mark = i;
      for (uint32_t next = next_mark(mark); next < size; next = next_mark(mark)) {
        items_.push_back({mark + 1, next, type_of(work_, mark + 1, next)});
        mark = next;
      }
      behind(mark);
      settle();
      i = mark + 1;
    }
  }

 private:
  char32_t sign(uint32_t k) const { return decode(text_, tokens_[k].span.begin).value; }
  bool is_mark(uint32_t k) const { return tokens_[k].kind == TokenKind::kPunctuation && sign(k) == U'、'; }
  bool ends_text(uint32_t k) const {
    return k >= tokens_.size() || tokens_[k].kind == TokenKind::kLineBreak ||
           (tokens_[k].kind == TokenKind::kPunctuation && sign(k) != U'“' && sign(k) != U'《' && sign(k) != '(' &&
            sign(k) != U'（');
  }

  // The next mark of the list; the end of the text where it ends before.
  uint32_t next_mark(uint32_t mark) const {
    for (uint32_t k = mark + 1; k < tokens_.size() && k <= mark + 1 + kLongest; ++k) {
      if (is_mark(k)) return k;
      if (tokens_[k].kind == TokenKind::kLineBreak) break;
      if (tokens_[k].kind == TokenKind::kPunctuation && !is_middle_dot(sign(k)) && sign(k) != '-') break;
    }
    return static_cast<uint32_t>(tokens_.size());
  }

  // The name that ends before the first mark.
  void before(uint32_t mark) {
    uint32_t first = mark;
    while (first > 0 && mark - first < kLongest && work_.labels[first - 1] != 0) {
      --first;
      if (label_begins(work_.labels[first])) break;
    }
    if (const int type = type_of(work_, first, mark); type >= 0) items_.push_back({first, mark, type});
  }

  // The name behind the last mark, or what stands there up to a sign.
  void behind(uint32_t mark) {
    const uint32_t first = mark + 1;
    uint32_t end = first;
    if (first >= tokens_.size()) return;
    if (work_.labels[first] != 0) {
      for (++end; end < tokens_.size() && work_.labels[end] != 0 && !label_begins(work_.labels[end]);) ++end;
      items_.push_back({first, end, type_of(work_, first, end)});
      return;
    }
    const auto stays_out = [&](uint32_t k) { return has(work_, k, bit(NameKind::kWeak)); };
    while (end - first < kLongest && is_ideograph(work_, end) && !stays_out(end)) {
      const uint32_t closes = end >= first + kShortest ? work_.features.suffix[end] : 0;
      if (closes > 1) {
        items_.push_back({first, end + closes});
        return;
      }
      ++end;
    }
    if (end > first && (ends_text(end) || stays_out(end))) items_.push_back({first, end});
  }

  // Tokens of the word that closes names of bodies at its end.
  uint32_t closing(const Item& item) const {
    for (uint32_t k = item.first + kShortest; k < item.end; ++k)
      if (k + work_.features.suffix[k] == item.end) return work_.features.suffix[k];
    return 0;
  }

  bool spelled_by_sound(const Item& item) const {
    const NameLexicon& lexicon = *work_.block->language->names;
    for (uint32_t k = item.first; k < item.end; ++k)
      if (is_ideograph(work_, k) && !lexicon.transliteration.contains(sign(k))) return false;
    return true;
  }

  bool has_surname(const Item& item) const {
    return (work_.features.starting[item.first] & bit(NameKind::kFamily)) != 0;
  }

  // No phrase of common words, as far as they tell.
  bool may_be_name(const Item& item) const {
    constexpr uint32_t kOtherwise =
        bit(NameKind::kNotName) | bit(NameKind::kTitle) | bit(NameKind::kRole) | bit(NameKind::kOrgBefore);
    constexpr int kOften = 6;
    const ClaimFrames* const frames = work_.block->language->claims.get();
    const uint32_t closes = closing(item);
    uint32_t single = 0;  // ideographs that make no word with their neighbours
    for (uint32_t k = item.first; k < item.end; ++k) {
      if (!is_ideograph(work_, k) || !is_free(work_, k) || has(work_, k, kOtherwise)) return false;
      if (frames != nullptr && k + closes < item.end && frames->triggers.longest(work_.block->text, k).count > 1)
        return false;
      if (!work_.features.words.empty() && work_.features.words[k].after == k + 1 &&
          work_.features.words[k].before == k)
        ++single;
    }
    if (is_word(work_, item.first, item.end, 0)) return false;
    if (closes > 1) return !is_word(work_, item.first, item.end - closes, kOften);
    return single > 1;
  }

  bool may_be(const Item& item, int type) const {
    const uint32_t length = item.end - item.first;
    if (item.type == type || length < kShortest || !is_ideograph(work_, item.first)) return false;
    if (work_.features.length[item.first] != 0) return false;
    const bool closed = closing(item) > 1;
    if (type != kOrganization && closed) return false;
    const bool person =
        (has_surname(item) && length <= kLongestSurnamed) || (item.type == kPerson && spelled_by_sound(item));
    if (type != kPerson && !closed && person) return false;
    if (type == kPerson && !spelled_by_sound(item) && !(has_surname(item) && length <= kLongestSurnamed)) return false;
    return item.type >= 0 || (length <= kLongestUnnamed && may_be_name(item));
  }

  void settle() {
    std::array<uint32_t, kNameTypes> counts{};
    const bool bodies =
        std::any_of(items_.begin(), items_.end(), [](const Item& i) { return i.type == kOrganization; });
    for (Item& item : items_) {
      if (bodies && item.type != kOrganization && closing(item) > 1 && may_be(item, kOrganization)) {
        raise(work_, item.first, item.end, kOrganization);
        item.type = kOrganization;
      }
      if (item.type >= 0) ++counts[static_cast<size_t>(item.type)];
    }
    for (const int type : {kPerson, kOrganization, kPlace}) {
      const uint32_t count = counts[static_cast<size_t>(type)];
      if (count < 2 || count * 2 < items_.size()) continue;
      for (const Item& item : items_)
        if (may_be(item, type)) raise(work_, item.first, item.end, type);
    }
  }

  std::string_view text_;
  NameWork& work_;
  const std::vector<Token>& tokens_;
  std::vector<Item> items_;  // of the list under work
};

}  // namespace

void add_listed(std::string_view text, std::vector<NameWork>& works) {
  for (NameWork& work : works) {
    if (!work.features.words.empty()) Lists(text, work).run();
  }
}

}  // namespace annals
