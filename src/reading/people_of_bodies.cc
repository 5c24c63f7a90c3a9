#include "reading/people_of_bodies.h"

#include <algorithm>
#include <optional>

#include "reading/proclitics.h"
#include "reading/references.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kFarthestOwner = 3;   // tokens between the noun and the body behind it: 'of the'
constexpr uint32_t kMostWords = 2;       // that may describe the people behind whose they are: 'three senior'
constexpr uint32_t kMostIdeographs = 5;  // the same where words are not separated
constexpr uint32_t kFarthestBody = 10;   // tokens back to the body, with what says that it owns them; keeps this linear

constexpr uint32_t kOffice = 1;  // payload: one person, of whom only 'Norvia director' is without a name

// What says whose somebody is.
struct Owner {
  Span span;
  uint32_t entity = kNone;
  bool pronoun = false;
  bool possessive = false;  // 'its'
};

std::vector<Owner> owners(const Reading& reading) {
  const auto is_body = [&](uint32_t entity) {
    return entity != kNone && reading.entities[entity].type == EntityType::kOrganization;
  };
  std::vector<Owner> out;
  for (const Mention& mention : reading.mentions) {
    if (is_body(mention.entity)) out.push_back({mention.span, mention.entity, false, false});
  }
  for (const Reference& reference : reading.references) {
    if (is_body(reference.entity)) out.push_back({reference.span, reference.entity, true, reference.owner});
  }
  std::stable_sort(out.begin(), out.end(), [](const Owner& a, const Owner& b) { return a.span.begin < b.span.begin; });
  return out;
}

class Finder {
 public:
  Finder(const Analysis& analysis, const Reading& reading) : owners_(owners(reading)), analysis_(analysis) {
    for (const Mention& mention : reading.mentions) {
      if (mention.type == EntityType::kPerson) persons_.push_back(mention.span);
    }
    for (const Reference& reference : reading.references) {
      if (reference.entity != kNone && reading.entities[reference.entity].type == EntityType::kPerson)
        described_.push_back(reference.span);
    }
    const auto earlier = [](Span a, Span b) { return a.begin < b.begin; };
    std::sort(persons_.begin(), persons_.end(), earlier);
    std::sort(described_.begin(), described_.end(), earlier);
  }

  std::vector<PeopleOfBody> run() {
    if (owners_.empty()) return {};
    for (const AnalyzedBlock& block : analysis_.blocks) {
      if (block.language->references && block.language->claims && !block.language->references->people.empty())
        read_block(block);
    }
    return std::move(found_);
  }

 private:
  void read_block(const AnalyzedBlock& block) {
    const std::vector<Token>& tokens = block.text.tokens;
    const PhraseTable& people = block.language->references->people;
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      while (next_ < owners_.size() && owners_[next_].span.begin < tokens[i].span.begin) ++next_;
      PhraseTable::Match noun = people.longest(block.text, i);
      if (noun.count == 0) continue;
      extend_offices(block, people, noun);
      const Span span{tokens[i].span.begin + noun.skip_bytes, tokens[i + noun.count - 1].span.end};
      if (next_ > 0 && owners_[next_ - 1].span.end > span.begin) {
        const Owner& around = owners_[next_ - 1];  // 'the founding team of Norvia' may be a description too
        if (around.pronoun && span.end <= around.span.end && around.span != span) add(around.span, around);
        continue;
      }
      if (names_somebody(block, i + noun.count) || (i > 0 && post(block, i - 1))) continue;
      if (noun.payload == kOffice) {
        read_office(block, noun, span);
        i += noun.count - 1;  // no 'executive of Norvia' in 'chief executive of Norvia'
        continue;
      }
      if (!owned_by_last(block, i, i + noun.count, span, false)) owned_by_next(block, i, i + noun.count, span, false);
      i += noun.count - 1;
    }
  }

  // 诺维亚董事长、总裁被查: several offices of somebody without a name, where words are not separated.
  static void extend_offices(const AnalyzedBlock& block, const PhraseTable& people, PhraseTable::Match& noun) {
    const ClaimFrames& frames = *block.language->claims;
    while (!frames.spaced && noun.payload == kOffice && noun.first + noun.count + 1 < block.text.tokens.size()) {
      const uint32_t comma = noun.first + noun.count;
      const auto joint = frames.grammar.longest(block.text, comma);
      const bool joins = joint.count == 1 && (frames.words[joint.payload].flags & kJoins) != 0;
      const PhraseTable::Match next = joins ? people.longest(block.text, comma + 1) : PhraseTable::Match{};
      if (next.count == 0 || next.payload != kOffice) return;
      noun.count += 1 + next.count;
    }
  }

  void read_office(const AnalyzedBlock& block, const PhraseTable::Match& noun, Span span) {
    const ClaimFrames& frames = *block.language->claims;
    const uint32_t i = noun.first, behind = noun.first + noun.count;
    if (frames.spaced && right_behind_body(block, i)) {
      if (acts(block, behind)) add({owners_[next_ - 1].span.begin, span.end}, owners_[next_ - 1], true);
      return;
    }
    if (!behind_person(block, i) && describes_next(block, behind, span)) return;
    const bool listed = noun.skip_bytes > 0;  // المؤسس ورئيس نورفيا
    const auto trigger = frames.triggers.longest(block.text, i);
    const bool tells = trigger.count >= noun.count &&  // 'a shareholder of'
                       frames.frames[frames.forms[trigger.payload].frame].kind != FrameKind::kBlocks;
    if (listed || tells || known(span)) return;
    if (!owned_by_last(block, i, behind, span, true)) owned_by_next(block, i, behind, span, true);
  }

  // «سامر» رئيس نورفيا: the office is that of the person before it.
  bool behind_person(const AnalyzedBlock& block, uint32_t noun) const {
    if (noun > 1 && block.text.tokens[noun - 1].kind == TokenKind::kPunctuation) --noun;
    return noun > 0 && ends_person(block.text.tokens[noun - 1].span.end);
  }

  // رئيس شركة نورفيا السابق سامر: behind the body that owns the noun, and words that say more of it, somebody is named.
  bool describes_next(const AnalyzedBlock& block, uint32_t after, Span span) {
    constexpr uint32_t kMostDefinite = 2;
    const ClaimFrames& frames = *block.language->claims;
    if (!frames.bare_genitive) return false;
    const std::optional<OwnerBehind> owner = owner_behind(block, after, span);
    if (!owner) return false;
    uint32_t name = owner->behind;
    while (name < block.text.tokens.size() && name < owner->behind + kMostDefinite && !person_at(block, name) &&
           definite_proclitic(*block.language, block.text.tokens[name].span.of(analysis_.text())) != nullptr)
      ++name;
    if (!person_at(block, name)) return false;
    add({span.begin, owners_[owner->index].span.end}, owners_[owner->index]);
    found_.back().describes = true;
    return true;
  }

  // 'o presidente executivo da Norvia': behind what somebody is the word says what sort of one.
  static bool post(const AnalyzedBlock& block, uint32_t before) {
    const ClaimFrames& frames = *block.language->claims;
    const PhraseTable::Match sort = frames.sorts.longest(block.text, before);
    return frames.kinds_follow && sort.count == 1 && frames.sort_names[sort.payload - 1] == "office";
  }

  // "Norvia's chief executive, Ana Prado": the noun says what somebody is who has a name.
  bool names_somebody(const AnalyzedBlock& block, uint32_t behind) const {
    const std::vector<Token>& tokens = block.text.tokens;
    if (behind < tokens.size() && tokens[behind].kind == TokenKind::kPunctuation) ++behind;
    return person_at(block, behind);
  }

  // Whether a person's name begins in token `at`.
  bool person_at(const AnalyzedBlock& block, uint32_t at) const {
    if (at >= block.text.tokens.size()) return false;
    const Span token = block.text.tokens[at].span;
    const auto person =
        std::partition_point(persons_.begin(), persons_.end(), [&](Span p) { return p.begin < token.begin; });
    return person != persons_.end() && person->begin < token.end;
  }

  // 'the chairman', who is called so elsewhere.
  bool known(Span span) const {
    const auto behind = std::partition_point(described_.begin(), described_.end(),
                                             [&](Span other) { return other.begin <= span.begin; });
    return behind != described_.begin() && std::prev(behind)->end >= span.end;
  }

  // Whether somebody who begins at token `first` plays a part of their own there: opens a sentence, or follows a verb
  // or a preposition. 'Ana Prado, the chairman of Norvia', 'as chairman of Norvia', 'became the chairman of Norvia' say
  // what others are.
  bool plays_part(const AnalyzedBlock& block, uint32_t first) const {
    constexpr uint32_t kFarthestVerb = 4;
    const ClaimFrames& frames = *block.language->claims;
    const std::vector<Token>& tokens = block.text.tokens;
    if (first > 0) {
      const auto article = frames.grammar.longest(block.text, first - 1);
      if (article.count == 1 && (frames.words[article.payload].flags & kArticle) != 0) --first;
      if (frames.triggers.longest(block.text, first).count > 1) return false;  // 'a shareholder of Norvia'
    }
    if (first == 0 || tokens[first - 1].kind == TokenKind::kLineBreak) return true;
    if (ends_person(tokens[first - 1].span.end)) return false;
    if (tokens[first - 1].kind == TokenKind::kPunctuation) {
      const bool glued = frames.spaced && !tokens[first].space_before;  // 'ex-chairman of Norvia'
      return !glued && !follows_person(block, first);
    }
    const auto before = frames.grammar.longest(block.text, first - 1);
    const uint16_t flags = before.count == 1 ? frames.words[before.payload].flags : uint16_t{0};
    if ((flags & (kJoins | kMakesPassive)) != 0) return false;
    if ((flags & kMarksNext) != 0) return frames.words[before.payload].next != kAs;
    for (uint32_t k = first; k-- > 0 && first - k <= kFarthestVerb;) {
      if (tokens[k].kind == TokenKind::kPunctuation || tokens[k].kind == TokenKind::kLineBreak) return false;
      const auto verb = frames.triggers.longest(block.text, k);
      if (verb.count == 0) continue;
      return follows(block, k + verb.count, first) && (frames.verb_first || !tells_words(frames, block, k));
    }
    return false;
  }

  // Whether nothing stands between the verb's end and the token but words like 了.
  static bool follows(const AnalyzedBlock& block, uint32_t end, uint32_t token) {
    const ClaimFrames& frames = *block.language->claims;
    for (; end < token; ++end) {
      const auto word = frames.grammar.longest(block.text, end);
      if (word.count != 1 || (frames.words[word.payload].flags & kTransparent) == 0) return false;
    }
    return end == token;
  }

  // Whether a person is named before the token in its sentence: what stands behind the next comma may say who that is.
  bool follows_person(const AnalyzedBlock& block, uint32_t token) const {
    const auto behind = std::partition_point(block.sentences.begin(), block.sentences.end(),
                                             [&](const Sentence& sentence) { return sentence.first <= token; });
    const uint32_t from =
        behind == block.sentences.begin() ? block.text.tokens[0].span.begin : std::prev(behind)->span.begin;
    const auto person = std::partition_point(persons_.begin(), persons_.end(),
                                             [&](Span p) { return p.begin < block.text.tokens[token].span.begin; });
    return person != persons_.begin() && std::prev(person)->begin >= from;
  }

  // Whether what the verb tells has parts that words play: 'appointed director of Norvia'.
  static bool tells_words(const ClaimFrames& frames, const AnalyzedBlock& block, uint32_t verb) {
    const auto form = frames.triggers.longest(block.text, verb);
    const EventType& type = frames.types[frames.frames[frames.forms[form.payload].frame].type];
    return std::any_of(type.roles.begin(), type.roles.end(), [](const EventRole& role) { return role.words; });
  }

  bool ends_person(uint32_t byte) const {
    const auto behind =
        std::partition_point(persons_.begin(), persons_.end(), [&](Span person) { return person.begin < byte; });
    return behind != persons_.begin() && std::prev(behind)->end == byte;
  }

  // 'Norvia director'
  bool right_behind_body(const AnalyzedBlock& block, uint32_t noun) const {
    return next_ > 0 && noun > 0 && block.language->claims->compound_nouns && !owners_[next_ - 1].pronoun &&
           block.text.tokens[noun - 1].span.end == owners_[next_ - 1].span.end;
  }

  // 'Norvia director sues', no 'Norvia director and treasurer Ana Prado': before another noun or name a verb comes.
  bool acts(const AnalyzedBlock& block, uint32_t behind) const {
    constexpr uint32_t kFarthestVerb = 4;
    const ClaimFrames& frames = *block.language->claims;
    for (uint32_t k = behind; k < block.text.tokens.size() && k < behind + kFarthestVerb; ++k) {
      if (frames.triggers.longest(block.text, k).count > 0) return true;
      const auto word = frames.grammar.longest(block.text, k);
      const uint16_t flags = word.count == 0 ? uint16_t{0} : frames.words[word.payload].flags;
      if ((flags & (kMakesPassive | kGivesStatus)) != 0) return true;
      if ((flags & kTransparent) == 0) return false;
    }
    return false;
  }

  // "Norvia's three senior engineers", 'its engineers', 诺维亚员工
  bool owned_by_last(const AnalyzedBlock& block, uint32_t noun, uint32_t behind, Span span, bool office) {
    if (next_ == 0) return false;
    const Owner& owner = owners_[next_ - 1];
    const ClaimFrames& frames = *block.language->claims;
    uint32_t first = noun;
    while (first > 0 && noun - first <= kFarthestBody && block.text.tokens[first - 1].span.begin >= owner.span.end)
      --first;
    if (first == 0 || block.text.tokens[first - 1].span.end != owner.span.end) return false;
    if (office && !(plays_part(block, first_token(block, first - 1, owner.span)) && stands_alone(block, behind)))
      return false;
    uint32_t from = first;
    if (!owner.possessive) {
      if (first == noun) {
        if (frames.spaced && !frames.compound_nouns) return false;
        add({owner.span.begin, span.end}, owner, office);
        return true;
      }
      const auto mark = frames.grammar.longest(block.text, first);
      if (mark.count == 0 || first + mark.count > noun || frames.words[mark.payload].previous != kOf) return false;
      from += mark.count;
    }
    if (noun - from > (frames.spaced ? kMostWords : kMostIdeographs)) return false;
    for (uint32_t k = from; k < noun; ++k) {
      const TokenKind kind = block.text.tokens[k].kind;
      if (kind == TokenKind::kPunctuation || kind == TokenKind::kSymbol) return false;
      if (frames.triggers.longest(block.text, k).count > 0) return false;
      const auto word = frames.grammar.longest(block.text, k);
      if (word.count > 0 && (frames.words[word.payload].flags & ~kTransparent) != 0) return false;
    }
    add({owner.span.begin, span.end}, owner, office);
    return true;
  }

  // The body that owns the noun before token `after`, and the token behind it.
  struct OwnerBehind {
    size_t index = 0;
    uint32_t behind = 0;
  };

  // 'the staff of Norvia', موظفو نورفيا
  std::optional<OwnerBehind> owner_behind(const AnalyzedBlock& block, uint32_t after, Span span) const {
    const std::vector<Token>& tokens = block.text.tokens;
    const ClaimFrames& frames = *block.language->claims;
    size_t o = next_;
    while (o < owners_.size() && owners_[o].span.begin < span.end) ++o;
    if (o == owners_.size() || owners_[o].possessive || !frames.spaced) return {};
    uint32_t k = after;
    while (k < tokens.size() && k <= after + kFarthestOwner && tokens[k].span.end <= owners_[o].span.begin) ++k;
    if (k == tokens.size() || tokens[k].span.begin > owners_[o].span.begin) return {};
    const bool within = tokens[k].span.begin < owners_[o].span.begin;  // a clitic before the name: لنورفيا
    if ((k == after && !within) || (frames.bare_genitive && !within && only_kinds(block, after, k))) {
      if (!frames.bare_genitive) return {};
    } else {
      const auto mark = frames.grammar.longest(block.text, after);
      if (mark.count == 0 || frames.words[mark.payload].next != kOf) return {};
      for (uint32_t w = after + mark.count; w < k; ++w) {
        const auto word = frames.grammar.longest(block.text, w);
        if (word.count == 0 || (frames.words[word.payload].flags & kArticle) == 0) return {};
      }
    }
    while (k < tokens.size() && tokens[k].span.begin < owners_[o].span.end) ++k;
    return OwnerBehind{o, k};
  }

  // رئيس شركة نورفيا: only words that say of what kind the body is.
  static bool only_kinds(const AnalyzedBlock& block, uint32_t from, uint32_t to) {
    const ClaimFrames& frames = *block.language->claims;
    for (uint32_t k = from; k < to; ++k) {
      const auto sort = frames.sorts.longest(block.text, k);
      if (sort.count != 1 || sort.clitic != 0 || frames.sort_names[sort.payload - 1] != "venture") return false;
    }
    return true;
  }

  void owned_by_next(const AnalyzedBlock& block, uint32_t noun, uint32_t after, Span span, bool office) {
    const std::vector<Token>& tokens = block.text.tokens;
    const auto owner = owner_behind(block, after, span);
    if (!owner) return;
    const uint32_t k = owner->behind;
    const std::string_view mark = k < tokens.size() ? tokens[k].span.of(analysis_.text()) : std::string_view();
    if ((office || mark == "," || mark == "،") && names_somebody(block, k)) return;  // 'the coach of Norvia, Ana Prado'
    if (office && !(plays_part(block, noun) && stands_alone(block, k))) return;
    add({span.begin, owners_[owner->index].span.end}, owners_[owner->index], office);
  }

  // The first token of what ends with token `last`.
  static uint32_t first_token(const AnalyzedBlock& block, uint32_t last, Span span) {
    while (last > 0 && block.text.tokens[last].span.begin > span.begin) --last;
    return last;
  }

  // No 'chairman of Norvia and treasurer of Tarvel', 董事长、总裁: what is on a list says what somebody is. Behind 'of
  // Norvia (NV)' the name may come.
  bool stands_alone(const AnalyzedBlock& block, uint32_t behind) const {
    const ClaimFrames& frames = *block.language->claims;
    if (behind >= block.text.tokens.size()) return true;
    const char32_t mark = decode(analysis_.text(), block.text.tokens[behind].span.begin).value;
    const auto next = frames.grammar.longest(block.text, behind);
    const bool joined = next.count > 0 && (frames.words[next.payload].flags & kJoins) != 0;
    return !joined && mark != U'(' && mark != U'\uFF08';
  }

  void add(Span span, const Owner& owner, bool office = false) {
    if (!found_.empty() && span.begin < found_.back().span.end) return;
    found_.push_back({span, owner.entity, owner.pronoun, office});
  }

  std::vector<Owner> owners_;
  const Analysis& analysis_;
  std::vector<Span> persons_;    // names of persons
  std::vector<Span> described_;  // references to persons
  size_t next_ = 0;              // the first owner that begins at the token or behind it
  std::vector<PeopleOfBody> found_;
};

}  // namespace

std::vector<PeopleOfBody> find_people_of_bodies(const Analysis& analysis, const Reading& reading) {
  return Finder(analysis, reading).run();
}

}  // namespace annals
