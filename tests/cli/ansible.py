#!/usr/bin/python3
"""ansible.py FOLDER: the playbook of examples/ansible, with ansible-core in a virtual environment in FOLDER, on the two
daemons of tests/remote/with-daemons. It reaches them with $CLI_PROGRAM.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import daemons

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "ansible")
PAGE = os.path.join(EXAMPLES, "..", "..", "docs", "remote.md")
FOLDER = os.path.abspath(sys.argv[1])
PROGRAMS = os.path.join(FOLDER, "bin")
SECONDS = 240
VARS = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "hard_limit": "2G"}
HOSTS = {"web1": {"uri": daemons.TCP, "capped": ["test"]},
         "web2": {"uri": daemons.OTHER, "capped": ["test"], "hard_limit": "4G"}}


def why_no_ansible():
    """Installs ansible-core where it is not there: why that does not go."""
    if os.access(os.path.join(PROGRAMS, "ansible-playbook"), os.X_OK):
        return None
    steps = {"needs python3-venv": [sys.executable, "-m", "venv", FOLDER],
             "ansible-core cannot be had from the registry":
                 [os.path.join(PROGRAMS, "python3"), "-m", "pip", "install", "--quiet", "--retries", "1", "ansible-core"]}
    for reason, words in steps.items():
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)
        except (OSError, subprocess.SubprocessError):
            return reason
    return None


class Playbook(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(daemons.held(daemons.TCP, daemons.OTHER))

    def ansible(self, program, *words):
        path = f"{PROGRAMS}:{os.path.dirname(os.path.abspath(daemons.PROGRAM))}:{os.environ['PATH']}"
        settings = {"PATH": path, "ANSIBLE_HOME": self.home, "ANSIBLE_LOCALHOST_WARNING": "false", "LC_ALL": "C.UTF-8",
                    "ANSIBLE_NOCOLOR": "1"}
        return subprocess.run([os.path.join(PROGRAMS, program), *words], env=os.environ | settings, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=SECONDS)

    def play(self, hosts, *words):
        """Runs the playbook on these hosts: its exit status, and how many changes each host has had."""
        group = {"vars": VARS, "hosts": hosts}
        inventory = os.path.join(self.home, "inventory.json")
        with open(inventory, "w", encoding="utf-8") as file:
            json.dump({"libvirt_hosts": group}, file)
        done = self.ansible("ansible-playbook", "-i", inventory, os.path.join(EXAMPLES, "cap.yml"), *words)
        changed = dict(re.findall(r"^(\w+) +: ok=\d+ +changed=(\d+)", done.stdout, re.M))
        return done.returncode, changed, done.stdout + done.stderr

    def limits(self):
        found = json.loads(daemons.run("--json", "limits", uris=(daemons.TCP, daemons.OTHER)).stdout)
        limits = [one["domains"]["test"]["memtune.hard_limit"] for one in found]
        return [limit and limit >> 20 for limit in limits]

    def test_guests_are_capped_once(self):
        status, changed, said = self.play(HOSTS, "--check")
        self.assertEqual((status, changed, self.limits()), (0, {"web1": "1", "web2": "1"}, [7, 7]), said)
        self.assertIn("hard limit 7340032 KiB -> 2097152 KiB", said)
        status, changed, said = self.play(HOSTS)
        self.assertEqual((status, changed, self.limits()), (0, {"web1": "1", "web2": "1"}, [2, 4]), said)
        status, changed, said = self.play(HOSTS)
        self.assertEqual((status, changed), (0, {"web1": "0", "web2": "0"}), said)
        hosts = HOSTS | {"web1": HOSTS["web1"] | {"hard_limit": "3G"}}
        status, changed, said = self.play(hosts, "--check")
        self.assertEqual((status, changed, self.limits()), (0, {"web1": "1", "web2": "0"}, [2, 4]), said)

    def test_a_limit_is_taken_away(self):
        for one, other in (("unlimited", -1), ("-1", "unlimited")):
            hosts = {"web1": HOSTS["web1"] | {"hard_limit": one}, "web2": HOSTS["web2"] | {"hard_limit": other}}
            for words, changes, limits in ((["--check"], "1", [7, 7]), ([], "1", [None, None]),
                                           ([], "0", [None, None]), (["--check"], "0", [None, None])):
                status, changed, said = self.play(hosts, *words)
                self.assertEqual((status, changed, self.limits()),
                                 (0, {"web1": changes, "web2": changes}, limits), said)
            status, changed, said = self.play(HOSTS)
            self.assertEqual((status, changed, self.limits()), (0, {"web1": "1", "web2": "1"}, [2, 4]), said)
            for uri in (daemons.TCP, daemons.OTHER):
                daemons.run("memtune", "test", "--hard-limit", "7G", uris=(uri,))

    def test_a_number_alone_is_bytes(self):
        hosts = {"web1": HOSTS["web1"] | {"hard_limit": 2 << 30}, "web2": HOSTS["web2"] | {"hard_limit": str(4 << 30)}}
        status, _, said = self.play(hosts)
        self.assertEqual((status, self.limits()), (0, [2, 4]), said)

    def test_what_fails_on_one_host_is_done_on_the_other(self):
        for wrong, reason in (({"uri": daemons.DEAD}, "Connection refused"), ({"capped": ["none"]}, "domain 'none'")):
            hosts = {"web1": HOSTS["web1"] | wrong, "web2": HOSTS["web2"]}
            status, _, said = self.play(hosts)
            self.assertNotEqual(status, 0)
            self.assertIn(reason, said)
            self.assertEqual(self.limits(), [7, 4], said)

    def test_the_inventory_is_one(self):
        done = self.ansible("ansible-inventory", "-i", os.path.join(EXAMPLES, "inventory.yml"), "--list")
        found = json.loads(done.stdout)
        self.assertEqual(found["libvirt_hosts"]["hosts"], ["web1", "web2"])
        known = found["_meta"]["hostvars"]
        self.assertEqual({name: set(known[name]) for name in known},
                         dict.fromkeys(HOSTS, {"capped", "uri", *VARS}))

    def test_the_page_shows_the_files(self):
        with open(PAGE, encoding="utf-8") as page:
            text = page.read()
        for name in ("inventory.yml", "cap.yml"):
            with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
                self.assertIn(f"```yaml\n{file.read()}```\n", text)


if __name__ == "__main__":
    WHY = why_no_ansible()
    if WHY:
        print("SKIP:", WHY)
        sys.exit(77)
    sys.exit(0 if unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful() else 1)
