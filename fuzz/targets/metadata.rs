//! Metadata: an element comes out of its namespace as it went in.
#![no_main]

use fuzz::{documents, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::documents::{size, through_namespace};

fuzz_target!(|data: &[u8]| {
    if let Ok(first) = through_namespace(data, "urn:k", "k") {
        let second = through_namespace(first.as_bytes(), "urn:k", "k");
        assert_eq!(second.as_ref(), Ok(&first), "of {}", String::from_utf8_lossy(data));
    }
    if let Ok((size, again)) = size(data) {
        assert_eq!(size, again);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, documents::change)
});
