#!/usr/bin/env python3
"""Learns how the letters of a script sound in Latin letters, from pairs of names: languages/CODE/sounds.tsv.

    scripts/train_sounds.py CODE... [--data FOLDER]      CODE: ar, zh, _world (Cyrillic)

FOLDER (default ../shared/data) holds `names/train`: Wikidata's name words (CC0) and the DICT transliterations (MIT). A pair is explained as a chain of steps, each of which turns
one letter into zero to four Latin letters; expectation maximisation finds the steps' probabilities. Costs are negative natural logarithms of the probability of the Latin letters
given the letter. Row `unit` empty: a Latin letter that no letter stands for.
"""
import argparse
import collections
import gzip
import math
import os
import random
import re
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLD = {'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ى': 'ي'}


def latin(word):
    word = unicodedata.normalize('NFKD', word.lower().replace('ß', 'ss').replace('æ', 'ae').replace('ø', 'o').replace('ł', 'l').replace('đ', 'd').replace('ı', 'i'))
    return ''.join(c for c in word if 'a' <= c <= 'z')


def read_pairs(code, data):
    names = os.path.join(data, 'names', 'train')
    files = {'ar': [('wikidata_words/en-ar.train.tsv.gz', 1)], 'zh': [('dict_en_zh/train.tsv', 1), ('wikidata_words/en-zh.train.tsv.gz', 1)], '_world': [('wikidata_words/en-ru.train.tsv.gz', 1)]}
    simplify = {}
    with open(os.path.join(ROOT, 'languages', '_world', 'folding.tsv'), encoding='utf-8') as f:
        for line in f:
            parts = line.rstrip('\n').split('\t')
            if not line.startswith('#') and len(parts) == 2:
                simplify[parts[0]] = parts[1]
    script = {'ar': re.compile('[\u0621-\u064a\u067e\u0686\u06a4\u06af]+'), 'zh': re.compile('[\u4e00-\u9fff]+'), '_world': re.compile('[\u0400-\u04ff]+')}[code]
    for name, column in files[code]:
        path = os.path.join(names, name)
        with (gzip.open(path, 'rt', encoding='utf-8') if path.endswith('.gz') else open(path, encoding='utf-8')) as f:
            for line in f:
                parts = line.rstrip('\n').split('\t')
                if len(parts) <= column:
                    continue
                a = latin(parts[0])
                b = ''.join(FOLD.get(simplify.get(c, c), simplify.get(c, c)) for c in parts[column].lower())
                if 3 <= len(a) <= 14 and 1 <= len(b) <= 12 and script.fullmatch(b):
                    yield a, b


def steps(a, b, i, j, longest, insert):
    """Steps from Latin position i and letter j: (next i, next j, unit, latin)."""
    if j < len(b):
        for n in range(0, min(longest, len(a) - i) + 1):
            yield i + n, j + 1, b[j], a[i:i + n]
    if insert and i < len(a):
        yield i + 1, j, '', a[i]


def expectation(pairs, probability, longest, insert):
    counts = collections.defaultdict(float)
    total = 0.0
    for a, b in pairs:
        n, m = len(a), len(b)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = 1.0
        used = []
        for j in range(m + 1):
            for i in range(n + 1):
                f = forward[i][j]
                if f == 0.0:
                    continue
                for ni, nj, unit, text in steps(a, b, i, j, longest, insert):
                    p = probability(unit, text)
                    if p > 0:
                        forward[ni][nj] += f * p
                        used.append((i, j, ni, nj, unit, text, p))
        z = forward[n][m]
        if z <= 1e-300:
            continue
        total += math.log(z)
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward[n][m] = 1.0
        for i, j, ni, nj, unit, text, p in reversed(used):
            backward[i][j] += p * backward[ni][nj]
        for i, j, ni, nj, unit, text, p in used:
            w = forward[i][j] * p * backward[ni][nj] / z
            if w > 1e-4:
                counts[unit, text] += w
    return counts, total


def learn(pairs, longest, insert, rounds):
    table = None
    for r in range(rounds):
        def first(unit, text):
            return (0.02 if unit == '' else 0.05 if text == '' else 1.0) / 26 ** len(text)
        counts, total = expectation(pairs, first if table is None else lambda unit, text: table.get((unit, text), 0.0), longest, insert)
        sums = collections.defaultdict(float)
        for (unit, text), c in counts.items():
            sums[unit] += c
        letters = sum(sums.values())
        table = {}
        for (unit, text), c in counts.items():
            if c < 0.3:
                continue
            # An insertion competes with all letters, so it is measured against all steps.
            table[unit, text] = c / (letters if unit == '' else sums[unit])
        print(f'round {r}: {len(table)} steps, log likelihood {total / len(pairs):.3f} a pair', flush=True)
    return table, sums


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('codes', nargs='+')
    parser.add_argument('--data', default=os.path.join(ROOT, '..', 'shared', 'data'))
    args = parser.parse_args()
    for code in args.codes:
        pairs = sorted(set(read_pairs(code, args.data)))
        random.Random(1).shuffle(pairs)
        pairs = pairs[:30000]
        longest, insert = {'ar': (3, True), 'zh': (4, True), '_world': (4, True)}[code]
        table, uses = learn(pairs, longest, insert, 5)
        path = os.path.join(ROOT, 'languages', code, 'sounds.tsv')
        with open(path, 'w', encoding='utf-8') as f:
            f.write('# How letters sound in Latin letters: cost of reading `unit` as `latin` (scripts/train_sounds.py made this table).\nunit\tlatin\tcost\n')
            for (unit, text), p in sorted(table.items()):
                if p > 0.004 and uses[unit] >= 3:
                    f.write(f'{unit}\t{text}\t{-math.log(p):.2f}\n')
        print(path, sum(1 for _ in open(path, encoding='utf-8')))


if __name__ == '__main__':
    main()
