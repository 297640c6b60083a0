//! The host driver on this machine's memory controller, with cgroups-rs as a second,
//! independent reader and writer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "kernel/properties.rs"]
mod properties;

use cgroups_rs::fs::cgroup::Cgroup;
use cgroups_rs::fs::cpu::CpuController;
use cgroups_rs::fs::hierarchies;
use cgroups_rs::fs::memory::MemController;
use common::{UNLIMITED, get, params, set, skip, value};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use virmemctl::api::{Connection, Domain};
use virmemctl::model::parameters::Family;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::{self, *};

const MIB: u64 = 1024;

/// Serializes the tests, which share the machine's groups and check which are left.
static ALONE: Mutex<()> = Mutex::new(());

/// A domain with a process that allocates memory on request.
struct TestGroup {
    child: Child,
    domain: Domain,
    connection: Connection,
    _alone: MutexGuard<'static, ()>,
}

impl TestGroup {
    /// `None`, with a skip message for the runner, if this machine cannot run one.
    fn start(test: &str) -> Option<Self> {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        if !rustix::process::geteuid().is_root() {
            skip(test, "not root");
            return None;
        }
        let connection = match Connection::open(Some("cgroup:///system"), 0) {
            Ok(connection) => connection,
            Err(error) => {
                skip(test, &error.message());
                return None;
            }
        };
        let script =
            "read go; kept=$(head -c 12582912 /dev/zero | tr '\\0' x); echo taken; read end";
        let child = Command::new("sh")
            .args(["-c", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        let domain = connection.attach(pid, Some(&format!("virmemctl-rust-{pid}")), 0).unwrap();
        Some(Self { child, domain, connection, _alone: alone })
    }

    /// Makes the process allocate 12 MiB and keep them.
    fn take_memory(&mut self) {
        writeln!(self.child.stdin.as_mut().unwrap(), "go").unwrap();
        let mut line = String::new();
        BufReader::new(self.child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "taken\n");
    }

    fn is_v1(&self) -> bool {
        get(&self.domain).len() == 3
    }

    fn group(&self) -> String {
        format!("machine/virmemctl-{}", self.domain.name())
    }
}

impl Drop for TestGroup {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // The lookup after the last process has ended removes the group.
        let gone = self.connection.lookup_by_name(self.domain.name()).map(|_| ()).unwrap_err();
        assert_eq!(gone.code(), VIR_ERR_NO_DOMAIN);
    }
}

#[test]
fn cgroups_rs_reads_what_was_set_and_sets_what_is_read() {
    let Some(test_group) = TestGroup::start("cgroups_rs_reads_what_was_set_and_sets_what_is_read")
    else {
        return;
    };
    assert_eq!(
        set(&test_group.domain, &[("hard_limit", 64 * MIB), ("soft_limit", 32 * MIB)]),
        Ok(())
    );
    let group = Cgroup::load(hierarchies::auto(), test_group.group());
    let memory: &MemController = group.controller_of().unwrap();
    assert_eq!(memory.memory_stat().limit_in_bytes, 64 << 20);
    if test_group.is_v1() {
        assert_eq!(memory.memory_stat().soft_limit_in_bytes, 32 << 20);
    }
    memory.set_limit(48 << 20).unwrap();
    assert_eq!(value(&test_group.domain, "hard_limit"), 48 * MIB);
    memory.set_limit(-1).unwrap();
    assert_eq!(value(&test_group.domain, "hard_limit"), UNLIMITED);
}

/// The scheduler parameters: the shares, the period and the quota of the whole domain.
fn scheduling(domain: &Domain) -> (u64, u64, i64) {
    let params = domain.parameters(Family::Scheduler, "", 0).unwrap();
    let find = |name| &params.iter().find(|param| param.field == name).unwrap().value;
    match (find("cpu_shares"), find("global_period"), find("global_quota")) {
        (Value::ULLong(shares), Value::ULLong(period), Value::LLong(quota)) => {
            (*shares, *period, *quota)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn cgroups_rs_reads_the_scheduler_parameters_and_sets_what_is_read() {
    let Some(test_group) =
        TestGroup::start("cgroups_rs_reads_the_scheduler_parameters_and_sets_what_is_read")
    else {
        return;
    };
    let path = if test_group.is_v1() {
        format!("virmemctl-{}", test_group.domain.name())
    } else {
        test_group.group()
    };
    let group = Cgroup::load(hierarchies::auto(), path);
    let cpu: &CpuController = group.controller_of().unwrap();
    let read = || (cpu.shares().unwrap(), cpu.cfs_period().unwrap(), cpu.cfs_quota().unwrap());
    for (shares, period, quota) in
        [(300, 50_000, 20_000), (200, 20_000, 60_000), (77, 1_000, 1_000)]
    {
        let params = [
            TypedParam::new("cpu_shares", Value::ULLong(shares)),
            TypedParam::new("global_period", Value::ULLong(period)),
            TypedParam::new("global_quota", Value::LLong(quota)),
        ];
        test_group.domain.set_parameters(Family::Scheduler, "", &params, 0).unwrap();
        assert_eq!(read(), (shares, period, quota));
        assert_eq!(scheduling(&test_group.domain), (shares, period, quota));
    }
    cpu.set_shares(400).unwrap();
    cpu.set_cfs_period(70_000).unwrap();
    cpu.set_cfs_quota(30_000).unwrap();
    assert_eq!(scheduling(&test_group.domain), (400, 70_000, 30_000));
    cpu.set_cfs_quota(-1).unwrap();
    assert_eq!(scheduling(&test_group.domain), (400, 70_000, -1));
}

#[test]
fn a_refused_write_rolls_back_the_others() {
    let Some(mut test_group) = TestGroup::start("a_refused_write_rolls_back_the_others") else {
        return;
    };
    if !test_group.is_v1() {
        skip("a_refused_write_rolls_back_the_others", "cgroup v2 refuses no lower limit");
        return;
    }
    test_group.take_memory();
    // The new limits are below the usage of the process: the hard limit is refused without
    // swap; with swap, the limit of memory plus swap is, which is written after the others.
    let before =
        [("hard_limit", 128 * MIB), ("soft_limit", 32 * MIB), ("swap_hard_limit", 128 * MIB)];
    assert_eq!(set(&test_group.domain, &before), Ok(()));
    let wanted = [("hard_limit", 4 * MIB), ("soft_limit", 64 * MIB), ("swap_hard_limit", 4 * MIB)];
    let error = test_group.domain.set_memory_parameters(&params(&wanted), 0).unwrap_err();
    assert_eq!((error.code(), error.ints().0), (VIR_ERR_SYSTEM_ERROR, libc::EBUSY), "{error}");
    assert!(error.message().contains("limit_in_bytes"), "{error}");
    assert!(error.message().contains("4096 KiB"), "{error}");
    for (name, kib) in before {
        assert_eq!(value(&test_group.domain, name), kib, "{name}");
    }
    assert!(test_group.child.try_wait().unwrap().is_none());
}

/// The directory of a domain's group, if it exists.
fn group_dir(name: &str) -> Option<std::path::PathBuf> {
    ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"]
        .iter()
        .map(|mount| std::path::Path::new(mount).join(format!("machine/virmemctl-{name}")))
        .find(|path| path.is_dir())
}

#[test]
fn v2_groups_have_the_controllers_that_the_kernel_offers() {
    let Some(test_group) =
        TestGroup::start("v2_groups_have_the_controllers_that_the_kernel_offers")
    else {
        return;
    };
    if test_group.is_v1() {
        skip("v2_groups_have_the_controllers_that_the_kernel_offers", "on cgroup v1 each is apart");
        return;
    }
    let root = std::path::Path::new("/sys/fs/cgroup");
    let has = |dir: &std::path::Path, controller: &str| {
        let listed = std::fs::read_to_string(dir.join("cgroup.controllers")).unwrap();
        listed.split_whitespace().any(|name| name == controller)
    };
    for controller in ["memory", "cpu"] {
        let offered = has(root, controller);
        assert_eq!(has(&root.join(test_group.group()), controller), offered, "{controller}");
    }
}

/// Attaches a process, ends it, and looks the domain up.
fn attach_and_end(connection: &Connection, round: usize) {
    let mut child = Command::new("sleep").arg("1000").spawn().unwrap();
    let pid = i32::try_from(child.id()).unwrap();
    let name = format!("virmemctl-rust-{round}-{pid}");
    let attached = connection.attach(pid, Some(&name), 0).map(|_| ());
    let stood = group_dir(&name).is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    let found = connection.lookup_by_name(&name).map(|_| ());
    assert_eq!(attached, Ok(()));
    assert!(stood, "{name} was not made where it is looked for");
    assert_eq!(found.unwrap_err().code(), VIR_ERR_NO_DOMAIN);
    // A scan waits only briefly for the lock; the group is removed by one of the next.
    let gone = (0..100).any(|_| {
        let _ = connection.lookup_by_name(&name);
        group_dir(&name).is_none()
    });
    assert!(gone, "{name} stays");
}

#[test]
fn groups_are_removed_while_others_are_created() {
    let Some(test_group) = TestGroup::start("groups_are_removed_while_others_are_created") else {
        return;
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let own = Connection::open(Some(test_group.connection.uri()), 0).unwrap();
                (0..10).for_each(|round| attach_and_end(&own, round));
            });
        }
    });
}

/// The error of attaching that process.
fn refusal(connection: &Connection, pid: i32, name: &str) -> (virErrorNumber, i32) {
    let error = connection.attach(pid, Some(name), 0).map(|_| ()).unwrap_err();
    assert!(group_dir(name).is_none(), "{name} was made");
    (error.code(), error.ints().0)
}

#[test]
fn kernel_threads_zombies_and_ancestors_are_refused() {
    let Some(test_group) = TestGroup::start("kernel_threads_zombies_and_ancestors_are_refused")
    else {
        return;
    };
    let gone = (VIR_ERR_SYSTEM_ERROR, libc::ESRCH);
    let name = "virmemctl-rust-none";
    let mut zombie = Command::new("true").spawn().unwrap();
    let pid = i32::try_from(zombie.id()).unwrap();
    // It has ended then, and is not reaped.
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(Pid::from_raw(pid).unwrap()), ended).unwrap();
    assert_eq!(refusal(&test_group.connection, pid, name), gone);
    zombie.wait().unwrap();
    let own = rustix::thread::gettid().as_raw_nonzero().get();
    assert_eq!(refusal(&test_group.connection, own, name), gone);
    assert_eq!(refusal(&test_group.connection, 1, name).0, VIR_ERR_INVALID_ARG);
    // kthreadd, if this pid namespace has it.
    if std::fs::read_to_string("/proc/2/comm").is_ok_and(|comm| comm.trim() == "kthreadd") {
        assert_eq!(refusal(&test_group.connection, 2, name).0, VIR_ERR_INVALID_ARG);
    }
}

#[test]
fn a_child_that_is_a_domain_is_not_moved() {
    let Some(test_group) = TestGroup::start("a_child_that_is_a_domain_is_not_moved") else {
        return;
    };
    assert_eq!(set(&test_group.domain, &[("hard_limit", 64 * MIB)]), Ok(()));
    // This test's own process is the parent of the group's.
    let own = i32::try_from(std::process::id()).unwrap();
    let before = std::fs::read_to_string("/proc/self/cgroup").unwrap();
    let refused = refusal(&test_group.connection, own, "virmemctl-rust-parent");
    assert_eq!(refused.0, VIR_ERR_OPERATION_INVALID);
    assert_eq!(std::fs::read_to_string("/proc/self/cgroup").unwrap(), before);
    assert_eq!(value(&test_group.domain, "hard_limit"), 64 * MIB);
}

#[test]
fn a_group_with_processes_is_kept() {
    let Some(mut test_group) = TestGroup::start("a_group_with_processes_is_kept") else {
        return;
    };
    let name = test_group.domain.name().to_owned();
    let record = format!("/run/virmemctl/{name}.xml");
    let content = std::fs::read(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    let mut other = Command::new("sleep").arg("1000").spawn().unwrap();
    let pid = i32::try_from(other.id()).unwrap();
    let refused = test_group.connection.attach(pid, Some(&name), 0).map(|_| ()).unwrap_err();
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(refused.code(), VIR_ERR_OPERATION_FAILED, "{refused}");
    assert!(!std::path::Path::new(&record).exists());
    assert!(group_dir(&name).is_some() && test_group.child.try_wait().unwrap().is_none());
    std::fs::write(&record, content).unwrap();
}

#[test]
fn a_process_that_ended_cannot_be_attached() {
    let Some(test_group) = TestGroup::start("a_process_that_ended_cannot_be_attached") else {
        return;
    };
    let mut ended = Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    let pid = i32::try_from(ended.id()).unwrap();
    let error =
        test_group.connection.attach(pid, Some("virmemctl-rust-ended"), 0).map(|_| ()).unwrap_err();
    assert_eq!((error.code(), error.ints().0), (VIR_ERR_SYSTEM_ERROR, libc::ESRCH), "{error}");
    let names = common::names(&test_group.connection);
    assert!(!names.iter().any(|name| name == "virmemctl-rust-ended"), "{names:?}");
}
