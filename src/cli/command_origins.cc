#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "casefile/corrections.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "record/lineage.h"

namespace annals {
namespace {

class Printer {
 public:
  Printer(const CaseContents& contents, const HeadlineWriter& headlines, Output& output)
      : contents_(contents),
        headlines_(headlines),
        output_(output),
        descent_(find_descent(document_readings(contents.documents, contents.readings), contents.record)) {
    for (uint32_t d = 0; d < descent_.size(); ++d) {
      if (descent_[d].parent != kNone) children_[descent_[d].parent].push_back(d);
    }
  }

  // The trees of two documents or more; returns how many.
  size_t trees() {
    for (const auto& [parent, children] : children_) {
      if (descent_[parent].parent != kNone) continue;
      ++trees_;
      // Depth first, with a list of its own: chains of copies may be long.
      std::vector<std::pair<uint32_t, size_t>> open{{parent, 0}};
      while (!open.empty()) {
        const auto [document, depth] = open.back();
        open.pop_back();
        line(document, depth);
        const auto found = children_.find(document);
        if (found == children_.end()) continue;
        for (auto child = found->second.rbegin(); child != found->second.rend(); ++child)
          open.emplace_back(*child, depth + 1);
      }
      output_.write("\n");
    }
    return trees_;
  }

  // How the stories changed.
  size_t drifts() {
    const std::vector<Drift> drifts = find_drift(descent_, contents_.record);
    for (const Drift& drift : drifts) {
      const Event& event = contents_.record.events[drift.event];
      output_.write(fmt::format("{} of “{}”  [{}]\n", drift.slot, headlines_.headline(event), event.id));
      for (size_t n = 0; n < drift.steps.size(); ++n) {
        std::vector<std::string> ids;
        for (const uint32_t document : drift.steps[n].documents) ids.push_back(contents_.documents[document].id);
        output_.write(fmt::format("  {}{}  ({})\n", n == 0 ? "" : "→ ", drift.steps[n].value, fmt::join(ids, ", ")));
      }
    }
    return drifts.size();
  }

 private:
  void line(uint32_t document, size_t depth) {
    constexpr size_t kDeepest = 40;  // columns of indentation
    const Document& d = contents_.documents[document];
    const Descent& from = descent_[document];
    std::string out(std::min(2 * depth, kDeepest), ' ');
    out += d.id;
    if (!d.published.empty()) out += "  " + d.published;
    if (from.parent != kNone) {
      out += fmt::format("  {} ({:.0f} %{})", to_string(from.type), 100 * from.similarity,
                         from.why.empty() ? ", direction unknown" : "; " + from.why);
    }
    output_.write(out + '\n');
  }

  const CaseContents& contents_;
  const HeadlineWriter& headlines_;
  Output& output_;
  std::vector<Descent> descent_;
  std::map<uint32_t, std::vector<uint32_t>> children_;  // in order
  size_t trees_ = 0;
};

}  // namespace

Result<int> run(const OriginsCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseContents& contents = opened->contents;
  const HeadlineWriter headlines(*opened->languages, command.language, contents);
  Output output({});
  Printer printer(contents, headlines, output);
  const size_t trees = printer.trees();
  const size_t drifts = printer.drifts();
  ANNALS_TRY(output.finish());
  if (!common.quiet) {
    const std::set<uint32_t> origins(contents.record.origin_of.begin(), contents.record.origin_of.end());
    print_note(
        fmt::format("{} documents, {} independent origins; {} with copies or retellings; {} values changed on "
                    "the way",
                    contents.documents.size(), origins.size(), trees, drifts));
  }
  return kDone;
}

}  // namespace annals
