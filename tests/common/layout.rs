//! A made-up host, put together by a test line by line.

use std::path::{Path, PathBuf};
use virmemctl::api::Connection;

const UUID: &str = "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c9d4";

/// What the kernel writes for a group without a limit.
const V1_UNLIMITED: &str = "9223372036854771712";

/// A host of plain files, removed when dropped. Its own process has pid 1.
pub struct Layout {
    dir: tempfile::TempDir,
}

/// A made-up uuid.
pub fn uuid(number: u32) -> String {
    format!("{UUID}{number:03}")
}

impl Layout {
    /// A host with its root file system, /proc and /sys.
    pub fn new() -> Self {
        let host = Self { dir: tempfile::tempdir().unwrap() };
        std::fs::create_dir(host.path("/proc").parent().unwrap()).ok();
        host.file("/proc/meminfo", "MemTotal: 16318492 kB\nMemFree: 4189072 kB\n");
        host.file("/proc/stat", "btime 1700000000\n");
        host.file("/proc/sys/kernel/random/boot_id", "0b6c7f9e-52a4-4e0c-8d53-3a9f1c2e4b70\n");
        host.file("/sys/devices/system/cpu/online", "0-1\n");
        host.process(1, 0, "/", "/sbin/init");
        std::os::unix::fs::symlink("1", host.path("/proc/self")).unwrap();
        host.mount("22 1 254:1 / / rw shared:1 - ext4 /dev/vda1 rw");
        host.mount("23 22 0:21 / /proc rw,relatime shared:12 - proc proc rw");
        host.mount("24 22 0:22 / /sys rw,relatime shared:7 - sysfs sysfs rw");
        host
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path.trim_start_matches('/'))
    }

    pub fn open(&self) -> Result<Connection, virmemctl::model::Error> {
        self.open_as("cgroup")
    }

    pub fn open_as(&self, scheme: &str) -> Result<Connection, virmemctl::model::Error> {
        let uri = format!("{scheme}:///system?root={}", self.root().display());
        Connection::open(Some(&uri), 0)
    }

    pub fn file(&self, path: &str, content: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn append(&self, path: &str, line: &str) {
        let content = std::fs::read_to_string(self.path(path)).unwrap_or_default();
        self.file(path, &format!("{content}{line}\n"));
    }

    /// The first line of a file: what is shorter than before leaves a rest of that behind.
    pub fn content(&self, path: &str) -> String {
        let content = std::fs::read_to_string(self.path(path)).unwrap_or_default();
        content.lines().next().unwrap_or_default().to_owned()
    }

    /// A line of mountinfo.
    pub fn mount(&self, line: &str) {
        self.append("/proc/1/mountinfo", line);
    }

    /// A group of the v1 memory controller.
    pub fn v1(&self, dir: &str, pids: &[i32]) {
        self.procs(dir, pids);
        for file in ["memory.limit_in_bytes", "memory.memsw.limit_in_bytes"] {
            self.file(&format!("{dir}/{file}"), V1_UNLIMITED);
        }
        self.file(&format!("{dir}/memory.soft_limit_in_bytes"), V1_UNLIMITED);
        self.file(&format!("{dir}/memory.usage_in_bytes"), "4096");
        self.file(&format!("{dir}/memory.stat"), "total_rss 4096\n");
    }

    /// A group of cgroup v2.
    pub fn v2(&self, dir: &str, pids: &[i32]) {
        self.procs(dir, pids);
        self.file(&format!("{dir}/cgroup.controllers"), "cpu memory pids\n");
        self.file(&format!("{dir}/cgroup.subtree_control"), "cpu memory pids\n");
        for file in ["memory.max", "memory.high", "memory.swap.max", "memory.swap.high"] {
            self.file(&format!("{dir}/{file}"), "max");
        }
        for (file, content) in [("memory.current", "4096"), ("memory.min", "0")] {
            self.file(&format!("{dir}/{file}"), content);
        }
        self.file(&format!("{dir}/memory.stat"), "anon 4096\n");
    }

    fn procs(&self, dir: &str, pids: &[i32]) {
        let pids: String = pids.iter().map(|pid| format!("{pid}\n")).collect();
        self.file(&format!("{dir}/cgroup.procs"), &pids);
    }

    /// A process, in the same group of each hierarchy, with its arguments in one text.
    pub fn process(&self, pid: i32, parent: i32, group: &str, arguments: &str) {
        let dir = format!("/proc/{pid}");
        let name = arguments.rsplit('/').next().unwrap_or_default();
        let name: String = name.chars().take(15).collect();
        self.file(
            &format!("{dir}/stat"),
            &format!(
                "{pid} ({name}) S {parent} 1 1 0 -1 4194560 1 0 0 0 11 22 0 0 20 0 1 0 {pid}0 1 1\n"
            ),
        );
        self.file(
            &format!("{dir}/status"),
            &format!("Tgid:\t{pid}\nPid:\t{pid}\nUid:\t0\t0\t0\t0\n"),
        );
        self.file(&format!("{dir}/cmdline"), &format!("{}\0", arguments.replace(' ', "\0")));
        self.file(
            &format!("{dir}/cgroup"),
            &format!(
                "4:cpu,cpuacct:{group}\n3:memory:{group}\n1:name=systemd:{group}\n0::{group}\n"
            ),
        );
    }

    /// The QEMU of a guest, as libvirt starts it.
    pub fn qemu(&self, pid: i32, group: &str, name: &str, number: u32) {
        let arguments = format!(
            "/usr/bin/qemu-system-x86_64 -name guest={name},debug-threads=on -m 2048 -uuid {}",
            uuid(number)
        );
        self.process(pid, 1, group, &arguments);
    }

    /// A guest's status file, in a directory of libvirt's.
    pub fn status(&self, dir: &str, name: &str, id: i32, number: u32, pid: i32) {
        let kind = if dir.ends_with("lxc") { "lxc" } else { "kvm" };
        let document = format!(
            "<domstatus state='running' reason='booted' pid='{pid}'>\n\
             <domain type='{kind}' id='{id}'><name>{name}</name><uuid>{}</uuid>\
             <memory>2097152</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain></domstatus>\n",
            uuid(number)
        );
        self.file(&format!("{dir}/{name}.xml"), &document);
    }

    /// systemd's file of a machine; the unit as it stands there.
    pub fn machine(&self, name: &str, unit: &str, leader: i32, number: u32) {
        let id = uuid(number).replace('-', "");
        let content = format!(
            "# This is private data. Do not parse.\nNAME={name}\nSCOPE={unit}\nSERVICE=x\n\
             ID={id}\nCLASS=vm\nLEADER={leader}\n"
        );
        self.file(&format!("/run/systemd/machines/{name}"), &content);
    }

    /// Files below /sys, /cgroup and other places of groups that hold a limit of 64 MiB.
    pub fn limited(&self) -> Vec<String> {
        let mut found = Vec::new();
        find(self.root(), &mut |path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let is_limit = ["memory.max", "memory.limit_in_bytes"].contains(&name.as_ref());
            if is_limit && std::fs::read_to_string(path).unwrap().lines().next() == Some("67108864")
            {
                let group = path.parent().unwrap().strip_prefix(self.root()).unwrap();
                found.push(format!("/{}", group.display()));
            }
        });
        found
    }
}

fn find(dir: &Path, each: &mut dyn FnMut(&Path)) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let kind = std::fs::symlink_metadata(&path).unwrap().file_type();
        if kind.is_dir() {
            find(&path, each);
        } else if kind.is_file() {
            each(&path);
        }
    }
}
