#!/usr/bin/python3
"""The memory balloon of a real QEMU under software emulation: the guest gives memory back and gets it
again, tells its statistics, and its hard limit leaves room for it. libvirtd holds its own guest's
monitor: then a second one is needed.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import time
import uuid

import libvirt
import libvirt_qemu

from guest import (MIB, UNLIMITED, WORK, begin, check, end, libvirt_guest, plain_guest, refused, same,
                   virsh, wait_for)

MEMORY = 256
SMALL = 192
NAME = "virmemctl-balloon"
MONITOR = f"{WORK}/{NAME}.second"
# The guest harness holds the first monitor, so that it is busy.
OPTIONS = ("-device", "virtio-balloon-pci", "-qmp", f"unix:{MONITOR},server=on,wait=off",
           "-accel", "tcg,tb-size=32")


def actual(domain):
    return domain.memoryStats()["actual"]


def reaches(domain, size):
    wait_for(f"the balloon leaves {size} MiB", lambda: actual(domain) == size * MIB)


def inflates_and_deflates(domain):
    same("the balloon at first", actual(domain), MEMORY * MIB)
    # The guest tells them once when its driver starts.
    first = domain.memoryStats().get("last_update", 0)
    domain.setMemoryStatsPeriod(1)
    wait_for("the guest tells its statistics again",
             lambda: domain.memoryStats().get("last_update", 0) > first + 1)
    before = domain.memoryStats()
    start = time.monotonic()
    domain.setMemory(SMALL * MIB)
    check("a set does not wait for the guest", time.monotonic() - start < 10)
    reaches(domain, SMALL)
    wait_for("the guest has less that is unused",
             lambda: domain.memoryStats()["unused"] <= before["unused"] - (MEMORY - SMALL) * MIB * 3 // 4)
    inflated = domain.memoryStats()
    print(f"inflated: actual {inflated['actual']}, unused {before['unused']} -> {inflated['unused']} KiB")
    check("all of the guest's memory", 0 < inflated["available"] <= MEMORY * MIB, inflated)
    check("the time of the statistics", abs(inflated["last_update"] - time.time()) < 30, inflated)
    domain.setMemory(MEMORY * MIB)
    reaches(domain, MEMORY)
    wait_for("the guest has it again",
             lambda: domain.memoryStats()["unused"] >= before["unused"] - 8 * MIB)
    print(f"deflated: actual {actual(domain)}, unused {domain.memoryStats()['unused']} KiB")


def is_refused(domain):
    refused("more than the guest's memory", libvirt.VIR_ERR_INVALID_ARG, domain.setMemory, MEMORY * MIB + 1)
    refused("another maximum", libvirt.VIR_ERR_OPERATION_INVALID, domain.setMaxMemory, MEMORY * MIB)
    same("the balloon afterwards", actual(domain), MEMORY * MIB)


def beside_the_hard_limit(domain):
    message = refused("a hard limit below the balloon", libvirt.VIR_ERR_INVALID_ARG,
                      domain.setMemoryParameters, {"hard_limit": MEMORY * MIB})
    check("it tells both figures", f"{MEMORY * MIB} KiB" in message, message)
    print(message)
    domain.setMemory(SMALL * MIB)
    reaches(domain, SMALL)
    hard = (SMALL + 200) * MIB
    domain.setMemoryParameters({"hard_limit": hard})
    same("the hard limit", domain.memoryParameters()["hard_limit"], hard)
    domain.setMemoryParameters({"hard_limit": UNLIMITED, "swap_hard_limit": UNLIMITED})
    domain.setMemory(MEMORY * MIB)
    reaches(domain, MEMORY)


def an_attached_one(connection):
    with plain_guest(NAME, MEMORY, "-uuid", str(uuid.uuid4()), *OPTIONS) as (process, monitor, console):
        domain = libvirt_qemu.qemuAttach(connection, process.pid, 0)
        monitor.run("cont")
        console.up()
        inflates_and_deflates(domain)
        is_refused(domain)
        beside_the_hard_limit(domain)


def without_a_balloon(connection):
    name = f"{NAME}-none"
    with plain_guest(name, MEMORY, "-qmp", f"unix:{WORK}/{name}.second,server=on,wait=off") as (process, _, _):
        domain = libvirt_qemu.qemuAttach(connection, process.pid, 0)
        refused("a guest without a balloon", libvirt.VIR_ERR_OPERATION_INVALID, domain.setMemory, SMALL * MIB)


def a_guest_of_libvirt(connection):
    name = f"{NAME}-libvirt"
    with libvirt_guest(name, MEMORY, 32):
        domain = connection.lookupByName(name)
        message = refused("libvirtd holds the monitor", libvirt.VIR_ERR_OPERATION_UNSUPPORTED,
                          domain.setMemory, SMALL * MIB)
        check("it says who", "libvirtd" in message, message)
        check("statistics are told all the same", "rss" in domain.memoryStats())
    second = f"{WORK}/{name}.second"
    with libvirt_guest(name, MEMORY, 32, ("-qmp", f"unix:{second},server=on,wait=off")):
        domain = connection.lookupByName(name)
        domain.setMemory(SMALL * MIB)
        reaches(domain, SMALL)
        wait_for("libvirt sees it", lambda: f"actual {SMALL * MIB}" in virsh("dommemstat", name).splitlines())
        # libvirt lets its users set that, so it is set here too.
        domain.setMemoryParameters({"hard_limit": SMALL * MIB})
        same("the hard limit", domain.memoryParameters()["hard_limit"], SMALL * MIB)


def main():
    begin()
    connection = libvirt.open("qemu:///system")
    an_attached_one(connection)
    without_a_balloon(connection)
    a_guest_of_libvirt(connection)
    end()


main()
