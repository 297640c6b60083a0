#!/usr/bin/env python3
"""Runs the examples, in C and in Python. Its exit status is as in c-tests/README.md.

The C programs are in $VIRMEMCTL_EXAMPLES/ours and, where there is libvirt-dev, built for libvirt in
$VIRMEMCTL_EXAMPLES/libvirt: these print the same on the test driver.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import signal
import subprocess
import sys
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PROGRAMS = os.environ.get("VIRMEMCTL_EXAMPLES") or os.path.join(ROOT, "target", "examples")
LIBRARY = os.environ.get("VIRMEMCTL_LIB") or os.path.join(ROOT, "target", "release",
                                                          "libvirmemctl.so.0")
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
URI = os.environ.get("VIRMEMCTL_TEST_URI") or "test:///default"
COUNTS_SWAP = os.environ.get("VIRMEMCTL_TEST_SWAP") == "1"
MOST_LINES = 60
SECONDS = 30


def spellings(with_libvirt):
    """Each way to start an example: its name, the command of one, the library for Python."""
    yield "C", lambda name: [os.path.join(PROGRAMS, "ours", name)], LIBRARY
    yield "Python", python, LIBRARY
    if with_libvirt and os.path.isdir(os.path.join(PROGRAMS, "libvirt")):
        yield "C with libvirt", lambda name: [os.path.join(PROGRAMS, "libvirt", name)], LIBRARY
        yield "Python with libvirt", python, "libvirt.so.0"


def python(name):
    return [sys.executable, os.path.join(ROOT, "examples", "python", name + ".py")]


class Started(subprocess.Popen):
    """A program that is killed where the block fails, which would wait for its end."""

    def __exit__(self, kind, *rest):
        if kind is not None:
            self.kill()
        return super().__exit__(kind, *rest)


def start(command, library, *arguments):
    environment = {**os.environ, "VIRMEMCTL_LIB": library, "PYTHONDONTWRITEBYTECODE": "1"}
    return Started([*command, *arguments], env=environment, text=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(command, library, *arguments):
    """Exit status, standard output, standard error."""
    with start(command, library, *arguments) as process:
        output, errors = process.communicate(timeout=SECONDS)
        return process.returncode, output, errors


def for_each(with_libvirt=False):
    """Runs a test of an example for its C and its Python version."""
    def of_all(test):
        def run_all(self):
            for name, command, library in spellings(with_libvirt):
                with self.subTest(name):
                    test(self, command, library)
        return run_all
    return of_all


@unittest.skipUnless(KIND == "test", "kind test")
class OnTheTestDriver(unittest.TestCase):
    def test_they_are_short(self):
        for folder, _, files in os.walk(os.path.join(ROOT, "examples")):
            for file in (file for file in files if file.endswith((".c", ".py"))):
                with open(os.path.join(folder, file), encoding="utf-8") as text:
                    self.assertLessEqual(len(text.readlines()), MOST_LINES, file)

    @for_each(with_libvirt=True)
    def test_set_limits(self, command, library):
        result = run(command("set_limits"), library, "test", "65536", "131072", URI)
        expected = "hard_limit: 65536 KiB\nsoft_limit: unlimited\nswap_hard_limit: 131072 KiB\n"
        self.assertEqual(result, (0, expected, ""))

    @for_each(with_libvirt=True)
    def test_set_limits_with_bad_input(self, command, library):
        for arguments in (("nobody", "1", "2"), ("test", "much", "2"), ("test", "2", ""),
                          ("test", "2", "1")):
            code, output, errors = run(command("set_limits"), library, *arguments, URI)
            self.assertEqual((code, output, errors.count("\n")), (1, "", 1), errors)
            self.assertTrue(errors.startswith("set_limits: "), errors)
        code, output, errors = run(command("set_limits"), library, "test")
        self.assertNotEqual((code, errors), (0, ""))
        self.assertIn("usage: ", errors)

    @for_each()
    def test_set_limits_says_what_is_wrong(self, command, library):
        result = run(command("set_limits"), library, "nobody", "1", "2", URI)
        expected = "set_limits: Domain not found: no domain has the name 'nobody'\n"
        self.assertEqual(result, (1, "", expected))

    @for_each(with_libvirt=True)
    def test_stats(self, command, library):
        result = run(command("stats"), library, URI)
        expected = ("test: size=2097152 rss=1048576 hard_limit=unlimited soft_limit=unlimited "
                    "swap_hard_limit=unlimited\n")
        self.assertEqual(result, (0, expected, ""))

    @for_each(with_libvirt=True)
    def test_no_connection(self, command, library):
        for name in ("stats", "watch"):
            code, output, errors = run(command(name), library, "nonsense:///x")
            self.assertEqual((code, output, errors.count("\n")), (1, "", 1), errors)
            self.assertTrue(errors.startswith(f"{name}: "), errors)

    @for_each(with_libvirt=True)
    def test_watch_until_a_signal(self, command, library):
        for number in signal.SIGINT, signal.SIGTERM:
            with start(command("watch"), library, URI) as process:
                first = process.stdout.readline()
                process.send_signal(number)
                output, errors = process.communicate(timeout=SECONDS)
            self.assertEqual((process.returncode, first + output, errors), (0, "watching\n", ""))


class Domain:
    """A process attached as a domain until the end of the block."""

    def __init__(self):
        lib = ctypes.CDLL(LIBRARY)
        pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
        for name, result, arguments in (
                ("virConnectOpen", pointer, [text]),
                ("virConnectClose", number, [pointer]),
                ("virMemctlDomainAttach", pointer, [pointer, number, text, ctypes.c_uint]),
                ("virDomainFree", number, [pointer])):
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
        self.lib = lib

    def __enter__(self):
        self.process = subprocess.Popen(["sleep", "60"])
        self.name = f"example-{self.process.pid}"
        conn = self.lib.virConnectOpen(URI.encode())
        dom = self.lib.virMemctlDomainAttach(conn, self.process.pid, self.name.encode(), 0)
        self.lib.virDomainFree(dom)
        self.lib.virConnectClose(conn)
        if not dom:
            self.__exit__()
            raise OSError("the domain could not be made")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        # The next scan removes the group.
        run(python("stats"), LIBRARY, URI)


@unittest.skipUnless(KIND == "kernel", "kind kernel")
class OnAKernel(unittest.TestCase):
    @for_each()
    def test_set_limits(self, command, library):
        with Domain() as domain:
            code, output, errors = run(command("set_limits"), library, domain.name, "65536",
                                       "131072", URI)
            if COUNTS_SWAP or code == 0:
                self.assertEqual((code, errors), (0, ""))
                lines = output.splitlines()
                self.assertEqual(lines[0], "hard_limit: 65536 KiB")
                self.assertIn("swap_hard_limit: 131072 KiB", lines)
            else:
                self.assertEqual((code, output), (1, ""))
                self.assertTrue(errors.startswith("set_limits: "), errors)

    @for_each()
    def test_stats(self, command, library):
        with Domain() as domain:
            code, output, errors = run(command("stats"), library, URI)
            self.assertEqual((code, errors), (0, ""))
            line = next(line for line in output.splitlines()
                        if line.startswith(f"{domain.name}: "))
            self.assertRegex(line, r" rss=\d+ hard_limit=unlimited ")

    @for_each()
    def test_watch_until_the_end_of_a_domain(self, command, library):
        with Domain() as domain, start(command("watch"), library, URI, domain.name) as process:
            self.assertEqual(process.stdout.readline(), "watching\n")
            domain.process.kill()
            domain.process.wait()
            output, errors = process.communicate(timeout=SECONDS)
            self.assertEqual((process.returncode, errors), (0, ""))
            self.assertIn(f"{domain.name}: stopped\n", output)

    def test_watch_tells_what_others_set(self):
        with Domain() as domain, start(python("watch"), LIBRARY, URI, domain.name) as process:
            self.assertEqual(process.stdout.readline(), "watching\n")
            code, _, errors = run(python("set_limits"), LIBRARY, domain.name, "65536", "9007199254740991", URI)
            self.assertEqual((code, errors), (0, ""))
            line = process.stdout.readline()
            self.assertTrue(line.startswith(f"{domain.name}: set memtune.hard_limit=65536 "
                                            "memtune.hard_limit.old=9007199254740991"), line)
            domain.process.kill()
            domain.process.wait()
            output, errors = process.communicate(timeout=SECONDS)
            self.assertEqual((process.returncode, errors), (0, ""))
            self.assertIn(f"{domain.name}: stopped\n", output)


if __name__ == "__main__":
    if KIND not in ("test", "kernel"):
        print("SKIP: only for kinds test and kernel")
        sys.exit(77)
    unittest.main()
