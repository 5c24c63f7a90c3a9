// The local entities of a case, joined step by step: which names each cluster bears, and what may never be one.
#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "record/identity_names.h"
#include "record/record.h"

namespace annals {

/// What may be one thing: a person is never anything else, a place never a body.
constexpr int kPersons = 0, kBodies = 1, kPlaces = 2;

/// Clusters of local entities; union-find. Each begins with one local entity.
class CaseClusters {
 public:
  struct Cluster {
    int family = 0;
    std::array<uint32_t, 6> type_votes{};
    std::map<uint32_t, uint32_t> names;  ///< name -> weight
    std::vector<EntityRef> members;
    std::vector<MergeReason> reasons;
  };
  /// By name: the clusters that bear it, rising.
  using Bearers = std::vector<std::vector<uint32_t>>;

  CaseClusters(std::span<const DocumentReading> documents, const LanguageSet& languages);

  std::span<const DocumentReading> documents() const { return documents_; }
  const SoundTable& sounds() const { return sounds_; }
  const KnownNames& known() const { return known_; }
  const std::vector<CaseName>& names() const { return names_; }
  const CaseName& name(uint32_t n) const { return names_[n]; }
  uint32_t size() const { return static_cast<uint32_t>(parent_.size()); }
  Cluster& operator[](uint32_t c) { return clusters_[c]; }
  const Cluster& operator[](uint32_t c) const { return clusters_[c]; }

  uint32_t find(uint32_t c);
  uint32_t of(uint32_t document, uint32_t entity) { return find(first_of_[document] + entity); }
  /// The name that it bears most; mentions; the heaviest of some.
  uint32_t strongest(uint32_t c);
  uint32_t weight(uint32_t c);
  uint32_t heaviest(const std::set<uint32_t>& clusters);
  /// The share of a thing's mentions that are names of several words.
  double full_share(uint32_t c);
  /// Han names that spell given name and surname without a point between them.
  bool han_whole(uint32_t n) const;
  /// Whether there are a person and a body among them.
  bool of_two_kinds(const std::vector<uint32_t>& some, const std::vector<uint32_t>& others);
  /// Some document tells of a body of this name and of persons whose surname it is: a family's firm.
  bool family_firm(uint32_t n) const { return firms_.contains(n); }
  /// One surname, two given names: relatives, whatever else they share.
  bool namesakes(const Cluster& a, const Cluster& b) const;
  /// Some document names both in full, in one script, under names of another sound: its writer takes them for two.
  bool told_apart(uint32_t a, uint32_t b);

  /// One cluster from now on, for this reason. False when names or kinds speak against it.
  bool merge(uint32_t a, uint32_t b, uint32_t name_a, uint32_t name_b, const char* why, float confidence,
             bool in_spite_of_names = false);

  /// By name, the clusters that pass the test; names that some cluster bears.
  template <class Test>
  Bearers bearers_among(Test&& test) {
    Bearers bearers(names_.size());
    for (uint32_t c = 0; c < size(); ++c) {
      if (find(c) != c || !test(c)) continue;
      for (const auto& [n, count] : clusters_[c].names) bearers[n].push_back(c);
    }
    return bearers;
  }
  static std::vector<uint32_t> borne(const Bearers& bearers);

  std::vector<Entity> entities();

 private:
  uint32_t intern(std::string_view text, const LanguageSet& languages, const NameMeanings& meanings,
                  const NameMeanings& generations);
  void read_as_native(CaseName& name);
  void find_double_surnames();
  void find_family_firms();
  void settle_kinds();
  bool conflict(const Cluster& a, const Cluster& b) const;
  bool full_names_differ(const Cluster& a, const Cluster& b) const;
  bool lone_name_differs(const Cluster& a, const Cluster& b) const;

  std::span<const DocumentReading> documents_;
  SoundTable sounds_;
  KnownNames known_;
  std::map<std::string, uint32_t> numbers_;
  std::vector<CaseName> names_;
  std::set<uint32_t> firms_;  // names
  std::vector<Cluster> clusters_;
  std::vector<uint32_t> parent_;
  std::vector<std::vector<uint32_t>> full_names_;  // by cluster as it began, of persons
  std::vector<uint32_t> first_of_;                 // by document: the cluster that its first local entity began as
};

}  // namespace annals
