# cmake -DOUTPUT=FILE -DFOLDERS=A|B -P fingerprint.cmake: writes the C++ file that tells which program reads, by a hash of what stands in the folders.
string(REPLACE "|" ";" folders "${FOLDERS}")
set(all "")
foreach(folder ${folders})
  file(GLOB files LIST_DIRECTORIES false ${folder}/*.cc ${folder}/*.h)
  list(FILTER files EXCLUDE REGEX "_test\\.cc$")
  list(SORT files)
  foreach(one ${files})
    file(SHA256 ${one} hash)
    string(APPEND all "${hash}")
  endforeach()
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 16 hash)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "reading/read.h"

namespace annals {

std::string_view reading_version() { return "@hash@"; }

}  // namespace annals
]])
