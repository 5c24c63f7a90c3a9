#include "sources/smime.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <limits>
#include <memory>

namespace annals {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(CMS_ContentInfo* info) const { CMS_ContentInfo_free(info); }
};

}  // namespace

SealedPart open_sealed(std::string_view der) {
  SealedPart out;
  if (der.empty() || der.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return out;
  const std::unique_ptr<BIO, Free> in(BIO_new_mem_buf(der.data(), static_cast<int>(der.size())));
  const std::unique_ptr<CMS_ContentInfo, Free> info(in == nullptr ? nullptr : d2i_CMS_bio(in.get(), nullptr));
  const int kind = info == nullptr ? NID_undef : OBJ_obj2nid(CMS_get0_type(info.get()));
  out.encrypted =
      kind == NID_pkcs7_enveloped || kind == NID_pkcs7_encrypted || kind == NID_id_smime_ct_authEnvelopedData;
  if (kind == NID_pkcs7_signed) {
    ASN1_OCTET_STRING** const content = CMS_get0_content(info.get());
    if (content != nullptr && *content != nullptr) {
      const auto* const bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content));
      out.content = std::string(bytes, static_cast<size_t>(ASN1_STRING_length(*content)));
    }
  }
  ERR_clear_error();
  return out;
}

}  // namespace annals
