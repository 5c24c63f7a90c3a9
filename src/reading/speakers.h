// Who speaks: what in the sentences around a quotation says whose words it is.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "reading/clauses.h"
#include "reading/quote_marks.h"

namespace annals {

/// A sentence with its statements.
struct ReadScene {
  Scene scene;
  std::vector<StatedEvent> statements;
};

/// What says who speaks.
struct Cue {
  uint32_t speaker = kNone;
  uint32_t addressee = kNone;
  std::optional<Span> span;
  bool named = false;    ///< the clause itself names the speaker
  int strength = 0;      ///< 0 none, 1 a saying word in the sentence, 2 right beside the words
  bool unnamed = false;  ///< the clause says that it is somebody whom nobody names: 'sources', 'a former employee'
  bool source = false;   ///< 'according to'
  bool content = false;  ///< the words stand in what is said, where no word like 'that' begins it
};

inline bool is_party(const Element& e) {
  return e.kind == ElementKind::kName && (e.type == EntityType::kPerson || e.type == EntityType::kOrganization);
}
inline bool plays_subject(const Element& e) {
  return is_party(e) && !e.modifier && !e.object && (e.grammatical == kUnmarked || e.grammatical == kSubject);
}
inline bool ends_clause(const Element& e) { return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark; }

/// The first element that begins at or behind a place.
inline uint32_t element_at(const std::vector<Element>& elements, uint32_t byte) {
  return static_cast<uint32_t>(
      std::partition_point(elements.begin(), elements.end(), [&](const Element& e) { return e.span.begin < byte; }) -
      elements.begin());
}

/// Looks for the speakers of the quotations of a document. Needs the quotations before the one asked for in
/// reading.quotes. Everything outlives it.
class Speakers {
 public:
  /// `feminine`: by entity, how likely a feminine word stands for it.
  Speakers(const Analysis& analysis, const std::vector<ReadScene>& scenes, const std::vector<float>& feminine,
           const Reading& reading);

  /// The sentences of a block: scenes [first, end).
  struct Range {
    size_t first = 0, end = 0;
  };

  /// What the sentence of the words, or the one right after them, says.
  Cue cue(const AnalyzedBlock& block, Range range, const QuotedStretch& quote) const;
  /// Who speaks words that no saying word goes with: whom their sentence or the one before is about; or kNone.
  uint32_t without_cue(Range range, Span quote) const;
  /// Who acts in the clause whose colon introduces the words ('Prado shook her head: …'); or kNone.
  uint32_t introducer(Range range, Span quote) const;
  /// Who does something in the short sentence right before the words, behind byte `after`: 'Prado shook her head.'; or
  /// kNone.
  uint32_t gesture(Range range, uint32_t after, Span quote) const;
  /// Who is meant by the statement's subject: where the clause has only a pronoun or a description, the text before it
  /// decides.
  uint32_t subject(const ReadScene& read, const StatedEvent& statement, Span quote) const {
    return find_subject(read, statement, quote).entity;
  }
  /// To whom the statement is said.
  static uint32_t addressee(const ReadScene& read, const StatedEvent& statement, uint32_t speaker);

  bool is_colon(const Element& element, const AnalyzedBlock& block) const;

 private:
  struct Found {
    uint32_t entity = kNone;
    bool named = false;
    bool unnamed = false;
  };
  struct Place {
    uint32_t block = 0, first = 0, end = 0;  // tokens
    uint32_t after = 0;                      // what describes it stands behind here
  };
  // Elements of a scene, half-open.
  struct Part {
    uint32_t first = 0, end = 0;
  };

  Found find_subject(const ReadScene& read, const StatedEvent& statement, Span quote) const;
  static bool takes_words(const ReadScene& read, const StatedEvent& statement);
  static char gender_of(const ReadScene& read, const StatedEvent& statement);
  bool fits(uint32_t entity, char gender) const;
  static uint32_t agent(const ReadScene& read, const StatedEvent& statement);
  bool is_description(const ReadScene& read, const Element& element) const;
  Cue source_cue(Range range, Span quote) const;
  Cue answer_cue(Range range, Span quote) const;
  uint32_t person_besides(const Quote& quote) const;
  uint32_t last_addressee(size_t scene, uint32_t before) const;
  Cue label_cue(const AnalyzedBlock& block, Range range, Span quote) const;
  Cue signature_cue(const AnalyzedBlock& block, const QuotedStretch& quote) const;
  Cue stance_cue(Range range, Span quote) const;
  bool is_dash(const Token& token) const;
  Cue cue_of(const AnalyzedBlock& block, const ReadScene& read, const StatedEvent& statement,
             const QuotedStretch& quote, Part inside) const;
  size_t scene_at(Range range, uint32_t byte) const;
  size_t number_of(const ReadScene& read) const { return static_cast<size_t>(&read - scenes_.data()); }
  uint32_t named_beside(const Scene& scene, uint32_t verb, Part part) const;
  uint32_t described(const ReadScene& read, const StatedEvent& statement, Part part) const;
  bool is_unnamed(const ReadScene& read, const StatedEvent& statement, Part part, bool official = false) const;
  static bool has_description(const ReadScene& read, const StatedEvent& statement, Part part);
  uint32_t letter_writer(const ReadScene& read, uint32_t colon) const;
  uint32_t answerer(const ReadScene& read, const StatedEvent& statement, uint32_t before) const;
  static uint32_t paper_behind(const ReadScene& read, const StatedEvent& statement);
  uint32_t last_person(uint32_t byte) const;
  uint32_t person_before(std::vector<Mention>::const_iterator mention) const;
  uint32_t matching_words(const std::vector<std::string_view>& words, const Place& place, uint32_t before_byte) const;
  uint32_t speaker_before(size_t scene, uint32_t byte, char gender) const;
  uint32_t subject_of_scene(const ReadScene& read, uint32_t before, char gender = 0) const;
  uint32_t last_speaker(uint32_t after, uint32_t before) const;

  const Analysis& analysis_;
  const std::vector<ReadScene>& scenes_;
  const std::vector<float>& feminine_;
  const Reading& reading_;
  std::vector<Place> places_;  // of the mentions
};

}  // namespace annals
