#!/usr/bin/python3
"""top_cost.py PROGRAM HOLDER: the live view of 1,000 domains in real groups, read each second, uses less than 2 % of
one CPU: the CPU time of the process over the time that has passed. To be started by benches/confined.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "benches")]

import hosts  # noqa: E402
from terminal import Terminal  # noqa: E402

DOMAINS = 1000
MOST = 0.02
SECONDS = 15


def cpu_time(pid):
    """CPU time of all of a process's threads, in seconds."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def share(pid):
    used, begin = cpu_time(pid), time.monotonic()
    time.sleep(SECONDS)
    return (cpu_time(pid) - used) / (time.monotonic() - begin)


def main(program, holder):
    host = hosts.RealHost(holder)
    host.grow(DOMAINS)
    with Terminal(program, "-c", "cgroup:///system", "top", width=150, height=50) as terminal:
        terminal.shows(f"{DOMAINS} domains,", "every 1s")
        used = share(terminal.pid())
        host.grow(DOMAINS + 1)
        terminal.shows(f"{DOMAINS + 1} domains,")
    host.close()
    said = f"{used:.2%} of a CPU for {DOMAINS} domains, wanted less than {MOST:.0%}"
    if used >= MOST:
        sys.exit(f"FAIL: {said}")
    print(f"PASSED: {said}")


main(*sys.argv[1:])
