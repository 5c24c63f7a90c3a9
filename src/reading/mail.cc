#include "reading/mail.h"

#include <algorithm>

namespace annals {
namespace {

// The mentions of the header line that begins with `name` and a colon.
std::vector<const Mention*> named_in(const Analysis& analysis, const Reading& reading, std::string_view name) {
  std::vector<const Mention*> found;
  const std::string_view text = analysis.text();
  for (const AnalyzedBlock& block : analysis.blocks) {
    if (block.block->role != BlockRole::kHeader) continue;
    const Span span = block.block->span;
    bool mine = false;  // folded header lines go on in the next line
    for (uint32_t line = span.begin; line < span.end;) {
      const size_t newline = text.find('\n', line);
      const auto end = static_cast<uint32_t>(std::min<size_t>(newline, span.end));
      const std::string_view content = text.substr(line, end - line);
      const size_t colon = content.find(':');
      if (!content.starts_with(' ') && !content.starts_with('\t') && colon != std::string_view::npos) {
        mine = colon == name.size() && std::equal(name.begin(), name.end(), content.begin(), [](char a, char b) {
                 return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
               });
      }
      if (mine) {
        auto mention = std::partition_point(reading.mentions.begin(), reading.mentions.end(),
                                            [&](const Mention& m) { return m.span.begin < line; });
        for (; mention != reading.mentions.end() && mention->span.begin < end; ++mention) {
          if (mention->entity != kNone && mention->type != EntityType::kPlace) found.push_back(&*mention);
        }
      }
      line = end + 1;
    }
  }
  return found;
}

}  // namespace

uint32_t mail_author(const Analysis& analysis, const Reading& reading) {
  if (analysis.document->header("from").empty()) return kNone;
  const auto from = named_in(analysis, reading, "from");
  return from.empty() ? kNone : from.front()->entity;
}

uint32_t mail_recipient(const Analysis& analysis, const Reading& reading) {
  if (analysis.document->header("from").empty()) return kNone;
  const auto to = named_in(analysis, reading, "to");
  return to.empty() ? kNone : to.front()->entity;
}

void claim_mail(const Analysis& analysis, Reading& reading) {
  if (analysis.document->header("from").empty()) return;
  const auto from = named_in(analysis, reading, "from");
  if (from.empty()) return;
  Claim claim;
  claim.type = "communication.write";
  claim.trigger = from.front()->span;
  claim.evidence = from.front()->span;
  claim.confidence = 0.95F;
  claim.frame = "e-mail header";
  const auto add = [&](const char* role, const Mention* mention) {
    for (const Participant& p : claim.participants) {
      if (p.entity == mention->entity) return;
    }
    claim.participants.push_back({role, mention->entity, mention->span, {}, false, "mail"});
    claim.evidence = join(claim.evidence, mention->span);
  };
  add("speaker", from.front());
  for (const char* line : {"to", "cc"}) {
    for (const Mention* mention : named_in(analysis, reading, line)) add("addressee", mention);
  }
  if (const auto days = parse_edtf(analysis.document->published)) {
    claim.edtf = analysis.document->published;
    claim.days = *days;
  }
  reading.claims.push_back(std::move(claim));
}

}  // namespace annals
