#!/usr/bin/python3
"""compare.py ENDPOINT: calls of a client of vSphere, a line for each, on the library that Python's bindings load. The
endpoint is a simulator: host, vcenter, or http, a host without TLS.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re
import sys

import libvirt

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "bindings"))
from shared import begin, call, note  # noqa: E402
from simulator import Simulator  # noqa: E402

LIVE, CONFIG = libvirt.VIR_DOMAIN_AFFECT_LIVE, libvirt.VIR_DOMAIN_AFFECT_CONFIG
OPTIONS = {"host": (), "vcenter": ("-vpx",), "http": ("-plain",)}
NOBODY = "11111111-2222-3333-4444-555555555555"


def credentials(asked, _data):
    for each in asked:
        each[4] = "root" if each[0] == libvirt.VIR_CRED_AUTHNAME else "secret"
    return 0


def opened(uri, flags=0):
    return libvirt.openAuth(uri, [[libvirt.VIR_CRED_AUTHNAME, libvirt.VIR_CRED_PASSPHRASE], credentials, None], flags)


def plain_uri(uri):
    """Without the port, which differs from run to run."""
    return re.sub(r":\d+", "", uri)


def connection_calls(connection):
    note("the connection")
    for name in ("getType", "getVersion", "getLibVersion", "getHostname", "getInfo", "getFreeMemory", "isSecure",
                 "isEncrypted", "isAlive", "numOfDomains", "numOfDefinedDomains", "listDefinedDomains"):
        call(connection, name)
    call(connection, "getURI", mask=plain_uri)
    call(connection, "listDomainsID", mask=sorted)
    for kind in (None, "esx", "vmware", "test"):
        call(connection, "getMaxVcpus", kind)


def lists(connection):
    note("lists")
    for bit in range(16):
        call(connection, "listAllDomains", 1 << bit)
    for flags in (0, 3, 1 | 8, 2 | 4, 16 | 128, 1 | 4 | 16 | 512, 1 << 20):
        call(connection, "listAllDomains", flags)


def lookups(connection, domain):
    note("look-ups")
    name, uuid = domain.name(), domain.UUIDString()
    for wanted in (name, name.upper(), name + " ", "", "nobody", uuid):
        call(connection, "lookupByName", wanted)
    for wanted in (domain.ID(), 0, 1, -1, 99999):
        call(connection, "lookupByID", wanted)
    for wanted in (uuid, uuid.upper(), uuid.replace("-", ""), NOBODY, "", "x"):
        call(connection, "lookupByUUIDString", wanted)


def description(domain):
    note("a domain")
    for name in ("name", "ID", "UUIDString", "state", "info", "maxMemory", "OSType", "isActive", "isPersistent",
                 "isUpdated", "maxVcpus", "hasManagedSaveImage", "autostart", "memoryStats", "schedulerType"):
        call(domain, name)
    call(domain, "state", 1)
    for flags in (0, LIVE, CONFIG, libvirt.VIR_DOMAIN_VCPU_MAXIMUM, LIVE | libvirt.VIR_DOMAIN_VCPU_MAXIMUM):
        call(domain, "vcpusFlags", flags)


def sizes(domain):
    note("memory sizes")
    for size in (20480, 20481, 0, 1024, 65536):
        call(domain, "setMemory", size)
        call(domain, "info")
    call(domain, "setMaxMemory", 65536)
    for flags in (LIVE, CONFIG, LIVE | CONFIG, libvirt.VIR_DOMAIN_MEM_MAXIMUM, 8):
        call(domain, "setMemoryFlags", 40960, flags)
        call(domain, "info")
    call(domain, "setMemory", 32768)


def memory_parameters(domain):
    note("memory parameters")
    call(domain, "memoryParameters")
    for given in ({"min_guarantee": 16384}, {"min_guarantee": 16385}, {"hard_limit": 32768}, {"soft_limit": 32768},
                  {"swap_hard_limit": 32768}, {"min_guarantee": 65536}, {"unknown": 1}):
        call(domain, "setMemoryParameters", given)
        call(domain, "memoryParameters")
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 8):
        call(domain, "memoryParameters", flags)
    call(domain, "setMemoryParameters", {"min_guarantee": 0})


def scheduler(domain):
    note("scheduler parameters")
    call(domain, "schedulerParameters")
    for given in ({"reservation": 100}, {"limit": 1000}, {"shares": 2000}, {"shares": -1}, {"shares": -3},
                  {"shares": -2}, {"shares": 1500, "limit": 2000, "reservation": 0}, {"shares": -4}, {"limit": -2},
                  {"reservation": -1}, {"reservation": 100000}, {"reservation": 500, "limit": 400},
                  {"cpu_shares": 100}, {"limit": -1, "reservation": 0, "shares": -2}):
        call(domain, "setSchedulerParameters", given)
        call(domain, "schedulerParameters")
    for flags in (0, LIVE, CONFIG, LIVE | CONFIG, 8):
        call(domain, "schedulerParametersFlags", flags)
        call(domain, "setSchedulerParametersFlags", {"limit": -1}, flags)


def vcpus(domain):
    note("virtual CPUs")
    for count in (0, 17):
        call(domain, "setVcpus", count)
        call(domain, "info")


def life(connection, domain):
    note("life")
    for name in ("resume", "create", "suspend", "suspend", "destroy", "resume", "resume", "shutdown", "shutdown",
                 "reboot", "suspend", "resume", "destroy", "state"):
        call(domain, name)
        call(domain, "state")
    note("powered off")
    for name in ("ID", "isActive", "info", "memoryStats", "schedulerParameters", "memoryParameters"):
        call(domain, name)
    call(connection, "listDefinedDomains")
    call(connection, "listAllDomains", 1)
    call(connection, "listAllDomains", 2)
    for size in (65536, 65537, 0):
        call(domain, "setMaxMemory", size)
        call(domain, "info")
    call(domain, "setMaxMemory", 32768)
    call(domain, "setMemory", 20480)
    call(domain, "info")
    call(domain, "reboot")
    call(domain, "setVcpus", 2)
    call(domain, "createWithFlags", 1)
    call(domain, "createWithFlags", 0)
    call(domain, "ID")
    call(domain, "destroyFlags", 1)
    call(domain, "reboot", 0)
    call(domain, "reboot", 1)
    call(domain, "shutdownFlags", 1)
    call(domain, "state")


def snapshots(session, connection, domain):
    note("a machine with a snapshot")
    session.task("CreateSnapshot_Task", domain.name(), "<name>s</name><memory>false</memory><quiesce>false</quiesce>")
    for flags in (libvirt.VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, libvirt.VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT):
        call(connection, "listAllDomains", flags)


def read_only(uri, name):
    note("read-only")
    domain = opened(uri, libvirt.VIR_CONNECT_RO).lookupByName(name)
    call(domain, "schedulerParameters")
    for method, *given in (("setMemory", 1024), ("setMaxMemory", 1024), ("suspend",), ("destroy",), ("create",),
                           ("setMemoryParameters", {"min_guarantee": 0}), ("setSchedulerParameters", {"limit": -1})):
        call(domain, method, *given)


def refused_uris(uri):
    note("URIs that are refused")
    scheme, rest = uri.split("://")
    address = rest.split("/")[0]
    query = uri.partition("?")[2]
    other = {"esx": f"vpx://{address}/DC0/DC0_H0?{query}", "vpx": f"esx://{address}/?{query}"}[scheme]
    paths = ("", "DC0", "DC0/DC0_C0", "DC0/DC0_H0/DC0_H0", "DC0/nobody", "nobody/DC0_H0") if scheme == "vpx" else ()
    for wanted, what in ((other, "the other scheme"), (f"{scheme}:///?{query}", "no host"),
                         *((f"vpx://{address}/{path}?{query}", path) for path in paths)):
        note(what)
        try:
            opened(wanted)
            print("opens")
        except libvirt.libvirtError as error:
            print(f"error {error.get_error_code()}/{error.get_error_domain()}")


def everything(uri, session):
    connection = opened(uri)
    first, second = sorted(connection.listAllDomains(), key=lambda domain: domain.name())[:2]
    connection_calls(connection)
    lists(connection)
    lookups(connection, first)
    for domain in (first, second):
        description(domain)
    sizes(first)
    memory_parameters(first)
    scheduler(first)
    vcpus(first)
    life(connection, first)
    snapshots(session, connection, second)
    read_only(uri, second.name())
    refused_uris(uri)
    call(connection, "close")


def main():
    begin()
    with Simulator(*OPTIONS[sys.argv[1]]) as host:
        everything(host.uri(), host.session())


main()
