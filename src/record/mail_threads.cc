#include "record/mail_threads.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "sources/blocks.h"

namespace annals {
namespace {

constexpr uint32_t kNoNode = 0xFFFFFFFF;
constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

// The `<ids>` in the value of a header, in order, without brackets and white space.
std::vector<std::string> ids_in(std::string_view value) {
  std::vector<std::string> ids;
  for (size_t at = value.find('<'); at != std::string_view::npos; at = value.find('<', at + 1)) {
    const size_t end = value.find('>', at);
    if (end == std::string_view::npos) break;
    std::string id(value.substr(at + 1, end - at - 1));
    std::erase_if(id, [](char c) { return c == ' ' || c == '\t' || c == '<'; });
    if (!id.empty()) ids.push_back(std::move(id));
    at = end;
  }
  return ids;
}

// What a message says that it answers, the nearest last. In-Reply-To counts where there are no references, and only
// its first id (RFC 5256, 3.1).
std::vector<std::string> answered_by(const Document& document) {
  std::vector<std::string> ids = ids_in(document.header("references"));
  if (!ids.empty()) return ids;
  ids = ids_in(document.header("in-reply-to"));
  if (ids.size() > 1) ids.resize(1);
  return ids;
}

class Threading {
 public:
  Threading(std::span<const Document> documents, const MailSubjects& subjects)
      : documents_(documents), subjects_(subjects) {}

  std::vector<MailThreads::Thread> run() {
    for (uint32_t i = 0; i < documents_.size(); ++i) {
      if (is_message(documents_[i])) add_message(i);
    }
    for (const uint32_t node : messages_) link(node);
    drop_needless();
    find_dates();
    gather_by_subject();
    restore_answered();
    return write();
  }

 private:
  struct Node {
    uint32_t document = MailThreads::kMissing;
    uint32_t parent = kNoNode;
    uint32_t answered = kNoNode;  // what its own headers say that it answers
    std::vector<uint32_t> answers;
    std::string id;
    int64_t sent = kNever;  // or its first answer
    bool by_subject = false, dropped = false;
  };

  uint32_t add_node(std::string id, uint32_t document) {
    nodes_.push_back({});
    nodes_.back().document = document;
    nodes_.back().id = std::move(id);
    return static_cast<uint32_t>(nodes_.size() - 1);
  }

  void add_message(uint32_t document) {
    std::string id = message_id(documents_[document]);
    // A second message with an id that was seen is one without.
    const bool known = id.empty() || by_id_.count(id) != 0;
    const uint32_t node = add_node(known ? std::string() : id, document);
    if (!known) by_id_.emplace(std::move(id), node);
    messages_.push_back(node);
  }

  uint32_t node_of(const std::string& id) {
    const auto found = by_id_.find(id);
    if (found != by_id_.end()) return found->second;
    const uint32_t node = add_node(id, MailThreads::kMissing);
    by_id_.emplace(id, node);
    return node;
  }

  bool stands_below(uint32_t node, uint32_t above) const {
    size_t steps = 0;
    for (; node != kNoNode && steps <= kMaxDepth; node = nodes_[node].parent, ++steps) {
      if (node == above) return true;
    }
    return steps > kMaxDepth;
  }

  void link(uint32_t node) {
    std::vector<std::string> named = answered_by(documents_[nodes_[node].document]);
    if (named.size() > kMaxReferences) named.erase(named.begin(), named.end() - kMaxReferences);
    uint32_t before = kNoNode;
    for (const std::string& id : named) {
      const uint32_t next = node_of(id);
      // What is linked stays as it is, and nothing that would close a ring is linked.
      if (before != kNoNode && nodes_[next].parent == kNoNode && !stands_below(before, next)) set_parent(next, before);
      before = next;
    }
    if (before == kNoNode || stands_below(before, node)) return;
    nodes_[node].answered = before;
    // Its own references say more of a message than those of others.
    set_parent(node, before);
  }

  void set_parent(uint32_t node, uint32_t parent) {
    if (nodes_[node].parent != kNoNode) std::erase(nodes_[nodes_[node].parent].answers, node);
    nodes_[node].parent = parent;
    if (parent != kNoNode) nodes_[parent].answers.push_back(node);
  }

  void move_answers(uint32_t from, uint32_t to) {
    std::vector<uint32_t> answers = std::move(nodes_[from].answers);
    nodes_[from].answers.clear();
    for (const uint32_t answer : answers) nodes_[answer].parent = to;
    if (to != kNoNode) nodes_[to].answers.insert(nodes_[to].answers.end(), answers.begin(), answers.end());
  }

  // Missing messages without answers go; those with answers make room for these, unless several would lose what holds
  // them together.
  void drop_needless() {
    std::vector<uint32_t> order;  // parents before answers
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].parent == kNoNode) order.push_back(i);
    }
    for (size_t i = 0; i < order.size(); ++i) {
      const auto& answers = nodes_[order[i]].answers;
      order.insert(order.end(), answers.begin(), answers.end());
    }
    for (size_t i = order.size(); i-- > 0;) {
      Node& node = nodes_[order[i]];
      if (node.document != MailThreads::kMissing) continue;
      const bool keeps = node.parent == kNoNode && node.answers.size() > 1;
      if (keeps) continue;
      const uint32_t parent = node.parent;
      set_parent(order[i], kNoNode);
      move_answers(order[i], parent);
      node.dropped = true;
    }
  }

  // When it was sent, in seconds in one zone; a day alone is its beginning.
  int64_t moment_of(uint32_t document) const {
    const Document& message = documents_[document];
    const std::string_view written = message.published_time.empty() ? message.published : message.published_time;
    const auto day = parse_day(written.substr(0, 10));
    if (!day) return kNever;
    const int64_t seconds = int64_t{day->time_since_epoch().count()} * 86400;
    if (written.size() < 19) return seconds;
    const auto two_digits = [&](size_t at) {
      return at + 2 <= written.size() ? (written[at] - '0') * 10 + (written[at + 1] - '0') : 0;
    };
    const size_t zone = written.find_first_of("+-", 19);
    int64_t offset = 0;
    if (zone != std::string_view::npos) {
      offset = two_digits(zone + 1) * 3600 + two_digits(zone + 4) * 60;
      if (written[zone] == '-') offset = -offset;
    }
    return seconds + two_digits(11) * 3600 + two_digits(14) * 60 + two_digits(17) - offset;
  }

  void find_dates() {
    for (Node& node : nodes_) {
      if (!is_missing(node)) node.sent = moment_of(node.document);
    }
    for (Node& node : nodes_) {
      if (!is_missing(node) || node.dropped) continue;
      for (const uint32_t answer : node.answers) node.sent = std::min(node.sent, nodes_[answer].sent);
    }
    for (Node& node : nodes_) sort_by_date(node.answers);
  }

  void sort_by_date(std::vector<uint32_t>& nodes) const {
    std::sort(nodes.begin(), nodes.end(), [&](uint32_t a, uint32_t b) {
      return std::tie(nodes_[a].sent, nodes_[a].document, a) < std::tie(nodes_[b].sent, nodes_[b].document, b);
    });
  }

  std::vector<uint32_t> roots() const {
    std::vector<uint32_t> found;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].parent == kNoNode && !nodes_[i].dropped) found.push_back(i);
    }
    sort_by_date(found);
    return found;
  }

  BaseSubject subject_of(uint32_t node) const {
    uint32_t document = nodes_[node].document;
    if (document == MailThreads::kMissing && !nodes_[node].answers.empty())
      document = nodes_[nodes_[node].answers.front()].document;
    return document == MailThreads::kMissing ? BaseSubject{} : subjects_.base(documents_[document].header("subject"));
  }

  static bool is_missing(const Node& node) { return node.document == MailThreads::kMissing; }
  bool is_missing(uint32_t node) const { return is_missing(nodes_[node]); }

  // RFC 5256, REFERENCES, step 5: conversations of one subject are one where an answer in it lost what it answers.
  void gather_by_subject() {
    struct Entry {
      uint32_t node = kNoNode;
      bool answers = false;
    };
    std::map<std::string, Entry> table;
    const std::vector<uint32_t> all = roots();
    for (const uint32_t root : all) {
      const BaseSubject subject = subject_of(root);
      if (subject.words.empty()) continue;
      const auto [entry, fresh] = table.emplace(subject.words, Entry{root, subject.answers});
      if (fresh) continue;
      const bool better =
          (is_missing(root) && !is_missing(entry->second.node)) || (entry->second.answers && !subject.answers);
      if (better) entry->second = {root, subject.answers};
    }
    for (const uint32_t root : all) {
      const BaseSubject subject = subject_of(root);
      if (subject.words.empty()) continue;
      Entry& entry = table[subject.words];
      const uint32_t other = entry.node;
      if (other == root) continue;
      if (is_missing(root) && is_missing(other)) {
        for (const uint32_t answer : nodes_[root].answers) nodes_[answer].by_subject = true;
        move_answers(root, other);
        nodes_[root].dropped = true;
      } else if (is_missing(other) || (subject.answers && !entry.answers)) {
        join(root, other);
      } else if (subject.answers && entry.answers) {
        // Two answers to a message that is not there.
        const uint32_t above = add_node({}, MailThreads::kMissing);
        nodes_[above].sent = nodes_[other].sent;
        join(other, above);
        join(root, above);
        entry.node = above;
      }
      // Two messages that both begin something only happen to be called the same.
    }
    for (Node& node : nodes_) sort_by_date(node.answers);
  }

  // RFC 5256 leaves out a missing message with one answer. Here a reader looks for what is missing: a message that
  // another one answers directly stands again, above its answers, once nothing more is joined by subject.
  void restore_answered() {
    for (const uint32_t message : messages_) {
      const uint32_t above = nodes_[message].answered;
      if (above == kNoNode || !is_missing(above)) continue;
      if (nodes_[message].parent == above || stands_below(above, message)) continue;
      if (nodes_[above].dropped) {
        nodes_[above].dropped = false;
        set_parent(above, nodes_[message].parent);
        nodes_[above].by_subject = std::exchange(nodes_[message].by_subject, false);
      }
      set_parent(message, above);
    }
    find_dates();
  }

  void join(uint32_t node, uint32_t parent) {
    set_parent(node, parent);
    nodes_[node].by_subject = true;
  }

  std::vector<MailThreads::Thread> write() const {
    std::vector<MailThreads::Thread> threads;
    for (const uint32_t root : roots()) {
      MailThreads::Thread& thread = threads.emplace_back();
      std::vector<std::pair<uint32_t, uint32_t>> open{{root, 0}};
      while (!open.empty()) {
        const auto [i, depth] = open.back();
        open.pop_back();
        const Node& node = nodes_[i];
        thread.push_back({node.document, depth, node.id, node.by_subject});
        for (auto answer = node.answers.rbegin(); answer != node.answers.rend(); ++answer)
          open.emplace_back(*answer, depth + 1);
      }
    }
    return threads;
  }

  static constexpr size_t kMaxDepth = 2000;      // of answers to answers; what is deeper begins anew
  static constexpr size_t kMaxReferences = 200;  // the nearest ones

  std::span<const Document> documents_;
  const MailSubjects& subjects_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> messages_;
  std::map<std::string, uint32_t, std::less<>> by_id_;
};

// What a message says, without white space.
std::string words_of(const Document& document) {
  std::string words;
  for (const Block& block : document.blocks) {
    if (block.role == BlockRole::kHeader) continue;
    for (const char c : block.span.of(document.text)) {
      if (static_cast<unsigned char>(c) > ' ') words += c;
    }
  }
  return words;
}

// The hashes of the files that messages carry: by document, in order of their names.
std::map<uint32_t, std::vector<std::string>> files_of_messages(std::span<const Document> documents) {
  std::map<std::string_view, uint32_t> by_id;
  for (uint32_t i = 0; i < documents.size(); ++i) {
    if (is_message(documents[i])) by_id.emplace(documents[i].id, i);
  }
  std::map<uint32_t, std::vector<std::string>> files;
  for (const Document& document : documents) {
    const std::string_view id = document.id;
    for (size_t slash = id.rfind('/'); slash != std::string_view::npos && slash > 0; slash = id.rfind('/', slash - 1)) {
      const auto carrier = by_id.find(id.substr(0, slash));
      if (carrier == by_id.end()) continue;
      files[carrier->second].push_back(document.sha256);
      break;
    }
  }
  return files;
}

// Whether the longer text is the shorter one with some lines below it.
bool is_footer(const std::string& shorter, const std::string& longer) {
  constexpr size_t kMaxFooter = 1500;  // bytes; or half of what it stands under
  return !shorter.empty() && longer.starts_with(shorter) &&
         longer.size() - shorter.size() <= std::max(kMaxFooter, shorter.size() / 2);
}

SeenTwice compare(const Document& a, const Document& b, bool same_files, const MailSubjects& subjects) {
  if (a.sha256 == b.sha256) return SeenTwice::kIdentical;
  const bool same_subject = subjects.base(a.header("subject")).words == subjects.base(b.header("subject")).words;
  if (!same_files || !same_subject || a.header("from") != b.header("from")) return SeenTwice::kDifferent;
  const std::string one = words_of(a);
  const std::string two = words_of(b);
  if (one == two) return a.header("subject") == b.header("subject") ? SeenTwice::kRedelivered : SeenTwice::kFooterAdded;
  return is_footer(one, two) || is_footer(two, one) ? SeenTwice::kFooterAdded : SeenTwice::kDifferent;
}

}  // namespace

bool is_message(const Document& document) {
  return !document.header("message-id").empty() ||
         (!document.header("from").empty() && !document.header("date").empty());
}

std::string message_id(const Document& document) {
  const std::string_view value = document.header("message-id");
  const std::vector<std::string> ids = ids_in(value);
  if (!ids.empty()) return ids.front();
  std::string id(trim(value));
  std::erase_if(id, [](char c) { return c == '<' || c == '>' || c == ' ' || c == '\t'; });
  return id;
}

MailThreads::MailThreads(std::span<const Document> documents, const MailSubjects& subjects)
    : threads_(Threading(documents, subjects).run()), thread_of_(documents.size(), kMissing) {
  for (uint32_t i = 0; i < threads_.size(); ++i) {
    for (const Message& message : threads_[i]) {
      if (message.document != kMissing) thread_of_[message.document] = i;
    }
  }
}

MailThreads::Thread MailThreads::of(uint32_t document) const {
  if (thread_of_[document] == kMissing) return {};
  Thread thread;
  for (const Message& message : threads_[thread_of_[document]]) {
    if (message.document != kMissing) thread.push_back(message);
  }
  if (thread.size() < 2) thread.clear();
  return thread;
}

std::string_view to_string(SeenTwice verdict) {
  switch (verdict) {
    case SeenTwice::kIdentical:
      return "identical";
    case SeenTwice::kRedelivered:
      return "redelivered";
    case SeenTwice::kFooterAdded:
      return "footer added";
    case SeenTwice::kDifferent:
      return "different";
  }
  return "different";
}

std::vector<SameId> find_seen_twice(std::span<const Document> documents, const MailSubjects& subjects) {
  constexpr size_t kMaxVersions = 16;  // of one message that later ones are compared with
  std::map<std::string, std::vector<uint32_t>, std::less<>> versions;
  std::vector<SameId> found;
  const auto files = files_of_messages(documents);
  const auto same_files = [&](uint32_t a, uint32_t b) {
    const auto one = files.find(a);
    const auto two = files.find(b);
    if (one == files.end() || two == files.end()) return one == two;
    return one->second == two->second;
  };
  for (uint32_t i = 0; i < documents.size(); ++i) {
    if (!is_message(documents[i])) continue;
    std::string id = message_id(documents[i]);
    if (id.empty()) continue;
    std::vector<uint32_t>& earlier = versions[std::move(id)];
    std::optional<SameId> nearest;
    for (const uint32_t other : earlier) {
      const SeenTwice verdict = compare(documents[other], documents[i], same_files(other, i), subjects);
      if (!nearest || verdict < nearest->verdict) nearest = SameId{other, i, verdict};
    }
    if (nearest) found.push_back(*nearest);
    if (earlier.size() < kMaxVersions && (!nearest || nearest->verdict != SeenTwice::kIdentical)) earlier.push_back(i);
  }
  return found;
}

std::string edrm_mih(const Document& document) {
  const std::string_view value = trim(document.header("message-id"));
  if (value.empty()) return {};
  const size_t end = value.find('>');
  return md5_hex_upper(value.substr(0, end == std::string_view::npos ? value.size() : end + 1));
}

}  // namespace annals
