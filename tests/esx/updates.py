#!/usr/bin/python3
"""Events of a host that fails, tells without an end, or ends sessions: the program's loop goes on, the host is asked
seldom, and nothing that has happened is lost.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import threading
import time
import unittest

import libvirt
from client import Case, opened
from interceptor import TEXT, Interceptor
from parallel import main
from simulator import Simulator

NAME, OTHER = "ha-host_VM0", "ha-host_VM1"
DEFINED, UNDEFINED, STARTED, STOPPED = 0, 1, 2, 5
SOON = 20
# How long the loop may stand still: the time for a poll, and some more.
STILL = 2.7
# Longer than the pause after a failure.
PAUSE = 6
POLL, BEGIN, FILTER, END = "WaitForUpdatesEx", "CreatePropertyCollector", "CreateFilter", "DestroyPropertyCollector"
COLLECTOR = re.compile(rb'type="PropertyCollector"[^>]*>([^<]+)<')
libvirt.virEventRegisterDefaultImpl()
libvirt.virEventAddTimeout(50, lambda _timer, _data: None, None)


def fails(handler, _body):
    handler.give(503, b"<html/>", TEXT)


def never(_handler, _body):
    time.sleep(SOON)


class Updates(Case):
    def setUp(self):
        self.host = Simulator("-plain", "-trace")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.asked = {}
        self.actions = {}
        self.interceptor.wanted = self.action
        self.connection = opened(f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5")
        self.addCleanup(self.connection.close)
        self.seen = []
        self.longest = 0

    def action(self, name):
        self.asked[name] = self.asked.get(name, 0) + 1
        return self.actions.get(name)

    def told(self, _connection, domain, event, _detail, _data):
        self.seen.append((domain.name(), event))

    def listen(self):
        return self.connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self.told, None)

    def turn(self, seconds, enough=lambda: False):
        """Runs the loop; keeps the longest time that it stood still."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline and not enough():
            libvirt.virEventRunDefaultImpl()
            self.longest = max(self.longest, time.monotonic() - now)

    def until(self, *wanted):
        self.turn(SOON, lambda: len(self.seen) >= len(wanted))
        self.turn(0.7)
        self.assertEqual(self.seen, list(wanted))
        self.seen.clear()

    def count(self, seconds):
        """How many calls of each name are made in that time."""
        self.asked.clear()
        self.turn(seconds)
        return dict(self.asked)

    def test_a_host_that_fails(self):
        """It is asked every five seconds, not twice a second; what has happened meanwhile is told then."""
        self.listen()
        self.actions[POLL] = fails
        self.turn(1)
        self.assertLessEqual(self.count(PAUSE).get(POLL, 0), 2)
        self.session.task("PowerOffVM_Task", NAME)
        del self.actions[POLL]
        self.until((NAME, STOPPED))

    def test_a_host_that_is_silent(self):
        self.listen()
        self.actions[POLL] = never
        self.assertLessEqual(self.count(PAUSE).get(POLL, 0), 2)
        self.assertLess(self.longest, STILL)

    def test_a_collector_that_fails(self):
        """It is replaced, and no event is lost."""
        self.listen()
        self.host.fail(POLL, "InvalidCollectorVersion")
        self.session.task("PowerOffVM_Task", NAME)
        self.turn(3)
        self.host.fail()
        self.until((NAME, STOPPED))
        self.assertGreater(self.asked[BEGIN], 1)

    def test_no_collector_is_left(self):
        made, ended = set(), set()

        def make(handler, body):
            status, _, data = handler.answered(body)
            made.update(COLLECTOR.findall(data))
            handler.give(status, data)

        def end(handler, body):
            ended.update(COLLECTOR.findall(body))
            handler.forward(body)
        self.actions.update({BEGIN: make, END: end})
        callback = self.listen()
        self.actions[FILTER] = fails
        self.host.fail(POLL, "InvalidCollectorVersion")
        self.turn(PAUSE)
        self.host.fail()
        del self.actions[FILTER]
        self.turn(PAUSE)
        self.connection.domainEventDeregisterAny(callback)
        self.assertGreater(len(made), 1)
        self.assertEqual(ended, made)

    def test_listening_fails_with_the_host(self):
        for call in (BEGIN, FILTER, POLL):
            with self.subTest(call):
                self.asked.clear()
                self.actions[call] = fails
                self.refused(12, self.listen)
                self.assertEqual(self.asked.get(END, 0), 0 if call == BEGIN else 1)
                del self.actions[call]
        self.listen()
        self.session.task("PowerOffVM_Task", NAME)
        self.until((NAME, STOPPED))

    def test_no_logins_after_one_that_was_refused(self):
        self.listen()
        self.host.fail("Login", "InvalidLogin")
        self.session.end_others(self.host.trace())
        self.asked.clear()
        self.turn(2 * PAUSE)
        self.assertEqual(self.asked.get("Login"), 1)

    def test_parts_without_an_end(self):
        """A poll takes some of them; the loop turns between two."""
        self.listen()
        self.turn(1)

        def more(handler, body):
            status, _, data = handler.answered(body)
            if b"<returnval>" not in data:
                data = re.sub(rb"<WaitForUpdatesExResponse([^>]*?)/?>(</WaitForUpdatesExResponse>)?",
                              rb"<WaitForUpdatesExResponse\1><returnval><version>1</version><truncated>true</truncated>"
                              rb"</returnval></WaitForUpdatesExResponse>", data)
            handler.give(status, data)
        self.actions[POLL] = more
        # The simulator takes a quarter of a second for an answer without a change.
        asked = self.count(4)[POLL]
        self.assertTrue(8 < asked <= 8 * 8, asked)
        self.assertLess(self.longest, 2)

    def test_all_machines_in_parts(self):
        """All of them are known when listening begins, though they come one at a time; none is an event."""
        rest = []
        part = re.compile(rb"<objectSet>.*?</objectSet>", re.S)

        def parts(handler, body):
            nonlocal rest
            status, _, data = handler.answered(body)
            if b"<version></version>" in body or b"<version/>" in body:
                rest = part.findall(data)
                self.assertGreater(len(rest), 1)
                self.whole = data
            if rest:
                one, rest = rest[0], rest[1:]
                data = part.sub(b"", self.whole).replace(b"</filterSet>", one + b"</filterSet>")
                data = data.replace(b"</version>", b"</version><truncated>%s</truncated>" % (b"true" if rest else b"false"))
            handler.give(status, data)
        self.actions[POLL] = parts
        self.listen()
        self.assertEqual(rest, [])
        del self.actions[POLL]
        self.turn(1)
        self.assertEqual(self.seen, [])
        self.session.task("PowerOffVM_Task", OTHER)
        self.until((OTHER, STOPPED))

    def test_a_part_that_fails(self):
        """The parts before it are told: the host does not tell them again."""
        self.listen()
        self.turn(1)

        def first(handler, body):
            status, _, data = handler.answered(body)
            if b"<returnval>" in data:
                self.actions[POLL] = fails
                data = data.replace(b"</version>", b"</version><truncated>true</truncated>")
            handler.give(status, data)
        self.actions[POLL] = first
        self.session.task("PowerOffVM_Task", NAME)
        self.until((NAME, STOPPED))

    def test_machines_that_others_make_and_remove(self):
        self.listen()
        self.turn(1)
        self.make("new")
        self.until(("new", DEFINED))
        self.session.task("PowerOnVM_Task", "new")
        self.until(("new", STARTED))
        self.session.task("PowerOffVM_Task", "new")
        self.until(("new", STOPPED))
        self.session.call("Destroy_Task", "VirtualMachine", self.session.machine("new"))
        self.until(("new", UNDEFINED))

    def make(self, name):
        """Another makes a machine."""
        folder = next(key for key, of in self.session.all("Folder", "name").items() if of["name"].text == "vm")
        pool = next(iter(self.session.all("ResourcePool", "name")))
        host = next(iter(self.session.all("HostSystem", "name")))
        config = (f"<config><name>{name}</name><guestId>otherGuest</guestId><files><vmPathName>[LocalDS_0]</vmPathName></files>"
                  "<numCPUs>1</numCPUs><memoryMB>32</memoryMB></config>")
        self.session.call("CreateVM_Task", "Folder", folder,
                          f'{config}<pool type="ResourcePool">{pool}</pool><host type="HostSystem">{host}</host>')

    def test_machines_made_while_nobody_was_asked(self):
        """The host's machines are looked at anew after a failure: what was made and removed meanwhile is told."""
        self.listen()
        self.turn(1)
        self.actions[POLL] = fails
        self.turn(1)
        self.session.task("PowerOffVM_Task", NAME)
        self.session.call("Destroy_Task", "VirtualMachine", self.session.machine(NAME))
        self.session.end_others(self.host.trace())
        del self.actions[POLL]
        self.until((NAME, STOPPED), (NAME, UNDEFINED))

    def slow(self, seconds):
        """From here on each answer takes so long."""
        def late(handler, body):
            time.sleep(seconds)
            handler.forward(body)
        self.interceptor.wanted = lambda name: self.action(name) or late

    def test_a_host_that_is_slow(self):
        """Each poll does as much as it has time for, the next one goes on."""
        self.slow(0.55)
        self.listen()
        self.session.end_others(self.host.trace())
        self.session.task("PowerOffVM_Task", NAME)
        self.turn(SOON, lambda: self.seen)
        self.assertEqual(self.seen, [(NAME, STOPPED)])
        self.assertLess(self.longest, STILL)

    def test_a_host_that_is_slower(self):
        self.listen()
        self.slow(1.2)
        self.session.end_others(self.host.trace())
        self.session.task("PowerOffVM_Task", NAME)
        self.turn(2 * SOON, lambda: self.seen)
        self.assertEqual(self.seen, [(NAME, STOPPED)])
        self.assertLess(self.longest, STILL)

    def test_a_short_time_limit(self):
        """Listening begins with the shortest one too."""
        self.connection = opened(
            f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=1")
        self.listen()
        self.session.task("PowerOffVM_Task", NAME)
        self.until((NAME, STOPPED))

    def test_beside_a_login_that_takes_long(self):
        """The loop does not wait for another thread's login."""
        self.listen()

        def late(handler, body):
            time.sleep(4.5)
            handler.forward(body)
        self.actions["Login"] = late
        self.session.end_others(self.host.trace())
        other = threading.Thread(target=self.connection.numOfDomains)
        other.start()
        while self.asked["Login"] < 2:
            time.sleep(0.01)
        self.turn(4)
        self.assertLess(self.longest, STILL)
        other.join()

    def test_of_a_host_without_machines(self):
        """One that is made while the session was ended is no less an event."""
        for name in (NAME, OTHER):
            self.session.task("PowerOffVM_Task", name)
            self.session.call("Destroy_Task", "VirtualMachine", self.session.machine(name))
        self.listen()
        self.turn(1)
        self.session.end_others(self.host.trace())
        self.make("new")
        self.until(("new", DEFINED))

    def test_events_that_are_never_told(self):
        for kind in range(1, 26):
            with self.subTest(kind):
                self.refused(3, self.connection.domainEventRegisterAny, None, kind, self.told, None, domain=unittest.mock.ANY)
        self.assertEqual(self.asked.get(BEGIN, 0), 0)


if __name__ == "__main__":
    main()
