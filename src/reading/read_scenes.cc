#include "reading/read_scenes.h"

#include <algorithm>

#include "reading/clauses.h"
#include "reading/scan.h"
#include "reading/told_parts.h"

namespace annals {
namespace {

// What a message takes over from the text before it: nothing but who writes to whom.
Discourse discourse_of(const Mail::Voice& voice, const Reading& reading) {
  Discourse discourse;
  const auto actor_of = [&](uint32_t entity, std::vector<Actor>& actors) {
    const auto named = std::find_if(reading.mentions.begin(), reading.mentions.end(),
                                    [&](const Mention& m) { return m.entity == entity; });
    if (named != reading.mentions.end()) actors.push_back({entity, named->type, named->span, true});
  };
  if (voice.body != kNone) actor_of(voice.body, discourse.host);
  if (voice.author == kNone || voice.recipient == kNone) return discourse;
  for (const uint32_t party : {voice.author, voice.recipient}) actor_of(party, discourse.parties);
  if (discourse.parties.size() == 2) discourse.letter = discourse.parties;
  return discourse;
}

}  // namespace

void speak_quotes(std::vector<ReadScene>& scenes, const Reading& reading) {
  auto scene = scenes.begin();
  std::map<uint32_t, const Quote*> cues;
  for (const Quote& quote : reading.quotes) {
    if (quote.speaker != kNone && quote.cue && !quote.body) cues.emplace(quote.cue->begin, &quote);
  }
  for (const auto& cue : cues) {
    const uint32_t begin = cue.first;
    const Quote* quote = cue.second;
    while (scene != scenes.end() && scene->scene.span.end <= begin) ++scene;
    if (scene == scenes.end()) return;
    const ClaimFrames& frames = *scene->scene.frames;
    for (StatedEvent& s : scene->statements) {
      if (!scene->scene.elements[s.at].span.overlaps(*quote->cue)) continue;
      const EventType& type = frames.types[s.frame->type];
      const uint8_t role = s.frame->role(kSubject);
      const EntityType speaker = reading.entities[quote->speaker].type;
      if (!s.frame->says || !is_verbal(s) || !type.is(kExchange) || role == kNoRole) continue;
      if (!type.roles[role].accepts(speaker)) continue;
      if (s.states) {  // '“…”, disse': a subject that the clause leaves out is whoever was found to speak
        for (Filler& f : s.fillers) {
          if (f.role != role || !f.actor.omitted || f.actor.entity == quote->speaker) continue;
          f.actor = {quote->speaker, speaker, *quote->cue, true, true, false};
          s.subject = {f.actor};
        }
        continue;
      }
      const bool known = std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) {
        return f.role == role || f.actor.entity == quote->speaker;
      });
      if (known) continue;
      const Actor actor{quote->speaker, speaker, *quote->cue, true, true, false};
      s.subject = {actor};
      s.fillers.push_back({role, actor, false, kSubject, ImpliedRole::From::kContext});
      s.states = true;
    }
  }
}

std::vector<ReadScene> read_scenes(const Analysis& analysis, const Mail& mail, const std::vector<float>& told,
                                   const std::vector<float>& feminine, Reading& reading) {
  std::vector<ReadScene> scenes;
  ToldParts parts(reading);
  Discourse discourse;
  discourse.prominence = &told;
  discourse.feminine = &feminine;
  Mail::Voice voice;
  Discourse comment;  // of a reader, who says nothing of those whom the text before speaks of
  uint32_t comment_block = kNone;
  for (Scene& scene : scan(analysis, reading)) {
    if (mail.announces(scene.block)) continue;
    if (mail.of(scene.block) != voice) {
      voice = mail.of(scene.block);
      discourse = discourse_of(voice, reading);
      discourse.prominence = &told;
      discourse.feminine = &feminine;
    }
    const BlockRole role = analysis.blocks[scene.block].block->role;
    if (role == BlockRole::kHeading) discourse.subject.clear();
    const bool commented = role == BlockRole::kComment;
    if (commented && scene.block != comment_block) {
      comment = {};
      comment.feminine = &feminine;
      comment_block = scene.block;
    }
    parts.bind(scene);
    Discourse byline;  // who wrote the text is nobody it tells of
    byline.feminine = &feminine;
    Discourse& told_here = role == BlockRole::kByline ? byline : commented ? comment : discourse;
    std::vector<StatedEvent> statements = read_clauses(scene, reading, told_here);
    parts.tell(scene, statements);
    scenes.push_back({std::move(scene), std::move(statements)});
  }
  return scenes;
}

}  // namespace annals
