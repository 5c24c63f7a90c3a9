// The page's files, built into the program (web/dist, through the build's archive).
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace annals {

/// Relative name to bytes, e.g. `index.html`, `assets/index.js`. Empty in a build without the page.
const std::map<std::string, std::string_view, std::less<>>& web_files();

/// The media type by the name's ending.
std::string_view media_type_of(std::string_view name);

}  // namespace annals
