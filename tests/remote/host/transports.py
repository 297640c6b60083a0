#!/usr/bin/python3
"""Every transport to a host opens and lists its domains, read-only too, and fails as libvirt's does.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import socket

from sides import ENDED, PKI, WORK, Sides, end, write

TEST, NONE = ["test"], []
SOCKET = "/run/libvirt/libvirt-sock"
root = Sides()

WAYS = (
    ("test+tcp://LOCALHOST/default", TEST), ("test+unix:///%64efault?a=b;c=%7e&d=%2f#f%7e", TEST),
    ("test+unix:/default", TEST), ("test+tcp://u:p@127.0.0.1/default", TEST),
    ("qemu+unix:///system", NONE), ("test+unix:///default", TEST), ("lxc+unix:///system", NONE),
    ("QEMU+unix:///system", "5/0, int1 -1"),
    ("qemu+UNIX:///system", NONE), ("remote+unix:///", NONE), (f"test+unix:///default?Socket={SOCKET}", TEST),
    ("qemu+unix:///system?mode=legacy", NONE), ("qemu+unix:///system?name=test:///default", TEST),
    ("qemu+tcp://localhost/system", NONE), ("test+tcp://127.0.0.1:16509/default", TEST),
    ("test+tcp:///default", TEST), ("remote+tcp://localhost", NONE),
    ("qemu+tls://localhost/system", NONE), ("qemu://127.0.0.1/system", NONE),
    (f"test+tls://localhost/default?pkipath={PKI}", TEST), ("test+tls:///default", TEST),
    ("qemu+ssh://localhost/system", NONE), ("test+ssh://localhost/default", TEST),
    ("test+ssh://root@localhost:22/default?proxy=native", TEST), ("test+ssh://127.0.0.1/default?proxy=netcat", TEST),
    (f"test+ssh://localhost/default?socket={SOCKET}", TEST), ("qemu+ssh://localhost/system?netcat=nc", NONE),
    (f"qemu+ssh://localhost/system?keyfile={WORK}/userkey&no_tty=1", NONE),
)


def programs():
    """ext, and ssh by another program."""
    program = write("carry", f"#!/bin/sh\nexec nc -U {SOCKET}\n", 0o755)
    root.same("ext", f"qemu+ext:///system?command={program}", NONE)
    root.same("ext", f"test+ext:///default?command={program}", TEST)
    root.same("ext, read-only", f"test+ext:///default?command={program}", TEST, read_only=True)
    root.same("ext without a program", "test+ext:///default", "8/13, int1 -1", told=["command"])
    root.same("ext, no such program", "test+ext:///default?command=/no/such", ENDED, told=["/no/such"])
    ends = write("ends", "#!/bin/sh\necho words of mine >&2\n", 0o755)
    root.same("ext, a program that ends", f"test+ext:///default?command={ends}", ENDED,
              told=["words of mine"])
    silent = write("silent", "#!/bin/sh\nexit 3\n", 0o755)
    root.same("ext, one that ends in silence", f"test+ext:///default?command={silent}", ENDED)
    reads = write("reads", "#!/bin/sh\ntimeout 0.3 cat >/dev/null\necho enough >&2\n", 0o755)
    root.same("ext, one that reads all and ends", f"test+ext:///default?command={reads}", ENDED)
    babbles = write("babbles", "#!/bin/sh\necho SSH-2.0-words\nexec cat >/dev/null\n", 0o755)
    root.same("ext, one that speaks another language", f"test+ext:///default?command={babbles}", "39/7, int1 -1")
    root.same("ext, not executable", f"test+ext:///default?command={write('plain', '')}", ENDED)
    root.same("ssh by this program", f"test+ssh://localhost/default?command={program}", TEST)
    shows = write("shows", '#!/bin/sh\nfor word; do echo "<$word>"; done >&2\n', 0o755)
    root.same("ssh's words", f"test+ssh://me@host:7/default?command={shows}&proxy=native", ENDED,
              told=["<-p>", "<7>", "<-l>", "<me>", "<-T>", "<host>", "virt-ssh-helper"])


def unreachable():
    root.same("no socket", "test+unix:///default?socket=/no/such", "38/7, int1 2", told=["/no/such"])
    path = f"{WORK}/dead"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(path)
    root.same("nobody listens at the socket", f"test+unix:///default?socket={path}", "38/7, int1 111", told=[path])
    # ENAMETOOLONG says what is wrong; libvirt has ENOMEM.
    long = "/" + 120 * "a"
    root.same("a path too long", f"test+unix:///default?socket={long}", "38/7, int1 12", ours="38/7, int1 36")
    root.same("no path", "test+unix:///default?socket=", "38/7, int1 111")
    root.same("a directory", f"test+unix:///default?socket={WORK}", "38/7, int1 111")
    root.same("nobody listens at the port", "test+tcp://localhost:16599/default", "38/7, int1 111", told=["16599"])
    root.same("no TLS there", "test+tls://localhost:16509/default", "45/7, int1 -1")
    root.same("no such name", "test+tcp://no-such-host.invalid/default", "38/7, int1 -1",
              told=["no-such-host.invalid"])
    root.same("no such name for TLS", "test+tls://no-such-host.invalid/default", "38/7, int1 -1")
    root.same("modular daemons alone", "qemu+unix:///system?mode=direct", "38/7, int1 2", told=["virtqemud-sock"])


def refused():
    for what, uri, error in (
            ("a scheme that the daemon does not know", "nosuch+unix:///system", "5/0, int1 -1"),
            ("the same by TCP", "nosuch+tcp://localhost/system", "5/0, int1 -1"),
            ("a path that the driver does not know", "qemu+unix:///nosuch", "1/0, int1 -1"),
            ("a host at a socket", "test+unix://localhost/default", "8/13, int1 -1"),
            ("an unknown transport", "test+bogus:///default", "8/13, int1 -1"),
            ("no mode", "qemu+unix:///system?mode=bogus", "8/13, int1 -1"),
            ("no proxy", "test+ssh://localhost/default?proxy=bogus", "8/13, int1 -1"),
            ("no number", "test+tls://localhost/default?no_verify=yes", "8/13, int1 -1"),
            ("an empty number", "test+tls://localhost/default?no_sanity=", "8/13, int1 -1")):
        root.same(what, uri, error)
    root.same("an unknown parameter", "test+unix:///default?nosuch=1", TEST)


def read_only():
    for uri in ("test+unix:///default", "test+tcp://localhost/default", "test+tls://localhost/default",
                "test+ssh://localhost/default", "test+ssh://localhost/default?proxy=netcat"):
        root.same("read-only", uri, TEST, read_only=True)
        root.same("a change where only reading is allowed", uri, "29/20, int1 -1", read_only=True, change="test")
        root.same("a change", uri, TEST, change="test")


for way, domains in WAYS:
    root.same("this way", way, domains)
programs()
unreachable()
refused()
read_only()
end()
