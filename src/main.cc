#include "cli/cli.h"
#include "sources/workers.h"

int main(int argc, char** argv) {
  if (const auto code = annals::serve_if_worker(argc, argv)) return *code;
  return annals::run_program(argc, argv);
}
