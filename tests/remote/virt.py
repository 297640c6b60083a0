"""What the tests of this folder use of libvirt's C API, on the library of a path.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes

POINTER, INT, UINT, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_char_p
CLOSED = ctypes.CFUNCTYPE(None, POINTER, INT, POINTER)
EVENT = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, INT, POINTER)
TIMER = ctypes.CFUNCTYPE(None, INT, POINTER)
HANDLER = ctypes.CFUNCTYPE(None, POINTER, POINTER)
LIFECYCLE = 0
REASON_ERROR, REASON_EOF, REASON_KEEPALIVE = 0, 1, 2


class Error(ctypes.Structure):
    """virError, as far as it is read."""
    _fields_ = [("code", INT), ("domain", INT), ("message", TEXT), ("level", INT), ("conn", POINTER),
                ("dom", POINTER), ("str1", TEXT), ("str2", TEXT), ("str3", TEXT), ("int1", INT), ("int2", INT),
                ("net", POINTER)]


class Parameter(ctypes.Structure):
    """virTypedParameter; the value is read as unsigned long long."""
    _fields_ = [("field", ctypes.c_char * 80), ("type", INT), ("value", ctypes.c_ulonglong)]


# The result and the arguments of each function.
FUNCTIONS = {
    "virConnectOpen": (POINTER, TEXT),
    "virConnectClose": (INT, POINTER),
    "virConnectIsAlive": (INT, POINTER),
    "virConnectGetHostname": (POINTER, POINTER),
    "virConnectGetCapabilities": (POINTER, POINTER),
    "virConnectNumOfDomains": (INT, POINTER),
    "virConnectSetKeepAlive": (INT, POINTER, INT, UINT),
    "virConnectRegisterCloseCallback": (INT, POINTER, CLOSED, POINTER, POINTER),
    "virConnectDomainEventRegisterAny": (INT, POINTER, POINTER, INT, POINTER, POINTER, POINTER),
    "virConnectDomainEventDeregisterAny": (INT, POINTER, INT),
    "virDomainLookupByName": (POINTER, POINTER, TEXT),
    "virDomainDefineXML": (POINTER, POINTER, TEXT),
    "virDomainUndefine": (INT, POINTER),
    "virDomainSuspend": (INT, POINTER),
    "virDomainResume": (INT, POINTER),
    "virDomainFree": (INT, POINTER),
    "virDomainGetXMLDesc": (POINTER, POINTER, UINT),
    "virDomainGetMaxMemory": (ctypes.c_ulong, POINTER),
    "virDomainGetMemoryParameters": (INT, POINTER, ctypes.POINTER(Parameter), ctypes.POINTER(INT), UINT),
    "virDomainSetMemoryParameters": (INT, POINTER, ctypes.POINTER(Parameter), INT, UINT),
    "virEventRegisterDefaultImpl": (INT,),
    "virEventRunDefaultImpl": (INT,),
    "virEventAddTimeout": (INT, INT, TIMER, POINTER, POINTER),
    "virEventUpdateTimeout": (None, INT, INT),
    "virGetLastError": (ctypes.POINTER(Error),),
    "virResetLastError": (None,),
    "virSetErrorFunc": (None, POINTER, HANDLER),
}
QUIET = HANDLER(lambda _data, _error: None)
FREE = ctypes.CDLL(None).free
FREE.argtypes = [POINTER]


def load(path):
    """The library; it prints no errors."""
    library = ctypes.CDLL(path)
    for name, (result, *arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.virSetErrorFunc(None, QUIET)
    return library


def text(pointer):
    """A text that the caller has to free; None for NULL."""
    if not pointer:
        return None
    found = ctypes.cast(pointer, TEXT).value.decode(errors="replace")
    FREE(pointer)
    return found


def error(library):
    """The last error's code and domain, 'none' where there is none."""
    found = library.virGetLastError()
    return f"{found.contents.code}/{found.contents.domain}" if found else "none"


class Loop:
    """The default event loop, which a timer keeps from waiting for long."""

    def __init__(self, library):
        self.library = library
        library.virEventRegisterDefaultImpl()
        self.tick = TIMER(lambda _timer, _data: None)
        library.virEventAddTimeout(20, self.tick, None, None)

    def run_until(self, is_reached, deadline, clock):
        """Whether it is reached in time."""
        while not is_reached():
            if clock() > deadline:
                return False
            self.library.virEventRunDefaultImpl()
        return True
