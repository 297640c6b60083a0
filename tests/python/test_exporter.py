#!/usr/bin/env python3
"""Debian's Prometheus exporter on this host's domains, one of which has a disk and an interface in its
document: no lack of one domain ends the scrape of all. Its exit status is as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
from ctypes import c_char_p, c_int, c_uint, c_void_p

EXPORTER = "/usr/bin/prometheus-libvirt-exporter"
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
LIBRARY = os.environ.get("VIRMEMCTL_LIB") or "libvirmemctl.so.0"
DROPIN = os.environ.get("VIRMEMCTL_DROPIN") or os.path.join(
    os.path.dirname(os.path.dirname(LIBRARY)), "dropin")
SECONDS = 60

DOCUMENT = """<domain type='cgroup'><name>{name}</name><memory unit='MiB'>64</memory>
<os><type>exe</type><init>/bin/sleep</init><initarg>1000</initarg></os>{devices}</domain>"""
DEVICES = """<devices>
<disk type='file' device='disk'><source file='/no/such/image'/><target dev='vda'/></disk>
<interface type='ethernet'><target dev='virmemctl-none'/></interface>
</devices>"""


def load():
    lib = ctypes.CDLL(LIBRARY)
    for name, result, arguments in (
            ("virConnectOpen", c_void_p, [c_char_p]),
            ("virConnectClose", c_int, [c_void_p]),
            ("virDomainCreateXML", c_void_p, [c_void_p, c_char_p, c_uint]),
            ("virDomainDestroy", c_int, [c_void_p]),
            ("virDomainFree", c_int, [c_void_p])):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scrape(address):
    try:
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return None


class Exporter(unittest.TestCase):
    def setUp(self):
        self.lib = load()
        self.conn = self.lib.virConnectOpen(b"cgroup:///system")
        self.assertTrue(self.conn)
        self.addCleanup(self.lib.virConnectClose, self.conn)

    def start_domain(self, name, devices):
        xml = DOCUMENT.format(name=name, devices=devices).encode()
        domain = self.lib.virDomainCreateXML(self.conn, xml, 0)
        self.assertTrue(domain)
        self.addCleanup(self.forget, name)
        self.addCleanup(self.lib.virDomainFree, domain)
        self.addCleanup(self.lib.virDomainDestroy, domain)

    @staticmethod
    def forget(name):
        os.unlink(f"/var/log/virmemctl/{name}.log")

    def metrics(self):
        address = f"127.0.0.1:{free_port()}"
        environment = {**os.environ, "LD_LIBRARY_PATH": DROPIN}
        process = subprocess.Popen(
            [EXPORTER, f"--web.listen-address={address}", "--libvirt.uri=cgroup:///system"],
            env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            text = scrape(address)
            if text:
                return text
            time.sleep(0.1)
        self.fail("the exporter does not answer")

    def test_a_disk_does_not_end_the_scrape(self):
        plain, disk = (f"virmemctl-exporter-{kind}-{os.getpid()}" for kind in ("plain", "disk"))
        self.start_domain(disk, DEVICES)
        self.start_domain(plain, "")
        text = self.metrics()
        self.assertIn("\nlibvirt_up 1\n", text)
        lines = text.splitlines()
        for name in plain, disk:
            self.assertTrue(any(f'"{name}"' in line for line in lines), f"{name} is not in {text}")
        of_disk = [line for line in lines if f'"{disk}"' in line and '"vda"' in line]
        self.assertTrue(of_disk, text)


if __name__ == "__main__":
    if KIND != "kernel":
        print("SKIP: only for kind kernel")
        sys.exit(77)
    if not os.path.exists(EXPORTER):
        print("SKIP: needs prometheus-libvirt-exporter")
        sys.exit(77)
    unittest.main()
