#!/usr/bin/python3
"""Connections, lookups and lists, through python3-libvirt."""
import libvirt

from shared import DEFAULT, FIXTURE, begin, call, note, shape

LIST_FLAGS = [name for name in dir(libvirt) if name.startswith("VIR_CONNECT_LIST_DOMAINS_")]


def connections():
    for method in ("open", "openReadOnly"):
        for uri in (DEFAULT, "test:///", "bogus", ":", "test:///default?a=b", "test:///no/such/file"):
            call(libvirt, method, uri)
    call(libvirt, "openAuth", DEFAULT, [[], None, None], 0)
    call(libvirt, "openAuth", DEFAULT, [[], None, None], libvirt.VIR_CONNECT_RO)
    call(libvirt, "openAuth", DEFAULT, [[], None, None], libvirt.VIR_CONNECT_NO_ALIASES)
    call(libvirt, "openAuth", DEFAULT, [[], None, None], 64)


def about(conn):
    for method in ("getType", "getURI", "getVersion", "isAlive", "isEncrypted", "isSecure"):
        call(conn, method)
    call(conn, "getLibVersion", mask=shape)
    call(conn, "getHostname", mask=shape)
    call(libvirt, "getVersion", mask=shape)
    call(libvirt, "getVersion", "Test", mask=shape)


def lists(conn):
    for method in ("numOfDomains", "listDomainsID", "numOfDefinedDomains", "listDefinedDomains"):
        call(conn, method, mask=lambda found: sorted(found) if isinstance(found, list) else found)
    call(conn, "listAllDomains")
    for name in LIST_FLAGS:
        note(name)
        call(conn, "listAllDomains", getattr(libvirt, name))
    active, inactive = (getattr(libvirt, "VIR_CONNECT_LIST_DOMAINS_" + name)
                        for name in ("ACTIVE", "INACTIVE"))
    persistent, transient = (getattr(libvirt, "VIR_CONNECT_LIST_DOMAINS_" + name)
                             for name in ("PERSISTENT", "TRANSIENT"))
    for flags in (active | inactive, active | persistent, inactive | persistent,
                  active | transient, persistent | transient, 1 << 16, 1 << 31):
        call(conn, "listAllDomains", flags)


def lookups(conn, uuid):
    for name in ("test", "runs", "stopped", "Test", "", "no such"):
        call(conn, "lookupByName", name)
    for number in (1, 2, 0, 99, -1):
        call(conn, "lookupByID", number)
    for text in (uuid, uuid.upper(), uuid.replace("-", ""), "", "x",
                 "00000000-0000-0000-0000-000000000000"):
        call(conn, "lookupByUUIDString", text)
    call(conn, "lookupByUUID", bytes.fromhex(uuid.replace("-", "")))
    call(conn, "lookupByUUID", bytes(16))


def identities(conn):
    for domain in sorted(conn.listAllDomains(), key=lambda each: each.name()):
        for method in ("name", "ID", "UUID", "UUIDString", "OSType", "isActive", "isPersistent",
                       "isUpdated", "autostart", "hasManagedSaveImage", "connect"):
            call(domain, method)
        for flags in (0, 1):
            call(domain, "state", flags)


begin()
connections()
for uri, uuid in ((DEFAULT, "6695eb01-f6a4-8304-79aa-97f2502e193f"),
                  (FIXTURE, "11111111-1111-4111-8111-111111111111")):
    connection = libvirt.open(uri)
    note("a connection")
    about(connection)
    lists(connection)
    lookups(connection, uuid)
    identities(connection)
    call(connection, "close")
    call(connection, "numOfDomains")
