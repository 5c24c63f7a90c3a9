// Where words stand, as people cite it: by page, or by Bates number where a production has numbered the pages.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "present/headline.h"
#include "sources/document.h"

namespace annals {

/// The labels of the pages on which a span stands ('12', 'ABC0001–ABC0002'); empty where the source has no pages.
std::string pages_of(const Document& document, Span span);

/// The same for a reader: bare numbers with the reader's word for page.
std::string citation(const Document& document, Span span, const HeadlineWriter& headlines);

/// What a production says of a document ('bates-begin', 'custodian' …), or empty.
inline bool is_produced(const Document& document) { return !document.header("bates-begin").empty(); }

/// Pages by their Bates numbers. The documents must outlive it. Immutable; any thread.
class BatesIndex {
 public:
  explicit BatesIndex(std::span<const Document> documents);

  struct Found {
    uint32_t document = 0;
    Span span;  ///< the page's text; the document's where its pages cannot be told apart
  };
  /// The pages of a number or of a range of numbers, in order; none for any other text. Zeros, spaces and capitals may
  /// be written otherwise.
  std::vector<Found> find(std::string_view text) const;

 private:
  struct Numbered {
    uint64_t first = 0, last = 0;
    Found page;
  };
  using Series = std::pair<std::string, std::string>;  // what stands before and after the number
  std::map<Series, std::vector<Numbered>> pages_;      // by first
};

}  // namespace annals
