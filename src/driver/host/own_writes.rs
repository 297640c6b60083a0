//! What this connection has written lately, and so tells of by itself: a scan that finds it is not to take
//! it for another process's.

use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long it is remembered: a program's event loop may be busy for a while.
const REMEMBERED: Duration = Duration::from_secs(60);

/// How much is remembered at most.
const MOST: usize = 256;

/// What was written, by its hash, the oldest first.
#[derive(Debug, Default)]
pub struct OwnWrites(Mutex<VecDeque<(Instant, u64)>>);

impl OwnWrites {
    /// Remembers what is about to be written.
    pub fn note(&self, what: &(impl Hash + ?Sized)) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(at, _)| at.elapsed() < REMEMBERED);
        if known.len() >= MOST {
            known.pop_front();
        }
        known.push_back((Instant::now(), hash(what)));
    }

    /// Whether this was written.
    pub fn has(&self, what: &(impl Hash + ?Sized)) -> bool {
        let hash = hash(what);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().any(|(at, known)| *known == hash && at.elapsed() < REMEMBERED)
    }
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_lately() {
        let own = OwnWrites::default();
        assert!(!own.has("a"));
        own.note("a");
        own.note(&(1, Some("b")));
        assert!(own.has("a") && own.has(&(1, Some("b"))) && !own.has(&(1, None::<&str>)));
        (0..MOST).for_each(|number| own.note(&number));
        assert!(!own.has("a") && own.has(&(MOST - 1)));
    }
}
