#!/usr/bin/env python3
"""Prints what happens to domains, until SIGINT or SIGTERM, or the end of one domain: their beginnings and ends, values
that are set, balloons, and what the kernel tells of their memory.

    watch.py [URI [DOMAIN]]

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import signal
import sys
from ctypes import c_void_p, cast

from api import Error, OnTimeout, lib
from events import callbacks


def register(conn, by_event):
    """Registers the callbacks: the ids of libvirt's events."""
    ids = [lib.virConnectDomainEventRegisterAny(conn, None, event, cast(callback, c_void_p), None, None)
           for event, callback in by_event.items() if event is not None]
    if hasattr(lib, "virMemctlConnectMemoryEventRegister"):  # fails on the test driver
        lib.virMemctlConnectMemoryEventRegister(conn, None, by_event[None], None, None)
    return ids


def main(uri=None, awaited=None):
    ends = []
    for number in signal.SIGINT, signal.SIGTERM:
        signal.signal(number, lambda number, _frame: ends.append(number))

    def tell(name, text):
        print(f"{name}: {text}")
        if (name, text) == (awaited, "stopped"):
            ends.append(name)

    by_event = callbacks(tell)
    on_timeout = OnTimeout(lambda _timer, _data: None)
    lib.virEventRegisterDefaultImpl()
    lib.virEventAddTimeout(500, on_timeout, None, None)  # looks for signals
    conn = lib.virConnectOpen(uri.encode() if uri else None)
    try:
        ids = register(conn, by_event)
        print("watching")
        while not ends:
            lib.virEventRunDefaultImpl()
        for callback in ids:
            lib.virConnectDomainEventDeregisterAny(conn, callback)
    finally:
        lib.virConnectClose(conn)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    try:
        main(*sys.argv[1:3])
    except Error as error:
        sys.exit(f"watch: {error}")
