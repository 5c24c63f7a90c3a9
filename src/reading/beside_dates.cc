#include "reading/beside_dates.h"

namespace annals {
namespace {

using std::chrono::days;

constexpr std::string_view kCommas[] = {",", "،", "，"};

}  // namespace

bool opens_with_comma(std::string_view between, bool far) {
  constexpr size_t kGap = 16, kFarGap = 48;  // bytes
  if (between.size() > (far ? kFarGap : kGap)) return false;
  while (between.starts_with(' ')) between.remove_prefix(1);
  for (const std::string_view comma : kCommas) {
    if (between.starts_with(comma)) return true;
  }
  return false;
}

bool closes_with_comma(std::string_view between) {
  constexpr size_t kGap = 80, kBehind = 8;  // bytes
  if (between.size() > kGap || between.find_first_of(".;:!?\n(") != std::string_view::npos) return false;
  if (between.find("。") != std::string_view::npos || between.find("؛") != std::string_view::npos) return false;
  for (const std::string_view comma : kCommas) {
    const size_t at = between.find(comma);
    if (at != std::string_view::npos)
      return at == between.rfind(comma) && at > 1 && between.size() - at - comma.size() <= kBehind;
  }
  return false;
}

std::string happening_beside(const TimeExpression& e, const Stretch& there) {
  const bool fine = there.unit <= e.unit || there.unit == TimeUnit::kDay;
  if (e.n == kNoNumber || e.about || there.from_ever || there.for_ever || e.unit < TimeUnit::kDay || !fine) return {};
  return moved(there, e.unit, -e.sign * e.n, e.unit != TimeUnit::kDay).edtf();
}

std::string open_interval(const Stretch& stretch, Side side) {
  const auto beside = [&](Day day) {
    const Stretch unit = stretch.unit <= TimeUnit::kYear && stretch.unit >= TimeUnit::kMonth
                             ? unit_around(stretch.unit, day)
                             : day_stretch(day);
    return unit.edtf();
  };
  Stretch plain = stretch;
  plain.about = false;
  // Of 'the end of May' all of May is known, and 'before' it may lie within.
  const bool part = stretch.about || stretch.within;
  if (part && side == Side::kBefore) side = Side::kUntil;
  if (part && side == Side::kAfter) side = Side::kSince;
  if (side == Side::kBefore) return "../" + beside(stretch.first - days{1});
  if (side == Side::kAfter) return beside(stretch.last + days{1}) + "/..";
  const bool since = side == Side::kSince || side == Side::kFrom;
  if (plain.unit > TimeUnit::kYear || plain.edtf().find('/') != std::string::npos)
    plain = day_stretch(since ? plain.first : plain.last);
  return since ? plain.edtf() + "/.." : "../" + plain.edtf();
}

}  // namespace annals
