#!/usr/bin/python3
"""Statistics of domains, through python3-libvirt. Times and counters appear by their type."""
import libvirt

from shared import DEFAULT, FIXTURE, begin, call, except_at, note, shape

CPU_TIME = 4
LAST_UPDATE = "last_update"


def one_domain(domain):
    call(domain, "info", mask=except_at(CPU_TIME))
    call(domain, "getCPUStats", True, mask=shape)
    call(domain, "getCPUStats", False, mask=shape)
    call(domain, "getCPUStats", True, 8)
    call(domain, "memoryStats", mask=timeless)
    for disk in ("vda", "nosuch", ""):
        call(domain, "blockStats", disk, mask=shape)
        call(domain, "blockStatsFlags", disk)
        for flags in (0, 1):
            call(domain, "blockInfo", disk, flags)
        call(domain, "blockPeek", disk, 0, 8)
    for device in ("testnet0", "aa:bb:cc:dd:ee:ff", "nosuch", ""):
        call(domain, "interfaceStats", device, mask=shape)
    for kind in (libvirt.VIR_MEMORY_VIRTUAL, libvirt.VIR_MEMORY_PHYSICAL, 0, 3):
        call(domain, "memoryPeek", 0, 8, kind)
    for method in ("controlInfo", "diskErrors", "fsInfo", "guestInfo", "jobStats", "messages",
                   "securityLabel", "abortJob"):
        call(domain, method)
    for method in ("controlInfo", "diskErrors", "fsInfo", "jobStats", "messages"):
        call(domain, method, 8)


def timeless(stats):
    return {key: shape(value) if key == LAST_UPDATE else value for key, value in stats.items()}


def many_domains(conn):
    for kinds in (0, libvirt.VIR_DOMAIN_STATS_STATE, libvirt.VIR_DOMAIN_STATS_BALLOON,
                  libvirt.VIR_DOMAIN_STATS_VCPU, libvirt.VIR_DOMAIN_STATS_IOTHREAD, 0x7fffffff):
        call(conn, "getAllDomainStats", kinds, mask=by_name)
    for flags in (libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
                  libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS, 1 << 10):
        call(conn, "getAllDomainStats", 0, flags, mask=by_name)
        call(conn, "domainListGetStats", conn.listAllDomains(), 0, flags, mask=by_name)
    call(conn, "getAllDomainStats", libvirt.VIR_DOMAIN_STATS_PERF,
         libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS)
    call(conn, "domainListGetStats", [conn.lookupByID(1)], libvirt.VIR_DOMAIN_STATS_PERF,
         libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS)
    call(conn, "domainListGetStats", [])


def by_name(records):
    return sorted((domain.name(), stats) for domain, stats in records)


begin()
for uri in (DEFAULT, FIXTURE):
    connection = libvirt.open(uri)
    for each in sorted(connection.listAllDomains(), key=lambda domain: domain.name()):
        note(each.name())
        one_domain(each)
    note("many domains")
    many_domains(connection)
note("read-only")
one_domain(libvirt.openReadOnly(DEFAULT).lookupByName("test"))
