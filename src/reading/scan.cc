#include "reading/scan.h"

#include <algorithm>

#include "text/utf8.h"

namespace annals {
namespace {

ElementKind kind_of_punctuation(char32_t c) {
  switch (c) {
    case ',': case 0xFF0C: case 0x3001: case 0x060C: case '(': case ')': case 0xFF08: case 0xFF09: case 0x2013: case 0x2014:
      return ElementKind::kComma;
    case ';': case ':': case '!': case '?': case 0xFF1B: case 0xFF1A: case 0x061B: case 0x3002: case 0xFF01: case 0xFF1F: case 0x061F:
    case 0x2026: case 0x2022:
      return ElementKind::kStop;
    case '"': case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB: case 0x300C: case 0x300D: case 0x300E: case 0x300F:
      return ElementKind::kMark;
    default: return ElementKind::kWord;
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
  for (const Reference& reference : reading.references) {
    if (reference.entity == kNone) continue;
    Element& element = add(ElementKind::kName, reference.span);
    element.entity = reference.entity;
    element.type = reading.entities[reference.entity].type;
    element.pronoun = true;
    if (reference.owner) element.grammatical = kOf;
  }
  for (uint32_t i = 0; i < reading.times.size(); ++i) add(ElementKind::kTime, reading.times[i].span).index = i;
  for (uint32_t i = 0; i < reading.quantities.size(); ++i) add(ElementKind::kQuantity, reading.quantities[i].span).index = i;
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
      for (uint32_t s = 0; s < block.sentences.size(); ++s) {
        Scene& scene = scenes.emplace_back();
        scene.block = b;
        scene.sentence = s;
        scene.span = block.sentences[s].span;
        scene.frames = block.language->claims.get();
        scan_sentence(block, block.sentences[s], scene);
      }
    }
    return scenes;
  }

 private:
  void scan_sentence(const AnalyzedBlock& block, const Sentence& sentence, Scene& scene) {
    const std::vector<Token>& tokens = block.text.tokens;
    const uint32_t end = sentence.first + sentence.count;
    for (uint32_t i = sentence.first; i < end;) {
      const Token& token = tokens[i];
      while (next_ < found_.size() && found_[next_].span.begin < token.span.begin) ++next_;
      if (next_ < found_.size() && found_[next_].span.begin < token.span.end) {
        const Found& here = found_[next_];
        if (here.span.begin > token.span.begin) add_clitic(block, {token.span.begin, here.span.begin}, i, scene);
        Element element = here.element;
        element.token = i;
        scene.elements.push_back(element);
        while (i < end && tokens[i].span.begin < here.span.end) ++i;
        while (next_ < found_.size() && found_[next_].span.begin < here.span.end) ++next_;
        continue;
      }
      i += scan_words(block, i, end, scene);
    }
  }

  // A clitic before a name: ل before ألتمان.
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
    const uint32_t limit = next_ < found_.size() ? found_[next_].span.begin : UINT32_MAX;  // no phrase reaches into a name
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
    frames.triggers.match(block.text, i, matches_);
    PhraseTable::Match trigger{};
    for (const auto& match : matches_) {
      if (trigger.count == 0 && fits(match)) {
        trigger = match;
        element.first_form = static_cast<uint32_t>(scene.forms.size());
      }
      if (trigger.count == match.count && trigger.skip_bytes == match.skip_bytes) {
        scene.forms.push_back(match.payload);
        ++element.form_count;
      }
    }
    const bool has_trigger = trigger.count > 0 && trigger.count >= word.count;
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
    } else if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
      element.kind = kind_of_punctuation(decode(analysis_.text(), token.span.begin).value);
    } else if (token.kind == TokenKind::kWord) {
      element.definite = definite(block, token, frames);
    }
    if (element.kind == ElementKind::kWord && element.word.flags != 0 && taken == 1 && token.kind == TokenKind::kPunctuation &&
        kind_of_punctuation(decode(analysis_.text(), token.span.begin).value) == ElementKind::kMark) {
      element.kind = ElementKind::kMark;
    }
    scene.elements.push_back(element);
    return taken;
  }

  static bool blocked(const Scene& scene, const Element& element) {
    for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
      if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].kind == FrameKind::kBlocks) return true;
    }
    return false;
  }

  bool definite(const AnalyzedBlock& block, const Token& token, const ClaimFrames& frames) const {
    if (block.language->clitics.empty()) return false;
    const std::string_view text = token.span.of(analysis_.text());
    for (const Clitic& clitic : block.language->clitics) {
      if (frames.clitics[clitic.row].definite && text.size() > clitic.folded.size() + 2 && text.starts_with(clitic.folded)) return true;
    }
    return false;
  }

  const Analysis& analysis_;
  std::vector<Found> found_;
  size_t next_ = 0;
  std::vector<PhraseTable::Match> matches_;
};

// Where a name's noun phrase may reach to the left: plain words, not beyond these many.
size_t reach(const ClaimFrames& frames) { return frames.spaced ? 3 : 8; }

bool plain(const Element& element) { return element.kind == ElementKind::kWord && (element.word.flags & ~kTransparent) == 0; }

// The case that stands before the noun phrase whose last name is element `at`. A name of another kind inside the phrase
// ('by Norvia chairman Rui Costa') becomes a modifier of this one.
Case case_before(Scene& scene, size_t at) {
  std::vector<Element>& elements = scene.elements;
  size_t words = 0;
  for (size_t i = at; i-- > 0;) {
    Element& element = elements[i];
    if (element.has(kMarksNext)) return element.word.next;
    if (element.kind == ElementKind::kName) {
      const bool modifies = elements[at].type == EntityType::kPerson && element.type != EntityType::kPerson && !element.pronoun;
      if (!modifies) return kUnmarked;
      if (element.grammatical == kUnmarked) {
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
    if (plain(element) && element.kind != ElementKind::kTrigger) {
      if (++words > reach(*scene.frames)) return kUnmarked;
      continue;
    }
    return kUnmarked;
  }
  return kUnmarked;
}

void mark_cases(Scene& scene) {
  std::vector<Element>& elements = scene.elements;
  uint32_t previous = kNone;  // the name before, when only a comma or a joining word stands between
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    if (element.kind != ElementKind::kName) continue;
    if (i >= 2 && previous != kNone && previous + 2 == i && elements[previous].type == element.type &&
        (elements[i - 1].has(kJoins) || elements[i - 1].kind == ElementKind::kComma)) {
      element.list = elements[previous].list == kNone ? previous : elements[previous].list;
    } else if (i >= 3 && previous != kNone && previous + 3 == i && elements[previous].type == element.type && elements[i - 1].has(kJoins) &&
               elements[i - 2].kind == ElementKind::kComma) {
      element.list = elements[previous].list == kNone ? previous : elements[previous].list;
    }
    if (element.grammatical == kUnmarked) {
      element.grammatical = element.list != kNone ? elements[element.list].grammatical : case_before(scene, i);
      if (element.list != kNone && i > 0 && elements[i - 1].has(kMarksNext) && !elements[i - 1].has(kJoins)) {
        element.grammatical = elements[i - 1].word.next;
      }
    }
    if (element.grammatical == kUnmarked && i + 1 < elements.size() && elements[i + 1].has(kMarksPrevious)) {
      element.grammatical = elements[i + 1].word.previous;
    }
    previous = static_cast<uint32_t>(i);
  }
}

}  // namespace

std::vector<Scene> scan(const Analysis& analysis, const Reading& reading) {
  std::vector<Scene> scenes = Scanner(analysis, reading).run();
  for (Scene& scene : scenes) mark_cases(scene);
  return scenes;
}

}  // namespace annals
