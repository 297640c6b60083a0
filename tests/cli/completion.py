#!/usr/bin/python3
"""completion.py: completion in an interactive bash, by the script of `$CLI_PROGRAM completion bash`.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from terminal import Terminal  # noqa: E402

PROGRAM = os.environ["CLI_PROGRAM"]
NAMES = ["plain", "with blank", "with:colon", "with$(dollar)"]
HOST = "<node>" + "".join(f"<domain type='test'><name>{name}</name><memory>1024</memory><os><type>hvm</type></os></domain>"
                          for name in NAMES) + "</node>"


class Bash(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix="virmemctl-completion-")
        cls.addClassCleanup(cls.directory.cleanup)
        cls.host = f"{cls.directory.name}/host.xml"
        with open(cls.host, "w", encoding="utf-8") as host:
            host.write(HOST)
        os.symlink(PROGRAM, f"{cls.directory.name}/virmemctl")
        start = f"{cls.directory.name}/start"
        script = subprocess.run([PROGRAM, "completion", "bash"], check=True, text=True, stdout=subprocess.PIPE).stdout
        with open(start, "w", encoding="utf-8") as file:
            file.write(f"cd {cls.directory.name}; PATH={cls.directory.name}:$PATH PS1='ready> '; export LIBVIRT_DEFAULT_URI=test://{cls.host}\n"
                       f"{script}")
        cls.shell = ["bash", "--noprofile", "--rcfile", start, "-i"]

    def completed(self, typed, expected):
        """What stands on the line once Tab was pressed behind `typed`."""
        with Terminal(*self.shell, width=120) as terminal:
            terminal.shows("ready>")
            terminal.type(typed)
            terminal.keys("Tab")
            terminal.shows(f"ready> {expected}")

    def test_commands_options_and_names(self):
        self.completed("virmemctl domin", "virmemctl dominfo")
        self.completed("virmemctl memtune --hard", "virmemctl memtune --hard-limit")
        self.completed("virmemctl memtune pl", "virmemctl memtune plain")
        self.completed("virmemctl memtune --domain pl", "virmemctl memtune --domain plain")
        self.completed("virmemctl memtune --domain=pl", "virmemctl memtune --domain=plain")
        self.completed("virmemctl event --event metad", "virmemctl event --event metadata-change")
        self.completed("virmemctl help memt", "virmemctl help memtune")

    def test_behind_a_uri(self):
        self.completed("virmemctl -c test:///default dominfo te", "virmemctl -c test:///default dominfo test")
        self.completed("X=1 virmemctl --connect=test:///default dominfo te",
                       "X=1 virmemctl --connect=test:///default dominfo test")

    def test_names_that_a_shell_would_take_apart(self):
        self.completed("virmemctl dominfo with\\ ", "virmemctl dominfo with\\ blank")
        self.completed('virmemctl dominfo "with ', 'virmemctl dominfo "with blank"')
        self.completed("virmemctl dominfo 'with ", "virmemctl dominfo 'with blank'")
        self.completed("virmemctl dominfo with:", "virmemctl dominfo with:colon")
        self.completed("virmemctl dominfo with:co", "virmemctl dominfo with:colon")
        self.completed("virmemctl dominfo with\\$", "virmemctl dominfo with\\$\\(dollar\\)")
        self.completed("virmemctl dominfo --domain=with:", "virmemctl dominfo --domain=with:colon")


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
