#include "record/order.h"

#include <algorithm>
#include <map>
#include <string>

#include "record/folded_tokens.h"

namespace annals {
namespace {

constexpr uint32_t kFarthest = 240;   // bytes between two claims that one order joins
constexpr uint32_t kLongClause = 90;  // bytes between the words and the claim they refer to

enum class OrderKind { kBefore, kAfter, kSameDay };

struct OrderWords {
  OrderKind kind = OrderKind::kBefore;
  bool first = true;  // they begin the clause they refer to
  std::vector<std::string> phrase;
};

std::vector<OrderWords> load(const Pack& pack, const Folding& folding) {
  std::vector<OrderWords> out;
  const Table& table = pack.table("order");
  for (const Table::Row& row : table.rows()) {
    const std::string_view kind = table.get(row, "kind");
    std::string_view forms = table.get(row, "forms");
    while (!forms.empty()) {
      const size_t end = std::min(forms.find('|'), forms.size());
      OrderWords& words = out.emplace_back();
      words.kind = kind == "before" ? OrderKind::kBefore : kind == "after" ? OrderKind::kAfter : OrderKind::kSameDay;
      words.first = table.get(row, "stands") != "last";
      words.phrase = folded_phrase(forms.substr(0, end), folding);
      forms.remove_prefix(std::min(end + 1, forms.size()));
    }
  }
  // The longest words at a place are meant.
  std::stable_sort(out.begin(), out.end(),
                   [](const OrderWords& a, const OrderWords& b) { return a.phrase.size() > b.phrase.size(); });
  return out;
}

bool is_comma(std::string_view folded) {
  return folded == "," || folded == "，" || folded == "،" || folded == "、" || folded == ";" || folded == "；" ||
         folded == "؛";
}

bool ends_sentence(std::string_view folded) {
  return folded == "." || folded == "。" || folded == "!" || folded == "?" || folded == "！" || folded == "？" ||
         folded == "؟" || folded == ":" || folded == "：";
}

// How far apart two things are said to be.
struct Count {
  int64_t least = 0;
  std::optional<int64_t> most;
  uint32_t time = kNone;  // the reading's time that holds the count
};

struct Found {
  const OrderWords* words = nullptr;
  Span span;
  Count count;
  bool comma_before = false, comma_after = false;  // between it and the claims on either side
};

// Days in a unit of time: as many at the least, and one short of the next at the most.
std::optional<std::pair<int64_t, int64_t>> days_of(const Quantity& duration) {
  constexpr double kMostDays = 40000;
  const auto days = [&](double short_unit, double long_unit) -> std::optional<std::pair<int64_t, int64_t>> {
    const double least = duration.value * short_unit;
    const double most = duration.max.value_or(duration.value) * long_unit + (long_unit - 1);
    if (!(least >= 0) || !(most <= kMostDays)) return std::nullopt;
    return std::pair(static_cast<int64_t>(least), static_cast<int64_t>(most));
  };
  if (duration.unit == "day") return days(1, 1);
  if (duration.unit == "week") return days(7, 7);
  if (duration.unit == "month") return days(28, 31);
  if (duration.unit == "year") return days(365, 366);
  return std::nullopt;
}

// With the reading's time that its count stands in; kNone for none.
struct CountedOrder {
  StatedOrder order;
  uint32_t time = kNone;
};

// The statements of one document.
class Orders {
 public:
  Orders(const std::vector<OrderWords>& words, const Folding& folding, std::vector<CountedOrder>& out)
      : words_(words), folding_(folding), out_(out) {}

  void find(std::span<const ClaimView> views, const std::vector<uint32_t>& by_place) {
    for (size_t n = 0; n + 1 < by_place.size(); ++n) {
      const ClaimView& a = views[by_place[n]];
      const ClaimView& b = views[by_place[n + 1]];
      const Span gap{a.claim->trigger.end, b.claim->trigger.begin};
      if (a.claim->status != ClaimStatus::kAsserted || b.claim->status != ClaimStatus::kAsserted) continue;
      if (gap.begin >= gap.end || gap.size() > kFarthest) continue;
      bool one_sentence = true;
      const Found between = search(a, gap, one_sentence);
      if (!one_sentence) continue;
      if (between.words && between.words->first && !between.comma_after && gap.end - between.span.end <= kLongClause) {
        add(between, by_place[n], by_place[n + 1]);  // A before B
      } else if (between.words && !between.words->first && !between.comma_before &&
                 between.span.begin - gap.begin <= kLongClause) {
        add(between, by_place[n + 1], by_place[n]);  // after A, B: with the words behind A
      } else if (!between.words && !follows(views, by_place, n)) {
        const uint32_t from = a.claim->trigger.begin - std::min(a.claim->trigger.begin, kLongClause);
        bool whole = true;
        const Found before = search(a, {from, a.claim->trigger.begin}, whole);
        if (before.words && before.words->first && !before.comma_after)
          add(before, by_place[n + 1], by_place[n]);  // after A, B
      }
    }
  }

 private:
  // Whether the claim before stands in the same sentence: then words before this one are its own.
  static bool follows(std::span<const ClaimView> views, const std::vector<uint32_t>& by_place, size_t n) {
    return n > 0 && views[by_place[n - 1]].claim->evidence.overlaps(views[by_place[n]].claim->evidence) &&
           views[by_place[n - 1]].claim->trigger.end + kLongClause > views[by_place[n]].claim->trigger.begin;
  }

  // The last words of order in the range's last sentence that refer to a clause; whether one sentence goes on through
  // it.
  Found search(const ClaimView& view, Span range, bool& one_sentence) const {
    Found found;
    const auto tokens = folded_tokens(view.document->text, range, folding_);
    bool comma = false;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (ends_sentence(tokens[i].folded)) {
        one_sentence = false;
        found = {};
        comma = false;
      }
      if (is_comma(tokens[i].folded)) {
        comma = true;
        found.comma_after = true;
      }
      for (const OrderWords& words : words_) {
        if (!stands_at(tokens, i, words.phrase)) continue;
        const Span span = join(tokens[i].span, tokens[i + words.phrase.size() - 1].span);
        Count count;
        if (refers_to_a_clause(view, words, span, range, count)) found = {&words, span, count, comma, false};
        i += words.phrase.size() - 1;
        break;
      }
    }
    return found;
  }

  // 'Before 2016' and 'two days after' belong to a time; 'two days after she left' and 她走了两天后 count from a
  // clause.
  static bool refers_to_a_clause(const ClaimView& view, const OrderWords& words, Span span, Span range, Count& count) {
    const auto touches = [&](const auto& found) {
      return found.span.begin <= span.end + 1 && span.begin <= found.span.end + 1;
    };
    const std::vector<Time>& times = view.reading->times;
    const auto time = std::find_if(times.begin(), times.end(), touches);
    if (time != times.end()) {
      constexpr uint32_t kBeside = 3;  // bytes
      const bool counts = time->basis == TimeBasis::kRelative &&
                          (words.first ? time->span.begin < span.begin && time->span.end < span.end
                                       : time->span.begin <= range.begin + kBeside);
      count.time = static_cast<uint32_t>(time - times.begin());
      return counts;
    }
    const std::vector<Quantity>& quantities = view.reading->quantities;
    const auto quantity = std::find_if(quantities.begin(), quantities.end(), touches);
    if (quantity == quantities.end()) return true;
    if (quantity->type != QuantityType::kDuration || quantity->span.end > span.begin) return false;
    const auto days = days_of(*quantity);
    if (!days || words.kind == OrderKind::kSameDay) return false;
    count.least = days->first;
    count.most = days->second;
    return true;
  }

  void add(const Found& found, uint32_t main, uint32_t reference) {
    StatedOrder order{main, reference, found.words->kind == OrderKind::kSameDay, found.count.least, found.count.most};
    if (found.words->kind == OrderKind::kAfter) std::swap(order.earlier, order.later);
    out_.push_back({order, found.count.time});
  }

  const std::vector<OrderWords>& words_;
  const Folding& folding_;
  std::vector<CountedOrder>& out_;
};

std::vector<CountedOrder> counted_order(std::span<const ClaimView> views, const LanguageSet& languages) {
  std::map<std::string, std::vector<OrderWords>> words_by_language;
  std::vector<CountedOrder> out;
  for (uint32_t begin = 0; begin < views.size();) {
    uint32_t end = begin;
    std::vector<uint32_t> by_place;
    while (end < views.size() && views[end].ref.document == views[begin].ref.document) by_place.push_back(end++);
    std::stable_sort(by_place.begin(), by_place.end(), [&](uint32_t a, uint32_t b) {
      return views[a].claim->trigger.begin < views[b].claim->trigger.begin;
    });
    const std::string& language = views[begin].document->language;
    const auto [words, fresh] = words_by_language.try_emplace(language);
    if (fresh) {
      const Pack* pack = languages.languages().find(language);
      if (pack) words->second = load(*pack, languages.folding());
    }
    if (!words->second.empty()) Orders(words->second, languages.folding(), out).find(views, by_place);
    begin = end;
  }
  return out;
}

}  // namespace

std::vector<StatedOrder> take_order(std::vector<ClaimView>& views, const LanguageSet& languages) {
  std::vector<StatedOrder> out;
  for (const auto& [order, time] : counted_order(views, languages)) {
    for (const uint32_t v : {order.earlier, order.later}) {
      views[v].ordered = true;
      if (time != kNone && views[v].claim->time == time) views[v].own_date = views[v].states_year = false;
    }
    out.push_back(order);
  }
  return out;
}

namespace {

// Of each view, the number of its event; kNone for none.
std::vector<uint32_t> events_of(std::span<const ClaimView> views, const std::vector<Event>& events) {
  std::map<ClaimRef, uint32_t> view_of;
  for (uint32_t v = 0; v < views.size(); ++v) view_of.emplace_hint(view_of.end(), views[v].ref, v);
  std::vector<uint32_t> out(views.size(), kNone);
  for (uint32_t e = 0; e < events.size(); ++e) {
    for (const ClaimRef& ref : events[e].claims) out[view_of.at(ref)] = e;
  }
  return out;
}

bool narrower(const Interval& a, const Interval& b) {
  return a.bounded() && (!b.bounded() || *a.latest - *a.earliest < *b.latest - *b.earliest);
}

std::string edtf_of(const Interval& days) {
  const std::string begin = days.earliest ? to_string(*days.earliest) : "..";
  const std::string end = days.latest ? to_string(*days.latest) : "..";
  return begin == end ? begin : begin + '/' + end;
}

}  // namespace

void date_by_order(std::span<const ClaimView> views, const std::vector<StatedOrder>& orders,
                   const std::vector<bool>& dated, std::vector<Event>& events) {
  const std::vector<uint32_t> event_of = events_of(views, events);
  std::vector<Interval> bounds(events.size());
  for (size_t e = 0; e < events.size(); ++e) {
    if (dated[e]) bounds[e] = events[e].days;
  }
  const auto shifted = [](const std::optional<Day>& day, int64_t days) {
    return day ? std::optional<Day>(*day + std::chrono::days(days)) : std::nullopt;
  };
  const auto raise = [&](uint32_t event, const std::optional<Day>& day) {
    Interval& b = bounds[event];
    if (dated[event] || !day || (b.earliest && *b.earliest >= *day)) return false;
    b.earliest = day;
    return true;
  };
  const auto lower = [&](uint32_t event, const std::optional<Day>& day) {
    Interval& b = bounds[event];
    if (dated[event] || !day || (b.latest && *b.latest <= *day)) return false;
    b.latest = day;
    return true;
  };
  // Bounds go from event to event; more rounds than a text chains such words would only follow a contradiction round.
  constexpr int kRounds = 8;
  bool moved = true;
  for (int round = 0; round < kRounds && moved; ++round) {
    moved = false;
    for (const StatedOrder& order : orders) {
      const uint32_t a = event_of[order.earlier];
      const uint32_t b = event_of[order.later];
      if (a == kNone || b == kNone || a == b) continue;
      moved |= raise(b, shifted(bounds[a].earliest, order.least));
      moved |= lower(a, shifted(bounds[b].latest, -order.least));
      if (order.most) {
        moved |= lower(b, shifted(bounds[a].latest, *order.most));
        moved |= raise(a, shifted(bounds[b].earliest, -*order.most));
      }
      if (order.same_day) {
        moved |= raise(a, bounds[b].earliest);
        moved |= lower(b, bounds[a].latest);
      }
    }
  }
  for (size_t e = 0; e < events.size(); ++e) {
    if (dated[e] || !bounds[e].known()) continue;
    if (bounds[e].bounded() && *bounds[e].earliest > *bounds[e].latest) continue;
    if (events[e].days.known() && intersects(events[e].days, bounds[e]) && !narrower(bounds[e], events[e].days))
      continue;
    events[e].days = bounds[e];
    events[e].edtf = edtf_of(bounds[e]);
  }
}

void sort_by_order(std::span<const ClaimView> views, const std::vector<StatedOrder>& orders,
                   std::vector<Event>& events) {
  std::vector<uint32_t> event_of = events_of(views, events);
  for (const StatedOrder& order : orders) {
    const uint32_t a = event_of[order.earlier];
    const uint32_t b = event_of[order.later];
    if (a == kNone || b == kNone || a <= b || order.same_day || events[a].days != events[b].days) continue;
    // The earlier one moves up to right before the later; those between keep their order.
    std::rotate(events.begin() + b, events.begin() + a, events.begin() + a + 1);
    for (uint32_t& event : event_of) {
      if (event == a) {
        event = b;
      } else if (event != kNone && event >= b && event < a) {
        ++event;
      }
    }
  }
}

}  // namespace annals
