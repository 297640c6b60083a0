#!/usr/bin/python3
"""Machines that start with their host, and those with snapshots: the query, and the filters of lists.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
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
    """A host tells of them by rootSnapshot, which the simulator does not fill, and by snapshot.currentSnapshot,
    which is unset where a machine is before all of its snapshots."""
    ROOTS = ('<propSet><name>rootSnapshot</name><val xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
             ' xsi:type="ArrayOfManagedObjectReference">{}</val></propSet></objects>')
    ROOT = '<ManagedObjectReference type="VirtualMachineSnapshot">snapshot-1</ManagedObjectReference>'

    def setUp(self):
        self.host = Simulator("-plain")
        self.addCleanup(self.host.end)
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.connection = opened(f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5")
        self.session = self.host.session()
        self.asked = []

    def have(self, *wanted):
        """Which machines have snapshots."""
        for flag, names in ((libvirt.VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, wanted),
                            (libvirt.VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, {STARTS, OTHER}.difference(wanted))):
            self.assertEqual(sorted(each.name() for each in self.connection.listAllDomains(flag)), sorted(names))

    def roots(self, inside):
        """From here on, the first machine has these roots, and no current snapshot."""
        reference = self.session.machine(STARTS).encode()

        def changed(found):
            one = re.sub(rb"<propSet><name>(rootSnapshot|snapshot[.]currentSnapshot)</name>.*?</propSet>", b"",
                         found.group(), flags=re.S)
            is_it = b">%s</obj>" % reference in one
            return one.replace(b"</objects>", self.ROOTS.format(inside).encode()) if is_it else one

        def action(handler, body):
            status, _, data = handler.answered(body)
            self.asked = re.findall(rb"<pathSet>(\w*[sS]napshot[^<]*)<", body)
            handler.give(status, re.sub(rb"<objects>.*?</objects>", changed, data, flags=re.S))
        self.interceptor.intercept(action, "RetrievePropertiesEx")

    def test_by_the_current_one(self):
        self.have()
        self.session.task("CreateSnapshot_Task", STARTS, "<name>s</name><memory>false</memory><quiesce>false</quiesce>")
        self.have(STARTS)

    def test_by_the_first_ones(self):
        self.roots(self.ROOT)
        self.have(STARTS)
        # Not the whole tree of them.
        self.assertEqual(sorted(self.asked), [b"rootSnapshot", b"snapshot.currentSnapshot"])
        self.roots("")
        self.have()

    def test_that_is_not_looked_at(self):
        self.roots(self.ROOT)
        self.connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_RUNNING)
        self.assertEqual(self.asked, [])


unittest.main()
