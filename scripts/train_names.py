#!/usr/bin/env python3
"""Trains the learned part of finding names and measures it.

    scripts/train_names.py train LANGUAGE... [--data FOLDER] [--tool FILE] [--epochs N] [--features N]
    scripts/train_names.py measure LANGUAGE... [--data FOLDER] [--tool FILE] [--without-model] [--errors]

FOLDER (default ../shared/data) holds `ner/train` and `names/train`; their README files say what the sets are. Only sets whose licence allows a model to be passed on are
trained on (THIRD_PARTY.md lists them); the others only measure. `training/names/CODE.txt` are sentences written for Annals: `[text]{person}` marks a name, and the slots <PER>,
<PER1> (one word), <ORG>, <LORG> (in Latin letters), <LOC>, <PROD> are filled with many names; a line `@SLOT = a|b|c` defines a slot of plain words. Names in the sets are exchanged for others too, so that the model learns what stands around names and how names
are built rather than which names there are. A line `+ORG = <CITY><FIELD>局|...` says how many names of a kind are built; beside it stand the slots <HAN> (one letter of
given names) and <SOUND> (a foreign name). The result is languages/CODE/names.model.
"""
import argparse
import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import names_of_treebanks

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TRAIN = {
    'ar': ['ar/aqmar.train'],
    'de': ['de/germeval14.dev', 'ud/de/de_gsd-ud-test'],
    'en': ['en/uner_ewt.train', 'en/wnut17.train', 'en/btc.train', 'gum/train_dep.tar.gz'],
    'es': ['ud/es/es_ancora-ud28-dev', 'ud/es/es_gsd-ud-dev', 'pt/uner_bosque.train'],
    'fr': ['ud/fr/fr_gsd-ud-dev', 'ud/fr/fr_sequoia-ud-train', 'ud/es/es_ancora-ud28-dev', 'pt/uner_bosque.train'],
    'ja': ['ja/megagon_gsd.train', 'ja/stockmark_wiki.train'],
    'pt': ['pt/uner_bosque.train', 'pt/lenerbr.train'],
    'ru': ['linked/factrueval2016_devset.tar.gz', 'ud/ru/ru_gsd-ud-dev', 'ud/ru/ru_taiga-ud27-train'],
    'tr': ['tr/turkish_wiki.train'],
    'zh': ['zh/uner_gsdsimp.train'],
}
MEASURE = {
    'ar': ['ar/anercorp.train', 'ar/wojood_sample.val'],
    'de': ['de/wikineural.val'],
    'en': ['en/uner_ewt.dev', 'en/btc.dev', 'en/wnut17.dev', 'en/worldwide_newswire.train', 'en/wikineural.val'],
    'es': ['es/wikineural.val'],
    'fr': ['fr/wikineural.val'],
    'pt': ['pt/uner_bosque.dev', 'pt/lenerbr.dev', 'pt/harem1_total.dev', 'pt/wikineural.val'],
    'ja': ['ja/megagon_gsd.dev'],
    'ru': ['ru/wikineural.val'],
    'tr': ['tr/turkish_wiki.dev'],
    'zh': ['zh/uner_gsdsimp.dev', 'zh/weibo2.dev', 'zh/cluener.train', 'zh/msra.val', 'zh/peoples_daily.test'],
}
FEATURES = {**dict.fromkeys(('de', 'ja', 'ru', 'tr'), '60000'), 'zh': '160000'}  # no better with more
LATIN = ('de', 'en', 'es', 'fr', 'pt', 'tr')
KINDS = {'PER': 'P', 'ORG': 'O', 'LOC': 'L'}
WORDS = {'person': 'P', 'organization': 'O', 'place': 'L', 'product': 'D'}
NO_SPACE_BEFORE = set(".,;:!?)]}%…»”’،؛؟") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m"}
NO_SPACE_AFTER = set("([{«“‘$#@")
BETWEEN_TOKENS = names_of_treebanks.BETWEEN_TOKENS
CONTRACTIONS = {('de', 'o'): 'do', ('de', 'a'): 'da', ('de', 'os'): 'dos', ('de', 'as'): 'das', ('em', 'o'): 'no', ('em', 'a'): 'na', ('em', 'os'): 'nos', ('em', 'as'): 'nas',
                ('a', 'o'): 'ao', ('a', 'os'): 'aos', ('a', 'a'): 'à', ('por', 'o'): 'pelo', ('por', 'a'): 'pela', ('por', 'os'): 'pelos', ('por', 'as'): 'pelas',
                ('em', 'um'): 'num', ('em', 'uma'): 'numa', ('de', 'ele'): 'dele', ('de', 'ela'): 'dela', ('de', 'este'): 'deste', ('de', 'esta'): 'desta'}


def read_sentences(path):
    """Lists of (token, mapped tag, original tag)."""
    sentence = []
    with gzip.open(path + '.tsv.gz', 'rt', encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if not line:
                if sentence:
                    yield sentence
                sentence = []
            elif not line.startswith('# doc ='):
                parts = line.split('\t')
                if len(parts) >= 2:
                    sentence.append((parts[0], parts[1], parts[2] if len(parts) > 2 else parts[1]))
    if sentence:
        yield sentence


def kind_of(tag, original):
    if tag == 'O':
        return None
    if original.endswith('product'):
        return 'D'
    if original.endswith(('-OTH', '-LEGISLACAO', '-JURISPRUDENCIA')):
        return None  # nationalities, religions, laws
    return KINDS.get(tag[2:], 'X')


def without_endings(sentence):
    """Turkish endings behind an apostrophe are no part of the name."""
    for k, (token, tag, original) in enumerate(sentence):
        at = re.search("(?<=.)['’](?=[a-zçğıöşü]+$)", token)
        if tag == 'O' or not at or (k + 1 < len(sentence) and sentence[k + 1][1].startswith('I-')):
            yield token, tag, original
        else:
            yield token[:at.start()], tag, original
            yield token[at.start():], 'O', 'O'


def pieces_of(sentence, language):
    """The sentence as pieces: (text, kind or None), names whole, with the blanks that people write."""
    spaced = language not in ('zh', 'ja')
    sentence = list(without_endings(sentence)) if language == 'tr' else sentence
    words_whole = not spaced and any(len(token) > 1 for token, _, _ in sentence)
    tokens = []
    for token, tag, original in sentence:
        kind = kind_of(tag, original)
        if token.startswith('@') and kind:
            kind = 'X'  # handles are no names as people write them
        begins = tag.startswith('B-') or (tokens and tokens[-1][1] != kind)
        if language == 'pt' and tokens and not (kind and not begins):
            joined = CONTRACTIONS.get((tokens[-1][0].lower(), token.lower()))
            if joined and tokens[-1][1] is None and kind is None:
                tokens[-1] = (joined.capitalize() if tokens[-1][0][0].isupper() else joined, None, True)
                continue
        tokens.append((token, kind, begins))
    pieces = []
    quotes = 0
    after_opening = True
    for token, kind, begins in tokens:
        blank = spaced and not after_opening and token not in NO_SPACE_BEFORE and not (language == 'tr' and re.match("['’][^\\W\\d_]", token))
        after_opening = token in NO_SPACE_AFTER
        if token == '"':
            quotes += 1
            if quotes % 2 == 0:
                blank = False
            else:
                after_opening = True
        if words_whole and pieces and re.match(r'[A-Za-z0-9]', token) and re.search(r'[A-Za-z]$', pieces[-1][0]):
            blank = True
        if kind and not begins and pieces and pieces[-1][1] == kind:
            pieces[-1] = (pieces[-1][0] + BETWEEN_TOKENS + (' ' if blank else '') + token, kind)
        else:
            if blank:
                pieces.append((' ', None))
            pieces.append((token, kind))
    return pieces


def write_line(out, pieces):
    text, marks, ends, size = [], [], [], 0
    for piece, kind in pieces:
        begin = size
        for token in piece.split(BETWEEN_TOKENS):
            text.append(token)
            size += len(token.encode())
            if token.strip():
                ends.append(str(size))
        if kind:
            marks.append(f'{begin}:{size}:{kind}')
    out.write(re.sub(r'[\t\n]', ' ', ''.join(text)) + '\t' + ' '.join(marks) + '\t' + ' '.join(ends) + '\n')


class NamePool:
    """Names to put in: from Wikidata's name words (CC0), the DICT transliterations (MIT), and the pack's own tables."""

    def __init__(self, language, data, rng):
        self.language, self.rng = language, rng
        self.kinds = {}
        self.own, self.plain, self.patterns = own_text(language)
        self.words_as_names = self.plain.get('TRANSLATED')
        for code in ('_world', language):
            with open(os.path.join(ROOT, 'languages', code, 'names.tsv'), encoding='utf-8') as f:
                for line in f:
                    if not line.startswith('#'):
                        fields = line.rstrip('\n').split('\t')
                        if len(fields) > 1:
                            self.kinds.setdefault(fields[0], []).extend(fields[1].split('|'))
        words = os.path.join(data, 'names', 'train', 'wikidata_words')
        self.latin = []
        with gzip.open(os.path.join(words, 'en-ar.train.tsv.gz'), 'rt', encoding='utf-8') as f:
            rows = [line.rstrip('\n').split('\t') for line in f]
        self.latin = [r[0].capitalize() for r in rows if re.fullmatch(r"[^\W\d_]{3,12}", r[0])]
        self.arabic = [r[1] for r in rows if re.fullmatch(r'[\u0621-\u064a]{3,10}', r[1])]
        self.han = []
        if language == 'zh':
            with open(os.path.join(data, 'names', 'train', 'dict_en_zh', 'train.tsv'), encoding='utf-8') as f:
                self.han = [r.split('\t')[1] for r in f if r.count('\t') >= 1 and 2 <= len(r.split('\t')[1]) <= 5]
            self.given_characters = ''.join(self.kinds['given_character'])
        self.places = []  # of CLDR
        for name in ('exemplar_cities.tsv', 'subdivisions.tsv.gz', 'territories.tsv'):
            path = os.path.join(data, 'names', 'train', 'cldr', name)
            with (gzip.open(path, 'rt', encoding='utf-8') if name.endswith('gz') else open(path, encoding='utf-8')) as f:
                columns = f.readline().rstrip('\n').split('\t')
                rows = [dict(zip(columns, line.rstrip('\n').split('\t'))) for line in f]
            self.places += [r[language] for r in rows if r.get(language) and not r['id'].isdigit() and not re.search(r'[(,-]| .* |^(محافظة|مقاطعة|ولاية|إقليم|منطقة|مدينة) ', r[language])]
        world = {}
        with open(os.path.join(ROOT, 'languages', '_world', 'names.tsv'), encoding='utf-8') as f:
            for line in f:
                fields = line.rstrip('\n').split('\t')
                if len(fields) > 1:
                    world.setdefault(fields[0], []).extend(fields[1].split('|'))
        self.world = world

    def pick(self, values):
        return values[int(self.rng.random() * len(values))]

    def latin_person(self, one=False):
        r = self.rng.random()
        if self.words_as_names and not one and r > 0.96:  # names that a translator took for words
            return ' '.join(self.pick(self.words_as_names) for _ in range(2 + int(self.rng.random() * 2)))
        if one:
            return self.pick(self.world['family'] if r < 0.3 else self.latin)
        given = self.pick(self.world['given'] if r < 0.6 else self.latin)
        family = self.pick(self.world['family'] if self.rng.random() < 0.35 else self.latin)
        if self.language in ('es', 'pt') and self.rng.random() < 0.3:
            family = self.pick(self.world['family']) + self.pick([' ', ' de ', ' da ', ' dos ']) + family
        if self.rng.random() < 0.05:
            family += '-' + self.pick(self.latin)
        if self.rng.random() < 0.03:
            given = self.pick(self.latin) + '-' + self.pick(self.latin).lower()
        if self.rng.random() < 0.06:
            given += ' ' + self.pick('ABCDEFGHJKLMNPRSTVW') + '.'
        return given + ' ' + family

    def arabic_person(self, one):
        """Foreign names and names of Arabs, who bear their fathers' and the places they come from."""
        arabic = [w for w in self.kinds['given'] if re.match(r'[\u0600-\u06ff]', w)]
        if self.rng.random() < 0.45:
            given = self.pick(arabic) if self.rng.random() < 0.4 else self.pick(self.arabic)
            if self.rng.random() < 0.15:
                given += ' ' + self.pick(self.arabic)
            return self.pick(self.arabic) if one else given + ' ' + self.pick(self.arabic)
        word = self.pick(self.arabic)
        family = self.pick([self.pick(arabic), self.pick([w for w in self.kinds['family'] if re.match(r'[\u0600-\u06ff]', w)]), 'ال' + re.sub('^ال|[اةي]$', '', word) + 'ي',
                            'ال' + re.sub('^ال', '', word), 'آل ' + self.pick(arabic), 'أبو ' + word, 'بن ' + self.pick(arabic), 'عبد ' + self.pick(['الله', 'الرحمن', 'العزيز', 'القادر', 'الكريم'])])
        if one:
            return family
        return self.pick(arabic) + ' ' + (self.pick(arabic) + ' ' if self.rng.random() < 0.3 else '') + family

    def latin_org(self):
        r, word = self.rng.random(), self.pick(self.latin)
        if r < 0.3:
            return word
        if r < 0.5:
            return word + ' ' + self.pick(self.kinds['org_suffix'] if self.language in LATIN else self.world['org_suffix'])
        if r < 0.6:
            return word + self.pick(['AI', 'Tech', 'X', 'Labs', 'Soft', 'Net', 'Pay', 'Bio', 'Works', 'Space'])
        if r < 0.7:
            return ''.join(self.pick('ABCDEFGHIKLMNOPRSTUVW') for _ in range(2 + int(self.rng.random() * 3)))
        if r < 0.78:
            return self.pick(['Open', 'Deep', 'Next', 'True', 'Neo', 'Sky', 'Blue', 'Net', 'Hyper', 'Meta', 'Inter', 'Bio', 'Green', 'Data', 'Mind']) + self.pick([word.lower(), word])
        if r < 0.86:
            return word + ' ' + self.pick(self.latin) + ' ' + self.pick(self.kinds['org_suffix'] if self.language in LATIN else self.world['org_suffix'])
        if r < 0.9:
            return self.pick('ABCDKMNXYZ') + ' ' + self.pick(['Combine', 'Works', 'Labs', word])
        return self.pick(self.world['org'])

    def product(self):
        word = self.pick(self.latin)
        name = word if self.rng.random() < 0.5 else ''.join(self.pick('ABCDEGLMPRSTX') for _ in range(3))
        r = self.rng.random()
        if r < 0.35:
            return name + '-' + str(1 + int(self.rng.random() ** 3 * 90))
        if r < 0.6:
            return name + ' ' + str(1 + int(self.rng.random() * 20))
        if r < 0.75:
            return name + ' ' + self.pick(self.world['product_word'])
        if r < 0.85:
            return word + self.pick(['Chat', 'GPT', 'Bot', 'OS', 'Pad', 'Phone', 'Cloud'])
        return self.pick(self.world['product'])

    def fill(self, pattern):
        return SLOT.sub(lambda m: self.fill(self.pick(self.plain[m.group(1)])) if m.group(1) in self.plain else self.make(m.group(1)), pattern)

    def make(self, slot):
        if slot in self.patterns and self.rng.random() < BUILT:
            return self.fill(self.pick(self.patterns[slot]))
        if slot == 'HAN':
            return self.pick(self.given_characters)
        if slot == 'SOUND':
            return self.pick(self.han)
        r = self.rng.random()
        if slot == 'LORG':
            return self.latin_org()
        if slot in ('PER', 'PER1'):
            one = slot == 'PER1'
            if self.language == 'zh' and r < 0.72:
                if r < 0.3:
                    n = 1 + (self.rng.random() < 0.7)
                    surname = self.pick(self.kinds['surname'][:120] if self.rng.random() < 0.85 else self.kinds['surname'])
                    return surname + ''.join(self.pick(self.given_characters) for _ in range(n))
                return self.pick(self.han) if one or self.rng.random() < 0.4 else self.pick(self.han) + '·' + self.pick(self.han)
            if self.language == 'ar' and r < 0.72:
                return self.arabic_person(one)
            return self.latin_person(one)
        if slot == 'ORG':
            if self.language == 'zh' and r < 0.5:
                word = self.pick(self.han) if self.rng.random() < 0.5 else self.pick(self.given_characters) + self.pick(self.given_characters)
                return self.pick([word, word + self.pick(self.kinds['org_suffix'][:45])]) if len(word) > 1 and r < 0.4 else self.pick([w for w in self.kinds['org'] if not w.isascii()])
            if self.language == 'ar' and r < 0.4:
                return self.pick([self.pick(self.arabic), self.pick(self.arabic) + ' ' + self.pick(self.arabic), self.pick([w for w in self.kinds['org'] if not w.isascii()]),
                                  self.pick(['جامعة', 'بنك', 'معهد', 'وزارة', 'منظمة']) + ' ' + self.pick(self.arabic)])
            return self.latin_org()
        if slot == 'LOC':
            if r > 0.75:
                return self.pick(self.places)
            if self.language in ('zh', 'ar') and r < 0.15:
                return self.pick(self.han) + self.pick(['', '', '市', '州', '县', '岛']) if self.language == 'zh' else self.pick(self.arabic)
            places = self.kinds['place'] if self.language in LATIN or r < 0.05 else [w for w in self.kinds['place'] if not w.isascii()]
            return self.pick(places) if r < 0.5 or self.language in ('ar', 'zh') else self.pick(self.latin)
        return self.product()


SLOT = re.compile(r'<([A-Z]+1?)>|\[([^\]]+)\]\{(\w+)\}')
ROUNDS = {'zh': 3}  # the sentences are given, each time with other names
EPOCHS = {'zh': '4'}
TIMES = {'zh': 12}  # each sentence of our own that has slots is filled
BUILT = 0.6  # of the names whose kind has patterns
SLOT_KIND = {'LORG': 'O', 'PER': 'P', 'PER1': 'P', 'ORG': 'O', 'LOC': 'L', 'PROD': 'D'}


def own_text(language):
    """The sentences written for Annals, the words of their slots, the ways to build names."""
    path = os.path.join(ROOT, 'training', 'names', language + '.txt')
    if not os.path.exists(path):
        return [], {}, {}
    with open(path, encoding='utf-8') as f:
        lines = [line.rstrip('\n') for line in f if line.strip() and not line.startswith('#')]
    plain, patterns = ({line[1:].split(' = ')[0]: line.split(' = ')[1].split('|') for line in lines if line.startswith(sign) and ' = ' in line} for sign in '@+')
    return [line for line in lines if not (line[0] in '@+' and ' = ' in line)], plain, patterns


def own_sentences(pool, times):
    for line in pool.own:
        for _ in range(times if '<' in line else 2):
            pieces, at = [], 0
            for m in SLOT.finditer(line):
                pieces.append((line[at:m.start()], None))
                if m.group(1) in pool.plain:
                    pieces.append((pool.fill(pool.pick(pool.plain[m.group(1)])), None))
                else:
                    pieces.append((pool.make(m.group(1)), SLOT_KIND.get(m.group(1))) if m.group(1) else (pool.fill(m.group(2)), WORDS.get(m.group(3), 'X')))
                at = m.end()
            pieces.append((line[at:], None))
            yield pieces


def pieces_of_set(name, language, data):
    if name.startswith('gum/'):
        yield from names_of_treebanks.gum(os.path.join(data, name))
    elif name.startswith('linked/factrueval'):
        yield from names_of_treebanks.factrueval(os.path.join(data, 'ner', name))
    elif name.startswith('ud/'):
        yield from names_of_treebanks.proper_nouns(os.path.join(data, 'ud', 'train', name[3:] + '.conllu.gz'))
    else:
        for sentence in read_sentences(os.path.join(data, 'ner', 'train', name)):
            yield pieces_of(sentence, name[:2])


def upper(pieces):
    return [(text.upper(), kind) for text, kind in pieces]


def prepare_training(language, data, out, rng):
    pool = NamePool(language, data, rng)
    return sum(prepare_round(language, data, out, pool, rng) for _ in range(ROUNDS.get(language, 1)))


def prepare_round(language, data, out, pool, rng):
    n = 0
    for name in TRAIN[language]:
        for pieces in pieces_of_set(name, language, data):
            write_line(out, pieces)
            n += 1
            kinds = {kind for _, kind in pieces if kind}
            if kinds & {'P', 'O', 'L'} and rng.random() < 0.6:
                other = []
                for text, kind in pieces:
                    if kind == 'P' and rng.random() < 0.9:
                        text = pool.make('PER1' if not re.search(r'[ ·]', text) and language != 'zh' else 'PER')
                    elif kind == 'O' and rng.random() < 0.5:
                        text = pool.make('ORG')
                    elif kind == 'L' and rng.random() < 0.25:
                        text = pool.make('LOC')
                    other.append((text, kind))
                write_line(out, other)
                n += 1
            if language in LATIN and kinds and rng.random() < 0.04:
                write_line(out, upper(pieces))
    for pieces in own_sentences(pool, TIMES.get(language, 25)):
        write_line(out, pieces)
        n += 1
        if language in LATIN and rng.random() < 0.03:
            write_line(out, upper(pieces))
    return n


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=['train', 'measure'])
    parser.add_argument('languages', nargs='+')
    parser.add_argument('--data', default=os.path.join(ROOT, '..', 'shared', 'data'))
    parser.add_argument('--tool', default=os.path.join(ROOT, 'build', 'release', 'train_names'))
    parser.add_argument('--epochs')
    parser.add_argument('--features')
    parser.add_argument('--without-model', action='store_true', help='measure the tables alone')
    parser.add_argument('--errors', action='store_true', help='print every name found in vain or missed')
    args = parser.parse_args()
    packs = tempfile.TemporaryDirectory()
    if args.without_model:
        for folder in ('languages', 'ontology'):
            shutil.copytree(os.path.join(ROOT, folder), os.path.join(packs.name, folder), ignore=shutil.ignore_patterns('*.model', 'tests'))
        os.environ['ANNALS_PACKS'] = packs.name
    for language in args.languages:
        if args.what == 'train':
            with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as f:
                prepare_training(language, args.data, f, random.Random(1))
                f.flush()
                model = os.path.join(ROOT, 'languages', language, 'names.model')
                subprocess.run([args.tool, 'train', language, f.name, model, args.epochs or EPOCHS.get(language, '8'), args.features or FEATURES.get(language, '120000')], check=True)
        else:
            for name in MEASURE[language]:
                with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as f:
                    for i, sentence in enumerate(read_sentences(os.path.join(args.data, 'ner', 'train', name))):
                        if i < 3000:
                            write_line(f, pieces_of(sentence, language))
                    f.flush()
                    print(name, end=': ', flush=True)
                    subprocess.run([args.tool, 'measure', language, f.name] + ['errors'] * args.errors, check=True)


if __name__ == '__main__':
    sys.exit(main())
