//! What is asked of the monitor of a running virtual machine: its memory balloon, threads and disks.

mod api;
mod cloud_hypervisor;
mod disks;
mod firecracker;
mod protocol;
mod qemu;
mod socket;

use super::cgroup::hierarchy::Host;
use super::cgroup::processes;
use super::error::{self, Failed};
use super::machine::{self, Machine, Vmm};
use super::microvm::Kind;
use super::open_domains::Live;
use super::qmp::Refusal;
use crate::model::statistics::MemoryStat;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use api::Api;
use cloud_hypervisor::CloudHypervisor;
use firecracker::Firecracker;
use protocol::{Monitor, Outcome};

pub use disks::VmDisk;
pub use protocol::{IoThread, VmThread};
use qemu::Qemu;
use socket::VmmProcess;
use std::time::Duration;

/// How long a monitor is waited for by a call that changes something: QEMU serves one client at a time.
pub const TO_CHANGE: Duration = Duration::from_secs(2);
/// The same, where the answer is only one of several figures.
pub const TO_READ: Duration = Duration::from_millis(200);

/// A connection to the monitor of a running virtual machine.
pub struct VmMonitor {
    monitor: Box<dyn Monitor>,
    domain: String,
    /// The monitor's process.
    pub machine: Machine,
    /// All processes of the domain.
    pub pids: Vec<i32>,
}

impl VmMonitor {
    /// Connects to the monitor; QEMU's has to greet within that time.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a domain that is no virtual machine, or has no monitor
    /// that can be connected to; those of [`Qemu::open`] and [`Api::open`].
    pub fn open(host: &Host, live: &Live, within: Duration) -> Result<Self> {
        let domain = live.domain.identity.name.clone();
        let pids = processes::all(&live.dir);
        let pids = pids.during(format_args!("read cgroup.procs of group '{}'", live.group))?;
        let machine = machine::of(host, live, &pids).ok_or_else(|| no_machine(&domain))?;
        let vmm_process =
            VmmProcess { host, pids: &pids, pid: machine.pid, vmm: machine.vmm.name() };
        let monitor: Box<dyn Monitor> = match &machine.vmm {
            Vmm::Qemu(line) => Box::new(Qemu::open(&vmm_process, live, line, within)?),
            Vmm::Micro(vm) => {
                let api = Api::open(&vmm_process, live, vm, within)?;
                match vm.kind {
                    Kind::Firecracker => Box::new(Firecracker(api)),
                    Kind::CloudHypervisor => Box::new(CloudHypervisor(api)),
                }
            }
        };
        Ok(Self { monitor, domain, machine, pids })
    }

    /// A size that the guest can have: the next one that is no smaller.
    pub fn rounded(&self, size: Kib) -> Kib {
        let Kib(step) = self.monitor.step();
        Kib(size.0.div_ceil(step).saturating_mul(step))
    }

    /// The guest's present memory.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where it has no balloon, those of the monitor.
    pub fn actual(&mut self) -> Result<Kib> {
        let actual = self.monitor.actual();
        self.done(actual)
    }

    /// The most that it can have, with what was plugged in later.
    pub fn most(&mut self) -> Result<Kib> {
        let most = self.monitor.most();
        self.done(most)
    }

    /// Asks the guest for another size. It takes its time, and may not get there.
    pub fn set(&mut self, size: Kib) -> Result<()> {
        let set = self.monitor.set(size);
        self.done(set)
    }

    /// Sets how often the guest tells its statistics, in seconds; 0 is never. Returns what it was.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where it has no balloon, VIR_ERR_OPERATION_UNSUPPORTED where
    /// the monitor cannot do that, those of the monitor.
    pub fn set_period(&mut self, seconds: u32) -> Result<u32> {
        let set = self.monitor.set_period(seconds);
        self.done(set)
    }

    /// What the guest told last; none where it never did.
    pub fn guest_stats(&mut self) -> Result<Vec<MemoryStat>> {
        let told = self.monitor.guest_stats();
        self.done(told)
    }

    /// The monitor's threads for I/O.
    pub fn io_threads(&mut self) -> Result<Vec<IoThread>> {
        let told = self.monitor.io_threads();
        self.done(told)
    }

    fn done<T>(&self, outcome: Outcome<T>) -> Result<T> {
        outcome.map_err(|refusal| match refusal {
            Refusal::NotActive(why) => self.missing(&why),
            Refusal::Failed(error) => error,
        })
    }

    fn missing(&self, why: &str) -> Error {
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!(
                "the guest of '{}' has no memory balloon{why}, expected a virtio-balloon device",
                self.domain
            ),
        )
    }
}

/// A virtual machine's balloon and the guest's present memory, where the monitor tells it soon. More than the
/// guest can have is not believed.
pub fn now(host: &Host, live: &Live) -> Option<(VmMonitor, Kib)> {
    let mut monitor = to_read(host, live)?;
    let size = monitor.actual().ok()?;
    let is_possible = monitor.most().map_or(true, |most| size <= most);
    is_possible.then_some((monitor, size))
}

/// A virtual machine's threads for I/O, where the monitor tells them soon.
pub fn io_threads(host: &Host, live: &Live) -> Vec<IoThread> {
    to_read(host, live).and_then(|mut monitor| monitor.io_threads().ok()).unwrap_or_default()
}

/// What the threads of a virtual machine do, where its monitor tells soon; with the monitor's process.
pub fn threads(host: &Host, live: &Live) -> Option<(i32, Vec<VmThread>)> {
    let mut monitor = to_read(host, live)?;
    let told = monitor.monitor.threads().ok()?;
    Some((monitor.machine.pid, told))
}

/// What the monitor of a virtual machine tells of its disks.
pub enum ToldDisks {
    /// All of them.
    Disks(Vec<VmDisk>),
    /// Nothing, as it was not asked or did not answer in time.
    NoAnswer,
    /// There is none that could.
    NoMonitor,
}

/// A virtual machine's disks, where its monitor tells them soon and may be asked.
pub fn disks(host: &Host, live: &Live, may_ask: bool) -> ToldDisks {
    if !tells_disks(host, live) {
        return ToldDisks::NoMonitor;
    }
    let monitor = if may_ask { to_read(host, live) } else { None };
    let told = monitor.and_then(|mut monitor| monitor.monitor.disks().ok());
    told.map_or(ToldDisks::NoAnswer, ToldDisks::Disks)
}

/// Whether a domain is a QEMU with a monitor that can be asked.
fn tells_disks(host: &Host, live: &Live) -> bool {
    if !machine::is_one(host, live) {
        return false;
    }
    let pids = processes::all(&live.dir).unwrap_or_default();
    let vmm = machine::of(host, live, &pids).map(|machine| machine.vmm);
    matches!(vmm, Some(Vmm::Qemu(line)) if qemu::has_monitor(live, &line))
}

fn to_read(host: &Host, live: &Live) -> Option<VmMonitor> {
    machine::is_one(host, live).then(|| VmMonitor::open(host, live, TO_READ).ok()).flatten()
}

fn no_machine(domain: &str) -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        format!(
            "'{domain}' is running and has no memory balloon: none of its processes is a QEMU, a \
             Firecracker or a cloud-hypervisor"
        ),
    )
}
