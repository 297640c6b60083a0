#!/usr/bin/env python3
"""Limits the memory of a process through libvirt's API, and shows that the kernel holds the limit.

    sudo demo/memtune.py

Where the caller may not set limits it shows the calls on the test driver, which keeps them in
memory. The library is $VIRMEMCTL_LIB, else the source tree's own build, else the system's.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import errno
import mmap
import os
import select
import signal
import struct
import sys
import time
from ctypes import POINTER, byref, c_char, c_char_p, c_int, c_uint, c_ulonglong, c_void_p

STEP_MIB = 8
MOST_MIB = 128
LIMIT_MIB = 64
PAUSE_S = 0.1
PATIENCE_S = 30

UNLIMITED = 9007199254740991
VIR_ERR_SYSTEM_ERROR = 38
VIR_ERR_NO_DOMAIN = 42
VIR_ERR_CONFIG_UNSUPPORTED = 67
VIR_ERR_OPERATION_UNSUPPORTED = 84
PR_SET_PDEATHSIG = 1

# A parameter's files in cgroup v1 and v2.
KNOBS = {
    "hard_limit": {1: "memory.limit_in_bytes", 2: "memory.max"},
    "soft_limit": {1: "memory.soft_limit_in_bytes", 2: "memory.high"},
    "swap_hard_limit": {1: "memory.memsw.limit_in_bytes", 2: "memory.swap.max"},
    "min_guarantee": {2: "memory.min"},
    "swap_soft_limit": {2: "memory.swap.high"},
}
USAGE = {1: "memory.usage_in_bytes", 2: "memory.current"}
EVENTS = {1: "memory.oom_control", 2: "memory.events"}


class Value(ctypes.Union):
    _fields_ = [("i", c_int), ("ui", c_uint), ("l", ctypes.c_longlong), ("ul", c_ulonglong),
                ("d", ctypes.c_double), ("b", c_char), ("s", c_void_p)]


class TypedParameter(ctypes.Structure):
    _fields_ = [("field", c_char * 80), ("type", c_int), ("value", Value)]


class Error(ctypes.Structure):
    _fields_ = [("code", c_int), ("domain", c_int), ("message", c_char_p), ("level", c_int),
                ("conn", c_void_p), ("dom", c_void_p), ("str1", c_char_p), ("str2", c_char_p),
                ("str3", c_char_p), ("int1", c_int), ("int2", c_int), ("net", c_void_p)]


ErrorFunc = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Error))

# Without these ctypes takes every result for an int, and cuts pointers in half.
PROTOTYPES = {
    "virConnectOpen": (c_void_p, [c_char_p]),
    "virConnectClose": (c_int, [c_void_p]),
    "virConnectGetURI": (c_void_p, [c_void_p]),
    "virConnectGetType": (c_char_p, [c_void_p]),
    "virDomainLookupByName": (c_void_p, [c_void_p, c_char_p]),
    "virDomainFree": (c_int, [c_void_p]),
    "virDomainGetMemoryParameters":
        (c_int, [c_void_p, POINTER(TypedParameter), POINTER(c_int), c_uint]),
    "virDomainSetMemoryParameters": (c_int, [c_void_p, POINTER(TypedParameter), c_int, c_uint]),
    "virTypedParamsAddULLong":
        (c_int, [POINTER(POINTER(TypedParameter)), POINTER(c_int), POINTER(c_int), c_char_p,
                 c_ulonglong]),
    "virTypedParamsFree": (None, [POINTER(TypedParameter), c_int]),
    "virMemctlDomainAttach": (c_void_p, [c_void_p, c_int, c_char_p, c_uint]),
    "virGetLastError": (POINTER(Error), []),
    "virGetLastErrorMessage": (c_char_p, []),
    "virGetLastErrorCode": (c_int, []),
    "virSetErrorFunc": (None, [c_void_p, ErrorFunc]),
}


class Failed(Exception):
    """Something went wrong; the text says what."""


class Interrupted(Exception):
    """Somebody wants us to end."""


class NotHere(Exception):
    """No limits can be set on this host; the text says why."""


def load():
    built = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target",
                         "release", "libvirmemctl.so.0")
    path = os.environ.get("VIRMEMCTL_LIB") or (
        built if os.path.exists(built) else "libvirmemctl.so.0")
    library = ctypes.CDLL(path)
    for name, (result, arguments) in PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class Signals:
    """Signals wait until wait_for lets them in, so that they cut no other call short."""

    ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self):
        signal.pthread_sigmask(signal.SIG_BLOCK, self.ENDS)
        self.stop = False
        self.woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for number in self.ENDS:
            signal.signal(number, self.on_signal)

    def on_signal(self, _number, _frame):
        self.stop = True

    def wait_for(self, files, seconds):
        """Whether there is something to read before the time is up."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self.ENDS)
        try:
            ready, _, _ = select.select([self.woken, *files], [], [], seconds)
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, self.ENDS)
        if self.stop:
            raise Interrupted
        return bool(ready)

    def check(self):
        self.wait_for([], 0)


def last_message():
    return lib.virGetLastErrorMessage().decode(errors="replace")


def failed(what):
    return Failed(f"{what}: {last_message()}")


def grow(go, steps):
    """The child: waits to be told, then takes memory until it has enough or is stopped."""
    if not os.read(go, 1):
        return
    taken = []
    for mib in range(STEP_MIB, MOST_MIB + 1, STEP_MIB):
        more = mmap.mmap(-1, STEP_MIB << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        # The kernel gives a page, and charges it, when it is first written to.
        for offset in range(0, len(more), mmap.PAGESIZE):
            more[offset] = 1
        taken.append(more)
        os.write(steps, struct.pack("=i", mib))
        time.sleep(PAUSE_S)


class Child:
    """A process that takes memory, and never outlives this one."""

    def __init__(self):
        libc = ctypes.CDLL(None, use_errno=True)
        parent = os.getpid()
        go, self.go = os.pipe()
        self.steps, steps = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            # Whatever happens here must not reach the parent's code.
            try:
                os.close(self.go)
                os.close(self.steps)
                if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL) == 0 and os.getppid() == parent:
                    grow(go, steps)
            finally:
                os._exit(0)
        os.close(go)
        os.close(steps)

    def begin(self):
        os.write(self.go, b"!")

    def next_step(self):
        """How much it has by now, in MiB; None when it has ended."""
        word = os.read(self.steps, 4)
        return struct.unpack("=i", word)[0] if word else None

    def reap(self):
        pid, self.pid = self.pid, None
        return os.waitpid(pid, 0)[1]

    def end(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.reap()
        os.close(self.go)
        os.close(self.steps)


def memory_path(pid):
    """The cgroup version that limits a process's memory, and the path of its group."""
    found = None
    with open(f"/proc/{pid}/cgroup", encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            _, controllers, path = line.rstrip("\n").split(":", 2)
            if "memory" in controllers.split(","):
                return 1, path
            if not controllers:
                found = 2, path
    if not found:
        raise Failed(f"process {pid} is in no group")
    return found


class Group:
    """The child's group in the file system."""

    def __init__(self, pid):
        self.version, path = memory_path(pid)
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as lines:
            for line in lines:
                before, _, after = line.partition(" - ")
                root, point = before.split()[3:5]
                fs_type, _, options = after.split()[:3]
                if not self.is_memory(fs_type, options):
                    continue
                above = "" if root == "/" else root
                self.path = point + path[len(above):]
                if path.startswith(above) and os.path.isdir(self.path):
                    return
        raise Failed("the child's group is nowhere in the file system")

    def is_memory(self, fs_type, options):
        if self.version == 2:
            return fs_type == "cgroup2"
        return fs_type == "cgroup" and "memory" in options.split(",")

    def line(self, file, start=""):
        """The first line of a file that begins with `start`, or "" """
        try:
            with open(os.path.join(self.path, file), encoding="utf-8") as lines:
                return next((line.rstrip("\n") for line in lines if line.startswith(start)), "")
        except OSError:
            return ""

    def kernels_own(self, parameter):
        file = KNOBS[parameter].get(self.version)
        text = self.line(file) if file else ""
        if not text:
            return ""
        unit = ("" if text == "max" else " bytes") + (" of swap alone" if ".swap." in file else "")
        return f" | {file}: {text}{unit}"


def print_parameters(dom, group=None):
    """Asks twice, as libvirt's API wants it: how many there are, then for their values."""
    count = c_int(0)
    if lib.virDomainGetMemoryParameters(dom, None, byref(count), 0) < 0:
        raise failed("cannot count the memory parameters")
    params = (TypedParameter * count.value)()
    if lib.virDomainGetMemoryParameters(dom, params, byref(count), 0) < 0:
        raise failed("cannot get the memory parameters")
    for param in params[:count.value]:
        name, kib = param.field.decode(), param.value.ul
        value = f"{'unlimited':>13}" if kib == UNLIMITED else f"{kib:9} KiB"
        print(f"    {name:16} {value}{group.kernels_own(name) if group else ''}")


def set_limits(dom, names):
    """Sets the named limits in one call, which changes all of them or none.

    The soft limit is no lower than the hard one on purpose: cgroup v2 slows a group that is above
    its memory.high down, so that the child would crawl towards the hard limit for minutes. The swap
    limit counts memory plus swap: the same number means no swap, else the child could escape into
    it.
    """
    params, count, room = POINTER(TypedParameter)(), c_int(0), c_int(0)
    try:
        for name in names:
            if lib.virTypedParamsAddULLong(byref(params), byref(count), byref(room), name,
                                           LIMIT_MIB * 1024) < 0:
                return -1
        return lib.virDomainSetMemoryParameters(dom, params, count, 0)
    finally:
        lib.virTypedParamsFree(params, count)


def limit(dom, group=None):
    names = [b"hard_limit", b"soft_limit", b"swap_hard_limit"]
    print("Its memory parameters, as the API gives them:")
    print_parameters(dom)
    print(f"Setting hard_limit, soft_limit and swap_hard_limit to {LIMIT_MIB} MiB in one call.")
    if set_limits(dom, names) < 0:
        if lib.virGetLastErrorCode() != VIR_ERR_OPERATION_UNSUPPORTED:
            raise failed("cannot set the limits")
        print(f"This kernel does not count swap ({last_message()}): setting the other two.")
        if set_limits(dom, names[:2]) < 0:
            raise failed("cannot set the limits")
    columns = ", API | the kernel's own file" if group else ""
    print(f"The same parameters now{columns}:")
    print_parameters(dom, group)


def tell_end(child, group, reached):
    status = child.reap()
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        raise Failed(
            f"the kernel did not stop the child: wait status {status:#x} at {reached} MiB")
    number = int(signal.SIGKILL)
    print(f"The kernel stopped it with signal {number} ({signal.strsignal(number)}) "
          f"between {reached} and {reached + STEP_MIB} MiB.")
    count = group.line(EVENTS[group.version], "oom_kill ")
    if count:
        print(f"The group's own count of such stops: {count}.")


def let_it_grow(child, group, signals):
    print(f"Letting it grow to {MOST_MIB} MiB, {STEP_MIB} MiB at a time.")
    reached = 0
    child.begin()
    while signals.wait_for([child.steps], PATIENCE_S):
        mib = child.next_step()
        if mib is None:
            return tell_end(child, group, reached)
        reached = mib
        kib = int(group.line(USAGE[group.version]) or 0) // 1024
        print(f"    it has {mib:3} MiB resident; the kernel charges its group {kib} KiB")
    raise Failed(f"the child neither grew nor was stopped for {PATIENCE_S} s")


def is_no_kernel_here():
    """Too few rights, or nothing here to attach with."""
    error = lib.virGetLastError().contents
    if error.code == VIR_ERR_SYSTEM_ERROR:
        return error.int1 in (errno.EACCES, errno.EPERM, errno.EROFS)
    return error.code in (VIR_ERR_CONFIG_UNSUPPORTED, VIR_ERR_OPERATION_UNSUPPORTED)


def look_up_again(conn, name):
    """What the library says about a domain that should have gone; raises if it is there."""
    dom = lib.virDomainLookupByName(conn, name.encode())
    message, code = last_message(), lib.virGetLastErrorCode()
    if dom:
        lib.virDomainFree(dom)
    if dom or code != VIR_ERR_NO_DOMAIN:
        raise Failed(f"domain '{name}' is still there: {message}")
    return message


def check_gone(conn, name, group):
    """A domain that has gone takes its group with it at the next look-up."""
    message = look_up_again(conn, name)
    if group and os.path.exists(group.path):
        raise Failed(f"the group of domain '{name}' is still there")
    print(f"Looking '{name}' up once more: {message}")
    print("The process has ended, and its group is removed.")


def on_kernel(conn, signals):
    child, dom, group = Child(), None, None
    name = f"memtune-demo-{child.pid}"
    try:
        dom = lib.virMemctlDomainAttach(conn, child.pid, name.encode(), 0)
        if not dom:
            if is_no_kernel_here():
                raise NotHere(last_message())
            raise failed("cannot attach the child")
        group = Group(child.pid)
        print(f"Attached process {child.pid} as domain '{name}'; its group is\n    {group.path}")
        limit(dom, group)
        signals.check()
        let_it_grow(child, group, signals)
    finally:
        child.end()
        if dom:
            lib.virDomainFree(dom)
            check_gone(conn, name, group)
    signals.check()
    print("memtune: the kernel held the limit; everything is cleaned up.")


def on_test_driver(conn, signals):
    dom = lib.virDomainLookupByName(conn, b"test")
    if not dom:
        raise failed("cannot find domain 'test'")
    print("Domain 'test' lives in this program's memory: no kernel is involved.")
    try:
        limit(dom)
    finally:
        lib.virDomainFree(dom)
    signals.check()
    print("memtune: the test driver kept the values; no kernel was involved.")


def uri_of(conn):
    libc = ctypes.CDLL(None)
    libc.free.restype, libc.free.argtypes = None, [c_void_p]
    text = lib.virConnectGetURI(conn)
    if not text:
        raise failed("cannot tell the URI")
    try:
        return ctypes.string_at(text).decode(errors="replace")
    finally:
        libc.free(text)


def show(uri, signals):
    conn = lib.virConnectOpen(uri)
    if not conn:
        raise failed("cannot connect") if uri else NotHere(last_message())
    try:
        print(f"Connected to {uri_of(conn)}.")
        if lib.virConnectGetType(conn) == b"TEST":
            on_test_driver(conn, signals)
        else:
            on_kernel(conn, signals)
    finally:
        lib.virConnectClose(conn)


def run(signals):
    # Errors are printed where they are met; without this the library prints them too. The name
    # keeps the callback alive for as long as the library may call it.
    quiet = ErrorFunc(lambda _data, _error: None)
    lib.virSetErrorFunc(None, quiet)
    try:
        show(None, signals)
    except NotHere as reason:
        print(f"No limits can be set here, going on with the test driver: {reason}")
        show(b"test:///default", signals)
    finally:
        lib.virSetErrorFunc(None, ErrorFunc())


def main():
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    try:
        run(Signals())
    except Interrupted:
        print("memtune: interrupted; everything is cleaned up.")
        return 130
    except Failed as reason:
        print(f"memtune: {reason}")
        return 1
    except BrokenPipeError:
        # Nobody reads on. So that Python does not say so once more when it flushes at its end:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    lib = load()
    sys.exit(main())
