#!/usr/bin/env python3
"""Messages, what they carry, conversations, archived pages and the words of PDF files, counted beside an independent reader: Python's `email` and
`mailbox`, a counter of WARC and ARC records written here, and `pdftotext -raw`.

    tests/accuracy/counts.py [--annals FILE] [--shared FOLDER] [--all] [--differences]

Exits with 77 where the data is absent, with 1 where a count differs by more than is explained in EXPLAINED.
"""
import argparse
import collections
import email
import gzip
import hashlib
import json
import mailbox
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SIGNATURES = {'application/pgp-signature', 'application/pkcs7-signature', 'application/x-pkcs7-signature', 'application/pgp-encrypted'}
QUICK = ['spamassassin_hard_ham1_250', 'rspamd_messages', 'mail_thread_testboxes', 'notmuch_corpora_threads']
MORE = ['spamassassin_easy_ham1_2500', 'mikel_mail_fixtures', 'stalwart_mail_parser_eml_json', 'php_mime_mail_parser']
# set -> by how many messages, files carried and conversations annals may count otherwise than Python, and why.
EXPLAINED = {
    'rspamd_messages': (0, 16, 2, 'files and messages inside attached archives are counted too'),
    'notmuch_corpora_threads': (5, 5, 3, 'messages inside attached archives and mailboxes; a message whose part is empty'),
    'spamassassin_easy_ham1_2500': (2, 2, 8, 'a message of a digest that Python takes for text'),
    'mikel_mail_fixtures': (2, 8, 3, 'parts of bounces without a type of their own; an empty file is no message'),
    'stalwart_mail_parser_eml_json': (6, 12, 20, 'messages inside base64 (against the standard), boundaries used twice'),
    'php_mime_mail_parser': (2, 8, 5, 'a picture beside the form of a text that is not chosen is carried all the same'),
    'WARC': (1, 0, 0, 'a page without any text'),
}


class Counts(collections.Counter):
    pass


def walk(part, counts, conversations=None):
    kind = part.get_content_type()
    if kind in ('message/rfc822', 'message/news', 'message/global') and isinstance(part.get_payload(), list):
        for inner in part.get_payload():
            counts['messages'] += 1
            if conversations is not None:
                conversations.add(inner)
            walk(inner, counts, conversations)
    elif kind.startswith('message/'):
        counts['files'] += 1
    elif part.is_multipart():
        for inner in part.get_payload():
            walk(inner, counts, conversations)
    elif kind in SIGNATURES or kind.startswith('multipart/'):
        pass  # a multipart without parts is a broken one
    elif kind not in ('text/plain', 'text/html', 'text/enriched') or part.get_content_disposition() == 'attachment':
        counts['files'] += 1


def ids_of(value):
    return re.findall(r'<([^<>\s]+)>', str(value or ''))


class Conversations:
    """Messages joined by the ids that they name: as many as there are connected groups."""

    def __init__(self):
        self.above = {}
        self.own = []
        self.known = set()

    def find(self, node):
        while self.above.setdefault(node, node) != node:
            self.above[node] = self.above[self.above[node]]
            node = self.above[node]
        return node

    def add(self, message):
        if not (message['message-id'] or (message['from'] and message['date'])):
            return  # a fragment that says neither who sent it nor when
        own = (ids_of(message['message-id']) or [None])[0]
        node = own if own and own not in self.known else f'#{len(self.own)}'
        self.own.append(node)
        self.known.add(node)
        named = ids_of(message['references']) or ids_of(message['in-reply-to'])[:1]
        for other in named:
            if other != node:
                self.above[self.find(node)] = self.find(other)

    def count(self):
        return len({self.find(node) for node in self.own})


def messages_of(path):
    with open(path, 'rb') as file:
        data = file.read()
    if re.match(rb'\s*From [^\n]*\n', data) and (b'\nFrom ' in data or data.startswith(b'From ')):
        box = mailbox.mbox(path, create=False)
        return [box[key] for key in box.keys()]
    return [email.message_from_bytes(data.lstrip(b' \r\n\t'))]


def by_python(folder):
    counts, conversations, seen = Counts(), Conversations(), set()
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(base, name)
            digest = hashlib.sha256(open(path, 'rb').read()).hexdigest()
            if digest in seen:
                continue
            seen.add(digest)
            for message in messages_of(path):
                counts['messages'] += 1
                conversations.add(message)
                walk(message, counts, conversations)
    counts['conversations'] = conversations.count()
    return counts


def run(annals, *arguments):
    return subprocess.run([annals, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors='replace')


def by_annals(annals, folder, work):
    case = os.path.join(work, 'case.annals')
    run(annals, 'build', '--quiet', case, folder)
    counts = Counts()
    lines = run(annals, 'export', case).stdout.split('\n')
    ids = {json.loads(line)['id'] for line in lines if line.startswith('{"kind":"document"')}
    for one in ids:
        # What a message carries is called after it; a Message-ID may have a slash too.
        slashes = [i for i, c in enumerate(one) if c == '/']
        carried = any(one[:i] in ids for i in slashes) and not one.endswith('/message')
        counts['files' if carried else 'messages'] += 1
    receipts = run(annals, 'sources', case).stdout
    counts['files'] += len(re.findall(r'^ +remark: [^\n]*: (?:binary|encrypted|empty|a picture|PDF|nothing in|unknown|too large|nested|the)', receipts, re.M))
    threads = run(annals, 'threads', case).stdout
    head = re.match(r'(\d+) messages in (\d+) conversations', threads)
    joined = threads.count('  (by its subject)\n')
    made = len(re.findall(r'^ *\(missing\)$', threads, re.M))
    counts['conversations'] = int(head.group(2)) + joined - made if head else 0
    return counts


def warc_pages(data):
    """Records that hold a page, as the standard has them."""
    pages = 0
    at = 0
    while True:
        at = data.find(b'WARC/', at)
        if at < 0:
            return pages
        end = re.compile(rb'\r?\n\r?\n').search(data, at)
        if not end:
            return pages
        head = data[at:end.start()].decode('latin-1').lower()
        length = re.search(r'^content-length:\s*(\d+)', head, re.M)
        block = data[end.end():end.end() + int(length.group(1))] if length else b''
        at = end.end() + len(block)
        kind = re.search(r'^warc-type:\s*(\S+)', head, re.M)
        kind = kind.group(1) if kind else ''
        if kind == 'response' and re.search(r'^content-type:.*http', head, re.M):
            inner = re.split(rb'\r?\n\r?\n', block, maxsplit=1)
            fields = inner[0].decode('latin-1').lower()
            good = ' 200' in fields.split('\n')[0] and len(inner) > 1 and inner[1].strip()
            pages += bool(good and re.search(r'^content-type:\s*(text/html|text/plain|application/xhtml\+xml|text/markdown)', fields, re.M))
        elif kind in ('resource', 'conversion'):
            pages += bool(block.strip() and re.search(r'^content-type:\s*(text/html|text/plain|application/xhtml\+xml|text/markdown)', head, re.M))


def arc_pages(data):
    """The same of an ARC: a line before each record ends in its length."""
    pages = at = 0
    while at < len(data):
        end = data.find(b'\n', at)
        if end < 0:
            break
        line = data[at:end].decode('latin-1')
        head = re.search(r'^(\S.*) \S+ \d{14} .*?(\d+)$', line)
        at = end + 1
        if not head:
            continue
        block = data[at:at + int(head.group(2))]
        at += len(block)
        if head.group(1).startswith('http'):
            inner = re.split(rb'\r?\n\r?\n', block, maxsplit=1)
            fields = inner[0].decode('latin-1').lower()
            good = ' 200' in fields.split('\n')[0] and len(inner) > 1 and inner[1].strip()
            pages += bool(good and re.search(r'^content-type:\s*(text/html|text/plain|application/xhtml\+xml|text/markdown)', fields, re.M))
    return pages


def pdf_words(annals, folder, work):
    """PDF files that messages carry: the words that annals reads, beside those of pdftotext. Files, and the F of the words together."""
    seen, shared, ours, theirs = set(), 0, 0, 0
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(base, name)
            if b'application/pdf' not in open(path, 'rb').read():
                continue
            for message in messages_of(path):
                for part in message.walk():
                    data = part.get_payload(decode=True) or b'' if part.get_content_type() == 'application/pdf' else b''
                    if data.startswith(b'%PDF-') and data not in seen:
                        seen.add(data)
    for base, folders, files in os.walk(os.path.join(ROOT, 'tests', 'pdf')):
        # These are compared with what they were printed from (pdf_test.cc): pdftotext turns Arabic ligatures round and parts words at marks, and
        # reads lines that run downwards letter by letter across them.
        apart = ('arabic', 'japanese_vertical')
        seen |= {open(os.path.join(base, name), 'rb').read() for name in files if name.endswith('.pdf') and not name.startswith(apart)}
    count = 0
    for data in sorted(seen):
        raw = subprocess.run(['pdftotext', '-raw', '-enc', 'UTF-8', '-', '-'], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        wanted = words_of(raw.decode('utf-8', 'replace'))
        if not wanted:
            continue  # a scan, or damaged
        path, case = os.path.join(work, 'x.pdf'), os.path.join(work, 'pdf.annals')
        with open(path, 'wb') as file:
            file.write(data)
        if os.path.exists(case):
            os.remove(case)
        run(annals, 'build', '--quiet', case, path)
        text = '\n'.join(json.loads(line)['text'] for line in run(annals, 'export', '--text', case).stdout.split('\n')
                         if line.startswith('{"kind":"document"'))
        found = words_of(text)
        shared, ours, theirs, count = shared + sum((found & wanted).values()), ours + sum(found.values()), theirs + sum(wanted.values()), count + 1
    return count, 2 * shared / max(1, ours + theirs)


def words_of(text):
    """Words, ideographs one by one, without marks that turn text, vowel marks, or what a line's end parts."""
    text = re.sub(r'-\n(?=[a-z])', '', text)
    text = re.sub('[\u200e\u200f\u202a-\u202e\u064b-\u0652]', '', text)
    return collections.Counter(re.findall(r'[\u3400-\u9fff]|[^\W\u3400-\u9fff]+', text))


def unzipped(data):
    out = b''
    while data[:2] == b'\x1f\x8b':
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(data)
        except zlib.error:
            return out
        if not member.eof:
            return out
        data = member.unused_data
    return out


def archives(annals, folder, work, show):
    ours = theirs = 0
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(base, name)
            data = open(path, 'rb').read()
            data = unzipped(data) if data[:2] == b'\x1f\x8b' else data
            if not data.startswith((b'WARC/', b'filedesc://')):
                continue
            pages = warc_pages(data) if data.startswith(b'WARC/') else arc_pages(data)
            case = os.path.join(work, 'archive.annals')
            if os.path.exists(case):
                os.remove(case)
            run(annals, 'build', '--quiet', case, path)
            found = sum(line.startswith('{"kind":"document"') for line in run(annals, 'export', case).stdout.split('\n'))
            ours, theirs = ours + found, theirs + pages
            if show and found != pages:
                print(f'  {name}: {found} pages, {pages} counted')
    return ours, theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--annals', default=os.path.join(ROOT, 'build', 'release', 'annals'))
    parser.add_argument('--shared', default=os.path.join(ROOT, '..', 'shared'))
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--files', action='store_true', help='archived pages and PDF files only')
    parser.add_argument('--differences', action='store_true')
    args = parser.parse_args()
    data = os.path.join(args.shared, 'data')
    if not os.path.isdir(os.path.join(data, 'email')):
        print(f'skipped: the sets are not at {data}')
        sys.exit(77)
    bad = 0
    print(f'{"set":32} {"messages":>15} {"files carried":>15} {"conversations":>15}   annals / Python')
    for name in [] if args.files else QUICK + (MORE if args.all else []):
        with tempfile.TemporaryDirectory() as work:
            folder = os.path.join(work, 'set')
            with tarfile.open(os.path.join(data, 'email', name + '.tar.gz')) as tar:
                tar.extractall(folder, filter='data') if hasattr(tarfile, 'data_filter') else tar.extractall(folder)
            for base, _, files in os.walk(folder):
                for other in files:
                    if other.endswith(('.json', '.md')) or other in ('COPYING', 'README', '.gitattributes'):
                        os.remove(os.path.join(base, other))
            theirs, ours = by_python(folder), by_annals(args.annals, folder, work)
        keys = ('messages', 'files', 'conversations')
        print(f'{name:32} ' + ' '.join(f'{ours[key]:7}/{theirs[key]:7}' for key in keys))
        allowed = EXPLAINED.get(name, (0, 0, 0, ''))
        bad += any(abs(ours[key] - theirs[key]) > abs(most) for key, most in zip(keys, allowed))
    with tempfile.TemporaryDirectory() as work:
        for archive in sorted(os.listdir(os.path.join(data, 'warc'))):
            if archive.endswith('.tar.gz'):
                with tarfile.open(os.path.join(data, 'warc', archive)) as tar:
                    folder = os.path.join(work, archive[:-7])
                    tar.extractall(folder, filter='data') if hasattr(tarfile, 'data_filter') else tar.extractall(folder)
        ours, theirs = archives(args.annals, work, work, args.differences)
        print(f'{"WARC and ARC pages":32} {ours:7}/{theirs:7}')
        bad += abs(ours - theirs) > abs(EXPLAINED.get('WARC', (0,))[0])
    with tempfile.TemporaryDirectory() as work:
        for name in ['rspamd_messages'] + (MORE + ['enmime', 'james_mime4j_testmsgs'] if args.all else []):
            with tarfile.open(os.path.join(data, 'email', name + '.tar.gz')) as tar:
                folder = os.path.join(work, name)
                tar.extractall(folder, filter='data') if hasattr(tarfile, 'data_filter') else tar.extractall(folder)
        count, share = pdf_words(args.annals, work, work)
        print(f'{"words of PDF files":32} F {share:.4f} in {count} files, beside pdftotext -raw')
        bad += share < 0.98
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
