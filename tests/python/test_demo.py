#!/usr/bin/env python3
"""Runs demo/memtune.py: to its end, and interrupted. Its exit status is as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re
import signal
import subprocess
import sys
import time
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DEMO = os.path.join(ROOT, "demo", "memtune.py")
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
URI = os.environ.get("VIRMEMCTL_TEST_URI") or "test:///default"

HELD = "memtune: the kernel held the limit; everything is cleaned up."
KEPT = "memtune: the test driver kept the values; no kernel was involved."
INTERRUPTED = "memtune: interrupted; everything is cleaned up."
ATTACHED = re.compile(r"Attached process (\d+) as domain 'memtune-demo-\1'")
SECONDS = 30


def start(**more):
    environment = {**os.environ, "LIBVIRT_DEFAULT_URI": URI, **more}
    return subprocess.Popen([sys.executable, DEMO], env=environment, text=True,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)


def groups_of(pid):
    """Groups of the child's domain, in any hierarchy."""
    name = f"virmemctl-memtune-demo-{pid}"
    return [os.path.join(folder, name)
            for folder, folders, _ in os.walk("/sys/fs/cgroup") if name in folders]


class Demo(unittest.TestCase):
    def run_to_its_end(self, process):
        self.addCleanup(process.kill)
        output, _ = process.communicate(timeout=SECONDS)
        return process.returncode, output

    def assert_nothing_left(self, pid):
        self.assertEqual(groups_of(pid), [])
        self.assertFalse(os.path.exists(f"/proc/{pid}"), f"process {pid} is left")

    @unittest.skipUnless(KIND == "test", "kind test")
    def test_on_the_test_driver(self):
        code, output = self.run_to_its_end(start())
        self.assertEqual((code, output.splitlines()[-1]), (0, KEPT), output)

    @unittest.skipUnless(KIND == "test", "kind test")
    def test_goes_on_where_nothing_can_be_set(self):
        code, output = self.run_to_its_end(start(LIBVIRT_DEFAULT_URI="nonsense:///x"))
        lines = output.splitlines()
        self.assertIn("No limits can be set here", lines[0])
        self.assertIn("nonsense:///x", lines[0])
        self.assertEqual((code, lines[-1]), (0, KEPT), output)

    @unittest.skipUnless(KIND == "kernel", "kind kernel")
    def test_on_a_kernel(self):
        code, output = self.run_to_its_end(start())
        self.assertEqual((code, output.splitlines()[-1]), (0, HELD), output)
        self.assertIn("stopped it with signal 9", output)
        self.assert_nothing_left(ATTACHED.search(output).group(1))

    @unittest.skipUnless(KIND == "kernel", "kind kernel")
    def test_interrupted(self):
        for number, pause in (signal.SIGINT, 0), (signal.SIGINT, 0.3), (signal.SIGTERM, 0.1):
            with self.subTest(number=number, pause=pause):
                self.interrupt(number, pause)

    def interrupt(self, number, pause):
        process = start()
        self.addCleanup(process.kill)
        seen = ""
        for line in process.stdout:
            seen += line
            attached = ATTACHED.search(line)
            if attached:
                break
        self.assertIn("Attached", seen)
        pid = attached.group(1)
        self.assertNotEqual(groups_of(pid), [])
        time.sleep(pause)
        process.send_signal(number)
        code, output = self.run_to_its_end(process)
        self.assertEqual((code, output.splitlines()[-1]), (130, INTERRUPTED), seen + output)
        self.assert_nothing_left(pid)


if __name__ == "__main__":
    if KIND not in ("test", "kernel"):
        print("SKIP: only for kinds test and kernel")
        sys.exit(77)
    unittest.main()
