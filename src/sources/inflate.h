// Compressed bytes made plain, by zlib and brotli.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace annals {

/// What came out before the data ended, was found damaged, or reached the limit.
struct Inflated {
  std::string bytes;
  bool damaged = false;    ///< the data is cut off or wrong from some place on
  bool too_large = false;  ///< there is more than the limit
};

/// Inflates gzip (all members, one after the other), zlib or raw deflate data. Never fails.
Inflated inflate_bytes(std::string_view compressed, uint64_t limit);

/// The same for what browsers are sent as `br`.
Inflated inflate_brotli(std::string_view compressed, uint64_t limit);

}  // namespace annals
