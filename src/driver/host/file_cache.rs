//! Cache of what the files of a directory were parsed to, by their fingerprints.

use crate::sys::{Errno, FileFingerprint, SysResult};
use std::sync::{Mutex, PoisonError};

/// What a file was parsed to, or why it cannot be.
pub type Parsed<T> = Result<T, String>;

/// A file of the directory.
#[derive(Debug, Clone)]
pub struct Cached<T> {
    /// Its name, as it was asked for.
    pub name: String,
    /// The fingerprint of what was parsed; none where it cannot be told.
    pub fingerprint: Option<FileFingerprint>,
    /// What it was parsed to.
    pub parsed: Parsed<T>,
}

/// The files that were parsed last, in the order of their names.
#[derive(Debug)]
pub struct FileCache<T>(Mutex<Vec<Entry<T>>>);

#[derive(Debug)]
struct Entry<T> {
    name: Box<str>,
    fingerprint: FileFingerprint,
    parsed: Result<T, Box<str>>,
}

impl<T> Default for FileCache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// The directory that a cache is of.
pub struct Source<F, R> {
    /// The present fingerprint of a file.
    pub fingerprint: F,
    /// Reads and parses a file.
    pub read: R,
}

impl<T: Clone> FileCache<T> {
    /// What these files, in the order of their names, are parsed to; those that have gone since
    /// they were listed are left out. All others are dropped from the cache.
    pub fn all<F, R>(&self, names: Vec<String>, source: &Source<F, R>) -> Vec<Cached<T>>
    where
        F: Fn(&str) -> SysResult<FileFingerprint>,
        R: Fn(&str) -> SysResult<(FileFingerprint, Parsed<T>)>,
    {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut before = std::mem::take(&mut *entries).into_iter().peekable();
        let mut now = Vec::with_capacity(names.len());
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            while before.next_if(|entry| *entry.name < *name).is_some() {}
            let known = before.next_if(|entry| *entry.name == *name);
            let is_same = |entry: &Entry<T>| {
                (source.fingerprint)(&name).is_ok_and(|now| now == entry.fingerprint)
            };
            let entry = match known.filter(is_same) {
                Some(entry) => Ok(entry),
                None => read(&name, source),
            };
            match entry {
                Ok(entry) => {
                    let parsed = entry.parsed.clone().map_err(String::from);
                    all.push(Cached { name, fingerprint: Some(entry.fingerprint), parsed });
                    now.push(entry);
                }
                Err(Errno::NOENT) => {}
                Err(errno) => {
                    let fingerprint = (source.fingerprint)(&name).ok();
                    all.push(Cached { name, fingerprint, parsed: Err(reason(errno)) });
                }
            }
        }
        now.shrink_to_fit();
        *entries = now;
        all
    }
}

fn read<T, F, R>(name: &str, source: &Source<F, R>) -> SysResult<Entry<T>>
where
    R: Fn(&str) -> SysResult<(FileFingerprint, Parsed<T>)>,
{
    let (fingerprint, parsed) = (source.read)(name)?;
    Ok(Entry { name: name.into(), fingerprint, parsed: parsed.map_err(String::into_boxed_str) })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::Dir;
    use std::cell::Cell;
    use std::time::Duration;

    #[test]
    fn a_file_is_parsed_once_for_each_change() {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        let cache: FileCache<usize> = FileCache::default();
        let reads = Cell::new(0);
        let source = Source {
            fingerprint: |name: &str| dir.fingerprint(name),
            read: |name: &str| {
                reads.set(reads.get() + 1);
                let (fingerprint, content) = dir.read_own(name, 100)?;
                let parsed =
                    if content.is_empty() { Err("empty".to_owned()) } else { Ok(content.len()) };
                Ok((fingerprint, parsed))
            },
        };
        let put = |name: &str, text: &str| {
            std::fs::write(temp.path().join(name), text).unwrap();
            std::thread::sleep(Duration::from_millis(40));
        };
        let all = |names: &[&str]| {
            reads.set(0);
            let all = cache.all(names.iter().map(|name| (*name).to_owned()).collect(), &source);
            let parsed = all.into_iter().map(|file| (file.name, file.parsed.ok()));
            (parsed.collect::<Vec<_>>(), reads.get())
        };
        let is = |name: &str, len| (name.to_owned(), len);
        put("b", "12");
        put("d", "");
        assert_eq!(all(&["b", "c", "d"]), (vec![is("b", Some(2)), is("d", None)], 3));
        assert_eq!(all(&["b", "d"]), (vec![is("b", Some(2)), is("d", None)], 0));
        put("a", "1");
        put("d", "123");
        let found = vec![is("a", Some(1)), is("b", Some(2)), is("d", Some(3))];
        assert_eq!(all(&["a", "b", "d"]), (found, 2));
        assert_eq!(all(&["b"]), (vec![is("b", Some(2))], 0));
        assert_eq!(all(&["a"]), (vec![is("a", Some(1))], 1));
    }
}
