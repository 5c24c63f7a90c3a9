// Mailboxes of the mbox family (RFC 4155 and its older relatives) cut into messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace annals {

/// Whether a line is the `From ` line that begins a message: an envelope with a date, not a sentence.
bool is_from_line(std::string_view line);

/// The messages, each without its `From ` line and with the quoting of such lines inside it undone (`>From ` and, as
/// mboxrd writes, `>>From `). A Content-Length is believed when a message begins or the file ends where it says, and
/// then nothing is unquoted if a bare `From ` line inside shows that nothing was quoted (mboxcl2). A last message that
/// is cut off is kept. Linear.
std::vector<std::string> split_mbox(std::string_view bytes);

}  // namespace annals
