#!/usr/bin/env python3
"""Checks the one-way dependencies of ARCHITECTURE.md: a library includes only itself and those to its left; that only the packs know languages, and that
no two files define types of one name."""
import os
import re
import sys

LAYERS = ['base', 'text', 'sources', 'languages', 'reading', 'record', 'casefile', 'present', 'server', 'cli']


def main():
    top = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'src')
    problems, files = [], 0
    types = {}  # name -> the header that defines it; two would be one symbol for the linker
    for root, _, names in os.walk(top):
        layer = os.path.relpath(root, top).split(os.sep)[0]
        for name in sorted(names):
            if not name.endswith(('.h', '.cc')) or layer == '.':
                continue
            files += 1
            path = os.path.join(root, name)
            with open(path, encoding='utf-8') as f:
                named = ''.join(re.split(r'^namespace \{$|^\}  // namespace$', f.read(), flags=re.M)[0::2])
            for type_name in re.findall(r'^(?:struct|class|enum class) ([A-Z]\w+)[^;:(]*(?::[^;{]*)?\{', named, flags=re.M):
                first = types.setdefault(type_name, path)
                if first.rsplit('.', 1)[0] != path.rsplit('.', 1)[0]:
                    problems.append(f'src/{os.path.relpath(path, top)}: {type_name} is also in src/{os.path.relpath(first, top)}; rename one or use an unnamed namespace')
            for number, line in enumerate(open(path, encoding='utf-8'), 1):
                where = f'src/{os.path.relpath(path, top)}:{number}'
                include = re.match(r'#include "([a-z]+)/', line)
                if include and include[1] in LAYERS and LAYERS.index(include[1]) > LAYERS.index(layer):
                    problems.append(f'{where}: {layer} may not include {include[1]}')
                if 'test' not in name and re.search(r'(language|pack->code)\w*\s*==\s*"[a-z]{2}(-\w+)?"', line):
                    problems.append(f'{where}: names a language; what is known of a language belongs in its pack')
                if 'sqlite3.h' in line and layer != 'casefile':
                    problems.append(f'{where}: only casefile knows SQLite')
    for problem in problems:
        print(problem)
    if files == 0:
        problems.append('no sources found')
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
