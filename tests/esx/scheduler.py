#!/usr/bin/python3
"""Scheduler parameters of machines, and what the host holds of them.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest

import libvirt
from client import ANY, CONFIG, INT, LIVE, LLONG, UINT, ULLONG, Case, opened, set_scheduler
from simulator import Simulator

NAME = "ha-host_VM0"
NEW = {"reservation": 0, "limit": -1, "shares": -2}


class Scheduler(Case):
    def setUp(self):
        self.host = Simulator("-trace")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.domain = self.connection.lookupByName(NAME)

    def held(self):
        """(reservation, limit, shares, level), the first two in MHz, as the host has them"""
        return self.session.allocation(NAME, "cpu")

    def sets(self, given, held, read=None, flags=None):
        if flags is None:
            self.domain.setSchedulerParameters(given)
        else:
            self.domain.setSchedulerParametersFlags(given, flags)
        self.assertEqual(self.held(), held, given)
        self.assertEqual(self.domain.schedulerParameters(), read or {**NEW, **given}, given)

    def unsent(self, code, call, *arguments, says=(), **options):
        """It is refused before anything is sent, and nothing is changed."""
        before, sent = self.held(), self.host.calls("ReconfigVM_Task")
        error = self.refused(code, call, *arguments, says=says, **options)
        self.assertEqual(self.host.calls("ReconfigVM_Task"), sent, error)
        self.assertEqual(self.held(), before)

    def test_type(self):
        self.assertEqual(self.domain.schedulerType(), ("allocation", 3))

    def test_of_a_new_machine(self):
        self.assertEqual(list(self.domain.schedulerParameters().items()), list(NEW.items()))
        for flags in (0, LIVE, CONFIG):
            self.assertEqual(self.domain.schedulerParametersFlags(flags), NEW)
        self.refused(8, self.domain.schedulerParametersFlags, LIVE | CONFIG, domain=20)
        self.refused(8, self.domain.schedulerParametersFlags, 1 << 20)

    def test_each(self):
        self.sets({"reservation": 100}, (100, -1, 1000, "normal"))
        self.sets({"reservation": 0}, (0, -1, 1000, "normal"))
        self.sets({"limit": 1000}, (0, 1000, 1000, "normal"))
        self.sets({"limit": 0}, (0, 0, 1000, "normal"))
        self.sets({"limit": -1}, (0, -1, 1000, "normal"))
        self.sets({"shares": 1500}, (0, -1, 1500, "custom"))
        self.sets({"shares": 0}, (0, -1, 0, "custom"))
        self.sets({"shares": -1}, (0, -1, 500, "low"))
        self.sets({"shares": -3}, (0, -1, 2000, "high"))
        self.sets({"shares": -2}, (0, -1, 1000, "normal"))

    def test_flags_of_a_set(self):
        for limit, flags in enumerate((0, LIVE, CONFIG), 1000):
            self.sets({"limit": limit}, (0, limit, 1000, "normal"), flags=flags)
        self.unsent(8, set_scheduler, self.domain, ("limit", LLONG, 5), flags=1 << 20)

    def test_several_are_one_change(self):
        sent = self.host.calls("ReconfigVM_Task")
        self.sets({"reservation": 200, "limit": 300, "shares": -3}, (200, 300, 2000, "high"))
        self.assertEqual(self.host.calls("ReconfigVM_Task"), sent + 1)
        self.sets({"reservation": 400, "limit": 500, "shares": 7}, (400, 500, 7, "custom"))
        self.sets({"reservation": 100, "limit": 100, "shares": 7}, (100, 100, 7, "custom"))

    def test_all_or_nothing(self):
        self.domain.setSchedulerParameters({"reservation": 200, "limit": 300, "shares": 7})
        self.refused(9, self.domain.setSchedulerParameters, {"limit": -1, "reservation": 100000, "shares": -1},
                     says=["InsufficientCpuResources"])
        self.assertEqual(self.held(), (200, 300, 7, "custom"))

    def test_reservation_above_the_limit(self):
        self.refused(8, self.domain.setSchedulerParameters, {"reservation": 500, "limit": 400})
        self.domain.setSchedulerParameters({"limit": 400})
        self.refused(8, self.domain.setSchedulerParameters, {"reservation": 500})
        self.assertEqual(self.held(), (0, 400, 1000, "normal"))

    def test_wrong_values(self):
        for name, value in (("reservation", -1), ("limit", -2), ("shares", -4), ("shares", -2147483648),
                            ("reservation", -2**63), ("limit", -2**63)):
            self.unsent(8, self.domain.setSchedulerParameters, {name: value}, says=[name, str(value)],
                        domain=ANY)

    def test_wrong_types_and_names(self):
        for name, kinds in (("reservation", (INT, UINT, ULLONG)), ("limit", (INT, UINT, ULLONG)),
                            ("shares", (UINT, LLONG, ULLONG))):
            for kind in kinds:
                self.unsent(8, set_scheduler, self.domain, (name, kind, 1), says=[name], domain=ANY)
        for name, kind in (("cpu_shares", ULLONG), ("vcpu_quota", LLONG), ("nonsense", INT)):
            self.unsent(74, set_scheduler, self.domain, (name, kind, 5000), says=[name], domain=ANY)

    def test_read_only(self):
        domain = opened(self.host.uri(), libvirt.VIR_CONNECT_RO).lookupByName(NAME)
        self.assertEqual(domain.schedulerParameters(), NEW)
        self.unsent(29, domain.setSchedulerParameters, {"limit": 5}, domain=20)

    def test_memory_stays(self):
        self.domain.setMemory(20480)
        self.domain.setSchedulerParameters({"limit": 1000, "shares": 5})
        self.assertEqual(self.session.allocation(NAME), (0, 20, 320, "normal"))

    def test_what_others_set_is_read(self):
        spec = ("<spec><cpuAllocation><reservation>12</reservation><limit>34</limit>"
                "<shares><shares>0</shares><level>low</level></shares></cpuAllocation></spec>")
        self.assertEqual(self.session.task("ReconfigVM_Task", NAME, spec), "success")
        self.assertEqual(self.domain.schedulerParameters(), {"reservation": 12, "limit": 34, "shares": -1})


unittest.main()
