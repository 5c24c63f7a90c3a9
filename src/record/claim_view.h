// Claims as the record compares them: entities of the whole case in place of the document's own.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "record/record.h"
#include "text/fold.h"

namespace annals {

/// One claim, made ready. Points into the documents and readings.
struct ClaimView {
  ClaimRef ref;
  const Document* document = nullptr;
  const Reading* reading = nullptr;
  const Claim* claim = nullptr;
  std::vector<std::pair<std::string_view, uint32_t>> fillers;            ///< role and entity, sorted, each once
  std::vector<std::pair<std::string_view, uint32_t>> named;              ///< the fillers whose names stand in the claim
  std::vector<uint32_t> entities;                                        ///< of all roles, sorted, each once
  std::vector<std::pair<std::string_view, const Quantity*>> quantities;  ///< role and amount
  std::vector<uint32_t> words;  ///< hashes of the evidence's words (Han: letter pairs), sorted, each once

  uint64_t quotation = 0;    ///< hash of the words that a statement quotes; 0 where it quotes none, or hardly any
  bool own_date = false;     ///< the date stands in the claim's own words, or is the day of the message that it is in
  bool states_year = false;  ///< and its year does
  bool headline = false;     ///< it stands in a title or a heading
  bool ordered = false;      ///< it is said to come before or after something else (order.h)

  /// The entities in a role.
  std::vector<uint32_t> in_role(std::string_view role) const;
  /// Whether all of them are named there; false where a pronoun, a description or the text around says who.
  bool all_named(std::string_view role) const;
  /// Whether the entity is named there.
  bool names(uint32_t entity) const;
};

/// Hashes of a text's words, sorted, each once; where no spaces are written, of pairs of letters.
std::vector<uint32_t> words_in(std::string_view text, const Folding& folding);

/// Whether a comma of any script stands in it.
bool holds_comma(std::string_view text);

/// Whether `denial`, in another document, says that what `told` tells did not happen. Its day may be that on which it
/// was said.
bool denies(const ClaimView& denial, const ClaimView& told);

/// Views of all claims, in order of ClaimRef. Needs record.entity_of.
std::vector<ClaimView> view_claims(std::span<const DocumentReading> documents, const Record& record,
                                   const Folding& folding);

}  // namespace annals
