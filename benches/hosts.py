"""Hosts with many domains: real cgroup v1 groups, and made-up hosts for ?root=.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import subprocess
import uuid

MEMORY = "/sys/fs/cgroup/memory"
PARENT = "machine"
RECORDS = "/run/virmemctl"
PREFIX = "virmemctl-bench-"
# A group of an attached domain has its name behind this.
GROUP_PREFIX = "virmemctl-"
START = 4242
FIRST_PID = 1000

GROUP_FILES = {
    "memory.limit_in_bytes": "9223372036854771712\n",
    "memory.soft_limit_in_bytes": "9223372036854771712\n",
    "memory.memsw.limit_in_bytes": "9223372036854771712\n",
    "memory.usage_in_bytes": "268435456\n",
    "memory.max_usage_in_bytes": "301989888\n",
    "memory.memsw.usage_in_bytes": "268435456\n",
    "memory.stat": "cache 67108864\nrss 201326592\nswap 0\npgfault 98304\npgmajfault 12\n",
    "memory.use_hierarchy": "1\n",
}


def name_of(index):
    return f"{PREFIX}{index}"


def uuid_of(index):
    return uuid.UUID(int=0x5f0b7c1e_3d0a_4c55_9a0e_000000000000 + index)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def record(index, pid, start, inode, boot):
    """What the library keeps of an attached domain."""
    name = name_of(index)
    return (f"<running ready='yes' boot='{boot}'>\n"
            f"  <name>{name}</name>\n"
            f"  <uuid>{uuid_of(index)}</uuid>\n"
            f"  <process pid='{pid}' start='{start}' from='/'/>\n"
            f"  <group path='{PARENT}/{GROUP_PREFIX}{name}' parent='found' inode='{inode}'/>\n"
            f"</running>\n")


class RealHost:
    """Domains in groups of this machine's cgroup v1, a process in each; it grows."""

    def __init__(self, holder):
        self.directory = f"{MEMORY}/{PARENT}"
        self.group_prefix = GROUP_PREFIX
        os.makedirs(self.directory, exist_ok=True)
        os.makedirs(RECORDS, exist_ok=True)
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            self.boot = file.read().strip()
        self.holder = subprocess.Popen(
            [holder, self.directory, f"{GROUP_PREFIX}{PREFIX}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def grow(self, count):
        self.holder.stdin.write(f"{count}\n")
        self.holder.stdin.flush()
        while (line := self.holder.stdout.readline().strip()) != "done":
            if not line:
                raise RuntimeError("the holder of the groups failed")
            index, pid, start, inode = map(int, line.split())
            write(f"{RECORDS}/{name_of(index)}.xml", record(index, pid, start, inode, self.boot))

    def close(self):
        self.holder.stdin.close()
        self.holder.wait()


def status_file(index, pid):
    """libvirt's status file of a running guest, with the devices that a small guest has."""
    name = name_of(index)
    disks = "".join(
        f"      <disk type='file' device='disk'>\n        <driver name='qemu' type='qcow2'/>\n"
        f"        <source file='/var/lib/libvirt/images/{name}-{disk}.qcow2'/>\n"
        f"        <target dev='vd{disk}' bus='virtio'/>\n      </disk>\n" for disk in "ab")
    return (f"<domstatus state='running' reason='booted' pid='{pid}'>\n"
            f"  <domain type='kvm' id='{index + 1}'>\n"
            f"    <name>{name}</name>\n    <uuid>{uuid_of(index)}</uuid>\n"
            f"    <memory unit='KiB'>1048576</memory>\n    <vcpu placement='static'>2</vcpu>\n"
            f"    <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>\n"
            f"    <devices>\n      <emulator>/usr/bin/qemu-system-x86_64</emulator>\n{disks}"
            f"      <interface type='bridge'>\n        <mac address='52:54:00:00:{index >> 8 & 255:02x}:"
            f"{index & 255:02x}'/>\n        <source bridge='br0'/>\n        <model type='virtio'/>\n"
            f"      </interface>\n    </devices>\n  </domain>\n</domstatus>\n")


def basics(root):
    mounts = [f"{number} 20 0:{number} / {MEMORY.rsplit('/', 1)[0]}/{each} rw - cgroup cgroup rw,{each}\n"
              for number, each in enumerate(("memory", "freezer"), 30)]
    write(f"{root}/proc/1/mountinfo", "20 1 254:1 / / rw - ext4 /dev/vda1 rw\n" + "".join(mounts))
    os.symlink("1", f"{root}/proc/self")
    write(f"{root}/proc/1/cgroup", "2:memory:/\n1:freezer:/\n")
    process(root, 1, 4, "/")
    write(f"{root}/proc/swaps", "Filename Type Size Used Priority\n")
    write(f"{root}/proc/meminfo", "MemTotal: 16318492 kB\nMemAvailable: 9273540 kB\n")
    write(f"{root}/proc/sys/kernel/random/boot_id", f"{uuid_of(0)}\n")
    for path in ("run/virmemctl", "sys/fs/cgroup/freezer"):
        os.makedirs(f"{root}/{path}")


def process(root, pid, start, group):
    fields = " ".join(["S", "1"] + ["0"] * 17 + [str(start)] + ["0"] * 30)
    write(f"{root}/proc/{pid}/stat", f"{pid} (bench) {fields}\n")
    write(f"{root}/proc/{pid}/cmdline", "/bin/bench\0")
    write(f"{root}/proc/{pid}/cgroup", f"2:memory:{group}\n1:freezer:/\n")


def group(root, path, pids):
    directory = f"{root}{MEMORY}/{path}"
    write(f"{directory}/cgroup.procs", "".join(f"{pid}\n" for pid in pids))
    for name, content in GROUP_FILES.items():
        write(f"{directory}/{name}", content)
    return os.stat(directory).st_ino


def attached(root, count):
    """A made-up host with domains that were attached."""
    basics(root)
    group(root, "", [1])
    group(root, PARENT, [])
    for index in range(count):
        pid, path = FIRST_PID + index, f"{PARENT}/{GROUP_PREFIX}{name_of(index)}"
        inode = group(root, path, [pid])
        process(root, pid, START + index, f"/{path}")
        write(f"{root}{RECORDS}/{name_of(index)}.xml",
              record(index, pid, START + index, inode, uuid_of(0)))
    return f"{root}{MEMORY}/{PARENT}", GROUP_PREFIX


def guests(root, count):
    """A made-up host with guests of libvirt."""
    basics(root)
    group(root, "", [1])
    group(root, PARENT, [])
    for index in range(count):
        pid, path = FIRST_PID + index, f"{PARENT}/qemu-{index + 1}-{name_of(index)}.libvirt-qemu"
        group(root, path, [pid])
        process(root, pid, START + index, f"/{path}")
        write(f"{root}/run/libvirt/qemu/{name_of(index)}.xml", status_file(index, pid))
    return f"{root}{MEMORY}/{PARENT}", "qemu-"


KINDS = {"attached": attached, "guests": guests}
