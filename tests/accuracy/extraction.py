#!/usr/bin/env python3
"""Main content of web pages: how much of it `annals read --text --blocks body` finds, on the sets that its README in the shared data describes.

    tests/accuracy/extraction.py [--annals FILE] [--shared FOLDER] [--errors] [--set trafilatura|readability|newspaper4k|newspaper3k|goose]

trafilatura set: segments that must, and must not, be in the text (precision, recall, F over all segments, as its authors count).
The others have whole texts: per page the shares of 4-grams of words, precision and recall as means over pages (the metric of scrapinghub).
"""
import argparse
import collections
import concurrent.futures
import html.parser
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BREAKS = {'p', 'div', 'br', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'td', 'tr', 'pre', 'blockquote', 'figure', 'section', 'article', 'dt', 'dd'}


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces = []

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_starttag(self, tag, attributes):
        if tag in BREAKS:
            self.pieces.append('\n')


def text_of(markup):
    parser = Text()
    parser.feed(markup)
    return ''.join(parser.pieces)


def grams(text):
    words = re.findall(r'\w+', text)
    return collections.Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)) if words)


def shares(gold, found):
    gold, found = grams(gold), grams(found)
    hit = sum((gold & found).values())
    surplus, lack = sum(found.values()) - hit, sum(gold.values()) - hit
    return hit, surplus, lack


class Runner:
    def __init__(self, annals):
        self.annals = annals

    def body(self, path, blocks='body'):
        done = subprocess.run([self.annals, 'read', '--text', '--blocks', blocks, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.decode('utf-8', 'replace')

    def document(self, path):
        done = subprocess.run([self.annals, 'read', path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for line in done.stdout.decode('utf-8', 'replace').splitlines():
            return json.loads(line)
        return {}

    def all(self, task, paths):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(task, paths))


def trafilatura(runner, folder, shared, errors):
    with open(os.path.join(shared, 'trafilatura_eval', 'evaldata.json'), encoding='utf-8') as file:
        pages = json.load(file)
    paths = {}
    for base, _, files in os.walk(folder):
        paths.update({name: os.path.join(base, name) for name in files})
    known = [(url, page) for url, page in sorted(pages.items()) if page['file'] in paths]
    texts = runner.all(runner.body, [paths[page['file']] for _, page in known])
    found = wanted = wrong = 0
    for (url, page), text in zip(known, texts):
        missing = [s for s in page['with'] if s not in text]
        surplus = [s for s in page['without'] if s in text]
        wanted += len(page['with'])
        found += len(page['with']) - len(missing)
        wrong += len(surplus)
        if errors and (missing or surplus):
            print(f'{paths[page["file"]]}\n   missing {missing}\n   surplus {surplus}')
    precision, recall = found / max(1, found + wrong), found / wanted
    print(f'trafilatura   {len(known):5} pages  P {precision:.3f}  R {recall:.3f}  F {2 * precision * recall / (precision + recall):.3f}   '
          f'(trafilatura 2.2: .906 .943 .924)')


def whole_texts(name, runner, pages, errors):
    """pages: (path, gold text)"""
    texts = runner.all(runner.body, [path for path, _ in pages])
    precisions, recalls = [], []
    for (path, gold), text in zip(pages, texts):
        hit, surplus, lack = shares(gold, text)
        if hit + surplus:
            precisions.append(hit / (hit + surplus))
        if hit + lack:
            recalls.append(hit / (hit + lack))
        if errors and hit < 0.8 * max(hit + surplus, hit + lack):
            print(f'{path}: {hit} right, {surplus} surplus, {lack} lacking')
    precision, recall = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    print(f'{name:13} {len(pages):5} pages  P {precision:.3f}  R {recall:.3f}  F {2 * precision * recall / (precision + recall):.3f}')


def fields(name, runner, pages, errors):
    """pages: (path, {'published': ISO day, 'title': …, 'byline': …}); what is not annotated is absent."""
    documents = runner.all(runner.document, [path for path, _ in pages])
    for field in ('published', 'title', 'byline'):
        right = total = answered = 0
        for (path, gold), document in zip(pages, documents):
            if not gold.get(field):
                continue
            total += 1
            if field == 'byline':
                found = (document.get('byline') or '') + '\n' + runner.body(path, 'byline').strip()
                found = found.strip()
            else:
                found = document.get(field) or ''
            answered += bool(found)
            plain = lambda s: re.sub(r'\W+', ' ', s).strip().casefold()
            good = found[:10] == gold[field][:10] if field == 'published' else (
                bool(plain(gold[field])) and (plain(gold[field]) in plain(found) or (field == 'title' and bool(found) and plain(found) in plain(gold[field]))))
            right += good
            if errors and not good:
                print(f'{path}: {field} {found!r} for {gold[field]!r}')
        if total:
            print(f'{name:13} {field:9} {right} of {total} right ({right / total:.3f}), {answered} answered')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--annals', default=os.path.join(ROOT, 'build', 'release', 'annals'))
    parser.add_argument('--shared', default=os.path.join(ROOT, '..', 'shared'))
    parser.add_argument('--set')
    parser.add_argument('--errors', action='store_true')
    args = parser.parse_args()
    shared = os.path.join(args.shared, 'data', 'extraction')
    if not os.path.isdir(shared):
        sys.exit(f'the sets are not at {shared}; give --shared FOLDER')
    runner = Runner(args.annals)
    sets = {'trafilatura': 'trafilatura_eval_html', 'readability': 'mozilla_readability', 'newspaper4k': 'newspaper4k', 'newspaper3k': 'newspaper3k', 'goose': 'goose'}
    for name, archive in sets.items():
        if args.set and args.set != name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(os.path.join(shared, archive + '.tar.gz')) as tar:
                tar.extractall(folder, filter='data') if hasattr(tarfile, 'data_filter') else tar.extractall(folder)
            if name == 'trafilatura':
                trafilatura(runner, folder, shared, args.errors)
                continue
            pages, facts = list(GATHER[name](folder)), []
            whole_texts(name, runner, [(path, gold) for path, gold, _ in pages if gold], args.errors)
            fields(name, runner, [(path, given) for path, _, given in pages], args.errors)


def read(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        return file.read()


def readability(folder):
    for base, _, files in sorted(os.walk(folder)):
        if 'source.html' in files and 'expected.html' in files:
            facts = json.loads(read(os.path.join(base, 'expected-metadata.json'))) if 'expected-metadata.json' in files else {}
            yield (os.path.join(base, 'source.html'), text_of(read(os.path.join(base, 'expected.html'))),
                   {'title': facts.get('title'), 'byline': facts.get('byline'), 'published': facts.get('publishedTime')})


def by_name(folder):
    found = collections.defaultdict(dict)
    for base, _, files in os.walk(folder):
        for name in files:
            stem, extension = os.path.splitext(name)
            found[stem][extension] = os.path.join(base, name)
    return sorted(found.items())


def newspaper4k(folder):
    for _, files in by_name(folder):
        if '.html' not in files:
            continue
        facts = json.loads(read(files['.json'])) if '.json' in files else {}
        facts = facts if isinstance(facts, dict) else {}
        date = facts.get('publish_date') or ''
        authors = facts.get('authors') or []
        gold = read(files['.txt']) if '.txt' in files else facts.get('text') or ''
        yield files['.html'], gold, {'title': facts.get('title'), 'published': str(date), 'byline': authors[0] if authors else None}


def newspaper3k(folder):
    for _, files in by_name(folder):
        if '.html' in files and '.txt' in files:
            yield files['.html'], read(files['.txt']), {}


def goose(folder):
    for _, files in by_name(folder):
        if '.html' not in files or '.json' not in files:
            continue
        facts = json.loads(read(files['.json'])).get('expected', {})
        date = facts.get('publish_date') or ''
        yield files['.html'], facts.get('cleaned_text') or '', {'title': facts.get('title'), 'published': str(date), 'byline': None}


GATHER = {'readability': readability, 'newspaper4k': newspaper4k, 'newspaper3k': newspaper3k, 'goose': goose}

if __name__ == '__main__':
    main()
