#!/usr/bin/python3
"""Events through an event loop of the application's own, given to virEventRegisterImpl."""
import select
import time

import libvirt

from event_calls import session
from shared import begin, note

QUIET_SECONDS = 0.02
TO_POLL = {libvirt.VIR_EVENT_HANDLE_READABLE: select.POLLIN,
           libvirt.VIR_EVENT_HANDLE_WRITABLE: select.POLLOUT}


class Loop:
    """An event loop with tables of handles and timers."""

    def __init__(self):
        self.next = 1
        self.handles = {}
        self.timers = {}

    def number(self):
        self.next += 1
        return self.next - 1

    def add_handle(self, fd, events, callback, opaque):
        number = self.number()
        self.handles[number] = [fd, events, callback, opaque]
        return number

    def update_handle(self, number, events):
        self.handles[number][1] = events

    def remove_handle(self, number):
        self.free(self.handles.pop(number)[3])
        return 0

    def add_timeout(self, interval, callback, opaque):
        number = self.number()
        self.timers[number] = [interval, due(interval), callback, opaque]
        return number

    def update_timeout(self, number, interval):
        self.timers[number][:2] = [interval, due(interval)]

    def remove_timeout(self, number):
        self.free(self.timers.pop(number)[3])
        return 0

    @staticmethod
    def free(opaque):
        libvirt.virEventInvokeFreeCallback(opaque)

    def turn(self):
        """One iteration; returns whether any callback was called."""
        ready = [(number, entry) for number, entry in self.timers.items()
                 if entry[1] is not None and entry[1] <= time.monotonic()]
        for number, entry in ready:
            if number in self.timers:
                entry[1] = due(entry[0])
                libvirt._eventInvokeTimeoutCallback(number, entry[3])
        return bool(ready) or self.poll()

    def poll(self):
        poller = select.poll()
        for fd, events, _callback, _opaque in self.handles.values():
            poller.register(fd, sum(poll for event, poll in TO_POLL.items() if events & event))
        found = dict(poller.poll(1)) if self.handles else {}
        for number, entry in list(self.handles.items()):
            if entry[0] in found:
                libvirt._eventInvokeHandleCallback(number, entry[0], entry[1], entry[3])
        return bool(found)


def due(interval):
    return None if interval < 0 else time.monotonic() + interval / 1000


def settle():
    """Iterates until no callback has been due for a while."""
    quiet_since = time.monotonic()
    while True:
        if loop.turn():
            quiet_since = time.monotonic()
        elif time.monotonic() > quiet_since + QUIET_SECONDS:
            return
        else:
            time.sleep(0.001)


begin()
loop = Loop()
libvirt.virEventRegisterImpl(loop.add_handle, loop.update_handle, loop.remove_handle,
                             loop.add_timeout, loop.update_timeout, loop.remove_timeout)
session(settle)
note("what is left in the loop")
print(f"handles {len(loop.handles)}, timers {len(loop.timers)}")
