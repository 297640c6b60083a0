//! Journals of sets.

use super::control_files::version;
use crate::driver::host::limits::change::Change;
use crate::driver::host::limits::control_file::Held;
use crate::driver::host::limits::journal::Journal;

/// A journal, written again; none where it cannot be read.
pub fn read(v1: bool, text: &str) -> Option<String> {
    Journal::parse(version(v1), text).map(|journal| journal.to_text())
}

/// The texts that the files of a journal hold after it was completed, and after it was rolled
/// back; `values` are what they hold before.
pub fn replay(v1: bool, text: &str, values: &[&[u8]]) -> Option<[Vec<String>; 2]> {
    let version = version(v1);
    let journal = Journal::parse(version, text)?;
    let files = journal.family()?.files(version);
    let values = files.iter().copied().zip(values).filter_map(|(file, value)| {
        let value = file.codec.parse(value)?;
        Some((file, value))
    });
    let held: Held = values.collect();
    let text = |change: Change| change.file.codec.text(change.new).into();
    let texts = |changes: Vec<_>| changes.into_iter().map(text).collect();
    Some([texts(journal.onward(&held)), texts(journal.back(&held))])
}
