#!/usr/bin/env python3
"""Writes languages/_world/folding.tsv: traditional Han letters and the simplified letters they are folded to.

    scripts/make_folding.py > languages/_world/folding.tsv

The pairs are those of ICU's transform Traditional-Simplified (`uconv` of the package icu-devtools), one letter to one letter,
in the Basic Multilingual Plane. Both sides of every comparison are folded, so a pair never changes what a text says: it only
lets words of a pack match either spelling, Japanese ones too.
"""
import subprocess
import sys

RANGES = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF)]


def main():
    letters = [chr(c) for first, last in RANGES for c in range(first, last + 1)]
    done = subprocess.run(['uconv', '-f', 'UTF-8', '-t', 'UTF-8', '-x', 'Traditional-Simplified'],
                          input='\n'.join(letters).encode(), stdout=subprocess.PIPE, check=True)
    simplified = done.stdout.decode().split('\n')
    if len(simplified) != len(letters):
        sys.exit(f'uconv returned {len(simplified)} letters for {len(letters)}')
    fold = {a: b for a, b in zip(letters, simplified) if a != b and len(b) == 1 and ord(b) < 0x10000}
    print('# Traditional Han letters and what they are folded to. Made by scripts/make_folding.py.')
    print('from\tto')
    for letter in letters:
        # A chain (a -> b -> c) goes to its end, so that folding twice changes nothing.
        target, steps = fold.get(letter), 0
        while target in fold and steps < 4:
            target, steps = fold[target], steps + 1
        if target is not None and target != letter:
            print(f'{letter}\t{target}')
    print('İ\ti')  # the Turkish capital of i, which Unicode folds to two letters


if __name__ == '__main__':
    main()
