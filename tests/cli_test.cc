// The program as a user meets it: what it prints, what it answers, what bad input does.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <fstream>

#include <algorithm>
#include <random>
#include <thread>

#include "tests/support/program.h"

namespace annals::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kLetter =
    "On 3 May 2020 Ana Prado founded Lumen Works with 2 million dollars. Ana Prado wrote to Theo Marsh on 5 May "
    "2020.\n";
constexpr std::string_view kCarta =
    "Em 3 de maio de 2020, Ana Prado fundou a Lumen Works com 2 milhões de dólares. Theo Marsh processou Ana Prado em "
    "julho de 2021.\n";

class CliTest : public ::testing::Test {
 protected:
  Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    return run_program(folder_, arguments, input);
  }
  void two_letters() {
    folder_.write("in/letter.txt", kLetter);
    folder_.write("in/carta.txt", kCarta);
  }
  std::string export_of(const std::string& name) { return run({"export", name}).out; }
  TemporaryFolder folder_;
};

// --- the main path
// ----------------------------------------------------------------------------------------------------

TEST_F(CliTest, AFolderBecomesAChronologyWithProof) {
  two_letters();
  const Ran built = run({"build", "x.annals", "in"});
  EXPECT_EQ(built.code, 0);
  EXPECT_THAT(built.err, HasSubstr("2 of 2 sources read anew"));
  const Ran shown = run({"show", "x.annals", "--evidence", "--who", "ana prado"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_THAT(shown.out, HasSubstr("2020-05-03"));
  EXPECT_THAT(shown.out, HasSubstr("“"));
  EXPECT_THAT(shown.out, HasSubstr("in/letter.txt:"));
  EXPECT_THAT(shown.out, Not(HasSubstr("\x1b"))) << "no colours off a terminal";
  const Ran verified = run({"verify", "x.annals"});
  EXPECT_EQ(verified.code, 0);
  EXPECT_THAT(verified.out, HasSubstr("all hold"));
}

TEST_F(CliTest, StateListsWhatHeldOnADay) {
  folder_.write("in/a.txt",
                "In March 2016 Ana Prado joined Lumen Works. Ana Prado resigned from Lumen Works on 4 June 2019.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran held = run({"state", "x.annals", "--on", "2018-03-01"});
  EXPECT_EQ(held.code, 0);
  EXPECT_THAT(held.out, HasSubstr("position\n  Ana Prado · Lumen Works  since March 2016, until June 4, 2019"));
  EXPECT_THAT(run({"state", "x.annals", "--on", "2020"}).out, Not(HasSubstr("Ana Prado")));
  EXPECT_THAT(run({"state", "x.annals", "--on", "2018", "--who", "Theo Marsh"}).out, Not(HasSubstr("Ana Prado")));
  EXPECT_EQ(run({"state", "x.annals", "--on", "soon"}).code, 2);
  EXPECT_EQ(run({"state", "x.annals"}).code, 2);
}

TEST_F(CliTest, StoriesAreWrittenListedAndExported) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string shown = run({"show", "x.annals", "--ids", "--brief"}).out;
  const std::string line = shown.substr(0, shown.find('\n'));
  const std::string event = line.substr(line.rfind(' ') + 1);
  folder_.write("story.md", "It began so.\n\n[[" + event + "]]\n");
  EXPECT_EQ(run({"story", "write", "x.annals", "The works", "story.md", "--by", "ana"}).code, 0);
  EXPECT_THAT(run({"story", "list", "x.annals"}).out, AllOf(StartsWith("The works"), HasSubstr("ana")));
  const Ran exported = run({"story", "export", "x.annals", "The works"});
  EXPECT_THAT(exported.out, AllOf(StartsWith("# The works"), HasSubstr("It began so."), HasSubstr("[^1]: “")));
  EXPECT_THAT(run({"story", "export", "x.annals", "The works", "--format", "html"}).out, StartsWith("<!DOCTYPE html>"));
  EXPECT_EQ(run({"story", "export", "x.annals", "Another"}).code, 2);
}

TEST_F(CliTest, ACaseIsSharedWithThoseInAFileOnly) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran open = run({"serve", "x.annals", "--address", "0.0.0.0"});
  EXPECT_EQ(open.code, 2);
  EXPECT_THAT(open.err, HasSubstr("--share"));
  EXPECT_EQ(run({"serve", "x.annals", "--share", "none.txt"}).code, 3);
  EXPECT_EQ(run({"password", "people.txt", "ana"}, "short\n").code, 2);
  EXPECT_EQ(run({"password", "people.txt", "ana", "--role", "editor"}, "a long enough secret\n").code, 0);
  EXPECT_EQ(run({"password", "people.txt", "ana", "--role", "owner"}, "a long enough secret\n").code, 2);
  EXPECT_EQ(run({"password", "people.txt", "ana", "--remove"}).code, 0);
  EXPECT_EQ(run({"serve", "x.annals", "--share", "people.txt"}).code, 2);
}

TEST_F(CliTest, DiffSaysWhatALaterBuildChanged) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  EXPECT_THAT(run({"diff", "x.annals"}).out, HasSubstr("+ 2020-05-03  Ana Prado founds Lumen Works"));
  folder_.write("in/carta.txt", kCarta);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran since = run({"diff", "x.annals"});
  EXPECT_EQ(since.code, 0);
  EXPECT_THAT(since.out, HasSubstr("~ 2020-05-03"));
  EXPECT_THAT(since.out, HasSubstr("    source added: in/carta.txt"));
  EXPECT_THAT(since.out, HasSubstr("+ 2021-07"));
  EXPECT_THAT(since.err, HasSubstr("build 1 to build 2"));
  EXPECT_EQ(run({"diff", "x.annals", "2"}).out, "");
  EXPECT_EQ(run({"diff", "x.annals", "7"}).code, 2);
}

TEST_F(CliTest, OriginsShowsCopiesAsATree) {
  const std::string story(kLetter);
  folder_.write("in/first.txt",
                story + "Nobody else was there, and the two never spoke about it again in all the years.\n");
  folder_.write("in/second.txt",
                story + "\nNobody else was there, and the two never spoke about it again in all the years.\n");
  folder_.write("in/carta.txt", kCarta);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran origins = run({"origins", "x.annals"});
  EXPECT_EQ(origins.code, 0);
  EXPECT_THAT(origins.out, HasSubstr("in/second.txt\n  in/first.txt  duplicate (100 %, direction unknown)"));
  EXPECT_THAT(origins.err, HasSubstr("3 documents, 2 independent origins"));
}

TEST_F(CliTest, GapsSaysHowCompleteTheAccountIs) {
  folder_.write("in/letter.txt", std::string(kLetter) + "As Exhibit 7 shows, Theo Marsh left Lumen Works in 2021.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran gaps = run({"gaps", "x.annals"});
  EXPECT_EQ(gaps.code, 0);
  EXPECT_THAT(gaps.out, HasSubstr("from 1 documents of 1 independent origins"));
  EXPECT_THAT(gaps.out, HasSubstr("Exhibit 7"));
}

TEST_F(CliTest, EachLineStandsBesideTheSentenceThatSaysSo) {
  folder_.write("in/mail.txt",
                "Nobody remembers now how the whole thing began, or who was there when\n"
                "it did. But it was a cold day in May 2020, as all agree, when Ana Prado\n"
                "founded Lumen Works. Nobody came to the opening, though there was cake\n"
                "enough for forty people.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string sentence = "“But it was a cold day in May 2020, as all agree, when Ana Prado founded Lumen Works.”";
  EXPECT_THAT(run({"show", "x.annals"}).out, HasSubstr(sentence));
  EXPECT_THAT(run({"show", "x.annals", "--brief"}).out, Not(HasSubstr("cold")));
  EXPECT_EQ(run({"show", "x.annals", "--brief", "--evidence"}).code, 2);
}

TEST_F(CliTest, HeadlinesComeInTheReadersLanguage) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  EXPECT_THAT(run({"show", "x.annals", "--language", "pt"}).out, HasSubstr("Lumen Works"));
  EXPECT_THAT(run({"show", "x.annals", "--language", "zh"}).out, HasSubstr("创立"));
  const Ran unknown = run({"show", "x.annals", "--language", "tlh"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("ar, en, pt, zh"));
}

TEST_F(CliTest, TheExportIsTheSameForAnyThreadsAndOrder) {
  for (int i = 0; i < 12; ++i)
    folder_.write(fmt::format("in/{}.txt", i), fmt::format("{} {}", i % 2 == 0 ? kLetter : kCarta, i));
  std::vector<std::string> files;
  for (int i = 0; i < 12; ++i) files.push_back(fmt::format("in/{}.txt", i));
  ASSERT_EQ(run({"build", "one.annals", "--jobs", "1", "in"}).code, 0);
  ASSERT_EQ(run({"build", "two.annals", "--jobs", "2", "in"}).code, 0);
  EXPECT_FALSE(export_of("one.annals").empty());
  EXPECT_EQ(export_of("one.annals"), export_of("two.annals"));
  std::shuffle(files.begin(), files.end(), std::mt19937(7));
  std::vector<std::string> forward = {"build", "three.annals"}, backward = {"build", "four.annals"};
  forward.insert(forward.end(), files.begin(), files.end());
  backward.insert(backward.end(), files.rbegin(), files.rend());
  ASSERT_EQ(run(forward).code, 0);
  ASSERT_EQ(run(backward).code, 0);
  EXPECT_EQ(export_of("three.annals"), export_of("four.annals"));
  // One file after another, in builds of their own.
  for (const std::string& file : files) ASSERT_EQ(run({"build", "five.annals", file}).code, 0);
  EXPECT_EQ(export_of("three.annals"), export_of("five.annals"));
}

TEST_F(CliTest, DocumentsComeAsJsonLines) {
  const std::string lines =
      R"({"id":"a","text":"Ana Prado founded Lumen Works in 2020.","language":"en"})"
      "\n\n"
      R"({"id":"a","text":"Ana Prado left Lumen Works in 2021.","language":"en","published":"2021-02"})"
      "\nnot json\n"
      R"({"text":"Ana Prado met Theo Marsh."})";
  const Ran read = run({"read", "--from", "jsonl", "-"}, lines);
  EXPECT_EQ(read.code, 1) << "one line could not be read";
  EXPECT_THAT(read.err, HasSubstr("line 4: not JSON"));
  EXPECT_THAT(read.out, HasSubstr(R"("id":"line:5")"));
  const Ran built = run({"build", "x.annals", "-"}, lines);
  EXPECT_EQ(built.code, 1);
  const std::string exported = export_of("x.annals");
  EXPECT_THAT(exported, HasSubstr(R"("id":"a")"));
  EXPECT_THAT(exported, HasSubstr("\"id\":\"a (2)\""));
  const Ran again = run({"build", "x.annals", "-"}, lines);
  EXPECT_THAT(again.err, HasSubstr("nothing changed"));
  EXPECT_EQ(run({"verify", "x.annals"}).code, 0);
}

TEST_F(CliTest, ReadPrintsTextAndBlocks) {
  folder_.write("page.html",
                "<html><head><title>Harbour</title></head><body><nav>Menu</nav><article><h1>Harbour</h1><p>Ana Prado "
                "left.</p></article></body></html>");
  EXPECT_THAT(run({"read", "--text", "page.html"}).out, HasSubstr("Ana Prado left."));
  const Ran body = run({"read", "--text", "--blocks", "body", "page.html"});
  EXPECT_THAT(body.out, HasSubstr("Ana Prado left."));
  EXPECT_THAT(body.out, Not(HasSubstr("Menu")));
  EXPECT_EQ(run({"read", "--blocks", "body", "page.html"}).code, 2);
}

TEST_F(CliTest, TheReportNeedsNoNetwork) {
  folder_.write("in/evil.txt", "Ana Prado founded <script>alert(1)</script> Lumen Works in 2020.\n");
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  ASSERT_EQ(run({"report", "x.annals", "-o", "report.html", "--language", "ar"}).code, 0);
  const std::string page = TemporaryFolder::read(folder_.path("report.html"));
  EXPECT_THAT(page, HasSubstr("dir=\"rtl\""));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  const std::string head = page.substr(0, page.find("<style>"));
  EXPECT_THAT(head, Not(HasSubstr("src="))) << "something would be fetched";
  EXPECT_THAT(head, Not(HasSubstr("href=")));
}

TEST_F(CliTest, CsvCellsAreNoFormulas) {
  folder_.write("in/=cmd.txt", kLetter);
  ASSERT_EQ(run({"build", "x.annals", "in/=cmd.txt"}).code, 0);
  const std::string table = run({"export", "x.annals", "--format", "csv"}).out;
  EXPECT_THAT(table, StartsWith("id,date,"));
  EXPECT_THAT(table, HasSubstr("'=cmd.txt"));
  EXPECT_EQ(table.find(",=cmd"), std::string::npos);
}

TEST_F(CliTest, EveryCommandHasHelpWithAnExample) {
  const std::string all = run({"--help"}).out;
  EXPECT_THAT(all, HasSubstr("Exit codes:"));
  for (const char* command : {"build", "show", "read", "export", "report", "verify", "sources", "people", "languages",
                              "remove", "entity", "event", "note", "tick", "corrections", "undo", "redo", "serve"}) {
    EXPECT_THAT(all, HasSubstr(command));
    const Ran help = run({command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("Example:\n  annals ")) << command;
  }
  EXPECT_THAT(run({"--version"}).out, StartsWith("annals "));
}

TEST_F(CliTest, PeopleDecideAndUndo) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran renamed = run({"entity", "rename", "x.annals", "Theo Marsh", "Theodore Marsh", "--note", "full name"});
  EXPECT_EQ(renamed.code, 0) << renamed.err;
  EXPECT_THAT(run({"people", "x.annals"}).out, HasSubstr("Theodore Marsh"));
  EXPECT_THAT(run({"corrections", "x.annals"}).out, HasSubstr("rename-entity"));
  EXPECT_EQ(run({"undo", "x.annals", "1"}).code, 0);
  EXPECT_THAT(run({"people", "x.annals"}).out, Not(HasSubstr("Theodore Marsh")));
  EXPECT_THAT(run({"corrections", "x.annals"}).out, HasSubstr("[undone]"));
  EXPECT_EQ(run({"undo", "x.annals", "99"}).code, 2);
  EXPECT_EQ(run({"entity", "merge", "x.annals", "Nobody Atall", "Theo Marsh"}).code, 2);
}

TEST_F(CliTest, ANameThatFitsSeveralIsAskedBack) {
  folder_.write("in/a.txt",
                "On 3 May 2020 Bruno Salgado founded Lumen Works. Bruno Salgado sued Theo Marsh in 2021.\n");
  folder_.write("in/b.txt", "On 4 June 2020 Carla Salgado left Lumen Works. Carla Salgado sued Theo Marsh in 2022.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran asked = run({"entity", "rename", "x.annals", "Salgado", "B. Salgado"});
  EXPECT_EQ(asked.code, 2);
  EXPECT_THAT(asked.err, HasSubstr("“Salgado” may be 2 different names of this case:"));
  EXPECT_THAT(asked.err, AllOf(HasSubstr("  Bruno Salgado, person"), HasSubstr("  Carla Salgado, person")));
  EXPECT_THAT(asked.err, HasSubstr("say which"));
  EXPECT_THAT(run({"corrections", "x.annals"}).out, Not(HasSubstr("rename"))) << "nothing is kept";
  const size_t at = asked.err.find("person-");
  ASSERT_NE(at, std::string::npos);
  const std::string id = asked.err.substr(at, asked.err.find(' ', at) - at);
  const std::string meant = asked.err.compare(asked.err.find("  ", at) + 2, 5, "Bruno") == 0 ? "Bruno" : "Carla";
  EXPECT_EQ(run({"entity", "rename", "x.annals", id, "The one meant"}).code, 0);
  const std::string people = run({"people", "x.annals", "--who", meant}).out;
  EXPECT_THAT(people, StartsWith("The one meant  person"));
  EXPECT_EQ(run({"entity", "rename", "x.annals", "Theo", "Theodore Marsh"}).code, 0) << "words of one name only";
}

TEST_F(CliTest, TheCastIsListed) {
  folder_.write(
      "in/a.txt",
      "In May 2019 Lumen Works hired Ana Prado as chief engineer.\n\nOn 3 May 2020 Ana Prado sued Theo Marsh. On 9 "
      "July 2021 Lumen Works appointed Ana Prado as chief executive.\n");
  folder_.write("in/b.txt", "Em 4 de março de 2022, Ana Prado deixou a Lumen Works. Prado não quis comentar.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string cast = run({"people", "x.annals"}).out;
  const std::string ana = run({"people", "x.annals", "--who", "Ana Prado"}).out;
  EXPECT_THAT(cast, HasSubstr(ana));
  EXPECT_THAT(ana, StartsWith("Ana Prado  person  [person-"));
  EXPECT_THAT(ana, HasSubstr("Ana Prado (en 3, pt 1)")) << "spellings with languages and counts";
  EXPECT_THAT(ana, HasSubstr("Prado (pt 1)"));
  EXPECT_THAT(ana, HasSubstr("seen May 2019 to March 4, 2022"));
  const size_t hired = ana.find("    May 2019: "), appointed = ana.find("    July 9, 2021: "),
               left = ana.find("    March 4, 2022: ");
  EXPECT_TRUE(hired < appointed && appointed < left && left != std::string::npos) << "roles over time\n" << ana;
  EXPECT_THAT(ana, HasSubstr("with Lumen Works (3)")) << "closest partners first";
  EXPECT_THAT(run({"people", "x.annals", "--type", "organization"}).out, StartsWith("Lumen Works  organization"));
  EXPECT_EQ(run({"people", "x.annals", "--type", "ghost"}).code, 2);
}

TEST_F(CliTest, PeopleDecideOnEventsAndMoveTheirDecisions) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string listed = run({"show", "x.annals", "--ids", "--quiet"}).out;
  const std::string id = listed.substr(listed.find("  e") + 2, 17);
  const Ran dated = run({"event", "date", "x.annals", id, "1999-12-31", "--by", "tester", "--note", "seen"});
  EXPECT_EQ(dated.code, 0) << dated.err;
  EXPECT_THAT(run({"show", "x.annals"}).out, HasSubstr("1999-12-31")) << "no build is needed";
  EXPECT_EQ(run({"undo", "x.annals"}).code, 0);
  EXPECT_THAT(run({"show", "x.annals"}).out, Not(HasSubstr("1999-12-31")));
  EXPECT_EQ(run({"redo", "x.annals"}).code, 0);
  EXPECT_THAT(run({"show", "x.annals"}).out, HasSubstr("1999-12-31"));
  EXPECT_EQ(run({"redo", "x.annals"}).code, 2) << "nothing is left to bring back";
  EXPECT_EQ(run({"note", "x.annals", id, "seen in the register"}).code, 0);
  EXPECT_EQ(run({"tick", "x.annals", "g0000000000000000"}).code, 1) << "kept, but without effect";
  EXPECT_EQ(run({"event", "words", "x.annals", id, "12"}).code, 2);
  ASSERT_EQ(run({"corrections", "x.annals", "--jsonl", "-o", "decided.jsonl"}).code, 0);
  ASSERT_EQ(run({"build", "y.annals", "in"}).code, 0);
  EXPECT_EQ(run({"corrections", "y.annals", "--import", "decided.jsonl"}).code, 1);
  EXPECT_THAT(run({"show", "y.annals"}).out, HasSubstr("1999-12-31"));
  EXPECT_THAT(run({"corrections", "y.annals", "--import", "decided.jsonl"}).err, HasSubstr("0 corrections added"));
}

// --- bad input
// ---------------------------------------------------------------------------------------------------------

TEST_F(CliTest, WrongUseIsExplained) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"bild", "x.annals"}).code, 2);
  EXPECT_EQ(run({"build"}).code, 2);
  EXPECT_EQ(run({"export", "x.annals", "--format", "pdf"}).code, 2);
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  EXPECT_EQ(run({"show", "x.annals", "--from", "yesterday"}).code, 2);
}

TEST_F(CliTest, AMissingInputCostsItselfOnly) {
  two_letters();
  const Ran ran = run({"build", "x.annals", "in", "absent"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("absent: no such file or folder"));
  EXPECT_THAT(ran.err, HasSubstr("2 documents"));
  const Ran none = run({"build", "y.annals", "absent"});
  EXPECT_EQ(none.code, 3);
  EXPECT_FALSE(std::filesystem::exists(folder_.path("y.annals")));
}

// Root may read and write everything, so the program runs as nobody then.
void as_ordinary_user() {
  if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(125);
}

TEST_F(CliTest, AnUnreadableFileIsNamed) {
  two_letters();
  ::chmod(folder_.path().c_str(), 0777);
  ::chmod(folder_.path("in/letter.txt").c_str(), 0);
  const Ran ran = run_program(folder_, {"build", "x.annals", "in"}, {}, as_ordinary_user);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("letter.txt"));
}

TEST_F(CliTest, FolderLoopsEnd) {
  two_letters();
  std::filesystem::create_directory_symlink("..", folder_.path("in/up"));
  std::filesystem::create_directory_symlink(".", folder_.path("in/self"));
  std::filesystem::create_symlink("nowhere", folder_.path("in/dangling"));
  const Ran ran = run({"build", "x.annals", "in"});
  EXPECT_EQ(ran.code, 1) << "the link that leads nowhere is said";
  EXPECT_THAT(ran.err, HasSubstr("dangling"));
}

TEST_F(CliTest, OddFilesAreReadOrRefusedButNeverFatal) {
  folder_.write("in/empty.txt", "");
  folder_.write("in/noise.txt", std::string("\x7f"
                                            "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0",
                                            20) +
                                    std::string(4000, '\0'));
  folder_.write("in/invalid.txt", "Ana Prado \xff\xfe\xc3( founded Lumen Works in 2020.\n");
  folder_.write("in/utf16.txt", std::string("\xff\xfe"
                                            "A\0n\0a\0 \0l\0e\0f\0t\0.\0\n\0",
                                            22));
  std::string plain16;
  for (const char c : std::string_view("Ana Prado left Lumen Works in June 2021. Nobody knew why she did so.\n"))
    plain16 += std::string{c, '\0'};
  folder_.write("in/utf16-bare.txt", plain16);
  std::string nested;
  for (int i = 0; i < 10000; ++i) nested += "<div>";
  folder_.write("in/nested.html", "<html><body>" + nested + "Ana Prado left.");
  folder_.write("in/cut.mbox",
                "From a@example Mon Jan  6 10:00:00 2020\nFrom: Ana Prado <a@example>\nTo: b@example\nSubject: "
                "Hi\nDate: Mon, 6 Jan 2020 10:00:00 +0000\n"
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n--XX\nContent-Type: text/plain\n\nI "
                "wrote to y");
  folder_.write("in/letter.txt", kLetter);
  const Ran ran = run({"build", "x.annals", "in"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("in/empty.txt"));
  EXPECT_THAT(ran.err, HasSubstr("in/noise.txt"));
  const std::string sources = run({"sources", "x.annals"}).out;
  EXPECT_THAT(sources, HasSubstr("not read"));
  EXPECT_THAT(sources, HasSubstr("in/cut.mbox"));
  const std::string texts = run({"export", "x.annals", "--text"}).out;
  EXPECT_THAT(texts, HasSubstr("Ana left."));
  EXPECT_THAT(texts, HasSubstr("Nobody knew why"));
  EXPECT_THAT(texts, HasSubstr("I wrote to y"));
  EXPECT_EQ(run({"verify", "x.annals"}).code, 0);
}

TEST_F(CliTest, AVeryLongLineIsReadInOneGo) {
  std::string line;
  line.reserve(20U << 20);
  while (line.size() < (20U << 20))
    line += "Ana Prado paid Theo Marsh 5,000 euros on 3 May 2020 and said nothing about it; ";
  folder_.write("long.txt", line);
  const Ran ran = run({"read", "--text", "long.txt"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.size(), line.size() + 1);
}

TEST_F(CliTest, FilesThatAreNoCase) {
  two_letters();
  EXPECT_EQ(run({"show", "absent.annals"}).code, 4);
  folder_.write("zero.annals", "");
  const Ran zero = run({"show", "zero.annals"});
  EXPECT_EQ(zero.code, 4);
  EXPECT_THAT(zero.err, HasSubstr("is empty"));
  EXPECT_EQ(run({"build", "zero.annals", "in"}).code, 0) << "an empty file is filled";
  folder_.write("notes.annals",
                "My notes, which are not a case and must stay as they are, whatever is tried with them here.");
  const Ran notes = run({"build", "notes.annals", "in"});
  EXPECT_EQ(notes.code, 4);
  EXPECT_THAT(notes.err, HasSubstr("not an Annals case file"));
  EXPECT_THAT(TemporaryFolder::read(folder_.path("notes.annals")), StartsWith("My notes"));
  EXPECT_EQ(run({"show", "in"}).code, 4);
}

TEST_F(CliTest, ADamagedCaseIsSaid) {
  for (int i = 0; i < 40; ++i) folder_.write(fmt::format("in/{}.txt", i), fmt::format("{} {}", kLetter, i));
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  std::string bytes = TemporaryFolder::read(folder_.path("x.annals"));
  for (size_t at = 5000; at < bytes.size(); at += 1500) bytes.replace(at, 200, 200, '\x55');
  folder_.write("x.annals", bytes);
  EXPECT_EQ(run({"show", "x.annals"}).code, 4);
  folder_.write("x.annals", bytes.substr(0, 6000));
  EXPECT_EQ(run({"show", "x.annals"}).code, 4);
}

TEST_F(CliTest, AReadOnlyFolder) {
  two_letters();
  ::chmod(folder_.path().c_str(), 0777);
  std::filesystem::create_directory(folder_.path("locked"));
  ::chmod(folder_.path("locked").c_str(), 0555);
  const Ran fresh = run_program(folder_, {"build", "locked/x.annals", "in"}, {}, as_ordinary_user);
  EXPECT_EQ(fresh.code, 5);
  EXPECT_THAT(fresh.err, HasSubstr("locked/x.annals"));
  // A case in a read-only folder can be looked at, but not changed.
  ::chmod(folder_.path("locked").c_str(), 0755);
  ASSERT_EQ(run({"build", "locked/x.annals", "in/letter.txt"}).code, 0);
  ::chmod(folder_.path("locked").c_str(), 0555);
  EXPECT_EQ(run_program(folder_, {"show", "locked/x.annals"}, {}, as_ordinary_user).code, 0);
  const Ran update = run_program(folder_, {"build", "locked/x.annals", "in/carta.txt"}, {}, as_ordinary_user);
  EXPECT_EQ(update.code, 5);
  EXPECT_THAT(update.err, HasSubstr("read-only"));
}

TEST_F(CliTest, AFolderThatIsNotThere) {
  two_letters();
  EXPECT_EQ(run({"build", "absent/x.annals", "in"}).code, 5);
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  EXPECT_EQ(run({"report", "x.annals", "-o", "absent/report.html"}).code, 5);
  EXPECT_EQ(run({"export", "x.annals", "-o", "absent/x.jsonl"}).code, 5);
}

TEST_F(CliTest, AFullDiskLosesNothing) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string before = export_of("x.annals");
  for (int i = 0; i < 200; ++i) {
    std::string noise;
    std::mt19937 random(static_cast<unsigned>(i));
    for (int k = 0; k < 4000; ++k) noise += static_cast<char>('a' + random() % 26);
    folder_.write(fmt::format("more/{}.txt", i), std::string(kLetter) + noise);
  }
  // The limit on a file's size stands for a full disk: both are failed writes.
  const Ran full = run_program(folder_, {"build", "x.annals", "more"}, {}, [] {
    const rlimit limit{400000, 400000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  });
  EXPECT_EQ(full.code, 5) << full.err;
  EXPECT_THAT(full.err, HasSubstr("keeps its last state"));
  EXPECT_EQ(export_of("x.annals"), before);
  EXPECT_EQ(run({"build", "x.annals", "more"}).code, 0);
  EXPECT_EQ(run({"verify", "x.annals"}).code, 0);
}

TEST_F(CliTest, AFullSmallDisk) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to mount a small disk";
  std::filesystem::create_directory(folder_.path("disk"));
  if (::mount("tmpfs", folder_.path("disk").c_str(), "tmpfs", 0, "size=256k") != 0) GTEST_SKIP() << "cannot mount here";
  two_letters();
  for (int i = 0; i < 300; ++i)
    folder_.write(fmt::format("more/{}.txt", i),
                  fmt::format("{} {} {}", kLetter, i, std::string(2000, static_cast<char>('a' + i % 26))));
  const Ran full = run({"build", "disk/x.annals", "more"});
  const bool left = std::filesystem::exists(folder_.path("disk/x.annals"));
  ::umount(folder_.path("disk").c_str());
  EXPECT_EQ(full.code, 5) << full.err;
  EXPECT_THAT(full.err, HasSubstr("disk is full"));
  EXPECT_FALSE(left) << "a case that could not be built at all leaves no file";
}

TEST_F(CliTest, WhatWasReadBeforeTheDiskWasFullIsNotReadAgain) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root to mount a small disk";
  std::filesystem::create_directory(folder_.path("disk"));
  if (::mount("tmpfs", folder_.path("disk").c_str(), "tmpfs", 0, "size=256k") != 0) GTEST_SKIP() << "cannot mount here";
  for (int i = 0; i < 300; ++i) folder_.write(fmt::format("more/{}.txt", i), fmt::format("{} {}", kLetter, i));
  const Ran full = run({"build", "disk/x.annals", "more"});
  const bool grown = ::mount("tmpfs", folder_.path("disk").c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0;
  const Ran again = run({"build", "disk/x.annals", "more"});
  const Ran verified = run({"verify", "disk/x.annals"});
  ::umount(folder_.path("disk").c_str());
  EXPECT_EQ(full.code, 5) << full.err;
  ASSERT_TRUE(grown);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("taken over from a build that did not end"));
  EXPECT_EQ(verified.code, 0);
}

TEST_F(CliTest, KilledAtAnyMomentTheCaseKeepsItsLastState) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string before = export_of("x.annals");
  for (int i = 0; i < 300; ++i) folder_.write(fmt::format("more/{}.txt", i), fmt::format("{} {}", kLetter, i));
  for (int delay = 2; delay < 200; delay = delay * 3 / 2) {
    const pid_t child = start_program(folder_, {"build", "x.annals", "more"});
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    ::kill(child, SIGKILL);
    const bool finished = wait_for_program(folder_, child).code == 0;
    ASSERT_EQ(run({"verify", "x.annals"}).code, 0) << delay;
    if (finished) break;
    ASSERT_EQ(export_of("x.annals"), before) << delay;
  }
  // Also a first build: what is left of it can be built upon.
  const pid_t child = start_program(folder_, {"build", "y.annals", "more"});
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  ::kill(child, SIGKILL);
  wait_for_program(folder_, child);
  EXPECT_EQ(run({"build", "y.annals", "more"}).code, 0);
}

TEST_F(CliTest, CtrlCLeavesTheLastState) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string before = TemporaryFolder::read(folder_.path("x.annals"));
  for (int i = 0; i < 3000; ++i) folder_.write(fmt::format("more/{}.txt", i), fmt::format("{} {}", kLetter, i));
  const pid_t child = start_program(folder_, {"build", "x.annals", "more"});
  // Once the program listens for the signal (second bit of the mask that the kernel shows), however slow the machine
  // is.
  for (int i = 0; i < 1000; ++i) {
    std::ifstream status(fmt::format("/proc/{}/status", child));
    std::string line;
    while (std::getline(status, line) && !line.starts_with("SigCgt:")) {
    }
    if (line.size() > 8 && (std::stoull(line.substr(8), nullptr, 16) & 2) != 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(child, SIGINT);
  const Ran stopped = wait_for_program(folder_, child);
  if (stopped.code == 0) GTEST_SKIP() << "the build was faster than the signal";
  EXPECT_EQ(stopped.code, 130);
  EXPECT_THAT(stopped.err, HasSubstr("keeps its last state"));
  EXPECT_EQ(TemporaryFolder::read(folder_.path("x.annals")), before);
}

TEST_F(CliTest, StandardOutputThatIsFullIsSaid) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran full = run_program(folder_, {"export", "x.annals"}, {}, [] { ::dup2(::open("/dev/full", O_WRONLY), 1); });
  EXPECT_EQ(full.code, 5);
  EXPECT_THAT(full.err, HasSubstr("cannot be written"));
}

// --- what was received, and what was read of it ----------------------------------------------------------------------

TEST_F(CliTest, TheChainOfCustodySaysWhatCameAndWent) {
  two_letters();
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  folder_.write("in/letter.txt", std::string(kLetter) + "Theo Marsh resigned in June 2020.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  ASSERT_EQ(run({"remove", "x.annals", "in/carta.txt"}).code, 0);
  const std::string custody = run({"sources", "x.annals", "--custody"}).out;
  EXPECT_THAT(custody, HasSubstr("added  in/letter.txt"));
  EXPECT_THAT(custody, HasSubstr("added  in/carta.txt"));
  EXPECT_THAT(custody, HasSubstr("changed  in/letter.txt"));
  EXPECT_THAT(custody, HasSubstr("removed  in/carta.txt"));
  EXPECT_THAT(custody, HasSubstr("with annals "));
}

TEST_F(CliTest, TheManifestIsOneThatSha256sumChecks) {
  two_letters();
  folder_.write("in/odd\\name.txt", "Ana Prado resigned on 3 June 2020.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string manifest = run({"sources", "x.annals", "--manifest"}).out;
  folder_.write("SHA256SUMS", manifest);
  const std::string check = fmt::format("sha256sum --strict --quiet -c '{}'", folder_.path("SHA256SUMS"));
  EXPECT_EQ(std::system(check.c_str()), 0) << manifest;  // NOLINT(concurrency-mt-unsafe)
}

TEST_F(CliTest, EverySourceHasAReceiptAndUnreadOnesAreInTheExitCode) {
  two_letters();
  folder_.write("in/copy.txt", kLetter);
  folder_.write("in/blob.bin", std::string("ab\0\0\1\2cd\0e\0", 11));
  EXPECT_EQ(run({"build", "x.annals", "in"}).code, 1) << "built, but a source could not be read";
  EXPECT_EQ(run({"build", "x.annals", "in"}).code, 1) << "and so it is when nothing changed";
  const std::string sources = run({"sources", "x.annals"}).out;
  EXPECT_THAT(sources, HasSubstr("in/blob.bin  11 B  not read: binary"));
  EXPECT_THAT(sources, HasSubstr("in/copy.txt  113 B  text/plain")) << sources;
  EXPECT_THAT(sources, HasSubstr("    also at in/letter.txt\n"));
  EXPECT_THAT(sources, HasSubstr("boilerplate 0.0 %"));
  EXPECT_THAT(sources, HasSubstr("3 sources, 2 documents; 1 not read (11 B)"));
}

// --- tricks with letters --------------------------------------------------------------------------------------------

TEST_F(CliTest, MarksThatTurnTextAreShownAndNotObeyed) {
  folder_.write("in/letter.txt", "On 3 May 2020 Ana Prado founded \u202ELumen Works with 2 million dollars.\n");
  folder_.write("in/invoice\u202Efdp.txt", "Theo Marsh sued Ana Prado in July 2021.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const std::string sources = run({"sources", "x.annals"}).out;
  EXPECT_THAT(sources, HasSubstr("in/invoice‹U+202E›fdp.txt"));
  EXPECT_THAT(sources, HasSubstr("remark: holds 1 marks that turn the direction of text; they are shown, not obeyed"));
  for (const std::vector<std::string>& command : {std::vector<std::string>{"show", "x.annals", "--evidence"},
                                                  {"sources", "x.annals"},
                                                  {"people", "x.annals"},
                                                  {"search", "x.annals", "2020"},
                                                  {"export", "x.annals"},
                                                  {"export", "x.annals", "--format", "csv"},
                                                  {"export", "x.annals", "--format", "markdown"},
                                                  {"report", "x.annals", "-o", "-"}}) {
    EXPECT_THAT(run(command).out, Not(HasSubstr("\u202E"))) << command[0];
  }
  EXPECT_THAT(run({"export", "x.annals", "--text"}).out, HasSubstr("founded \\u202eLumen Works")) << "the same text";
}

TEST_F(CliTest, NamesThatLookLikeOthersAreFlagged) {
  folder_.write("in/a.txt", "On 3 May 2020 Ana Prado founded Lumen Works. Ana Prado sued Theo Marsh in July 2021.\n");
  folder_.write("in/b.txt", "On 4 June 2020 \u0410na Prado sold Lum\u0435n Works to Theo Marsh.\n");
  const Ran built = run({"build", "x.annals", "in"});
  ASSERT_EQ(built.code, 0);
  EXPECT_THAT(built.err, HasSubstr("look like others or mix alphabets"));
  const std::string people = run({"people", "x.annals"}).out;
  EXPECT_THAT(people, HasSubstr("! “Lum\u0435n Works” mixes Cyrillic and Latin letters and looks like “Lumen Works”"));
  const std::string exported = run({"export", "x.annals"}).out;
  EXPECT_THAT(exported,
              HasSubstr("\"look_alikes\":[{\"name\":\"Lum\u0435n Works\",\"alphabets\":[\"Cyrillic\",\"Latin\"]"));
  EXPECT_THAT(exported, HasSubstr("\"looks_like\":\"Lumen Works\",\"document\":\"in/b.txt\""));
  EXPECT_THAT(run({"sources", "x.annals"}).out, HasSubstr("remark: words mix letters of several alphabets: “"));
}

}  // namespace
}  // namespace annals::testing
