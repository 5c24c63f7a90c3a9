#include "server/ask.h"

#include <algorithm>

#include "languages/finish.h"
#include "reading/read.h"
#include "text/token.h"

namespace annals {
namespace {

// The longest runs of the question's words that are a spelling of an entity of the case, left to right.
void find_names(const std::string& text, const CaseSnapshot& snapshot, std::vector<uint32_t>& entities) {
  constexpr size_t kLongestName = 10;  // tokens; a Chinese transliteration of two names has up to ten
  const auto tokens = tokenize(text, {0, static_cast<uint32_t>(text.size())});
  for (size_t at = 0; at < tokens.size();) {
    size_t used = 1;
    for (size_t length = std::min(kLongestName, tokens.size() - at); length > 0; --length) {
      const std::string_view words = join(tokens[at].span, tokens[at + length - 1].span).of(text);
      const std::vector<uint32_t> named = snapshot.index.named(words);
      if (named.empty()) continue;
      entities.push_back(named.front());
      used = length;
      break;
    }
    at += used;
  }
}

}  // namespace

Question understand(const std::string& text, const CaseSnapshot& snapshot) {
  constexpr size_t kLongestQuestion = 2000;
  Question question;
  if (text.empty() || text.size() > kLongestQuestion) return question;
  Document document;
  document.id = "question";
  document.text = text;
  document.blocks.push_back({BlockRole::kBody, {0, static_cast<uint32_t>(text.size())}, {}, 0});
  DocumentFinisher(snapshot.languages.languages()).finish(document);
  const Reading reading = read_document(document, snapshot.languages);

  find_names(text, snapshot, question.entities);
  for (const Mention& mention : reading.mentions) {
    const auto found = snapshot.index.find_entities(mention.span.of(text));
    if (!found.empty()) question.entities.push_back(found.front());
  }
  std::sort(question.entities.begin(), question.entities.end());
  question.entities.erase(std::unique(question.entities.begin(), question.entities.end()), question.entities.end());
  for (const Claim& claim : reading.claims) question.types.push_back(claim.type);
  std::sort(question.types.begin(), question.types.end());
  question.types.erase(std::unique(question.types.begin(), question.types.end()), question.types.end());
  for (const Time& time : reading.times) {
    if (!time.days.known()) continue;
    question.days = time.days;
    break;
  }
  return question;
}

std::vector<uint32_t> answer_of(const Question& question, const CaseSnapshot& snapshot) {
  if (question.entities.empty() && question.types.empty() && !question.days.known()) return {};
  EventFilter filter;
  for (const uint32_t entity : question.entities) filter.who.push_back(snapshot.contents.record.entities[entity].id);
  filter.types = question.types;
  if (question.days.earliest) filter.from = to_string(*question.days.earliest);
  if (question.days.latest) filter.to = to_string(*question.days.latest);
  auto found = snapshot.index.select(filter);
  return found ? std::move(*found) : std::vector<uint32_t>{};
}

}  // namespace annals
