#!/usr/bin/python3
"""top.py: `$CLI_PROGRAM top` on this machine's kernel, in a terminal and in tables.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from kernel import MIB, PROGRAM, held, run  # noqa: E402
from terminal import SECONDS, Terminal, until  # noqa: E402

NAME = f"virmemctl-top-{os.getpid()}"
SYSTEM = "cgroup:///system"
SIZES = ["1.5G", "-5", "16E", "10 M", ""]


def domain(suffix, *words):
    """A new domain: its name and its process."""
    name = f"{NAME}-{suffix}"
    command = ["run", "--name", name, "--memory", "64M", "--", *(words or ["sleep", "1000"])]
    run(*command)
    return name, int(run("-q", "domid", name)[0])


def end(name):
    subprocess.run([PROGRAM, "-c", SYSTEM, "destroy", name], check=False, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def hard_limit(pid):
    return held(pid, "memory", "memory.limit_in_bytes")


def names(lines):
    """The names of the rows of a screen, from the top; a selected one has > in front."""
    return [found.group() for line in lines if (found := re.match(rf".{NAME}-\w+", line))]


class Live(unittest.TestCase):
    def setUp(self):
        self.names = []
        self.addCleanup(lambda: [end(name) for name in self.names])
        self.first, self.pid = self.new("a")
        self.second, _ = self.new("b")

    def new(self, suffix, *words):
        made = domain(suffix, *words)
        self.names.append(made[0])
        return made

    def top(self, *words, uri=SYSTEM, before=(), **size):
        return Terminal(PROGRAM, "-c", uri, *before, "top", *words, **size)

    def selected(self, *words):
        """A terminal with the first domain selected, ordered by names."""
        terminal = self.top("--sort", "name", "--filter", NAME, *words)
        terminal.shows(self.first, self.second, "? keys")
        terminal.keys("Down")
        terminal.shows(f">{self.first}")
        return terminal

    def test_a_limit_is_changed(self):
        with self.selected() as terminal:
            terminal.keys("L")
            terminal.shows("hard limit of", "(64M), new size:")
            terminal.type("48M")
            terminal.keys("Enter")
            terminal.shows("hard limit 64M -> 48M of", "? y/n")
            self.assertEqual(hard_limit(self.pid), 64 * MIB)
            terminal.keys("y")
            terminal.shows("changed: hard limit 64M -> 48M", "48.0M")
            self.assertEqual(hard_limit(self.pid), 48 * MIB)
            terminal.keys("S")
            terminal.shows("soft limit of", "(unlimited), new size:")
            terminal.type("32M")
            terminal.keys("Enter")
            terminal.shows("? y/n")
            terminal.keys("y")
            terminal.shows("changed: soft limit")
            self.assertEqual(held(self.pid, "memory", "memory.soft_limit_in_bytes"), 32 * MIB)

    def test_nothing_is_changed(self):
        with self.selected() as terminal:
            terminal.keys("L")
            for size in SIZES:
                terminal.shows("new size:")
                terminal.keys("C-u")
                terminal.type(size)
                terminal.keys("Enter")
                terminal.shows(f"size '{size}' ")
            terminal.keys("C-u")
            terminal.type("0")
            terminal.keys("Enter")
            terminal.shows("64M -> 0K of")
            terminal.keys("y")
            terminal.shows("not changed: ")
            terminal.keys("L")
            terminal.type("48M")
            terminal.keys("Enter")
            terminal.shows("? y/n")
            terminal.keys("n")
            terminal.shows("nothing changed: hard limit of")
            terminal.keys("g")
            terminal.shows("this host has no guarantee")
            self.assertEqual(hard_limit(self.pid), 64 * MIB)

    def test_read_only(self):
        with self.top(before=["-r"]) as terminal:
            terminal.shows(self.first)
            terminal.keys("Down", "L")
            terminal.shows("read-only")
            self.assertEqual(hard_limit(self.pid), 64 * MIB)

    def test_filter_and_order(self):
        with self.top() as terminal:
            terminal.shows(self.first, self.second)
            terminal.keys("/")
            terminal.type(f"{self.second.upper()}")
            self.assertEqual(names(terminal.shows_no(self.first)), [f" {self.second}"])
            terminal.keys("Enter")
            terminal.shows("1 with", "? keys")
            terminal.keys("/", "C-u")
            terminal.type(NAME)
            terminal.keys("Enter", "<")
            lines = terminal.shows("by Name,", self.first)
            self.assertEqual(names(lines), [f" {self.first}", f" {self.second}"])
            terminal.keys("r")
            lines = terminal.shows("by Name, reversed")
            self.assertEqual(names(lines), [f" {self.second}", f" {self.first}"])
            terminal.keys("?")
            terminal.shows("these keys")
            terminal.keys(*["Down"] * 9)
            terminal.shows("change the hard limit")

    def test_a_domain_ends(self):
        third, pid = self.new("c")
        with self.selected() as terminal:
            terminal.shows(third)
            terminal.keys("End")
            terminal.shows(f">{third}")
            end(self.first)
            lines = terminal.shows_no(self.first)
            self.assertEqual(names(lines), [f" {self.second}", f">{third}"])
            terminal.keys("L")
            terminal.shows("new size:")
            os.kill(pid, signal.SIGKILL)
            terminal.shows(f"'{third[:20]}", "has ended")
            self.assertEqual(names(terminal.lines()), [f">{self.second}"])

    def test_a_domain_begins(self):
        with self.selected() as terminal:
            third, _ = self.new("c")
            terminal.shows(third)

    def test_a_small_terminal(self):
        with self.top("--filter", NAME, "--delay", "1000", width=20, height=5) as terminal:
            lines = terminal.shows("? keys")
            self.assertEqual(len(lines), 5)
            self.assertIn(" domains, ", lines[0])
            self.assertEqual(lines[1].split(), ["Name", "Used"])
            self.assertTrue(all(line.startswith(" virmemctl-") for line in lines[2:4]), lines)
            terminal.resize(120, 20)
            terminal.shows(self.first, "Work set", "Use over time")
            terminal.resize(1, 1)
            terminal.resize(20, 5)
            terminal.keys("Down")
            terminal.shows(">virmemctl-")

    def test_ends(self):
        for key in ("C-c", "q"):
            with self.top() as terminal:
                terminal.shows(self.first)
                terminal.keys(key)
                self.assertEqual(terminal.status(), 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.top("--delay", "1000") as terminal:
                terminal.shows(self.first)
                os.kill(terminal.pid(), number)
                self.assertEqual(terminal.status(), 128 + number)

    def test_the_terminal_is_closed(self):
        with self.top() as terminal:
            terminal.shows(self.first)
            pid = terminal.pid()
            terminal.tmux("kill-server")
            until("the end", lambda: not os.path.exists(f"/proc/{pid}"))

    def test_an_unfinished_key_does_not_stop_it(self):
        with self.top("--filter", NAME) as terminal:
            terminal.shows(self.first)
            terminal.tmux("send-keys", "-H", "1b", "5b")
            end(self.first)
            terminal.shows_no(self.first)

    def test_the_test_driver(self):
        with self.top(uri="test:///default") as terminal:
            terminal.shows("1 domain,", " test ")
            terminal.keys("Down", "L")
            terminal.shows("hard limit of 'test'")
            terminal.type("1G")
            terminal.keys("Enter")
            terminal.shows("-> 1G of 'test'? y/n")
            terminal.keys("y")
            terminal.shows("changed: hard limit")


class Tables(unittest.TestCase):
    def setUp(self):
        self.name, self.pid = domain("busy", "sh", "-c", "while :; do :; done")
        self.addCleanup(end, self.name)

    def test_text(self):
        text = run("top", "--batch", "-n", "2", "-d", "0.1", "--filter", self.name)[0]
        tables = text.split("\n\n")
        self.assertEqual([len(table.splitlines()) for table in tables], [4, 4, 0])
        time, head, _, row = tables[0].splitlines()
        self.assertRegex(time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertEqual(head.split()[:3], ["Name", "Used", "Limit"])
        self.assertEqual(row.split()[0], self.name)
        self.assertEqual(row.split()[2], "64.0M")
        self.assertEqual(len(run("-q", "top", "-b", "-n", "1", "-d", "0.1", self.name)[0].splitlines()), 1)

    def test_json_and_the_rate_of_cpu_time(self):
        before = held(self.pid, "cpuacct", "cpuacct.usage")
        text = run("top", "--batch", "--json", "-n", "3", "-d", "0.2", "--filter", self.name)[0]
        used = held(self.pid, "cpuacct", "cpuacct.usage") - before
        found = [json.loads(line)["domains"][0] for line in text.splitlines()]
        self.assertEqual([(row["name"], row["hard_limit"]) for row in found], [(self.name, 65536)] * 3)
        told = sum(row["cpu_percent"] / 100 * 0.2e9 for row in found)
        self.assertTrue(0 < told <= used, (told, used))

    def test_a_closed_output_ends_it(self):
        command = [PROGRAM, "-c", SYSTEM, "top", "--batch", "-d", "0.1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual((process.wait(SECONDS), process.stderr.read()), (0, b""))

    def test_no_terminal(self):
        self.assertIn("standard input is no terminal", run("top", status=1, stdin=subprocess.DEVNULL)[1])
        with Terminal("sh", "-c", f"{PROGRAM} -c test:///default top | cat") as terminal:
            terminal.shows("standard output is no terminal")

    def test_what_is_wrong(self):
        for words in (["-d", "0"], ["-d", "x"], ["-d", "nan"], ["-d", ""], ["-d", "-1"], ["-n", "1"],
                      ["-b", "-n", "0"], ["-b", "-n", "1.5"], ["--sort", "nosuch"], ["--nosuch"], ["--json"],
                      ["a", "name", "1", "b"]):
            said = run("top", *words, status=2, stdin=subprocess.DEVNULL)[1]
            self.assertTrue(said.startswith("error: "), (words, said))


if __name__ == "__main__":
    if not shutil.which("tmux"):
        print("SKIP: needs tmux")
        sys.exit(77)
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
