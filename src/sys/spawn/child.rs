//! What the new process does between clone and execve.
//!
//! It is a copy of a process that may have other threads, so any lock may stay held for
//! ever here: nothing is allocated, and no function of the C library is called that
//! could take a lock or is a cancellation point. Each step is one system call. The C
//! library's setuid and its like would signal the other threads, which do not exist
//! here.

use super::program::{Ids, Step};
use super::reaper::{self, BEGUN, FAILED, UNTOLD};
use libc::{c_char, c_int, c_long, syscall};
use std::os::fd::RawFd;
use std::ptr::{null, null_mut};

/// The message of a process that is ready, sent with its pid. A failure is sent as its
/// step, with the errno.
pub(super) const READY: i32 = 0;

/// The creator's word that the program is to begin.
pub(super) const GO: u8 = 1;
/// ... and that nobody waits for it.
pub(super) const GO_ALONE: u8 = 2;

/// The file descriptors of the channel and of the pipe to the parent; those above them
/// are closed.
const CHANNEL: RawFd = 3;
const REPORT: RawFd = 4;

/// The first file descriptor that has no meaning in the new process.
pub(super) const FIRST_FREE: RawFd = REPORT + 1;

/// Signals have these numbers, and the kernel's set of them this size.
const SIGNALS: std::ops::RangeInclusive<c_long> = 1..=64;
const SIGNAL_SET: usize =
    if cfg!(any(target_arch = "mips", target_arch = "mips64")) { 16 } else { 8 };

/// CLONE_INTO_CGROUP.
const INTO_GROUP: u64 = 1 << 33;

#[cfg(not(any(target_arch = "x86", target_arch = "arm")))]
use libc::{SYS_setgroups as SET_GROUPS, SYS_setresgid as SET_GROUP, SYS_setresuid as SET_USER};
/// Where the first system calls of these names take ids of 16 bits.
#[cfg(any(target_arch = "x86", target_arch = "arm"))]
use libc::{
    SYS_setgroups32 as SET_GROUPS, SYS_setresgid32 as SET_GROUP, SYS_setresuid32 as SET_USER,
};

/// All that the new process needs, in the memory that was copied from its creator.
pub struct Prepared<'a> {
    pub path: *const c_char,
    pub arguments: *const *const c_char,
    pub environment: *const *const c_char,
    pub dir: *const c_char,
    pub ids: Option<&'a Ids>,
    pub input: RawFd,
    pub output: RawFd,
    pub channel: RawFd,
    /// The end of the pipe to the parent that is written to.
    pub report: RawFd,
    /// The parent's files.
    pub reaper: reaper::Files,
    /// The group's cgroup.procs, or -1.
    pub members: RawFd,
    /// The group's directory for CLONE_INTO_CGROUP, or -1.
    pub clone_into_group: RawFd,
    /// The limit of open files, for kernels without close_range.
    pub files_max: Option<u64>,
}

/// Clones the process, with nothing shared and no exit signal. All arguments are 0, so
/// their order, which differs between architectures, does not matter.
///
/// # Safety
/// As for fork: in the new process, only what is async-signal-safe.
pub unsafe fn clone_plainly() -> c_long {
    // SAFETY: the caller's promise.
    unsafe { syscall(libc::SYS_clone, 0_usize, 0_usize, 0_usize, 0_usize, 0_usize) }
}

/// The intermediate process: clones the program's parent, and exits.
///
/// # Safety
/// Only in a process that [`clone_plainly`] made, with what [`Prepared`] asks for.
pub unsafe fn middle(prepared: &Prepared<'_>) -> ! {
    // SAFETY: this process is such a one, and its clone goes on here as well.
    unsafe {
        match clone_plainly() {
            0 => parent(prepared),
            pid if pid < 0 => fail(prepared.channel, Step::Clone),
            _ => end(),
        }
    }
}

/// The program's parent: clones its process, and waits for its end.
unsafe fn parent(prepared: &Prepared<'_>) -> ! {
    // SAFETY: as for `middle`.
    unsafe {
        let mut inside = prepared.clone_into_group >= 0;
        let mut pid = if inside { clone_into(prepared.clone_into_group) } else { clone_plainly() };
        if pid < 0 && inside && matches!(errno(), libc::ENOSYS | libc::EINVAL | libc::E2BIG) {
            // An older kernel, or a seccomp filter.
            inside = false;
            pid = clone_plainly();
        }
        match pid {
            0 => begin(prepared, inside),
            pid if pid < 0 => fail(prepared.channel, Step::Clone),
            pid => reaper::reap(pid, prepared.reaper),
        }
    }
}

unsafe fn clone_into(group: RawFd) -> c_long {
    let Ok(group) = u64::try_from(group) else { return -1 };
    // struct clone_args, of which the last is the group.
    let arguments: [u64; 11] = [INTO_GROUP, 0, 0, 0, 0, 0, 0, 0, 0, 0, group];
    // SAFETY: the arguments are of the size that is given.
    unsafe { syscall(libc::SYS_clone3, arguments.as_ptr(), size_of_val(&arguments)) }
}

/// The program's process: sets itself up, waits for its creator's word, and executes
/// the program.
unsafe fn begin(prepared: &Prepared<'_>, inside: bool) -> ! {
    let mut channel = prepared.channel;
    // SAFETY: as for `middle`.
    unsafe {
        if !inside && prepared.members >= 0 {
            let joined = syscall(libc::SYS_write, prepared.members, c"0".as_ptr(), 1_usize);
            need(joined, channel, Step::Join);
        }
        syscall(libc::SYS_setsid);
        default_signals();
        syscall(libc::SYS_umask, 0o022);
        files(prepared, channel);
        channel = CHANNEL;
        prepared.ids.into_iter().for_each(|ids| become_user(ids, channel));
        need(syscall(libc::SYS_chdir, prepared.dir), channel, Step::Directory);
        send(channel, READY, own_pid());
        let word = wait_for_word(channel);
        reaper::report(REPORT, BEGUN, 0);
        syscall(libc::SYS_execve, prepared.path, prepared.arguments, prepared.environment);
        let errno = errno();
        reaper::report(REPORT, FAILED, errno);
        // A creator that is told may kill this process at once.
        if !(send(channel, Step::Begin as i32, errno) && word == GO) {
            reaper::report(REPORT, UNTOLD, 0);
        }
        end()
    }
}

/// Resets all signals to their defaults, and unblocks them.
unsafe fn default_signals() {
    // Larger than struct sigaction on any architecture; all zero is SIG_DFL.
    let default = [0_u64; 16];
    // SAFETY: the kernel reads what is large enough, and writes nothing.
    unsafe {
        for signal in SIGNALS {
            syscall(
                libc::SYS_rt_sigaction,
                signal,
                default.as_ptr(),
                null_mut::<u64>(),
                SIGNAL_SET,
            );
        }
        let set = libc::SIG_SETMASK;
        syscall(libc::SYS_rt_sigprocmask, set, default.as_ptr(), null_mut::<u64>(), SIGNAL_SET);
    }
}

unsafe fn files(prepared: &Prepared<'_>, channel: RawFd) {
    let kept = [
        (prepared.input, 0, 0),
        (prepared.output, 1, 0),
        (prepared.output, 2, 0),
        (channel, CHANNEL, libc::O_CLOEXEC),
        (prepared.report, REPORT, libc::O_CLOEXEC),
    ];
    // SAFETY: only this process's own file descriptors are changed.
    unsafe {
        for (file, to, flags) in kept {
            need(syscall(libc::SYS_dup3, file, to, flags), channel, Step::Files);
        }
        if syscall(libc::SYS_close_range, FIRST_FREE, u32::MAX, 0) != 0 {
            let max = prepared.files_max.unwrap_or(u64::MAX).min(1 << 20);
            let max = c_int::try_from(max).unwrap_or(c_int::MAX);
            for file in FIRST_FREE..max {
                syscall(libc::SYS_close, file);
            }
        }
    }
}

unsafe fn become_user(ids: &Ids, channel: RawFd) {
    let group = ids.group;
    // SAFETY: the list has as many entries as is said.
    unsafe {
        let listed = syscall(SET_GROUPS, ids.groups.len(), ids.groups.as_ptr());
        need(listed, channel, Step::Ids);
        need(syscall(SET_GROUP, group, group, group), channel, Step::Ids);
        if let Some(user) = ids.user {
            need(syscall(SET_USER, user, user, user), channel, Step::Ids);
        }
    }
}

/// Waits for the creator's word; exits when the creator has exited.
unsafe fn wait_for_word(channel: RawFd) -> u8 {
    let mut word = 0_u8;
    // SAFETY: there is room for the one byte.
    unsafe {
        loop {
            let read = syscall(libc::SYS_read, channel, &raw mut word, 1_usize);
            match read {
                1 => return word,
                read if read < 0 && errno() == libc::EINTR => {}
                _ => end(),
            }
        }
    }
}

unsafe fn need(result: c_long, channel: RawFd, step: Step) {
    if result < 0 {
        // SAFETY: as for the caller.
        unsafe { fail(channel, step) }
    }
}

unsafe fn fail(channel: RawFd, step: Step) -> ! {
    // SAFETY: as for the caller.
    unsafe {
        send(channel, step as i32, errno());
        end()
    }
}

/// Sends a message to the creator; whether it is there to receive it.
unsafe fn send(channel: RawFd, kind: i32, value: i32) -> bool {
    let message = [kind, value];
    // SAFETY: the message is of the size that is given; there is no address.
    unsafe {
        syscall(
            libc::SYS_sendto,
            channel,
            message.as_ptr(),
            size_of_val(&message),
            libc::MSG_NOSIGNAL,
            null::<u8>(),
            0,
        ) > 0
    }
}

unsafe fn own_pid() -> i32 {
    // SAFETY: nothing is passed.
    unsafe { syscall(libc::SYS_getpid) as i32 }
}

unsafe fn errno() -> c_int {
    // SAFETY: the place is this thread's own.
    unsafe { *libc::__errno_location() }
}

unsafe fn end() -> ! {
    loop {
        // SAFETY: it does not return.
        unsafe { syscall(libc::SYS_exit_group, 1) };
    }
}
