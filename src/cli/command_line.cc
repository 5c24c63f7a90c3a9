#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>
#include <vector>

namespace annals {
namespace {

constexpr const char* kFooter = R"(
Exit codes:
  0    done
  1    done, but something needs attention: a source of the case could not be read (see
       `annals sources`), a check failed
  2    the command was given wrongly
  3    no input could be read
  4    the case file cannot be used
  5    the result cannot be written (full disk, read-only folder)
  70   a defect in the program
  130  interrupted; the case keeps its last state)";

std::string example(const char* line) { return std::string("Example:\n  ") + line; }

// Builds the command line; each option writes into the command that its subcommand makes.
class Parser {
 public:
  Parser()
      : app_("Annals turns documents about one affair, in any language, into its record: a cited chronology.",
             "annals") {
    app_.set_version_flag("--version", "annals " ANNALS_VERSION);
    app_.set_help_flag("-h,--help", "Print this help and end");
    app_.footer(kFooter);
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.add_option("--packs", line_.common.packs,
                    "Folder with languages/ and ontology/ to use instead of those inside the program")
        ->type_name("FOLDER");
    app_.add_option("-j,--jobs", line_.common.jobs, "Threads that read; 0 for as many as there are processors")
        ->type_name("N");
    app_.add_flag("-q,--quiet", line_.common.quiet, "Print errors only");
    build();
    show();
    read();
    export_case();
    report();
    verify();
    lists();
    remove();
    entity();
    event();
    story();
    corrections();
    state();
    diff();
    gaps();
    threads();
    origins();
    search();
    produce();
    serve();
    password();
  }

  CommandLine parse(int argc, const char* const* argv) {
    std::vector<const char*> words(argv, argv + argc);
    // `entity CASE merge …` is as good as `entity merge CASE …`.
    constexpr std::array<std::string_view, 4> kVerbs{"merge", "split", "rename", "type"};
    const auto is_verb = [&](const char* word) {
      return std::find(kVerbs.begin(), kVerbs.end(), word) != kVerbs.end();
    };
    if (words.size() > 3 && std::string_view(words[1]) == "entity" && !is_verb(words[2]) && is_verb(words[3]))
      std::swap(words[2], words[3]);
    try {
      app_.parse(argc, words.data());
    } catch (const CLI::ParseError& error) {
      // CLI11 prints help and version to standard output, messages to standard error.
      line_.exit_code = app_.exit(error) == 0 ? 0 : exit_code(ErrorKind::kUsage);
      line_.command.reset();
    }
    return std::move(line_);
  }

 private:
  // A subcommand whose options fill `command`.
  template <class T>
  CLI::App* add(const char* name, const char* about, const char* example_line, T& command) {
    CLI::App* sub = app_.add_subcommand(name, about);
    sub->footer(example(example_line));
    sub->callback([this, &command] { line_.command = command; });
    return sub;
  }
  static void case_of(CLI::App* sub, std::string& path) {
    sub->add_option("CASE", path, "The case file")->required()->type_name("");
  }

  void build() {
    CLI::App* sub = add("build", "Create a case, or update it: only what changed is read again",
                        "annals build affair.annals mail/ articles/", build_);
    case_of(sub, build_.case_path);
    sub->add_option("INPUT", build_.inputs,
                    "Files and folders; - for JSON Lines on standard input. Without any, corrections and new versions "
                    "are applied")
        ->type_name("...");
  }

  void show() {
    CLI::App* sub =
        add("show", "Print the chronology", "annals show affair.annals --from 2019 --who Silva --evidence", show_);
    case_of(sub, show_.case_path);
    selection_of(sub, show_.filter);
    auto* evidence = sub->add_flag("--evidence", show_.evidence, "Print each source's exact words, not those of one");
    sub->add_flag("--brief", show_.brief, "Print no source's words")->excludes(evidence);
    sub->add_flag("--ids", show_.ids, "Print the ids of events, and with --evidence of claims");
    language_of(sub, show_.language);
  }

  void read() {
    CLI::App* sub = add("read", "Print what each document says, as JSON Lines; no case file",
                        "annals read letter.eml > readings.jsonl", read_);
    sub->add_option("FILE", read_.inputs, "Files and folders; with --from jsonl also `-`")
        ->required()
        ->type_name("...");
    sub->add_option("--from", read_.from, "What the inputs are: files, or jsonl for one document a line")
        ->check(CLI::IsMember({"files", "jsonl"}))
        ->type_name("KIND");
    auto* text = sub->add_flag("--text", read_.text, "Print the extracted text instead");
    sub->add_option("--blocks", read_.blocks,
                    "With --text: only blocks of this role (title, body, quote, boilerplate …)")
        ->needs(text)
        ->type_name("ROLE");
    sub->add_flag("--explain", read_.explain, "Add the rule behind each finding, and pronouns");
    sub->add_flag("--numbers", read_.numbers, "Add the numbers with which nothing is counted");
  }

  void export_case() {
    CLI::App* sub = add("export", "Write the record for other programs or for paper",
                        "annals export affair.annals --format markdown -o affair.md", export_to_);
    case_of(sub, export_to_.case_path);
    sub->add_option("--format", export_to_.format,
                    "jsonl (everything), csv (events), markdown (the chronology with footnotes)")
        ->check(CLI::IsMember({"jsonl", "csv", "markdown"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    sub->add_option("-o,--output", export_to_.output, "File to write; standard output without it")->type_name("FILE");
    sub->add_flag("--text", export_to_.text, "With jsonl: add each document's text");
    language_of(sub, export_to_.language);
  }

  void report() {
    CLI::App* sub = add("report", "Write the record as one HTML page that needs no network",
                        "annals report affair.annals -o report.html", report_);
    case_of(sub, report_.case_path);
    sub->add_option("-o,--output", report_.output, "File to write; - for standard output")
        ->required()
        ->type_name("FILE");
    sub->add_option("--title", report_.title, "Title of the page; the case's name without it")->type_name("TEXT");
    language_of(sub, report_.language);
  }

  void verify() {
    CLI::App* sub = add("verify", "Check every line of the record against its source's hash and text",
                        "annals verify affair.annals", verify_);
    case_of(sub, verify_.case_path);
  }

  void lists() {
    CLI::App* sources = add("sources", "List what was read, what was not and why, and copies",
                            "annals sources affair.annals", sources_);
    case_of(sources, sources_.case_path);
    auto* custody = sources->add_flag("--custody", sources_.custody,
                                      "Print who added, changed or removed what, when, from where, with which version");
    sources->add_flag("--manifest", sources_.manifest, "Print hashes and files as `sha256sum -c` takes them")
        ->excludes(custody);
    CLI::App* people = add("people", "List who and what is named, with all spellings",
                           "annals people affair.annals --who Silva --reasons", people_);
    case_of(people, people_.case_path);
    people->add_option("--who", people_.who, "Only those with a name of these words, in any script")->type_name("NAME");
    people->add_option("--type", people_.type, "person, organization, product, place, work, event")->type_name("TYPE");
    people->add_flag("--reasons", people_.reasons, "Say why spellings were taken for one");
    language_of(people, people_.language);
    add("languages", "List the language packs and what each covers", "annals languages", languages_);
  }

  void remove() {
    CLI::App* sub =
        add("remove", "Take sources out of the case", "annals remove affair.annals articles/old.html", remove_);
    case_of(sub, remove_.case_path);
    sub->add_option("SOURCE", remove_.sources, "Paths as `annals sources` shows them")->required()->type_name("...");
  }

  void entity() {
    CLI::App* sub = app_.add_subcommand("entity", "Correct who is who; kept for ever, and undone by `annals undo`");
    sub->require_subcommand(1);
    sub->footer(example("annals entity merge affair.annals \"Marco Silva\" \"M. Silva\""));
    verb(sub, "merge", "Take several names for one", "OTHER", "Other names of it", 1000,
         "annals entity merge affair.annals \"Marco Silva\" \"M. Silva\"");
    verb(sub, "split", "Take names of an entity for another one", "NAME", "The names that are not its own", 1000,
         "annals entity split affair.annals \"Marco Silva\" \"Silva Junior\"");
    verb(sub, "rename", "Show an entity under another name", "NAME", "The name to show", 1,
         "annals entity rename affair.annals \"M. Silva\" \"Marco Silva\"");
    verb(sub, "type", "Say what an entity is", "TYPE", "person, organization, product, place, work, event", 1,
         "annals entity type affair.annals Atlas organization");
  }

  void event() {
    CLI::App* sub = app_.add_subcommand("event", "Correct what happened; kept for ever, and undone by `annals undo`");
    sub->require_subcommand(1);
    sub->footer(example("annals event date affair.annals e0123456789abcdef 2019-05-03"));
    const char* about_event = "Its id, as `annals show --ids` prints it";
    event_verb(sub, "date", "Say when it happened, whatever the sources say", about_event, "EDTF", "2019-05-03, 2019~",
               1, 1);
    event_verb(sub, "merge", "Take several events for one", about_event, "OTHER", "Other events that are it", 1, 1000);
    event_verb(sub, "split", "Take some of its claims for another event", about_event, "CLAIM", "Ids of claims", 1,
               1000);
    event_verb(sub, "reject", "It did not happen so: take it out of the record", about_event, "", "", 0, 0);
    event_verb(sub, "confirm", "Vouch for it", about_event, "", "", 0, 0);
    event_verb(sub, "significance", "Say how much it matters", about_event, "LEVEL", "key, supporting, background", 1,
               1);
    CLI::App* added =
        event_verb(sub, "add", "Say that a document's words tell an event", "The document's id", "WHAT",
                   "START-END (the words, in code points), the type, then ROLE=START-END or ROLE=WORDS", 2, 1000);
    added->add_option("--date", event_.date, "When it happened (EDTF)")->type_name("EDTF");
    event_verb(sub, "words", "Say which words a claim rests on", "The claim's id", "PLACE", "START-END in code points",
               1, 1);
    event_verb(sub, "name", "Say where a name stands", "The document's id", "PLACE", "START-END as read, START-END", 2,
               2);
    event_verb(sub, "quote", "Say where a quotation stands", "The document's id", "PLACE",
               "START-END as read, START-END", 2, 2);
    event_verb(sub, "time", "Say where a time stands, and what it means", "The document's id", "PLACE",
               "START-END as read, START-END, then its EDTF where that is wrong", 2, 3);
    event_verb(sub, "sum", "Say where a sum stands, and how much it is", "The document's id", "PLACE",
               "START-END as read, START-END, then the number where that is wrong", 2, 3);
    event_verb(&app_, "note", "Write a note beside an event, name, document, conflict or gap", "Its id, or `case`",
               "TEXT", "The note", 1, 1)
        ->footer(example("annals note affair.annals e0123456789abcdef \"seen in the register\""));
    event_verb(&app_, "tick", "Tick off a conflict, gap or source as dealt with", "Its id", "", "", 0, 0)
        ->footer(example("annals tick affair.annals g0123456789abcdef --note \"asked for; lost in 2014\""));
  }

  void story() {
    CLI::App* sub =
        app_.add_subcommand("story", "List, export and write narratives with events between your own words");
    sub->require_subcommand(1);
    sub->footer(example("annals story export affair.annals \"The bridge\" --format html -o bridge.html"));
    story_verb(sub, "list", "List the stories of the case");
    CLI::App* to = story_verb(sub, "export", "Write a story with footnotes to its sources");
    to->add_option("NAME", story_.name, "Its name")->required()->type_name("");
    to->add_option("--format", story_.format, "markdown, or html, which prints well")
        ->check(CLI::IsMember({"markdown", "html"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    to->add_option("-o,--output", story_.file, "File to write; standard output without it")->type_name("FILE");
    language_of(to, story_.language);
    CLI::App* write = story_verb(sub, "write", "Put a text into the case as a story; the one of that name is replaced");
    write->add_option("NAME", story_.name, "Its name")->required()->type_name("");
    write->add_option("FILE", story_.file, "The text: a line [[EVENT]] stands for an event, # begins a heading")
        ->required()
        ->type_name("");
    by_whom(write, story_.who, story_.note);
  }

  CLI::App* story_verb(CLI::App* parent, const char* name, const char* about) {
    CLI::App* sub = parent->add_subcommand(name, about);
    case_of(sub, story_.case_path);
    sub->callback([this, name] {
      story_.verb = name;
      line_.command = story_;
    });
    return sub;
  }

  CLI::App* event_verb(CLI::App* parent, const char* name, const char* about, const char* about_event,
                       const char* argument, const char* what, int least, int most) {
    CLI::App* sub = parent->add_subcommand(name, about);
    case_of(sub, event_.case_path);
    sub->add_option("ID", event_.event, about_event)->required()->type_name("");
    if (most > 0) {
      sub->add_option(argument, event_.arguments, what)
          ->required()
          ->expected(least, most)
          ->type_name(most > 1 ? "..." : "");
    }
    by_whom(sub, event_.who, event_.note);
    sub->callback([this, name] {
      event_.verb = name;
      line_.command = event_;
    });
    return sub;
  }

  void verb(CLI::App* parent, const char* name, const char* about, const char* argument, const char* what, int most,
            const char* example_line) {
    CLI::App* sub = parent->add_subcommand(name, about);
    sub->footer(example(example_line));
    case_of(sub, entity_.case_path);
    sub->add_option("ENTITY", entity_.entity, "One of its names, in any spelling, or its id")
        ->required()
        ->type_name("");
    sub->add_option(argument, entity_.arguments, what)->required()->expected(1, most)->type_name(most > 1 ? "..." : "");
    by_whom(sub, entity_.who, entity_.note);
    sub->callback([this, name] {
      entity_.verb = name;
      line_.command = entity_;
    });
  }

  void corrections() {
    CLI::App* list = add("corrections", "List what people decided, and what became of it",
                         "annals corrections affair.annals", corrections_);
    case_of(list, corrections_.case_path);
    list->add_flag("--jsonl", corrections_.json_lines, "Write them as JSON Lines, to keep or to import elsewhere");
    list->add_option("-o,--output", corrections_.output, "File to write; standard output without it")
        ->type_name("FILE");
    list->add_option("--import", corrections_.import, "Add the corrections of such a file that are not in the case yet")
        ->type_name("FILE");
    CLI::App* undo =
        add("undo", "Take a correction back; an undo can be undone too", "annals undo affair.annals 3", undo_);
    case_of(undo, undo_.case_path);
    undo->add_option("NUMBER", undo_.number, "As `annals corrections` shows it; the last without it")->type_name("");
    by_whom(undo, undo_.who, undo_.note);
    CLI::App* redo = add("redo", "Bring back what was last taken back", "annals redo affair.annals", redo_);
    redo_.redo = true;
    case_of(redo, redo_.case_path);
    by_whom(redo, redo_.who, redo_.note);
  }

  void state() {
    CLI::App* sub =
        add("state", "List what held on a day: who was in which post, who owned what, open suits and offers",
            "annals state affair.annals --on 2018-03-01 --who Silva", state_);
    case_of(sub, state_.case_path);
    sub->add_option("--on", state_.on, "The day; of a month or year, its last one")->required()->type_name("DATE");
    sub->add_option("--who", state_.who, "Only with this name in any spelling; several must all have part")
        ->allow_extra_args(false)
        ->type_name("NAME");
    sub->add_option("--kind", state_.kinds, "position, ownership, suit, offer")
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"position", "ownership", "suit", "offer"}))
        ->type_name("KIND");
    language_of(sub, state_.language);
  }

  void diff() {
    CLI::App* sub = add("diff", "List which events are new, changed or gone since an earlier build, and why",
                        "annals diff affair.annals 3", diff_);
    case_of(sub, diff_.case_path);
    sub->add_option("BUILD", diff_.since, "Number of the earlier build; the one before the last without it")
        ->type_name("");
    language_of(sub, diff_.language);
  }

  void gaps() {
    CLI::App* sub =
        add("gaps", "Say how complete the account is, and list what is missing", "annals gaps affair.annals", gaps_);
    case_of(sub, gaps_.case_path);
    language_of(sub, gaps_.language);
  }

  void threads() {
    CLI::App* sub = add("threads", "Show e-mail by conversation, with the messages that are missing or seen twice",
                        "annals threads affair.annals", threads_);
    case_of(sub, threads_.case_path);
    sub->add_flag("--twice", threads_.twice,
                  "Only messages with an id that another has, and what they are to each other");
  }

  void origins() {
    CLI::App* sub = add("origins", "Show what was copied, translated or retold from what, and what changed on the way",
                        "annals origins affair.annals", origins_);
    case_of(sub, origins_.case_path);
    language_of(sub, origins_.language);
  }

  static void by_whom(CLI::App* sub, std::string& who, std::string& note) {
    sub->add_option("--by", who, "Who decides; your user name without it")->type_name("NAME");
    sub->add_option("--note", note, "Why")->type_name("TEXT");
  }

  void serve() {
    CLI::App* sub = add("serve", "Open the record in the browser", "annals serve affair.annals", serve_);
    case_of(sub, serve_.case_path);
    sub->add_option("--port", serve_.port, "Port to listen on; 0 for any free one")
        ->capture_default_str()
        ->check(CLI::Range(0, 65535))
        ->type_name("N");
    auto* share = sub->add_option("--share", serve_.share,
                                  "Let those in this file log in, as `annals password` writes it: viewers and editors")
                      ->type_name("FILE");
    sub->add_option("--address", serve_.address, "Address to listen on; any but this machine's own needs --share")
        ->capture_default_str()
        ->type_name("IP");
    sub->add_option("--host", serve_.hosts, "A name by which others reach it, of this machine or of a proxy before it")
        ->needs(share)
        ->allow_extra_args(false)
        ->type_name("NAME");
    sub->add_option("--uploads", serve_.uploads, "Let editors add files in the page, kept in this folder")
        ->type_name("FOLDER");
  }

  void password() {
    CLI::App* sub = add("password", "Let somebody open a shared case; the password is asked for, or read from a pipe",
                        "annals password readers.txt ana --role editor", password_);
    sub->add_option("FILE", password_.file, "The file for `annals serve --share`")->required()->type_name("");
    sub->add_option("NAME", password_.name, "Who")->required()->type_name("");
    auto* role = sub->add_option("--role", password_.role, "viewer: reads; editor: decides too")
                     ->capture_default_str()
                     ->check(CLI::IsMember({"viewer", "editor"}))
                     ->type_name("ROLE");
    sub->add_flag("--remove", password_.remove, "Take the name out instead")->excludes(role);
  }

  void search() {
    CLI::App* sub = add("search", "Find words, names in any script or a Bates number in the documents",
                        "annals search affair.annals ABC0001234", search_);
    case_of(sub, search_.case_path);
    sub->add_option("WORDS", search_.words,
                    "Words that all stand there, a \"phrase\", a name, or a Bates number or range: prints its page")
        ->required()
        ->type_name("...");
    sub->add_flag("--exact", search_.exact, "Names in this spelling only");
    sub->add_option("--limit", search_.limit, "Places printed at most")->capture_default_str()->type_name("N");
  }

  void produce() {
    CLI::App* sub =
        add("produce", "Write the cited documents as a production: natives, texts, index, hashes, load files",
            "annals produce affair.annals out/ --who Silva --depth key", produce_);
    case_of(sub, produce_.case_path);
    sub->add_option("FOLDER", produce_.folder, "Folder to make; one that holds anything is left as it is")
        ->required()
        ->type_name("");
    sub->add_option("--prefix", produce_.prefix, "Letters before the numbers of pages that have none yet")
        ->capture_default_str()
        ->type_name("LETTERS");
    selection_of(sub, produce_.filter);
    language_of(sub, produce_.language);
  }

  // Which events are meant.
  static void selection_of(CLI::App* sub, EventFilter& filter) {
    sub->add_option("--from", filter.from, "Not before this day, month or year")->type_name("DATE");
    sub->add_option("--to", filter.to, "Not after it")->type_name("DATE");
    sub->add_option("--who", filter.who, "A name in any spelling and script; several must all take part")
        ->allow_extra_args(false)
        ->type_name("NAME");
    sub->add_option("--type", filter.types, "law.sue, or a whole family: law")
        ->allow_extra_args(false)
        ->type_name("TYPE");
    sub->add_option("--status", filter.statuses,
                    "asserted, planned, proposed, rejected, denied, hypothetical, uncertain")
        ->allow_extra_args(false)
        ->type_name("STATUS");
    sub->add_option("--source", filter.source, "Part of a document's path or title")->type_name("TEXT");
    sub->add_option("--words", filter.words, "Words that stand in a source's own words")->type_name("TEXT");
    sub->add_option("--depth", filter.significance, "key: key events only; supporting: those too; background: all")
        ->check(CLI::IsMember({"key", "supporting", "background"}))
        ->type_name("DEPTH");
    sub->add_flag("--conflicts", filter.conflicts, "Only events that sources tell differently");
  }

  static void language_of(CLI::App* sub, std::string& language) {
    sub->add_option("--language", language, "Language of headlines: en, ar, zh, pt")
        ->capture_default_str()
        ->type_name("CODE");
  }

  CLI::App app_;
  CommandLine line_;
  BuildCommand build_;
  ReadCommand read_;
  ExportCommand export_to_;
  ShowCommand show_;
  ReportCommand report_;
  VerifyCommand verify_;
  SourcesCommand sources_;
  PeopleCommand people_;
  LanguagesCommand languages_;
  RemoveCommand remove_;
  EntityCommand entity_;
  EventCommand event_;
  StoryCommand story_;
  UndoCommand undo_;
  UndoCommand redo_;
  CorrectionsCommand corrections_;
  StateCommand state_;
  DiffCommand diff_;
  GapsCommand gaps_;
  ThreadsCommand threads_;
  OriginsCommand origins_;
  SearchCommand search_;
  ProduceCommand produce_;
  ServeCommand serve_;
  PasswordCommand password_;
};

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace annals
