#include "reading/mail.h"

#include <algorithm>
#include <utility>

namespace annals {
namespace {

bool is_address_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Mail::Mail(const Analysis& analysis, const Reading& reading) : analysis_(analysis), reading_(reading) {
  if (analysis.document->messages.empty()) {
    voices_.resize(analysis.blocks.size());
    return;
  }
  name_bodies();
  for (const Message& message : analysis.document->messages) {
    read_letter(message);
    learn_bodies(message.from);
    learn_bodies(message.to);
    learn_bodies(message.cc);
  }
  give_voices(static_cast<uint32_t>(analysis.blocks.size()), analysis);
}

std::vector<const Mention*> Mail::named_in(Span span) const {
  std::vector<const Mention*> found;
  auto mention = std::partition_point(reading_.mentions.begin(), reading_.mentions.end(),
                                      [&](const Mention& m) { return m.span.begin < span.begin; });
  for (; mention != reading_.mentions.end() && mention->span.begin < span.end; ++mention) {
    if (mention->entity != kNone && mention->type != EntityType::kPlace) found.push_back(&*mention);
  }
  return found;
}

// Every name, and what it begins with: 'Orla Port Authority' is also 'orla' and 'orlaport', unless another begins so.
void Mail::name_bodies() {
  constexpr size_t kShortest = 4;  // letters
  std::unordered_map<std::string, uint32_t> beginnings;
  for (uint32_t e = 0; e < reading_.entities.size(); ++e) {
    if (reading_.entities[e].type != EntityType::kOrganization) continue;
    std::string key;
    for (const char c : reading_.entities[e].name) {
      if (is_address_letter(c)) {
        key += lower(c);
      } else if (key.size() >= kShortest) {
        const auto [known, is_new] = beginnings.try_emplace(key, e);
        if (!is_new && known->second != e) known->second = kNone;
      }
    }
    if (key.size() >= kShortest) bodies_.emplace(std::move(key), e);
  }
  bodies_.merge(beginnings);  // a whole name goes before
}

// Whether anybody may have an address there: 'gmail.com' is no sign of a company.
bool Mail::is_provider(std::string_view domain) const {
  const Language* language = analysis_.blocks.empty() ? nullptr : analysis_.blocks.front().language;
  if (language == nullptr) return false;
  const Table& providers = language->pack->table("mail_providers");
  const auto named = [&](const Table::Row& row) {
    const std::string_view known = providers.get(row, "domain");
    return known.find('.') == std::string_view::npos ? known == domain.substr(0, domain.find('.')) : known == domain;
  };
  return std::any_of(providers.rows().begin(), providers.rows().end(), named);
}

// 'Ana Prado <ana@orla-port.example>' writes for Orla Port.
void Mail::learn_bodies(Span line) {
  const std::vector<const Mention*> named = named_in(line);
  for (size_t m = 0; m < named.size() && !bodies_.empty(); ++m) {
    const uint32_t end = m + 1 < named.size() ? named[m + 1]->span.begin : line.end;
    if (named[m]->span.end >= end) continue;
    const std::string_view text = Span{named[m]->span.end, end}.of(analysis_.text());
    const size_t at = text.find('@');
    if (at == std::string_view::npos) continue;
    std::string domain;
    for (const char c : text.substr(at + 1)) {
      if (!is_address_letter(c) && c != '.' && c != '-') break;
      domain += lower(c);
    }
    uint32_t writes_for = kNone;
    std::string label;
    for (const char c : domain) {
      if (c == '.') {  // so never the last one
        const auto body = bodies_.find(label);
        if (writes_for == kNone && body != bodies_.end() && body->second != named[m]->entity) writes_for = body->second;
        label.clear();
      } else if (c != '-') {
        label += c;
      }
    }
    if (writes_for != kNone && !is_provider(domain)) writes_for_.emplace(named[m]->entity, writes_for);
  }
}

uint32_t Mail::body_of(uint32_t person) const {
  const auto body = writes_for_.find(person);
  return body == writes_for_.end() ? kNone : body->second;
}

void Mail::read_letter(const Message& message) {
  Letter letter;
  letter.message = &message;
  letter.from = named_in(message.from);
  letter.to = named_in(message.to);
  for (const Mention* mention : named_in(message.cc)) letter.to.push_back(mention);
  const auto& blocks = analysis_.document->blocks;
  letter.announced = message.first >= blocks.size() || blocks[message.first].role != BlockRole::kHeader;
  // A person rather than the body whose address it is.
  const auto person = std::find_if(letter.from.begin(), letter.from.end(),
                                   [](const Mention* m) { return m->type == EntityType::kPerson; });
  if (!letter.from.empty()) letter.author = (person != letter.from.end() ? *person : letter.from.front())->entity;
  for (const Mention* mention : letter.to) {
    if (letter.recipient == kNone && mention->entity != letter.author) letter.recipient = mention->entity;
  }
  letters_.push_back(std::move(letter));
}

// '> I cannot pay.' may be anybody's: whose sentence it is in a message before.
void Mail::recognize(uint32_t block, const AnalyzedBlock& words, std::unordered_map<std::string_view, uint32_t>& said) {
  constexpr size_t kLeast = 8;  // bytes of a sentence that tells
  Voice& voice = voices_[block];
  for (const Sentence& sentence : words.sentences) {
    std::string_view text = sentence.span.of(analysis_.text());
    text.remove_prefix(std::min(text.find_first_not_of("> "), text.size()));
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    if (text.size() < kLeast) continue;
    if (voice.depth == 0) {
      said.emplace(text, voice.letter);
      continue;
    }
    const auto before = said.find(text);
    if (before == said.end() || before->second == voice.letter) continue;
    voice.author = letters_[before->second].author;
    voice.recipient = letters_[before->second].recipient;
    voice.body = body_of(voice.author);
    return;
  }
}

// Messages lie in order and nested; what a message quotes without saying whose it is was written by whom it answers.
void Mail::give_voices(uint32_t blocks, const Analysis& analysis) {
  voices_.resize(blocks);
  for (uint32_t l = 0; l < letters_.size(); ++l) {
    Letter& letter = letters_[l];
    const Message& message = *letter.message;
    if (message.body < blocks && letter.announced) {
      const uint32_t around = voices_[message.body].letter;
      if (letter.recipient == kNone && around != kNone && letters_[around].author != letter.author)
        letter.recipient = letters_[around].author;
    }
    for (uint32_t b = message.first; b < std::min(message.end, blocks); ++b) {
      const uint32_t depth = analysis.blocks[b].block->depth;
      Voice voice{letter.author, letter.recipient, kNone, l, depth > message.depth ? depth - message.depth : 0};
      if (voice.depth % 2 == 1) std::swap(voice.author, voice.recipient);
      voice.body = body_of(voice.author);
      voices_[b] = voice;
    }
  }
  std::unordered_map<std::string_view, uint32_t> said;
  for (uint32_t b = 0; b < blocks && letters_.size() > 1; ++b) {
    if (voices_[b].letter != kNone) recognize(b, analysis.blocks[b], said);
  }
}

const std::string& Mail::date(uint32_t block) const {
  static const std::string kUnknown;
  const Voice& voice = voices_[block];
  return voice.letter == kNone || voice.depth > 0 ? kUnknown : letters_[voice.letter].message->date;
}

bool Mail::announces(uint32_t block) const {
  const uint32_t letter = voices_[block].letter;
  return letter != kNone && letters_[letter].announced && letters_[letter].author != kNone &&
         letters_[letter].message->first == block && letters_[letter].message->body == block + 1;
}

void Mail::claim(Reading& reading) const {
  for (const Letter& letter : letters_) {
    if (letter.author == kNone) continue;
    Claim claim;
    claim.type = "communication.write";
    claim.trigger = letter.from.front()->span;
    claim.evidence = claim.trigger;
    claim.confidence = letter.announced ? 0.85F : 0.95F;
    claim.frame = "message head";
    const auto add = [&](const char* role, uint32_t entity, Span span) {
      const bool known = std::any_of(claim.participants.begin(), claim.participants.end(),
                                     [&](const Participant& p) { return p.entity == entity; });
      if (!known) claim.participants.push_back({role, entity, span, {}, false, "mail"});
    };
    const auto author = std::find_if(letter.from.begin(), letter.from.end(),
                                     [&](const Mention* m) { return m->entity == letter.author; });
    claim.trigger = (*author)->span;
    add("speaker", letter.author, claim.trigger);
    for (const Mention* mention : letter.to) {
      add("addressee", mention->entity, mention->span);
      claim.evidence = join(claim.evidence, mention->span);
    }
    if (letter.to.empty() && letter.recipient != kNone) {
      add("addressee", letter.recipient, claim.trigger);
      claim.participants.back().implied = true;
    }
    if (const auto days = parse_edtf(letter.message->date)) {
      claim.edtf = letter.message->date;
      claim.days = *days;
      const Span head{letter.message->from.begin, analysis_.blocks[letter.message->body - 1].block->span.end};
      for (uint32_t t = 0; t < reading.times.size(); ++t) {
        if (head.contains(reading.times[t].span) && reading.times[t].edtf == claim.edtf) claim.time = t;
      }
    }
    reading.claims.push_back(std::move(claim));
  }
}

}  // namespace annals
