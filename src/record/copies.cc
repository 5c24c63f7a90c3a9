#include "record/copies.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "record/direction.h"
#include "record/disjoint_sets.h"
#include "record/passages.h"
#include "record/retellings.h"
#include "record/shingles.h"
#include "record/told_letters.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kShortestDuplicate = 48;  // letters, in bytes, of a whole document that counts as a copy of another
constexpr uint32_t kShortestPassage = 96;    // of a passage
constexpr double kLeastSimilarity = 0.5;
constexpr uint32_t kAllPairsLimit = 16;  // so many places of one shingle are compared each with each,
constexpr uint32_t kNeighbours = 4;      // of more, each with so many of the next
constexpr uint32_t kFurniture =
    24;                         // a passage in more documents than this is furniture, unless the documents are alike
constexpr double kAlike = 0.5;  // share of the shorter document that makes one origin of two
constexpr size_t kSeedsAtOnce = size_t{1} << 21;
constexpr size_t kCacheBytes = size_t{32} << 20;

struct Posting {
  uint32_t hash = 0, document = 0, position = 0;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

struct PairSeed {
  uint32_t a = 0, b = 0;  // documents
  Seed seed;
  bool common = false;  // the shingle is in many documents
  friend auto operator<=>(const PairSeed&, const PairSeed&) = default;
};

// Letters of documents, made when asked for and forgotten when there are too many.
class LettersCache {
 public:
  LettersCache(std::span<const DocumentReading> documents, const Folding& folding)
      : documents_(documents), folding_(folding) {}

  std::shared_ptr<const Letters> get(uint32_t document) {
    if (const auto found = kept_.find(document); found != kept_.end()) return found->second;
    auto letters = std::make_shared<const Letters>(letters_of(*documents_[document].document, folding_));
    bytes_ += letters->text.size() * 5;
    if (bytes_ > kCacheBytes) {
      kept_.clear();
      bytes_ = letters->text.size() * 5;
    }
    kept_.emplace(document, letters);
    return letters;
  }

 private:
  std::span<const DocumentReading> documents_;
  const Folding& folding_;
  std::unordered_map<uint32_t, std::shared_ptr<const Letters>> kept_;
  size_t bytes_ = 0;
};

class CopyFinder {
 public:
  CopyFinder(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record)
      : documents_(documents),
        record_(record),
        letters_(documents, languages.folding()),
        sizes_(documents.size()),
        origins_(documents.size()) {}

  void run() {
    index();
    std::sort(postings_.begin(), postings_.end());
    find_common();
    match_all();
  }
  DisjointSets& origins() { return origins_; }

 private:
  // Fingerprints of all documents; of whole duplicates, only the first document's.
  void index() {
    std::map<std::tuple<uint64_t, uint64_t, size_t>, std::vector<uint32_t>> by_text;
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const auto letters = letters_.get(d);
      sizes_[d] = static_cast<uint32_t>(letters->text.size());
      if (letters->text.size() >= kShortestDuplicate) {
        auto& same = by_text[{stable_hash(letters->text), stable_hash(letters->text, 1), letters->text.size()}];
        same.push_back(d);
        if (same.size() > 1) {
          add_duplicate(same);
          continue;
        }
      }
      for (const Fingerprint& f : winnow(letters->text)) postings_.push_back({f.hash, d, f.position});
    }
  }

  // The last of `same` is a whole copy of the others; told of all where they are few, else of the first.
  void add_duplicate(const std::vector<uint32_t>& same) {
    const size_t compared = same.size() <= kAllPairsLimit ? same.size() - 1 : 1;
    const auto second = letters_.get(same.back());
    for (size_t i = 0; i < compared; ++i) {
      const auto first = letters_.get(same[i]);
      add(same[i], same.back(), {{0, sizes_[same[i]]}, {0, sizes_[same.back()]}, sizes_[same[i]]}, *first, *second);
    }
    origins_.join(same.front(), same.back());
  }

  // Shingles that are in many documents.
  void find_common() {
    for (size_t begin = 0; begin < postings_.size();) {
      size_t end = begin + 1;
      uint32_t spread = 1;  // documents
      while (end < postings_.size() && postings_[end].hash == postings_[begin].hash) {
        spread += postings_[end].document != postings_[end - 1].document;
        ++end;
      }
      if (spread > kFurniture) common_.push_back(postings_[begin].hash);
      begin = end;
    }
  }

  // Calls visit(i, j, common) for the pairs of places to compare.
  template <class Visit>
  void each_pair(Visit visit) const {
    for (size_t begin = 0; begin < postings_.size();) {
      size_t end = begin + 1;
      while (end < postings_.size() && postings_[end].hash == postings_[begin].hash) ++end;
      const bool common =
          end - begin > kFurniture && std::binary_search(common_.begin(), common_.end(), postings_[begin].hash);
      const size_t reach = end - begin <= kAllPairsLimit ? end - begin : kNeighbours;
      for (size_t i = begin; i < end; ++i) {
        for (size_t j = i + 1; j < end && j <= i + reach; ++j) visit(postings_[i], postings_[j], common);
      }
      begin = end;
    }
  }

  void match_all() {
    // In slices of first documents, so that the seeds in memory stay few.
    std::vector<uint32_t> seeds_of(documents_.size());
    each_pair([&](const Posting& a, const Posting&, bool) { ++seeds_of[a.document]; });
    for (uint32_t from = 0; from < documents_.size();) {
      size_t total = 0;
      uint32_t to = from;
      while (to < documents_.size() && (to == from || total + seeds_of[to] <= kSeedsAtOnce)) total += seeds_of[to++];
      std::vector<PairSeed> seeds;
      seeds.reserve(total);
      each_pair([&](const Posting& a, const Posting& b, bool common) {
        if (a.document >= from && a.document < to)
          seeds.push_back({a.document, b.document, {a.position, b.position}, common});
      });
      std::sort(seeds.begin(), seeds.end());
      for (size_t begin = 0; begin < seeds.size();) {
        size_t end = begin;
        while (end < seeds.size() && seeds[end].a == seeds[begin].a && seeds[end].b == seeds[begin].b) ++end;
        match_pair({seeds.data() + begin, end - begin});
        begin = end;
      }
      from = to;
    }
  }

  void match_pair(std::span<const PairSeed> pair) {
    const uint32_t a = pair.front().a;
    const uint32_t b = pair.front().b;
    // Furniture alone: too few shingles for documents that are alike. A shingle stands for kWinnowWindow / 2 letters on
    // the average.
    const uint32_t shorter = std::min(sizes_[a], sizes_[b]);
    const bool all_common = std::all_of(pair.begin(), pair.end(), [](const PairSeed& s) { return s.common; });
    if (all_common && static_cast<double>(pair.size()) * kWinnowWindow < kAlike * shorter) return;
    const auto letters_a = letters_.get(a);
    const auto letters_b = letters_.get(b);
    std::vector<Seed> seeds;
    seeds.reserve(pair.size());
    for (const PairSeed& s : pair) seeds.push_back(s.seed);
    const std::vector<Passage> passages = match_passages(*letters_a, *letters_b, std::move(seeds), a == b);
    uint32_t matched = 0;
    for (const Passage& passage : passages) matched += passage.matched;
    const bool alike = a != b && matched >= kAlike * shorter && matched >= kShortestDuplicate;
    for (const Passage& passage : passages) {
      const bool long_enough = passage.matched >= kShortestPassage || (alike && passage.matched >= kShortestDuplicate);
      if (!long_enough || passage.similarity() < kLeastSimilarity || (!alike && furniture(passage, *letters_a)))
        continue;
      add(a, b, passage, *letters_a, *letters_b);
    }
    if (alike) origins_.join(a, b);
  }

  // Whether most of the passage's shingles are in many documents (at its edges some are not).
  bool furniture(const Passage& passage, const Letters& letters) const {
    size_t common = 0;
    const std::vector<Fingerprint> shingles = winnow(passage.a.of(letters.text));
    for (const Fingerprint& f : shingles) common += std::binary_search(common_.begin(), common_.end(), f.hash);
    return 2 * common > shingles.size();
  }

  void add(uint32_t a, uint32_t b, const Passage& passage, const Letters& letters_a, const Letters& letters_b) {
    const std::string& text_a = documents_[a].document->text;
    const std::string& text_b = documents_[b].document->text;
    const auto source = [](const Letters& letters, Span side, const std::string& text) {
      const uint32_t last = letters.origin[side.end - 1];
      return Span{letters.origin[side.begin], last + decode(text, last).bytes};
    };
    Copy copy;
    copy.a = {a, source(letters_a, passage.a, text_a)};
    copy.b = {b, source(letters_b, passage.b, text_b)};
    take_marks(text_a, text_b, copy);
    copy.similarity = std::min(1.0, passage.similarity());
    copy.type = passage.matched == passage.a.size() && passage.matched == passage.b.size() ? CopyType::kDuplicate
                                                                                           : CopyType::kNearDuplicate;
    if (a != b) {
      Direction direction = direction_of(documents_, record_, copy.a, copy.b);
      copy.direction = direction.sign;
      copy.why = std::move(direction.why);
    }
    record_.copies.push_back(std::move(copy));
  }

  // Quotation marks and full stops that both sides have at the edges belong to the passage.
  static void take_marks(const std::string& text_a, const std::string& text_b, Copy& copy) {
    Span& a = copy.a.span;
    Span& b = copy.b.span;
    const auto is_mark = [](char32_t c) {
      const auto point = static_cast<UChar32>(c);
      return !u_isalnum(point) && !u_isUWhiteSpace(point);
    };
    const bool one_text = copy.a.document == copy.b.document;
    while (a.end < text_a.size() && b.end < text_b.size() && !(one_text && a.end >= b.begin)) {
      const CodePoint c = decode(text_a, a.end);
      if (c.value != decode(text_b, b.end).value || !is_mark(c.value)) break;
      a.end += c.bytes;
      b.end += c.bytes;
    }
    while (a.begin > 0 && b.begin > 0 && !(one_text && b.begin <= a.end)) {
      const CodePoint c = decode_before(text_a, a.begin);
      if (c.value != decode_before(text_b, b.begin).value || !is_mark(c.value)) break;
      a.begin -= c.bytes;
      b.begin -= c.bytes;
    }
  }

  std::span<const DocumentReading> documents_;
  Record& record_;
  LettersCache letters_;
  std::vector<uint32_t> sizes_;
  DisjointSets origins_;
  std::vector<Posting> postings_;
  std::vector<uint32_t> common_;  // rising
};

}  // namespace

void find_copies(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  record.copies.clear();
  CopyFinder finder(documents, languages, record);
  finder.run();
  DisjointSets& origins = finder.origins();
  find_retellings(documents, record, origins);
  find_told_letters(documents, Tellings(languages.languages()), record);
  std::sort(record.copies.begin(), record.copies.end(), [](const Copy& x, const Copy& y) {
    return std::tuple(x.a.document, x.a.span, x.b.document, x.b.span, x.type) <
           std::tuple(y.a.document, y.a.span, y.b.document, y.b.span, y.type);
  });

  record.origin_of.assign(documents.size(), 0);
  std::map<uint32_t, uint32_t> numbers;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    record.origin_of[d] = numbers.emplace(origins.root(d), static_cast<uint32_t>(numbers.size())).first->second;
  }
}

}  // namespace annals
