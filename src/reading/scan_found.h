// What the layers before found in a document, as elements of scenes in their order.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"
#include "reading/scan.h"

namespace annals {

/// One of the things that other layers found, by its place.
struct Found {
  Span span;
  Element element;
};

/// All mentions, people of bodies, references, times and quantities: the one that begins first, then the longest. n log
/// n.
std::vector<Found> collect_found(const Analysis& analysis, const Reading& reading);

}  // namespace annals
