//! Cache of parsed persistent definitions, keyed by file fingerprint.

use crate::model::domain::Uuid;
use crate::store::Store;
use crate::sys::{Errno, FileFingerprint};
use crate::xml::definition::Definition;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A domain that is defined.
#[derive(Debug, Clone)]
pub struct Defined {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its definition.
    pub definition: Arc<Definition>,
    /// Whether it is to start with the host.
    pub autostart: bool,
    /// Whether the document in the file has another name than the file.
    pub renamed: bool,
}

/// What a document was parsed to, or why it cannot be.
pub type Parsed = Result<Defined, String>;

/// The documents that were parsed last, by name.
#[derive(Debug, Default)]
pub struct DefinitionCache {
    entries: Mutex<BTreeMap<String, (FileFingerprint, Parsed)>>,
}

impl DefinitionCache {
    /// What these documents are parsed to; those that have gone since they were listed
    /// are left out. All others are dropped from the cache.
    pub fn all(
        &self,
        store: &Store,
        names: Vec<String>,
        parse: impl Fn(&str, &[u8]) -> Parsed,
    ) -> Vec<(String, Parsed)> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut before = std::mem::take(&mut *entries);
        let mut all = Vec::with_capacity(names.len());
        let read = |name: &str| {
            let (fingerprint, content) = store.read_with_fingerprint(name)?;
            Ok((fingerprint, parse(name, &content)))
        };
        for name in names {
            let is_same = |(fingerprint, _): &(FileFingerprint, Parsed)| {
                store.fingerprint(&name).is_ok_and(|now| now == *fingerprint)
            };
            let entry = before.remove(&name).filter(is_same).map(Ok);
            match entry.unwrap_or_else(|| read(&name)) {
                Ok(entry) => {
                    all.push((name.clone(), entry.1.clone()));
                    entries.insert(name, entry);
                }
                Err(Errno::NOENT) => {}
                Err(errno) => all.push((name, Err(reason(errno)))),
            }
        }
        all
    }
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
