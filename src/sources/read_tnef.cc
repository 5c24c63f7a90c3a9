// winmail.dat on its own: read as the message that it was cut from. In mail it is taken apart with the message
// (read_mail.cc).
#include "sources/readers.h"
#include "sources/tnef.h"

namespace annals {
namespace {

int accepts(std::string_view, std::string_view head) { return is_tnef(head) ? 97 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/ms-tnef";
  if (const auto message = parse_tnef(source.bytes, out.remarks))
    out.parts.push_back({"message.eml", mail_of(*message), SourcePart::kWholeSource, true});
}

}  // namespace

const SourceReader kTnefReader{"tnef", accepts, read, true, true};

}  // namespace annals
