// What the readers of sources hand on: documents, cut into blocks, with what their envelope says about them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annals {

/// What a block of text is. Names in exports: to_string().
enum class BlockRole : uint8_t {
  kTitle,
  kByline,  ///< author, source, date line
  kHeading,
  kBody,
  kQuote,  ///< block quotation, quoted reply
  kCaption,
  kListItem,
  kHeader,  ///< e-mail header lines
  kSignature,
  kBoilerplate,  ///< share buttons, navigation, disclaimers, copyright lines, "summary in progress"
  kComment,      ///< readers' comments below an article
};
std::string_view to_string(BlockRole role);

/// A contiguous part of Document::text. Blocks are in order, do not overlap, and leave out only white space.
struct Block {
  BlockRole role = BlockRole::kBody;
  Span span;
  std::string language;  ///< BCP 47; empty when it cannot be told
  uint32_t depth = 0;    ///< list or quotation depth: 1 for `> text`, 2 for `> > text`
};

/// A message as it stands in the text: the e-mail that the document is, one of several in it, or one quoted in another.
struct Message {
  uint32_t first = 0, end = 0;  ///< its blocks, half-open: head, then body; those of a quoted message lie inside
  uint32_t body = 0;            ///< the first block after the head
  Span from, to, cc;            ///< values of the head; `from` is the whole line of 'On …, Ana wrote:'; may be empty
  std::string date;             ///< EDTF, or empty
  uint32_t depth = 0;           ///< of quotation
};

/// Something noticed while reading outside text: never fatal, always shown (`annals sources`).
struct Remark {
  std::string code;     ///< stable name, e.g. `charset-guessed`, `truncated`, `depth-limit`
  std::string message;  ///< one sentence
  Span span;            ///< in the document's text, where that makes sense
};

/// A page of a source that has pages: where its text stands in the document's, and how it is cited.
struct Page {
  std::string label;            ///< what people call it: '12', a sheet's or slide's name, a subtitle's time
  Span span;                    ///< its text
  float width = 0, height = 0;  ///< in points; 0 where pages have no size
};

/// Where a line of text stands on its page, in points from the page's upper left corner.
struct PageBox {
  Span span;
  uint32_t page = 0;  ///< position in Document::pages
  float left = 0, top = 0, right = 0, bottom = 0;
  uint32_t confidence = 0;  ///< 1 to 100 where the text was recognised in a picture, 0 where the source holds it
};

/// How the document's own date is known, most trusted first.
enum class DateBasis : uint8_t { kUnknown, kMetadata, kHeader, kByline, kUrl };

/// The text read from a source, and its envelope. A value: copy, move, share between threads as const.
struct Document {
  std::string id;             ///< unique in the case: `path`, or `path#message-id`, or what the input line called it
  std::string path;           ///< as given on the command line, relative
  std::string media_type;     ///< of the part that the text was read from
  std::string sha256;         ///< of the source's bytes (of the part's own bytes where a source holds several)
  std::string source_sha256;  ///< of the whole source file
  std::string language;       ///< BCP 47, the main one; empty when it cannot be told
  std::string title;
  std::string byline;
  std::string url;
  std::string published;       ///< EDTF, or empty: the document's own date, never an event's
  std::string published_time;  ///< RFC 3339 with the zone as written, where the source says it (e-mail, JSON-LD)
  DateBasis published_basis = DateBasis::kUnknown;
  std::string text;  ///< well-formed UTF-8; for text/plain the decoded file, unaltered, without a byte order mark
  std::vector<Block> blocks;
  std::vector<Span> credits;  ///< names of credited sources in the text: 'Source: X', 'according to X' datelines
  std::vector<std::pair<std::string, std::string>> headers;  ///< e-mail: lower-case name, decoded value, in order
  std::vector<Message> messages;                             ///< in the order of their heads
  std::vector<Remark> remarks;
  std::vector<Page> pages;     ///< in order; empty where the source has none
  std::vector<PageBox> boxes;  ///< of lines, in order of their spans; empty where the source has no layout

  /// The first header of that lower-case name, or empty.
  std::string_view header(std::string_view name) const;
};

}  // namespace annals
