#!/usr/bin/python3
"""The last error: which calls set it, for which thread and connection, and which reset it, through
python3-libvirt."""
import threading

import libvirt

from shared import DEFAULT, begin, call, note

LAST = ("virGetLastErrorCode", "virGetLastErrorDomain")


def last(text):
    error = libvirt.virGetLastError()
    what = "none" if error is None else f"{error[0]}/{error[1]}/{error[3]}"
    print(f"{text}: last error {what}, {[getattr(libvirt, method)() for method in LAST]}")


def fails(conn):
    try:
        conn.lookupByName("no such")
    except libvirt.libvirtError as error:
        return error
    return None


def fields():
    conn = libvirt.open(DEFAULT)
    error = fails(conn)
    for method in ("get_error_code", "get_error_domain", "get_error_level", "get_int1", "get_int2"):
        print(f"{method} {getattr(error, method)()}")
    print(f"a message {bool(error.get_error_message())}, str1 {bool(error.get_str1())},"
          f" str2 {error.get_str2()!r}, str3 {error.get_str3()!r}")


def kept_and_cleared():
    conn = libvirt.open(DEFAULT)
    last("fresh")
    fails(conn)
    last("after a failure")
    conn.numOfDomains()
    last("after a success")
    fails(conn)
    libvirt.virResetLastError()
    last("after a reset")
    call(conn, "virConnGetLastError", mask=lambda error: error[:2] + error[3:4])
    call(conn, "virConnResetLastError")
    call(conn, "virConnGetLastError")


def in_threads():
    conn = libvirt.open(DEFAULT)
    fails(conn)
    thread = threading.Thread(target=last, args=("another thread",))
    thread.start()
    thread.join()
    last("this thread")


def handlers():
    seen = []
    libvirt.registerErrorHandler(lambda context, error: seen.append((context, error[:2], error[3])),
                                 "context")
    conn = libvirt.open(DEFAULT)
    fails(conn)
    fails(conn)
    print(f"handler saw {seen}")
    libvirt.registerErrorHandler(lambda context, error: None, None)


def closed():
    conn = libvirt.open(DEFAULT)
    domain = conn.lookupByName("test")
    call(conn, "close")
    call(domain, "name")
    call(domain, "isActive")
    call(conn, "listAllDomains")
    call(conn, "close")


begin()
for part in (fields, kept_and_cleared, in_threads, closed, handlers):
    note(part.__name__)
    part()
