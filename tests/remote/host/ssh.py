#!/usr/bin/python3
"""SSH: known, unknown and changed keys of the host, users, and what may be missing there.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import contextlib
import os
import shutil
import subprocess

from sides import ENDED, WORK, Sides, check, end, write

TEST = ["test"]
SOCKET = "/run/libvirt/libvirt-sock"
KNOWN = f"{WORK}/root/.ssh/known_hosts"
PROXIES = ("", "proxy=native", "proxy=netcat", f"socket={SOCKET}")
root = Sides()


def uri(items, host="localhost", path="default"):
    return f"test+ssh://{host}/{path}" + ("?" + "&".join(filter(None, items)) if any(items) else "")


@contextlib.contextmanager
def known_hosts(text):
    kept = f"{KNOWN}.kept"
    shutil.move(KNOWN, kept)
    try:
        if text:
            write("root/.ssh/known_hosts", text)
        yield
    finally:
        shutil.move(kept, KNOWN)


def host_keys():
    for proxy in PROXIES:
        root.same("a known host", uri([proxy]), TEST)
        root.same("a known host, read-only", uri([proxy]), TEST, read_only=True)
        root.same("a name that is not known", uri([proxy], "elsewhere"), ENDED, told=["verification failed"])
        with known_hosts(""):
            root.same("an unknown key", uri([proxy]), ENDED, told=["verification failed"])
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{WORK}/changed"], check=True)
        with open(f"{WORK}/changed.pub", encoding="ascii") as file:
            changed = "localhost " + " ".join(file.read().split()[:2]) + "\n"
        with known_hosts(changed):
            root.same("a changed key", uri([proxy]), ENDED, told=["verification failed"])
            root.same("a changed key, not to be verified", uri([proxy, "no_verify=1"]), TEST)
        for name in ("changed", "changed.pub"):
            os.unlink(f"{WORK}/{name}")
        with known_hosts(""):
            root.same("an unknown key, not to be verified", uri([proxy, "no_verify=1"]), TEST)
            check("it is known now", os.path.exists(KNOWN))


def users():
    root.same("no such user", uri([], "nosuch@localhost"), ENDED, told=["Permission denied"])
    root.same("another key", uri([f"keyfile={WORK}/root/.ssh/none", "no_tty=1"], "visitor@localhost"), ENDED)
    os.rename(f"{WORK}/root/.ssh/id_ed25519", f"{WORK}/root/.ssh/hidden")
    root.same("no key", uri(["no_tty=1"]), ENDED, told=["Permission denied"])
    root.same("a key by its name", uri([f"keyfile={WORK}/userkey"]), TEST)
    os.rename(f"{WORK}/root/.ssh/hidden", f"{WORK}/root/.ssh/id_ed25519")
    for proxy, words in (("proxy=native", []), ("proxy=netcat", ["Permission denied"]), ("", [])):
        root.same("a user who may not open the socket", uri([proxy], "visitor@localhost"), ENDED, told=words)
        root.same("one who may open the other", uri([proxy], "visitor@localhost"), TEST, read_only=True)


def there():
    """What is missing on the host."""
    root.same("no such netcat", uri(["netcat=/no/such"]), ENDED, told=["/no/such"])
    root.same("no such socket", uri(["socket=/no/such"]), ENDED, told=["/no/such"])
    root.same("nobody listens", uri([], "localhost:2222"), ENDED, told=["refused"])
    root.same("no such name", uri([], "no-such-host.invalid"), ENDED, told=["no-such-host.invalid"])
    root.same("no such program", uri([f"command={WORK}/no-such"]), ENDED, told=["no-such"])
    root.same("a scheme that is not known there", "nosuch+ssh://localhost/system", "5/0, int1 -1")
    root.same("the same by netcat", "nosuch+ssh://localhost/system?proxy=netcat", "5/0, int1 -1")
    root.same("a name of two words", "test+ssh://localhost/default?socket=/no such/'socket".replace(" ", "%20"), ENDED,
              told=["/no such/'socket"])
    root.same("a host like an option", "test+ssh://-oProxyCommand=id/default", ENDED)
    for name in ("a b", "a'b"):
        os.symlink(SOCKET, f"{WORK}/{name}")
        # libvirt does not mark such characters for the shell.
        root.same("a strange name", uri([f"socket={WORK}/{name}".replace(" ", "%20")]), ENDED, ours=TEST)
    root.same("the own daemon", uri(["mode=direct"]), "84/13, int1 -1", told=["mode"])
    root.same("netcat without netcat", uri(["proxy=native", "netcat=nc"]), "8/7, int1 -1", told=["netcat"])
    # The same program here, which libvirt has two libraries for.
    for library in ("libssh", "libssh2"):
        here, _ = root.of(f"test+{library}://localhost/default?known_hosts={KNOWN}&sshauth=privkey"
                          f"&keyfile={WORK}/userkey")
        check(f"{library} opens", here.get("domains") == TEST, here)
        for wrong in ("known_hosts=/dev/null", "sshauth=password", "sshauth=other", "known_hosts_verify=other"):
            here, _ = root.of(f"test+{library}://localhost/default?no_tty=1&{wrong}&keyfile={WORK}/userkey")
            check(f"{library} refuses {wrong}", "domains" not in here, here)


host_keys()
users()
there()
end()
