"""Runs a program in the background, and reads what an exporter serves, for the scripts that watch one.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.realpath(__file__))
FIXTURE = (os.environ.get("VIRMEMCTL_TEST_FILE_BEFORE", "test://") + f"{HERE}/host.xml"
           + os.environ.get("VIRMEMCTL_TEST_FILE_BEHIND", ""))
URIS = (os.environ.get("VIRMEMCTL_TEST_URI", "test:///default"), FIXTURE)
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


def free_port():
    """A port of the loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address):
    """The metrics that an exporter serves; None where it does not answer."""
    try:
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return None
