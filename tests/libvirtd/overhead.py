#!/usr/bin/python3
"""The suggested hard limit on a real QEMU under software emulation: with it the guest can use all
its memory and survives; with a limit equal to its memory it is killed.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import uuid

import libvirt
import libvirt_qemu

from guest import (MIB, begin, check, end, group_of, is_alive, libvirt_guest, most_used, pid_of,
                   plain_guest, refused, same, suggestion, wait_for)

MEMORY = 256
# The part that the guest's kernel leaves for files.
FILL = 180
# QEMU's buffer for translated code, in MiB: with the default the margin could not be measured.
BUFFER = 32
MARGIN = 64


def report(what, suggested, group):
    used = most_used(group)
    print(f"{what}: guest {MEMORY} MiB, most used {used // MIB} MiB, suggested {suggested // MIB} MiB")
    return used


def a_guest_of_libvirt(connection):
    name = "virmemctl-overhead"
    with libvirt_guest(name, MEMORY, BUFFER) as console:
        domain = connection.lookupByName(name)
        group = group_of(pid_of(name))
        before = suggestion(domain)
        domain.setMemoryParameters({"hard_limit": before})
        check("the guest lives with the suggested limit, all its memory in use", console.fill(FILL))
        used = report("libvirt's guest", before, group)
        check("it used more than its own memory", used > MEMORY * MIB, used)
        # The unused part consists of the margin and of the unfilled part of the buffer.
        check("the suggestion is not far off", before - used <= (MARGIN + BUFFER + 16) * MIB, before)
        after = suggestion(domain)
        check("it is much the same afterwards", abs(after - before) <= 24 * MIB, (before, after))


def its_memory_is_not_enough(connection):
    name = "virmemctl-overhead-small"
    with libvirt_guest(name, MEMORY, BUFFER) as console:
        pid = pid_of(name)
        connection.lookupByName(name).setMemoryParameters({"hard_limit": MEMORY * MIB})
        check("a guest with its own memory as the limit is killed", not console.fill(FILL))
        wait_for("QEMU is gone", lambda: not is_alive(pid))


def an_attached_one(connection, name, *options):
    given = str(uuid.uuid4())
    with plain_guest(name, MEMORY, "-uuid", given, *options) as (process, monitor, console):
        domain = libvirt_qemu.qemuAttach(connection, process.pid, 0)
        same("its name", domain.name(), name)
        same("its uuid", domain.UUIDString(), given)
        same("its memory", domain.maxMemory(), MEMORY * MIB)
        same("its kind", domain.OSType(), "hvm")
        start = suggestion(domain)
        monitor.run("cont")
        console.up()
        suggested = suggestion(domain)
        check("the suggestion of a started guest holds more", suggested >= start, (start, suggested))
        domain.setMemoryParameters({"hard_limit": suggested})
        check(f"{name} lives with the suggested limit", console.fill(FILL))
        used = report(name, suggested, group_of(process.pid))
        check("the suggestion is above what was used", suggested > used, (suggested, used))
        refused("an unknown flag", libvirt.VIR_ERR_INVALID_ARG, suggestion, domain, 1)
    refused("one that has ended", libvirt.VIR_ERR_NO_DOMAIN, suggestion, domain)
    return suggested


begin()
host = libvirt.open("cgroup:///system")
a_guest_of_libvirt(libvirt.open("qemu:///system"))
its_memory_is_not_enough(host)
plain = an_attached_one(host, "virmemctl-plain", "-accel", f"tcg,tb-size={BUFFER}")
video = an_attached_one(host, "virmemctl-video", "-accel", f"tcg,tb-size={BUFFER}", "-vga", "qxl")
check("what its graphics may use is in it", video - plain >= 100 * MIB, (plain, video))
whole = an_attached_one(host, "virmemctl-default", "-accel", "tcg")
check("the translation buffer counts whole", whole - plain >= 256 * MIB, (plain, whole))
end()
