//! URIs, sets of CPUs, uuids, MAC addresses.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::texts::{cpu_map, cpus, mac, uri, uri_parts, uuid};

fuzz_target!(|data: &[u8]| {
    assert_eq!(cpu_map(&cpu_map(data)), cpu_map(data));
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(normal) = uri(text) {
        assert_eq!(uri(&normal).as_ref(), Ok(&normal), "of {text:?}");
        let [given, written] = [text, &normal].map(uri_parts);
        assert!(written.is_ok(), "{normal:?} of {text:?}");
        drop((given, written));
    }
    for (what, read) in [("uuid", uuid as fn(&str) -> Option<String>), ("MAC address", mac)] {
        if let Some(written) = read(text) {
            assert_eq!(read(&written).as_ref(), Some(&written), "{what} {text:?}");
        }
    }
    if let Ok(written) = cpus(text) {
        assert_eq!(cpus(&written).ok(), Some(written).filter(|set| !set.is_empty()), "{text:?}");
    }
});

const TEXT: Grammar = Grammar {
    separators: &[':', '/', '?', '&', '=', '#', '@', '%', '-', ',', '^', '.'],
    words: &[
        "test",
        "qemu",
        "cgroup",
        "lxc",
        "qemu+ssh",
        "///",
        "//",
        "default",
        "system",
        "session",
        "root",
        "swap_hard_limit",
        "raw",
        "host",
        "[::1]",
        "%41",
        "%zz",
        "%ff",
        "%2F",
        "^1",
        "0-3",
        "65534",
        "52",
        "ff",
        "00000000-0000-4000-8000-000000000001",
    ],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| TEXT.change(data, random))
});
