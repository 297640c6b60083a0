#!/usr/bin/python3
"""Machines that start with their host, and those with snapshots: the query, and the filters of lists.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest

import libvirt
from client import Case, opened
from interceptor import Interceptor
from simulator import Simulator

# The simulator's host starts the first one.
STARTS, OTHER = "ha-host_VM0", "ha-host_VM1"
FILTERS = {1: libvirt.VIR_CONNECT_LIST_DOMAINS_AUTOSTART, 0: libvirt.VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART}


class Autostart(Case):
    def setUp(self):
        self.host = Simulator("-plain")
        self.addCleanup(self.host.end)
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.connection = opened(f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5")

    def replace(self, *pairs):
        def action(handler, body):
            status, _, data = handler.answered(body)
            for old, new in pairs if b"HostAutoStartManager" in body else ():
                self.assertIn(old, data)
                data = data.replace(old, new)
            handler.give(status, data)
        self.interceptor.intercept(action, "RetrievePropertiesEx")

    def are(self, **wanted):
        """Which of them start."""
        wanted = {STARTS: wanted["first"], OTHER: wanted["second"]}
        self.assertEqual({name: self.connection.lookupByName(name).autostart() for name in wanted}, wanted)
        for starts, flag in FILTERS.items():
            self.assertEqual(sorted(each.name() for each in self.connection.listAllDomains(flag)),
                             [name for name in wanted if wanted[name] == starts])

    def test_is_told(self):
        self.are(first=1, second=0)

    def test_booleans(self):
        self.replace((b"<enabled>true</enabled>", b"<enabled>1</enabled>"))
        self.are(first=1, second=0)
        self.replace((b"<enabled>true</enabled>", b"<enabled>0</enabled>"))
        self.are(first=0, second=0)

    def test_of_a_host_that_starts_none(self):
        self.replace((b"<enabled>true</enabled>", b"<enabled>false</enabled>"))
        self.are(first=0, second=0)

    def test_actions(self):
        self.replace((b">powerOn<", b">guestShutdown<"))
        self.are(first=0, second=0)
        self.replace((b"<startAction>none<", b"<startAction>PowerOn<"))
        self.are(first=1, second=1)


class Snapshots(Case):
    def test_filters(self):
        with Simulator() as host:
            connection = opened(host.uri())
            host.session().task("CreateSnapshot_Task", STARTS, "<name>s</name><memory>false</memory>"
                                "<quiesce>false</quiesce>")
            for flag, wanted in ((libvirt.VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, STARTS),
                                 (libvirt.VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, OTHER)):
                self.assertEqual([each.name() for each in connection.listAllDomains(flag)], [wanted])


unittest.main()
