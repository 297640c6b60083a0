//! Metadata: an element comes out of its namespace as it went in.
#![no_main]

use fuzz::{documents, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::documents::{size, through_namespace};

const URI: &str = "urn:k";

fuzz_target!(|data: &[u8]| {
    // One that declares the namespace itself loses that declaration, as with libvirt.
    let is_declared = data.windows(URI.len()).any(|window| window == URI.as_bytes());
    if !is_declared && let Ok(first) = through_namespace(data, URI, "k") {
        let second = through_namespace(first.as_bytes(), URI, "k");
        assert_eq!(second.as_ref(), Ok(&first), "of {}", String::from_utf8_lossy(data));
    }
    if let Ok((size, again)) = size(data) {
        assert_eq!(size, again);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, documents::change)
});
