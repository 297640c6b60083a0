"""What the kernel's files say of a process's groups, and of an interface's traffic.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os
import re

SECOND = 10**9


def mounts():
    """The mount point of each v1 controller, and that of v2 as ''."""
    found = {}
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        for line in file:
            place, kind = line.split(" ")[4], line.split(" - ")[1].split()
            if kind[0] == "cgroup2":
                found.setdefault("", place)
            elif kind[0] == "cgroup":
                for option in kind[2].split(","):
                    found.setdefault(option, place)
    return found


class Group:
    """The groups of a process, as the kernel's files describe them."""

    def __init__(self, pid):
        self.places = {}
        points = mounts()
        with open(f"/proc/{pid}/cgroup", encoding="utf-8") as file:
            for line in file:
                _number, controllers, path = line.rstrip("\n").split(":", 2)
                for controller in controllers.split(","):
                    if controller in points:
                        self.places[controller] = points[controller] + path
        self.is_v1 = "memory" in self.places

    def text(self, controller, name):
        place = self.places[controller if self.is_v1 else ""]
        with open(f"{place}/{name}", encoding="utf-8") as file:
            return file.read()

    def keyed(self, controller, name):
        return {line.split()[0]: int(line.split()[1]) for line in self.text(controller, name).splitlines()}

    def memory(self):
        stat_of = self.keyed("memory", "memory.stat")
        total, (usage, limit, rss, cache) = ("total_", ("usage_in_bytes", "limit_in_bytes", "rss", "cache")) \
            if self.is_v1 else ("", ("current", "max", "anon", "file"))
        usage, limit = (int(self.text("memory", f"memory.{name}")) for name in (usage, limit))
        shared = stat_of[f"{total}shmem"]
        major = stat_of[f"{total}pgmajfault"]
        return {"usage": usage, "limit": limit, "unused": limit - usage, "rss": stat_of[total + rss] + shared,
                "caches": stat_of[total + cache] - shared, "major faults": major,
                "minor faults": stat_of[f"{total}pgfault"] - major}

    def cpu(self):
        if self.is_v1:
            tick = SECOND // os.sysconf("SC_CLK_TCK")
            parts = self.keyed("cpuacct", "cpuacct.stat")
            return {"cpu": int(self.text("cpuacct", "cpuacct.usage")), "user": parts["user"] * tick,
                    "system": parts["system"] * tick}
        times = self.keyed("cpu", "cpu.stat")
        return {name: times[f"{key}_usec"] * 1000
                for name, key in (("cpu", "usage"), ("user", "user"), ("system", "system"))}

    def disk(self, number):
        if self.is_v1:
            return {name: value for file, names in (
                ("io_service_bytes", {"Read": "read bytes", "Write": "written bytes"}),
                ("io_serviced", {"Read": "reads", "Write": "writes"}))
                for name, value in self.throttled(file, names, number)}
        line = re.search(rf"^{number} (.*)$", self.text("io", "io.stat"), re.MULTILINE)
        items = dict(item.split("=") for item in line[1].split()) if line else {}
        return {name: int(items.get(item, 0)) for name, item in (
            ("read bytes", "rbytes"), ("written bytes", "wbytes"), ("reads", "rios"), ("writes", "wios"))}

    def throttled(self, file, names, number):
        text = self.text("blkio", f"blkio.throttle.{file}_recursive")
        for kind, name in names.items():
            line = re.search(rf"^{number} {kind} (\d+)$", text, re.MULTILINE)
            yield name, int(line[1]) if line else 0


def traffic(device):
    with open("/proc/net/dev", encoding="utf-8") as file:
        numbers = next(line for line in file if line.strip().startswith(device + ":")).split(":")[1].split()
    # What the host sends to the device, the domain receives.
    return {"received": int(numbers[8]), "sent": int(numbers[0])}
