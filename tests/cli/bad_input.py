#!/usr/bin/python3
"""bad_input.py: every command of $CLI_PROGRAM with command lines that are wrong, on libvirt's test driver: it says so
and ends with the documented status. The commands and their options are those that `help` lists.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re
import shlex
import subprocess
import sys
import unittest

PROGRAM = os.environ["CLI_PROGRAM"]
LINES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt")
SIZES = ("1.5G", "-5", "16E", "10 M", "", "99999999999999999999")
SECONDS = 30


def run(*words, uri="test:///default", **options):
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([PROGRAM, "-c", uri, *words], text=True, check=False, timeout=SECONDS, **options)


def commands():
    listed = run("help").stdout.partition("Commands:")[2].partition("Options:")[0]
    return re.findall(r"^  ([a-z][a-z-]+) ", listed, re.M)


class BadInput(unittest.TestCase):
    def ends(self, words, *statuses):
        """A command line ends with one of these statuses, and says why if that is not 0."""
        done = run(*words)
        said = f"{words}: status {done.returncode}: {done.stderr}"
        self.assertIn(done.returncode, statuses, said)
        self.assertEqual(done.stderr.startswith("error: "), done.returncode != 0, said)
        return done

    def test_there_are_commands(self):
        self.assertGreater(len(commands()), 50)

    def test_no_command(self):
        done = run()
        self.assertEqual((done.returncode, done.stderr.splitlines()[0]), (2, "error: no command is given"))
        self.assertIn("Commands:", done.stderr)
        # With no option in front either.
        done = subprocess.run([PROGRAM], text=True, stderr=subprocess.PIPE, check=False, timeout=SECONDS)
        self.assertEqual(done.stderr.splitlines()[0], "error: no command is given")

    def test_no_too_many_and_wrong_words(self):
        for command in commands():
            with self.subTest(command):
                self.ends([command], 0, 1, 2)
                # A program is started with as many words as there are.
                if command != "help":
                    self.ends([command, *["nosuch"] * 20], 1, 2)
                self.ends([command, "--nosuch"], 2)
                self.ends([command, "--domain"], 2)
                for domain in ("no such domain", "", "ä" * 300):
                    self.ends([command, domain], 1, 2)

    def test_what_is_no_size(self):
        count = 0
        for command in commands():
            for option in re.findall(r"(--[a-z-]+) <SIZE>", run(command, "--help").stdout):
                count += 1
                for size in SIZES:
                    with self.subTest(f"{command} {option} {size!r}"):
                        self.assertIn(f"size '{size}' ", self.ends([command, option, size], 2).stderr)
        self.assertGreater(count, 10)

    def test_numbers(self):
        for words in (["attach", "1.5"], ["attach", ""], ["attach", "99999999999"], ["vcpupin", "test", "-1", "0"],
                      ["blkiotune", "test", "-5"], ["run", "--cpu-percent", "-5", "--", "sleep", "1"],
                      ["schedinfo", "test", "--set", "weight"], ["schedinfo", "test", "--set", "weight=x"],
                      ["schedinfo", "test", "--set", ""], ["schedinfo", "test", "--set"]):
            self.ends(words, 2)
        for words in (["attach", "-5"], ["attach", "0"], ["dommemstat", "test", "--period", "-1"], ["freecell", "-1"],
                      ["schedinfo", "test", "--set", "nosuch=1"], ["vcpupin", "test", "0", ""]):
            self.ends(words, 1)

    def test_command_lines_without_a_command(self):
        for words in ([], [""], [" "], ["-x"], ["--json"], ["help", "nosuch"]):
            self.ends(words, 2)
        self.assertIn("Usage: virmemctl memtune", self.ends(["help", "memtune"], 0).stdout)
        for uri in ("nosuch:///", "a b", "test:///nosuch.xml"):
            self.assertEqual(run("uri", uri=uri).returncode, 1)

    def test_a_closed_output_is_no_failure(self):
        with open(LINES, encoding="utf-8") as lines:
            tried = [words for line in lines if (words := shlex.split(line, comments=True))]
        for words in tried:
            with self.subTest(words):
                read = run(*words)
                reader, writer = os.pipe()
                os.close(reader)
                with os.fdopen(writer, "w") as closed:
                    done = run(*words, stdout=closed)
                self.assertEqual((done.returncode, done.stderr), (read.returncode, read.stderr))


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
