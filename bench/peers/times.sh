#!/bin/sh
# Times and quantities against other readers, one thread, on the same mixed text, in one run: ICU's word segmentation
# alone (the floor), @microsoft/recognizers-text-suite and chrono-node. Needs node and, for the first run, npm's registry.
#
#     bench/peers/times.sh [BUILD_FOLDER] [MEGABYTES]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${1:-$root/build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$here/node_modules" ] || (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent)
"$build/annals" build "$work/affairs.annals" "$root"/examples/*/documents "$root"/tests/affairs/*/documents > "$work/log"
"$build/annals" export "$work/affairs.annals" --text -o "$work/affairs.jsonl"
python3 "$here/make_text.py" "$work/affairs.jsonl" "$work/text.jsonl" "${2:-10}"
ANNALS_BENCH_TEXT="$work/text.jsonl" "$build/bench/reading_bench" --benchmark_filter='icu|times' \
  --benchmark_repetitions=3 --benchmark_format=json > "$work/annals.json" 2> "$work/log"
(cd "$here" && node --single-threaded peers.mjs "$work/text.jsonl" "$work/peers.json")
python3 "$here/ratios.py" "$work/annals.json" "$work/peers.json"
