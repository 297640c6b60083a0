"""What the examples call of libvirt's API, with ctypes: the prototypes, and errors as exceptions.

The library is $VIRMEMCTL_LIB, else the system's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, c_char, c_char_p, c_int, c_uint, c_ulonglong, c_void_p

UNLIMITED = 9007199254740991
TYPED_PARAM_ULLONG = 4


class Parameter(ctypes.Structure):
    """virTypedParameter; all of memory's are unsigned numbers of 64 bits."""
    _fields_ = [("field", c_char * 80), ("type", c_int), ("value", c_ulonglong)]


class Statistic(ctypes.Structure):
    _fields_ = [("tag", c_int), ("val", c_ulonglong)]


class Error(Exception):
    """The library's last error."""


OnError = CFUNCTYPE(None, c_void_p, c_void_p)
OnTimeout = CFUNCTYPE(None, c_int, c_void_p)
OnEvent = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int, c_void_p)

lib = ctypes.CDLL(os.environ.get("VIRMEMCTL_LIB") or "libvirmemctl.so.0")
libc = ctypes.CDLL(None)


def check(result, _function, _arguments):
    """NULL and -1 are failures."""
    if result is None or isinstance(result, int) and result < 0:
        raise Error(lib.virGetLastErrorMessage().decode(errors="replace"))
    return result


def declare(name, result, *arguments, checked=True, library=lib):
    """Without prototypes ctypes takes every result for an int, and cuts pointers in half."""
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    if checked:
        function.errcheck = check


declare("free", None, c_void_p, checked=False, library=libc)
declare("virGetLastErrorMessage", c_char_p, checked=False)
declare("virSetErrorFunc", None, c_void_p, OnError, checked=False)
declare("virConnectOpen", c_void_p, c_char_p)
declare("virConnectClose", c_int, c_void_p)
declare("virDomainGetName", c_char_p, c_void_p)
declare("virDomainFree", c_int, c_void_p)
# Errors become exceptions; the library does not print them too.
ignore = OnError(lambda _data, _error: None)
lib.virSetErrorFunc(None, ignore)
