//! Kills and signals the processes of a group.

use super::freezer::Freezer;
use super::hierarchy::Host;
use super::processes;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, GONE, system};
use crate::model::{Result, virErrorNumber};
use crate::sys::process::{self, Signal};
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// How long killing all processes of a group may take.
const KILL_WAIT: Duration = Duration::from_secs(20);

/// How long one round of signals is waited for, and how long freezing may take.
const ROUND: Duration = Duration::from_millis(500);

/// How often a group is polled for being empty.
const PAUSE: Duration = Duration::from_millis(1);

/// Kills all processes of a group, if it exists. See [`kill_open`].
pub fn kill_all(host: &Host, group: &RelPath) -> Result<()> {
    match host.memory.open(group) {
        Err(errno) if GONE.contains(&errno) => Ok(()),
        dir => kill_open(host, group, &dir.during(format_args!("open group '{group}'"))?),
    }
}

/// Kills all processes of an open group and of its descendants, however fast they
/// fork, and waits until they are gone. A later group of the same name is left alone.
///
/// Errors: VIR_ERR_SYSTEM_ERROR with ETIMEDOUT when some are left after
/// 20 s, and what [`check_own`] says.
pub fn kill_open(host: &Host, group: &RelPath, dir: &Dir) -> Result<()> {
    check_own(host)?;
    let doing = format_args!("end the processes of group '{group}'");
    let killed = match host.memory.version.kill.map(|file| dir.write(file, b"1")) {
        None | Some(Err(Errno::NOENT)) => kill_by_pid(host, group, dir),
        Some(Err(errno)) if GONE.contains(&errno) => Ok(()),
        Some(killed) => killed,
    };
    killed.during(doing)?;
    if wait_until_empty(dir, KILL_WAIT) {
        return Ok(());
    }
    Err(system(Errno::TIMEDOUT, doing))
}

/// Refuses to signal processes by the pids of another pid namespace.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED
pub fn check_own(host: &Host) -> Result<()> {
    if process::are_own(&host.proc) {
        return Ok(());
    }
    Err(error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        "the URI's root is not this host's own: its /proc lists other processes",
    ))
}

/// Whether the caller is one of a group's processes, or would be frozen with them.
pub fn holds_caller(host: &Host, group: &RelPath) -> SysResult<bool> {
    let own = process::own_memberships(&host.proc)?;
    if host.memory.group_of(&own).is_some_and(|own| own.is_within(group)) {
        return Ok(true);
    }
    Freezer::find(host, group)?.map_or(Ok(false), |freezer| freezer.holds_caller())
}

/// Waits until a group has no process; whether that is so.
pub fn wait_until_empty(dir: &Dir, at_most: Duration) -> bool {
    let end = Instant::now() + at_most;
    while has_process(dir) {
        if Instant::now() >= end {
            return false;
        }
        std::thread::sleep(PAUSE);
    }
    true
}

/// Where that cannot be determined, a process is assumed.
fn has_process(dir: &Dir) -> bool {
    processes::any(dir).unwrap_or_else(|errno| !GONE.contains(&errno))
}

/// For kernels without cgroup.kill: freezes the group, so that no process forks
/// meanwhile, signals each, and thaws it, upon which the signals are delivered.
fn kill_by_pid(host: &Host, group: &RelPath, dir: &Dir) -> SysResult<()> {
    let end = Instant::now() + KILL_WAIT;
    loop {
        // A group that cannot be frozen is killed nevertheless.
        let freezer = Freezer::make(host, group).ok().flatten();
        let _ = freezer.as_ref().map(|freezer| freezer.freeze(ROUND));
        let killed = kill_each(host, group, dir);
        match freezer.map_or(Ok(()), |freezer| freezer.thaw()) {
            // Another process has found the group empty, and removed the freezer's group.
            Err(errno) if !GONE.contains(&errno) => return Err(errno),
            _ => {}
        }
        match killed {
            Err(errno) if !GONE.contains(&errno) => return Err(errno),
            _ if wait_until_empty(dir, ROUND) => return Ok(()),
            _ if Instant::now() >= end => return Err(Errno::TIMEDOUT),
            _ => {}
        }
    }
}

/// Sends SIGKILL to each process of the group. In a group that could not be frozen new
/// ones may have appeared meanwhile.
fn kill_each(host: &Host, group: &RelPath, dir: &Dir) -> SysResult<()> {
    for pid in processes::all(dir)? {
        signal_member(host, group, pid, Signal::KILL)?;
    }
    Ok(())
}

/// Signals a process if it is in the group or a descendant of it; whether it was.
pub fn signal_member(host: &Host, group: &RelPath, pid: i32, signal: Signal) -> SysResult<bool> {
    let is_member = || {
        let own = host.group_of(pid).ok().flatten();
        own.is_some_and(|own| own.is_within(group))
    };
    process::signal(pid, signal, is_member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{freezer, group};
    use std::io::Write;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    /// A group of its own on this machine; none where it cannot be made.
    struct Group {
        host: Host,
        path: RelPath,
    }

    impl Group {
        fn make(name: &str) -> Option<Self> {
            if !rustix::process::geteuid().is_root() {
                return None;
            }
            let host = Host::find(Path::new("/")).ok()?;
            let path = RelPath::new(&format!("virmemctl-{name}-{}", std::process::id()))?;
            group::make(&host, &path).unwrap();
            Some(Self { host, path })
        }

        fn start(&self, script: &str) -> Child {
            // It waits until it is inside, so that all that it forks is.
            let script = format!("read begin; {script}");
            let mut shell = Command::new("sh");
            let mut child = shell.args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap();
            let dir = self.host.memory.open(&self.path).unwrap();
            dir.write("cgroup.procs", child.id().to_string().as_bytes()).unwrap();
            child.stdin.take().unwrap().write_all(b"go\n").unwrap();
            child
        }

        fn count(&self) -> usize {
            let dir = self.host.memory.open(&self.path).unwrap();
            processes::all(&dir).unwrap().len()
        }

        fn wait_for(&self, count: usize) {
            let end = Instant::now() + Duration::from_secs(20);
            while self.count() < count {
                assert!(Instant::now() < end, "{} of {count}", self.count());
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            let _ = kill_all(&self.host, &self.path);
            freezer::remove(&self.host, &self.path).unwrap();
            let top = &self.host.memory.mount;
            for _ in 0..200 {
                if top.remove_dir(self.path.file_name()) != Err(Errno::BUSY) {
                    break;
                }
                std::thread::sleep(PAUSE);
            }
            assert!(!top.has(self.path.file_name()));
            let freezer = self.host.freezer.as_ref();
            assert!(!freezer.is_some_and(|freezer| freezer.has(self.path.file_name())));
        }
    }

    /// Processes each of which starts others all the time, and waits for them: so that
    /// this machine's first process need not, which may be slow.
    const BOMB: &str = "f() { while :; do (:); done; }; \
        i=0; while [ $i -ne 80 ]; do f & i=$((i+1)); done; sleep 100";

    fn end_a_bomb(name: &str, end: impl Fn(&Group)) {
        let Some(group) = Group::make(name) else { return };
        let mut first = group.start(&format!("sleep 0.1; {BOMB}"));
        group.wait_for(60);
        let begun = Instant::now();
        end(&group);
        assert_eq!(group.count(), 0);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        first.wait().unwrap();
    }

    #[test]
    fn a_fork_bomb_ends() {
        end_a_bomb("bomb", |group| kill_all(&group.host, &group.path).unwrap());
    }

    #[test]
    fn a_fork_bomb_ends_without_the_kernel_s_help() {
        end_a_bomb("by-pid", |group| {
            let dir = group.host.memory.open(&group.path).unwrap();
            kill_by_pid(&group.host, &group.path, &dir).unwrap();
        });
        end_a_bomb("no-freezer", |group| {
            let host = Host { freezer: None, ..Host::find(Path::new("/")).unwrap() };
            let dir = host.memory.open(&group.path).unwrap();
            kill_by_pid(&host, &group.path, &dir).unwrap();
        });
    }

    #[test]
    fn a_frozen_group_ends() {
        let Some(group) = Group::make("frozen") else { return };
        let Some(freezer) = Freezer::make(&group.host, &group.path).unwrap() else { return };
        let mut child = group.start("trap '' TERM; while :; do sleep 1; done");
        assert!(!is_frozen(&group));
        freezer.freeze(Duration::from_secs(5)).unwrap();
        assert!(is_frozen(&group));
        kill_all(&group.host, &group.path).unwrap();
        assert_eq!(group.count(), 0);
        child.wait().unwrap();
    }

    fn is_frozen(group: &Group) -> bool {
        freezer::is_frozen(&group.host, &group.path)
    }

    #[test]
    fn freezing_stops_all_and_thawing_has_them_go_on() {
        let Some(group) = Group::make("freeze") else { return };
        let Some(freezer) = Freezer::make(&group.host, &group.path).unwrap() else { return };
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().display();
        let script = format!("(while :; do echo >>{path}; done) & while :; do echo >>{path}; done");
        let mut child = group.start(&script);
        let size = || file.as_file().metadata().unwrap().len();
        for _ in 0..3 {
            freezer.freeze(Duration::from_secs(5)).unwrap();
            let frozen = size();
            std::thread::sleep(Duration::from_millis(30));
            assert_eq!(size(), frozen);
            freezer.thaw().unwrap();
            assert!(!is_frozen(&group));
            let end = Instant::now() + Duration::from_secs(30);
            while size() == frozen {
                assert!(Instant::now() < end);
                std::thread::sleep(PAUSE);
            }
        }
        kill_all(&group.host, &group.path).unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn only_members_are_signalled() {
        let Some(group) = Group::make("signal") else { return };
        let mut outside = Command::new("sleep").arg("100").spawn().unwrap();
        let pid = i32::try_from(outside.id()).unwrap();
        for (pid, sent) in [(pid, false), (0, false), (-1, false), (i32::MAX, false)] {
            assert_eq!(signal_member(&group.host, &group.path, pid, Signal::KILL), Ok(sent));
        }
        assert!(outside.try_wait().unwrap().is_none());
        let dir = group.host.memory.open(&group.path).unwrap();
        dir.write("cgroup.procs", pid.to_string().as_bytes()).unwrap();
        assert_eq!(signal_member(&group.host, &group.path, pid, Signal::KILL), Ok(true));
        outside.wait().unwrap();
    }
}
