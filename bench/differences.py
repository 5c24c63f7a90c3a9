"""Which misses of bench/accuracy are the deliberate differences that its head lists, by rules that anybody can check.

A miss is an expression of a set that is not found with exactly its words and one of its values. `reason` gives the name of the
difference, or None: then it is a fault, or a difference nobody has stated.
"""
import collections
import datetime
import re

# Small words that lead a date or a sum and that one side counts to it.
LEADS = set("the this on at in of for during over within a an el la los las lo del al de en un una le les du des au à un une l' l’ d' d’ "
            "o a os as do da no na um uma em dem der die das den am im vom zum ال من في منذ 于 在".split())
RANGE = re.compile(r"\b(to|until|through|thru|and|a|al|hasta|y|et|à|au|bis|und|e|até)\b|[-–~—到至和间]")

# 'Partner of the year', 'del día': a unit that no word points to.
BARE_UNIT = re.compile(r"(the |el |la |del |de la |le |l')?(day|week|month|year|fortnight|día|dia|semana|mes|año|jour|journée|semaine|mois|année)")
# 'In two weeks', 'dentro de 3 minutos': some dialogue's future, or how long something took.
AHEAD = re.compile(r"(in|within|en|dentro de|dans|还剩) ?(the |next )*(\w+) ?\w+")
# 'And 15' behind fifteen dollars.
CENTS_UNSAID = re.compile(r"(and |y |et |e )?[a-z0-9-]+")

CLOCK = re.compile(r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o'clock|noon|una|dos|tres|siete|diez|cinco)\b")


def day(text):
    try:
        return datetime.date.fromisoformat(text or '')
    except ValueError:
        return None


def without_leads(text):
    words = text.strip(' .').lower()
    while True:
        lead = re.match(r"(l'|l’|d'|d’|\w+\s+)", words)
        if not lead or lead.group(1).strip() not in LEADS:
            return words
        words = words[lead.end():].strip()


def reason_of_value(wanted, found, words):
    """Why the days differ."""
    if any(first is None or last is None for first, last in wanted):
        return 'since, until, before, after'
    begins, ends = day(found.get('earliest')), day(found.get('latest'))
    if begins is None or ends is None:
        return None
    pairs = [(day(first), day(last)) for first, last in wanted]
    pairs = [(first, last) for first, last in pairs if first and last]
    if any(first == begins and 0 < (ends - last).days <= 366 and RANGE.search(words) for first, last in pairs):
        return 'last unit of a range'
    if any(begins <= first and last <= ends for first, last in pairs):
        return 'whole unit'
    if any(abs((first - begins).days) == 7 for first, _ in pairs):
        return 'next or last week'
    if any((first.month, first.day) == (begins.month, begins.day) and abs(first.year - begins.year) == 1 for first, _ in pairs):
        return 'nearest year'
    return None


def reason_of_date(line, gold, found, same):
    wanted = gold.get('intervals')
    if found is None:
        if not line['reference']:
            return 'no day to count from'
        if BARE_UNIT.fullmatch(gold['text'].strip().lower()):
            return 'the year'
        if AHEAD.fullmatch(gold['text'].strip().lower()):
            return 'in two weeks'
        if wanted is None and re.search(r'\b(29|3[01])\b|三十', gold['text']):
            return 'no such day'
        return 'bare figures' if re.fullmatch(r'[\d/.\- ]+', gold['text']) else None
    words = line['text'][found['start']:found['end']]
    sides = [side.strip() for side in re.split('[-–—]', without_leads(gold['text']))]
    if len(sides) == 2 and words.strip(' .').lower() in sides:
        return 'two dates'
    if wanted and not same(found, wanted):
        return reason_of_value(wanted, found, words)
    if wanted and any(first is None or last is None for first, last in wanted):
        return 'since, until, before, after'
    if without_leads(words) == without_leads(gold['text']):
        return 'leading word'
    if wanted and words in gold['text'] and CLOCK.search(gold['text'].replace(words, '', 1)):
        return 'clock beside'
    return 'since, until, before, after' if not line['reference'] and words in gold['text'] else None


def reason(kind, line, gold, found, scorer):
    """The deliberate difference by which an expression is missed; None for a fault."""
    if kind == 'date':
        return reason_of_date(line, gold, found, scorer.same_interval)
    value = gold.get('value')
    if kind == 'currency' and value is None and (found is None or found['end'] - found['start'] > len(gold['text'])):
        return 'no sum'
    if line.get('written') and line['written'] != line['language']:
        return 'another language'
    if found is None or value is None:
        return 'bound words' if found else None
    share = found.get('unit') == 'percent' and found.get('value') is not None
    if kind == 'number' and share and abs(found['value'] / 100 - value) < 1e-6 * max(1, abs(value)):
        return 'share'
    if kind == 'number':
        return 'a year' if found['kind'] == 'time' else None
    if found.get('value') is not None and abs(found['value'] * 100 - value) < 1e-6 * max(1, abs(value)):
        return 'cents'
    if kind == 'currency' and gold['text'].startswith(line['text'][found['start']:found['end']]):
        rest = gold['text'][found['end'] - found['start']:].strip()
        if CENTS_UNSAID.fullmatch(rest) and value % 1:
            return 'cents unsaid'
    return 'bound words' if scorer.same_value(found, gold) else None


def count(kind, lines, readings, scorer):
    """(expressions, {difference or None: how many are missed by it}) of one set, matched as the scorer matches.

    `line['written']`, where the caller gives it, is the language that Annals finds the text to be written in."""
    missed, total = collections.Counter(), 0
    for line in lines:
        wanted = [e for e in line['expected'] if e['kind'] == kind]
        found = [r for r in readings.get(line['id'], []) if r['start'] < r['end']]
        if kind == 'date':
            found = [r for r in found if r['kind'] == 'time' and (r.get('earliest') or r.get('latest'))]
        elif kind != 'number':
            found = [r for r in found if r['kind'] == 'quantity' and r.get('type') == ('money' if kind == 'currency' else kind)]
        used = {}
        for i, gold in enumerate(wanted):
            for j, r in enumerate(found):
                if j not in used.values() and r['end'] == gold['end'] and r['start'] in (gold['start'], gold.get('core_start', gold['start'])):
                    used[i] = j
                    break
        exact = set(used)
        for i, gold in enumerate(wanted):
            if i in used:
                continue
            best = max(((scorer.overlap(gold, r), -j) for j, r in enumerate(found) if j not in used.values() and scorer.overlap(gold, r) > 0), default=None)
            if best:
                used[i] = -best[1]
        for i, gold in enumerate(wanted):
            total += 1
            r = found[used[i]] if i in used else None
            right = i in exact
            if right and kind == 'date' and gold.get('intervals'):
                right = scorer.same_interval(r, gold['intervals'])
            elif right and kind != 'date' and gold.get('value') is not None:
                right = scorer.same_value(r, gold)
            if not right:
                missed[reason(kind, line, gold, r, scorer)] += 1
    return total, missed
