// What a process that touches a hostile file may do: read, compute, write to the pipes it was given. The kernel holds
// it to that: system call filters (seccomp), file access rules (Landlock, where the kernel has it) and resource limits.
#pragma once

#include <cstdint>

namespace annals {

enum class SandboxKind {
  kReader,   ///< our own readers: no program is started, no file is written
  kProgram,  ///< a program that is started next (pdftotext …): it may have threads
};

struct SandboxLimits {
  unsigned cpu_seconds = 60;
  uint64_t memory = uint64_t{4} << 30;  ///< of addresses: four times the most that is unpacked at once
};

/// Prepares what enter_sandbox() needs; call it before the first fork. Any thread.
void prepare_sandbox();

/// Confines this process for good: no network, no other process, no file written, files read only where programs and
/// their data are installed, memory and time limited. Only system calls that are safe between fork and exec. False when
/// the kernel refuses; the process must end then.
bool enter_sandbox(SandboxKind kind, const SandboxLimits& limits);

}  // namespace annals
