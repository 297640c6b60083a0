//! The definitions as they were read last, so that a look at them need not read
//! each one again.

use super::definitions::{Defined, parse};
use crate::store::Store;
use crate::sys::{Errno, FileFingerprint};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a file defines, or why it defines nothing.
pub type Read = Result<Defined, String>;

/// What was read from each file, and the mark that the file had.
#[derive(Debug, Default)]
pub struct Parsed(Mutex<BTreeMap<String, (FileFingerprint, Read)>>);

impl Parsed {
    /// What these files hold, by their names; those that have gone since they were
    /// listed are left out. It remembers no others.
    pub fn all(&self, store: &Store, names: Vec<String>) -> Vec<(String, Read)> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut before = std::mem::take(&mut *known);
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            let same = |(mark, _): &(FileFingerprint, Read)| {
                store.fingerprint(&name).is_ok_and(|m| m == *mark)
            };
            let entry = before.remove(&name).filter(same).map(Ok);
            match entry.unwrap_or_else(|| read(store, &name)) {
                Ok(entry) => {
                    all.push((name.clone(), entry.1.clone()));
                    known.insert(name, entry);
                }
                Err(Errno::NOENT) => {}
                Err(errno) => all.push((name, Err(reason(errno)))),
            }
        }
        all
    }
}

fn read(store: &Store, name: &str) -> Result<(FileFingerprint, Read), Errno> {
    let (mark, content) = store.read_with_fingerprint(name)?;
    Ok((mark, parse(name, &content)))
}

fn reason(errno: Errno) -> String {
    match errno {
        Errno::PERM => "it is no plain file of root's or of its folder's owner that only they may \
                        write"
            .to_owned(),
        Errno::LOOP => "it is a symbolic link".to_owned(),
        _ => errno.to_string(),
    }
}
