//! The threads of a running domain, and the CPUs that they may run on.

use super::cgroup::hierarchy::Host;
use super::cgroup::processes;
use super::error::{self, Failed};
use super::open_domains::Live;
use crate::model::cpuset::CpuSet;
use crate::model::{Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath, affinity, process};

const FILE_MAX: usize = 64 << 10;

/// What a thread does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is the virtual CPU of that number.
    Vcpu(u32),
    /// It does I/O for a virtual machine.
    Io,
    /// Anything else.
    Other,
}

/// A thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// Its process.
    pub pid: i32,
    /// Its own number.
    pub tid: i32,
    /// What it does.
    pub role: Role,
}

impl Thread {
    fn dir(self, host: &Host) -> Option<Dir> {
        host.proc.sub(&RelPath::new(&format!("{}/task/{}", self.pid, self.tid))?).ok()
    }

    fn text(self, host: &Host, file: &str) -> Option<String> {
        let content = self.dir(host)?.read_all(file, FILE_MAX).ok()?;
        Some(String::from_utf8_lossy(&content).into_owned())
    }

    /// The CPUs that it may run on; none where it has ended.
    pub fn allowed(self, host: &Host) -> Option<CpuSet> {
        let status = self.text(host, "status")?;
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
        CpuSet::parse(list.trim()).ok()
    }

    /// The CPU time that it used in nanoseconds, and the CPU that it ran on last.
    pub fn usage(self, host: &Host) -> Option<(u64, i32)> {
        let stat = self.text(host, "stat")?;
        let (_, rest) = stat.rsplit_once(')')?;
        let words: Vec<&str> = rest.split_ascii_whitespace().collect();
        let number = |place: usize| words.get(place)?.parse::<u64>().ok();
        let ticks = number(11)?.saturating_add(number(12)?);
        let cpu = number(36).and_then(|cpu| i32::try_from(cpu).ok()).unwrap_or(-1);
        Some((process::nanoseconds(ticks), cpu))
    }

    /// How long it waited for a CPU when it could run, in nanoseconds (kernel documentation,
    /// scheduler/sched-stats.rst).
    pub fn delay(self, host: &Host) -> Option<u64> {
        self.text(host, "schedstat")?.split_ascii_whitespace().nth(1)?.parse().ok()
    }

    /// How long the scheduler had it wait, by its own statistics, in nanoseconds: where these are
    /// on.
    pub fn wait(self, host: &Host) -> Option<u64> {
        let sched = self.text(host, "sched")?;
        let line = sched.lines().find(|line| line.trim_start().contains("wait_sum"))?;
        milliseconds(line.rsplit_once(':')?.1.trim())
    }
}

/// Milliseconds with six decimals, as the scheduler writes times, in nanoseconds.
fn milliseconds(text: &str) -> Option<u64> {
    let (whole, rest) = text.split_once('.')?;
    let rest = Some(rest).filter(|rest| rest.len() == 6)?.parse::<u64>().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(rest)
}

/// The threads of a domain.
pub fn all(host: &Host, live: &Live) -> Result<Vec<Thread>> {
    let pids = processes::all(&live.dir)
        .during(format_args!("read cgroup.procs of group '{}'", live.group))?;
    let mut threads = Vec::new();
    for pid in pids.into_iter().filter(|pid| *pid > 0) {
        let tasks = RelPath::new(&format!("{pid}/task")).and_then(|path| host.proc.sub(&path).ok());
        let entries = tasks.and_then(|tasks| tasks.entries().ok()).unwrap_or_default();
        for tid in entries.iter().filter_map(|entry| entry.name.parse().ok()) {
            let thread = Thread { pid, tid, role: Role::Other };
            let name = thread.text(host, "comm").filter(|_| live.domain.is_qemu);
            threads.push(Thread { role: name.map_or(Role::Other, |name| role(&name)), ..thread });
        }
    }
    Ok(threads)
}

/// What a thread of QEMU's with this name does: with `-name debug-threads=on` they have names.
fn role(name: &str) -> Role {
    let name = name.trim();
    let vcpu = || name.strip_prefix("CPU ")?.split_once('/')?.0.parse().ok();
    match vcpu() {
        Some(number) => Role::Vcpu(number),
        None if name.starts_with("IO ") => Role::Io,
        None => Role::Other,
    }
}

/// Pins threads: all of them, or none. One that has ended is passed over.
pub fn pin(host: &Host, threads: &[Thread], cpus: &CpuSet) -> Result<()> {
    if !process::are_own(&host.proc) {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "threads cannot be pinned here: they are in another pid namespace",
        ));
    }
    let mut done = Vec::new();
    for thread in threads {
        let Some(old) = thread.allowed(host) else { continue };
        match affinity::set(thread.tid, cpus.iter()) {
            Ok(()) => done.push((*thread, old)),
            Err(Errno::SRCH) => {}
            Err(errno) => {
                roll_back(&done);
                let doing = format_args!("pin thread {} to CPUs {cpus}", thread.tid);
                return Err(error::system(errno, doing));
            }
        }
    }
    Ok(())
}

fn roll_back(done: &[(Thread, CpuSet)]) {
    for (thread, old) in done.iter().rev() {
        let _ = affinity::set(thread.tid, old.iter());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_scheduler() {
        assert_eq!(milliseconds("12.345678"), Some(12_345_678));
        assert_eq!(milliseconds("0.000001"), Some(1));
        for text in ["", "1", "1.5", "x.000001", "-1.000000", "99999999999999999999.000000"] {
            assert_eq!(milliseconds(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_qemu_threads() {
        for (name, wanted) in [
            ("CPU 0/KVM\n", Role::Vcpu(0)),
            ("CPU 12/TCG\n", Role::Vcpu(12)),
            ("IO iothread1\n", Role::Io),
            ("qemu-system-x86\n", Role::Other),
            ("CPU x/KVM\n", Role::Other),
            ("ALL CPUs/TCG\n", Role::Other),
        ] {
            assert_eq!(role(name), wanted, "{name}");
        }
    }
}
