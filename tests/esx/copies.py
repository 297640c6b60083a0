#!/usr/bin/python3
"""Machines of one uuid, as copies may have it: each is changed by itself.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest

import libvirt
from client import MIB, UNLIMITED, Case, opened
from simulator import Simulator

NAMES = ("ha-host_VM0", "ha-host_VM1")


class Copies(Case):
    def setUp(self):
        self.host = Simulator()
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        uuid = self.session.value(NAMES[0], "config.uuid")
        self.session.task("ReconfigVM_Task", NAMES[1], f"<spec><uuid>{uuid}</uuid></spec>")
        self.assertEqual(self.session.value(NAMES[1], "config.uuid"), uuid)

    def test_each_by_itself(self):
        connection = opened(self.host.uri())
        for name, other in (NAMES, NAMES[::-1]):
            connection.listAllDomains()
            domain = connection.lookupByName(name)
            domain.setMemory(40 << 10)
            self.assertEqual(self.session.allocation(name)[1], 40, name)
            self.assertEqual(self.session.allocation(other)[1], -1, other)
            domain.setMemoryParameters({"hard_limit": UNLIMITED})

    def test_the_statistics_of_each(self):
        connection = opened(self.host.uri())
        domains = {name: connection.lookupByName(name) for name in NAMES}
        wanted = {name: 20 * MIB + number * MIB for number, name in enumerate(NAMES)}
        for given in (None, NAMES, NAMES[::-1], NAMES[1:], NAMES[:1]):
            with self.subTest(given):
                if given is None:
                    found = connection.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_BALLOON)
                else:
                    found = connection.domainListGetStats([domains[name] for name in given],
                                                          libvirt.VIR_DOMAIN_STATS_BALLOON)
                    self.assertEqual([domain.name() for domain, _ in found], list(given))
                self.assertEqual({domain.name(): params["balloon.rss"] for domain, params in found},
                                 {name: wanted[name] for name in given or NAMES})
        for name, domain in domains.items():
            self.assertEqual(domain.memoryStats()["rss"], wanted[name])

    def test_one_that_has_another_name_then(self):
        connection = opened(self.host.uri())
        domain = connection.lookupByName(NAMES[0])
        self.session.task("ReconfigVM_Task", NAMES[0], "<spec><name>renamed</name></spec>")
        fresh = opened(self.host.uri())
        self.assertEqual(sorted(each.name() for each in fresh.listAllDomains()), [NAMES[1], "renamed"])
        self.assertEqual(domain.isActive(), 1)


unittest.main()
