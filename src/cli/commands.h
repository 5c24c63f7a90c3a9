// The commands: what the command line asks for, and what carries it out. command_line.cc makes these from the
// arguments; each command is one file.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "present/selection.h"

namespace annals {

/// What holds for all commands.
struct CommonOptions {
  std::string packs;  ///< folder with languages/ and ontology/ instead of those inside the program
  bool quiet = false;
  unsigned jobs = 0;
};

struct BuildCommand {
  std::string case_path;
  std::vector<std::string> inputs;
};

struct ReadCommand {
  std::vector<std::string> inputs;
  std::string from = "files";  ///< or `jsonl`
  bool text = false;
  std::string blocks;  ///< with `text`: only blocks of this role; empty: the whole text
  bool explain = false;
  bool numbers = false;
};

struct ExportCommand {
  std::string case_path;
  std::string format = "jsonl";
  std::string output;  ///< empty: standard output
  std::string language = "en";
  bool text = false;  ///< jsonl: documents with their text
};

struct ShowCommand {
  std::string case_path;
  EventFilter filter;
  std::string language = "en";
  bool evidence = false, brief = false;
  bool ids = false;
};

struct ReportCommand {
  std::string case_path;
  std::string output;
  std::string language = "en";
  std::string title;  ///< empty: the case's file name
};

struct VerifyCommand {
  std::string case_path;
};

struct SourcesCommand {
  std::string case_path;
  bool custody = false;   ///< the chain of custody instead of the list
  bool manifest = false;  ///< hashes as `sha256sum -c` takes them
};

struct PeopleCommand {
  std::string case_path;
  std::string who, type;
  std::string language = "en";
  bool reasons = false;
};

/// What held on a day: posts, ownership, suits, offers.
struct StateCommand {
  std::string case_path;
  std::string on;  ///< a day, month or year: its last day
  std::vector<std::string> who, kinds;
  std::string language = "en";
};

/// What changed since a build.
struct DiffCommand {
  std::string case_path;
  std::optional<uint64_t> since;  ///< absent: the build before the last
  std::string language = "en";
};

/// What the documents show to be missing.
/// E-mail by conversation.
struct ThreadsCommand {
  std::string case_path;
  bool twice = false;  ///< only messages seen twice
};

struct GapsCommand {
  std::string case_path;
  std::string language = "en";
};

/// What was made from what, and how the story changed on the way.
struct OriginsCommand {
  std::string case_path;
  std::string language = "en";
};

/// Words or a Bates number in the documents.
struct SearchCommand {
  std::string case_path;
  std::vector<std::string> words;  ///< joined by spaces
  bool exact = false;
  size_t limit = 50;
};

/// The cited documents as a folder for others.
struct ProduceCommand {
  std::string case_path;
  std::string folder;
  EventFilter filter;
  std::string prefix = "ANNALS";  ///< of numbers given to pages that have none
  std::string language = "en";
};

struct LanguagesCommand {};

struct RemoveCommand {
  std::string case_path;
  std::vector<std::string> sources;
};

struct EntityCommand {
  std::string case_path;
  std::string verb;  ///< merge, split, rename, type
  std::string entity;
  std::vector<std::string> arguments;
  std::string who, note;
};

struct EventCommand {
  std::string case_path;
  std::string verb;   ///< date, merge, split, reject, confirm, significance, add, words; note and tick beside them
  std::string event;  ///< an event's id, or what the verb is about: a claim, a document, a target of a note
  std::vector<std::string> arguments;
  std::string date;  ///< of an event that is added
  std::string who, note;
};

/// Narratives with events between a person's own words.
struct StoryCommand {
  std::string case_path;
  std::string verb;  ///< list, export, write
  std::string name;
  std::string file;  ///< to write to, or to read from
  std::string format = "markdown";
  std::string language = "en";
  std::string who, note;
};

struct UndoCommand {
  std::string case_path;
  uint64_t number = 0;  ///< 0: the last
  bool redo = false;    ///< bring back what was last taken back
  std::string who, note;
};

struct CorrectionsCommand {
  std::string case_path;
  std::string output;
  std::string import;  ///< a file of corrections to add
  bool json_lines = false;
};

struct ServeCommand {
  std::string case_path;
  std::string address = "127.0.0.1";
  int port = 0;
  std::string share;               ///< file of passwords; empty: for this machine's user only
  std::vector<std::string> hosts;  ///< names by which a shared case is reached
  std::string uploads;             ///< folder for files that people add; empty: nobody may
};

/// Who may open a shared case.
struct PasswordCommand {
  std::string file, name;
  std::string role = "viewer";
  bool remove = false;
};

using Command =
    std::variant<ServeCommand, BuildCommand, ReadCommand, ExportCommand, ShowCommand, ReportCommand, VerifyCommand,
                 SourcesCommand, PeopleCommand, LanguagesCommand, RemoveCommand, EntityCommand, EventCommand,
                 UndoCommand, CorrectionsCommand, StateCommand, DiffCommand, GapsCommand, ThreadsCommand,
                 OriginsCommand, SearchCommand, ProduceCommand, PasswordCommand, StoryCommand>;

/// Each returns the exit code, or the Error that ends the program with its kind's code.
Result<int> run(const ServeCommand& command, const CommonOptions& common);
Result<int> run(const BuildCommand& command, const CommonOptions& common);
Result<int> run(const ReadCommand& command, const CommonOptions& common);
Result<int> run(const ExportCommand& command, const CommonOptions& common);
Result<int> run(const ShowCommand& command, const CommonOptions& common);
Result<int> run(const ReportCommand& command, const CommonOptions& common);
Result<int> run(const VerifyCommand& command, const CommonOptions& common);
Result<int> run(const SourcesCommand& command, const CommonOptions& common);
Result<int> run(const PeopleCommand& command, const CommonOptions& common);
Result<int> run(const LanguagesCommand& command, const CommonOptions& common);
Result<int> run(const RemoveCommand& command, const CommonOptions& common);
Result<int> run(const EntityCommand& command, const CommonOptions& common);
Result<int> run(const EventCommand& command, const CommonOptions& common);
Result<int> run(const UndoCommand& command, const CommonOptions& common);
Result<int> run(const CorrectionsCommand& command, const CommonOptions& common);
Result<int> run(const StateCommand& command, const CommonOptions& common);
Result<int> run(const DiffCommand& command, const CommonOptions& common);
Result<int> run(const GapsCommand& command, const CommonOptions& common);
Result<int> run(const ThreadsCommand& command, const CommonOptions& common);
Result<int> run(const OriginsCommand& command, const CommonOptions& common);
Result<int> run(const SearchCommand& command, const CommonOptions& common);
Result<int> run(const ProduceCommand& command, const CommonOptions& common);
Result<int> run(const PasswordCommand& command, const CommonOptions& common);
Result<int> run(const StoryCommand& command, const CommonOptions& common);

// Exit codes; documented in `annals --help`.
constexpr int kDone = 0;
constexpr int kDoneWithProblems = 1;  ///< some inputs could not be read; something does not hold
constexpr int kInterrupted = 130;
int exit_code(ErrorKind kind);

}  // namespace annals
