// Documents and sources as JSON.
#include "server/write_json.h"

namespace annals {
namespace {

std::string header(const Document& document, std::string_view wanted) {
  for (const auto& [name, value] : document.headers) {
    if (name == wanted) return value;
  }
  return {};
}

}  // namespace

void ApiWriter::layout(uint32_t number) {
  const Document& document = snapshot_->contents.documents[number];
  json.open_list("pages");
  for (const Page& page : document.pages) {
    json.open();
    json.text("label", page.label);
    place(number, page.span);
    json.number("width", static_cast<double>(page.width));
    json.number("height", static_cast<double>(page.height));
    json.close();
  }
  json.close_list();
  json.open_list("boxes");
  for (const PageBox& box : document.boxes) {
    json.open();
    place(number, box.span);
    json.number("page", static_cast<double>(box.page));
    json.number("left", static_cast<double>(box.left));
    json.number("top", static_cast<double>(box.top));
    json.number("right", static_cast<double>(box.right));
    json.number("bottom", static_cast<double>(box.bottom));
    json.number("confidence", static_cast<double>(box.confidence));
    json.close();
  }
  json.close_list();
}

void ApiWriter::document(uint32_t number) {
  const Document& document = snapshot_->contents.documents[number];
  json.text("id", document.id);
  json.text("path", document.path);
  json.text("title", document.title);
  json.text("language", document.language);
  json.text_or_null("published", document.published);
  json.text("media_type", document.media_type);
  json.number("length", static_cast<double>(points(number, static_cast<uint32_t>(document.text.size()))));
  json.number("origin", static_cast<double>(snapshot_->contents.record.origin_of[number]));
}

void ApiWriter::document_detail(uint32_t number) {
  const CaseContents& contents = snapshot_->contents;
  const Document& document = contents.documents[number];
  const Reading& reading = contents.readings[number];
  this->document(number);
  const Pack* pack = snapshot_->languages.languages().find(document.language);
  json.flag("right_to_left", pack != nullptr && pack->right_to_left);
  json.text("text", document.text);
  const auto place = [&](Span span) { this->place(number, span); };
  const auto list = [&](std::string_view name, const auto& items, auto&& write) {
    json.open_list(name);
    for (const auto& item : items) {
      json.open();
      write(item);
      json.close();
    }
    json.close_list();
  };
  list("blocks", document.blocks, [&](const Block& block) {
    place(block.span);
    json.text("role", to_string(block.role));
  });
  layout(number);
  remarks(document.remarks, number);
  list("mentions", reading.mentions, [&](const Mention& mention) {
    place(mention.span);
    json.text("text", mention.span.of(document.text));
    json.text("type", to_string(mention.type));
    json.text_or_null("entity", entity_id(number, mention.entity));
  });
  list("times", reading.times, [&](const Time& time) {
    place(time.span);
    json.text("edtf", time.edtf);
  });
  list("quantities", reading.quantities, [&](const Quantity& quantity) {
    place(quantity.span);
    json.text("text", quantity.span.of(document.text));
    json.text("type", to_string(quantity.type));
  });
  list("quotes", reading.quotes, [&](const Quote& quote) {
    place(quote.span);
    speaker(number, quote.speaker);
  });
  json.open_list("claims");
  for (uint32_t i = 0; i < reading.claims.size(); ++i) {
    const Claim& claim = reading.claims[i];
    const uint32_t event = contents.record.event_of[number][i];
    json.open();
    place(claim.evidence);
    json.text("id", claim_id(document, claim));
    json.text("type", claim.type);
    json.text("edtf", claim.edtf);
    json.text_or_null("event", event == kNone ? std::string() : contents.record.events[event].id);
    json.text("headline",
              event == kNone ? claim.evidence.of(document.text) : std::string_view(headlines_->of_event[event]));
    json.close();
  }
  json.close_list();
  json.open_list("copies");
  for (const uint32_t near_copy : snapshot_->copies_of_document[number]) {
    const Copy& one = contents.record.copies[near_copy];
    for (const CopySide* side : {&one.a, &one.b}) {
      if (side->document != number) continue;
      const CopySide& other = side == &one.a ? one.b : one.a;
      json.open();
      place(side->span);
      json.text("type", to_string(one.type));
      json.text("document", contents.documents[other.document].id);
      json.number("at", static_cast<double>(points(other.document, other.span.begin)));
      json.close();
    }
  }
  json.close_list();
  decisions_about(document.id);
  json.open_list("thread");
  for (const MailThreads::Message& message : snapshot_->indexes->threads().of(number)) {
    const Document& one = contents.documents[message.document];
    json.open();
    json.text("document", one.id);
    json.text("title", one.title);
    json.text_or_null("published", one.published);
    json.text("from", header(one, "from"));
    json.number("depth", static_cast<double>(message.depth));
    json.close();
  }
  json.close_list();
  json.open_list("headers");
  for (const auto& [name, value] : document.headers) {
    json.open_list();
    json.text(name);
    json.text(value);
    json.close_list();
  }
  json.close_list();
}

void ApiWriter::hit(uint32_t number, Span span, uint32_t reach) {
  json.open("document");
  document(number);
  json.close();
  place(number, span);
  json.text_or_null("page", pages_of(snapshot_->contents.documents[number], span));
  words(snapshot_->contents.documents[number], span, reach);
}

void ApiWriter::source(const CaseSource& source) {
  json.text("path", source.path);
  json.text("sha256", source.sha256);
  json.text("media_type", source.media_type);
  json.number("bytes", static_cast<double>(source.bytes));
  json.text("added", source.added);
  json.text("unread", said(source.unread));
  json.number("documents", static_cast<double>(source.documents));
  json.open_list("places");
  for (const SourcePlace& place : source.places) json.text(place.path);
  json.close_list();
  remarks(source.remarks, kNone);
  const std::string id = source_id(source);
  json.text("id", id);
  json.flag("ticked", snapshot_->decisions.ticked(id));
  decisions_about(id);
}

void ApiWriter::remarks(const std::vector<Remark>& remarks, uint32_t document) {
  json.open_list("remarks");
  for (const Remark& remark : remarks) {
    json.open();
    if (document != kNone) place(document, remark.span);
    json.text("code", remark.code);
    json.text("message", said(remark.message));
    json.close();
  }
  json.close_list();
}

}  // namespace annals
