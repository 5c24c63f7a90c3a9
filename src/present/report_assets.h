// What the report holds besides the record.
#pragma once

#include <string_view>

namespace annals {

extern const std::string_view kReportStyle;
extern const std::string_view kReportScript;

}  // namespace annals
