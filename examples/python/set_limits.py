#!/usr/bin/env python3
"""Sets a domain's limits for memory and for memory plus swap in one call, then prints them.

    set_limits.py DOMAIN MEMORY_KIB MEMORY_AND_SWAP_KIB [URI]

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_void_p

from api import TYPED_PARAM_ULLONG, UNLIMITED, Error, Parameter, declare, lib

declare("virDomainLookupByName", c_void_p, c_void_p, c_char_p)
declare("virTypedParamsAddFromString", c_int, POINTER(POINTER(Parameter)), POINTER(c_int),
        POINTER(c_int), c_char_p, c_int, c_char_p)
declare("virTypedParamsFree", None, POINTER(Parameter), c_int, checked=False)
declare("virDomainSetMemoryParameters", c_int, c_void_p, POINTER(Parameter), c_int, c_uint)
declare("virDomainGetMemoryParameters", c_int, c_void_p, POINTER(Parameter), POINTER(c_int),
        c_uint)


def set_limits(dom, limits):
    params, count, room = POINTER(Parameter)(), c_int(0), c_int(0)
    try:
        for name, kib in limits:
            lib.virTypedParamsAddFromString(byref(params), byref(count), byref(room), name,
                                            TYPED_PARAM_ULLONG, kib.encode())
        lib.virDomainSetMemoryParameters(dom, params, count, 0)
    finally:
        lib.virTypedParamsFree(params, count)


def show(dom):
    params, count = (Parameter * 16)(), c_int(16)
    lib.virDomainGetMemoryParameters(dom, params, byref(count), 0)
    for param in params[:count.value]:
        limit = "unlimited" if param.value == UNLIMITED else f"{param.value} KiB"
        print(f"{param.field.decode()}: {limit}")


def main(domain, memory, total, uri=None):
    conn = lib.virConnectOpen(uri.encode() if uri else None)
    try:
        dom = lib.virDomainLookupByName(conn, domain.encode())
        try:
            set_limits(dom, [(b"hard_limit", memory), (b"swap_hard_limit", total)])
            show(dom)
        finally:
            lib.virDomainFree(dom)
    finally:
        lib.virConnectClose(conn)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit("usage: set_limits.py DOMAIN MEMORY_KIB MEMORY_AND_SWAP_KIB [URI]")
    try:
        main(*sys.argv[1:])
    except Error as error:
        sys.exit(f"set_limits: {error}")
