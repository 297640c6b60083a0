#!/usr/bin/python3
"""kernel.py: commands of $CLI_PROGRAM on this machine's kernel, compared with the kernel's files.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import subprocess
import sys
import threading
import time
import unittest

PROGRAM = os.environ["CLI_PROGRAM"]
NAME = f"virmemctl-cli-{os.getpid()}"
MIB = 1 << 20


def run(*words, status=0, **options):
    """Runs a command line: what it prints, and its errors. `status` is what it has to end with."""
    done = subprocess.run([PROGRAM, "-c", "cgroup:///system", *words], text=True, capture_output=True, check=False,
                          timeout=60, **options)
    if done.returncode != status:
        raise AssertionError(f"{words}: status {done.returncode}, expected {status}: {done.stdout} {done.stderr}")
    return done.stdout, done.stderr


def as_json(*words):
    return json.loads(run("--json", *words)[0])


def held(pid, controller, file):
    """What a file of the process's group holds."""
    with open(f"/proc/{pid}/cgroup", encoding="utf-8") as groups:
        for line in groups:
            _, controllers, path = line.strip().split(":", 2)
            if controller in controllers.split(","):
                with open(f"/sys/fs/cgroup/{controller}{path}/{file}", encoding="utf-8") as content:
                    return int(content.read())
    raise AssertionError(f"process {pid} has no group of {controller}")


class Commands(unittest.TestCase):
    def setUp(self):
        run("run", "--name", NAME, "--memory", "64M", "--cpu-percent", "50", "--", "sleep", "1000")
        self.pid = as_json("domid", NAME)["id"]

    def tearDown(self):
        subprocess.run([PROGRAM, "destroy", NAME], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    def test_limits_of_a_run_are_the_kernels(self):
        self.assertEqual(held(self.pid, "memory", "memory.limit_in_bytes"), 64 * MIB)
        self.assertEqual(held(self.pid, "cpu", "cpu.cfs_quota_us"), 50000)
        self.assertEqual(as_json("memtune", NAME)["hard_limit"], 65536)
        self.assertEqual(as_json("schedinfo", NAME)["cpu_limit_percent"], 50)

    def test_sets(self):
        run("memtune", NAME, "--hard-limit", "48M", "--soft-limit", "32768")
        self.assertEqual(held(self.pid, "memory", "memory.limit_in_bytes"), 48 * MIB)
        self.assertEqual(held(self.pid, "memory", "memory.soft_limit_in_bytes"), 32 * MIB)
        run("memtune", NAME, "-1")
        self.assertIsNone(as_json("memtune", NAME)["hard_limit"])
        run("schedinfo", NAME, "--set", "cpu_shares=300", "global_quota=20000")
        self.assertEqual(held(self.pid, "cpu", "cpu.shares"), 300)
        self.assertEqual(held(self.pid, "cpu", "cpu.cfs_quota_us"), 20000)

    def test_limits_shows_it(self):
        found = as_json("limits", NAME)[NAME]
        self.assertEqual(found["memtune.hard_limit"], 65536)
        used = held(self.pid, "memory", "memory.usage_in_bytes") // 1024
        self.assertLess(abs(found["memtune.usage"] - used), 1024)
        line = [line for line in run("limits")[0].splitlines() if NAME in line]
        self.assertIn("64.0 MiB", line[0])

    def test_its_life(self):
        self.assertEqual(run("domstate", NAME)[0], "running\n\n")
        run("suspend", NAME)
        self.assertEqual(run("-q", "domstate", NAME)[0], "paused\n")
        run("resume", NAME)
        run("destroy", NAME)
        self.assertNotIn(NAME, run("list", "--all")[0])
        self.assertFalse(os.path.exists(f"/proc/{self.pid}"))

    def test_events_of_what_others_do(self):
        command = [PROGRAM, "-c", "cgroup:///system", "--json", "event", "--all", "--loop", "--timeout", "30"]
        with subprocess.Popen([*command, "--domain", NAME], stdout=subprocess.PIPE, text=True) as process:
            try:
                # It has no way to say that it waits: sets go on until one is told.
                events, deadline = [], time.monotonic() + 20
                reader = threading.Thread(target=lambda: events.extend(json.loads(line) for line in process.stdout))
                reader.start()
                while not events and time.monotonic() < deadline:
                    for size in "48M", "40M":
                        run("memtune", NAME, size)
                run("suspend", NAME)
                run("destroy", NAME)
                while len(events) < 1 or events[-1].get("type") != "Stopped":
                    self.assertLess(time.monotonic(), deadline, events)
                    time.sleep(0.01)
            finally:
                process.kill()
                reader.join()
        tunable = [event["params"] for event in events if event["event"] == "tunable"]
        self.assertEqual({(params["memtune.hard_limit"], params["memtune.hard_limit.old"]) for params in tunable[1:]} -
                         {(40960, 49152), (49152, 40960)}, set())
        self.assertEqual([(event["type"], event["detail"]) for event in events if event["event"] == "lifecycle"],
                         [("Suspended", "Paused"), ("Stopped", "Destroyed")])

    def test_one_event(self):
        command = [PROGRAM, "-c", "cgroup:///system", "event", "--event", "lifecycle", "--timeout", "30", "--timestamp"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                number = 0
                while process.poll() is None:
                    number += 1
                    run("run", "--name", f"{NAME}-{number}", "--memory", "16M", "--", "true")
                output = process.stdout.read()
            finally:
                process.kill()
        self.assertEqual(process.returncode, 0)
        self.assertRegex(output, rf"\A\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{3}}\+0000: event 'lifecycle' for domain "
                                 rf"'{NAME}-\d+': (Started Booted|Stopped Shutdown)\nevents received: 1\n\n\Z")

    def test_attach(self):
        with subprocess.Popen(["sleep", "1000"]) as process:
            try:
                run("attach", str(process.pid), f"{NAME}-b")
                run("memtune", f"{NAME}-b", "32M")
                self.assertEqual(held(process.pid, "memory", "memory.limit_in_bytes"), 32 * MIB)
            finally:
                process.kill()

    def test_what_is_wrong(self):
        for words in (["memtune", NAME, "1.5G"], ["memtune", NAME, "-5"], ["memtune", NAME, "16E"],
                      ["memtune", NAME, "10 M"], ["memtune", NAME, ""], ["memtune"], ["nosuch"], [],
                      ["run", "--name", "x"], ["domstate", NAME, "more"]):
            self.assertTrue(run(*words, status=2)[1].startswith("error: "), words)
        for words in (["domstate", "no such domain"], ["memtune", NAME, "0"], ["run", "--", "/no/such/program"],
                      ["run", "--name", "a/b", "--", "sleep", "1"], ["attach", "999999999"]):
            self.assertTrue(run(*words, status=1)[1].startswith("error: "), words)
        self.assertEqual(held(self.pid, "memory", "memory.limit_in_bytes"), 64 * MIB)

    def test_a_name_with_blanks(self):
        name = f"{NAME} a b"
        run("run", "--name", name, "--memory", "64M", "--", "sleep", "1000")
        try:
            self.assertEqual(run("-q", "domname", str(as_json("domid", name)["id"]))[0], f"{name}\n")
            run("memtune", name, "32M")
            self.assertEqual(as_json("memtune", name)["hard_limit"], 32768)
            self.assertIn(f" {name} ", run("limits")[0])
        finally:
            run("destroy", name)

    def test_a_run_without_a_limit(self):
        name = f"{NAME}-free"
        for more in ([], ["--persistent"]):
            run("run", "--name", name, *more, "--", "sleep", "1000")
            try:
                self.assertIsNone(as_json("memtune", name)["hard_limit"])
            finally:
                run("destroy", name)
        run("undefine", name)

    def test_a_persistent_run_that_cannot_start_leaves_nothing(self):
        name = f"{NAME}-none"
        run("run", "--name", name, "--persistent", "--", "/no/such/program", status=1)
        self.assertNotIn(name, run("list", "--all")[0])

    def test_a_guarantee_that_is_not_held_is_said(self):
        name = f"{NAME}-guaranteed"
        error = run("run", "--name", name, "--memory", "64M", "--guarantee", "4M", "--", "sleep", "1000")[1]
        try:
            self.assertEqual(error, "warning: the guarantee was checked, and is not held: that needs cgroup v2\n")
        finally:
            run("destroy", name)

    def test_pressure_that_is_not_known_is_said(self):
        self.assertIn("doctor", run("pressure", NAME, status=1)[1])

    def test_doctor(self):
        points = {point["name"]: point["there"] for point in as_json("doctor")}
        self.assertFalse(points["cgroup v2"])
        self.assertTrue(points["CPU controller"])


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
