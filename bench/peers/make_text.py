#!/usr/bin/env python3
"""Writes megabytes of mixed text as JSON Lines: the packs' own test sentences, the test affairs and the example case.

    python3 bench/peers/make_text.py EXPORT.jsonl OUT.jsonl [MEGABYTES]

EXPORT.jsonl is what `annals export --text` writes of the affairs. Each row of OUT is a document (language, published,
text): one of theirs, or thirty test sentences of a language. The same rows come again and again, all languages mixed,
until the size is reached.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SENTENCES = 30


def sentences(path):
    """Sentences of a golden file, without comments, settings and marks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.stem == "claims":  # > [p:Ana Prado] resigned {t2016:in 2016}.
            if line.startswith("> "):
                yield re.sub(r"[\[{][^\s:]*:([^\]}]*)[\]}]", r"\1", line[2:])
        elif line.strip() and not line.startswith(("#", "@")):  # It began [in 2016]{time 2016}.
            yield re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", line).replace(" | ", "\n")


def documents(export):
    for kind in ("times", "claims"):
        for path in sorted(ROOT.glob(f"languages/*/tests/{kind}.golden")):
            lines = list(sentences(path))
            for first in range(0, len(lines), SENTENCES):
                yield path.parts[-3], "2024-05-15", "\n".join(lines[first:first + SENTENCES])
    with open(export, encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["kind"] == "document":
                yield row["language"], row["published"] or "2024-05-15", row["text"]


def main():
    export, out_path = sys.argv[1:3]
    wanted = float(sys.argv[3] if len(sys.argv) > 3 else 10) * 1e6
    # Every seventh, then the next ones: neighbours are of different languages.
    once = list(documents(export))
    once = [row for first in range(7) for row in once[first::7]]
    written = 0
    with open(out_path, "w", encoding="utf-8") as out:
        while written < wanted:
            for language, published, text in once:
                row = {"language": language, "published": published, "text": text}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += len(text.encode())


main()
