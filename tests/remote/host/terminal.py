#!/usr/bin/python3
"""virConnectAuthPtrDefault asks at the terminal as libvirt's does, and shows no password.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import pty
import select
import subprocess
import time

from sides import PYTHON, WORK, check, daemon, end, environment, write
import sides

URI = "test+unix:///default"
SECRET = "open sesame"
ASK = write("ask.py", f"""
import ctypes
library = ctypes.CDLL("libvirt.so.0")
library.virConnectOpenAuth.restype = ctypes.c_void_p
silent = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: None)
library.virSetErrorFunc(None, silent)
auth = ctypes.c_void_p.in_dll(library, "virConnectAuthPtrDefault")
connection = library.virConnectOpenAuth(b"{URI}", auth, 0)
print("opened" if connection else f"error {{library.virGetLastErrorCode()}}/{{library.virGetLastErrorDomain()}}", flush=True)
import sys, termios
if sys.stdin.isatty():
    print("shown again" if termios.tcgetattr(0)[3] & termios.ECHO else "still hidden", flush=True)
""")


def dialogue(ours, *answers):
    """What a terminal shows while the program asks, and is answered as soon as it asks."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(PYTHON, [PYTHON, ASK], environment(ours))
    shown, left = b"", list(answers)
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        ready, _, _ = select.select([terminal], [], [], 0.3)
        if ready:
            try:
                shown += os.read(terminal, 4096)
            except OSError:
                break
        elif left and shown.rstrip().endswith(b":"):
            os.write(terminal, left.pop(0).encode())
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown.decode().replace("\r", "").splitlines()


def same(what, wanted, *answers):
    sides.cases += 1
    here, there = (dialogue(ours, *answers) for ours in (True, False))
    check(f"{what}: ends with {wanted}, then echo", here[-2:] == [wanted, "shown again"], here)
    check(f"{what}: as libvirt's", here == there, (here, there))
    check(f"{what}: nothing hidden is shown", SECRET not in "".join(here), here)


def without_terminal(answers):
    done = subprocess.run([PYTHON, ASK], input=answers, capture_output=True, text=True, env=environment(True),
                          start_new_session=True, timeout=20)
    return done.stdout.splitlines()


with daemon('auth_unix_rw = "sasl"'):
    same("right", "opened", "fred\n", f"{SECRET}\n")
    same("a wrong password", "error 45/7", "fred\n", f"no {SECRET}\n")
    same("no password", "error 45/7", "fred\n", "\n")
    check("the question for the name", "Please enter your authentication name: fred" in
          dialogue(True, "fred\n", f"{SECRET}\n"))
    # libvirt reads what it is given instead, where there is no terminal.
    seen = without_terminal(f"fred\n{SECRET}\n")
    check("no terminal: declined", seen == ["error 45/13"], seen)
end()
