#include "sources/inflate.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

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

Inflated inflate_brotli(std::string_view compressed, uint64_t limit) {
  Inflated out;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  const auto* in = reinterpret_cast<const uint8_t*>(compressed.data());
  size_t left = compressed.size();
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (decoder != nullptr && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    std::array<uint8_t, kStep> step;
    uint8_t* to = step.data();
    size_t room = step.size();
    result = BrotliDecoderDecompressStream(decoder.get(), &left, &in, &room, &to, nullptr);
    out.bytes.append(reinterpret_cast<const char*>(step.data()), step.size() - room);
    if (out.bytes.size() > limit) {
      out.bytes.resize(limit);
      out.too_large = true;
      return out;
    }
  }
  out.damaged = result != BROTLI_DECODER_RESULT_SUCCESS;
  return out;
}

}  // namespace annals
