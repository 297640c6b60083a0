//! Starts a program in a group, reparented to init (three clones).
//!
//! The caller may have other threads, a handler for SIGCHLD, or a loop that
//! waits for any child: none of them notices. Three processes are cloned, one
//! from the other. The intermediate one exits at once, with no exit signal, so that
//! only a wait for it in particular finds it; the second one, whose parent is init by
//! then, waits for the third one, which becomes the program, and records how it ends
//! (reaper.rs). All that needs memory or locks is prepared before: after the clone
//! there are system calls alone (child.rs).

mod child;
mod program;
mod reaper;
#[cfg(test)]
mod tests;

use super::poll::{self, POLLIN, Polled};
use super::signals::BlockedSignals;
use super::{Dir, Errno, SysResult};
use child::{GO, GO_ALONE, Prepared, READY};
pub use program::{Ids, Program, Step};
use rustix::fs::{Mode, OFlags};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType};
use rustix::pipe::PipeFlags;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::ptr::null;
use std::time::{Duration, Instant};

/// The group that a program starts in, and how it gets there.
#[derive(Debug, Clone, Copy)]
pub enum StartIn<'a> {
    /// The caller's.
    CallerGroup,
    /// This one, which the process joins before it does anything else.
    JoinAfterClone(&'a Dir),
    /// This one, with CLONE_INTO_CGROUP where the kernel has it (Linux 5.7, cgroup v2),
    /// else as [`Self::JoinAfterClone`].
    CloneIntoCgroup(&'a Dir),
}

/// Why a program was not started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// The step that failed.
    pub step: Step,
    /// Its error.
    pub errno: Errno,
}

impl Failure {
    /// The process has ended without reporting an error.
    pub fn killed() -> Self {
        Self { step: Step::Stay, errno: Errno::SRCH }
    }
}

fn clone_failed(errno: Errno) -> Failure {
    Failure { step: Step::Clone, errno }
}

/// How long a new process may take to get ready: a directory on a file system
/// that hangs must not block the caller for ever.
const READY_WAIT: Duration = Duration::from_secs(30);

/// How often the process is polled for having called execve, in case that another
/// process keeps its channel open.
const BEGIN_PAUSE: Duration = Duration::from_millis(20);

/// How long execve may take: the program's file may be on a file system that hangs.
const BEGIN_WAIT: Duration = Duration::from_secs(30);

/// A process that is in its group, set up for its program, and waits for permission to
/// call execve. It exits when this is dropped, or its creator exits, before that.
#[derive(Debug)]
pub struct Waiting {
    pid: i32,
    channel: OwnedFd,
    /// Its pidfd, to kill it although another process may keep its channel open; none
    /// on kernels without pidfds.
    process: Option<OwnedFd>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(process) = &self.process {
            let _ = pidfd_send_signal(process, Signal::KILL);
        }
    }
}

/// The files that a program and its end are written to.
#[derive(Debug)]
pub struct Output {
    /// What the program writes, and a line about its end.
    pub log: OwnedFd,
    /// How it ended: `exited STATUS`, `killed SIGNAL`, or `failed ERRNO` where nobody was
    /// left to be told that it cannot be executed; then `oom_kill COUNT` where that is not
    /// 0. A lock of it is held until then.
    pub end: OwnedFd,
    /// The file of the group with the line `oom_kill COUNT`, if there is one.
    pub counters: Option<OwnedFd>,
}

/// Makes a process for the program. What it writes goes to `output`; it reads
/// nothing, and has no other file open.
pub fn start(program: &Program, start_in: StartIn<'_>, output: Output) -> Result<Waiting, Failure> {
    let (channel, far_end) = channel().map_err(clone_failed)?;
    let mut waiting = Waiting { pid: 0, channel, process: None };
    let files = Files::prepare(start_in, output, far_end).map_err(clone_failed)?;
    let arguments = pointers(&program.arguments);
    let environment = pointers(&program.environment);
    let prepared = Prepared {
        path: program.path.as_ptr(),
        arguments: arguments.as_ptr(),
        environment: environment.as_ptr(),
        dir: program.dir.as_ptr(),
        ids: program.ids.as_ref(),
        input: files.input.as_raw_fd(),
        output: files.output.as_raw_fd(),
        channel: files.channel.as_raw_fd(),
        report: files.report.1.as_raw_fd(),
        reaper: reaper::Files {
            report: files.report.0.as_raw_fd(),
            log: files.output.as_raw_fd(),
            end: files.end.as_raw_fd(),
            counters: raw(files.counters.as_ref()),
        },
        members: raw(files.members.as_ref()),
        clone_into_group: raw(files.clone_into_group.as_ref()),
        files_max: rustix::process::getrlimit(rustix::process::Resource::Nofile).maximum,
    };
    clone_twice(&prepared).map_err(clone_failed)?;
    drop(files);
    match waiting.receive(READY_WAIT).map_err(clone_failed)? {
        Some((READY, pid)) => {
            waiting.pid = pid;
            let pid = Pid::from_raw(pid);
            waiting.process = pid.and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok());
            Ok(waiting)
        }
        Some(message) => Err(failure(message)),
        None => Err(Failure::killed()),
    }
}

impl Waiting {
    /// The process's pid.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Has the program begin; returns when it has. `has_begun` looks at the
    /// process, for when the channel stays open: another thread of the caller's
    /// may have forked meanwhile, and the copy has all that was open. One that
    /// takes longer than 30 s is ended: ETIMEDOUT.
    pub fn go(self, has_begun: impl Fn(i32) -> bool) -> Result<(), Failure> {
        self.go_within(BEGIN_WAIT, has_begun)
    }

    fn go_within(
        mut self,
        at_most: Duration,
        has_begun: impl Fn(i32) -> bool,
    ) -> Result<(), Failure> {
        self.send(GO)?;
        let end = Instant::now() + at_most;
        loop {
            match self.receive(BEGIN_PAUSE) {
                Ok(Some(message)) => return Err(failure(message)),
                Ok(None) => break,
                Err(Errno::TIMEDOUT) if has_begun(self.pid) => break,
                Err(Errno::TIMEDOUT) if Instant::now() < end => {}
                // It exited without reading the message.
                Err(Errno::CONNRESET) => return Err(Failure::killed()),
                Err(errno) => return Err(Failure { step: Step::Begin, errno }),
            }
        }
        self.process = None;
        Ok(())
    }

    /// Has the program begin as soon as the process runs again, which is frozen
    /// now. That execve fails is recorded as the program's end.
    pub fn go_when_thawed(mut self) -> Result<(), Failure> {
        self.send(GO_ALONE)?;
        self.process = None;
        Ok(())
    }

    fn send(&self, word: u8) -> Result<(), Failure> {
        let sent = rustix::io::retry_on_intr(|| {
            rustix::net::send(&self.channel, &[word], SendFlags::NOSIGNAL)
        });
        match sent {
            Ok(_) => Ok(()),
            Err(Errno::PIPE | Errno::CONNRESET) => Err(Failure::killed()),
            Err(errno) => Err(clone_failed(errno)),
        }
    }

    /// The next message, or none when there will be no more; ETIMEDOUT when it
    /// takes longer.
    fn receive(&self, at_most: Duration) -> SysResult<Option<(i32, i32)>> {
        let end = Instant::now() + at_most;
        let mut polled = [Polled { fd: self.channel.as_raw_fd(), events: POLLIN, revents: 0 }];
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match poll::wait(&mut polled, Some(left)) {
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
                Ok(()) if polled.iter().any(|file| file.revents != 0) => break,
                Ok(()) if left.is_zero() => return Err(Errno::TIMEDOUT),
                Ok(()) => {}
            }
        }
        let mut message = [0; 8];
        let (_, len) = rustix::io::retry_on_intr(|| {
            rustix::net::recv(&self.channel, &mut message, RecvFlags::empty())
        })?;
        let (kind, value) = message.split_at(4);
        let number = |bytes: &[u8]| bytes.try_into().map(i32::from_ne_bytes).ok();
        Ok(if len == message.len() { number(kind).zip(number(value)) } else { None })
    }
}

fn failure((step, errno): (i32, i32)) -> Failure {
    let step = Step::REPORTED.into_iter().find(|known| *known as i32 == step);
    Failure { step: step.unwrap_or(Step::Clone), errno: Errno::from_raw_os_error(errno) }
}

/// The process's files, open under descriptors that do not collide with its own.
struct Files {
    input: OwnedFd,
    output: OwnedFd,
    end: OwnedFd,
    counters: Option<OwnedFd>,
    channel: OwnedFd,
    report: (OwnedFd, OwnedFd),
    members: Option<OwnedFd>,
    clone_into_group: Option<OwnedFd>,
}

impl Files {
    fn prepare(start_in: StartIn<'_>, output: Output, channel: OwnedFd) -> SysResult<Self> {
        let flags = OFlags::RDWR | OFlags::CLOEXEC;
        let input = rustix::fs::open("/dev/null", flags, Mode::empty())?;
        let (members, clone_into_group) = match start_in {
            StartIn::CallerGroup => (None, None),
            StartIn::JoinAfterClone(group) => (Some(members(group)?), None),
            StartIn::CloneIntoCgroup(group) => {
                (Some(members(group)?), Some(out_of_the_way(group)?))
            }
        };
        let flags = PipeFlags::CLOEXEC | PipeFlags::NONBLOCK;
        let (read, write) = rustix::pipe::pipe_with(flags)?;
        Ok(Self {
            input: out_of_the_way(&input)?,
            output: out_of_the_way(&output.log)?,
            end: out_of_the_way(&output.end)?,
            counters: output.counters.map(|file| out_of_the_way(&file)).transpose()?,
            report: (out_of_the_way(&read)?, out_of_the_way(&write)?),
            channel: out_of_the_way(&channel)?,
            members,
            clone_into_group,
        })
    }
}

/// The file of a group that a process joins it by.
fn members(group: &Dir) -> SysResult<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    out_of_the_way(&rustix::fs::openat(group, "cgroup.procs", flags, Mode::empty())?)
}

/// A duplicate of a file, with a descriptor that is not about to be replaced.
fn out_of_the_way(file: &impl AsFd) -> SysResult<OwnedFd> {
    rustix::io::fcntl_dupfd_cloexec(file, child::FIRST_FREE)
}

fn raw(file: Option<&OwnedFd>) -> RawFd {
    file.map_or(-1, AsRawFd::as_raw_fd)
}

/// Both ends of what creator and process talk through.
fn channel() -> SysResult<(OwnedFd, OwnedFd)> {
    let flags = SocketFlags::CLOEXEC;
    rustix::net::socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, flags, None)
}

/// What execve takes: pointers, and NULL behind the last.
fn pointers(texts: &[CString]) -> Vec<*const libc::c_char> {
    texts.iter().map(|text| CStr::as_ptr(text)).chain([null()]).collect()
}

/// Clones the intermediate process, which clones the others, and reaps it.
fn clone_twice(prepared: &Prepared<'_>) -> SysResult<()> {
    let held = BlockedSignals::all();
    // SAFETY: with nothing shared and no stack of its own the new process has a
    // copy of all that this one has, and goes on here. It makes system calls alone,
    // on what stands in `prepared`, and does not return.
    let middle = unsafe {
        let pid = child::clone_plainly();
        if pid == 0 {
            child::middle(prepared);
        }
        pid
    };
    let failed = last_errno();
    drop(held);
    match i32::try_from(middle) {
        Ok(pid) if pid > 0 => reap(pid),
        _ => Err(failed),
    }
}

/// Waits for a child without an exit signal. If another thread that waits for such
/// children was faster, that is no error.
fn reap(pid: i32) -> SysResult<()> {
    loop {
        // SAFETY: the status is not asked for.
        let reaped = unsafe { libc::waitpid(pid, std::ptr::null_mut(), libc::__WALL) };
        match if reaped < 0 { last_errno() } else { Errno::CHILD } {
            Errno::INTR => {}
            Errno::CHILD => return Ok(()),
            errno => return Err(errno),
        }
    }
}

fn last_errno() -> Errno {
    Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::INVAL)
}
