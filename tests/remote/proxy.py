#!/usr/bin/python3
"""proxy.py LIBRARY: a client and a real daemon, between them a proxy that is bad in one way at places which its
seed tells. The client ends in time, without a crash, in bounded memory, and with an error of libvirt's for what
failed; with what only delays, it prints what it prints without a proxy.

The environment tells the daemon (REMOTE_WORK of with-daemon).

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import concurrent.futures
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ["REMOTE_WORK"]
SEEDS = int(os.environ.get("REMOTE_SEEDS", "12"))
# How long a client may take, and how long after it was spoiled the proxy closes a connection: a call that has
# become a message is never answered.
SECONDS, SPOILED = 30, 4
# Of these nothing is felt. Each other kind has to be felt with one of the seeds at least: else the proxy does not
# spoil what it says.
UNFELT = ("split", "delay")
# How much more memory than without a proxy, in KiB.
GROWTH = 40 << 10
DOMAIN = ("<domain type='test'><name>one</name><uuid>11111111-2222-3333-4444-555555555501</uuid>"
          "<memory>262144</memory><os><type>hvm</type></os></domain>")


class Way:
    """How one direction of a connection is bad."""

    def __init__(self, kind, seed, direction):
        self.random = random.Random(f"{kind} {seed} {direction}")
        self.kind, self.passed, self.when = kind, 0, None
        # Where it happens, in bytes; most of a connection's bytes are in its first kilobytes.
        self.at = int(self.random.expovariate(1 / 1500)) if direction == seed % 2 else None

    def pieces(self, data):
        """What is sent in its place; None ends the connection."""
        at, self.passed = self.at, self.passed + len(data)
        if self.kind == "split":
            return [data[i:i + 1] for i in range(len(data))] if len(data) < 3000 else [data]
        if self.kind == "delay":
            time.sleep(self.random.random() / 50)
            half = self.random.randrange(len(data) + 1)
            return [data[:half], data[half:]]
        if at is None or self.passed <= at:
            return [data]
        self.at, self.when = None, time.monotonic()
        place = at - (self.passed - len(data))
        return self.spoiled(data, place)

    def spoiled(self, data, place):
        if self.kind == "cut":
            return [data[:place], None]
        if self.kind == "flip":
            flipped = data[place] ^ (1 << self.random.randrange(8))
            return [data[:place] + bytes([flipped]) + data[place + 1:]]
        if self.kind == "repeat":
            return [data, data]
        if self.kind == "garbage":
            return [data[:place], self.random.randbytes(200)]
        # "swap": the halves, in the wrong order.
        return [data[place:], data[:place]]


class Proxy:
    """Stands before the daemon's socket, for one connection."""

    def __init__(self, kind, seed):
        self.path = f"{WORK}/proxy-{kind}-{seed}"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(1)
        self.ways = [Way(kind, seed, direction) for direction in (0, 1)]
        self.spoils = kind not in UNFELT
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        client, _ = self.listener.accept()
        daemon = socket.socket(socket.AF_UNIX)
        daemon.connect(f"{WORK}/libvirt-sock")
        pumps = [threading.Thread(target=self.pump, args=arguments, daemon=True)
                 for arguments in ((self.ways[0], client, daemon), (self.ways[1], daemon, client))]
        for pump in pumps:
            pump.start()
        while all(pump.is_alive() for pump in pumps):
            if any(way.when and time.monotonic() - way.when > SPOILED for way in self.ways):
                break
            time.sleep(0.02)
        for each in (client, daemon):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for pump in pumps:
            pump.join()
        client.close()
        daemon.close()
        self.listener.close()
        os.unlink(self.path)

    def pump(self, way, source, sink):
        try:
            while data := source.recv(65536):
                for piece in way.pieces(data):
                    if piece is None:
                        return
                    sink.sendall(piece)
        except OSError:
            pass


def uri(path):
    return f"test+unix://{WORK}/host.xml?socket={path}"


def steps(library, path):
    """The lines of a client, the KiB that it took, and what is wrong."""
    command = [sys.executable, "-B", f"{HERE}/steps.py", library, uri(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [], 0, f"it takes longer than {SECONDS} s"
    *lines, last = done.stdout.splitlines() or [""]
    if done.returncode or not last.startswith("KiB:"):
        return lines, 0, f"it ends with status {done.returncode} after '{last}': {done.stderr[-400:]}"
    return lines, int(last.split()[1]), None


def faults(lines):
    """Failed calls without an error of libvirt's."""
    return [line for line in lines if line.endswith(": none")]


def tried(library, kind, seed, usual, memory):
    """What is wrong with a run; whether anything failed in it."""
    proxy = Proxy(kind, seed)
    lines, taken, wrong = steps(library, proxy.path)
    if not wrong and (bad := faults(lines)):
        wrong = f"without an error: {bad}"
    if not wrong and taken > memory + GROWTH:
        wrong = f"it takes {taken} KiB, without a proxy {memory}"
    if not wrong and not proxy.spoils and lines != usual:
        wrong = f"it prints otherwise than without a proxy: {sorted(set(lines) ^ set(usual))}"
    return wrong, lines != usual


def main():
    library = sys.argv[1]
    with open(f"{WORK}/host.xml", "w", encoding="ascii") as host:
        host.write(f"<node>{DOMAIN}</node>")
    os.chmod(f"{WORK}/host.xml", 0o644)
    usual, memory, wrong = steps(library, f"{WORK}/libvirt-sock")
    if wrong or any(re.search(r": \d+/\d+$", line) for line in usual):
        sys.exit(f"without a proxy: {wrong or usual}")
    kinds = ["split", "delay", "cut", "flip", "repeat", "garbage", "swap"]
    runs = [(kind, seed) for kind in kinds for seed in range(2 if kind in UNFELT else SEEDS)]
    failures, differ = 0, {kind: 0 for kind in kinds}
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        results = pool.map(lambda run: tried(library, *run, usual, memory), runs)
        for (kind, seed), (wrong, is_other) in zip(runs, results):
            differ[kind] += is_other
            if wrong:
                failures += 1
                print(f"FAILED: {kind}, seed {seed}: {wrong}")
    for kind in kinds:
        if kind not in UNFELT and not differ[kind]:
            failures += 1
            print(f"FAILED: {kind}: felt with none of {SEEDS} seeds")
    if (again := steps(library, f"{WORK}/libvirt-sock"))[0] != usual:
        failures += 1
        print(f"FAILED: the daemon afterwards: {again}")
    print(f"{len(runs)} runs, {failures} failed; of each kind it was felt by: {differ}")
    sys.exit(failures > 0)


main()
