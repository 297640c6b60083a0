//! /proc/PID/mountinfo.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::kernel_files::mounts;

fn escape(path: &str) -> String {
    path.bytes().map(|byte| format!("\\{byte:03o}")).collect()
}

fuzz_target!(|data: &[u8]| {
    let found = mounts(data);
    let mut points: Vec<&str> = found.iter().map(|mount| mount.point.as_str()).collect();
    points.sort_unstable();
    points.dedup();
    assert_eq!(points.len(), found.len(), "a point twice");
    // Written with each byte escaped, the same is read.
    let lines = found.iter().map(|mount| {
        let options = mount.super_options.join(",");
        let (root, point) = (escape(&mount.root), escape(&mount.point));
        let access = if mount.read_only { "ro" } else { "rw" };
        format!("1 1 0:1 {root} {point} {access} - {} x {options}\n", mount.fs_type)
    });
    assert_eq!(mounts(lines.collect::<String>().as_bytes()), found);
});

const FILE: Grammar = Grammar {
    separators: &[' ', '/', ',', '\\', ':'],
    words: &[
        "-",
        "cgroup",
        "cgroup2",
        "tmpfs",
        "rw",
        "memory",
        "cpu",
        "cpuacct",
        "freezer",
        "memory_recursiveprot",
        "nsdelegate",
        "/",
        "/sys/fs/cgroup",
        "/..",
        "\\040",
        "\\012",
        "\\134",
        "\\377",
        "\\000",
        "shared:1",
        " - ",
        "name=systemd",
        "0:32",
    ],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
