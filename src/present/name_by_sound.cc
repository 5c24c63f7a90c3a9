#include "present/name_by_sound.h"

#include <algorithm>
#include <tuple>

#include "record/identity_names.h"

namespace annals {
namespace {

// A person who asks sees who was found and can ask again, so these are lower than what joins two names unasked.
constexpr double kAlikeInScript = 0.72;
constexpr double kAlikeAcross = 0.46;

struct Spelling {
  std::vector<SoundWord> words;
  SoundWord whole;  // 赵云舟 has no words to compare with 'Zhao Yunzhou'
};

double alike(const SoundWord& a, const SoundWord& b, const SoundTable& sounds) {
  const double similarity = sounds.similarity(a, b);
  return similarity >= (a.script == b.script ? kAlikeInScript : kAlikeAcross) ? similarity : 0;
}

double likeness(const Spelling& asked, const Spelling& known, const SoundTable& sounds) {
  double sum = 0;
  bool all = !asked.words.empty();
  for (const SoundWord& word : asked.words) {
    double best = 0;
    for (const SoundWord& other : known.words) best = std::max(best, alike(word, other, sounds));
    all = all && best > 0;
    sum += best;
  }
  const double whole = asked.words.empty() ? 0 : alike(asked.whole, known.whole, sounds);
  return all ? std::max(whole, sum / static_cast<double>(asked.words.size())) : whole;
}

}  // namespace

std::vector<uint32_t> find_by_sound(const CaseContents& contents, const Folding& folding, SoundTable& sounds,
                                    std::string_view name) {
  const auto spelling = [&](std::string_view text) {
    Spelling out;
    std::string whole;
    for (const std::string& word : name_words(text, folding)) {
      out.words.push_back(sounds.word(word));
      whole += word;
    }
    out.whole = sounds.word(whole);
    return out;
  };
  const Spelling asked = spelling(name);
  std::vector<std::tuple<double, uint64_t, uint32_t>> found;  // -likeness, -count, entity
  const std::vector<Entity>& entities = contents.record.entities;
  for (uint32_t i = 0; i < entities.size(); ++i) {
    double best = 0;
    uint64_t count = 0;
    for (const EntityName& known : entities[i].names) {
      best = std::max(best, likeness(asked, spelling(known.text), sounds));
      count += known.count;
    }
    if (best > 0) found.emplace_back(-best, UINT64_MAX - count, i);
  }
  std::sort(found.begin(), found.end());
  std::vector<uint32_t> result;
  for (const auto& one : found) result.push_back(std::get<2>(one));
  return result;
}

}  // namespace annals
