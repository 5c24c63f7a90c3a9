// Words that pages use in `class` and `id` for what is not the article. Names are English on pages of every language,
// so this is no language pack.
#pragma once

#include <cstdint>
#include <string_view>

namespace annals {

/// What a class or id says about an element.
enum HtmlNameMeaning : uint32_t {
  kFurnitureName = 1,       ///< navigation, sharing, advertisement …
  kMaybeFurnitureName = 2,  ///< the same, where there are other signs too
  kCommentsName = 4,
  kBylineName = 8,     ///< author or date
  kAuthorName = 1024,  ///< says who wrote it
  kCaptionName = 16,
  kArticleName = 32,          ///< holds the article's text
  kLeadName = 128,            ///< the article's first paragraph, set apart
  kShortFurnitureName = 256,  ///< furniture while it is short
  kUnseenName = 512,          ///< furniture in the midst of a sentence too
  kContentName = 64,          ///< holds what is not furniture
};

/// The meanings of all words in a class or id attribute (`postBody`, `post-body` and `post_body` are the words post,
/// body and also postbody).
uint32_t html_name_meanings(std::string_view value);

}  // namespace annals
