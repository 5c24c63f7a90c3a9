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

}  // namespace
}  // namespace annals
