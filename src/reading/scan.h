// A sentence as the grammar of claims sees it: names, times, amounts, triggers and grammar words in their order, with
// the case of each name.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/frames.h"
#include "reading/reading.h"

namespace annals {

enum class ElementKind : uint8_t { kWord, kName, kTime, kQuantity, kTrigger, kComma, kStop, kMark };

/// One step of a sentence.
struct Element {
  ElementKind kind = ElementKind::kWord;
  Span span;
  uint32_t token = 0;       ///< index in the block
  uint32_t index = kNone;   ///< kTime, kQuantity, kName that is a reference: index in the reading
  uint32_t entity = kNone;  ///< kName
  EntityType type = EntityType::kPerson;
  bool pronoun = false;   ///< kName: a reference, not a mention
  bool sure = false;      ///< kName: a reference that can mean nobody else: 'I' in a message
  bool doubtful = false;  ///< kName: a reference that may as well mean somebody else
  bool object = false;    ///< kName: cannot be a subject: 'him'
  bool apposed = false;   ///< kName: over a comma it names the verb's object: 'founded a company, Norvia'
  bool people = false;    ///< kName: not the body itself but people of it: "Norvia's engineers"
  bool office = false;    ///< kName: one of them, who does not act for it: 'Norvia director'
  bool modifier = false;  ///< kName: belongs to the next name ('Norvia chairman Rui Costa')
  bool closes_bracket = false, opens_bracket = false;  ///< kComma
  bool semicolon = false;                              ///< kStop
  uint32_t sort = 0;             ///< kWord, kTrigger: begins the common noun of a sort of things (ClaimFrames::sorts)
  bool sign = false;             ///< kWord: punctuation or a symbol
  bool passive_sign = false;     ///< kTrigger: its spelling says that it is passive
  bool noun_sign = false;        ///< kTrigger: its spelling says that it is no verb in the past
  bool opens_content = false;    ///< kTrigger: ends with the word that begins what it says: 'jurar que'
  bool definite = false;         ///< kWord: begins with a definite article written together with it
  bool agent = false;            ///< kWord: ends a common noun for people or a body, where words are not separated
  Case grammatical = kUnmarked;  ///< kName
  uint32_t list = kNone;         ///< kName: element where its list ('A, B and C') begins
  uint32_t first_form = 0;       ///< kTrigger: its forms, in Scene::forms
  uint32_t form_count = 0;
  uint32_t inner_form = 0;  ///< kTrigger of several words: the forms of shorter triggers that it begins or ends with
  uint32_t inner_count = 0;
  GrammarWord word;  ///< flags 0 when it is no grammar word
  bool has(uint16_t flag) const { return (word.flags & flag) != 0; }
};

/// Where the second part of a divided trigger stands: 'out' of 'forced her out'.
struct DividedPart {
  uint32_t token = 0;   ///< of the trigger's first part
  uint32_t behind = 0;  ///< as in TriggerForm
  Span span;
};

/// A scanned sentence.
struct Scene {
  uint32_t block = 0;     ///< index in the analysis
  uint32_t sentence = 0;  ///< index in the block
  Span span;
  const ClaimFrames* frames = nullptr;
  std::vector<Element> elements;
  std::vector<uint32_t> forms;  ///< indices into frames->forms
  std::vector<DividedPart> parts;
  bool headline = false;  ///< a title, a heading or a line without a final stop
};

/// Whether all readings of a trigger are event nouns.
bool only_nouns(const Scene& scene, const Element& element);

/// Scans all sentences of a document, boilerplate and headers left out. Needs mentions, references, times and
/// quantities. Linear.
std::vector<Scene> scan(const Analysis& analysis, const Reading& reading);

}  // namespace annals
