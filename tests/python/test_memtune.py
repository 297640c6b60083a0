#!/usr/bin/env python3
"""The library through ctypes, as a user's script would use it. Its exit status is as in c-tests/README.md.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import errno
import os
import signal
import subprocess
import sys
import threading
import unittest
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_uint, c_ulonglong, c_void_p

URI = os.environ.get("VIRMEMCTL_TEST_URI") or "test:///default"
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
VERSION = int(os.environ.get("VIRMEMCTL_TEST_VERSION") or 1)
IS_KERNEL = KIND == "kernel"

MIB = 1024
UNLIMITED = 9007199254740991
LIVE, CONFIG = 1, 2
LIST_ACTIVE, LIST_INACTIVE = 1, 2
TYPE_ULLONG = 4
NONE, NO_SUPPORT, INVALID_CONN, INVALID_DOMAIN, INVALID_ARG = 0, 3, 6, 7, 8
OPERATION_FAILED, OPERATION_DENIED, SYSTEM_ERROR, NO_DOMAIN = 9, 29, 38, 42
OPERATION_INVALID, ARGUMENT_UNSUPPORTED = 55, 74
PR_SET_PDEATHSIG = 1

LIBVIRTS = ["hard_limit", "soft_limit", "swap_hard_limit"]
ALL = LIBVIRTS + (["min_guarantee", "swap_soft_limit"] if IS_KERNEL and VERSION == 2 else [])


class Value(ctypes.Union):
    _fields_ = [("i", c_int), ("ui", c_uint), ("l", ctypes.c_longlong), ("ul", c_ulonglong),
                ("d", ctypes.c_double), ("b", c_char), ("s", c_void_p)]


class TypedParameter(ctypes.Structure):
    _fields_ = [("field", c_char * 80), ("type", c_int), ("value", Value)]


class Error(ctypes.Structure):
    _fields_ = [("code", c_int), ("domain", c_int), ("message", c_char_p), ("level", c_int),
                ("conn", c_void_p), ("dom", c_void_p), ("str1", c_char_p), ("str2", c_char_p),
                ("str3", c_char_p), ("int1", c_int), ("int2", c_int), ("net", c_void_p)]


class DomainInfo(ctypes.Structure):
    _fields_ = [("state", ctypes.c_ubyte), ("max_mem", ctypes.c_ulong), ("memory", ctypes.c_ulong),
                ("cpus", ctypes.c_ushort), ("cpu_time", c_ulonglong)]


Params = POINTER(TypedParameter)
ErrorFunc = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Error))
ADD = [POINTER(Params), POINTER(c_int), POINTER(c_int), c_char_p]

PROTOTYPES = {
    "virGetVersion": (c_int, [POINTER(ctypes.c_ulong), c_char_p, POINTER(ctypes.c_ulong)]),
    "virConnectOpen": (c_void_p, [c_char_p]),
    "virConnectOpenReadOnly": (c_void_p, [c_char_p]),
    "virConnectClose": (c_int, [c_void_p]),
    "virConnectGetURI": (c_void_p, [c_void_p]),
    "virConnectListAllDomains": (c_int, [c_void_p, POINTER(POINTER(c_void_p)), c_uint]),
    "virConnectNumOfDomains": (c_int, [c_void_p]),
    "virConnectListDomains": (c_int, [c_void_p, POINTER(c_int), c_int]),
    "virDomainLookupByName": (c_void_p, [c_void_p, c_char_p]),
    "virDomainLookupByID": (c_void_p, [c_void_p, c_int]),
    "virDomainLookupByUUIDString": (c_void_p, [c_void_p, c_char_p]),
    "virDomainFree": (c_int, [c_void_p]),
    "virDomainGetName": (c_char_p, [c_void_p]),
    "virDomainGetID": (c_uint, [c_void_p]),
    "virDomainGetUUIDString": (c_int, [c_void_p, c_char_p]),
    "virDomainGetInfo": (c_int, [c_void_p, POINTER(DomainInfo)]),
    "virDomainIsActive": (c_int, [c_void_p]),
    "virDomainGetMemoryParameters": (c_int, [c_void_p, Params, POINTER(c_int), c_uint]),
    "virDomainSetMemoryParameters": (c_int, [c_void_p, Params, c_int, c_uint]),
    "virTypedParamsAddULLong": (c_int, ADD + [c_ulonglong]),
    "virTypedParamsAddInt": (c_int, ADD + [c_int]),
    "virTypedParamsAddString": (c_int, ADD + [c_char_p]),
    "virTypedParamsGetULLong": (c_int, [Params, c_int, c_char_p, POINTER(c_ulonglong)]),
    "virTypedParamsGetString": (c_int, [Params, c_int, c_char_p, POINTER(c_char_p)]),
    "virTypedParamsFree": (None, [Params, c_int]),
    "virMemctlDomainAttach": (c_void_p, [c_void_p, c_int, c_char_p, c_uint]),
    "virGetLastError": (POINTER(Error), []),
    "virGetLastErrorCode": (c_int, []),
    "virGetLastErrorMessage": (c_char_p, []),
    "virResetLastError": (None, []),
    "virSetErrorFunc": (None, [c_void_p, ErrorFunc]),
}


def load():
    library = ctypes.CDLL(os.environ.get("VIRMEMCTL_LIB") or "libvirmemctl.so.0")
    for name, (result, arguments) in PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class Process:
    """A process to attach, ended with the test."""

    def __init__(self):
        prctl = ctypes.CDLL(None).prctl
        self.popen = subprocess.Popen(
            ["sleep", "600"], preexec_fn=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL))
        self.pid = self.popen.pid
        self.name = f"virmemctl-python-{self.pid}"

    def end(self):
        self.popen.kill()
        self.popen.wait()


def group_of(pid):
    """The directory of a process's memory group."""
    with open(f"/proc/{pid}/cgroup", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split(":", 2) for line in file]
    wanted = "memory" if VERSION == 1 else ""
    path = next(path for _, names, path in lines if wanted in names.split(","))
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        for line in file:
            before, after = (part.split() for part in line.split(" - "))
            if after[0] != ("cgroup" if VERSION == 1 else "cgroup2"):
                continue
            if VERSION == 1 and "memory" not in after[2].split(","):
                continue
            root, point = before[3:5]
            return point + (path if root == "/" else path[len(root):])
    raise AssertionError("no mount of the memory controller")


def kernels_own(group, file):
    """The value of a control file in KiB; None if this kernel does not have it."""
    try:
        with open(os.path.join(group, file), encoding="utf-8") as stream:
            text = stream.read().strip()
    except FileNotFoundError:
        return None
    return UNLIMITED if text == "max" or int(text) > 1 << 62 else int(text) // 1024


def as_array(pairs):
    array = (TypedParameter * len(pairs))()
    for param, (name, kib) in zip(array, pairs):
        param.field, param.type, param.value.ul = name.encode(), TYPE_ULLONG, kib
    return array


class Case(unittest.TestCase):
    """Each test has its own connection and domain."""

    def setUp(self):
        self.errors = []
        self.callback = ErrorFunc(lambda _data, error: self.errors.append(error.contents.code))
        lib.virSetErrorFunc(None, self.callback)
        self.addCleanup(lib.virSetErrorFunc, None, ErrorFunc())
        self.conn = self.open()
        self.domain = self.attach() if IS_KERNEL else self.of_the_test_driver()

    def open(self, read_only=False):
        opened = (lib.virConnectOpenReadOnly if read_only else lib.virConnectOpen)(URI.encode())
        self.assertTrue(opened, lib.virGetLastErrorMessage())
        self.addCleanup(lib.virConnectClose, opened)
        return opened

    def of_the_test_driver(self):
        self.name = "test"
        domain = lib.virDomainLookupByName(self.conn, b"test")
        self.assertTrue(domain, lib.virGetLastErrorMessage())
        self.addCleanup(lib.virDomainFree, domain)
        # The test host is shared by the whole process.
        self.addCleanup(self.set, [(name, UNLIMITED) for name in LIBVIRTS], domain=domain)
        return domain

    def attach(self):
        self.process = Process()
        self.addCleanup(self.detach)
        self.name = self.process.name
        domain = lib.virMemctlDomainAttach(self.conn, self.process.pid, self.name.encode(), 0)
        self.assertTrue(domain, lib.virGetLastErrorMessage())
        self.addCleanup(lib.virDomainFree, domain)
        self.group = group_of(self.process.pid)
        return domain

    def detach(self):
        """A group is removed by the first call that finds its processes gone."""
        self.process.end()
        self.assertIsNone(lib.virDomainLookupByName(self.conn, self.process.name.encode()))
        self.assertEqual(lib.virGetLastErrorCode(), NO_DOMAIN)
        self.assertFalse(os.path.exists(self.group), self.group)

    def get(self, room=16, flags=0):
        params, count = (TypedParameter * room)(), c_int(room)
        result = lib.virDomainGetMemoryParameters(self.domain, params, byref(count), flags)
        self.assertEqual(result, 0, lib.virGetLastErrorMessage())
        self.assertTrue(all(param.type == TYPE_ULLONG for param in params[:count.value]))
        return {param.field.decode(): param.value.ul for param in params[:count.value]}

    def set(self, pairs, flags=0, domain=None):
        return lib.virDomainSetMemoryParameters(
            domain or self.domain, as_array(pairs), len(pairs), flags)

    def assert_set(self, pairs, flags=0):
        self.assertEqual(self.set(pairs, flags), 0, lib.virGetLastErrorMessage())

    def assert_fails(self, result, code, failure=-1):
        self.assertEqual((result, lib.virGetLastErrorCode()), (failure, code),
                         lib.virGetLastErrorMessage())

    def counts_swap(self):
        file = "memory.memsw.limit_in_bytes" if VERSION == 1 else "memory.swap.max"
        return not IS_KERNEL or os.path.exists(os.path.join(self.group, file))


class Get(Case):
    def test_count_then_values(self):
        count = c_int(0)
        self.assertEqual(lib.virDomainGetMemoryParameters(self.domain, None, byref(count), 0), 0)
        self.assertEqual(count.value, len(ALL))
        self.assertEqual(list(self.get(count.value)), ALL)

    def test_room_for_some(self):
        for room in range(1, len(ALL) + 3):
            self.assertEqual(list(self.get(room)), ALL[:room])

    def test_unlimited_at_first(self):
        self.assertEqual(self.get(3), dict.fromkeys(LIBVIRTS, UNLIMITED))

    def test_bad_arguments(self):
        params, count = (TypedParameter * 4)(), c_int(-1)
        get = lib.virDomainGetMemoryParameters
        self.assert_fails(get(self.domain, params, byref(count), 0), INVALID_ARG)
        self.assert_fails(get(self.domain, params, None, 0), INVALID_ARG)
        count.value = 4
        self.assert_fails(get(self.domain, None, byref(count), 0), INVALID_ARG)
        self.assert_fails(get(self.domain, params, byref(count), LIVE | CONFIG), INVALID_ARG)
        self.assert_fails(get(self.domain, params, byref(count), 1 << 20), INVALID_ARG)
        self.assert_fails(get(None, params, byref(count), 0), INVALID_DOMAIN)


class Set(Case):
    def test_several_at_once(self):
        wanted = {"hard_limit": 64 * MIB, "soft_limit": 48 * MIB}
        if self.counts_swap():
            wanted["swap_hard_limit"] = 96 * MIB
        self.assert_set(list(wanted.items()))
        self.assertEqual({name: self.get()[name] for name in wanted}, wanted)
        if IS_KERNEL:
            self.compare_with_kernel(wanted)

    def compare_with_kernel(self, wanted):
        files = {1: {"hard_limit": "memory.limit_in_bytes",
                     "soft_limit": "memory.soft_limit_in_bytes",
                     "swap_hard_limit": "memory.memsw.limit_in_bytes"},
                 2: {"hard_limit": "memory.max", "soft_limit": "memory.high",
                     "swap_hard_limit": "memory.swap.max"}}[VERSION]
        expected = dict(wanted)
        if VERSION == 2 and "swap_hard_limit" in expected:
            # There the kernel accounts swap separately.
            expected["swap_hard_limit"] -= expected["hard_limit"]
        held = {name: kernels_own(self.group, files[name]) for name in expected}
        self.assertEqual(held, expected)

    def test_through_typed_parameters(self):
        params, count, room = Params(), c_int(0), c_int(0)
        for name in ("hard_limit", "soft_limit"):
            added = lib.virTypedParamsAddULLong(
                byref(params), byref(count), byref(room), name.encode(), 32 * MIB)
            self.assertEqual(added, 0)
        result = lib.virDomainSetMemoryParameters(self.domain, params, count, LIVE)
        lib.virTypedParamsFree(params, count)
        self.assertEqual(result, 0, lib.virGetLastErrorMessage())
        self.assertEqual(self.get(flags=LIVE)["hard_limit"], 32 * MIB)

    def test_up_down_and_away(self):
        for kib in (32 * MIB, 128 * MIB, 40 * MIB, UNLIMITED):
            self.assert_set([("hard_limit", kib)])
            self.assertEqual(self.get()["hard_limit"], kib)

    def test_all_or_nothing(self):
        self.assert_set([("hard_limit", 64 * MIB), ("soft_limit", 64 * MIB)])
        before = self.get()
        good = ("soft_limit", 32 * MIB)
        for bad, code in [(("no_such_limit", 1), ARGUMENT_UNSUPPORTED),
                          (good, INVALID_ARG),
                          (("swap_hard_limit", 16 * MIB), INVALID_ARG)]:
            with self.subTest(bad=bad):
                self.assert_fails(self.set([good, bad]), code)
                self.assertEqual(self.get(), before)

    def test_bad_arguments(self):
        wrong_type = as_array([("hard_limit", 0)])
        wrong_type[0].type = 1
        put = lib.virDomainSetMemoryParameters
        self.assert_fails(put(self.domain, wrong_type, 1, 0), INVALID_ARG)
        self.assert_fails(put(self.domain, None, 1, 0), INVALID_ARG)
        self.assert_fails(put(self.domain, wrong_type, 0, 0), INVALID_ARG)
        self.assert_fails(self.set([("hard_limit", MIB)], flags=1 << 20), INVALID_ARG)

    def test_config(self):
        limit = [("hard_limit", 64 * MIB)]
        if IS_KERNEL:
            self.assert_fails(self.set(limit, CONFIG), OPERATION_INVALID)
        else:
            self.assert_set(limit, CONFIG)
            self.assertEqual(self.get(flags=CONFIG)["hard_limit"], 64 * MIB)
            self.assertEqual(self.get(flags=LIVE)["hard_limit"], UNLIMITED)
            self.assert_set([("hard_limit", UNLIMITED)], CONFIG)

    def test_read_only(self):
        conn = self.open(read_only=True)
        domain = lib.virDomainLookupByName(conn, self.name.encode())
        self.assertTrue(domain, lib.virGetLastErrorMessage())
        self.addCleanup(lib.virDomainFree, domain)
        self.assert_fails(self.set([("hard_limit", MIB)], domain=domain), OPERATION_DENIED)


class Errors(Case):
    def test_what_an_error_tells(self):
        missing = "no such \N{SNOWMAN}"
        self.assert_fails(lib.virDomainLookupByName(self.conn, missing.encode()), NO_DOMAIN, None)
        error = lib.virGetLastError().contents
        self.assertEqual((error.code, error.level, self.errors), (NO_DOMAIN, 2, [NO_DOMAIN]))
        self.assertEqual(error.message, lib.virGetLastErrorMessage())
        self.assertIn(missing, error.message.decode())

    def test_forgotten_by_the_next_call(self):
        self.assertIsNone(lib.virDomainLookupByName(self.conn, b"no such"))
        self.assertEqual(lib.virDomainIsActive(self.domain), 1)
        self.assertEqual(lib.virGetLastErrorCode(), NONE)
        self.assertFalse(lib.virGetLastError())

    def test_reset(self):
        self.assertIsNone(lib.virConnectOpen(b"nonsense:///x"))
        self.assertNotEqual(lib.virGetLastErrorCode(), NONE)
        lib.virResetLastError()
        self.assertEqual(lib.virGetLastErrorMessage(), b"no error")

    def test_one_for_each_thread(self):
        seen = []

        def other():
            lib.virDomainLookupByID(self.conn, -1)
            seen.append(lib.virGetLastErrorCode())

        self.assertIsNone(lib.virDomainLookupByName(self.conn, b"no such"))
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        self.assertEqual((seen, lib.virGetLastErrorCode()), ([INVALID_ARG], NO_DOMAIN))

    def test_handles(self):
        self.assert_fails(lib.virDomainLookupByName(None, b"x"), INVALID_CONN, None)
        self.assert_fails(lib.virDomainLookupByName(self.domain, b"x"), INVALID_CONN, None)
        self.assert_fails(lib.virDomainFree(self.conn), INVALID_DOMAIN)
        self.assert_fails(lib.virDomainIsActive(None), INVALID_DOMAIN)

    def test_attach(self):
        attach = lib.virMemctlDomainAttach
        if not IS_KERNEL:
            self.assert_fails(attach(self.conn, os.getpid(), b"x", 0), NO_SUPPORT, None)
            return
        name, pid = self.name.encode(), self.process.pid
        other = Process()
        self.addCleanup(other.end)
        self.assert_fails(attach(self.conn, other.pid, name, 0), OPERATION_FAILED, None)
        self.assert_fails(attach(self.conn, pid, b"another", 0), OPERATION_INVALID, None)
        self.assert_fails(attach(self.conn, other.pid, b"a/b", 0), INVALID_ARG, None)
        self.assert_fails(attach(self.conn, other.pid, b"flags", 1), INVALID_ARG, None)
        other.end()
        self.assert_fails(attach(self.conn, other.pid, b"ended", 0), SYSTEM_ERROR, None)
        self.assertEqual(lib.virGetLastError().contents.int1, errno.ESRCH)


class Lists(Case):
    def listed(self, flags):
        array = POINTER(c_void_p)()
        count = lib.virConnectListAllDomains(self.conn, byref(array), flags)
        self.assertGreaterEqual(count, 0, lib.virGetLastErrorMessage())
        names = [lib.virDomainGetName(array[i]).decode() for i in range(count)]
        self.assertIsNone(array[count])
        for i in range(count):
            self.assertEqual(lib.virDomainFree(array[i]), 0)
        libc.free(array)
        return names

    def test_all(self):
        self.assertIn(self.name, self.listed(0))
        self.assertIn(self.name, self.listed(LIST_ACTIVE))
        self.assertNotIn(self.name, self.listed(LIST_INACTIVE))
        self.assert_fails(lib.virConnectListAllDomains(self.conn, None, 1 << 30), INVALID_ARG)

    def test_numbers(self):
        ids = (c_int * (lib.virConnectNumOfDomains(self.conn) + 8))()
        count = lib.virConnectListDomains(self.conn, ids, len(ids))
        self.assertIn(lib.virDomainGetID(self.domain), ids[:count])

    def test_looked_up_each_way(self):
        uuid = ctypes.create_string_buffer(37)
        self.assertEqual(lib.virDomainGetUUIDString(self.domain, uuid), 0)
        number = lib.virDomainGetID(self.domain)
        for found in (lib.virDomainLookupByName(self.conn, self.name.encode()),
                      lib.virDomainLookupByID(self.conn, number),
                      lib.virDomainLookupByUUIDString(self.conn, uuid.value)):
            self.assertTrue(found, lib.virGetLastErrorMessage())
            self.assertEqual(lib.virDomainGetName(found).decode(), self.name)
            self.assertEqual(lib.virDomainGetID(found), number)
            lib.virDomainFree(found)

    def test_uri_and_version(self):
        text = lib.virConnectGetURI(self.conn)
        self.assertEqual(ctypes.string_at(text).decode(), URI)
        libc.free(text)
        version = ctypes.c_ulong()
        self.assertEqual(lib.virGetVersion(byref(version), None, None), 0)
        self.assertGreaterEqual(version.value, 9000000)

    def test_info(self):
        self.assert_set([("hard_limit", 64 * MIB)])
        info = DomainInfo()
        self.assertEqual(lib.virDomainGetInfo(self.domain, byref(info)), 0)
        self.assertEqual(info.state, 1)
        if IS_KERNEL:
            self.assertEqual(info.max_mem, 64 * MIB)
            self.assertEqual(info.cpus, os.cpu_count())

    def test_gone(self):
        if not IS_KERNEL:
            return
        self.process.end()
        self.assert_fails(lib.virDomainIsActive(self.domain), NO_DOMAIN)
        self.assert_fails(self.set([("hard_limit", MIB)]), NO_DOMAIN)


class TypedParameters(unittest.TestCase):
    def test_round_trip(self):
        params, count, room = Params(), c_int(0), c_int(0)
        where = byref(params), byref(count), byref(room)
        many = 50
        for i in range(many):
            self.assertEqual(lib.virTypedParamsAddULLong(*where, b"n%d" % i, i << 40), 0)
        self.assertEqual(lib.virTypedParamsAddString(*where, b"text", "gr\u00fcn".encode()), 0)
        self.assertEqual((count.value, room.value >= count.value), (many + 1, True))
        value, text = c_ulonglong(), c_char_p()
        for i in range(many):
            found = lib.virTypedParamsGetULLong(params, count, b"n%d" % i, byref(value))
            self.assertEqual((found, value.value), (1, i << 40))
        self.assertEqual(lib.virTypedParamsGetString(params, count, b"text", byref(text)), 1)
        self.assertEqual(text.value.decode(), "gr\u00fcn")
        self.assertEqual(lib.virTypedParamsGetULLong(params, count, b"none", byref(value)), 0)
        lib.virTypedParamsFree(params, count)




if __name__ == "__main__":
    if KIND not in ("test", "kernel"):
        print("SKIP: only for kinds test and kernel")
        sys.exit(77)
    lib = load()
    libc = ctypes.CDLL(None)
    libc.free.restype, libc.free.argtypes = None, [c_void_p]
    unittest.main()
