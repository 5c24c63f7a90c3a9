#include "reading/appositions.h"

#include <algorithm>
#include <optional>

namespace annals {
namespace {

constexpr size_t kLongestPhrase = 8;  // elements before the comma
constexpr size_t kLongestTitle = 3;   // plain words between the comma and the name

bool plain(const Element& e) {
  return e.kind == ElementKind::kWord && (e.word.flags & ~(kTransparent | kLightVerb)) == 0 && !e.sign;
}

bool is_article(const Element& e) { return e.kind == ElementKind::kWord && e.has(kArticle); }

class Appositions {
 public:
  explicit Appositions(Scene& scene) : scene_(scene), elements_(scene.elements) {}

  void run() {
    bool verb = false;  // before the name
    for (size_t i = 0; i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kStop) verb = false;
      if (e.has(kMakesPassive | kNamesSource) || is_verb(e)) verb = true;
      if (e.kind != ElementKind::kName || e.pronoun || e.modifier || e.list != kNone || e.grammatical != kUnmarked)
        continue;
      if (const auto comma = comma_before(i); comma && verb && closed(i)) settle(i, *comma);
    }
  }

 private:
  bool is_verb(const Element& e) const { return e.kind == ElementKind::kTrigger && !only_nouns(scene_, e); }

  // The comma before the name's own noun phrase: ', o fazendeiro Abel Nunes'.
  std::optional<size_t> comma_before(size_t name) const {
    size_t words = 0;
    for (size_t i = name; i-- > 0;) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kComma) return e.opens_bracket || e.closes_bracket ? std::nullopt : std::optional(i);
      if (e.kind == ElementKind::kName && e.modifier) continue;
      if (is_article(e)) continue;
      if (!plain(e) || ++words > kLongestTitle) return std::nullopt;
    }
    return std::nullopt;
  }

  // Whether the name, or its list, is not the subject of a verb behind it.
  bool closed(size_t name) const {
    size_t last = name;
    for (size_t i = name + 1; i < elements_.size() && i < name + 4 * kLongestPhrase; ++i) {
      if (elements_[i].kind == ElementKind::kName && elements_[i].list == name) last = i;
    }
    if (last + 1 >= elements_.size()) return true;
    const Element& next = elements_[last + 1];
    if (next.kind == ElementKind::kComma || next.kind == ElementKind::kStop || next.kind == ElementKind::kMark ||
        next.kind == ElementKind::kTime || next.sign)
      return true;
    if (next.has(kMakesPassive | kGivesStatus)) return false;
    return next.has(kRelates | kBeginsClause | kMarksNext);
  }

  void settle(size_t name, size_t comma) {
    bool words = false;
    bool owner = false;  // a name that owns the noun before it
    std::optional<Case> inner;
    for (size_t i = comma; i-- > 0 && comma - i <= kLongestPhrase;) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return;
      if (e.has(kRelates | kBeginsContent | kBeginsClause | kMakesPassive)) return;
      if (is_verb(e)) {
        const Element& first = elements_[i + 1];
        if (words && (is_article(first) || first.kind == ElementKind::kQuantity)) elements_[name].apposed = true;
        return;
      }
      if (e.kind == ElementKind::kTrigger && inner) return mark(name, *inner);  // 'the dismissal of the chairman, …'
      if (e.kind == ElementKind::kName) {
        if (e.grammatical != kOf || e.pronoun) return;  // 'by the chairman of Norvia, Rui Costa'
        owner = true;
        continue;
      }
      // 'nomeou para a direção da casa um aluno de Costa, Ana Prado': the phrase begins here, behind another's end
      if (words && is_article(e) && !e.has(kMarksNext) && i > 0 && plain(elements_[i - 1])) {
        elements_[name].apposed = true;
        return;
      }
      if (e.has(kNamesSource) && words) return mark(name, scene_.frames->source_case);
      if (e.has(kMarksNext) && !e.has(kArticle)) {
        if (owner && e.word.next == kOf) {  // 'a pupil of Costa, Ana Prado'
          owner = false;
          continue;
        }
        if (!words) return;
        if (e.word.next != kOf) return mark(name, e.word.next);
        inner = kOf;
        continue;
      }
      words = words || plain(e) || e.kind == ElementKind::kTrigger || e.kind == ElementKind::kQuantity;
    }
  }

  void mark(size_t name, Case grammatical) {
    for (size_t i = name; i < elements_.size(); ++i) {
      if (i == name || elements_[i].list == name) elements_[i].grammatical = grammatical;
    }
  }

  Scene& scene_;
  std::vector<Element>& elements_;
};

}  // namespace

void settle_appositions(Scene& scene) {
  if (scene.frames->spaced && !scene.frames->verb_first) Appositions(scene).run();
}

}  // namespace annals
