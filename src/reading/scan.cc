#include "reading/scan.h"

#include <algorithm>
#include <cctype>

#include "reading/appositions.h"
#include "reading/name_lexicon.h"
#include "reading/proclitics.h"
#include "reading/punctuation.h"
#include "reading/quote_marks.h"
#include "reading/scan_found.h"
#include "reading/settle_scene.h"
#include "text/utf8.h"

namespace annals {

bool only_nouns(const Scene& scene, const Element& element) {
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].kind != FrameKind::kNoun) return false;
  }
  return true;
}

namespace {

constexpr uint32_t kLongestScene = 400;     // tokens
constexpr uint32_t kFarthestPart = 7;       // tokens between the parts of a divided trigger
constexpr uint32_t kFarthestSyllable = 16;  // the same where every ideograph is a token
constexpr uint32_t kFarthestNumber = 1;     // tokens in which the number must begin that a trigger asks for

// Scans one block after the other, walking once through what the other layers found.
class Scanner {
 public:
  Scanner(const Analysis& analysis, const Reading& reading)
      : analysis_(analysis), found_(collect_found(analysis, reading)) {}

  std::vector<Scene> run() {
    std::vector<Scene> scenes;
    for (uint32_t b = 0; b < analysis_.blocks.size(); ++b) {
      const AnalyzedBlock& block = analysis_.blocks[b];
      const BlockRole role = block.block->role;
      if (role == BlockRole::kBoilerplate || role == BlockRole::kHeader || role == BlockRole::kSignature) continue;
      if (!block.language->claims) continue;
      cut_words(block);
      for (uint32_t s = 0; s < block.sentences.size(); ++s) {
        for (const Sentence& piece : pieces(block, block.sentences[s])) {
          Scene& scene = scenes.emplace_back();
          scene.block = b;
          scene.sentence = s;
          scene.span = piece.span;
          scene.frames = block.language->claims.get();
          scene.headline = is_headline(block, piece.span);
          scene.elements.reserve(piece.count);
          scan_sentence(block, piece, scene);
        }
      }
    }
    return scenes;
  }

 private:
  // A title, a heading, a paragraph of one sentence that ends in a word.
  bool is_headline(const AnalyzedBlock& block, Span sentence) const {
    const BlockRole role = block.block->role;
    if (role == BlockRole::kTitle || role == BlockRole::kHeading) return true;
    if (role != BlockRole::kBody || block.sentences.size() != 1 || sentence.empty()) return false;
    const auto last = static_cast<unsigned char>(analysis_.text()[sentence.end - 1]);
    return std::isalnum(last) != 0 && last < 0x80;
  }

  // Where words are not separated: which tokens make a word that people write.
  void cut_words(const AnalyzedBlock& block) {
    places_.clear();
    const auto& names = block.language->names;
    if (block.language->claims->spaced || !names || !names->words) return;
    places_ = names->words->cut(block.text.tokens, block.text.forms, [](size_t) { return false; });
  }

  // 神经 is no 经: a grammar word that is only a syllable of another word, with no name beside it.
  bool is_syllable(const AnalyzedBlock& block, uint32_t i, uint32_t limit, const Scene& scene) const {
    if (places_.empty() || block.text.tokens[i].kind != TokenKind::kIdeograph) return false;
    const WordPlace& place = places_[i];
    if (place.code == 0 || place.after < place.before + 2 || limit < block.text.tokens[place.after - 1].span.end)
      return false;
    if (next_ < found_.size() && found_[next_].span.begin == block.text.tokens[i].span.end) return false;  // 给 + 我
    const bool name_behind = place.after < block.text.tokens.size() && place.after == i + 1 &&
                             limit < block.text.tokens[place.after].span.end;
    if (name_behind || scene.elements.empty()) return !name_behind;
    const Element& before = scene.elements.back();
    const bool beside = before.span.end == block.text.tokens[i].span.begin &&
                        (before.kind == ElementKind::kName || before.kind == ElementKind::kTrigger);
    return !beside;
  }

  // 并于 is in the dictionary and still 'and' and 'in'.
  bool is_two_markers(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t i) const {
    const WordPlace& place = places_[i];
    if (place.after != place.before + 2) return false;
    const auto marks = [&](uint32_t token, uint16_t flag) {
      const auto word = frames.grammar.longest(block.text, token);
      return word.count == 1 && (frames.words[word.payload].flags & flag) != 0;
    };
    return marks(place.before, kJoins) && marks(place.before + 1, kMarksNext);
  }

  // 配合办理 holds no 合办: what begins and ends inside words.
  bool straddles(const AnalyzedBlock& block, const PhraseTable::Match& match) const {
    const uint32_t first = match.first, last = match.first + match.count - 1;
    if (places_.empty() || block.text.tokens[first].kind != TokenKind::kIdeograph) return false;
    const auto is_word = [&](const WordPlace& place) { return place.code != 0; };
    return is_word(places_[first]) && places_[first].before < first && is_word(places_[last]) &&
           places_[last].after > last + 1;
  }

  // 监管局, 队员: the last ideograph of a common noun for people or a body.
  bool ends_agent(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t i) const {
    if (places_.empty() || frames.agent_endings.empty() || block.text.tokens[i].kind != TokenKind::kIdeograph)
      return false;
    const WordPlace& place = places_[i];
    const auto word = static_cast<WordClass>(place.code >> 4);
    const bool closes = place.after == i + 1 && i > 0 && block.text.tokens[i - 1].kind == TokenKind::kIdeograph;
    const bool noun = word == WordClass::kNoun || word == WordClass::kBody || word == WordClass::kIdiom;
    const std::string_view text = block.text.tokens[i].span.of(analysis_.text());
    return closes && noun &&
           std::find(frames.agent_endings.begin(), frames.agent_endings.end(), text) != frames.agent_endings.end();
  }

  // A sentence that never ends is read in pieces, so that the grammar's work stays linear in the text.
  static std::vector<Sentence> pieces(const AnalyzedBlock& block, const Sentence& sentence) {
    std::vector<Sentence> out;
    for (uint32_t first = sentence.first; first < sentence.first + sentence.count; first += kLongestScene) {
      const uint32_t count = std::min(kLongestScene, sentence.first + sentence.count - first);
      const std::vector<Token>& tokens = block.text.tokens;
      out.push_back({first, count, {tokens[first].span.begin, tokens[first + count - 1].span.end}});
    }
    return out;
  }

  // 《…》: what a title says nobody tells; a name that fills it stays (《海城晚报》). The mark that closes it, else 0.
  uint32_t title_from(const std::vector<Token>& tokens, uint32_t i, uint32_t end) const {
    constexpr uint32_t kLongestTitle = 60;  // tokens
    if (i + 1 >= end || decode(analysis_.text(), tokens[i].span.begin).value != U'《') return 0;
    uint32_t close = i + 1;
    while (close < end && close - i <= kLongestTitle &&
           decode(analysis_.text(), tokens[close].span.begin).value != U'》') {
      ++close;
    }
    if (close >= end || close - i > kLongestTitle) return 0;
    size_t name = next_;
    while (name < found_.size() && found_[name].span.begin < tokens[i + 1].span.begin) ++name;
    const bool whole = name < found_.size() && found_[name].span.begin == tokens[i + 1].span.begin &&
                       found_[name].span.end == tokens[close - 1].span.end;
    return whole ? 0 : close;
  }

  void scan_sentence(const AnalyzedBlock& block, const Sentence& sentence, Scene& scene) {
    const std::vector<Token>& tokens = block.text.tokens;
    const uint32_t end = sentence.first + sentence.count;
    parts_at_ = kNone;
    uint32_t title_end = 0;
    for (uint32_t i = sentence.first; i < end;) {
      const Token& token = tokens[i];
      while (next_ < found_.size() && found_[next_].span.begin < token.span.begin) ++next_;
      if (i < title_end) {
        ++i;
        continue;
      }
      if (!scene.frames->spaced && token.kind != TokenKind::kIdeograph) title_end = title_from(tokens, i, end);
      if (next_ < found_.size() && found_[next_].span.begin < token.span.end) {
        const Found& here = found_[next_];
        if (here.span.begin > token.span.begin) add_clitic(block, {token.span.begin, here.span.begin}, i, scene);
        Element element = here.element;
        element.token = i;
        if (element.pronoun) {
          keep_content(block, i, here.span, scene, element);
          element.word.judge = names_judge(block, i, here.span, scene);
        }
        if (element.kind == ElementKind::kQuantity) element.sort = counted_sort(block, i, here.span, scene);
        if (element.object && element.grammatical == kOf && part_follows(block, *scene.frames, i + 1, end))
          element.grammatical = kUnmarked;  // 'forced her out'
        const Span span = here.span;
        scene.elements.push_back(element);
        if (element.people) keep_counts(span, i, scene);
        while (i < end && tokens[i].span.begin < span.end) ++i;
        while (next_ < found_.size() && found_[next_].span.begin < span.end) ++next_;
        continue;
      }
      i += scan_words(block, i, end, scene);
    }
  }

  // "Norvia's 31 engineers": how many they are stays beside who they are.
  void keep_counts(Span span, uint32_t token, Scene& scene) const {
    for (size_t f = next_ + 1; f < found_.size() && found_[f].span.begin < span.end; ++f) {
      if (found_[f].element.kind != ElementKind::kQuantity || found_[f].span.end > span.end) continue;
      scene.elements.push_back(found_[f].element);
      scene.elements.back().token = token;
    }
  }

  // 'two patents': what is counted.
  static uint32_t counted_sort(const AnalyzedBlock& block, uint32_t i, Span span, const Scene& scene) {
    const std::vector<Token>& tokens = block.text.tokens;
    for (uint32_t k = i; k < tokens.size() && tokens[k].span.begin < span.end; ++k) {
      const auto match = scene.frames->sorts.longest(block.text, k);
      if (match.count > 0) return match.payload;
    }
    return 0;
  }

  // 'the judge', who has a name elsewhere.
  static bool names_judge(const AnalyzedBlock& block, uint32_t i, Span span, const Scene& scene) {
    const std::vector<Token>& tokens = block.text.tokens;
    for (uint32_t k = i; k < tokens.size() && tokens[k].span.begin < span.end; ++k) {
      const auto match = scene.frames->grammar.longest(block.text, k);
      if (match.count > 0 && scene.frames->words[match.payload].judge) return true;
    }
    return false;
  }

  // A pronoun that begins a content or a clause too: إنه, لأنها.
  void keep_content(const AnalyzedBlock& block, uint32_t i, Span span, const Scene& scene, Element& element) {
    scene.frames->grammar.match(block.text, i, matches_);
    for (const PhraseTable::Match& match : matches_) {
      if (block.text.tokens[match.first + match.count - 1].span.end != span.end) continue;
      element.word.flags =
          static_cast<uint16_t>(scene.frames->words[match.payload].flags &
                                (kBeginsContent | kBeginsClause |
                                 (scene.frames->spaced && !scene.frames->verb_first ? kTransparent : kNoFlag)));
      return;
    }
  }

  // A clitic before a name: ل before رامي.
  void add_clitic(const AnalyzedBlock& block, Span span, uint32_t token, Scene& scene) const {
    const std::string folded = block.language->vocabulary.folding().fold(span.of(analysis_.text()));
    Element element;
    element.span = span;
    element.token = token;
    for (const Clitic& clitic : block.language->clitics) {
      if (folded != clitic.folded) continue;
      element.word = scene.frames->clitics[clitic.row];
      break;
    }
    scene.elements.push_back(element);
  }

  // The longest trigger or grammar word at token i; the tokens it took.
  uint32_t scan_words(const AnalyzedBlock& block, uint32_t i, uint32_t end, Scene& scene) {
    const ClaimFrames& frames = *scene.frames;
    const Token& token = block.text.tokens[i];
    named_ = std::max(named_, next_);
    while (named_ < found_.size() && found_[named_].element.pronoun) ++named_;
    const uint32_t limit =
        named_ < found_.size() ? found_[named_].span.begin : UINT32_MAX;  // no phrase reaches into a name
    const auto fits = [&](const PhraseTable::Match& m) {
      return m.first + m.count <= end && block.text.tokens[m.first + m.count - 1].span.end <= limit;
    };
    Element element;
    element.token = i;
    element.span = token.span;
    uint32_t taken = 1;
    PhraseTable::Match sort = frames.sorts.longest(block.text, i);
    if (sort.count > 0 && !fits(sort)) sort = {};
    const bool definite = sort.count > 0 && sort.clitic != 0 && frames.clitics[sort.clitic - 1].definite;
    if (definite && sort.payload == frames.kin_sort) sort = {};  // المحامي سامر is nobody's lawyer
    element.sort = sort.count > 0 ? sort.payload : 0;
    frames.grammar.match(block.text, i, matches_);
    PhraseTable::Match word{};
    for (const auto& match : matches_) {
      if (word.count == 0 && fits(match)) word = match;
    }
    constexpr uint16_t kSyllables = kMarksNext | kMarksPrevious | kMakesPassive | kJoins | kBeginsClause;
    if (word.count == 1 && (frames.words[word.payload].flags & kSyllables) != 0 &&
        (frames.words[word.payload].flags & kGivesStatus) == 0 && is_syllable(block, i, limit, scene) &&
        !is_two_markers(block, frames, i) &&
        frames.triggers.longest(block.text, i + 1).count < 2)  // 并提议, whatever 并提 may be
      word = {};
    if (word.clitic != 0 && frames.clitics[word.clitic - 1].definite &&
        (frames.words[word.payload].flags & kMarksNext) != 0 && frames.words[word.payload].next == kAs)
      word = {};  // عينته مستشارة, but سامر والمستشارة هالة: with an article it is no 'as'
    frames.triggers.match(block.text, i, matches_);
    PhraseTable::Match trigger{};
    for (const auto& match : matches_) {
      if (!goes_on(block, frames, match, end) || verb_behind_article(frames, match) || straddles(block, match))
        continue;
      if (trigger.count == 0 && fits(match) && !governs_name(block, frames, match)) {
        trigger = match;
        element.first_form = static_cast<uint32_t>(scene.forms.size());
      }
      if (trigger.count > 0 && trigger.skip_bytes == match.skip_bytes && adds_aspect(block, frames, match, trigger)) {
        scene.forms.push_back(match.payload);
        ++element.form_count;
        const uint32_t behind = frames.forms[match.payload].behind;
        if (behind > kQuantityBehind) scene.parts.push_back({i, behind, part_at(behind)->second});
      }
    }
    if (!frames.spaced && trigger.count == 0 && word.count > 1 &&
        (frames.words[word.payload].flags & kGivesStatus) != 0) {
      if (const uint32_t before = trigger_inside(block, frames, i, word.count); before != 0) {
        frames.grammar.match(block.text, i, matches_);
        word = {};
        for (const auto& match : matches_) {
          if (word.count == 0 && match.count <= before && fits(match)) word = match;
        }
      }
    }
    // A preposition right behind a verb belongs to it, whatever verb it may begin: 卖 + 给了, but 受贿 + 被捕.
    const uint32_t marks = word.count > 0 ? frames.words[word.payload].flags : 0;
    const bool serial = !frames.spaced && (marks & kMarksNext) != 0 && (marks & kMakesPassive) == 0 &&
                        !scene.elements.empty() && scene.elements.back().kind == ElementKind::kTrigger &&
                        !only_nouns(scene, scene.elements.back());
    if (trigger.count > 0 && word.count > trigger.count &&
        only_aspect(block, frames, i + trigger.count, i + word.count))
      trigger.count = word.count;  // 获得了 is a light verb and may state something itself
    const bool has_trigger = trigger.count > 0 && trigger.count >= word.count && !serial;
    const PhraseTable::Match& best = has_trigger ? trigger : word;
    if (sort.count > 1 && sort.count > best.count) {  // 'passenger numbers'
      taken = sort.count;
      element.span.end = block.text.tokens[i + taken - 1].span.end;
    } else if (best.count > 0) {
      taken = best.count;
      if (best.clitic != 0) {
        Element clitic;
        clitic.token = i;
        clitic.span = {token.span.begin, token.span.begin + best.skip_bytes};
        clitic.word = frames.clitics[best.clitic - 1];
        scene.elements.push_back(clitic);
      }
      element.span = {token.span.begin + best.skip_bytes, block.text.tokens[i + taken - 1].span.end};
      if (word.count == best.count) element.word = frames.words[word.payload];
      if (has_trigger && !blocked(scene, element)) {
        element.kind = ElementKind::kTrigger;
        if (trigger.count > 1) {
          add_inner(block, i, trigger, scene, element);
          element.opens_content = frames.spaced && begins_content(block, frames, i + trigger.count - 1);
        }
      }
      const bool suffers = word.count > 0 && (frames.words[word.payload].flags & kMakesPassive) != 0;  // 被赶出
      element.passive_sign = signed_passive(frames, element) || (suffers && has_trigger);
      element.noun_sign = !frames.noun_sign.empty() && element.kind == ElementKind::kTrigger &&
                          element.span.of(analysis_.text()).starts_with(frames.noun_sign);
      element.agent = element.kind == ElementKind::kWord &&
                      ((element.word.title && taken > 1) || (has_trigger && ends_agent(block, frames, i + taken - 1)));
    } else if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
      const char32_t mark = decode(analysis_.text(), token.span.begin).value;
      element.kind = kind_of_punctuation(mark);
      element.sign = true;
      element.semicolon = mark == ';' || mark == 0xFF1B || mark == 0x061B;
      element.opens_bracket = mark == '(' || mark == 0xFF08;
      element.closes_bracket = mark == ')' || mark == 0xFF09;
      if (is_doubled_mark(analysis_.text(), block.text.tokens, i)) {
        element.kind = ElementKind::kMark;
        element.span.end = block.text.tokens[i + 1].span.end;
        taken = 2;
      }
    } else if (token.kind == TokenKind::kIdeograph) {
      element.agent = ends_agent(block, frames, i);
    } else if (token.kind == TokenKind::kWord) {
      const Clitic* article = definite_proclitic(*block.language, token.span.of(analysis_.text()));
      if (article == nullptr) article = preposition_proclitic(*block.language, token.span.of(analysis_.text()));
      if (article != nullptr) {
        element.definite = frames.clitics[article->row].definite;
        const GrammarWord& meaning = frames.clitics[article->row];
        if (meaning.flags != 0) {  // 'and the', 'to the'
          Element clitic;
          clitic.token = i;
          clitic.span = {token.span.begin, token.span.begin + static_cast<uint32_t>(article->folded.size())};
          clitic.word = meaning;
          scene.elements.push_back(clitic);
          element.span.begin = clitic.span.end;
        }
      }
    }
    if (element.kind == ElementKind::kWord && element.word.flags != 0 && taken == 1 &&
        token.kind == TokenKind::kPunctuation &&
        kind_of_punctuation(decode(analysis_.text(), token.span.begin).value) == ElementKind::kMark) {
      element.kind = ElementKind::kMark;
    }
    scene.elements.push_back(element);
    return taken;
  }

  // 并不以为然: how many tokens of a word of `count` tokens stand before a trigger that begins in it and ends behind
  // it.
  static uint32_t trigger_inside(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t i, uint32_t count) {
    constexpr uint32_t kShortest = 3;  // tokens; 也不合适 holds no 不合
    for (uint32_t k = 1; k < count; ++k) {
      const auto match = frames.triggers.longest(block.text, i + k);
      if (match.count >= kShortest && k + match.count > count) return k;
    }
    return 0;
  }

  // 回到了 is 回到 too: what the longer trigger adds changes nothing.
  bool adds_aspect(const AnalyzedBlock& block, const ClaimFrames& frames, const PhraseTable::Match& match,
                   const PhraseTable::Match& longer) const {
    if (match.count == longer.count) return true;
    const Frame& frame = frames.frames[frames.forms[match.payload].frame];
    if (frames.spaced || frame.kind == FrameKind::kBlocks || frame.kind == FrameKind::kNoun || frame.type == 0 ||
        frame.content)
      return false;  // 公布了 is no noun
    return only_aspect(block, frames, match.first + match.count, longer.first + longer.count);
  }

  static bool only_aspect(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t from, uint32_t to) {
    if (frames.spaced) return false;
    for (uint32_t k = from; k < to; ++k) {
      const auto word = frames.grammar.longest(block.text, k);
      if (word.count != 1 || (frames.words[word.payload].flags & kTransparent) == 0) return false;
    }
    return true;
  }

  static bool begins_content(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t token) {
    const auto word = frames.grammar.longest(block.text, token);
    return word.count == 1 && (frames.words[word.payload].flags & kBeginsContent) != 0;
  }

  // 坚决反对 asks for more than 反对 does: the triggers that a longer one begins or ends with, for where it is none.
  void add_inner(const AnalyzedBlock& block, uint32_t i, const PhraseTable::Match& whole, Scene& scene,
                 Element& element) {
    const ClaimFrames& frames = *scene.frames;
    const uint32_t end = i + whole.count;
    element.inner_form = static_cast<uint32_t>(scene.forms.size());
    const auto add = [&](const PhraseTable::Match& match) {
      const TriggerForm& form = frames.forms[match.payload];
      if (form.behind != 0 || (!frames.spaced && match.count < 2)) return;
      if (frames.frames[form.frame].type == 0 || frames.frames[form.frame].kind == FrameKind::kBlocks) return;
      scene.forms.push_back(match.payload);
      ++element.inner_count;
    };
    const bool noun = !frames.spaced && only_nouns(scene, element);         // 起诉书 sues nobody
    const bool suffers = frames.spaced && makes_passive(block, frames, i);  // 'was sold in'
    for (const PhraseTable::Match& match : matches_) {
      if (!noun && match.count < whole.count && match.skip_bytes == whole.skip_bytes) add(match);
    }
    for (uint32_t k = i + 1; k < end; ++k) {
      frames.triggers.match(block.text, k, inner_);
      for (const PhraseTable::Match& match : inner_) {
        if ((k + match.count == end || suffers) && match.skip_bytes == 0) add(match);
      }
    }
  }

  static bool makes_passive(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t token) {
    const auto word = frames.grammar.longest(block.text, token);
    return word.count > 0 && (frames.words[word.payload].flags & kMakesPassive) != 0;
  }

  // Whether the rest of a divided trigger comes: 'out' of 'forced her out', the number of 'has 300 employees'.
  bool goes_on(const AnalyzedBlock& block, const ClaimFrames& frames, const PhraseTable::Match& match, uint32_t end) {
    const uint32_t behind = frames.forms[match.payload].behind;
    if (behind == 0) return true;
    const std::vector<Token>& tokens = block.text.tokens;
    const uint32_t next = match.first + match.count;
    const bool counts = behind == kQuantityBehind;
    const uint32_t farthest = frames.spaced ? kFarthestPart : kFarthestSyllable;
    const uint32_t last = std::min(end, next + (counts ? kFarthestNumber : farthest));
    if (!counts && parts_at_ == next) return part_at(behind) != found_parts_.end();
    if (!counts) {
      parts_at_ = next;
      found_parts_.clear();
    }
    size_t f = next_;
    for (uint32_t k = next; k < last; ++k) {
      if (tokens[k].kind == TokenKind::kPunctuation && tokens[k].span.end - tokens[k].span.begin == 1) {
        const char mark = analysis_.text()[tokens[k].span.begin];
        if (mark != '-' && mark != '\'' && mark != '%' && !inside_number(tokens[k].span)) break;
      } else if (tokens[k].kind == TokenKind::kPunctuation) {
        const ElementKind kind = kind_of_punctuation(decode(analysis_.text(), tokens[k].span.begin).value);
        if (kind != ElementKind::kWord && !(kind == ElementKind::kMark && holds_name(tokens, k))) break;
      }
      if (counts) {
        while (f < found_.size() && found_[f].span.begin < tokens[k].span.begin) ++f;
        if (f < found_.size() && found_[f].span.begin < tokens[k].span.end)
          return found_[f].element.kind == ElementKind::kQuantity;
        continue;
      }
      frames.behind.match(block.text, k, parts_);
      const uint32_t longer = parts_.empty() ? 0 : blocked_from(block, frames, k);
      // 聘用的员工 are those who were hired
      const bool relative = !frames.spaced && k == next + 1 && owns(block, frames, next);
      for (const PhraseTable::Match& part : parts_) {
        if (relative || part.count < longer) continue;
        if (frames.spaced && k > next && makes_passive(block, frames, k - 1)) continue;  // 'had worked …, was arrested'
        if (part.clitic != 0 && frames.clitics[part.clitic - 1].definite) continue;  // أسس الشركة is not 'a company'
        found_parts_.emplace_back(part.payload, Span{tokens[k].span.begin, tokens[k + part.count - 1].span.end});
      }
    }
    std::stable_sort(found_parts_.begin(), found_parts_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return !counts && part_at(behind) != found_parts_.end();
  }

  // The point of '7.5 million'.
  bool inside_number(Span sign) const {
    const auto digit = [&](size_t at) { return analysis_.text()[at] >= '0' && analysis_.text()[at] <= '9'; };
    return sign.begin > 0 && sign.end < analysis_.text().size() && digit(sign.begin - 1) && digit(sign.end);
  }

  // قدمت شركة «نورفيا» عرضا: whether the mark at token `k` stands right before or behind a name.
  bool holds_name(const std::vector<Token>& tokens, uint32_t k) const {
    for (size_t f = next_; f < found_.size() && k + 1 < tokens.size(); ++f) {
      if (found_[f].span.begin > tokens[k + 1].span.begin) return false;
      if (found_[f].element.kind == ElementKind::kName &&
          (found_[f].span.begin == tokens[k + 1].span.begin || found_[f].span.end == tokens[k].span.begin))
        return true;
    }
    return false;
  }

  // The tokens of a word that blocks triggers, at token `k`: 投资 is no part of a trigger in 投资者.
  static uint32_t blocked_from(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t k) {
    if (frames.spaced) return 0;
    const auto word = frames.triggers.longest(block.text, k);
    const bool blocks = word.count > 0 && frames.frames[frames.forms[word.payload].frame].kind == FrameKind::kBlocks;
    return blocks ? word.count : 0;
  }

  static bool owns(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t k) {
    const auto word = frames.grammar.longest(block.text, k);
    return word.count == 1 && (frames.words[word.payload].flags & kMarksPrevious) != 0;
  }

  using Parts = std::vector<std::pair<uint32_t, Span>>;
  Parts::const_iterator part_at(uint32_t behind) const {
    const auto first = std::partition_point(found_parts_.begin(), found_parts_.end(),
                                            [&](const auto& part) { return part.first < behind; });
    return first != found_parts_.end() && first->first == behind ? first : found_parts_.end();
  }

  // التنحي عن: a verb's phrase behind an article is none.
  static bool verb_behind_article(const ClaimFrames& frames, const PhraseTable::Match& match) {
    return match.clitic != 0 && match.count > 1 && frames.clitics[match.clitic - 1].before_noun &&
           frames.frames[frames.forms[match.payload].frame].kind == FrameKind::kVerb;
  }

  bool part_follows(const AnalyzedBlock& block, const ClaimFrames& frames, uint32_t next, uint32_t end) {
    if (next >= end) return false;
    frames.behind.match(block.text, next, parts_);
    return !parts_.empty();
  }

  // 'an offer to Costa': a governing phrase that ends right before a name governs nothing; a shorter phrase may be
  // meant.
  bool governs_name(const AnalyzedBlock& block, const ClaimFrames& frames, const PhraseTable::Match& match) const {
    const Frame& frame = frames.frames[frames.forms[match.payload].frame];
    if (match.count < 2 || (frame.type != 0 && (!frame.content || !frames.spaced)) || frame.says ||
        frame.kind == FrameKind::kBlocks)
      return false;
    const uint32_t after = match.first + match.count;
    if (after >= block.text.tokens.size()) return false;
    const Span next = block.text.tokens[after].span;
    return next_ < found_.size() && found_[next_].element.kind == ElementKind::kName &&
           found_[next_].span.begin >= next.begin && found_[next_].span.begin < next.end;
  }

  // Words that only contain a trigger, unless they are the first part of a divided one: 失去, but 失去 … 控制权.
  static bool blocked(const Scene& scene, const Element& element) {
    bool blocks = false, goes_on = false;
    for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
      const TriggerForm& form = scene.frames->forms[scene.forms[f]];
      const bool none = scene.frames->frames[form.frame].kind == FrameKind::kBlocks;
      const bool divided = !scene.frames->spaced && form.behind > kQuantityBehind;
      if (none && divided) return true;
      goes_on = goes_on || divided;
      blocks = blocks || none;
    }
    return blocks && !goes_on;
  }

  bool signed_passive(const ClaimFrames& frames, const Element& element) const {
    if (frames.passive_sign.empty() || element.kind != ElementKind::kTrigger) return false;
    const std::string_view word = element.span.of(analysis_.text());
    return word.substr(decode(word, 0).bytes).starts_with(frames.passive_sign);
  }

  const Analysis& analysis_;
  std::vector<Found> found_;
  size_t next_ = 0;
  size_t named_ = 0;  // the next that is no pronoun
  std::vector<PhraseTable::Match> matches_, parts_, inner_;
  Parts found_parts_;  // second parts of divided triggers behind token `parts_at_`, in order
  uint32_t parts_at_ = kNone;
  std::vector<WordPlace> places_;  // of the block's tokens, where words are not separated
};

}  // namespace

std::vector<Scene> scan(const Analysis& analysis, const Reading& reading) {
  std::vector<Scene> scenes = Scanner(analysis, reading).run();
  for (Scene& scene : scenes) {
    settle_marks(scene);
    settle_brackets(scene, analysis.blocks[scene.block].text.tokens);
    settle_words(scene);
    settle_introduction(scene);
    mark_cases(scene);
    settle_appositions(scene);
  }
  return scenes;
}

}  // namespace annals
