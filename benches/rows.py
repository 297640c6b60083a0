"""The rows of the table: what is measured, against what, and the ratio that is wanted.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import dataclasses
import resource
import typing

SIZES = (10, 100, 1000, 10000)
LARGE = SIZES[-1]
# How many files a connection keeps open at most: src/driver/host/open_domains.rs.
OPEN_FILES = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4, 4096)

# How wanted ratios are written that have no short decimal.
FRACTIONS = {1 / 50: "1/50", 1 / 3: "1/3"}


@dataclasses.dataclass
class Row:
    """`ours` and `theirs` are sums of measured jobs, each `RUN: JOB`, in nanoseconds; a job with `-` in front
    is subtracted. Without `theirs`, `ours` is a value by itself."""
    number: str
    work: str
    ours: tuple
    against: str
    theirs: tuple = ()
    most: typing.Optional[float] = None
    least: typing.Optional[float] = None
    unit: str = ""


def lookups():
    for key in ("name", "uuid"):
        for size in (1000, LARGE):
            yield Row("5", f"lookup by {key} among {size:,} domains", (f"lookup: by {key}, {size}",),
                      "the same among 10", (f"lookup: by {key}, 10",), most=2)


def lists():
    for run, what in ((f"real-{LARGE}", "cgroup v1"), ("attached", "made-up host"),
                      ("guests", "made-up host, libvirt's guests")):
        yield Row("6", f"open and list {LARGE:,} domains, {what}", (f"list {run}: open and list",),
                  "readdir, and one small file of each", (f"list {run}: walk",), most=3, unit="a domain")


def peers():
    for work in ("get", "set"):
        for peer in ("libcgroup", "cgroups-rs"):
            yield Row("4", work, (f"get_set: {work}",), peer, (f"get_set: {work} by {peer}",), most=1)


def tuning():
    for work, family, count in (("scheduler", "scheduler", "three"), ("block I/O", "io", "two")):
        yield Row("11", f"set of {count} {work} parameters", (f"tuning: {family} set",),
                  f"{count} preads and {count} pwrites", (f"tuning: {family} files read and written",))
        yield Row("11", f"get of the {work} parameters", (f"tuning: {family} get",),
                  "a pread of each of their files", (f"tuning: {family} files read",))


ROWS = [
    Row("1", "get of three parameters", ("get_set: get",), "three preads", ("get_set: three preads",), most=1.3),
    Row("2", "set of three parameters", ("get_set: set",), "three preads and three pwrites",
        ("get_set: three preads and pwrites",), most=3),
    Row("2", "of that, the lock", ("get_set: flock and unlock",), "three preads and three pwrites",
        ("get_set: three preads and pwrites",)),
    Row("2", "of that, the journal", ("get_set: journal",), "three preads and three pwrites",
        ("get_set: three preads and pwrites",)),
    Row("2", "set without lock and journal",
        ("get_set: set", "-get_set: flock and unlock", "-get_set: journal"),
        "three preads and three pwrites", ("get_set: three preads and pwrites",), most=1.5),
    Row("3", "get of each of 1,000 domains in turn: directories are kept open", ("many-1000: get in turn",),
        "three times openat, read, close", ("many-1000: three files opened and read",), most=1.5),
    Row("3", f"get of each of {LARGE:,} domains in turn: most are closed", (f"many-{LARGE}: get in turn",),
        "three times openat, read, close", (f"many-{LARGE}: three files opened and read",)),
    Row("3", "get where nothing is kept open", ("many-unkept: get in turn",),
        "three times openat, read, close", ("many-unkept: three files opened and read",)),
    *peers(),
    *lookups(),
    *lists(),
    Row("7", "memory parameters and usage of 1,000 domains in one call", ("bulk: bulk call",),
        "four times openat, read, close", ("bulk: files opened and read",), most=1.5, unit="a domain"),
    Row("7", "the same", ("bulk: bulk call",), "four preads", ("bulk: preads",), unit="a domain"),
    Row("8", "gets by one thread, of two domains", ("threads: one thread",), "by two threads, a domain each",
        ("threads: two threads",), least=1.7),
    Row("8", "preads by one thread", ("threads: one thread, preads",), "by two threads",
        ("threads: two threads, preads",)),
    Row("9", f"open files with {LARGE:,} domains", ("idle: open files",), "", most=OPEN_FILES),
    Row("9", "the same, after a get of each", ("idle: most open files",), "", most=OPEN_FILES),
    Row("9", f"bytes of heap for each of {LARGE:,} domains", ("idle: heap of a domain",), "", most=1024),
    Row("9", "the same, after a get of each", ("idle: heap of a domain after gets",), "", most=1024),
    Row("10", "get of a QEMU guest", ("libvirtd: get",), "through libvirtd", ("libvirtd: get by libvirt",), most=1 / 50),
    Row("10", "set of a QEMU guest", ("libvirtd: set",), "through libvirtd", ("libvirtd: set by libvirt",), most=1 / 50),
    Row("12", "get over libvirt's protocol", ("remote: get",), "libvirt's client", ("remote: get by libvirt",), most=0.7),
    Row("12", "get by 64 threads on one connection", ("remote: get by 64 threads",), "libvirt's client, one thread",
        ("remote: get by libvirt",), most=1 / 3),
    Row("12", "the same", ("remote: get by 64 threads",), "libvirt's client, 64 threads",
        ("remote: get by 64 threads by libvirt",), most=1 / 3),
    Row("12", "open and close", ("remote: open and close",), "libvirt's client", ("remote: open and close by libvirt",),
        most=0.5),
    Row("12", "statistics of 1,000 domains in one call", ("remote: statistics",), "libvirt's client",
        ("remote: statistics by libvirt",), most=1, unit="a domain"),
    Row("13", "get of scheduler parameters of an ESX host", ("esx: get",), "libvirt's driver", ("esx: get by libvirt",),
        most=0.5),
    Row("13", "the requests of it", ("esx: requests of a get",), "libvirt's driver",
        ("esx: requests of a get by libvirt",), most=0.5, unit="requests"),
    Row("13", "open and close", ("esx: open and close",), "libvirt's driver", ("esx: open and close by libvirt",)),
    *tuning(),
]


class Missing(Exception):
    """A job that was not measured, and why."""


def measured(results, job):
    run, name = job.split(": ", 1)
    of_run = results.get(run)
    if of_run is None:
        raise Missing("not part of this run")
    found = of_run.get(name)
    if found is None:
        raise Missing(of_run.get("skip", f"'{name}' was not measured"))
    if "skip" in found:
        raise Missing(found["skip"])
    return found["ns"] if "ns" in found else found["value"]


def total(results, jobs):
    return sum(-measured(results, job[1:]) if job.startswith("-") else measured(results, job) for job in jobs)


def evaluate(row, results):
    """The row as a line of the table."""
    line = {"row": row.number, "work": row.work, "against": row.against, "unit": row.unit}
    if row.most is not None:
        line["wanted"] = f"<= {FRACTIONS.get(row.most, format(row.most, 'g'))}"
    elif row.least is not None:
        line["wanted"] = f">= {row.least:g}"
    try:
        line["ours"] = total(results, row.ours)
        if row.theirs:
            line["theirs"] = total(results, row.theirs)
            line["ratio"] = line["ours"] / line["theirs"]
    except Missing as reason:
        return line | {"skipped": str(reason)}
    figure = line.get("ratio", line["ours"])
    if row.most is not None:
        line["met"] = figure <= row.most
    elif row.least is not None:
        line["met"] = figure >= row.least
    return line


def evaluate_all(results):
    return [evaluate(row, results) for row in ROWS]
