#!/usr/bin/python3
"""Credentials: of the URI, of auth.conf and of the program's callback; wrong ones; the password is told nowhere.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess
import sys
import tempfile
import unittest

import libvirt
from client import PASSWORD, Asked, Case, opened
from simulator import Simulator

AUTH = 46
GOOD = f"[credentials-one]\nusername=root\npassword={PASSWORD}\n\n"
WRONG = "[credentials-one]\nusername=root\npassword=other-secret-word\n\n"


class Credentials(Case):
    @classmethod
    def setUpClass(cls):
        cls.host = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.host.end()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="virmemctl-esx.")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.kept = dict(os.environ)
        self.addCleanup(self.restore)
        os.environ.pop("LIBVIRT_AUTH_FILE", None)
        os.environ["XDG_CONFIG_HOME"] = self.folder

    def restore(self):
        os.environ.clear()
        os.environ.update(self.kept)

    def file(self, text, name="auth.conf"):
        path = f"{self.folder}/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def is_open(self, connection):
        self.assertEqual(connection.numOfDomains(), 2)

    def test_callback_with_a_user_in_the_uri(self):
        asked = Asked()
        self.is_open(libvirt.openAuth(self.host.uri(), asked.auth, 0))
        self.assertEqual(asked.kinds, [5])

    def test_callback_without_a_user_in_the_uri(self):
        asked = Asked()
        self.is_open(libvirt.openAuth(self.host.uri(user=None), asked.auth, 0))
        self.assertEqual(asked.kinds, [2, 5])

    def test_callback_for_other_kinds(self):
        asked = Asked(kinds=[2, 7])
        self.is_open(libvirt.openAuth(self.host.uri(), asked.auth, 0))
        self.assertEqual(asked.kinds, [7])

    def test_without_any(self):
        self.refused(45, opened, self.host.uri(), kinds=[2], domain=AUTH)
        self.refused(45, opened, self.host.uri(user=None), kinds=[5], domain=AUTH)
        self.refused(8, libvirt.open, self.host.uri(), domain=AUTH)

    def test_wrong(self):
        self.refused(45, opened, self.host.uri(), password="wrong", says=["InvalidLogin"])
        self.refused(45, opened, self.host.uri(user="nobody"))
        self.refused(45, opened, self.host.uri(), password="")

    def test_a_callback_that_fails(self):
        def fails(_asked, _data):
            return -1
        with self.assertRaises(libvirt.libvirtError) as seen:
            libvirt.openAuth(self.host.uri(), [[2, 5, 7], fails, None], 0)
        self.assertEqual(seen.exception.get_error_code(), 45)

    def test_auth_conf_of_the_environment(self):
        for host in ("127.0.0.1", "default"):
            os.environ["LIBVIRT_AUTH_FILE"] = self.file(f"{GOOD}[auth-esx-{host}]\ncredentials=one\n")
            self.is_open(libvirt.open(self.host.uri()))
            self.is_open(libvirt.open(self.host.uri(user=None)))

    def test_auth_conf_of_the_uri(self):
        path = self.file(f"{GOOD}[auth-esx-default]\ncredentials=one\n", "other.conf")
        self.is_open(libvirt.open(self.host.uri(more=f"&authfile={path}")))

    def test_auth_conf_of_the_user(self):
        self.file(f"{GOOD}[auth-esx-127.0.0.1]\ncredentials=one\n", "libvirt/auth.conf")
        self.is_open(libvirt.open(self.host.uri()))

    def test_auth_conf_before_the_callback(self):
        os.environ["LIBVIRT_AUTH_FILE"] = self.file(f"{WRONG}[auth-esx-default]\ncredentials=one\n")
        asked = Asked()
        self.refused(45, libvirt.openAuth, self.host.uri(), asked.auth, 0)
        self.assertEqual(asked.kinds, [])

    def test_auth_conf_of_another_host(self):
        os.environ["LIBVIRT_AUTH_FILE"] = self.file(f"{GOOD}[auth-esx-example.org]\ncredentials=one\n")
        self.refused(8, libvirt.open, self.host.uri(), domain=AUTH)

    def test_auth_conf_without_the_part(self):
        os.environ["LIBVIRT_AUTH_FILE"] = self.file("[auth-esx-default]\ncredentials=missing\n")
        with self.assertRaises(libvirt.libvirtError) as seen:
            libvirt.open(self.host.uri())
        self.assertEqual(seen.exception.get_error_code(), 33)
        self.assertIn("missing", str(seen.exception))

    def test_a_password_in_the_uri_is_told_nowhere(self):
        """`esx://root:PASSWORD@HOST` is no way to give it; an error does not repeat it either."""
        uri = self.host.uri(user="root:top-word-42")
        with self.assertRaises(libvirt.libvirtError) as seen:
            opened(uri, password="wrong")
        self.assertNotIn("top-word-42", str(seen.exception))

    def test_the_password_is_told_nowhere(self):
        """Standard output and standard error, with all of its debug messages, while it opens, works and fails."""
        script = ("import client\n"
                  "connection = client.opened(client.sys.argv[1])\n"
                  "domain = connection.lookupByName('ha-host_VM0')\n"
                  "domain.setSchedulerParameters({'limit': 1000})\n"
                  "try: client.opened(client.sys.argv[1], password='other-secret-word')\n"
                  "except client.libvirt.libvirtError as error: print(error, error.err)\n")
        environment = {**os.environ, "LIBVIRT_DEBUG": "1", "LIBVIRT_LOG_OUTPUTS": "1:stderr", "RUST_LOG": "trace",
                       "RUST_BACKTRACE": "full"}
        done = subprocess.run([sys.executable, "-B", "-c", script, self.host.uri()], env=environment, text=True,
                              capture_output=True, check=False, timeout=60,
                              cwd=os.path.dirname(os.path.realpath(__file__)))
        self.assertEqual(done.returncode, 0, done.stderr[-1000:])
        self.assertIn("45", done.stdout)
        self.assertNotIn("secret", (done.stdout + done.stderr).replace("virSecret", "").replace("secretdriver", ""))


unittest.main()
