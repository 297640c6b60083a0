//! Advisory locks, shared by all processes that use the library.

use super::{Errno, SysResult};
use rustix::fs::{FlockOperation, flock};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

const FIRST_PAUSE: Duration = Duration::from_micros(20);
// Short compared to the time for which a lock is free between two holders, so that
// waiters are not starved.
const LONGEST_PAUSE: Duration = Duration::from_micros(200);

/// An exclusive lock on an open file or directory; released when dropped, or when the
/// process ends.
#[derive(Debug)]
pub struct Lock<F: AsFd> {
    held: F,
}

impl<F: AsFd> Lock<F> {
    /// Waits until the file is unlocked; ETIMEDOUT when that takes longer than `at_most`.
    ///
    /// Any user who may open the file can lock it, so the wait is bounded.
    pub fn wait(file: F, at_most: Duration) -> SysResult<Self> {
        // Most locks are free, and need no clock.
        let mut end = None;
        let mut pause = FIRST_PAUSE;
        loop {
            match flock(file.as_fd(), FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { held: file }),
                Err(Errno::INTR) => {}
                Err(Errno::WOULDBLOCK) => {
                    let now = Instant::now();
                    if now >= *end.get_or_insert(now + at_most) {
                        return Err(Errno::TIMEDOUT);
                    }
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(errno) => return Err(errno),
            }
        }
    }
}

impl<F: AsFd> Lock<F> {
    /// What is locked.
    pub fn held(&self) -> &F {
        &self.held
    }

    /// Leaves the file locked until all of its duplicates are closed.
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl<F: AsFd> Drop for Lock<F> {
    fn drop(&mut self) {
        // A lock that cannot be released ends with its file descriptor.
        let _ = flock(self.held.as_fd(), FlockOperation::Unlock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::sys::Dir;

    #[test]
    fn one_holder_at_a_time() {
        let temp = tempfile::tempdir().unwrap();
        let open = || Dir::open(temp.path()).unwrap();
        let held = Lock::wait(open(), Duration::ZERO).unwrap();
        let second = Lock::wait(open(), Duration::from_millis(5));
        assert_eq!(second.unwrap_err(), Errno::TIMEDOUT);
        drop(held);
        assert!(Lock::wait(open(), Duration::ZERO).is_ok());
    }
}
