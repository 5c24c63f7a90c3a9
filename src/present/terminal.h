// Text for terminals: width, colour, and text of several directions on one line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace annals {

/// Columns that the text takes: two for East Asian wide characters and emoji, none for marks and invisible characters
/// (Unicode UAX #11). Escape sequences are not expected in it.
size_t display_width(std::string_view text);
/// The text, cut to at most `columns`, with `…` where it was cut. Control characters become spaces, so that a document
/// cannot drive the terminal.
std::string fit(std::string_view text, size_t columns);
/// `fit` and filled up with spaces.
std::string pad(std::string_view text, size_t columns);
/// The text on lines of at most `columns`, broken at the places that Unicode (UAX #14) allows.
std::vector<std::string> wrap(std::string_view text, size_t columns);
/// Control characters as spaces, runs of white space as one.
std::string one_line(std::string_view text);
/// The text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that its direction changes nothing around it;
/// stray direction controls inside are taken out.
std::string isolate(std::string_view text);

/// Columns of the terminal; 100 where it is none.
size_t terminal_columns(int descriptor);

/// Whether to colour what goes to a descriptor: it is a terminal, TERM is not `dumb` and NO_COLOR is not set.
bool colours(int descriptor);

enum class Style { kPlain, kBold, kDim, kDate, kWarning, kGood };
/// The text in a style; unchanged when `on` is false.
std::string styled(std::string_view text, Style style, bool on);

}  // namespace annals
