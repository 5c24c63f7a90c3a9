// Headlines: one line for an event, made from its parts by the templates of the reader's language, so that an English
// reader understands what an Arabic source says.
//
// A pack's table `headlines` has the columns type, status, template. In a template
//   {role}          stands for the names in that role, or for the amount of a quantity with that role;
//   {money}, {percent}, {count}, {duration}, {multiple}   for the first quantity of that kind, {figure} for all
//   quantities, {words} for the beginning of what is quoted there in the reader's language, {content} of what is said,
//   {about} for those named there who have no part in it; of sums told as often both stand; {role#is|are}   for the
//   first words when the role has one name, for the second when it has several;
//   [...]           is left out when one of its slots is empty.
// The first row of the type and status whose other slots are all filled is used. A status without rows of its own uses
// those of `asserted`, put as {headline} into the row of type `*` and that status.
//
// The table `interface` (key, text) holds the words that a reader sees around the headlines; English where it has none.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/casefile.h"
#include "present/locale.h"

namespace annals {

/// The name of an entity for a reader of a script: the shown name if it is written in it, else its best name that is,
/// else the shown name.
std::string name_for_reader(const Entity& entity, const Pack& reader);

/// Writes headlines of one case in one language. The contents and languages must outlive it. Not thread-safe.
class HeadlineWriter {
 public:
  /// A language without headlines of its own falls back to English.
  HeadlineWriter(const Languages& languages, std::string_view language, const CaseContents& contents);

  std::string headline(const Event& event) const;
  /// What is missing, in one sentence.
  std::string gap(const Gap& gap) const;
  /// The entity's name for this reader, by index.
  const std::string& name(uint32_t entity) const { return names_[entity]; }
  /// `$2 million`, `about $2 million`, `10–12 people`.
  std::string amount(const EventQuantity& quantity, Bound bound = Bound::kExact) const;
  /// The same with the bound that the event's tellings give it.
  std::string amount(const Event& event, const EventQuantity& quantity) const;
  /// An EDTF date in the reader's words: `February 2018`, `autumn 2017`, `about 2016`, `the 2010s`, `until May 2020`.
  std::string date(std::string_view edtf) const;
  /// The words for a key with {n}, {m} … replaced by the values given for them.
  std::string phrase(std::string_view key, const std::vector<std::pair<std::string_view, std::string>>& values) const;
  /// The words for `prefix.name`; `name` itself where there are none.
  std::string term(std::string_view prefix, std::string_view name) const;
  /// The words of the table `interface` for a key; the key itself where there are none.
  std::string word(std::string_view key) const;
  const Locale& locale() const { return locale_; }
  const Pack& pack() const { return *pack_; }

 private:
  struct Template {
    std::string_view type, status, text;
  };
  std::string fill(std::string_view text, const Event& event, const std::string* inner) const;
  bool fills(std::string_view text, const Event& event) const;
  std::string slot(std::string_view name, const Event& event) const;
  std::vector<std::string> fillers(std::string_view role, const Event& event) const;
  std::string subjects(const Event& event) const;
  const Template* choose(std::string_view type, std::string_view status, const Event& event) const;

  const CaseContents& contents_;
  const Pack* pack_;
  Locale locale_;
  std::vector<std::string> names_;
  std::multimap<std::string_view, Template> templates_;  // by type, in order of rows
  std::map<std::string_view, std::string_view> words_;
};

}  // namespace annals
