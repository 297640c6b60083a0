#!/usr/bin/python3
"""Debian's Prometheus exporter for libvirt: which metrics it exports, with which labels."""
import re

import library
import server

EXPORTER = "/usr/bin/prometheus-libvirt-exporter"
OWN = re.compile(r"^(# \w+ )?(go|process|promhttp)_")
COUNTER = re.compile(r"_total\{")


def watch(uri):
    print(f"# {uri.replace(server.HERE, 'HERE')}")
    address = f"127.0.0.1:{server.free_port()}"
    with server.running(EXPORTER, f"--web.listen-address={address}",
                        f"--libvirt.uri={uri}") as process:
        if not server.until(lambda: server.fetch(address), process):
            print("it does not answer")
            return
        library.check(process.pid)
        for _scrape in range(2):
            report(server.fetch(address) or "no answer")


def report(text):
    for line in sorted(line for line in text.splitlines() if not OWN.search(line)):
        name, _space, value = line.rpartition(" ")
        print(f"{name} varies" if COUNTER.search(line) else f"{name} {value}")


for host in server.URIS:
    watch(host)
