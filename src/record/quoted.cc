#include "record/quoted.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kNear = 512;  // bytes between a saying word and what is said

uint32_t near_before(const Claim& claim) { return claim.evidence.begin - std::min(claim.evidence.begin, kNear); }

}  // namespace

const Attribution* told_in(const Reading& reading, const Claim& claim) {
  const auto first = std::lower_bound(reading.attributions.begin(), reading.attributions.end(), near_before(claim),
                                      [](const Attribution& a, uint32_t begin) { return a.content.begin < begin; });
  for (auto at = first; at != reading.attributions.end() && at->content.begin < claim.evidence.end + kNear; ++at) {
    if (at->cue.overlaps(claim.trigger)) return &*at;
  }
  return nullptr;
}

Span quoted_in(const Reading& reading, const Claim& claim) {
  const Attribution* told = told_in(reading, claim);
  const auto speaker = std::find_if(claim.participants.begin(), claim.participants.end(),
                                    [](const Participant& p) { return p.role == "speaker" || p.role == "agent"; });
  const auto first = std::lower_bound(reading.quotes.begin(), reading.quotes.end(), near_before(claim),
                                      [](const Quote& q, uint32_t begin) { return q.span.begin < begin; });
  for (auto at = first; at != reading.quotes.end() && at->span.begin < claim.evidence.end + kNear; ++at) {
    if (!at->direct || at->body || at->depth > 0) continue;
    const bool own = speaker == claim.participants.end() || at->speaker == kNone || at->speaker == speaker->entity;
    if ((told != nullptr && at->span == told->content) || (own && at->span.overlaps(claim.evidence))) return at->span;
  }
  return {};
}

}  // namespace annals
