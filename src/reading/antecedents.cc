#include "reading/antecedents.h"

#include <algorithm>

namespace annals {
namespace {

constexpr float kTitleMention = 6;     // the name of a body in the title counts so many times
constexpr size_t kMostCandidates = 6;  // of a sample
constexpr int kRounds = 6;
constexpr float kPriorWeight = 1.0F;  // of not knowing, against one pronoun
constexpr float kLeastFit = 0.05F;

}  // namespace

std::vector<uint32_t> credited(const Analysis& analysis, const Reading& reading) {
  std::vector<uint32_t> sources;
  for (const Span credit : analysis.document->credits) {
    const auto mention = std::partition_point(reading.mentions.begin(), reading.mentions.end(),
                                              [&](const Mention& m) { return m.span.end <= credit.begin; });
    if (mention != reading.mentions.end() && mention->span.overlaps(credit) && mention->entity != kNone &&
        std::find(sources.begin(), sources.end(), mention->entity) == sources.end())
      sources.push_back(mention->entity);
  }
  return sources;
}

std::vector<float> prominence(const Analysis& analysis, const Reading& reading) {
  std::vector<float> counts(reading.entities.size(), 0);
  size_t next = 0;
  for (const AnalyzedBlock& block : analysis.blocks) {
    const Span span = block.block->span;
    const BlockRole role = block.block->role;
    const bool counted = role != BlockRole::kBoilerplate && role != BlockRole::kByline &&
                         role != BlockRole::kSignature && role != BlockRole::kHeader;
    while (next < reading.mentions.size() && reading.mentions[next].span.begin < span.begin) ++next;
    for (; next < reading.mentions.size() && reading.mentions[next].span.begin < span.end; ++next) {
      const uint32_t entity = reading.mentions[next].entity;
      const bool title = role == BlockRole::kTitle && reading.mentions[next].type != EntityType::kPerson;
      if (counted && entity != kNone) counts[entity] += title ? kTitleMention : 1;
    }
  }
  for (const uint32_t source : reading.credits) counts[source] = 0;
  for (float& count : counts) count = std::max(count, 1.0F);
  return counts;
}

void Genders::sample(char gender, std::vector<Candidate> candidates) {
  if (candidates.size() > kMostCandidates) {
    std::partial_sort(candidates.begin(), candidates.begin() + kMostCandidates, candidates.end(),
                      [](const Candidate& a, const Candidate& b) {
                        return a.score != b.score ? a.score > b.score : a.entity < b.entity;
                      });
    candidates.resize(kMostCandidates);
  }
  if (!candidates.empty()) samples_.push_back({gender, std::move(candidates)});
}

void Genders::say(uint32_t entity, char gender, float weight) { evidence_[entity] += gender == 'f' ? weight : -weight; }

void Genders::settle() {
  std::vector<float> all(feminine_.size());
  for (int round = 0; round < kRounds; ++round) {
    for (size_t e = 0; e < feminine_.size(); ++e) {
      tally_[e] = kPriorWeight * kUnknown + std::max(evidence_[e], 0.0F);
      all[e] = kPriorWeight + std::max(evidence_[e], -evidence_[e]);
    }
    for (const Sample& sample : samples_) {
      float total = 0;
      // Squared: the unlikely ones learn little from words that are hardly theirs.
      const auto weigh = [&](const Candidate& c) {
        const float likely = c.score * fit(c.entity, sample.gender);
        return likely * likely;
      };
      for (const Candidate& c : sample.candidates) total += weigh(c);
      if (total <= 0) continue;
      for (const Candidate& c : sample.candidates) {
        const float share = weigh(c) / total;
        all[c.entity] += share;
        if (sample.gender == 'f') tally_[c.entity] += share;
      }
    }
    for (size_t e = 0; e < feminine_.size(); ++e) feminine_[e] = tally_[e] / all[e];
  }
}

float Genders::fit(uint32_t entity, char gender) const {
  const float feminine = feminine_[entity];
  return std::max(gender == 'f' ? feminine : 1 - feminine, kLeastFit);
}

}  // namespace annals
