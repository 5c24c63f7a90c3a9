#include "sources/html_metadata.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

#include "sources/blocks.h"
#include "sources/json_escapes.h"

namespace annals {
namespace {

constexpr size_t kMaxObjects = 10000;  // JSON-LD objects looked at
constexpr size_t kMaxLookUps = 8;      // of authors by their id
constexpr size_t kMaxByline = 200;     // bytes

struct MetaName {
  std::string_view name;  // lower case, of `property`, `name` or `itemprop`
  std::string HtmlMetadata::*field;
  int trust;  // the most trusted one wins
};

constexpr int kJsonTrust = 96;

const MetaName kMetaNames[] = {
    {"og:title", &HtmlMetadata::title, 80},
    {"twitter:title", &HtmlMetadata::title, 60},
    {"dc.title", &HtmlMetadata::title, 50},
    {"dc:title", &HtmlMetadata::title, 50},
    {"citation_title", &HtmlMetadata::title, 65},
    {"headline", &HtmlMetadata::title, 70},
    {"article:published_time", &HtmlMetadata::published, 95},
    {"og:published_time", &HtmlMetadata::published, 80},
    {"datepublished", &HtmlMetadata::published, 85},
    {"article.published", &HtmlMetadata::published, 80},
    {"publishdate", &HtmlMetadata::published, 75},
    {"pubdate", &HtmlMetadata::published, 75},
    {"publish-date", &HtmlMetadata::published, 75},
    {"publication_date", &HtmlMetadata::published, 75},
    {"sailthru.date", &HtmlMetadata::published, 70},
    {"parsely-pub-date", &HtmlMetadata::published, 75},
    {"cxenseparse:recs:publishtime", &HtmlMetadata::published, 70},
    {"citation_publication_date", &HtmlMetadata::published, 70},
    {"citation_date", &HtmlMetadata::published, 65},
    {"dc.date.issued", &HtmlMetadata::published, 70},
    {"dcterms.date", &HtmlMetadata::published, 65},
    {"dcterms.created", &HtmlMetadata::published, 65},
    {"dc.date", &HtmlMetadata::published, 60},
    {"weibo: article:create_at", &HtmlMetadata::published, 70},
    {"date", &HtmlMetadata::published, 50},
    {"article:published", &HtmlMetadata::published, 80},
    {"og:article:published_time", &HtmlMetadata::published, 80},
    {"og:pubdate", &HtmlMetadata::published, 75},
    {"og:release_date", &HtmlMetadata::published, 70},
    {"bt:pubdate", &HtmlMetadata::published, 75},
    {"dcterms.issued", &HtmlMetadata::published, 70},
    {"dc.date.created", &HtmlMetadata::published, 65},
    {"article_date_original", &HtmlMetadata::published, 75},
    {"originalpublicationdate", &HtmlMetadata::published, 75},
    {"ptime", &HtmlMetadata::published, 60},
    {"displaydate", &HtmlMetadata::published, 65},
    {"publish_date", &HtmlMetadata::published, 75},
    {"publish_time", &HtmlMetadata::published, 75},
    {"publishtime", &HtmlMetadata::published, 75},
    {"publication-date", &HtmlMetadata::published, 75},
    {"pub_date", &HtmlMetadata::published, 70},
    {"firstpublishdate", &HtmlMetadata::published, 75},
    {"rnews:datepublished", &HtmlMetadata::published, 75},
    {"vr:published_time", &HtmlMetadata::published, 70},
    {"apub:time", &HtmlMetadata::published, 65},
    {"article:modified_time", &HtmlMetadata::modified, 90},
    {"og:updated_time", &HtmlMetadata::modified, 80},
    {"datemodified", &HtmlMetadata::modified, 80},
    {"lastmod", &HtmlMetadata::modified, 60},
    {"last-modified", &HtmlMetadata::modified, 50},
    {"author", &HtmlMetadata::byline, 70},
    {"article:author", &HtmlMetadata::byline, 60},
    {"og:article:author", &HtmlMetadata::byline, 60},
    {"byl", &HtmlMetadata::byline, 75},
    {"dc.creator", &HtmlMetadata::byline, 72},
    {"dc:creator", &HtmlMetadata::byline, 73},
    {"dcterms.creator", &HtmlMetadata::byline, 71},
    {"article:author_name", &HtmlMetadata::byline, 74},
    {"author_name", &HtmlMetadata::byline, 65},
    {"bt:author", &HtmlMetadata::byline, 65},
    {"cxenseparse:author", &HtmlMetadata::byline, 65},
    {"rbauthors", &HtmlMetadata::byline, 65},
    {"shareaholic:article_author_name", &HtmlMetadata::byline, 65},
    {"vr:author", &HtmlMetadata::byline, 65},
    {"sailthru.author", &HtmlMetadata::byline, 65},
    {"parsely-author", &HtmlMetadata::byline, 65},
    {"citation_author", &HtmlMetadata::byline, 60},
    {"og:url", &HtmlMetadata::url, 80},
    {"content-language", &HtmlMetadata::language, 40},
    {"og:locale", &HtmlMetadata::language, 30},
};

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lowered;
}

class Collector {
 public:
  // `name` is that of the <meta>, where it is one.
  void offer(std::string HtmlMetadata::*field, std::string_view value, int trust, std::string_view name = {}) {
    value = trim(value);
    if (value.empty()) return;
    // An author is a name, not the address of a profile.
    if (field == &HtmlMetadata::byline &&
        (value.starts_with("http") || value.starts_with("//") || value.size() > kMaxByline))
      return;
    for (Held& held : held_) {
      if (held.field != field) continue;
      const bool another = field == &HtmlMetadata::byline && trust == held.trust && name == held.name && !name.empty();
      if (another) add_author(value);
      if (trust <= held.trust) return;
      held.name = name;
      held.trust = trust;
      metadata.*field = value;
      return;
    }
    held_.push_back({field, trust, std::string(name)});
    metadata.*field = value;
  }

  HtmlMetadata metadata;

 private:
  struct Held {
    std::string HtmlMetadata::*field;
    int trust;
    std::string name;
  };

  // A page has one <meta> for each of its authors.
  void add_author(std::string_view author) {
    if (metadata.byline.find(author) != std::string::npos || metadata.byline.size() > kMaxByline) return;
    metadata.byline += "; ";
    metadata.byline += author;
  }

  std::vector<Held> held_;
};

using Json = rapidjson::Value;

std::string_view text_of(const Json& value) {
  return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : std::string_view{};
}

std::string_view member(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? std::string_view{} : text_of(found->value);
}

// A name, an object with a name, or a list of them.
std::string names_of(const Json& value) {
  if (value.IsString()) return std::string(text_of(value));
  if (value.IsObject()) return std::string(member(value, "name"));
  std::string names;
  if (!value.IsArray()) return names;
  for (const Json& one : value.GetArray()) {
    const std::string_view name = one.IsObject() ? member(one, "name") : text_of(one);
    if (name.empty()) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

bool is_article_type(const Json& object) {
  const auto found = object.FindMember("@type");
  if (found == object.MemberEnd()) return false;
  const auto fits = [](std::string_view type) {
    return type.find("Article") != std::string_view::npos || type == "Report" || type == "WebPage" ||
           (type.ends_with("Posting") && type != "JobPosting");
  };
  if (found->value.IsArray()) {
    return std::any_of(found->value.Begin(), found->value.End(), [&](const Json& type) { return fits(text_of(type)); });
  }
  return fits(text_of(found->value));
}

// What pages put around their JSON, and line breaks inside its strings, are no JSON.
std::string plain_json(std::string_view text) {
  for (bool stripped = true; stripped;) {
    stripped = false;
    text = trim(text);
    for (const std::string_view wrapper : {"<!--", "<![CDATA[", "//<![CDATA[", "/*<![CDATA[*/", "// <![CDATA["}) {
      if (!text.starts_with(wrapper)) continue;
      text.remove_prefix(wrapper.size());
      stripped = true;
    }
  }
  std::string json(text);
  std::replace_if(
      json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return json;
}

// The names of persons and bodies that others in the graph refer to: `"author": {"@id": "#ana"}`.
std::string name_of_id(const std::vector<const Json*>& objects, std::string_view id) {
  if (id.empty()) return {};
  for (const Json* object : objects) {
    if (object->IsObject() && member(*object, "@id") == id && !member(*object, "name").empty())
      return std::string(member(*object, "name"));
  }
  return {};
}

void read_json_ld(std::string_view written, Collector& out) {
  const std::string text = repair_escapes(plain_json(written));
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag | rapidjson::kParseTrailingCommasFlag>(
      text.data(), text.size());
  if (json.HasParseError()) return;
  std::vector<const Json*> waiting = {&json};
  size_t looked_up = 0;
  for (size_t i = 0; i < waiting.size() && i < kMaxObjects; ++i) {
    const Json& value = *waiting[i];
    if (value.IsArray()) {
      for (const Json& one : value.GetArray()) waiting.push_back(&one);
      continue;
    }
    if (!value.IsObject()) continue;
    if (const auto graph = value.FindMember("@graph"); graph != value.MemberEnd()) waiting.push_back(&graph->value);
    if (const auto main = value.FindMember("mainEntity"); main != value.MemberEnd()) waiting.push_back(&main->value);
    if (!is_article_type(value)) continue;
    // A WebPage's own dates are often those of the site's template.
    const int trust = member(value, "@type") == "WebPage" ? 45 : kJsonTrust;
    out.offer(&HtmlMetadata::title, member(value, "headline"), trust);
    out.offer(&HtmlMetadata::published, member(value, "datePublished"), trust);
    out.offer(&HtmlMetadata::modified, member(value, "dateModified"), trust);
    for (const char* role : {"author", "creator"}) {
      const auto author = value.FindMember(role);
      if (author == value.MemberEnd()) continue;
      std::string names = names_of(author->value);
      if (names.empty() && author->value.IsObject() && ++looked_up <= kMaxLookUps)
        names = name_of_id(waiting, member(author->value, "@id"));
      out.offer(&HtmlMetadata::byline, names, trust);
    }
  }
}

// An attribute may hold several names, with spaces between them; one of them may have a space itself.
void read_meta(std::string_view names, std::string_view content, Collector& out) {
  const std::string all = lower(trim(names));
  const auto offer = [&](std::string_view name) {
    for (const MetaName& meta : kMetaNames) {
      if (meta.name == name) out.offer(meta.field, content, meta.trust, name);
    }
  };
  offer(all);
  if (all.find(' ') == std::string::npos || all.size() > 200) return;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find(' ', at), all.size());
    offer(std::string_view(all).substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

HtmlMetadata read_html_metadata(const HtmlTree& tree) {
  Collector out;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.tag == "meta") {
      const std::string_view content = tree.attribute(node, "content");
      for (const char* attribute : {"property", "name", "itemprop"})
        read_meta(tree.attribute(node, attribute), content, out);
    } else if (node.tag == "link") {
      if (tree.attribute(node, "rel") == "canonical") out.offer(&HtmlMetadata::url, tree.attribute(node, "href"), 90);
    } else if (node.tag == "html") {
      out.offer(&HtmlMetadata::language, tree.attribute(node, "lang"), 90);
      out.offer(&HtmlMetadata::language, tree.attribute(node, "xml:lang"), 80);
    } else if (node.tag == "title") {
      // Of the page, not of a drawing in it.
      if (tree.nodes[node.parent].tag == "head") out.offer(&HtmlMetadata::title, tree.inner_text(i), 40);
    } else if (node.tag == "script") {
      if (lower(tree.attribute(node, "type")) == "application/ld+json" && i + 1 < node.end)
        read_json_ld(tree.text(tree.nodes[i + 1]), out);
    } else if (node.tag == "time") {
      const std::string_view moment = tree.attribute(node, "datetime");
      const bool own = tree.has_attribute(node, "pubdate") || tree.attribute(node, "itemprop") == "datePublished";
      if (own) out.offer(&HtmlMetadata::published, moment, 85);
    } else if (node.tag != "" && tree.attribute(node, "itemprop") == "datePublished") {
      out.offer(&HtmlMetadata::published, tree.attribute(node, "content"), 85);
    }
  }
  std::replace(out.metadata.language.begin(), out.metadata.language.end(), '_', '-');
  return std::move(out.metadata);
}

}  // namespace annals
