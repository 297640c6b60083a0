"""A vSphere simulator for a test, which ends with it.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import vsphere

ROOT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..")
PROGRAM = (os.environ.get("ESX_SIMULATOR")
           or os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")), "esx", "simulator"))
SOON = 20
END_WITH_PARENT = 1


def end_with_parent():
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)


class Simulator:
    """One with options of tests/esx/simulator. `with Simulator("-trace") as host`"""

    def __init__(self, *options):
        if not os.access(PROGRAM, os.X_OK):
            print(f"SKIP: needs golang-go, and {PROGRAM}: make deps")
            sys.exit(77)
        self.sessions = []
        self.log = tempfile.NamedTemporaryFile(prefix="virmemctl-esx.")
        # pylint: disable=subprocess-popen-preexec-fn
        self.process = subprocess.Popen([PROGRAM, *options], stdout=self.log, stderr=self.log,
                                        preexec_fn=end_with_parent)
        self.url = self.served()
        self.port = urllib.parse.urlsplit(self.url).port
        self.scheme = "vpx" if "-vpx" in options else "esx"
        self.query = "transport=http" if "-plain" in options else "no_verify=1"
        self.path = "DC0/DC0_H0" if "-vpx" in options else ""

    def served(self):
        deadline = time.monotonic() + SOON
        while time.monotonic() < deadline and self.process.poll() is None:
            for line in self.trace().splitlines():
                if line.startswith("serving "):
                    return line.split()[1]
            time.sleep(0.02)
        sys.exit(f"the simulator does not start: {self.trace()}")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.end()

    def end(self):
        for session in self.sessions:
            session.connection.close()
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def uri(self, user="root", path=None, query=None, host="127.0.0.1", more=""):
        """A URI of it. `more` is appended to the query."""
        at = f"{user}@" if user else ""
        path, query = self.path if path is None else path, self.query if query is None else query
        return f"{self.scheme}://{at}{host}:{self.port}/{path}?{query}{more}"

    def session(self):
        self.sessions.append(vsphere.Session(self.url))
        return self.sessions[-1]

    def fail(self, call=None, fault=None, is_task=False):
        """Has the calls of a name fail with a fault from here on, at once or by their task; without a name, no call
        any more."""
        query = {"call": call, "fault": fault, "task": int(is_task)} if call else {}
        url = self.url.replace("/sdk", "/fail?") + urllib.parse.urlencode(query)
        # By no proxy that the environment may name.
        handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=vsphere.unverified())]
        with urllib.request.build_opener(*handlers).open(url) as answer:
            answer.read()

    def trace(self):
        """What it has been sent and has answered, with its option -trace."""
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            return log.read()

    def calls(self, name):
        """How many calls of a name it has been sent, with its option -trace."""
        return self.trace().count(f"<{name} ") + self.trace().count(f"<{name}>")
