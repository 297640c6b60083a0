#!/usr/bin/python3
"""A domain's lifecycle: start, suspend and stop in every order, through python3-libvirt."""
import itertools

import libvirt

from shared import DEFAULT, FIXTURE, begin, call, domain_xml, note, except_at

ACTIONS = ("suspend", "resume", "shutdown", "reboot", "reset", "destroy", "create", "injectNMI",
           "undefine")
GONE_AFTER = ("undefine", "destroy", "shutdown")
CPU_TIME = 4


def look(domain):
    for method in ("state", "isActive", "ID", "hasManagedSaveImage"):
        call(domain, method)
    call(domain, "info", mask=except_at(CPU_TIME))


def do(domain, action):
    call(domain, action, *([0] if action == "reboot" else []))


def pairs(conn):
    for first, second in itertools.product(ACTIONS, repeat=2):
        note(f"{first}, then {second}")
        domain = conn.defineXML(domain_xml("lives"))
        domain.create()
        do(domain, first)
        call(domain, "state")
        do(domain, second)
        call(domain, "state")
        for end in ("destroy", "undefine"):
            try:
                getattr(domain, end)()
            except libvirt.libvirtError:
                pass


def with_flags(domain):
    note("flags")
    for method, arguments in (("shutdownFlags", (0,)), ("shutdownFlags", (1,)),
                              ("shutdownFlags", (3,)), ("shutdownFlags", (1 << 10,)),
                              ("reboot", (1,)), ("reboot", (3,)), ("reboot", (1 << 10,)),
                              ("reset", (1,)), ("createWithFlags", (1,)), ("createWithFlags", (0,)),
                              ("createWithFlags", (2,)), ("createWithFlags", (1 << 10,)),
                              ("destroyFlags", (1,)), ("destroyFlags", (2,)),
                              ("createWithFlags", (1,)), ("resume", ()), ("injectNMI", (1,)),
                              ("hasManagedSaveImage", (1,)), ("abortJob", ()),
                              ("setLifecycleAction", (0, 1)), ("setLifecycleAction", (9, 1)),
                              ("setLifecycleAction", (0, 9)), ("setLifecycleAction", (0, 1, 8))):
        call(domain, method, *arguments)
        call(domain, "state")


def read_only():
    note("read-only")
    domain = libvirt.openReadOnly(DEFAULT).lookupByName("test")
    for action in ACTIONS:
        do(domain, action)
    for method in ("shutdownFlags", "createWithFlags", "destroyFlags", "abortJob"):
        call(domain, method)
    call(domain, "setLifecycleAction", 0, 1)
    look(domain)


begin()
connection = libvirt.open(DEFAULT)
pairs(connection)
with_flags(connection.lookupByName("test"))
connection.close()
for name in ("runs", "stopped", "paused", "transient", "crashed"):
    for action in ACTIONS:
        connection = libvirt.open(FIXTURE)
        note(f"{name}: {action}")
        fresh = connection.lookupByName(name)
        do(fresh, action)
        if action not in GONE_AFTER or name != "transient":
            look(fresh)
        connection.close()
read_only()
