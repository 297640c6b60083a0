#!/usr/bin/env python3
"""Starts the domains that are marked with virDomainSetAutostart, those that do not run yet.

    sudo demo/autostart.py [URI]

There is no daemon that would do so: a unit of systemd's, or a line of /etc/rc.local, runs this once
at boot. README.md shows the unit. It ends with 1 if a domain could not be started; the others are.
The library is $VIRMEMCTL_LIB, else the source tree's own build, else the system's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_void_p

VIR_CONNECT_LIST_DOMAINS_INACTIVE = 2
VIR_CONNECT_LIST_DOMAINS_AUTOSTART = 1024

# Without these ctypes takes every result for an int, and cuts pointers in half.
PROTOTYPES = {
    "virConnectOpen": (c_void_p, [c_char_p]),
    "virConnectClose": (c_int, [c_void_p]),
    "virConnectListAllDomains": (c_int, [c_void_p, POINTER(POINTER(c_void_p)), c_uint]),
    "virDomainGetName": (c_char_p, [c_void_p]),
    "virDomainCreate": (c_int, [c_void_p]),
    "virDomainFree": (c_int, [c_void_p]),
}


def load():
    built = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target",
                         "release", "libvirmemctl.so.0")
    path = os.environ.get("VIRMEMCTL_LIB") or (
        built if os.path.exists(built) else "libvirmemctl.so.0")
    library = ctypes.CDLL(path)
    for name, (result, arguments) in PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def domains(lib, conn):
    """The marked domains that do not run; each is to be given back with virDomainFree."""
    libc = ctypes.CDLL(None)
    libc.free.restype, libc.free.argtypes = None, [c_void_p]
    found = POINTER(c_void_p)()
    flags = VIR_CONNECT_LIST_DOMAINS_INACTIVE | VIR_CONNECT_LIST_DOMAINS_AUTOSTART
    count = lib.virConnectListAllDomains(conn, byref(found), flags)
    if count < 0:
        return None
    handles = list(found[:count])
    libc.free(found)
    return handles


def start_all(lib, conn):
    """Whether all could be started. The library prints its errors by itself."""
    handles = domains(lib, conn)
    if handles is None:
        return False
    all_started = True
    for dom in handles:
        name = lib.virDomainGetName(dom).decode(errors="replace")
        if lib.virDomainCreate(dom) == 0:
            print(f"autostart: started '{name}'")
        else:
            print(f"autostart: could not start '{name}'", file=sys.stderr)
            all_started = False
        lib.virDomainFree(dom)
    return all_started


def main():
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    lib = load()
    uri = sys.argv[1] if len(sys.argv) > 1 else "cgroup:///system"
    conn = lib.virConnectOpen(uri.encode())
    if not conn:
        return 1
    try:
        return 0 if start_all(lib, conn) else 1
    finally:
        lib.virConnectClose(conn)


if __name__ == "__main__":
    sys.exit(main())
