#!/usr/bin/python3
"""The host's hardware and capabilities, through python3-libvirt."""
import libvirt

from shared import DEFAULT, FIXTURE, begin, call, note

CPU = "<cpu><arch>x86_64</arch><model>qemu64</model></cpu>"
OTHER = "<cpu><arch>x86_64</arch><model>kvm64</model></cpu>"
OF_VENDOR = "<cpu><arch>x86_64</arch><model>qemu64</model><vendor>Intel</vendor></cpu>"


def facts(conn):
    for method in ("getInfo", "getCapabilities", "getCPUMap", "getFreeMemory", "getSecurityModel",
                   "getSysinfo", "getDomainCapabilities"):
        call(conn, method)
    for number in (-1, 0, 1, 15, 16, 99):
        call(conn, "getCPUStats", number)
        call(conn, "getMemoryStats", number)
    call(conn, "getCPUStats", 0, 8)
    for first, count in ((0, 1), (0, 2), (1, 1), (0, 10), (2, 1), (-1, 1), (0, 0), (0, -1)):
        call(conn, "getCellsFreeMemory", first, count)
    for kind in (None, "", "test", "qemu"):
        call(conn, "getMaxVcpus", kind)
    call(conn, "getSysinfo", 8)
    call(conn, "getDomainCapabilities", None, "x86_64", None, "test", 0)
    call(conn, "getDomainCapabilities", None, "nosuch", None, "test", 0)


def processors(conn):
    call(conn, "getCPUModelNames", "x86_64", mask=lambda names: "qemu64" in names)
    call(conn, "getCPUModelNames", "nosuch")
    call(conn, "getCPUModelNames", "x86_64", 8)
    for cpus in ([], ["x"], ["<nosuch/>"], [CPU], [CPU, CPU]):
        call(conn, "baselineCPU", cpus)
        call(conn, "baselineHypervisorCPU", None, None, None, None, cpus)
    for cpus in ([CPU, OTHER], [OF_VENDOR]):
        call(conn, "baselineCPU", cpus, mask=str.split)
    call(conn, "baselineCPU", [CPU], 1 << 10)


def keep_alive(conn):
    for interval, count in ((5, 3), (0, 0), (-1, 3)):
        call(conn, "setKeepAlive", interval, count)


begin()
for uri in (DEFAULT, FIXTURE):
    connection = libvirt.open(uri)
    note("another host")
    facts(connection)
    processors(connection)
    keep_alive(connection)
note("read-only")
connection = libvirt.openReadOnly(DEFAULT)
facts(connection)
processors(connection)
keep_alive(connection)
