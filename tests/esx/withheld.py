#!/usr/bin/python3
"""Properties that a host withholds, or gives in a form of no sense: an error that names them, and no value that
could be true. Machines that go away while a list is made.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import unittest

import libvirt
from client import MIB, Case, opened, set_memory, ULLONG
from interceptor import GONE, Interceptor
from simulator import Simulator

NAME, OTHER = "ha-host_VM0", "ha-host_VM1"
DENIED, UNEXPECTED = 29, 1
# What a set of one value looks at.
MEMORY, CPU, STATE, SIZE = ("config.memoryAllocation", "config.cpuAllocation", "runtime.powerState",
                            "config.hardware.memoryMB")
CPUS = "config.hardware.numCPU"
QUICK = "summary.quickStats."
MISSING = ('<missingSet><path>{}</path><fault><fault xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
           ' xsi:type="{}"/><localizedMessage>told by the test</localizedMessage></fault></missingSet>')
USAGE, MEMTUNE = 1 << 29, 1 << 30


def objects(data, change):
    """An answer whose objects are what `change` makes of them."""
    return re.sub(rb"<objects>.*?</objects>", lambda found: change(found.group()), data, flags=re.S)


def property_of(name):
    return re.compile(rb"<propSet><name>%s</name>.*?</propSet>" % re.escape(name.encode()), re.S)


class Withheld(Case):
    def setUp(self):
        self.host = Simulator("-plain")
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.connection = opened(f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5")
        self.domain = self.connection.lookupByName(NAME)
        self.reference = self.session.machine(NAME).encode()

    def change(self, change):
        """From here on, what is told of the machine is what `change` makes of it."""
        def action(handler, body):
            status, _, data = handler.answered(body)
            handler.give(status, objects(data, lambda one: change(one) if self.is_it(one) else one))
        self.interceptor.intercept(action, "RetrievePropertiesEx")

    def is_it(self, one):
        return b">%s</obj>" % self.reference in one

    def withhold(self, name, fault="NoPermission"):
        def without(one):
            found = property_of(name)
            if not found.search(one):
                return one
            return found.sub(b"", one).replace(b"</objects>", MISSING.format(name, fault).encode() + b"</objects>")
        self.change(without)

    def replace(self, name, old, new):
        def replaced(one):
            return property_of(name).sub(lambda found: re.sub(old, new, found.group(), flags=re.S), one)
        self.change(replaced)

    def stats(self, *groups):
        """Of both machines."""
        found = self.connection.getAllDomainStats(sum(groups))
        return {domain.name(): params for domain, params in found}

    def test_is_an_error(self):
        domain = self.domain
        for name, calls in {
                STATE: (domain.state, domain.info, domain.memoryStats, lambda: domain.setMaxMemory(64 * MIB)),
                SIZE: (domain.info, domain.maxMemory, domain.memoryStats, domain.XMLDesc),
                CPUS: (domain.info, domain.XMLDesc, domain.vcpusFlags),
                MEMORY: (domain.memoryParameters, domain.info, domain.XMLDesc,
                         lambda: set_memory(domain, ("min_guarantee", ULLONG, 4 * MIB))),
                CPU: (domain.schedulerParameters, domain.XMLDesc,
                      lambda: domain.setSchedulerParameters({"reservation": 1})),
                QUICK + "balloonedMemory": (domain.memoryStats,),
                QUICK + "hostMemoryUsage": (domain.memoryStats,)}.items():
            self.withhold(name)
            for number, call in enumerate(calls):
                with self.subTest(name, call=number):
                    self.refused(DENIED, call, says=[name, "NoPermission"])
        self.assertEqual(self.session.allocation(NAME), (0, -1, 320, "normal"))
        self.assertEqual(self.session.allocation(NAME, "cpu")[0], 0)

    def test_by_each_part_of_it(self):
        """A host names parts of a property that was asked for as a whole."""
        def without(one):
            parts = "".join(MISSING.format(f"{MEMORY}.{part}", "NoPermission") for part in ("limit", "reservation"))
            return property_of(MEMORY).sub(b"", one).replace(b"</objects>", parts.encode() + b"</objects>")
        self.change(without)
        self.refused(DENIED, self.domain.memoryParameters, says=[MEMORY])

    def test_without_a_reason(self):
        self.change(lambda one: property_of(MEMORY).sub(b"", one))
        self.refused(UNEXPECTED, self.domain.memoryParameters, says=[MEMORY])

    def test_what_is_no_number(self):
        for name, old, new, call in (
                (SIZE, rb">32<", b">lots<", self.domain.maxMemory),
                (SIZE, rb">32<", b">99999999999999999999<", self.domain.maxMemory),
                (MEMORY, rb"(<limit[^>]*>)[^<]*", rb"\1much", self.domain.memoryParameters),
                (MEMORY, rb"(<reservation[^>]*>)[^<]*", rb"\g<1>1.5", self.domain.memoryParameters),
                (CPU, rb"<level>normal</level>", b"<level>custom</level>", None),
                (CPU, rb"<shares>.*</shares>", b"<shares><shares>x</shares><level>custom</level></shares>",
                 self.domain.schedulerParameters),
                (SIZE, rb">32<", b">-32<", self.domain.maxMemory),
                (QUICK + "balloonedMemory", rb">4<", b">four<", self.domain.memoryStats)):
            self.replace(name, old, new)
            with self.subTest(new):
                if call:
                    self.refused(UNEXPECTED, call, says=["expected a number"])
                else:
                    self.assertEqual(self.domain.schedulerParameters()["shares"], 1000)

    def test_what_cannot_be(self):
        for name, old, new, call in (
                (MEMORY, rb"(<reservation[^>]*>)[^<]*", rb"\g<1>-5", self.domain.memoryParameters),
                (MEMORY, rb"(<limit[^>]*>)[^<]*", rb"\g<1>-2", self.domain.memoryParameters),
                (CPU, rb"(<reservation[^>]*>)[^<]*", rb"\g<1>-5", self.domain.schedulerParameters)):
            self.replace(name, old, new)
            with self.subTest(new):
                self.refused(UNEXPECTED, call, says=[name])

    def test_in_a_list(self):
        """One that nothing is told of but its name is listed, and cannot be taken for one that runs."""
        self.withhold(STATE)
        self.assertEqual(sorted(each.name() for each in self.connection.listAllDomains()), [NAME, OTHER])
        self.assertEqual([each.name() for each in self.connection.listAllDomains(
            libvirt.VIR_CONNECT_LIST_DOMAINS_RUNNING)], [OTHER])
        self.assertEqual([each.name() for each in self.connection.listAllDomains(
            libvirt.VIR_CONNECT_LIST_DOMAINS_SHUTOFF)], [])
        self.assertEqual(self.connection.lookupByName(NAME).ID(), -1)

    def test_in_bulk_statistics(self):
        """What is withheld of one machine is left out of its statistics, and nothing of the other's."""
        groups = (libvirt.VIR_DOMAIN_STATS_STATE, libvirt.VIR_DOMAIN_STATS_BALLOON, libvirt.VIR_DOMAIN_STATS_VCPU,
                  MEMTUNE, USAGE)
        whole = self.stats(*groups)
        self.assertEqual(whole[OTHER]["memctl.swap"], 3 * MIB)
        for name, prefix in ((QUICK + "balloonedMemory", "balloon."), (CPUS, "vcpu."), (MEMORY, "memtune."),
                             (QUICK + "swappedMemory", "memctl.")):
            with self.subTest(name):
                self.withhold(name)
                found = self.stats(*groups)
                self.assertEqual(found[OTHER], whole[OTHER])
                self.assertEqual(found[NAME], {name: value for name, value in whole[NAME].items()
                                               if not name.startswith(prefix)})

    def test_of_the_host(self):
        for name, call in (("hardware.memorySize", self.connection.getInfo), ("hardware.cpuInfo", self.connection.getInfo),
                           ("configManager.autoStartManager", self.domain.autostart)):
            def action(handler, body, name=name):
                status, _, data = handler.answered(body)
                missing = MISSING.format(name, "NoPermission").encode() + b"</objects>"
                asked = b"<pathSet>%s</pathSet>" % name.encode() in body
                change = lambda one: property_of(name).sub(b"", one).replace(b"</objects>", missing)
                handler.give(status, objects(data, change) if asked else data)
            self.interceptor.intercept(action, "RetrievePropertiesEx")
            with self.subTest(name):
                self.refused(DENIED, call, says=[name])

    def test_a_host_that_is_gone(self):
        """No machine is meant by that."""
        def action(handler, body):
            if b'type="HostSystem">' in body:
                handler.give(500, GONE)
            else:
                handler.forward(body)
        self.interceptor.intercept(action, "RetrievePropertiesEx")
        for call in (self.connection.getInfo, self.connection.listAllDomains, self.connection.numOfDomains,
                     self.connection.getHostname):
            self.refused(UNEXPECTED, call, says=["the host is not there any more"])

    def test_a_machine_that_goes_away_within_a_list(self):
        self.withhold(STATE, "ManagedObjectNotFound")
        self.assertEqual([each.name() for each in self.connection.listAllDomains()], [OTHER])
        self.assertEqual(list(self.stats(libvirt.VIR_DOMAIN_STATS_STATE)), [OTHER])
        self.refused(42, self.connection.lookupByName, NAME)

    def test_a_session_that_ends_within_an_answer(self):
        """Hosts tell of it in the place of a property, and each is renewed once."""
        ended = []

        def once(one):
            if ended:
                return one
            ended.append(True)
            missing = MISSING.format("name", "NotAuthenticated").encode() + b"</objects>"
            return property_of("name").sub(b"", one).replace(b"</objects>", missing)
        self.change(once)
        self.assertEqual(sorted(each.name() for each in self.connection.listAllDomains()), [NAME, OTHER])
        self.assertTrue(ended)


unittest.main()
