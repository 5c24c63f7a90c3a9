#!/usr/bin/env python3
"""Scores the record that is made of what people annotated, beside the one made of what the program reads.

    record_on_annotations.py PROGRAMS AFFAIR... [--shared FOLDER] [--errors event|conflict|copy] [--keep FOLDER]

PROGRAMS is the folder of the built programs (build/release), AFFAIR a folder with `documents` and `gold` (tests/affairs/NAME) or two folders
DOCUMENTS:GOLD. What the two rows differ by is owed to reading; what the first lacks, to the record. The scorer is SHARED/score/score_record.py.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def quantity_roles():
    """type of event -> type of quantity -> role, as the ontology has them."""
    with open(os.path.join(TOP, 'ontology', 'types.tsv'), encoding='utf-8') as f:
        rows = csv.DictReader((line for line in f if not line.startswith('#')), delimiter='\t')
        return {row['type']: dict(pair.split(':') for pair in (row['quantities'] or '').split()) for row in rows}


def nearest(mentions, entity, event):
    """The mention of an entity that a statement most likely means: in its words, else the last one before it."""
    own = [m for m in mentions if m['entity'] == entity]
    evidence, trigger = event['evidence'], event['trigger']
    within = [m for m in own if evidence['start'] <= m['start'] < evidence['end']]
    return min(within, key=lambda m: abs(m['start'] - trigger['start'])) if within else None


def readings(gold):
    """A document's annotations as lines of the export."""
    roles, name = quantity_roles(), gold['document']
    def line(kind, **fields):
        return dict(fields, kind=kind, document=name)
    for m in gold['mentions']:
        yield line('mention', start=m['start'], end=m['end'], entity=m['entity'], type=m['type'])
    for t in gold['times']:
        yield line('time', start=t['start'], end=t['end'], edtf=t.get('edtf'))
    for q in gold['quantities']:
        yield line('quantity', start=q['start'], end=q['end'], type=q['kind'], value=q['value'], max=q.get('max'), unit=q['unit'],
                   suspect=bool(q.get('as_written_suspect')), vague=bool(q.get('vague')), about=q.get('bound') == 'about')
    for q in gold['quotes']:
        yield line('quote', start=q['start'], end=q['end'], speaker=q.get('speaker'), addressee=q.get('addressee'))
    times, quantities = {t['id']: t for t in gold['times'] if 'id' in t}, {q['id']: q for q in gold['quantities']}
    for e in gold['events']:
        participants = []
        for p in e['participants']:
            filler = {k: p[k] for k in ('role', 'entity', 'text') if p.get(k)}
            place = nearest(gold['mentions'], p.get('entity'), e)
            if place:
                filler.update(start=place['start'], end=place['end'])
            participants.append(filler)
        sums = [quantities[q] for q in e['quantities'] if q in quantities]
        yield line('claim', start=e['evidence']['start'], end=e['evidence']['end'],
                   trigger={k: e['trigger'][k] for k in ('start', 'end')}, type=e['type'], edtf=e.get('edtf'), status=e['status'],
                   attributed_to=e.get('attributed_to'), participants=participants,
                   time={k: times[e['time']][k] for k in ('start', 'end')} if e.get('time') in times else None,
                   quantities=[dict(role=roles.get(e['type'], {}).get(q['kind'], 'amount' if q['kind'] == 'money' else q['kind']),
                                    start=q['start'], end=q['end']) for q in sums])


def run(*command, output):
    with open(output, 'wb') as f:
        subprocess.run(command, check=True, stdout=f)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('programs')
    parser.add_argument('affairs', nargs='+')
    parser.add_argument('--shared', default=os.path.join(TOP, '..', 'shared'))
    parser.add_argument('--errors')
    parser.add_argument('--keep', help='write the exports into this folder')
    parser.add_argument('--annotations-only', action='store_true')
    options = parser.parse_args()
    scorer = os.path.join(options.shared, 'score', 'score_record.py')
    if not os.path.exists(scorer):
        print(f'record_on_annotations.py: {scorer} is not there: nothing measured')
        return 0
    for affair in options.affairs:
        documents, gold = affair.split(':') if ':' in affair else (os.path.join(affair, 'documents'), os.path.join(affair, 'gold'))
        files = sorted(os.path.join(documents, f) for f in os.listdir(documents))
        with tempfile.TemporaryDirectory() as scratch:
            folder = options.keep or scratch
            name = os.path.basename(os.path.normpath(os.path.dirname(gold)))
            given, export = os.path.join(scratch, 'readings.jsonl'), os.path.join(folder, f'{name}.annotated.jsonl')
            with open(given, 'w', encoding='utf-8') as f:
                for part in sorted(os.listdir(gold)):
                    if part.endswith('.json') and part != 'record.json':
                        with open(os.path.join(gold, part), encoding='utf-8') as g:
                            for item in readings(json.load(g)):
                                print(json.dumps(item, ensure_ascii=False), file=f)
            run(os.path.join(options.programs, 'tests', 'record_of_readings'), given, *files, output=export)
            exports = [('annotations', export)]
            if not options.annotations_only:
                case, export = os.path.join(scratch, 'case.annals'), os.path.join(folder, f'{name}.read.jsonl')
                subprocess.run([os.path.join(options.programs, 'annals'), 'build', '--quiet', case, documents], check=True)
                run(os.path.join(options.programs, 'annals'), 'export', case, output=export)
                exports.append(('what is read', export))
            for title, export in exports:
                print(f'== {name}: record of {title}', flush=True)
                errors = ['--errors', options.errors] if options.errors else []
                subprocess.run([sys.executable, scorer, gold, export, *errors], check=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
