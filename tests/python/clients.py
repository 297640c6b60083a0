"""Clients of libvirt's on this library, for the tests that watch them: domains that work, what the kernel says of
their groups, and the programs, started with the drop-in and ended with the test.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import ctypes
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
from ctypes import c_char_p, c_int, c_uint, c_void_p
from xml.sax.saxutils import escape

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bindings"))

import server  # noqa: E402

URI = "cgroup:///system"
EXPORTER = "/usr/bin/prometheus-libvirt-exporter"
COLLECTD = "/usr/sbin/collectd"
COLLECTD_PLUGIN = "/usr/lib/collectd/virt.so"
KIND = os.environ.get("VIRMEMCTL_TEST_KIND") or "test"
LIBRARY = os.environ.get("VIRMEMCTL_LIB") or "libvirmemctl.so.0"
DROPIN = os.environ.get("VIRMEMCTL_DROPIN") or os.path.join(
    os.path.dirname(os.path.dirname(LIBRARY)), "dropin")
SECONDS = 60

DOCUMENT = """<domain type='cgroup'><name>{name}</name><memory unit='MiB'>{memory}</memory>{more}
<os><type>exe</type>{program}</os>{devices}</domain>"""


def skip_unless(condition, reason):
    """Ends the script as a skipped one."""
    if not condition:
        print(f"SKIP: {reason}")
        sys.exit(77)


def load():
    lib = ctypes.CDLL(LIBRARY)
    for name, result, arguments in (
            ("virConnectOpen", c_void_p, [c_char_p]),
            ("virConnectClose", c_int, [c_void_p]),
            ("virDomainCreateXML", c_void_p, [c_void_p, c_char_p, c_uint]),
            ("virDomainGetID", c_uint, [c_void_p]),
            ("virDomainDestroy", c_int, [c_void_p]),
            ("virDomainFree", c_int, [c_void_p])):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


class Clients(unittest.TestCase):
    """A connection to this host, and the domains and programs of a test."""

    def setUp(self):
        self.lib = load()
        self.conn = self.lib.virConnectOpen(URI.encode())
        self.assertTrue(self.conn)
        self.addCleanup(self.lib.virConnectClose, self.conn)

    def start_domain(self, name, program, memory=64, more="", devices=""):
        """Starts a domain that runs a program; returns the program's pid."""
        init, *arguments = (escape(word) for word in program)
        program = f"<init>{init}</init>" + "".join(f"<initarg>{word}</initarg>" for word in arguments)
        xml = DOCUMENT.format(name=name, memory=memory, more=more, program=program, devices=devices)
        domain = self.lib.virDomainCreateXML(self.conn, xml.encode(), 0)
        self.assertTrue(domain)
        self.addCleanup(os.unlink, f"/var/log/virmemctl/{name}.log")
        self.addCleanup(self.lib.virDomainFree, domain)
        self.addCleanup(self.lib.virDomainDestroy, domain)
        return self.lib.virDomainGetID(domain)

    def start_client(self, *command):
        process = subprocess.Popen(command, env={**os.environ, "LD_LIBRARY_PATH": DROPIN},
                                   stdin=subprocess.DEVNULL, stdout=sys.stderr)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def wait_for(self, what, condition, process=None):
        """What the condition gives, once that is something."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and (process is None or process.poll() is None):
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        return self.fail(what)

    def start_exporter(self):
        """A function that gives what the exporter tells, once it answers."""
        address = f"127.0.0.1:{server.free_port()}"
        process = self.start_client(EXPORTER, f"--web.listen-address={address}", f"--libvirt.uri={URI}")
        self.wait_for("the exporter does not answer", lambda: server.fetch(address), process)
        return lambda: server.fetch(address)

    def collectd(self, configuration, is_enough):
        """Runs collectd with that configuration of the virt plugin, until what it has written is enough: the lines
        of each metric, by its name."""
        directory = pathlib.Path(tempfile.mkdtemp(prefix="virmemctl-collectd-"))
        self.addCleanup(subprocess.run, ["rm", "-r", str(directory)], check=True)
        file = directory / "collectd.conf"
        file.write_text(COLLECTD_CONFIGURATION.format(directory=directory, plugin=configuration), encoding="utf-8")
        process = self.start_client(COLLECTD, "-f", "-C", str(file))
        return self.wait_for("collectd wrote too little", lambda: is_enough(written(directory)), process)


COLLECTD_CONFIGURATION = """
Hostname "tester"
FQDNLookup false
Interval 1
BaseDir "{directory}"
PIDFile "{directory}/pid"
LoadPlugin csv
<Plugin csv>
  DataDir "{directory}/csv"
</Plugin>
LoadPlugin virt
<Plugin virt>
  HostnameFormat name
  {plugin}
</Plugin>
"""


def written(directory):
    """What the plugin csv has written: domain and metric -> the values of each line, without the day in its name."""
    found = {}
    for path in (directory / "csv").rglob("virt/*"):
        domain, metric = path.parent.parent.name, path.name[:-len("-2000-01-01")]
        lines = path.read_text(encoding="utf-8").split("\n")[1:-1]
        found[domain, metric] = [line.split(",")[1:] for line in lines]
    return found
