// What was made from what: the documents of one origin as a tree, and how the story changed on its way through it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "record/record.h"

namespace annals {

/// Where a document comes from.
struct Descent {
  uint32_t parent = kNone;  ///< the document it was made from; kNone for an origin
  CopyType type = CopyType::kDuplicate;
  double similarity = 0;  ///< of all passages that the two share
  std::string why;  ///< what the direction rests on; empty: it is unknown, and the parent is the fuller of the two
};

/// The descent of each document. A parent is the document most of it was made from, by the passages that the two share
/// and how much they are alike there; where the direction is unknown, the one with more passages of its origin, then
/// the one with the lower number. No cycles: roots are origins. Documents of different origins never descend from each
/// other.
std::vector<Descent> find_descent(std::span<const DocumentReading> documents, const Record& record);

/// A value as the story was retold.
struct DriftStep {
  std::string value;
  std::vector<uint32_t> documents;  ///< in order of their depth in the tree
};
struct Drift {
  uint32_t event = kNone;
  std::string slot;
  std::vector<DriftStep> steps;  ///< first report to last; two at the least
};

/// Conflicts inside one tree, each told from its root to its leaves. In order of record.conflicts.
std::vector<Drift> find_drift(const std::vector<Descent>& descent, const Record& record);

}  // namespace annals
