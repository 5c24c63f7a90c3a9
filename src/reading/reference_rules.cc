#include <map>
#include <string_view>

#include "reading/references.h"

namespace annals {

constexpr size_t kLongestArticle = 2;  // bytes: o, a, os, el, la, le

std::shared_ptr<const ReferenceRules> compile_references(const Pack& pack, Language& language) {
  static const std::map<std::string_view, ReferenceKind> kKinds{
      {"pronoun", ReferenceKind::kPronoun},  {"reflexive", ReferenceKind::kReflexive},
      {"owner", ReferenceKind::kOwner},      {"description", ReferenceKind::kDescription},
      {"body", ReferenceKind::kDescription}, {"named", ReferenceKind::kNamed},
      {"here", ReferenceKind::kHere},        {"other", ReferenceKind::kOther},
      {"former", ReferenceKind::kFormer},    {"latter", ReferenceKind::kLatter},
      {"self", ReferenceKind::kSelf},        {"addressee", ReferenceKind::kAddressee},
      {"part", ReferenceKind::kPart},        {"article", ReferenceKind::kArticle},
      {"title", ReferenceKind::kTitle},      {"kin", ReferenceKind::kKin},
      {"none", ReferenceKind::kBlocks}};
  auto rules = std::make_shared<ReferenceRules>();
  const Table& table = pack.table("references");
  for (const Table::Row& row : table.rows()) {
    const std::string_view gender = table.get(row, "gender");
    if (table.get(row, "kind") == "agreement" && !gender.empty()) {
      for (const std::string_view ending : split_cell(table.get(row, "forms"), '|'))
        rules->agreement.emplace_back(ending, gender[0]);
      continue;
    }
    if (const std::string_view name = table.get(row, "kind"); name.starts_with("given") && !gender.empty()) {
      auto& names = name == "given" ? rules->given : rules->given_endings;
      for (const std::string_view form : split_cell(table.get(row, "forms"), '|')) names.emplace(form, gender[0]);
      continue;
    }
    std::string_view kind_name = table.get(row, "kind");
    if (kind_name == "public") {
      for (const std::string_view form : split_cell(table.get(row, "forms"), '|')) rules->public_nouns.emplace(form);
      continue;
    }
    if (kind_name == "called") {
      const std::vector<std::string_view> nouns = split_cell(table.get(row, "role"), ',');
      for (const std::string_view form : split_cell(table.get(row, "forms"), '|'))
        rules->called[std::string(form)].assign(nouns.begin(), nouns.end());
      continue;
    }
    if (kind_name == "people") {
      for (const std::string_view form : split_cell(table.get(row, "forms"), '|'))
        rules->people.add(form, table.get(row, "number") == "one" ? 1 : 0, language.vocabulary);
      continue;
    }
    const bool object = kind_name.ends_with(" obj");  // 'him'
    if (object) kind_name.remove_suffix(4);
    const auto kind = kKinds.find(kind_name);
    if (kind == kKinds.end()) continue;
    ReferenceWord word;
    word.kind = kind->second;
    if (const std::string_view types = table.get(row, "type"); !types.empty()) {
      word.entity_types = 0;
      for (const std::string_view name : split_cell(types, ',')) {
        if (const auto type = parse_entity_type(name))
          word.entity_types = static_cast<uint8_t>(word.entity_types | 1U << static_cast<unsigned>(*type));
      }
    }
    word.gender = gender.empty() ? '\0' : gender[0];
    word.many = table.get(row, "number") == "many";
    word.two = table.get(row, "number") == "two";
    word.object = object;
    word.role = table.get(row, "role");
    for (const std::string_view form : split_cell(table.get(row, "forms"), '|')) {
      if (const size_t space = form.find(' ');
          word.kind == ReferenceKind::kDescription && space != std::string_view::npos)
        rules->definite.emplace(form.substr(0, space));
      if ((word.kind == ReferenceKind::kNamed || kind_name == "body") && (word.entity_types & 1U) == 0) {
        const size_t last = form.rfind(' ');
        rules->body_nouns.emplace(last == std::string_view::npos ? form : form.substr(last + 1));
      }
      const size_t article = form.find(' ');
      const bool described = word.kind == ReferenceKind::kDescription || word.kind == ReferenceKind::kNamed ||
                             word.kind == ReferenceKind::kOther;
      if (described && article != std::string_view::npos && article <= kLongestArticle)
        rules->behind_article.add(form.substr(article + 1), static_cast<uint32_t>(rules->words.size()),
                                  language.vocabulary);
      rules->phrases.add(form, static_cast<uint32_t>(rules->words.size()), language.vocabulary);
    }
    rules->words.push_back(word);
  }
  return rules;
}

}  // namespace annals
