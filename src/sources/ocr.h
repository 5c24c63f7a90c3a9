// Text in pictures, recognised by tesseract in a process of its own, where it is installed.
#pragma once

#include <string>
#include <string_view>

#include "sources/page_layout.h"

namespace annals {

struct Recognised {
  LayoutPage page;
  float confidence = 0;  ///< mean of the lines, 0 to 100
  std::string failure;   ///< empty, or why nothing was recognised
};

/// Recognises the text of a picture (PNG, JPEG, TIFF, WebP …). The script is told first, and the models for that script
/// that are installed are used. Lengths are multiplied by `scale`.
Recognised recognise(std::string_view picture, float scale);

}  // namespace annals
