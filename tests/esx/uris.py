#!/usr/bin/python3
"""URIs: paths of a vCenter, parameters of the query, what a wrong one is told.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import socket
import unittest

from client import Case, opened
from simulator import Simulator


class Host(Case):
    @classmethod
    def setUpClass(cls):
        cls.host = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.host.end()

    def opens(self, uri):
        self.assertEqual(opened(uri).numOfDomains(), 2, uri)

    def test_that_open(self):
        port = self.host.port
        for uri in (f"esx://root@127.0.0.1:{port}/?no_verify=1", f"esx://127.0.0.1:{port}/?no_verify=1",
                    f"esx://root@127.0.0.1:{port}?no_verify=1", f"esx://root@127.0.0.1:{port}/ignored/path?no_verify=1",
                    f"esx://root@localhost:{port}/?no_verify=1"):
            with self.subTest(uri):
                self.opens(uri)

    def test_unknown_parameters_are_ignored(self):
        self.opens(self.host.uri(more="&unknown=1&Unknown2=&no_sanity=1"))

    def test_known_parameters(self):
        for more in ("&auto_answer=0", "&auto_answer=1", "&transport=https", "&vcenter=*", "&vcenter=example.org",
                     "&timeout=5", "&timeout=600"):
            with self.subTest(more):
                self.opens(self.host.uri(more=more))

    def test_wrong_values(self):
        for name, value in (("no_verify", "2"), ("no_verify", "yes"), ("no_verify", "-1"), ("auto_answer", "3"),
                            ("auto_answer", "x"), ("transport", "ftp"), ("transport", ""), ("timeout", "0"),
                            ("timeout", "-3"), ("timeout", "x"), ("proxy", ":5"), ("proxy", "ftp://127.0.0.1"),
                            ("proxy", "127.0.0.1:x"), ("timeout", "3601"),
                            ("proxy", "root:top-word-42@")):
            with self.subTest(name=name, value=value):
                query = "" if name == "no_verify" else "no_verify=1&"
                uri = self.host.uri(query=f"{query}{name}={value}")
                # A proxy may have a password, which no message repeats.
                self.refused(8, opened, uri, says=[name] if name == "proxy" else [name, f"'{value}'", "expected"])

    def test_a_file_that_is_not_there(self):
        error = self.refused(38, opened, self.host.uri(query="cacert=/nonexistent/ca.pem"))
        self.assertIn("/nonexistent/ca.pem", error.get_error_message())

    def test_no_host(self):
        for uri in ("esx:///", "esx:///?no_verify=1", "vpx:///DC0/DC0_H0"):
            with self.assertRaises(Exception) as seen:
                opened(uri)
            self.assertEqual(seen.exception.get_error_code(), 8, uri)

    def test_a_vcenter_scheme_for_a_host(self):
        self.refused(1, opened, self.host.uri().replace("esx:", "vpx:").replace("/?", "/DC0/DC0_H0?"))

    def test_the_scheme_of_the_other_protocol(self):
        # A server that speaks TLS is asked for HTTP: it answers 400, or ends the connection.
        self.refused((12, 38), opened, self.host.uri(query="transport=http&timeout=5"))

    def test_nobody_listens(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
            error = self.refused(38, opened, f"esx://root@127.0.0.1:{port}/?no_verify=1")
        self.assertEqual(error.get_int1(), 111)

    def test_no_such_host(self):
        self.refused(38, opened, "esx://root@nobody.invalid/?no_verify=1&timeout=10")

    def test_what_a_connection_says(self):
        connection = opened(self.host.uri())
        self.assertEqual(connection.getURI(), self.host.uri())
        self.assertEqual((connection.isSecure(), connection.isEncrypted(), connection.isAlive()), (1, 1, 1))


class Plain(Case):
    def test_http(self):
        with Simulator("-plain") as host:
            connection = opened(host.uri())
            self.assertEqual(connection.numOfDomains(), 2)
            self.assertEqual((connection.isSecure(), connection.isEncrypted()), (0, 0))
            # And TLS where there is none.
            self.refused(38, opened, host.uri(query="no_verify=1&timeout=5"))


class Center(Case):
    @classmethod
    def setUpClass(cls):
        cls.host = Simulator("-vpx", "-vm", "6")

    @classmethod
    def tearDownClass(cls):
        cls.host.end()

    def names(self, path):
        return sorted(each.name() for each in opened(self.host.uri(path=path)).listAllDomains())

    def test_of_one_host(self):
        alone = [f"DC0_H0_VM{number}" for number in range(6)]
        self.assertEqual(self.names("DC0/DC0_H0"), alone)
        self.assertEqual(self.names("DC0/DC0_H0/"), alone)

    def test_of_the_hosts_of_a_cluster(self):
        found = [name for number in range(3) for name in self.names(f"DC0/DC0_C0/DC0_C0_H{number}")]
        self.assertEqual(sorted(found), [f"DC0_C0_RP0_VM{number}" for number in range(6)])

    def test_wrong_paths(self):
        for path in ("", "DC0", "DC0/DC0_C0", "DC0/DC0_H0/DC0_H0", "DC0/DC0_C0/DC0_C0_H0/more"):
            with self.subTest(path):
                self.refused(8, opened, self.host.uri(path=path))

    def test_what_is_not_there(self):
        for path in ("DC0/nobody", "nobody/DC0_H0", "DC0/DC0_C0/nobody", "DC0/nobody/DC0_C0_H0"):
            with self.subTest(path):
                missing = next(item for item in path.split("/") if item == "nobody")
                self.refused(1, opened, self.host.uri(path=path), says=[missing])

    def test_a_host_scheme_for_a_vcenter(self):
        self.refused(1, opened, self.host.uri(path="").replace("vpx:", "esx:"))


unittest.main()
