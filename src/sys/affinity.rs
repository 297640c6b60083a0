//! The CPUs that threads may run on.

use super::{Errno, SysResult};
use rustix::process::Pid;
use rustix::thread::{CpuSet, sched_setaffinity};

/// Sets the CPUs that a thread may run on.
///
/// Errors: EINVAL where the kernel has none of them for it, ESRCH, EPERM.
pub fn set(thread: i32, cpus: impl IntoIterator<Item = u16>) -> SysResult<()> {
    let thread = (thread > 0).then(|| Pid::from_raw(thread)).flatten().ok_or(Errno::SRCH)?;
    let mut set = CpuSet::new();
    for cpu in cpus.into_iter().map(usize::from) {
        if cpu >= CpuSet::MAX_CPU {
            return Err(Errno::INVAL);
        }
        set.set(cpu);
    }
    sched_setaffinity(Some(thread), &set)
}
