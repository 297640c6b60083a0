#!/usr/bin/python3
"""Virtual CPUs: count and pinning, through python3-libvirt."""
import libvirt

from shared import CONFIG, DEFAULT, FIXTURE, LIVE, begin, call, note, shape

MAXIMUM = libvirt.VIR_DOMAIN_VCPU_MAXIMUM
GUEST = libvirt.VIR_DOMAIN_VCPU_GUEST
CPU_TIME = 2
ONE = (True,) + (False,) * 7
NONE = (False,) * 8


def timeless(result):
    """vcpus() without CPU times."""
    if not result:
        return result
    rows, maps = result
    return [tuple(shape(item) if place == CPU_TIME else item for place, item in enumerate(row))
            for row in rows], maps


def counts(domain):
    call(domain, "maxVcpus")
    for flags in (0, LIVE, CONFIG, MAXIMUM, MAXIMUM | LIVE, MAXIMUM | CONFIG, LIVE | CONFIG, GUEST,
                  GUEST | LIVE, 1 << 10):
        call(domain, "vcpusFlags", flags)
    for number in (1, 2, 3, 4, 0, -1, 33, 70000):
        call(domain, "setVcpus", number)
        call(domain, "vcpusFlags")
    for flags in (LIVE, CONFIG, LIVE | CONFIG, MAXIMUM, MAXIMUM | CONFIG, MAXIMUM | LIVE, GUEST,
                  libvirt.VIR_DOMAIN_VCPU_HOTPLUGGABLE, 1 << 10):
        for number in (1, 2, 0, 5, 4):
            call(domain, "setVcpusFlags", number, flags)
            call(domain, "vcpusFlags", LIVE)
            call(domain, "vcpusFlags", CONFIG)
            call(domain, "vcpusFlags", MAXIMUM | CONFIG)


def pinning(domain):
    call(domain, "vcpus", mask=timeless)
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, MAXIMUM, 8):
        call(domain, "vcpuPinInfo", flags)
        call(domain, "emulatorPinInfo", flags)
        call(domain, "ioThreadInfo", flags)
    for vcpu, cpus in ((0, ONE), (1, ONE), (0, NONE), (7, ONE), (-1, ONE), (0, (True,) * 16),
                       (0, (False, True))):
        call(domain, "pinVcpu", vcpu, cpus)
        call(domain, "vcpuPinInfo")
        call(domain, "vcpus", mask=timeless)
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 8):
        call(domain, "pinVcpuFlags", 0, ONE, flags)
        call(domain, "pinEmulator", ONE, flags)
        call(domain, "vcpuPinInfo", CONFIG)
        call(domain, "emulatorPinInfo", CONFIG)


def read_only():
    domain = libvirt.openReadOnly(DEFAULT).lookupByName("test")
    call(domain, "vcpusFlags")
    call(domain, "vcpus", mask=timeless)
    call(domain, "setVcpus", 1)
    call(domain, "setVcpusFlags", 1, CONFIG)
    call(domain, "pinVcpu", 0, ONE)
    call(domain, "pinVcpuFlags", 0, ONE, LIVE)
    call(domain, "pinEmulator", ONE)


begin()
for uri, names in ((DEFAULT, ["test"]), (FIXTURE, ["runs", "stopped", "paused", "transient", "crashed"])):
    for name in names:
        for part in (counts, pinning):
            connection = libvirt.open(uri)
            note(f"{name}: {part.__name__}")
            part(connection.lookupByName(name))
            connection.close()
note("read-only")
read_only()
