//! Waits for many files whose readiness is told once: pressure stall information (kernel
//! documentation, accounting/psi.rst). A file descriptor of an epoll would not do: whoever polls
//! that takes what it has to tell. Linux's asynchronous I/O (io_submit(2), IOCB_CMD_POLL, since
//! Linux 4.18) keeps it.

use super::fork::process_number;
use super::kept_fd::KeptFd;
use super::{Errno, SysResult};
use rustix::event::{EventfdFlags, eventfd};
use std::collections::BTreeMap;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many files one waits for at most.
const MOST: libc::c_long = 2048;
/// How many answers are taken at a time.
const BATCH: usize = 64;

/// The kernel's structure for a request (linux/aio_abi.h).
#[repr(C)]
#[derive(Default)]
struct Request {
    data: u64,
    key: [u32; 2],
    opcode: u16,
    priority: i16,
    fd: u32,
    events: u64,
    bytes: u64,
    offset: i64,
    reserved: u64,
    flags: u32,
    signal: u32,
}

/// The kernel's structure for an answer.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Answer {
    data: u64,
    request: u64,
    result: i64,
    second: i64,
}

const IOCB_CMD_POLL: u16 = 5;
const IOCB_FLAG_RESFD: u32 = 1;

/// Files that are waited for.
pub struct AsyncPoll {
    context: libc::c_ulong,
    signal: OwnedFd,
    polled: Mutex<BTreeMap<u64, Polled>>,
    process: u64,
}

/// A file; its request has the same address as long as this.
struct Polled {
    file: KeptFd,
    request: Box<Request>,
}

impl AsyncPoll {
    /// Waits for none yet.
    ///
    /// Errors: ENOSYS where the kernel has no asynchronous I/O, EAGAIN where there is too much of
    /// it (fs.aio-max-nr), EMFILE.
    pub fn new() -> SysResult<Self> {
        let signal = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let mut context: libc::c_ulong = 0;
        // SAFETY: the place for the context is writable, and 0.
        check(unsafe { libc::syscall(libc::SYS_io_setup, MOST, &raw mut context) })?;
        let polled = Mutex::default();
        Ok(Self { context, signal, polled, process: process_number() })
    }

    /// What can be read when a file has told something, until [`Self::take`].
    pub fn signal(&self) -> SysResult<OwnedFd> {
        rustix::io::fcntl_dupfd_cloexec(&self.signal, 0)
    }

    /// Waits for a file with something urgent (POLLPRI), which is `number` from now on.
    ///
    /// Errors: EAGAIN where there are too many, EINVAL before Linux 4.18, EMFILE.
    pub fn add(&self, number: u64, file: OwnedFd) -> SysResult<()> {
        let file = KeptFd::new(file)?;
        let number_of = |fd: i32| u32::try_from(fd).map_err(|_| Errno::BADF);
        let request = Box::new(Request {
            data: number,
            opcode: IOCB_CMD_POLL,
            fd: number_of(file.as_fd().as_raw_fd())?,
            events: u64::from(libc::POLLPRI.unsigned_abs()),
            flags: IOCB_FLAG_RESFD,
            signal: number_of(self.signal.as_raw_fd())?,
            ..Request::default()
        });
        let mut polled = self.polled();
        self.submit(&request)?;
        polled.insert(number, Polled { file, request });
        Ok(())
    }

    fn submit(&self, request: &Request) -> SysResult<()> {
        let requests = [std::ptr::from_ref(request)];
        // SAFETY: the array has one request, which the kernel copies.
        let submitted = unsafe {
            libc::syscall(libc::SYS_io_submit, self.context, 1 as libc::c_long, requests.as_ptr())
        };
        check(submitted)
    }

    /// The files that have told something, which are waited for again.
    pub fn take(&self) -> Vec<u64> {
        let _ = rustix::io::read(&self.signal, &mut [0; 8]);
        let mut taken = Vec::new();
        loop {
            let answers = self.answers();
            let polled = self.polled();
            for answer in &answers {
                // One that is gone was cancelled.
                let Some(known) = polled.get(&answer.data) else { continue };
                let is_urgent = answer.result & i64::from(libc::POLLPRI) != 0;
                taken.extend(is_urgent.then_some(answer.data));
                // What its group has left with is over.
                let is_over = answer.result < 0 || known.file.check().is_err();
                if !is_over && (is_urgent || answer.result == 0) {
                    let _ = self.submit(&known.request);
                }
            }
            if answers.len() < BATCH {
                return taken;
            }
        }
    }

    fn answers(&self) -> Vec<Answer> {
        let mut answers = [Answer::default(); BATCH];
        let now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: there is room for that many answers, and the time is not changed.
        let found = unsafe {
            libc::syscall(
                libc::SYS_io_getevents,
                self.context,
                0 as libc::c_long,
                BATCH as libc::c_long,
                answers.as_mut_ptr(),
                &raw const now,
            )
        };
        let found = usize::try_from(found).unwrap_or_default();
        answers.get(..found).unwrap_or_default().to_vec()
    }

    /// Waits for a file no more, and closes it.
    pub fn remove(&self, number: u64) {
        let Some(polled) = self.polled().remove(&number) else { return };
        let mut answer = Answer::default();
        // SAFETY: the request has the address that it was submitted with.
        unsafe {
            libc::syscall(
                libc::SYS_io_cancel,
                self.context,
                std::ptr::from_ref::<Request>(&polled.request),
                &raw mut answer,
            );
        }
    }

    fn polled(&self) -> MutexGuard<'_, BTreeMap<u64, Polled>> {
        self.polled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for AsyncPoll {
    fn drop(&mut self) {
        // A child has no such context.
        if self.process == process_number() {
            // SAFETY: the context is this one's, and not used any more.
            unsafe { libc::syscall(libc::SYS_io_destroy, self.context) };
        }
    }
}

fn check(result: libc::c_long) -> SysResult<()> {
    if result >= 0 {
        return Ok(());
    }
    Err(Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::INVAL))
}
