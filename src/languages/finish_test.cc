// From blocks to finished documents: languages, furniture, bylines, credits, dates, quoted messages.
#include "languages/finish.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/source.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const DocumentFinisher& finisher() {
  static const DocumentFinisher kFinisher(testing::languages().languages());
  return kFinisher;
}

Document finished(std::string path, std::string bytes) {
  ReadSource out = read_source({std::move(path), std::move(bytes)});
  EXPECT_EQ(out.documents.size(), 1U) << out.unread;
  if (out.documents.empty()) return {};
  finisher().finish(out.documents[0]);
  return std::move(out.documents[0]);
}

std::vector<std::string> texts(const Document& document, BlockRole role) {
  std::vector<std::string> found;
  for (const Block& block : document.blocks) {
    if (block.role == role) found.emplace_back(block.span.of(document.text));
  }
  return found;
}

std::vector<std::string> credits(const Document& document) {
  std::vector<std::string> found;
  for (const Span span : document.credits) found.emplace_back(span.of(document.text));
  return found;
}

struct LanguageSample {
  const char* language;
  const char* text;
};

class Identified : public ::testing::TestWithParam<LanguageSample> {};

TEST_P(Identified, ByItsText) { EXPECT_EQ(finished("a.txt", GetParam().text).language, GetParam().language); }

INSTANTIATE_TEST_SUITE_P(
    Samples, Identified,
    ::testing::Values(
        LanguageSample{"pt", "Os pescadores não aceitaram a proposta e vão voltar a parar na segunda-feira."},
        LanguageSample{"es", "Los pescadores no aceptaron la propuesta y volverán a parar el lunes."},
        LanguageSample{"en", "The fishermen turned the offer down and will stop work again on Monday."},
        LanguageSample{"fr", "Les pêcheurs ont refusé la proposition et cesseront de nouveau le travail lundi."},
        LanguageSample{"de", "Die Fischer lehnten das Angebot ab und wollen am Montag wieder streiken."},
        LanguageSample{"ar", "رفض الصيادون العرض وسيتوقفون عن العمل مرة أخرى يوم الاثنين."},
        LanguageSample{"fa",
                       "ماهیگیران این پیشنهاد را نپذیرفتند و روز دوشنبه دوباره دست از کار "
                       "می‌کشند."},
        LanguageSample{"zh", "渔民拒绝了这一提议,下星期一将再次停工。"},
        LanguageSample{"zh", "漁民拒絕了這項提議,下星期一將再次停工。"},
        LanguageSample{"ja", "漁師たちは提案を断り、月曜日に再び仕事を止める。"},
        LanguageSample{"ru", "Рыбаки отказались от предложения и в понедельник снова остановят работу."},
        LanguageSample{"tr", "Balıkçılar teklifi reddetti ve pazartesi günü yeniden iş bırakacak."},
        // Names say little: they are alike in many languages.
        LanguageSample{"en", "Ana Prado sued Norvia in 2019."}, LanguageSample{"en", "We sold it."},
        LanguageSample{"en", "Rui Costa lured Beatriz Moura away from Orla."},
        LanguageSample{"fr", "Ana Prado et Rui Costa se sont rencontrés en mai 2016."},
        LanguageSample{"pt", "Quentin Hallworth vendeu a fábrica a Giles Weatherby por 60 mil reais."},
        LanguageSample{"ar", "طردت نورفيا سامر درويش."}),
    [](const auto& sample) { return std::string(sample.param.language) + std::to_string(sample.index); });

TEST(Finish, BlocksInAnotherLanguageAreTold) {
  const Document document = finished(
      "a.txt",
      "قال مدير الشركة في رسالته إلى الموظفين إن المصنع لن يغلق هذا العام وإن الأجور ستدفع كاملة.\n\n"
      "Harbour Works Ltd\n\n"
      "We have decided to keep the plant open, and everyone will be paid in full before the end of the month.\n\n"
      "وأضاف أن العمال سيحصلون على مستحقاتهم قبل نهاية الشهر.\n");
  ASSERT_EQ(document.blocks.size(), 4U);
  EXPECT_EQ(document.language, "ar");
  EXPECT_EQ(document.blocks[1].language, "ar") << "a short Latin line is a name in the text's language";
  EXPECT_EQ(document.blocks[2].language, "en");
  EXPECT_EQ(document.blocks[3].language, "ar");
}

TEST(Finish, AHintKeepsItsRegionAndYieldsToTheText) {
  std::string problem;
  auto right = read_json_document(
      R"({"text":"A prefeitura não respondeu aos pedidos de informação da reportagem.","language":"pt-BR"})", 1,
      problem);
  auto wrong = read_json_document(
      R"({"text":"A prefeitura não respondeu aos pedidos de informação da reportagem, e a obra continua parada desde março.","language":"en"})",
      2, problem);
  finisher().finish(*right);
  finisher().finish(*wrong);
  EXPECT_EQ(right->language, "pt-BR");
  EXPECT_EQ(wrong->language, "pt");
}

TEST(Finish, ArabicPageLines) {
  const Document document = finished(
      "a.txt",
      "خلاف الشركاء ينتهي في المحكمة\n\nicon\nجاري إنشاء الملخص\n\nالمؤلف: سمير العطار، المصدر: صحيفة المرفأ\n\n"
      "رفع أحد الشركاء دعوى ضد شريكه السابق بعد أن أغلق الأخير المصنع دون علمه.\n\nشارك هذا الخبر على فيسبوك\n\nجميع "
      "الحقوق محفوظة\n");
  EXPECT_EQ(document.title, "خلاف الشركاء ينتهي في المحكمة");
  EXPECT_THAT(texts(document, BlockRole::kBoilerplate),
              ElementsAre("icon", "جاري إنشاء الملخص", "شارك هذا الخبر على فيسبوك", "جميع الحقوق محفوظة"));
  EXPECT_THAT(texts(document, BlockRole::kByline), ElementsAre("المؤلف: سمير العطار، المصدر: صحيفة المرفأ"));
  EXPECT_THAT(credits(document), ElementsAre("سمير العطار", "صحيفة المرفأ"));
  EXPECT_EQ(document.byline, "سمير العطار");
}

// The day is found however its line writes the time of day, and in letters of two bytes as in those of one.
TEST(Finish, LinesOfDates) {
  const auto published = [](std::string_view line, std::string_view text) {
    return finished("a.txt", "Dois barcos mudam de mãos\n\n" + std::string(line) + "\n\n" + std::string(text))
        .published;
  };
  constexpr std::string_view kText = "A companhia comprou dois barcos ao estaleiro e a câmara foi avisada ontem.\n";
  EXPECT_EQ(published("08/05/2021 às 8h35 | Atualizado em 09/05/2021 às 9h40", kText), "2021-05-08");
  EXPECT_EQ(published("Publicado em 8 de maio de 2021 às 08h15, atualizado em 9 de maio de 2021", kText), "2021-05-08");
  EXPECT_EQ(published("كتبت سلمى الخطيب من مدينة الساحل، السبت 8 مايو 2021", kText), "2021-05-08");
  EXPECT_EQ(published("LISBOA, 8 de maio de 2021 (Agência Costa) - A companhia comprou dois barcos.", kText),
            "2021-05-08");
  EXPECT_EQ(published("A companhia comprou, em 8 de maio de 2021 - um sábado -, dois barcos.", kText), "");
}

TEST(Finish, ChinesePageLines) {
  const Document document =
      finished("a.txt",
               "您的位置：首页 > 财经\n\n两家船厂宣布合并\n\n作者：林晓 来源：海港日报 发布时间：2021-03-05 09:30\n\n"
               "两家船厂昨天宣布合并,新公司将设在海港。员工代表对裁员表示担心,"
               "但管理层否认有裁员计划。\n\n责任编辑：王一\n\n点击查看更多精彩内容\n");
  EXPECT_EQ(document.title, "两家船厂宣布合并");
  EXPECT_EQ(document.published, "2021-03-05");
  EXPECT_EQ(document.published_basis, DateBasis::kByline);
  EXPECT_THAT(credits(document), ElementsAre("林晓", "海港日报"));
  EXPECT_THAT(texts(document, BlockRole::kBoilerplate),
              ElementsAre("您的位置：首页 > 财经", "责任编辑：王一", "点击查看更多精彩内容"));
}

TEST(Finish, PortuguesePageLines) {
  const Document document =
      finished("a.txt",
               "Dois estaleiros anunciam fusão\n\nPor Marta Quintela\n\nPublicado em 5 de março de 2021\n\n"
               "Dois estaleiros anunciaram ontem a sua fusão, e a nova empresa ficará sediada no porto. Fonte ligada "
               "ao processo nega despedimentos.\n\n"
               "Foto: Rui Calado\n\nLeia também: a história do porto\n\nCompartilhe no Facebook\n");
  EXPECT_EQ(document.byline, "Marta Quintela");
  EXPECT_EQ(document.title, "Dois estaleiros anunciam fusão");
  EXPECT_THAT(texts(document, BlockRole::kByline),
              ElementsAre("Por Marta Quintela", "Publicado em 5 de março de 2021", "Foto: Rui Calado"));
  EXPECT_THAT(texts(document, BlockRole::kBoilerplate),
              ElementsAre("Leia também: a história do porto", "Compartilhe no Facebook"));
  EXPECT_THAT(texts(document, BlockRole::kBody), ElementsAre(::testing::StartsWith("Dois estaleiros anunciaram")));
}

TEST(Finish, OrdinarySentencesAreNoFurniture) {
  for (const char* text :
       {"Copyright law was changed in March, and the publishers went to court over it the same week.",
        "Share prices fell when the news came out, and the board met in the evening.",
        "Por isso o conselho decidiu suspender a obra até que as contas sejam entregues.",
        "据他回忆,当时会议室里没有人说话,大家都在等董事长先开口。",
        "كتب المدير إلى الموظفين أن المصنع لن يغلق هذا العام."}) {
    EXPECT_THAT(texts(finished("a.txt", text), BlockRole::kBody), ElementsAre(text));
  }
}

TEST(Finish, TheTitleIsTheFirstLineApart) {
  EXPECT_EQ(
      finished("a.txt", "The pier is lost\n\nThe harbour board has given up on the old pier after months of talks.\n")
          .title,
      "The pier is lost");
  EXPECT_EQ(
      finished("a.txt", "The harbour board has given up on the old pier after months of talks.\nThe mayor protested.\n")
          .title,
      "");
}

TEST(Finish, DateOfTheAddressIsTheLastResort) {
  std::string problem;
  auto document =
      read_json_document(R"({"text":"The board met again.","url":"https://x.test/2021/03/05/board"})", 1, problem);
  finisher().finish(*document);
  EXPECT_EQ(document->published, "2021-03-05");
  EXPECT_EQ(document->published_basis, DateBasis::kUrl);
  auto dated = read_json_document(
      R"({"text":"The board met again.","url":"https://x.test/2021/03/05/board","published":"2021-04"})", 1, problem);
  finisher().finish(*dated);
  EXPECT_EQ(dated->published, "2021-04");
}

TEST(Finish, QuotedMessages) {
  const Document document = finished("m.eml",
                                     "From: a@x.test\nSubject: Re: pier\n\nAgreed.\n\nOn Fri, 5 Mar 2021, Ana Prado "
                                     "<ana@x.test> wrote:\n> Shall we stop?\n\nSent from my phone\n");
  EXPECT_THAT(texts(document, BlockRole::kBody), ElementsAre("Agreed."));
  EXPECT_THAT(texts(document, BlockRole::kQuote),
              ElementsAre("On Fri, 5 Mar 2021, Ana Prado <ana@x.test> wrote:", "> Shall we stop?"));
  EXPECT_THAT(texts(document, BlockRole::kSignature), ElementsAre("Sent from my phone"));
}

TEST(Finish, SignaturesBelowALineThatClosesALetter) {
  const auto signature = [](const std::string& body) {
    std::string all;
    const Document document =
        finished("m.eml", "From: a@x.test\nSubject: pier\nContent-Type: text/plain; charset=utf-8\n\n" + body);
    for (const std::string& text : texts(document, BlockRole::kSignature)) all += (all.empty() ? "" : "\n") + text;
    return all;
  };
  EXPECT_EQ(signature("We accept.\n\nKind regards,\n\nTheo Marsh\nHarbour office\n"),
            "Kind regards,\nTheo Marsh\nHarbour office");
  EXPECT_EQ(signature("Aceitamos.\n\nAtenciosamente,\nAna Prado\n"), "Atenciosamente,\nAna Prado");
  EXPECT_EQ(signature("قبلنا العرض.\n\nمع خالص التحية،\nهالة\n"), "مع خالص التحية،\nهالة");
  EXPECT_EQ(signature("我们接受。\n\n此致\n敬礼\n"), "此致\n敬礼");
  EXPECT_EQ(signature("Best wishes to Ana, who sold the pier.\n\nIt is lost.\n"), "");
  EXPECT_EQ(signature("Regards,\n\nThe pier was sold on Monday.\n"), "Regards,");
}

TEST(Finish, WhatAMailingListPutsBelowItsMessages) {
  const auto footer = [](const std::string& body) {
    const Document document = finished("m.eml", "From: a@x.test\nSubject: pier\n\n" + body);
    return texts(document, BlockRole::kBoilerplate);
  };
  const std::string rule(47, '_');
  EXPECT_THAT(footer("The pier is shut.\n\n" + rule + "\nQuays mailing list\nquays@lists.test\nhttps://lists.test/q\n"),
              ElementsAre(rule, "Quays mailing list", "quays@lists.test", "https://lists.test/q"));
  EXPECT_THAT(footer("The pier is shut.\n\n" + rule + "\nSigned below the line by the harbour master.\n"), IsEmpty());
  EXPECT_THAT(footer("The pier is shut.\n\n" + rule + "\n" + std::string(900, 'x') + " https://x.test\n"), IsEmpty());
}

TEST(Finish, MessagesQuotedWithoutMarks) {
  const Document document = finished("m.eml",
                                     "From: a@x.test\nSubject: Fwd: cais\n\nVeja abaixo.\n\n-----Mensagem "
                                     "original-----\nDe: Ana\nPara: Rui\n\nParamos a obra?\n");
  EXPECT_THAT(texts(document, BlockRole::kBody), ElementsAre("Veja abaixo."));
  EXPECT_THAT(texts(document, BlockRole::kQuote), Contains("Paramos a obra?"));
}

TEST(Finish, DatelineNamesTheAgency) {
  EXPECT_THAT(credits(finished("a.txt", "LISBON (Lusa) - The harbour board met again on Tuesday and decided nothing.")),
              ElementsAre("Lusa"));
  EXPECT_THAT(credits(finished("a.txt", "The board (of nine) - as always - met on Tuesday.")), IsEmpty());
}

TEST(Finish, DatelineSaysTheDay) {
  EXPECT_EQ(finished("a.txt", "LISBON, March 3, 2024 (Norte) - The mill closed on Monday.\n\nIt is old.").published,
            "2024-03-03");
  EXPECT_EQ(
      finished("a.txt", "إغلاق الطاحونة\n\nالقاهرة 3 مارس 2024 (وكالة الشمال) - أغلقت الشركة الطاحونة يوم الاثنين.")
          .published,
      "2024-03-03");
  EXPECT_EQ(
      finished("a.txt", "LISBON, March 3, 2024 (Norte) - What the letters show:\n\nJune 9, 2013\nThey meet in a yard.")
          .published,
      "2024-03-03");
  EXPECT_EQ(finished("a.txt",
                     "Norte Wire\n\nHome | Archive\n\nThe mill closes\n\nLISBON, Portugal, March 3, 2024 (Norte) - The "
                     "mill closed on Monday.\n\nIt is old.")
                .published,
            "2024-03-03");
  EXPECT_EQ(finished("a.txt", "The mill\n\nOn March 3, 2024 (a Sunday) - as always - the mill was closed.").published,
            "");
}

TEST(Finish, EmptyAndStrangeTextsPass) {
  for (const char* text : {"7", "::", "()", "x", "\xF0\x9F\x98\x80", "2021", "By", "作者："}) {
    const Document document = finished("a.txt", text);
    EXPECT_FALSE(document.blocks.empty());
  }
}

}  // namespace
}  // namespace annals
