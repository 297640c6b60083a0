#!/usr/bin/python3
"""Devices in the document of a machine: as many disks as it has, and cards of each kind on each kind of network.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import re
import unittest
import xml.etree.ElementTree as ElementTree

from client import Case, opened
from interceptor import Interceptor
from simulator import Simulator

NAME = "ha-host_VM0"
DEVICES = re.compile(rb"(<name>config.hardware.device</name><val[^>]*>).*?(</val>)", re.S)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NETWORK = "<backing><deviceName>VM Network</deviceName></backing>"
PORT = ("<backing><port><switchUuid>50 2c</switchUuid><portgroupKey>dvportgroup-7</portgroupKey><portKey>42</portKey>"
        "<connectionCookie>123</connectionCookie></port></backing>")


def device(kind, inside):
    return f'<VirtualDevice xmlns:xsi="{XSI}" xsi:type="{kind}"><key>1</key>{inside}</VirtualDevice>'


def card(kind, backing):
    return device(kind, f"{backing}<macAddress>00:0c:29:00:00:01</macAddress>")


def disk(number):
    return device("VirtualDisk", f"<backing><fileName>[a] b/{number}.vmdk</fileName></backing>")


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
        def action(handler, body):
            status, _, data = handler.answered(body)
            inside = "".join(all_devices).encode()
            handler.give(status, DEVICES.sub(lambda found: found.group(1) + inside + found.group(2), data))
        self.interceptor.intercept(action, "RetrievePropertiesEx")
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
                  "VirtualSriovEthernetCard": None}
        found = self.devices(*(card(kind, NETWORK) for kind in models))
        self.assertEqual(len(found), len(models))
        for each, wanted in zip(found, models.values()):
            model = each.find("model")
            self.assertEqual(None if model is None else model.get("type"), wanted)
            self.assertEqual((each.tag, each.get("type"), each.find("source").get("bridge")),
                             ("interface", "bridge", "VM Network"))

    def test_networks_of_cards(self):
        found = self.devices(*(card("VirtualVmxnet3", backing) for backing in (PORT, "", "<backing/>")))
        self.assertEqual([each.get("type") for each in found], ["vds", "dummy", "dummy"])
        self.assertEqual(found[0].find("source").attrib, {"switchid": "50 2c", "portgroupid": "dvportgroup-7",
                                                          "portid": "42", "connectionid": "123"})
        self.assertEqual([each.find("mac").get("address") for each in found], ["00:0c:29:00:00:01"] * 3)

    def test_others(self):
        self.assertEqual(self.devices(device("VirtualCdrom", NETWORK), device("ParaVirtualSCSIController", ""),
                                      device("VirtualVmxnet3", NETWORK), device("VirtualDisk", "<backing/>")), [])


unittest.main()
