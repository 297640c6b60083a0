#!/usr/bin/python3
"""Limits and pins of the threads of a real libvirt guest: libvirtd and this library see what the other
sets. And the threads of a QEMU that has not named them, by its monitor.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import uuid

import libvirt
import libvirt_qemu

from guest import (MIB, WORK, begin, check, end, libvirt_guest, pid_of, plain_guest, refused, same,
                   start_libvirtd, stop_libvirtd, virsh)

NAME = "virmemctl-cpu"
MEMORY = 128
LAST = os.sysconf("SC_NPROCESSORS_ONLN") - 1
PERIODS = ("vcpu_period", "emulator_period", "global_period", "iothread_period")
QUOTAS = ("vcpu_quota", "emulator_quota", "global_quota", "iothread_quota")


def of_virsh():
    """The output of `virsh schedinfo`, as numbers."""
    lines = (line.split(":") for line in virsh("schedinfo", NAME).splitlines())
    return {name.strip(): int(value) for name, value in lines if name.strip() != "Scheduler"}


def ours(domain):
    """What this library tells, without what libvirt does not have."""
    values = domain.schedulerParameters()
    values.pop("cpu_limit_percent")
    return values


def limits(domain, uri):
    same(f"{uri}: at first", ours(domain), of_virsh())
    same(f"{uri}: the number of parameters", tuple(domain.schedulerType()), ("posix", 10))
    for setting in (
            {"vcpu_quota": 20000}, {"emulator_quota": 50000, "emulator_period": 200000},
            {"iothread_quota": 30000, "iothread_period": 50000}, {"global_quota": 90000},
            {"cpu_shares": 500, "global_quota": 40000, "vcpu_quota": 30000, "emulator_quota": 10000,
             "iothread_quota": 2000},
            {"global_period": 200000, "global_quota": 60000, "vcpu_quota": 25000},
            {name: 100000 for name in PERIODS} | {name: -1 for name in QUOTAS}):
        domain.setSchedulerParametersFlags(setting, libvirt.VIR_DOMAIN_AFFECT_LIVE)
        seen = of_virsh()
        same(f"{uri}: virsh sees {setting}", {name: seen[name] for name in setting}, setting)
        same(f"{uri}: as it is read here", ours(domain), seen)
    virsh("schedinfo", NAME, "vcpu_quota=40000", "emulator_quota=45000", "iothread_period=70000")
    same(f"{uri}: what virsh set", ours(domain), of_virsh())
    same(f"{uri}: the values", ours(domain)["emulator_quota"], 45000)


def is_refused(domain, uri):
    before = of_virsh()
    for setting in ({"vcpu_quota": 30000, "iothread_period": 999}, {"vcpu_quota": 30000, "emulator_quota": 1},
                    {"emulator_period": 1000001, "vcpu_quota": 30000}, {"iothread_quota": 999}):
        message = refused(f"{setting}", libvirt.VIR_ERR_INVALID_ARG, domain.setSchedulerParameters, setting)
        check("it tells the range", "1000" in message, message)
    # v1's kernel gives threads no more than the guest has.
    if os.path.isdir("/sys/fs/cgroup/cpu"):
        refused("threads above their guest", libvirt.VIR_ERR_SYSTEM_ERROR, domain.setSchedulerParameters,
                {"iothread_quota": 10000, "global_quota": 20000, "vcpu_quota": 90000})
    refused("a persistent change", libvirt.VIR_ERR_OPERATION_INVALID, domain.setSchedulerParametersFlags,
            {"emulator_quota": 50000}, libvirt.VIR_DOMAIN_AFFECT_CONFIG)
    same(f"{uri}: nothing is changed", of_virsh(), before)


def thread(name):
    """The number of the guest's thread with that name."""
    pid = pid_of(NAME)
    for tid in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{tid}/comm", encoding="utf-8") as file:
            if file.read().startswith(name):
                return int(tid)
    return 0


def map_of(*cpus):
    return tuple(cpu in cpus for cpu in range(LAST + 1))


def cpuset_of(tid, file_name="cpuset.cpus"):
    with open(f"/proc/{tid}/cgroup", encoding="utf-8") as lines:
        path = next(line.rstrip("\n").split(":")[2] for line in lines if ":cpuset:" in line)
    with open(f"/sys/fs/cgroup/cpuset{path}/{file_name}", encoding="ascii") as file:
        return file.read().strip()


def virsh_iothreads():
    lines = (line.split() for line in virsh("iothreadinfo", NAME).splitlines())
    return {line[0]: line[1] for line in lines if len(line) == 2}


def pins(domain, uri):
    every = map_of(*range(LAST + 1))
    same(f"{uri}: I/O threads", [(each[0], tuple(each[1])) for each in domain.ioThreadInfo()],
         [(1, every), (2, every)])
    domain.pinIOThread(2, map_of(LAST))
    same(f"{uri}: virsh sees the I/O thread's pin", virsh_iothreads()["2"], str(LAST))
    same(f"{uri}: its group", cpuset_of(thread("IO iothread2")), str(LAST))
    same(f"{uri}: the other one", os.sched_getaffinity(thread("IO iothread1")), set(range(LAST + 1)))
    domain.pinVcpu(1, map_of(0))
    same(f"{uri}: the virtual CPU", os.sched_getaffinity(thread("CPU 1/")), {0})
    same(f"{uri}: its group", cpuset_of(thread("CPU 1/")), "0")
    domain.pinEmulator(map_of(LAST))
    same(f"{uri}: the emulator", os.sched_getaffinity(pid_of(NAME)), {LAST})
    same(f"{uri}: the thread of monitors", os.sched_getaffinity(thread("IO mon_iothread")), {LAST})
    same(f"{uri}: virsh sees it", virsh("emulatorpin", NAME).split()[-1], f"0-{LAST}")
    for bad in (map_of(), map_of(LAST)[:0]):
        refused("no CPU", libvirt.VIR_ERR_INVALID_ARG, domain.pinIOThread, 1, bad)
    refused("an unknown I/O thread", libvirt.VIR_ERR_INVALID_ARG, domain.pinIOThread, 3, every)
    refused("a persistent pin", libvirt.VIR_ERR_OPERATION_INVALID, domain.pinIOThread, 1, every,
            libvirt.VIR_DOMAIN_AFFECT_CONFIG)
    virsh("iothreadpin", NAME, "1", "0")
    same(f"{uri}: what virsh pinned", tuple(domain.ioThreadInfo()[0][1]), map_of(0))
    domain.pinVcpu(1, every)
    domain.pinEmulator(every)
    for number in (1, 2):
        domain.pinIOThread(number, every)


def nodes(domain, uri):
    """As libvirtd, each group of threads, and not that of the guest."""
    groups = ("CPU 0/", "CPU 1/", "IO iothread1", "IO iothread2", "qemu")
    virsh("numatune", NAME, "--live", "--nodeset", "0")
    by_libvirtd = [cpuset_of(thread(name), "cpuset.mems") for name in groups]
    domain.setNumaParameters({"numa_mode": 3, "numa_nodeset": "0"})
    same(f"{uri}: nodes", [cpuset_of(thread(name), "cpuset.mems") for name in groups], by_libvirtd)
    same(f"{uri}: nodes that it tells", domain.numaParameters(), {"numa_mode": 3, "numa_nodeset": "0"})


def strict_nodes(connections):
    """In strict mode QEMU has bound its memory itself, so libvirtd changes nothing there."""
    with libvirt_guest(NAME, MEMORY, numa_mode="strict"):
        virsh("numatune", NAME, "--live", "--nodeset", "0", fails=True)
        for uri, connection in connections.items():
            message = refused(f"{uri}: strict nodes", libvirt.VIR_ERR_OPERATION_INVALID,
                              connection.lookupByName(NAME).setNumaParameters, {"numa_nodeset": "0"})
            check("it tells the mode", "restrictive" in message, message)


def without_iothreads(domain, uri):
    virsh("iothreaddel", NAME, "2")
    same(f"{uri}: one I/O thread is left", [each[0] for each in domain.ioThreadInfo()], [1])
    virsh("iothreaddel", NAME, "1")
    same(f"{uri}: none is left", domain.ioThreadInfo(), [])
    check(f"{uri}: nor are its limits", "iothread_quota" not in ours(domain))
    for number in ("1", "2"):
        virsh("iothreadadd", NAME, number)
    same(f"{uri}: they are back", ours(domain), of_virsh())


def without_libvirtd(domain, uri):
    domain.setSchedulerParameters({"vcpu_quota": 31000, "emulator_quota": 32000, "iothread_quota": 33000})
    same(f"{uri}: without libvirtd", ours(domain)["iothread_quota"], 33000)
    domain.pinIOThread(1, map_of(LAST))


def a_guest_of_libvirt():
    connections = {uri: libvirt.open(uri) for uri in ("cgroup:///system", "qemu:///system")}
    with libvirt_guest(NAME, MEMORY, vcpus=2, iothreads=2, numa_mode="restrictive"):
        domains = {uri: connection.lookupByName(NAME) for uri, connection in connections.items()}
        for uri, domain in domains.items():
            limits(domain, uri)
            is_refused(domain, uri)
            pins(domain, uri)
            nodes(domain, uri)
            without_iothreads(domain, uri)
        stop_libvirtd()
        for uri, domain in domains.items():
            without_libvirtd(domain, uri)
        start_libvirtd()
        seen = of_virsh()
        same("virsh reads what was set meanwhile", [seen[name] for name in ("vcpu_quota", "emulator_quota",
                                                                            "iothread_quota")],
             [31000, 32000, 33000])
        same("and the pin", virsh_iothreads()["1"], str(LAST))
    strict_nodes(connections)


def threads_without_names(connection, free_monitor):
    name = f"{NAME}-{'told' if free_monitor else 'untold'}"
    options = ["-uuid", str(uuid.uuid4()), "-smp", "2", "-accel", "tcg,thread=multi", "-object",
               "iothread,id=iothread1", "-object", "iothread,id=other"]
    if free_monitor:
        options += ["-qmp", f"unix:{WORK}/{name}.second,server=on,wait=off"]
    with plain_guest(name, MEMORY, *options, named_threads=False) as (process, _monitor, _console):
        domain = libvirt_qemu.qemuAttach(connection, process.pid, 0)
        if not free_monitor:
            refused("nobody tells them", libvirt.VIR_ERR_OPERATION_UNSUPPORTED, domain.ioThreadInfo)
            refused("nobody tells them", libvirt.VIR_ERR_OPERATION_UNSUPPORTED, domain.pinVcpu, 0, map_of(0))
            return
        same("the I/O threads that the monitor tells", [each[0] for each in domain.ioThreadInfo()], [1])
        before = {tid: os.sched_getaffinity(int(tid)) for tid in os.listdir(f"/proc/{process.pid}/task")}
        domain.pinIOThread(1, map_of(LAST))
        domain.pinVcpu(1, map_of(LAST))
        changed = [tid for tid, cpus in before.items() if os.sched_getaffinity(int(tid)) != cpus]
        same("two threads are pinned", len(changed), 2)
        same("the virtual CPUs' pins", [tuple(each) for each in domain.vcpuPinInfo()],
             [map_of(*range(LAST + 1)), map_of(LAST)])
        refused("an unknown I/O thread", libvirt.VIR_ERR_INVALID_ARG, domain.pinIOThread, 2, map_of(0))


begin()
a_guest_of_libvirt()
host = libvirt.open("cgroup:///system")
for is_free in (True, False):
    threads_without_names(host, is_free)
    # What has ended is removed.
    host.listAllDomains()
end()
