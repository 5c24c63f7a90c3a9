#include "tests/support/marked_text.h"

#include <algorithm>

namespace annals::testing {
namespace {

EntityType entity_type(char mark) {
  switch (mark) {
    case 'o':
      return EntityType::kOrganization;
    case 'r':
      return EntityType::kProduct;
    case 'l':
      return EntityType::kPlace;
    case 'w':
      return EntityType::kWork;
    case 'e':
      return EntityType::kEvent;
    default:
      return EntityType::kPerson;
  }
}

QuantityType quantity_type(char mark) {
  switch (mark) {
    case 'm':
      return QuantityType::kMoney;
    case '%':
      return QuantityType::kPercent;
    case 'd':
      return QuantityType::kDuration;
    default:
      return QuantityType::kCount;
  }
}

uint32_t entity_named(Reading& reading, std::string_view name, EntityType type) {
  for (uint32_t i = 0; i < reading.entities.size(); ++i) {
    if (reading.entities[i].name == name) return i;
  }
  LocalEntity entity;
  entity.name = name;
  entity.type = type;
  reading.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(reading.entities.size() - 1);
}

std::string underscored(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

}  // namespace

MarkedText parse_marked(std::string_view marked, const std::string& language) {
  MarkedText out;
  std::string& text = out.document.text;
  for (size_t i = 0; i < marked.size();) {
    const char open = marked[i];
    const char close = open == '[' ? ']' : open == '{' ? '}' : open == '<' ? '>' : '\0';
    const size_t end = close == '\0' ? std::string_view::npos : marked.find(close, i);
    if (end == std::string_view::npos) {
      text += open;
      ++i;
      continue;
    }
    std::string_view inside = marked.substr(i + 1, end - i - 1);
    i = end + 1;
    std::string_view head, role;
    if (open != '<') {
      const size_t colon = inside.find(':');
      head = inside.substr(0, colon);
      inside.remove_prefix(std::min(inside.size(), colon + 1));
    }
    if (const size_t equals = inside.rfind('='); equals != std::string_view::npos) {
      role = inside.substr(equals + 1);
      inside = inside.substr(0, equals);
    }
    const auto begin = static_cast<uint32_t>(text.size());
    text += inside;
    const Span span{begin, static_cast<uint32_t>(text.size())};
    if (open == '[') {
      Mention mention;
      mention.span = span;
      mention.type = entity_type(head.empty() ? 'p' : head[0]);
      mention.entity = entity_named(out.reading, inside, mention.type);
      out.reading.mentions.push_back(mention);
    } else if (open == '{' && head.starts_with('t')) {
      Time time;
      time.span = span;
      time.edtf = head.substr(1);
      if (const auto days = parse_edtf(time.edtf)) time.days = *days;
      out.reading.times.push_back(time);
    } else if (open == '{') {
      Quantity quantity;
      quantity.span = span;
      quantity.type = quantity_type(head.empty() ? 'c' : head[0]);
      quantity.value = 1;
      out.reading.quantities.push_back(quantity);
    }
    if (!role.empty()) out.roles.insert(std::string(role) + "=" + std::string(inside));
  }
  out.document.language = language;
  Block block;
  block.span = {0, static_cast<uint32_t>(text.size())};
  block.language = language;
  out.document.blocks.push_back(block);
  return out;
}

std::set<std::string> roles_of(const Claim& claim, const MarkedText& text, bool words) {
  std::set<std::string> roles;
  for (const Participant& p : claim.participants) {
    if (p.implied || (p.entity == kNone && !words)) continue;
    const bool marked_pronoun = text.roles.count(p.role + "=" + std::string(p.span.of(text.document.text))) != 0;
    roles.insert(p.role + "=" +
                 (marked_pronoun || p.entity == kNone ? std::string(p.span.of(text.document.text))
                                                      : text.reading.entities[p.entity].name));
  }
  for (const ClaimQuantity& q : claim.quantities) {
    roles.insert(q.role + "=" + std::string(text.reading.quantities[q.quantity].span.of(text.document.text)));
  }
  return roles;
}

std::set<std::string> golden_parts(const Claim& claim, const MarkedText& text, bool amounts, bool words) {
  Claim shown = claim;
  if (!amounts) shown.quantities.clear();
  std::set<std::string> parts{claim.type + " " + underscored(std::string(claim.trigger.of(text.document.text)))};
  for (const std::string& role : roles_of(shown, text, words)) parts.insert(underscored(role));
  if (claim.status != ClaimStatus::kAsserted) parts.insert("status=" + std::string(to_string(claim.status)));
  if (!claim.edtf.empty()) parts.insert("date=" + claim.edtf);
  if (claim.attributed_to != kNone)
    parts.insert("says=" + underscored(text.reading.entities[claim.attributed_to].name));
  return parts;
}

}  // namespace annals::testing
