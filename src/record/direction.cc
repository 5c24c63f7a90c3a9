#include "record/direction.h"

#include <algorithm>

namespace annals {
namespace {

// Names of one or two letters say nothing when they are found inside a line or an address.
constexpr size_t kShortestName = 3;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

// Byline and host of the publisher, folded.
std::string house(const Document& document) {
  return lower_ascii(document.byline) + '\n' + lower_ascii(host_of(document.url));
}

// The name as it stands in a line, or without its spaces as in an address.
bool names_in(const std::string& line, std::string_view name) {
  std::string folded = lower_ascii(name);
  if (folded.size() < kShortestName) return false;
  if (line.find(folded) != std::string::npos) return true;
  folded.erase(std::remove(folded.begin(), folded.end(), ' '), folded.end());
  return line.find(folded) != std::string::npos;
}

bool answers(const Document& document, const Document& other) {
  const std::string_view id = other.header("message-id");
  if (id.empty()) return false;
  return document.header("in-reply-to").find(id) != std::string_view::npos ||
         document.header("references").find(id) != std::string_view::npos;
}

bool is_quotation(const Document& document, Span span) {
  for (const Block& block : document.blocks) {
    if (block.span.contains(span.begin)) return block.role == BlockRole::kQuote || block.depth > 0;
  }
  return false;
}

// 1 when the first was published before the second, -1 after, 0 when that cannot be told.
int earlier(const Document& a, const Document& b) {
  const auto days_a = parse_edtf(a.published);
  const auto days_b = parse_edtf(b.published);
  if (!days_a || !days_b) return 0;
  if (days_a->latest && days_b->earliest && *days_a->latest < *days_b->earliest) return 1;
  if (days_b->latest && days_a->earliest && *days_b->latest < *days_a->earliest) return -1;
  return 0;
}

}  // namespace

bool names_as_source(std::span<const DocumentReading> documents, const Record& record, uint32_t document,
                     uint32_t other) {
  if (documents[document].reading->credits.empty()) return false;
  const std::string own = house(*documents[document].document), published = house(*documents[other].document);
  for (const uint32_t local : documents[document].reading->credits) {
    const uint32_t entity = record.entity_of[document][local];
    if (entity == kNone) continue;
    const std::vector<EntityName>& names = record.entities[entity].names;
    const auto stands_in = [&](const std::string& line) {
      return std::any_of(names.begin(), names.end(), [&](const EntityName& name) { return names_in(line, name.text); });
    };
    if (stands_in(published) && !stands_in(own)) return true;  // a paper's reporter signs all that he writes
  }
  return false;
}

bool names_house_of(std::span<const DocumentReading> documents, const Record& record, uint32_t document,
                    uint32_t other) {
  const auto in_byline = [](const Document& d, Span span) {
    return std::any_of(d.blocks.begin(), d.blocks.end(),
                       [&](const Block& b) { return b.role == BlockRole::kByline && b.span.contains(span.begin); });
  };
  const auto entities = [&](uint32_t d, bool of_byline) {
    std::vector<uint32_t> found;
    for (const Mention& mention : documents[d].reading->mentions) {
      const uint32_t entity = mention.entity == kNone ? kNone : record.entity_of[d][mention.entity];
      const EntityType type = entity == kNone ? EntityType::kPlace : record.entities[entity].type;
      const bool author = type == EntityType::kPerson || type == EntityType::kOrganization || type == EntityType::kWork;
      if (author && in_byline(*documents[d].document, mention.span) == of_byline) found.push_back(entity);
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  const std::vector<uint32_t> house = entities(other, true);
  if (house.empty()) return false;
  const std::vector<uint32_t> own = entities(document, true);
  const std::vector<uint32_t> named = entities(document, false);
  return std::any_of(house.begin(), house.end(), [&](uint32_t entity) {
    return std::binary_search(named.begin(), named.end(), entity) &&
           !std::binary_search(own.begin(), own.end(), entity);
  });
}

Direction direction_of(std::span<const DocumentReading> documents, const Record& record, const CopySide& a,
                       const CopySide& b) {
  const Document& first = *documents[a.document].document;
  const Document& second = *documents[b.document].document;
  const auto decide = [](bool forward, bool backward, const char* why) {
    return forward == backward ? Direction{} : Direction{forward ? 1 : -1, why};
  };
  Direction direction = decide(answers(second, first), answers(first, second), "one message answers the other");
  if (direction.sign == 0) {
    direction = decide(names_as_source(documents, record, b.document, a.document),
                       names_as_source(documents, record, a.document, b.document), "one names the other as its source");
  }
  if (direction.sign == 0) {
    direction = decide(names_house_of(documents, record, b.document, a.document),
                       names_house_of(documents, record, a.document, b.document), "one names the other's house");
  }
  if (direction.sign == 0) {
    const int order = earlier(first, second);
    direction = decide(order > 0, order < 0, "one was published earlier");
  }
  if (direction.sign == 0)
    direction = decide(is_quotation(second, b.span), is_quotation(first, a.span), "one quotes the passage");
  return direction;
}

}  // namespace annals
