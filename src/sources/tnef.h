// winmail.dat (TNEF): what Outlook puts into a message instead of parts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sources/outlook_message.h"

namespace annals {

bool is_tnef(std::string_view bytes);

/// What it holds of a message ([MS-OXTNEF]); nothing when it is none. What is cut off or damaged is a remark, and what
/// stands before it is read.
std::optional<OutlookMessage> parse_tnef(std::string_view bytes, std::vector<Remark>& remarks);

}  // namespace annals
