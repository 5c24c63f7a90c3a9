#!/usr/bin/env python3
"""Kills a build at one point after another until it is done: tests/crash/resume.py PROGRAM [FILES].

After each kill the case is as it was before the build (here: not there yet), and the next build takes over every file and every reading that the
ones before it had finished. At the end the record is the same as that of a build in one go.
"""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time


def entries(log):
    """The keys of the whole entries beside the case."""
    if not log.exists():
        return []
    data = log.read_bytes()
    at = data.index(b"\n", data.index(b"\n") + 1) + 1
    keys = []
    while at + 24 <= len(data):
        key_size, value_size = struct.unpack("<QQ", data[at:at + 16])
        if at + 24 + key_size + value_size > len(data):
            break
        keys.append(data[at + 24:at + 24 + key_size].decode())
        at += 24 + key_size + value_size
    return keys


def main():
    program, files = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400
    with tempfile.TemporaryDirectory() as name:
        folder, case = pathlib.Path(name, "in"), pathlib.Path(name, "x.annals")
        log = pathlib.Path(f"{case}-unfinished")
        folder.mkdir()
        for number in range(files):
            kind = ".eml" if number % 3 == 0 else ".txt"
            head = f"From: Ana Prado <a@x.test>\nTo: Theo Marsh <t@x.test>\nMessage-ID: <{number}@x.test>\nSubject: {number}\n\n" if kind == ".eml" else ""
            text = "".join(f"On {1 + (number + line) % 28} May 20{10 + line % 12} Ana Prado sued Lumen Works {number}. " for line in range(8))
            (folder / f"{number:05}{kind}").write_text(head + text + "\n")
        kills, before, delay = 0, [], 0.03
        while True:
            build = subprocess.Popen([program, "build", "--jobs", "2", str(case), str(folder)], stderr=subprocess.PIPE, text=True)
            try:
                said = build.communicate(timeout=delay)[1]
            except subprocess.TimeoutExpired:
                build.kill()
                build.wait()
                build.stderr.close()
                kills += 1
                if before and not log.exists():
                    said = None  # killed when all was done
                    break
                after = entries(log)
                if after[:len(before)] != before:
                    sys.exit("an entry of an earlier build is gone")
                if len(set(after)) != len(after):
                    sys.exit(f"read twice: {[key for key in after if after.count(key) > 1][:3]}")
                if subprocess.run([program, "show", str(case)], capture_output=True).returncode != 4:
                    sys.exit("a case that was never built to its end shows something")
                before, delay = after, delay * 1.3
                continue
            break
        if said is not None and build.returncode != 0:
            sys.exit(said)
        taken = re.search(r"taken over from a build that did not end: (\d+) sources, (\d+) readings", said or "")
        sources = sum(key.startswith("source ") for key in before)
        readings = sum(key.startswith("reading ") for key in before)
        if said is not None and before and (not taken or (int(taken[1]), int(taken[2])) != (sources, readings)):
            sys.exit(f"{sources} sources and {readings} readings were finished, but it says: {said}")
        if log.exists():
            sys.exit("a finished build leaves its log")
        whole = pathlib.Path(name, "whole.annals")
        subprocess.run([program, "build", "--quiet", str(whole), str(folder)], check=True)
        exports = [subprocess.run([program, "export", str(one)], check=True, capture_output=True).stdout for one in (case, whole)]
        if exports[0] != exports[1]:
            sys.exit("the record differs from that of a build in one go")
    print(f"killed {kills} times; {sources} of {files} sources and {readings} readings taken over, none read twice; the record is the same")


main()
