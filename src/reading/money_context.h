// What money a text speaks of where its words do not say: 'pounds' in a text about Cairo, '12 million' after '£5
// million'.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// Table `money_places`: by place, the currencies that are used there, each with what its word is read as elsewhere.
struct MoneyPlaces {
  struct Money {
    std::string read_as, code;
  };
  std::map<std::string, std::vector<Money>, std::less<>> at;
};
MoneyPlaces compile_money_places(const Pack& pack);

/// Gives sums whose words leave the currency open that of the document's other sums and places, and sums without any
/// that of the last one told; those that have none to take are dropped. Needs names. n log n.
void settle_currencies(const Analysis& analysis, Reading& reading);

}  // namespace annals
