//! Processes, through a directory that is or looks like /proc.

use super::{Dir, Errno, RelPath, SysResult};
use rustix::fs::PROC_SUPER_MAGIC;
use rustix::process::{Pid, PidfdFlags};

pub use rustix::process::Signal;

const STAT_MAX: usize = 4096;
const FILE_MAX: usize = 4 << 20;

/// PF_KTHREAD in a task's flags.
const KERNEL_THREAD: u64 = 0x0020_0000;

/// PF_FORKNOEXEC in a task's flags.
const COPY: u64 = 0x40;

/// A process's /proc/PID/stat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Whether it is a zombie.
    pub ended: bool,
    /// Whether it is a kernel thread.
    pub is_kernel_thread: bool,
    /// Whether it has not called execve since it was cloned.
    pub is_copy: bool,
    /// The pid of its parent.
    pub parent: i32,
    /// CPU time used, in clock ticks, in user and in kernel mode.
    pub cpu_ticks: u64,
    /// Its start time in clock ticks after boot, which with the pid identifies it.
    pub start_time: u64,
}

/// The group of a process in one hierarchy, a line of /proc/PID/cgroup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The v1 controllers of the hierarchy, with commas between; empty for v2.
    pub controllers: String,
    /// The group's path from the hierarchy's root.
    pub path: String,
}

impl Membership {
    /// Whether the hierarchy has a v1 controller.
    pub fn has(&self, controller: &str) -> bool {
        !self.controllers.is_empty() && self.controllers.split(',').any(|name| name == controller)
    }
}

/// Whether this program has more privileges than its caller, as a setuid program has:
/// then the environment is not to be trusted.
pub fn has_raised_rights() -> bool {
    // SAFETY: reads a value of the auxiliary vector.
    unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
}

/// An environment variable that is UTF-8; none in a program with more rights than its caller's.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|_| !has_raised_rights())
}

/// The pids of all processes.
pub fn all(proc: &Dir) -> SysResult<Vec<i32>> {
    let entries = proc.entries()?;
    Ok(entries.iter().filter_map(|entry| entry.name.parse().ok()).collect())
}

/// The stat of a process; ESRCH when there is none of that pid.
pub fn stat(proc: &Dir, pid: i32) -> SysResult<Stat> {
    let mut buffer = [0; STAT_MAX];
    let content = proc.read_below(&file_of(pid, "stat")?, &mut buffer).map_err(gone)?;
    parse_stat(content).ok_or(Errno::INVAL)
}

/// The stat of a running process: ESRCH for a zombie, and for the tid of a thread, under
/// which /proc shows its process too.
pub fn running(proc: &Dir, pid: i32) -> SysResult<Stat> {
    let leader = leader(&status(proc, pid)?);
    let stat = stat(proc, pid)?;
    match leader {
        Some(leader) if leader == pid && !stat.ended => Ok(stat),
        _ => Err(Errno::SRCH),
    }
}

/// The pid of the process that a task's status is of.
pub fn leader(status: &str) -> Option<i32> {
    let leader = status.lines().find_map(|line| line.strip_prefix("Tgid:"));
    leader?.trim().parse().ok()
}

/// Whether the pids here are those of the caller's pid namespace: not in a made-up /proc,
/// nor in another namespace's.
pub fn are_own(proc: &Dir) -> bool {
    let is_proc = rustix::fs::fstatfs(proc).is_ok_and(|info| info.f_type == PROC_SUPER_MAGIC);
    is_proc && own_pid(proc).is_ok_and(|pid| u32::try_from(pid) == Ok(std::process::id()))
}

/// Sends a signal to the process with that pid, if `is_it` holds while it has the pid;
/// whether it was sent. A process that has reused the pid gets none.
pub fn signal(pid: i32, signal: Signal, is_it: impl FnOnce() -> bool) -> SysResult<bool> {
    let Some(pid) = (pid > 0).then(|| Pid::from_raw(pid)).flatten() else {
        return Ok(false);
    };
    let process = match rustix::process::pidfd_open(pid, PidfdFlags::empty()) {
        Err(Errno::NOSYS) => None,
        Err(Errno::SRCH) => return Ok(false),
        process => Some(process?),
    };
    if !is_it() {
        return Ok(false);
    }
    let sent = match process {
        Some(process) => rustix::process::pidfd_send_signal(&process, signal),
        None => rustix::process::kill_process(pid, signal),
    };
    match sent {
        Ok(()) => Ok(true),
        Err(Errno::SRCH) => Ok(false),
        Err(errno) => Err(errno),
    }
}

/// The effective uid of a process.
pub fn owner(proc: &Dir, pid: i32) -> SysResult<u32> {
    effective_user(&status(proc, pid)?).ok_or(Errno::INVAL)
}

/// The effective uid in a status.
pub fn effective_user(status: &str) -> Option<u32> {
    let users = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    users?.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// The text of /proc/PID/status.
pub fn status(proc: &Dir, pid: i32) -> SysResult<String> {
    let content = open(proc, pid)?.read_all("status", FILE_MAX).map_err(gone)?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// The size of a page of memory, in bytes.
pub fn page_size() -> u64 {
    u64::try_from(rustix::param::page_size()).unwrap_or(4096)
}

/// CPU time in nanoseconds, of clock ticks as /proc and cpuacct.stat count it.
pub fn nanoseconds(ticks: u64) -> u64 {
    ticks.saturating_mul(1_000_000_000 / rustix::param::clock_ticks_per_second().max(1))
}

/// The resident memory of a process, in bytes.
pub fn resident(proc: &Dir, pid: i32) -> SysResult<u64> {
    let mut buffer = [0; STAT_MAX];
    let dir = open(proc, pid)?;
    let content = dir.read("statm", &mut buffer).map_err(gone)?;
    let pages = String::from_utf8_lossy(content);
    let pages = pages.split_ascii_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.map(|pages| pages.saturating_mul(page_size())).ok_or(Errno::INVAL)
}

/// The groups of a process.
pub fn memberships(proc: &Dir, pid: i32) -> SysResult<Vec<Membership>> {
    let file = file_of(pid, "cgroup")?;
    let mut buffer = [0; STAT_MAX];
    let content = proc.read_below(&file, &mut buffer).map_err(gone)?;
    // The kernel makes the content as a whole: what does not fill the buffer is all.
    if content.len() < STAT_MAX {
        return Ok(parse_memberships(content));
    }
    Ok(parse_memberships(&proc.read_all_below(&file, FILE_MAX).map_err(gone)?))
}

/// The pid of the calling process, as /proc shows it.
pub fn own_pid(proc: &Dir) -> SysResult<i32> {
    let target = rustix::fs::readlinkat(proc, "self", Vec::new())?;
    let pid = target.to_str().ok().and_then(|target| target.parse().ok());
    pid.ok_or(Errno::INVAL)
}

/// The groups of the calling process.
pub fn own_memberships(proc: &Dir) -> SysResult<Vec<Membership>> {
    let content = proc.sub_through_link("self")?.read_all("cgroup", FILE_MAX)?;
    Ok(parse_memberships(&content))
}

/// The arguments a process was started with; empty for kernel threads.
pub fn arguments(proc: &Dir, pid: i32) -> SysResult<Vec<String>> {
    let content = open(proc, pid)?.read_all("cmdline", FILE_MAX).map_err(gone)?;
    Ok(parse_arguments(&content))
}

/// The arguments in a cmdline, which ends each with a NUL.
pub fn parse_arguments(content: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(content);
    text.trim_end_matches('\0').split('\0').map(str::to_owned).collect()
}

/// The path of the file that a process executes, as /proc shows it.
pub fn executable(proc: &Dir, pid: i32) -> SysResult<String> {
    let target = rustix::fs::readlinkat(open(proc, pid)?, "exe", Vec::new()).map_err(gone)?;
    Ok(String::from_utf8_lossy(target.to_bytes()).into_owned())
}

fn file_of(pid: i32, name: &str) -> SysResult<RelPath> {
    RelPath::new(&format!("{pid}/{name}")).ok_or(Errno::SRCH)
}

pub(super) fn open(proc: &Dir, pid: i32) -> SysResult<Dir> {
    let path = RelPath::new(&pid.to_string()).ok_or(Errno::SRCH)?;
    proc.sub(&path).map_err(gone)
}

pub(super) fn gone(errno: Errno) -> Errno {
    if errno == Errno::NOENT { Errno::SRCH } else { errno }
}

/// Reads a stat. The command's name, in parentheses, may hold blanks and parentheses itself,
/// so the fields are counted from the last closing one.
pub fn parse_stat(content: &[u8]) -> Option<Stat> {
    let text = String::from_utf8_lossy(content);
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Stat {
        ended: matches!(*fields.first()?, "Z" | "X" | "x"),
        is_copy: number(6)? & COPY != 0,
        is_kernel_thread: number(6)? & KERNEL_THREAD != 0,
        parent: fields.get(1)?.parse().ok()?,
        cpu_ticks: number(11)?.saturating_add(number(12)?),
        start_time: number(19)?,
    })
}

/// Reads the lines of /proc/PID/cgroup.
pub fn parse_memberships(content: &[u8]) -> Vec<Membership> {
    String::from_utf8_lossy(content)
        .lines()
        .filter_map(|line| {
            let mut fields = line.splitn(3, ':').skip(1);
            let controllers = fields.next()?;
            let path = fields.next()?;
            Some(Membership {
                controllers: controllers.to_owned(),
                path: path.strip_suffix(" (deleted)").unwrap_or(path).to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stat_with_an_awkward_name() {
        let line = b"42 (a) b (c) S 7 42 42 0 -1 4194560 1 0 0 0 11 22 0 0 20 0 1 0 987654 1 1\n";
        let stat = parse_stat(line).unwrap();
        assert_eq!((stat.parent, stat.cpu_ticks, stat.start_time), (7, 33, 987_654));
        assert!(!stat.ended && !stat.is_kernel_thread);
        let zombie = String::from_utf8_lossy(line).replace(") S 7", ") Z 7");
        assert!(parse_stat(zombie.as_bytes()).unwrap().ended);
        assert_eq!(parse_stat(b"42 (a S 7"), None);
        assert_eq!(parse_stat(b""), None);
    }

    #[test]
    fn memberships_of_both_versions() {
        let lines = parse_memberships(b"4:memory,x:/a:b\n1:name=systemd:/\n0::/c (deleted)\nbad\n");
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].controllers, "memory,x");
        assert!(lines[0].has("x") && !lines[0].has("m") && !lines[2].has(""));
        assert_eq!(lines[0].path, "/a:b");
        assert!(lines[2].controllers.is_empty());
        assert_eq!(lines[2].path, "/c");
    }

    #[test]
    fn this_process() {
        let proc = Dir::open(std::path::Path::new("/proc")).unwrap();
        let pid = i32::try_from(std::process::id()).unwrap();
        assert!(all(&proc).unwrap().contains(&pid));
        assert_eq!(own_pid(&proc), Ok(pid));
        assert!(stat(&proc, pid).unwrap().start_time > 0);
        assert_eq!(stat(&proc, i32::MAX), Err(Errno::SRCH));
        assert!(running(&proc, pid).is_ok());
        let thread = std::thread::spawn(rustix::thread::gettid).join().unwrap();
        assert_eq!(running(&proc, thread.as_raw_nonzero().get()), Err(Errno::SRCH));
        assert!(!arguments(&proc, pid).unwrap().is_empty());
        assert!(executable(&proc, pid).unwrap().starts_with('/'));
        assert_eq!(executable(&proc, i32::MAX), Err(Errno::SRCH));
    }
}
