// Signed and encrypted messages of S/MIME (RFC 8551), as they are packed into one part.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace annals {

struct SealedPart {
  std::optional<std::string> content;  ///< what was signed: a part of a message, with its header
  bool encrypted = false;
};
/// Opens what is signed. Signatures are not checked, nothing is decrypted. Never fails: bytes of another kind are
/// empty.
SealedPart open_sealed(std::string_view der);

}  // namespace annals
