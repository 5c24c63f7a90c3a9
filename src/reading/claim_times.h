// Which time governs a claim: its own clause's, one that the sentence shares, or the one that the story has reached.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reading/quotes.h"
#include "reading/reading.h"

namespace annals {

/// Goes through a document's sentences in order: enter() one, ask of() its statements, leave() it. Linear.
class ClaimTimes {
 public:
  /// `published` is the document's own day, EDTF, or empty.
  ClaimTimes(const Reading& reading, std::string_view published);

  struct Governing {
    uint32_t time = kNone;   ///< index into Reading::times
    bool own = false;        ///< it stands in the statement's own clause
    bool of_the_day = true;  ///< what it dates happened on its very day, not about then
    bool apart = false;      ///< it begins a state ('since 2017'), or stands among the words that are said
    bool entry = false;      ///< a chronology's entry begins with it: '3 May 2015: …'
  };

  void enter(const ReadScene& sentence);
  Governing of(uint32_t statement) const;
  void leave();
  /// What was told before governs nothing any more: another message begins.
  void forget() { story_ = news_ = {}; }
  /// Whether it lies after the document's own day.
  bool lies_ahead(uint32_t time) const;

 private:
  // A time of the sentence with the statement that it dates.
  struct Dating {
    uint32_t at = 0;           // element
    uint32_t time = kNone;     // kNone when the year is not known
    bool opens = false;        // it stands before the sentence's first clause: it dates all of them
    bool next_clause = false;  // it stands right behind a comma, and words follow
    bool since = false;        // it begins a state ('since 2017') and moves no story
    bool of_noun = false;      // it says which thing is meant: 'the July 2009 failure'
    bool of_thing = false;  // a year that only says which thing is meant: 'the 2020 election', 'as eleições de 2020'
    bool entry = false;     // a colon is right behind it where the sentence begins
    Span apposed;           // elements of the description of a name that it stands in: ', treasurer since 2012,'
    uint32_t owner = kNone, owner_cost = kUnreachable;  // statement
    Span cue;                                           // whose words it stands in: 'She will leave in May, he | said'
  };
  struct Anchor {
    uint32_t time = kNone, sentence = 0, block = 0;
    bool scene = false;  ///< the sentence says only when and where
  };
  static constexpr uint32_t kUnreachable = UINT32_MAX;

  const Element& element(uint32_t i) const { return read_->scene.elements[i]; }
  const StatedEvent& statement(uint32_t s) const { return read_->statements[s]; }
  void measure();
  Span description_around(uint32_t time) const;
  bool of_noun(uint32_t time) const;
  bool names_event(uint32_t at) const;
  bool of_thing(uint32_t time) const;
  bool is_entry(uint32_t time) const;
  bool foreign(const Dating& dating, const StatedEvent& s) const;
  void find_owners();
  uint32_t cost(const Dating& dating, const StatedEvent& s) const;
  Span aside_of(const StatedEvent& s) const;
  bool stands_apart(const StatedEvent& s) const;
  bool kept_apart(const Dating& dating, const StatedEvent& s) const;
  bool crosses_quotation(const Dating& dating, const StatedEvent& s) const;
  bool stop_between(uint32_t statement, uint32_t time) const;
  void find_cues();
  bool conditional(const Dating& dating, const StatedEvent& s) const;
  bool told_by(const Dating& dating, const StatedEvent& s) const;
  bool shares(const Dating& dating, uint32_t number) const;
  bool still_to_come(const Dating& dating, const StatedEvent& s) const;
  uint32_t spoken_at(uint32_t number) const;
  bool looks_back(uint32_t time) const;
  static bool is_ahead(ClaimStatus status);
  bool awaited(const Dating& dating) const;
  bool is_state(const StatedEvent& s) const;
  bool years_of_deed(const Dating& dating, const StatedEvent& s) const;
  bool spans_years(const Dating& dating) const;
  bool moves_story(const Dating& dating) const;
  Governing told_before() const;

  const Reading& reading_;
  std::optional<Day> published_;
  const ReadScene* read_ = nullptr;
  std::vector<Span> asides_;             // elements of relative clauses between commas
  std::vector<uint32_t> steps_, marks_;  // by element: cost of the way, quotation marks, up to it
  std::vector<uint32_t> conditions_;     // by element: words like 'if' up to it
  std::vector<uint32_t> turns_;          // by element: clauses like ', but …' that begin up to it
  std::vector<Dating> datings_;
  bool opened_by_time_ = false;  // a time of its own stands before the sentence's first clause
  uint32_t sentence_ = 0;
  Anchor story_, news_;
};

/// Whether the statement, of a sentence in that language, is told as of the day on which it is said: 'He calls every
/// day'.
bool told_now(const StatedEvent& s, const ClaimFrames& frames);

/// What somebody says of the present in a quotation is of the day it is said: claims with a trigger among `now` (in
/// order of the text) that lie in a quotation and are not dated themselves. For claims in any order. n log n.
void date_quoted_claims(const std::vector<Quote>& quotes, const std::vector<Time>& times, const std::vector<Span>& now,
                        std::vector<Claim>& claims);

/// What happens but once ('Norvia was founded') has one date: claims that leave it open take it from where it is told.
/// For claims in any order. Linear.
void date_retold_claims(const std::vector<EventType>& types, const std::vector<Time>& times,
                        std::vector<Claim>& claims);

}  // namespace annals
