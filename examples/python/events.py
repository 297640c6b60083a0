"""Events of domains, with ctypes: prototypes, and a callback for each kind as a function that is given the domain's
name and a text.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char, c_char_p, c_int, c_uint, c_ulonglong, c_void_p

from api import OnEvent, OnTimeout, declare, lib

LIFES = ["defined", "undefined", "started", "suspended", "resumed", "stopped", "shut down", "suspended by its guest",
         "crashed"]
MEMORY = ["high", "max", "oom", "oom_kill", "pressure"]


class Value(ctypes.Union):
    _fields_ = [("i", c_int), ("ui", c_uint), ("l", ctypes.c_longlong), ("ul", c_ulonglong), ("d", ctypes.c_double),
                ("b", ctypes.c_byte), ("s", c_char_p)]


class Parameter(ctypes.Structure):
    """virTypedParameter of any type; the type's number says which member of the value counts."""
    _fields_ = [("field", c_char * 80), ("type", c_int), ("value", Value)]

    def __str__(self):
        value = getattr(self.value, ("i", "ui", "l", "ul", "d", "b", "s")[self.type - 1])
        return f"{self.field.decode()}={value.decode(errors='replace') if isinstance(value, bytes) else value}"


OnBalloon = CFUNCTYPE(None, c_void_p, c_void_p, c_ulonglong, c_void_p)
OnTunable = CFUNCTYPE(None, c_void_p, c_void_p, POINTER(Parameter), c_int, c_void_p)
OnMemory = CFUNCTYPE(None, c_void_p, c_void_p, c_int, POINTER(Parameter), c_int, c_void_p)

declare("virEventRegisterDefaultImpl", c_int)
declare("virEventRunDefaultImpl", c_int)
declare("virEventAddTimeout", c_int, c_int, OnTimeout, c_void_p, c_void_p)
declare("virConnectDomainEventRegisterAny", c_int, c_void_p, c_void_p, c_int, c_void_p, c_void_p, c_void_p)
declare("virConnectDomainEventDeregisterAny", c_int, c_void_p, c_int)
if hasattr(lib, "virMemctlConnectMemoryEventRegister"):  # libvirt has none
    declare("virMemctlConnectMemoryEventRegister", c_int, c_void_p, c_void_p, OnMemory, c_void_p, c_void_p,
            checked=False)


def texts(params, count):
    return " ".join(str(param) for param in params[:count])


def callbacks(tell):
    """The callbacks by the numbers of their events; memory's has none of libvirt's. They have to be kept."""
    def name(dom):
        return lib.virDomainGetName(dom).decode()

    def named(names, number):
        return names[number] if number < len(names) else "something new"

    return {0: OnEvent(lambda _conn, dom, event, _detail, _data: tell(name(dom), named(LIFES, event)) or 0),
            13: OnBalloon(lambda _conn, dom, kib, _data: tell(name(dom), f"balloon of {kib} KiB")),
            17: OnTunable(lambda _conn, dom, params, count, _: tell(name(dom), f"set {texts(params, count)}")),
            None: OnMemory(lambda _conn, dom, event, params, count, _:
                           tell(name(dom), f"memory {named(MEMORY, event)} {texts(params, count)}"))}
