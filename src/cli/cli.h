// The way in of the command line.
#pragma once

namespace annals {

/// Runs the program; returns its exit code. Messages go to standard error, results to standard output.
int run_program(int argc, const char* const* argv);

}  // namespace annals
