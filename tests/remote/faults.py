#!/usr/bin/python3
"""faults.py OURS [THEIRS]: a server that misbehaves in one way each time. This library has to answer as libvirt's
client does (the table below, which THEIRS is checked against where it is there), within a bound of time, and
without a crash.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 30
REMOTE, QEMU, KEEPALIVE = 0x20008086, 0x20008087, 0x6B656570
CALL, REPLY, MESSAGE = 0, 1, 2
OK, ERROR, CONTINUE = 0, 1, 2
CLOSE, OPEN, AUTH_LIST, HOSTNAME, FEATURE = 2, 1, 66, 59, 60


def packet(procedure, serial, body=b"", program=REMOTE, kind=REPLY, status=OK, length=None):
    size = 28 + len(body) if length is None else length
    return struct.pack(">IIIiIII", size, program, 1, procedure, kind, serial, status) + body


def text(said):
    data = said.encode()
    return struct.pack(">I", len(data)) + data + bytes(-len(data) % 4)


def some(said):
    return struct.pack(">I", 0) if said is None else struct.pack(">I", 1) + text(said)


def error(code, domain, message, level=2, int1=-1):
    return (struct.pack(">ii", code, domain) + some(message) + struct.pack(">iI", level, 0) + some(None) * 3
            + struct.pack(">iiI", int1, -1, 0))


def good(serial):
    return packet(HOSTNAME, serial, text("host"))


def failing(serial, *what, **how):
    return packet(HOSTNAME, serial, error(*what, **how), status=ERROR)


class Server:
    """One that answers the opening, and then as a case says."""

    def __init__(self, path, case):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(1)
        self.case = case
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        connection, _ = self.listener.accept()
        try:
            self.answer(connection)
        except OSError:
            pass
        connection.close()

    def read(self, connection, size):
        data = b""
        while len(data) < size:
            part = connection.recv(size - len(data))
            if not part:
                raise OSError("closed")
            data += part
        return data

    def answer(self, connection):
        is_first = True
        while True:
            size = struct.unpack(">I", self.read(connection, 4))[0]
            program, _, procedure, _, serial, _ = struct.unpack(">IIiIII", self.read(connection, size - 4)[:24])
            if program == KEEPALIVE:
                continue
            if procedure == AUTH_LIST:
                connection.sendall(packet(procedure, serial, struct.pack(">Ii", 1, 0)))
            elif procedure == FEATURE:
                connection.sendall(packet(procedure, serial, struct.pack(">i", 0)))
            elif procedure == HOSTNAME and is_first:
                is_first = False
                if self.case(connection, serial) is False:
                    return
            elif procedure == HOSTNAME:
                connection.sendall(good(serial))
            else:
                connection.sendall(packet(procedure, serial))
                if procedure == CLOSE:
                    return


def sends(make):
    """A case that sends what `make` makes of the call's serial number."""
    return lambda connection, serial: connection.sendall(make(serial))


def closes(make=lambda serial: b""):
    def case(connection, serial):
        connection.sendall(make(serial))
        return False
    return case


def bit_by_bit(connection, serial):
    for byte in good(serial):
        connection.sendall(bytes([byte]))
        time.sleep(0.002)


def late(connection, serial):
    time.sleep(0.5)
    connection.sendall(good(serial))


EVENT = packet(9999, 0, bytes(64), kind=MESSAGE)
# An event that nobody has asked for, cut short.
LIFECYCLE = packet(318, 0, bytes(8), kind=MESSAGE)
PING = packet(1, 0, program=KEEPALIVE, kind=MESSAGE)
FINE = ("host", "host", 1, 0)
LOST = "38/7 level 2 int1 5"
ENDED = "1/7 level 2 int1 -1"
WRONG = "39/7 level 2 int1 -1"
STAYS, ENDS = ("host", 1, 0), (ENDED, 0, 0)

# case: what it does, and what the call, the next call, IsAlive and Close answer
CASES = {
    "answers": (sends(good), FINE),
    "answers byte by byte": (bit_by_bit, FINE),
    "answers late": (late, FINE),
    "closes": (closes(), (LOST, *ENDS)),
    "closes after half an answer": (closes(lambda serial: good(serial)[:20]), (LOST, *ENDS)),
    "closes after the length": (closes(lambda serial: good(serial)[:4]), (LOST, *ENDS)),
    "answers too short": (sends(lambda serial: packet(HOSTNAME, serial, b"\0\0")), (WRONG, *STAYS)),
    "has bytes left over": (sends(lambda serial: packet(HOSTNAME, serial, text("host") + bytes(100))), FINE),
    "has a text that is longer than the answer": (
        sends(lambda serial: packet(HOSTNAME, serial, struct.pack(">I", 1000) + b"host")), (WRONG, *STAYS)),
    "has a text of 5 MiB": (sends(lambda serial: packet(HOSTNAME, serial, text("x" * (5 << 20)))), (WRONG, *STAYS)),
    "has a text of 3 MiB": (
        sends(lambda serial: packet(HOSTNAME, serial, text("x" * (3 << 20)))), (f"{3 << 20} bytes", "host", 1, 0)),
    "has a length of 0": (sends(lambda serial: packet(HOSTNAME, serial, length=0)), (WRONG, *ENDS)),
    "has a length of 3": (sends(lambda serial: packet(HOSTNAME, serial, length=3)), (WRONG, *ENDS)),
    "has a length of 27": (sends(lambda serial: packet(HOSTNAME, serial, length=27)), (WRONG, *ENDS)),
    "has a length of 40 MiB": (sends(lambda serial: packet(HOSTNAME, serial, length=40 << 20)), (WRONG, *ENDS)),
    "has a length of 2^31": (sends(lambda serial: packet(HOSTNAME, serial, length=1 << 31)), (WRONG, *ENDS)),
    "speaks another protocol": (sends(lambda serial: b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n" * 4), (WRONG, *ENDS)),
    "answers another call": (sends(lambda serial: good(serial + 7)), (WRONG, *ENDS)),
    "answers twice": (sends(lambda serial: good(serial) + good(serial)), ("host", None, None, 0)),
    "answers by another procedure": (
        sends(lambda serial: packet(OPEN, serial, text("host"))), (ENDED, *STAYS)),
    "answers by an unknown program": (
        sends(lambda serial: packet(HOSTNAME, serial, text("host"), program=0x12345678)), (WRONG, *ENDS)),
    "calls": (sends(lambda serial: packet(HOSTNAME, 3, kind=CALL) + good(serial)), (WRONG, *ENDS)),
    "has a status of a stream": (
        sends(lambda serial: packet(HOSTNAME, serial, text("host"), status=CONTINUE)), (WRONG, *STAYS)),
    "tells of an unknown event": (sends(lambda serial: EVENT + good(serial)), FINE),
    "tells of an event nobody asked for": (sends(lambda serial: LIFECYCLE + good(serial)), FINE),
    "pings": (sends(lambda serial: PING * 20 + good(serial)), FINE),
    "fails": (sends(lambda serial: failing(serial, 42, 10, "said: no domain")),
              ("42/10 level 2 int1 -1 said: no domain", *STAYS)),
    "fails with unknown numbers": (sends(lambda serial: failing(serial, 4711, 815, "said: so", level=9, int1=77)),
                                   ("4711/815 level 9 int1 77 said: so", *STAYS)),
    "fails without a message": (sends(lambda serial: failing(serial, 42, 10, None)), ("42/10 level 2 int1 -1", *STAYS)),
    "fails with the code 0": (sends(lambda serial: failing(serial, 0, 10, "said: 0")),
                              ("1/0 level 2 int1 0", *STAYS)),
    "does not know the procedure": (sends(lambda serial: failing(serial, 39, 7, "unknown procedure: 59")),
                                    ("3/7 level 2 int1 -1", *STAYS)),
    "fails with an error cut short": (
        sends(lambda serial: packet(HOSTNAME, serial, bytes(6), status=ERROR)), (WRONG, *STAYS)),
}


# What this library does otherwise: libvirt's client, which has not asked for pings, ends the connection.
OURS_ALONE = ("pings",)


def steps(library, case):
    """What a client prints of its steps with the server of a case; None where it crashes or hangs."""
    with tempfile.TemporaryDirectory(prefix="virmemctl-remote-") as directory:
        path = f"{directory}/socket"
        Server(path, case)
        command = [sys.executable, "-B", f"{HERE}/client.py", library, f"test+unix:///default?socket={path}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return ["it hangs"]
        if done.returncode:
            return [f"it ends with status {done.returncode}: {done.stderr[-400:]}"]
        return done.stdout.splitlines()


def differing(library, name):
    """How a client's steps differ from those of the table."""
    case, wanted = CASES[name]
    found = steps(library, case)
    names = ("call", "next call", "alive", "close")
    expected = [f"{step}: {value}" for step, value in zip(names, wanted)]
    if len(found) != len(expected):
        return [f"{len(found)} lines, expected {len(expected)}: {found}"]
    return [f"{line}, expected {should}" for line, should, value in zip(found, expected, wanted)
            if value is not None and line != should]


def main():
    failures = 0
    for name in CASES:
        for library in sys.argv[1:2] if name in OURS_ALONE else sys.argv[1:]:
            for line in differing(library, name):
                failures += 1
                print(f"FAILED: a server that {name}, {os.path.basename(library)}: {line}")
    print(f"{len(CASES)} cases, {failures} differ")
    sys.exit(failures > 0)


main()
