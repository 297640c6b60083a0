//! What arrives from a libvirt daemon: the same in pieces of any size, and no payload that grows says something
//! else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use virmemctl::fuzzing::packets::{payload, read};

fuzz_target!(|data: &[u8]| {
    let [number, kind, rest @ ..] = data else { return };
    assert_eq!(read(rest, usize::from(*number)), read(rest, usize::MAX));
    let number = usize::from(*number) | usize::from(kind & 1) << 8;
    let said = payload(number, kind & 2 == 2, rest);
    if let Some(Ok(said)) = said {
        let longer = [rest, &[0; 40]].concat();
        assert_eq!(payload(number, kind & 2 == 2, &longer), Some(Ok(said)));
    }
});
