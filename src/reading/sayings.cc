#include "reading/sayings.h"

#include <algorithm>
#include <map>
#include <set>

#include "reading/frames.h"
#include "reading/inflection.h"

namespace annals {
namespace {

class Compiler {
 public:
  Compiler(const Pack& pack, Language& language) : pack_(pack), language_(language), inflection_(pack) {}

  std::shared_ptr<const SayingWords> compile() {
    const Table& table = pack_.table("sayings");
    for (const Table::Row& row : table.rows()) {
      const std::string_view kind = table.get(row, "kind"), forms = table.get(row, "forms");
      if (kind == "question" || kind == "subject") {
        for (const std::string_view form : split_cell(forms, '|')) mark(form, kind == "subject" ? kActs : kAsks);
        continue;
      }
      if (kind == "adverb") {
        for (const std::string_view ending : split_cell(forms, '|')) out_->adverb_endings.emplace_back(ending);
        continue;
      }
      if (kind == "finite") {
        const uint16_t tags = table.get(row, "content") == "past" ? kFormPast : kFormPast | kFormPresent;
        for (const std::string_view form : split_cell(forms, '|')) {
          for (const InflectedForm& inflected : inflection_.forms(form, "verb")) {
            if ((inflected.tags & tags) != 0) mark(inflected.surface, kFinite);
          }
        }
        continue;
      }
      if (kind == "helper") {
        for (const std::string_view form : split_cell(forms, '|')) {
          for (const InflectedForm& inflected : inflection_.forms(form, "verb")) mark(inflected.surface, kHelps);
        }
        continue;
      }
      Saying saying;
      saying.kind = kind == "noun"      ? SayingKind::kNoun
                    : kind == "state"   ? SayingKind::kState
                    : kind == "seeming" ? SayingKind::kSeeming
                    : kind == "hedge"   ? SayingKind::kHedge
                                        : SayingKind::kVerb;
      read_content(table.get(row, "content"), saying);
      const std::string_view given = table.get(row, "class");
      const bool inflected = (saying.kind != SayingKind::kState && saying.kind != SayingKind::kHedge) || !given.empty();
      const std::string_view paradigm = !given.empty() ? given : saying.kind == SayingKind::kNoun ? "noun" : "verb";
      for (const std::string_view form : split_cell(forms, '|'))
        add(form, inflected ? paradigm : std::string_view{}, saying);
      out_->sayings.push_back(std::move(saying));
    }
    if (table.rows().empty()) read_frames();
    mark_nouns();
    return out_;
  }

 private:
  // A pack that has no table of its own: the words of its frames that say, mean or offer something.
  void read_frames() {
    const Table& table = pack_.table("frames");
    for (const Table::Row& row : table.rows()) {
      const std::string_view kind = table.get(row, "kind"), content = table.get(row, "content");
      const bool says = content.starts_with("say"), means = content == "planned" || content == "uncertain";
      const auto& types = language_.claims->types;
      const auto type = std::find_if(types.begin(), types.end(),
                                     [&](const EventType& one) { return one.name == table.get(row, "type"); });
      const bool tells = type != types.end() && type->is(kSide | kBargain | kPact);
      if (kind == "none" || kind == "passive" || !(says || means || tells)) continue;
      Saying saying;
      saying.kind = kind == "noun" ? SayingKind::kNoun : SayingKind::kVerb;
      saying.content = says || means ? kTakesClause | kTakesObject : kTakesThat | kTakesObject | kTakesTo;
      if (kind == "noun") saying.content = kTakesThat;
      const std::string_view given = table.get(row, "class");
      for (const std::string_view form : split_cell(table.get(row, "forms"), '|'))
        add(form, kind == "phrase" ? given : given.empty() ? kind : given, saying);
      out_->sayings.push_back(saying);
    }
  }

  void read_content(std::string_view cell, Saying& saying) {
    static const std::map<std::string_view, ContentFlag> kFlags{
        {"clause", kTakesClause},      {"that", kTakesThat}, {"object", kTakesObject},    {"to", kTakesTo},
        {"object-to", kTakesObjectTo}, {"as", kTakesAs},     {"somebody", kTellsSomebody}};
    for (const std::string_view piece : split_cell(cell, ' ')) {
      const auto flag = kFlags.find(piece);
      if (flag != kFlags.end()) {
        saying.content = static_cast<uint16_t>(saying.content | flag->second);
        continue;
      }
      saying.content = static_cast<uint16_t>(saying.content | kTakesWords);
      saying.prepositions.push_back(language_.vocabulary.add(language_.vocabulary.folding().fold(piece)));
    }
  }

  void add(std::string_view form, std::string_view paradigm, const Saying& saying) {
    const auto number = static_cast<uint32_t>(out_->sayings.size());
    std::vector<InflectedForm> forms{{std::string(form), kFormBase}};
    if (!paradigm.empty()) forms = inflection_.forms(form, paradigm);
    for (const InflectedForm& inflected : forms) {
      const std::string folded = language_.vocabulary.folding().fold(inflected.surface);
      if (saying.kind == SayingKind::kNoun) nouns_.insert(folded);
      out_->words.add(inflected.surface, static_cast<uint32_t>(out_->forms.size()), language_.vocabulary);
      surfaces_.push_back(folded);
      out_->forms.push_back({number, inflected.tags, false});
    }
  }

  void mark(std::string_view form, SayingMark mark) {
    const uint32_t word = language_.vocabulary.add(language_.vocabulary.folding().fold(form));
    if (out_->marks.size() <= word) out_->marks.resize(word + size_t{1});
    out_->marks[word] = static_cast<uint8_t>(out_->marks[word] | mark);
  }

  void mark_nouns() {
    for (size_t f = 0; f < out_->forms.size(); ++f) out_->forms[f].noun_too = nouns_.count(surfaces_[f]) > 0;
  }

  const Pack& pack_;
  Language& language_;
  Inflection inflection_;
  std::shared_ptr<SayingWords> out_ = std::make_shared<SayingWords>();
  std::set<std::string> nouns_;
  std::vector<std::string> surfaces_;  // by form
};

}  // namespace

std::shared_ptr<const SayingWords> compile_sayings(const Pack& pack, Language& language) {
  return Compiler(pack, language).compile();
}

}  // namespace annals
