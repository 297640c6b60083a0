//! Waiting for files and for a wake-up from another thread.

use super::SysResult;
use rustix::io::{Errno, ioctl_fionbio};
use std::io::{PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::time::Duration;

pub use libc::{POLLERR, POLLHUP, POLLIN, POLLOUT, pollfd as Polled};

/// Waits until one of the files is ready, a signal arrives or the timeout expires; without
/// a timeout, for ever. The file descriptors are the program's: a closed one is reported
/// as POLLNVAL, a negative one is ignored.
pub fn wait(files: &mut [Polled], at_most: Option<Duration>) -> SysResult<()> {
    let count = libc::nfds_t::try_from(files.len()).map_err(|_| Errno::INVAL)?;
    let milliseconds = at_most.map_or(-1, |time| {
        // Rounded up, so that what is waited for is due afterwards.
        i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
    });
    // SAFETY: `files` has room for `count` entries, which poll alone writes to.
    let found = unsafe { libc::poll(files.as_mut_ptr(), count, milliseconds) };
    if found < 0 {
        return Err(Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::INVAL));
    }
    Ok(())
}

/// Ends the wait of a thread that polls it.
#[derive(Debug)]
pub struct Waker {
    reader: PipeReader,
    writer: PipeWriter,
}

impl Waker {
    /// Makes one; fails when the process may open no more files.
    pub fn new() -> std::io::Result<Self> {
        let (reader, writer) = std::io::pipe()?;
        ioctl_fionbio(&reader, true)?;
        ioctl_fionbio(&writer, true)?;
        Ok(Self { reader, writer })
    }

    /// What the waiting thread polls.
    pub fn polled(&self) -> Polled {
        Polled { fd: self.reader.as_raw_fd(), events: POLLIN, revents: 0 }
    }

    /// Ends the wait, or the next one.
    pub fn wake(&self) {
        // A full pipe wakes as well.
        let _ = (&self.writer).write(&[0]);
    }

    /// Clears the wake-ups so far.
    pub fn rest(&self) {
        let mut bytes = [0; 64];
        while matches!((&self.reader).read(&mut bytes), Ok(read) if read > 0) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wake_up_ends_one_wait() {
        let waker = Waker::new().unwrap();
        let mut polled = [waker.polled()];
        let ready = |polled: &mut [Polled]| {
            wait(polled, Some(Duration::ZERO)).unwrap();
            polled[0].revents != 0
        };
        assert!(!ready(&mut polled));
        waker.wake();
        waker.wake();
        assert!(ready(&mut polled));
        waker.rest();
        assert!(!ready(&mut polled));
    }
}
