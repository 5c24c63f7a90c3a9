#include "sources/html_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace annals {
namespace {

constexpr std::string_view kFurniture[] = {
    // ways through the site
    "nav",
    "navi",
    "navbar",
    "navigation",
    "navigator",
    "subnav",
    "topnav",
    "mainnav",
    "metanav",
    "sitenav",
    "postnav",
    "postnavigation",
    "menu",
    "menus",
    "submenu",
    "mainmenu",
    "megamenu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "pagination",
    "pager",
    "paging",
    "pagenavi",
    "wppagenavi",
    "sitemap",
    "skiplink",
    "skip",
    "skiplinks",
    "toolbar",
    "servicebar",
    "quicklinks",
    "rootline",
    "jumplinks",
    "footer",
    "foot",
    "sitefooter",
    "pagefooter",
    "colophon",
    "footerlinks",
    "bottomnav",
    "sidebar",
    "sidebars",
    "sidebarright",
    "sidebarleft",
    "rightcolumn",
    "leftcolumn",
    "secondarycolumn",
    "columnsecondary",
    "rightcol",
    "leftcol",
    "marginalspalte",
    "marginalie",
    "siteheader",
    "masthead",
    "topbar",
    "header-top",
    // passing it on
    "share",
    "shares",
    "sharing",
    "sharer",
    "sharebar",
    "sharebuttons",
    "sharetools",
    "sharelinks",
    "sharedaddy",
    "shareaholic",
    "addthis",
    "addtoany",
    "a2a",
    "shariff",
    "social",
    "socials",
    "socialmedia",
    "socialbar",
    "sociallinks",
    "socialshare",
    "socialbuttons",
    "sociable",
    "heateor",
    "ssba",
    "twitterbutton",
    "fblike",
    "facebooklike",
    "likebutton",
    "whatsapp",
    "follow",
    "followus",
    "sharethis",
    "swp",
    "jpsharing",
    "sdbutton",
    "wpulike",
    "getsocial",
    // other things to read
    "related",
    "relatedposts",
    "relatedpost",
    "relatedarticles",
    "relatedarticle",
    "relatedcontent",
    "relatednews",
    "relatedlinks",
    "relateds",
    "yarpp",
    "jprelatedposts",
    "recommended",
    "recommendation",
    "recommendations",
    "recommends",
    "similar",
    "similarposts",
    "mostread",
    "mostpopular",
    "popular",
    "popularposts",
    "trending",
    "latestnews",
    "latestposts",
    "recentposts",
    "recentcomments",
    "seealso",
    "readalso",
    "readnext",
    "morenews",
    "morestories",
    "morearticles",
    "morefrom",
    "alsolike",
    "youmightlike",
    "outbrain",
    "taboola",
    "zergnet",
    "plista",
    "moreon",
    "teaserlist",
    "teasers",
    "linkliste",
    "linklist",
    "newsticker",
    "ticker",
    "carousel",
    "slideshow",
    "slider",
    "crp",
    "linkwithin",
    "upnext",
    "nextpost",
    "prevpost",
    "previouspost",
    "articlenav",
    "postpagination",
    "nextprev",
    "prevnext",
    "entrynavigation",
    "blogpager",
    "postlinks",
    // advertisement and offers
    "ad",
    "ads",
    "adv",
    "advert",
    "adverts",
    "advertisement",
    "advertisements",
    "advertising",
    "advertise",
    "adsense",
    "adsbygoogle",
    "adslot",
    "adbox",
    "adcontainer",
    "adwrapper",
    "googlead",
    "googleads",
    "dfp",
    "anzeige",
    "anzeigen",
    "werbung",
    "publicidad",
    "publicidade",
    "publicite",
    "pubblicita",
    "reklama",
    "sponsor",
    "sponsors",
    "sponsored",
    "promo",
    "promos",
    "promobox",
    "promotion",
    "affiliate",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "subscriptions",
    "signup",
    "register",
    "donate",
    "donation",
    "optin",
    "mailchimp",
    "mc4wp",
    "cta",
    "calltoaction",
    "banner",
    "banners",
    "bannerads",
    "partners",
    "shop",
    "merch",
    // dialogs and tools
    "cookie",
    "cookies",
    "cookiebar",
    "cookieconsent",
    "cookienotice",
    "consent",
    "gdpr",
    "popup",
    "popups",
    "modal",
    "overlay",
    "login",
    "signin",
    "loginform",
    "search",
    "searchform",
    "searchbox",
    "suche",
    "printbutton",
    "printfriendly",
    "rating",
    "ratings",
    "postratings",
    "vote",
    "votes",
    "voting",
    "poll",
    "feedback",
    "dropdown",
    "accessibility",
    "emailthis",
    "rss",
    "feeds",
    // about the text
    "tags",
    "tag-links",
    "taglinks",
    "taglist",
    "tagcloud",
    "tagged",
    "posttags",
    "articletags",
    "entrytags",
    "keywords",
    "categories",
    "catlinks",
    "postcategories",
    "postmeta",
    "entrymeta",
    "articlemeta",
    "entryfooter",
    "postfooter",
    "articlefooter",
    "entryutility",
    "metadata",
    "postinfo",
    "authorbox",
    "authorcard",
    "authordetails",
    "adunit",
    "adcontent",
    "adlabel",
    "trustbadge",
    "appstores",
    "appsection",
    "appbanner",
    "appdownload",
    "thirdparty",
    "embedcode",
    "subvert",
    "articlesubvert",
    "lesenauch",
    "lesensieauch",
    "relatedlink",
    "inlinerelated",
    "readalsobox",
    "moreinfos",
    "weiterlesen",
    "linkbox",
    "contactbox",
    "kontaktbox",
    "authorbio",
    "authorinfo",
    "authorprofile",
    "aboutauthor",
    "abouttheauthor",
    "aboutautor",
    "autorbox",
    "bio",
    "biography-box",
    "vcardbox",
    "copyright",
    "disclaimer",
    "legalnotice",
    "imprint",
    "impressum",
    "widgetarea",
    "textwidget",
    "navbox",
    "reflist",
    "noexcerpt",
    "printfooter",
    "sistersitebox",
    "toc",
    "tableofcontents",
    "eztoc",
    "blogroll",
    "credits-box",
    "button",
    "buttons",
    "btn",
    "player",
    "embedtweet",
    "timelinebox",
    "correction-form",
    "jptoolbar",
    "actionbar",
    "articletools",
    "storytools",
    "tools",
};

// Furniture only as a whole name: `field-label-hidden` and `node-promoted` say nothing of what is inside.
constexpr std::string_view kWholeFurniture[] = {
    "print",           "hidden",        "ishidden",    "invisible",  "hide",     "displaynone",
    "dnone",           "noscript",      "promoted",    "fontsize",   "textsize", "promotedcontent",
    "promotedstories", "promotedposts", "hiddenprint", "screenonly",
};

// Not for those who see the page, wherever it stands.
constexpr std::string_view kUnseen[] = {
    "screenreader",  "screenreadertext", "sronly",  "visuallyhidden", "editsection",
    "mweditsection", "mwjumplink",       "noprint", "printonly",      "tooltip",
};

// Furniture while it is short: the same names are given to what they are put around.
constexpr std::string_view kShortFurniture[] = {
    "paywall", "widget", "widgets", "readmore", "toggle", "lightbox",
};

constexpr std::string_view kMaybeFurniture[] = {
    "meta",     "teaser",   "aside",     "more",     "box",      "infobox",    "links",   "list",     "header",
    "top",      "bottom",   "secondary", "tertiary", "extra",    "extras",     "info",    "contact",  "kontakt",
    "author",   "latest",   "recent",    "archive",  "archives", "gallery",    "galerie", "next",     "prev",
    "previous", "tag",      "category",  "rubrik",   "legal",    "terms",      "privacy", "language", "languages",
    "lang",     "event",    "events",    "calendar", "weather",  "donate",     "video",   "image",    "date",
    "service",  "services", "marginal",  "right",    "left",     "column",     "topics",  "topic",    "about",
    "profile",  "map",      "form",      "embed",    "read",     "story-list", "feed",    "stream",   "subhead",
    "kicker",   "overline",
};

constexpr std::string_view kComments[] = {
    "comment",           "comments",       "commentlist",  "commentslist",     "commentarea",
    "commentsarea",      "commentsection", "commentform",  "commentrespond",   "commentthread",
    "respond",           "replies",        "disqus",       "disqusthread",     "kommentare",
    "kommentar",         "comentarios",    "commentaires", "livefyre",         "discussion",
    "leserkommentare",   "usercomments",   "postcomments", "feedbackcomments", "trackback",
    "trackbacks",        "pingback",       "pingbacks",    "fbcomments",       "commentwrapper",
    "commentscontainer", "hyvor",          "talkbacks",    "reactions",        "vbpostcomments",
};

constexpr std::string_view kAuthor[] = {
    "byline",        "bylines", "author",  "authors", "authorname", "postauthor",  "entryauthor",    "articleauthor",
    "autor",         "autoren", "autores", "writer",  "journalist", "contributor", "contributors",   "postbyline",
    "articlebyline", "vcard",   "autoria", "auteur",  "authorlink", "authorsname", "articleauthors",
};

constexpr std::string_view kByline[] = {
    "dateline",      "username",        "dateheader", "pubdate",   "publishdate", "publisheddate",
    "datepublished", "publicationdate", "postdate",   "entrydate", "articledate", "timestamp",
    "published",     "articleinfo",     "creditline", "datetime",
};

constexpr std::string_view kCaption[] = {
    "caption",      "captions",      "figcaption",       "wpcaptiontext",    "wpcaption",        "imagecaption",
    "imgcaption",   "photocaption",  "piccaption",       "bildunterschrift", "bildtext",         "thumbcaption",
    "imagecredit",  "photocredit",   "photocredits",     "copyrightimage",   "bildnachweis",     "legende",
    "mediacaption", "imagesubtitle", "imagedescription", "imagecredits",     "imgcredit",        "credits",
    "credit",       "photocaptions", "imagecopyright",   "bildquelle",       "bildbeschreibung", "imagelegend",
    "figcredit",    "pictext",       "imagemeta",        "imageinfo",
};

constexpr std::string_view kArticle[] = {
    "articlebody",
    "articlecontent",
    "articletext",
    "articletextwrap",
    "articlestory",
    "articlemain",
    "articledetail",
    "articlebodycontent",
    "articlecopy",
    "bodytext",
    "bodycopy",
    "bodycontent",
    "bodyarticle",
    "contentbody",
    "contenttext",
    "textcontent",
    "entrycontent",
    "entrytext",
    "entrybody",
    "postbody",
    "postcontent",
    "posttext",
    "postentry",
    "postmessage",
    "postarea",
    "poststory",
    "blogcontent",
    "blogpost",
    "blogbody",
    "blogtext",
    "storybody",
    "storytext",
    "storycontent",
    "storymain",
    "fulltext",
    "fullstory",
    "newstext",
    "newsbody",
    "newscontent",
    "newsdetail",
    "newsarticle",
    "maintext",
    "singlecontent",
    "singlepost",
    "pagecontent",
    "themecontent",
    "artikeltext",
    "artikelbody",
    "artikelinhalt",
    "artikelcontent",
    "beitrag",
    "beitragstext",
    "meldung",
    "meldungstext",
    "richtext",
    "wysiwyg",
    "prose",
    "cuerpo",
    "cuerponoticia",
    "noticiacuerpo",
    "textonoticia",
    "noticiatexto",
    "corpo",
    "corpomateria",
    "materiatexto",
    "conteudomateria",
    "textomateria",
    "corps",
    "corpsarticle",
    "texte",
    "zhengwen",
    "articlecon",
    "newscon",
    "contentarticle",
    "storyarticle",
    "artibody",
    "mwparseroutput",
    "postfull",
    "postsinglecontent",
    "tdpostcontent",
    "wpbtextcolumn",
    "instapaperbody",
    "longform",
    "transcript",
    "artbody",
    "contentdetail",
};

constexpr std::string_view kContent[] = {
    "article",     "artikel",     "post",        "hentry",     "entry",   "story",          "content",  "contents",
    "main",        "maincontent", "contentmain", "maincolumn", "primary", "text",           "body",     "inhalt",
    "hauptinhalt", "news",        "blog",        "detail",     "single",  "page",           "conteudo", "contenido",
    "contenu",     "noticia",     "nota",        "materia",    "copy",    "sectioncontent",
};

constexpr std::string_view kLead[] = {
    "lead",      "leadtext",    "leadin",     "lede",        "intro",   "introtext",  "introduction",
    "teaser",    "teasertext",  "excerpt",    "abstract",    "summary", "standfirst", "subtitle",
    "subline",   "subheadline", "dek",        "deck",        "preface", "perex",      "chapo",
    "chapeau",   "sapo",        "entradilla", "bajada",      "copete",  "vorspann",   "anriss",
    "linhafina", "sumario",     "shortinfo",  "description", "ingress", "subheading",
};

class Names {
 public:
  Names() {
    add(kFurniture, kFurnitureName);
    add(kUnseen, kFurnitureName | kUnseenName);
    add(kShortFurniture, kShortFurnitureName);
    add(kMaybeFurniture, kMaybeFurnitureName);
    add(kComments, kCommentsName);
    add(kAuthor, kBylineName | kAuthorName);
    add(kByline, kBylineName);
    add(kCaption, kCaptionName);
    add(kArticle, kArticleName);
    add(kContent, kContentName);
    add(kLead, kLeadName);
  }
  bool is_furniture_as_a_whole(const std::string& name) const {
    return std::find(std::begin(kWholeFurniture), std::end(kWholeFurniture), name) != std::end(kWholeFurniture);
  }
  uint32_t find(const std::string& word) const {
    const auto found = meanings_.find(word);
    return found == meanings_.end() ? 0 : found->second;
  }

 private:
  void add(const auto& words, uint32_t meaning) {
    for (const std::string_view word : words) meanings_[std::string(word)] |= meaning;
  }
  std::unordered_map<std::string, uint32_t> meanings_;
};

bool lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

uint32_t html_name_meanings(std::string_view value) {
  static const Names kNames;
  constexpr size_t kLongestName = 400;  // generated style names go on and on
  value = value.substr(0, kLongestName);
  uint32_t meanings = 0;
  std::vector<std::string> words;  // of one name: `article-body` is two
  std::string whole;
  const auto finish_name = [&] {
    // A page builder calls whatever stands in its boxes a widget.
    const bool built = !words.empty() && words.front() == "elementor";
    if (words.size() <= 2) {
      whole.clear();
      for (const std::string& word : words) whole += word;
      if (kNames.is_furniture_as_a_whole(whole)) meanings |= kFurnitureName | kUnseenName;
    }
    for (size_t i = 0; i < words.size(); ++i) {
      if (built && words[i] == "widget") continue;
      const uint32_t single = kNames.find(words[i]);
      const uint32_t pair = i + 1 < words.size() ? kNames.find(words[i] + words[i + 1]) : 0;
      const uint32_t triple = i + 2 < words.size() ? kNames.find(words[i] + words[i + 1] + words[i + 2]) : 0;
      meanings |= single | pair | triple;
    }
    words.clear();
  };
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (lower(c) || upper(c)) {
      const bool begins = i == 0 || !(lower(value[i - 1]) || upper(value[i - 1])) || (upper(c) && lower(value[i - 1]));
      if (begins) words.emplace_back();
      words.back() += upper(c) ? static_cast<char>(c + 32) : c;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      finish_name();
    }
  }
  finish_name();
  return meanings;
}

}  // namespace annals
