// What the words of a sentence are beside their neighbours: marker or conjunction, verb or noun.
#include <algorithm>

#include "reading/settle_scene.h"

namespace annals {
namespace {

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

// Whether all readings are forms that may be participles.
bool only_participles(const Scene& scene, const Element& element) {
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    const TriggerForm& form = scene.frames->forms[scene.forms[f]];
    if (scene.frames->frames[form.frame].kind != FrameKind::kVerb || (form.tags & kFormParticiple) == 0) return false;
  }
  return element.form_count > 0;
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

// 'sold a brewery called Norvia': the word at `at` stands between a name and a noun whose phrase a verb or marker
// opens.
bool names_noun(const Scene& scene, size_t at) {
  constexpr size_t kLongestPhrase = 5;
  const std::vector<Element>& elements = scene.elements;
  if (at < 3 || at + 1 >= elements.size() || elements[at + 1].kind != ElementKind::kName || elements[at + 1].object)
    return false;
  for (size_t i = at; i-- > 1 && at - i <= kLongestPhrase;) {
    const Element& e = elements[i];
    const Element& opens = elements[i - 1];
    if (e.has(kArticle) && i + 1 < at)
      return opens.has(kMarksNext) ||
             (opens.kind == ElementKind::kTrigger && !only_nouns(scene, opens) && !reports(scene, opens));
    const bool noun =
        plain(e) ? !e.sign && !e.has(kTransparent) : e.kind == ElementKind::kTrigger && only_nouns(scene, e);
    if (!noun) return false;
  }
  return false;
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

// 同意在展会闭幕后解雇苏合: what closes a phrase right behind a verb that governs the next one begins no clause.
bool closes_phrase(const Scene& scene, size_t at) {
  constexpr size_t kLongestPhrase = 12;
  const std::vector<Element>& elements = scene.elements;
  const ClaimFrames& frames = *scene.frames;
  for (size_t i = at; i-- > 1 && at - i <= kLongestPhrase;) {
    const Element& e = elements[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return false;
    if (!e.has(kMarksNext) || frames.case_name(e.word.next) != "in") continue;
    const Element& verb = elements[i - 1];
    return verb.kind == ElementKind::kTrigger && verb.form_count > 0 &&
           frames.frames[frames.forms[scene.forms[verb.first_form]].frame].content.has_value();
  }
  return false;
}

}  // namespace

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
    // 'o caso é investigado', 'soube do caso': behind an article, or a preposition with one, it is a noun
    const auto opens_noun = [&](const Element& before) {
      if (before.has(kArticle)) return true;
      return before.has(kMarksNext) && !before.word.bare &&
             (before.word.next == kOf || before.word.next == kBy || scene.frames->case_name(before.word.next) == "in");
    };
    if (element.word.clause_status && element.has(kBeginsClause) && !element.has(kTransparent) && i > 0 &&
        scene.frames->spaced && !scene.frames->verb_first && opens_noun(elements[i - 1]))
      element.word = GrammarWord{};
    if (element.has(kBeginsClause) && !element.has(kJoins | kMarksNext) && i > 0 && elements[i - 1].has(kRelates)) {
      clear(element, kBeginsClause);  // 'que entretanto saiu'
      element.word.flags = static_cast<uint16_t>(element.word.flags | kTransparent);
    }
    if (!scene.frames->spaced && element.has(kBeginsClause) && !element.word.clause_status && closes_phrase(scene, i)) {
      clear(element, kBeginsClause);
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
    const bool before_title = !scene.frames->spaced && i + 2 < elements.size() && elements[i + 1].sign &&
                              elements[i + 2].kind == ElementKind::kName;  // 将《灯》卖给
    if (element.has(kMarksNext) && element.has(kGivesStatus) &&
        (before_name || before_title || takes_object_before_verb(scene, i)))
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
    if (element.word.naming && names_noun(scene, i)) {
      element.kind = ElementKind::kWord;
      element.word.flags = kTransparent;
      continue;
    }
    if (clitic && before.word.before_present) {
      keep_forms(scene, element,
                 [&](const TriggerForm& form) { return !is_noun(form) && (form.tags & kFormPresent) != 0; });
      const auto present = scene.forms.begin() + element.first_form;
      if (std::none_of(present, present + element.form_count,
                       [&](uint32_t f) { return (scene.frames->forms[f].tags & kFormPresent) != 0; })) {
        element.kind = ElementKind::kWord;  // ساعدت is not س + أعدت
        elements[i - 1].word.flags = kTransparent;
        continue;
      }
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
    if (before.has(kArticle) && !before.has(kIsObject | kMarksNext) && scene.frames->compound_nouns &&
        only_participles(scene, element) && i + 1 < elements.size() && plain(elements[i + 1]) &&
        !elements[i + 1].sign && !elements[i + 1].has(kTransparent)) {
      element.kind = ElementKind::kWord;  // 'an abandoned farm'
      continue;
    }
    const bool preposition = before.has(kMarksNext) && !before.has(kClause) && before.word.next != kAs;
    if (scene.frames->verb_first && clitic && preposition && before.word.next == kTo && !before.word.before_noun &&
        only_present(scene, element)) {  // غادر ليؤسس نورفيا: what he did, or wants to do, then
      elements[i - 1].word.flags = kJoins | kTransparent;
      verb_seen = true;
      continue;
    }
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
    const bool owned = before.has(kMarksPrevious) ? before.word.previous == kOf : possessed && !before.object;
    if (owned && scene.frames->spaced && !scene.frames->verb_first && scene.frames->infinitives &&
        never_a_noun(scene, element)) {
      element.kind = ElementKind::kWord;  // "Costa's own offer"
      continue;
    }
    const bool before_count = i + 1 < elements.size() && elements[i + 1].kind == ElementKind::kQuantity;
    if (article && !before.has(kArticle) && inside && scene.frames->infinitives && !before_name && !before_count &&
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
    // Verb first: what is done is a noun: تم طرده
    if (scene.frames->verb_first && before.has(kMakesPassive) && before.kind != ElementKind::kTrigger)
      keep_forms(scene, element, is_noun);
    // Verb first: what follows the clause's verb is a noun ('accepted Norvia offer').
    if (scene.frames->verb_first && verb_seen) keep_forms(scene, element, is_noun);
    verb_seen = verb_seen || !only_nouns(scene, element);
  }
}

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
    // 'Norvia Ltd (the “Company”)'
    while (close < elements.size() && close - open <= kLongestTitle && elements[close].kind == ElementKind::kTrigger)
      ++close;
    const bool term = close + 1 < elements.size() && elements[close + 1].closes_bracket && open > 0 &&
                      (elements[open - 1].opens_bracket || (open > 1 && elements[open - 2].opens_bracket));
    if ((!named && !term) || close >= elements.size() || elements[close].kind != ElementKind::kMark) continue;
    if (scene.frames->verb_first && named && close == open + 2) {  // «نورفيا» is a name like another
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(close));
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(open));
      continue;
    }
    for (const size_t mark : {open, close}) {
      elements[mark].kind = ElementKind::kWord;
      elements[mark].word.flags = kTransparent;
    }
    open = close;
  }
}

void settle_brackets(Scene& scene, const std::vector<Token>& tokens) {
  constexpr size_t kLongestBracket = 5;  // elements with its marks: 'PS-SP'
  if (!scene.frames->spaced) return;
  std::vector<Element>& elements = scene.elements;
  size_t kept = 0;
  for (size_t i = 0; i < elements.size();) {
    size_t close = i;
    if (elements[i].opens_bracket && kept > 0 && elements[kept - 1].kind == ElementKind::kName) {
      const auto short_name = [&](const Element& e) {
        return e.sign || tokens[e.token].all_capitals ||
               (e.kind == ElementKind::kName && !e.pronoun && e.type == EntityType::kOrganization &&
                elements[kept - 1].type == EntityType::kOrganization);
      };
      while (close + 1 < elements.size() && close + 1 - i < kLongestBracket && !elements[close].closes_bracket &&
             short_name(elements[close + 1]))
        ++close;
    }
    if (close > i + 1 && elements[close].closes_bracket) {
      i = close + 1;
      continue;
    }
    if (kept != i) elements[kept] = elements[i];
    ++kept;
    ++i;
  }
  elements.resize(kept);
}

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

}  // namespace annals
