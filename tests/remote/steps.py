#!/usr/bin/python3
"""steps.py LIBRARY URI: a client's usual calls, a line for each. In the end it prints how much memory it took.
That a call fails is no failure here; that a connection which is dead says it lives is one.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import hashlib
import resource
import sys
import time

import virt

ROUNDS = 3
# A program that takes more has run away.
MOST_MEMORY = 2 << 30


class Client:
    """One connection, and what is called on it."""

    def __init__(self, library, uri):
        self.library, self.events, self.closed, self.is_told = library, 0, [], False
        self.loop = virt.Loop(library)
        self.on_event = virt.EVENT(self.told)
        self.on_close = virt.CLOSED(lambda _connection, reason, _data: self.closed.append(reason))
        self.connection = library.virConnectOpen(uri.encode())

    def told(self, *_event):
        self.events += 1
        return 0

    def say(self, what, result):
        """Prints a result, or the error where there is none."""
        failed = result is None or result == -1
        print(f"{what}: {virt.error(self.library) if failed else result}", flush=True)
        self.library.virResetLastError()
        return result

    def parameters(self, domain):
        params, count = (virt.Parameter * 8)(), ctypes.c_int(8)
        if self.library.virDomainGetMemoryParameters(domain, params, ctypes.byref(count), 0) < 0:
            return -1
        return " ".join(f"{each.field.decode(errors='replace')}={each.value}" for each in params[:count.value])

    def set_limit(self, domain, limit):
        params = (virt.Parameter * 1)()
        params[0].field, params[0].type, params[0].value = b"hard_limit", 4, limit
        return self.library.virDomainSetMemoryParameters(domain, params, 1, 0)

    def document(self, domain):
        found = virt.text(self.library.virDomainGetXMLDesc(domain, 0))
        return found and hashlib.sha256(found.encode()).hexdigest()[:12]

    def on_domain(self, domain, number):
        library = self.library
        self.say("parameters", self.parameters(domain))
        self.say("set", self.set_limit(domain, 1 << (20 + number)))
        self.say("parameters", self.parameters(domain))
        self.say("document", self.document(domain))
        self.say("suspend", library.virDomainSuspend(domain))
        self.say("resume", library.virDomainResume(domain))
        self.say("memory", library.virDomainGetMaxMemory(domain) or None)

    def round(self, number):
        library, connection = self.library, self.connection
        self.say("domains", library.virConnectNumOfDomains(connection))
        domain = library.virDomainLookupByName(connection, b"one")
        if domain:
            self.on_domain(domain, number)
            library.virDomainFree(domain)
        else:
            self.say("lookup", None)
        library.virEventRunDefaultImpl()

    def run(self):
        library, connection = self.library, self.connection
        self.is_told = self.say("close callback", library.virConnectRegisterCloseCallback(
            connection, self.on_close, None, None)) == 0
        self.say("event", library.virConnectDomainEventRegisterAny(
            connection, None, virt.LIFECYCLE, ctypes.cast(self.on_event, ctypes.c_void_p), None, None))
        self.say("keepalive", library.virConnectSetKeepAlive(connection, 1, 2))
        for number in range(ROUNDS):
            self.round(number)
        self.check_end()
        self.say("close", library.virConnectClose(connection))

    def check_end(self):
        """A connection that has failed is dead, and has told so."""
        library, connection = self.library, self.connection
        dead = virt.text(library.virConnectGetHostname(connection)) is None and virt.error(library) == "1/7"
        alive = library.virConnectIsAlive(connection)
        print(f"alive: {alive}")
        if dead and alive:
            sys.exit("a dead connection says that it lives")
        if dead and self.is_told and not self.loop.run_until(lambda: self.closed, time.monotonic() + 5, time.monotonic):
            sys.exit("nobody was told of the end")


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    client = Client(virt.load(sys.argv[1]), sys.argv[2])
    if client.connection:
        client.run()
    else:
        client.say("open", None)
    print("KiB:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "events:", client.events)


main()
