// Web pages: what is kept, what is left out, what a page says about itself.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Document read_page(const std::string& html) {
  const ReadSource out = read_source({"page.html", html});
  EXPECT_THAT(out.documents, SizeIs(1)) << out.unread;
  return out.documents.empty() ? Document() : out.documents[0];
}

std::vector<std::string> texts(const Document& document, BlockRole role) {
  std::vector<std::string> found;
  for (const Block& block : document.blocks) {
    if (block.role == role) found.emplace_back(block.span.of(document.text));
  }
  return found;
}

constexpr const char* kPage = R"(<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8">
<title>Câmara suspende a obra do cais | Diário da Ria</title>
<meta property="og:title" content="Câmara suspende a obra do cais">
<link rel="canonical" href="https://diario.test/2021/03/05/obra-do-cais">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Câmara suspende a obra do cais",
 "datePublished":"2021-03-05T09:30:00+00:00","author":[{"@type":"Person","name":"Rita Valadares"}]}]}</script></head>
<body><nav><ul><li><a href="/">Início</a><li><a href="/p">Política</a></ul></nav>
<header class="site-header"><a href="/">Diário da Ria</a></header>
<main><article><h1>Câmara suspende a obra do cais</h1><p class="byline">Por Rita Valadares</p>
<div class="share-buttons"><a href="#">Partilhar</a> <a href="#">Tweetar</a></div>
<p>A câmara municipal suspendeu ontem a obra do novo cais, depois de três meses de atrasos e de uma auditoria
que encontrou pagamentos sem fatura no valor de 240&nbsp;mil euros.</p>
<h2>O que diz a empresa</h2>
<blockquote><p>Nunca recebemos um euro a mais do que o contrato previa.</p></blockquote>
<ul><li>primeira fase: concluída, segundo o relatório da fiscalização</li><li>segunda fase: parada desde janeiro</li></ul>
<table><tr><th>Ano</th><th>Pago</th></tr><tr><td>2020</td><td>1,2 milhões</td></tr></table>
<figure><img src="x.jpg"><figcaption>O cais visto do farol.</figcaption></figure>
<p>O presidente da junta pediu uma reunião urgente,<br>que ficou marcada para a próxima semana em Lisboa.</p>
<div class="related-posts"><h3>Leia também</h3><a href="/x">Outra notícia qualquer</a></div></article></main>
<div id="comments"><p>Já era de esperar, disse o leitor.</p></div>
<aside>Publicidade</aside><footer>© Diário da Ria</footer><script>var x = "segredo";</script></body></html>)";

TEST(Html, KeepsTheArticleAndDropsThePage) {
  const Document document = read_page(kPage);
  EXPECT_EQ(document.title, "Câmara suspende a obra do cais");
  EXPECT_THAT(texts(document, BlockRole::kTitle), ElementsAre("Câmara suspende a obra do cais"));
  EXPECT_THAT(texts(document, BlockRole::kByline), ElementsAre("Por Rita Valadares"));
  EXPECT_THAT(texts(document, BlockRole::kHeading), ElementsAre("O que diz a empresa"));
  EXPECT_THAT(texts(document, BlockRole::kQuote),
              ElementsAre("Nunca recebemos um euro a mais do que o contrato previa."));
  EXPECT_THAT(texts(document, BlockRole::kListItem), SizeIs(2));
  EXPECT_THAT(texts(document, BlockRole::kCaption), ElementsAre("O cais visto do farol."));
  EXPECT_THAT(texts(document, BlockRole::kComment), ElementsAre("Já era de esperar, disse o leitor."));
  EXPECT_THAT(texts(document, BlockRole::kBody), Contains("2020\t1,2 milhões"));
  EXPECT_THAT(document.text, HasSubstr("no valor de 240 mil euros."));
  for (const char* furniture : {"Início", "Partilhar", "Leia também", "Publicidade", "©", "segredo", "Política"}) {
    EXPECT_THAT(document.text, Not(HasSubstr(furniture)));
  }
}

TEST(Html, ReadsWhatThePageSaysAboutItself) {
  const Document document = read_page(kPage);
  EXPECT_EQ(document.byline, "Rita Valadares");
  EXPECT_EQ(document.published, "2021-03-05");
  EXPECT_EQ(document.published_time, "2021-03-05T09:30:00+00:00");
  EXPECT_EQ(document.published_basis, DateBasis::kMetadata);
  EXPECT_EQ(document.url, "https://diario.test/2021/03/05/obra-do-cais");
  EXPECT_EQ(document.language, "pt-BR");
}

TEST(Html, APageSavedWithSingleFileSaysWhereItCameFrom) {
  const ReadSource out = read_source({"a.html",
                                      "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
                                      "https://x.test/news/pier \n saved date: Tue May 05 "
                                      "2020 10:00:00 GMT+0200\n--><body><p>The pier is lost.</p></body></html>"});
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].url, "https://x.test/news/pier");
  EXPECT_EQ(out.documents[0].header("fetched"), "Tue May 05 2020 10:00:00 GMT+0200");
  EXPECT_EQ(out.documents[0].text, "The pier is lost.");
}

TEST(Html, BlocksCoverTheTextInOrder) {
  const Document document = read_page(kPage);
  uint32_t at = 0;
  for (const Block& block : document.blocks) {
    EXPECT_THAT(document.text.substr(at, block.span.begin - at), ::testing::MatchesRegex("[ \n]*"));
    EXPECT_GT(block.span.end, block.span.begin);
    at = block.span.end;
  }
  EXPECT_EQ(at, document.text.size());
}

TEST(Html, DecodesTheCharsetThatThePageDeclares) {
  const Document document = read_page(
      "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
      "charset=windows-1251\"></head><body><p>\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0</p></body></html>");
  EXPECT_THAT(document.text, HasSubstr("Привет, мир"));
}

TEST(Html, KnowsAPageByItsBeginning) {
  EXPECT_EQ(read_source({"saved.txt", "<!DOCTYPE html><html><body><p>Hello there.</p></body></html>"}).media_type,
            "text/html");
  EXPECT_EQ(read_source({"notes.txt", "A note on <html> tags."}).media_type, "text/plain");
}

// A paragraph of an article: long enough not to be taken for furniture.
std::string paragraph(std::string_view about) {
  return fmt::format(
      "<p>{}: the ferry company said on Tuesday that the timetable would stay as it is until the end of the winter, "
      "because "
      "neither the port nor the crews had been asked, and nobody had found the money for a second boat.</p>",
      about);
}

std::string article(std::string_view inside) {
  return fmt::format(
      "<html><head><title>The boat stays</title></head><body><div class=\"story\"><h1>The boat stays</h1>{}{}{}"
      "</div></body></html>",
      paragraph("First"), inside, paragraph("Last"));
}

TEST(Html, BelievesNamesOfFurnitureOnlySoFar) {
  for (const char* name : {"paywall", "field field-label-hidden", "node node--promoted", "read-more", "font-size-xs",
                           "elementor-widget elementor-widget-text-editor"}) {
    const std::string inside =
        fmt::format("<div class=\"{}\">{}{}</div>", name, paragraph("Inside"), paragraph("Too") + paragraph("Three"));
    EXPECT_THAT(read_page(article(inside)).text, HasSubstr("Inside: the ferry")) << name;
  }
  EXPECT_THAT(
      read_page(article("<p>Asked <a class=\"popup\">why it took so long</a>, the harbour master laughed.</p>")).text,
      HasSubstr("Asked why it took so long, the harbour"));
  EXPECT_THAT(read_page(article("<p>A word<span class=\"sr-only\"> opens elsewhere</span> on fares.</p>")).text,
              Not(HasSubstr("elsewhere")));
  EXPECT_THAT(read_page(article("<h2 id=\"menu-and-share\">What they eat</h2><p>Mostly soup.</p>")).text,
              HasSubstr("What they eat"));
}

TEST(Html, ReadsAnArticleThatIsForReadersWithoutScripts) {
  const std::string page = "<html><body><div class=\"head\"><p>A page about boats.</p></div><noscript><div>" +
                           paragraph("One") + paragraph("Two") + paragraph("Three") + "</div></noscript></body></html>";
  EXPECT_THAT(read_page(page).text, HasSubstr("Two: the ferry"));
}

TEST(Html, JoinsAnArticleCutIntoPieces) {
  const std::string piece = "<div class=\"chunk\">";
  const std::string page = "<html><body><h1>The boat stays</h1><section>" + piece + paragraph("One") +
                           paragraph("Two") + "</div></section><section><div class=\"ad\">Buy</div>" + piece +
                           paragraph("Three") + "</div></section></body></html>";
  const Document document = read_page(page);
  EXPECT_THAT(document.text, HasSubstr("One: the ferry"));
  EXPECT_THAT(document.text, HasSubstr("Three: the ferry"));
  EXPECT_THAT(document.text, Not(HasSubstr("Buy")));
}

TEST(Html, LeavesOutTeasersAndTheHeadingsAboveThem) {
  std::string teasers = "<h2>Elsewhere in the islands</h2><div>";
  for (const char* about : {"A bridge is painted", "The school has a roof", "Mayor buys a goat"})
    teasers += fmt::format("<div><h3><a href=\"/{0}\">{0}</a></h3><p>More about it was heard in the council.</p></div>",
                           about);
  teasers += "</div><h2>And the fares</h2>";
  std::string before;
  for (int i = 0; i < 6; ++i) before += paragraph("Then");
  const Document document = read_page(article(before + teasers));
  EXPECT_THAT(document.text, Not(HasSubstr("goat")));
  EXPECT_THAT(document.text, Not(HasSubstr("Elsewhere")));
  EXPECT_THAT(document.text, HasSubstr("And the fares"));
}

TEST(Html, KeepsALeadThatHoldsTheTitle) {
  const std::string page =
      "<html><body><main><div class=\"intro\"><h1>The boat stays</h1><p>No second ferry this winter, "
      "says the company.</p></div><div class=\"article-body\">" +
      paragraph("One") + paragraph("Two") + "</div></main></body></html>";
  EXPECT_THAT(read_page(page).text, HasSubstr("No second ferry this winter"));
}

Document read_with_head(std::string_view head, std::string_view above = "") {
  return read_page(
      fmt::format("<html><head><title>The boat stays</title>{}</head><body><article><h1>The boat stays</h1>{}"
                  "{}{}</article></body></html>",
                  head, above, paragraph("One"), paragraph("Two")));
}

TEST(Html, ReadsJsonLdAsPagesWriteIt) {
  // Wrapped, with a line break in a string, and the author elsewhere in the graph.
  const Document document = read_with_head(
      "<script "
      "type=\"application/ld+json\">\n//<![CDATA[\n{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ana "
      "Prado\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"The\nboat stays\",\"datePublished\":\"2022/11/03 "
      "10:00\",\"author\":{\"@id\":\"#a\"}}]}\n//]]></script>");
  EXPECT_EQ(document.byline, "Ana Prado");
  EXPECT_EQ(document.published, "2022-11-03");
}

TEST(Html, NamesEveryAuthor) {
  EXPECT_EQ(
      read_with_head("<meta name=\"author\" content=\"Ana Prado\"><meta name=\"author\" content=\"Idris Halvorsen\">")
          .byline,
      "Ana Prado; Idris Halvorsen");
  EXPECT_EQ(read_with_head("<meta property=\"dc:creator x:y\" content=\"Ana Prado\">").byline, "Ana Prado");
}

TEST(Html, FindsTheAuthorOnThePage) {
  for (const char* above :
       {"<div class=\"post-meta\"><a rel=\"author\" href=\"/u/ana\">Ana Prado</a></div>",
        "<div class=\"entry-meta\"><span class=\"author vcard\">By <span class=\"fn\">Ana Prado</span>"
        "</span></div>",
        "<span itemprop=\"author\"><span itemprop=\"name\">Ana Prado</span>, Vale</span>"}) {
    EXPECT_EQ(read_with_head("", above).byline, "Ana Prado") << above;
  }
}

TEST(Html, ReadsTheMomentInTheTimeElementNearTheTitle) {
  const Document document = read_page(
      "<html><body><nav><time datetime=\"2031-01-01\">now</time></nav><article><h1>The boat stays</h1><time "
      "datetime=\"2022-11-03T10:00:00+01:00\">Thursday</time>" +
      paragraph("One") + paragraph("Two") + "</article></body></html>");
  EXPECT_EQ(document.published, "2022-11-03");
  EXPECT_EQ(document.published_time, "2022-11-03T10:00:00+01:00");
}

TEST(Html, ScriptsAreNoEndlessTags) {
  std::string data = "<script type=\"application/ld+json\"><![CDATA[{\"@type\":\"Article\",\"articleBody\":\"";
  for (int i = 0; i < 3000; ++i) data += "word ";
  data += "\",\"datePublished\":\"2022-11-03\"}]]></script>";
  EXPECT_EQ(read_with_head(data).published, "2022-11-03");
}

std::string repeated(std::string_view piece, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += piece;
  return all;
}

void expect_quick(const std::string& html, std::string_view kept) {
  const auto begin = std::chrono::steady_clock::now();
  const ReadSource out = read_source({"page.html", html});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(15));
  if (kept.empty()) return;
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].text, HasSubstr(kept));
}

TEST(HtmlLimits, TenThousandNestedElementsAreRead) {
  expect_quick(
      "<html><body>" + repeated("<div>", 10000) + "The inmost words." + repeated("</div>", 10000) + "</body></html>",
      "The inmost words.");
}

TEST(HtmlLimits, AMillionNestedElementsAreCutOff) {
  expect_quick("<html><body><p>Words before.</p>" + repeated("<b>", 1'000'000), "Words before.");
}

TEST(HtmlLimits, MisnestedEndTagsDoNotMultiply) {
  expect_quick("<p>Words before.</p>" + repeated("<b>", 200'000) + repeated("</i>", 200'000), "Words before.");
}

TEST(HtmlLimits, HundredsOfThousandsOfAttributesAndLongOnes) {
  std::string many = "<p ";
  for (int i = 0; i < 300'000; ++i) many += fmt::format("a{}=1 ", i);
  expect_quick(many + ">Words.</p><p class=\"" + std::string(5'000'000, 'x') + "\">More words.</p>", "Words.");
}

TEST(HtmlLimits, EntitiesDoNotExpand) {
  expect_quick(
      "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>Words &b; &nbsp;&eacute;.</p>", "é.");
}

TEST(HtmlLimits, AnyCutIsWellFormed) {
  const std::string page = kPage;
  for (size_t size = 0; size < page.size(); size += 7) {
    for (const Document& document : read_source({"page.html", page.substr(0, size)}).documents)
      EXPECT_TRUE(is_utf8(document.text));
  }
}

TEST(Html, ADateInWordsIsCutBetweenCharacters) {
  std::string date = "le ";
  for (int i = 0; i < 200; ++i) date += "\u00E9";
  for (const std::string& written : {date, "x" + date}) {
    const ReadSource out = read_source(
        {"a.html", "<html><head><meta property=\"article:published_time\" content=\"" + written +
                       "\"></head><body><p>The pier is lost, and nobody came to see it go.</p></body></html>"});
    ASSERT_EQ(out.documents.size(), 1U);
    EXPECT_FALSE(out.documents[0].header("published").empty());
    EXPECT_TRUE(is_utf8(out.documents[0].header("published")));
  }
}

}  // namespace
}  // namespace annals
