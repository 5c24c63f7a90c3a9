#!/usr/bin/env python3
"""Near-copy detection beside datasketch's MinHash-LSH, on the same articles in the same run.

    near_copies.py BENCH [--documents N] [--folder FOLDER]

BENCH is the program build/release/bench/record. It writes the articles it was measured on; they are then given to
datasketch (128 permutations, sets of three-word shingles, threshold 0.3, and candidates at least 0.3 alike by their signatures: found best of what was tried), which
is installed into a virtual environment in FOLDER when the package index can be reached; when it cannot, that is said and only our
figures are printed. Recall: planted copies more than 0.8 alike that are joined with their original. Precision: joined
articles that belong together.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

THRESHOLD = 0.3
PERMUTATIONS = 128
SHINGLE = 3


def ours(bench, documents, articles):
    """Runs the benchmark; prints its line."""
    out = subprocess.run([bench, f'--benchmark_filter=find_near_copies/{documents}/iterations:1$', '--benchmark_format=console'],
                         env=dict(os.environ, ANNALS_ARTICLES=articles), capture_output=True, text=True)
    lines = [line for line in out.stdout.splitlines() if line.startswith(f'find_near_copies/{documents}/')]
    if not lines:
        sys.exit(f'near_copies.py: {bench} has no benchmark find_near_copies/{documents}')
    seconds = float(re.search(r'([\d.e+]+) ms', lines[0]).group(1)) / 1000
    figures = {name: float(value) for name, value in re.findall(r'(recall|precision)=([\d.e+-]+)', lines[0])}
    print(f"annals      {seconds:8.1f} s   recall {figures['recall']:.4f}   precision {figures['precision']:.4f}")


def python_with_datasketch(folder):
    """The interpreter of an environment that has it; None when it cannot be had."""
    python = os.path.join(folder, 'bin', 'python')
    if not os.path.exists(python):
        subprocess.run([sys.executable, '-m', 'venv', folder], check=True)
    if subprocess.run([python, '-c', 'import datasketch'], capture_output=True).returncode == 0:
        return python
    installed = subprocess.run([python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'datasketch'], capture_output=True)
    return python if installed.returncode == 0 else None


def datasketch_run(articles):
    """In the environment: joins the articles, prints its line."""
    from datasketch import MinHash, MinHashLSH
    started = time.time()
    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    family, likeness, leader, hashes = [], [], [], []

    def root(n):
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    with open(articles, encoding='utf-8') as lines:
        for number, line in enumerate(lines):
            name, alike, text = line.rstrip('\n').split(' ', 2)
            family.append(int(name))
            likeness.append(float(alike))
            leader.append(number)
            words = text.split()
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch([' '.join(words[i:i + SHINGLE]).encode() for i in range(max(1, len(words) - SHINGLE + 1))])
            for other in lsh.query(sketch):
                if hashes[other].jaccard(sketch) >= THRESHOLD:
                    a, b = sorted((root(number), root(other)))
                    leader[b] = a
            lsh.insert(number, sketch)
            hashes.append(sketch)
    seconds = time.time() - started
    original, planted, found, joined, right = {}, 0, 0, 0, 0
    for d, name in enumerate(family):
        if d % 5 != 4:
            original[name] = d
        elif likeness[d] > 0.8:
            planted += 1
            found += root(d) == root(original[name])
        if root(d) != d:
            joined += 1
            right += family[d] == family[root(d)]
    print(f'datasketch  {seconds:8.1f} s   recall {found / max(1, planted):.4f}   precision {right / max(1, joined):.4f}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('bench', nargs='?')
    parser.add_argument('--documents', type=int, default=10000, choices=[1000, 10000, 100000])
    parser.add_argument('--folder', help='for the virtual environment; a temporary one without it')
    parser.add_argument('--articles', help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.articles:
        datasketch_run(options.articles)
        return
    if not options.bench:
        parser.error('BENCH is missing')
    with tempfile.TemporaryDirectory() as temporary:
        articles = os.path.join(temporary, 'articles.txt')
        print(f'{options.documents} articles')
        ours(options.bench, options.documents, articles)
        sys.stdout.flush()
        python = python_with_datasketch(options.folder or os.path.join(temporary, 'venv'))
        if python is None:
            print('datasketch  not measured: it cannot be installed here')
        else:
            subprocess.run([python, os.path.abspath(__file__), '--articles', articles], check=True)


if __name__ == '__main__':
    main()
