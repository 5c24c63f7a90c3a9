// Names that a document tells by naming them again, where letters have no capitals to tell: a body that is founded or
// bought in one sentence and acts in others, and what people call somebody whose surname stands there.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_work.h"

namespace annals {

/// 'founded Ferry Tea', in ideographs: what follows such a word up to the end of its clause, or closes like the name of
/// a body, is one when it stands elsewhere in the document too. Raises its scores wherever it stands. Linear.
void add_repeated_bodies(std::vector<NameWork>& works);

/// شركة منارة الناشئة: between a noun for bodies and a definite adjective a word without an article is a name. Raises
/// its scores wherever it stands. Linear.
void add_bodies_of_common_words(std::string_view text, std::vector<NameWork>& works);

/// 老林 where one found person's surname is 林. Raises its scores. Linear. Needs labels.
void add_nicknames(std::vector<NameWork>& works);

/// 云岫 of 云岫文化有限公司, in ideographs. Raises its scores. Linear. Needs labels.
void add_short_bodies(std::vector<NameWork>& works);

}  // namespace annals
