#!/usr/bin/env python3
"""Kills the program again and again while it decides and builds: tests/crash/kill.py PROGRAM [TIMES] [SEED].

Half of the times it is a server that receives decisions over HTTP and is killed among them, half of the times a build that reads changed files.
After each kill every decision that was acknowledged must be in the case, and the file must pass SQLite's integrity check.
"""
import http.client
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse


def corrections(program, case):
    lines = subprocess.run([program, "corrections", case, "--jsonl"], check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["arguments"][-1] for line in lines.splitlines()]


def check(program, case, acknowledged):
    kept = set(corrections(program, case))  # opening the case rolls back what was not finished
    lost = [text for text in acknowledged if text not in kept]
    if lost:
        sys.exit(f"lost: {lost}")
    state = sqlite3.connect(f"file:{urllib.parse.quote(case)}?mode=ro", uri=True).execute("PRAGMA integrity_check").fetchone()[0]
    if state != "ok":
        sys.exit(f"the file is damaged: {state}")


def serve_and_kill(program, case, acknowledged, turn, choose):
    server = subprocess.Popen([program, "serve", case], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    url = urllib.parse.urlsplit(server.stdout.readline().split()[-1])
    cookie = f"annals-{url.port}=" + urllib.parse.parse_qs(url.query)["token"][0]
    killer = threading.Timer(choose.uniform(0.02, 0.5), server.kill)
    killer.start()
    try:
        for number in range(1000):
            text = f"note {turn}.{number}"
            connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
            body = json.dumps({"action": "note", "arguments": ["case", text]})
            connection.request("POST", "/api/v1/corrections", body, {"Cookie": cookie, "Content-Type": "application/json"})
            if connection.getresponse().status == 201:
                acknowledged.append(text)
            connection.close()
    except (OSError, http.client.HTTPException):
        pass  # it is dead
    killer.join()
    server.wait()


def build_and_kill(program, case, folder, turn, choose):
    for number in range(3):
        (folder / f"letter{choose.randrange(20)}.txt").write_text(f"On {1 + turn % 28} May 20{10 + number} Ana Prado sued Lumen Works.\n")
    building = subprocess.Popen([program, "build", "--quiet", case, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(choose.uniform(0.005, 0.3))
    building.kill()
    building.wait()


def main():
    program, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    choose = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as name:
        folder, case = pathlib.Path(name, "in"), str(pathlib.Path(name, "x.annals"))
        folder.mkdir()
        (folder / "letter0.txt").write_text("On 3 May 2020 Ana Prado founded Lumen Works.\n")
        subprocess.run([program, "build", "--quiet", case, str(folder)], check=True)
        acknowledged = []
        for turn in range(times):
            if turn % 2:
                build_and_kill(program, case, folder, turn, choose)
            else:
                serve_and_kill(program, case, acknowledged, turn, choose)
            check(program, case, acknowledged)
    print(f"killed {times} times; {len(acknowledged)} decisions acknowledged, none lost; the file is whole")


main()
