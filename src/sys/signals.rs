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

/// The signals that ask a program to end.
const ENDS: [libc::c_int; 4] = [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM];

/// Whether a signal that asks the program to end waits for the calling thread.
/// One that is ignored does not ask.
pub fn end_is_asked() -> bool {
    let mut waiting = MaybeUninit::uninit();
    // SAFETY: sigpending makes `waiting` a set, or fails, and then it is not read.
    let waiting = unsafe {
        if libc::sigpending(waiting.as_mut_ptr()) != 0 {
            return false;
        }
        waiting.assume_init()
    };
    // SAFETY: `waiting` is a set that the kernel gave, and these are signals.
    let waits =
        |signal: &libc::c_int| unsafe { libc::sigismember(&raw const waiting, *signal) == 1 };
    ENDS.iter().filter(|signal| waits(signal)).any(|signal| !is_ignored(*signal))
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
    fn the_mask_comes_back() {
        assert!(!is_blocked(libc::SIGALRM));
        let held = Held::all();
        assert!(is_blocked(libc::SIGALRM));
        drop(held);
        assert!(!is_blocked(libc::SIGALRM));
    }

    #[test]
    fn only_a_signal_that_asks_for_the_end_does() {
        let raise = |signal| {
            // SAFETY: the signal waits, as all do.
            unsafe { libc::pthread_kill(libc::pthread_self(), signal) };
        };
        let taken = |signal| {
            let mut set = MaybeUninit::uninit();
            // SAFETY: `set` is made a set, and the signal waits.
            unsafe {
                libc::sigemptyset(set.as_mut_ptr());
                libc::sigaddset(set.as_mut_ptr(), signal);
                libc::sigwait(set.as_ptr(), &mut 0);
            }
        };
        let _held = Held::all();
        raise(libc::SIGALRM);
        assert!(!end_is_asked());
        raise(libc::SIGTERM);
        assert!(end_is_asked());
        taken(libc::SIGTERM);
        taken(libc::SIGALRM);
        assert!(!end_is_asked());
    }
}
