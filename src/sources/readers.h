// What the readers share: limits, and the way from decoded content of some media type to blocks, for files, parts of
// messages and JSON documents alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sources/source.h"

namespace annals {

/// Spans are 32-bit: a text longer than this is not read. A little is left for what readers add.
constexpr uint64_t kMaxTextBytes = 0xFFFF0000;

/// Fills text and blocks (and, where the format has them, title, byline, url, published, language) of a document from
/// decoded content. Fields already set stay. An unknown media type is read as plain text.
void read_content(std::string content, std::string_view media_type, Document& document);

// One for each format (sources/read_*.cc). Content is well-formed UTF-8.
void read_plain_content(std::string content, Document& document);
void read_markdown_content(std::string_view content, Document& document);
void read_rtf_content(std::string_view content, Document& document);  // bytes: RTF says itself what they are
/// How much of an HTML text is wanted: the main content of a page with navigation around it, or all of a message.
enum class HtmlExtent { kMainContent, kEverything };
void read_html_content(std::string_view content, HtmlExtent extent, Document& document);

/// The charset that the beginning of an HTML page declares (`<meta charset>`, `http-equiv`, an XML declaration), or
/// empty.
std::string_view html_charset(std::string_view bytes);

/// Calls the reader and turns what it throws into `unread`.
void read_in_process(const SourceReader& reader, const Source& source, ReadSource& out);

/// A document of this source: paths and hashes filled in, `part` (may be empty) making its id unique within the source.
Document new_document(const Source& source, const ReadSource& out, std::string_view part);

// Each is defined in its own file and listed in source.cc.
extern const SourceReader kTextReader;
extern const SourceReader kMarkdownReader;
extern const SourceReader kHtmlReader;
extern const SourceReader kMailReader;
extern const SourceReader kMboxReader;
extern const SourceReader kJsonLinesReader;
extern const SourceReader kGzipReader;
extern const SourceReader kArchiveReader;
extern const SourceReader kCompressedReader;
extern const SourceReader kRtfReader;
extern const SourceReader kSavedPageReader;
extern const SourceReader kFeedReader;
extern const SourceReader kJsonReader;
extern const SourceReader kCsvReader;
extern const SourceReader kWhatsAppReader;
extern const SourceReader kChatPageReader;
extern const SourceReader kSubtitleReader;
extern const SourceReader kWarcReader;
extern const SourceReader kPdfReader;
extern const SourceReader kImageReader;
extern const SourceReader kLoadFileReader;
extern const SourceReader kOutlookReader;
extern const SourceReader kMailStoreReader;
extern const SourceReader kTnefReader;

}  // namespace annals
