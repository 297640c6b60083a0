#!/usr/bin/python3
"""collectd's virt plugin: which metrics it writes, and what it logs."""
import pathlib
import re
import tempfile

import library
import server

COLLECTD = "/usr/sbin/collectd"
ROUNDS = 2
DATE = re.compile(r"-\d{4}-\d\d-\d\d$")
VARIES = re.compile(r"/(virt_cpu_total|virt_vcpu|if_)")
# The plugin does not accept two kinds of job statistics together.
EXTRA = ("cpu_util disk disk_err domain_state fs_info job_stats_background memory pcpu perf vcpu"
         " vcpupin disk_physical disk_allocation disk_capacity")

CONFIGURATION = """
Hostname "tester"
FQDNLookup false
Interval 1
BaseDir "{directory}"
PIDFile "{directory}/pid"
LoadPlugin logfile
<Plugin logfile>
  LogLevel info
  File "{directory}/log"
  Timestamp false
  PrintSeverity true
</Plugin>
LoadPlugin csv
<Plugin csv>
  DataDir "{directory}/csv"
</Plugin>
LoadPlugin virt
<Plugin virt>
  Connection "{uri}"
  RefreshInterval 1
  HostnameFormat name
  PersistentNotification {persistent}
  ExtraStats "{extra}"
</Plugin>
"""


def metrics(directory):
    """Name -> values of its last line, after the time."""
    found = {}
    for path in sorted((directory / "csv").rglob("*")):
        if path.is_file():
            name = DATE.sub("", str(path.relative_to(directory / "csv")))
            found[name] = path.read_text(encoding="utf-8").splitlines()
    return found


def rounds(directory):
    return min((len(lines) - 1 for name, lines in metrics(directory).items()
                if "/virt_cpu_total" in name), default=0)


def watch(uri, persistent):
    print(f"# {uri.replace(server.HERE, 'HERE')}, persistent notification {persistent}")
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        configuration = directory / "collectd.conf"
        configuration.write_text(CONFIGURATION.format(directory=directory, uri=uri, extra=EXTRA,
                                                      persistent=persistent), encoding="utf-8")
        with server.running(COLLECTD, "-f", "-C", str(configuration)) as process:
            if not server.until(lambda: rounds(directory) >= ROUNDS, process):
                print("it wrote too little")
            if process.poll() is None:
                library.check(process.pid)
        print(f"exit status {process.returncode}")
        report(directory)


def report(directory):
    for name, lines in metrics(directory).items():
        value = lines[-1].partition(",")[2]
        print(f"{name} {lines[0].partition(',')[2]}: {'varies' if VARIES.search(name) else value}")
    log = directory / "log"
    if log.exists():
        for line in sorted(set(log.read_text(encoding="utf-8").splitlines())):
            print(f"log {line}")


for host in server.URIS:
    for each in ("false", "true"):
        watch(host, each)
