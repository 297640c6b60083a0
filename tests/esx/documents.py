#!/usr/bin/python3
"""Devices in the document of a machine: as many disks as it has, and cards of each kind on each kind of network.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import unittest
import xml.etree.ElementTree as ElementTree

from client import Case, opened
from devices import MAC, NETWORK, PORT, SWITCH, card, device, disk, port, tell
from interceptor import Interceptor
from simulator import Simulator

NAME = "ha-host_VM0"


class Documents(Case):
    def setUp(self):
        self.host = Simulator("-plain")
        self.addCleanup(self.host.end)
        self.interceptor = Interceptor(self.host.port)
        self.addCleanup(self.interceptor.end)
        self.domain = opened(
            f"esx://root@127.0.0.1:{self.interceptor.port}/?transport=http&timeout=5").lookupByName(NAME)

    def devices(self, *all_devices):
        """The devices of the document of a machine that has these."""
        tell(self.interceptor, *all_devices)
        return list(ElementTree.fromstring(self.domain.XMLDesc()).find("devices"))

    def test_many_disks(self):
        found = self.devices(*(disk(number) for number in range(703)))
        names = [each.find("target").get("dev") for each in found]
        self.assertEqual([names[number] for number in (0, 1, 25, 26, 27, 52, 701, 702)],
                         ["sda", "sdb", "sdz", "sdaa", "sdab", "sdba", "sdzz", "sdaaa"])
        self.assertEqual(len(set(names)), 703)
        self.assertEqual(found[300].find("source").get("file"), "[a] b/300.vmdk")

    def test_models_of_cards(self):
        models = {"VirtualPCNet32": "vlance", "VirtualVmxnet": "vmxnet", "VirtualVmxnet2": "vmxnet2",
                  "VirtualVmxnet3": "vmxnet3", "VirtualE1000": "e1000", "VirtualE1000e": "e1000e",
                  "VirtualSriovEthernetCard": None, "VirtualOfTomorrow": None}
        found = self.devices(*(card(kind, NETWORK) for kind in models))
        self.assertEqual(len(found), len(models))
        for each, wanted in zip(found, models.values()):
            model = each.find("model")
            self.assertEqual(None if model is None else model.get("type"), wanted)
            self.assertEqual((each.tag, each.get("type"), each.find("source").get("bridge")),
                             ("interface", "bridge", "VM Network"))

    def test_networks_of_cards(self):
        opaque = "<backing><opaqueNetworkId>o</opaqueNetworkId><opaqueNetworkType>t</opaqueNetworkType></backing>"
        nameless = "<backing><deviceName/></backing>"
        found = self.devices(*(card("VirtualVmxnet3", backing)
                               for backing in (PORT, "", "<backing/>", opaque, nameless, port(portKey="42"))))
        self.assertEqual([each.get("type") for each in found], ["vds"] + ["null"] * 5)
        self.assertEqual([each.find("mac").get("address") for each in found], [MAC] * 6)
        self.assertEqual([each.find("source") for each in found[1:]], [None] * 5)

    def test_distributed_switches(self):
        """The uuid is as libvirt writes it; what a port that is not in use does not have is left out."""
        uuid = "503426b2-94e9-3b16-1d68-87bfff4a5440"
        whole = {"switchid": uuid, "portid": "42", "portgroupid": "dvportgroup-7", "connectionid": "123"}
        for backing, source in (
                (PORT, whole), (port(switchUuid=uuid.upper()), {"switchid": uuid}),
                (port(switchUuid=SWITCH, portgroupKey="g", portKey=""), {"switchid": uuid, "portgroupid": "g"}),
                (port(switchUuid="no uuid"), {"switchid": "no uuid"})):
            found, = self.devices(card("VirtualE1000", backing))
            self.assertEqual(found.find("source").attrib, source)
            self.assertEqual(list(found.find("source").attrib), list(source))

    def test_others(self):
        self.assertEqual(self.devices(device("VirtualCdrom", NETWORK), device("ParaVirtualSCSIController", ""),
                                      device("VirtualVmxnet3", NETWORK), device("VirtualDisk", "<backing/>")), [])


unittest.main()
