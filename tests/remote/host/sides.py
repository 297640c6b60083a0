"""Opens URIs on this library and on libvirt, side by side, and compares what comes of them: the numbers of
an error, or what an open connection tells.

A script runs inside of tests/remote/with-host. REMOTE_LIBRARIES is the directory that has this library as
libvirt.so.0.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import functools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time

WORK = os.environ["REMOTE_WORK"]
PKI = f"{WORK}/pki"
LIBRARIES = os.environ["REMOTE_LIBRARIES"]
HERE = os.path.dirname(os.path.realpath(__file__))
SCRIPT = "one_side.py"
PYTHON = "/usr/bin/python3"
SECONDS = 40
VISITOR = 60999

failures = 0
cases = 0


def fail(what):
    global failures
    failures += 1
    print(f"not so: {what}", flush=True)


def check(what, good, seen=""):
    if not good:
        fail(f"{what}: {seen}" if seen != "" else what)
    return good


def end():
    print(f"{cases} cases, {failures} failure(s)")
    sys.exit(1 if failures or not cases else 0)


def environment(ours, libraries=LIBRARIES):
    kept = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    return {**kept, "LD_LIBRARY_PATH": libraries, "LIBVIRT_DEBUG": "1"} if ours else kept


@functools.cache
def place_of_visitor():
    """A directory with the script and the libraries, for one who may not read where they are."""
    place = f"{WORK}/for-visitor"
    shutil.copytree(LIBRARIES, place)
    shutil.copy(f"{HERE}/{SCRIPT}", place)
    return place


class Side:
    """A process on one of the two libraries."""

    def __init__(self, ours, user=0):
        self.log = open(f"{WORK}/side.{'ours' if ours else 'libvirt'}.{user}.log", "a+b")
        scripts, libraries, as_user, own = HERE, LIBRARIES, [], {}
        if user:
            as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
            scripts = libraries = place_of_visitor()
            own = {"HOME": f"{WORK}/visitor"}
        # Without the terminal, which ssh would ask.
        self.process = subprocess.Popen(
            [*as_user, PYTHON, "-B", f"{scripts}/{SCRIPT}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.log, env={**environment(ours, libraries), **own}, start_new_session=True, cwd=WORK)
        if ours:
            check_library(self.process.pid, libraries)

    def begin(self, case):
        self.process.stdin.write(json.dumps(case).encode() + b"\n")
        self.process.stdin.flush()

    def finish(self):
        ready, _, _ = select.select([self.process.stdout], [], [], SECONDS)
        line = self.process.stdout.readline() if ready else b""
        if line:
            return json.loads(line)
        self.process.kill()
        return {"error": f"none within {SECONDS} s" if not ready else "the process has ended"}

    def said(self):
        """What it has written to its standard error."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")


def check_library(pid, libraries):
    """That the process loads this library, as soon as it has loaded one."""
    meant = os.path.realpath(f"{libraries}/libvirt.so.0")
    loaded = []

    def is_any_loaded():
        with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
            names = {line.split()[-1] for line in maps}
        loaded[:] = [name for name in names if "/libvirt.so" in name or name == meant]
        return loaded
    wait_for("libvirt.so.0 is loaded", is_any_loaded)
    if loaded != [meant]:
        sys.exit(f"{loaded} instead of {meant}")


class Sides:
    """Both libraries, as one user."""

    def __init__(self, user=0):
        self.user = user
        self.begin()

    def begin(self):
        self.both = [Side(ours, self.user) for ours in (True, False)]

    def of(self, uri, **case):
        """What this library and what libvirt make of a URI."""
        global cases
        cases += 1
        for side in self.both:
            side.begin({"uri": uri, **case})
        seen = [side.finish() for side in self.both]
        if any(side.process.poll() is not None for side in self.both):
            self.begin()
        return seen

    def same(self, what, uri, wanted, ours=None, told=(), but=(), **case):
        """Checks that libvirt makes of the URI what is wanted: an error `CODE/DOMAIN, int1 NUMBER`, a list of
        such where chance decides, or that it opens and has these domains; and that this library does the
        same, or `ours`, whose reason a comment at the call gives. `told` are words that this library's message
        must have; `but`, what need not be the same. Returns what both have made of it."""
        here, there = self.of(uri, **case)
        what = f"{what} ({uri})"
        if not is_so(there, wanted):
            fail(f"{what}: libvirt has {wanted}: {there}")
        if not is_so(here, wanted if ours is None else ours):
            fail(f"{what}: {wanted if ours is None else ours}: {here}")
            return here, there
        for word in told:
            check(f"{what}: the message has '{word}'", word in here.get("message", ""), here)
        but = {"message", "seconds", *but, *(["error"] if isinstance(wanted, AnyOf) else [])}
        for field in sorted((set(here) | set(there)) - but if ours is None and is_so(there, wanted) else ()):
            check(f"{what}: '{field}' as libvirt's, {there.get(field)}",
                  here.get(field) == there.get(field), here.get(field))
        return here, there


class AnyOf(tuple):
    """Errors of which chance decides."""


# A program that carries the connection has ended, before what is written to it, before it has read all of
# that, or afterwards.
ENDED = AnyOf(f"38/7, int1 {errno}" for errno in (5, 32, 104))


def is_so(seen, wanted):
    result = seen.get("error", seen.get("domains"))
    return result in wanted if isinstance(wanted, AnyOf) else result == wanted


@contextlib.contextmanager
def daemon(*lines):
    """libvirtd with these lines in its configuration; then as it was."""
    again(lines)
    try:
        yield
    finally:
        again(())


def again(lines):
    with open(f"{WORK}/libvirtd.pid", encoding="ascii") as file:
        pid = int(file.read())
    os.kill(pid, signal.SIGTERM)
    wait_for("libvirtd ends", lambda: not is_alive(pid))
    with open(f"{WORK}/libvirtd.conf", encoding="utf-8") as file:
        usual = file.read()
    # The first line of a name counts.
    path = f"{WORK}/libvirtd.now.conf"
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines) + usual)
    with contextlib.suppress(FileNotFoundError):
        os.unlink("/run/libvirt/libvirt-sock")
    subprocess.run(["libvirtd", "--config", path, "--pid-file", f"{WORK}/libvirtd.pid", "--listen", "-d"],
                   check=True, timeout=30, env=environment(False))
    wait_for("libvirtd listens", lambda: os.path.exists("/run/libvirt/libvirt-sock"))


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(what, holds, seconds=20):
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            sys.exit(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def write(name, text, mode=0o644):
    """Writes a file in the working directory, with bytes that are not UTF-8 as Python escapes them; its path."""
    path = f"{WORK}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def openssl(*arguments):
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, cwd=PKI)
    if done.returncode:
        sys.exit(f"openssl {' '.join(arguments)}: {done.stderr}")
