#!/usr/bin/python3
"""threads.py LIBRARY: many threads on one connection, whose events and callbacks come meanwhile; answers in
another order than the calls; calls that take long beside others that do not. The library starts no thread.

The environment tells the daemon (REMOTE_WORK of with-daemon).

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import socket
import struct
import sys
import tempfile
import threading
import time

import virt

WORK = os.environ["REMOTE_WORK"]
THREADS, CALLS, CHANGES = 32, 300, 60
SECONDS = 40
REMOTE, AUTH_LIST, OPEN, CLOSE, HOSTNAME, FEATURE = 0x20008086, 66, 1, 2, 59, 60
SLOW = 2.0


class Checks:
    """Counts what is not as it should be."""

    def __init__(self):
        self.failures = 0

    def check(self, what, found, expected):
        fits = expected(found) if callable(expected) else found == expected
        self.failures += not fits
        print(f"{'ok' if fits else 'FAILED'}: {what}: {found}", flush=True)

    def threads(self, what, bodies):
        """Runs all at once; whether they have ended in time."""
        threads = [threading.Thread(target=body, daemon=True) for body in bodies]
        end = time.monotonic() + SECONDS
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0, end - time.monotonic()))
        self.check(f"{what}: threads that hang", sum(thread.is_alive() for thread in threads), 0)


def tasks():
    """How many threads this process has, whoever has started them."""
    return len(os.listdir("/proc/self/task"))


class Busy:
    """Threads, events and callbacks on one connection of the daemon."""

    def __init__(self, library, checks):
        self.library, self.checks, self.wrong, self.events, self.called_back = library, checks, [], 0, 0
        self.is_over, self.most = False, 0
        self.on_event = virt.EVENT(self.told)
        self.loop = virt.Loop(library)
        uri = f"test+unix:///default?socket={WORK}/libvirt-sock"
        self.connection = library.virConnectOpen(uri.encode())
        if not self.connection:
            sys.exit(f"no connection: {virt.error(library)}")
        self.register()

    def register(self):
        found = self.library.virConnectDomainEventRegisterAny(
            self.connection, None, virt.LIFECYCLE, ctypes.cast(self.on_event, ctypes.c_void_p), None, None)
        self.checks.check("registering", found >= 0, True)

    def told(self, connection, *_event):
        """Calls back on the connection whose event it is."""
        self.events += 1
        self.called_back += self.library.virConnectNumOfDomains(connection) >= 1
        return 0

    def turn(self):
        while not self.is_over:
            self.library.virEventRunDefaultImpl()

    def call(self, number):
        """Calls whose answers belong to their thread alone: a domain of its own."""
        library, connection = self.library, self.connection
        name = f"thread{number}"
        text = (f"<domain type='test'><name>{name}</name><memory>{(number + 1) * 1024}</memory>"
                "<os><type>hvm</type></os></domain>").encode()
        domain = library.virDomainDefineXML(connection, text)
        for _ in range(CALLS):
            if library.virDomainGetMaxMemory(domain) != (number + 1) * 1024:
                self.wrong.append(f"{name}: another domain's memory")
            if f"<name>{name}</name>" not in (virt.text(library.virDomainGetXMLDesc(domain, 0)) or ""):
                self.wrong.append(f"{name}: another domain's document")
            self.most = max(self.most, tasks())
            if library.virDomainLookupByName(connection, b"none") or virt.error(library) != "42/12":
                self.wrong.append(f"{name}: another call's error, {virt.error(library)}")
        if library.virDomainUndefine(domain) or library.virDomainFree(domain):
            self.wrong.append(f"{name}: cannot be undefined")

    def change(self):
        """Another connection changes a domain."""
        domain = self.library.virDomainLookupByName(self.connection, b"test")
        for _ in range(CHANGES):
            if self.library.virDomainSuspend(domain) or self.library.virDomainResume(domain):
                self.wrong.append("a change failed")
        self.library.virDomainFree(domain)

    def run(self):
        turner = threading.Thread(target=self.turn, daemon=True)
        turner.start()
        # This one and that of the event loop; those of the servers before end by and by.
        before, end = tasks(), time.monotonic() + SECONDS
        while before > 2 and time.monotonic() < end:
            time.sleep(0.01)
            before = tasks()
        self.checks.check("busy: threads of the process before", before, 2)
        begin = time.monotonic()
        self.checks.threads("busy", [lambda number=number: self.call(number) for number in range(THREADS)]
                            + [self.change])
        print(f"   {THREADS * CALLS * 3} calls in {time.monotonic() - begin:.1f} s")
        self.checks.check("busy: wrong answers", self.wrong[:3], [])
        self.checks.check("busy: most threads that this program has not started", self.most - before - THREADS - 1,
                          lambda found: -THREADS < found <= 0)
        wanted = 2 * CHANGES + 2 * THREADS
        end = time.monotonic() + SECONDS
        while self.events < wanted and time.monotonic() < end:
            time.sleep(0.05)
        self.is_over = True
        turner.join(SECONDS)
        self.checks.check("busy: events", self.events, wanted)
        self.checks.check("busy: callbacks that called back", self.called_back, wanted)


def packet(procedure, serial, body):
    return struct.pack(">IIIiIII", 28 + len(body), REMOTE, 1, procedure, 1, serial, 0) + body


def text(said):
    data = said.encode()
    return struct.pack(">I", len(data)) + data + bytes(-len(data) % 4)


class Disorderly:
    """A server that answers so many calls at once, the last one first; or one after the other, with a pause; or
    the first call late."""

    def __init__(self, path, number, late=0, pause=0):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(1)
        self.number, self.late, self.pause, self.held = number, late, pause, []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        connection, _ = self.listener.accept()
        stream = connection.makefile("rb")
        while head := stream.read(28):
            size, _, _, procedure, _, serial, _ = struct.unpack(">IIIiIII", head)
            stream.read(size - 28)
            if procedure == HOSTNAME:
                self.hold(connection, packet(HOSTNAME, serial, text(f"answer {serial}")))
            else:
                zero = {AUTH_LIST: struct.pack(">I", 0), FEATURE: struct.pack(">i", 0)}.get(procedure, b"")
                connection.sendall(packet(procedure, serial, zero))

    def hold(self, connection, answer):
        if self.late:
            self.late, wait = 0, self.late
            threading.Timer(wait, connection.sendall, [answer]).start()
            return
        self.held.append(answer)
        if len(self.held) < self.number:
            return
        if self.pause:
            for each in self.held:
                connection.sendall(each)
                time.sleep(self.pause)
        else:
            connection.sendall(b"".join(reversed(self.held)))
        self.held = []


def disorderly(library, checks, what, body, number, **how):
    with tempfile.TemporaryDirectory(prefix="virmemctl-remote-") as directory:
        path = f"{directory}/socket"
        Disorderly(path, number, **how)
        connection = library.virConnectOpen(f"test+unix:///default?socket={path}".encode())
        body(connection)
        checks.check(f"{what}: close", library.virConnectClose(connection), 0)


def reversed_answers(library, checks):
    """Each thread gets the answer to its own call: no two have the same."""
    found = []

    def body(connection):
        calls = [lambda: found.extend(virt.text(library.virConnectGetHostname(connection)) for _ in range(50))] * 8
        checks.threads("reversed", calls)
    disorderly(library, checks, "reversed", body, 8)
    checks.check("reversed: answers", (len(found), len(set(found))), (400, 400))


def handed_on(library, checks):
    """A thread that has its answer leaves the reading to those who wait."""
    found = []

    def body(connection):
        checks.threads("handed on", [lambda: found.append(virt.text(library.virConnectGetHostname(connection)))] * 4)
    disorderly(library, checks, "handed on", body, 4, pause=0.2)
    checks.check("handed on: answers", len(set(found)), 4)


def late_answer(library, checks):
    """A call that takes long, and others meanwhile."""
    times = []

    def slow(connection):
        begin = time.monotonic()
        library.virConnectGetHostname(connection)
        times.append(time.monotonic() - begin)

    def body(connection):
        first = threading.Thread(target=slow, args=[connection], daemon=True)
        first.start()
        time.sleep(0.2)
        begin = time.monotonic()
        for _ in range(100):
            virt.text(library.virConnectGetHostname(connection))
        times.append(time.monotonic() - begin)
        first.join(SECONDS)
    disorderly(library, checks, "late", body, 1, late=SLOW)
    checks.check("late: seconds of 100 others, and of the slow call", [round(each, 2) for each in times],
                 lambda found: found[0] < SLOW / 2 < SLOW <= found[1] + 0.1)


def main():
    library, checks = virt.load(sys.argv[1]), Checks()
    reversed_answers(library, checks)
    handed_on(library, checks)
    late_answer(library, checks)
    Busy(library, checks).run()
    if checks.failures:
        sys.exit(f"{checks.failures} failed")


main()
