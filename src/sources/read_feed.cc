// Feeds (RSS, Atom, RDF): each item a document with its address, date and author.
#include <fmt/format.h>

#include "sources/blocks.h"
#include "sources/mime.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

constexpr size_t kMaxItems = 100'000;

struct Item {
  std::string title, link, id, date, author, content, summary;
};

class FeedReader {
 public:
  FeedReader(const Source& source, ReadSource& out) : source_(source), out_(out), xml_(source.bytes) {}

  void run() {
    for (Event event = xml_.next(); event != Event::kDone; event = xml_.next()) {
      if (event == Event::kBegin) begin();
      if (event == Event::kEnd && (xml_.name() == "item" || xml_.name() == "entry")) {
        finish(item_);
        if (out_.documents.size() >= kMaxItems) break;
      }
    }
    if (!xml_.damage().empty()) out_.remarks.push_back({"truncated", xml_.damage(), {}});
    if (out_.documents.empty()) {
      out_.unread = out_.remarks.empty() ? "a feed without items" : fmt::format("a feed: {}", xml_.damage());
    }
  }

 private:
  void begin() {
    const std::string name(xml_.name());
    if (name == "item" || name == "entry") {
      item_ = {};
      inside_ = true;
      return;
    }
    if (name == "language" && !inside_) language_ = xml_.inner_text();
    if (!inside_) return;
    if (name == "title") {
      set(item_.title, xml_.inner_text());
    } else if (name == "link") {
      // Atom names the address, RSS writes it.
      const std::string relation = xml_.attribute("rel");
      const std::string address = xml_.attribute("href");
      if (address.empty()) {
        set(item_.link, xml_.inner_text());
      } else if (relation.empty() || relation == "alternate") {
        set(item_.link, address);
      }
    } else if (name == "guid" || name == "id") {
      set(item_.id, xml_.inner_text());
    } else if (name == "pubDate" || name == "published" || name == "date") {
      item_.date = xml_.inner_text();
    } else if (name == "updated") {
      set(item_.date, xml_.inner_text());
    } else if (name == "creator" || name == "author") {
      set(item_.author, author());
    } else if (name == "encoded" || name == "content") {
      const bool page = xml_.attribute("type") == "xhtml";
      set(item_.content, page ? paragraphs() : xml_.inner_text());
    } else if (name == "description" || name == "summary") {
      set(item_.summary, xml_.inner_text());
    }
  }

  // RSS: the name itself, perhaps `address (Name)`; Atom: an element `name` inside.
  std::string author() {
    std::string words, name;
    const size_t inside = xml_.depth();
    while (xml_.depth() >= inside) {
      const Event event = xml_.next();
      if (event == Event::kDone) break;
      if (event == Event::kBegin && xml_.name() == "name") {
        name = xml_.inner_text();
      } else if (event == Event::kText) {
        words += xml_.text();
      }
    }
    if (!name.empty()) return name;
    const size_t open = words.find('(');
    const size_t close = words.rfind(')');
    return open != std::string::npos && close != std::string::npos && close > open
               ? words.substr(open + 1, close - open - 1)
               : words;
  }

  // XHTML inside Atom: its text, an element that stands alone a line.
  std::string paragraphs() {
    std::string words;
    const size_t inside = xml_.depth();
    while (xml_.depth() >= inside) {
      const Event event = xml_.next();
      if (event == Event::kDone) break;
      if (event == Event::kText) {
        for (const char c : xml_.text()) words += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
      }
      if (event == Event::kEnd && (xml_.name() == "p" || xml_.name() == "div" || xml_.name() == "li")) words += "<p>";
    }
    return words;
  }

  static void set(std::string& field, std::string_view value) {
    if (field.empty()) field = std::string(trim(value));
  }

  void finish(const Item& item) {
    inside_ = false;
    std::string part = item.id.empty() ? item.link : item.id;
    if (part.empty()) part = fmt::format("item:{}", out_.documents.size() + 1);
    Document document = new_document(source_, out_, part);
    document.media_type = "text/html";
    document.url = item.link;
    document.language = language_;
    Document title;
    read_html_content(item.title, HtmlExtent::kEverything, title);
    document.title = title.text;
    document.byline = item.author;
    std::string date = item.date;
    if (date.size() < 10 || !parse_day(date.substr(0, 10))) date = rfc3339_of_mail_date(date);
    if (date.size() >= 10) {
      document.published = date.substr(0, 10);
      if (date.size() >= 19) document.published_time = date;
      document.published_basis = DateBasis::kMetadata;
    }
    TextBuilder(document).add(BlockRole::kTitle, document.title);
    read_html_content(item.content.empty() ? item.summary : item.content, HtmlExtent::kEverything, document);
    if (!document.text.empty()) out_.documents.push_back(std::move(document));
  }

  const Source& source_;
  ReadSource& out_;
  XmlReader xml_;
  Item item_;
  std::string language_;
  bool inside_ = false;
};

int accepts(std::string_view, std::string_view head) {
  const std::string_view words = trim(head);
  if (!words.starts_with('<')) return 0;
  const bool feed = words.find("<rss") != std::string_view::npos || words.find("<feed") != std::string_view::npos ||
                    words.find("<rdf:RDF") != std::string_view::npos;
  return feed && words.find("<html") == std::string_view::npos ? 92 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/rss+xml";
  FeedReader(source, out).run();
}

}  // namespace

const SourceReader kFeedReader{"feed", accepts, read, false, true};

}  // namespace annals
