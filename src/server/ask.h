// Questions: read by the same engine as documents into people, kinds of event and times.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/snapshot.h"

namespace annals {

/// What a question was understood to ask for.
struct Question {
  std::vector<uint32_t> entities;  ///< of the record
  std::vector<std::string> types;
  std::vector<std::string> other_types;  ///< that its words can state too: tried where `types` have nothing
  Interval days;
  std::string asks;                  ///< who, when, where, amount, what; empty where no word says
  std::vector<std::string> unknown;  ///< names in it of people whom the record does not know
  std::string words;                 ///< that stand in it beside all that, to be found in the words of a telling
};

/// Reads a question in the language of the pack that has most of its words (table `questions`), else in the reader's.
/// Names are looked up among the case's own spellings, then by
/// their sound.
Question understand(const std::string& text, const CaseSnapshot& snapshot, std::string_view reader_language);

/// The events that have all of it, in the order of the chronology; none when the question was not understood at all, or
/// names somebody unknown.
/// Words that no event with the rest has are dropped from the question when a kind of event was understood. Of what is
/// found, a question for a day or an amount gets the events that have one, where there are such. Kinds under which the
/// same may be told are tried where the kinds asked for have nothing.
std::vector<uint32_t> answer_of(Question& question, const CaseSnapshot& snapshot);

}  // namespace annals
