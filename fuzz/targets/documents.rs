//! Domain documents: what is written of one that was read is read again, and written the same.
#![no_main]

use fuzz::checks::{fixed_point, settles};
use fuzz::{documents, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::documents::{Form, check, fragment, of_owner, of_user, tree};
use virmemctl::fuzzing::state_files::own_document;

fuzz_target!(|data: &[u8]| {
    settles("whole", data, |xml| of_user(xml, Form::Whole));
    // One of the others, for speed; which one depends on the input alone.
    match data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) % 6 {
        0 => {
            fixed_point("tree", data, tree);
            fixed_point("fragment", data, fragment);
        }
        1 => {
            let _ = check(data);
        }
        2 => _ = settles("another owner's", data, of_owner),
        3 => _ = settles("public", data, |xml| of_user(xml, Form::Public)),
        4 => _ = settles("migratable", data, |xml| of_user(xml, Form::Migratable)),
        _ => _ = settles("of this host", data, |xml| own_document(xml, false)),
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, documents::change)
});
