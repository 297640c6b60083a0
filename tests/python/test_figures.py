#!/usr/bin/env python3
"""What Debian's Prometheus exporter and collectd's virt plugin tell of a domain that works is what the kernel's own
files say: the files are read before and after, and each figure lies between. Exit status as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re
import stat
import struct
import sys
import tempfile
import unittest

import clients
from kernel_files import Group, SECOND, traffic

MIB = 1 << 20
MEMORY, LIMIT, VCPUS = 256, 200, 3
# In user-mode-linux the folders for temporary files are in memory.
FOLDER = os.path.dirname(os.path.abspath(clients.LIBRARY))
FILE_SIZE, HELD = 4 * MIB, 56 * MIB
# Sizes are told in KiB, and what a program holds varies a little, in either direction.
SIZE, EXACT, FEW = 2 * MIB, 0, 64

MORE = f"<memtune><hard_limit unit='MiB'>{LIMIT}</hard_limit></memtune><vcpu>{VCPUS}</vcpu>"
INTERFACE = "<interface type='ethernet'><target dev='lo'/></interface>"
DISK = "<disk type='block' device='disk'><source dev='{disk}'/><target dev='vda'/></disk>"
# On cgroup v1 a domain has a group for block I/O where it has a parameter of it.
TUNE = "<blkiotune><device><path>{disk}</path><read_iops_sec>1000000</read_iops_sec></device></blkiotune>"

# metric -> figure, the factor between their units, and how far beyond the kernel's two figures it may lie
EXPORTER = {
    "domain_info_memory_usage_bytes": ("usage", 1, SIZE),
    "domain_info_cpu_time_seconds_total": ("cpu", SECOND, SECOND // 10**6),
    "domain_block_stats_read_bytes_total": ("read bytes", 1, EXACT),
    "domain_block_stats_read_requests_total": ("reads", 1, EXACT),
    "domain_block_stats_write_bytes_total": ("written bytes", 1, EXACT),
    "domain_block_stats_write_requests_total": ("writes", 1, EXACT),
    "domain_interface_stats_receive_bytes_total": ("received", 1, EXACT),
    "domain_interface_stats_transmit_bytes_total": ("sent", 1, EXACT),
}
# metric, column -> the same
COLLECTD = {
    ("memory-total", 0): ("usage", 1, SIZE),
    ("memory-available", 0): ("limit", 1, EXACT),
    ("memory-unused", 0): ("unused", 1, SIZE),
    ("memory-rss", 0): ("rss", 1, SIZE),
    ("memory-disk_caches", 0): ("caches", 1, SIZE + FILE_SIZE),
    ("virt_cpu_total", 0): ("cpu", 1, EXACT),
    ("ps_cputime", 0): ("user", 1, EXACT),
    ("ps_cputime", 1): ("system", 1, EXACT),
    ("ps_pagefaults", 0): ("minor faults", 1, FEW),
    ("ps_pagefaults", 1): ("major faults", 1, EXACT),
    ("disk_octets-vda", 0): ("read bytes", 1, EXACT),
    ("disk_octets-vda", 1): ("written bytes", 1, EXACT),
    ("disk_ops-vda", 0): ("reads", 1, EXACT),
    ("disk_ops-vda", 1): ("writes", 1, EXACT),
    ("if_octets-lo", 0): ("received", 1, EXACT),
    ("if_octets-lo", 1): ("sent", 1, EXACT),
}
# What cannot be 0 once the program works.
NEEDED = ("usage", "rss", "caches", "cpu", "user", "minor faults", "major faults")
NEEDED_OF_DISK = ("read bytes", "reads")


def disk_of(path):
    """The block device of a file's file system, or of a device itself: its path and its number. A partition is
    accounted with its disk. None where the file system has none."""
    found = os.stat(path)
    device = found.st_rdev if stat.S_ISBLK(found.st_mode) else found.st_dev
    place = os.path.realpath(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if os.path.exists(f"{place}/partition"):
        place = os.path.dirname(place)
    if not os.path.exists(f"{place}/dev"):
        return None
    with open(f"{place}/dev", encoding="utf-8") as file:
        return f"/dev/{os.path.basename(place)}", file.read().strip()


def can_be_read(path):
    try:
        with open(path, "rb") as file:
            return len(file.read(1)) == 1
    except OSError:
        return False


def find_disk(folder):
    """The disk that the program works on, and what it reads of it besides a file in the folder: the folder's own, else
    one that can be read as it is."""
    own = disk_of(folder)
    if own:
        return own, []
    readable = [path for name in sorted(os.listdir("/sys/block")) if can_be_read(path := f"/dev/{name}")]
    return (disk_of(readable[0]), readable[:1]) if readable else (None, [])


class Figures(clients.Clients):
    def setUp(self):
        super().setUp()
        self.name = f"virmemctl-figures-{os.getpid()}"
        found, arguments = find_disk(FOLDER)
        disk, self.number = found or (None, None)
        if not disk:
            print("no block device: the figures of disks are left out")
        file = tempfile.NamedTemporaryFile(dir=FOLDER, prefix="virmemctl-figures-")
        self.addCleanup(file.close)
        file.write(bytes(FILE_SIZE))
        file.flush()
        os.fsync(file.fileno())
        program = [sys.executable, "-B", os.path.join(os.path.dirname(os.path.abspath(__file__)), "busy.py"),
                   file.name, *arguments]
        more, devices = (MORE + TUNE, INTERFACE + DISK) if disk else (MORE, INTERFACE)
        pid = self.start_domain(self.name, program, MEMORY, more.format(disk=disk),
                                f"<devices>{devices.format(disk=disk)}</devices>")
        self.group = Group(pid)
        self.wait_for("the program does not work", self.works)

    def kernel(self):
        disk = self.group.disk(self.number) if self.number else {}
        return {**self.group.memory(), **self.group.cpu(), **traffic("lo"), **disk}

    def works(self):
        now = self.kernel()
        needed = NEEDED + (NEEDED_OF_DISK if self.number else ())
        return now["rss"] >= HELD and now["user"] > now["system"] and all(now[name] > 0 for name in needed)

    def compare(self, told, table, before, after):
        for metric, (figure, factor, tolerance) in table.items():
            if figure not in before:
                continue
            self.assertIn(metric, told)
            value = told[metric] * factor
            low, high = sorted((before[figure], after[figure]))
            print(f"{metric}: {value:.0f}, {figure} {low}..{high}")
            self.assertTrue(low - tolerance <= value <= high + tolerance,
                            f"{metric} is {value:.0f}, the kernel's {figure} {low} to {high}")

    def test_exporter(self):
        scrape = self.start_exporter()
        before = self.kernel()
        text = scrape()
        after = self.kernel()
        told = {name: float(value) for name, value in re.findall(
            rf'^libvirt_(\w+)\{{domain="{self.name}".*\}} (\S+)$', text, re.MULTILINE)}
        self.compare(told, EXPORTER, before, after)
        self.assertEqual(told["domain_info_virtual_cpus"], VCPUS)
        self.assertEqual(told["domain_info_maximum_memory_bytes"], MEMORY * MIB)
        self.assertEqual(told["domain_state_code"], 1)

    def test_collectd(self):
        def is_enough(found):
            metrics = {metric for (metric, _column), (figure, *_) in COLLECTD.items() if figure in before}
            return found if all(found.get((self.name, metric)) for metric in metrics) else None

        before = self.kernel()
        found = self.collectd(f'Connection "{clients.URI}"\n  ExtraStats "disk memory pcpu"', is_enough)
        after = self.kernel()
        told = {(metric, column): number(metric, found[self.name, metric][0][column])
                for metric, column in COLLECTD if (self.name, metric) in found}
        self.compare(told, COLLECTD, before, after)


def number(metric, text):
    """collectd writes the page faults as the bits of a floating-point number."""
    if metric == "ps_pagefaults":
        return struct.unpack("<d", struct.pack("<q", int(text)))[0]
    return float(text)


if __name__ == "__main__":
    clients.skip_unless(clients.KIND == "kernel", "only for kind kernel")
    clients.skip_unless(os.path.exists(clients.EXPORTER), "needs prometheus-libvirt-exporter")
    clients.skip_unless(os.path.exists(clients.COLLECTD) and os.path.exists(clients.COLLECTD_PLUGIN),
                        "needs collectd-core")
    unittest.main()
