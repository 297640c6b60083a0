#!/usr/bin/python3
"""Names of machines, data centers and folders with any characters; lists, filters and look-ups of many machines.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest
import urllib.parse

import libvirt
from client import Case, opened
from simulator import Simulator

# A host writes / \ and % as %2f, %5c and %25.
NAMES = {"with blanks": "with blanks", " at both ends ": " at both ends ", "größe 東京": "größe 東京",
         "<&>\"'": "<&>\"'", "one%2ftwo": "one/two", "one%5ctwo": "one\\two", "one%25two": "one%two", "%252f": "%2f",
         "a;b,c=d": "a;b,c=d", "x" * 80: "x" * 80}


class Names(Case):
    def begin(self, *options):
        self.host = Simulator(*options)
        self.addCleanup(self.host.end)
        self.session = self.host.session()

    def test_of_machines(self):
        self.begin()
        connection = opened(self.host.uri())
        uuid, last = connection.lookupByName("ha-host_VM0").UUIDString(), "ha-host_VM0"
        for written, name in NAMES.items():
            with self.subTest(name):
                self.session.rename(last, written)
                last = written
                domain = connection.lookupByName(name)
                self.assertEqual((domain.name(), domain.UUIDString()), (name, uuid))
                self.assertEqual(connection.lookupByUUIDString(uuid).name(), name)
                self.assertEqual(sorted(each.name() for each in connection.listAllDomains()),
                                 sorted([name, "ha-host_VM1"]))
                domain.setMemory(20480)
                self.assertIn(uuid, domain.XMLDesc())
                if written != name:
                    self.refused(42, connection.lookupByName, written)

    def test_of_one_that_is_renamed(self):
        self.begin()
        connection = opened(self.host.uri())
        domain = connection.lookupByName("ha-host_VM0")
        self.session.rename("ha-host_VM0", "new")
        self.refused(42, connection.lookupByName, "ha-host_VM0")
        self.assertEqual(connection.lookupByName("new").UUIDString(), domain.UUIDString())
        # A handle stands for the machine.
        self.assertEqual(domain.state()[0], 1)

    def test_of_data_centers(self):
        self.begin("-vpx")
        last = "DC0"
        for name in ("D C 0", "größe 東京", "a+b", "a%2fb", "a%5cb"):
            with self.subTest(name):
                centers = self.session.all("Datacenter", "name").items()
                reference = next(key for key, of in centers if of["name"].text == last)
                self.session.call("Rename_Task", "Datacenter", reference, f"<newName>{name}</newName>")
                last = name
                # As it is written, and as libvirt's driver wants it: with the escapes of the API escaped again.
                for path in {urllib.parse.quote(urllib.parse.unquote(name), safe=""), urllib.parse.quote(name, safe="")}:
                    connection = opened(self.host.uri(path=f"{path}/DC0_H0"))
                    self.assertEqual(sorted(each.name() for each in connection.listAllDomains()),
                                     ["DC0_H0_VM0", "DC0_H0_VM1"])

    def test_that_are_none(self):
        self.begin()
        connection = opened(self.host.uri())
        for name in ("", "nobody", "HA-HOST_VM0", "ha-host_VM0 ", "ha-host_VM", "*", "%", "ha-host_VM0/"):
            self.refused(42, connection.lookupByName, name)
        for identity in (0, 1, 10, 2147483647):
            self.refused(42, connection.lookupByID, identity)
        self.refused(42, connection.lookupByUUIDString, "11111111-2222-3333-4444-555555555555")


class Many(Case):
    """More machines than fit on a screen, in all states."""
    COUNT = 120

    def setUp(self):
        self.host = Simulator("-vm", str(self.COUNT))
        self.addCleanup(self.host.end)
        session = self.host.session()
        self.names = [f"ha-host_VM{number}" for number in range(self.COUNT)]
        for name in self.names[:10]:
            session.task("PowerOffVM_Task", name)
        for name in self.names[10:15]:
            session.task("SuspendVM_Task", name)
        self.connection = opened(self.host.uri())

    def listed(self, flags):
        return sorted(each.name() for each in self.connection.listAllDomains(flags))

    def test_lists(self):
        off, paused, running = self.names[:10], self.names[10:15], self.names[15:]
        self.assertEqual(self.listed(0), sorted(self.names))
        for flags, names in (
                (libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE, paused + running),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_INACTIVE, off),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_RUNNING, running),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_PAUSED, paused),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_SHUTOFF, off),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_PAUSED | libvirt.VIR_CONNECT_LIST_DOMAINS_SHUTOFF, off + paused),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_PERSISTENT, self.names),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_TRANSIENT, []),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, []),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, self.names),
                (libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE | libvirt.VIR_CONNECT_LIST_DOMAINS_SHUTOFF, [])):
            self.assertEqual(self.listed(flags), sorted(names), flags)
        # libvirt counts a suspended machine as active in the list above, and as inactive here.
        self.assertEqual(self.connection.numOfDomains(), 110)
        self.assertEqual(len(set(self.connection.listDomainsID())), 110)
        self.assertEqual(self.connection.numOfDefinedDomains(), 10)
        self.assertEqual(sorted(self.connection.listDefinedDomains()), sorted(off))

    def test_look_ups(self):
        for domain in self.connection.listAllDomains()[::10]:
            name, uuid = domain.name(), domain.UUIDString()
            self.assertEqual(self.connection.lookupByName(name).UUIDString(), uuid)
            self.assertEqual(self.connection.lookupByUUIDString(uuid).name(), name)
            self.assertEqual(self.connection.lookupByUUID(domain.UUID()).name(), name)
            if domain.isActive():
                self.assertEqual(self.connection.lookupByID(domain.ID()).name(), name)


class Document(Case):
    """The domain XML, which is the same for other hypervisors."""

    def setUp(self):
        self.host = Simulator()
        self.addCleanup(self.host.end)
        self.domain = opened(self.host.uri()).lookupByName("ha-host_VM0")

    def has(self, *patterns):
        document = self.domain.XMLDesc()
        for pattern in patterns:
            self.assertRegex(document, pattern)
        return document

    def test_of_a_new_machine(self):
        document = self.has(r"<domain type='vmware'", r"<name>ha-host_VM0</name>",
                            r"<uuid>b03b24de-847f-5b0d-85f4-221b300038a8</uuid>", r"<memory unit='KiB'>32768</memory>",
                            r"<currentMemory unit='KiB'>32768</currentMemory>", r"<vcpu[^>]*>1</vcpu>",
                            r"<type[^>]*>hvm</type>")
        self.assertNotIn("<hard_limit", document)
        self.assertNotIn("<min_guarantee", document)

    def test_with_limits(self):
        self.domain.setMemoryParameters({"hard_limit": 40960, "min_guarantee": 16384, "memory_shares": 1234})
        self.domain.setSchedulerParameters({"reservation": 111, "limit": 2222, "shares": 1500})
        self.has(r"<hard_limit unit='KiB'>40960</hard_limit>", r"<min_guarantee unit='KiB'>16384</min_guarantee>",
                 r"<memory_shares>1234</memory_shares>", r"<shares>1500</shares>",
                 r"<reservation unit='MHz'>111</reservation>", r"<limit unit='MHz'>2222</limit>",
                 r"<currentMemory unit='KiB'>32768</currentMemory>")
        self.domain.setMemoryParameters({"memory_shares": -3})
        self.has(r"<memory_shares>high</memory_shares>")

    def test_flags(self):
        self.assertEqual(self.domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE).count("<domain "), 1)
        self.refused(8, self.domain.XMLDesc, 1 << 20)


unittest.main()
