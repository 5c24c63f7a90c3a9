"""Names in Universal Dependencies treebanks and in GUM, as pieces for train_names.py: (text, kind or None), names whole, the tokens in them joined by
BETWEEN_TOKENS. Kinds: P, O, L as elsewhere, X (anything but these), N (a name of some kind: treebanks tell names from other words, not people from places)."""
import collections
import gzip
import re
import tarfile

BETWEEN_TOKENS = '\x1f'
JOINS = {'de', 'da', 'do', 'dos', 'das', 'del', 'du', 'des', "d'", 'of', 'la', 'los', 'las', 'el', 'van', 'von', 'bin', 'ibn', '-'}
GUM_GENRES = ('academic', 'bio', 'court', 'interview', 'news', 'voyage')  # the texts that may be passed on (CC BY, CC BY-SA)
GUM_KINDS = {'person': 'P', 'organization': 'O', 'place': 'L'}
EAGLES = {'np0000p': 'P', 'np0000o': 'O', 'np0000l': 'L', 'np0000a': 'X'}
FACTRUEVAL_KINDS = {'Person': 'P', 'Org': 'O', 'Location': 'L', 'LocOrg': 'L', 'Project': 'X'}
TITLES = {'mr', 'mrs', 'ms', 'dr', 'dr.', 'mr.', 'mrs.', 'ms.', 'president', 'sir', 'senator', 'judge', 'justice', 'professor', 'prime', 'minister', 'king', 'queen', 'chief'}


def sentences(lines):
    """Surface tokens: dictionaries of form, upos, xpos, misc, blank (one follows); the words of a contraction are one token."""
    tokens, inside = [], 0
    for line in lines:
        line = line.rstrip('\n')
        if not line:
            if tokens:
                yield tokens
            tokens, inside = [], 0
        elif not line.startswith('#'):
            number, form, _, upos, xpos, _, _, _, _, misc = line.split('\t')
            if '.' in number:
                continue
            if '-' in number:
                inside = int(number.split('-')[1])
                tokens.append({'form': form, 'upos': 'ADP', 'xpos': '', 'misc': misc, 'blank': 'SpaceAfter=No' not in misc})
            elif int(number) > inside:
                tokens.append({'form': form, 'upos': upos, 'xpos': xpos, 'misc': misc, 'blank': 'SpaceAfter=No' not in misc})
            elif upos == 'PROPN' and tokens[-1]['upos'] == 'ADP':
                tokens[-1]['upos'] = 'X'  # a contraction that holds a name: neither
    if tokens:
        yield tokens


def pieces(tokens, kinds):
    """`kinds` by token: (kind, begins)."""
    out = []
    for k, token in enumerate(tokens):
        kind, begins = kinds[k]
        blank = k > 0 and tokens[k - 1]['blank']
        if kind and not begins and out and out[-1][1] == kind:
            out[-1] = (out[-1][0] + BETWEEN_TOKENS + (' ' if blank else '') + token['form'], kind)
        else:
            if blank:
                out.append((' ', None))
            out.append((token['form'], kind))
    return out


def proper_nouns(path):
    """Runs of proper nouns: names of some kind; where the treebank tells which (EAGLES tags), of that kind."""
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        for tokens in sentences(f):
            kinds = [(None, False)] * len(tokens)
            k = 0
            while k < len(tokens):
                kind = EAGLES.get(tokens[k]['xpos'], 'N' if tokens[k]['upos'] == 'PROPN' else None)
                if kind is None or not tokens[k]['form'][0].isupper():
                    k += 1
                    continue
                end = k + 1
                whole = re.search(r'MWE=([^|]+)', tokens[k]['misc'])
                if whole:
                    words = whole.group(1).split('_')
                    while end - k < len(words) and end < len(tokens) and tokens[end]['form'] == words[end - k]:
                        end += 1
                else:
                    while end < len(tokens):
                        ahead = end
                        while ahead < len(tokens) and ahead - end < 2 and tokens[ahead]['form'].lower() in JOINS:
                            ahead += 1
                        if ahead == len(tokens) or tokens[ahead]['upos'] != 'PROPN' or tokens[ahead]['xpos'] in EAGLES or not tokens[ahead]['form'][0].isupper():
                            break
                        end = ahead + 1
                for i in range(k, end):
                    kinds[i] = (kind, i == k)
                k = end
            yield pieces(tokens, kinds)


def named_part(tokens, first, last, head, kind):
    """The name inside a described entity: from the capitals before its head to those after it."""
    begin = end = head
    while begin > first and tokens[begin - 1]['form'][0].isupper() and tokens[begin - 1]['upos'] in ('PROPN', 'ADJ', 'NOUN', 'NUM', 'VERB'):
        begin -= 1
    while end < last:
        ahead = end + 1
        inside = ('de', 'la', 'du', 'del', 'van', 'von', '-') if kind == 'P' else ('of', 'the', 'and', 'for', 'de', 'la', 'du', 'del', '-', '&', "'s", '’s', 'in')
        while ahead <= last and ahead - end < 3 and tokens[ahead]['form'].lower() in inside:
            ahead += 1
        if ahead > last or not (tokens[ahead]['form'][0].isupper() or tokens[ahead]['form'] == '.'):
            break
        end = ahead
    while kind == 'P' and begin < end and tokens[begin]['form'].lower() in TITLES:
        begin += 1
    return begin, end


def gum(path):
    """What is a place mostly stays one where it acts ('England' won)."""
    read = list(gum_pieces(path))
    mostly = collections.defaultdict(collections.Counter)
    for sentence in read:
        for text, kind in sentence:
            if kind in GUM_KINDS.values():
                mostly[text][kind] += 1
    for sentence in read:
        yield [(text, 'L' if kind == 'O' and mostly[text]['L'] >= mostly[text]['O'] else kind) for text, kind in sentence]


def gum_pieces(path):
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            if not re.search(r'GUM_(%s)_' % '|'.join(GUM_GENRES), member.name):
                continue
            for tokens in sentences(archive.extractfile(member).read().decode('utf-8').splitlines()):
                opened, found = [], []
                for k, token in enumerate(tokens):
                    marks = re.search(r'Entity=([^|]+)', token['misc'])
                    for mark in re.findall(r'\([^()]+\)|\([^()]+|[^()]+\)', marks.group(1) if marks else ''):
                        if mark.startswith('('):
                            fields = mark.strip('()').split('-')
                            opened.append((fields[0], fields[1], fields[5] if len(fields) > 5 else '1', k))
                        if mark.endswith(')'):
                            number = mark.strip('()').split('-')[0]
                            for at in range(len(opened) - 1, -1, -1):
                                if opened[at][0] == number:
                                    _, kind, heads, first = opened.pop(at)
                                    head = first + int(re.match(r'\d+', heads).group()) - 1 if re.match(r'\d+', heads) else first
                                    if head < len(tokens):
                                        found.append((first, k, head, 'X' if kind == 'person' and tokens[head]['xpos'] == 'NNPS' else GUM_KINDS.get(kind, 'X')))
                                    break
                kinds = [(None, False)] * len(tokens)
                taken = set()
                for first, last, head, kind in sorted(found, key=lambda f: f[0] - f[1]):
                    if tokens[head]['upos'] != 'PROPN':
                        continue
                    begin, end = named_part(tokens, first, last, head, kind)
                    if taken & set(range(begin, end + 1)):
                        continue
                    taken |= set(range(begin, end + 1))
                    for i in range(begin, end + 1):
                        kinds[i] = (kind, i == begin)
                yield pieces(tokens, kinds)


def factrueval(path):
    """Paragraphs of factRuEval: an object's name goes from the first to the last of its words that are no common noun beside it."""
    with tarfile.open(path) as archive:
        read = lambda name: archive.extractfile(name).read().decode('utf-8')
        for name in sorted(n for n in archive.getnames() if n.endswith('.objects')):
            text, tokens, spans = read(name[:-8] + '.txt'), [], {}
            for row in read(name[:-8] + '.tokens').splitlines():
                if row.strip():
                    _, at, size = row.split(' ')[:3]
                    tokens.append((int(at), int(at) + int(size)))
            for row in read(name[:-8] + '.spans').splitlines():
                fields = row.split()
                if len(fields) > 3:
                    spans[fields[0]] = (fields[1], int(fields[2]), int(fields[2]) + int(fields[3]))
            marks = []
            for row in read(name[:-8] + '.objects').splitlines():
                fields = row.split('#')[0].split()
                parts = [spans[number] for number in fields[2:] if number in spans]
                own = [p for p in parts if not p[0].endswith('descr') and p[0] != 'job'] or [p for p in parts if text[p[1]].isupper()]
                if own and fields[1] in FACTRUEVAL_KINDS:
                    marks.append((min(p[1] for p in own), max(p[2] for p in own), FACTRUEVAL_KINDS[fields[1]]))
            marks.sort(key=lambda m: (m[0], -m[1]))
            for paragraph in re.finditer(r'[^\n]+', text):
                out, at = [], paragraph.start()
                for begin, end, kind in marks:
                    if begin < at or end > paragraph.end():
                        continue
                    inside = [t for t in tokens if begin <= t[0] and t[1] <= end]
                    out += [(text[at:begin], None), (BETWEEN_TOKENS.join(text[(inside[i - 1][1] if i else begin):t[1]] for i, t in enumerate(inside)) or text[begin:end], kind)]
                    at = end
                yield [p for p in out + [(text[at:paragraph.end()], None)] if p[0]]
