#include "reading/scan.h"

#include <algorithm>

#include "reading/appositions.h"
#include "reading/name_lexicon.h"
#include "reading/quote_marks.h"
#include "text/utf8.h"

namespace annals {

bool only_nouns(const Scene& scene, const Element& element) {
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].kind != FrameKind::kNoun) return false;
  }
  return true;
}

namespace {

constexpr uint32_t kLongestScene = 400;  // tokens
constexpr float kSure = 0.85F;           // confidence of a reference as good as a name
constexpr float kLeastSure = 0.2F;       // of one that may fill a role
constexpr size_t kLongestBracket = 10;   // elements
constexpr uint32_t kFarthestPart = 7;    // tokens between the parts of a divided trigger
constexpr uint32_t kFarthestNumber = 1;  // tokens in which the number must begin that a trigger asks for

ElementKind kind_of_punctuation(char32_t c) {
  switch (c) {
    case ',':
    case 0xFF0C:
    case 0x3001:
    case 0x060C:
    case '(':
    case ')':
    case 0xFF08:
    case 0xFF09:
    case 0x2013:
    case 0x2014:
      return ElementKind::kComma;
    case ';':
    case ':':
    case '!':
    case '?':
    case 0xFF1B:
    case 0xFF1A:
    case 0x061B:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x061F:
    case 0x2026:
    case 0x2022:
      return ElementKind::kStop;
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
      return ElementKind::kMark;
    default:
      return ElementKind::kWord;
  }
}

// One of the things that other layers found, by its place.
struct Found {
  Span span;
  Element element;
};

std::vector<Found> collect(const Reading& reading) {
  std::vector<Found> all;
  all.reserve(reading.mentions.size() + reading.references.size() + reading.times.size() + reading.quantities.size());
  const auto add = [&](ElementKind kind, Span span) -> Element& {
    all.push_back({span, {}});
    all.back().element.kind = kind;
    all.back().element.span = span;
    return all.back().element;
  };
  for (const Mention& mention : reading.mentions) {
    if (mention.entity == kNone) continue;
    Element& element = add(ElementKind::kName, mention.span);
    element.entity = mention.entity;
    element.type = mention.type;
  }
  for (uint32_t r = 0; r < reading.references.size(); ++r) {
    const Reference& reference = reading.references[r];
    if (reference.entity == kNone) continue;
    Element& element = add(ElementKind::kName, reference.span);
    element.index = r;
    element.entity = reference.entity;
    element.type = reading.entities[reference.entity].type;
    element.pronoun = true;
    element.sure = reference.confidence >= kSure;
    element.doubtful = reference.confidence < kLeastSure;
    element.object = reference.object;
    if (reference.owner) element.grammatical = kOf;
  }
  for (uint32_t i = 0; i < reading.times.size(); ++i) add(ElementKind::kTime, reading.times[i].span).index = i;
  for (uint32_t i = 0; i < reading.quantities.size(); ++i)
    add(ElementKind::kQuantity, reading.quantities[i].span).index = i;
  // The one that begins first, then the longest; what lies inside another is dropped by the scanner.
  std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  return all;
}

// Scans one block after the other, walking once through what the other layers found.
class Scanner {
 public:
  Scanner(const Analysis& analysis, const Reading& reading) : analysis_(analysis), found_(collect(reading)) {}

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
          scan_sentence(block, piece, scene);
        }
      }
    }
    return scenes;
  }

 private:
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
    const bool name_behind = place.after < block.text.tokens.size() && place.after == i + 1 &&
                             limit < block.text.tokens[place.after].span.end;
    if (name_behind || scene.elements.empty()) return !name_behind;
    const Element& before = scene.elements.back();
    const bool beside = before.span.end == block.text.tokens[i].span.begin &&
                        (before.kind == ElementKind::kName || before.kind == ElementKind::kTrigger);
    return !beside;
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

  void scan_sentence(const AnalyzedBlock& block, const Sentence& sentence, Scene& scene) {
    const std::vector<Token>& tokens = block.text.tokens;
    const uint32_t end = sentence.first + sentence.count;
    parts_at_ = kNone;
    for (uint32_t i = sentence.first; i < end;) {
      const Token& token = tokens[i];
      while (next_ < found_.size() && found_[next_].span.begin < token.span.begin) ++next_;
      if (next_ < found_.size() && found_[next_].span.begin < token.span.end) {
        const Found& here = found_[next_];
        if (here.span.begin > token.span.begin) add_clitic(block, {token.span.begin, here.span.begin}, i, scene);
        Element element = here.element;
        element.token = i;
        if (element.pronoun) keep_content(block, i, here.span, scene, element);
        if (element.object && element.grammatical == kOf && part_follows(block, *scene.frames, i + 1, end))
          element.grammatical = kUnmarked;  // 'forced her out'
        scene.elements.push_back(element);
        while (i < end && tokens[i].span.begin < here.span.end) ++i;
        while (next_ < found_.size() && found_[next_].span.begin < here.span.end) ++next_;
        continue;
      }
      i += scan_words(block, i, end, scene);
    }
  }

  // A pronoun that begins a content or a clause too: إنه, لأنها.
  void keep_content(const AnalyzedBlock& block, uint32_t i, Span span, const Scene& scene, Element& element) {
    scene.frames->grammar.match(block.text, i, matches_);
    for (const PhraseTable::Match& match : matches_) {
      if (block.text.tokens[match.first + match.count - 1].span.end != span.end) continue;
      element.word.flags =
          static_cast<uint16_t>(scene.frames->words[match.payload].flags &
                                (kBeginsContent | kBeginsClause | (scene.frames->spaced ? kTransparent : kNoFlag)));
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
    size_t named = next_;
    while (named < found_.size() && found_[named].element.pronoun) ++named;
    const uint32_t limit =
        named < found_.size() ? found_[named].span.begin : UINT32_MAX;  // no phrase reaches into a name
    const auto fits = [&](const PhraseTable::Match& m) {
      return m.first + m.count <= end && block.text.tokens[m.first + m.count - 1].span.end <= limit;
    };
    Element element;
    element.token = i;
    element.span = token.span;
    uint32_t taken = 1;
    frames.grammar.match(block.text, i, matches_);
    PhraseTable::Match word{};
    for (const auto& match : matches_) {
      if (word.count == 0 && fits(match)) word = match;
    }
    constexpr uint16_t kSyllables = kMarksNext | kMarksPrevious | kMakesPassive | kJoins | kBeginsClause;
    if (word.count == 1 && (frames.words[word.payload].flags & kSyllables) != 0 &&
        (frames.words[word.payload].flags & kGivesStatus) == 0 && is_syllable(block, i, limit, scene))
      word = {};
    frames.triggers.match(block.text, i, matches_);
    PhraseTable::Match trigger{};
    for (const auto& match : matches_) {
      if (!goes_on(block, frames, match, end)) continue;
      if (trigger.count == 0 && fits(match) && !governs_name(block, frames, match)) {
        trigger = match;
        element.first_form = static_cast<uint32_t>(scene.forms.size());
      }
      if (trigger.count == match.count && trigger.skip_bytes == match.skip_bytes) {
        scene.forms.push_back(match.payload);
        ++element.form_count;
      }
    }
    // A preposition right behind a verb belongs to it, whatever verb it may begin: 卖 + 给了.
    const bool serial = !frames.spaced && word.count > 0 && (frames.words[word.payload].flags & kMarksNext) != 0 &&
                        !scene.elements.empty() && scene.elements.back().kind == ElementKind::kTrigger;
    const bool has_trigger = trigger.count > 0 && trigger.count >= word.count && !serial;
    const PhraseTable::Match& best = has_trigger ? trigger : word;
    if (best.count > 0) {
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
      if (has_trigger && !blocked(scene, element)) element.kind = ElementKind::kTrigger;
      element.passive_sign = signed_passive(frames, element);
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
    } else if (token.kind == TokenKind::kWord) {
      if (const Clitic* article = definite(block, token, frames); article != nullptr) {
        element.definite = true;
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

  // Whether the rest of a divided trigger comes: 'out' of 'forced her out', the number of 'has 300 employees'.
  bool goes_on(const AnalyzedBlock& block, const ClaimFrames& frames, const PhraseTable::Match& match, uint32_t end) {
    const uint32_t behind = frames.forms[match.payload].behind;
    if (behind == 0) return true;
    const std::vector<Token>& tokens = block.text.tokens;
    const uint32_t next = match.first + match.count;
    const bool counts = behind == kQuantityBehind;
    const uint32_t last = std::min(end, next + (counts ? kFarthestNumber : kFarthestPart));
    if (!counts && parts_at_ == next) return std::binary_search(found_parts_.begin(), found_parts_.end(), behind);
    if (!counts) {
      parts_at_ = next;
      found_parts_.clear();
    }
    size_t f = next_;
    for (uint32_t k = next; k < last; ++k) {
      if (tokens[k].kind == TokenKind::kPunctuation && tokens[k].span.end - tokens[k].span.begin == 1) {
        const char mark = analysis_.text()[tokens[k].span.begin];
        if (mark != '-' && mark != '\'') break;
      } else if (tokens[k].kind == TokenKind::kPunctuation &&
                 kind_of_punctuation(decode(analysis_.text(), tokens[k].span.begin).value) != ElementKind::kWord) {
        break;
      }
      if (counts) {
        while (f < found_.size() && found_[f].span.begin < tokens[k].span.begin) ++f;
        if (f < found_.size() && found_[f].span.begin < tokens[k].span.end)
          return found_[f].element.kind == ElementKind::kQuantity;
        continue;
      }
      frames.behind.match(block.text, k, parts_);
      for (const PhraseTable::Match& part : parts_) found_parts_.push_back(part.payload);
    }
    std::sort(found_parts_.begin(), found_parts_.end());
    return !counts && std::binary_search(found_parts_.begin(), found_parts_.end(), behind);
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

  static bool blocked(const Scene& scene, const Element& element) {
    for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
      if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].kind == FrameKind::kBlocks) return true;
    }
    return false;
  }

  bool signed_passive(const ClaimFrames& frames, const Element& element) const {
    if (frames.passive_sign.empty() || element.kind != ElementKind::kTrigger) return false;
    const std::string_view word = element.span.of(analysis_.text());
    return word.substr(decode(word, 0).bytes).starts_with(frames.passive_sign);
  }

  // The longest clitic with a definite article that the word begins with.
  const Clitic* definite(const AnalyzedBlock& block, const Token& token, const ClaimFrames& frames) const {
    const std::string_view text = token.span.of(analysis_.text());
    const Clitic* longest = nullptr;
    for (const Clitic& clitic : block.language->clitics) {
      if (frames.clitics[clitic.row].definite && text.size() > clitic.folded.size() + 2 &&
          text.starts_with(clitic.folded) && (longest == nullptr || clitic.folded.size() > longest->folded.size()))
        longest = &clitic;
    }
    return longest;
  }

  const Analysis& analysis_;
  std::vector<Found> found_;
  size_t next_ = 0;
  std::vector<PhraseTable::Match> matches_, parts_;
  std::vector<uint32_t> found_parts_;  // second parts of divided triggers behind token `parts_at_`, in order
  uint32_t parts_at_ = kNone;
  std::vector<WordPlace> places_;  // of the block's tokens, where words are not separated
};

// Where a name's noun phrase may reach to the left: plain words, not beyond these many.
size_t reach(const ClaimFrames& frames) { return frames.spaced ? 3 : 8; }

bool plain(const Element& element) {
  return element.kind == ElementKind::kWord && (element.word.flags & ~(kTransparent | kLightVerb)) == 0;
}

// Whether no verb comes behind the name at `at`.
bool closes_phrase(const Scene& scene, size_t at) {
  if (at + 1 >= scene.elements.size()) return true;
  const Element& next = scene.elements[at + 1];
  return next.kind == ElementKind::kComma || next.kind == ElementKind::kStop || next.kind == ElementKind::kTime ||
         next.has(kMarksSince) || (next.has(kMarksNext) && !next.has(kMakesPassive));
}

// The case that stands before the noun phrase whose last name is element `at`. A name of another kind inside the phrase
// ('by Norvia chairman Rui Costa') becomes a modifier of this one.
Case case_before(Scene& scene, size_t at) {
  std::vector<Element>& elements = scene.elements;
  size_t words = 0;
  for (size_t i = at; i-- > 0;) {
    Element& element = elements[i];
    if (element.has(kArticle)) {
      // 'comprou a Norvia', 'entre a Norvia e …', but 'um convite a Rui Costa'.
      if (i == 0) return kUnmarked;
      const Element& before = elements[i - 1];
      if (before.has(kMarksNext)) return before.word.next;
      const bool marker = element.has(kMarksNext) &&
                          (before.kind == ElementKind::kQuantity || before.kind == ElementKind::kName ||
                           plain(before) || (before.kind == ElementKind::kTrigger && only_nouns(scene, before)));
      return marker ? element.word.next : kUnmarked;
    }
    if (element.has(kNamesSource) && scene.frames->spaced) return scene.frames->source_case;
    if (element.has(kMarksNext)) return element.word.next;
    // 'to Norvia's chief executive Rui Costa': Norvia only owns what is marked.
    const bool owned = scene.frames->spaced || (words > 0 && elements[at].type == EntityType::kPerson) ||
                       (i > 0 && i + 1 == at && elements[i - 1].type == EntityType::kPlace);  // 给内蒙古的诺维亚
    if (owned && element.has(kMarksPrevious) && element.word.previous == kOf && i > 0 &&
        elements[i - 1].kind == ElementKind::kName) {
      Element& owner = elements[i - 1];
      const Case outer = owner.grammatical;
      if (outer == kUnmarked || outer == kOf) return kUnmarked;
      owner.grammatical = kOf;
      return outer;
    }
    // 'with the founder of Norvia, Rui Costa': the name stands where its description stands.
    const bool described = element.kind == ElementKind::kComma && i + 1 == at && i > 0 &&
                           elements[at].type == EntityType::kPerson && elements[i - 1].kind == ElementKind::kName &&
                           elements[i - 1].type != EntityType::kPerson && elements[i - 1].grammatical == kOf;
    const auto is_verb = [&](const Element& e) { return e.kind == ElementKind::kTrigger && !only_nouns(scene, e); };
    if (described && std::any_of(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i), is_verb)) {
      elements[i - 1].modifier = true;
      while (i > 0 && !(elements[i].has(kMarksNext) && elements[i].word.next == kOf)) --i;
      words = 0;
      continue;
    }
    // 'to the chief executive, Rui Costa'
    if (element.kind == ElementKind::kComma && i + 1 == at && i > 0 && elements[at].type == EntityType::kPerson &&
        plain(elements[i - 1]) && closes_phrase(scene, at) &&
        std::any_of(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i), is_verb)) {
      continue;
    }
    // 'in Lisbon District Court'
    if (element.kind == ElementKind::kName && i + 1 == at && scene.frames->compound_nouns && !element.pronoun &&
        element.type == EntityType::kPlace && elements[at].type == EntityType::kOrganization) {
      element.modifier = true;
      return element.grammatical;
    }
    if (element.kind == ElementKind::kName) {
      const bool modifies =
          elements[at].type == EntityType::kPerson && element.type != EntityType::kPerson && !element.pronoun;
      if (!modifies) return kUnmarked;
      if (element.grammatical == kUnmarked) {
        if (!scene.frames->compound_nouns) return kUnmarked;
        element.modifier = true;
        words = 0;
        continue;
      }
      // 'by the chairman of Norvia Rui Costa': the outer marker, beyond the inner one.
      const Case inner = element.grammatical;
      while (i > 0 && !(elements[i].has(kMarksNext) && elements[i].word.next == inner)) --i;
      words = 0;
      continue;
    }
    if (i + 1 == at && element.kind == ElementKind::kTrigger && scene.frames->bare_genitive &&
        only_nouns(scene, element))
      return kOf;
    if (plain(element)) {
      if (++words > reach(*scene.frames)) return kUnmarked;
      continue;
    }
    return kUnmarked;
  }
  return kUnmarked;
}

// Whether a joining word comes after the name at `at`, behind further names and commas: the B of 'A, B and C'.
bool list_goes_on(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  size_t since_name = 0;
  for (size_t i = at + 1; i < elements.size() && since_name <= 3; ++i) {
    const Element& e = elements[i];
    if (e.has(kJoins)) return true;
    since_name = e.kind == ElementKind::kName ? 0 : since_name + 1;
    if (e.kind != ElementKind::kName && e.kind != ElementKind::kComma && !e.has(kArticle | kTransparent)) return false;
  }
  return false;
}

// 'Ana Prado and Norvia signed', but not 'dismissed Ana Prado and Norvia signed'.
bool act_together(const Scene& scene, size_t first, size_t second) {
  const std::vector<Element>& elements = scene.elements;
  const auto acts = [](EntityType type) { return type == EntityType::kPerson || type == EntityType::kOrganization; };
  if (!acts(elements[first].type) || !acts(elements[second].type)) return false;
  const bool verb_after = second + 1 < elements.size() && elements[second + 1].kind == ElementKind::kTrigger &&
                          !only_nouns(scene, elements[second + 1]);
  if (!verb_after) return true;
  return std::none_of(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(first),
                      [&](const Element& e) { return e.kind == ElementKind::kTrigger && !only_nouns(scene, e); });
}

// 'sued Norvia, Ana Prado and Rui Costa': right behind a verb, and no verb of the second's behind it.
bool objects_together(const Scene& scene, size_t first, size_t second) {
  const std::vector<Element>& elements = scene.elements;
  const auto acts = [](EntityType type) { return type == EntityType::kPerson || type == EntityType::kOrganization; };
  if (!scene.frames->spaced || !acts(elements[first].type) || !acts(elements[second].type)) return false;
  if (elements[first].grammatical != kUnmarked || elements[first].list != kNone) return false;
  size_t verb = first;
  while (verb > 0 && elements[verb - 1].has(kArticle)) --verb;
  if (verb == 0 || elements[verb - 1].kind != ElementKind::kTrigger || only_nouns(scene, elements[verb - 1]))
    return false;
  size_t last = second;
  while (last + 1 < elements.size() &&
         (elements[last + 1].kind == ElementKind::kName || elements[last + 1].has(kJoins | kArticle)))
    ++last;
  return last + 1 >= elements.size() || elements[last + 1].kind != ElementKind::kTrigger ||
         only_nouns(scene, elements[last + 1]);
}

// The name to which element `at` is joined ('A, B and C'); kNone when it stands alone.
uint32_t joined_name(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  bool joins = false, comma = false;
  size_t words = 0;
  for (size_t i = at; i-- > 0 && at - i <= 6 + reach(*scene.frames);) {
    const Element& e = elements[i];
    comma = comma || e.kind == ElementKind::kComma;
    if (e.kind == ElementKind::kName) {
      const bool fits = e.type == elements[at].type || (words == 0 && !comma && act_together(scene, i, at)) ||
                        (words == 0 && comma && objects_together(scene, i, at));
      return joins && !e.modifier && fits ? static_cast<uint32_t>(i) : kNone;
    }
    if (e.has(kJoins) || (e.kind == ElementKind::kComma && words == 0 && list_goes_on(scene, at))) {
      joins = true;
      continue;
    }
    if (e.closes_bracket) {  // 'A and the chairman (now president) B'
      const size_t close = i;
      while (i > 0 && close - i < kLongestBracket && !elements[i].opens_bracket) --i;
      if (!elements[i].opens_bracket) return kNone;
      continue;
    }
    // 'Ana Prado and chief executive Rui Costa'
    if (!joins && plain(e) && elements[at].type == EntityType::kPerson && ++words <= reach(*scene.frames)) continue;
    if (!e.has(kArticle | kTransparent)) return kNone;
  }
  return kNone;
}

void mark_cases(Scene& scene) {
  std::vector<Element>& elements = scene.elements;
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    if (element.kind != ElementKind::kName) continue;
    if (const uint32_t previous = joined_name(scene, i); previous != kNone) {
      element.list = elements[previous].list == kNone ? previous : elements[previous].list;
    }
    if (element.grammatical == kUnmarked) {
      element.grammatical = element.list != kNone ? elements[element.list].grammatical : case_before(scene, i);
    }
    if (element.grammatical == kUnmarked && i + 1 < elements.size() && elements[i + 1].has(kMarksPrevious)) {
      element.grammatical = elements[i + 1].word.previous;
    }
  }
}

void clear(Element& element, uint16_t flags) {
  element.word.flags = static_cast<uint16_t>(element.word.flags & ~flags);
}

// Keeps those forms of a trigger for which `keep` holds, when there are any.
template <class Keep>
void keep_forms(Scene& scene, Element& element, Keep keep) {
  const auto first = scene.forms.begin() + element.first_form;
  const auto kept = std::stable_partition(first, first + element.form_count,
                                          [&](uint32_t form) { return keep(scene.frames->forms[form]); });
  if (kept != first) element.form_count = static_cast<uint32_t>(kept - first);
}

// Whether a word can be followed by what somebody says or thinks.
bool reports(const Scene& scene, const Element& element) {
  if (element.kind == ElementKind::kName) return false;
  if (element.kind != ElementKind::kTrigger) return element.has(kTransparent);
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].content) return true;
  }
  return false;
}

// Whether all readings are forms that cannot follow an article.
bool never_a_noun(const Scene& scene, const Element& element) {
  constexpr uint16_t kFinite = kFormPast | kFormFuture | kFormConditional | kFormGerund | kFormParticiple;
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    const TriggerForm& form = scene.frames->forms[scene.forms[f]];
    const FrameKind kind = scene.frames->frames[form.frame].kind;
    if (kind != FrameKind::kVerb || (form.tags & kFinite) != 0) return false;
  }
  return true;
}

// Whether all readings are forms of the present alone, as many nouns are spelled.
bool only_present(const Scene& scene, const Element& element) {
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    const TriggerForm& form = scene.frames->forms[scene.forms[f]];
    if (scene.frames->frames[form.frame].kind != FrameKind::kVerb || (form.tags & kFormPresent) == 0 ||
        (form.tags & (kFormBase | kFormPast | kFormFuture | kFormConditional | kFormGerund | kFormParticiple)) != 0)
      return false;
  }
  return element.form_count > 0;
}

// Whether the word at `at`, an article or a pronoun, is bound to a verb: 'a recusou', 'recusou-a'.
bool binds(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  if (at >= 2 && elements[at - 1].sign && elements[at - 2].kind == ElementKind::kTrigger) return true;
  if (at + 1 >= elements.size() || elements[at + 1].kind != ElementKind::kTrigger) return false;
  constexpr uint16_t kFinite = kFormPast | kFormPresent | kFormFuture | kFormConditional;
  const Element& verb = elements[at + 1];
  const bool behind = at > 0 && (elements[at - 1].kind == ElementKind::kName ||
                                 elements[at - 1].has(kRelates | kGivesStatus | kTransparent));
  if (only_present(scene, verb) && !behind) return false;  // 'a conta'
  for (uint32_t f = verb.first_form; f < verb.first_form + verb.form_count; ++f) {
    const TriggerForm& form = scene.frames->forms[scene.forms[f]];
    if (scene.frames->frames[form.frame].kind != FrameKind::kVerb) return false;
    if ((form.tags & kFinite) == 0 || (form.tags & (kFormBase | kFormParticiple)) != 0) return false;
  }
  return true;
}

// 将周刊卖给诺维亚: words stand between 将 and a verb that no object follows.
bool takes_object_before_verb(const Scene& scene, size_t at) {
  constexpr size_t kLongestObject = 6;
  const std::vector<Element>& elements = scene.elements;
  size_t i = at + 1;
  if (i >= elements.size() || !plain(elements[i]) || elements[i].has(kTransparent) || elements[i].sign) return false;
  while (i < elements.size() && i - at <= kLongestObject && plain(elements[i]) && !elements[i].has(kTransparent)) ++i;
  if (i >= elements.size() || elements[i].kind != ElementKind::kTrigger || only_nouns(scene, elements[i])) return false;
  for (++i; i < elements.size(); ++i) {
    const Element& e = elements[i];
    if (e.has(kMarksNext)) return e.word.next == kTo;
    if (!e.has(kTransparent)) return e.kind == ElementKind::kComma || e.kind == ElementKind::kStop;
  }
  return true;
}

// What a word is depends on its neighbours: marker or conjunction, verb or noun.
void settle_words(Scene& scene) {
  std::vector<Element>& elements = scene.elements;
  const std::vector<Frame>& frames = scene.frames->frames;
  constexpr uint16_t kClause = kRelates | kBeginsContent | kBeginsClause;
  const auto is_noun = [&](const TriggerForm& form) { return frames[form.frame].kind == FrameKind::kNoun; };
  bool verb_seen = false;  // in this clause
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    const bool at_start = i == 0 || elements[i - 1].kind == ElementKind::kComma ||
                          elements[i - 1].kind == ElementKind::kStop || elements[i - 1].kind == ElementKind::kMark ||
                          elements[i - 1].has(kClause | kJoins);
    if (element.has(kIsObject)) {
      if (binds(scene, i)) {
        clear(element, kArticle | kMarksNext);
        element.word.flags = static_cast<uint16_t>(element.word.flags | kTransparent);
      } else {
        clear(element, kIsObject);
      }
    }
    if (element.has(kBeginsClause) && !element.has(kJoins | kMarksNext) && i > 0 && elements[i - 1].has(kRelates)) {
      clear(element, kBeginsClause);  // 'que entretanto saiu'
      element.word.flags = static_cast<uint16_t>(element.word.flags | kTransparent);
    }
    if (element.has(kBeginsClause) && element.has(kTransparent)) {
      // 'que entretanto se tornou'; 'then ninety-one'
      const bool relative = i >= 2 && elements[i - 1].has(kTransparent) && elements[i - 2].has(kRelates);
      const bool amount = i + 1 < elements.size() && elements[i + 1].kind == ElementKind::kQuantity;
      clear(element, at_start && !relative && !amount ? kTransparent : kBeginsClause);  // 'se'
    }
    if (element.has(kRelates) && element.has(kBeginsContent) && i > 0) {
      clear(element, reports(scene, elements[i - 1]) ? kRelates : kBeginsContent);  // 'disse que', 'a empresa que'
    }
    if (element.kind == ElementKind::kComma || element.kind == ElementKind::kStop ||
        element.kind == ElementKind::kMark || element.has(kClause | kJoins)) {
      verb_seen = false;
    }
    if (at_start && element.word.clause_status && !element.has(kBeginsClause) && i + 1 < elements.size() &&
        elements[i + 1].kind == ElementKind::kName)
      element.word.flags = static_cast<uint16_t>(element.word.flags | kBeginsClause);  // 'Had Norvia sued, …'
    if (element.has(kMarksNext) && element.has(kClause)) {
      size_t next = i + 1;
      while (next < elements.size() && elements[next].has(kArticle)) ++next;
      const bool name = next < elements.size() && elements[next].kind == ElementKind::kName;
      const bool verb = name && next + 1 < elements.size() &&
                        (elements[next + 1].has(kMakesPassive) ||
                         (elements[next + 1].kind == ElementKind::kTrigger && !only_nouns(scene, elements[next + 1])));
      clear(element, name && !verb ? kClause : static_cast<uint16_t>(kMarksNext));
    }
    const auto is_time = [&](size_t k) { return k < elements.size() && elements[k].kind == ElementKind::kTime; };
    if (element.has(kMarksSince) && (is_time(i + 1) || (i > 0 && is_time(i - 1)))) clear(element, kClause);
    const bool before_name =
        i + 1 < elements.size() && (elements[i + 1].kind == ElementKind::kName || elements[i + 1].has(kArticle));
    if (element.has(kMarksNext) && element.has(kGivesStatus) && (before_name || takes_object_before_verb(scene, i)))
      clear(element, kGivesStatus);  // 将 before a name is 把
    if (element.kind != ElementKind::kTrigger) continue;
    if (element.has(kMarksNext) && !element.has(kNamesSource) && before_name) {
      element.kind = ElementKind::kWord;  // 'entre' is 'between' before a name, else a form of 'entrar'
      continue;
    }
    if (i == 0) {
      verb_seen = !only_nouns(scene, element);
      continue;
    }
    const Element& before = elements[i - 1];
    const bool clitic = before.token == element.token;
    if (clitic && before.word.before_present) {
      keep_forms(scene, element,
                 [&](const TriggerForm& form) { return !is_noun(form) && (form.tags & kFormPresent) != 0; });
    }
    // A verb after ال or ب, a noun after س: the letters only look like a proclitic and a trigger (الحاكم is not
    // 'tried').
    if (clitic && (before.word.before_noun || before.word.before_present)) {
      const bool wanted = before.word.before_noun;
      const auto first = scene.forms.begin() + element.first_form;
      if (std::none_of(first, first + element.form_count,
                       [&](uint32_t f) { return is_noun(scene.frames->forms[f]) == wanted; })) {
        element.kind = ElementKind::kWord;
        continue;
      }
    }
    const bool inside = plain(before) || before.kind == ElementKind::kQuantity ||
                        (before.kind == ElementKind::kName && before.type == EntityType::kPlace);
    const bool article = before.has(kArticle) || (i >= 2 && elements[i - 2].has(kArticle) && inside) ||
                         (clitic && before.word.before_noun);
    if (before.has(kArticle) && !before.has(kMarksNext) && scene.frames->infinitives && never_a_noun(scene, element)) {
      element.kind = ElementKind::kWord;  // 'the court' is no courting
      continue;
    }
    const bool preposition = before.has(kMarksNext) && !before.has(kClause) && before.word.next != kAs;
    if ((before.has(kArticle) || preposition) && !before.has(kIsObject) && scene.frames->spaced &&
        only_present(scene, element)) {
      element.kind = ElementKind::kWord;  // 'a conta'
      continue;
    }
    if (before.has(kMarksNext) && before.word.next == kAs && scene.frames->inflects && never_a_noun(scene, element)) {
      element.kind = ElementKind::kWord;  // 'as head of research'
      continue;
    }
    const bool possessed = before.has(kMarksPrevious) ||
                           (before.kind == ElementKind::kName && before.pronoun && before.grammatical == kOf);
    if (article && !before.has(kArticle) && inside && scene.frames->infinitives && !before_name &&
        never_a_noun(scene, element)) {
      element.kind = ElementKind::kWord;  // 'the Lagos fund run by Ana Prado'
      continue;
    }
    if (article || possessed || (before.has(kMarksNext) && !before.has(kArticle))) {
      const bool strict = article || possessed;
      // 'by e-mail' is no verb, 'to e-mail' may be one.
      const auto first = scene.forms.begin() + element.first_form;
      const bool by_noun =
          scene.frames->inflects && before.has(kMarksNext) && before.word.next != kTo &&
          std::any_of(first, first + element.form_count, [&](uint32_t f) { return is_noun(scene.frames->forms[f]); });
      keep_forms(scene, element, [&](const TriggerForm& form) {
        if (is_noun(form)) return true;
        if (!scene.frames->infinitives || by_noun) return false;
        if (strict)
          return (form.tags & (kFormPast | kFormFuture | kFormConditional | kFormGerund)) != 0 &&
                 (form.tags & kFormParticiple) == 0;
        return (form.tags & (kFormBase | kFormGerund)) != 0;
      });
    }
    // Verb first: what follows the clause's verb is a noun ('accepted Norvia offer').
    if (scene.frames->verb_first && verb_seen) keep_forms(scene, element, is_noun);
    verb_seen = verb_seen || !only_nouns(scene, element);
  }
}

// Quotation marks around a name only: 'the company “Norvia”'. They part nothing.
void settle_marks(Scene& scene) {
  constexpr size_t kLongestTitle = 4;
  std::vector<Element>& elements = scene.elements;
  for (size_t open = 0; open + 2 < elements.size(); ++open) {
    if (elements[open].kind != ElementKind::kMark) continue;
    size_t close = open + 1;
    bool named = false;
    while (close < elements.size() && close - open <= kLongestTitle &&
           (elements[close].kind == ElementKind::kName || plain(elements[close]))) {
      named = named || elements[close].kind == ElementKind::kName;
      ++close;
    }
    if (!named || close >= elements.size() || elements[close].kind != ElementKind::kMark) continue;
    for (const size_t mark : {open, close}) {
      elements[mark].kind = ElementKind::kWord;
      elements[mark].word.flags = kTransparent;
    }
    open = close;
  }
}

// A line 'Ana Prado: …' introduces somebody: its colon is an apposition's comma.
void settle_introduction(Scene& scene) {
  for (size_t i = 1; i < scene.elements.size() && i <= 3; ++i) {
    if (scene.elements[i].kind != ElementKind::kStop) continue;
    if (scene.elements[i - 1].kind == ElementKind::kName && i + 1 < scene.elements.size() &&
        scene.elements[i + 1].kind != ElementKind::kMark) {
      scene.elements[i].kind = ElementKind::kComma;
    }
    return;
  }
}

}  // namespace

std::vector<Scene> scan(const Analysis& analysis, const Reading& reading) {
  std::vector<Scene> scenes = Scanner(analysis, reading).run();
  for (Scene& scene : scenes) {
    settle_marks(scene);
    settle_words(scene);
    settle_introduction(scene);
    mark_cases(scene);
    settle_appositions(scene);
  }
  return scenes;
}

}  // namespace annals
