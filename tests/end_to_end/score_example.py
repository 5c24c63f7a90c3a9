#!/usr/bin/env python3
"""Scores an export (JSON Lines, as `annals export` writes it) of an example case against what was planted in it.

    score_example.py GOLD EXPORT.jsonl [--minimum events=0.6,copies=1.0,...] [--beyond conflicts=4,...] [--quiet]

Prints one table (what was planted, how much of it the export has) and then everything that was missed, and what the export
reports beyond the gold for copies and conflicts. Exits 1 when a figure is below its minimum or more is beyond than allowed, 2 when the input cannot be read.

How each figure counts (every one is the share of the planted items that were found):
  events      same family of type, dates that intersect (an undated event needs an undated one), and one participant with
              a name in common. Each exported event answers for one planted event. A date more than a year wider than the
              planted one is no answer.
  dates, types, statuses, amounts
              of the events found, those with exactly the planted day interval, type, status and amount.
  copies      the pair of documents is reported, with the planted type (duplicate and near-duplicate count as one).
  conflicts   same slot, and at least two of the planted values (for a position, a status or a participant: values whose
              claims stand in the documents of two planted values).
  gaps        the report names the missing thing, or is of the same kind and rests on a planted document.
  mangled     the mangled name belongs to an entity that also has one of the person's real names.
  quotes      at least half of the planted words are reported as one quote, with the right speaker.
  entities    all names of one planted entity are in one exported entity (only entities with two names or more).
  names       the softer figure: the largest share of an entity's names that one exported entity holds, on average.
  apart       pairs that share a surname, or face each other in court, and must stay two.
  silence     things that must not be reported and are not.
"""
import argparse
import collections
import datetime
import json
import re
import sys
import unicodedata

FIGURES = ('events', 'dates', 'types', 'statuses', 'amounts', 'copies', 'conflicts', 'gaps', 'mangled', 'quotes', 'entities', 'names', 'apart', 'silence')
GAP_WORDS = {'message answered but absent': ('message', 'answer', 'reply'), 'promised exhibit': ('exhibit',), 'cited document': ('cited', 'document', 'report')}
SAME_TYPE = {'communication.write': 'communication.say', 'law.disclose': 'communication.publish', 'near-duplicate': 'duplicate'}
SAME_SLOT = {'time': 'date', 'quantity': 'amount', 'count': 'amount', 'price': 'amount', 'salary': 'amount'}


def canonical(kind):
    return SAME_TYPE.get(kind, kind)


def family(kind):
    return canonical(kind or '').split('.')[0]


def norm(text):
    return ' '.join(unicodedata.normalize('NFKC', str(text)).casefold().split())


def bare(text):
    """A quote without its marks and the punctuation at its ends."""
    return norm(text).strip(' "\'“”‘’«»「」,.;:!?،؛؟。，！？')


# ---- dates

def interval(edtf):
    """First and last day of the EDTF forms that the gold uses: 2016, 2016-09, 2018-02-20, A/B, each with ~ or ?."""
    if not edtf:
        return None
    ends = [part.rstrip('~?%') for part in str(edtf).split('/')]
    days = []
    for part in ends:
        if not re.fullmatch(r'\d{4}(-\d\d){0,2}', part):
            return None
        numbers = [int(n) for n in part.split('-')]
        try:
            first = datetime.date(*(numbers + [1, 1])[:3])
            if len(numbers) == 3:
                last = first
            elif len(numbers) == 2:
                last = datetime.date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1) - datetime.timedelta(1)
            else:
                last = datetime.date(numbers[0], 12, 31)
        except ValueError:
            return None
        days.append((first, last))
    return days[0][0], days[-1][1]


def exported_interval(record):
    earliest, latest = record.get('earliest'), record.get('latest')
    if earliest and latest:
        try:
            return datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest)
        except ValueError:
            return None
    return interval(record.get('edtf'))


def intersects(a, b):
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def width(days):
    return (days[1] - days[0]).days


# ---- the export

class Export:
    def __init__(self, lines):
        self.kinds = collections.defaultdict(list)
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                sys.exit(f'score_example.py: line {number} of the export is not JSON: {error}')
            self.kinds[record.get('kind')].append(record)
        self.paths = {d['id']: d.get('path') or str(d['id']) for d in self.kinds['document'] if 'id' in d}
        self.names = {}
        for entity in self.kinds['entity']:
            texts = [entity.get('name')] + [n.get('text') if isinstance(n, dict) else n for n in entity.get('names', [])]
            self.names[entity['id']] = {norm(t) for t in texts if t}
        self.claims = {c['id']: c for c in self.kinds['claim'] if 'id' in c}

    def path(self, document):
        return self.paths.get(document, str(document))

    def participants(self, event):
        names = set()
        for participant in event.get('participants', []):
            names |= self.names.get(participant.get('entity'), set())
            if participant.get('text'):
                names.add(norm(participant['text']))
        return names

    def claim_paths(self, ids):
        return {self.path(self.claims[i].get('document')) for i in ids or [] if i in self.claims}


def is_file(path, gold):
    """True where an exported document's path is the gold file, or a part of it (an e-mail of an mbox)."""
    gold = gold.split('#')[0]
    return re.search('(^|/)' + re.escape(gold) + r'($|[^\w.-])', path.replace('\\', '/')) is not None


def numbers_in(value):
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [float(value)]
    if isinstance(value, dict):
        return [n for v in value.values() for n in numbers_in(v)]
    if isinstance(value, list):
        return [n for v in value for n in numbers_in(v)]
    return [float(n.replace(',', '')) for n in re.findall(r'\d[\d,]*(?:\.\d+)?', value)]


def strings_in(value):
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings_in(v)]
    if isinstance(value, list):
        return [s for v in value for s in strings_in(v)]
    return [value] if isinstance(value, str) else []


def same_number(a, b):
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


# ---- the figures

class Score:
    def __init__(self, gold, export):
        self.gold, self.export = gold, export
        self.entity = {e['id']: e for e in gold['entities']}
        self.event = {e['id']: e for e in gold['events']}
        self.figures, self.missed, self.beyond = {}, collections.defaultdict(list), collections.defaultdict(list)
        self.gold_names = {e['id']: {norm(n) for n in e['names']} for e in gold['entities']}
        for measure in (self.events, self.copies, self.conflicts, self.gaps, self.mangled, self.quotes, self.entities, self.silence):
            measure()

    def add(self, name, found, planted, reported=None):
        self.figures[name] = (found / planted if planted else 1.0, found, planted, reported)

    def events(self):
        exported = [(e, exported_interval(e), self.export.participants(e)) for e in self.export.kinds['event']]
        pairs = []
        for i, g in enumerate(self.gold['events']):
            days = interval(g['edtf'])
            for j, (e, found, names) in enumerate(exported):
                if family(g['type']) != family(e.get('type')):
                    continue
                if days is None:
                    if found is not None:
                        continue
                elif not intersects(days, found) or width(found) > width(days) + 366:
                    continue
                shared = sum(bool(self.gold_names[p['entity']] & names) for p in g['participants'])
                if not shared:
                    continue
                merit = (days == found, canonical(g['type']) == canonical(e.get('type')), shared, self.amount_matches(g, e), g['status'] == e.get('status'))
                pairs.append((tuple(-int(m) for m in merit), i, j))
        # The best pair first; each gold event and each exported event is used once.
        pairs.sort()
        used_gold, used_exported, matched = set(), set(), {}
        for _, i, j in pairs:
            if i not in used_gold and j not in used_exported:
                used_gold.add(i)
                used_exported.add(j)
                matched[i] = j
        self.add('events', len(matched), len(self.gold['events']), len(exported))
        counts = collections.Counter()
        for i, g in enumerate(self.gold['events']):
            if i not in matched:
                self.missed['events'].append(f"{g['edtf'] or 'undated':<21} {g['type']:<24} {g['headline_en']}  ({g['documents'][0]})")
                continue
            e, found, _ = exported[matched[i]]
            checks = [('dates', found == interval(g['edtf']), e.get('edtf')), ('types', canonical(g['type']) == canonical(e.get('type')), e.get('type')),
                      ('statuses', g['status'] == e.get('status'), e.get('status'))]
            if 'amount' in g:
                checks.append(('amounts', self.amount_matches(g, e), [q.get('value') for q in e.get('quantities', [])]))
                counts['with amount'] += 1
            for name, right, seen in checks:
                counts[name] += right
                if not right:
                    planted = {'dates': g['edtf'], 'types': g['type'], 'statuses': g['status'], 'amounts': (g.get('amount') or {}).get('value')}[name]
                    self.missed[name].append(f"{g['headline_en']}: {planted}, reported {seen}")
        for name in ('dates', 'types', 'statuses'):
            self.add(name, counts[name], len(matched))
        self.add('amounts', counts['amounts'], counts['with amount'])
        for name in ('dates', 'types', 'statuses', 'amounts'):
            if not matched:
                self.figures[name] = (0.0, 0, 0, None)

    @staticmethod
    def amount_matches(g, e):
        if 'amount' not in g:
            return False
        want = g['amount']
        return any(isinstance(q.get('value'), (int, float)) and same_number(want['value'], q['value']) and q.get('unit') in (want['unit'], None)
                   for q in e.get('quantities', []))

    def gold_file(self, path, files):
        return next((f for f in files if is_file(path, f)), path)

    def copies(self):
        files = sorted({f.split('#')[0] for c in self.gold['copies'] for f in (c['a'], c['b'])}, key=len, reverse=True)
        reported = collections.defaultdict(set)
        for c in self.export.kinds['copy']:
            a, b = (self.gold_file(self.export.path(c[side].get('document')), files) for side in ('a', 'b'))
            if a == b and c['a'].get('start') == c['b'].get('start') and c['a'].get('document') == c['b'].get('document'):
                continue
            reported[tuple(sorted((a, b)))].add(canonical(c.get('type')))
        found, pairs, family_of = 0, set(), {}
        for c in self.gold['copies']:
            pair = tuple(sorted((c['a'], c['b'])))
            pairs.add(pair)
            if canonical(c['type']) in reported.get(pair, ()):
                found += 1
            else:
                seen = ', '.join(sorted(str(t) for t in reported.get(pair, ()))) or 'not reported'
                self.missed['copies'].append(f"{c['type']}: {c['a']} and {c['b']} ({seen})")
            # Copies of one source are copies of each other: such pairs are implied, not beyond the gold.
            joined = family_of.get(pair[0], {pair[0]}) | family_of.get(pair[1], {pair[1]})
            for f in joined:
                family_of[f] = joined
        self.add('copies', found, len(self.gold['copies']), len(reported))
        for pair, types in sorted(reported.items()):
            if pair not in pairs and not (pair[0] in family_of and pair[1] in family_of[pair[0]]):
                self.beyond['copies'].append(f"{', '.join(sorted(str(t) for t in types))}: {pair[0]} and {pair[1]}")

    def value_matches(self, slot, want, documents, value):
        paths = self.export.claim_paths(value.get('claims'))
        content = value.get('value')
        if slot == 'amount':
            return any(same_number(float(want), n) for n in numbers_in(content))
        if slot == 'date':
            days = interval(want)
            if isinstance(content, dict) and exported_interval(content) == days:
                return True
            return any(interval(s) == days for s in strings_in(content))
        if any(norm(want) == norm(s) for s in strings_in(content)):
            return True
        return any(is_file(p, d) for p in paths for d in documents)

    def conflicts(self):
        exported = self.export.kinds['conflict']
        used, found = set(), 0
        for g in self.gold['conflicts']:
            hit = None
            for j, c in enumerate(exported):
                slot = c.get('slot')
                if j in used or SAME_SLOT.get(slot, slot) != g['slot'] or len(c.get('values', [])) < 2:
                    continue
                # Two planted values must be answered by two different exported values.
                answers = [{k for k, v in enumerate(c['values']) if self.value_matches(g['slot'], want, documents, v)}
                           for want, documents in zip(g['values'], g['documents'])]
                answers = [a for a in answers if a]
                if len(answers) >= 2 and len(set.union(*answers)) >= 2:
                    hit = j
                    break
            if hit is None:
                self.missed['conflicts'].append(f"{g['slot']} of '{self.event[g['event']]['headline_en']}': {' against '.join(str(v) for v in g['values'])}")
            else:
                used.add(hit)
                found += 1
        self.add('conflicts', found, len(self.gold['conflicts']), len(exported))
        headline = {e.get('id'): e.get('headline') for e in self.export.kinds['event']}
        for j, c in enumerate(exported):
            if j not in used:
                values = ' against '.join(json.dumps(v.get('value'), ensure_ascii=False) for v in c.get('values', []))
                self.beyond['conflicts'].append(f"{c.get('slot')} of '{headline.get(c.get('event'), c.get('event'))}': {values}")

    def gaps(self):
        exported, found = self.export.kinds['gap'], 0
        for g in self.gold['gaps']:
            for e in exported:
                text = norm(' '.join(strings_in(e)))
                if any(norm(m) in text for m in g['match']):
                    break
                kind = any(w in norm(e.get('why', '')) for w in GAP_WORDS.get(g['why'], (norm(g['why']),)))
                paths = self.export.claim_paths(e.get('claims')) | {self.export.path(d) for d in e.get('documents', []) + [e.get('document')] if d}
                days = g['earliest'] and (datetime.date.fromisoformat(g['earliest']), datetime.date.fromisoformat(g['latest']))
                if kind and (any(is_file(p, d) for p in paths for d in g['documents']) or intersects(days or None, exported_interval(e))):
                    break
            else:
                self.missed['gaps'].append(f"{g['why']}: {g['detail']}")
                continue
            found += 1
        self.add('gaps', found, len(self.gold['gaps']), len(exported))

    def mangled(self):
        found = 0
        for g in self.gold['mangled']:
            want, real = norm(g['text']), self.gold_names[g['entity']]
            candidates = {i for i, names in self.export.names.items() if want in names}
            for m in self.export.kinds['mention']:
                text = norm(m.get('text', ''))
                if is_file(self.export.path(m.get('document')), g['document']) and (want in text or (text and text in want and 2 * len(text) >= len(want))):
                    candidates.add(m.get('entity'))
            if any(self.export.names.get(i, set()) & real for i in candidates):
                found += 1
            else:
                seen = '; '.join(sorted({n for i in candidates for n in self.export.names.get(i, ())})[:4])
                self.missed['mangled'].append(f"{g['text']} ({g['document']}) is {self.entity[g['entity']]['names'][0]}" + (f', reported as: {seen}' if seen else ', not read as a name'))
        self.add('mangled', found, len(self.gold['mangled']))

    def quotes(self):
        found = 0
        for g in self.gold['quotes']:
            want, seen = bare(g['text']), 'not reported'
            for q in self.export.kinds['quote']:
                text = bare(q.get('text', ''))
                if not is_file(self.export.path(q.get('document')), g['document']) or not (want in text or (2 * len(text) >= len(want) and text in want)):
                    continue
                names = self.export.names.get(q.get('speaker'), set())
                seen = 'said to be by ' + (sorted(names)[0] if names else 'nobody')
                if names & self.gold_names[g['speaker']]:
                    found += 1
                    break
            else:
                self.missed['quotes'].append(f"{self.entity[g['speaker']]['names'][0]}: {g['text']} ({g['document']}; {seen})")
        self.add('quotes', found, len(self.gold['quotes']), len(self.export.kinds['quote']))

    def entities(self):
        whole = total = 0
        share = 0.0
        for g in self.gold['entities']:
            names = {norm(n): n for n in g['names']}
            if len(names) < 2:
                continue
            total += 1
            best = max(self.export.names.values(), key=lambda have: len(have & set(names)), default=set())
            absent = [n for k, n in names.items() if k not in best]
            share += 1 - len(absent) / len(names)
            if absent:
                self.missed['entities'].append(f"{g['names'][0]}: without {', '.join(absent)}")
            else:
                whole += 1
        self.add('entities', whole, total, len(self.export.names))
        self.add('names', round(share, 4), total)
        apart = 0
        for one, other in self.gold.get('apart', []):
            # Only full names tell: a surname alone may stand for either.
            full = [{n for n in self.gold_names[i] if re.search(r'[\s·\u4e00-\u9fff]', n)} for i in (one, other)]
            joined = [names for names in self.export.names.values() if names & full[0] and names & full[1]]
            known = all(any(names & f for names in self.export.names.values()) for f in full)
            if joined or not known:
                self.missed['apart'].append(f"{self.entity[one]['names'][0]} and {self.entity[other]['names'][0]}: " + ('joined' if joined else 'not both known'))
            else:
                apart += 1
        self.add('apart', apart, len(self.gold.get('apart', [])))

    def silence(self):
        quiet = 0
        for g in self.gold['not_events']:
            loud = []
            for e in self.export.kinds['event']:
                if e.get('status', 'asserted') != 'asserted' or ('type' in g and canonical(g['type']) != canonical(e.get('type'))):
                    continue
                if 'edtf' in g and not intersects(interval(g['edtf']), exported_interval(e)):
                    continue
                paths = {self.export.path(d) for d in e.get('documents', [])} | self.export.claim_paths(e.get('claims'))
                if {norm(n) for n in g['names']} & self.export.participants(e) and any(is_file(p, g['document']) for p in paths):
                    loud.append(e.get('headline') or e.get('id'))
            if loud:
                self.missed['silence'].append(f"{g['text']} ({g['why']}), reported as: {'; '.join(str(x) for x in loud[:3])}")
            else:
                quiet += 1
        self.add('silence', quiet, len(self.gold['not_events']))

    def table(self):
        rows = ['figure        share   found  planted  reported']
        for name in FIGURES:
            share, found, planted, reported = self.figures[name]
            rows.append(f"{name:<12} {share:6.3f} {found:>7g} {planted:>8} {'' if reported is None else reported:>9}")
        return '\n'.join(rows)


def allowed(text):
    pairs = (part.partition('=') for part in text.split(','))
    try:
        return {name.strip(): int(count) for name, _, count in pairs}
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not NAME=COUNT,...") from None


def minimums(text):
    wanted = {}
    for part in filter(None, (p.strip() for p in text.split(','))):
        name, _, value = part.partition('=')
        if name not in FIGURES:
            raise argparse.ArgumentTypeError(f"no figure '{name}'; there are: {', '.join(FIGURES)}")
        try:
            wanted[name] = float(value)
        except ValueError:
            raise argparse.ArgumentTypeError(f"'{part}' is not NAME=NUMBER") from None
    return wanted


def main(arguments=None):
    parser = argparse.ArgumentParser(description='Scores an export of an example case against what was planted in it.')
    parser.add_argument('gold')
    parser.add_argument('export')
    parser.add_argument('--minimum', type=minimums, default={}, metavar='NAME=SHARE,...', help='exit 1 when a figure is below')
    parser.add_argument('--beyond', type=allowed, default={}, metavar='NAME=COUNT,...', help='exit 1 when more is reported beyond the gold')
    parser.add_argument('--quiet', action='store_true', help='the table only')
    options = parser.parse_args(arguments)
    try:
        with open(options.gold, encoding='utf-8') as f:
            gold = json.load(f)
        with open(options.export, encoding='utf-8') as f:
            score = Score(gold, Export(f))
    except (OSError, ValueError) as error:
        print(f'score_example.py: {error}', file=sys.stderr)
        return 2
    print(score.table())
    if not options.quiet:
        for title, lists in (('Missed', score.missed), ('Beyond the gold', score.beyond)):
            for name in FIGURES:
                if lists[name]:
                    print(f'\n{title}: {name} ({len(lists[name])})')
                    print('\n'.join(f'  {line}' for line in lists[name]))
    low = [f'{n} is {score.figures[n][0]:.3f}, below {least:g}' for n, least in options.minimum.items() if score.figures[n][0] < least - 1e-9]
    low += [f'{len(score.beyond[n])} {n} beyond the gold, more than {most}' for n, most in options.beyond.items() if len(score.beyond[n]) > most]
    if low:
        print('\n' + '\n'.join(low))
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
