#include "reading/money_context.h"

#include <algorithm>

#include "reading/expressions.h"

namespace annals {
namespace {

constexpr std::string_view kBetween = " | ";
constexpr int kOfSum = 2;          // what a sum that says its currency counts for, where a place counts 1
constexpr uint32_t kReach = 1200;  // bytes behind a sum in which another need not say its currency

const MoneyPlaces& places_at(const Analysis& analysis, uint32_t byte) {
  const auto after = std::upper_bound(analysis.blocks.begin(), analysis.blocks.end(), byte,
                                      [](uint32_t at, const AnalyzedBlock& b) { return at < b.block->span.begin; });
  const AnalyzedBlock& block = after == analysis.blocks.begin() ? *after : *std::prev(after);
  return block.language->expressions->money_places;
}

// How often the document speaks of each currency, or of where it is used.
std::map<std::string, int> evidence(const Analysis& analysis, const Reading& reading) {
  std::map<std::string, int> found;
  for (const Quantity& quantity : reading.quantities) {
    if (quantity.type == QuantityType::kMoney && !quantity.plain && !quantity.unsaid) found[quantity.unit] += kOfSum;
  }
  for (const Mention& mention : reading.mentions) {
    const MoneyPlaces& places = places_at(analysis, mention.span.begin);
    const auto place = places.at.find(mention.span.of(analysis.text()));
    if (place == places.at.end()) continue;
    std::vector<std::string_view> counted;
    for (const MoneyPlaces::Money& money : place->second) {
      if (std::find(counted.begin(), counted.end(), money.code) != counted.end()) continue;
      counted.push_back(money.code);
      ++found[money.code];
    }
  }
  return found;
}

void settle_plain(const Analysis& analysis, const std::map<std::string, int>& found, Quantity& quantity) {
  const auto count = [&](const std::string& code) {
    const auto at = found.find(code);
    return at == found.end() ? 0 : at->second;
  };
  constexpr int kLeast = 2;
  const std::string read_as = quantity.unit;
  int most = std::max(kLeast - 1, count(read_as));
  for (const auto& [place, moneys] : places_at(analysis, quantity.span.begin).at) {
    for (const MoneyPlaces::Money& money : moneys) {
      if (money.read_as != read_as || count(money.code) <= most) continue;
      most = count(money.code);
      quantity.unit = money.code;
    }
  }
}

}  // namespace

MoneyPlaces compile_money_places(const Pack& pack) {
  MoneyPlaces places;
  const Table& table = pack.table("money_places");
  for (const Table::Row& row : table.rows()) {
    std::string_view rest = table.get(row, "places");
    while (!rest.empty()) {
      const std::string_view place = rest.substr(0, rest.find(kBetween));
      rest.remove_prefix(std::min(rest.size(), place.size() + kBetween.size()));
      places.at[std::string(place)].push_back(
          {std::string(table.get(row, "surface")), std::string(table.get(row, "value"))});
    }
  }
  return places;
}

void settle_currencies(const Analysis& analysis, Reading& reading) {
  std::vector<Quantity>& all = reading.quantities;
  if (std::none_of(all.begin(), all.end(), [](const Quantity& q) { return q.plain || q.unsaid; })) return;
  const std::map<std::string, int> found = evidence(analysis, reading);
  const Quantity* last = nullptr;
  for (Quantity& quantity : all) {
    if (quantity.type != QuantityType::kMoney) continue;
    if (quantity.plain) {
      settle_plain(analysis, found, quantity);
    } else if (quantity.unsaid && last != nullptr && quantity.span.begin - last->span.end < kReach) {
      quantity.unit = last->unit;
    }
    if (!quantity.unit.empty()) last = &quantity;
  }
  all.erase(std::remove_if(all.begin(), all.end(), [](const Quantity& q) { return q.unsaid && q.unit.empty(); }),
            all.end());
}

}  // namespace annals
