#!/usr/bin/python3
"""The library starts no thread, not for a moment either: with a filter of system calls that forbids them, a host is
opened by its name, asked, changed and listened to.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import errno
import os
import struct
import sys
import threading
import time
import traceback
import unittest

import libvirt
from client import Case, opened
from simulator import Simulator

NO_NEW_PRIVILEGES, SECCOMP, FILTER_MODE = 38, 22, 2
# Of x86-64: clone, clone3.
CALLS = (56, 435)
LOAD, JUMP_IF_EQUAL, RETURN, ALLOW, ERROR = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000


def forbid_threads():
    """From here on this process can start no thread, and no other process. struct sock_filter: linux/filter.h."""
    refuse = len(CALLS)
    program = [struct.pack("HBBI", LOAD, 0, 0, 0)]
    program += [struct.pack("HBBI", JUMP_IF_EQUAL, refuse - number, 0, call) for number, call in enumerate(CALLS)]
    program += [struct.pack("HBBI", RETURN, 0, 0, ALLOW), struct.pack("HBBI", RETURN, 0, 0, ERROR | errno.EAGAIN)]
    code = ctypes.create_string_buffer(b"".join(program))
    description = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or prctl(SECCOMP, FILTER_MODE, ctypes.addressof(description), 0, 0):
        raise OSError(ctypes.get_errno(), "a filter of system calls")


def use(uri):
    libvirt.virEventRegisterDefaultImpl()
    libvirt.virEventAddTimeout(50, lambda _timer, _data: None, None)
    forbid_threads()
    try:
        threading.Thread(target=print).start()
        return "the filter forbids nothing"
    except RuntimeError:
        pass
    connection, seen = opened(uri), []
    domain = connection.lookupByName("ha-host_VM0")
    connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                      lambda _connection, _domain, event, *_: seen.append(event), None)
    domain.setMemory(20480)
    domain.suspend()
    deadline = time.monotonic() + 20
    while not seen and time.monotonic() < deadline:
        libvirt.virEventRunDefaultImpl()
    connection.close()
    return "" if seen == [3] else f"events: {seen}"


class Threads(Case):
    @unittest.skipUnless(os.uname().machine == "x86_64", "the filter has the system calls of x86-64")
    def test_none_is_started(self):
        with Simulator() as host:
            # By its name, which has to be looked up.
            uri = host.uri(host="localhost")
            child = os.fork()
            if child == 0:
                try:
                    wrong = use(uri)
                except BaseException:  # pylint: disable=broad-exception-caught
                    wrong = traceback.format_exc()
                print(wrong, file=sys.stderr, flush=True)
                os._exit(1 if wrong else 0)
            self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)


unittest.main()
