#!/usr/bin/env python3
"""Prints the beginnings and ends of domains, until SIGINT or SIGTERM, or the end of one domain.

    watch.py [URI [DOMAIN]]

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import signal
import sys
from ctypes import c_int, c_void_p

from api import Error, OnEvent, OnTimeout, declare, lib

EVENTS = ["defined", "undefined", "started", "suspended", "resumed", "stopped", "shut down",
          "suspended by its guest", "crashed"]
EVENT_ID_LIFECYCLE = 0

declare("virEventRegisterDefaultImpl", c_int)
declare("virEventRunDefaultImpl", c_int)
declare("virEventAddTimeout", c_int, c_int, OnTimeout, c_void_p, c_void_p)
declare("virConnectDomainEventRegisterAny", c_int, c_void_p, c_void_p, c_int, OnEvent, c_void_p,
        c_void_p)
declare("virConnectDomainEventDeregisterAny", c_int, c_void_p, c_int)


def main(uri=None, awaited=None):
    ends = []
    for number in signal.SIGINT, signal.SIGTERM:
        signal.signal(number, lambda number, _frame: ends.append(number))

    @OnEvent
    def on_event(_conn, dom, event, _detail, _data):
        name = lib.virDomainGetName(dom).decode()
        print(f"{name}: {EVENTS[event] if event < len(EVENTS) else 'something new'}")
        if name == awaited and EVENTS[event:event + 1] == ["stopped"]:
            ends.append(name)
        return 0

    on_timeout = OnTimeout(lambda _timer, _data: None)
    lib.virEventRegisterDefaultImpl()
    lib.virEventAddTimeout(500, on_timeout, None, None)  # looks for signals
    conn = lib.virConnectOpen(uri.encode() if uri else None)
    try:
        watch = lib.virConnectDomainEventRegisterAny(conn, None, EVENT_ID_LIFECYCLE, on_event, None,
                                                     None)
        print("watching")
        while not ends:
            lib.virEventRunDefaultImpl()
        lib.virConnectDomainEventDeregisterAny(conn, watch)
    finally:
        lib.virConnectClose(conn)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    try:
        main(*sys.argv[1:3])
    except Error as error:
        sys.exit(f"watch: {error}")
