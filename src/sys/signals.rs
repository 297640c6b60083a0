//! Blocked and pending signals.

use std::mem::MaybeUninit;

/// Blocks all signals of the calling thread until dropped; SIGKILL and SIGSTOP cannot
/// be blocked.
///
/// A limit write on cgroup v1 fails with EINTR when a signal arrives: a thread that
/// gets signals all the time would never complete one.
#[derive(Debug)]
pub struct BlockedSignals {
    before: libc::sigset_t,
}

impl BlockedSignals {
    /// Blocks them.
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

impl Drop for BlockedSignals {
    fn drop(&mut self) {
        // SAFETY: `before` is a set that the kernel gave.
        unsafe {
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.before, std::ptr::null_mut())
        };
    }
}

/// The signals that ask a program to terminate.
const TERMINATION: [libc::c_int; 4] = [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM];

/// Whether a termination signal is pending for the calling thread, and not ignored.
pub fn termination_pending() -> bool {
    let mut pending = MaybeUninit::uninit();
    // SAFETY: sigpending makes `pending` a set, or fails, and then it is not read.
    let pending = unsafe {
        if libc::sigpending(pending.as_mut_ptr()) != 0 {
            return false;
        }
        pending.assume_init()
    };
    // SAFETY: `pending` is a set that the kernel gave, and these are signals.
    let is_pending =
        |signal: &libc::c_int| unsafe { libc::sigismember(&raw const pending, *signal) == 1 };
    TERMINATION.iter().filter(|signal| is_pending(signal)).any(|signal| !is_ignored(*signal))
}

fn is_ignored(signal: libc::c_int) -> bool {
    let mut action = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: the action is only asked for, and read where it was given.
    unsafe {
        libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) == 0
            && action.assume_init().sa_sigaction == libc::SIG_IGN
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
    fn the_mask_is_restored() {
        assert!(!is_blocked(libc::SIGALRM));
        let held = BlockedSignals::all();
        assert!(is_blocked(libc::SIGALRM));
        drop(held);
        assert!(!is_blocked(libc::SIGALRM));
    }

    #[test]
    fn only_termination_signals_count() {
        let raise = |signal| {
            // SAFETY: the signal is blocked, as all are.
            unsafe { libc::pthread_kill(libc::pthread_self(), signal) };
        };
        let taken = |signal| {
            let mut set = MaybeUninit::uninit();
            // SAFETY: `set` is made a set, and the signal is pending.
            unsafe {
                libc::sigemptyset(set.as_mut_ptr());
                libc::sigaddset(set.as_mut_ptr(), signal);
                libc::sigwait(set.as_ptr(), &mut 0);
            }
        };
        let _held = BlockedSignals::all();
        raise(libc::SIGALRM);
        assert!(!termination_pending());
        raise(libc::SIGTERM);
        assert!(termination_pending());
        taken(libc::SIGTERM);
        taken(libc::SIGALRM);
        assert!(!termination_pending());
    }
}
