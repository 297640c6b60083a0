#!/usr/bin/python3
"""Whose certificate is trusted: by the parameter cacert, by SSL_CERT_FILE, or not at all.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess
import sys
import tempfile
import unittest

from client import Case, opened
from simulator import Simulator

UNTRUSTED = 45
HERE = os.path.dirname(os.path.realpath(__file__))
# What one process reads of the system's certificates it keeps.
SCRIPT = """
import sys, client
try:
    print(client.opened(sys.argv[1]).numOfDomains())
except client.libvirt.libvirtError as error:
    print(f"{error.get_error_code()}/{error.get_error_domain()}")
"""


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Tls(Case):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory(prefix="virmemctl-esx.")
        cls.folder = cls.work.name
        cls.self_signed("here", "DNS:localhost,IP:127.0.0.1")
        cls.self_signed("elsewhere", "DNS:elsewhere.example.org")
        cls.self_signed("address", "IP:127.0.0.1")
        cls.self_signed("authority", None)
        cls.signed("past", "authority", "DNS:localhost,IP:127.0.0.1", days="-1")
        cls.signed("signed", "authority", "DNS:localhost,IP:127.0.0.1")
        cls.self_signed("stranger", None)

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    @classmethod
    def pem(cls, name):
        return f"{cls.folder}/{name}.pem"

    @classmethod
    def key(cls, name):
        return f"{cls.folder}/{name}.key"

    @classmethod
    def self_signed(cls, name, names):
        more = ["-addext", f"subjectAltName={names}"] if names else ["-addext", "keyUsage=critical,keyCertSign"]
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", f"/CN={name}", *more, "-keyout", cls.key(name), "-out", cls.pem(name))

    @classmethod
    def signed(cls, name, by, names, days="2"):
        request, more = f"{cls.folder}/{name}.csr", f"{cls.folder}/{name}.cnf"
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                "-keyout", cls.key(name), "-out", request)
        with open(more, "w", encoding="ascii") as file:
            file.write(f"subjectAltName={names}\n")
        openssl("x509", "-req", "-in", request, "-CA", cls.pem(by), "-CAkey", cls.key(by), "-CAcreateserial", "-days",
                days, "-extfile", more, "-out", cls.pem(name))

    def begin(self, name):
        host = Simulator("-cert", self.pem(name), "-key", self.key(name))
        self.addCleanup(host.end)
        return host

    def in_a_process(self, uri, **environment):
        """What a program of its own, with these variables, makes of the URI."""
        done = subprocess.run([sys.executable, "-B", "-c", SCRIPT, uri], env={**os.environ, **environment}, text=True,
                              capture_output=True, check=False, timeout=60, cwd=HERE)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def opens(self, uri):
        self.assertEqual(opened(uri).numOfDomains(), 2)

    def test_nobody_trusts_it(self):
        for name in ("here", "signed"):
            host = self.begin(name)
            self.refused(UNTRUSTED, opened, host.uri(query=""))
            self.refused(UNTRUSTED, opened, host.uri(query="no_verify=0"))
            self.opens(host.uri(query="no_verify=1"))

    def test_its_own_certificate_as_a_file(self):
        host = self.begin("here")
        self.opens(host.uri(query=f"cacert={self.pem('here')}"))
        self.opens(host.uri(query=f"cacert={self.pem('here')}", host="localhost"))
        self.opens(host.uri(query=f"cacert={self.pem('here')}&no_verify=0"))
        self.refused(UNTRUSTED, opened, host.uri(query=f"cacert={self.pem('stranger')}"))

    def test_an_authority_as_a_file(self):
        host = self.begin("signed")
        self.opens(host.uri(query=f"cacert={self.pem('authority')}"))
        self.refused(UNTRUSTED, opened, host.uri(query=f"cacert={self.pem('stranger')}"))

    def test_the_certificates_of_the_system(self):
        for name, by in (("here", "here"), ("signed", "authority")):
            uri = self.begin(name).uri(query="")
            self.assertEqual(self.in_a_process(uri, SSL_CERT_FILE=self.pem(by)), "2")
            self.assertEqual(self.in_a_process(uri, SSL_CERT_FILE=self.pem("stranger")), "45/28")
            self.assertEqual(self.in_a_process(uri), "45/28")

    def test_of_another_name(self):
        host = self.begin("elsewhere")
        for wanted in (f"cacert={self.pem('elsewhere')}", ""):
            self.refused(UNTRUSTED, opened, host.uri(query=wanted))
        self.opens(host.uri(query="no_verify=1"))
        host = self.begin("address")
        self.opens(host.uri(query=f"cacert={self.pem('address')}"))
        self.refused(UNTRUSTED, opened, host.uri(query=f"cacert={self.pem('address')}", host="localhost"))

    def test_that_has_expired(self):
        host = self.begin("past")
        self.refused(UNTRUSTED, opened, host.uri(query=f"cacert={self.pem('authority')}"))
        self.opens(host.uri(query="no_verify=1"))

    def test_files_without_a_certificate(self):
        host = self.begin("here")
        for path in (self.key("here"), "/dev/null", os.path.realpath(__file__), self.folder, f"{self.folder}/none"):
            with self.subTest(path):
                self.refused(38, opened, host.uri(query=f"cacert={path}"), says=[path])

    def test_the_simulator_as_it_comes(self):
        with Simulator() as host:
            self.refused(UNTRUSTED, opened, host.uri(query=""))
            self.opens(host.uri())


unittest.main()
