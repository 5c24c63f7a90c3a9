// The test programs' main(): they are their own readers' workers too, as the program is.
#include <gmock/gmock.h>

#include "sources/workers.h"

int main(int argc, char** argv) {
  if (const auto code = annals::serve_if_worker(argc, argv)) return *code;
  ::testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
