#!/usr/bin/python3
"""What this library sets, libvirt's driver reads, and the other way round; both at once on one host. ESX_LIBVIRT is
libvirt's own library.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import json
import os
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

from client import MIB, UNLIMITED, Case, opened
from devices import MAC, NETWORK, PORT, SWITCH, card, tell
from interceptor import Interceptor
from simulator import Simulator

HERE = os.path.dirname(os.path.realpath(__file__))

# The machine's own file, of which libvirt makes its document, as far as cards go.
VMX = """config.version = "8"
virtualHW.version = "13"
guestOS = "other"
displayName = "m"
memsize = "32"
ethernet0.present = "true"
ethernet0.addressType = "static"
ethernet0.address = "{mac}"
{card}
"""
# Cards as a host tells them, and as that file has them.
CARDS = (
    (card("VirtualE1000e", PORT), f'''ethernet0.virtualDev = "e1000e"
ethernet0.dvs.switchId = "{SWITCH}"
ethernet0.dvs.portgroupId = "dvportgroup-7"
ethernet0.dvs.portId = "42"
ethernet0.dvs.connectionId = "123"'''),
    (card("VirtualVmxnet3", ""), 'ethernet0.virtualDev = "vmxnet3"'),
    (card("VirtualPCNet32", NETWORK), 'ethernet0.virtualDev = "vlance"\nethernet0.networkName = "VM Network"'))


class Other:
    """A process on libvirt itself."""

    def __init__(self, uri):
        environment = {**os.environ, "LD_LIBRARY_PATH": "", "LIBVIRT_DEBUG": "4",
                       "BINDINGS_LIBRARY": os.environ["ESX_LIBVIRT"]}
        # pylint: disable=consider-using-with
        self.process = subprocess.Popen([sys.executable, "-B", f"{HERE}/other.py"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=environment)
        self.uri = uri

    def __call__(self, domain, method, *arguments):
        """The result, or the error's numbers."""
        self.process.stdin.write(json.dumps([self.uri, domain, method, arguments]) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer[0] if len(answer) == 1 else answer[1]

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def interface_of(document):
    """The type of its one interface, and its children. How the MAC address came about is told by libvirt alone."""
    interface, = ElementTree.fromstring(document).iter("interface")
    interface.find("mac").attrib.pop("type", None)
    return interface.get("type"), [(each.tag, list(each.attrib.items())) for each in interface]


class Cross(Case):
    def begin(self, *options):
        host = Simulator(*options)
        self.addCleanup(host.end)
        other = Other(host.uri())
        self.addCleanup(other.end)
        connection = opened(host.uri())
        name = sorted(each.name() for each in connection.listAllDomains())[0]
        return host.session(), other, connection.lookupByName(name), name

    def each(self, check):
        for options in ((), ("-vpx",), ("-plain",)):
            with self.subTest(options):
                check(*self.begin(*options))

    def test_scheduler(self):
        self.each(self.scheduler)

    def scheduler(self, session, other, domain, name):
        for given in ({"reservation": 100, "limit": 1000, "shares": 2000}, {"shares": -1}, {"shares": -3},
                      {"limit": -1}, {"reservation": 0, "limit": 500, "shares": -2}):
            domain.setSchedulerParameters(given)
            found = other(name, "schedulerParameters")
            self.assertEqual(found, domain.schedulerParameters())
            self.assertEqual({key: found[key] for key in given}, given)
        for given in ({"reservation": 200, "limit": 2000, "shares": 7}, {"shares": -3}, {"limit": -1}):
            self.assertEqual(other(name, "setSchedulerParameters", given), 0)
            found = domain.schedulerParameters()
            self.assertEqual({key: found[key] for key in given}, given)
        self.assertEqual(session.allocation(name, "cpu"), (200, -1, 2000, "high"))

    def test_memory(self):
        self.each(self.memory)

    def memory(self, session, other, domain, name):
        for kib in (20480, 20481, 1024, 65536):
            domain.setMemory(kib)
            self.assertEqual(other(name, "info"), domain.info())
        domain.setMemoryParameters({"hard_limit": 40 * MIB})
        self.assertEqual(other(name, "info")[1:3], [32 * MIB, 40 * MIB])
        for kib in (20480, 20481):
            self.assertEqual(other(name, "setMemory", kib), 0)
            self.assertEqual(domain.memoryParameters()["hard_limit"], -(-kib // 1024) * 1024)
        domain.setMemoryParameters({"hard_limit": UNLIMITED, "min_guarantee": 16 * MIB, "memory_shares": -3})
        self.assertEqual(other(name, "info")[1:3], [32 * MIB, 32 * MIB])
        # What libvirt sets leaves guarantee and shares as they are.
        self.assertEqual(other(name, "setMemory", 24 * MIB), 0)
        self.assertEqual(session.allocation(name), (16, 24, 640, "high"))
        self.assertEqual(domain.memoryParameters(),
                         {"hard_limit": 24 * MIB, "min_guarantee": 16 * MIB, "memory_shares": -3})

    def test_guarantee_of_virsh(self):
        """libvirt sets the guarantee by its command alone: the bindings read it first, which it cannot."""
        host = Simulator()
        self.addCleanup(host.end)
        domain = opened(host.uri()).lookupByName("ha-host_VM0")
        path = f"{os.path.dirname(host.log.name)}/{os.path.basename(host.log.name)}.auth"
        self.addCleanup(os.unlink, path)
        with open(path, "w", encoding="ascii") as file:
            file.write("[credentials-one]\nusername=root\npassword=secret\n[auth-esx-default]\ncredentials=one\n")
        environment = {**os.environ, "LD_LIBRARY_PATH": "", "LIBVIRT_AUTH_FILE": path, "LIBVIRT_DEBUG": "4"}
        subprocess.run(["virsh", "-c", host.uri(), "memtune", "ha-host_VM0", "--min-guarantee", "16385"], check=True,
                       env=environment, capture_output=True)
        self.assertEqual(domain.memoryParameters()["min_guarantee"], 17 * MIB)

    def test_size(self):
        self.each(self.size)

    def size(self, _session, other, domain, name):
        domain.destroy()
        for kib, expected in ((65536, 65536), (65537, 69632)):
            domain.setMaxMemory(kib)
            self.assertEqual((other(name, "maxMemory"), domain.maxMemory()), (expected, expected))
            self.assertEqual(other(name, "setMaxMemory", 32768), 0)
            self.assertEqual(domain.maxMemory(), 32768)

    def test_state(self):
        self.each(self.state)

    def state(self, _session, other, domain, name):
        for call, state in (("suspend", 3), ("resume", 1), ("destroy", 5), ("create", 1)):
            getattr(domain, call)()
            self.assertEqual(other(name, "state")[0], state)
        for call, state in (("suspend", 3), ("resume", 1), ("destroy", 5), ("create", 1)):
            self.assertEqual(other(name, call), 0)
            self.assertEqual(domain.state()[0], state)

    def test_cards(self):
        """The host is asked for them; libvirt reads the machine's file."""
        host = Simulator("-plain")
        self.addCleanup(host.end)
        interceptor, other = Interceptor(host.port), Other(host.uri())
        self.addCleanup(interceptor.end)
        self.addCleanup(other.end)
        domain = opened(f"esx://root@127.0.0.1:{interceptor.port}/?transport=http").lookupByName("ha-host_VM0")
        for told, written in CARDS:
            tell(interceptor, told)
            theirs = other(None, "domainXMLFromNative", "vmware-vmx", VMX.format(mac=MAC, card=written), 0)
            self.assertEqual(interface_of(domain.XMLDesc()), interface_of(theirs))

    def test_identity(self):
        self.each(self.identity)

    def identity(self, _session, other, domain, name):
        self.assertEqual(other(name, "UUIDString"), domain.UUIDString())
        self.assertEqual(other(name, "ID"), domain.ID())
        connection = domain.connect()
        self.assertEqual(sorted(other(None, "listDomainsID")), sorted(connection.listDomainsID()))
        self.assertEqual(other(None, "getInfo"), connection.getInfo())
        self.assertEqual(other(None, "getHostname"), connection.getHostname())


unittest.main()
