#!/usr/bin/python3
"""Debian's Prometheus exporter for libvirt: which metrics it exports, with which labels."""
import re
import socket
import urllib.error
import urllib.request

import library
import server

EXPORTER = "/usr/bin/prometheus-libvirt-exporter"
OWN = re.compile(r"^(# \w+ )?(go|process|promhttp)_")
COUNTER = re.compile(r"_total\{")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address):
    try:
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=5) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return None


def watch(uri):
    print(f"# {uri.replace(server.HERE, 'HERE')}")
    address = f"127.0.0.1:{free_port()}"
    with server.running(EXPORTER, f"--web.listen-address={address}",
                        f"--libvirt.uri={uri}") as process:
        if not server.until(lambda: fetch(address), process):
            print("it does not answer")
            return
        library.check(process.pid)
        for _scrape in range(2):
            report(fetch(address) or "no answer")


def report(text):
    for line in sorted(line for line in text.splitlines() if not OWN.search(line)):
        name, _space, value = line.rpartition(" ")
        print(f"{name} varies" if COUNTER.search(line) else f"{name} {value}")


for host in server.URIS:
    watch(host)
