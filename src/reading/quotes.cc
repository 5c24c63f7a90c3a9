#include "reading/quotes.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "reading/references.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kLongQuote = 7;  // words: a quotation even where nobody is said to speak
constexpr uint32_t kShortQuote = 2;
constexpr uint32_t kMarkBytes = 6;    // a mark with a stop
constexpr uint32_t kPhraseQuote = 4;  // words: enough to be a quotation in the same sentence as a saying word

class QuoteReader {
 public:
  QuoteReader(const Analysis& analysis, const std::vector<ReadScene>& scenes, const Mail& mail,
              const std::vector<float>& feminine, Reading& reading)
      : analysis_(analysis),
        scenes_(scenes),
        mail_(mail),
        reading_(reading),
        speakers_(analysis, scenes, feminine, reading) {}

  void run() {
    find_labels();
    size_t scene = 0;
    for (uint32_t b = 0; b < analysis_.blocks.size(); ++b) {
      const AnalyzedBlock& block = analysis_.blocks[b];
      while (scene < scenes_.size() && scenes_[scene].scene.block < b) ++scene;
      first_scene_ = scene;
      size_t end = scene;
      while (end < scenes_.size() && scenes_[end].scene.block == b) ++end;
      end_scene_ = end;
      if (end == scene || !block.language->quotes) continue;
      if (mail_.announces(b)) continue;
      if (mail_.of(b).letter != kNone && read_mail_block(block, b)) continue;
      read_block(block);
    }
    std::stable_sort(reading_.quotes.begin(), reading_.quotes.end(), [](const Quote& a, const Quote& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    name_repeated();
  }

 private:
  // --- e-mail ------------------------------------------------------------------------------------------------------

  // The block is its sender's words; whether they are quoted as a whole, with nothing more to find in them.
  bool read_mail_block(const AnalyzedBlock& block, uint32_t number) {
    const Mail::Voice& voice = mail_.of(number);
    const bool quoted = block.block->role == BlockRole::kQuote;
    if (voice.author == kNone) return quoted;
    const bool goes_on = message_ != kNone && number == message_block_ + 1 && mail_.of(message_block_) == voice;
    message_block_ = number;
    if (goes_on) {
      reading_.quotes[message_].span.end = block.block->span.end;
      return quoted;
    }
    Span span = block.block->span;
    const std::string_view words = span.of(analysis_.text());
    span.begin += static_cast<uint32_t>(std::min(words.find_first_not_of("> "), words.size()));
    message_ = static_cast<uint32_t>(reading_.quotes.size());
    add(span, voice.author, voice.recipient, std::nullopt, 0);
    reading_.quotes.back().body = !quoted;
    return quoted;
  }

  Speakers::Range range() const { return {first_scene_, end_scene_}; }

  bool ends_with_colon(const Scene& scene) const {
    return !scene.elements.empty() && speakers_.is_colon(scene.elements.back(), analysis_.blocks[scene.block]);
  }

  // --- marked quotations -------------------------------------------------------------------------------------------

  void read_block(const AnalyzedBlock& block) {
    const size_t before = reading_.quotes.size();
    // A block that another one announced with a colon is spoken as a whole.
    const std::vector<QuotedStretch> candidates = pair_marks(analysis_.text(), block);
    const bool starts_marked = !candidates.empty() && candidates[0].first <= 1;
    if (announced_ != kNone && !starts_marked && (announced_blocks_ == 0 || in_first_person(block))) {
      add(block.block->span, announced_, announced_addressee_, announced_cue_, 0);
      ++announced_blocks_;
      if (!ends_with_colon(scenes_[end_scene_ - 1].scene)) return;
    }
    const bool announced_marked = announced_ != kNone && starts_marked && announced_blocks_ == 0;
    const Cue announced{announced_, announced_addressee_, announced_cue_, true, 2};
    announced_ = kNone;
    for (const QuotedStretch& candidate : candidates) {
      Cue cue = speakers_.cue(block, range(), candidate);
      if (announced_marked && candidate.first <= 1 && cue.strength < 2) cue = announced;
      judge(block, candidate, cue, before);
    }
    transcript(before);
    unmarked_after_colon(block, before);
    dialogue(block, before);
  }

  static uint32_t words_in(const AnalyzedBlock& block, uint32_t first, uint32_t end) {
    uint32_t words = 0, ideographs = 0;
    for (uint32_t i = first; i < end; ++i) {
      words += block.text.tokens[i].kind == TokenKind::kWord || block.text.tokens[i].kind == TokenKind::kNumber;
      ideographs += block.text.tokens[i].kind == TokenKind::kIdeograph;
    }
    return words + ideographs / 2;
  }

  bool ends_sentence_inside(const QuotedStretch& candidate) const {
    const char32_t last = decode_before(analysis_.text(), candidate.span.end).value;
    return last == '.' || last == '!' || last == '?' || last == 0x3002 || last == 0xFF01 || last == 0xFF1F ||
           last == 0x061F || last == 0x2026;
  }

  // 'She shrugged. “Never.”': the marks hold a whole sentence.
  bool is_sentence(const QuotedStretch& candidate) const {
    const size_t scene =
        std::partition_point(scenes_.begin(), scenes_.end(),
                             [&](const ReadScene& r) { return r.scene.span.end <= candidate.span.begin; }) -
        scenes_.begin();
    if (scene >= scenes_.size()) return false;
    const Span sentence = scenes_[scene].scene.span;
    return sentence.begin + kMarkBytes >= candidate.span.begin && candidate.span.end + kMarkBytes >= sentence.end;
  }

  // Whether a name fills the marks: the title of a paper or a work.
  bool is_title(Span span) const {
    auto mention = std::partition_point(reading_.mentions.begin(), reading_.mentions.end(),
                                        [&](const Mention& m) { return m.span.begin <= span.begin + 1; });
    for (size_t steps = 0; mention != reading_.mentions.begin() && steps < kNeighbours; ++steps) {
      --mention;
      if (mention->span.end + 1 >= span.end && mention->span.overlaps(span)) return true;
    }
    return false;
  }

  // 'a message entitled “…”'
  static bool follows_title_word(const AnalyzedBlock& block, uint32_t first) {
    constexpr uint32_t kLongestTitleWord = 4;  // tokens
    const uint32_t mark = first - std::min(first, 1U);
    for (uint32_t t = mark - std::min(mark, kLongestTitleWord); t < mark; ++t) {
      const auto match = block.language->quotes->titles.longest(block.text, t);
      if (match.count > 0 && t + match.count == mark) return true;
    }
    return false;
  }

  static bool is_heading(const AnalyzedBlock& block) {
    return block.block->role == BlockRole::kTitle || block.block->role == BlockRole::kHeading;
  }

  void judge(const AnalyzedBlock& block, const QuotedStretch& candidate, Cue cue, size_t before) {
    const uint32_t words = words_in(block, candidate.first, candidate.end);
    if (words == 0 || is_title(candidate.span) || follows_title_word(block, candidate.first)) return;
    Quote* inside = nullptr;
    Quote* last = nullptr;
    if (reading_.quotes.size() > before) last = &reading_.quotes.back();
    for (size_t k = reading_.quotes.size(); k-- > before && k + kNeighbours > reading_.quotes.size();) {
      if (inside == nullptr && reading_.quotes[k].span.contains(candidate.span)) inside = &reading_.quotes[k];
    }
    if (inside != nullptr) {
      // Words quoted inside a quotation: kept when long enough to be somebody's own words.
      if (words >= kPhraseQuote)
        add(candidate.span, cue.strength == 2 ? cue.speaker : inside->speaker, inside->addressee, cue.span,
            inside->depth + 1);
      return;
    }
    const bool goes_on =
        last != nullptr && last->speaker != kNone && candidate.span.begin - last->span.end < kSplitDistance;
    const bool whole = (ends_sentence_inside(candidate) && words >= kShortQuote) || (goes_on && is_sentence(candidate));
    const bool keep = (goes_on && whole) || cue.strength == 2 || (cue.strength == 1 && words > kShortQuote) ||
                      ((cue.source || (cue.content && cue.named)) && words == kShortQuote) || words >= kLongQuote ||
                      ((whole || is_heading(block)) && words >= kPhraseQuote);
    if (!keep) return;
    if (cue.unnamed) return add(candidate.span, kNone, cue.addressee, cue.span, 0);
    if (cue.speaker == kNone) cue.speaker = speakers_.introducer(range(), candidate.span);
    if (cue.speaker == kNone && last != nullptr)
      cue.speaker = speakers_.gesture(range(), last->span.end, candidate.span);
    if (cue.speaker == kNone && goes_on) {
      cue.speaker = last->speaker;
      cue.addressee = last->addressee;
    }
    const bool in_message = mail_.of(scenes_[first_scene_].scene.block).letter != kNone;
    if (cue.speaker == kNone && !in_message) cue.speaker = speakers_.without_cue(range(), candidate.span);
    if (cue.speaker == kNone && reading_.quotes.size() > 0 && !reading_.quotes.back().body &&
        candidate.span.begin - reading_.quotes.back().span.end < kSameSpeakerDistance) {
      cue.speaker = reading_.quotes.back().speaker;
    }
    add(candidate.span, cue.speaker, cue.addressee, cue.span, 0);
  }

  // Words that the title quotes are those of the one who says them in the text.
  void name_repeated() {
    const auto plain = [&](const Quote& quote) {
      std::string words;
      for (const char c : quote.span.of(analysis_.text())) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) == 0) continue;
        words += static_cast<char>(std::tolower(byte));
      }
      return words;
    };
    size_t nameless = 0;
    for (Quote& quote : reading_.quotes) {
      if (quote.speaker != kNone || quote.depth > 0 || ++nameless > kNameless) continue;
      const std::string words = plain(quote);
      for (const Quote& other : reading_.quotes) {
        if (other.speaker == kNone || other.body || other.span.size() > kLongestRepeated) continue;
        if (plain(other).find(words) == std::string::npos) continue;
        quote.speaker = other.speaker;
        quote.addressee = other.addressee;
        break;
      }
    }
  }

  // --- unmarked quotations -----------------------------------------------------------------------------------------

  // 'COSTA: The plant stays.', '[21:14] Costa: …', 'Costa (21:14): …': who speaks the line that begins so.
  struct Label {
    const Element* name = nullptr;  // null where there is none
    uint32_t words = 0;             // the element behind the colon
  };
  Label label(const Scene& scene) const {
    constexpr uint32_t kLongestStamp = 4;  // elements: a time and its brackets
    const std::vector<Element>& elements = scene.elements;
    const auto colon = [&](uint32_t i) { return speakers_.is_colon(elements[i], analysis_.blocks[scene.block]); };
    const auto past_stamp = [&](uint32_t from) {
      uint32_t i = from;
      bool time = false;
      while (i < elements.size() && i < from + kLongestStamp && !colon(i) &&
             (elements[i].kind == ElementKind::kTime || elements[i].sign)) {
        time = time || elements[i].kind == ElementKind::kTime;
        ++i;
      }
      return time ? i : from;
    };
    const uint32_t at = past_stamp(0);
    if (at >= elements.size()) return {};
    const Element& name = elements[at];
    const bool named = name.kind == ElementKind::kName && !name.pronoun && name.entity != kNone &&
                       (name.type == EntityType::kPerson || name.type == EntityType::kOrganization);
    const uint32_t end = named ? past_stamp(at + 1) : 0;
    return named && end + 1 < elements.size() && colon(end) ? Label{&name, end + 1} : Label{};
  }

  // A transcript or an interview has several lines with such labels, and some speak again; a list of people does not.
  void find_labels() {
    std::vector<uint32_t> lines(reading_.entities.size());
    size_t labels = 0;
    for (size_t s = 0; s < scenes_.size(); ++s) {
      if (s > 0 && scenes_[s - 1].scene.block == scenes_[s].scene.block) continue;
      const Element* name = label(scenes_[s].scene).name;
      if (name == nullptr) continue;
      ++labels;
      is_transcript_ = is_transcript_ || ++lines[name->entity] > 1;
    }
    is_transcript_ = is_transcript_ && labels >= kLeastLabels;
  }

  void transcript(size_t before) {
    const auto [name, words] = is_transcript_ ? label(scenes_[first_scene_].scene) : Label{};
    if (name == nullptr) return;
    const Span block = analysis_.blocks[scenes_[first_scene_].scene.block].block->span;
    const Span span{scenes_[first_scene_].scene.elements[words].span.begin, block.end};
    for (size_t k = before; k < reading_.quotes.size(); ++k) {
      if (reading_.quotes[k].span.begin <= span.begin + 1) return;  // 'COSTA: “The plant stays.”'
      ++reading_.quotes[k].depth;
    }
    add(span, name->entity, kNone, name->span, 0);
  }

  bool in_first_person(const AnalyzedBlock& block) const {
    if (!block.language->references) return false;
    for (uint32_t i = 0; i < block.text.tokens.size(); ++i) {
      const auto match = block.language->references->phrases.longest(block.text, i);
      if (match.count == 0) continue;
      const ReferenceKind kind = block.language->references->words[match.payload].kind;
      if (kind == ReferenceKind::kSelf || kind == ReferenceKind::kAddressee) return true;
    }
    for (size_t s = first_scene_; s < end_scene_; ++s) {
      for (const StatedEvent& statement : scenes_[s].statements) {
        if ((statement.tags & kFormSelf) != 0) return true;
      }
    }
    return false;
  }

  // 'Rui Costa replied: the plant stays.' to the end of the line; at its end, the next block is announced.
  void unmarked_after_colon(const AnalyzedBlock& block, size_t before) {
    for (size_t s = first_scene_; s < end_scene_; ++s) {
      const ReadScene& read = scenes_[s];
      const std::vector<Element>& elements = read.scene.elements;
      for (uint32_t i = 0; i < elements.size(); ++i) {
        if (!speakers_.is_colon(elements[i], block)) continue;
        const StatedEvent* says = nullptr;
        for (const StatedEvent& statement : read.statements) {
          if (introduces(read, statement, i)) says = &statement;
        }
        if (says == nullptr) continue;
        const uint32_t speaker = speakers_.subject(read, *says, {elements[i].span.end, elements[i].span.end});
        const uint32_t addressee = Speakers::addressee(read, *says, speaker);
        if (speaker == kNone) continue;
        if (i + 1 == elements.size()) {
          if (s + 1 == end_scene_) {
            announced_ = speaker;
            announced_addressee_ = addressee;
            announced_cue_ = elements[says->at].span;
            announced_blocks_ = 0;
          }
          continue;
        }
        if (elements[i + 1].has(kBeginsContent | kRelates)) continue;  // 'one more proposal: that the yard be sold'
        if (elements[i + 1].kind == ElementKind::kMark ||
            (i + 2 < elements.size() && elements[i + 2].kind == ElementKind::kMark))
          continue;
        Span span{elements[i + 1].span.begin, line_end(block, elements[i + 1].token)};
        span.end = before_others(s, span, before);
        const auto mine = reading_.quotes.begin() + static_cast<std::ptrdiff_t>(before);
        auto quote = std::partition_point(mine, reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin <= span.begin; });
        bool overlaps = false;
        for (size_t steps = 0; quote != mine && steps < kNeighbours && !overlaps; ++steps) {
          --quote;
          overlaps = quote->depth == 0 && span.begin < quote->span.end;
        }
        if (overlaps) continue;
        for (size_t k = before; k < reading_.quotes.size(); ++k) {
          if (span.contains(reading_.quotes[k].span)) ++reading_.quotes[k].depth;
        }
        add(span, speaker, addressee, elements[says->at].span, 0);
        add_inner(block, span, before);
        return;
      }
    }
  }

  // 'proposed: it would pay half. The answer came at once: “…”': where the words of others begin, in sentences after
  // that of number `scene`, ends what stands in no marks.
  uint32_t before_others(size_t scene, Span span, size_t before) const {
    for (size_t k = before; k < reading_.quotes.size(); ++k) {
      const Quote& other = reading_.quotes[k];
      if (other.depth > 0 || !span.contains(other.span)) continue;
      const uint32_t begin = other.cue ? std::min(other.cue->begin, other.span.begin) : other.span.begin;
      size_t own = scene + 1;
      while (own < end_scene_ && scenes_[own].scene.span.end <= begin) ++own;
      if (own >= end_scene_ || begin < span.begin) continue;
      span.end = std::min(span.end, scenes_[own - 1].scene.span.end);
    }
    return span.end;
  }

  // What the last quotation, which has no marks of its own, quotes in marks.
  void add_inner(const AnalyzedBlock& block, Span around, size_t before) {
    const Quote outer = reading_.quotes.back();
    for (const QuotedStretch& candidate : pair_marks(analysis_.text(), block)) {
      const bool inside =
          around.contains(candidate.span) && words_in(block, candidate.first, candidate.end) >= kPhraseQuote;
      const bool known = std::any_of(reading_.quotes.begin() + static_cast<std::ptrdiff_t>(before),
                                     reading_.quotes.end(), [&](const Quote& q) { return q.span == candidate.span; });
      if (inside && !known) add(candidate.span, outer.speaker, outer.addressee, std::nullopt, 1);
    }
  }

  // Whether the statement is what a colon at element `colon` opens: nothing but its own names and a few words stand
  // between.
  static bool introduces(const ReadScene& read, const StatedEvent& statement, uint32_t colon) {
    const Scene& scene = read.scene;
    // 'Prado says the club does well because it does one thing: …'
    const auto acts = [&](const StatedEvent& s) {
      return s.at > statement.at && s.at < colon && is_verbal(s) && !s.frame->says;
    };
    const auto first = scene.elements.begin() + statement.at, last = scene.elements.begin() + colon;
    const bool within = scene.frames->spaced && statement.at < colon && colon + 1 < scene.elements.size();
    if (within && (std::any_of(read.statements.begin(), read.statements.end(), acts) ||
                   std::any_of(first, last, [](const Element& e) { return e.has(kMakesPassive); })))
      return false;
    const bool words = scene.frames->types[statement.frame->type].is(kExchange | kBargain);  // 'another proposal:'
    if (!(statement.frame->says || words) || statement.at >= colon) return false;
    if ((statement.frame->content != ClaimStatus::kAsserted && colon - statement.at > 2) ||
        colon - statement.at > kColonDistance)
      return false;
    for (uint32_t i = statement.at + 1; i < colon; ++i) {
      const Element& e = scene.elements[i];
      if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark ||
          e.has(kBeginsContent))
        return false;
    }
    return true;
  }

  static uint32_t line_end(const AnalyzedBlock& block, uint32_t token) {
    uint32_t end = block.text.tokens[token].span.end;
    for (uint32_t i = token; i < block.text.tokens.size() && block.text.tokens[i].kind != TokenKind::kLineBreak; ++i)
      end = block.text.tokens[i].span.end;
    return end;
  }

  // A line of dialogue after a dash; the speaker follows a second dash.
  void dialogue(const AnalyzedBlock& block, size_t before) {
    const auto& dashes = block.language->quotes->dashes;
    const std::vector<Token>& tokens = block.text.tokens;
    const auto is_dash = [&](uint32_t i) {
      return std::find(dashes.begin(), dashes.end(), decode(analysis_.text(), tokens[i].span.begin).value) !=
             dashes.end();
    };
    if (dashes.empty() || tokens.size() < 4 || !is_dash(0) || reading_.quotes.size() != before) return;
    uint32_t end = 1;
    while (end < tokens.size() && tokens[end].kind != TokenKind::kLineBreak &&
           !(is_dash(end) && tokens[end].space_before))
      ++end;
    const QuotedStretch candidate{1, end, 0, {tokens[1].span.begin, tokens[end - 1].span.end}};
    const Cue cue = speakers_.cue(block, range(), candidate);
    if (cue.strength != 2) return;
    add(candidate.span, cue.speaker, cue.addressee, cue.span, 0);
    // '— … — said Prado. — …': they go on behind a third dash.
    uint32_t first = end + 1;
    while (first < tokens.size() && tokens[first].kind != TokenKind::kLineBreak && !is_dash(first)) ++first;
    uint32_t last = ++first;
    while (last < tokens.size() && tokens[last].kind != TokenKind::kLineBreak &&
           !(is_dash(last) && tokens[last].space_before))
      ++last;
    if (last <= first || last > tokens.size()) return;
    const QuotedStretch rest{first, last, 0, {tokens[first].span.begin, tokens[last - 1].span.end}};
    const Cue next = last < tokens.size() && is_dash(last) ? speakers_.cue(block, range(), rest) : Cue{};
    const bool other = next.strength == 2 && next.span && next.span->begin >= rest.span.end;
    add(rest.span, other ? next.speaker : cue.speaker, other ? next.addressee : cue.addressee,
        other ? next.span : cue.span, 0);
  }

  void add(Span span, uint32_t speaker, uint32_t addressee, std::optional<Span> cue, uint32_t depth) {
    Quote quote;
    quote.span = span;
    quote.speaker = speaker;
    quote.addressee = addressee;
    quote.cue = cue;
    quote.depth = depth;
    reading_.quotes.push_back(quote);
  }

  static constexpr size_t kNeighbours = 8;         // quotations or names looked at around a place
  static constexpr uint32_t kSplitDistance = 160;  // bytes between the parts of one split quotation
  static constexpr uint32_t kSameSpeakerDistance =
      240;                                           // bytes after a quotation in which another has the same speaker
  static constexpr size_t kNameless = 16;            // quotations without speaker that are looked for again
  static constexpr uint32_t kLongestRepeated = 400;  // bytes of a quotation that repeats another
  static constexpr size_t kLeastLabels = 3;          // lines that begin with a name and a colon
  static constexpr uint32_t kColonDistance = 16;     // elements between a saying word and its colon

  const Analysis& analysis_;
  const std::vector<ReadScene>& scenes_;
  const Mail& mail_;
  Reading& reading_;
  Speakers speakers_;
  uint32_t message_ = kNone, message_block_ = kNone;  // the quotation that is the last message, its last block
  size_t first_scene_ = 0, end_scene_ = 0;
  bool is_transcript_ = false;
  uint32_t announced_ = kNone, announced_addressee_ = kNone, announced_blocks_ = 0;
  std::optional<Span> announced_cue_;
};

}  // namespace

void read_quotes(const Analysis& analysis, const std::vector<ReadScene>& scenes, const Mail& mail,
                 const std::vector<float>& feminine, Reading& reading) {
  QuoteReader(analysis, scenes, mail, feminine, reading).run();
}

Enclosures::Enclosures(const std::vector<Quote>& quotes) : quotes_(quotes) {
  std::vector<uint32_t> open;
  for (uint32_t q = 0; q < quotes.size(); ++q) {
    while (!open.empty() && quotes[open.back()].span.end < quotes[q].span.end) open.pop_back();
    parents_.push_back(open.empty() ? kNone : open.back());
    open.push_back(q);
  }
}

uint32_t Enclosures::around(Span span) const {
  const auto after =
      std::partition_point(quotes_.begin(), quotes_.end(), [&](const Quote& q) { return q.span.begin <= span.begin; });
  if (after == quotes_.begin()) return kNone;
  auto quote = static_cast<uint32_t>(after - quotes_.begin() - 1);
  while (quote != kNone && !quotes_[quote].span.contains(span)) quote = parents_[quote];
  return quote;
}

}  // namespace annals
