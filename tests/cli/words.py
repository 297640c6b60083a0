#!/usr/bin/python3
"""words.py: runs each command line of words.txt with $CLI_PROGRAM on libvirt's test driver, and prints a line for
each: exit status, how many lines of errors, standard output and standard error. The suite `cli` compares that of virsh
and virmemctl. Where tests/remote/with-daemon runs it, the driver is that daemon's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re
import shlex
import subprocess

PROGRAM = os.environ["CLI_PROGRAM"]
WORK = os.environ.get("REMOTE_WORK")
URI = f"test+unix:///default?socket={WORK}/libvirt-sock" if WORK else "test:///default"
LINES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt")
# Figures of the test driver that grow with the clock.
MOVING = {"dominfo", "domblkstat", "dommemstat", "vcpuinfo"}


def same(line, text):
    """A text without what differs from run to run."""
    return re.sub(r"\d{6,}(\.\d)?", "N", text) if MOVING & set(shlex.split(line)) else text


with open(LINES, encoding="utf-8") as lines:
    for line in lines:
        words = shlex.split(line, comments=True)
        if not words:
            continue
        done = subprocess.run([PROGRAM, "--connect", URI, *words], text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, check=False, env=os.environ | {"LC_ALL": "C"})
        errors = len(re.findall("^error: ", done.stderr, re.M))
        print(f"{line.strip()} -> status {done.returncode} errors {errors} out {same(line, done.stdout)!r} "
              f"err {done.stderr!r}")
