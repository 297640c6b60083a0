//! Files that describe domains: libvirt's status files, and the library's own files.
#![no_main]

use fuzz::checks::{fixed_point, settles};
use fuzz::{documents, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::state_files::{definition, raised_group, record, running_document, status};

fuzz_target!(|data: &[u8]| {
    if let Ok(document) = status(data) {
        settles("status", document.as_bytes(), virmemctl::fuzzing::documents::of_owner);
    }
    settles("record", data, record);
    settles("document of a record", data, running_document);
    settles("definition", data, definition);
    fixed_point("raised group", data, raised_group);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, documents::change)
});
