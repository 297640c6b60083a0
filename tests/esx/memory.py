#!/usr/bin/python3
"""Memory parameters, memory sizes and memory statistics of machines, and what the host holds of them.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import unittest

import libvirt
from client import (ANY, BOOLEAN, CONFIG, DOUBLE, INT, LIVE, LLONG, MIB, UINT, ULLONG, UNLIMITED, Case, loaded,
                    opened, pointer, set_memory)
from simulator import Simulator

NAME = "ha-host_VM0"
NEW = {"hard_limit": UNLIMITED, "min_guarantee": 0, "memory_shares": -2}


class MemoryCase(Case):
    def setUp(self):
        self.host = Simulator("-trace")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.domain = self.connection.lookupByName(NAME)

    def held(self):
        """(reservation, limit, shares, level) in MB, as the host has them"""
        return self.session.allocation(NAME)

    def sets(self, given, held, read=None, flags=0):
        """A set is held by the host, and read back."""
        self.domain.setMemoryParameters(given, flags)
        self.assertEqual(self.held(), held, given)
        self.assertEqual(self.domain.memoryParameters(), read or {**NEW, **given}, given)

    def unsent(self, code, call, *arguments, says=(), **options):
        """It is refused before anything is sent, and nothing is changed."""
        before, sent = self.held(), self.host.calls("ReconfigVM_Task")
        error = self.refused(code, call, *arguments, says=says, **options)
        self.assertEqual(self.host.calls("ReconfigVM_Task"), sent, error)
        self.assertEqual(self.held(), before)


class Parameters(MemoryCase):
    def test_of_a_new_machine(self):
        self.assertEqual(list(self.domain.memoryParameters().items()), list(NEW.items()))

    def test_flags_of_a_get(self):
        for flags in (0, LIVE, CONFIG):
            self.assertEqual(self.domain.memoryParameters(flags), NEW)
        self.refused(8, self.domain.memoryParameters, LIVE | CONFIG, domain=20)
        self.refused(8, self.domain.memoryParameters, 1 << 20)

    def test_each(self):
        self.sets({"hard_limit": 40 * MIB}, (0, 40, 320, "normal"))
        self.sets({"hard_limit": UNLIMITED}, (0, -1, 320, "normal"))
        self.sets({"min_guarantee": 16 * MIB}, (16, -1, 320, "normal"))
        self.sets({"min_guarantee": 0}, (0, -1, 320, "normal"))
        self.sets({"memory_shares": 2000}, (0, -1, 2000, "custom"))
        self.sets({"memory_shares": 0}, (0, -1, 0, "custom"))
        self.sets({"memory_shares": -1}, (0, -1, 160, "low"))
        self.sets({"memory_shares": -3}, (0, -1, 640, "high"))
        self.sets({"memory_shares": -2}, (0, -1, 320, "normal"))
        # The number that a level comes to is a number.
        self.sets({"memory_shares": 320}, (0, -1, 320, "custom"))

    def test_what_is_not_set_stays(self):
        self.domain.setMemoryParameters({"hard_limit": 64 * MIB, "min_guarantee": 8 * MIB, "memory_shares": 77})
        self.domain.setMemoryParameters({"min_guarantee": 16 * MIB})
        self.assertEqual(self.held(), (16, 64, 77, "custom"))
        self.domain.setMemoryParameters({"memory_shares": -3})
        self.assertEqual(self.held(), (16, 64, 640, "high"))
        self.domain.setMemoryParameters({"hard_limit": UNLIMITED})
        self.assertEqual(self.held(), (16, -1, 640, "high"))

    def test_whole_megabytes(self):
        for kib, megabytes in ((1, 1), (1023, 1), (1024, 1), (1025, 2), (16385, 17), (40959, 40)):
            read = megabytes * MIB
            self.sets({"hard_limit": kib}, (0, megabytes, 320, "normal"), {**NEW, "hard_limit": read})
        self.domain.setMemoryParameters({"hard_limit": UNLIMITED})
        self.sets({"min_guarantee": 16385}, (17, -1, 320, "normal"), {**NEW, "min_guarantee": 17 * MIB})

    def test_flags_of_a_set(self):
        for megabytes, flags in enumerate((0, LIVE, CONFIG), 40):
            self.sets({"hard_limit": megabytes * MIB}, (0, megabytes, 320, "normal"), flags=flags)
        self.unsent(8, self.domain.setMemoryParameters, {"hard_limit": 50 * MIB}, 1 << 20)

    def test_several_are_one_change(self):
        sent = self.host.calls("ReconfigVM_Task")
        self.sets({"hard_limit": 48 * MIB, "min_guarantee": 24 * MIB, "memory_shares": 1234}, (24, 48, 1234, "custom"))
        self.assertEqual(self.host.calls("ReconfigVM_Task"), sent + 1)
        # Values that are allowed together, but not one after the other.
        self.sets({"hard_limit": 16 * MIB, "min_guarantee": 16 * MIB, "memory_shares": -1}, (16, 16, 160, "low"))
        self.sets({"min_guarantee": 64 * MIB, "hard_limit": 96 * MIB, "memory_shares": -1}, (64, 96, 160, "low"))

    def test_all_or_nothing(self):
        self.domain.setMemoryParameters({"hard_limit": 64 * MIB, "min_guarantee": 8 * MIB, "memory_shares": 77})
        more_than_the_host_has = 8192 * MIB
        self.refused(9, self.domain.setMemoryParameters,
                     {"hard_limit": UNLIMITED, "min_guarantee": more_than_the_host_has, "memory_shares": -3},
                     says=["InsufficientMemoryResources"])
        self.assertEqual(self.held(), (8, 64, 77, "custom"))
        self.unsent(74, set_memory, self.domain, ("hard_limit", ULLONG, 48 * MIB), ("soft_limit", ULLONG, 32 * MIB),
                    domain=ANY)

    def test_guarantee_above_the_limit(self):
        above = {"hard_limit": 16 * MIB, "min_guarantee": 17 * MIB}
        self.unsent(8, self.domain.setMemoryParameters, above, says=["min_guarantee", "hard_limit"])
        # By what is held, and as rounded.
        self.domain.setMemoryParameters({"hard_limit": 16 * MIB})
        self.unsent(8, self.domain.setMemoryParameters, {"min_guarantee": 16 * MIB + 1}, says=["min_guarantee"])
        self.sets({"min_guarantee": 16 * MIB}, (16, 16, 320, "normal"), {**NEW, "hard_limit": 16 * MIB,
                                                                       "min_guarantee": 16 * MIB})
        self.unsent(8, self.domain.setMemoryParameters, {"hard_limit": 15 * MIB}, says=["hard_limit"])
        self.domain.setMemoryParameters({"hard_limit": 15 * MIB + 1})

    def test_what_there_is_not(self):
        for name in ("soft_limit", "swap_hard_limit", "swap_soft_limit", "nonsense"):
            self.unsent(74, set_memory, self.domain, (name, ULLONG, 32 * MIB), says=[name], domain=ANY)

    def test_wrong_values(self):
        for shares in (-4, -1000, -2147483648):
            self.unsent(8, self.domain.setMemoryParameters, {"memory_shares": shares},
                        says=["memory_shares", str(shares)], domain=ANY)
        for huge in (UNLIMITED, UNLIMITED + 1, 2**64 - 1):
            self.unsent(8, self.domain.setMemoryParameters, {"min_guarantee": huge}, says=["min_guarantee"], domain=ANY)

    def test_wrong_types(self):
        for kind in (INT, UINT, LLONG, DOUBLE, BOOLEAN):
            self.unsent(8, set_memory, self.domain, ("hard_limit", kind, 1), says=["hard_limit"], domain=ANY)
            self.unsent(8, set_memory, self.domain, ("min_guarantee", kind, 1), says=["min_guarantee"], domain=ANY)
        for kind in (UINT, LLONG, ULLONG, DOUBLE, BOOLEAN):
            self.unsent(8, set_memory, self.domain, ("memory_shares", kind, 1), says=["memory_shares"], domain=ANY)
        twice = [("hard_limit", ULLONG, 1024)] * 2
        self.unsent(8, set_memory, self.domain, *twice, domain=ANY)

    def test_read_only(self):
        domain = opened(self.host.uri(), libvirt.VIR_CONNECT_RO).lookupByName(NAME)
        self.assertEqual(domain.memoryParameters(), NEW)
        self.unsent(29, domain.setMemoryParameters, {"hard_limit": 40 * MIB}, domain=20)

    def test_what_others_set_is_read(self):
        spec = ("<spec><memoryAllocation><reservation>12</reservation><limit>34</limit>"
                "<shares><shares>0</shares><level>high</level></shares></memoryAllocation></spec>")
        self.assertEqual(self.session.task("ReconfigVM_Task", NAME, spec), "success")
        self.assertEqual(self.domain.memoryParameters(),
                         {"hard_limit": 34 * MIB, "min_guarantee": 12 * MIB, "memory_shares": -3})

    def test_powered_off(self):
        self.domain.destroy()
        self.sets({"hard_limit": 40 * MIB, "memory_shares": 99}, (0, 40, 99, "custom"))
        self.assertEqual(self.domain.memoryParameters(CONFIG)["hard_limit"], 40 * MIB)

    def test_a_machine_that_is_gone(self):
        self.session.task("PowerOffVM_Task", NAME)
        self.session.task("Destroy_Task", NAME)
        self.refused(42, self.domain.memoryParameters)
        self.refused(42, set_memory, self.domain, ("hard_limit", ULLONG, 40 * MIB))


class Sizes(MemoryCase):
    def test_current_memory_is_the_limit(self):
        for flags, kib, megabytes in ((None, 20480, 20), (None, 20481, 21), (0, 22 * MIB, 22), (LIVE, 23 * MIB, 23),
                                      (CONFIG, 24 * MIB, 24)):
            if flags is None:
                self.domain.setMemory(kib)
            else:
                self.domain.setMemoryFlags(kib, flags)
            self.assertEqual(self.held(), (0, megabytes, 320, "normal"))
            self.assertEqual(self.domain.info()[1:3], [32 * MIB, megabytes * MIB])
        self.unsent(8, self.domain.setMemoryFlags, 1024, 8)

    def test_without_a_limit_it_is_the_size(self):
        self.domain.setMemory(20 * MIB)
        self.domain.setMemoryParameters({"hard_limit": UNLIMITED})
        self.assertEqual(self.domain.info()[1:3], [32 * MIB, 32 * MIB])

    def test_below_the_guarantee(self):
        self.domain.setMemoryParameters({"min_guarantee": 16 * MIB})
        self.refused(8, self.domain.setMemory, 15 * MIB)
        self.assertEqual(self.held(), (16, -1, 320, "normal"))

    def test_the_size_of_a_running_machine(self):
        for call, *given in ((self.domain.setMaxMemory, 64 * MIB),
                             (self.domain.setMemoryFlags, 64 * MIB, libvirt.VIR_DOMAIN_MEM_MAXIMUM)):
            self.refused(55, call, *given)
        self.assertEqual(self.domain.maxMemory(), 32 * MIB)

    def test_the_size_of_one_that_is_off(self):
        self.domain.destroy()
        for kib, megabytes in ((64 * MIB, 64), (64 * MIB + 1, 68), (66 * MIB, 68), (4 * MIB, 4), (1, 4)):
            self.domain.setMaxMemory(kib)
            self.assertEqual(self.session.value(NAME, "config.hardware.memoryMB"), str(megabytes))
            self.assertEqual(self.domain.maxMemory(), megabytes * MIB)
        self.domain.setMemoryFlags(36 * MIB, libvirt.VIR_DOMAIN_MEM_MAXIMUM | CONFIG)
        self.assertEqual(self.domain.maxMemory(), 36 * MIB)


class Statistics(MemoryCase):
    def test_memory(self):
        # Machine 0 of the simulator: 20 MB on the host, 4 MB ballooned.
        self.assertEqual(self.domain.memoryStats(), {"actual": 28 * MIB, "available": 32 * MIB, "rss": 20 * MIB})
        second = self.connection.lookupByName("ha-host_VM1")
        self.assertEqual(second.memoryStats(), {"actual": 27 * MIB, "available": 32 * MIB, "rss": 21 * MIB})

    def test_of_all_domains(self):
        found = self.connection.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_STATE | libvirt.VIR_DOMAIN_STATS_BALLOON)
        by_name = {domain.name(): stats for domain, stats in found}
        self.assertEqual(sorted(by_name), ["ha-host_VM0", "ha-host_VM1"])
        self.assertEqual(by_name[NAME]["state.state"], 1)
        self.assertEqual(by_name[NAME]["balloon.rss"], 20 * MIB)

    def test_suggested_limit(self):
        """Size plus overhead, of which machine 0 has 1 MB and machine 1 has 2 MB."""
        for name, megabytes in (("ha-host_VM0", 33), ("ha-host_VM1", 34)):
            kib = ctypes.c_ulonglong(7)
            domain = self.connection.lookupByName(name)
            result = loaded.virMemctlDomainSuggestHardLimit(pointer(domain), ctypes.byref(kib), 0)
            self.assertEqual((result, kib.value), (0, megabytes * MIB))


unittest.main()
