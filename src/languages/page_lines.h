// Short lines around a text that are not the text: boilerplate, bylines with labels, lines that introduce a quoted
// message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "languages/lexicon.h"
#include "languages/pack.h"

namespace annals {

/// A label and what stands after it: 'Source: Harbour Gazette'.
struct LabelledValue {
  std::string_view kind;  ///< author, source, date, editor, photo
  Span label;
  Span value;  ///< may be empty
};

/// What the packs know of such lines, of all languages at once, because a page's furniture need not be in the text's
/// language. Tables read: boilerplate (surface, match, limit), labels (surface, kind), reply_lines (surface, kind).
/// Immutable; any thread. `tokens` is always the tokenized line.
class PageLines {
 public:
  PageLines(const Languages& languages, Vocabulary& vocabulary);

  /// Whether a line (or short paragraph) is boilerplate.
  bool is_boilerplate(std::string_view text, const TokenizedText& tokens) const;
  /// The labelled values of a line that begins with a label, or whose label stands after a separator.
  std::vector<LabelledValue> labelled(std::string_view text, const TokenizedText& tokens) const;
  /// A credited name at the beginning of a text: 'LISBON (Lusa) -', '新华社报道'.
  std::optional<Span> dateline_credit(std::string_view text, const TokenizedText& tokens) const;

  enum class Reply { kNone, kAttribution, kOriginal, kSignature, kClosing };
  /// 'On …, Ana wrote:', '-----Original Message-----', 'Sent from my …'.
  Reply reply_line(std::string_view text, const TokenizedText& tokens) const;

  enum class Field : uint8_t { kFrom, kTo, kCopy, kDate, kSubject, kOther };
  /// A field of a message's head and its value.
  struct HeadField {
    Field kind = Field::kOther;
    Span value;
  };
  /// The fields of a line that begins with one: 'From: Ana Prado', 'De: Ana | Para: Rui'. Empty for other lines.
  std::vector<HeadField> head_fields(std::string_view text, const TokenizedText& tokens) const;

 private:
  enum class Match : uint8_t { kWord, kLine, kStart, kPart };
  struct Phrase {
    Match match;
    uint32_t limit;  // tokens of the longest line in which it counts
  };
  PhraseTable boilerplate_;
  std::vector<Phrase> phrases_;
  PhraseTable labels_;
  std::vector<std::string_view> label_kinds_;
  PhraseTable replies_;
  std::vector<Reply> reply_kinds_;
  PhraseTable fields_;
  std::vector<Field> field_kinds_;
};

}  // namespace annals
