//! Command lines: nothing panics, and a size of memory is told only where it can be known.
#![no_main]

use fuzz::{arguments, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::command_lines::{document, read};
use virmemctl::fuzzing::documents::of_owner;
use virmemctl::fuzzing::kernel_files;

const MIB: u64 = 1024;

/// Ends whatever the last option expects.
const END: [&str; 2] = ["-S", "-S"];

/// What makes each size unknown.
const UNKNOWN: &[&[&str]] = &[
    &["-m", "1x"],
    &["-m", "-1"],
    &["-m", "99999999999999999999G"],
    &["-m", "size=512,other=1"],
    &["-readconfig", "/etc/machine.conf"],
    &["-set", "object.m.size=1G"],
    &["-device", "pc-dimm,memdev=not.there"],
    &["-device", "nvdimm"],
    &["-device", "{\"driver\":"],
    &["-object", "memory-backend-ram,id=odd,size=1x", "-device", "pc-dimm,memdev=odd"],
];

fn with(line: &[String], more: &[&str]) -> Vec<String> {
    let more = END.iter().chain(more).map(|argument| (*argument).to_owned());
    line.iter().cloned().chain(more).collect()
}

fuzz_target!(|data: &[u8]| {
    let line = kernel_files::arguments(data);
    let told = read(&line, None);
    let sum =
        |pieces: &Vec<u64>| pieces.iter().fold(0, |sum: u64, piece| sum.saturating_add(*piece));
    match (&told.memory, told.total) {
        (Some(pieces), Some(total)) => assert!(total <= sum(pieces)),
        (None, None) => {}
        other => panic!("{other:?}"),
    }
    read(&[], line.first().map(String::as_str));
    for more in UNKNOWN {
        let told = read(&with(&line, more), None);
        assert_eq!(told.total, None, "{line:?} with {more:?}");
    }
    // Where all is known, the last size of memory at the start counts.
    let [small, large] =
        [1_u64, 3].map(|size| read(&with(&line, &["-m", &format!("size={size}M")]), None).total);
    match (small, large) {
        (Some(small), Some(large)) => {
            assert!(large == small.saturating_add(2 * MIB) || large == small && small > 1 << 50);
        }
        (None, None) => assert_eq!(told.total, None, "{line:?}"),
        other => panic!("{line:?}: {other:?}"),
    }
    let document = document(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"));
    if told.total.is_some_and(|total| total > 0) {
        let again = of_owner(document.as_bytes()).map_err(|error| error.to_string());
        assert_eq!(again, Ok(document), "{line:?}");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, arguments::change)
});
