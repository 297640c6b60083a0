#!/usr/bin/python3
"""A real libvirtd and this library on one guest: both report the same identity and limits, and each
sees what the other sets; and the same without libvirtd.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import xml.etree.ElementTree as ElementTree

import libvirt

from guest import (MIB, UNLIMITED, begin, check, end, libvirt_guest, memtune_of_virsh, pid_of,
                   refused, same, start_libvirtd, stop_libvirtd, virsh)

NAME = "virmemctl-agree"
MEMORY = 256
OURS = ("cgroup:///system", "qemu:///system")


def shown(connection):
    """Our guests; the machine may have others."""
    names = (each.name() for each in connection.listAllDomains())
    return [name for name in names if name.startswith(NAME)]


def lookups(connection, uri):
    number, uuid = int(virsh("domid", NAME)), virsh("domuuid", NAME)
    domain = connection.lookupByName(NAME)
    same(f"{uri}: its number", domain.ID(), number)
    same(f"{uri}: its uuid", domain.UUIDString(), uuid)
    same(f"{uri}: by number", connection.lookupByID(number).name(), NAME)
    same(f"{uri}: by uuid", connection.lookupByUUIDString(uuid).name(), NAME)
    same(f"{uri}: all", shown(connection), [NAME])
    check(f"{uri}: numbers", number in connection.listDomainsID())
    return domain


def details(domain, uri, with_libvirtd=True):
    state, most, memory, cpus, time = domain.info()
    same(f"{uri}: its size", (most, memory, cpus), (MEMORY * MIB, MEMORY * MIB, 1))
    same(f"{uri}: it runs", (state, domain.state()[0], domain.isActive()),
         (libvirt.VIR_DOMAIN_RUNNING, libvirt.VIR_DOMAIN_RUNNING, 1))
    check(f"{uri}: it has used CPU time", time > 0)
    same(f"{uri}: its kind", domain.OSType(), "hvm")
    same(f"{uri}: persistent", domain.isPersistent(), 1)
    root = ElementTree.fromstring(domain.XMLDesc())
    same(f"{uri}: the document", (root.get("type"), root.findtext("name"), root.findtext("uuid"),
                                  root.findtext("memory")),
         ("qemu", NAME, domain.UUIDString(), str(MEMORY * MIB)))
    check(f"{uri}: the document has its devices", root.find("devices/emulator") is not None)
    if with_libvirtd:
        whole = ElementTree.fromstring(virsh("dumpxml", NAME))
        same(f"{uri}: the parts of the document", sorted({each.tag for each in root} - {"memtune"}),
             sorted({each.tag for each in whole} - {"memtune"}))


def limits(domain):
    """As the three that libvirt knows."""
    known = ("hard_limit", "soft_limit", "swap_hard_limit")
    values = domain.memoryParameters()
    return {name: values[name] for name in known}


def both_ways(domain, uri):
    same(f"{uri}: unlimited", limits(domain), memtune_of_virsh(NAME))
    for number, setting in enumerate((
            {"hard_limit": 1024 * MIB}, {"soft_limit": 900 * MIB},
            {"hard_limit": 1500 * MIB, "soft_limit": 1100 * MIB},
            {"hard_limit": UNLIMITED, "soft_limit": UNLIMITED})):
        domain.setMemoryParameters(setting, libvirt.VIR_DOMAIN_AFFECT_LIVE if number % 2 else 0)
        seen = memtune_of_virsh(NAME)
        same(f"{uri}: virsh sees {setting}", {name: seen[name] for name in setting}, setting)
        same(f"{uri}: as it is read here", limits(domain), seen)
    virsh("memtune", NAME, "--hard-limit", str(2000 * MIB), "--soft-limit", str(777 * MIB), "--live")
    same(f"{uri}: what virsh set", (limits(domain)["hard_limit"], limits(domain)["soft_limit"]),
         (2000 * MIB, 777 * MIB))
    root = ElementTree.fromstring(domain.XMLDesc())
    same(f"{uri}: and in the document", root.findtext("memtune/hard_limit"), str(2000 * MIB))
    virsh("memtune", NAME, "--hard-limit", "-1", "--soft-limit", "-1", "--live")


def libvirts_definition(domain, uri):
    """Its persistent definition, and the domain itself."""
    before = virsh("dumpxml", NAME, "--inactive")
    told = refused("a persistent change", libvirt.VIR_ERR_OPERATION_INVALID,
                   domain.setMemoryParameters, {"hard_limit": 1024 * MIB},
                   libvirt.VIR_DOMAIN_AFFECT_CONFIG)
    check(f"{uri}: the message names libvirtd", "libvirtd" in told, told)
    refused("a persistent get", libvirt.VIR_ERR_OPERATION_INVALID, domain.memoryParameters,
            libvirt.VIR_DOMAIN_AFFECT_CONFIG)
    same(f"{uri}: libvirt's definition stayed", virsh("dumpxml", NAME, "--inactive"), before)
    same(f"{uri}: and nothing live changed", limits(domain), memtune_of_virsh(NAME))


def without_libvirtd(domains, console):
    for uri, domain in domains.items():
        domain.setMemoryParameters({"hard_limit": 1234 * MIB, "soft_limit": 1000 * MIB})
        same(f"{uri}: a set without libvirtd", limits(domain)["hard_limit"], 1234 * MIB)
        details(domain, f"{uri} without libvirtd", with_libvirtd=False)
        fresh = libvirt.open(uri)
        same(f"{uri}: found without libvirtd", shown(fresh), [NAME])
        domain.setMemoryParameters({"hard_limit": 1235 * MIB})
    check("the guest lives", console.answers())


def all_of_it():
    connections = {uri: libvirt.open(uri) for uri in OURS}
    with libvirt_guest(NAME, MEMORY) as console:
        domains = {uri: lookups(connection, uri) for uri, connection in connections.items()}
        for uri, domain in domains.items():
            details(domain, uri)
            both_ways(domain, uri)
            libvirts_definition(domain, uri)
        same("lxc:///system shows none", shown(libvirt.open("lxc:///system")), [])
        virsh("suspend", NAME)
        for uri, domain in domains.items():
            same(f"{uri}: paused", domain.state()[0], libvirt.VIR_DOMAIN_PAUSED)
        virsh("resume", NAME)
        number = pid_of(NAME)
        stop_libvirtd()
        without_libvirtd(domains, console)
        start_libvirtd()
        same("virsh reads what was set meanwhile", memtune_of_virsh(NAME)["hard_limit"], 1235 * MIB)
        same("it is the same guest", pid_of(NAME), number)
        virsh("destroy", NAME)
        for uri, domain in domains.items():
            refused("a guest that has ended", libvirt.VIR_ERR_NO_DOMAIN, domain.memoryParameters)
            same(f"{uri}: none is left", shown(connections[uri]), [])


begin()
all_of_it()
end()
