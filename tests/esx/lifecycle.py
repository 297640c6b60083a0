#!/usr/bin/python3
"""States of machines: what changes them, and what the host holds then; virtual CPUs; what there is not.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest

import libvirt
from client import CONFIG, LIVE, Case, opened
from simulator import Simulator

NAME = "ha-host_VM0"
RUNNING, PAUSED, OFF = (1, "poweredOn"), (3, "suspended"), (5, "poweredOff")
NO_SUPPORT, INVALID = 3, 55


class LifecycleCase(Case):
    def setUp(self):
        self.host = Simulator()
        self.addCleanup(self.host.end)
        self.session = self.host.session()
        self.connection = opened(self.host.uri())
        self.domain = self.connection.lookupByName(NAME)

    def state(self):
        """As this library and as the host has it."""
        return self.domain.state()[0], self.session.value(NAME, "runtime.powerState")


class States(LifecycleCase):
    def reached(self, call, state):
        getattr(self.domain, call)()
        self.assertEqual(self.state(), state, call)

    def test_ways(self):
        self.assertEqual(self.state(), RUNNING)
        for call, state in (("suspend", PAUSED), ("resume", RUNNING), ("reboot", RUNNING), ("destroy", OFF),
                            ("create", RUNNING), ("shutdown", OFF), ("create", RUNNING)):
            self.reached(call, state)

    def test_with_flags(self):
        for call, state in (("destroyFlags", OFF), ("createWithFlags", RUNNING), ("shutdownFlags", OFF)):
            getattr(self.domain, call)(0)
            self.assertEqual(self.state(), state, call)
        self.refused(8, self.domain.createWithFlags, 1 << 20)
        self.refused(8, self.domain.destroyFlags, 1 << 20)
        self.refused(8, self.domain.shutdownFlags, 1 << 20)
        self.refused(8, self.domain.reboot, 1 << 20)
        self.assertEqual(self.state(), OFF)

    def test_wrong_states(self):
        self.wrong(RUNNING, "create", "resume")
        self.domain.suspend()
        self.wrong(PAUSED, "suspend", "create", "destroy", "shutdown", "reboot")
        self.domain.resume()
        self.domain.destroy()
        self.wrong(OFF, "suspend", "resume", "destroy", "shutdown", "reboot")

    def wrong(self, state, *calls):
        for call in calls:
            self.refused(INVALID, getattr(self.domain, call))
            self.assertEqual(self.state(), state, call)

    def test_without_tools(self):
        for call, name in (("shutdown", "ShutdownGuest"), ("reboot", "RebootGuest")):
            self.host.fail(name, "ToolsUnavailable")
            self.refused(86, getattr(self.domain, call), says=["ToolsUnavailable"])
            self.assertEqual(self.state(), RUNNING)

    def test_what_others_do(self):
        for call, state in (("SuspendVM_Task", PAUSED), ("PowerOnVM_Task", RUNNING), ("PowerOffVM_Task", OFF)):
            self.session.task(call, NAME)
            self.assertEqual(self.state(), state)

    def test_of_one_that_is_off(self):
        identity = self.domain.ID()
        self.domain.destroy()
        found = self.connection.lookupByName(NAME)
        self.assertEqual((found.ID(), found.isActive(), found.isPersistent()), (-1, 0, 1))
        self.assertEqual(self.connection.listDefinedDomains(), [NAME])
        self.assertEqual(self.connection.numOfDefinedDomains(), 1)
        self.refused(42, self.connection.lookupByID, identity)
        found.create()
        self.assertEqual(self.connection.lookupByName(NAME).ID(), identity)

    def test_a_machine_that_is_gone(self):
        self.session.task("PowerOffVM_Task", NAME)
        self.session.task("Destroy_Task", NAME)
        for call in (self.domain.state, self.domain.info, self.domain.create, self.domain.XMLDesc,
                     self.domain.schedulerParameters):
            self.refused(42, call)
        self.assertEqual([each.name() for each in self.connection.listAllDomains()], ["ha-host_VM1"])


class Others(LifecycleCase):
    def test_virtual_cpus(self):
        self.assertEqual(self.domain.info()[3], 1)
        self.assertEqual(self.domain.maxVcpus(), 16)
        self.refused(8, self.domain.setVcpus, 17)
        self.domain.destroy()
        self.domain.setVcpus(4)
        self.assertEqual(self.session.value(NAME, "config.hardware.numCPU"), "4")
        self.assertEqual(self.connection.lookupByName(NAME).info()[3], 4)

    def test_node(self):
        model, memory, cpus, mhz, nodes, sockets, cores, threads = self.connection.getInfo()
        self.assertIn("Intel", model)
        self.assertEqual((memory, cpus, mhz, nodes, sockets, cores, threads), (4095, 2, 3591, 1, 2, 1, 1))
        self.assertEqual(self.connection.getHostname(), "localhost.localdomain")
        self.assertEqual(self.connection.getVersion(), 6005000)
        self.assertEqual(self.connection.getType(), "ESX")
        self.assertEqual(self.connection.getFreeMemory(), 2822230016)
        self.assertIn("<capabilities>", self.connection.getCapabilities())

    def test_what_there_is_not(self):
        xml = "<domain type='vmware'><name>new</name><memory>4096</memory><os><type>hvm</type></os></domain>"
        for call, *given in ((self.connection.createXML, xml), (self.connection.defineXML, xml),
                             (self.domain.undefine,), (self.domain.blkioParameters,), (self.domain.numaParameters,)):
            with self.assertRaises(libvirt.libvirtError) as seen:
                call(*given)
            self.assertEqual(seen.exception.get_error_code(), NO_SUPPORT, call)

    def test_read_only(self):
        domain = opened(self.host.uri(), libvirt.VIR_CONNECT_RO).lookupByName(NAME)
        self.assertEqual(domain.state()[0], 1)
        for call in (domain.suspend, domain.resume, domain.destroy, domain.shutdown, domain.create, domain.reboot):
            self.refused(29, call, domain=20)
        self.assertEqual(self.state(), RUNNING)

    def test_flags_of_virtual_cpus(self):
        self.assertEqual(self.domain.vcpusFlags(LIVE | libvirt.VIR_DOMAIN_VCPU_MAXIMUM), 16)
        self.refused(8, self.domain.vcpusFlags, CONFIG | LIVE, domain=20)


unittest.main()
