#!/usr/bin/python3
"""events.py: `$CLI_PROGRAM event` on this machine's kernel: how it ends, what scripts read of it, and what it does where
the host cannot be watched.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from kernel import PROGRAM, run  # noqa: E402

NAME = f"virmemctl-event-{os.getpid()}"
SYSTEM = [PROGRAM, "-c", "cgroup:///system"]
SECONDS = 30


class Watch:
    """`event` with these words; what it prints is in a file."""

    def __init__(self, *words, before=(), options=()):
        self.output = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([*before, *SYSTEM, *options, "event", "--timeout", str(SECONDS), *words],
                                        stdout=self.output, stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.output.close()

    def text(self):
        return os.pread(self.output.fileno(), 1 << 20, 0).decode()

    def shows(self, pattern):
        """Waits until this is printed."""
        end = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.text())):
            if time.monotonic() > end:
                raise AssertionError(f"no {pattern!r} in {self.text()!r}")
            time.sleep(0.02)
        return found

    def begins(self):
        """Waits until it tells of what happens: sets go on until one is told."""
        for kib in range(60000, 65000):
            run("memtune", NAME, str(kib))
            if "tunable" in self.text():
                return
        raise AssertionError("nothing is told")

    def end(self, number):
        """Its exit status, after a signal."""
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


class Events(unittest.TestCase):
    def setUp(self):
        run("run", "--name", NAME, "--memory", "64M", "--", "sleep", "1000")
        self.addCleanup(run, "destroy", NAME)

    def test_an_interrupt_ends_it_as_virsh(self):
        with Watch("--all", "--loop") as watch:
            watch.begins()
            self.assertEqual(watch.end(signal.SIGINT), 0)
            watch.shows(r"event loop interrupted\nevents received: \d+\n\n\Z")

    def test_each_line_is_json(self):
        with Watch("--all", "--loop", options=["--json"]) as watch:
            watch.begins()
            run("memtune", NAME, "-1")
            watch.shows(r'"memtune.hard_limit":null')
            self.assertEqual(watch.end(signal.SIGINT), 0)
            lines = [json.loads(line) for line in watch.text().splitlines()]
            self.assertEqual(lines[-1], {"received": len(lines) - 1, "timed_out": False, "interrupted": True})

    def test_no_limit_has_a_word(self):
        with Watch("--event", "tunable", "--loop") as watch:
            watch.begins()
            run("memtune", NAME, "-1")
            watch.shows(r"memtune\.hard_limit: unlimited\n")

    def test_a_closed_output_ends_it(self):
        command = [*SYSTEM, "event", "--all", "--loop", "--timeout", str(SECONDS)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            end = time.monotonic() + SECONDS / 2
            for kib in range(60000, 65000):
                if process.poll() is not None or time.monotonic() > end:
                    break
                run("memtune", NAME, str(kib))
            self.assertEqual((process.poll(), process.stderr.read() if process.poll() is not None else b""), (0, b""))

    def test_without_inotify_it_polls_and_says_so(self):
        limited = ["unshare", "-Ur", "sh", "-c",
                   'echo 0 >/proc/sys/user/max_inotify_instances && exec "$@"', "sh"]
        if subprocess.run([*limited, "true"], stderr=subprocess.DEVNULL, check=False).returncode:
            self.skipTest("needs a user namespace")
        with Watch("--all", "--loop", before=limited) as watch:
            watch.shows("warning: not all changes of this host can be watched .*every 500 ms")
            name = f"{NAME}-b"
            for _ in range(20):
                run("run", "--name", name, "--memory", "16M", "--", "sleep", "1000")
                time.sleep(1)
                run("destroy", name)
                if name in watch.text():
                    break
            watch.shows(rf"'lifecycle' for domain '{name}': Started Booted")
            watch.shows(rf"'lifecycle' for domain '{name}': Stopped Destroyed")


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
