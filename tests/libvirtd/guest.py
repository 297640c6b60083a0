"""Helpers: guests of a real QEMU, and how virsh and the kernel see them.

A script runs on this library, as libvirt.so.0; virsh speaks with the real libvirtd.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time

import libvirt

FILES = os.environ["GUEST_FILES"]
WORK = os.environ["GUEST_WORK"]
EMULATOR = "/usr/bin/qemu-system-x86_64"
APPEND = "console=ttyS0 quiet panic=-1"
MIB = 1024
UNLIMITED = 9007199254740991
BOOT_SECONDS = 90

failures = 0


def begin():
    libvirt.registerErrorHandler(lambda _context, _error: None, None)
    meant = os.path.realpath(os.environ["GUEST_LIBRARY"])
    with open("/proc/self/maps", encoding="utf-8") as maps:
        if not any(line.rstrip().endswith(" " + meant) for line in maps):
            sys.exit(f"{meant} is not what was loaded as libvirt.so.0")


def end():
    print(f"{failures} check(s) failed" if failures else "passed")
    sys.exit(1 if failures else 0)


def check(what, good, seen=""):
    global failures
    if not good:
        failures += 1
        print(f"not so: {what}{': ' if seen != '' else ''}{seen}")
    return good


def same(what, got, wanted):
    return check(what, got == wanted, f"{got!r}, should be {wanted!r}")


def refused(what, code, call, *arguments):
    """Checks that the call fails with that code; returns the error's message."""
    try:
        result = call(*arguments)
    except libvirt.libvirtError as error:
        same(f"the code for {what}", error.get_error_code(), code)
        return error.get_error_message()
    check(f"{what} is refused", False, result)
    return ""


def virsh(*arguments, fails=False):
    """Runs virsh on the real library and daemon. `fails` is None if it may succeed or fail."""
    command = ["virsh", "-q", "-c", "qemu:///system", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=without_ours(), timeout=60)
    if fails is not None and (done.returncode != 0) != fails:
        sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def memtune_of_virsh(name, *flags):
    """The output of `virsh memtune`, with the library's names and numbers."""
    lines = (line.split(":") for line in virsh("memtune", name, *flags).splitlines())
    number = lambda text: UNLIMITED if text.strip() == "unlimited" else int(text)
    return {field.strip(): number(value) for field, value in lines}


def daemon_pid():
    with open(f"{WORK}/libvirtd.pid", encoding="ascii") as file:
        return int(file.read())


def stop_libvirtd():
    pid = daemon_pid()
    os.kill(pid, signal.SIGTERM)
    wait_for("libvirtd ends", lambda: not is_alive(pid))


def start_libvirtd():
    subprocess.run(["libvirtd", "-d", "-p", f"{WORK}/libvirtd.pid"], check=True, timeout=60,
                   env=without_ours())

    def answers():
        command = ["virsh", "-q", "-c", "qemu:///system", "uri"]
        return subprocess.run(command, capture_output=True, env=without_ours()).returncode == 0
    wait_for("libvirtd answers", answers)


def without_ours():
    return {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}


def pid_of(name):
    with open(f"/run/libvirt/qemu/{name}.pid", encoding="ascii") as file:
        return int(file.read())


def group_of(pid):
    """The directory of a process's memory group on cgroup v1, or its group on v2."""
    with open(f"/proc/{pid}/cgroup", encoding="utf-8") as lines:
        groups = [line.rstrip("\n").split(":", 2) for line in lines]
    for _, controllers, path in groups:
        if "memory" in controllers.split(","):
            return f"/sys/fs/cgroup/memory{path}"
    return f"/sys/fs/cgroup{groups[-1][2]}"


def most_used(group):
    """A group's peak usage, in KiB."""
    for file in ("memory.max_usage_in_bytes", "memory.peak"):
        with contextlib.suppress(FileNotFoundError):
            with open(f"{group}/{file}", encoding="ascii") as content:
                return int(content.read()) // 1024
    return 0


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(what, holds, seconds=30):
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            return check(f"{what} within {seconds} s", False)
        time.sleep(0.1)
    return True


class Console:
    """A guest's serial console."""

    def __init__(self, path):
        self.text = ""
        self.socket = socket.socket(socket.AF_UNIX)
        wait_for(f"{path} appears", lambda: os.path.exists(path))
        self.socket.connect(path)

    def until(self, text, seconds=BOOT_SECONDS):
        """Waits for the text; returns False if the guest ends first."""
        limit = time.monotonic() + seconds
        while text not in self.text:
            self.socket.settimeout(max(0.1, limit - time.monotonic()))
            try:
                said = self.socket.recv(4096)
            except (TimeoutError, ConnectionError):
                return False
            if not said:
                return False
            self.text += said.decode("ascii", "replace")
        self.text = self.text.split(text, 1)[1]
        return True

    def up(self):
        if not self.until("guest is up"):
            sys.exit(f"the guest does not start: {self.text[-500:]}")

    def say(self, line):
        with contextlib.suppress(OSError):
            self.socket.sendall(line.encode("ascii") + b"\n")

    def fill(self, mib):
        """Makes the guest use this much memory; returns whether it survives."""
        self.say(f"fill {mib}")
        return self.until("filled", 60) and self.answers()

    def answers(self):
        self.say("hello")
        return self.until("hello to you", 20)

    def close(self):
        self.socket.close()


def document(name, memory, translation_buffer=None, arguments=(), vcpus=1, iothreads=0, numa_mode=None):
    """A guest for libvirtd. QEMU runs as root, without changing the owners of files. `arguments` are
    handed to QEMU as they are."""
    further = "".join(f"<qemu:arg value='{argument}'/>" for argument in arguments)
    further = further and f"<qemu:commandline>{further}</qemu:commandline>"
    features = ""
    numatune = numa_mode and f"<numatune><memory mode='{numa_mode}' nodeset='0'/></numatune>" or ""
    if translation_buffer:
        features = f"<features><tcg><tb-cache unit='MiB'>{translation_buffer}</tb-cache></tcg></features>"
    return f"""
<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>{name}</name>
  <memory unit='MiB'>{memory}</memory>
  <vcpu>{vcpus}</vcpu>
  <iothreads>{iothreads}</iothreads>
  {numatune}
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <kernel>{FILES}/vmlinuz</kernel>
    <initrd>{FILES}/initrd.gz</initrd>
    <cmdline>{APPEND}</cmdline>
  </os>
  {features}
  <on_poweroff>destroy</on_poweroff>
  <on_crash>destroy</on_crash>
  <devices>
    <emulator>{EMULATOR}</emulator>
    <serial type='unix'>
      <source mode='bind' path='{WORK}/{name}.console'/>
      <target port='0'/>
    </serial>
    <video><model type='vga' vram='16384'/></video>
  </devices>
  <seclabel type='static' model='dac' relabel='no'><label>+0:+0</label></seclabel>
  {further}
</domain>"""


@contextlib.contextmanager
def libvirt_guest(name, memory, translation_buffer=None, arguments=(), **more):
    """A guest defined and started by libvirtd; yields its console. `more` are the numbers of vcpus and
    iothreads, and the mode of memory nodes."""
    path = f"{WORK}/{name}.xml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(document(name, memory, translation_buffer, arguments, **more))
    virsh("define", path)
    virsh("start", name)
    console = Console(f"{WORK}/{name}.console")
    try:
        console.up()
        yield console
    finally:
        console.close()
        # It may have ended already, or be about to.
        virsh("destroy", name, fails=None)
        virsh("undefine", name)


class Monitor:
    """QEMU's monitor socket (QMP)."""

    def __init__(self, path):
        wait_for(f"{path} appears", lambda: os.path.exists(path))
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rw", encoding="utf-8")
        self.lines.readline()
        self.run("qmp_capabilities")

    def run(self, command):
        self.lines.write(json.dumps({"execute": command}) + "\n")
        self.lines.flush()
        while "return" not in json.loads(self.lines.readline()):
            pass


@contextlib.contextmanager
def plain_guest(name, memory, *options, named_threads=True):
    """A QEMU without a manager, stopped before its first instruction; yields its process,
    monitor and console."""
    base = f"{WORK}/{name}"
    named = "on" if named_threads else "off"
    command = [
        EMULATOR, "-name", f"guest={name},debug-threads={named}", "-m", str(memory), "-S",
        "-machine", "q35", "-display", "none", "-no-reboot", *options,
        "-kernel", f"{FILES}/vmlinuz", "-initrd", f"{FILES}/initrd.gz", "-append", APPEND,
        "-serial", f"unix:{base}.console,server=on,wait=off",
        "-qmp", f"unix:{base}.monitor,server=on,wait=off"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        yield process, Monitor(f"{base}.monitor"), Console(f"{base}.console")
    finally:
        process.kill()
        process.wait()


def suggestion(domain, flags=0):
    """virMemctlDomainSuggestHardLimit, which python3-libvirt does not have."""
    library = ctypes.CDLL("libvirt.so.0")
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    kib = ctypes.c_ulonglong(7)
    suggest = library.virMemctlDomainSuggestHardLimit
    suggest.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_ulonglong), ctypes.c_uint]
    if suggest(pointer(domain._o, b"virDomainPtr"), ctypes.byref(kib), flags) < 0:
        raise libvirt.libvirtError("virMemctlDomainSuggestHardLimit")
    return kib.value
