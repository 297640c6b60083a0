#!/usr/bin/python3
"""guest_of_libvirtd.py PROGRAM ARGUMENT...: starts a guest of a real libvirtd, and runs the program with its name
as the last argument. To be run in tests/libvirtd/with-libvirtd.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "libvirtd"))

from guest import libvirt_guest, without_ours  # noqa: E402

NAME = "virmemctl-bench-guest"

with libvirt_guest(NAME, 256):
    sys.exit(subprocess.run([*sys.argv[1:], NAME], env=without_ours(), check=False).returncode)
