//! The threads of a running domain, and the CPUs that they may run on.

use super::cgroup::hierarchy::Host;
use super::cgroup::processes::{self, PASSES_MAX};
use super::cgroup::thread_group::{ThreadGroup, ThreadKind};
use super::error::{self, Failed};
use super::machine;
use super::monitor::{self, VmThread};
use super::open_domains::Live;
use crate::model::cpuset::CpuSet;
use crate::model::error::errno_text;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath, SysResult, affinity, process};

const FILE_MAX: usize = 64 << 10;

/// What a thread does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is the virtual CPU of that number.
    Vcpu(u32),
    /// It is the I/O thread of that number, as libvirt counts them.
    Iothread(u32),
    /// It does I/O for a virtual machine, and has no number.
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
    /// When it started, which with the number identifies it.
    start_time: u64,
    /// What it does.
    pub role: Role,
}

impl Thread {
    /// One of this number.
    #[cfg(test)]
    pub fn of_number(tid: i32) -> Self {
        Self { pid: tid, tid, start_time: 0, role: Role::Other }
    }

    /// Whether it is the same.
    fn is(&self, other: &Self) -> bool {
        self.tid == other.tid && self.start_time == other.start_time
    }

    /// Its directory in /proc; none where it has ended. Its files cannot be read any more when it
    /// has, even if another thread has its number by then.
    fn dir(self, host: &Host) -> Option<Dir> {
        let dir = task_dir(host, self.pid, self.tid)?;
        (start_time(&dir)? == self.start_time).then_some(dir)
    }

    fn text(self, host: &Host, file: &str) -> Option<String> {
        text(&self.dir(host)?, file)
    }

    /// The CPUs that it may run on; none where it has ended.
    pub fn allowed(self, host: &Host) -> Option<CpuSet> {
        allowed(&self.dir(host)?)
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

fn task_dir(host: &Host, pid: i32, tid: i32) -> Option<Dir> {
    host.proc.sub(&RelPath::new(&format!("{pid}/task/{tid}"))?).ok()
}

fn text(dir: &Dir, file: &str) -> Option<String> {
    let content = dir.read_all(file, FILE_MAX).ok()?;
    Some(String::from_utf8_lossy(&content).into_owned())
}

fn start_time(dir: &Dir) -> Option<u64> {
    let stat = process::parse_stat(&dir.read_all("stat", FILE_MAX).ok()?)?;
    Some(stat.start_time).filter(|_| !stat.ended)
}

fn allowed(dir: &Dir) -> Option<CpuSet> {
    let status = text(dir, "status")?;
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    CpuSet::parse(list.trim()).ok()
}

/// The threads of a domain. Those of a QEMU that has not named them do what its monitor tells, if it
/// has one and `may_ask`.
pub fn all(host: &Host, live: &Live, may_ask: bool) -> Result<Vec<Thread>> {
    let pids = processes::all(&live.dir)
        .during(format_args!("read cgroup.procs of group '{}'", live.group))?;
    let is_qemu = machine::is_qemu(host, live);
    let mut threads = Vec::new();
    for pid in pids.iter().copied().filter(|pid| *pid > 0) {
        let tasks = RelPath::new(&format!("{pid}/task")).and_then(|path| host.proc.sub(&path).ok());
        let entries = tasks.and_then(|tasks| tasks.entries().ok()).unwrap_or_default();
        for tid in entries.iter().filter_map(|entry| entry.name.parse().ok()) {
            let Some(dir) = task_dir(host, pid, tid) else { continue };
            let Some(start_time) = start_time(&dir) else { continue };
            let name = text(&dir, "comm").filter(|_| is_qemu);
            let role = name.map_or(Role::Other, |name| role(&name));
            threads.push(Thread { pid, tid, start_time, role });
        }
    }
    if is_qemu && !are_told(&threads) && may_ask {
        ask_monitor(host, live, &mut threads);
    }
    Ok(threads)
}

/// Whether it is known of a virtual machine's threads what they do: it has virtual CPUs at least.
pub fn are_told(threads: &[Thread]) -> bool {
    threads.iter().any(|thread| thread.role != Role::Other)
}

/// What a thread of QEMU's with this name does: with `-name debug-threads=on` they have names.
fn role(name: &str) -> Role {
    let name = name.trim();
    let vcpu = || name.strip_prefix("CPU ")?.split_once('/')?.0.parse().ok();
    match (vcpu(), name.strip_prefix("IO ")) {
        (Some(number), _) => Role::Vcpu(number),
        (None, Some(id)) if id != OF_MONITORS => iothread(id).map_or(Role::Io, Role::Iothread),
        (None, _) => Role::Other,
    }
}

/// The thread that serves QEMU's monitors.
const OF_MONITORS: &str = "mon_iothread";

/// The number of an I/O thread with this id, as libvirt names them.
fn iothread(id: &str) -> Option<u32> {
    match ThreadGroup::parse(id) {
        Some(ThreadGroup { kind: ThreadKind::Iothread, number }) => Some(number),
        _ => None,
    }
}

/// Has the monitor tell what threads do, where it can.
fn ask_monitor(host: &Host, live: &Live, threads: &mut [Thread]) {
    let Some((pid, told)) = monitor::threads(host, live) else { return };
    for thread in threads.iter_mut().filter(|thread| thread.pid == pid) {
        let mut same = told.iter().filter(|one| one.tid == i64::from(thread.tid));
        // Without a thread for each, all virtual CPUs share one.
        if let (Some(one), None) = (same.next(), same.next()) {
            thread.role = told_role(one);
        }
    }
}

fn told_role(told: &VmThread) -> Role {
    match (told.cpu, &told.id) {
        (Some(number), _) => Role::Vcpu(number),
        (None, Some(id)) => iothread(id).map_or(Role::Io, Role::Iothread),
        (None, None) => Role::Other,
    }
}

/// Threads that are pinned, with what they were allowed before.
pub struct Pins<'h> {
    host: &'h Host,
    cpus: &'h CpuSet,
    before: Vec<(Thread, CpuSet)>,
    done: Vec<Thread>,
}

impl<'h> Pins<'h> {
    /// None yet of these, which may be allowed something else with their group before they are
    /// pinned themselves.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for threads of another pid namespace.
    pub fn new(host: &'h Host, threads: Vec<Thread>, cpus: &'h CpuSet) -> Result<Self> {
        if !process::are_own(&host.proc) {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                "threads cannot be pinned here: they are in another pid namespace",
            ));
        }
        let before = threads.into_iter().filter_map(|it| Some((it, it.allowed(host)?))).collect();
        Ok(Self { host, cpus, before, done: Vec::new() })
    }

    /// Pins the threads that `list` gives, and those that they start meanwhile. One that ends is
    /// passed over.
    ///
    /// Errors: EAGAIN for threads that are started faster than they can be pinned.
    pub fn pin(&mut self, list: impl Fn() -> Result<Vec<Thread>>) -> Result<()> {
        for pass in 0..PASSES_MAX {
            let mut threads = list()?;
            threads.retain(|thread| pass == 0 || !self.is_done(thread));
            if threads.is_empty() {
                return Ok(());
            }
            for thread in threads {
                let pinned = set(self.host, thread, self.cpus);
                let doing = format_args!("pin thread {} to CPUs {}", thread.tid, self.cpus);
                let Some(before) = pinned.during(doing)? else { continue };
                self.done.push(thread);
                if !self.before.iter().any(|(known, _)| known.is(&thread)) {
                    self.before.push((thread, before));
                }
            }
        }
        Err(Errno::AGAIN).during("pin threads that are started all the time")
    }

    /// Those that a pinned thread starts are pinned as it is.
    fn is_done(&self, thread: &Thread) -> bool {
        self.done.iter().any(|known| known.is(thread))
            || thread.allowed(self.host).is_none_or(|cpus| cpus == *self.cpus)
    }

    /// Allows all of them again what they were allowed before, because of an error: that error, with
    /// what could not be done.
    pub fn undo(self, because: Error) -> Error {
        let mut failures = Vec::new();
        let changed = |(thread, before): &&(Thread, CpuSet)| {
            thread.allowed(self.host).is_some_and(|cpus| cpus != *before)
        };
        for (thread, before) in self.before.iter().rev().filter(changed) {
            if let Err(errno) = set(self.host, *thread, before) {
                failures.push(format!(
                    "and thread {} could not be pinned to CPUs {before} again: {}",
                    thread.tid,
                    errno_text(errno.raw_os_error())
                ));
            }
        }
        if failures.is_empty() { because } else { because.context(failures.join("; ")) }
    }
}

/// Sets the CPUs of a thread; what it was allowed before, none where it has ended.
///
/// The system call takes a number. Its thread has it until it ends, and its directory, which was opened
/// before, tells afterwards whether it has. Numbers are given in turn, so another thread could get this
/// one only if all others were given between two system calls.
fn set(host: &Host, thread: Thread, cpus: &CpuSet) -> SysResult<Option<CpuSet>> {
    let Some(dir) = thread.dir(host) else { return Ok(None) };
    let Some(before) = allowed(&dir) else { return Ok(None) };
    match affinity::set(thread.tid, cpus.iter()) {
        Err(Errno::SRCH) => return Ok(None),
        result => result?,
    }
    Ok(start_time(&dir).map(|_| before))
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
            ("IO iothread1\n", Role::Iothread(1)),
            ("IO disk\n", Role::Io),
            ("IO iothread\n", Role::Io),
            ("IO mon_iothread\n", Role::Other),
            ("qemu-system-x86\n", Role::Other),
            ("CPU x/KVM\n", Role::Other),
            ("ALL CPUs/TCG\n", Role::Other),
        ] {
            assert_eq!(role(name), wanted, "{name}");
        }
    }

    #[test]
    fn what_a_monitor_tells() {
        let told = |cpu, id: Option<&str>| VmThread { tid: 70, cpu, id: id.map(str::to_owned) };
        assert_eq!(told_role(&told(Some(3), None)), Role::Vcpu(3));
        assert_eq!(told_role(&told(None, Some("iothread2"))), Role::Iothread(2));
        assert_eq!(told_role(&told(None, Some("disk"))), Role::Io);
        assert_eq!(told_role(&told(None, None)), Role::Other);
    }

    #[test]
    fn a_number_that_another_thread_has_is_left_alone() {
        let temp = tempfile::tempdir().unwrap();
        let hosts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hosts/make-host");
        let made = std::process::Command::new(hosts).arg("v2-plain").arg(temp.path()).status();
        assert!(made.unwrap().success());
        let mut host = Host::find(temp.path()).unwrap();
        host.proc = Dir::open(std::path::Path::new("/proc")).unwrap();
        let pid = i32::try_from(std::process::id()).unwrap();
        let start_time = start_time(&task_dir(&host, pid, pid).unwrap()).unwrap();
        let thread = Thread { pid, tid: pid, start_time, role: Role::Other };
        let before = thread.allowed(&host).unwrap();
        let Some(last) = before.iter().last() else { return };
        let cpus: CpuSet = [last].into_iter().collect();
        let other = Thread { start_time: start_time + 1, ..thread };
        let pin = |thread: Thread| {
            let mut pins = Pins::new(&host, vec![thread], &cpus).unwrap();
            pins.pin(|| Ok(vec![thread])).unwrap();
            pins
        };
        pin(other);
        assert_eq!(thread.allowed(&host), Some(before.clone()));
        let pins = pin(thread);
        assert_eq!(thread.allowed(&host), Some(cpus.clone()));
        let because = error::invalid("no".to_owned());
        assert_eq!(pins.undo(because.clone()), because);
        assert_eq!(thread.allowed(&host), Some(before));
    }
}
