#!/usr/bin/python3
"""Events through libvirt's default event loop, with timers and handles of the script's own."""
import os

import libvirt

from event_calls import session
from shared import begin, call, note

QUIET_MS = 20


def settle():
    """Runs the loop until a timer of this length has expired."""
    over = []
    timer = libvirt.virEventAddTimeout(QUIET_MS, lambda _timer, done: done.append(1), over)
    while not over:
        libvirt.virEventRunDefaultImpl()
    libvirt.virEventRemoveTimeout(timer)


def timers():
    note("timers")
    rings = []
    timer = libvirt.virEventAddTimeout(0, lambda number, _opaque: rings.append(number), None)
    for _turn in range(3):
        libvirt.virEventRunDefaultImpl()
    print(f"a timer of 0 ms rang {len(rings)} times, as itself {set(rings) == {timer}}")
    libvirt.virEventUpdateTimeout(timer, -1)
    settle()
    print(f"switched off: {len(rings)}")
    call(libvirt, "virEventRemoveTimeout", timer)
    call(libvirt, "virEventRemoveTimeout", timer)
    call(libvirt, "virEventRemoveTimeout", 9999)
    call(libvirt, "virEventRemoveTimeout", -1)


def handles():
    note("handles")
    reader, writer = os.pipe()
    seen = []

    def ready(watch, fd, events, label):
        seen.append((watch == number, fd == reader, events, label, os.read(fd, 1)))

    number = libvirt.virEventAddHandle(reader, libvirt.VIR_EVENT_HANDLE_READABLE, ready, "label")
    os.write(writer, b"ab")
    settle()
    print(f"saw {seen}")
    libvirt.virEventUpdateHandle(number, 0)
    os.write(writer, b"c")
    settle()
    print(f"switched off: {len(seen)}")
    libvirt.virEventUpdateHandle(number, libvirt.VIR_EVENT_HANDLE_READABLE)
    settle()
    print(f"switched on: {len(seen)}")
    os.close(writer)
    hung_up = []
    call(libvirt, "virEventRemoveHandle", number)
    number = libvirt.virEventAddHandle(reader, 0, lambda *given: hung_up.append(given[2]), None)
    libvirt.virEventRunDefaultImpl()
    print(f"hung up: {set(hung_up)}")
    call(libvirt, "virEventRemoveHandle", number)
    call(libvirt, "virEventRemoveHandle", number)
    call(libvirt, "virEventRemoveHandle", -1)
    os.close(reader)


begin()
call(libvirt, "virEventRegisterDefaultImpl")
call(libvirt, "virEventRegisterDefaultImpl")
timers()
handles()
session(settle)
