#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace annals {
namespace {

constexpr const char* kFooter = R"(
Exit codes:
  0    done
  1    done, but something needs attention: an input could not be read, a check failed
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
    read();
    export_();
    serve();
  }

  CommandLine parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
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
    sub->add_option(
           "INPUT", build_.inputs,
           "Files and folders; `-` for JSON Lines on standard input. None: only apply corrections and new versions")
        ->type_name("...");
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
  }

  void export_() {
    CLI::App* sub = add("export", "Write the record for other programs or for paper",
                        "annals export affair.annals --format markdown -o affair.md", export__);
    case_of(sub, export__.case_path);
    sub->add_option("--format", export__.format,
                    "jsonl (everything), csv (events), markdown (the chronology with footnotes)")
        ->check(CLI::IsMember({"jsonl", "csv", "markdown"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    sub->add_option("-o,--output", export__.output, "File to write; standard output without it")->type_name("FILE");
    language_of(sub, export__.language);
  }

  void serve() {
    CLI::App* sub = add("serve", "Open the record in the browser", "annals serve affair.annals", serve_);
    case_of(sub, serve_.case_path);
    sub->add_option("--port", serve_.port, "Port to listen on; 0 for any free one")
        ->capture_default_str()
        ->check(CLI::Range(0, 65535))
        ->type_name("N");
    sub->add_option("--address", serve_.address, "Address to listen on; others than this machine's own need care")
        ->capture_default_str()
        ->type_name("IP");
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
  ExportCommand export__;
  ServeCommand serve_;
};

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace annals
