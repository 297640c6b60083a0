#!/usr/bin/python3
"""The host's faults, as the answer of a call and as the error of a task: the code of each, its name in the message,
nothing changed, and a connection that goes on.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest

from client import Case, opened
from simulator import Simulator

NAME = "ha-host_VM0"
# Faults, and libvirt's codes.
CODES = {
    "InvalidLogin": 45, "NoPermission": 29, "RestrictedVersion": 29, "ManagedObjectNotFound": 42,
    "InvalidArgument": 8, "InvalidRequest": 8, "InvalidPowerState": 55, "InvalidState": 55,
    "TaskInProgress": 87, "ConcurrentAccess": 87, "InsufficientMemoryResourcesFault": 9,
    "InsufficientCpuResourcesFault": 9, "InsufficientResourcesFault": 9, "NotSupported": 84,
    "MemoryHotPlugNotSupported": 84, "CpuHotPlugNotSupported": 84, "NotImplemented": 3, "ToolsUnavailable": 86,
    "SystemError": 1, "HostConnectFault": 1, "RuntimeFault": 1,
}


class Faults(Case):
    def setUp(self):
        self.host = Simulator()
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.domain = self.connection.lookupByName(NAME)

    def each(self, calls, is_task):
        """Each fault in each of the calls of libvirt, by the call of vSphere that they make."""
        held = self.session.allocation(NAME), self.session.value(NAME, "runtime.powerState")
        for fault, code in CODES.items():
            for name, call in calls.items():
                with self.subTest(fault=fault, call=name):
                    self.host.fail(name, fault, is_task)
                    self.refused(code, call, says=[fault.removesuffix("Fault")])
                    self.host.fail()
                    self.assertEqual(self.domain.state()[0], 1)
        self.assertEqual((self.session.allocation(NAME), self.session.value(NAME, "runtime.powerState")), held)

    def test_of_tasks(self):
        self.each({"ReconfigVM_Task": lambda: self.domain.setMemory(20480), "PowerOffVM_Task": self.domain.destroy,
                   "SuspendVM_Task": self.domain.suspend}, True)

    def test_of_calls(self):
        self.each({"ReconfigVM_Task": lambda: self.domain.setSchedulerParameters({"limit": 1000}),
                   "PowerOffVM_Task": self.domain.destroy, "ShutdownGuest": self.domain.shutdown}, False)

    def test_of_a_start(self):
        self.domain.destroy()
        for fault in ("InsufficientMemoryResourcesFault", "TaskInProgress", "NoPermission"):
            self.host.fail("PowerOnVM_Task", fault, True)
            self.refused(CODES[fault], self.domain.create, says=[fault.removesuffix("Fault")])
        self.host.fail()
        self.domain.create()

    def test_of_the_opening(self):
        for call in ("RetrieveServiceContent", "Login"):
            for fault in ("InvalidLogin", "NoPermission", "RestrictedVersion", "NotImplemented", "SystemError"):
                with self.subTest(call=call, fault=fault):
                    self.host.fail(call, fault)
                    self.refused(CODES[fault], opened, self.host.uri(), says=[fault])
                    self.host.fail()

    def test_that_the_session_has_ended(self):
        """A new login that is of no use either."""
        self.host.fail("PowerOffVM_Task", "NotAuthenticated")
        self.refused(45, self.domain.destroy)
        self.host.fail()
        self.domain.destroy()
        self.domain.create()


unittest.main()
