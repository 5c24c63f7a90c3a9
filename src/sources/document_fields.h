// What a document is made of, for base/encoding.h. A change here is a new format of the case file (casefile/codec.cc).
#pragma once

#include "base/encoding.h"
#include "sources/source.h"

namespace annals {

inline void fields(auto& visit, Block& v) { visit(v.role, v.span, v.language, v.depth); }
inline void fields(auto& visit, Remark& v) { visit(v.code, v.message, v.span); }
inline void fields(auto& visit, Page& v) { visit(v.label, v.span, v.width, v.height); }
inline void fields(auto& visit, PageBox& v) { visit(v.span, v.page, v.left, v.top, v.right, v.bottom, v.confidence); }
inline void fields(auto& visit, Message& v) { visit(v.first, v.end, v.body, v.from, v.to, v.cc, v.date, v.depth); }
inline void fields(auto& visit, Document& v) {
  visit(v.id, v.path, v.media_type, v.sha256, v.source_sha256, v.language, v.title, v.byline, v.url, v.published,
        v.published_time, v.published_basis, v.text, v.blocks, v.credits, v.headers, v.remarks);
  if (visit.format >= 3) visit(v.pages, v.boxes);
  if (visit.format >= 5) visit(v.messages);
}
inline void fields(auto& visit, SourcePart& v) { visit(v.name, v.bytes, v.parent, v.whole); }
inline void fields(auto& visit, ReadSource& v) {
  visit(v.sha256, v.media_type, v.documents, v.unread, v.remarks, v.parts);
}

}  // namespace annals
