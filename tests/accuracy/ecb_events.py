#!/usr/bin/env python3
"""Which event mentions of ECB+ (English news, cross-document event coreference) the record takes for one event.

    ecb_events.py ANNALS ecb_plus_train_topics1-35.tar.gz [--topic N]

Each topic is built as one case (its two similar stories together). A gold mention (those of the sentences that the annotators checked)
belongs to the event of the claim whose trigger overlaps it; one without a claim stands alone, so that the figure over all mentions is mostly
about what was read, and the figure over those with a claim about what was merged. B-cubed for both, beside the lemma baseline (mentions with
one head lemma in one topic are one event) and all mentions apart, over the same mentions. Links are pairs of mentions of one event. Ends with
0 and a remark when the data is absent.
"""
import argparse
import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree

SUFFIXES = ('ations', 'ation', 'ments', 'ment', 'ings', 'ing', 'ions', 'ion', 'ies', 'ied', 'ers', 'er', 'es', 'ed', 'als', 'al', 's', 'e')


def lemma(word):
    """A rough stem: what is left without one usual ending, a doubled last letter made single."""
    word = word.lower()
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[:-len(suffix)]
            break
    return re.sub(r'([b-df-hj-np-tv-z])\1$', r'\1', word)


class Story:
    """One document: its text, a sentence a line, and its gold mentions of events as (start, end, chain, lemma)."""

    def __init__(self, name, root, checked):
        text, places, sentences = [], {}, {}
        at, last = 0, None
        for token in root.iter('token'):
            sentence = int(token.get('sentence'))
            if last is not None:
                text.append('\n' if sentence != last else ' ')
                at += 1
            last = sentence
            word = token.text or ''
            places[token.get('t_id')] = (at, at + len(word))
            sentences[token.get('t_id')] = sentence
            text.append(word)
            at += len(word)
        self.name, self.text, self.mentions = name, ''.join(text), []
        chains = {}
        for relation in root.iter('CROSS_DOC_COREF'):
            for source in relation.iter('source'):
                chains[source.get('m_id')] = relation.get('note')
        for relation in root.iter('INTRA_DOC_COREF'):
            for source in relation.iter('source'):
                chains.setdefault(source.get('m_id'), f"{name}#{relation.get('r_id')}")
        for mark in root.find('Markables'):
            tokens = [anchor.get('t_id') for anchor in mark.iter('token_anchor')]
            if not tokens or not mark.tag.startswith(('ACTION', 'NEG_ACTION')) or sentences[tokens[0]] not in checked:
                continue
            start, end = places[tokens[0]][0], places[tokens[-1]][1]
            head = self.text[slice(*places[tokens[0]])]
            self.mentions.append((start, end, chains.get(mark.get('m_id'), f"{name}#{mark.get('m_id')}"), lemma(head)))


def stories(path):
    with tarfile.open(path) as archive:
        checked, files = collections.defaultdict(set), []
        for member in archive.getmembers():
            if member.name.endswith('coreference_sentences.csv'):
                for row in csv.DictReader(io.TextIOWrapper(archive.extractfile(member), encoding='utf-8')):
                    row = list(row.values())
                    checked[f'{row[0]}_{row[1]}.xml'].add(int(row[2]))
            elif member.name.endswith('.xml'):
                files.append(member)
        for member in sorted(files, key=lambda m: m.name):
            name = os.path.basename(member.name)
            if name in checked:
                yield name.split('_')[0], Story(name, ElementTree.parse(archive.extractfile(member)).getroot(), checked[name])


def merged(annals, topic):
    """The system's cluster of each mention, None without a claim: a list beside the mentions of all stories."""
    with tempfile.TemporaryDirectory() as folder:
        documents = os.path.join(folder, 'documents')
        os.mkdir(documents)
        for story in topic:
            with open(os.path.join(documents, story.name + '.txt'), 'w', encoding='utf-8') as f:
                f.write(story.text)
        case = os.path.join(folder, 'topic.annals')
        subprocess.run([annals, 'build', '--quiet', case, documents], check=True)
        out = subprocess.run([annals, 'export', case], check=True, capture_output=True, text=True).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    name_of = {line['id']: os.path.basename(line['path'])[:-4] for line in lines if line['kind'] == 'document'}
    claims = collections.defaultdict(list)
    for line in lines:
        if line['kind'] == 'claim':
            trigger = line.get('trigger') or line
            claims[name_of[line['document']]].append((trigger['start'], trigger['end'], line['event']))
    return [next((event for start, end, event in claims[story.name] if start < m[1] and m[0] < end), None)
            for story in topic for m in story.mentions]


def bcubed(gold, system):
    by_gold, by_system = collections.defaultdict(set), collections.defaultdict(set)
    for k, pair in enumerate(zip(gold, system)):
        by_gold[pair[0]].add(k)
        by_system[pair[1]].add(k)
    shared = [len(by_gold[g] & by_system[s]) for g, s in zip(gold, system)]
    precision = sum(n / len(by_system[s]) for n, s in zip(shared, system)) / len(gold)
    recall = sum(n / len(by_gold[g]) for n, g in zip(shared, gold)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def links(gold, system):
    def pairs(items):
        return sum(n * (n - 1) // 2 for n in collections.Counter(items).values())
    common, found, planted = pairs(zip(gold, system)), pairs(system), pairs(gold)
    precision, recall = common / found if found else 1.0, common / planted if planted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('annals')
    parser.add_argument('archive')
    parser.add_argument('--topic', help='this topic only')
    options = parser.parse_args()
    if not os.path.exists(options.archive):
        print(f'ecb_events.py: {options.archive} is not there: nothing measured')
        return 0
    topics = collections.defaultdict(list)
    for number, story in stories(options.archive):
        if options.topic in (None, number):
            topics[number].append(story)
    rows = []  # gold, ours, lemma, read
    for number, topic in sorted(topics.items(), key=lambda t: int(t[0])):
        mentions = [m for story in topic for m in story.mentions]
        for k, (mention, event) in enumerate(zip(mentions, merged(options.annals, topic))):
            rows.append((f'{number}/{mention[2]}', f'{number}/{event or k}', f'{number}/{mention[3]}', event is not None))
    for title, chosen in (('all mentions', rows), ('mentions with a claim', [r for r in rows if r[3]])):
        if not chosen:
            continue
        gold = [r[0] for r in chosen]
        print(f'{title}: {len(chosen)}')
        for name, system in (('annals', [r[1] for r in chosen]), ('head lemma', [r[2] for r in chosen]), ('all apart', range(len(chosen)))):
            b, l = bcubed(gold, list(system)), links(gold, list(system))
            print(f'  {name:<12} B-cubed P {b[0]:.3f} R {b[1]:.3f} F1 {b[2]:.3f}   links P {l[0]:.3f} R {l[1]:.3f} F1 {l[2]:.3f}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
