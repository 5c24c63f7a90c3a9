#include "record/cited_documents.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "record/folded_tokens.h"

namespace annals {
namespace {

constexpr uint32_t kNear = 48;  // bytes beside a name in which the word for the work stands

struct WorkWords {
  std::vector<std::vector<std::string>> after, before;  // the name
};

WorkWords load(const Pack& pack, const Folding& folding) {
  WorkWords words;
  const Table& table = pack.table("cited");
  for (const Table::Row& row : table.rows()) {
    auto& list = table.get(row, "stands") == "before" ? words.before : words.after;
    std::string_view forms = table.get(row, "forms");
    while (!forms.empty()) {
      const size_t end = std::min(forms.find('|'), forms.size());
      list.push_back(folded_phrase(forms.substr(0, end), folding));
      forms.remove_prefix(std::min(end + 1, forms.size()));
    }
  }
  return words;
}

struct Citations {
  std::set<uint32_t> origins;
  std::set<uint32_t> documents;
  uint32_t document = kNone;  // the first
  Span span;
};

// The words of the work beside a name; empty when there are none.
Span cited_at(const Document& document, Span name, const WorkWords& words, const Folding& folding) {
  const auto length = static_cast<uint32_t>(document.text.size());
  const auto behind = folded_tokens(document.text, {name.end, std::min(length, name.end + kNear)}, folding);
  for (const auto& phrase : words.after) {
    if (stands_at(behind, 0, phrase)) return join(name, behind[phrase.size() - 1].span);
  }
  uint32_t from = name.begin - std::min(name.begin, kNear);
  while (from < name.begin && (static_cast<unsigned char>(document.text[from]) & 0xC0) == 0x80) ++from;
  const auto ahead = folded_tokens(document.text, {from, name.begin}, folding);
  for (const auto& phrase : words.before) {
    if (phrase.size() <= ahead.size() && stands_at(ahead, ahead.size() - phrase.size(), phrase))
      return join(ahead[ahead.size() - phrase.size()].span, name);
  }
  return {};
}

}  // namespace

void find_cited_documents(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  const Folding& folding = languages.folding();
  std::map<std::string, WorkWords> words_by_language;
  std::map<uint32_t, Citations> cited;  // by entity
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Document& document = *documents[d].document;
    const auto [entry, fresh] = words_by_language.try_emplace(document.language);
    if (fresh) {
      if (const Pack* pack = languages.languages().find(document.language)) entry->second = load(*pack, folding);
    }
    const WorkWords& words = entry->second;
    if (words.after.empty() && words.before.empty()) continue;
    for (const Mention& mention : documents[d].reading->mentions) {
      const uint32_t entity = mention.entity == kNone ? kNone : record.entity_of[d][mention.entity];
      if (entity == kNone) continue;
      const Span span = cited_at(document, mention.span, words, folding);
      if (span.empty()) continue;
      Citations& citations = cited[entity];
      if (citations.document == kNone) {
        citations.document = d;
        citations.span = span;
      }
      citations.documents.insert(d);
      citations.origins.insert(record.origin_of[d]);
    }
  }
  std::erase_if(cited, [](const auto& entry) { return entry.second.origins.size() < 2; });
  if (cited.empty()) return;
  std::string present;
  for (const DocumentReading& d : documents) {
    present +=
        folding.fold(d.document->title + '\n' + d.document->byline + '\n' + d.document->url + '\n' + d.document->path) +
        '\n';
  }
  for (const auto& [entity, citations] : cited) {
    const Entity& author = record.entities[entity];
    if (std::any_of(author.names.begin(), author.names.end(),
                    [&](const EntityName& name) { return present.find(folding.fold(name.text)) != std::string::npos; }))
      continue;
    const Document& first = *documents[citations.document].document;
    Gap gap;
    gap.kind = "cited-source";
    gap.says = "cited-work";
    gap.entity = entity;
    gap.count = static_cast<uint32_t>(citations.documents.size());
    gap.words = citations.span.of(first.text);
    gap.days.latest = parse_edtf(first.published).value_or(Interval{}).latest;
    gap.document = citations.document;
    gap.span = citations.span;
    record.gaps.push_back(std::move(gap));
  }
}

}  // namespace annals
