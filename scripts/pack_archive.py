#!/usr/bin/env python3
"""Joins the files below some folders into one archive that the build puts into the program.

    pack_archive.py OUTPUT FOLDER...

The archive is, for each file in the order of its name: the name (with the folder's own name first), a line feed, the size in decimal digits, a line
feed, the bytes. Tests (folders named `tests`) and Markdown stay out: the program does not need them.
"""
import os
import sys


def main():
    output, folders = sys.argv[1], sys.argv[2:]
    entries = []
    for folder in folders:
        base = os.path.dirname(os.path.abspath(folder))
        for root, directories, files in os.walk(os.path.abspath(folder)):
            directories[:] = sorted(d for d in directories if d != 'tests' and not d.startswith('.'))
            for name in files:
                if not name.endswith('.md') and not name.startswith('.'):
                    path = os.path.join(root, name)
                    entries.append((os.path.relpath(path, base), path))
    with open(output + '.part', 'wb') as out:
        for name, path in sorted(entries):
            with open(path, 'rb') as f:
                data = f.read()
            out.write(f'{name}\n{len(data)}\n'.encode() + data)
    os.replace(output + '.part', output)


if __name__ == '__main__':
    main()
