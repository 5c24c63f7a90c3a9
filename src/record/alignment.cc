#include "record/alignment.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace annals {
namespace {

constexpr double kDrift = 0.02;       // how far the places of a copy may drift apart, as a share of the passage,
constexpr double kLeastDrift = 64;    // and at the least, in bytes
constexpr uint32_t kContext = 9;      // bytes beside a copied word, of which one side must be the same
constexpr uint32_t kLookAround = 24;  // claims after the expected place that are compared

double relative(Span passage, uint32_t position) {
  return (double(position) - passage.begin) / std::max(1U, passage.size());
}

Span place_of(const ClaimView& view) {
  return view.claim->trigger.empty() ? view.claim->evidence : view.claim->trigger;
}

bool near(const Copy& copy, uint32_t a, uint32_t b) {
  const double length = std::max(copy.a.span.size(), copy.b.span.size());
  return std::abs(relative(copy.a.span, a) - relative(copy.b.span, b)) * length <=
         std::max(kLeastDrift, kDrift * length);
}

// Whether the same letters stand before or after two places: what tells two uses of one word in a copied passage apart.
bool same_context(std::string_view text_a, Span a, std::string_view text_b, Span b) {
  const uint32_t before = std::min({kContext, a.begin, b.begin});
  const auto after = [&](std::string_view text, Span span) { return text.substr(span.end, kContext); };
  return text_a.substr(a.begin - before, before) == text_b.substr(b.begin - before, before) ||
         after(text_a, a) == after(text_b, b);
}

bool is_copy(const Copy& copy) { return copy.type == CopyType::kDuplicate || copy.type == CopyType::kNearDuplicate; }

}  // namespace

Alignment::Alignment(const Record& record, std::span<const ClaimView> views) : views_(views) {
  for (const Copy& copy : record.copies) {
    Tie& tie = ties_.emplace_back();
    tie.copy = &copy;
    tie.place = is_copy(copy) ? Place::kCopied : Place::kRetold;
    if (tie.place == Place::kCopied) continue;
    tie.a = types_in(copy.a, views);
    tie.b = types_in(copy.b, views);
  }
  for (const Copy& parallel : record.parallels) ties_.push_back({&parallel, Place::kParallel, {}, {}});
  for (uint32_t t = 0; t < ties_.size(); ++t)
    by_documents_[{ties_[t].copy->a.document, ties_[t].copy->b.document}].push_back(t);
}

Alignment::Types Alignment::types_in(const CopySide& side, std::span<const ClaimView> views) {
  auto view = std::lower_bound(views.begin(), views.end(), ClaimRef{side.document, 0},
                               [](const ClaimView& x, const ClaimRef& ref) { return x.ref < ref; });
  Types types;
  std::vector<uint64_t>& all = types.all;
  for (; view != views.end() && view->ref.document == side.document; ++view) {
    if (side.span.contains(place_of(*view).begin)) all.push_back(stable_hash(view->claim->type));
  }
  std::sort(all.begin(), all.end());
  for (size_t n = 0; n < all.size(); ++n) {
    const bool again = (n > 0 && all[n - 1] == all[n]) || (n + 1 < all.size() && all[n + 1] == all[n]);
    if (!again) types.once.push_back(all[n]);
  }
  return types;
}

Relation Alignment::relate(const ClaimView& a, const ClaimView& b) const {
  if (b.ref < a.ref) return relate(b, a);
  Relation best;
  const auto found = by_documents_.find({a.ref.document, b.ref.document});
  if (found == by_documents_.end()) return best;
  const Span at_a = place_of(a);
  const Span at_b = place_of(b);
  for (const uint32_t t : found->second) {
    const Tie& tie = ties_[t];
    const Copy& copy = *tie.copy;
    if (!copy.a.span.contains(at_a.begin) || !copy.b.span.contains(at_b.begin)) continue;
    if (tie.place == Place::kCopied) {
      const bool same_word = at_a.of(a.document->text) == at_b.of(b.document->text);
      if (same_word && near(copy, at_a.begin, at_b.begin) &&
          same_context(a.document->text, at_a, b.document->text, at_b))
        return {.place = Place::kCopied};
    } else if (best.place == Place::kApart) {
      best.place = tie.place;
      best.distance = std::abs(relative(copy.a.span, at_a.begin) - relative(copy.b.span, at_b.begin));
      best.likeness = copy.similarity;
      const auto among = [](const std::vector<uint64_t>& types, const ClaimView& view) {
        return std::binary_search(types.begin(), types.end(), stable_hash(view.claim->type));
      };
      best.alone = among(tie.a.once, a) && among(tie.b.once, b);
      best.both_kinds = among(tie.a.all, b) || among(tie.b.all, a);
    }
  }
  return best;
}

bool Alignment::one_witness(const ClaimView& a, const ClaimView& b) const {
  if (b.ref < a.ref) return one_witness(b, a);
  const auto found = by_documents_.find({a.ref.document, b.ref.document});
  if (found == by_documents_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](uint32_t t) {
    const Tie& tie = ties_[t];
    const Copy& copy = *tie.copy;
    return (tie.place == Place::kCopied || copy.type == CopyType::kTranslation) &&
           copy.a.span.contains(place_of(a).begin) && copy.b.span.contains(place_of(b).begin);
  });
}

bool Alignment::tied(const ClaimView& a, const ClaimView& b) const {
  return by_documents_.count(std::minmax(a.ref.document, b.ref.document)) != 0;
}

std::vector<std::pair<uint32_t, uint32_t>> Alignment::pairs() const {
  // Claims of a document by place; views are in order of (document, claim), and a reading's claims nearly in order of
  // place.
  std::map<uint32_t, std::vector<std::pair<uint32_t, uint32_t>>> by_document;  // place, view
  for (uint32_t v = 0; v < views_.size(); ++v)
    by_document[views_[v].ref.document].emplace_back(place_of(views_[v]).begin, v);
  for (auto& [document, places] : by_document) std::sort(places.begin(), places.end());

  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (const Tie& tie : ties_) {
    const Copy& copy = *tie.copy;
    const auto in_a = by_document.find(copy.a.document);
    const auto in_b = by_document.find(copy.b.document);
    if (in_a == by_document.end() || in_b == by_document.end()) continue;
    const auto at = [](const auto& places, uint32_t position) {
      return std::lower_bound(places.begin(), places.end(), std::pair<uint32_t, uint32_t>(position, 0));
    };
    const double length = std::max(copy.a.span.size(), copy.b.span.size());
    const double drift = tie.place == Place::kCopied ? std::max(kLeastDrift, kDrift * length) : length;
    for (auto x = at(in_a->second, copy.a.span.begin); x != in_a->second.end() && x->first < copy.a.span.end; ++x) {
      const double expected = copy.b.span.begin + relative(copy.a.span, x->first) * copy.b.span.size();
      const auto from = static_cast<uint32_t>(std::max<double>(copy.b.span.begin, expected - drift));
      uint32_t looked = 0;
      for (auto y = at(in_b->second, from); y != in_b->second.end() && y->first < copy.b.span.end &&
                                            y->first <= expected + drift && looked < kLookAround;
           ++y, ++looked) {
        if (x->second == y->second) continue;
        out.emplace_back(std::min(x->second, y->second), std::max(x->second, y->second));
      }
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace annals
