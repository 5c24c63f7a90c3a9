#include "reading/quotes.h"

#include <algorithm>

#include "reading/mail.h"
#include "reading/references.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kDeepest = 32;  // marks that are open at once and may still be closed
constexpr size_t kCueReach =
    256;  // elements from a quotation to what may say who speaks: endless sentences cost no more
constexpr uint32_t kLongQuote = 7;  // words: a quotation even where nobody is said to speak
constexpr uint32_t kShortQuote = 2;
constexpr uint32_t kPhraseQuote = 4;  // words: enough to be a quotation in the same sentence as a saying word

// A stretch between quotation marks. Tokens are indices within the block, half-open and without the marks.
struct Candidate {
  uint32_t block = 0;
  uint32_t first = 0, end = 0;
  uint32_t depth = 0;
  bool marked = true;
  Span span;
};

// Pairs the marks of a block, line by line.
class MarkPairer {
 public:
  MarkPairer(std::string_view text, const AnalyzedBlock& block, uint32_t number)
      : text_(text), block_(block), number_(number) {}

  std::vector<Candidate> run() {
    const std::vector<Token>& tokens = block_.text.tokens;
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::kLineBreak) {
        add_unclosed();
        continue;
      }
      if (tokens[i].kind != TokenKind::kPunctuation && tokens[i].kind != TokenKind::kSymbol) continue;
      mark(i, decode(text_, tokens[i].span.begin).value);
    }
    add_unclosed();
    std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return a.first != b.first ? a.first < b.first : a.end > b.end;
    });
    std::vector<uint32_t> ends;  // of the stretches that are open at the candidate
    for (Candidate& candidate : found_) {
      while (!ends.empty() && ends.back() < candidate.end) ends.pop_back();
      candidate.depth = static_cast<uint32_t>(ends.size());
      ends.push_back(candidate.end);
    }
    return std::move(found_);
  }

 private:
  struct Open {
    uint32_t token = 0;
    char32_t close = 0;
  };

  // Words that a mark opens at the beginning of a line and none closes: to the end of their sentence.
  void add_unclosed() {
    const std::vector<Token>& tokens = block_.text.tokens;
    if (open_.empty()) return;
    const uint32_t first = open_[0].token + 1;
    open_.clear();
    if (first >= 2 && tokens[first - 2].kind != TokenKind::kLineBreak) return;
    for (const Sentence& sentence : block_.sentences) {
      if (first < sentence.first || first >= sentence.first + sentence.count) continue;
      uint32_t end = sentence.first + sentence.count;
      if (end > first && tokens[end - 1].kind == TokenKind::kPunctuation) --end;
      add(first, end);
    }
  }

  void mark(uint32_t i, char32_t c) {
    const std::vector<Token>& tokens = block_.text.tokens;
    const size_t outermost = open_.size() - std::min(open_.size(), kDeepest);
    for (size_t k = open_.size(); k-- > outermost;) {
      if (open_[k].close != c || i == open_[k].token + 1) continue;
      // A straight mark that looks like an opening one opens a new stretch.
      if (symmetric(c) && tokens[i].space_before && i + 1 < tokens.size() && !tokens[i + 1].space_before &&
          tokens[i + 1].kind != TokenKind::kLineBreak && tokens[i + 1].kind != TokenKind::kPunctuation) {
        open_[k].token = i;
        return;
      }
      if (c == 0x2019 && i + 1 < tokens.size() && !tokens[i + 1].space_before && tokens[i + 1].kind == TokenKind::kWord)
        return;  // don’t
      add(open_[k].token + 1, i);
      open_.resize(k);
      return;
    }
    for (const QuoteRules::Pair& pair : block_.language->quotes->marks) {
      if (pair.open != c) continue;
      if (symmetric(c) && i + 1 < tokens.size() && tokens[i + 1].space_before && !tokens[i].space_before) return;
      if (c == '\'' || c == 0x2018) {
        if (!tokens[i].space_before && i > 0 && tokens[i - 1].kind == TokenKind::kWord &&
            tokens[i - 1].script != Script::kHan)
          return;
      }
      open_.push_back({i, pair.close});
      return;
    }
  }

  bool symmetric(char32_t c) const {
    for (const QuoteRules::Pair& pair : block_.language->quotes->marks) {
      if (pair.open == c && pair.close == c) return true;
    }
    return false;
  }

  void add(uint32_t first, uint32_t end) {
    if (first >= end) return;
    const std::vector<Token>& tokens = block_.text.tokens;
    found_.push_back({number_, first, end, 0, true, {tokens[first].span.begin, tokens[end - 1].span.end}});
  }

  std::string_view text_;
  const AnalyzedBlock& block_;
  uint32_t number_;
  std::vector<Open> open_;
  std::vector<Candidate> found_;
};

class QuoteReader {
 public:
  QuoteReader(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading)
      : analysis_(analysis), scenes_(scenes), reading_(reading), author_(mail_author(analysis, reading)) {}

  void run() {
    size_t scene = 0;
    for (uint32_t b = 0; b < analysis_.blocks.size(); ++b) {
      const AnalyzedBlock& block = analysis_.blocks[b];
      while (scene < scenes_.size() && scenes_[scene].scene.block < b) ++scene;
      first_scene_ = scene;
      size_t end = scene;
      while (end < scenes_.size() && scenes_[end].scene.block == b) ++end;
      end_scene_ = end;
      if (end == scene || !block.language->quotes) continue;
      if (author_ != kNone) {
        read_mail_block(block);
        continue;
      }
      read_block(block, b);
    }
    std::stable_sort(reading_.quotes.begin(), reading_.quotes.end(), [](const Quote& a, const Quote& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
  }

 private:
  // --- e-mail ------------------------------------------------------------------------------------------------------

  void read_mail_block(const AnalyzedBlock& block) {
    if (block.block->role == BlockRole::kBody || block.block->role == BlockRole::kListItem) {
      announced_ = kNone;
      Quote* last = reading_.quotes.empty() ? nullptr : &reading_.quotes.back();
      if (last != nullptr && last->speaker == author_ && block_before_ != nullptr &&
          last->span.end == block_before_->block->span.end) {
        last->span.end = block.block->span.end;
      } else {
        add(block.block->span, author_, kNone, std::nullopt, 0);
      }
      block_before_ = &block;
      announced_ = colon_speaker();  // 'On Monday, Rui Costa wrote:'
    } else if (block.block->role == BlockRole::kQuote) {
      if (announced_ != kNone) add(block.block->span, announced_, author_, std::nullopt, 0);
      block_before_ = nullptr;
    }
  }

  // Who speaks after a colon at the end of the block's last sentence.
  uint32_t colon_speaker() const {
    if (first_scene_ == end_scene_) return kNone;
    const ReadScene& last = scenes_[end_scene_ - 1];
    if (!ends_with_colon(last.scene)) return kNone;
    for (size_t k = last.statements.size(); k-- > 0;) {
      if (last.statements[k].frame->says && !last.statements[k].subject.empty())
        return last.statements[k].subject[0].entity;
    }
    return kNone;
  }

  bool is_colon(const Element& element, const AnalyzedBlock& block) const {
    if (element.kind != ElementKind::kStop) return false;
    const char32_t c = decode(analysis_.text(), element.span.begin).value;
    const auto& colons = block.language->quotes->colons;
    return std::find(colons.begin(), colons.end(), c) != colons.end();
  }

  bool ends_with_colon(const Scene& scene) const {
    return !scene.elements.empty() && is_colon(scene.elements.back(), analysis_.blocks[scene.block]);
  }

  // --- marked quotations -------------------------------------------------------------------------------------------

  struct Cue {
    uint32_t speaker = kNone;
    uint32_t addressee = kNone;
    std::optional<Span> span;
    int strength = 0;  // 0 none, 1 a saying word in the sentence, 2 right beside the words
  };

  void read_block(const AnalyzedBlock& block, uint32_t number) {
    const size_t before = reading_.quotes.size();
    // A block that another one announced with a colon is spoken as a whole.
    std::vector<Candidate> candidates = MarkPairer(analysis_.text(), block, number).run();
    const bool starts_marked = !candidates.empty() && candidates[0].first <= 1;
    if (announced_ != kNone && !starts_marked && (announced_blocks_ == 0 || in_first_person(block))) {
      add(block.block->span, announced_, announced_addressee_, announced_cue_, 0);
      ++announced_blocks_;
      if (!ends_with_colon(scenes_[end_scene_ - 1].scene)) return;
    }
    const bool announced_marked = announced_ != kNone && starts_marked && announced_blocks_ == 0;
    const Cue announced{announced_, announced_addressee_, announced_cue_, 2};
    announced_ = kNone;
    for (const Candidate& candidate : candidates) {
      Cue cue = find_cue(block, candidate);
      if (announced_marked && candidate.first <= 1 && cue.strength < 2) cue = announced;
      judge(block, candidate, cue, before);
    }
    unmarked_after_colon(block, before);
    dialogue(block, number, before);
  }

  static uint32_t words_in(const AnalyzedBlock& block, uint32_t first, uint32_t end) {
    uint32_t words = 0, ideographs = 0;
    for (uint32_t i = first; i < end; ++i) {
      words += block.text.tokens[i].kind == TokenKind::kWord || block.text.tokens[i].kind == TokenKind::kNumber;
      ideographs += block.text.tokens[i].kind == TokenKind::kIdeograph;
    }
    return words + ideographs / 2;
  }

  bool ends_sentence_inside(const Candidate& candidate) const {
    const char32_t last = decode_before(analysis_.text(), candidate.span.end).value;
    return last == '.' || last == '!' || last == '?' || last == 0x3002 || last == 0xFF01 || last == 0xFF1F ||
           last == 0x061F || last == 0x2026;
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

  // The first sentence of the block that does not end before `byte`.
  size_t scene_at(uint32_t byte) const {
    const auto first = scenes_.begin() + static_cast<std::ptrdiff_t>(first_scene_),
               end = scenes_.begin() + static_cast<std::ptrdiff_t>(end_scene_);
    return static_cast<size_t>(
        std::partition_point(first, end, [&](const ReadScene& r) { return r.scene.span.end < byte; }) -
        scenes_.begin());
  }

  void judge(const AnalyzedBlock& block, const Candidate& candidate, Cue cue, size_t before) {
    const uint32_t words = words_in(block, candidate.first, candidate.end);
    if (words == 0 || is_title(candidate.span)) return;
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
    const bool whole = ends_sentence_inside(candidate) && words >= kShortQuote;
    const bool goes_on =
        last != nullptr && last->speaker != kNone && candidate.span.begin - last->span.end < kSplitDistance;
    const bool keep = (goes_on && whole) || cue.strength == 2 || (cue.strength == 1 && words > kShortQuote) ||
                      words >= kLongQuote || (whole && words >= kPhraseQuote);
    if (!keep) return;
    if (cue.speaker == kNone && goes_on) {
      cue.speaker = last->speaker;
      cue.addressee = last->addressee;
    }
    if (cue.speaker == kNone) cue.speaker = person_before(candidate.span.begin);
    if (cue.speaker == kNone && reading_.quotes.size() > 0 &&
        candidate.span.begin - reading_.quotes.back().span.end < kSameSpeakerDistance) {
      cue.speaker = reading_.quotes.back().speaker;
    }
    add(candidate.span, cue.speaker, cue.addressee, cue.span, 0);
  }

  // Nobody is said to speak: the last person named before the words in their sentence.
  uint32_t person_before(uint32_t byte) const {
    for (size_t s = scene_at(byte); s < end_scene_; ++s) {
      const Scene& scene = scenes_[s].scene;
      if (scene.span.begin > byte) break;
      uint32_t person = kNone;
      for (const Element& e : scene.elements) {
        if (e.span.begin >= byte) break;
        if (e.kind == ElementKind::kName && e.type == EntityType::kPerson) person = e.entity;
      }
      return person;
    }
    return kNone;
  }

  // The statement that says the words: before them in their sentence, or right after them.
  Cue find_cue(const AnalyzedBlock& block, const Candidate& candidate) const {
    Cue best;
    for (size_t s = scene_at(candidate.span.begin < 2 ? 0 : candidate.span.begin - 2); s < end_scene_; ++s) {
      const ReadScene& read = scenes_[s];
      if (read.scene.span.begin > candidate.span.end + kAfterDistance) break;
      if (read.scene.span.end + 2 < candidate.span.begin) continue;
      const auto element_at = [&](uint32_t byte) {
        const auto& elements = read.scene.elements;
        return static_cast<uint32_t>(std::partition_point(elements.begin(), elements.end(),
                                                          [&](const Element& e) { return e.span.begin < byte; }) -
                                     elements.begin());
      };
      const uint32_t quote_first = element_at(candidate.span.begin), quote_end = element_at(candidate.span.end);
      const auto near_enough = [&](const StatedEvent& e) {
        return e.at + kCueReach >= quote_first && e.at <= quote_end + kCueReach;
      };
      // Statements stand in the order of their triggers where a sentence has so many that it matters.
      const size_t crowd = read.statements.size() > kCueReach ? kCueReach : 0;
      size_t from = 0;
      if (crowd != 0) {
        from = static_cast<size_t>(
            std::partition_point(read.statements.begin(), read.statements.end(),
                                 [&](const StatedEvent& e) { return e.at + kCueReach < quote_first; }) -
            read.statements.begin());
      }
      for (size_t n = from; n < read.statements.size(); ++n) {
        const StatedEvent& statement = read.statements[n];
        if (crowd != 0 && !near_enough(statement)) break;
        if (!statement.frame->says) continue;
        const Span trigger = read.scene.elements[statement.at].span;
        if (candidate.span.contains(trigger)) continue;
        const Cue cue = cue_of(block, read, statement, candidate, quote_first, quote_end);
        if (cue.strength > best.strength ||
            (cue.strength == best.strength && cue.strength > 0 && best.speaker == kNone))
          best = cue;
        if (cue.strength == best.strength && cue.strength > 0 && trigger.begin < candidate.span.begin &&
            cue.speaker != kNone)
          best = cue;
      }
    }
    if (best.strength == 0) best = source_cue(candidate);
    return best;
  }

  // 'According to Ana Prado, the plant is “late from the start”.'
  Cue source_cue(const Candidate& candidate) const {
    for (size_t s = scene_at(candidate.span.begin); s < end_scene_; ++s) {
      const std::vector<Element>& elements = scenes_[s].scene.elements;
      if (scenes_[s].scene.span.begin > candidate.span.begin) break;
      const auto after = std::partition_point(elements.begin(), elements.end(),
                                              [&](const Element& e) { return e.span.begin < candidate.span.begin; });
      const auto end = static_cast<size_t>(after - elements.begin());
      for (size_t i = end - std::min(end, kCueReach); i + 1 < elements.size() && i < end; ++i) {
        if (!elements[i].has(kNamesSource)) continue;
        for (size_t k = i + 1; k < elements.size() && k <= i + 4; ++k) {
          if (elements[k].kind == ElementKind::kName) return {elements[k].entity, kNone, elements[i].span, 1};
        }
      }
    }
    return {};
  }

  Cue cue_of(const AnalyzedBlock& block, const ReadScene& read, const StatedEvent& statement,
             const Candidate& candidate, uint32_t quote_first, uint32_t quote_end) const {
    const std::vector<Element>& elements = read.scene.elements;
    Cue cue;
    cue.span = elements[statement.at].span;
    if (!statement.subject.empty()) cue.speaker = statement.subject[0].entity;
    for (const Filler& filler : statement.fillers) {
      const std::string& role = read.scene.frames->types[statement.frame->type].roles[filler.role].name;
      if (role == "addressee" || role == "recipient") cue.addressee = filler.actor.entity;
    }
    if (elements[statement.at].span.begin < candidate.span.begin) {
      bool stopped = false, beside = false;
      uint32_t words = 0;
      for (uint32_t i = statement.at + 1; i < quote_first; ++i) {
        const Element& e = elements[i];
        if (e.kind == ElementKind::kStop && !is_colon(e, block)) stopped = true;
        if (e.kind == ElementKind::kWord && e.word.flags == 0) ++words;
        beside = is_colon(e, block) || (beside && e.kind == ElementKind::kMark);
      }
      // Part of what is reported: 'confirmed that the contract was “not signed”'.
      const auto from = elements.begin() + statement.at, to = elements.begin() + std::max(quote_first, statement.at);
      const bool opens = std::any_of(from, to, [](const Element& e) { return e.has(kBeginsContent); });
      const bool close = words <= 2 && words_in(block, candidate.first, candidate.end) > kShortQuote;
      cue.strength = stopped ? 0 : beside || opens || close ? 2 : 1;
      return cue;
    }
    // After the words: ', said Ana Prado', 'Ana Prado said.', 林安回应道。
    uint32_t words = 0;
    const uint32_t from =
        quote_end < elements.size() && elements[quote_end].span.begin >= candidate.span.end ? quote_end : 0;
    for (uint32_t i = from; i < statement.at; ++i) {
      const Element& e = elements[i];
      if (e.kind == ElementKind::kStop) return {};
      if (e.kind == ElementKind::kMark && i > from + 1) return {};
      if (e.kind == ElementKind::kWord && e.word.flags == 0) ++words;
    }
    if (words <= (read.scene.frames->spaced ? 4U : 10U)) cue.strength = 2;
    return cue.strength == 0 ? Cue{} : cue;
  }

  // --- unmarked quotations -----------------------------------------------------------------------------------------

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
        if (!is_colon(elements[i], block)) continue;
        const StatedEvent* says = nullptr;
        for (const StatedEvent& statement : read.statements) {
          if (introduces(read.scene, statement, i)) says = &statement;
        }
        if (says == nullptr) continue;
        uint32_t addressee = kNone;
        for (const Filler& filler : says->fillers) {
          if (read.scene.frames->types[says->frame->type].roles[filler.role].name == "addressee")
            addressee = filler.actor.entity;
        }
        if (i + 1 == elements.size()) {
          if (s + 1 == end_scene_) {
            announced_ = speaker_of(*says);
            announced_addressee_ = addressee;
            announced_cue_ = elements[says->at].span;
            announced_blocks_ = 0;
          }
          continue;
        }
        if (elements[i + 1].kind == ElementKind::kMark ||
            (i + 2 < elements.size() && elements[i + 2].kind == ElementKind::kMark))
          continue;
        const Span span{elements[i + 1].span.begin, line_end(block, elements[i + 1].token)};
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
        add(span, speaker_of(*says), addressee, elements[says->at].span, 0);
        return;
      }
    }
  }

  static uint32_t speaker_of(const StatedEvent& statement) {
    if (!statement.subject.empty()) return statement.subject[0].entity;
    return statement.fillers.empty() ? kNone : statement.fillers[0].actor.entity;
  }

  // Whether the statement is what a colon at element `colon` opens: nothing but its own names and a few words stand
  // between.
  static bool introduces(const Scene& scene, const StatedEvent& statement, uint32_t colon) {
    const std::string& type = scene.frames->types[statement.frame->type].name;
    const bool words = type.starts_with("communication.") || type.starts_with("offer.");  // 'another proposal:'
    if (!(statement.frame->says || words) || speaker_of(statement) == kNone || statement.at >= colon) return false;
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
  void dialogue(const AnalyzedBlock& block, uint32_t number, size_t before) {
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
    Candidate candidate{number, 1, end, 0, false, {tokens[1].span.begin, tokens[end - 1].span.end}};
    const Cue cue = find_cue(block, candidate);
    if (cue.strength == 2) add(candidate.span, cue.speaker, cue.addressee, cue.span, 0);
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
      240;                                        // bytes after a quotation in which another has the same speaker
  static constexpr uint32_t kAfterDistance = 80;  // bytes after the words where the speaker may still be named
  static constexpr uint32_t kColonDistance = 16;  // elements between a saying word and its colon

  const Analysis& analysis_;
  const std::vector<ReadScene>& scenes_;
  Reading& reading_;
  uint32_t author_;
  size_t first_scene_ = 0, end_scene_ = 0;
  uint32_t announced_ = kNone, announced_addressee_ = kNone, announced_blocks_ = 0;
  std::optional<Span> announced_cue_;
  const AnalyzedBlock* block_before_ = nullptr;
};

}  // namespace

std::shared_ptr<const QuoteRules> compile_quotes(const Pack& pack) {
  auto rules = std::make_shared<QuoteRules>();
  const Table& table = pack.table("quotes");
  for (const Table::Row& row : table.rows()) {
    const std::string_view open = table.get(row, "open"), close = table.get(row, "close"),
                           kind = table.get(row, "kind");
    if (open.empty()) continue;
    const char32_t first = decode(open, 0).value;
    if (kind == "dash") {
      rules->dashes.push_back(first);
    } else if (kind == "colon") {
      rules->colons.push_back(first);
    } else if (!close.empty()) {
      rules->marks.push_back({first, decode(close, 0).value});
    }
  }
  return rules;
}

void read_quotes(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading) {
  QuoteReader(analysis, scenes, reading).run();
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
