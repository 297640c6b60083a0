#!/usr/bin/python3
"""Proxies: CONNECT and SOCKS 5, and such as do not work.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import socket
import struct
import threading
import time
import unittest

from client import Case, opened
from simulator import Simulator


class Proxy:
    """One that listens on loopback. `way` is what it does with a client's socket: it returns the socket to the
    target, or None."""

    def __init__(self, way):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port, self.way, self.targets = self.listener.getsockname()[1], way, []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.answer, args=(client,), daemon=True).start()

    def answer(self, client):
        with contextlib.suppress(OSError), client:
            target = self.way(self, client)
            if target:
                other = threading.Thread(target=pump, args=(target, client), daemon=True)
                other.start()
                pump(client, target)

    def reach(self, host, port):
        self.targets.append((host, port))
        return socket.create_connection((host, port))

    def end(self):
        self.listener.close()


def pump(source, to):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)


def exactly(client, size):
    data = b""
    while len(data) < size:
        part = client.recv(size - len(data))
        if not part:
            raise OSError("closed")
        data += part
    return data


def head(client):
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        data += exactly(client, 1)
    return data.decode()


def connect(proxy, client):
    method, target, _ = head(client).split("\r\n")[0].split(" ")
    assert method == "CONNECT", method
    host, port = target.rsplit(":", 1)
    other = proxy.reach(host, int(port))
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    return other


def socks5(proxy, client):
    _, count = exactly(client, 2)
    exactly(client, count)
    client.sendall(b"\5\0")
    _, _, _, kind = exactly(client, 4)
    host = socket.inet_ntoa(exactly(client, 4)) if kind == 1 else exactly(client, exactly(client, 1)[0]).decode()
    port = struct.unpack(">H", exactly(client, 2))[0]
    other = proxy.reach(host, port)
    client.sendall(b"\5\0\0\1\0\0\0\0\0\0")
    return other


def says(text):
    def way(_proxy, client):
        head(client)
        client.sendall(text)
    return way


def cuts(_proxy, client):
    head(client)


def never(_proxy, client):
    head(client)
    time.sleep(30)


def drips(first, text):
    """A byte at a time, each in time, for longer than anybody waits."""
    def way(_proxy, client):
        first(client)
        for byte in text * 100:
            client.sendall(bytes([byte]))
            time.sleep(0.3)
    return way


class Proxies(Case):
    @classmethod
    def setUpClass(cls):
        cls.host = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.host.end()

    def begin(self, way):
        proxy = Proxy(way)
        self.addCleanup(proxy.end)
        return proxy

    def opens_by(self, proxy, prefix):
        connection = opened(self.host.uri(more=f"&proxy={prefix}127.0.0.1:{proxy.port}"))
        self.assertEqual(connection.numOfDomains(), 2)
        connection.lookupByName("ha-host_VM0").setMemory(20480)
        self.assertEqual(set(proxy.targets), {("127.0.0.1", self.host.port)})

    def test_connect(self):
        for prefix in ("", "http://"):
            with self.subTest(prefix):
                self.opens_by(self.begin(connect), prefix)

    def test_socks5(self):
        self.opens_by(self.begin(socks5), "socks5://")

    def test_nothing_goes_past_it(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
            self.refused(38, opened, self.host.uri(more=f"&proxy=127.0.0.1:{port}"))

    def test_that_refuses(self):
        for text in (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
                     b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"):
            with self.subTest(text):
                proxy = self.begin(says(text))
                self.refused((12, 38), opened, self.host.uri(more=f"&proxy=127.0.0.1:{proxy.port}&timeout=5"))

    def test_that_cuts_or_talks_nonsense(self):
        for way in (cuts, says(b"nonsense\r\n\r\n"), says(b"\0" * 100)):
            proxy = self.begin(way)
            self.refused((1, 38), opened, self.host.uri(more=f"&proxy=127.0.0.1:{proxy.port}&timeout=3"))

    def test_that_never_answers(self):
        proxy = self.begin(never)
        begin = time.monotonic()
        self.refused(68, opened, self.host.uri(more=f"&proxy=127.0.0.1:{proxy.port}&timeout=2"))
        self.assertLess(time.monotonic() - begin, 10)

    def test_that_answers_a_byte_at_a_time(self):
        for prefix, way in (("", drips(head, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000)), ("", drips(head, b"x")),
                            ("socks5://", drips(lambda client: exactly(client, 1), b"\5"))):
            with self.subTest(prefix):
                proxy = self.begin(way)
                begin = time.monotonic()
                self.refused((1, 38, 68), opened, self.host.uri(more=f"&proxy={prefix}127.0.0.1:{proxy.port}&timeout=2"))
                self.assertLess(time.monotonic() - begin, 4)

    def test_the_rest_of_the_answer(self):
        """What follows the head is the host's, and a head in two parts is one."""
        def parts(proxy, client):
            method, target, _ = head(client).split("\r\n")[0].split(" ")
            self.assertEqual(method, "CONNECT")
            host, port = target.rsplit(":", 1)
            other = proxy.reach(host, int(port))
            for part in (b"HTTP/1.0 200 ", b"Fine\r\nVia: x\r\n", b"\r\n"):
                client.sendall(part)
                time.sleep(0.05)
            return other
        self.opens_by(self.begin(parts), "")

    def test_with_a_password(self):
        heads = []

        def asks(proxy, client):
            text = head(client)
            heads.append(text)
            if "Basic bWU6dG9wLXNlY3JldA==" not in text:
                client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                return None
            other = proxy.reach("127.0.0.1", self.host.port)
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            return other
        self.opens_by(self.begin(asks), "me:top-secret@")
        self.assertIn(f"CONNECT 127.0.0.1:{self.host.port} HTTP/1.1\r\nHost: 127.0.0.1:{self.host.port}\r\n", heads[0])
        self.refused(38, opened, self.host.uri(more=f"&proxy=me:wrong@127.0.0.1:{self.begin(asks).port}"),
                     says=["proxy", "407"])


unittest.main()
