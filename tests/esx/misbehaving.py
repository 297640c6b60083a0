#!/usr/bin/python3
"""A host that misbehaves in one way each time, while a client opens it and while one works: an error with the right
code within a bound of time and of memory, no crash, and a connection that goes on afterwards.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import os
import resource
import subprocess
import tempfile
import time
import unittest

from client import Case, opened
from interceptor import TEXT, Handler, Interceptor
from parallel import main
from simulator import Simulator

TIMEOUT = 2
# Within this, where the time limit is TIMEOUT.
BOUND = 10
# More than this in KiB a client must not take.
MOST_MEMORY = 600 << 10
HTTP, CONNECTION, TIMED_OUT = 12, 38, 68
# Internal error, or an error in XML.
OTHER = (1, 27)
ENVELOPE = ('<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope'
            ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{}</soapenv:Body></soapenv:Envelope>')
PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>This is no SOAP&nbsp;<br></body></html>"
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
          + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12))
          + "]><a>&m;</a>").encode()


def gives(status, data, kind=TEXT, *more):
    return lambda handler, _body: handler.give(status, data, kind, *more)


def soap(inner, status=200):
    return gives(status, ENVELOPE.format(inner).encode())


def never(_handler, _body):
    time.sleep(BOUND + 5)


def drips(handler, _body):
    """A byte at a time, for longer than anybody waits."""
    handler.send_response(200)
    handler.send_header("Content-Type", TEXT)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(10 * (BOUND + 5)):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def cuts(handler, _body):
    handler.cut()


def cuts_within_the_head(handler, _body):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    handler.cut()


def cuts_within_the_body(handler, body):
    data = handler.answered(body)[2]
    handler.send_response(200)
    handler.send_header("Content-Type", TEXT)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[:len(data) // 2])
    handler.cut()


def is_no_http(handler, _body):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n" * 4)
    handler.cut()


def half(handler, body):
    handler.give(200, handler.answered(body)[2][:-40])


def endless(handler, _body):
    """Gigabytes, in chunks."""
    handler.send_response(200)
    handler.send_header("Content-Type", TEXT)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    chunk = b"%x\r\n" % (1 << 20) + b" " * (1 << 20) + b"\r\n"
    for _ in range(4096):
        handler.wfile.write(chunk)


# What it does, and the codes that may come of it.
CASES = {
    "never answers": (never, TIMED_OUT),
    "answers a byte at a time": (drips, TIMED_OUT),
    "cuts": (cuts, CONNECTION),
    "cuts within the head": (cuts_within_the_head, CONNECTION),
    "cuts within the body": (cuts_within_the_body, CONNECTION),
    "speaks another protocol": (is_no_http, (CONNECTION, HTTP, 1)),
    "sends XML cut short": (half, OTHER),
    "sends nothing": (gives(200, b""), OTHER),
    "sends no XML": (gives(200, b"\0\1\2" * 100), OTHER),
    "sends wrong UTF-8": (gives(200, b'<?xml version="1.0"?><a>\xff\xfe\x80</a>'), OTHER),
    "sends a page": (gives(200, PAGE, "text/html"), OTHER),
    "sends a page as its failure": (gives(500, PAGE, "text/html"), OTHER),
    "is not ready": (gives(503, PAGE, "text/html"), HTTP),
    "knows no such page": (gives(404, PAGE, "text/html"), HTTP),
    "forbids it": (gives(403, b""), HTTP),
    "asks for a password of HTTP": (gives(401, b"", TEXT, ("WWW-Authenticate", 'Basic realm="x"')), HTTP),
    "points elsewhere": (gives(302, b"", TEXT, ("Location", "http://127.0.0.1:1/sdk")), HTTP),
    "points elsewhere for good": (gives(301, b"", TEXT, ("Location", "/elsewhere")), HTTP),
    "answers another call": (soap('<NobodyAskedResponse xmlns="urn:vim25"/>'), OTHER),
    "answers without a body": (
        gives(200, ENVELOPE.format("").replace("soapenv:Body", "soapenv:Header").encode()), OTHER),
    "answers with nothing in its body": (soap(""), OTHER),
    "fails without a fault": (soap("", 500), OTHER),
    "fails with an empty fault": (soap("<soapenv:Fault/>", 500), OTHER),
    "fails with an unknown fault": (soap(
        '<soapenv:Fault><faultcode>Server</faultcode><faultstring>so</faultstring><detail><StrangeFault '
        'xmlns="urn:vim25" xsi:type="Strange"/></detail></soapenv:Fault>', 500), OTHER),
    "sends XML that is very deep": (gives(200, b"<a>" * 200000), OTHER),
    "sends XML that is very deep, and closed": (soap("<a>" * 100000 + "</a>" * 100000), OTHER),
    "sends entities of entities": (gives(200, LAUGHS), OTHER),
    "sends 10 MB": (soap(f"<x>{'x' * (10 << 20)}</x>"), OTHER),
    "sends without an end": (endless, (*OTHER, HTTP, CONNECTION, TIMED_OUT)),
}


class Misbehaving(Case):
    QUERY = "transport=http"

    @classmethod
    def certificate(cls):
        """The file of the server's certificate, of one that speaks TLS."""

    @classmethod
    def setUpClass(cls):
        cls.host = Simulator("-plain")
        cls.interceptor = Interceptor(cls.host.port, cls.certificate())
        cls.uri = f"esx://root@127.0.0.1:{cls.interceptor.port}/?{cls.QUERY}&timeout={TIMEOUT}"

    @classmethod
    def tearDownClass(cls):
        cls.interceptor.end()
        cls.host.end()

    def setUp(self):
        self.addCleanup(self.interceptor.intercept, None)

    @contextlib.contextmanager
    def intercepted(self, action, call=None):
        self.interceptor.intercept(action, call)
        try:
            yield
        finally:
            self.interceptor.intercept(None)

    def bounded(self, codes, call, *arguments):
        begin = time.monotonic()
        self.refused(codes, call, *arguments)
        self.assertLess(time.monotonic() - begin, BOUND)
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, MOST_MEMORY)

    def test_while_it_works(self):
        for name, (action, codes) in CASES.items():
            with self.subTest(name):
                connection = opened(self.uri)
                domain = connection.lookupByName("ha-host_VM0")
                with self.intercepted(action):
                    self.bounded(codes, domain.info)
                self.assertEqual(domain.info()[0], 1)
                self.assertEqual(connection.numOfDomains(), 2)

    def test_while_it_sets(self):
        for name in ("cuts", "sends a page", "is not ready", "fails with an unknown fault", "answers another call"):
            action, codes = CASES[name]
            with self.subTest(name):
                domain = opened(self.uri).lookupByName("ha-host_VM0")
                with self.intercepted(action, "ReconfigVM_Task"):
                    self.bounded(codes, domain.setMemory, 20480)
                domain.setMemory(20480)

    def test_while_it_opens(self):
        for name, (action, codes) in CASES.items():
            for call in ("RetrieveServiceContent", "Login"):
                with self.subTest(name, call=call), self.intercepted(action, call):
                    self.bounded(codes, opened, self.uri)
        self.assertEqual(opened(self.uri).numOfDomains(), 2)

    def test_it_is_followed_nowhere(self):
        self.interceptor.gets = 0
        self.interceptor.intercept(gives(302, b"", TEXT, ("Location", f"http://127.0.0.1:{self.interceptor.port}/elsewhere")))
        self.refused(HTTP, opened, self.uri)
        self.assertEqual(self.interceptor.gets, 0)

    def test_a_connection_that_the_host_has_closed_meanwhile(self):
        """A host ends idle connections of HTTP: the next call takes a new one."""
        connection = opened(self.uri)

        def last(handler, body):
            handler.forward(body)
            handler.cut()

        self.interceptor.intercept(last)
        for _ in range(5):
            self.assertEqual(connection.numOfDomains(), 2)
            time.sleep(0.05)

    def test_a_read_that_is_cut_is_asked_again(self):
        """The host may close a connection at the moment of the next call on it."""
        domain = opened(self.uri).lookupByName("ha-host_VM0")
        asked = []

        def every_other(handler, body):
            asked.append(body)
            if len(asked) % 2:
                handler.cut()
            else:
                handler.forward(body)
        self.interceptor.intercept(every_other, "RetrievePropertiesEx")
        for _ in range(3):
            self.assertEqual(domain.maxMemory(), 32768)
        self.assertEqual(len(asked), 6)

    def test_a_retry_is_within_the_time_limit(self):
        """A read is asked once more on another connection where its own is cut, in the time that is left."""
        domain = opened(self.uri).lookupByName("ha-host_VM0")

        def late(handler, _body):
            time.sleep(TIMEOUT * 0.75)
            handler.cut()
        begin = time.monotonic()
        with self.intercepted(late):
            self.refused((CONNECTION, TIMED_OUT), domain.info)
        self.assertLess(time.monotonic() - begin, TIMEOUT * 1.25)

    def test_several_cookies(self):
        """A load balancer before a vCenter adds its own; both are sent back."""
        seen = []

        def two(handler, body):
            status, headers, data = handler.answered(body)
            cookies = [(name, value) for name, value in headers if name == "Set-Cookie"]
            handler.give(status, data, TEXT, *cookies, ("Set-Cookie", "balancer=7; Path=/; Secure"))

        def checked(handler, body):
            seen.append(handler.headers["Cookie"])
            handler.forward(body)
        opening = {"Login": two, "RetrieveServiceContent": None}
        self.interceptor.wanted = lambda name: opening.get(name, checked)
        self.assertEqual(opened(self.uri).numOfDomains(), 2)
        self.assertTrue(seen)
        for cookie in seen:
            self.assertRegex(cookie, r"^vmware_soap_session=[^;]+; balancer=7$")

    def test_a_cookie_is_sent_back_as_it_is(self):
        """Hosts quote it."""
        seen = []

        def quoted(handler, body):
            status, headers, data = handler.answered(body)
            cookies = [(name, value) for name, value in headers if name == "Set-Cookie"]
            cookies = [(name, value.replace("=", '="', 1).replace(";", '";', 1)) for name, value in cookies]
            handler.give(status, data, TEXT, *cookies)

        def plain(handler, body):
            seen.append(handler.headers["Cookie"])
            handler.headers.replace_header("Cookie", handler.headers["Cookie"].replace('"', ""))
            Handler.forward(handler, body)

        opening = {"Login": quoted, "RetrieveServiceContent": None}
        self.interceptor.wanted = lambda name: opening.get(name, plain)
        self.assertEqual(opened(self.uri).numOfDomains(), 2)
        self.assertTrue(seen)
        for cookie in seen:
            self.assertRegex(cookie, r'^vmware_soap_session="[^"]+"$')


class OverTls(Misbehaving):
    QUERY = "no_verify=1"

    @classmethod
    def certificate(cls):
        cls.work = tempfile.TemporaryDirectory(prefix="virmemctl-esx.")
        path = os.path.join(cls.work.name, "both.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-keyout", path, "-out", f"{path}.crt"],
                       check=True, capture_output=True)
        with open(path, "a", encoding="ascii") as both, open(f"{path}.crt", encoding="ascii") as crt:
            both.write(crt.read())
        return path

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.work.cleanup()


if __name__ == "__main__":
    main()
