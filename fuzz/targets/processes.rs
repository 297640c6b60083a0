//! A process's files below /proc: stat, status, cgroup, cmdline, smaps.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::kernel_files::{arguments, mapped, memberships, stat, status};

fuzz_target!(|data: &[u8]| {
    if let Some(stat) = stat(data) {
        let state = if stat.ended { 'Z' } else { 'S' };
        let flags = u64::from(stat.is_copy) << 6 | u64::from(stat.is_kernel_thread) << 21;
        let (parent, ticks, start) = (stat.parent, stat.cpu_ticks, stat.start_time);
        let line = format!(
            "1 (a) b) {state} {parent} 1 1 0 -1 {flags} 1 0 0 0 {ticks} 0 0 0 20 0 1 0 {start} 1\n"
        );
        assert_eq!(virmemctl::fuzzing::kernel_files::stat(line.as_bytes()), Some(stat));
    }
    let _ = (status(data), mapped(data));
    for membership in memberships(data) {
        let line = format!("1:{}:{}\n", membership.controllers.join(","), membership.path);
        let again = memberships(line.as_bytes());
        // What the kernel adds for a removed group is taken off once.
        if !membership.path.ends_with(" (deleted)") && !membership.path.ends_with('\r') {
            assert_eq!(again, [membership], "{line:?}");
        }
    }
    let found = arguments(data);
    assert!(found.iter().all(|argument| !argument.contains('\0')));
    let joined: Vec<u8> = found.iter().flat_map(|found| found.bytes().chain([0])).collect();
    assert_eq!(arguments(&joined), found);
});

const FILE: Grammar = Grammar {
    separators: &[' ', ':', '\t', ',', '/', '\0'],
    words: &[
        "(a)",
        ")",
        "(",
        "S",
        "Z",
        "X",
        "0",
        "4194560",
        "2097216",
        "Uid:",
        "Tgid:",
        "Pid:",
        "VmPTE:",
        "Threads:",
        "memory",
        "cpu,cpuacct",
        "name=systemd",
        "0::",
        "/a (deleted)",
        "Size:",
        "Rss:",
        "Swap:",
        "kB",
        "rwxp",
        "7f0-7f1",
        "08:01",
    ],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
