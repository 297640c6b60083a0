//! systemd's files of machines.
#![no_main]

use fuzz::lines::Grammar;
use fuzz::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::state_files::machine;

fuzz_target!(|data: &[u8]| {
    if let Ok((name, leader, unit)) = machine(data) {
        assert!(!name.is_empty() && !name.contains(['/', '\0', '\n']), "{name:?}");
        let unit = unit.unwrap_or_default();
        let again = machine(format!("NAME={name}\nLEADER={leader}\nUNIT={unit}\n").as_bytes());
        // Quotes, escapes, and the end of a line in other systems, are taken off once.
        let is_plain = |text: &String| !text.contains(['"', '\\', '\r', '\n']);
        if is_plain(&name) && is_plain(&unit) {
            assert_eq!(again, Ok((name, leader, Some(unit))));
        }
    }
});

const FILE: Grammar = Grammar {
    separators: &['=', '"', '.'],
    words: &[
        "NAME",
        "LEADER",
        "UNIT",
        "SCOPE",
        "ID",
        "CLASS",
        "container",
        "vm",
        "machine-a.scope",
        "00000000000000000000000000000001",
        "\"",
        "\\x2d",
        "#",
        " ",
        "..",
        "/",
        "\0",
        "\r",
    ],
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, |data, random| FILE.change(data, random))
});
