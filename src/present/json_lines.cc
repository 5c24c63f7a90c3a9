#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "present/citation.h"
#include "present/export.h"
#include "present/headline.h"
#include "present/json.h"
#include "record/look_alikes.h"
#include "record/suspects.h"
#include "text/utf8.h"

namespace annals {
namespace {

// One JSON object a line.
class Line : public Json {
 public:
  explicit Line(std::string_view kind) {
    open();
    text("kind", kind);
  }

  void finish(const Sink& sink) {
    close();
    sink(take() + '\n');
  }
};

// Writes what belongs to one document. `entity_id` and `event_id` name local entities and claims in the export.
class DocumentWriter {
 public:
  using Name = std::function<std::string(uint32_t)>;
  using Kind = std::function<EntityType(const Mention&)>;
  /// `suspects`: the quantities that the record holds for mistranslated, in order.
  DocumentWriter(const Document& document, const Reading& reading, const CodePointIndex& points, bool explain,
                 bool with_text, const Sink& sink, std::vector<uint32_t> suspects = {},
                 std::span<const SourcePlace> other_places = {})
      : document_(document),
        reading_(reading),
        points_(points),
        explain_(explain),
        with_text_(with_text),
        sink_(sink),
        suspects_(std::move(suspects)),
        other_places_(other_places) {}

  void write(const Name& entity_id, const Name& event_id, const Kind& kind_of) const {
    write_document(entity_id);
    for (const Mention& mention : reading_.mentions) {
      Line line("mention");
      place(line, mention.span);
      entity(line, "entity", mention.entity, entity_id);
      line.text("type", to_string(kind_of(mention)));
      if (explain_) line.number("confidence", mention.confidence);
      line.finish(sink_);
    }
    if (explain_) write_references(entity_id);
    for (const Time& time : reading_.times) write_time(time);
    for (uint32_t i = 0; i < reading_.quantities.size(); ++i)
      write_quantity(reading_.quantities[i], std::binary_search(suspects_.begin(), suspects_.end(), i));
    for (const Quote& quote : reading_.quotes) {
      if (quote.body) continue;
      Line line("quote");
      place(line, quote.span);
      entity(line, "speaker", quote.speaker, entity_id);
      entity(line, "addressee", quote.addressee, entity_id);
      line.flag("direct", quote.direct);
      line.finish(sink_);
    }
    for (const Attribution& attribution : reading_.attributions) {
      Line line("attribution");
      place(line, attribution.content);
      part(line, "source", attribution.source);
      part(line, "cue", attribution.cue);
      entity(line, "entity", attribution.entity, entity_id);
      line.flag("direct", attribution.direct);
      line.finish(sink_);
    }
    for (uint32_t i = 0; i < reading_.claims.size(); ++i) write_claim(i, entity_id, event_id);
  }

 private:
  void span(Line& line, Span span) const {
    line.number("start", points_.code_points(span.begin));
    line.number("end", points_.code_points(span.end));
  }
  void place(Line& line, Span where) const {
    line.text("document", document_.id);
    span(line, where);
    line.text("text", where.of(document_.text));
  }
  void part(Line& line, std::string_view name, Span where) const {
    if (where.empty()) {
      line.text_or_null(name, "");
      return;
    }
    line.open(name);
    span(line, where);
    line.text("text", where.of(document_.text));
    line.close();
  }
  static void entity(Line& line, std::string_view name, uint32_t local, const Name& entity_id) {
    line.text_or_null(name, local == kNone ? std::string() : entity_id(local));
  }
  static void days(Line& line, const std::string& edtf, const Interval& interval) {
    line.text_or_null("edtf", edtf);
    line.day("earliest", interval.earliest);
    line.day("latest", interval.latest);
  }

  void write_document(const Name& entity_id) const {
    Line line("document");
    line.text("id", document_.id);
    line.text("path", document_.path);
    line.text("media_type", document_.media_type);
    line.text_or_null("language", document_.language);
    line.text_or_null("title", document_.title);
    line.text_or_null("published", document_.published);
    line.number("length", points_.code_points(static_cast<uint32_t>(document_.text.size())));
    line.text("sha256", document_.sha256);
    if (!document_.byline.empty()) line.text("byline", document_.byline);
    if (!document_.url.empty()) line.text("url", document_.url);
    write_production(line);
    if (with_text_) line.text("text", document_.text);
    line.open_list("blocks");
    for (const Block& block : document_.blocks) {
      line.open();
      line.text("role", to_string(block.role));
      span(line, block.span);
      line.text_or_null("language", block.language);
      line.close();
    }
    line.close_list();
    line.open_list("credits");
    write_credits(line, entity_id);
    line.close_list();
    line.finish(sink_);
  }

  // Numbers, custodian and family, where a load file says them; pages, where the source has them.
  void write_production(Line& line) const {
    for (const auto& [header, name] :
         {std::pair{"bates-begin", "bates_begin"}, std::pair{"bates-end", "bates_end"},
          std::pair{"custodian", "custodian"}, std::pair{"attachment-begin", "attachment_begin"},
          std::pair{"attachment-end", "attachment_end"}, std::pair{"parent", "parent"}}) {
      if (!is_produced(document_)) break;
      const std::string_view value = document_.header(header);
      if (!value.empty()) line.text(name, value);
    }
    if (!other_places_.empty()) {
      line.open_list("also_at");
      for (const SourcePlace& other : other_places_) line.text(other.path);
      line.close_list();
    }
    if (document_.pages.empty()) return;
    line.open_list("pages");
    for (const Page& page : document_.pages) {
      line.open();
      line.text("label", page.label);
      span(line, page.span);
      if (page.width > 0) {
        line.number("width", static_cast<double>(page.width));
        line.number("height", static_cast<double>(page.height));
      }
      line.close();
    }
    line.close_list();
  }

  // Where the words of a span stand on their pages: the lines that they are part of.
  void boxes(Line& line, Span span) const {
    const std::string pages = pages_of(document_, span);
    if (!pages.empty()) line.text("page", pages);
    const auto first = std::partition_point(document_.boxes.begin(), document_.boxes.end(),
                                            [&](const PageBox& box) { return box.span.end <= span.begin; });
    if (first == document_.boxes.end() || first->span.begin >= span.end) return;
    line.open_list("boxes");
    for (auto box = first; box != document_.boxes.end() && box->span.begin < span.end; ++box) {
      line.open();
      line.number("page", box->page);
      line.number("left", static_cast<double>(box->left));
      line.number("top", static_cast<double>(box->top));
      line.number("right", static_cast<double>(box->right));
      line.number("bottom", static_cast<double>(box->bottom));
      if (box->confidence > 0) line.number("confidence", box->confidence);
      line.close();
    }
    line.close_list();
  }

  // The spans that the reader of sources found, and the credited names that the reading found elsewhere.
  void write_credits(Line& line, const Name& entity_id) const {
    std::vector<uint32_t> named;
    const auto write = [&](uint32_t local, Span where) {
      line.open();
      entity(line, "entity", local, entity_id);
      span(line, where);
      line.close();
    };
    for (const Span credit : document_.credits) {
      const auto mention = std::find_if(reading_.mentions.begin(), reading_.mentions.end(),
                                        [&](const Mention& m) { return m.span.overlaps(credit); });
      const uint32_t local = mention == reading_.mentions.end() ? kNone : mention->entity;
      named.push_back(local);
      write(local, credit);
    }
    for (const uint32_t local : reading_.credits) {
      if (std::find(named.begin(), named.end(), local) != named.end()) continue;
      const auto mention = std::find_if(reading_.mentions.begin(), reading_.mentions.end(),
                                        [&](const Mention& m) { return m.entity == local; });
      if (mention != reading_.mentions.end()) write(local, mention->span);
    }
  }

  void write_references(const Name& entity_id) const {
    for (const Reference& reference : reading_.references) {
      Line line("reference");
      place(line, reference.span);
      entity(line, "entity", reference.entity, entity_id);
      line.number("confidence", reference.confidence);
      line.finish(sink_);
    }
  }

  // 'From 2015 to 2018' is one time; 2015-2018 are two dates, each with the whole range beside it.
  void write_time(const Time& time) const {
    if (time.ends.empty()) return write_time(time, time.span, time.edtf, time.days);
    for (const TimeEnd& end : time.ends) write_time(time, end.span, end.edtf, end.days);
  }

  void write_time(const Time& time, Span where, const std::string& edtf, const Interval& interval) const {
    Line line("time");
    place(line, where);
    days(line, edtf, interval);
    line.text("basis", to_string(time.basis));
    if (!time.ends.empty()) line.text("range", time.edtf);
    if (!time.open.empty()) line.text("open", time.open);
    if (!time.clock.empty()) line.text("clock", time.clock);
    if (explain_) {
      line.text("rule", time.rule);
      if (time.anchor) line.text("anchor", time.anchor->of(document_.text));
      if (time.from_document_date) line.text("anchor", document_.published);
    }
    line.finish(sink_);
  }

  void write_quantity(const Quantity& quantity, bool suspect) const {
    Line line("quantity");
    place(line, quantity.span);
    line.text("type", to_string(quantity.type));
    line.number("value", quantity.value);
    line.number("max", quantity.max);
    line.text("unit", quantity.unit);
    if (!quantity.per.empty()) line.text("per", quantity.per);
    line.flag("suspect", quantity.suspect || suspect);
    if (explain_) line.text("rule", quantity.rule);
    line.finish(sink_);
  }

  void write_claim(uint32_t number, const Name& entity_id, const Name& event_id) const {
    const Claim& claim = reading_.claims[number];
    Line line("claim");
    line.text("id", claim_id(document_, claim));
    line.text("document", document_.id);
    span(line, claim.evidence);
    line.open("trigger");
    span(line, claim.trigger);
    if (explain_) line.text("text", claim.trigger.of(document_.text));
    line.close();
    boxes(line, claim.evidence);
    line.text("type", claim.type);
    days(line, claim.edtf, claim.days);
    line.open_list("participants");
    for (const Participant& participant : claim.participants) {
      line.open();
      line.text("role", participant.role);
      if (participant.entity != kNone) {
        line.text("entity", entity_id(participant.entity));
      } else {
        line.text("text", participant.text);
      }
      span(line, participant.span);
      if (participant.implied) line.flag("implied", true);
      if (explain_) {
        if (participant.entity != kNone) line.text("words", participant.span.of(document_.text));
        line.text("rule", participant.rule);
      }
      line.close();
    }
    line.close_list();
    line.open_list("quantities");
    for (const ClaimQuantity& part : claim.quantities) {
      if (part.quantity >= reading_.quantities.size()) continue;
      const Quantity& quantity = reading_.quantities[part.quantity];
      line.open();
      line.text("role", part.role);
      span(line, quantity.span);
      line.number("value", quantity.value);
      line.number("max", quantity.max);
      line.text("unit", quantity.unit);
      line.close();
    }
    line.close_list();
    line.number("confidence", std::round(static_cast<double>(claim.confidence) * 1000) / 1000);
    line.text("status", to_string(claim.status));
    entity(line, "attributed_to", claim.attributed_to, entity_id);
    write_chain(line, claim, entity_id);
    line.text_or_null("event", event_id(number));
    if (explain_) {
      line.text("frame", claim.frame);
      if (claim.time != kNone) {
        line.text("dated_by", reading_.times[claim.time].span.of(document_.text));
        line.text("time_basis", to_string(claim.time_basis));
      }
    }
    line.finish(sink_);
  }

  // Who says so, from the nearest sayer to the sources that the document credits.
  void write_chain(Line& line, const Claim& claim, const Name& entity_id) const {
    std::vector<uint32_t> chain = claim.chain;
    for (const uint32_t credit : reading_.credits) {
      if (std::find(chain.begin(), chain.end(), credit) == chain.end()) chain.push_back(credit);
    }
    if (chain.empty()) return;
    line.open_list("chain");
    for (const uint32_t local : chain) line.text(entity_id(local));
    line.close_list();
  }

  const Document& document_;
  const Reading& reading_;
  const CodePointIndex& points_;
  bool explain_, with_text_;
  const Sink& sink_;
  std::vector<uint32_t> suspects_;
  std::span<const SourcePlace> other_places_;
};

class CaseWriter {
 public:
  CaseWriter(const CaseContents& contents, const LanguageSet& languages, const HeadlineWriter& headlines,
             bool with_text, const Sink& sink)
      : contents_(contents),
        record_(contents.record),
        headlines_(headlines),
        with_text_(with_text),
        sink_(sink),
        suspects_(contents.documents.size()) {
    points_.reserve(contents.documents.size());
    std::vector<DocumentReading> documents;
    for (size_t i = 0; i < contents.documents.size(); ++i) {
      points_.emplace_back(contents.documents[i].text);
      documents.push_back({&contents.documents[i], &contents.readings[i]});
    }
    look_alikes_ = find_look_alikes(record_.entities, documents);
    for (const auto& [document, quantity] : suspect_sums(documents, languages, record_))
      suspects_[document].push_back(quantity);
  }

  void write() const {
    for (uint32_t i = 0; i < contents_.documents.size(); ++i) {
      const auto source = std::partition_point(contents_.sources.begin(), contents_.sources.end(),
                                               [&](const auto& one) { return one.path < contents_.documents[i].path; });
      const bool known = source != contents_.sources.end() && source->path == contents_.documents[i].path;
      const DocumentWriter writer(contents_.documents[i], contents_.readings[i], points_[i], false, with_text_, sink_,
                                  suspects_[i], known ? source->places : std::span<const SourcePlace>{});
      writer.write([&](uint32_t local) { return record_.entities[record_.entity_of[i][local]].id; },
                   [&](uint32_t claim) {
                     const uint32_t event = record_.event_of[i][claim];
                     return event == kNone ? std::string() : record_.events[event].id;
                   },
                   [&](const Mention& mention) {
                     if (mention.entity == kNone) return mention.type;
                     return record_.entities[record_.entity_of[i][mention.entity]].type;
                   });
    }
    for (uint32_t i = 0; i < record_.entities.size(); ++i) write_entity(i);
    for (const Event& event : record_.events) write_event(event);
    for (const Conflict& conflict : record_.conflicts) write_conflict(conflict);
    for (const Copy& copy : record_.copies) {
      Line line("copy");
      write_side(line, "a", copy.a);
      write_side(line, "b", copy.b);
      line.text("type", to_string(copy.type));
      line.number("similarity", copy.similarity);
      line.number("direction", copy.direction);
      line.finish(sink_);
    }
    for (const Gap& gap : record_.gaps) write_gap(gap);
  }

 private:
  void write_claims(Line& line, const std::vector<ClaimRef>& claims) const {
    line.open_list("claims");
    for (const ClaimRef& ref : claims) {
      line.text(claim_id(contents_.documents[ref.document], contents_.readings[ref.document].claims[ref.claim]));
    }
    line.close_list();
  }

  // Its own spellings that look like another name, and words in texts that look like it.
  void write_look_alikes(Line& line, uint32_t entity) const {
    bool any = false;
    for (const LookAlike& one : look_alikes_) {
      if (one.entity != entity && (one.entity != kNone || one.other != entity)) continue;
      if (!any) line.open_list("look_alikes");
      any = true;
      line.open();
      line.text("name", one.name);
      line.open_list("alphabets");
      for (const std::string& alphabet : one.alphabets) line.text(alphabet);
      line.close_list();
      line.text_or_null("entity", one.other == kNone ? std::string() : record_.entities[one.other].id);
      line.text_or_null("looks_like", one.other_name);
      if (one.document != kNone) {
        line.text("document", contents_.documents[one.document].id);
        line.number("start", points_[one.document].code_points(one.span.begin));
        line.number("end", points_[one.document].code_points(one.span.end));
      }
      line.close();
    }
    if (any) line.close_list();
  }

  void write_entity(uint32_t number) const {
    const Entity& entity = record_.entities[number];
    Line line("entity");
    line.text("id", entity.id);
    line.text("type", to_string(entity.type));
    line.text("name", entity.name);
    line.open_list("names");
    for (const EntityName& name : entity.names) {
      line.open();
      line.text("text", name.text);
      line.text_or_null("language", name.language);
      line.number("count", name.count);
      line.close();
    }
    line.close_list();
    line.open_list("proposals");
    for (const MergeReason& reason : entity.reasons) {
      if (!reason.proposal) continue;
      line.open();
      line.text("a", reason.a);
      line.text("b", reason.b);
      line.text("why", reason.why);
      line.number("confidence", static_cast<double>(reason.confidence));
      line.open_list("evidence");
      for (const std::string& evidence : reason.evidence) line.text(evidence);
      line.close_list();
      line.close();
    }
    line.close_list();
    write_look_alikes(line, number);
    line.finish(sink_);
  }

  void write_event(const Event& event) const {
    Line line("event");
    line.text("id", event.id);
    line.text("type", event.type);
    line.text_or_null("edtf", event.edtf);
    line.day("earliest", event.days.earliest);
    line.day("latest", event.days.latest);
    line.open_list("participants");
    for (const EventParticipant& participant : event.participants) {
      line.open();
      line.text("role", participant.role);
      if (participant.entity != kNone) {
        line.text("entity", record_.entities[participant.entity].id);
      } else {
        line.text("text", participant.text);
      }
      line.close();
    }
    line.close_list();
    line.open_list("quantities");
    for (const EventQuantity& quantity : event.quantities) {
      line.open();
      line.text("role", quantity.role);
      line.number("value", quantity.value);
      line.number("max", quantity.max);
      line.text("unit", quantity.unit);
      line.close();
    }
    line.close_list();
    line.text("status", to_string(event.status));
    write_claims(line, event.claims);
    line.open_list("documents");
    for (const uint32_t document : event.documents) line.text(contents_.documents[document].id);
    line.close_list();
    line.number("independent_sources", event.independent_sources);
    line.text("significance", to_string(event.significance));
    line.text("headline", headlines_.headline(event));
    line.finish(sink_);
  }

  void write_conflict(const Conflict& conflict) const {
    Line line("conflict");
    line.text("id", conflict.id);
    line.text_or_null("event", conflict.event == kNone ? std::string() : record_.events[conflict.event].id);
    if (!conflict.related.empty()) {
      line.open_list("related");
      for (const uint32_t event : conflict.related) line.text(record_.events[event].id);
      line.close_list();
    }
    line.text("slot", conflict.slot);
    line.open_list("values");
    for (const ConflictValue& value : conflict.values) {
      line.open();
      line.text("value", value.value);
      write_claims(line, value.claims);
      line.close();
    }
    line.close_list();
    line.text("cause", conflict.cause);
    line.finish(sink_);
  }

  void span(Line& line, uint32_t document, Span where) const {
    line.text("document", contents_.documents[document].id);
    line.number("start", points_[document].code_points(where.begin));
    line.number("end", points_[document].code_points(where.end));
  }
  void write_side(Line& line, std::string_view name, const CopySide& side) const {
    line.open(name);
    span(line, side.document, side.span);
    line.close();
  }

  void write_gap(const Gap& gap) const {
    Line line("gap");
    line.day("earliest", gap.days.earliest);
    line.day("latest", gap.days.latest);
    line.text("type", gap.kind);
    line.text("why", headlines_.gap(gap));
    write_claims(line, gap.claims);
    if (gap.document != kNone) span(line, gap.document, gap.span);
    line.finish(sink_);
  }

  const CaseContents& contents_;
  const Record& record_;
  const HeadlineWriter& headlines_;
  bool with_text_;
  const Sink& sink_;
  std::vector<CodePointIndex> points_;
  std::vector<std::vector<uint32_t>> suspects_;
  std::vector<LookAlike> look_alikes_;  // few  // by document
};

}  // namespace

void export_json_lines(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                       bool with_text, const Sink& sink) {
  const HeadlineWriter headlines(languages.languages(), language, contents);
  CaseWriter(contents, languages, headlines, with_text, sink).write();
}

void write_reading(const Document& document, const Reading& reading, bool explain, const Sink& sink) {
  const CodePointIndex points(document.text);
  const DocumentWriter writer(document, reading, points, explain, false, sink);
  writer.write([&](uint32_t local) { return document.id + "#e" + std::to_string(local); },
               [](uint32_t) { return std::string(); }, [](const Mention& mention) { return mention.type; });
}

}  // namespace annals
