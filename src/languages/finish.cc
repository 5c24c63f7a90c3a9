#include "languages/finish.h"

#include <algorithm>
#include <map>
#include <set>

#include "languages/document_date.h"
#include "languages/folding.h"
#include "languages/identify.h"
#include "languages/messages.h"
#include "languages/page_lines.h"
#include "sources/blocks.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kMaxFurniture =
    1200;  // bytes: longer blocks are text, or a disclaimer, whose beginning is enough to know it
constexpr uint32_t kMaxByline = 400;          // bytes
constexpr int kMostSignatureBlocks = 6;       // below the line that closes a letter
constexpr uint32_t kClockReach = 14;          // bytes behind a date in which a time of day stands
constexpr uint32_t kMaxDateline = 120;        // bytes in which a text's dateline ends
constexpr uint32_t kMaxTitle = 150;           // code points
constexpr size_t kBylineBlocks = 8;           // blocks from the beginning in which a byline stands
constexpr uint32_t kSureLetters = 40;         // fewer letters do not tell a language from those that are like it
constexpr uint32_t kOtherScriptLetters = 24;  // letters in a script that the document's language is not written in
constexpr float kSureEvidence =
    6;  // margin of all letters together, in natural logarithms, for a block in another language
constexpr size_t kMaxLabelLine = 14;  // tokens
constexpr size_t kRepeated = 3;       // a short line that stands so often is a page header

constexpr std::string_view kDashes[] = {"--", "- ", "–", "—", "―"};
constexpr std::string_view kPlaceEnds[] = {",", "،", "-", "–", "—", "/"};

bool may_be_furniture(BlockRole role) {
  return role == BlockRole::kBody || role == BlockRole::kHeading || role == BlockRole::kListItem ||
         role == BlockRole::kByline;
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

bool ends_sentence(std::string_view line) {
  for (const std::string_view end : {".", "!", "?", "。", "！", "？", "؟", "…", ".”", ".\"", "”.", "\".", "。”", "।"}) {
    if (line.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

struct DocumentFinisher::Parts {
  explicit Parts(const Languages& packs)
      : languages(packs),
        folding(make_folding(packs.world())),
        vocabulary(folding),
        identifier(packs, folding),
        lines(packs, vocabulary),
        dates(packs, vocabulary) {}

  const Languages& languages;
  Folding folding;
  Vocabulary vocabulary;
  LanguageIdentifier identifier;
  PageLines lines;
  DateFinder dates;
};

namespace {

// One document's way through. Order matters: furniture is found before the title, because a title is the first line
// that is none.
class Finish {
 public:
  Finish(const LanguageIdentifier& identifier, const PageLines& lines, const DateFinder& dates,
         const Vocabulary& vocabulary, const Languages& languages, Document& document)
      : identifier_(identifier),
        lines_(lines),
        dates_(dates),
        vocabulary_(vocabulary),
        languages_(languages),
        document_(document),
        text_(document.text) {}

  void run() {
    find_messages(message_rules(), document_);
    date_by_message();
    find_language();
    find_repeated_lines();
    find_list_footer();
    find_furniture();
    read_written_byline();
    find_lines_of_nothing();
    find_stray_words();
    find_title();
    find_dateline();
    find_quoted_messages();
    find_date_in_url();
    take_date_of_file();
    find_block_languages();
    std::sort(document_.credits.begin(), document_.credits.end());
    document_.credits.erase(std::unique(document_.credits.begin(), document_.credits.end()), document_.credits.end());
  }

 private:
  TokenizedText tokens(Span span) const { return tokenize(text_, span, vocabulary_, {}); }

  // The document's language: of most of its letters, as each block's own letters say.
  void find_language() {
    std::map<std::string_view, uint32_t> letters;
    uint32_t all = 0;
    guesses_.reserve(document_.blocks.size());
    for (const Block& block : document_.blocks) {
      guesses_.push_back(identifier_.identify(text_, block.span));
      const LanguageIdentifier::Guess& guess = guesses_.back();
      all += guess.letters;
      if (!guess.language.empty()) letters[guess.language] += guess.letters;
    }
    std::string_view best;
    for (const auto& [language, count] : letters) {
      if (best.empty() || count > letters[best]) best = language;
    }
    if (best.empty()) return;
    // What a page or a user says stands, with its region, unless the letters clearly say something else.
    const std::string_view said = primary(document_.language);
    if (said == best) return;
    const bool sure = all >= 2 * kSureLetters && letters[best] * 2 > all;
    if (said.empty() || sure) document_.language = best;
  }

  void find_block_languages() {
    const std::string_view main = primary(document_.language);
    Script main_script = Script::kOther;
    for (const LanguageIdentifier::Guess& guess : guesses_) {
      if (guess.language == main && guess.letters > 0) main_script = guess.script;
    }
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      Block& block = document_.blocks[i];
      if (!block.language.empty()) continue;
      const LanguageIdentifier::Guess& guess = guesses_[i];
      block.language = document_.language;
      if (guess.language.empty() || guess.language == main) continue;
      const bool same_script = guess.script == main_script || written_alike(guess.language, main);
      const bool sure = guess.letters >= (same_script ? kSureLetters : kOtherScriptLetters) &&
                        (guess.margin * static_cast<float>(guess.letters) >= kSureEvidence || !same_script);
      if (sure || main.empty()) block.language = guess.language;
    }
  }

  bool written_alike(std::string_view a, std::string_view b) const {
    const Pack *first = languages_.find(a), *second = languages_.find(b);
    return first != nullptr && second != nullptr && first->script == second->script;
  }

  void find_repeated_lines() {
    std::map<std::string_view, size_t> times;
    for (const Block& block : document_.blocks) {
      if (may_be_furniture(block.role) && block.span.size() <= kMaxTitle) ++times[block.span.of(text_)];
    }
    for (Block& block : document_.blocks) {
      const auto found = times.find(block.span.of(text_));
      const bool repeated = found != times.end() && found->second >= kRepeated && !ends_sentence(found->first);
      if (repeated && may_be_furniture(block.role) && document_.headers.empty()) block.role = BlockRole::kBoilerplate;
    }
  }

  bool near_an_end(size_t block) const { return block < kBylineBlocks || block + 4 >= document_.blocks.size(); }

  // What programs of mailing lists put below every message: a line of underscores, the list's name and its addresses.
  void find_list_footer() {
    constexpr size_t kLongestFooter = 600, kShortestRule = 20;  // bytes
    if (document_.header("from").empty()) return;
    for (size_t i = document_.blocks.size(); i > 0 && may_be_furniture(document_.blocks[i - 1].role); --i) {
      const Span rest{document_.blocks[i - 1].span.begin, document_.blocks.back().span.end};
      if (rest.size() > kLongestFooter) return;
      const std::string_view footer = rest.of(text_);
      if (std::min(footer.find_first_not_of('_'), footer.size()) < kShortestRule) continue;
      if (footer.find("://") == std::string_view::npos && footer.find('@') == std::string_view::npos) return;
      for (size_t b = i - 1; b < document_.blocks.size(); ++b) document_.blocks[b].role = BlockRole::kBoilerplate;
      return;
    }
  }

  void find_furniture() {
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      Block& block = document_.blocks[i];
      if (!may_be_furniture(block.role) || block.span.size() > kMaxFurniture) continue;
      const TokenizedText line = tokens(block.span);
      if (lines_.is_boilerplate(text_, line)) {
        block.role = BlockRole::kBoilerplate;
        // 'The Harbour Post, 5 March 2023 · 9 min read' still says when.
        const bool may_date = i < kBylineBlocks && block.span.size() <= kMaxByline && document_.published.empty();
        if (may_date && dates_.find(text_, line, order_of_dates())) read_byline(block, line);
        continue;
      }
      if (block.span.size() > kMaxByline || in_message(i)) continue;
      if (near_an_end(i) || block.role == BlockRole::kByline) {
        read_byline(block, line);
      } else {
        read_labels(block, line);
      }
    }
  }

  // A text that is one message is of the day it was sent.
  void date_by_message() {
    if (document_.messages.size() != 1 || document_.messages[0].first > 1 || !document_.published.empty()) return;
    document_.published = document_.messages[0].date;
    if (!document_.published.empty()) document_.published_basis = DateBasis::kHeader;
  }

  bool in_message(size_t block) const {
    const auto after = std::partition_point(document_.messages.begin(), document_.messages.end(),
                                            [&](const Message& m) { return m.first <= block; });
    return after != document_.messages.begin() && block < std::prev(after)->end;
  }

  void read_byline(Block& block, const TokenizedText& line) {
    const std::vector<LabelledValue> values = lines_.labelled(text_, line);
    const bool day_first = order_of_dates();
    const auto date = dates_.find(text_, line, day_first);
    const bool dated = date && is_date_line(block.span, line, *date);
    if (values.empty() && !dated && block.role != BlockRole::kByline) return;
    const bool editors_only =
        !values.empty() &&
        std::all_of(values.begin(), values.end(), [](const LabelledValue& value) { return value.kind == "editor"; });
    block.role = editors_only ? BlockRole::kBoilerplate : BlockRole::kByline;
    read_credits(values);
    for (const LabelledValue& value : values) {
      if (value.kind == "author" && document_.byline.empty()) document_.byline = value_text(value.value);
    }
    if (date && document_.published.empty()) {
      document_.published = to_string(date->day);
      document_.published_basis = DateBasis::kByline;
      dated_by_line_ = block.span.begin;
    }
  }

  // A line that is dates and little else; a time of day beside one says that somebody put it there.
  bool is_date_line(Span span, const TokenizedText& line, const DateFinder::Found& first) const {
    constexpr uint32_t kMostElse = 40, kMostBesideClock = 100;
    if (ends_sentence(span.of(text_))) return false;
    uint32_t others = letters_of({span.begin, first.span.begin}), most = kMostElse;
    for (std::optional<DateFinder::Found> date = first; date;) {
      if (holds_clock({date->span.end, std::min(span.end, date->span.end + kClockReach)})) most = kMostBesideClock;
      const uint32_t end = date->span.end;
      date = dates_.find(text_, line, order_of_dates(), date->next);
      others += letters_of({end, date ? date->span.begin : span.end});
    }
    return others <= most;
  }

  // How much is written there; a sign of a word's length counts as some letters.
  uint32_t letters_of(Span span) const {
    uint32_t letters = 0;
    for (const char c : span.of(text_)) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0U) != 0x80U) letters += byte >= 0xE0 ? 3 : 1;
    }
    return letters;
  }

  // '08:15', '7h12', '10.23'
  bool holds_clock(Span span) const {
    const std::string_view words = span.of(text_);
    const auto digit = [&](size_t i) { return i < words.size() && words[i] >= '0' && words[i] <= '9'; };
    for (size_t i = 1; i + 2 < words.size(); ++i) {
      const bool parts = words[i] == ':' || words[i] == 'h' || words[i] == '.';
      if (parts && digit(i - 1) && digit(i + 1) && digit(i + 2)) return true;
    }
    return false;
  }

  // What the page itself calls its author and its date, in words.
  void read_written_byline() {
    const std::string byline = document_.byline;
    const TokenizedText line = tokenize(byline, {0, static_cast<uint32_t>(byline.size())}, vocabulary_, {});
    const std::vector<LabelledValue> values = lines_.labelled(byline, line);
    for (const LabelledValue& value : values) {
      if (value.kind == "author" && value.label.begin == 0 && value.value.size() > 0)
        document_.byline = trim(std::string_view(byline).substr(value.value.begin));
    }
    read_written_date("published", DateBasis::kMetadata);
    read_written_date("dateline", DateBasis::kByline);
  }

  // Lines around a page's title that turned out to say neither who nor when.
  void find_lines_of_nothing() {
    if (document_.media_type != "text/html") return;
    for (Block& block : document_.blocks) {
      if (block.role != BlockRole::kByline || block.span.size() > kMaxByline) continue;
      const std::string_view words = block.span.of(text_);
      const bool names = !document_.byline.empty() && (words.find(document_.byline) != std::string_view::npos ||
                                                       document_.byline.find(words) != std::string::npos);
      const TokenizedText line = tokens(block.span);
      if (!names && lines_.labelled(text_, line).empty() && !dates_.find(text_, line, order_of_dates()))
        block.role = BlockRole::kBoilerplate;
    }
  }

  void read_written_date(std::string_view name, DateBasis basis) {
    const std::string written(document_.header(name));
    if (written.empty() || !document_.published.empty()) return;
    const TokenizedText words = tokenize(written, {0, static_cast<uint32_t>(written.size())}, vocabulary_, {});
    const auto date = dates_.find(written, words, order_of_dates());
    if (!date) return;
    document_.published = to_string(date->day);
    document_.published_basis = basis;
  }

  void read_credits(const std::vector<LabelledValue>& values) {
    for (const LabelledValue& value : values) {
      if (!value.value.empty() && (value.kind == "author" || value.kind == "source" || value.kind == "photo"))
        document_.credits.push_back(value.value);
    }
  }

  // In the middle of a text: a line that is a label and a name, as where two articles stand in one file.
  void read_labels(Block& block, const TokenizedText& line) {
    const std::vector<LabelledValue> values = lines_.labelled(text_, line);
    if (values.empty()) return;
    read_credits(values);
    const bool alone = values.front().label.begin == block.span.begin && line.tokens.size() <= kMaxLabelLine;
    if (alone && values.front().kind != "date") block.role = BlockRole::kByline;
  }

  std::string value_text(Span span) const { return std::string(trim(span.of(text_))); }

  // Whether 3/4/2024 is in April here.
  bool order_of_dates() const {
    const Pack* pack = languages_.find(document_.language);
    return pack == nullptr || !pack->setting("date_order", "dmy").starts_with("m");
  }

  // The name of a picture or a button just before boilerplate: a word or two in another script than the text's.
  void find_stray_words() {
    for (size_t i = 0; i + 1 < document_.blocks.size(); ++i) {
      Block& block = document_.blocks[i];
      const bool stray = may_be_furniture(block.role) && block.span.size() <= 24 &&
                         document_.blocks[i + 1].role == BlockRole::kBoilerplate &&
                         guesses_[i].language != primary(document_.language) && !ends_sentence(block.span.of(text_));
      if (stray) block.role = BlockRole::kBoilerplate;
    }
  }

  void find_title() {
    constexpr std::string_view kOfPages[] = {"modified", "published", "dateline"};
    const bool of_page = !document_.headers.empty() && std::find(std::begin(kOfPages), std::end(kOfPages),
                                                                 document_.headers.front().first) != std::end(kOfPages);
    if (!document_.headers.empty() && !of_page) return;
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      Block& block = document_.blocks[i];
      if (block.role == BlockRole::kTitle) return;
      if (block.role == BlockRole::kBoilerplate || block.role == BlockRole::kByline) continue;
      if (i + 1 == document_.blocks.size() || i >= kBylineBlocks) return;
      const std::string_view line = block.span.of(text_);
      if (document_.title.empty() ? !looks_like_title(i) : trim(line) != trim(document_.title)) return;
      block.role = BlockRole::kTitle;
      if (document_.title.empty()) document_.title = line;
      return;
    }
  }

  bool looks_like_title(size_t i) const {
    const Block& block = document_.blocks[i];
    if (block.role != BlockRole::kBody && block.role != BlockRole::kHeading) return false;
    const std::string_view line = block.span.of(text_);
    if (line.find('\n') != std::string_view::npos || count_code_points(line) > kMaxTitle) return false;
    const Span gap{block.span.end, document_.blocks[i + 1].span.begin};
    const std::string_view between = gap.of(text_);
    const bool apart = std::count(between.begin(), between.end(), '\n') > 1;
    if (ends_sentence(line)) return apart;
    return apart || block.role == BlockRole::kHeading;
  }

  // In the first paragraph; the page's own lines above it are no sentences.
  void find_dateline() {
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      const Block& block = document_.blocks[i];
      if (block.role != BlockRole::kBody && block.role != BlockRole::kTitle) continue;
      const Span begin{block.span.begin, std::min(block.span.end, block.span.begin + kMaxByline)};
      const auto credit = lines_.dateline_credit(text_, tokens(whole_letters(begin)));
      // A line further down that is a date is then a heading of the text.
      if (document_.published.empty() || (dated_by_line_ && begin.begin < *dated_by_line_))
        date_by_dateline(begin, credit.has_value());
      if (block.role != BlockRole::kBody) continue;
      if (credit) document_.credits.push_back(*credit);
      const bool line = i + 1 < kBylineBlocks && block.span.size() <= kMaxTitle && !ends_sentence(block.span.of(text_));
      if (!line || credit) return;
    }
  }

  // 'LISBON, March 3, 2024 (Coast Press) - ', 'القاهرة 3 مارس 2024 (وكالة المرسى) - '
  void date_by_dateline(Span begin, bool agency) {
    constexpr uint32_t kMostPlace = 40;  // letters, signs of two bytes for one
    const Span head = whole_letters({begin.begin, std::min(begin.end, begin.begin + kMaxDateline)});
    const auto date = dates_.find(text_, tokens(head), order_of_dates());
    if (!date) return;
    const std::string_view place = trim(Span{head.begin, date->span.begin}.of(text_));
    const bool parted = std::any_of(std::begin(kPlaceEnds), std::end(kPlaceEnds),
                                    [&](std::string_view mark) { return place.ends_with(mark); });
    const std::string_view rest = Span{date->span.end, head.end}.of(text_);
    size_t at = rest.find_first_not_of(" ,،");
    if (!parted && !(agency && letters_of({head.begin, date->span.begin}) <= kMostPlace)) return;
    if (at != std::string_view::npos && rest[at] == '(') {
      at = rest.find(')', at);
      if (at != std::string_view::npos) at = rest.find_first_not_of(' ', at + 1);
    }
    if (at == std::string_view::npos) return;
    const bool dash = std::any_of(std::begin(kDashes), std::end(kDashes),
                                  [&](std::string_view d) { return rest.substr(at).starts_with(d); });
    if (!dash) return;
    document_.published = to_string(date->day);
    document_.published_basis = DateBasis::kByline;
  }

  // A span cut at a byte count, cut back to whole code points.
  Span whole_letters(Span span) const {
    while (span.end < text_.size() && span.end > span.begin &&
           (static_cast<unsigned char>(text_[span.end]) & 0xC0) == 0x80)
      --span.end;
    return span;
  }

  MessageRules message_rules() const { return {lines_, dates_, vocabulary_, order_of_dates()}; }

  // Messages quoted in messages: the line that introduces one, and all of it after 'Original Message'.
  void find_quoted_messages() {
    const bool mail = !document_.header("from").empty();
    uint32_t outer = 0;        // depth that everything from here on has
    bool announced = false;    // the line before said that a message follows
    int to_sign = 0;           // blocks that may still belong to the signature begun
    size_t next = 0, own = 0;  // messages whose head is still to come; the one that block i belongs to, and one more
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      Block& block = document_.blocks[i];
      if (next < document_.messages.size() && document_.messages[next].first == i) {
        if (mail && next > 0 && !announced) ++outer;
        if (!mail && !announced) outer = 0;
        document_.messages[next].depth += outer;
        own = ++next;
      }
      if (block.role != BlockRole::kHeader) announced = false;
      const bool in_message = mail || (own > 0 && i < document_.messages[own - 1].end);
      if (block.role == BlockRole::kQuote) {
        next += quoted_in_quotation(i, outer);
        block.depth += outer;
      }
      if (!may_be_furniture(block.role)) continue;
      if (block.span.size() <= kMaxByline) {
        const PageLines::Reply reply = lines_.reply_line(text_, tokens(block.span));
        if (reply == PageLines::Reply::kSignature && in_message) {
          block.role = BlockRole::kSignature;
          continue;
        }
        // 'Kind regards,' and who, where and what stands below it.
        const bool closing = reply == PageLines::Reply::kClosing && in_message;
        const bool signs =
            to_sign > 0 && reply == PageLines::Reply::kNone && in_message && !ends_sentence(block.span.of(text_));
        to_sign = closing ? kMostSignatureBlocks : signs ? to_sign - 1 : 0;
        if (outer == 0 && (closing || signs)) {
          block.role = BlockRole::kSignature;
          continue;
        }
        const bool quote_follows = i + 1 < document_.blocks.size() && document_.blocks[i + 1].role == BlockRole::kQuote;
        if (reply == PageLines::Reply::kOriginal && in_message) {
          ++outer;
          announced = true;
        }
        const bool unmarked = mail || (in_message && holds_date(message_rules(), text_, block.span));
        if (reply == PageLines::Reply::kAttribution && (quote_follows || unmarked)) {
          block.role = BlockRole::kQuote;
          block.depth = outer + 1;
          Message message;
          message.first = static_cast<uint32_t>(i);
          message.body = message.first + 1;
          message.depth = block.depth;
          message.end = quote_follows                      ? end_of_quotation(i + 1, 1)
                        : next < document_.messages.size() ? document_.messages[next].first
                        : own > 0                          ? document_.messages[own - 1].end
                                                           : static_cast<uint32_t>(document_.blocks.size());
          add_announced_message(message_rules(), block.span, message, document_);
          ++next;
          // Some programs quote without marks: then the rest is the message replied to.
          if (!quote_follows) ++outer;
          continue;
        }
      }
      if (outer > 0) {
        block.role = BlockRole::kQuote;
        block.depth = outer;
      }
    }
  }

  // An office file says when it was last written: the least that is known of its date.
  void take_date_of_file() {
    if (!document_.published.empty() || document_.media_type.starts_with("text/")) return;
    for (const char* name : {"modified", "created"}) {
      const std::string_view written = document_.header(name);
      const auto day = parse_day(written.substr(0, 10));
      if (!day) continue;
      document_.published = to_string(*day);
      document_.published_basis = DateBasis::kMetadata;
      return;
    }
  }

  // The block behind the quotation of that depth that begins at `block`.
  uint32_t end_of_quotation(size_t block, uint32_t depth) const {
    while (block < document_.blocks.size() && document_.blocks[block].role == BlockRole::kQuote &&
           document_.blocks[block].depth >= depth)
      ++block;
    return static_cast<uint32_t>(block);
  }

  // A quoted block whose last line announces a deeper one: '> Ana wrote:'. The number of messages found, 0 or 1.
  size_t quoted_in_quotation(size_t i, uint32_t outer) {
    const Block& block = document_.blocks[i];
    const size_t newline = block.span.of(text_).rfind('\n');
    const bool alone = newline == std::string_view::npos;
    if (i + 1 >= document_.blocks.size() || document_.blocks[i + 1].role != BlockRole::kQuote ||
        document_.blocks[i + 1].depth < block.depth + (alone ? 0 : 1))
      return 0;
    Span line = block.span;
    if (!alone) line.begin += static_cast<uint32_t>(newline) + 1;
    if (line.size() > kMaxByline || lines_.reply_line(text_, tokens(line)) != PageLines::Reply::kAttribution) return 0;
    Message message;
    message.body = static_cast<uint32_t>(i) + 1;
    message.first = alone ? static_cast<uint32_t>(i) : message.body;
    message.end = end_of_quotation(i + 1, document_.blocks[i + 1].depth);
    message.depth = document_.blocks[i + 1].depth + outer;
    add_announced_message(message_rules(), line, message, document_);
    return 1;
  }

  void find_date_in_url() {
    if (!document_.published.empty() || document_.url.empty()) return;
    if (const auto day = find_day_in_url(document_.url)) {
      document_.published = to_string(*day);
      document_.published_basis = DateBasis::kUrl;
    }
  }

  const LanguageIdentifier& identifier_;
  const PageLines& lines_;
  const DateFinder& dates_;
  const Vocabulary& vocabulary_;
  const Languages& languages_;
  Document& document_;
  std::string_view text_;
  std::vector<LanguageIdentifier::Guess> guesses_;  // by block
  std::optional<uint32_t> dated_by_line_;           // where the line begins that gave the document its day
};

}  // namespace

DocumentFinisher::DocumentFinisher(const Languages& languages) : parts_(std::make_unique<const Parts>(languages)) {}
DocumentFinisher::~DocumentFinisher() = default;

void DocumentFinisher::finish(Document& document) const {
  const Parts& p = *parts_;
  Finish(p.identifier, p.lines, p.dates, p.vocabulary, p.languages, document).run();
}

}  // namespace annals
