#include "sources/xml.h"

#include <libxml/parser.h>

#include <limits>

namespace annals {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

void ignore(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

}  // namespace

XmlReader::XmlReader(std::string_view bytes) {
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    damage_ = "the XML is longer than 2 GiB";
    return;
  }
  reader_ = xmlReaderForMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
  if (reader_ != nullptr) xmlTextReaderSetErrorHandler(reader_, ignore, nullptr);
}

XmlReader::~XmlReader() {
  if (reader_ != nullptr) xmlFreeTextReader(reader_);
}

XmlReader::Event XmlReader::next() {
  text_ = {};
  if (end_waits_) {
    end_waits_ = false;
    --depth_;
    return Event::kEnd;
  }
  while (reader_ != nullptr && damage_.empty()) {
    const int more = xmlTextReaderRead(reader_);
    if (more == 0) return Event::kDone;
    if (more < 0) {
      damage_ = "the XML is damaged, cut off or beyond the limits; what stands before was read";
      break;
    }
    switch (xmlTextReaderNodeType(reader_)) {
      case XML_READER_TYPE_ELEMENT:
        name_ = view(xmlTextReaderConstLocalName(reader_));
        end_waits_ = xmlTextReaderIsEmptyElement(reader_) == 1;
        ++depth_;
        return Event::kBegin;
      case XML_READER_TYPE_END_ELEMENT:
        name_ = view(xmlTextReaderConstLocalName(reader_));
        --depth_;
        return Event::kEnd;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        text_ = view(xmlTextReaderConstValue(reader_));
        return Event::kText;
      case XML_READER_TYPE_DOCUMENT_TYPE: {
        // No document needs entities of its own; those that have them are after something else.
        const xmlNode* node = xmlTextReaderCurrentNode(reader_);
        if (node != nullptr && reinterpret_cast<const xmlDtd*>(node)->entities != nullptr)
          damage_ = "the XML declares entities of its own: not read";
        break;
      }
      default:
        break;
    }
  }
  return Event::kDone;
}

std::string XmlReader::attribute(std::string_view local_name) const {
  std::string value;
  if (reader_ == nullptr || xmlTextReaderMoveToFirstAttribute(reader_) != 1) return value;
  do {
    if (view(xmlTextReaderConstLocalName(reader_)) == local_name) {
      value = view(xmlTextReaderConstValue(reader_));
      break;
    }
  } while (xmlTextReaderMoveToNextAttribute(reader_) == 1);
  xmlTextReaderMoveToElement(reader_);
  return value;
}

std::string XmlReader::attribute_as_written(const char* name) const {
  if (reader_ == nullptr) return {};
  xmlChar* value = xmlTextReaderGetAttribute(reader_, reinterpret_cast<const xmlChar*>(name));
  std::string found(view(value));
  xmlFree(value);
  return found;
}

void XmlReader::skip() {
  const size_t inside = depth_;
  while (depth_ >= inside && next() != Event::kDone) {
  }
}

std::string XmlReader::inner_text() {
  std::string inner;
  const size_t inside = depth_;
  while (depth_ >= inside) {
    const Event event = next();
    if (event == Event::kDone) break;
    if (event == Event::kText) inner += text_;
  }
  return inner;
}

}  // namespace annals
