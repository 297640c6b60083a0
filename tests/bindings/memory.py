#!/usr/bin/python3
"""Memory parameters and memory sizes, through python3-libvirt."""
import libvirt

from shared import CONFIG, DEFAULT, FIXTURE, LIVE, UNLIMITED, begin, call, domain_xml, note

MIB = 1024


def parameters(domain):
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 4, 8):
        call(domain, "memoryParameters", flags)
    for given in ({"hard_limit": 4096 * MIB}, {"soft_limit": 1024 * MIB},
                  {"swap_hard_limit": 8192 * MIB},
                  {"hard_limit": 2048 * MIB, "soft_limit": 512 * MIB, "swap_hard_limit": 4096 * MIB},
                  {"swap_hard_limit": 1024 * MIB}, {"hard_limit": 5000 * MIB},
                  {"min_guarantee": 1024}, {"unknown": 1}, {"Hard_limit": 1},
                  {"hard_limit": 0}, {"hard_limit": -1}, {"hard_limit": "text"}, {"hard_limit": 1.5},
                  {"soft_limit": UNLIMITED}, {"soft_limit": 2 ** 64 - 1}, {"soft_limit": 2 ** 64},
                  {}):
        call(domain, "setMemoryParameters", given)
        call(domain, "memoryParameters")
    for flags in (LIVE, CONFIG, LIVE | CONFIG, 4, 8, 1 << 31):
        call(domain, "setMemoryParameters", {"soft_limit": 2048 * MIB + flags % 100}, flags)
        call(domain, "memoryParameters", LIVE)
        call(domain, "memoryParameters", CONFIG)
    call(domain, "setMemoryParameters",
         {"hard_limit": UNLIMITED, "soft_limit": UNLIMITED, "swap_hard_limit": UNLIMITED})
    call(domain, "memoryParameters")


def sizes(domain):
    for size in (1024 * MIB, 0, 1, -1, 2 ** 40):
        call(domain, "setMemory", size)
        call(domain, "maxMemory")
    for flags in (LIVE, CONFIG, LIVE | CONFIG, libvirt.VIR_DOMAIN_MEM_MAXIMUM,
                  libvirt.VIR_DOMAIN_MEM_MAXIMUM | CONFIG, 8):
        call(domain, "setMemoryFlags", 512 * MIB, flags)
        call(domain, "maxMemory")
    for size in (4096 * MIB, 0, 256 * MIB):
        call(domain, "setMaxMemory", size)
        call(domain, "maxMemory")
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 8):
        call(domain, "setMemoryStatsPeriod", 5, flags)
    call(domain, "setMemoryStatsPeriod", -1)


def read_only(uri, name):
    domain = libvirt.openReadOnly(uri).lookupByName(name)
    call(domain, "memoryParameters")
    call(domain, "setMemoryParameters", {"soft_limit": 1024})
    call(domain, "setMemory", 1024)
    call(domain, "setMaxMemory", 1024)
    call(domain, "setMemoryFlags", 1024, LIVE)
    call(domain, "setMemoryStatsPeriod", 5)


def from_xml(conn):
    note("limits that a definition brings")
    for inside in ("<memtune><hard_limit unit='GiB'>1</hard_limit></memtune>",
                   "<memtune><soft_limit unit='bytes'>1025</soft_limit></memtune>",
                   "<memtune><min_guarantee>4096</min_guarantee></memtune>",
                   "<memtune><hard_limit>x</hard_limit></memtune>",
                   "<memtune><hard_limit unit='Q'>5</hard_limit></memtune>"):
        domain = call(conn, "defineXML", domain_xml("limits", inside))
        if domain:
            call(domain, "memoryParameters")
            call(domain, "memoryParameters", CONFIG)
            call(domain, "undefine")


begin()
for uri, names in ((DEFAULT, ["test"]), (FIXTURE, ["runs", "stopped", "paused", "transient", "crashed"])):
    for name in names:
        connection = libvirt.open(uri)
        note(f"{name}: parameters")
        parameters(connection.lookupByName(name))
        note(f"{name}: sizes")
        sizes(connection.lookupByName(name))
        connection.close()
note("read-only")
read_only(DEFAULT, "test")
from_xml(libvirt.open(DEFAULT))
