#!/usr/bin/python3
"""polkit, which the daemon asks about who is not root; and the daemons of a user.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess

from sides import VISITOR, WORK, Sides, check, daemon, end

TEST = ["test"]
UNIX = "test+unix:///default?socket=/run/libvirt/libvirt-sock"
root, visitor = Sides(), Sides(VISITOR)


def polkit():
    with daemon('auth_unix_rw = "polkit"', 'unix_sock_rw_perms = "0777"'):
        root.same("root is not asked about", UNIX, TEST)
        root.same("root wants to be asked about", f"{UNIX}&auth=polkit", "45/13, int1 -1")
        visitor.same("no D-Bus", UNIX, "1/47, int1 -1")
        visitor.same("reading alone", UNIX + "-ro", TEST, read_only=True)
    subprocess.run(["dbus-daemon", "--system", "--fork", "--nopidfile"], check=True)
    with daemon('auth_unix_rw = "polkit"', 'unix_sock_rw_perms = "0777"'):
        # The bus starts polkit, which finds nobody who could ask the user.
        for answers in ({}, {"answers": {}}, {"answers": {"9": ""}}, {"answers": {"2": "fred", "5": "x"}}):
            visitor.same("no agent", UNIX, "94/60, int1 -1", **answers)
        visitor.same("no agent, as wanted", f"{UNIX}&auth=polkit", "94/60, int1 -1")
        visitor.same("another way", f"{UNIX}&auth=sasl", "45/13, int1 -1")
        root.same("root is not asked about", UNIX, TEST)


def users_own():
    """A user's daemon is started when it is wanted."""
    runtime = f"{WORK}/visitor/run"
    os.mkdir(runtime, 0o700)
    os.chown(runtime, VISITOR, VISITOR)
    here = {"XDG_RUNTIME_DIR": runtime}
    never = {**here, "LIBVIRT_AUTOSTART": "0"}
    for uri in ("test+unix:///default", "qemu+unix:///session"):
        visitor.same("none runs, and none is to be started", uri, "38/7, int1 2", environment=never)
    # Ours alone, so that it is this library that starts it.
    side = visitor.both[0]
    side.begin({"uri": "test+unix:///default", "environment": {**here, "PATH": "/usr/bin:/bin"}})
    seen = side.finish()
    check("this library has started one", seen.get("domains") == TEST, seen)
    check("its socket", os.path.exists(f"{runtime}/libvirt/libvirt-sock"))
    visitor.same("the same again", "test+unix:///default", TEST, environment=never)
    visitor.same("read-only", "test+unix:///default", TEST, environment=never, read_only=True)
    visitor.same("QEMU's", "qemu+unix:///session", [], environment=never)
    visitor.same("not the user's", "qemu+unix:///system", "38/7, int1 13", environment=never)
    root.same("root has the system's", "test+unix:///default", TEST)


users_own()
polkit()
end()
