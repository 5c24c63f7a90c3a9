#include "present/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace annals {
namespace {

std::vector<std::string> folded_words(std::string_view text, const Folding& folding) {
  const std::string folded = folding.fold(text);
  std::vector<std::string> words;
  for (size_t at = 0; at < folded.size();) {
    const size_t begin = folded.find_first_not_of(" \t\n", at);
    if (begin == std::string::npos) break;
    const size_t end = std::min(folded.find_first_of(" \t\n", begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    at = end;
  }
  return words;
}

bool contains_all(std::string_view text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

uint32_t look_up(const std::unordered_map<std::string_view, uint32_t>& index, std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? kNone : found->second;
}

bool any_of_or_empty(const std::vector<std::string>& wanted, std::string_view value) {
  if (wanted.empty()) return true;
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
    return value == one || (value.starts_with(one) && value.size() > one.size() && value[one.size()] == '.');
  });
}

}  // namespace

CaseIndex::CaseIndex(const CaseContents& contents, const Folding& folding) : contents_(&contents), folding_(&folding) {
  const Record& record = contents.record;
  events_of_entity_.resize(record.entities.size());
  conflicts_of_event_.resize(record.events.size());
  for (uint32_t i = 0; i < record.events.size(); ++i) {
    events_.emplace(record.events[i].id, i);
    for (const EventParticipant& participant : record.events[i].participants) {
      if (participant.entity == kNone) continue;
      auto& list = events_of_entity_[participant.entity];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
  for (uint32_t i = 0; i < record.conflicts.size(); ++i) {
    const Conflict& conflict = record.conflicts[i];
    std::vector<uint32_t> concerned = conflict.related;
    if (conflict.event != kNone) concerned.push_back(conflict.event);
    std::sort(concerned.begin(), concerned.end());
    concerned.erase(std::unique(concerned.begin(), concerned.end()), concerned.end());
    for (const uint32_t event : concerned) conflicts_of_event_[event].push_back(i);
  }
  names_.resize(record.entities.size());
  for (uint32_t i = 0; i < record.entities.size(); ++i) {
    entities_.emplace(record.entities[i].id, i);
    names_[i].push_back(folding.fold(record.entities[i].name));
    for (const EntityName& name : record.entities[i].names) names_[i].push_back(folding.fold(name.text));
  }
  const auto mentions = [&](uint32_t i) {
    uint64_t count = 0;
    for (const EntityName& name : record.entities[i].names) count += name.count;
    return count;
  };
  for (uint32_t i = 0; i < names_.size(); ++i) {
    for (const std::string& name : names_[i]) {
      auto& list = by_name_[name];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
  for (auto& [name, list] : by_name_) {
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) { return mentions(a) > mentions(b); });
  }
  for (uint32_t i = 0; i < contents.documents.size(); ++i) documents_.emplace(contents.documents[i].id, i);
}

std::vector<uint32_t> CaseIndex::named(std::string_view name) const {
  const auto found = by_name_.find(folding_->fold(name));
  return found == by_name_.end() ? std::vector<uint32_t>{} : found->second;
}

uint32_t CaseIndex::entity(std::string_view id) const { return look_up(entities_, id); }
uint32_t CaseIndex::event(std::string_view id) const { return look_up(events_, id); }
uint32_t CaseIndex::document(std::string_view id) const { return look_up(documents_, id); }

std::vector<uint32_t> CaseIndex::find_entities(std::string_view name) const {
  if (const uint32_t exact = entity(name); exact != kNone) return {exact};
  const std::string whole = folding_->fold(name);
  const std::vector<std::string> words = folded_words(name, *folding_);
  std::vector<std::tuple<bool, uint32_t, uint32_t>> found;  // not whole, -count, entity
  for (uint32_t i = 0; i < names_.size() && !words.empty(); ++i) {
    const auto& names = names_[i];
    if (std::none_of(names.begin(), names.end(), [&](const std::string& one) { return contains_all(one, words); }))
      continue;
    uint32_t count = 0;
    for (const EntityName& one : contents_->record.entities[i].names) count += one.count;
    found.emplace_back(std::find(names.begin(), names.end(), whole) == names.end(), UINT32_MAX - count, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<uint32_t> entities;
  entities.reserve(found.size());
  for (const auto& one : found) entities.push_back(std::get<2>(one));
  return entities;
}

// Whether one telling passes the parts of the filter that concern tellings.
bool CaseIndex::tells(uint32_t event, const EventFilter& filter, const std::vector<std::string>& words) const {
  if (filter.source.empty() && filter.document_language.empty() && words.empty()) return true;
  const std::string source = folding_->fold(filter.source);
  for (const ClaimRef& ref : contents_->record.events[event].claims) {
    const Document& document = contents_->documents[ref.document];
    if (!filter.document_language.empty() && document.language != filter.document_language) continue;
    if (!source.empty() && folding_->fold(document.id).find(source) == std::string::npos &&
        folding_->fold(document.path).find(source) == std::string::npos &&
        folding_->fold(document.title).find(source) == std::string::npos) {
      continue;
    }
    if (!words.empty()) {
      const Claim& claim = contents_->readings[ref.document].claims[ref.claim];
      if (!contains_all(folding_->fold(claim.evidence.of(document.text)), words)) continue;
    }
    return true;
  }
  return false;
}

Result<std::vector<uint32_t>> CaseIndex::select(const EventFilter& filter) const {
  Interval period;
  for (const auto& [text, is_from] : {std::pair{&filter.from, true}, std::pair{&filter.to, false}}) {
    if (text->empty()) continue;
    const auto days = parse_edtf(*text);
    if (!days) {
      return Error{ErrorKind::kUsage, fmt::format("{}: is not a date", *text),
                   "write a year, a month or a day: 2016, 2016-09, 2016-09-03"};
    }
    (is_from ? period.earliest : period.latest) = is_from ? days->earliest : days->latest;
  }
  std::vector<std::vector<uint32_t>> people;
  for (const std::string& name : filter.who) {
    if (!name.empty()) people.push_back(find_entities(name));
  }
  const std::vector<std::string> words = folded_words(filter.words, *folding_);
  std::vector<uint32_t> selected;
  const Record& record = contents_->record;
  for (uint32_t i = 0; i < record.events.size(); ++i) {
    const Event& event = record.events[i];
    if (period.known() && (!event.days.known() || !intersects(period, event.days))) continue;
    if (!any_of_or_empty(filter.types, event.type) || !any_of_or_empty(filter.statuses, to_string(event.status)))
      continue;
    if (filter.conflicts && conflicts_of_event_[i].empty()) continue;
    if (filter.undated && event.days.known()) continue;
    if (filter.significance == "key" && event.significance != Significance::kKey) continue;
    if (filter.significance == "supporting" && event.significance == Significance::kBackground) continue;
    const bool all_take_part = std::all_of(people.begin(), people.end(), [&](const std::vector<uint32_t>& named) {
      return std::any_of(named.begin(), named.end(), [&](uint32_t entity) {
        const auto& events = events_of_entity_[entity];
        return std::binary_search(events.begin(), events.end(), i);
      });
    });
    if (!all_take_part || !tells(i, filter, words)) continue;
    selected.push_back(i);
  }
  return selected;
}

}  // namespace annals
