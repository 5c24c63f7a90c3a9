#include "record/suspects.h"

#include <algorithm>
#include <set>

#include "reading/quantities.h"
#include "record/amounts.h"

namespace annals {
namespace {

using Place = std::pair<uint32_t, uint32_t>;

// One side of a conflict: who tells this sum, and in which languages.
struct Telling {
  double amount = 0;
  std::vector<Place> quantities;
  std::set<std::string> languages;
  std::set<uint32_t> origins;
};

class Suspects {
 public:
  Suspects(std::span<const DocumentReading> documents, const LanguageSet& languages, const Record& record)
      : documents_(documents), languages_(languages), record_(record) {}

  std::vector<Place> find() {
    for (const Conflict& conflict : record_.conflicts) {
      if (conflict.cause != "scale") continue;
      std::vector<Telling> tellings;
      for (const ConflictValue& value : conflict.values) {
        Telling telling = telling_of(value);
        if (telling.amount > 0) tellings.push_back(std::move(telling));
      }
      for (size_t i = 0; i < tellings.size(); ++i) {
        for (size_t j = i + 1; j < tellings.size(); ++j) judge(tellings[i], tellings[j]);
      }
    }
    return {found_.begin(), found_.end()};
  }

 private:
  Telling telling_of(const ConflictValue& value) const {
    Telling telling;
    for (const ClaimRef& ref : value.claims) {
      const Reading& reading = *documents_[ref.document].reading;
      for (const ClaimQuantity& part : reading.claims[ref.claim].quantities) {
        if (part.quantity >= reading.quantities.size()) continue;
        const Quantity& quantity = reading.quantities[part.quantity];
        if (write_amount(quantity) != value.value) continue;
        telling.amount = quantity.value;
        telling.quantities.emplace_back(ref.document, part.quantity);
        telling.languages.insert(documents_[ref.document].document->language);
        telling.origins.insert(record_.origin_of[ref.document]);
      }
    }
    return telling;
  }

  bool language_explains(const Telling& telling, double a, double b) const {
    return std::any_of(telling.languages.begin(), telling.languages.end(), [&](const std::string& language) {
      return mistaken_scale(a, b, *languages_.get(language).pack).has_value();
    });
  }

  void judge(const Telling& a, const Telling& b) {
    const bool by_a = language_explains(a, a.amount, b.amount);
    const bool by_b = language_explains(b, a.amount, b.amount);
    if (!by_a && !by_b) return;
    if (by_a == by_b && a.origins.size() == b.origins.size()) return;
    const bool blame_a = a.origins.size() != b.origins.size() ? a.origins.size() < b.origins.size() : by_a;
    const Telling& blamed = blame_a ? a : b;
    found_.insert(blamed.quantities.begin(), blamed.quantities.end());
  }

  std::span<const DocumentReading> documents_;
  const LanguageSet& languages_;
  const Record& record_;
  std::set<Place> found_;
};

}  // namespace

std::vector<Place> suspect_sums(std::span<const DocumentReading> documents, const LanguageSet& languages,
                                const Record& record) {
  return Suspects(documents, languages, record).find();
}

}  // namespace annals
