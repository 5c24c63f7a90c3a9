#include "sources/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace annals {
namespace {

constexpr size_t kStep = 1 << 16;
constexpr int kGzipOrZlib = MAX_WBITS + 32;
constexpr size_t kMaxInput = 1 << 30;  // zlib counts in 32 bits: longer input is handed over in pieces

// Inflates one member and takes it off `in`. Whether it was whole.
bool inflate_member(std::string_view& in, int window_bits, uint64_t limit, Inflated& out) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return false;
  std::array<char, kStep> step;
  int status = Z_OK;
  while (status == Z_OK) {
    const size_t given = std::min(in.size(), kMaxInput);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // NOLINT: zlib does not write to it
    stream.avail_in = static_cast<uInt>(given);
    stream.next_out = reinterpret_cast<Bytef*>(step.data());
    stream.avail_out = static_cast<uInt>(step.size());
    status = inflate(&stream, Z_NO_FLUSH);
    in.remove_prefix(given - stream.avail_in);
    out.bytes.append(step.data(), step.size() - stream.avail_out);
    if (out.bytes.size() > limit) {
      out.bytes.resize(limit);
      out.too_large = true;
      break;
    }
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END;
}

}  // namespace

Inflated inflate_bytes(std::string_view compressed, uint64_t limit) {
  Inflated out;
  std::string_view rest = compressed;
  if (!rest.starts_with("\x1F\x8B")) {
    out.damaged = !inflate_member(rest, kGzipOrZlib, limit, out);
    if (!out.damaged || out.too_large || !out.bytes.empty()) return out;
    rest = compressed;
    out.damaged = !inflate_member(rest, -MAX_WBITS, limit, out);
    return out;
  }
  while (rest.starts_with("\x1F\x8B") && !out.too_large) {
    if (!inflate_member(rest, kGzipOrZlib, limit, out) && !out.too_large) {
      out.damaged = true;
      break;
    }
  }
  return out;
}

}  // namespace annals
