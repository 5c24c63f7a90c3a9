#!/usr/bin/env python3
"""Checks score_example.py on exports made from the gold of the example case: a perfect one, an empty one, and spoilt ones."""
import contextlib
import io
import json
import os
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import score_example as scorer  # noqa: E402

GOLD = os.path.join(HERE, '..', '..', 'examples', 'salvane', 'gold.json')


def perfect(gold):
    """The export that a program without fault would write: the fields the scorer reads, and no more."""
    lines, documents = [], {}

    def document(name):
        path = 'examples/salvane/' + name
        if path not in documents:
            documents[path] = f'd{len(documents)}'
            lines.append({'kind': 'document', 'id': documents[path], 'path': path})
        return documents[path]

    claims = []

    def claim(name):
        claims.append(name)
        lines.append({'kind': 'claim', 'id': f'c{len(claims)}', 'document': document(name)})
        return f'c{len(claims)}'

    for e in gold['entities']:
        names = e['names'] + [m['text'] for m in gold['mangled'] if m['entity'] == e['id']]
        lines.append({'kind': 'entity', 'id': e['id'], 'type': e['type'], 'name': names[0], 'names': [{'text': n, 'count': 1} for n in names]})
    for e in gold['events']:
        days = scorer.interval(e['edtf'])
        lines.append({'kind': 'event', 'id': e['id'], 'type': e['type'], 'edtf': e['edtf'], 'status': e['status'],
                      'earliest': days and days[0].isoformat(), 'latest': days and days[1].isoformat(),
                      'participants': e['participants'], 'quantities': [e['amount']] if 'amount' in e else [],
                      'claims': [claim(d) for d in e['documents']], 'documents': [document(d) for d in e['documents']], 'headline': e['headline_en']})
    for c in gold['copies']:
        lines.append({'kind': 'copy', 'a': {'document': document(c['a']), 'start': 0, 'end': 9}, 'b': {'document': document(c['b']), 'start': 10, 'end': 19}, 'type': c['type']})
    for c in gold['conflicts']:
        lines.append({'kind': 'conflict', 'event': c['event'], 'slot': c['slot'],
                      'values': [{'value': v, 'claims': [claim(d) for d in ds]} for v, ds in zip(c['values'], c['documents'])]})
    for q in gold['quotes']:
        lines.append({'kind': 'quote', 'document': document(q['document']), 'text': q['text'], 'speaker': q['speaker']})
    for g in gold['gaps']:
        lines.append({'kind': 'gap', 'why': g['why'], 'earliest': g['earliest'], 'latest': g['latest'], 'claims': [claim(d) for d in g['documents']]})
    return lines


class ScoreExample(unittest.TestCase):
    def setUp(self):
        with open(GOLD, encoding='utf-8') as f:
            self.gold = json.load(f)

    def figures(self, lines):
        score = scorer.Score(self.gold, scorer.Export(json.dumps(line) for line in lines))
        return {name: share for name, (share, *_) in score.figures.items()}, score

    def test_a_perfect_export_scores_one_everywhere(self):
        figures, score = self.figures(perfect(self.gold))
        self.assertEqual({name: 1.0 for name in scorer.FIGURES}, {n: round(v, 3) for n, v in figures.items()}, dict(score.missed))
        self.assertFalse(any(score.beyond.values()))

    def test_an_empty_export_finds_nothing(self):
        figures, _ = self.figures([])
        self.assertEqual({n for n, v in figures.items() if v > 0}, {'silence'})

    def test_a_wrong_year_is_no_answer(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'event' and line['id'] == 'withdraw':
                line.update(edtf='2012-05-23', earliest='2012-05-23', latest='2012-05-23')
        _, score = self.figures(lines)
        self.assertEqual(len(score.missed['events']), 1)

    def test_an_event_that_may_be_any_time_is_no_answer(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'event' and line['edtf']:
                line.update(earliest='2000-01-01', latest='2030-12-31')
        figures, _ = self.figures(lines)
        self.assertLess(figures['events'], 0.05)

    def test_one_event_answers_once(self):
        one = [line for line in perfect(self.gold) if line['kind'] != 'event' or line['id'] == 'sue-1']
        _, score = self.figures(one)
        self.assertEqual(score.figures['events'][1], 1)

    def test_two_people_of_one_surname_joined(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'entity' and line['id'] == 'fan_yunhe':
                line['names'].append({'text': 'Fan Qiming'})
        figures, _ = self.figures(lines)
        self.assertAlmostEqual(figures['apart'], 2 / 3)

    def test_a_conflict_with_one_value_only_is_missed(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'conflict' and line['event'] == 'judgment':
                line['values'] = [line['values'][0], dict(line['values'][0])]
        _, score = self.figures(lines)
        self.assertEqual(len(score.missed['conflicts']), 1)
        self.assertEqual(len(score.beyond['conflicts']), 1)

    def test_a_quote_of_another_speaker_is_missed(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'quote' and line['speaker'] == 'pemberly':
                line['speaker'] = 'thornbury'
        _, score = self.figures(lines)
        self.assertEqual(len(score.missed['quotes']), 1)

    def test_a_pair_within_a_family_of_copies_is_not_beyond(self):
        lines = perfect(self.gold)
        ids = {line['path']: line['id'] for line in lines if line['kind'] == 'document'}
        pair = [ids['examples/salvane/news/' + n] for n in ('nanwan-2021-07-05-en.html', 'nanwan-2021-07-05-pt.txt')]
        stranger = [ids['examples/salvane/news/blog-mare.txt'], ids['examples/salvane/record/registo.txt']]
        for a, b in (pair, stranger):
            lines.append({'kind': 'copy', 'a': {'document': a, 'start': 0}, 'b': {'document': b, 'start': 0}, 'type': 'translation'})
        _, score = self.figures(lines)
        self.assertEqual(len(score.beyond['copies']), 1)

    def test_a_reported_comment_is_not_silence(self):
        lines = perfect(self.gold)
        ids = {line['path']: line['id'] for line in lines if line['kind'] == 'document'}
        lines.append({'kind': 'event', 'id': 'yacht', 'type': 'money.purchase', 'status': 'asserted', 'edtf': '2022', 'earliest': '2022-01-01', 'latest': '2022-12-31',
                      'participants': [{'role': 'buyer', 'entity': 'quintela'}], 'documents': [ids['examples/salvane/news/courier-2022-01-18.html']]})
        _, score = self.figures(lines)
        self.assertEqual(len(score.missed['silence']), 1)

    def test_more_beyond_the_gold_than_allowed_exits_1(self):
        lines = perfect(self.gold)
        for line in lines:
            if line['kind'] == 'conflict' and line['event'] == 'judgment':
                line['values'] = [line['values'][0], dict(line['values'][0])]
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            export = os.path.join(folder, 'export.jsonl')
            with open(export, 'w', encoding='utf-8') as f:
                f.writelines(json.dumps(line) + '\n' for line in lines)
            self.assertEqual(scorer.main([GOLD, export, '--beyond', 'conflicts=1']), 0)
            self.assertEqual(scorer.main([GOLD, export, '--beyond', 'conflicts=0']), 1)

    def test_a_figure_below_its_minimum_exits_1(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'export.jsonl')
            with open(path, 'w', encoding='utf-8') as f:
                f.writelines(json.dumps(line) + '\n' for line in perfect(self.gold) if line['kind'] != 'gap')
            with contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(scorer.main([GOLD, path, '--minimum', 'events=1.0,copies=1.0']), 0)
                self.assertEqual(scorer.main([GOLD, path, '--minimum', 'gaps=0.1']), 1)


if __name__ == '__main__':
    unittest.main()
