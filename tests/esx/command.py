#!/usr/bin/python3
"""command.py: the command $CLI_PROGRAM on an ESX host and on a vCenter.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import subprocess
import tempfile
import unittest

from simulator import Simulator

PROGRAM = os.environ["CLI_PROGRAM"]
SECONDS = 60
AUTH = "[credentials-one]\nusername=root\npassword=secret\n[auth-esx-default]\ncredentials=one\n"


class Command(unittest.TestCase):
    NAME, OPTIONS = "ha-host_VM0", ()

    @classmethod
    def setUpClass(cls):
        cls.auth = tempfile.NamedTemporaryFile("w", prefix="virmemctl-esx.")
        cls.auth.write(AUTH)
        cls.auth.flush()

    @classmethod
    def tearDownClass(cls):
        cls.auth.close()

    def setUp(self):
        self.host = Simulator(*self.OPTIONS)
        self.addCleanup(self.host.end)
        self.session = self.host.session()

    def run_it(self, *words, uri=None, before=(), status=0, errors=False):
        """Its standard output; of one that fails, or with `errors`, its standard error."""
        environment = {**os.environ, "LD_LIBRARY_PATH": "", "LIBVIRT_AUTH_FILE": self.auth.name, "LC_ALL": "C"}
        done = subprocess.run([PROGRAM, *before, "-c", uri or self.host.uri(), *words], text=True, env=environment,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, status, f"{words}: {done.stdout}{done.stderr}")
        self.assertNotIn("secret", done.stdout + done.stderr)
        return done.stderr if errors or status else done.stdout

    def test_list_and_info(self):
        self.assertRegex(self.run_it("list"), rf"{self.NAME} +running")
        self.session.task("PowerOffVM_Task", self.NAME)
        self.assertNotIn(self.NAME, self.run_it("list"))
        self.assertRegex(self.run_it("list", "--all"), rf"- +{self.NAME} +shut off")
        found = self.run_it("dominfo", self.NAME)
        self.assertRegex(found, r"Max memory: +32768 KiB")
        self.assertRegex(found, r"State: +shut off")
        self.assertEqual(self.run_it("domuuid", self.NAME).strip(), self.session.value(self.NAME, "config.uuid"))

    def test_memtune(self):
        self.run_it("memtune", self.NAME, "--hard-limit", "40M", "--min-guarantee", "16M")
        self.assertEqual(self.session.allocation(self.NAME), (16, 40, 320, "normal"))
        found = self.run_it("memtune", self.NAME)
        self.assertRegex(found, r"hard_limit *: 40960\n")
        self.assertRegex(found, r"min_guarantee *: 16384\n")
        self.assertRegex(found, r"memory_shares *: -2\n")
        told = json.loads(self.run_it("--json", "memtune", self.NAME))
        self.assertEqual((told["hard_limit"], told["min_guarantee"], told["memory_shares"]), (40960, 16384, -2))
        self.run_it("memtune", self.NAME, "--hard-limit", "-1", "--memory-shares", "high")
        self.assertEqual(self.session.allocation(self.NAME), (16, -1, 640, "high"))
        self.assertIn("soft_limit", self.run_it("memtune", self.NAME, "--soft-limit", "20M", status=1))

    def test_what_is_rounded_is_told(self):
        for words, says in ((("memtune", self.NAME, "--hard-limit", "16385"), "hard_limit 16385 KiB is 17 MB"),
                            (("setmem", self.NAME, "20481"), "memory 20481 KiB is 21 MB")):
            self.assertIn(says, self.run_it(*words, errors=True))
        self.assertEqual(self.run_it("memtune", self.NAME, "--hard-limit", "20M", errors=True), "")

    def test_schedinfo(self):
        self.run_it("schedinfo", self.NAME, "--set", "limit=1000", "--set", "shares=-3")
        self.assertEqual(self.session.allocation(self.NAME, "cpu"), (0, 1000, 2000, "high"))
        found = self.run_it("schedinfo", self.NAME)
        for line in (r"Scheduler *: allocation", r"reservation *: 0", r"limit *: 1000", r"shares *: -3"):
            self.assertRegex(found, line)

    def test_sizes(self):
        self.run_it("setmem", self.NAME, "20M")
        self.assertEqual(self.session.allocation(self.NAME)[1], 20)
        self.run_it("destroy", self.NAME)
        self.run_it("setmaxmem", self.NAME, "64M")
        self.assertEqual(self.session.value(self.NAME, "config.hardware.memoryMB"), "64")

    def test_states(self):
        for command, state in (("suspend", "suspended"), ("resume", "poweredOn"), ("destroy", "poweredOff"),
                               ("start", "poweredOn"), ("shutdown", "poweredOff")):
            self.run_it(command, self.NAME)
            self.assertEqual(self.session.value(self.NAME, "runtime.powerState"), state)
        self.assertIn("shut off", self.run_it("domstate", self.NAME))

    def test_statistics(self):
        self.assertIn("balloon.rss=", self.run_it("domstats", self.NAME))
        self.assertRegex(self.run_it("dommemstat", self.NAME), r"(?m)^rss \d+$")
        self.run_it("memtune", self.NAME, "--hard-limit", "40M")
        found = self.run_it("top", "--batch", "-n", "2")
        self.assertGreaterEqual(found.count(self.NAME), 2)
        told = {name: 1024 * int(self.session.value(self.NAME, f"summary.quickStats.{property_name}"))
                for name, property_name in (("used", "hostMemoryUsage"), ("working_set", "guestMemoryUsage"),
                                            ("swap", "swappedMemory"))}
        wanted = {**told, "hard_limit": 40960}
        top = json.loads(self.run_it("--json", "top", "--batch", "-n", "1"))
        one = next(each for each in top["domains"] if each["name"] == self.NAME)
        self.assertEqual({name: one.get(name) for name in wanted}, wanted)
        limits = next(line for line in self.run_it("limits").splitlines() if self.NAME in line)
        self.assertIn(f"{told['used'] / 1024:.1f}", limits)
        found = self.run_it("domstats", "--memtune", "--enforce", self.NAME)
        self.assertIn("memtune.hard_limit=40960", found)
        self.assertIn(f"memtune.usage={told['used']}", found)
        self.assertRegex(self.run_it("suggest", self.NAME), r"\d")

    def test_document(self):
        self.run_it("memtune", self.NAME, "--hard-limit", "40M")
        self.assertIn("<hard_limit unit='KiB'>40960</hard_limit>", self.run_it("dumpxml", self.NAME))

    def test_host(self):
        self.assertRegex(self.run_it("nodeinfo"), r"CPU\(s\): +2")
        self.assertRegex(self.run_it("hostname"), r"\w")
        self.assertIn("ESX", self.run_it("version"))

    def test_errors(self):
        self.assertIn("nobody", self.run_it("dominfo", "nobody", status=1))
        self.assertIn("error: ", self.run_it("list", uri="esx://root@127.0.0.1:1/?no_verify=1", status=1))
        self.assertIn("error: ", self.run_it("list", uri=self.host.uri(query="no_verify=0"), status=1))


class Center(Command):
    NAME, OPTIONS = "DC0_H0_VM0", ("-vpx",)


unittest.main()
