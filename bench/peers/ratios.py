#!/usr/bin/env python3
"""Prints what bench/peers/times.sh measured: python3 ratios.py ANNALS.json PEERS.json"""
import json
import sys


def main():
    speeds = {}
    for run in json.load(open(sys.argv[1], encoding="utf-8"))["benchmarks"]:
        if run["run_type"] == "iteration":
            seconds = run["cpu_time"] / 1000
            name = run["run_name"].split("/")[0]
            speeds[name] = max(speeds.get(name, 0), run["bytes"] / 1e6 / seconds)
    ours = speeds["and_times_and_quantities"]
    print("Megabytes a second of processor time, one thread; how many times faster Annals is.\n")
    rows = [("Annals, times and quantities, from bytes", ours),
            ("ICU, word segmentation alone", speeds["icu_word_segmentation"])]
    for way in sorted(json.load(open(sys.argv[2], encoding="utf-8")), key=lambda w: (w["peer"], -w["mb_per_s"])):
        rows.append((f"{way['peer']}: {way['way']}", way["mb_per_s"]))
    for name, speed in rows:
        print(f"{name:75} {speed:10.4f} {ours / speed:9.2f} x")


main()
