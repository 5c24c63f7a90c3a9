#include "reading/frames.h"

#include <algorithm>
#include <map>
#include <utility>

namespace annals {
namespace {

constexpr std::string_view kNobody = "nobody";  // in the ontology: who plays no part

using std::string_view;

constexpr const char* kGap = " \u2026 ";  // between the parts of a divided trigger
constexpr std::array<string_view, 5> kQuantityNames{"money", "percent", "count", "duration", "multiple"};

Scope scope_named(string_view name) {
  if (name == "before") return Scope::kBefore;
  if (name == "clause") return Scope::kClause;
  return name == "pres" ? Scope::kAfterPresent : Scope::kAfter;
}

std::vector<Need> parse_needs(string_view cell) {
  std::vector<Need> needs;
  for (const string_view alternatives : split_cell(cell, ' ')) {
    Need need;
    for (const string_view one : split_cell(alternatives, '|')) need.emplace_back(one);
    needs.push_back(std::move(need));
  }
  return needs;
}

void parse_quantities(string_view cell, std::array<std::string, 5>& roles) {
  for (const string_view pair : split_cell(cell, ' ')) {
    const size_t colon = pair.find(':');
    const auto name = std::find(kQuantityNames.begin(), kQuantityNames.end(), pair.substr(0, colon));
    if (name == kQuantityNames.end() || colon == string_view::npos) continue;
    roles[static_cast<size_t>(name - kQuantityNames.begin())] = pair.substr(colon + 1);
  }
}

// Compiles one pack; `problems` collects what cannot be understood.
class Compiler {
 public:
  Compiler(const Pack& pack, Language& language, std::vector<std::string>* problems)
      : pack_(pack), language_(language), problems_(problems), inflection_(pack) {
    out_->cases = {"subj", "obj", "of", "by", "to", "as"};
    for (const char* name : {"from", "with", "in", "at", "for", "against", "about", "between", "into", "on", "that"})
      case_number(name);
    out_->from_case = case_number("from");
    out_->with_case = case_number("with");
    out_->for_case = case_number("for");
    out_->including_case = case_number("including");
    out_->between_case = case_number("between");
    out_->complement_case = case_number("comp");
    out_->near_case = case_number("near");
    out_->content_case = case_number("that");
    out_->source_case = case_number("source");
  }

  std::shared_ptr<const ClaimFrames> compile(const Table& types) {
    out_->verb_first = pack_.setting("word_order", "svo") == "vso";
    out_->omits_subjects = pack_.setting("omits_subjects") == "true";
    out_->compound_nouns = pack_.setting("compound_nouns") == "true";
    out_->bare_genitive = pack_.setting("bare_genitive") == "true";
    out_->passive_sign = pack_.setting("passive_sign");
    out_->noun_sign = pack_.setting("noun_sign");
    out_->spaced = pack_.setting("spaces", "true") == "true";
    out_->infinitives = pack_.setting("infinitives", "true") == "true";
    out_->inflects = !pack_.table("paradigms").rows().empty();
    const Table& references = pack_.table("references");
    for (const Table::Row& row : references.rows()) {
      if (references.get(row, "kind") != "agreement" || references.get(row, "gender") != "f") continue;
      for (const string_view ending : split_cell(references.get(row, "forms"), '|'))
        out_->feminine_endings.emplace_back(ending);
    }
    read_types(types);
    read_markers();
    read_status();
    read_clitics();
    read_frames();
    for (auto& [surface, number] : word_numbers_) out_->grammar.add(surface, number, language_.vocabulary);
    return out_;
  }

 private:
  void problem(const Table::Row& row, string_view what, string_view value) {
    if (problems_ != nullptr) {
      problems_->push_back(*row.file + ":" + std::to_string(row.line) + ": unknown " + std::string(what) + " '" +
                           std::string(value) + "'");
    }
  }

  Case case_number(string_view name) {
    const auto found = std::find(out_->cases.begin(), out_->cases.end(), name);
    if (found == out_->cases.end()) out_->cases.emplace_back(name);
    return static_cast<Case>(found - out_->cases.begin());
  }

  // `to,for:recipient subj:-` into roles_of_case; what the cell says of a case replaces what stood there.
  void read_roles(const Table::Row& row, string_view cell, const EventType& type,
                  std::vector<std::array<uint8_t, 2>>& roles_of_case) {
    std::vector<Case> said;
    for (const string_view pair : split_cell(cell, ' ')) {
      const size_t colon = pair.find(':');
      if (colon == string_view::npos) {
        problem(row, "pair", pair);
        continue;
      }
      const string_view role_name = pair.substr(colon + 1);
      uint8_t role = kNoRole;
      for (size_t r = 0; r < type.roles.size(); ++r) {
        if (type.roles[r].name == role_name) role = static_cast<uint8_t>(r);
      }
      if (role == kNoRole && role_name != "-") problem(row, "role", role_name);
      for (const string_view name : split_cell(pair.substr(0, colon), ',')) {
        const Case c = case_number(name);
        if (roles_of_case.size() <= c) roles_of_case.resize(c + size_t{1}, {kNoRole, kNoRole});
        if (std::find(said.begin(), said.end(), c) != said.end()) {
          roles_of_case[c][1] = role;
        } else {
          roles_of_case[c] = {role, kNoRole};
          said.push_back(c);
        }
      }
    }
  }

  void read_types(const Table& table) {
    static const std::map<string_view, TypeTrait> kTraits{{"exchange", kExchange},
                                                          {"saying", kSaying},
                                                          {"message", kMessage},
                                                          {"meeting", kMeeting},
                                                          {"publication", kPublication},
                                                          {"bargain", kBargain},
                                                          {"offer", kOffer},
                                                          {"answer", kAnswer},
                                                          {"pact", kPact},
                                                          {"side", kSide},
                                                          {"accusation", kAccusation},
                                                          {"court", kCourt},
                                                          {"suit", kSuit},
                                                          {"ruling", kRuling},
                                                          {"fate", kFate},
                                                          {"leading", kLeading},
                                                          {"origin", kOrigin},
                                                          {"figure", kFigure},
                                                          {"payment", kPayment},
                                                          {"again", kAgain}};
    EventType& none = out_->types.emplace_back();
    none.roles.push_back({"sayer", 0xFF, false});
    type_cases_.push_back({{0, kNoRole}});  // its subject, for words that report
    for (const Table::Row& row : table.rows()) {
      EventType type;
      type.name = table.get(row, "type");
      for (const string_view cell : split_cell(table.get(row, "roles"), ' ')) {
        const size_t colon = cell.find(':');
        EventRole role{std::string(cell.substr(0, colon)), 0, false};
        for (const string_view filler :
             split_cell(colon == string_view::npos ? string_view{} : cell.substr(colon + 1), ',')) {
          if (filler == "text") {
            role.words = true;
          } else if (const auto entity_type = parse_entity_type(filler)) {
            role.entity_types = static_cast<uint8_t>(role.entity_types | 1U << static_cast<unsigned>(*entity_type));
          } else {
            problem(row, "entity type", filler);
          }
        }
        type.roles.push_back(std::move(role));
      }
      parse_quantities(table.get(row, "quantities"), type.quantities);
      type.needs = parse_needs(table.get(row, "needs"));
      read_implied(row, table.get(row, "implied"), type, type.implied);
      type_cases_.emplace_back();
      read_roles(row, table.get(row, "cases"), type, type_cases_.back());
      for (const string_view role : split_cell(table.get(row, "once"), ' ')) type.once.emplace_back(role);
      for (const string_view trait : split_cell(table.get(row, "traits"), ' ')) {
        if (const auto known = kTraits.find(trait); known != kTraits.end()) {
          type.traits |= known->second;
        } else {
          problem(row, "trait", trait);
        }
      }
      for (const string_view pair : split_cell(table.get(row, "people"), ' ')) {
        const size_t colon = pair.find(':');
        const uint8_t part = type.role(pair.substr(0, colon));
        const string_view played = colon == string_view::npos ? string_view{} : pair.substr(colon + 1);
        const uint8_t body = type.role(played);
        if (part == kNoRole || (body == kNoRole && played != kNobody)) {
          problem(row, "role", pair);
        } else {
          type.roles[part].for_people = body;
        }
      }
      type_numbers_.emplace(type.name, static_cast<uint32_t>(out_->types.size()));
      out_->types.push_back(std::move(type));
    }
  }

  // `organization:by payer:context.organization payee:beside.person defendant:earlier.law.sue.defendant`.
  void read_implied(const Table::Row& row, string_view cell, const EventType& type, std::vector<ImpliedRole>& out) {
    for (const string_view pair : split_cell(cell, ' ')) {
      const size_t colon = pair.find(':');
      const string_view source = colon == string_view::npos ? string_view{} : pair.substr(colon + 1);
      ImpliedRole implied;
      implied.role = type.role(pair.substr(0, colon));
      const size_t dot = source.find('.');
      const string_view from = source.substr(0, dot), detail = dot == string_view::npos ? "" : source.substr(dot + 1);
      if (from == "partner") {
        implied.from = ImpliedRole::From::kPartner;
      } else if (from == kNobody) {
        implied.from = ImpliedRole::From::kNobody;
      } else if (from == "sayer") {
        implied.from = ImpliedRole::From::kSayer;
      } else if (from == "beside") {
        implied.from = ImpliedRole::From::kBeside;
        implied.beside = detail;
      } else if (from == "own") {
        implied.from = ImpliedRole::From::kOwn;
        implied.source = type.role(detail);
      } else if (from == "earlier" && detail.find('.') != string_view::npos) {
        implied.from = ImpliedRole::From::kEarlier;
        const std::vector<string_view> parts = split_cell(detail, '.');  // family, kind, role, perhaps another role
        if (parts.size() >= 3) {
          implied.earlier = detail.substr(0, parts[0].size() + 1 + parts[1].size());
          implied.beside = parts[2];
          if (parts.size() > 3) implied.shared = parts[3];
        } else {
          problem(row, "role", pair);
        }
      } else if (from == "context") {
        if (const auto only = parse_entity_type(detail))
          implied.entity_types = static_cast<uint8_t>(1U << static_cast<unsigned>(*only));
      } else {
        implied.from = ImpliedRole::From::kRole;
        implied.source = type.role(source);
      }
      if (implied.role == kNoRole || implied.source == kNoRole) {
        problem(row, "role", pair);
      } else {
        out.push_back(implied);
      }
    }
  }

  GrammarWord& word(string_view surface) {
    const std::string folded = language_.vocabulary.folding().fold(surface);
    const auto [entry, is_new] = word_numbers_.try_emplace(folded, static_cast<uint32_t>(out_->words.size()));
    if (is_new) out_->words.emplace_back();
    return out_->words[entry->second];
  }

  void read_markers() {
    static const std::map<string_view, GrammarFlag> kKinds{
        {"case", kMarksNext},        {"after", kMarksPrevious}, {"and", kJoins},
        {"boundary", kBeginsClause}, {"relative", kRelates},    {"that", kBeginsContent},
        {"passive", kMakesPassive},  {"light", kLightVerb},     {"skip", kTransparent},
        {"source", kNamesSource},    {"since", kMarksSince},    {"pronoun", kHoldsPronoun},
        {"article", kArticle},       {"clitic", kIsObject},     {"inverted", kNoFlag},
        {"title", kTransparent},     {"judge", kNoFlag},        {"later", kTransparent},
        {"body", kTransparent},      {"sort", kNoFlag},         {"agent", kNoFlag},
        {"bare", kNoFlag},           {"closes", kNoFlag},       {"infinitive", kNoFlag},
        {"prosecutor", kNoFlag},     {"press", kNoFlag},        {"who", kNoFlag},
        {"naming", kNoFlag}};
    const Table& table = pack_.table("markers");
    for (const Table::Row& row : table.rows()) {
      const auto kind = kKinds.find(table.get(row, "kind"));
      if (kind == kKinds.end()) {
        problem(row, "kind", table.get(row, "kind"));
        continue;
      }
      const string_view value = table.get(row, "value");
      if (kind->first == "agent") {
        for (const string_view ending : split_cell(table.get(row, "forms"), '|'))
          out_->agent_endings.emplace_back(ending);
        continue;
      }
      if (kind->first == "press") {
        if (!value.empty() && value != "then" && value != "sayer") problem(row, "press", value);
        const uint32_t payload = value == "then" ? kToldThen : value == "sayer" ? kPressSayer : 0;
        for (const string_view phrase : split_cell(table.get(row, "forms"), '|'))
          out_->press.add(phrase, payload, language_.vocabulary);
        continue;
      }
      if (kind->first == "sort") {
        const uint32_t sort = sort_number(value);
        if (value == "kin") out_->kin_sort = sort;
        if (value == "equity") out_->equity_sort = sort;
        for (const string_view noun : split_cell(table.get(row, "forms"), '|'))
          out_->sorts.add(noun, sort, language_.vocabulary);
        continue;
      }
      for (const string_view phrase : split_cell(table.get(row, "forms"), '|')) {
        const bool inflected = kind->second == kLightVerb || (kind->second == kMakesPassive && value == "verb");
        std::vector<InflectedForm> forms{{std::string(phrase), kFormBase}};
        if (inflected) forms = inflection_.forms(phrase, "verb");
        for (const InflectedForm& form : forms) {
          GrammarWord& entry = word(form.surface);
          entry.flags = static_cast<uint16_t>(entry.flags | kind->second);
          entry.body = entry.body || kind->first == "body";
          const size_t blank = value.find(' ');
          if (kind->second == kIsObject && blank != std::string_view::npos && blank + 2 == value.size())
            entry.gender = value.back();
          entry.title = entry.title || kind->first == "title" || kind->first == "body";
          entry.later = entry.later || kind->first == "later";
          entry.closes = entry.closes || kind->first == "closes";
          entry.tells_who = entry.tells_who || kind->first == "who";
          entry.relates_in = entry.relates_in || (kind->second == kRelates && !value.empty());
          entry.judge = entry.judge || kind->first == "judge";
          entry.naming = entry.naming || kind->first == "naming";
          entry.bare = entry.bare || kind->first == "bare";
          entry.prosecutor = entry.prosecutor || kind->first == "prosecutor";
          entry.infinitive = entry.infinitive || kind->first == "infinitive";
          out_->kinds_follow = out_->kinds_follow || entry.bare;
          if (kind->second == kMarksNext || (kind->second == kRelates && !value.empty()))
            entry.next = case_number(value);
          if (kind->first == "judge") out_->judges.emplace_back(phrase);
          if (kind->first == "prosecutor") out_->prosecutors.emplace_back(phrase);
          if (kind->second == kLightVerb && value == "receive")
            entry.flags = static_cast<uint16_t>(entry.flags | kReceives);
          if (kind->second == kHoldsPronoun) {
            entry.next = case_number(value.substr(0, value.find(' ')));
            const size_t space = value.find(' ');
            entry.pronoun = space + 2 == value.size() ? value.back() : '\0';
          }
          if (kind->second == kMarksPrevious) entry.previous = case_number(value);
          if (kind->second == kBeginsClause || kind->first == "inverted")
            entry.clause_status = parse_claim_status(value);
          if (inflected && (form.tags & kFormFuture) != 0) give_status(entry, ClaimStatus::kPlanned, Scope::kAfter);
          if (inflected && (form.tags & kFormConditional) != 0)
            give_status(entry, ClaimStatus::kHypothetical, Scope::kAfter);
        }
      }
    }
  }

  uint32_t sort_number(string_view name) {
    std::vector<std::string>& names = out_->sort_names;
    const auto known = std::find(names.begin(), names.end(), name);
    const auto number = static_cast<uint32_t>(known - names.begin() + 1);
    if (known == names.end()) names.emplace_back(name);
    return number;
  }

  static void give_status(GrammarWord& entry, ClaimStatus status, Scope scope) {
    entry.flags = static_cast<uint16_t>(entry.flags | kGivesStatus);
    entry.status = status;
    entry.scope = scope;
  }

  void read_status() {
    const Table& table = pack_.table("status");
    for (const Table::Row& row : table.rows()) {
      const auto status = parse_claim_status(table.get(row, "status"));
      if (!status) {
        problem(row, "status", table.get(row, "status"));
        continue;
      }
      const string_view scope = table.get(row, "scope");
      for (const string_view phrase : split_cell(table.get(row, "forms"), '|')) {
        give_status(word(phrase), *status, scope_named(scope));
      }
    }
  }

  void read_frames() {
    static const std::map<string_view, FrameKind> kKinds{{"verb", FrameKind::kVerb},
                                                         {"noun", FrameKind::kNoun},
                                                         {"phrase", FrameKind::kPhrase},
                                                         {"passive", FrameKind::kPassive},
                                                         {"none", FrameKind::kBlocks}};
    const Table& table = pack_.table("frames");
    for (const Table::Row& row : table.rows()) {
      const string_view type_name = table.get(row, "type"), kind_name = table.get(row, "kind");
      const auto kind = kKinds.find(kind_name);
      const auto type = type_numbers_.find(type_name);
      if (kind == kKinds.end() || (type == type_numbers_.end() && type_name != "-")) {
        problem(row, kind == kKinds.end() ? "kind" : "type", kind == kKinds.end() ? kind_name : type_name);
        continue;
      }
      Frame frame;
      frame.type = type == type_numbers_.end() ? 0 : type->second;
      frame.kind = kind->second;
      frame.roles_of_case = type_cases_[frame.type];
      frame.quantities = out_->types[frame.type].quantities;
      read_roles(row, table.get(row, "roles"), out_->types[frame.type], frame.roles_of_case);
      parse_quantities(table.get(row, "quantities"), frame.quantities);
      frame.needs = parse_needs(table.get(row, "needs"));
      read_implied(row, table.get(row, "implied"), out_->types[frame.type], frame.implied);
      if (const string_view status = table.get(row, "status"); !status.empty()) {
        frame.status = parse_claim_status(status);
        if (!frame.status) problem(row, "status", status);
      }
      for (const string_view piece : split_cell(table.get(row, "content"), ' ')) {
        if (piece == "say") {
          frame.says = true;
          continue;
        }
        frame.content = parse_claim_status(piece);
        if (!frame.content) problem(row, "status", piece);
      }
      frame.source = *row.file + ":" + std::to_string(row.line);
      const auto number = static_cast<uint32_t>(out_->frames.size());
      out_->frames.push_back(std::move(frame));
      const bool inflected =
          kind->second == FrameKind::kVerb || kind->second == FrameKind::kNoun || !table.get(row, "class").empty();
      const string_view paradigm = table.get(row, "class").empty() ? kind_name : table.get(row, "class");
      for (const string_view phrase : split_cell(table.get(row, "forms"), '|')) {
        if (!inflected) {
          add_form(phrase, number, kFormBase);
          continue;
        }
        const bool divides =
            kind->second == FrameKind::kVerb &&
            (out_->verb_first || (out_->frames[number].type != 0 && out_->frames[number].role(kObject) != kNoRole));
        const size_t part = divides ? second_part(phrase) : string_view::npos;
        for (const InflectedForm& form : inflection_.forms(phrase, paradigm)) {
          add_form(form.surface, number, paradigm == "present" ? uint16_t{kFormPresent | kFormBase} : form.tags);
          if (part != string_view::npos)
            add_form(form.surface.substr(0, form.surface.find(' ')) + kGap + std::string(phrase.substr(part)), number,
                     form.tags);
        }
      }
    }
  }

  // Where the part behind the object begins: 'remove from office' is 'removed Costa from office' too; verb first, where
  // the part behind the subject begins.
  size_t second_part(string_view phrase) const {
    const size_t first = phrase.find(' ');
    if (first == string_view::npos || phrase.find('*') != string_view::npos || phrase.find(kGap) != string_view::npos)
      return string_view::npos;
    // Verb first, the subject comes between: 'stepped Costa back from'.
    const size_t next = std::min(phrase.find(' ', first + 1), out_->verb_first ? phrase.size() : string_view::npos);
    if (next == string_view::npos) return string_view::npos;
    if (out_->verb_first) return first + 1;  // 'handed Costa in his resignation'
    const std::string word = language_.vocabulary.folding().fold(phrase.substr(first + 1, next - first - 1));
    const auto known = word_numbers_.find(word);
    const bool marker = known != word_numbers_.end() && (out_->words[known->second].flags & kMarksNext) != 0;
    return marker ? first + 1 : string_view::npos;
  }

  // 'force … out' is looked for in two parts; the second may be `#`, any number.
  void add_form(string_view surface, uint32_t frame, uint16_t tags) {
    const size_t gap = surface.find(kGap);
    uint32_t behind = 0;
    if (gap != string_view::npos) {
      const string_view rest = surface.substr(gap + std::string_view(kGap).size());
      behind = rest == "#" ? kQuantityBehind : part_number(rest);
      surface = surface.substr(0, gap);
    }
    out_->triggers.add(surface, static_cast<uint32_t>(out_->forms.size()), language_.vocabulary);
    out_->attaches = out_->attaches || (tags & (kFormObject | kFormOwner)) != 0;
    out_->forms.push_back({frame, tags, behind});
  }

  uint32_t part_number(string_view part) {
    const auto [known, is_new] =
        parts_.try_emplace(std::string(part), kQuantityBehind + 1 + static_cast<uint32_t>(parts_.size()));
    if (is_new) out_->behind.add(part, known->second, language_.vocabulary);
    return known->second;
  }

  // What clitics mean is written in words: 'and to the'.
  void read_clitics() {
    const Table& table = pack_.table("clitics");
    for (const Table::Row& row : table.rows()) {
      GrammarWord entry;
      entry.before_noun = table.get(row, "before") == "noun";
      entry.before_present = table.get(row, "before") == "present";
      for (const string_view meaning : split_cell(table.get(row, "meaning"), ' ')) {
        if (meaning == "the") entry.definite = true;
        if (meaning == "and") entry.flags = static_cast<uint16_t>(entry.flags | kJoins);
        if (meaning == "will") give_status(entry, ClaimStatus::kPlanned, Scope::kAfter);
        const auto found = std::find(out_->cases.begin() + 2, out_->cases.end(), meaning);
        if (found == out_->cases.end()) continue;
        entry.flags = static_cast<uint16_t>(entry.flags | kMarksNext);
        entry.next = static_cast<Case>(found - out_->cases.begin());
      }
      out_->clitics.push_back(entry);
    }
  }

  const Pack& pack_;
  Language& language_;
  std::vector<std::string>* problems_;
  Inflection inflection_;
  std::shared_ptr<ClaimFrames> out_ = std::make_shared<ClaimFrames>();
  std::map<std::string, uint32_t, std::less<>> type_numbers_;
  std::vector<std::vector<std::array<uint8_t, 2>>> type_cases_;
  std::map<std::string, uint32_t> word_numbers_;
  std::map<std::string, uint32_t> parts_;  // second parts of divided triggers
};

}  // namespace

std::shared_ptr<const ClaimFrames> compile_claims(const Pack& pack, const Table& types, Language& language,
                                                  std::vector<std::string>* problems) {
  return Compiler(pack, language, problems).compile(types);
}

}  // namespace annals
