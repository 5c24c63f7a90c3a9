// Settings of jemalloc, which looks for this name in the program (CMakeLists.txt has it linked). Huge pages: the tables
// of a language are some ten megabytes and are looked up everywhere at once.
extern "C" {
extern const char* const malloc_conf;          // NOLINT(readability-identifier-naming)
const char* const malloc_conf = "thp:always";  // NOLINT(readability-identifier-naming)
}
