"""Runs a program in the background, for the scripts that watch one.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
URIS = ("test:///default", f"test://{HERE}/host.xml")
SECONDS = 20


@contextlib.contextmanager
def running(*command):
    """Starts it, and always ends it, by its pid."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(condition, process):
    """Waits for the condition; False if the program ends or the time is up first."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if condition():
            return True
        time.sleep(0.05)
    return condition()
