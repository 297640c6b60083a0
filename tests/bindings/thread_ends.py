#!/usr/bin/python3
"""A daemon thread in the event loop when the interpreter exits: it ends inside of a callback."""
import subprocess
import sys

from shared import begin, note

RUNS = 25

PROGRAM = """
import sys, threading, time
import libvirt
libvirt.virEventRegisterDefaultImpl()

def loop():
    while True:
        libvirt.virEventRunDefaultImpl()

class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(0.1)  # lets the thread run while the interpreter is torn down

slow = Slow()

def ring(*given):
    called.set()
    time.sleep(0.02)

kind = sys.argv[1]
called = threading.Event()
threading.Thread(target=loop, daemon=True).start()
if kind == "timeout":
    libvirt.virEventAddTimeout(0, ring, None)
else:
    conn = libvirt.open("test:///default")
    conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, ring, None)
    dom = conn.lookupByName("test")
    for _each in range(20):
        dom.suspend()
        dom.resume()
called.wait()
"""


def runs(kind):
    note(kind)
    command = [sys.executable, "-B", "-c", PROGRAM, kind]
    ended = [subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode for _each in range(RUNS)]
    print(f"{ended.count(0)} of {RUNS} ended by themselves, the others {sorted(set(ended) - {0})}")


begin()
runs("timeout")
runs("events")
