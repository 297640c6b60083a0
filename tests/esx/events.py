#!/usr/bin/python3
"""Lifecycle events of machines that others power on and off, from the program's event loop, without a thread.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import time
import unittest

import libvirt
from client import Case, opened
from parallel import main
from simulator import Simulator

NAME, OTHER = "ha-host_VM0", "ha-host_VM1"
STARTED, SUSPENDED, RESUMED, STOPPED = 2, 3, 4, 5
SOON = 20
# How long nothing has to happen, and how many requests that may take.
QUIET, MOST_REQUESTS = 3, 12
libvirt.virEventRegisterDefaultImpl()
# So that a turn of the loop ends.
libvirt.virEventAddTimeout(50, lambda _timer, _data: None, None)


def threads():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(next(line.split()[1] for line in status if line.startswith("Threads:")))


class Events(Case):
    def setUp(self):
        self.host = Simulator("-trace")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.addCleanup(self.connection.close)
        self.seen = []

    def told(self, _connection, domain, event, _detail, who):
        self.seen.append((who, domain.name(), event))

    def listen(self, domain=None, who="all"):
        callback = self.connection.domainEventRegisterAny(domain, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self.told, who)
        # What stands before the first look is no event.
        self.turn(1)
        return callback

    def turn(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            libvirt.virEventRunDefaultImpl()

    def until(self, *wanted):
        """These have been told, and no others."""
        deadline = time.monotonic() + SOON
        while len(self.seen) < len(wanted) and time.monotonic() < deadline:
            libvirt.virEventRunDefaultImpl()
        self.turn(0.5)
        self.assertEqual(self.seen, list(wanted))
        self.seen.clear()

    def test_what_others_do(self):
        self.listen()
        for call, event in (("PowerOffVM_Task", STOPPED), ("PowerOnVM_Task", STARTED), ("SuspendVM_Task", SUSPENDED),
                            ("PowerOnVM_Task", RESUMED)):
            self.session.task(call, NAME)
            self.until(("all", NAME, event))

    def test_what_it_does_itself(self):
        self.listen()
        domain = self.connection.lookupByName(NAME)
        for call, event in ((domain.suspend, SUSPENDED), (domain.resume, RESUMED), (domain.destroy, STOPPED),
                            (domain.create, STARTED)):
            call()
            self.until(("all", NAME, event))

    def test_two_machines(self):
        self.listen()
        self.session.task("PowerOffVM_Task", NAME)
        self.until(("all", NAME, STOPPED))
        self.session.task("PowerOffVM_Task", OTHER)
        self.until(("all", OTHER, STOPPED))

    def test_of_one_machine_alone(self):
        self.listen(self.connection.lookupByName(OTHER), "one")
        self.session.task("PowerOffVM_Task", NAME)
        self.session.task("PowerOffVM_Task", OTHER)
        self.until(("one", OTHER, STOPPED))

    def test_no_more_when_deregistered(self):
        self.connection.domainEventDeregisterAny(self.listen())
        self.session.task("PowerOffVM_Task", NAME)
        self.turn(QUIET)
        self.assertEqual(self.seen, [])
        sent = self.host.trace().count("Request:")
        self.turn(QUIET)
        self.assertEqual(self.host.trace().count("Request:"), sent, "polls for nobody")

    def test_polls_are_few_and_need_no_thread(self):
        before = threads()
        self.listen()
        sent = self.host.trace().count("Request:")
        self.turn(QUIET)
        polls = self.host.trace().count("Request:") - sent
        self.assertGreater(polls, 0)
        self.assertLessEqual(polls, MOST_REQUESTS)
        self.assertEqual(threads(), before)

    def test_calls_in_between(self):
        self.listen()
        for _ in range(20):
            self.assertEqual(self.connection.numOfDomains(), 2)
            libvirt.virEventRunDefaultImpl()
        self.session.task("PowerOffVM_Task", NAME)
        self.until(("all", NAME, STOPPED))
        self.assertEqual(self.connection.numOfDomains(), 1)

    def test_after_the_session_was_ended(self):
        self.listen()
        self.session.end_others(self.host.trace())
        self.turn(1)
        self.session.task("PowerOffVM_Task", NAME)
        self.until(("all", NAME, STOPPED))

    def test_a_host_that_is_gone(self):
        """Nobody waits for it for ever, and the loop goes on."""
        self.listen()
        self.host.process.terminate()
        self.host.process.wait()
        begin, turns = time.monotonic(), 0
        while time.monotonic() < begin + QUIET:
            libvirt.virEventRunDefaultImpl()
            turns += 1
        self.assertGreater(turns, 5)
        self.refused(38, self.connection.numOfDomains)


if __name__ == "__main__":
    main()
