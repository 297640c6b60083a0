//! Files of groups by which the kernel tells that something has happened: cgroup v1's
//! notifications by eventfd (kernel documentation, admin-guide/cgroup-v1/memory.rst, "Memory
//! thresholds"), and pressure stall information's triggers (accounting/psi.rst).

use super::{Dir, SysResult};
use rustix::event::{EventfdFlags, eventfd};
use rustix::fs::{Mode, OFlags, openat};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

/// An eventfd that counts what a file of a v1 group has to tell.
///
/// Errors: ENOENT where the group has no such file, EINVAL for arguments that it does not know,
/// EACCES, EMFILE.
pub fn notified(group: &Dir, file: &str, arguments: &str) -> SysResult<OwnedFd> {
    let counter = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
    let file = group.open_to_read(file)?;
    let (counter_fd, file_fd) = (counter.as_raw_fd(), file.as_raw_fd());
    group
        .write("cgroup.event_control", format!("{counter_fd} {file_fd} {arguments}").as_bytes())?;
    Ok(counter)
}

/// How often it was counted since the last call.
pub fn take_count(counter: impl AsFd) -> u64 {
    let mut count = [0; 8];
    match rustix::io::read(counter, &mut count) {
        Ok(8) => u64::from_ne_bytes(count),
        _ => 0,
    }
}

/// A trigger of a pressure file, which is urgent (POLLPRI) whenever it fires.
///
/// Errors: ENOENT, EOPNOTSUPP where the kernel has no pressure stall information; EINVAL for a
/// window that a user may not have; EACCES, EMFILE.
pub fn pressure_trigger(group: &Dir, file: &str, trigger: &str) -> SysResult<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let opened = openat(group, file, flags, Mode::empty())?;
    rustix::io::write(&opened, trigger.as_bytes())?;
    Ok(opened)
}
