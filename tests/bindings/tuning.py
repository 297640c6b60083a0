#!/usr/bin/python3
"""Scheduler, block I/O, NUMA and interface parameters, and devices, through python3-libvirt."""
import libvirt

from shared import CONFIG, DEFAULT, FIXTURE, LIVE, begin, call, note

ALL_FLAGS = (0, LIVE, CONFIG, LIVE | CONFIG, 8)
DISK = "<disk type='file' device='disk'><source file='/x'/><target dev='vdz' bus='virtio'/></disk>"


def scheduler(domain):
    call(domain, "schedulerType")
    call(domain, "schedulerParameters")
    for flags in ALL_FLAGS:
        call(domain, "schedulerParametersFlags", flags)
    for given in ({"weight": 75}, {"weight": 0}, {"weight": -1}, {"weight": 2 ** 32}, {"weight": "x"},
                  {"cpu_shares": 1}, {}):
        call(domain, "setSchedulerParameters", given)
        call(domain, "schedulerParameters")
        for flags in ALL_FLAGS:
            call(domain, "setSchedulerParametersFlags", given, flags)


def block_io(domain):
    for flags in ALL_FLAGS:
        call(domain, "blkioParameters", flags)
    for given in ({"weight": 600}, {"weight": 1}, {"weight": 0}, {"weight": "x"},
                  {"device_weight": "/dev/sda,400"}, {"device_weight": "/dev/sda,0"},
                  {"device_weight": "nonsense"}, {"device_weight": "/dev/sda"},
                  {"device_read_bytes_sec": "/dev/sda,1000,/dev/sdb,2000"},
                  {"device_write_bytes_sec": "/dev/sda,1000"},
                  {"device_read_iops_sec": "/dev/sda,10"}, {"device_write_iops_sec": "/dev/sda,x"},
                  {"weight": 300, "device_weight": "/dev/sda,500"}, {"nosuch": 1}, {}):
        for flags in (0, LIVE, CONFIG):
            call(domain, "setBlkioParameters", given, flags)
        call(domain, "blkioParameters", LIVE)
        call(domain, "blkioParameters", CONFIG)
    call(domain, "setBlkioParameters", {"weight": 600}, 8)
    call(domain, "setBlkioParameters", {"weight": 600}, LIVE | CONFIG)


def numa(domain):
    for flags in ALL_FLAGS:
        call(domain, "numaParameters", flags)
    for given in ({"numa_nodeset": "0-1"}, {"numa_mode": 1}, {"numa_mode": 0, "numa_nodeset": "1"},
                  {"numa_mode": 9}, {"numa_nodeset": "x"}, {"numa_nodeset": ""}, {"nosuch": 1}, {}):
        for flags in (0, CONFIG, 8):
            call(domain, "setNumaParameters", given, flags)
        call(domain, "numaParameters", CONFIG)


def interfaces(domain):
    for device in ("testnet0", "aa:bb:cc:dd:ee:ff", "nosuch", ""):
        for flags in ALL_FLAGS:
            call(domain, "interfaceParameters", device, flags)
        for given in ({"inbound.average": 1000, "inbound.peak": 2000, "inbound.burst": 3000},
                      {"outbound.average": 1000}, {"inbound.floor": 100}, {"inbound.peak": 5},
                      {"inbound.average": 0}, {"nosuch": 1}, {"inbound.average": "x"}, {}):
            for flags in (0, CONFIG, 8):
                call(domain, "setInterfaceParameters", device, given, flags)
            call(domain, "interfaceParameters", device, LIVE)
            call(domain, "interfaceParameters", device, CONFIG)


def block_tune(domain):
    for disk in ("vda", "/guest/diskimage1", "nosuch", ""):
        for flags in ALL_FLAGS:
            call(domain, "blockIoTune", disk, flags)
        for given in ({"total_bytes_sec": 1000000}, {"read_bytes_sec": 1},
                      {"total_bytes_sec": 0, "read_bytes_sec": 5000, "write_bytes_sec": 6000},
                      {"total_iops_sec": 100, "total_iops_sec_max": 200},
                      {"total_iops_sec_max": 50}, {"total_iops_sec_max_length": 5},
                      {"group_name": "a group", "total_iops_sec": 300}, {"size_iops_sec": 4096},
                      {"nosuch": 1}, {"total_bytes_sec": "x"}, {"total_bytes_sec": 2 ** 63}, {}):
            for flags in (0, CONFIG, 8):
                call(domain, "setBlockIoTune", disk, given, flags)
            call(domain, "blockIoTune", disk, LIVE)
            call(domain, "blockIoTune", disk, CONFIG)


def devices(domain):
    for method in ("attachDeviceFlags", "updateDeviceFlags", "detachDeviceFlags"):
        for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 1 << 10):
            call(domain, method, DISK, flags)
    call(domain, "attachDeviceFlags", "", 0)
    call(domain, "attachDeviceFlags", "<nosuch/>", 0)


def read_only(domain):
    call(domain, "schedulerParameters")
    call(domain, "setSchedulerParameters", {"weight": 1})
    call(domain, "setSchedulerParametersFlags", {"weight": 1})
    call(domain, "blkioParameters")
    call(domain, "setBlkioParameters", {"weight": 1})
    call(domain, "numaParameters")
    call(domain, "setNumaParameters", {"numa_mode": 1})
    call(domain, "interfaceParameters", "testnet0")
    call(domain, "setInterfaceParameters", "testnet0", {"inbound.average": 1})
    call(domain, "blockIoTune", "vda")
    call(domain, "setBlockIoTune", "vda", {"total_bytes_sec": 1})
    devices(domain)


PARTS = (scheduler, block_io, numa, interfaces, block_tune, devices)
begin()
for uri, names in ((DEFAULT, ["test"]), (FIXTURE, ["runs", "stopped", "transient"])):
    for name in names:
        for part in PARTS:
            connection = libvirt.open(uri)
            note(f"{name}: {part.__name__}")
            part(connection.lookupByName(name))
            connection.close()
note("read-only")
read_only(libvirt.openReadOnly(DEFAULT).lookupByName("test"))
