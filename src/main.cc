#include "cli/cli.h"

int main(int argc, char** argv) { return annals::run_program(argc, argv); }
