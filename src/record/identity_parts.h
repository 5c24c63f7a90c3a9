// The parts that people play in the case: what stands around their names. Two names that sound a little alike and play
// the same part where two documents tell the same thing are probably one, however a translator spelled them.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "record/record.h"

namespace annals {

/// Anchors (amounts, dates, partners) around mentions of local entities.
class Parts {
 public:
  /// `cluster_of(document, local entity)` is the number of the entity as joined so far; `asked_for` says by that number
  /// which entities the questions below may name.
  Parts(std::span<const DocumentReading> documents, const std::function<uint32_t(uint32_t, uint32_t)>& cluster_of,
        const std::vector<bool>& asked_for);

  /// How strongly the passages of `a` are told with `b` in its place by other documents: 0 when none is; above 1 when
  /// several rare anchors agree.
  double same_part(uint32_t a, uint32_t b) const;

  /// Who else may play the part of `a`: entities asked for that other documents which tell its passages name there,
  /// while the document of the passage never does. With the support of each, as same_part counts it; strongest first.
  std::vector<std::pair<double, uint32_t>> players(uint32_t a) const;

  /// What the passages of `a` share with those that name `b`: dates, amounts and names as written, the rarest first.
  std::vector<std::string> shared_anchors(uint32_t a, uint32_t b) const;

  /// The share of those named around `a`, rare ones counting more, who are named around `b` too: 0 to 1.
  double same_company(uint32_t a, uint32_t b) const;

 private:
  std::map<uint32_t, uint32_t> company(uint32_t cluster) const;
  struct Passage {
    uint32_t document = 0;
    std::vector<uint32_t> anchors;   // rising
    std::vector<uint32_t> clusters;  // rising: who is named there
  };
  // What a passage shares with another one.
  struct Overlap {
    double weight = 0;
    uint32_t anchors = 0;
    bool hard = false;
    bool enough() const;
  };
  // Where an anchor was written first.
  struct Place {
    uint32_t document = 0;
    Span span;
  };
  // The anchor of that name; of an entity.
  uint32_t anchor(const std::string& name, Place place);
  uint32_t anchor(uint32_t cluster, Place place);
  uint32_t new_anchor(bool hard, Place place);
  // The passages of other documents that share a rare anchor with this one other than `self`.
  std::map<uint32_t, Overlap> overlaps(const Passage& passage, uint32_t self) const;
  bool named_in(uint32_t cluster, uint32_t document) const;

  std::span<const DocumentReading> documents_;
  std::vector<Place> places_;                             // by anchor
  std::unordered_map<std::string, uint32_t> numbers_;     // of amounts and dates
  std::unordered_map<uint32_t, uint32_t> entities_;       // anchors of entities
  std::vector<Passage> passages_;                         // those in which somebody asked for is named
  std::vector<uint32_t> count_;                           // by anchor: passages of the whole case
  std::vector<double> weights_;                           // by anchor: rarer is heavier
  std::vector<bool> hard_;                                // by anchor: an amount or a date
  std::vector<std::vector<uint32_t>> with_anchor_;        // by anchor: passages
  std::map<uint32_t, std::vector<uint32_t>> of_cluster_;  // passages that name it
};

}  // namespace annals
