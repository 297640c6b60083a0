#!/usr/bin/python3
"""A QEMU guest of the daemon's: limits that are set here, over each transport, are what virsh reads and what
stands in the kernel's files, and the other way round.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess

import sides
from sides import Side, check, end, environment, write

NAME = os.environ["REMOTE_GUEST"]
MIB = 1024
UNLIMITED = 9007199254740991
MEMORY = ("hard_limit", "soft_limit", "swap_hard_limit")
ROUTES = ("qemu+unix:///system", "qemu+tcp://localhost/system", "qemu+tls://localhost/system",
          "qemu+ssh://localhost/system")
DOCUMENT = write("guest.xml", f"""
<domain type='qemu'>
  <name>{NAME}</name>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices><emulator>/usr/bin/qemu-system-x86_64</emulator><controller type='usb' model='none'/>
    <memballoon model='none'/></devices>
  <seclabel type='static' model='dac' relabel='no'><label>+0:+0</label></seclabel>
</domain>""")
here = Side(True)


def virsh(*arguments):
    command = ["virsh", "-q", "-c", "qemu:///system", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(False), timeout=60)
    check(" ".join(command), done.returncode == 0, done.stderr)
    return done.stdout.strip()


def by_virsh(command):
    rows = (line.split(":") for line in virsh(command, NAME).splitlines() if ":" in line)
    number = lambda text: UNLIMITED if text.strip() == "unlimited" else text.strip()
    values = {name.strip(): number(value) for name, value in rows}
    return {name: int(value) for name, value in values.items() if str(value).lstrip("-").isdigit()}


def by_us(uri, **settings):
    sides.cases += 1
    here.begin({"uri": uri, "guest": NAME, "set": settings})
    seen = here.finish()
    check(f"{uri}: {settings}", "error" not in seen, seen)
    return seen


def in_kernel():
    """The file of a limit, by the guest's group: its numbers in KiB, None for no limit."""
    with open(f"/run/libvirt/qemu/{NAME}.pid", encoding="ascii") as file:
        pid = file.read()
    places = {}
    with open(f"/proc/{pid}/cgroup", encoding="utf-8") as lines:
        for line in lines:
            _, controllers, path = line.rstrip("\n").split(":", 2)
            places.update({controller: path for controller in controllers.split(",")})

    def read(controller, one, two):
        folder, file = (f"{controller}{places[controller]}", one) if controller in places else (places[""], two)
        # A guest's threads may be in groups below its own.
        while not os.path.exists(f"/sys/fs/cgroup/{folder}/{file}") or "libvirt-qemu/" in folder:
            folder = os.path.dirname(folder)
        with open(f"/sys/fs/cgroup/{folder}/{file}", encoding="ascii") as content:
            return content.read().strip()

    def kib(text):
        return None if text == "max" or int(text) >= 1 << 62 else int(text) // 1024
    return {"hard_limit": kib(read("memory", "memory.limit_in_bytes", "memory.max")),
            "soft_limit": kib(read("memory", "memory.soft_limit_in_bytes", "memory.high")),
            "cpu_shares": int(read("cpu", "cpu.shares", "cpu.weight"))}


def same(what, got, wanted):
    check(what, got == wanted, f"{got}, should be {wanted}")


def both_ways(uri, number):
    hard, soft, shares = (900 + number) * MIB, (700 + number) * MIB, 1000 + number
    seen = by_us(uri, Memory={"hard_limit": hard, "soft_limit": soft}, Scheduler={"cpu_shares": shares})
    same(f"{uri}: what is read here", [seen["memory"][name] for name in MEMORY[:2]], [hard, soft])
    told = by_virsh("memtune")
    same(f"{uri}: what virsh reads", [told[name] for name in MEMORY[:2]], [hard, soft])
    same(f"{uri}: shares by virsh", by_virsh("schedinfo")["cpu_shares"], shares)
    same(f"{uri}: the kernel's files", in_kernel(), {"hard_limit": hard, "soft_limit": soft, "cpu_shares": shares})
    virsh("memtune", NAME, "--hard-limit", str(hard + MIB), "--soft-limit", str(soft + MIB), "--live")
    virsh("schedinfo", NAME, "--live", f"cpu_shares={shares + 500}")
    seen = by_us(uri)
    same(f"{uri}: what virsh set", [seen["memory"][name] for name in MEMORY[:2]], [hard + MIB, soft + MIB])
    same(f"{uri}: shares that virsh set", seen["scheduler"]["cpu_shares"], shares + 500)
    same(f"{uri}: all of memory", seen["memory"], by_virsh("memtune"))
    same(f"{uri}: all of the scheduler", seen["scheduler"], by_virsh("schedinfo"))
    seen = by_us(uri, Memory={"hard_limit": UNLIMITED, "soft_limit": UNLIMITED})
    same(f"{uri}: no limit here", [seen["memory"][name] for name in MEMORY[:2]], [UNLIMITED] * 2)
    kernel = in_kernel()
    same(f"{uri}: no limit in the kernel's files", [kernel[name] for name in MEMORY[:2]], [None] * 2)


virsh("create", DOCUMENT)
for place, route in enumerate(ROUTES):
    both_ways(route, place)
virsh("destroy", NAME)
end()
