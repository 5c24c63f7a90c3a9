// Whom a pronoun or description can stand for: who has been named how near, how often in the whole text, and which
// pronouns go with whom.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// How much of the document each entity takes, by entity: 1 and up; the source of the document and whoever stands in
/// its byline only take least. Linear.
std::vector<float> prominence(const Analysis& analysis, const Reading& reading);
/// Whom the document names as its source: agencies, newspapers, authors.
std::vector<uint32_t> credited(const Analysis& analysis, const Reading& reading);

/// The genders of persons, learnt from the document's own pronouns: 'she' is most likely one of those near it, and
/// where many a 'she' is near the same one, it is her. Samples first, then settle(), then fit().
class Genders {
 public:
  struct Candidate {
    uint32_t entity = kNone;
    float score = 0;  ///< how well it fits otherwise
  };

  explicit Genders(size_t entities) : feminine_(entities, kUnknown), evidence_(entities, 0), tally_(entities, 0) {}

  /// A word of gender 'm' or 'f' stands for one of the candidates.
  void sample(char gender, std::vector<Candidate> candidates);
  /// A word that says the gender of the entity: 'a cientista Ana Prado'; `weight` against one pronoun.
  void say(uint32_t entity, char gender, float weight);
  /// Learns from what was seen. Linear in the samples.
  void settle();
  /// How well the entity goes with a word of the gender, from 0 to 1; all alike before settle().
  float fit(uint32_t entity, char gender) const;

 private:
  static constexpr float kUnknown = 0.5F;
  struct Sample {
    char gender = 'm';
    std::vector<Candidate> candidates;
  };
  std::vector<Sample> samples_;
  std::vector<float> feminine_;  // by entity: the chance
  std::vector<float> evidence_;  // by entity: said outright; above 0 feminine
  std::vector<float> tally_;
};

}  // namespace annals
