// What the tagger took into a name and is no part of it, where letters have no capitals to tell: common words, verbs
// and words of the grammar at its ends.
#pragma once

#include <string_view>

#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "reading/name_words.h"

namespace annals {

/// The kinds of names and of what begins them, as bits.
constexpr uint32_t kNames = bit(NameKind::kGiven) | bit(NameKind::kFamily) | bit(NameKind::kOrganization) |
                            bit(NameKind::kPlace) | bit(NameKind::kProduct) | bit(NameKind::kOrgHead) |
                            bit(NameKind::kPlaceHead);

/// How often people write the word of this key: 0 (never or hardly) to 15.
int how_often(const NameWords& words, uint64_t form);

/// Common words that the tagger took for a part of a person's name, where letters have no capitals to tell: before a
/// foreign name that is spelled by sound, and with a proclitic after a name.
void trim_words(std::string_view text, const NameFeatures& features, NameSpan& name);

/// البنك يبحث, المحكمة مذكرة: a definite noun that opens names of bodies owns nothing; its name goes on with definite
/// words and those behind 'for'. What is left alone is no name where it is a common noun. Whether there is a name.
bool trim_definite_head(std::string_view text, const NameFeatures& features, NameSpan& name);

/// 就职于维格: words that stand before names end with a letter with which names begin, too.
void cut_overlap(NameSpan& name);

/// 沈歈辞|任, 顾岚获|聘为: the first letter of a verb is no part of the name before it, unless what begins behind it
/// goes further (周既明|确认 and not 周既|明确).
void drop_verb_begun(NameSpan& name);

/// 罗平委托|岸桥律师事务所: words that stand before bodies are no part of one whose closing word is long.
void drop_words_before(const NameFeatures& features, NameSpan& name);

}  // namespace annals
