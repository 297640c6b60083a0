#!/usr/bin/env python3
"""Prints a line for each running domain: its memory statistics, and its limits, in KiB.

    stats.py [URI]

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import sys
from ctypes import POINTER, byref, c_int, c_uint, c_void_p

from api import UNLIMITED, Error, Parameter, Statistic, declare, lib, libc

LIST_DOMAINS_ACTIVE = 1
AFFECT_LIVE = 1
NO_DOMAIN = 42
NAMES = {6: "size", 7: "rss"}

declare("virGetLastErrorCode", c_int, checked=False)
declare("virConnectListAllDomains", c_int, c_void_p, POINTER(POINTER(c_void_p)), c_uint)
declare("virDomainMemoryStats", c_int, c_void_p, POINTER(Statistic), c_uint, c_uint)
declare("virDomainGetMemoryParameters", c_int, c_void_p, POINTER(Parameter), POINTER(c_int),
        c_uint)


def show(dom):
    stats, params, n = (Statistic * 16)(), (Parameter * 16)(), c_int(16)
    count = lib.virDomainMemoryStats(dom, stats, len(stats), 0)
    lib.virDomainGetMemoryParameters(dom, params, byref(n), AFFECT_LIVE)
    values = [(NAMES[stat.tag], stat.val) for stat in stats[:count] if stat.tag in NAMES]
    values += [(param.field.decode(), param.value) for param in params[:n.value]]
    words = [f"{name}={'unlimited' if kib == UNLIMITED else kib}" for name, kib in values]
    print(f"{lib.virDomainGetName(dom).decode()}: {' '.join(words)}")


def main(uri=None):
    conn = lib.virConnectOpen(uri.encode() if uri else None)
    doms, failed = POINTER(c_void_p)(), False
    try:
        for dom in doms[:lib.virConnectListAllDomains(conn, byref(doms), LIST_DOMAINS_ACTIVE)]:
            try:
                show(dom)
            except Error as error:
                if lib.virGetLastErrorCode() != NO_DOMAIN:  # it has ended meanwhile
                    print(f"stats: {error}", file=sys.stderr)
                    failed = True
            lib.virDomainFree(dom)
    finally:
        libc.free(doms)
        lib.virConnectClose(conn)
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:2]))
    except Error as error:
        sys.exit(f"stats: {error}")
