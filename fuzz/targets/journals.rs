//! Journals of sets: what was written of one is read again, and written the same.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::journals::{read, replay};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // The first line says what the files hold.
    let (held, text) = text.split_once('\n').unwrap_or(("", text));
    let held: Vec<&[u8]> = held.split(',').map(str::as_bytes).collect();
    for v1 in [false, true] {
        if let Some(written) = read(v1, text) {
            assert_eq!(read(v1, &written).as_ref(), Some(&written));
            replay(v1, text, &held);
        }
    }
});

const FILE: Grammar = Grammar {
    separators: &['\t', ',', ' ', ':', '.'],
    words: &[
        "family",
        "file",
        "definition",
        "end",
        "memory",
        "scheduler",
        "memory.max",
        "memory.high",
        "memory.min",
        "memory.swap.max",
        "memory.swap.high",
        "memory.limit_in_bytes",
        "memory.soft_limit_in_bytes",
        "memory.memsw.limit_in_bytes",
        "cpu.max",
        "cpu.weight",
        "cpu.shares",
        "cpu.cfs_quota_us",
        "cpu.cfs_period_us",
        "-",
        "max",
        "-1",
        "true",
        "false",
        "8:16",
        "max 100000",
        "hard_limit",
        "unlimited",
        "\t",
        "\r",
        "end\n",
    ],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
