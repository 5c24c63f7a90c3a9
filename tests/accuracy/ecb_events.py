#!/usr/bin/env python3
"""Which event mentions of ECB+ (English news, cross-document event coreference) the record takes for one event.

    ecb_events.py PROGRAMS ecb_plus_train_topics1-35.tar.gz [--topic N]

PROGRAMS is the folder of the built programs (build/release). First the record of what the program reads, then the record of the gold mentions: each
is a claim whose type is the rough stem of its word (of which the ontology knows nothing), with the gold parties and places of its sentence, joined
by their last word; what is measured then is how the record merges alone.

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


ARTICLE = re.compile(r'^(the|a|an|his|her|their|its|this|that)\s+')
PRONOUNS = set('he she it they him her them who whose his their its i we you that which us this himself herself itself themselves'.split())


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
        text, places, sentences, self.bounds = [], {}, {}, {}
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
            begin = self.bounds.get(sentence, places[token.get('t_id')])[0]
            self.bounds[sentence] = (begin, at)
        self.name, self.text, self.mentions, self.parties = name, ''.join(text), [], collections.defaultdict(list)
        chains = {}
        for relation in root.iter('CROSS_DOC_COREF'):
            for source in relation.iter('source'):
                chains[source.get('m_id')] = relation.get('note')
        for relation in root.iter('INTRA_DOC_COREF'):
            for source in relation.iter('source'):
                chains.setdefault(source.get('m_id'), f"{name}#{relation.get('r_id')}")
        for mark in root.find('Markables'):
            tokens = [anchor.get('t_id') for anchor in mark.iter('token_anchor')]
            if tokens and mark.tag.startswith(('HUMAN', 'NON_HUMAN', 'LOC')):
                self.add_party(places[tokens[0]][0], places[tokens[-1]][1], sentences[tokens[0]], mark.tag)
            if not tokens or not mark.tag.startswith(('ACTION', 'NEG_ACTION')) or sentences[tokens[0]] not in checked:
                continue
            start, end = places[tokens[0]][0], places[tokens[-1]][1]
            head = self.text[slice(*places[tokens[0]])]
            self.mentions.append((start, end, chains.get(mark.get('m_id'), f"{name}#{mark.get('m_id')}"), lemma(head)))


    def add_party(self, start, end, sentence, tag):
        words = ARTICLE.sub('', self.text[start:end].lower().strip(" '’\"")).split()
        if words and words[0] not in PRONOUNS:
            kind = 'place' if tag.startswith('LOC') else 'person' if tag.startswith('HUMAN') else 'product'
            name = words[-1] if len(words) <= 3 else ' '.join(words)
            self.parties[sentence].append(dict(start=start, end=end, entity=name, type=kind))

    def readings(self):
        """The gold mentions as lines of the export."""
        document = self.name + '.txt'
        for parties in self.parties.values():
            for party in parties:
                yield dict(party, kind='mention', document=document)
        for start, end, _, stem in self.mentions:
            sentence, (begin, stop) = next((s, b) for s, b in self.bounds.items() if b[0] <= start < b[1])
            participants = [dict(role='participant', **{k: p[k] for k in ('entity', 'start', 'end')}) for p in self.parties[sentence]]
            yield dict(kind='claim', document=document, start=begin, end=stop, trigger=dict(start=start, end=end), type=f'told.{stem}',
                       status='asserted', participants=participants, quantities=[])


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


def merged(programs, topic):
    """The system's cluster of each mention, None without a claim: a list beside the mentions of all stories."""
    annals = os.path.join(programs, 'annals')
    with tempfile.TemporaryDirectory() as folder:
        case = os.path.join(folder, 'topic.annals')
        subprocess.run([annals, 'build', '--quiet', case, *written(topic, folder)], check=True)
        out = subprocess.run([annals, 'export', case], check=True, capture_output=True, text=True).stdout
    claims = claims_of(out)
    return [next((event for start, end, event in claims[story.name] if start < m[1] and m[0] < end), None)
            for story in topic for m in story.mentions]


def merged_gold(programs, topic):
    """The same for the record of the gold mentions."""
    with tempfile.TemporaryDirectory() as folder:
        given = os.path.join(folder, 'readings.jsonl')
        with open(given, 'w', encoding='utf-8') as f:
            for story in topic:
                for line in story.readings():
                    print(json.dumps(line), file=f)
        program = os.path.join(programs, 'tests', 'record_of_readings')
        out = subprocess.run([program, given, *written(topic, folder)], check=True, capture_output=True, text=True).stdout
    claims = claims_of(out)
    return [next(event for start, end, event in claims[story.name] if (start, end) == m[:2]) for story in topic for m in story.mentions]


def written(topic, folder):
    paths = []
    for story in topic:
        paths.append(os.path.join(folder, story.name + '.txt'))
        with open(paths[-1], 'w', encoding='utf-8') as f:
            f.write(story.text)
    return paths


def claims_of(export):
    """By document: where each claim's trigger stands, and its event."""
    lines = [json.loads(line) for line in export.splitlines()]
    name_of = {line['id']: os.path.basename(line['path'])[:-4] for line in lines if line['kind'] == 'document'}
    claims = collections.defaultdict(list)
    for line in lines:
        if line['kind'] == 'claim':
            trigger = line.get('trigger') or line
            claims[name_of[line['document']]].append((trigger['start'], trigger['end'], line['event']))
    return claims


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
    parser.add_argument('programs')
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
    rows = []  # gold, ours, lemma, read, ours of the gold mentions
    for number, topic in sorted(topics.items(), key=lambda t: int(t[0])):
        mentions = [m for story in topic for m in story.mentions]
        for k, (mention, event, of_gold) in enumerate(zip(mentions, merged(options.programs, topic), merged_gold(options.programs, topic))):
            rows.append((f'{number}/{mention[2]}', f'{number}/{event or k}', f'{number}/{mention[3]}', event is not None, f'{number}/{of_gold}'))
    for title, ours, chosen in (('all mentions, as read', 1, rows), ('mentions with a claim, as read', 1, [r for r in rows if r[3]]),
                                ('all mentions, given', 4, rows)):
        if not chosen:
            continue
        gold = [r[0] for r in chosen]
        print(f'{title}: {len(chosen)}')
        for name, system in (('annals', [r[ours] for r in chosen]), ('head lemma', [r[2] for r in chosen]), ('all apart', range(len(chosen)))):
            b, l = bcubed(gold, list(system)), links(gold, list(system))
            print(f'  {name:<12} B-cubed P {b[0]:.3f} R {b[1]:.3f} F1 {b[2]:.3f}   links P {l[0]:.3f} R {l[1]:.3f} F1 {l[2]:.3f}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
