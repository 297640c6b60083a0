#!/usr/bin/python3
"""Sessions: one that somebody ends, or that is idle for too long, is renewed, once; what two of them do at the same
time.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import threading
import time
import unittest

from client import Case, opened
from simulator import Simulator

NAME = "ha-host_VM0"


class Sessions(Case):
    def begin(self, *options):
        self.host = Simulator("-trace", *options)
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.domain = self.connection.lookupByName(NAME)
        self.logins = self.host.calls("Login")

    def every_call(self):
        return (self.connection.numOfDomains, self.connection.listAllDomains, self.domain.state, self.domain.info,
                self.domain.memoryParameters, self.domain.schedulerParameters, self.domain.maxMemory,
                lambda: self.domain.setMemory(20480), lambda: self.domain.setSchedulerParameters({"limit": 1000}),
                self.domain.suspend, self.domain.resume, lambda: self.connection.lookupByUUIDString(self.uuid()),
                self.domain.XMLDesc, self.connection.getInfo)

    def uuid(self):
        return self.domain.UUIDString()

    def test_that_somebody_ends(self):
        self.begin()
        for number, call in enumerate(self.every_call(), 1):
            self.session.end_others(self.host.trace())
            call()
            self.assertEqual(self.host.calls("Login"), self.logins + number, call)
        self.assertEqual(self.session.allocation(NAME), (0, 20, 320, "normal"))

    def test_that_is_idle(self):
        self.begin("-idle", "1s")
        time.sleep(2.5)
        self.assertEqual(self.connection.numOfDomains(), 2)
        self.assertEqual(self.host.calls("Login"), self.logins + 1)
        time.sleep(2.5)
        self.domain.setMemory(20480)
        self.assertEqual(self.domain.info()[2], 20480)
        self.assertEqual(self.host.calls("Login"), self.logins + 2)

    def test_is_renewed_once_alone(self):
        """A host that refuses each call of a new session too is not asked for ever."""
        self.begin()
        self.host.fail("ReconfigVM_Task", "NotAuthenticated")
        begin = time.monotonic()
        self.refused(45, self.domain.setMemory, 20480)
        self.assertLess(time.monotonic() - begin, 10)
        self.assertLessEqual(self.host.calls("Login"), self.logins + 1)
        self.host.fail()
        self.domain.setMemory(20480)
        self.assertEqual(self.session.allocation(NAME)[1], 20)

    def test_that_cannot_be_renewed(self):
        self.begin()
        self.host.fail("Login", "InvalidLogin")
        self.session.end_others(self.host.trace())
        self.refused(45, self.connection.numOfDomains)
        self.host.fail()
        # It is not tried again: a host locks out those who do.
        self.refused(45, self.connection.numOfDomains)
        self.assertEqual(opened(self.host.uri()).numOfDomains(), 2)

    def test_ends_with_the_connection(self):
        self.begin()
        del self.domain
        self.assertEqual(self.host.calls("Logout"), 0)
        self.assertEqual(self.connection.close(), 0)
        self.assertEqual(self.host.calls("Logout"), 1)

    def test_a_login_that_fails_leaves_none(self):
        self.begin()
        self.refused(45, opened, self.host.uri(), password="wrong")
        self.assertEqual(self.connection.numOfDomains(), 2)

    def test_a_host_that_is_gone_when_it_closes(self):
        self.begin()
        del self.domain
        self.host.process.terminate()
        self.host.process.wait()
        begin = time.monotonic()
        self.connection.close()
        self.assertLess(time.monotonic() - begin, 10)

    def test_one_connection_in_many_threads(self):
        self.begin()
        wrong = []

        def work(number):
            limit = 100 + number
            for _ in range(15):
                domain = self.connection.lookupByName(f"ha-host_VM{number % 2}")
                if domain.maxMemory() != 32768 or domain.name() != f"ha-host_VM{number % 2}":
                    wrong.append(number)
                domain.setSchedulerParameters({"limit": limit})
                if domain.schedulerParameters()["limit"] not in range(100, 108):
                    wrong.append(limit)

        workers = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        self.assertEqual(wrong, [])
        self.assertFalse(any(worker.is_alive() for worker in workers))

    def test_many_threads_renew_it_once(self):
        self.begin()
        self.session.end_others(self.host.trace())
        found = []
        workers = [threading.Thread(target=lambda: found.append(self.connection.numOfDomains())) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        self.assertEqual(found, [2] * 8)
        self.assertEqual(self.host.calls("Login"), self.logins + 1)


unittest.main()
