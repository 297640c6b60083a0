//! Domain documents: what is written of one that was read is read again, and written the same.
#![no_main]

use fuzz::checks::{fixed_point, settles};
use fuzz::{documents, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use virmemctl::fuzzing::documents::{Form, check, fragment, of_owner, of_user, tree};
use virmemctl::fuzzing::state_files::own_document;

fuzz_target!(|data: &[u8]| {
    fixed_point("tree", data, tree);
    fixed_point("fragment", data, fragment);
    settles("another owner's", data, of_owner);
    let _ = check(data);
    if settles("whole", data, |xml| of_user(xml, Form::Whole)) {
        settles("public", data, |xml| of_user(xml, Form::Public));
        settles("migratable", data, |xml| of_user(xml, Form::Migratable));
    }
    settles("of this host", data, |xml| own_document(xml, false));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, documents::change)
});
