#!/usr/bin/python3
"""lost.py LIBRARY: a daemon that is killed in a call and started again, and one that stops answering.

The environment tells the daemon (REMOTE_WORK of with-daemon), which this test kills, starts again and stops.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time

import virt

WORK = os.environ["REMOTE_WORK"]
SOCKET = f"{WORK}/libvirt-sock"
URI = f"test+unix:///default?socket={SOCKET}".encode()
# With pings every second, of which two may be left without an answer.
INTERVAL, COUNT, GIVEN_UP = 1, 2, (2.5, 6)
SOON = 20


class Daemon:
    """The daemon beside the test."""

    def __init__(self):
        with open(f"/proc/{self.pid()}/cmdline", "rb") as command:
            self.command = command.read().split(b"\0")[:-1]
        with open(f"/proc/{self.pid()}/environ", "rb") as environ:
            pairs = [each.split(b"=", 1) for each in environ.read().split(b"\0") if b"=" in each]
        self.environment = dict(pairs)

    @staticmethod
    def pid():
        with open(f"{WORK}/pid", encoding="ascii") as file:
            return int(file.read())

    def signal(self, number):
        os.kill(self.pid(), number)

    def kill(self):
        pid = self.pid()
        os.kill(pid, signal.SIGKILL)
        while os.path.exists(f"/proc/{pid}"):
            time.sleep(0.01)

    def start(self):
        """Starts it again, as the user that it was."""
        for path in (SOCKET, f"{WORK}/pid"):
            if os.path.exists(path):
                os.unlink(path)
        user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        with open(f"{WORK}/out", "ab") as out:
            subprocess.Popen(self.command, env=self.environment, stdout=out, stderr=out, **user)
        end = time.monotonic() + SOON
        while not os.path.exists(SOCKET) or not os.path.exists(f"{WORK}/pid"):
            if time.monotonic() > end:
                sys.exit("the daemon does not start again")
            time.sleep(0.02)


class Test:
    """The checks of one library."""

    def __init__(self, path):
        self.library, self.daemon, self.failures = virt.load(path), Daemon(), 0
        self.loop = virt.Loop(self.library)
        self.kept = []

    def check(self, what, found, expected):
        fits = expected(found) if callable(expected) else found == expected
        self.failures += not fits
        print(f"{'ok' if fits else 'FAILED'}: {what}: {found}", flush=True)

    def opened(self):
        """A connection, and the list of the reasons for which it was closed."""
        library, reasons = self.library, []
        connection = library.virConnectOpen(URI)
        if not connection:
            sys.exit(f"no connection: {virt.error(library)}")
        told = virt.CLOSED(lambda _connection, reason, _data: reasons.append(reason))
        self.kept.append(told)
        self.check("registering", library.virConnectRegisterCloseCallback(connection, told, None, None), 0)
        return connection, reasons

    def in_threads(self, number, call):
        """What calls in threads answer, with the errors and the seconds that they took."""
        found = []

        def run():
            begin = time.monotonic()
            result = call()
            found.append((result, virt.error(self.library), time.monotonic() - begin))
        threads = [threading.Thread(target=run, daemon=True) for _ in range(number)]
        for thread in threads:
            thread.start()
        return threads, found

    def joined(self, what, threads):
        end = time.monotonic() + SOON
        for thread in threads:
            thread.join(max(0, end - time.monotonic()))
        self.check(f"{what}: calls that hang", sum(thread.is_alive() for thread in threads), 0)

    def dead(self, what, connection, reasons, reason):
        """A connection is dead, and has told why."""
        library = self.library
        self.check(f"{what}: a call", (library.virConnectNumOfDomains(connection), virt.error(library)), (-1, "1/7"))
        self.check(f"{what}: alive", library.virConnectIsAlive(connection), 0)
        self.loop.run_until(lambda: reasons, time.monotonic() + SOON, time.monotonic)
        self.check(f"{what}: reasons", reasons, [reason])
        self.check(f"{what}: close", library.virConnectClose(connection), 0)

    def killed(self):
        """A daemon that is killed while many calls wait; a new one serves a new connection."""
        library = self.library
        connection, reasons = self.opened()
        self.daemon.signal(signal.SIGSTOP)
        threads, found = self.in_threads(20, lambda: library.virConnectNumOfDomains(connection))
        time.sleep(0.3)
        self.daemon.kill()
        self.joined("killed", threads)
        self.check("killed: what calls answer", sorted({each[:2] for each in found}), [(-1, "38/7")])
        self.daemon.start()
        self.dead("killed", connection, reasons, virt.REASON_EOF)
        connection, reasons = self.opened()
        self.check("started again", library.virConnectNumOfDomains(connection), 1)
        self.check("started again: close", library.virConnectClose(connection), 1)

    def stopped(self, what, number, call):
        """A daemon that stops: calls that wait are given up after the pings."""
        library = self.library
        connection, reasons = self.opened()
        self.check(f"{what}: keepalive", library.virConnectSetKeepAlive(connection, INTERVAL, COUNT), 0)
        self.daemon.signal(signal.SIGSTOP)
        try:
            begin = time.monotonic()
            threads, found = self.in_threads(number, lambda: call(connection))
            if not number:
                self.loop.run_until(lambda: reasons, begin + SOON, time.monotonic)
                found.append((-1, "1/7", time.monotonic() - begin))
            self.joined(what, threads)
        finally:
            self.daemon.signal(signal.SIGCONT)
        self.check(f"{what}: what calls answer", sorted({each[:2] for each in found}), [(-1, "1/7")])
        self.check(f"{what}: seconds", [round(each[2], 1) for each in found][:3],
                   lambda times: all(GIVEN_UP[0] <= each <= GIVEN_UP[1] for each in times))
        self.dead(what, connection, reasons, virt.REASON_KEEPALIVE)

    def define(self, connection):
        """A call with more bytes than a socket takes at once."""
        text = b"<domain type='test'><name>large</name><description>" + b"x" * (3 << 20) + b"</description></domain>"
        return self.library.virDomainDefineXML(connection, text) or -1

    def answering(self):
        """Pings are answered for longer than a daemon that does not answer is waited for."""
        library = self.library
        connection, reasons = self.opened()
        self.check("answering: keepalive", library.virConnectSetKeepAlive(connection, INTERVAL, 1), 0)
        self.loop.run_until(lambda: reasons, time.monotonic() + 4, time.monotonic)
        self.check("answering: alive", library.virConnectIsAlive(connection), 1)
        self.check("answering: reasons", reasons, [])
        self.check("answering: a call", library.virConnectNumOfDomains(connection), 1)
        self.check("answering: close", library.virConnectClose(connection), 1)

    def run(self):
        number = self.library.virConnectNumOfDomains
        self.answering()
        self.killed()
        self.stopped("one call", 1, number)
        self.stopped("many calls", 20, number)
        self.stopped("nobody calls", 0, number)
        self.stopped("a call that cannot be sent", 1, self.define)
        self.stopped("calls that cannot be sent", 5, self.define)
        return self.failures


def main():
    if failures := Test(sys.argv[1]).run():
        sys.exit(f"{failures} failed")


main()
