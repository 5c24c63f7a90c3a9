#!/usr/bin/env python3
"""Scores who says what, in direct and indirect speech, against the attributions of PolNeAR.

    attributions.py ANNALS POLNEAR.tar.gz [--errors N]

An attribution is right when its content and the annotated one overlap by at least half of both together, and its source overlaps the
annotated source (both may be absent). Prints precision, recall and F1 of (source, content), of content alone, and recall by the kind of
speech: direct (the annotated content stands between quotation marks), mixed (some of it does), indirect. Annotated contents without a
source ('the alleged fraud') count too. Ends with 0 and a remark when the data is absent.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tarfile


def read_annotations(text):
    spans, found = {}, []
    for line in text.splitlines():
        fields = line.split('\t')
        if line.startswith('T') and len(fields) >= 2:
            places = fields[1].split(' ', 1)[1].split(';')
            numbers = [tuple(map(int, place.split())) for place in places]
            spans[fields[0]] = (min(n[0] for n in numbers), max(n[1] for n in numbers))
        elif line.startswith('E') and len(fields) >= 2:
            parts = collections.defaultdict(list)
            for pair in fields[1].split():
                role, _, target = pair.partition(':')
                parts[role.rstrip('0123456789')].append(target)
            found.append(parts)
    result = []
    for parts in found:
        contents = [spans[t] for t in parts['Content'] if t in spans]
        if not contents:
            continue
        sources = [spans[t] for t in parts['Source'] if t in spans]
        cues = [spans[t] for t in parts['Cue'] if t in spans]
        result.append({'content': (min(c[0] for c in contents), max(c[1] for c in contents)), 'sources': sources, 'cues': cues})
    return result


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def alike(a, b):
    shared = overlap(a, b)
    return shared / max(1, (a[1] - a[0]) + (b[1] - b[0]) - shared)


def kind(text, content):
    words = text[content[0]:content[1]].strip(' ,.')
    marks = sum(words.count(m) for m in '"“”')
    if marks == 0:
        return 'indirect'
    return 'direct' if words[:1] in '"“' and words[-1:] in '"”' else 'mixed'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('annals')
    parser.add_argument('data')
    parser.add_argument('--errors', type=int, default=0)
    args = parser.parse_args()
    if not os.path.exists(args.data):
        print(f'no {args.data}: nothing measured')
        return
    texts, annotations = {}, {}
    with tarfile.open(args.data) as archive:
        for member in archive:
            name, ending = os.path.splitext(os.path.basename(member.name))
            if member.isfile() and ending in ('.txt', '.ann') and not name.startswith('.'):
                content = archive.extractfile(member).read().decode('utf-8')
                if ending == '.txt':
                    texts[name] = content
                else:
                    annotations[name.rpartition('_')[0]] = content  # its name ends in a mark of its own
    names = sorted(set(texts) & set(annotations))
    lines = ''.join(json.dumps({'id': n, 'text': texts[n], 'language': 'en'}) + '\n' for n in names)
    done = subprocess.run([args.annals, 'read', '--from', 'jsonl', '-'], input=lines, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit('annals read failed')
    found = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if row['kind'] == 'attribution':
            found[row['document']].append(row)
    tally = collections.Counter()
    for name in names:
        gold, mine = read_annotations(annotations[name]), found[name]
        pairs = []
        for i, g in enumerate(gold):
            for j, m in enumerate(mine):
                share = alike(g['content'], (m['start'], m['end']))
                if share >= 0.5:
                    source = m['source']
                    same = (any(overlap(s, (source['start'], source['end'])) for s in g['sources'])
                            if g['sources'] and source else not g['sources'] and not source)
                    pairs.append((same, share, i, j))
        used_gold, used_mine, right = set(), set(), set()
        for same, share, i, j in sorted(pairs, key=lambda p: (-p[0], -p[1], p[2], p[3])):
            if i in used_gold or j in used_mine:
                continue
            used_gold.add(i)
            used_mine.add(j)
            if same:
                right.add(i)
        tally['gold'] += len(gold)
        tally['found'] += len(mine)
        tally['content'] += len(used_gold)
        tally['both'] += len(right)
        for i, g in enumerate(gold):
            sort = kind(texts[name], g['content'])
            tally[sort] += 1
            tally[sort + ' right'] += i in right
            if args.errors > 0 and i not in right:
                args.errors -= 1
                first = min([g['content'][0]] + [s[0] for s in g['sources'] + g['cues']])
                last = max([g['content'][1]] + [s[1] for s in g['sources'] + g['cues']])
                said = [texts[name][a:b] for a, b in g['sources']] + ['|'] + [texts[name][a:b] for a, b in g['cues']]
                print('WRONG SOURCE' if i in used_gold else 'MISSED', said, texts[name][first:last].replace('\n', ' '))
        for j, m in enumerate(mine):
            if args.errors > 0 and j not in used_mine:
                args.errors -= 1
                print('EXTRA', (m['source'] or {}).get('text'), '|', (m['cue'] or {}).get('text'), '|', m['text'].replace('\n', ' '))

    def figures(label, hit):
        precision, recall = hit / max(1, tally['found']), hit / max(1, tally['gold'])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{label:24} precision {precision:.3f}  recall {recall:.3f}  f1 {f1:.3f}   {hit}/{tally['found']}/{tally['gold']}")

    figures('source and content', tally['both'])
    figures('content', tally['content'])
    for sort in ('direct', 'mixed', 'indirect'):
        print(f"{sort + ' speech':24} recall {tally[sort + ' right'] / max(1, tally[sort]):.3f}   {tally[sort + ' right']}/{tally[sort]}")


if __name__ == '__main__':
    main()
