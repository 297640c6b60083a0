//! Reclaims memory of a group because a caller asks for it; no limit changes (kernel documentation,
//! admin-guide/cgroup-v2.rst, memory.reclaim).

use super::controllers::memory;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::{refused, system};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Errno, process, signals};
use std::time::{Duration, Instant};

/// How long it may take; a step in progress is not interrupted.
const LONGEST: Duration = Duration::from_secs(10);
/// The most that one step takes.
const STEP: Kib = Kib(32 << 10);

/// Reclaims up to `wanted`, in whole pages, and returns how much was reclaimed.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED where the kernel cannot, VIR_ERR_SYSTEM_ERROR when it
/// refuses.
pub fn reclaim(group: &OpenGroup<'_>, wanted: Kib) -> Result<Kib> {
    let Some(file) = group.version().reclaim else {
        return Err(unsupported("cgroup v1 has no way to reclaim some of a group's memory"));
    };
    let start = Instant::now();
    let mut reclaimed = 0;
    let page = Kib::from_bytes(process::page_size());
    // The kernel leaves out what is not a whole page.
    let wanted = Kib(wanted.0.checked_next_multiple_of(page.0.max(1)).unwrap_or(wanted.0));
    while reclaimed < wanted.0 && start.elapsed() < LONGEST && !signals::termination_pending() {
        let step = Kib((wanted.0 - reclaimed).min(STEP.0));
        match take(group, file, step)? {
            0 => break,
            taken => reclaimed += taken,
        }
    }
    Ok(Kib(reclaimed))
}

/// Reclaims one step; returns how much, in KiB. EAGAIN says that it was less: how much less, the
/// usage tells.
fn take(group: &OpenGroup<'_>, file: &str, step: Kib) -> Result<u64> {
    let usage = || memory::usage(group.version(), group);
    let before = usage()?;
    let bytes = step.0.saturating_mul(1024);
    match group.dir().write(file, format!("{bytes}\n").as_bytes()) {
        Ok(()) => Ok(step.0),
        Err(Errno::AGAIN | Errno::INTR) => Ok(before.0.saturating_sub(usage()?.0).min(step.0)),
        Err(Errno::NOENT) if group.dir().has(group.version().usage) => {
            Err(unsupported("this kernel has no memory.reclaim, which came with Linux 5.19"))
        }
        Err(errno) => {
            Err(system(errno, format_args!("write {bytes} to {file} of group '{}'", group.path())))
        }
    }
}

fn unsupported(detail: &str) -> Error {
    refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail)
}
