//! Whether the process has forked since: what a child inherits of open files is shared with its
//! parent.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

/// The processes from the first one that used the library down to this one, counted. A child
/// begins with its parent's number, and gets the next one with its first question.
static NUMBER: AtomicU64 = AtomicU64::new(1);

/// A byte that the kernel sets to 0 in a child; none where it does not.
static MARK: LazyLock<Option<&'static AtomicU8>> = LazyLock::new(map_mark);

/// The process that [`NUMBER`] was counted in; only where there is no mark.
static COUNTED_IN: Mutex<u32> = Mutex::new(0);

const PAGE: usize = 4096;

/// The number of this process: another one than its parent's.
pub fn process_number() -> u64 {
    match *MARK {
        Some(mark) if mark.load(Ordering::Acquire) != 0 => NUMBER.load(Ordering::Acquire),
        mark => count(mark),
    }
}

/// Counts this process, unless another thread has.
#[cold]
fn count(mark: Option<&AtomicU8>) -> u64 {
    let mut counted_in = COUNTED_IN.lock().unwrap_or_else(PoisonError::into_inner);
    let pid = std::process::id();
    let is_counted = match mark {
        Some(mark) => mark.load(Ordering::Acquire) != 0,
        None => *counted_in == pid,
    };
    if !is_counted {
        NUMBER.fetch_add(1, Ordering::AcqRel);
        *counted_in = pid;
        mark.inspect(|mark| mark.store(1, Ordering::Release));
    }
    NUMBER.load(Ordering::Acquire)
}

/// madvise(2), MADV_WIPEONFORK: since Linux 4.14.
#[cfg(target_os = "linux")]
fn map_mark() -> Option<&'static AtomicU8> {
    let (protection, flags) =
        (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    // SAFETY: a new mapping at a place that the kernel chooses touches no other.
    let page = unsafe { libc::mmap(null_mut(), PAGE, protection, flags, -1, 0) };
    if page == libc::MAP_FAILED {
        return None;
    }
    // SAFETY: the page was just mapped, and nobody else knows of it.
    if unsafe { libc::madvise(page, PAGE, libc::MADV_WIPEONFORK) } != 0 {
        // SAFETY: as above.
        unsafe { libc::munmap(page, PAGE) };
        return None;
    }
    // SAFETY: the page is never unmapped, is readable and writable, and is used as this byte
    // alone, which is valid with any content.
    Some(unsafe { AtomicU8::from_ptr(page.cast()) })
}

#[cfg(not(target_os = "linux"))]
fn map_mark() -> Option<&'static AtomicU8> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_has_another_number() {
        let own = process_number();
        assert_eq!(process_number(), own);
        // SAFETY: the child makes system calls, touches a byte and two atomic numbers, and exits.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let other = process_number();
            let code = i32::from(other == own || other != process_number());
            // SAFETY: ends the child.
            unsafe { libc::_exit(code) };
        }
        let mut status = 0;
        // SAFETY: `status` is a place for a number.
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert_eq!(status, 0);
        assert_eq!(process_number(), own);
    }
}
