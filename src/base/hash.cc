#include "base/hash.h"

#include <openssl/evp.h>

#include "base/result.h"

namespace annals {

namespace {

std::string hex_of(std::string_view bytes, const EVP_MD* kind, const char* digits) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  ANNALS_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &length, kind, nullptr) == 1, "the hash failed");
  std::string hex;
  hex.reserve(length * 2);
  for (unsigned i = 0; i < length; ++i) {
    hex += digits[digest[i] >> 4];
    hex += digits[digest[i] & 15];
  }
  return hex;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return hex_of(bytes, EVP_sha256(), "0123456789abcdef"); }
std::string md5_hex_upper(std::string_view bytes) { return hex_of(bytes, EVP_md5(), "0123456789ABCDEF"); }

}  // namespace annals
