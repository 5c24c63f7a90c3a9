// Content hashes, by OpenSSL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace annals {

/// SHA-256 of the bytes, as 64 lower-case hexadecimal digits (FIPS 180-4). Any thread.
std::string sha256_hex(std::string_view bytes);
/// MD5 of the bytes, as 32 upper-case hexadecimal digits, for formats that ask for it. Proves nothing. Any thread.
std::string md5_hex_upper(std::string_view bytes);

/// A fast 64-bit hash that is the same on every machine and in every run (FNV-1a with a final mix). Not for
/// adversaries.
constexpr uint64_t stable_hash(std::string_view bytes, uint64_t seed = 0xcbf29ce484222325ULL) {
  uint64_t h = seed;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 32);
}

}  // namespace annals
