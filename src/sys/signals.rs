//! Signals that wait.

use std::mem::MaybeUninit;

/// Keeps signals from the calling thread until dropped: they come then. What
/// cannot wait, SIGKILL and SIGSTOP, is not kept.
///
/// cgroup v1 gives a limit write up when a signal comes, and a thread that is
/// signalled all the time would never get one done.
#[derive(Debug)]
pub struct Held {
    before: libc::sigset_t,
}

impl Held {
    /// Begins to keep them.
    pub fn all() -> Self {
        let mut every = MaybeUninit::uninit();
        let mut before = MaybeUninit::uninit();
        // SAFETY: sigfillset makes `every` a set. pthread_sigmask fails only for a
        // bad first argument, so `before` is the thread's mask.
        unsafe {
            libc::sigfillset(every.as_mut_ptr());
            libc::pthread_sigmask(libc::SIG_SETMASK, every.as_ptr(), before.as_mut_ptr());
            Self { before: before.assume_init() }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: `before` is a set that the kernel gave.
        unsafe {
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.before, std::ptr::null_mut())
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_blocked(signal: libc::c_int) -> bool {
        let mut now = MaybeUninit::uninit();
        // SAFETY: a mask is only asked for, and then read.
        unsafe {
            libc::pthread_sigmask(libc::SIG_SETMASK, std::ptr::null(), now.as_mut_ptr());
            libc::sigismember(now.as_ptr(), signal) == 1
        }
    }

    #[test]
    fn the_mask_comes_back() {
        assert!(!is_blocked(libc::SIGALRM));
        let held = Held::all();
        assert!(is_blocked(libc::SIGALRM));
        drop(held);
        assert!(!is_blocked(libc::SIGALRM));
    }
}
