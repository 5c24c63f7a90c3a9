// In which case the names of a sentence stand, and which of them make a list.
#include <algorithm>

#include "reading/settle_scene.h"

namespace annals {
namespace {

constexpr size_t kLongestBracket = 10;  // elements

// A word of a noun phrase: common, or what somebody is though it tells of an event (创始人).
bool describes(const Scene& scene, const Element& e) {
  return plain(e) || (e.kind == ElementKind::kTrigger && e.word.title && only_nouns(scene, e));
}

// Where a name's noun phrase may reach to the left: plain words, not beyond these many.
size_t reach(const ClaimFrames& frames) { return frames.verb_first ? 5 : frames.spaced ? 3 : 8; }

// Whether no verb comes behind the name at `at`.
bool closes_phrase(const Scene& scene, size_t at) {
  if (at + 1 >= scene.elements.size()) return true;
  const Element& next = scene.elements[at + 1];
  return next.kind == ElementKind::kComma || next.kind == ElementKind::kStop || next.kind == ElementKind::kTime ||
         next.has(kMarksSince) || (next.has(kMarksNext) && !next.has(kMakesPassive));
}

// مؤسسها: a noun whose ending says whose it is.
bool ends_in_owner(const Scene& scene, const Element& element) {
  const auto first = scene.forms.begin() + element.first_form;
  return std::all_of(first, first + element.form_count,
                     [&](uint32_t f) { return (scene.frames->forms[f].tags & kFormOwner) != 0; });
}

// 'a deal between the trust and Costa': whether the joining word at `at` joins what 'between' opens.
bool between_before(const Scene& scene, size_t at) {
  constexpr size_t kLongestPart = 6;  // elements
  for (size_t i = at; i-- > 0 && at - i <= kLongestPart;) {
    const Element& e = scene.elements[i];
    if (e.has(kMarksNext) && e.word.next == scene.frames->between_case) return true;
    const bool of = e.has(kMarksNext) && e.word.next == kOf;
    if (!plain(e) && !e.has(kArticle) && !of) return false;
  }
  return false;
}

// 'the death of the founder,': only words stand between the comma at `comma` and what an event noun is of.
bool of_event_noun(const Scene& scene, size_t comma) {
  const std::vector<Element>& elements = scene.elements;
  const auto is_noun = [&](const Element& e) { return e.kind == ElementKind::kTrigger && only_nouns(scene, e); };
  size_t i = comma;
  while (i > 0 && comma - i < reach(*scene.frames) && !elements[i - 1].has(kMarksNext) &&
         (plain(elements[i - 1]) || elements[i - 1].has(kArticle) || (i == comma && is_noun(elements[i - 1]))))
    --i;
  return scene.frames->spaced && i > 1 && elements[i - 1].has(kMarksNext) && elements[i - 1].word.next == kOf &&
         is_noun(elements[i - 2]);
}

// A finite verb right behind the names at `at`, over its helpers.
bool verb_behind(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  size_t i = at + 1;
  while (i + 1 < elements.size() && elements[i].has(kJoins) && elements[i + 1].kind == ElementKind::kName) i += 2;
  while (i < elements.size() && elements[i].kind == ElementKind::kWord &&
         elements[i].has(kTransparent | kMakesPassive | kGivesStatus) && !elements[i].has(kJoins))
    ++i;
  if (i >= elements.size() || elements[i].kind != ElementKind::kTrigger) return false;
  const Element& verb = elements[i];
  return std::any_of(
      scene.forms.begin() + verb.first_form, scene.forms.begin() + verb.first_form + verb.form_count, [&](uint32_t f) {
        const TriggerForm& form = scene.frames->forms[f];
        const FrameKind kind = scene.frames->frames[form.frame].kind;
        return kind == FrameKind::kPhrase ||
               (kind == FrameKind::kVerb && (form.tags & (kFormPast | kFormPresent | kFormParticiple)) != 0);
      });
}

// 'In the end Costa resigned', 'on the advice of her lawyer she sued': the marker at `marker` belongs to a phrase that
// opens the clause, and the name at `at` is the subject behind it.
bool opens_before_subject(const Scene& scene, size_t marker, size_t at) {
  constexpr size_t kLongestPhrase = 12;  // elements
  const std::vector<Element>& elements = scene.elements;
  if (!scene.frames->spaced || scene.frames->verb_first || scene.frames->omits_subjects || !verb_behind(scene, at))
    return false;
  for (size_t i = marker + 1; i-- > 0 && at - i <= kLongestPhrase;) {
    const Element& e = elements[i];
    const bool begins = i == 0 || elements[i - 1].has(kJoins | kBeginsClause | kBeginsContent) ||
                        elements[i - 1].kind == ElementKind::kComma || elements[i - 1].kind == ElementKind::kStop ||
                        elements[i - 1].kind == ElementKind::kMark;
    if (begins) return e.has(kMarksNext) || e.kind == ElementKind::kTime;  // 'after months of talks Costa resigned'
    const bool inside = plain(e) || e.has(kMarksNext | kArticle) || e.kind == ElementKind::kQuantity ||
                        e.kind == ElementKind::kTime || (e.kind == ElementKind::kTrigger && only_nouns(scene, e)) ||
                        (e.kind == ElementKind::kName && e.grammatical != kUnmarked);
    if (!inside) return false;
  }
  return false;
}

// 'depois de a Norvia ter vendido', 'para Ana Prado pagar': in a language that drops subjects, a marked name right
// before an infinitive is its subject.
bool leads_infinitive(const Scene& scene, size_t at) {
  constexpr size_t kMostWords = 4;  // between the name and its verb
  const ClaimFrames& frames = *scene.frames;
  if (!frames.omits_subjects || !frames.inflects || !frames.spaced || frames.verb_first) return false;
  for (size_t i = at + 1; i < scene.elements.size() && i <= at + kMostWords; ++i) {
    const Element& e = scene.elements[i];
    if (e.kind == ElementKind::kWord) {
      if (e.word.infinitive) return true;
      // not 'o dinheiro da Norvia para pagar'
      if (!e.has(kTransparent | kGivesStatus | kIsObject) || e.sign || (e.has(kMarksNext) && !e.has(kIsObject)))
        return false;
      continue;
    }
    if (e.kind == ElementKind::kName && e.pronoun && e.object) continue;
    if (e.kind != ElementKind::kTrigger) return false;
    bool verb = false;
    for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
      const TriggerForm& form = frames.forms[scene.forms[f]];
      constexpr uint16_t kOther = kFormPast | kFormPresent | kFormParticiple | kFormGerund;
      if (frames.frames[form.frame].kind != FrameKind::kVerb || (form.tags & kOther) != 0) return false;
      verb = verb || (form.tags & kFormBase) != 0;
    }
    return verb;
  }
  return false;
}

// 'o ministro da Justiça Rui Costa': whether the marker at `at` says of what somebody has an office, so that a person's
// name behind is his.
bool of_office(const Scene& scene, size_t at) {
  constexpr size_t kLongestOffice = 3;  // words
  const std::vector<Element>& elements = scene.elements;
  const auto is = [&](const Element& e, std::string_view sort) {
    return e.sort != 0 && scene.frames->sort_names[e.sort - 1] == sort;
  };
  if (elements[at].word.next != kOf || at + 1 >= elements.size() || !is(elements[at + 1], "portfolio")) return false;
  for (size_t i = at; i-- > 0 && at - i <= kLongestOffice && plain(elements[i]);) {
    if (is(elements[i], "office")) return true;
  }
  return false;
}

// 'lançaram juntos a Norvia': only words that change nothing stand between a verb and the article at `article`.
bool right_behind_verb(const Scene& scene, size_t article) {
  size_t i = article;
  while (i > 0 && plain(scene.elements[i - 1]) && scene.elements[i - 1].has(kTransparent)) --i;
  return i > 0 && i < article && scene.elements[i - 1].kind == ElementKind::kTrigger &&
         !only_nouns(scene, scene.elements[i - 1]);
}

// 'Num comunicado a Norvia diz': a body right before its verb, behind a phrase that opens the sentence.
bool acts_behind_opening(const Scene& scene, size_t article, size_t at) {
  constexpr size_t kLongestOpening = 12;  // elements
  const std::vector<Element>& elements = scene.elements;
  if (article > kLongestOpening || elements[at].type != EntityType::kOrganization || !elements[0].has(kMarksNext) ||
      elements[0].has(kArticle) || at + 1 >= elements.size() || elements[at + 1].kind != ElementKind::kTrigger ||
      !verb_behind(scene, at))
    return false;
  return std::all_of(
      elements.begin() + 1, elements.begin() + static_cast<std::ptrdiff_t>(article),
      [&](const Element& e) { return plain(e) || (e.kind == ElementKind::kTrigger && only_nouns(scene, e)); });
}

// 'Já a Norvia pagou': only an adverb opens the sentence before the article of the verb's subject.
bool opens_behind_adverb(const Scene& scene, size_t article, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  return article == 1 && elements[0].has(kTransparent) && !elements[0].has(kMarksNext) && at == 2 &&
         verb_behind(scene, at);
}

// أطاح برئيس النادي سامر: verb first, the body at `body` and the noun before it, marked by its proclitic, say who the
// person at `at` is.
bool heads_description(const Scene& scene, size_t body, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  return scene.frames->verb_first && body >= 2 && body + 1 == at && elements[body].pronoun &&
         elements[body].type == EntityType::kOrganization && elements[at].type == EntityType::kPerson &&
         plain(elements[body - 1]) && elements[body - 2].kind == ElementKind::kWord &&
         elements[body - 2].has(kMarksNext) && elements[body - 2].span.end == elements[body - 1].span.begin;
}

// The case that stands before the noun phrase whose last name is element `at`. A name of another kind inside the phrase
// ('by Norvia chairman Rui Costa') becomes a modifier of this one.
Case case_before(Scene& scene, size_t at) {
  std::vector<Element>& elements = scene.elements;
  size_t words = 0;
  bool noun = false;  // a noun stands before the name, so that what may be an article is one
  // 'one of the trustees, Rui Costa, said': the name is the one's
  const auto one_of = [&](const Element& marker) {
    return scene.frames->spaced && !scene.frames->verb_first && marker.word.next == kOf &&
           elements[at - 1].kind == ElementKind::kComma && at + 1 < elements.size() &&
           elements[at + 1].kind == ElementKind::kComma && verb_behind(scene, at + 1);
  };
  for (size_t i = at; i-- > 0;) {
    Element& element = elements[i];
    if (element.has(kArticle)) {
      // 'comprou a Norvia', 'entre a Norvia e …', but 'um convite a Rui Costa'.
      if (i == 0 || opens_behind_adverb(scene, i, at)) return kUnmarked;
      const Element& before = elements[i - 1];
      if (before.has(kMarksNext))
        return words > 0 && (one_of(before) || opens_before_subject(scene, i - 1, at)) ? kUnmarked : before.word.next;
      // 'elegeram para o lugar a veterinária Ana Prado': before a noun without an article it is one
      // 'fundou em Lisboa a Norvia'
      const bool behind_place = before.kind == ElementKind::kName && before.type == EntityType::kPlace &&
                                before.grammatical != kUnmarked && elements[at].type == EntityType::kOrganization;
      // 'confirmou à Orla a Norvia': nobody stands in the same case twice
      const bool again = before.kind == ElementKind::kName && before.grammatical == element.word.next;
      const bool marker = element.has(kMarksNext) && !noun && words == 0 && !behind_place && !again &&
                          !acts_behind_opening(scene, i, at) &&
                          !(elements[at].type == EntityType::kOrganization && right_behind_verb(scene, i)) &&
                          (before.kind == ElementKind::kQuantity || before.kind == ElementKind::kName ||
                           (before.kind == ElementKind::kTime && elements[at].type == EntityType::kPerson) ||
                           plain(before) || (before.kind == ElementKind::kTrigger && only_nouns(scene, before)));
      return marker ? element.word.next : kUnmarked;
    }
    if (element.word.infinitive && scene.frames->spaced) return kUnmarked;  // 'por ter enganado Ana Prado'
    if (element.has(kJoins) && words == 0 && between_before(scene, i)) return scene.frames->between_case;
    if (element.has(kNamesSource) && scene.frames->spaced) return scene.frames->source_case;
    if (element.has(kMarksNext) && element.word.next == kAs && scene.frames->bare_genitive &&
        elements[at].type == EntityType::kPerson && element.token != elements[at].token) {
      if (++words > reach(*scene.frames)) return kUnmarked;  // رئيسة القسم هالة: she is not what somebody is named
      continue;
    }
    // 'comprou a empresa de lentes Norvia': the name stands where the noun before 'de lentes' does.
    const bool of_kind = element.word.bare && element.word.next == kOf && words > 0 && i > 0 &&
                         (plain(elements[i - 1]) ||
                          (elements[i - 1].kind == ElementKind::kTrigger && only_nouns(scene, elements[i - 1])));
    if (of_kind) {
      noun = true;
      words = 0;
      if (elements[i - 1].kind == ElementKind::kTrigger) --i;
      continue;
    }
    if (element.has(kMarksNext) && words > 0 && words <= 2 && elements[at].type == EntityType::kPerson &&
        of_office(scene, i)) {
      noun = true;
      words = 0;
      continue;
    }
    // 在苏合被调查期间: nobody is a place, where a verb comes right behind
    if (!scene.frames->spaced && i + 1 == at && at + 1 < elements.size() && element.has(kMarksNext) &&
        elements[at].type == EntityType::kPerson && scene.frames->case_name(element.word.next) == "in" &&
        (elements[at + 1].has(kMakesPassive) ||
         (elements[at + 1].kind == ElementKind::kTrigger && !only_nouns(scene, elements[at + 1]))))
      return kUnmarked;
    if (element.has(kMarksNext)) return words > 0 && opens_before_subject(scene, i, at) ? kUnmarked : element.word.next;
    // 'to Norvia's chief executive Rui Costa': Norvia only owns what is marked.
    const bool owned = scene.frames->spaced || element.kind == ElementKind::kTrigger ||  // 卖给苏合旗下的诺维亚
                       (words > 0 && elements[at].type == EntityType::kPerson) ||
                       (i > 0 && i + 1 == at && elements[i - 1].type == EntityType::kPlace);  // 给内蒙古的诺维亚
    if (owned && element.has(kMarksPrevious) && element.word.previous == kOf && i > 0 &&
        elements[i - 1].kind == ElementKind::kName) {
      Element& owner = elements[i - 1];
      const Case outer = owner.grammatical;
      if (outer == kUnmarked || outer == kOf) return kUnmarked;
      const bool there = owner.type == EntityType::kPlace && elements[at].type == EntityType::kPerson;
      if (there && scene.frames->case_name(outer) == "in") return kUnmarked;  // 远在海城的投资人苏合
      owner.grammatical = kOf;
      return outer;
    }
    // 'with the founder of Norvia, Rui Costa': the name stands where its description stands.
    const bool described = element.kind == ElementKind::kComma && i + 1 == at && i > 0 &&
                           elements[at].type == EntityType::kPerson && elements[i - 1].kind == ElementKind::kName &&
                           elements[i - 1].type != EntityType::kPerson && elements[i - 1].grammatical == kOf;
    const auto is_verb = [&](const Element& e) { return e.kind == ElementKind::kTrigger && !only_nouns(scene, e); };
    const auto noun_trigger = [&](const Element& e) { return e.kind == ElementKind::kTrigger && only_nouns(scene, e); };
    if (described && std::any_of(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i), is_verb)) {
      elements[i - 1].modifier = true;
      while (i > 0 && !(elements[i].has(kMarksNext) && elements[i].word.next == kOf)) --i;
      words = 0;
      continue;
    }
    // قال المدير السابق للشركة، سامر: nobody is a company
    const auto is_body = [&](const Element& e) {
      return scene.frames->verb_first && e.sort != 0 && scene.frames->sort_names[e.sort - 1] == "venture";
    };
    // 'to the chief executive, Rui Costa', 'the death of the founder, Rui Costa'
    if (element.kind == ElementKind::kComma && i + 1 == at && i > 0 && elements[at].type == EntityType::kPerson &&
        closes_phrase(scene, at) && !is_body(elements[i - 1]) &&
        (((plain(elements[i - 1]) || (scene.frames->compound_nouns && noun_trigger(elements[i - 1]))) &&
          std::any_of(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(i), is_verb)) ||
         of_event_noun(scene, i))) {
      if (!plain(elements[i - 1])) --i;
      continue;
    }
    // 'in Lisbon District Court'
    if (element.kind == ElementKind::kName && i + 1 == at && scene.frames->compound_nouns && !element.pronoun &&
        element.type == EntityType::kPlace && elements[at].type == EntityType::kOrganization) {
      element.modifier = true;
      return element.grammatical;
    }
    // 给她儿子科斯塔的信, 'to her son, Costa': the pronoun only says whose
    if (element.kind == ElementKind::kName && element.pronoun && words > 0 &&
        elements[at].type == EntityType::kPerson && (element.grammatical == kOf || !scene.frames->spaced)) {
      const Case outer = element.grammatical;
      if (outer == kOf || outer == kUnmarked) {
        if (outer == kOf && scene.frames->spaced) continue;
        // 逮捕了该公司前技术员苏合, 起诉了他妻子韩露
        const auto of_phrase = [](const Element& e) { return plain(e) && (e.word.title || !e.has(kTransparent)); };
        element.modifier =
            outer == kUnmarked && std::all_of(elements.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                              elements.begin() + static_cast<std::ptrdiff_t>(at), of_phrase);
        return kUnmarked;
      }
      element.grammatical = kOf;
      return outer;
    }
    if (element.kind == ElementKind::kName && element.people && element.modifier) {  // رئيس نورفيا سامر
      words = 0;
      continue;
    }
    const auto plain_or_noun = [&](const Element& e) { return plain(e) || noun_trigger(e); };
    if (element.kind == ElementKind::kName) {
      const bool modifies =
          elements[at].type == EntityType::kPerson && element.type != EntityType::kPerson && !element.pronoun;
      if (!modifies && !heads_description(scene, i, at)) return kUnmarked;
      if (!modifies) {
        element.modifier = true;
        return elements[i - 2].word.next;
      }
      if (!scene.frames->spaced && element.list != kNone &&
          (words > 0 || noun_trigger(elements[at - 1]))) {  // 苏合和诺维亚董事长林远舟
        Element& head = elements[element.list];
        element.modifier = true;
        element.list = kNone;
        if (head.type != EntityType::kPerson && !head.pronoun && i >= 2 && plain_or_noun(elements[i - 2])) {
          head.modifier = true;  // 诺维亚创始人、奥尔拉董事苏合: two offices of one person
          return head.grammatical;
        }
        elements[at].list = static_cast<uint32_t>(&head - elements.data());
        return head.grammatical;
      }
      if (element.grammatical == kUnmarked) {
        if (!scene.frames->compound_nouns) return kUnmarked;
        element.modifier = true;
        words = 0;
        continue;
      }
      // 'by the chairman of Norvia Rui Costa': the outer marker, beyond the inner one.
      const Case inner = element.grammatical;
      if (inner != kOf && scene.frames->compound_nouns && element.list == kNone && words > 0) {
        element.modifier = true;  // 与诺维亚董事长苏合
        return inner;
      }
      while (i > 0 && !(elements[i].has(kMarksNext) && elements[i].word.next == inner)) --i;
      words = 0;
      continue;
    }
    // طرد الباحث سامر
    const auto definite_word = [](const Element& e) {
      return (plain(e) && (e.definite || e.has(kTransparent))) || (e.people && e.modifier);
    };
    const bool titled = elements[at].type == EntityType::kPerson && at - i <= 4 &&
                        std::all_of(elements.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    elements.begin() + static_cast<std::ptrdiff_t>(at), definite_word);
    // مؤسس نورفيا, مؤسس شركة نورفيا
    const bool next = titled || i + 1 == at ||
                      (elements[at].type == EntityType::kOrganization && i + 2 == at &&
                       (elements[i + 1].has(kTransparent) || elements[i + 1].sort != 0) && plain(elements[i + 1]));
    if (next && element.kind == ElementKind::kTrigger && scene.frames->bare_genitive && only_nouns(scene, element)) {
      if (!ends_in_owner(scene, element)) return kOf;
      if (elements[at].type == EntityType::kPerson) continue;  // مؤسسها سامر: the name is the founder's
      return kUnmarked;
    }
    // 'contra a ex-prefeita Ana Prado': what somebody was stands before the name without a preposition
    if (i + 1 == at && elements[at].type == EntityType::kPerson && scene.frames->spaced && !scene.frames->verb_first &&
        !scene.frames->compound_nouns && noun_trigger(element)) {
      noun = true;
      ++words;
      continue;
    }
    // 把剧团、林远舟和苏合都告了: the marker stands before the whole list
    if (!scene.frames->spaced && element.has(kJoins) && words == 0 && i > 0 && plain(elements[i - 1]) &&
        !elements[i - 1].has(kTransparent))
      continue;
    if (describes(scene, element)) {
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

// 'accused A, who had left, and B': the name before the clause that ends at the comma; kNone where none does.
uint32_t before_relative(const Scene& scene, size_t comma) {
  constexpr size_t kLongestRelative = 12;  // elements
  const std::vector<Element>& elements = scene.elements;
  for (size_t i = comma; i-- > 2 && comma - i <= kLongestRelative;) {
    const Element& e = elements[i];
    if (e.has(kRelates) && elements[i - 1].kind == ElementKind::kComma && elements[i - 2].kind == ElementKind::kName)
      return static_cast<uint32_t>(i - 2);
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
  }
  return kNone;
}

// 'A e a mulher, B, ': whether commas set the name at `at` off from the noun that says who it is.
bool names_kin(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  return scene.frames->spaced && !scene.frames->verb_first && at > 2 && at + 1 < elements.size() &&
         elements[at].type == EntityType::kPerson && elements[at + 1].kind == ElementKind::kComma &&
         elements[at - 1].kind == ElementKind::kComma && plain(elements[at - 2]) && !elements[at - 2].sign;
}

// The name to which element `at` is joined ('A, B and C'); kNone when it stands alone.
uint32_t joined_name(const Scene& scene, size_t at) {
  const std::vector<Element>& elements = scene.elements;
  bool joins = false, comma = false;
  size_t words = 0;
  const bool kin = names_kin(scene, at);
  for (size_t i = at; i-- > 0 && at - i <= 6 + reach(*scene.frames);) {
    const Element& e = elements[i];
    if (kin && i + 1 == at) continue;
    if (joins && e.kind == ElementKind::kComma && words == 0 && scene.frames->spaced && !scene.frames->verb_first) {
      const uint32_t told = before_relative(scene, i);
      if (told != kNone && elements[told].type == elements[at].type && !elements[told].modifier) return told;
    }
    comma = comma || e.kind == ElementKind::kComma;
    // 'Ana Prado e seu irmão Rui Costa', 'Ana Prado and her brother Rui Costa'
    const bool owner = e.kind == ElementKind::kName && e.pronoun && e.grammatical == kOf;
    if (owner && !joins && (kin || (words > 0 && scene.frames->spaced && !scene.frames->verb_first))) continue;
    if (e.kind == ElementKind::kName) {
      const bool near = words == 0 || (words == 1 && scene.frames->kinds_follow);
      const bool fits = e.type == elements[at].type || (near && !comma && act_together(scene, i, at)) ||
                        (words == 0 && comma && objects_together(scene, i, at));
      return joins && !e.modifier && fits ? static_cast<uint32_t>(i) : kNone;
    }
    // 'Ana Prado, o irmão Rui Costa e a prima Eva Leal'
    const bool introduced = words == 1 && scene.frames->kinds_follow && elements[at].type == EntityType::kPerson;
    const bool listed = words == 0 || introduced || (kin && words == 1);
    if (e.has(kJoins) || (e.kind == ElementKind::kComma && listed && ((kin && joins) || list_goes_on(scene, at)))) {
      joins = true;
      if (kin) words = 0;
      continue;
    }
    if (e.closes_bracket) {  // 'A and the chairman (now president) B'
      const size_t close = i;
      while (i > 0 && close - i < kLongestBracket && !elements[i].opens_bracket) --i;
      if (!elements[i].opens_bracket) return kNone;
      continue;
    }
    if (!joins && e.word.bare && e.word.next == kOf && words == 1 && i > 0 && plain(elements[i - 1])) {
      words = 0;  // 'Ana Prado, o agente de futebol Rui Costa e Eva Leal'
      continue;
    }
    // 'Ana Prado and chief executive Rui Costa', 'Ana Prado e o banco Orla'
    const bool kind = scene.frames->kinds_follow && elements[at].type == EntityType::kOrganization && i + 1 == at &&
                      i > 0 && elements[i - 1].has(kArticle);
    if (!joins && describes(scene, e) && (elements[at].type == EntityType::kPerson || kind) &&
        ++words <= reach(*scene.frames))
      continue;
    if (!e.has(kArticle | kTransparent)) return kNone;
  }
  return kNone;
}

}  // namespace

void mark_cases(Scene& scene) {
  std::vector<Element>& elements = scene.elements;
  for (size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    if (element.kind != ElementKind::kName) continue;
    if (element.pronoun && element.modifier && i > 0) {  // 苏合、林远舟二人
      const Element& names = elements[i - 1];
      element.list = names.list == kNone ? static_cast<uint32_t>(i - 1) : names.list;
      element.grammatical = names.grammatical;
      continue;
    }
    const bool owns = element.pronoun && element.grammatical == kOf && scene.frames->spaced;  // 'Norvia and its value'
    if (const uint32_t previous = owns ? kNone : joined_name(scene, i); previous != kNone) {
      element.list = elements[previous].list == kNone ? previous : elements[previous].list;
    }
    const bool opens = element.pronoun && element.has(kBeginsContent | kBeginsClause);  // قال للصحيفة إنه
    if (element.grammatical == kUnmarked && !opens) {
      element.grammatical = element.list != kNone ? elements[element.list].grammatical : case_before(scene, i);
    }
    if (element.grammatical != kUnmarked && leads_infinitive(scene, i)) {
      for (size_t k = element.list == kNone ? i : element.list; k <= i; ++k) {
        if (k == i || elements[k].list == element.list || k == element.list) elements[k].grammatical = kUnmarked;
      }
    }
    // 'after Norvia's merger with Orla': a marker of no part leaves the one behind
    const bool open = element.grammatical == kUnmarked ||
                      (scene.frames->spaced && scene.frames->case_name(element.grammatical) == "other");
    if (open && i + 1 < elements.size() && elements[i + 1].has(kMarksPrevious)) {
      element.grammatical = elements[i + 1].word.previous;
    }
  }
}

}  // namespace annals
