// A small Outlook mailbox (.pst, the format of 2003 and later), written for tests: folders, messages, attachments.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace annals::testing {

/// Properties of an item: number -> type and value as bytes (of numbers and times little-endian).
class PstItem {
 public:
  PstItem& text(uint16_t property, std::u16string_view value) {
    std::string bytes;
    for (const char16_t c : value) {
      bytes += static_cast<char>(c & 0xFF);
      bytes += static_cast<char>(c >> 8);
    }
    return set(property, 0x001F, std::move(bytes));
  }
  PstItem& bytes(uint16_t property, std::string value) { return set(property, 0x0102, std::move(value)); }
  PstItem& number(uint16_t property, uint32_t value) { return set(property, 0x0003, little_endian(value, 4)); }
  PstItem& time(uint16_t property, uint64_t value) { return set(property, 0x0040, little_endian(value, 8)); }

  static std::string little_endian(uint64_t value, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i) bytes += static_cast<char>(i < 8 ? value >> (8 * i) & 0xFF : 0);
    return bytes;
  }

  /// The item as a heap with a tree of properties, [MS-PST] 2.3.3.
  std::string heap() const {
    std::string records;
    std::vector<std::string> pieces = {"", ""};  // the tree's head, its records
    for (const auto& [property, value] : values_) {
      records += little_endian(property, 2) + little_endian(value.first, 2);
      if (value.first == 0x0003) {
        records += value.second;
      } else {
        pieces.push_back(value.second);
        records += little_endian(pieces.size() << 5, 4);
      }
    }
    pieces[0] = std::string("\xB5\x02\x06", 3) + '\0' + little_endian(2U << 5, 4);
    pieces[1] = records;
    return heap_of(pieces, '\xBC');
  }

  static std::string heap_of(const std::vector<std::string>& pieces, char kind) {
    std::string body, map = little_endian(pieces.size(), 2) + little_endian(0, 2);
    for (const std::string& piece : pieces) {
      map += little_endian(12 + body.size(), 2);
      body += piece;
    }
    map += little_endian(12 + body.size(), 2);
    if (body.size() % 2 != 0) body += '\0';
    return little_endian(12 + body.size(), 2) + '\xEC' + kind + little_endian(1U << 5, 4) + little_endian(0, 4) + body +
           map;
  }

 private:
  PstItem& set(uint16_t property, uint16_t type, std::string value) {
    values_[property] = {type, std::move(value)};
    return *this;
  }
  std::map<uint16_t, std::pair<uint16_t, std::string>> values_;
};

class PstWriter {
 public:
  PstWriter() {
    add_node(0x21, 0, PstItem().text(0x3001, u"Store").heap());
    add_node(kRoot, kRoot, PstItem().text(0x3001, u"").heap());
  }

  static constexpr uint64_t kRoot = 0x122;

  /// Its number, for what lies in it.
  uint64_t folder(uint64_t parent, std::u16string_view name) {
    const uint64_t id = ++count_ << 5 | 0x02;
    add_node(id, parent, PstItem().text(0x3001, name).text(0x3613, u"IPF.Note").heap());
    folders_[parent].push_back(id);
    return id;
  }
  void message(uint64_t folder, PstItem item, const std::vector<PstItem>& attachments = {}) {
    uint64_t below = 0;
    if (!attachments.empty()) {
      std::vector<std::pair<uint64_t, uint64_t>> subs;
      std::vector<uint64_t> ids;
      for (const PstItem& attachment : attachments) {
        ids.push_back((0x401 + ids.size()) << 5 | 0x05);
        subs.emplace_back(ids.back(), add_block(attachment.heap()));
      }
      subs.emplace(subs.begin(), 0x671, add_block(table_of(ids)));
      std::string entries;
      const auto number = PstItem::little_endian;
      for (const auto& [id, block] : subs) entries += number(id, 8) + number(block, 8) + number(0, 8);
      below = add_block(std::string("\x02") + '\0' + number(subs.size(), 2) + number(0, 4) + entries, true);
    }
    item.text(0x001A, u"IPM.Note");
    const uint64_t id = ++count_ << 5 | 0x04;
    add_node(id, folder, item.heap(), below);
    messages_[folder].push_back(id);
  }

  std::string file() {
    for (const auto& [folder, ids] : folders_) add_node(folder + 11, 0, table_of(ids));
    for (const auto& [folder, ids] : messages_) add_node(folder + 12, 0, table_of(ids));
    const uint64_t nodes = add_page('\x81', 32, nodes_);
    const uint64_t blocks = add_page('\x80', 24, blocks_);
    const auto number = PstItem::little_endian;
    std::string head = "SM" + number(23, 2) + number(19, 2) + "\x01\x01" + std::string(16, '\0');
    head += number(0x1000, 8) + number(1, 4) + std::string(128, '\0') + number(0, 8);
    head += number(0, 4) + number(kHead + bytes_.size(), 8) + number(0x4400, 8) + number(0, 16);
    head += number(0x1002, 8) + number(nodes, 8) + number(0x1004, 8) + number(blocks, 8) + number(0, 4);
    head += number(0, 4) + std::string(256, '\xFF') + '\x80' + number(0, 3) + number(0x2000, 8);
    const std::string partial = number(checksum(head.substr(0, 471)), 4);
    head += number(checksum(head.substr(0, 516)), 4);
    std::string file = "!BDN" + partial + head;
    file.resize(kHead, '\0');
    return file + bytes_;
  }

 private:
  static constexpr size_t kHead = 0x4600;

  // Node or block, and where it is.
  using Entries = std::map<uint64_t, std::string>;

  // A table of nothing but the numbers of its rows, [MS-PST] 2.3.4.
  static std::string table_of(const std::vector<uint64_t>& ids) {
    const auto number = PstItem::little_endian;
    std::string rows, index;
    for (uint64_t i = 0; i < ids.size(); ++i) {
      rows += number(ids[i], 4) + number(1, 4) + '\xC0';
      index += number(ids[i], 4) + number(i, 4);
    }
    std::string table = "\x7C\x02" + number(8, 2) + number(8, 2) + number(8, 2) + number(9, 2) + number(2U << 5, 4) +
                        number(4U << 5, 4) + number(0, 4);
    table += number(0x67F20003, 4) + number(0, 2) + number(4, 1) + number(0, 1);
    table += number(0x67F30003, 4) + number(4, 2) + number(4, 1) + number(1, 1);
    const std::string tree = std::string("\xB5\x04\x04", 3) + '\0' + number(3U << 5, 4);
    return PstItem::heap_of({table, tree, index, rows}, '\x7C');
  }

  static uint32_t checksum(std::string_view bytes) {
    uint32_t sum = 0;
    for (const char c : bytes) {
      sum ^= static_cast<unsigned char>(c);
      for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? sum >> 1 ^ 0xEDB88320U : sum >> 1;
    }
    return sum;
  }
  static uint64_t signature(uint64_t place, uint64_t id) {
    const uint64_t both = place ^ id;
    return (both >> 16 ^ both) & 0xFFFF;
  }

  uint64_t add_block(const std::string& data, bool internal = false) {
    const auto number = PstItem::little_endian;
    const uint64_t id = ++block_count_ << 2 | (internal ? 2U : 0U);
    const uint64_t place = kHead + bytes_.size();
    std::string block = data;
    block.resize((data.size() + 16 + 63) / 64 * 64 - 16, '\0');
    block += number(data.size(), 2) + number(signature(place, id), 2) + number(checksum(data), 4) + number(id, 8);
    bytes_ += block;
    blocks_[id] = number(id, 8) + number(place, 8) + number(data.size(), 2) + number(2, 2) + number(0, 4);
    return id;
  }

  void add_node(uint64_t id, uint64_t parent, const std::string& data, uint64_t below = 0) {
    const auto number = PstItem::little_endian;
    nodes_[id] = number(id, 8) + number(add_block(data), 8) + number(below, 8) + number(parent, 4) + number(0, 4);
  }

  // One leaf holds them all: enough for a small mailbox.
  uint64_t add_page(char kind, int width, const Entries& entries) {
    const auto number = PstItem::little_endian;
    bytes_.resize((bytes_.size() + 511) / 512 * 512, '\0');
    const uint64_t place = kHead + bytes_.size();
    const uint64_t id = kind == '\x81' ? 0x1002 : 0x1004;
    std::string page;
    for (const auto& [key, entry] : entries) page += entry;
    page.resize(488, '\0');
    page += number(entries.size(), 1) + number(static_cast<uint64_t>(488 / width), 1) +
            number(static_cast<uint64_t>(width), 1) + number(0, 5);
    page += std::string(2, kind) + number(signature(place, id), 2) + number(checksum(page), 4) + number(id, 8);
    bytes_ += page;
    return place;
  }

  std::string bytes_;
  Entries nodes_, blocks_;
  std::map<uint64_t, std::vector<uint64_t>> folders_, messages_;  // of each folder
  uint64_t count_ = 0x400, block_count_ = 0x10;
};

}  // namespace annals::testing
