#!/usr/bin/env python3
"""Debian's Prometheus exporter on this host's domains, one of which has a disk and an interface in its
document: no lack of one domain ends the scrape of all. Its exit status is as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import unittest

import clients

PROGRAM = ["/bin/sleep", "1000"]
DEVICES = """<devices>
<disk type='file' device='disk'><source file='/no/such/image'/><target dev='vda'/></disk>
<interface type='ethernet'><target dev='virmemctl-none'/></interface>
</devices>"""


class Exporter(clients.Clients):
    def test_a_disk_does_not_end_the_scrape(self):
        plain, disk = (f"virmemctl-exporter-{kind}-{os.getpid()}" for kind in ("plain", "disk"))
        self.start_domain(disk, PROGRAM, devices=DEVICES)
        self.start_domain(plain, PROGRAM)
        text = self.start_exporter()()
        self.assertIn("\nlibvirt_up 1\n", text)
        lines = text.splitlines()
        for name in plain, disk:
            self.assertTrue(any(f'"{name}"' in line for line in lines), f"{name} is not in {text}")
        of_disk = [line for line in lines if f'"{disk}"' in line and '"vda"' in line]
        self.assertTrue(of_disk, text)


if __name__ == "__main__":
    clients.skip_unless(clients.KIND == "kernel", "only for kind kernel")
    clients.skip_unless(os.path.exists(clients.EXPORTER), "needs prometheus-libvirt-exporter")
    unittest.main()
