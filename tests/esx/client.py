"""What the tests of this folder use of libvirt's bindings: connections, errors, and what the bindings cannot say.

BINDINGS_LIBRARY is the library that they have to load.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import sys
import unittest
import unittest.mock

import libvirt

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "bindings"))
import library  # noqa: E402

LIVE, CONFIG = libvirt.VIR_DOMAIN_AFFECT_LIVE, libvirt.VIR_DOMAIN_AFFECT_CONFIG
UNLIMITED = 9007199254740991
MIB = 1024
INT, UINT, LLONG, ULLONG, DOUBLE, BOOLEAN, STRING = range(1, 8)
NAMES = [libvirt.VIR_CRED_AUTHNAME, libvirt.VIR_CRED_ECHOPROMPT, libvirt.VIR_CRED_USERNAME]
ESX = 28
# Of an error that is found before a driver is asked, the domain is the layer's that found it.
ANY = unittest.mock.ANY
PASSWORD = "secret"

libvirt.registerErrorHandler(lambda _context, _error: None, None)
library.check(os.getpid())
loaded = ctypes.CDLL("libvirt.so.0")


class Asked:
    """A virConnectAuth that answers, and keeps what it was asked."""

    def __init__(self, user="root", password=PASSWORD, kinds=None):
        self.user, self.password, self.kinds = user, password, []
        self.auth = [[2, 5, 7] if kinds is None else kinds, self.answer, None]

    def answer(self, asked, _data):
        for each in asked:
            self.kinds.append(each[0])
            each[4] = self.user if each[0] in NAMES else self.password
        return 0


def opened(uri, flags=0, **answers):
    return libvirt.openAuth(uri, Asked(**answers).auth, flags)


class Parameter(ctypes.Structure):
    """virTypedParameter; its value as 8 bytes."""
    _fields_ = [("field", ctypes.c_char * 80), ("type", ctypes.c_int), ("value", ctypes.c_longlong)]


def pointer(domain):
    """The virDomainPtr of a domain of the bindings."""
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ctypes.c_void_p(get(domain._o, b"virDomainPtr"))  # pylint: disable=protected-access


def set_typed(function, domain, given, flags=0):
    """virDomainSet...Parameters[Flags] with (name, type, value) each: the bindings know no other names and types
    than those that a get gives. A failure raises libvirtError, as in the bindings."""
    params = (Parameter * len(given))()
    for param, (name, kind, value) in zip(params, given):
        param.field, param.type = name.encode(), kind
        if kind == DOUBLE:
            value = int.from_bytes(bytes(ctypes.c_double(value)), sys.byteorder)
        param.value = ctypes.c_longlong(value).value
    if getattr(loaded, function)(pointer(domain), params, len(given), flags) < 0:
        raise libvirt.libvirtError(function)


def set_memory(domain, *given, flags=0):
    set_typed("virDomainSetMemoryParameters", domain, given, flags)


def set_scheduler(domain, *given, flags=0):
    set_typed("virDomainSetSchedulerParametersFlags", domain, given, flags)


class Case(unittest.TestCase):
    """A test; `refused` is its assertion for errors."""
    maxDiff = None

    def refused(self, code, call, *arguments, domain=ESX, says=(), **options):
        """The call fails with this code, or one of several; its message has the words, and no password."""
        with self.assertRaises(libvirt.libvirtError) as seen:
            call(*arguments, **options)
        error = seen.exception
        message = error.get_error_message() or ""
        self.assertIn(error.get_error_code(), code if isinstance(code, tuple) else (code,), message)
        self.assertEqual(error.get_error_domain(), domain, message)
        for word in says:
            self.assertIn(word, message)
        self.assertNotIn(PASSWORD, message)
        return error
