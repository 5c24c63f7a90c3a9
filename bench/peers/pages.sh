#!/bin/sh
# Web pages a second, one thread, in one run: `annals` (bench/pages_bench) beside @mozilla/readability with jsdom, on all .html
# files below a folder (tests/pages without one). Needs node and, for the first run, npm's registry.
#
#     bench/peers/pages.sh [BUILD_FOLDER] [FOLDER_OF_PAGES]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${1:-$root/build/release}
folder=${2:-$root/tests/pages}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$here/node_modules/jsdom" ] || (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent)
ANNALS_BENCH_PAGES="$folder" "$build/bench/pages_bench" --benchmark_repetitions=3 --benchmark_format=json > "$work/annals.json" 2> "$work/log"
(cd "$here" && node --single-threaded pages.mjs "$folder" > "$work/peer.json")
python3 - "$work/annals.json" "$work/peer.json" <<'END'
import json, sys
runs = [run for run in json.load(open(sys.argv[1]))['benchmarks'] if run.get('run_type') == 'iteration']
ours = sorted(run['pages_per_second'] for run in runs)[len(runs) // 2]
peer = json.load(open(sys.argv[2]))
print(f"annals       {ours:10.0f} pages/s")
print(f"readability  {peer['pages_per_second']:10.1f} pages/s   ({peer['pages']} pages)")
print(f"ratio        {ours / peer['pages_per_second']:10.1f}")
END
