// Who wrote which message to whom, as entities of the reading: an e-mail document, messages in a text, quoted replies.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// The messages of a document. Needs names; points into the reading, which must outlive it and keep its mentions.
class Mail {
 public:
  Mail(const Analysis& analysis, const Reading& reading);

  /// Whose words a block is. All kNone where the document itself speaks.
  struct Voice {
    uint32_t author = kNone;
    uint32_t recipient = kNone;
    uint32_t body = kNone;    ///< for which the author writes, as the address says
    uint32_t letter = kNone;  ///< index of the message, also where its author is not known
    uint32_t depth = 0;       ///< of quotation inside the letter
    friend bool operator==(const Voice&, const Voice&) = default;
  };
  const Voice& of(uint32_t block) const { return voices_[block]; }
  bool empty() const { return letters_.empty(); }
  /// The day of the message that the block belongs to, EDTF; empty when not known.
  const std::string& date(uint32_t block) const;
  /// Whether the block does nothing but announce a message ('On …, Ana wrote:').
  bool announces(uint32_t block) const;

  /// Adds the claims that the messages themselves make: author wrote to recipients, at the head's date.
  void claim(Reading& reading) const;

 private:
  struct Letter {
    const Message* message = nullptr;
    std::vector<const Mention*> from, to;
    bool announced = false;
    uint32_t author = kNone, recipient = kNone;
  };

  std::vector<const Mention*> named_in(Span span) const;
  void name_bodies();
  void learn_bodies(Span line);
  bool is_provider(std::string_view domain) const;
  uint32_t body_of(uint32_t person) const;
  void read_letter(const Message& message);
  void recognize(uint32_t block, const AnalyzedBlock& words, std::unordered_map<std::string_view, uint32_t>& said);
  void give_voices(uint32_t blocks, const Analysis& analysis);

  const Analysis& analysis_;
  const Reading& reading_;
  std::vector<Letter> letters_;
  std::vector<Voice> voices_;                         // by block
  std::unordered_map<std::string, uint32_t> bodies_;  // by their names as addresses write them: 'orlaport'
  std::unordered_map<uint32_t, uint32_t> writes_for_;
};

}  // namespace annals
