// PDF, by poppler's programs in processes of their own: the text layer with the place of each line, and where a page
// has none or a broken one, what tesseract recognises in its picture.
#include <fmt/format.h>
#include <unicode/uchar.h>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/child.h"
#include "sources/ocr.h"
#include "sources/office.h"
#include "sources/readers.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMostRecognised = 500;  // pages of one source: about half an hour
constexpr int kDotsPerInch = 200;
constexpr float kPoints = 72.0F / kDotsPerInch;

int accepts(std::string_view, std::string_view head) { return head.starts_with("%PDF-") ? 97 : 0; }

// Fonts without a table of characters leave private, replaced and control characters behind.
bool is_broken(const LayoutPage& page) {
  size_t letters = 0;
  size_t strange = 0;
  for (const LayoutLine& line : page.lines) {
    for (size_t i = 0; i < line.text.size();) {
      const CodePoint c = decode(line.text, i);
      i += c.bytes;
      const auto type = static_cast<UCharCategory>(u_charType(static_cast<UChar32>(c.value)));
      ++letters;
      strange +=
          c.value == 0xFFFD || type == U_PRIVATE_USE_CHAR || type == U_CONTROL_CHAR || type == U_UNASSIGNED ? 1 : 0;
    }
  }
  return strange * 10 > letters;
}

std::string info_line(std::string_view info, std::string_view name) {
  const std::string wanted = fmt::format("\n{}:", name);
  const std::string all = fmt::format("\n{}", info);
  const size_t at = all.find(wanted);
  if (at == std::string::npos) return {};
  const size_t begin = at + wanted.size();
  return std::string(trim(std::string_view(all).substr(begin, all.find('\n', begin) - begin)));
}

class PdfReader {
 public:
  PdfReader(const Source& source, Document& document) : source_(source), document_(document) {}

  // Why there is no text, or empty.
  std::string run() {
    const ChildOutput table = run_child({"pdftotext", "-tsv", "-enc", "UTF-8", "-", "-"}, source_.bytes, {});
    if (table.failure == "not installed") return "PDF: needs the program pdftotext (package poppler-utils)";
    std::vector<LayoutPage> pages = parse_layout(table.bytes, WordOrder::kVisual, 1);
    if (!table.failure.empty() && pages.empty()) return fmt::format("PDF: pdftotext {}", table.failure);
    if (!table.failure.empty()) remark("truncated", fmt::format("the text is not whole: pdftotext {}", table.failure));
    read_info();
    recognise_pages(pages);
    write_pages(pages, document_);
    if (!document_.text.empty()) return {};
    return problem_.empty() ? "PDF without text" : fmt::format("PDF without text: {}", problem_);
  }

 private:
  void remark(const char* code, std::string message) { document_.remarks.push_back({code, std::move(message), {}}); }

  void read_info() {
    const std::string info =
        decode_text(run_child({"pdfinfo", "-isodates", "-"}, source_.bytes, {}).bytes, "utf-8").text;
    set_properties({info_line(info, "Title"), info_line(info, "Author"), info_line(info, "CreationDate"),
                    info_line(info, "ModDate")},
                   document_);
    if (info_line(info, "JavaScript") == "yes" || source_.bytes.find("/JavaScript") != std::string::npos)
      remark("scripts", "holds JavaScript, which is never run");
    if (source_.bytes.find("/EmbeddedFile") != std::string::npos)
      remark("part-left-out", "holds embedded files, which were not read (pdfdetach takes them out)");
  }

  // Pages whose text layer is missing or broken.
  void recognise_pages(std::vector<LayoutPage>& pages) {
    size_t recognised = 0;
    size_t left_out = 0;
    float confidence = 0;
    std::string broken;
    for (size_t i = 0; i < pages.size(); ++i) {
      const bool bad = !pages[i].lines.empty() && is_broken(pages[i]);
      if (!pages[i].lines.empty() && !bad) continue;
      if (bad) broken += fmt::format("{}{}", broken.empty() ? "" : ", ", i + 1);
      if (recognised + left_out >= kMostRecognised || stop_) {
        ++left_out;
        continue;
      }
      Recognised page = recognise_page(i + 1);
      if (!page.failure.empty()) {
        ++left_out;
        problem_ = page.failure;
        continue;
      }
      ++recognised;
      confidence += page.confidence;
      page.page.width = pages[i].width;
      page.page.height = pages[i].height;
      pages[i] = std::move(page.page);
    }
    if (!broken.empty()) remark("text-layer-broken", fmt::format("the text layer of pages {} is broken", broken));
    if (recognised > 0) {
      remark(
          "recognised",
          fmt::format(
              "the text of {} of {} pages was recognised in their pictures (OCR), with a confidence of {:.0f} of 100",
              recognised, pages.size(), confidence / static_cast<float>(recognised)));
    }
    if (left_out > 0) {
      remark("pages-unread", fmt::format("{} of {} pages have no text that can be read{}{}", left_out, pages.size(),
                                         problem_.empty() ? "" : ": ", problem_));
    }
  }

  Recognised recognise_page(size_t number) {
    const std::string page = fmt::format("{}", number);
    const ChildOutput picture =
        run_child({"pdftoppm", "-r", fmt::format("{}", kDotsPerInch), "-gray", "-png", "-f", page, "-l", page, "-"},
                  source_.bytes, {});
    if (!picture.failure.empty() || picture.bytes.empty()) return {{}, 0, "a page that cannot be drawn"};
    Recognised recognised = recognise(picture.bytes, kPoints);
    // Without the program, there is no need to draw the other pages.
    stop_ |= recognised.failure.find("installed") != std::string::npos;
    return recognised;
  }

  const Source& source_;
  Document& document_;
  std::string problem_;
  bool stop_ = false;
};

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/pdf";
  Document document = new_document(source, out, {});
  out.unread = PdfReader(source, document).run();
  if (out.unread.empty()) out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kPdfReader{"pdf", accepts, read, true};

}  // namespace annals
