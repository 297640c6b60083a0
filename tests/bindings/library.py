"""Checks which library a process loaded as libvirt.so.0: comparing one with itself would prove nothing.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import sys


def check(pid):
    """Ends the script unless the process loaded $BINDINGS_LIBRARY."""
    meant = os.environ.get("BINDINGS_LIBRARY")
    if not meant:
        return
    path = os.path.realpath(meant)
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
        if not any(line.rstrip().endswith(" " + path) for line in maps):
            sys.exit(f"{path} is not what process {pid} loaded as libvirt.so.0")
