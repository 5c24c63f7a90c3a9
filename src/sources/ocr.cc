#include "sources/ocr.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sources/blocks.h"
#include "sources/child.h"

namespace annals {
namespace {

constexpr const char* kNotInstalled =
    "a picture; its text can be recognised when tesseract is installed (packages tesseract-ocr and "
    "tesseract-ocr-LANGUAGE)";

// Tesseract's models by the script that they read; all others read Latin letters.
struct ScriptModels {
  std::string_view script;  ///< as tesseract names it
  std::vector<std::string_view> models;
};
const std::vector<ScriptModels>& script_models() {
  static const std::vector<ScriptModels> kModels = {
      {"Arabic", {"ara", "fas", "urd", "pus", "uig", "snd", "kur_ara"}},
      {"Han", {"chi_sim", "chi_tra", "chi_sim_vert", "chi_tra_vert"}},
      {"Japanese", {"jpn", "jpn_vert"}},
      {"Korean", {"kor", "kor_vert"}},
      {"Hangul", {"kor"}},
      {"Cyrillic", {"rus", "ukr", "bel", "bul", "srp", "mkd", "kaz", "mon", "kir", "tgk", "uzb_cyrl", "aze_cyrl"}},
      {"Greek", {"ell", "grc"}},
      {"Hebrew", {"heb", "yid"}},
      {"Devanagari", {"hin", "mar", "nep", "san"}},
      {"Thai", {"tha"}},
  };
  return kModels;
}

// What is installed does not change while the program runs.
const std::vector<std::string>& installed_models() {
  static const std::vector<std::string> kInstalled = [] {
    std::vector<std::string> models;
    const std::string listed = run_child({"tesseract", "--list-langs"}, {}, {}).bytes;
    std::string_view rest = listed;
    bool first = true;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view name = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!first && !name.empty() && name != "osd" && name.find('/') == std::string_view::npos)
        models.emplace_back(name);
      first = false;
    }
    std::sort(models.begin(), models.end());
    return models;
  }();
  return kInstalled;
}

std::string script_of(std::string_view picture) {
  const std::string told = run_child({"tesseract", "stdin", "stdout", "--psm", "0"}, picture, {}).bytes;
  constexpr std::string_view kName = "\nScript: ";
  const size_t at = told.find(kName);
  if (at == std::string::npos) return {};
  return told.substr(at + kName.size(), told.find('\n', at + kName.size()) - at - kName.size());
}

// `ara`, `eng+por`: the installed models of the script; all of them when the script is not known.
std::string models_for(const std::string& script) {
  const auto& groups = script_models();
  const auto group_of = [&](const std::string& model) -> std::string_view {
    for (const ScriptModels& group : groups) {
      if (std::find(group.models.begin(), group.models.end(), model) != group.models.end()) return group.script;
    }
    return "Latin";
  };
  std::string all, fitting;
  for (const std::string& model : installed_models()) {
    if (model.ends_with("_vert")) continue;
    all += (all.empty() ? "" : "+") + model;
    if (group_of(model) == script) fitting += (fitting.empty() ? "" : "+") + model;
  }
  return fitting.empty() ? all : fitting;
}

}  // namespace

Recognised recognise(std::string_view picture, float scale) {
  Recognised out;
  if (installed_models().empty()) {
    out.failure = kNotInstalled;
    return out;
  }
  const ChildOutput table =
      run_child({"tesseract", "stdin", "stdout", "-l", models_for(script_of(picture)), "tsv"}, picture, {});
  if (!table.failure.empty()) {
    out.failure = fmt::format("a picture that cannot be recognised: tesseract {}", table.failure);
    return out;
  }
  std::vector<LayoutPage> pages = parse_layout(table.bytes, WordOrder::kLogical, scale);
  if (pages.empty() || pages.front().lines.empty()) {
    out.failure = "a picture without text";
    return out;
  }
  out.page = std::move(pages.front());
  for (const LayoutLine& line : out.page.lines)
    out.confidence += line.confidence / static_cast<float>(out.page.lines.size());
  return out;
}

}  // namespace annals
