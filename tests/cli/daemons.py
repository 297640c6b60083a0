#!/usr/bin/python3
"""daemons.py: every command of $CLI_PROGRAM on libvirt's daemons, and `limits` of several hosts.
tests/remote/with-daemon runs it, twice: REMOTE_WORK and REMOTE_PORT are one daemon's, OTHER_WORK and OTHER_PORT
the other's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ["CLI_PROGRAM"]
SECONDS = 60
UNIX = f"test+unix:///default?socket={os.environ['REMOTE_WORK']}/libvirt-sock"
TCP = f"test+tcp://127.0.0.1:{os.environ['REMOTE_PORT']}/default"
OTHER = f"test+tcp://localhost:{os.environ['OTHER_PORT']}/default"
# Nobody listens there.
DEAD = "test+tcp://127.0.0.2:1/default"
FILE = os.path.join(os.environ["REMOTE_WORK"], "home", "web.xml")
DOCUMENT = """<domain type='test'><name>web</name><memory unit='KiB'>1048576</memory><os><type>hvm</type></os>
<devices><disk type='file' device='disk'><source file='/x'/><target dev='vda'/></disk></devices></domain>"""
# Command lines that follow each other on one host, for each command that works there.
WORKING = f"""
list --all
define {FILE}
start web
domid web
domname web
domuuid web
dominfo web
domstate web
dumpxml web
memtune web --hard-limit 512M
memtune web
blkiotune web --weight 500
schedinfo web
numatune web --nodeset 0
setmem web 512M
setmaxmem web 1G --config
dommemstat web
suggest test
limits
domstats web
top --batch --number 1 --delay 0.1
cpu-stats web
vcpuinfo web
vcpucount web
vcpupin web 0 0
emulatorpin web 0
domblkstat web vda
desc web new
metadata web http://x --set <a/> --key a
autostart web
autostart-all
suspend web
resume web
reboot web
shutdown web
domrename web web2
undefine web2
create {FILE}
destroy web
nodeinfo
nodecpumap
nodecpustats
freecell --all
capabilities
hostname
uri
version
completion bash
event --list
help
"""
# What only this library does.
MISSING = {"`doctor`": "doctor", "`reclaim`": "reclaim test 1M", "`pressure`": "pressure", "`attach`": "attach 1",
           "`run`": "run -- sleep 1", "--force": "memtune test --hard-limit 1G --force",
           "this event": "event --event memory --timeout 5"}
# What libvirt's test driver does not have.
NOT_THERE = ("nodememstats", "node-memory-tune")


def run(*words, uris=(UNIX,), **settings):
    hosts = [word for uri in uris for word in ("-c", uri)]
    return subprocess.run([PROGRAM, *hosts, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False, timeout=SECONDS, env=os.environ | {"LC_ALL": "C"} | settings)


def rows(text):
    """A table's cells without its head."""
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines()[2:] if line.strip()]


@contextlib.contextmanager
def held(*uris):
    """A daemon's host in memory lasts while somebody is connected to it."""
    with contextlib.ExitStack() as stack:
        for uri in uris:
            holder = stack.enter_context(subprocess.Popen([PROGRAM, "-c", uri, "event", "--all", "--loop"],
                                                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
            stack.callback(holder.kill)
            end = time.monotonic() + SECONDS
            while " 7340032\n" not in run("memtune", "test", uris=(uri,)).stdout:
                if time.monotonic() > end:
                    raise AssertionError("the host does not last")
                run("memtune", "test", "--hard-limit", "7G", uris=(uri,))
        yield


@contextlib.contextmanager
def silent():
    """A host that takes connections and never answers: its URI."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"test+tcp://127.0.0.1:{server.getsockname()[1]}/default"


class Commands(unittest.TestCase):
    def test_each_works(self):
        with open(FILE, "w", encoding="utf-8") as file:
            file.write(DOCUMENT)
        with held(UNIX):
            for line in WORKING.strip().splitlines():
                with self.subTest(line):
                    done = run(*line.split())
                    self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)

    def test_cpus_of_a_domain_that_does_not_run(self):
        """As virsh shows them, where it is there."""
        with open(FILE, "w", encoding="utf-8") as file:
            file.write(DOCUMENT)
        with held(UNIX):
            self.assertEqual(run("define", FILE).returncode, 0)
            for words in (["vcpuinfo", "web"], ["vcpuinfo", "web", "--pretty"]):
                shown = run(*words).stdout
                self.assertIn("CPU:            N/A\nState:          N/A\nCPU time        N/A\n", shown)
                if shutil.which("virsh"):
                    virsh = subprocess.run(["virsh", "-c", UNIX, *words], capture_output=True, text=True, check=True,
                                           timeout=SECONDS, env=os.environ | {"LC_ALL": "C"})
                    self.assertEqual(shown, virsh.stdout)
            self.assertEqual(run("undefine", "web").returncode, 0)

    def test_what_is_missing_is_said(self):
        for what, line in MISSING.items():
            with self.subTest(line):
                done = run(*line.split())
                self.assertEqual(done.returncode, 1)
                wanted = f"error: {UNIX} does not support {what}: it works where virmemctl runs on the host itself"
                self.assertIn(wanted, done.stderr)

    def test_what_the_daemon_lacks(self):
        for command in NOT_THERE:
            done = run(command)
            self.assertEqual(done.returncode, 1)
            self.assertIn("this function is not supported by the connection driver", done.stderr)

    def test_none_is_forgotten(self):
        listed = run("help").stdout.partition("Commands:")[2].partition("Options:")[0]
        lines = [*WORKING.strip().splitlines(), *MISSING.values(), *NOT_THERE]
        known = {line.split()[0] for line in lines}
        self.assertEqual(set(re.findall(r"^  ([a-z][a-z-]+) ", listed, re.M)), known)

    def test_events_come(self):
        with held(UNIX):
            for program in (["suspend", "test"], ["resume", "test"]):
                waits = subprocess.Popen([PROGRAM, "-c", UNIX, "event", "--event", "lifecycle", "--timeout", "30"],
                                         stdout=subprocess.PIPE, text=True)
                end = time.monotonic() + SECONDS
                while waits.poll() is None and time.monotonic() < end:
                    run(*program)
                    run("suspend" if program[0] == "resume" else "resume", "test")
                self.assertIn("event 'lifecycle' for domain 'test': ", waits.communicate()[0])
                self.assertEqual(waits.returncode, 0)
            run("resume", "test")


class Limits(unittest.TestCase):
    def test_a_daemon_tells_limits(self):
        with held(UNIX):
            done = run("limits")
            self.assertEqual(rows(done.stdout)[0],
                             ["test", "-", "-", "7.0 GiB", "unlimited", "-", "-", "unlimited"])
            top = run("top", "--batch", "--number", "1", "--delay", "0.1").stdout
            self.assertRegex(top, r"\n test +- +7\.0G +- ")
            told = json.loads(run("--json", "limits").stdout)
            self.assertEqual(told["test"]["memtune.hard_limit"], 7 << 20)

    def test_hosts_in_one_table(self):
        with held(TCP, OTHER):
            self.assertEqual(run("memtune", "test", "--hard-limit", "2G", uris=(OTHER,)).returncode, 0)
            done = run("limits", uris=(TCP, OTHER))
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual([row[:5] for row in rows(done.stdout)],
                             [["127.0.0.1", "test", "-", "-", "7.0 GiB"], ["localhost", "test", "-", "-", "2.0 GiB"]])
            self.assertTrue(done.stdout.startswith(" Host        Name   Used "), done.stdout)
            quiet = run("-q", "limits", uris=(TCP, OTHER)).stdout.splitlines()
            self.assertEqual([line.split()[0] for line in quiet], ["127.0.0.1", "localhost"])

    def test_hosts_of_one_name_are_shown_as_given(self):
        other = OTHER.replace("localhost", "127.0.0.1")
        self.assertEqual([row[0] for row in rows(run("limits", uris=(TCP, other, UNIX)).stdout)], [TCP, other, UNIX])

    def test_no_two_hosts_have_one_name(self):
        # The first is a name that libvirt.conf does not have.
        done = run("limits", uris=("localhost", OTHER, OTHER))
        self.assertEqual([row[0] for row in rows(done.stdout)], [OTHER, f"{OTHER}#2"])
        self.assertTrue(done.stderr.startswith("error: localhost: failed to connect "), done.stderr)

    def test_an_empty_host_is_the_default(self):
        done = run("limits", uris=("", OTHER), LIBVIRT_DEFAULT_URI=TCP)
        self.assertEqual([row[0] for row in rows(done.stdout)], ["127.0.0.1", "localhost"])
        found = json.loads(run("--json", "limits", uris=("", OTHER), LIBVIRT_DEFAULT_URI=TCP).stdout)
        self.assertEqual([one["uri"] for one in found], [TCP, OTHER])

    def test_hosts_behind_the_command(self):
        """The line of docs/remote.md, and the same with hosts on the other side of the command."""
        for line in ("-c {0} -c {1} limits", "limits -c {0} -c {1}", "-c {0} limits -c {1}",
                     "limits test -c {0} --connect={1}", "limits -c{0} test --connect {1}"):
            with self.subTest(line):
                done = run(*line.format(TCP, OTHER).split(), uris=())
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual([row[0] for row in rows(done.stdout)], ["127.0.0.1", "localhost"])
        self.assertEqual(run("uri", "-c", OTHER, uris=()).stdout.strip(), OTHER)
        done = run("list", "-c", OTHER, uris=(TCP,))
        self.assertEqual(done.stderr,
                         "error: -c is given 2 times: `list` takes one host, and only `limits` takes several\n")
        done = run("limits", "-c", uris=())
        self.assertEqual(done.returncode, 2)
        self.assertIn("a value is required for '--connect <URI>'", done.stderr)

    def test_the_program_to_a_host_that_is_given_up_is_ended(self):
        with tempfile.TemporaryDirectory() as folder:
            script, started = os.path.join(folder, "script"), os.path.join(folder, "pid")
            with open(script, "w", encoding="ascii") as file:
                file.write(f"#!/bin/sh\necho $$ >{started}\nexec sleep 300\n")
            os.chmod(script, 0o755)
            done = run("limits", "--timeout", "2", uris=(f"test+ssh://h1/default?command={script}", OTHER))
            with open(started, encoding="ascii") as file:
                pid = int(file.read())
        self.assertEqual(done.stderr, "error: h1: no answer within 2 seconds\n")
        end = time.monotonic() + 5
        while os.path.exists(f"/proc/{pid}") and time.monotonic() < end:
            time.sleep(0.05)
        if os.path.exists(f"/proc/{pid}"):
            os.kill(pid, signal.SIGKILL)
            self.fail("it outlives the command")

    def test_json(self):
        found = json.loads(run("--json", "limits", uris=(TCP, DEAD)).stdout)
        self.assertEqual([(one["host"], one["uri"]) for one in found], [("127.0.0.1", TCP), ("127.0.0.2", DEAD)])
        self.assertEqual(set(found[0]["domains"]), {"test"})
        self.assertIn("Connection refused", found[1]["error"])

    def test_one_that_cannot_be_reached(self):
        for uris in ((DEAD, TCP, OTHER), (TCP, DEAD, OTHER)):
            done = run("limits", uris=uris)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"^error: 127\.0\.0\.2: failed to connect .*: Connection refused\n$")
            self.assertEqual([row[0] for row in rows(done.stdout)], ["127.0.0.1", "localhost"])

    def test_silent_ones_are_not_waited_for_one_after_the_other(self):
        with silent() as one, silent() as two, silent() as three:
            began = time.monotonic()
            done = run("limits", "--timeout", "2", uris=(one, two, OTHER, three))
            self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr,
                         "".join(f"error: {uri}: no answer within 2 seconds\n" for uri in (one, two, three)))
        self.assertEqual([row[0] for row in rows(done.stdout)], ["localhost"])

    def test_domains_by_name(self):
        done = run("limits", "test", uris=(TCP, OTHER))
        self.assertEqual((done.returncode, len(rows(done.stdout))), (0, 2))
        with held(OTHER):
            file = os.path.join(os.environ["OTHER_WORK"], "home", "web.xml")
            with open(file, "w", encoding="utf-8") as opened:
                opened.write(DOCUMENT)
            self.assertEqual(run("create", file, uris=(OTHER,)).returncode, 0)
            done = run("limits", "web", uris=(TCP, OTHER))
            self.assertEqual((done.returncode, [row[:2] for row in rows(done.stdout)]), (0, [["localhost", "web"]]))
        done = run("limits", "test", "none", uris=(TCP, OTHER))
        self.assertEqual((done.returncode, len(rows(done.stdout))), (1, 2))
        self.assertEqual(done.stderr, "error: failed to get domain 'none' of any host that answered\n")

    def test_other_commands_take_one(self):
        for line in ("list", "top --batch", "domstats", "pressure", "memtune test", "completion bash"):
            done = run(*line.split(), uris=(TCP, OTHER))
            name = line.split(maxsplit=1)[0]
            wanted = f"error: -c is given 2 times: `{name}` takes one host, and only `limits` takes several\n"
            self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", wanted))


if __name__ == "__main__":
    sys.exit(0 if unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful() else 1)
