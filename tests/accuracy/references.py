#!/usr/bin/env python3
"""Whom English pronouns and descriptions stand for, on GUM's documents beside the checkout (their chains of mentions, train and dev).

    tests/accuracy/references.py [--annals FILE] [--shared FOLDER] [--errors] [--genre NAME]

A third-person word counts where its chain has a name in it. It is right when the entity that `annals read` gives has a mention that overlaps
such a name. Precision is over all such words that were given an entity. Exits with 77 where the data is absent.
"""
import argparse
import collections
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORDS = {'masculine': 'he him his himself', 'feminine': 'she her hers herself', 'thing': 'it its itself', 'many': 'they them their theirs themselves'}
KIND = {word: kind for kind, words in WORDS.items() for word in words.split()}


class Gold:
    """Text, third-person words and named chains of one document; offsets in code points."""

    def __init__(self, conllu):
        self.text = ''
        self.words = []  # (begin, end, kind, chain)
        self.names = collections.defaultdict(list)  # chain -> spans of names
        open_mentions = collections.defaultdict(list)
        mentions = []  # (chain, first token, last token)
        tokens = []  # (begin, end, form, upos, head is outside: set below)
        sentence_start, ids = 0, {}
        paragraph = False
        for line in conllu.split('\n'):
            if line.startswith('# newpar') and not line.startswith('# newpar_block'):
                paragraph = True
            elif line.startswith('# text'):
                if self.text:
                    self.text = self.text.rstrip(' ') + ('\n\n' if paragraph else ' ')
                paragraph = False
                sentence_start, ids = len(tokens), {}
            elif line and not line.startswith('#'):
                columns = line.split('\t')
                if '-' in columns[0]:
                    self._range_end = int(columns[0].split('-')[1]), columns[1], 'SpaceAfter=No' in columns[9]
                    self._range_begin = len(self.text)
                    self.text += columns[1] + ('' if 'SpaceAfter=No' in columns[9] else ' ')
                    continue
                if '.' in columns[0]:
                    continue
                number = int(columns[0])
                inside = getattr(self, '_range_end', None)
                if inside and number <= inside[0]:
                    begin, end = self._range_begin, self._range_begin + len(inside[1])
                    word_end = self.text.find(columns[1], begin, end)
                    if word_end >= 0:
                        begin, end = word_end, word_end + len(columns[1])
                    if number == inside[0]:
                        self._range_end = None
                else:
                    begin = len(self.text)
                    end = begin + len(columns[1])
                    self.text += columns[1] + ('' if 'SpaceAfter=No' in columns[9] else ' ')
                ids[number] = len(tokens)
                tokens.append((begin, end, columns[1].lower(), columns[3]))
                found = re.search(r'Entity=([^|]*)', columns[9])
                for mark in re.findall(r'\([^()]*\)?|[^()]+\)', found.group(1)) if found else []:
                    chain = re.match(r'\(?([0-9]+)', mark).group(1)
                    if mark.startswith('('):
                        minimum = mark.strip('()').split('-')[5].split(',')[0] if mark.count('-') >= 5 else '1'
                        open_mentions[chain].append((len(tokens) - 1, int(minimum) if minimum.isdigit() else 1))
                    if mark.endswith(')'):
                        first, minimum = open_mentions[chain].pop()
                        mentions.append((chain, first, len(tokens) - 1, minimum))
            if not line:
                self._range_end = None
        named = set()
        for chain, first, last, minimum in mentions:
            head = min(first + minimum - 1, last)
            begin = end = head
            while begin > first and tokens[begin - 1][3] == 'PROPN':
                begin -= 1
            while end < last and tokens[end + 1][3] == 'PROPN':
                end += 1
            if tokens[head][3] == 'PROPN':
                named.add(chain)
                self.names[chain].append((tokens[begin][0], tokens[end][1]))
        for chain, first, last, _ in mentions:
            if first == last and tokens[first][2] in KIND and tokens[first][3] in ('PRON', 'DET'):
                self.words.append((*tokens[first][:2], KIND[tokens[first][2]], chain if chain in named else None))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--annals', default=os.path.join(ROOT, 'build/release/annals'))
    parser.add_argument('--shared', default=os.path.join(ROOT, '../shared'))
    parser.add_argument('--genre', help='news, bio, interview …: only these documents')
    parser.add_argument('--errors', action='store_true')
    arguments = parser.parse_args()
    archive = os.path.join(arguments.shared, 'data/gum/train_dep.tar.gz')
    if not os.path.exists(archive):
        print(f'skipped: {archive} is not there')
        sys.exit(77)
    gold = {}
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = os.path.basename(member.name)
            if not name.endswith('.conllu') or (arguments.genre and f'_{arguments.genre}_' not in name):
                continue
            gold[name[:-7]] = Gold(io.TextIOWrapper(tar.extractfile(member), encoding='utf-8').read())
    with tempfile.TemporaryDirectory() as folder:
        for name, one in gold.items():
            with open(os.path.join(folder, name + '.txt'), 'w', encoding='utf-8') as out:
                out.write(one.text)
        output = subprocess.run([arguments.annals, '-q', '--packs', ROOT, 'read', '--explain', folder], capture_output=True, check=True).stdout.decode()
    references = collections.defaultdict(dict)
    mentions = collections.defaultdict(list)
    for line in output.splitlines():
        line = json.loads(line)
        name = os.path.basename(line.get('document', ''))[:-4]
        if line['kind'] == 'reference':
            references[name][line['start']] = line
        elif line['kind'] == 'mention':
            mentions[name, line['entity']].append((line['start'], line['end'], line['text']))
    tally = collections.defaultdict(lambda: [0, 0, 0])  # right, given, gold
    for name, one in sorted(gold.items()):
        genre = name.split('_')[1]
        for begin, end, kind, chain in one.words:
            given = references[name].get(begin)
            right = False
            if given and chain:
                right = any(a < e and b < f for a, f, _ in mentions[name, given['entity']] for b, e in one.names[chain])
            for key in (kind, genre, 'all'):
                tally[key][0] += right
                tally[key][1] += given is not None
                tally[key][2] += chain is not None
            if arguments.errors and not right and chain:
                wanted = one.text[slice(*one.names[chain][0])]
                got = mentions[name, given['entity']][0][2] if given else None
                around = one.text[max(0, begin - 160):begin] + '<<' + one.text[begin:end] + '>>' + one.text[end:end + 50]
                print(f'{name} wanted {wanted!r} got {got!r}: {around!r}')
    print(f'{"":12} precision  recall     F1  right/given/gold')
    for key, (right, given, wanted) in tally.items():
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        print(f'{key:12} {precision:9.3f} {recall:7.3f} {2 * precision * recall / max(precision + recall, 1e-9):6.3f}  {right}/{given}/{wanted}')


if __name__ == '__main__':
    main()
