#!/usr/bin/python3
"""client.py LIBRARY URI: what a client sees of a server: a line for each step. The steps are the same on this
library and on libvirt's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import sys


class Error(ctypes.Structure):
    """virError, as far as it is read."""
    _fields_ = [("code", ctypes.c_int), ("domain", ctypes.c_int), ("message", ctypes.c_char_p),
                ("level", ctypes.c_int), ("conn", ctypes.c_void_p), ("dom", ctypes.c_void_p),
                ("str1", ctypes.c_char_p), ("str2", ctypes.c_char_p), ("str3", ctypes.c_char_p),
                ("int1", ctypes.c_int), ("int2", ctypes.c_int), ("net", ctypes.c_void_p)]


def load(path):
    library = ctypes.CDLL(path)
    library.virGetLastError.restype = ctypes.POINTER(Error)
    library.virConnectOpen.restype = ctypes.c_void_p
    library.virConnectGetHostname.restype = ctypes.c_void_p
    for name in ("virConnectGetHostname", "virConnectIsAlive", "virConnectClose"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.virSetErrorFunc(None, QUIET)
    return library


QUIET = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda _data, _error: None)
FREE = ctypes.CDLL(None).free
FREE.argtypes = [ctypes.c_void_p]


def outcome(library, result):
    """A result, or the error's numbers and the daemon's own text."""
    if result is not None and result != -1:
        return str(result)
    found = library.virGetLastError()
    if not found:
        return "no error"
    error = found.contents
    said = error.message.decode(errors="replace") if error.message else ""
    mine = said if said.startswith("said:") else ""
    return f"{error.code}/{error.domain} level {error.level} int1 {error.int1} {mine}".strip()


def hostname(library, connection):
    found = library.virConnectGetHostname(connection)
    if not found:
        return outcome(library, None)
    text = ctypes.cast(found, ctypes.c_char_p).value.decode(errors="replace")
    FREE(found)
    return f"{len(text)} bytes" if len(text) > 40 else text


def main():
    library = load(sys.argv[1])
    connection = library.virConnectOpen(sys.argv[2].encode())
    if not connection:
        print("open:", outcome(library, None))
        return
    print("call:", hostname(library, connection))
    print("next call:", hostname(library, connection))
    print("alive:", library.virConnectIsAlive(connection))
    print("close:", library.virConnectClose(connection))


main()
