//! The host driver on hosts as people have them: where hierarchies are mounted, and which
//! groups libvirt, Proxmox VE and systemd give to guests. Each shows the named domains, and
//! a limit is written to the group of each and nowhere else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::layout::{Layout, uuid};
use common::{names, set};
use virmemctl::model::parameters::Family;
use virmemctl::model::virErrorNumber::*;

/// A domain that a host shows.
struct Shown {
    name: &'static str,
    /// The directory of its group.
    group: &'static str,
    /// Its made-up uuid; 0 where that is derived.
    uuid: u32,
    /// Whether its document is known, by its memory of 2 GiB.
    document: bool,
}

/// One that is known by its document.
const fn known(name: &'static str, group: &'static str, uuid: u32) -> Shown {
    Shown { name, group, uuid, document: true }
}

/// One without a document.
const fn bare(name: &'static str, group: &'static str, uuid: u32) -> Shown {
    Shown { name, group, uuid, document: false }
}

type Case = (&'static str, fn(&Layout), &'static [Shown]);

const QEMU: &str = "/run/libvirt/qemu";
const LXC: &str = "/run/libvirt/lxc";
const CG: &str = "/sys/fs/cgroup";
const MEMORY: &str = "/sys/fs/cgroup/memory";
const SCOPE: &str = r"machine-qemu\x2d3\x2dweb01.scope";

/// cgroup2 at its usual place.
fn unified(host: &Layout) {
    host.mount("32 24 0:27 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
    host.v2(CG, &[1]);
}

/// Hierarchies of cgroup v1 at their usual places.
fn v1(host: &Layout) {
    host.mount("31 24 0:26 / /sys/fs/cgroup ro,nosuid - tmpfs tmpfs ro,mode=755");
    host.mount("32 31 0:27 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory");
    host.v1(MEMORY, &[1]);
}

/// A guest under systemd with cgroup v2, whose groups /proc shows with a prefix.
fn web01(host: &Layout, at: &str, prefix: &str) {
    let scope = format!("machine.slice/{SCOPE}");
    host.v2(&format!("{at}/{scope}"), &[]);
    host.v2(&format!("{at}/{scope}/libvirt"), &[4242]);
    host.qemu(4242, &format!("{prefix}/{scope}/libvirt/emulator"), "web01", 1);
    host.status(QEMU, "web01", 3, 1, 4242);
}

/// A guest with cgroup v1 in a group of its own, with its status file.
fn v1_guest(host: &Layout, at: &str, group: &str, prefix: &str) {
    host.v1(&format!("{at}{group}"), &[4242]);
    host.qemu(4242, &format!("{prefix}{group}"), "web01", 1);
    host.status(QEMU, "web01", 3, 1, 4242);
}

const WEB01: &str = r"/sys/fs/cgroup/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt";
const V1_WEB01: &str = r"/sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d3\x2dweb01.scope";

const MOUNTS: &[Case] = &[
    (
        "a cgroup namespace without a new mount",
        |host| {
            host.mount("32 24 0:27 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate");
            host.v2(CG, &[]);
            host.v2("/sys/fs/cgroup/user.slice/session-1.scope", &[1]);
            web01(host, CG, "/../..");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "a guest inside of a namespace that is below the mount",
        |host| {
            host.mount("32 24 0:27 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate");
            host.v2("/sys/fs/cgroup", &[]);
            host.v2("/sys/fs/cgroup/lxc/c1", &[1]);
            host.v2("/sys/fs/cgroup/lxc/c2", &[9]);
            web01(host, "/sys/fs/cgroup/lxc/c1", "");
        },
        &[known(
            "web01",
            r"/sys/fs/cgroup/lxc/c1/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
            1,
        )],
    ),
    (
        "a program that is outside of its namespace's root",
        |host| {
            host.mount("32 24 0:27 /../../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[]);
            host.process(1, 0, "/../app.slice/term.scope", "/bin/sh");
            web01(host, CG, "/../../..");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "cgroup v1 with a namespace, each controller from above it",
        |host| {
            host.mount("526 24 0:30 / /sys/fs/cgroup ro - tmpfs tmpfs ro,size=4096k");
            host.mount("527 526 0:31 /../../.. /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
            host.mount("528 526 0:36 /../../.. /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
            host.v1(MEMORY, &[]);
            host.file("/sys/fs/cgroup/unified/cgroup.controllers", "\n");
            v1_guest(host, MEMORY, &format!("/machine.slice/{SCOPE}"), "/../../..");
        },
        &[known("web01", V1_WEB01, 1)],
    ),
    (
        "the host's tree, bound above the namespace's own",
        |host| {
            host.mount("640 24 0:30 / /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw");
            host.mount("641 640 0:30 /../../../../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[]);
            web01(host, CG, "/../../../../..");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "the namespace's own, read-only above the host's tree",
        |host| {
            host.mount("241 24 0:29 /../../../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.mount("392 241 0:29 / /sys/fs/cgroup ro - cgroup2 cgroup2 rw");
            host.v2(CG, &[1]);
            host.qemu(4242, &format!("/../../../../machine.slice/{SCOPE}"), "web01", 1);
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[],
    ),
    (
        "a tmpfs between the host's tree and the container's",
        |host| {
            host.mount("50 24 0:27 /../.. /sys/fs/cgroup ro - cgroup2 cgroup2 rw");
            host.mount("51 50 0:60 / /sys/fs/cgroup ro - tmpfs tmpfs ro,size=0k");
            host.mount("52 51 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw");
            host.v2(CG, &[1]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "v1 hidden below a later cgroup2 that has a group of its name",
        |host| {
            host.mount("31 24 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
            host.mount("32 24 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[1]);
            host.v2(MEMORY, &[]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "v1 hidden by a tmpfs on a directory above",
        |host| {
            host.mount("31 24 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
            host.mount("33 24 0:28 / /sys/fs rw - tmpfs tmpfs rw");
            host.mount("34 33 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[1]);
            host.v1(MEMORY, &[]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "the same hierarchy twice, the first read-only",
        |host| {
            host.mount("60 22 0:27 / /host/sys/fs/cgroup ro - cgroup2 cgroup2 rw");
            host.v2("/host/sys/fs/cgroup", &[]);
            web01(host, "/host/sys/fs/cgroup", "");
            unified(host);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "the same twice, the file system of the first read-only",
        |host| {
            host.mount("60 22 0:27 / /host/cgroup rw - cgroup cgroup ro,memory");
            host.v1("/host/cgroup", &[]);
            v1_guest(host, "/host/cgroup", &format!("/machine.slice/{SCOPE}"), "");
            v1(host);
            v1_guest(host, MEMORY, &format!("/machine.slice/{SCOPE}"), "");
        },
        &[known("web01", V1_WEB01, 1)],
    ),
    (
        "the host's whole tree for writing beside the container's own part",
        |host| {
            host.mount("32 24 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw");
            host.mount("60 22 0:27 /../.. /host/sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[1]);
            host.v2("/host/sys/fs/cgroup", &[]);
            web01(host, "/host/sys/fs/cgroup", "/../..");
        },
        &[known(
            "web01",
            r"/host/sys/fs/cgroup/machine.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
            1,
        )],
    ),
    (
        "the container's own part for writing beside the host's tree read-only",
        |host| {
            host.mount("60 22 0:27 /../.. /host/sys/fs/cgroup ro - cgroup2 cgroup2 rw");
            host.mount("32 24 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw");
            host.v2("/host/sys/fs/cgroup", &[]);
            host.v2(CG, &[1]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "LXC: all of v1 read-only, the container's own part writable in it",
        |host| {
            host.mount("31 24 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw");
            host.mount("32 31 0:27 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory");
            host.mount(
                "33 32 0:27 /lxc/c1 /sys/fs/cgroup/memory/lxc/c1 rw - cgroup cgroup rw,memory",
            );
            host.v1(MEMORY, &[]);
            host.v1("/sys/fs/cgroup/memory/lxc/c1", &[1]);
            v1_guest(
                host,
                "/sys/fs/cgroup/memory/lxc/c1",
                "/machine/qemu-3-web01.libvirt-qemu",
                "/lxc/c1",
            );
        },
        &[known("web01", "/sys/fs/cgroup/memory/lxc/c1/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "Docker with v1 and the host's cgroup namespace",
        |host| {
            host.mount("31 24 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw");
            host.mount(
                "32 31 0:27 /docker/0a1b /sys/fs/cgroup/memory rw master:15 - cgroup cgroup rw,memory",
            );
            host.v1(MEMORY, &[1]);
            v1_guest(host, MEMORY, "/machine/qemu-3-web01.libvirt-qemu", "/docker/0a1b");
        },
        &[known("web01", "/sys/fs/cgroup/memory/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "Docker in Docker with v1: the inner container's path has the outer's twice",
        |host| {
            host.mount("31 24 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw");
            host.mount("32 31 0:27 /docker/0a /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
            host.v1(MEMORY, &[]);
            host.process(1, 0, "/docker/0a/docker/0b", "/bin/sh");
            v1_guest(host, MEMORY, "/docker/0b/machine/qemu-3-web01.libvirt-qemu", "/docker/0a");
        },
        &[known("web01", "/sys/fs/cgroup/memory/docker/0b/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "LXD and Incus: a container with a namespace and its own mount",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/.lxc", &[1]);
            host.process(1, 0, "/.lxc", "/bin/sh");
            web01(host, CG, "");
            host.v2("/sys/fs/cgroup/lxc.payload.c2", &[70]);
            host.process(70, 1, "/lxc.payload.c2/init.scope", "/sbin/init");
            host.process(71, 0, "/../lxc.monitor.c1", "/usr/bin/lxcfs");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "Android and others: v1 far from /sys/fs/cgroup, cgroup2 there without memory",
        |host| {
            host.mount("40 22 0:33 / /dev/memcg rw,nosuid - cgroup none rw,memory");
            host.mount("41 24 0:34 / /sys/fs/cgroup rw - cgroup2 none rw");
            host.v1("/dev/memcg", &[1]);
            host.file("/sys/fs/cgroup/cgroup.controllers", "cpu io\n");
            v1_guest(host, "/dev/memcg", "/machine/qemu-3-web01.libvirt-qemu", "");
        },
        &[known("web01", "/dev/memcg/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "all controllers of v1 in one hierarchy",
        |host| {
            host.mount(
                "40 22 0:33 / /cgroup rw - cgroup none rw,cpuset,cpu,cpuacct,memory,freezer",
            );
            host.v1("/cgroup", &[1]);
            v1_guest(host, "/cgroup", "/machine/qemu-3-web01.libvirt-qemu", "");
            host.file("/proc/4242/cgroup", "2:cpu,memory:/machine/qemu-3-web01.libvirt-qemu\n");
        },
        &[known("web01", "/cgroup/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "WSL, Void, OpenRC: hybrid without systemd",
        |host| {
            v1(host);
            host.mount("33 31 0:28 / /sys/fs/cgroup/openrc rw - cgroup openrc rw,name=openrc");
            host.mount("34 31 0:29 / /sys/fs/cgroup/unified rw - cgroup2 none rw,nsdelegate");
            host.file("/sys/fs/cgroup/unified/cgroup.controllers", "\n");
            v1_guest(host, MEMORY, "/machine/qemu-3-web01.libvirt-qemu", "");
        },
        &[known("web01", "/sys/fs/cgroup/memory/machine/qemu-3-web01.libvirt-qemu", 1)],
    ),
    (
        "a chroot, whose root is no mount",
        |host| {
            host.file("/proc/1/mountinfo", "");
            host.mount("132 124 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
            host.v2(CG, &[1]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
    (
        "an initial root file system below the root, and its old /sys",
        |host| {
            host.file("/proc/1/mountinfo", "");
            host.mount("1 1 0:1 / / rw - rootfs rootfs rw");
            host.mount("15 1 0:3 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
            host.mount("20 1 254:1 / / rw - ext4 /dev/vda1 rw");
            host.mount("24 20 0:22 / /sys rw - sysfs sysfs rw");
            unified(host);
            host.v1(MEMORY, &[]);
            web01(host, CG, "");
        },
        &[known("web01", WEB01, 1)],
    ),
];

const GUESTS: &[Case] = &[
    (
        "libvirt 0.10 on RHEL 6: /cgroup, and a /var/run that is no link",
        |host| {
            host.mount("40 22 0:33 / /cgroup/memory rw - cgroup cgroup rw,memory");
            host.v1("/cgroup/memory", &[1]);
            host.v1("/cgroup/memory/libvirt/qemu/web01", &[4242]);
            host.qemu(4242, "/libvirt/qemu/web01", "web01", 1);
            host.status("/var/run/libvirt/qemu", "web01", 3, 1, 4242);
        },
        &[known("web01", "/cgroup/memory/libvirt/qemu/web01", 1)],
    ),
    (
        "libvirt 0.9 below the group of its own service",
        |host| {
            v1(host);
            v1_guest(host, MEMORY, "/system/libvirtd.service/libvirt/qemu/web01", "");
        },
        &[known("web01", "/sys/fs/cgroup/memory/system/libvirtd.service/libvirt/qemu/web01", 1)],
    ),
    (
        "libvirt 1.2 without systemd: no id",
        |host| {
            v1(host);
            v1_guest(host, MEMORY, "/machine/web01.libvirt-qemu", "");
            host.v1("/sys/fs/cgroup/memory/machine/box.libvirt-lxc", &[4300, 4301]);
            host.process(
                4300,
                1,
                "/machine/box.libvirt-lxc",
                "/usr/lib/libvirt/libvirt_lxc --name box",
            );
            host.process(4301, 4300, "/machine/box.libvirt-lxc", "/sbin/init");
            host.status(LXC, "box", 4300, 2, 4300);
        },
        &[
            known("box", "/sys/fs/cgroup/memory/machine/box.libvirt-lxc", 2),
            known("web01", "/sys/fs/cgroup/memory/machine/web01.libvirt-qemu", 1),
        ],
    ),
    (
        "libvirt 1.2 without systemd and status files",
        |host| {
            v1(host);
            host.v1("/sys/fs/cgroup/memory/machine/web01.libvirt-qemu", &[4242]);
            host.qemu(4242, "/machine/web01.libvirt-qemu", "web01", 1);
            host.v1("/sys/fs/cgroup/memory/machine/box.libvirt-lxc", &[4300]);
            host.process(4300, 1, "/machine/box.libvirt-lxc", "/sbin/init");
        },
        &[
            bare("box", "/sys/fs/cgroup/memory/machine/box.libvirt-lxc", 0),
            bare("web01", "/sys/fs/cgroup/memory/machine/web01.libvirt-qemu", 1),
        ],
    ),
    (
        "libvirt 1.0.5 with systemd: groups in its slice, but no scopes",
        |host| {
            v1(host);
            host.v1("/sys/fs/cgroup/memory/machine.slice/box.libvirt-lxc", &[4300]);
            host.process(4300, 1, "/machine.slice/box.libvirt-lxc", "/sbin/init");
            v1_guest(host, MEMORY, "/machine.slice/web01.libvirt-qemu", "");
        },
        &[
            bare("box", "/sys/fs/cgroup/memory/machine.slice/box.libvirt-lxc", 0),
            known("web01", "/sys/fs/cgroup/memory/machine.slice/web01.libvirt-qemu", 1),
        ],
    ),
    (
        "libvirt 1.2: a name that would be a control file",
        |host| {
            v1(host);
            host.v1("/sys/fs/cgroup/memory/machine/_cpu.a.libvirt-qemu", &[4242]);
            host.qemu(4242, "/machine/_cpu.a.libvirt-qemu", "cpu.a", 1);
            host.status(QEMU, "cpu.a", 3, 1, 4242);
        },
        &[known("cpu.a", "/sys/fs/cgroup/memory/machine/_cpu.a.libvirt-qemu", 1)],
    ),
    (
        "CentOS 7.0: a scope without an id",
        |host| {
            v1(host);
            v1_guest(host, MEMORY, r"/machine.slice/machine-qemu\x2dweb01.scope", "");
            host.machine("qemu-web01", r"machine-qemu\\x2dweb01.scope", 4242, 1);
        },
        &[known("web01", r"/sys/fs/cgroup/memory/machine.slice/machine-qemu\x2dweb01.scope", 1)],
    ),
    (
        "a scope without an id, of a name that looks like one; by names alone",
        |host| {
            v1(host);
            let group = r"/machine.slice/machine-qemu\x2d7\x2dweb01.scope";
            host.v1(&format!("{MEMORY}{group}"), &[4242]);
            host.qemu(4242, group, "7-web01", 1);
            host.status(QEMU, "7-web01", 3, 1, 0);
            host.status(QEMU, "other", 7, 2, 0);
        },
        &[known(
            "7-web01",
            r"/sys/fs/cgroup/memory/machine.slice/machine-qemu\x2d7\x2dweb01.scope",
            1,
        )],
    ),
    (
        "a partition of its own with systemd, v1",
        |host| {
            v1(host);
            v1_guest(host, MEMORY, &format!("/production.slice/{SCOPE}"), "");
            host.machine("qemu-3-web01", r"machine-qemu\\x2d3\\x2dweb01.scope", 4242, 1);
        },
        &[known(
            "web01",
            r"/sys/fs/cgroup/memory/production.slice/machine-qemu\x2d3\x2dweb01.scope",
            1,
        )],
    ),
    (
        "a partition in a partition with systemd, v2",
        |host| {
            unified(host);
            let scope = format!("/a.slice/a-b.slice/{SCOPE}");
            host.v2(&format!("{CG}{scope}"), &[]);
            host.v2(&format!("{CG}{scope}/libvirt"), &[4242, 4250]);
            host.qemu(4242, &format!("{scope}/libvirt/emulator"), "web01", 1);
            host.process(4250, 1, &format!("{scope}/libvirt/emulator"), "/usr/libexec/virtiofsd");
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[known(
            "web01",
            r"/sys/fs/cgroup/a.slice/a-b.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
            1,
        )],
    ),
    (
        "a partition of its own, known to systemd alone",
        |host| {
            unified(host);
            let scope = format!("/production.slice/{SCOPE}");
            host.v2(&format!("{CG}{scope}"), &[]);
            host.v2(&format!("{CG}{scope}/libvirt"), &[4242]);
            host.qemu(4242, &format!("{scope}/libvirt/emulator"), "web01", 1);
            host.machine("qemu-3-web01", r"machine-qemu\\x2d3\\x2dweb01.scope", 4242, 1);
        },
        &[bare(
            "web01",
            r"/sys/fs/cgroup/production.slice/machine-qemu\x2d3\x2dweb01.scope/libvirt",
            1,
        )],
    ),
    (
        "a partition of its own without systemd, one of its guests without a status file",
        |host| {
            v1(host);
            v1_guest(host, MEMORY, "/production.partition/qemu-3-web01.libvirt-qemu", "");
            let db = "/production.partition/web.partition/qemu-4-db.libvirt-qemu";
            host.v1(&format!("{MEMORY}{db}"), &[4400]);
            host.qemu(4400, db, "db", 4);
        },
        &[
            bare(
                "db",
                "/sys/fs/cgroup/memory/production.partition/web.partition/qemu-4-db.libvirt-qemu",
                4,
            ),
            known(
                "web01",
                "/sys/fs/cgroup/memory/production.partition/qemu-3-web01.libvirt-qemu",
                1,
            ),
        ],
    ),
    (
        "OpenStack: libvirtd in a container of a host with systemd",
        |host| {
            unified(host);
            let group = "/machine/qemu-1-instance-00000001.libvirt-qemu";
            host.v2("/sys/fs/cgroup/machine.slice", &[]);
            host.v2(&format!("{CG}{group}"), &[4242]);
            host.qemu(4242, &format!("{group}/emulator"), "instance-00000001", 1);
            host.status(QEMU, "instance-00000001", 1, 1, 4242);
        },
        &[known(
            "instance-00000001",
            "/sys/fs/cgroup/machine/qemu-1-instance-00000001.libvirt-qemu",
            1,
        )],
    ),
    (
        "libvirtd in a pod: groups below the pod's",
        |host| {
            unified(host);
            let group = "/kubepods.slice/pod1.slice/cri-0a.scope/machine/qemu-3-web01.libvirt-qemu";
            host.v2(&format!("{CG}{group}"), &[4242]);
            host.qemu(4242, &format!("{group}/emulator"), "web01", 1);
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[known(
            "web01",
            "/sys/fs/cgroup/kubepods.slice/pod1.slice/cri-0a.scope/machine/qemu-3-web01.libvirt-qemu",
            1,
        )],
    ),
    (
        "names that are cut, and without what a host's name may not have",
        |host| {
            unified(host);
            let group = r"/machine.slice/machine-qemu\x2d3\x2dwebshop.scope";
            host.v2(&format!("{CG}{group}"), &[]);
            host.v2(&format!("{CG}{group}/libvirt"), &[4242]);
            host.qemu(4242, &format!("{group}/libvirt/vcpu0"), "web_shop_of_the_town", 1);
            host.status(QEMU, "web_shop_of_the_town", 3, 1, 4242);
        },
        &[known(
            "web_shop_of_the_town",
            r"/sys/fs/cgroup/machine.slice/machine-qemu\x2d3\x2dwebshop.scope/libvirt",
            1,
        )],
    ),
    (
        "a guest that an administrator moved to a group of its own",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/vms/first", &[4242, 4243]);
            host.qemu(4242, "/vms/first", "web01", 1);
            host.process(4243, 4242, "/vms/first", "/usr/lib/qemu/qemu-bridge-helper");
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[known("web01", "/sys/fs/cgroup/vms/first", 1)],
    ),
    (
        "a guest that shares its group with another",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/vms", &[4242, 4343]);
            host.qemu(4242, "/vms", "web01", 1);
            host.qemu(4343, "/vms", "web02", 2);
            host.status(QEMU, "web01", 3, 1, 4242);
            host.status(QEMU, "web02", 4, 2, 4343);
        },
        &[],
    ),
    (
        "libvirt without groups: guests are in the group of its service",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/system.slice/libvirtd.service", &[900, 4242]);
            host.process(900, 1, "/system.slice/libvirtd.service", "/usr/sbin/libvirtd");
            host.qemu(4242, "/system.slice/libvirtd.service", "web01", 1);
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[],
    ),
    (
        "libvirt without groups, and its service has ended",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/system.slice/virtqemud.service", &[4242]);
            host.qemu(4242, "/system.slice/virtqemud.service", "web01", 1);
            host.status(QEMU, "web01", 3, 1, 4242);
        },
        &[],
    ),
    (
        "KubeVirt's launcher: the guest is in the group of the container",
        |host| {
            host.mount("640 24 0:30 / /sys/fs/cgroup ro - cgroup2 cgroup ro");
            host.v2(CG, &[1, 79]);
            host.qemu(79, "/", "default_vm", 1);
            host.status(QEMU, "default_vm", 1, 1, 79);
        },
        &[],
    ),
    (
        "a status file of a guest that has ended, whose pid is another process's",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/system.slice/ssh.service", &[4242]);
            host.process(4242, 1, "/system.slice/ssh.service", "/usr/sbin/sshd -D");
            host.status(QEMU, "web01", 3, 1, 4242);
            web02_reuses_a_pid(host);
        },
        &[known(
            "web02",
            r"/sys/fs/cgroup/machine.slice/machine-qemu\x2d9\x2dweb02.scope/libvirt",
            2,
        )],
    ),
    (
        "Proxmox VE",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/qemu.slice", &[]);
            for (id, pid, name) in [(302, 4242, "mail"), (303, 4343, "dns")] {
                host.v2(&format!("/sys/fs/cgroup/qemu.slice/{id}.scope"), &[pid]);
                proxmox(host, id, pid, name);
                host.file(&format!("/run/qemu-server/{id}.pid"), &format!("{pid}\n"));
            }
            host.file("/run/qemu-server/304.pid", "999999\n");
            host.file("/run/qemu-server/302.qmp", "");
        },
        &[
            known("dns", "/sys/fs/cgroup/qemu.slice/303.scope", 303),
            known("mail", "/sys/fs/cgroup/qemu.slice/302.scope", 302),
        ],
    ),
    (
        "Proxmox VE with cgroup v1, and without its pid file",
        |host| {
            v1(host);
            host.v1("/sys/fs/cgroup/memory/qemu.slice/302.scope", &[4242]);
            proxmox(host, 302, 4242, "mail");
            host.v1("/sys/fs/cgroup/memory/qemu.slice/x.scope", &[4242]);
            host.v1("/sys/fs/cgroup/memory/qemu.slice/400.scope", &[4500]);
            host.process(4500, 1, "/qemu.slice/400.scope", "/usr/bin/swtpm socket");
        },
        &[known("mail", "/sys/fs/cgroup/memory/qemu.slice/302.scope", 302)],
    ),
    (
        "Proxmox VE: a copied machine has the uuid of the first",
        |host| {
            unified(host);
            for (id, pid, name) in [(302, 4242, "mail"), (303, 4343, "mail2")] {
                host.v2(&format!("/sys/fs/cgroup/qemu.slice/{id}.scope"), &[pid]);
                proxmox(host, id, pid, name);
            }
            let line = host.content("/proc/4343/cmdline").replace(&uuid(303), &uuid(302));
            host.file("/proc/4343/cmdline", &line);
        },
        &[
            known("mail", "/sys/fs/cgroup/qemu.slice/302.scope", 302),
            known("mail2", "/sys/fs/cgroup/qemu.slice/303.scope", 0),
        ],
    ),
];

/// A guest whose QEMU has the pid that the status file of a guest before it has, too.
fn web02_reuses_a_pid(host: &Layout) {
    let scope = r"/machine.slice/machine-qemu\x2d9\x2dweb02.scope";
    host.v2(&format!("{CG}{scope}"), &[]);
    host.v2(&format!("{CG}{scope}/libvirt"), &[4343]);
    host.qemu(4343, &format!("{scope}/libvirt/emulator"), "web02", 2);
    host.status(QEMU, "web02", 9, 2, 4343);
    host.status(QEMU, "before", 5, 5, 4343);
}

/// A QEMU as Proxmox VE starts it.
fn proxmox(host: &Layout, id: u32, pid: i32, name: &str) {
    let arguments = format!(
        "/usr/bin/kvm -id {id} -name {name},debug-threads=on -smbios type=1,uuid={} -smp 2 -m 2048 \
         -nodefaults -vga none",
        uuid(id)
    );
    host.process(pid, 1, &format!("/qemu.slice/{id}.scope"), &arguments);
}

const USER: &str = "/user.slice/user-1000.slice/user@1000.service";

const MACHINES: &[Case] = &[
    (
        "systemd 252: values with C's escapes",
        |host| {
            unified(host);
            machine(host, "my-box", r"machine-my\x2dbox.scope", "");
            host.machine("my-box", r"machine-my\\x2dbox.scope", 4242, 1);
        },
        &[bare("my-box", r"/sys/fs/cgroup/machine.slice/machine-my\x2dbox.scope", 1)],
    ),
    (
        "a newer systemd: quoted values",
        |host| {
            unified(host);
            machine(host, "my-box", r"machine-my\x2dbox.scope", "/payload/init.scope");
            host.machine("my-box", r#""machine-my\\x2dbox.scope""#, 4242, 1);
        },
        &[bare("my-box", r"/sys/fs/cgroup/machine.slice/machine-my\x2dbox.scope", 1)],
    ),
    (
        "a value that is not escaped",
        |host| {
            v1(host);
            host.v1(r"/sys/fs/cgroup/memory/machine.slice/machine-my\x2dbox.scope", &[4242]);
            host.process(4242, 1, r"/machine.slice/machine-my\x2dbox.scope", "/sbin/init");
            host.machine("my-box", r"machine-my\x2dbox.scope", 4242, 1);
        },
        &[bare("my-box", r"/sys/fs/cgroup/memory/machine.slice/machine-my\x2dbox.scope", 1)],
    ),
    (
        "a machine that is a service",
        |host| {
            unified(host);
            let service =
                "/system.slice/system-systemd\\x2dnspawn.slice/systemd-nspawn@box.service";
            host.v2(&format!("{CG}{service}"), &[]);
            host.v2(&format!("{CG}{service}/payload"), &[4242]);
            host.process(4242, 1, &format!("{service}/payload"), "/sbin/init");
            host.machine("box", "systemd-nspawn@box.service", 4242, 1);
        },
        &[bare(
            "box",
            r"/sys/fs/cgroup/system.slice/system-systemd\x2dnspawn.slice/systemd-nspawn@box.service",
            1,
        )],
    ),
    (
        "Docker's containers as machines",
        |host| {
            unified(host);
            host.v2("/sys/fs/cgroup/system.slice/docker-0a1b.scope", &[4242]);
            host.process(4242, 1, "/system.slice/docker-0a1b.scope", "/bin/sh");
            host.machine("0a1b", "docker-0a1b.scope", 4242, 1);
        },
        &[bare("0a1b", "/sys/fs/cgroup/system.slice/docker-0a1b.scope", 1)],
    ),
    (
        "a user's machine: its own group",
        |host| {
            unified(host);
            host.v2(&format!("{CG}{USER}"), &[]);
            host.v2(&format!("{CG}{USER}/app.slice/vm.scope"), &[4242]);
            host.process(4242, 1, &format!("{USER}/app.slice/vm.scope"), "/usr/bin/vm");
            host.machine("vm", "user@1000.service", 4242, 1);
        },
        &[bare(
            "vm",
            "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/vm.scope",
            1,
        )],
    ),
    (
        "a user's machine that has groups of its own",
        |host| {
            unified(host);
            let scope = format!("{USER}/machine.slice/machine-box.scope");
            host.v2(&format!("{CG}{USER}"), &[]);
            host.v2(&format!("{CG}{scope}"), &[]);
            host.v2(&format!("{CG}{scope}/payload"), &[]);
            host.v2(&format!("{CG}{scope}/payload/init.scope"), &[4242]);
            host.process(4242, 1, &format!("{scope}/payload/init.scope"), "/sbin/init");
            host.machine("box", "user@1000.service", 4242, 1);
        },
        &[bare(
            "box",
            "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/machine.slice/machine-box.scope",
            1,
        )],
    ),
    (
        "machines in groups that others share",
        |host| {
            unified(host);
            host.v2(&format!("{CG}{USER}"), &[4242]);
            host.v2(&format!("{CG}{USER}/init.scope"), &[4243]);
            host.v2("/sys/fs/cgroup/user.slice/user-0.slice/session-1.scope", &[4244]);
            host.process(4242, 1, USER, "/usr/bin/vm");
            host.process(4243, 1, &format!("{USER}/init.scope"), "/usr/bin/vm");
            host.process(4244, 1, "/user.slice/user-0.slice/session-1.scope", "/usr/bin/vm");
            host.machine("a", "user@1000.service", 4242, 1);
            host.machine("b", "user@1000.service", 4243, 2);
            host.machine("c", "session-1.scope", 4244, 3);
        },
        &[],
    ),
];

fn machine(host: &Layout, name: &str, scope: &str, below: &str) {
    let group = format!("/machine.slice/{scope}");
    let slashes = below.match_indices('/').map(|(at, _)| at);
    slashes.for_each(|end| host.v2(&format!("{CG}{group}{}", &below[..end]), &[]));
    host.v2(&format!("{CG}{group}{below}"), &[4242]);
    host.process(4242, 1, &format!("{group}{below}"), &format!("/usr/bin/{name}"));
}

/// What is wrong with a host.
fn check((_, make, shown): &Case) -> Result<(), String> {
    let host = Layout::new();
    make(&host);
    let connection = host.open().map_err(|error| error.to_string())?;
    let found = names(&connection);
    if found != shown.iter().map(|it| it.name).collect::<Vec<_>>() {
        return Err(format!("it shows {found:?}"));
    }
    let mut limited = Vec::new();
    for Shown { name, group, uuid: number, document } in *shown {
        let domain = connection.lookup_by_name(name).map_err(|error| error.to_string())?;
        let own = domain.uuid().to_string();
        if *number != 0 && own != uuid(*number) {
            return Err(format!("{name} has uuid {own}"));
        }
        set(&domain, &[("hard_limit", 65536)]).map_err(|code| format!("{name}: {code:?}"))?;
        limited.push((*group).to_owned());
        let (mut now, mut wanted) = (host.limited(), limited.clone());
        now.sort();
        wanted.sort();
        if now != wanted {
            return Err(format!("{name}: limits are in {now:?}"));
        }
        let memory = domain.info().map_err(|error| error.to_string())?.max_memory.0;
        if (memory == 2_097_152) != *document {
            return Err(format!("{name} has {memory} KiB"));
        }
    }
    Ok(())
}

fn check_all(cases: &[Case]) {
    let wrong = |case: &Case| check(case).err().map(|wrong| format!("{}: {wrong}", case.0));
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn mounts_of_hosts() {
    check_all(MOUNTS);
}

#[test]
fn guests_of_libvirt_and_proxmox() {
    check_all(GUESTS);
}

#[test]
fn machines_of_systemd() {
    check_all(MACHINES);
}

/// Each is refused, with what is missing.
#[test]
fn hosts_without_the_memory_controller() {
    for mounts in [
        &["32 24 0:26 / /sys/fs/cgroup ro - tmpfs tmpfs ro,size=0k"][..],
        &[
            "32 24 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
            "33 32 0:28 / /sys/fs/cgroup ro - tmpfs tmpfs ro,size=0k",
        ],
        &["32 24 0:27 / /sys/fs/cgroup/memory rw - fuse.lxcfs lxcfs rw,memory"],
        &["32 24 0:27 /a//deleted /sys/fs/cgroup rw - cgroup2 cgroup2 rw"],
    ] {
        let host = Layout::new();
        mounts.iter().for_each(|line| host.mount(line));
        host.v2(CG, &[1]);
        host.v1(MEMORY, &[1]);
        let error = host.open().map(|_| ()).unwrap_err();
        assert_eq!(error.code(), VIR_ERR_CONFIG_UNSUPPORTED, "{mounts:?}");
        assert!(error.message().contains("memory controller"), "{error}");
    }
}

/// The first read-only mount of each v1 controller does not count, either.
#[test]
fn other_controllers_are_mounted_twice_too() {
    let host = Layout::new();
    v1(&host);
    host.mount("70 22 0:28 / /host/cpu ro - cgroup cgroup rw,cpu,cpuacct");
    host.mount("71 31 0:28 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct");
    let group = format!("/machine.slice/{SCOPE}");
    v1_guest(&host, MEMORY, &group, "");
    for at in ["/host/cpu", "/sys/fs/cgroup/cpu"] {
        host.file(&format!("{at}{group}/cpu.shares"), "1024\n");
        host.file(&format!("{at}{group}/cgroup.procs"), "4242\n");
    }
    let domain = host.open().unwrap().lookup_by_name("web01").unwrap();
    let shares = virmemctl::model::typed::TypedParam {
        field: "cpu_shares".into(),
        value: virmemctl::model::typed::Value::ULLong(2048),
    };
    domain.set_parameters(Family::Scheduler, "", &[shares], 0).unwrap();
    assert_eq!(host.content(&format!("/sys/fs/cgroup/cpu{group}/cpu.shares")), "2048");
    assert_eq!(host.content(&format!("/host/cpu{group}/cpu.shares")), "1024");
}

/// Where a namespace is below a mount from above it, the caller's group tells; if that is
/// outside, nothing does, and no process of the namespace is moved.
#[test]
fn a_namespace_whose_place_is_not_known() {
    let host = Layout::new();
    host.mount("32 24 0:27 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate");
    host.v2(CG, &[]);
    host.v2("/sys/fs/cgroup/lxc/c1", &[70]);
    host.process(1, 0, "/../c2", "/bin/sh");
    host.process(70, 1, "/", "/bin/sleep 1000");
    let connection = host.open().unwrap();
    let error = connection.attach(70, Some("a"), 0).map(|_| ()).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_OPERATION_UNSUPPORTED, "{error}");
    assert!(error.message().contains("cgroup namespace"), "{error}");
}

/// A Proxmox machine is as an attached QEMU is: a QEMU with its size and CPUs, which
/// Proxmox VE alone ends.
#[test]
fn a_machine_of_proxmox() {
    let host = Layout::new();
    unified(&host);
    host.v2("/sys/fs/cgroup/qemu.slice/302.scope", &[4242]);
    proxmox(&host, 302, 4242, "mail");
    host.file("/run/qemu-server/302.pid", "4242\n");
    assert_eq!(names(&host.open_as("qemu").unwrap()), ["mail"]);
    assert!(names(&host.open_as("lxc").unwrap()).is_empty());
    let connection = host.open().unwrap();
    let domain = connection.lookup_by_id(4242).unwrap();
    assert_eq!((domain.name(), domain.uuid().to_string()), ("mail", uuid(302)));
    let info = domain.info().unwrap();
    assert_eq!((info.max_memory.0, info.vcpus), (2_097_152, 2));
    let document = domain.xml(0).unwrap();
    assert!(document.contains("<domain type='kvm' id='4242'>"), "{document}");
    let error = domain.destroy(0).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_OPERATION_UNSUPPORTED);
    assert!(error.message().contains("Proxmox VE"), "{error}");
    // It ends, and another process gets its pid.
    host.process(4242, 1, "/system.slice/a.service", "/usr/bin/a");
    host.v2("/sys/fs/cgroup/qemu.slice/302.scope", &[]);
    let error = connection.lookup_by_name("mail").map(|_| ()).unwrap_err();
    assert_eq!(error.code(), VIR_ERR_NO_DOMAIN);
}
