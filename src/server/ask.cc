#include "server/ask.h"

#include <algorithm>

#include "reading/frames.h"
#include "reading/read.h"

namespace annals {
namespace {

constexpr size_t kLongestQuestion = 2000;
constexpr size_t kLongestName = 10;  // tokens; a Chinese transliteration of two names has up to ten

bool is_word(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kNumber || token.kind == TokenKind::kIdeograph;
}

// The table `questions` of a pack, on one question.
struct QuestionWords {
  std::string asks;          // of the longest form that asks for something
  std::vector<bool> covers;  // by token
  size_t covered = 0;
};

QuestionWords read_question_words(const Pack& pack, const Folding& folding, std::string_view text) {
  Vocabulary vocabulary(folding);
  PhraseTable phrases;
  const Table& table = pack.table("questions");
  std::vector<std::string> asks;
  for (const Table::Row& row : table.rows()) {
    const auto number = static_cast<uint32_t>(asks.size());
    asks.emplace_back(table.get(row, "asks"));
    std::string_view forms = table.get(row, "forms");
    while (!forms.empty()) {
      const size_t bar = std::min(forms.find('|'), forms.size());
      phrases.add(forms.substr(0, bar), number, vocabulary);
      forms.remove_prefix(std::min(bar + 1, forms.size()));
    }
  }
  const TokenizedText tokens = tokenize(text, {0, static_cast<uint32_t>(text.size())}, vocabulary, {});
  QuestionWords words;
  words.covers.resize(tokens.tokens.size());
  size_t longest = 0;
  for (uint32_t at = 0; at < tokens.tokens.size();) {
    const PhraseTable::Match match = phrases.longest(tokens, at);
    for (uint32_t i = at; i < at + match.count; ++i) words.covers[i] = true;
    words.covered += match.count;
    if (match.count > longest && asks[match.payload] != "-") {
      longest = match.count;
      words.asks = asks[match.payload];
    }
    at += std::max(1U, match.count);
  }
  return words;
}

// The code of the language that the question is in.
std::string language_of(const std::string& text, const CaseSnapshot& snapshot, std::string_view reader_language) {
  std::string best(reader_language);
  size_t most = 0;
  for (const auto& [code, pack] : snapshot.languages.languages().packs()) {
    if (pack.table("questions").rows().empty()) continue;
    const size_t covered = read_question_words(pack, snapshot.languages.folding(), text).covered;
    if (covered > most || (covered == most && code == reader_language)) {
      best = code;
      most = covered;
    }
  }
  return best;
}

// A question cut by the words of its language, with what each token was understood as.
class QuestionReader {
 public:
  QuestionReader(const std::string& text, const CaseSnapshot& snapshot, const std::string& code)
      : text_(text),
        snapshot_(snapshot),
        language_(snapshot.languages.get(code)),
        tokens_(tokenize(text, {0, static_cast<uint32_t>(text.size())}, language_.vocabulary, language_.clitics)),
        words_(read_question_words(*language_.pack, snapshot.languages.folding(), text)),
        taken_(tokens_.tokens.size()) {
    Document document;
    document.id = "question";
    document.text = text;
    document.language = code;
    document.blocks.push_back({BlockRole::kBody, {0, static_cast<uint32_t>(text.size())}, code, 0});
    reading_ = read_document(document, snapshot.languages);
  }

  Question read() {
    Question question;
    question.asks = words_.asks;
    find_names(question);
    for (const Time& time : reading_.times) {
      if (!time.days.known()) continue;
      take(time.span);
      if (!question.days.known()) question.days = time.days;
    }
    for (const Quantity& quantity : reading_.quantities) take(quantity.span);
    find_types(question);
    // Where no table says which words state events, those of a question cannot be told from the words it is about.
    if (language_.claims && !language_.claims->triggers.empty()) question.words = other_words();
    return question;
  }

 private:
  void take(Span span) {
    for (size_t i = 0; i < taken_.size(); ++i) {
      if (tokens_.tokens[i].span.overlaps(span)) taken_[i] = true;
    }
  }

  bool is_taken(Span span) const {
    for (size_t i = 0; i < taken_.size(); ++i) {
      if (taken_[i] && tokens_.tokens[i].span.overlaps(span)) return true;
    }
    return false;
  }

  // The longest runs of words that are a spelling of an entity of the case, left to right; proclitics read off.
  void find_names(Question& question) {
    std::vector<uint32_t>& entities = question.entities;
    const auto& tokens = tokens_.tokens;
    for (uint32_t at = 0; at < tokens.size();) {
      uint32_t used = 0;
      for (auto length = static_cast<uint32_t>(std::min(kLongestName, tokens.size() - at)); length > 0 && used == 0;
           --length) {
        const Span run = join(tokens[at].span, tokens[at + length - 1].span);
        std::vector<Span> readings{run};
        if (!tokens_.first_alternative.empty()) {
          for (uint32_t i = tokens_.first_alternative[at]; i < tokens_.first_alternative[at + 1]; ++i)
            readings.push_back({run.begin + tokens_.alternatives[i].skip_bytes, run.end});
        }
        for (const Span span : readings) {
          const std::vector<uint32_t> named = snapshot_.index.named(span.of(text_));
          if (named.empty() || (length == 1 && words_.covers[at])) continue;
          entities.push_back(named.front());
          used = length;
          take(run);
          break;
        }
      }
      at += std::max(1U, used);
    }
    for (const Mention& mention : reading_.mentions) {
      const std::string_view name = mention.span.of(text_);
      auto found = snapshot_.index.find_entities(name);
      const bool person = mention.type == EntityType::kPerson && !is_taken(mention.span);
      if (found.empty() && person) found = snapshot_.named_by_sound(name);
      if (!found.empty()) {
        entities.push_back(found.front());
      } else if (person) {
        question.unknown.emplace_back(name);
      } else {
        continue;
      }
      take(mention.span);
    }
    std::sort(entities.begin(), entities.end());
    entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  }

  // What its claims say, and where a question states none, all that its words can state.
  void find_types(Question& question) {
    std::vector<std::string> possible = possible_types();
    for (const Claim& claim : reading_.claims) {
      question.types.push_back(claim.type);
      take(claim.trigger);
    }
    if (question.types.empty()) question.types.swap(possible);
    for (auto* types : {&question.types, &possible}) {
      std::sort(types->begin(), types->end());
      types->erase(std::unique(types->begin(), types->end()), types->end());
    }
    std::set_difference(possible.begin(), possible.end(), question.types.begin(), question.types.end(),
                        std::back_inserter(question.other_types));
  }

  // The kinds of events that words beside the names can state; those words are taken.
  std::vector<std::string> possible_types() {
    std::vector<std::string> types;
    for (uint32_t at = 0; language_.claims && at < tokens_.tokens.size();) {
      std::vector<PhraseTable::Match> matches;
      if (!taken_[at] && !words_.covers[at]) language_.claims->triggers.match(tokens_, at, matches);
      uint32_t used = 1;
      for (const PhraseTable::Match& match : matches) {
        if (match.count < matches.front().count) break;  // the longest only
        if (!goes_on(at + match.count, language_.claims->forms[match.payload].behind)) continue;
        const Frame& frame = language_.claims->frames[language_.claims->forms[match.payload].frame];
        const std::string& type = language_.claims->types[frame.type].name;
        if (frame.kind == FrameKind::kBlocks || type.empty()) continue;
        types.push_back(type);
        used = match.count;
        // What a claim says is read from the claim.
        if (reading_.claims.empty()) take(join(tokens_.tokens[at].span, tokens_.tokens[at + match.count - 1].span));
      }
      at += used;
    }
    return types;
  }

  // Whether the rest of a divided trigger comes: 'down' of 'turned the offer down'.
  bool goes_on(uint32_t at, uint32_t behind) const {
    if (behind == 0) return true;
    std::vector<PhraseTable::Match> parts;
    for (; at < tokens_.tokens.size(); ++at) {
      language_.claims->behind.match(tokens_, at, parts);
      for (const PhraseTable::Match& part : parts) {
        if (part.payload == behind) return true;
      }
    }
    return false;
  }

  // Ideographs that stand together are one word.
  std::string other_words() const {
    std::string words;
    const Token* before = nullptr;
    for (size_t i = 0; i < taken_.size(); ++i) {
      const Token& token = tokens_.tokens[i];
      if (taken_[i] || words_.covers[i] || !is_word(token)) continue;
      const bool goes_on = before != nullptr && before->span.end == token.span.begin &&
                           before->kind == TokenKind::kIdeograph && token.kind == TokenKind::kIdeograph;
      if (!words.empty() && !goes_on) words += ' ';
      words += token.span.of(text_);
      before = &token;
    }
    return words;
  }

  const std::string& text_;
  const CaseSnapshot& snapshot_;
  const Language& language_;
  TokenizedText tokens_;
  QuestionWords words_;
  Reading reading_;
  std::vector<bool> taken_;  // by token: part of a name, a time, an amount or a word that states an event
};

}  // namespace

Question understand(const std::string& text, const CaseSnapshot& snapshot, std::string_view reader_language) {
  if (text.empty() || text.size() > kLongestQuestion) return {};
  return QuestionReader(text, snapshot, language_of(text, snapshot, reader_language)).read();
}

std::vector<uint32_t> answer_of(Question& question, const CaseSnapshot& snapshot) {
  if (!question.unknown.empty()) return {};
  if (question.entities.empty() && question.types.empty() && !question.days.known() && question.words.empty())
    return {};
  const Record& record = snapshot.contents.record;
  EventFilter filter;
  for (const uint32_t entity : question.entities) filter.who.push_back(record.entities[entity].id);
  filter.types = question.types;
  if (question.days.earliest) filter.from = to_string(*question.days.earliest);
  if (question.days.latest) filter.to = to_string(*question.days.latest);
  filter.words = question.words;
  auto found = snapshot.index.select(filter);
  if (found && found->empty() && !filter.words.empty() && !question.types.empty()) {
    filter.words.clear();
    question.words.clear();
    found = snapshot.index.select(filter);
  }
  if (found && found->empty() && !question.types.empty()) {
    // The same happening may be told as another kind; a sum may stand in any that has all of those named.
    for (const std::string& type : question.types) {
      const auto& others = snapshot.tellings.type(type).told_as;
      filter.types.insert(filter.types.end(), others.begin(), others.end());
    }
    filter.types.insert(filter.types.end(), question.other_types.begin(), question.other_types.end());
    const bool sums = question.asks == "amount" && !question.entities.empty();
    if (sums) filter.types.clear();
    found = snapshot.index.select(filter);
    if (found && sums) std::erase_if(*found, [&](uint32_t event) { return record.events[event].quantities.empty(); });
  }
  if (!found) return {};
  if (!question.other_types.empty() && !question.types.empty() && !found->empty()) {
    // Said are the kinds that were meant.
    const auto is_of = [&](const std::string& type) {
      return std::any_of(found->begin(), found->end(),
                         [&](uint32_t event) { return record.events[event].type == type; });
    };
    if (std::none_of(question.types.begin(), question.types.end(), is_of)) {
      std::erase_if(question.other_types, [&](const std::string& type) { return !is_of(type); });
      if (!question.other_types.empty()) question.types.swap(question.other_types);
    }
  }
  std::vector<uint32_t> fitting;
  std::copy_if(found->begin(), found->end(), std::back_inserter(fitting), [&](uint32_t event) {
    if (question.asks == "when") return record.events[event].days.known();
    return question.asks != "amount" || !record.events[event].quantities.empty();
  });
  return fitting.empty() ? std::move(*found) : fitting;
}

}  // namespace annals
