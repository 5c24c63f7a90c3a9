// The last step from a source to a finished document: what needs language packs. Languages of blocks, boilerplate,
// bylines, titles, quoted replies, credited sources, the document's own date.
#pragma once

#include <memory>

#include "languages/pack.h"
#include "sources/document.h"

namespace annals {

/// What all packs know about documents as wholes, compiled. Tables read: langid, boilerplate, labels, reply_lines,
/// months, and `_world` neighbours. Immutable after construction; any thread. The Languages must outlive it.
class DocumentFinisher {
 public:
  explicit DocumentFinisher(const Languages& languages);
  ~DocumentFinisher();
  DocumentFinisher(const DocumentFinisher&) = delete;
  DocumentFinisher& operator=(const DocumentFinisher&) = delete;

  /// Settles the document's blocks and envelope. Depends on the document and the packs alone; linear; never throws.
  /// Done once for each document that read_source() or read_json_document() returned.
  void finish(Document& document) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace annals
